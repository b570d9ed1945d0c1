/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/demo.c - who was told of what in the storm, in the exercise and of serious events.
 *
 * catalogues/demo/inform.csv tells the crises minute by minute.  What an event asks for
 * follows from the rules themselves; boards differ as everywhere, so some tell all in time,
 * some late, and of some nobody has noted anything.
 */
#include "modules/inform/inside.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/rosters/rosters.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 256 << 20, DONE_SHARE = 700, RESTS_AFTER = 260, LATE_PERCENT = 160,
       PROMPT_PERCENT = 60, RECENT_HOURS = 20, PERCENT = 100 };

struct telling_demo {
	struct store *store;
	struct arena *arena;
	struct view *people;            /* as the system */
	struct change *change;          /* as the chief security officer, who sees it all */
	struct inform_rule_list rules;
	struct holder_list roles;
	struct roster_book *rosters;
	const struct csv_table *words;
	size_t row;
};

static struct str cell(const struct telling_demo *demo, const char *name)
{
	return csv_cell(demo->words, demo->row, name);
}

static struct instant minutes_later(struct instant from, int64_t minutes)
{
	return (struct instant){ from.seconds + minutes * MINUTE };
}

static const struct inform_rule *rule_of(const struct telling_demo *demo, struct str code)
{
	for (size_t i = 0; i < demo->rules.count; i++)
		if (str_equals(demo->rules.at[i].code, code))
			return &demo->rules.at[i];
	return NULL;
}

/* Who holds it, at a unit or in the city; false: nobody. */
static bool held_by(struct telling_demo *demo, const struct inform_rule *rule, int64_t unit_id,
                    struct informed *row)
{
	struct roster_held_list held;

	if (rule->function.len) {
		held = roster_book_find(demo->rosters, rule->function, rule->at == AT_city ? 0 : unit_id);
		if (!held.count || !held.at[0].person_id)
			return false;
		row->unit_id = held.at[0].unit_id;
		row->person_id = row->asked_id = held.at[0].person_id;
		return true;
	}
	for (size_t i = 0; i < demo->roles.count; i++) {
		const struct holder *holder = &demo->roles.at[i];

		if (!str_equals(holder->code, rule->role) || holder->is_deputy || !holder->person_id
		    || (rule->at != AT_city && holder->unit_id != unit_id))
			continue;
		row->unit_id = holder->unit_id;
		row->person_id = row->asked_id = holder->person_id;
		return true;
	}
	return false;
}

static void told_put(struct telling_demo *demo, const struct inform_rule *rule, int64_t unit_id,
                     struct informed row)
{
	if (!rule || row.at.seconds > instant_now().seconds || !held_by(demo, rule, unit_id, &row))
		return;
	row.rules = rule->code;
	row.logged_at = minutes_later(row.at, 2);
	row.person_name = person_name(change_view(demo->change), row.person_id);
	row.informed_by_name = person_name(change_view(demo->change), row.informed_by);
	change_insert(demo->change, &informed_record.shape, &row);
	if (demo_drawn(demo->arena, row.note, row.person_name, "receipt") % 2 == 0)
		change_insert(demo->change, &inform_receipt_record.shape, &(struct inform_receipt){
			.informed_id = row.id, .person_id = row.person_id, .at = minutes_later(row.at, 6) });
}

/* ---- The crises ------------------------------------------------------------------------------------- */

static int64_t unit_coded(struct telling_demo *demo, struct str code)
{
	const struct unit *unit = code.len ? unit_of_code(change_view(demo->change), code) : NULL;

	return unit ? unit->id : 0;
}

static void decided(struct telling_demo *demo, const struct crisis *crisis, int kind)
{
	int64_t person = person_of_login(demo->people, cell(demo, "login"));
	struct inform_decision decision = { .crisis_id = crisis->id, .kind = kind,
		.minutes = demo_int(demo->words, demo->row, "amount"), .reason = cell(demo, "words_sv"),
		.at = minutes_later(crisis->opened_at, demo_int(demo->words, demo->row, "minutes")),
		.made_by = person, .decided_by = person_name(change_view(demo->change), person) };

	change_insert(demo->change, &inform_decision_record.shape, &decision);
}

/* A line of the file for each unit and rule that stands in it. */
static void line_tell(struct telling_demo *demo, const struct crisis *crisis)
{
	struct str units = cell(demo, "units");
	int64_t minute = demo_int(demo->words, demo->row, "minutes");

	do {
		int64_t unit_id = unit_coded(demo, str_cut(&units, ' '));
		struct str rules = cell(demo, "rules");

		if (str_is(cell(demo, "kind"), "rhythm"))
			decided(demo, crisis, STEP_rhythm);
		while (rules.len)
			told_put(demo, rule_of(demo, str_cut(&rules, ' ')), unit_id, (struct informed){
				.crisis_id = crisis->id, .channel = cell(demo, "channel"),
				.note = cell(demo, "words_sv"), .at = minutes_later(crisis->opened_at, minute++),
				.informed_by = person_of_login(demo->people, cell(demo, "login")) });
	} while (units.len);
}

static void crisis_told(struct telling_demo *demo, const struct crisis *crisis)
{
	for (demo->row = 1; demo->row < demo->words->count; demo->row++) {
		struct str kind = cell(demo, "kind");
		bool is_storm = !crisis->is_exercise && (str_is(kind, "told") || str_is(kind, "rhythm"));

		if (is_storm || (crisis->is_exercise && str_is(kind, "exercise")))
			line_tell(demo, crisis);
	}
}

/* ---- Events -------------------------------------------------------------------------------------------- */

/* The nth line of a kind, and round again. */
static void row_choose(struct telling_demo *demo, const char *kind, int drawn)
{
	for (int left = drawn % 4 + 1; left > 0;) {
		demo->row = demo->row + 1 < demo->words->count ? demo->row + 1 : 1;
		left -= str_is(cell(demo, "kind"), kind);
	}
}

struct event_demo {
	const struct event_case *event;
	struct str board, director;
	int64_t board_id, by;
	struct instant ends;            /* nothing is told after this */
};

/* The first time, and again as often as the rule asks until it rests. */
static void event_rule_told(struct telling_demo *demo, const struct event_demo *e,
                            const struct inform_rule *rule)
{
	bool is_prompt = demo_is_done(demo->arena, DONE_SHARE, e->board, e->event->number, "prompt");
	int64_t minute = rule->within * (is_prompt ? PROMPT_PERCENT : LATE_PERCENT) / PERCENT;

	if (!rule->severity_from || e->event->severity < rule->severity_from)
		return;
	row_choose(demo, "event", demo_drawn(demo->arena, e->event->number, rule->code, "words"));
	for (; minutes_later(e->event->reported_at, minute).seconds < e->ends.seconds;
	     minute += rule->every * (PERCENT - 15) / PERCENT) {
		told_put(demo, rule, e->board_id, (struct informed){ .event_id = e->event->id,
			.channel = cell(demo, "channel"), .note = cell(demo, "words_sv"),
			.at = minutes_later(e->event->reported_at, minute), .informed_by = e->by });
		if (!rule->every)
			return;
	}
}

static void event_rests(struct telling_demo *demo, const struct event_demo *e)
{
	row_choose(demo, "rest", 0);
	change_insert(demo->change, &inform_decision_record.shape, &(struct inform_decision){
		.event_id = e->event->id, .kind = STEP_rest, .reason = cell(demo, "words_sv"), .at = e->ends,
		.decided_by = e->director, .made_by = e->by });
}

static int64_t coordinator_of(struct telling_demo *demo, int64_t board_id)
{
	for (size_t i = 0; i < demo->roles.count; i++)
		if (demo->roles.at[i].unit_id == board_id && !demo->roles.at[i].is_deputy
		    && str_is(demo->roles.at[i].code, "security_coordinator"))
			return demo->roles.at[i].person_id;
	return 0;
}

static void event_told(struct telling_demo *demo, const struct event_case *event)
{
	const struct unit *board = unit_get(change_view(demo->change), event->board_id);
	struct event_demo e = { .event = event, .board_id = event->board_id,
		.by = coordinator_of(demo, event->board_id) };

	if (!board || !e.by
	    || !demo_is_done(demo->arena, DONE_SHARE, board->code, event->number, "informs"))
		return;
	e.board = board->code;
	e.ends = minutes_later(event->reported_at, RESTS_AFTER);
	if (event->closed_at.seconds && event->closed_at.seconds < e.ends.seconds)
		e.ends = event->closed_at;
	e.director = person_name(change_view(demo->change), e.by);
	for (size_t i = 0; i < demo->rules.count; i++)
		event_rule_told(demo, &e, &demo->rules.at[i]);
	if (!event->closed_at.seconds || event->closed_at.seconds > e.ends.seconds)
		event_rests(demo, &e);
}

/* The newest are left as they are: somebody waits. */
static void events_told(struct telling_demo *demo)
{
	struct instant from = { 0 }, now = instant_now();
	struct event_case_list events;

	for (size_t i = 0; i < demo->rules.count; i++) {
		struct instant begins = instant_at(demo->rules.at[i].from, 0, 0, 0);

		if (date_is_given(demo->rules.at[i].from)
		    && (!from.seconds || begins.seconds < from.seconds))
			from = begins;
	}
	events = inform_demo_events(change_view(demo->change), inform_severity_least(&demo->rules), from,
		(struct instant){ now.seconds - RECENT_HOURS * HOUR });
	for (size_t i = 0; i < events.count; i++)
		event_told(demo, &events.at[i]);
}

void inform_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct telling_demo demo = { .store = store, .arena = arena, .row = 1,
		.words = demo_rows(arena, "inform"),
		.people = view_open(store, arena, (struct who){ .is_system = true }) };
	int64_t chief = person_of_login(demo.people, S("security"));
	struct crisis_list crises;
	size_t left_out;

	(void)scale;
	demo.change = change_open(store, arena, (struct who){ .person = chief });
	demo.rules = inform_rules_read(arena, &left_out);
	demo.roles = inform_role_holders(change_view(demo.change));
	demo.rosters = roster_book_open(change_view(demo.change), instant_now());
	crises = inform_demo_crises(change_view(demo.change));
	for (size_t i = 0; i < crises.count; i++)
		crisis_told(&demo, &crises.at[i]);
	events_told(&demo);
	if (change_commit(demo.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	view_close(demo.people);
	arena_close(arena);
}
