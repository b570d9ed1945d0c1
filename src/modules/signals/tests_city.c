/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/tests_city.c - a city with two boards, in one of whose units falls are suddenly many:
 * what is listed, who sees it, and what never moves a number.
 */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/job.h"
#include "kit/setting.h"
#include "modules/events/events.h"
#include "modules/signals/tests_city.h"
#include "store/test_store.h"

#include <sys/wait.h>
#include <unistd.h>

extern const struct embedded catalogue_files[];

enum { OUTBREAK = 12 };
static const struct date first_monday = { 2024, 1, 1 };

struct date city_monday(int week)
{
	return date_add_days(first_monday, 7 * week);
}

/* ---- The city ----------------------------------------------------------------------------------- */

static const struct { int64_t above, below, depth; } closures[] = {
	{ CITY, CITY, 0 }, { CITY, NORTH, 1 }, { CITY, SOUTH, 1 }, { CITY, NORTH_1, 2 },
	{ CITY, NORTH_2, 2 }, { CITY, SOUTH_1, 2 }, { NORTH, NORTH, 0 }, { NORTH, NORTH_1, 1 },
	{ NORTH, NORTH_2, 1 }, { SOUTH, SOUTH, 0 }, { SOUTH, SOUTH_1, 1 }, { NORTH_1, NORTH_1, 0 },
	{ NORTH_2, NORTH_2, 0 }, { SOUTH_1, SOUTH_1, 0 },
};
static const struct { int64_t person, unit, is_recursive; } members[] = {
	{ ANALYST, CITY, 1 }, { NORTH_LEADS, NORTH, 1 }, { SOUTH_LEADS, SOUTH, 1 },
	{ MANAGER, NORTH_1, 1 }, { NARROW, NORTH, 0 },
};

static void units_put(struct change *change)
{
	for (int64_t id = CITY; id < UNITS; id++)
		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
			" VALUES ($1, $2, $2, $2, $3)"), V(id, arena_print(test_arena(), "u%lld", (long long)id),
			id == NORTH || id == SOUTH ? "district" : "workplace"));
	for (size_t i = 0; i < COUNT(closures); i++) {
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth)"
			" VALUES ($1, $2, $3)"), V(closures[i].above, closures[i].below, closures[i].depth));
		if (closures[i].depth == 1)
			change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
				V(closures[i].below, closures[i].above));
	}
	for (size_t i = 0; i < COUNT(members); i++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name, email)"
			" VALUES ($1, $2, $2, $2, 'p@example.org')"), V(members[i].person,
			arena_print(test_arena(), "p%lld", (long long)members[i].person)));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
			" VALUES ($1, $2, 'reads', $3)"), V(members[i].person, members[i].unit,
			members[i].is_recursive));
	}
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('reads', 'events_read'), ('reads', 'signals_write'), ('reads', 'units_read')"), NONE);
}

static void events_put(struct change *change, const struct burst *burst)
{
	struct event *events = arena_array(test_arena(), struct event, (size_t)burst->count);
	int64_t board = burst->unit == SOUTH_1 ? SOUTH : NORTH;
	static int number;

	for (int i = 0; i < burst->count; i++) {
		struct instant at = instant_at(date_add_days(city_monday(burst->week), i % 5), 10, i % 60, 0);

		events[i] = (struct event){ .number = arena_print(test_arena(), "H-%d", ++number),
			.title = S("x"), .unit_id = burst->unit, .board_id = board, .type = str_of(burst->type),
			.state = STATE_received, .occurred_at = at, .blocks = S("{}"),
			.is_restricted = burst->is_restricted,
			.reported_at = { at.seconds + HOUR + (int64_t)burst->late_days * DAY } };
	}
	change_insert_many(change, &event_record.shape, events, (size_t)burst->count);
}

/* Falls twice a week in each unit, with some spread; then many in one. */
static void years_put(struct change *change, int weeks)
{
	for (int week = 0; week < weeks; week++)
		for (int64_t unit = NORTH_1; unit < UNITS; unit++) {
			int count = 1 + (int)((week * 7 + unit * 3) % 3);

			events_put(change, &(struct burst){ unit, "injury.fall", week, count, 0, false });
		}
}

static struct change *by_program(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

void burst_put(struct store *store, struct burst burst)
{
	struct change *change = by_program(store);

	events_put(change, &burst);
	CHECK(change_commit(change) == COMMITTED);
}

struct store *city_of_weeks(int weeks)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at(city_monday(WEEKS), 6, 0, 0));
	data_folder_set(str_z(test_arena(), arena_print(test_arena(), "/tmp/varn-test-signals-%d", (int)getpid())));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = by_program(store);
	units_put(change);
	years_put(change, weeks);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

struct view *view_as(struct store *store, int64_t person)
{
	return view_open(store, test_arena(), (struct who){ .person = person });
}

const struct listed *listed_in(const struct listed_list *list, enum signal_level level, int64_t unit)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].level == (int)level && list->at[i].unit_id == unit)
			return &list->at[i];
	return NULL;
}

static struct listed_list seen_by(struct store *store, int64_t person, int64_t run_id)
{
	struct view *view = view_as(store, person);
	struct listed_list list = run_listed(view, run_id);

	view_close(view);
	return list;
}

/* ---- What is listed, and who sees it ------------------------------------------------------------------ */

TEST_ON_STORES(an_outbreak_is_listed_and_seen_by_those_who_read_what_it_counts)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct listed_list all, north, south, manager, narrow;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	all = seen_by(store, ANALYST, made.run_id);
	north = seen_by(store, NORTH_LEADS, made.run_id);
	south = seen_by(store, SOUTH_LEADS, made.run_id);
	manager = seen_by(store, MANAGER, made.run_id);
	narrow = seen_by(store, NARROW, made.run_id);
	CHECK(listed_in(&all, LEVEL_city, CITY) && listed_in(&all, LEVEL_board, NORTH));
	CHECK(listed_in(&all, LEVEL_unit, NORTH_1) && !listed_in(&all, LEVEL_board, SOUTH));
	CHECK(listed_in(&all, LEVEL_unit, NORTH_1)->events >= OUTBREAK);
	CHECK(listed_in(&all, LEVEL_unit, NORTH_1)->tier == TIER_strong);
	CHECK(north.count == all.count - 1 && !listed_in(&north, LEVEL_city, CITY));
	CHECK(south.count == 0 && narrow.count == 0);
	CHECK(manager.count == 1 && listed_in(&manager, LEVEL_unit, NORTH_1));
}

/* As if the board's falls explained those of the unit. */
static void unit_fold(struct store *store, int64_t run_id)
{
	struct change *change = by_program(store);

	change_run(change, SQL("UPDATE signal_listing SET folded_under = (SELECT signal_id FROM signal_listing AS above"
		" JOIN signal ON signal.id = above.signal_id WHERE above.run_id = $1 AND signal.level = 'board')"
		" WHERE run_id = $1 AND signal_id IN (SELECT id FROM signal WHERE level = 'unit')"), V(run_id));
	CHECK(change_commit(change) == COMMITTED);
}

static struct listed_list drawn_for(struct store *store, int64_t person, int64_t run_id)
{
	struct view *view = view_as(store, person);
	struct listed_list list = run_drawn(view, run_id, 60);

	view_close(view);
	return list;
}

TEST_ON_STORES(a_signal_folded_under_one_that_one_does_not_read_is_drawn_as_it_is_listed)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct listed_list leads, manager;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	unit_fold(store, made.run_id);
	leads = drawn_for(store, NORTH_LEADS, made.run_id);
	manager = drawn_for(store, MANAGER, made.run_id);
	CHECK(listed_in(&leads, LEVEL_board, NORTH) && !listed_in(&leads, LEVEL_unit, NORTH_1));
	CHECK(manager.count == 1 && listed_in(&manager, LEVEL_unit, NORTH_1));
}

TEST_ON_STORES(only_who_reads_the_whole_city_is_told_of_all_series)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made = signals_judge(store, test_arena(), city_monday(JUDGED));
	struct view *view = view_as(store, ANALYST);
	struct level_row_list levels = run_levels(view, made.run_id);

	CHECK(levels.count == 4 && levels.at[0].level == LEVEL_city && levels.at[0].series == 1);
	CHECK(levels.at[1].series == 2 && levels.at[3].series == 3 && levels.at[3].judged == 3);
	CHECK(signals_reach_city(view));
	view_close(view);
	view = view_as(store, NORTH_LEADS);
	CHECK(run_levels(view, made.run_id).count == 0 && !signals_reach_city(view));
	CHECK(run_latest(view, (struct date){ 0 })->id == made.run_id);
	view_close(view);
}

/* Twelve in the week that only some may know of, and as many that were no events. */
TEST_ON_STORES(restricted_merged_and_rejected_events_move_no_number)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made before = signals_judge(store, test_arena(), city_monday(JUDGED)), after;
	struct change *change;
	struct view *view;
	struct level_row_list a, b;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, true });
	burst_put(store, (struct burst){ NORTH_2, "fire.arson", JUDGED, OUTBREAK, 0, false });
	change = by_program(store);
	change_run(change, SQL("UPDATE event SET state = CASE WHEN id % 2 = 0 THEN 'merged'"
		" ELSE 'rejected' END WHERE type = 'fire.arson'"), NONE);
	change_commit(change);
	after = signals_judge(store, test_arena(), city_monday(JUDGED));
	CHECK(after.run_id > before.run_id && after.listed == before.listed && after.events == before.events);
	view = view_as(store, ANALYST);
	a = run_levels(view, before.run_id);
	b = run_levels(view, after.run_id);
	for (size_t i = 0; i < a.count; i++)
		CHECK(a.at[i].series == b.at[i].series && a.at[i].listed == b.at[i].listed);
	CHECK(runs_shown(view).count == 1 && runs_shown(view).at[0].id == after.run_id);
	view_close(view);
}

TEST_ON_STORES(what_makes_up_a_signal_stands_with_it)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct listed_list list;
	struct signal_part_list parts;
	struct view *view;
	struct why why;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	view = view_as(store, NORTH_LEADS);
	list = run_listed(view, made.run_id);
	parts = signal_parts(view, listed_in(&list, LEVEL_board, NORTH)->id);
	CHECK(parts.count == 1 && parts.at[0].unit_id == NORTH_1 && parts.at[0].p_alone < 0.05);
	why = why_listed(view, listed_in(&list, LEVEL_board, NORTH), &parts);
	CHECK(why.count >= 2 && str_find(why.at[0], S("reported")) >= 0);
	CHECK(str_find(why.at[1], S("u4")) >= 0);
	CHECK(signal_get(view, list.at[0].public_id)->band.len > 1000);
	view_close(view);
}

/* ---- What is done with it -------------------------------------------------------------------------------- */

TEST_ON_STORES(what_was_dismissed_opens_again_when_it_is_listed_again_and_is_clear)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct listed_list list;
	struct change *change;
	struct view *view;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED - 1, OUTBREAK, 0, false });
	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED - 1));
	list = seen_by(store, MANAGER, made.run_id);
	CHECK(list.count == 1);
	change = change_open(store, test_arena(), (struct who){ .person = MANAGER });
	CHECK(signal_may_act(change_view(change), list.at[0].signal_id));
	step_keep(change, &(struct signal_step){ .signal_id = list.at[0].signal_id,
		.listing_id = list.at[0].id, .verb = S("dismiss"), .words = S("x"), .person_id = MANAGER });
	CHECK(change_commit(change) == COMMITTED);
	/* The same week again opens nothing that is clear only once. */
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	view = view_as(store, MANAGER);
	list = run_listed(view, made.run_id);
	CHECK(list.count == 1 && state_after(list.at[0].verb) == SIGNAL_new);
	CHECK(signal_steps(view, list.at[0].signal_id).count == 2);
	CHECK(signal_history(view, list.at[0].signal_id).count == 2);
	view_close(view);
	view = view_as(store, SOUTH_LEADS);
	CHECK(!signal_may_act(view, list.at[0].signal_id) && !signal_get(view, list.at[0].public_id));
	CHECK(signal_steps(view, list.at[0].signal_id).count == 0);
	view_close(view);
}

/* ---- A city that is new ---------------------------------------------------------------------------------- */

TEST_ON_STORES(a_new_city_says_nothing_and_a_young_one_says_that_it_is_preliminary)
{
	struct store *store = city_of_weeks(0);
	struct signals_made made = signals_judge(store, test_arena(), city_monday(JUDGED));
	struct view *view = view_as(store, ANALYST);
	struct change *change;

	CHECK(made.listed == 0 && run_latest(view, (struct date){ 0 })->is_preliminary);
	view_close(view);
	change = by_program(store);
	years_put(change, 30);
	change_commit(change);
	burst_put(store, (struct burst){ NORTH_1, "injury.fall", 29, 3 * OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(29));
	view = view_as(store, ANALYST);
	CHECK(run_latest(view, city_monday(29))->is_preliminary);
	CHECK(run_listed(view, made.run_id).count == 1);
	CHECK(run_listed(view, made.run_id).at[0].tier == TIER_first_year);
	view_close(view);
}

/* ---- Replayed, and told ------------------------------------------------------------------------------------ */

TEST_ON_STORES(a_week_is_replayed_as_it_was_known_then_and_only_once)
{
	struct store *store = city_of_weeks(WEEKS);
	struct view *view;
	struct listed_list list;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED - 2, OUTBREAK, 0, false });
	burst_put(store, (struct burst){ SOUTH_1, "injury.fall", JUDGED - 1, OUTBREAK, 30, false });
	CHECK(signals_replay(store, city_monday(JUDGED), 3, NULL) == 3);
	CHECK(signals_replay(store, city_monday(JUDGED), 3, NULL) == 0);
	view = view_as(store, ANALYST);
	CHECK(!run_latest(view, (struct date){ 0 }));
	CHECK(replays(view, city_monday(0)).count == 3 && replays(view, city_monday(JUDGED)).count == 1);
	list = replay_listed(view, city_monday(0), 0);
	CHECK(listed_in(&list, LEVEL_unit, NORTH_1) && !listed_in(&list, LEVEL_unit, SOUTH_1));
	CHECK(!date_compare(listed_in(&list, LEVEL_unit, NORTH_1)->week, city_monday(JUDGED - 2)));
	CHECK(replay_listed(view, city_monday(0), SOUTH).count == 0);
	view_close(view);
	view = view_as(store, SOUTH_LEADS);
	CHECK(replay_listed(view, city_monday(0), 0).count == 0);
	view_close(view);
}

TEST_ON_STORES(what_is_known_is_noted_of_units_whose_signals_one_does_something_with)
{
	struct store *store = city_of_weeks(1);
	struct change *change = by_program(store);
	struct signal_known north = { .words_sv = S("A"), .types = S("injury"), .unit_id = NORTH_1,
		.from_day = { 2026, 8, 3 }, .to_day = { 2026, 8, 9 } }, all = north;
	struct view *view;

	all.unit_id = 0;
	known_keep(change, &north);
	known_keep(change, &all);
	change_commit(change);
	view = view_as(store, SOUTH_LEADS);
	CHECK(signals_known(view, city_monday(0)).count == 1 && signals_known(view, city_monday(0)).at[0].id == all.id);
	CHECK(!signal_known_may_add(view, NORTH_1) && !signal_known_may_add(view, 0));
	CHECK(signal_known_may_add(view, SOUTH_1));
	view_close(view);
	view = view_as(store, ANALYST);
	CHECK(signals_known(view, city_monday(0)).count == 2 && signal_known_may_add(view, 0));
	CHECK(signals_known(view, city_monday(JUDGED)).count == 0);
	view_close(view);
}

static void watch_put(struct store *store, int64_t person, int64_t unit, const char *branch)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct signal_watch watch = { .person_id = person, .unit_id = unit, .branch = str_of(branch) };

	change_insert(change, &signal_watch_record.shape, &watch);
	change_commit(change);
}

static size_t letters_of(struct store *store, int64_t run_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	size_t count = letters_of_run(view, run_id).count;

	view_close(view);
	return count;
}

static size_t told_of(struct store *store, int64_t person, int64_t unit, const char *types)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct signal_told_list told = signals_told(view, unit, str_of(types), city_monday(JUDGED),
		date_add_days(city_monday(JUDGED), 6));

	for (size_t i = 0; i < told.count; i++)
		CHECK(str_equals(signal_told_words(view, told.at[i].public_id), told.at[i].words));
	view_close(view);
	return told.count;
}

TEST_ON_STORES(who_has_asked_is_told_and_of_no_more_than_one_reads)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct change *change = by_program(store);
	struct signal_letter_list letters;
	struct view *view;

	setting_put(change, "smtp_url", S("smtp://127.0.0.1:1"));
	setting_put(change, "mail_from", S("varn@example.org"));
	change_commit(change);
	watch_put(store, MANAGER, NORTH, "injury");
	watch_put(store, SOUTH_LEADS, CITY, "");
	watch_put(store, NORTH_LEADS, NORTH, "fire");
	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	CHECK(signal_letters_write(store, test_arena(), made.run_id) == 1);
	CHECK(letters_of(store, made.run_id) == 1);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	letters = letters_of_run(view, made.run_id);
	CHECK(letters.at[0].person_id == MANAGER && str_find(letters.at[0].words, S("u4")) >= 0);
	CHECK(str_find(letters.at[0].words, S("u2")) < 0);
	view_close(view);
	CHECK(told_of(store, MANAGER, NORTH, "injury") > 0 && told_of(store, MANAGER, NORTH, "fire injury.fall") > 0);
	CHECK(told_of(store, MANAGER, NORTH, "fire") == 0);
	CHECK(told_of(store, SOUTH_LEADS, NORTH, "") == 0 && told_of(store, SOUTH_LEADS, CITY, "injury") == 0);
}

static struct listed_list wanted_by(struct store *store, int64_t person, int64_t run_id)
{
	struct view *view = view_as(store, person);
	struct listed_list list = run_wanted(view, run_id, WANTED_asked);

	view_close(view);
	return list;
}

static void unit_watch_put(struct store *store, int64_t person, int64_t unit)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person });
	struct signal_watch watch = { .person_id = person, .unit_id = unit, .level = LEVEL_unit };

	change_insert(change, &signal_watch_record.shape, &watch);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(who_has_asked_is_told_of_a_folded_signal_unless_told_of_what_it_is_folded_under)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made;
	struct listed_list list;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED, OUTBREAK, 0, false });
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	unit_fold(store, made.run_id);
	watch_put(store, MANAGER, NORTH_1, "injury");
	watch_put(store, NORTH_LEADS, NORTH, "");
	unit_watch_put(store, ANALYST, CITY);
	list = wanted_by(store, MANAGER, made.run_id);
	CHECK(list.count == 1 && listed_in(&list, LEVEL_unit, NORTH_1));
	list = wanted_by(store, NORTH_LEADS, made.run_id);
	CHECK(listed_in(&list, LEVEL_board, NORTH) && !listed_in(&list, LEVEL_unit, NORTH_1));
	list = wanted_by(store, ANALYST, made.run_id);
	CHECK(list.count == 1 && listed_in(&list, LEVEL_unit, NORTH_1));
}

/* Another process holds the row of the letter, and commits a while later: who began to write
 * meanwhile clashes. */
static pid_t letter_hold(struct store *other, int64_t run_id)
{
	int ready[2];
	pid_t child;
	char byte;

	CHECK(pipe(ready) == 0);
	child = fork();
	if (child == 0) {
		struct change *change = by_program(other);

		change_run(change, SQL("UPDATE signal_letter SET words = words || ' ' WHERE run_id = $1"),
			V(run_id));
		(void)!write(ready[1], "", 1);
		usleep(300000);
		_exit(change_commit(change) == COMMITTED ? 0 : 1);
	}
	CHECK(read(ready[0], &byte, 1) == 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static int64_t letter_put(struct store *store, struct str address)
{
	struct change *change = by_program(store);
	struct signal_run run = { .week = city_monday(JUDGED), .data_through = city_monday(WEEKS), .made_at = instant_now() };
	struct signal_letter letter = { .person_id = MANAGER, .address = address, .subject = S("x"),
		.words = S("y"), .state = LETTER_waiting };

	letter.run_id = change_insert(change, &signal_run_record.shape, &run);
	change_insert(change, &signal_letter_record.shape, &letter);
	CHECK(change_commit(change) == COMMITTED);
	return run.id;
}

TEST_ON_STORES(what_became_of_a_letter_is_kept_though_others_write)
{
	struct store *store = city_of_weeks(1), *other = test_store_again();
	int64_t run_id = letter_put(store, S("nowhere"));
	struct view *view;
	pid_t child = 0;
	int status = 0;

	if (store_is_postgres(store))           /* SQLite's writers wait for their turn instead */
		child = letter_hold(other, run_id);
	CHECK(!job_run_here(store, "signal-letters",
		arena_print(test_arena(), "{\"run\":\"%lld\"}", (long long)run_id), NULL, 0));
	CHECK(!child || (waitpid(child, &status, 0) == child && status == 0));
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(str_is(view_text(view, SQL("SELECT state FROM signal_letter"), NONE), "failed"));
	CHECK(view_text(view, SQL("SELECT problem FROM signal_letter"), NONE).len > 0);
	view_close(view);
}
