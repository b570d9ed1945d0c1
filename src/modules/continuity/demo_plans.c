/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/demo_plans.c - the demo city's continuity plans.
 *
 * catalogues/demo/plans.csv says which plans units have that have undertaken something, and
 * plan_routines.csv what is done then.  Boards that do most in time have tested theirs; others
 * have plans that wait for a review, or copies of an edition that has been replaced.
 */
#include "modules/continuity/plans.h"

#include "base/say.h"
#include "modules/continuity/demo.h"

enum { ARENA_BYTES = 128 << 20, REVIEW_MONTHS = 12, OLD_DAYS = 200, LATE_DAYS = 400 };

struct plan_making {
	struct arena *arena;
	struct change *change;
	const struct csv_table *plans, *routines;
	const struct demo_commitment_list *commitments;
	size_t row;
	const struct demo_commitment *first;
	struct demo_plan_people people;
	struct date today;
	struct continuity_plan plan;
	struct plan_edition edition;
};

static struct str said(const struct plan_making *make, const char *name)
{
	return csv_cell(make->plans, make->row, name);
}

/* "a|b" as two lines. */
static struct str lines(const struct plan_making *make, struct str words)
{
	struct str text = arena_copy(make->arena, words);

	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == '|')
			((char *)(uintptr_t)text.at)[i] = '\n';
	return text;
}

static bool is_named(struct str names, struct str name)
{
	while (names.len)
		if (str_equals(str_cut(&names, '|'), name))
			return true;
	return false;
}

static bool is_so(const struct plan_making *make, int share, const char *what)
{
	return demo_is_done(make->arena, share, make->first->unit_code, said(make, "key"), what);
}

/* The clock stands on that day while it is done. */
static void clock_on(struct date day)
{
	calendar_freeze(instant_at(day, 10, 20, 0));
}

static void step_put(struct plan_making *make, int64_t person, int64_t number, const char *verb, struct str words)
{
	plan_step_by(make->change, &(struct plan_step){ .number = number, .at = instant_now(),
		.verb = str_of(verb), .words = words }, make->plan.id, person);
}

static void routines_make(struct plan_making *make, int64_t edition_id)
{
	struct str keys = said(make, "routines");

	while (keys.len) {
		struct str key = str_cut(&keys, ' ');

		for (size_t row = 1; row < make->routines->count; row++) {
			struct plan_routine routine = { .edition_id = edition_id,
				.resource = csv_cell(make->routines, row, "resource"),
				.instead = lines(make, csv_cell(make->routines, row, "instead_sv")),
				.performed_by = csv_cell(make->routines, row, "performed_sv"),
				.materials = csv_cell(make->routines, row, "materials_sv"),
				.endurance_hours = (double)demo_int(make->routines, row, "hours") };

			if (str_equals(csv_cell(make->routines, row, "key"), key))
				change_insert(make->change, &routine_record.shape, &routine);
		}
	}
}

static void edition_make(struct plan_making *make, int64_t number, struct date from, enum edition_state state)
{
	make->edition = (struct plan_edition){ .plan_id = make->plan.id, .number = number,
		.state = (int)state,
		.used_when = said(make, "used_when_sv"), .first_steps = lines(make, said(make, "first_steps_sv")),
		.lowest_level = said(make, "lowest_sv"), .contacts = said(make, "contacts_sv"),
		.materials = said(make, "materials_sv"), .back_to_normal = said(make, "back_sv"),
		.change_note = number > 1 ? S("Det som senaste testet visade är rättat.") : S(""),
		.created_by = make->people.writer };
	clock_on(date_add_days(from, -14));
	if (state != EDITION_draft) {
		make->edition.sent_by = make->people.writer;
		make->edition.sent_at = instant_now();
	}
	if (state == EDITION_approved) {
		make->edition.approved_by = make->people.approver;
		make->edition.approved_at = instant_now();
		make->edition.decision = S("Genomgången med dem som ska arbeta efter den.");
		make->edition.valid_from = from;
		make->edition.review_by = date_add_months(from, REVIEW_MONTHS);
	}
	change_insert(make->change, &edition_record.shape, &make->edition);
	step_put(make, make->people.writer, number, "begin", S(""));
	for (size_t i = 0; i < make->commitments->count; i++)
		if (make->commitments->at[i].unit_id == make->first->unit_id
		    && is_named(said(make, "commitments"), make->commitments->at[i].name))
			edition_protect(make->change, make->edition.id, make->commitments->at[i].id);
	routines_make(make, make->edition.id);
	if (state != EDITION_draft)
		step_put(make, make->people.writer, number, "send", S(""));
	if (state == EDITION_approved)
		step_put(make, make->people.approver, number, "approve", make->edition.decision);
}

static void test_make(struct plan_making *make, struct date on)
{
	const struct item *kind = item_find("plan_test_kinds", said(make, "kind"));
	struct plan_test test = { .plan_id = make->plan.id, .edition_id = make->edition.id,
		.kind = said(make, "kind"), .tested_on = on,
		.result = choice_of(test_results, said(make, "result")), .findings = said(make, "findings_sv"),
		.led_by = S("Säkerhetssamordnaren"), .created_by = make->people.writer };

	if (date_compare(on, make->today) > 0)
		return;
	clock_on(on);
	test.counts_to = test_counts_to((enum test_result)test.result, on, item_int(kind, "months"));
	change_insert(make->change, &plan_test_record.shape, &test);
	step_put(make, make->people.writer, make->edition.number, "test", S(""));
}

/* The last one was laid out with the first edition, and nobody has been there since. */
static void copies_make(struct plan_making *make)
{
	struct str places = said(make, "copies_sv");
	struct date day = date_add_days(make->edition.valid_from, 3);

	while (places.len) {
		struct plan_copy copy = { .plan_id = make->plan.id, .place = str_cut(&places, '|'),
			.created_by = make->people.writer };
		int64_t number = !places.len && !is_so(make, 800, "copies") ? 1 : make->edition.number;

		clock_on(date_compare(day, make->today) > 0 ? make->today : day);
		change_insert(make->change, &plan_copy_record.shape, &copy);
		copy_check_add(make->change, copy.id, number, make->people.writer);
	}
}

/* "LJU=draft": there the next edition has come so far. */
static void next_make(struct plan_making *make)
{
	struct str said_next = said(make, "next");

	while (said_next.len) {
		struct str state = str_cut(&said_next, ' '), code = str_cut(&state, '=');

		if (str_equals(code, make->first->unit_code))
			edition_make(make, make->edition.number + 1, make->today,
				(enum edition_state)choice_of(edition_states, state));
	}
}

static void plan_make(struct plan_making *make)
{
	int drawn = demo_drawn(make->arena, make->first->unit_code, said(make, "key"), "plan day");
	bool is_late = !is_so(make, 850, "reviewed");
	struct date from = date_add_days(make->today, -(is_late ? LATE_DAYS : OLD_DAYS) - drawn % 100);
	bool is_second = drawn % 3 == 0 && !is_late;

	clock_on(date_add_days(from, -30));
	make->plan = (struct continuity_plan){ .unit_id = make->first->unit_id, .name = said(make, "name_sv"),
		.owner_id = make->people.writer, .created_by = make->people.writer };
	change_insert(make->change, &plan_record.shape, &make->plan);
	step_put(make, make->people.writer, 0, "write", S(""));
	if (drawn % 11 == 0) {
		edition_make(make, 1, from, EDITION_draft);
		return;
	}
	edition_make(make, 1, from, EDITION_approved);
	if (is_second)
		edition_make(make, 2, date_add_days(from, 120), EDITION_approved);
	if (is_so(make, (int)demo_int(make->plans, make->row, "tested"), "tested"))
		test_make(make, date_add_days(make->edition.valid_from, 30 + drawn % 40));
	copies_make(make);
	next_make(make);
}

void plans_demo(struct store *store)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct demo_commitment_list commitments = demo_commitments(change_view(change));
	struct plan_making make = { .arena = arena, .change = change, .plans = demo_rows(arena, "plans"),
		.routines = demo_rows(arena, "plan_routines"), .commitments = &commitments, .today = date_today() };

	for (make.row = 1; make.row < make.plans->count; make.row++) {
		struct str names = said(&make, "commitments"), name = str_cut(&names, '|');

		for (size_t i = 0; i < commitments.count; i++) {
			make.first = &commitments.at[i];
			if (!str_equals(make.first->name, name)
			    || !is_so(&make, (int)demo_int(make.plans, make.row, "share"), "plan"))
				continue;
			make.people = demo_plan_people(change_view(change), make.first->unit_id);
			plan_make(&make);
		}
	}
	calendar_freeze((struct instant){ 0 });
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
