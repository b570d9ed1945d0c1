/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/demo.c - what the units of the demo city have handed in, by catalogues/demo.
 *
 * Each row of submissions.csv says of which units (all, some by code, every so many of them) and
 * how far it has come; the first row that fits a unit and a period is the one.  Nothing happens
 * after the day on which the demo opens, so what is said to come later has not come yet.
 */
#include "modules/submissions/inside.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/units/units.h"
#include "modules/people/people.h"

#include <string.h>

enum { ARENA_BYTES = 256 << 20, BEGIN_DAYS = 40, DISPATCH_DAYS = 12, DECIDE_DAYS = 3,
	RECEIVE_DAYS = 4, RETURN_DAYS = 6, ACCEPT_DAYS = 10, VARIANTS = 2,
	MOST_CELLS = 4000, MOST_HEADINGS = 24 };

struct filling {
	struct change *change;
	struct view *view;
	const struct programme *programme;
	struct calendar_rule_list rules;
	const struct csv_table *rows, *texts;
	struct date today;
	int64_t receiver;
	size_t taken_count;
	struct str *taken;                      /* deliverable, period and unit that have a row */
};

static int64_t cell_int(const struct filling *f, size_t row, const char *column)
{
	int64_t n = 0;

	str_to_int(csv_cell(f->rows, row, column), &n);
	return n;
}

/* ---- Which ---------------------------------------------------------------------------------- */

static bool row_is_of(const struct filling *f, size_t row, const struct unit *unit, size_t nth)
{
	struct str units = csv_cell(f->rows, row, "units");
	int64_t every = cell_int(f, row, "every"), first = cell_int(f, row, "first");

	if (!str_is(units, "*"))
		return str_has_word(units, unit->code);
	return every > 0 && (int64_t)nth % every == first % every;
}

/* Takes the place; false: an earlier row has it. */
static bool place_take(struct filling *f, const struct deliverable *deliverable,
                       struct str period, int64_t unit_id)
{
	struct str key = arena_print(change_arena(f->change), "%.*s %.*s %lld", STR(deliverable->code),
		STR(period), (long long)unit_id);

	for (size_t i = 0; i < f->taken_count; i++)
		if (str_equals(f->taken[i], key))
			return false;
	must(f->taken_count < MOST_CELLS);
	f->taken[f->taken_count++] = key;
	return true;
}

/* ---- The document ----------------------------------------------------------------------------- */

static struct str text_of(const struct filling *f, struct str heading, size_t variant)
{
	for (size_t i = 1; i < f->texts->count; i++) {
		int64_t n = 0;

		str_to_int(csv_cell(f->texts, i, "variant"), &n);
		if (str_equals(csv_cell(f->texts, i, "heading"), heading) && (size_t)n == variant + 1)
			return csv_cell(f->texts, i, "text_sv");
	}
	return S("");
}

static bool heading_is_of(const struct item *item, const char *deliverable)
{
	return !item->is_retired && item_has(item, "deliverables", deliverable);
}

/* The headings of the catalogue with texts below; one may be left without. */
static struct str body_of(const struct filling *f, const struct deliverable *deliverable,
                          size_t nth, struct str without)
{
	const struct catalogue *all = catalogue_get("submission_headings");
	struct arena *arena = change_arena(f->change);
	const char *code = str_z(arena, deliverable->code);
	struct section sections[MOST_HEADINGS];
	size_t count = 0;
	bool has_own = false;

	for (size_t i = 0; i < all->count; i++)
		has_own |= heading_is_of(&all->items[i], code);
	for (size_t i = 0; i < all->count && count < COUNT(sections); i++)
		if (heading_is_of(&all->items[i], has_own ? code : "any"))
			sections[count++] = (struct section){
				.heading = item_text(&all->items[i], "name_sv"),
				.text = str_equals(all->items[i].code, without) ? S("")
					: text_of(f, all->items[i].code, (nth + i) % VARIANTS) };
	return body_begin(arena, sections, count, S(""));
}

/* ---- The way ------------------------------------------------------------------------------------ */

struct way {                            /* what one row does with one unit and period */
	const struct deliverable *deliverable;
	const struct unit *unit;
	const struct rule_period *period;
	struct date handed_in;          /* the day; not given: not handed in */
	int until;                      /* enum submission_state */
	struct str without, reason;
	size_t nth;
	int64_t writer, submitter;
};

/* The clock stands on that day while it is done.  False: the day has not come. */
static bool clock_on(const struct filling *f, struct date day, int hour)
{
	if (date_compare(day, f->today) > 0)
		return false;
	calendar_freeze(instant_at(day, hour, 5, 0));
	return true;
}

static void move_make(const struct filling *f, const struct way *way, struct submission *submission,
                      const char *verb, int64_t person, struct str words)
{
	const struct submission_move *move = submission_move_find(str_of(verb));
	struct arena *arena = change_arena(f->change);
	const struct submission_act act = { .meeting_on = date_today(), .words = words,
		.paragraph = arena_print(arena, "§ %zu", 40 + way->nth % 60),
		.signer = S("Ordföranden"),
		.sender_number = arena_print(arena, "%.*s %d/%zu", STR(way->unit->code),
			date_today().year, 100 + way->nth * 7),
		.receiver_number = way->nth % 3 ? arena_print(arena, "KS %d/%zu", date_today().year,
			300 + way->nth * 11) : S("") };
	int from = submission->state;

	submission_after(move, submission, &act, person, instant_now());
	if (move->to == SUBMISSION_submitted)
		submission_freeze(f->change, submission);
	change_update(f->change, &submission_record.shape, submission, submission->version);
	submission_step_put(f->change, submission, &(struct step){ .verb = verb, .from = from,
		.words = words, .person_id = person, .at = instant_now() });
	if (move->to == SUBMISSION_returned)
		submission_follow(f->change, submission);
}

static struct submission *demo_begin(const struct filling *f, const struct way *way)
{
	struct submission *s = arena_new(change_arena(f->change), struct submission);
	const struct submission *before;

	*s = (struct submission){ .programme = f->programme->code, .deliverable = way->deliverable->code,
		.unit_id = way->unit->id, .period = way->period->period, .period_from = way->period->from,
		.period_to = way->period->to, .due_on = way->period->due, .occasion = 1, .number = 1,
		.state = SUBMISSION_draft, .registration = REGISTRATION_not_public,
		.created_by = way->writer };
	before = submission_newest(f->view, &(struct submission){ .programme = s->programme,
		.deliverable = s->deliverable, .unit_id = s->unit_id, .period = s->period });
	if (before)
		s->occasion = before->occasion + 1;
	s->title = arena_print(change_arena(f->change), "%.*s, %.*s, %.*s",
		STR(way->deliverable->name_sv), STR(way->unit->name_sv), STR(s->period));
	s->body = body_of(f, way->deliverable, way->nth, way->without);
	change_insert(f->change, &submission_record.shape, s);
	submission_step_put(f->change, s, &(struct step){ .verb = "begin", .words = S(""),
		.person_id = way->writer, .at = instant_now() });
	return s;
}

/* From the day it was begun to the day the row ends on, or today. */
static void way_go(const struct filling *f, const struct way *way)
{
	const struct { int state, days; const char *verb; int64_t person; struct str words; } steps[] = {
		{ SUBMISSION_dispatched, -DISPATCH_DAYS, "dispatch", way->writer, S("") },
		{ SUBMISSION_decided, -DECIDE_DAYS, "decide", way->submitter, S("") },
		{ SUBMISSION_submitted, 0, "submit", way->submitter, S("") },
		{ SUBMISSION_received, RECEIVE_DAYS, "receive", f->receiver, S("") },
		{ SUBMISSION_returned, RETURN_DAYS, "return", f->receiver, way->reason },
		{ SUBMISSION_accepted, ACCEPT_DAYS, "accept", f->receiver, S("") },
	};
	struct date day = way->handed_in;
	struct submission *submission;

	if (!date_is_given(day))
		day = date_add_days(f->today, DECIDE_DAYS);
	if (!clock_on(f, date_add_days(day, -BEGIN_DAYS), 9))
		return;
	submission = demo_begin(f, way);
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct date on = date_add_days(day, steps[i].days);

		if (steps[i].state > way->until)
			break;
		if (steps[i].state == SUBMISSION_returned && way->until != SUBMISSION_returned)
			continue;
		if (!clock_on(f, on, 10 + (int)i))
			break;
		move_make(f, way, submission, steps[i].verb, steps[i].person, steps[i].words);
	}
}

/* ---- A row ----------------------------------------------------------------------------------------- */

static int state_of(struct str word)
{
	int state = choice_of(submission_states, word);

	return state > 0 ? state : SUBMISSION_none;
}

static struct date day_handed_in(const struct filling *f, size_t row, const struct rule_period *period)
{
	struct date from = date_is_given(period->due) ? period->due : f->today;

	return date_add_days(from, -(int)cell_int(f, row, "days"));
}

static void unit_fill(struct filling *f, size_t row, const struct deliverable *deliverable,
                      const struct rule_period *period, const struct unit *unit, size_t nth)
{
	struct way way = { .deliverable = deliverable, .unit = unit, .period = period, .nth = nth,
		.until = state_of(csv_cell(f->rows, row, "until")),
		.without = csv_cell(f->rows, row, "without"), .reason = csv_cell(f->rows, row, "reason") };
	bool is_event = !date_is_given(period->due);

	if (!row_is_of(f, row, unit, nth)
	    || (!is_event && !place_take(f, deliverable, period->period, unit->id)))
		return;
	if (way.until >= SUBMISSION_submitted)
		way.handed_in = day_handed_in(f, row, period);
	if (!way.until || date_compare(way.handed_in, f->today) > 0)
		return;
	way.writer = submission_writer_at(f->view, unit->id, false);
	way.submitter = submission_writer_at(f->view, unit->id, true);
	if (!way.writer)
		way.writer = f->receiver;
	if (!way.submitter)
		way.submitter = way.writer;
	way_go(f, &way);
}

/* Periods that have opened; of these the newest `leaves` are left alone. */
static size_t periods_opened(const struct filling *f, const struct rule_period_list *periods,
                             int64_t leaves)
{
	size_t count = 0;

	while (count < periods->count && (!date_is_given(periods->at[count].opens)
	       || date_compare(periods->at[count].opens, f->today) <= 0))
		count++;
	return count > (size_t)leaves ? count - (size_t)leaves : 0;
}

static void row_fill(struct filling *f, size_t row)
{
	const struct deliverable *deliverable = deliverable_of_code(f->view, f->programme->id,
		csv_cell(f->rows, row, "deliverable"));
	const struct calendar_rule *rule = deliverable
		? deliverable_rule(&f->rules, deliverable->cadence) : NULL;
	struct rule_period_list periods;
	size_t opened;

	if (!rule || !deliverable_is_ours(deliverable))
		return;
	periods = rule_periods(change_arena(f->change), rule,
		f->today.year - (int)cell_int(f, row, "years_ago"), f->programme);
	opened = periods_opened(f, &periods, cell_int(f, row, "leaves"));
	for (size_t i = 0; i < opened; i++) {
		struct date day = date_compare(periods.at[i].to, f->today) < 0 ? periods.at[i].to : f->today;
		struct unit_list units;

		calendar_freeze((struct instant){ 0 });
		units = units_addressed(f->view, f->programme, deliverable->who, day).units;
		for (size_t u = 0; u < units.count; u++)
			unit_fill(f, row, deliverable, &periods.at[i], &units.at[u], u);
	}
}

/* In the name of who receives for the whole city: he or she may see every unit. */
void submissions_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct filling f = { .rows = demo_rows(arena, "submissions"),
		.texts = demo_rows(arena, "submission_texts"), .today = date_today(),
		.taken = arena_array(arena, struct str, MOST_CELLS) };
	struct view *system = view_open(store, arena, (struct who){ .is_system = true });

	(void)scale;
	f.receiver = person_of_login(system, S("central"));
	view_close(system);
	tongue_choose(setting_text("language"));
	catalogue_refresh(store);
	f.change = change_open(store, arena, (struct who){ .person = f.receiver });
	f.view = change_view(f.change);
	f.programme = submissions_programme(f.view, S(""), f.today.year);
	if (f.programme) {
		f.rules = calendar_rules_of(f.view, f.programme->id);
		for (size_t i = 1; i < f.rows->count; i++)
			row_fill(&f, i);
	}
	calendar_freeze((struct instant){ 0 });
	if (change_commit(f.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
