/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests.c - what is said of how much is reported, and who is told small numbers. */
#include "modules/reporting/kept.h"
#include "modules/reporting/ladders.h"
#include "modules/reporting/tests_city.h"

#include "base/test.h"

#include <math.h>
#include <string.h>

static const struct date from = { 2026, 1, 1 }, to = { 2026, 12, 31 };

static struct reporting_numbers numbers(int64_t events, int64_t injuries, int64_t near_misses, int64_t employees)
{
	return (struct reporting_numbers){ events, injuries, near_misses, 0, 0, employees, 1 };
}

/* ---- Rules ------------------------------------------------------------------------------- */

TEST(few_reports_of_a_small_unit_cannot_be_told_from_chance)
{
	struct reporting_numbers city = numbers(1000, 0, 0, 10000), few = numbers(3, 0, 0, 50);
	struct reporting_numbers low = numbers(20, 0, 0, 1000), same = numbers(1000, 0, 0, 10000);
	struct beside beside = beside_rate(&few, &city, 0.9, 1.1);

	CHECK(beside.own == 60 && beside.other == 100 && beside.expected == 5);
	CHECK(beside.verdict == VERDICT_cannot_tell);
	CHECK(beside_rate(&low, &city, 0.9, 1.1).verdict == VERDICT_decrease);
	CHECK(beside_rate(&city, &low, 0.9, 1.1).verdict == VERDICT_increase);
	CHECK(beside_rate(&same, &city, 0.9, 1.1).verdict == VERDICT_unchanged);
}

TEST(without_employees_or_injuries_nothing_is_compared)
{
	struct reporting_numbers city = numbers(1000, 100, 300, 10000), unit = numbers(30, 0, 10, 0);

	CHECK(isnan(beside_rate(&unit, &city, 0.9, 1.1).own) && !beside_rate(&unit, &city, 0.9, 1.1).ratio.is_known);
	CHECK(isnan(beside_near(&unit, &city, 0.9, 1.1).own));
	CHECK(beside_near(&unit, &city, 0.9, 1.1).verdict == VERDICT_cannot_tell);
	unit = numbers(30, 20, 3, 10);
	CHECK(beside_near(&unit, &city, 0.9, 1.1).verdict == VERDICT_decrease);
	CHECK(fabs(beside_near(&unit, &city, 0.9, 1.1).own - 0.15) < 1e-9);
}

TEST(what_was_noted_is_a_least_and_what_events_name_a_most)
{
	struct trace_counts counts = { S("claim"), 10, 4, 30 }, none = { S("claim"), 0, 0, 5 };
	struct trace trace = trace_of(&counts, 0.9);

	CHECK(trace.least == 0.4 && trace.has_most && trace.most == 34.0 / 40);
	CHECK(trace.least_limits.low < 0.4 && trace.least_limits.high > 0.4);
	CHECK(trace.most_limits.low < trace.most && trace.most_limits.high > trace.most);
	CHECK(isnan(trace_of(&none, 0.9).least) && !trace_of(&none, 0.9).has_most);
	counts.named = 0;
	CHECK(!trace_of(&counts, 0.9).has_most);
}

TEST(hours_are_told_as_people_count_them)
{
	CHECK(str_is(took_words(test_arena(), NAN), "") && str_is(took_words(test_arena(), 0.5), "less than an hour"));
	CHECK(str_is(took_words(test_arena(), 1), "1 hour") && str_is(took_words(test_arena(), 47.6), "48 hours"));
	CHECK(str_is(took_words(test_arena(), 168), "7 days"));
	CHECK(str_is(took_words(test_arena(), INFINITY), "longer than anything seen"));
}

/* ---- Queries and rights ------------------------------------------------------------------- */

TEST_ON_STORES(a_unit_is_counted_with_what_is_below_it_and_never_what_is_restricted)
{
	struct store *store = test_store();
	struct reporting_numbers own, city;
	struct view *view;

	reporting_city(store);
	reporting_events(store, NORTH, 1, 4, "injury");
	reporting_events(store, SCHOOL, 1, 3, "near");
	reporting_events(store, SCHOOL, 1, 2, "secret");
	reporting_events(store, NORTH, 1, 2, "rejected");
	reporting_events(store, SOUTH, 1, 5, "claim");
	view = reporting_view(store, NORA);
	own = reporting_numbers_of(view, NORTH, from, to);
	city = reporting_numbers_of(view, 0, from, to);
	CHECK(own.events == 7 && own.injuries == 4 && own.near_misses == 3 && own.claims == 0);
	CHECK(own.employees == 1000 && own.years == 1);
	CHECK(city.events == 12 && city.claims == 5 && city.employees == 2000);
	own = reporting_numbers_of(view, SOUTH, from, to);
	CHECK(own.events == 0 && own.employees == 0);
	own = reporting_numbers_of(view, NORTH, from, (struct date){ 2026, 3, 1 });
	CHECK(own.events == 2);
	view_close(view);
}

TEST_ON_STORES(who_only_reads_statistics_sees_one_unit_and_no_small_number)
{
	struct store *store = test_store();
	struct reporting_ask ask = { .may_count = false };
	struct view *view;

	reporting_city(store);
	view = reporting_view(store, POLLY);
	CHECK(reporting_may_unit(view, NORTH) && !reporting_may_count(view, NORTH));
	CHECK(!reporting_may_unit(view, SCHOOL) && !reporting_may_unit(view, SOUTH));
	CHECK(reporting_unit_options(view).count == 1 && reporting_unit_first(view, SCHOOL) == NORTH);
	CHECK(reporting_is_small(&ask, 4) && !reporting_is_small(&ask, 0) && !reporting_is_small(&ask, 5));
	CHECK(reporting_are_small(view, NORTH, (struct reporting_numbers[]){ { .events = 9 }, { .events = 4 } }));
	CHECK(!reporting_are_small(view, NORTH, (struct reporting_numbers[]){ { .events = 9 }, { .events = 5 } }));
	view_close(view);
	view = reporting_view(store, NORA);
	CHECK(reporting_may_count(view, SCHOOL) && !reporting_may_unit(view, SOUTH));
	ask.may_count = true;
	CHECK(!reporting_is_small(&ask, 1));
	CHECK(!reporting_are_small(view, NORTH, (struct reporting_numbers[]){ { .events = 9 }, { .events = 4 } }));
	view_close(view);
	view = reporting_view(store, CLARA);
	CHECK(!reporting_may_unit(view, CITY) && reporting_unit_first(view, CITY) == 0);
	CHECK(reporting_numbers_of(view, 0, from, to).events == 0);
	view_close(view);
}

TEST_ON_STORES(times_are_those_of_the_events_and_what_contradicts_itself_is_left_out)
{
	struct store *store = test_store();
	struct timeliness_cases cases;
	struct change *change;
	struct view *view;

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 3, "claim");
	reporting_events(store, SOUTH, 1, 1, "claim");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET reported_at = occurred_at - 60 WHERE number = '3-claim-3'"), NONE);
	change_run(change, SQL("INSERT INTO event_assessment (public_id, event_id, probability, created_at)"
		" SELECT 'a', id, 1, occurred_at + 7200 FROM event WHERE number = '3-claim-1'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = reporting_view(store, NORA);
	cases = reporting_times(view, test_arena(), NORTH, from, to);
	CHECK(cases.count == 2 && reporting_times(view, test_arena(), 0, from, to).count == 3);
	CHECK(cases.at[0].at[TIMELINESS_reported] - cases.at[0].at[TIMELINESS_occurred] == 2);
	CHECK(cases.at[0].at[TIMELINESS_assessed] - cases.at[0].at[TIMELINESS_occurred] == 2
		|| cases.at[1].at[TIMELINESS_assessed] - cases.at[1].at[TIMELINESS_occurred] == 2);
	CHECK(isnan(cases.at[0].at[TIMELINESS_closed]) && isnan(cases.at[0].at[TIMELINESS_noticed]));
	view_close(view);
}

/* ---- What is not for the reader ------------------------------------------------------------- */

TEST_ON_STORES(who_reads_the_events_of_a_school_is_told_no_small_number_of_its_board)
{
	struct store *store = test_store();
	struct reporting_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .may_count = true };
	struct change *change;
	struct view *view;

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 3, "claim");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role)"
		" VALUES ($1, $2, 'unit_coordinator')"), V((int64_t)POLLY, (int64_t)SCHOOL));
	CHECK(change_commit(change) == COMMITTED);
	view = reporting_view(store, POLLY);
	CHECK(reporting_may_count(view, SCHOOL) && !reporting_may_count(view, NORTH));
	CHECK(!ladder_of(view, &ask, SCHOOL, S("")).steps[TIMELINESS_reported].is_hidden);
	CHECK(ladder_of(view, &ask, NORTH, S("")).steps[TIMELINESS_reported].is_hidden);
	CHECK(!ladder_of(view, &ask, 0, S("")).steps[TIMELINESS_reported].is_hidden);
	view_close(view);
}

static struct str said_beside(struct view *view, size_t row)
{
	struct grid grid = proxies_run(view, &(struct report_ask){ .unit_id = NORTH, .from = from, .to = to,
		.period = S("2026") });

	CHECK(str_is(grid_at(&grid, row, grid.columns - 1).text, "2026-01-01..2026-12-31"));
	return grid_at(&grid, row, grid.columns - 2).text;
}

TEST_ON_STORES(a_rest_of_the_city_that_is_small_is_told_to_nobody)
{
	struct store *store = test_store();
	struct view *view;

	reporting_city(store);
	reporting_events(store, NORTH, 1, 20, "claim");
	reporting_events(store, SOUTH, 1, 4, "claim");
	view = reporting_view(store, NORA);
	CHECK(str_is(said_beside(view, BESIDE_rate), "So few that they are not shown."));
	CHECK(!str_is(said_beside(view, BESIDE_before), "So few that they are not shown."));
	view_close(view);
	reporting_events(store, SOUTH, 5, 1, "claim");
	view = reporting_view(store, NORA);
	CHECK(!str_is(said_beside(view, BESIDE_rate), "So few that they are not shown."));
	view_close(view);
}

/* ---- Many events ---------------------------------------------------------------------------- */

static void events_many(struct store *store, int64_t count)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct instant first = instant_at((struct date){ 2026, 2, 1 }, 8, 0, 0);

	change_run(change, SQL("INSERT INTO event (public_id, number, unit_id, board_id, title, state, class,"
		" type, occurred_at, reported_at) WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL"
		" SELECT n + 1 FROM many WHERE n < $1) SELECT 'many-' || n, 'many-' || n, $2, $2, '', 'reported',"
		" 'accident', 'property.damage', $3 + n, $3 + n + 7200 FROM many"),
		V(count, (int64_t)NORTH, first));
	CHECK(change_commit(change) == COMMITTED);
}

/* A request has 64 MB: times of a long period are not kept in it. */
TEST_ON_STORES(the_times_of_many_events_are_told_without_being_kept)
{
	enum { MANY = 4000, FEW_BYTES = 64 << 10 };
	struct reporting_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .may_count = true };
	struct store *store = test_store();
	struct ladder ladder;
	struct ladder_step step;
	struct view *view;
	size_t before;

	reporting_city(store);
	events_many(store, MANY);
	view = reporting_view(store, NORA);
	before = arena_used(view_arena(view));
	ladder = ladder_of(view, &ask, NORTH, S(""));
	step = ladder_step_of(view, &ask, NORTH, TIMELINESS_reported);
	CHECK(arena_used(view_arena(view)) - before < FEW_BYTES);
	CHECK(ladder.events == MANY && step.found.cases == MANY && step.found.closed == MANY);
	CHECK(step.median.time == 2 && ladder.steps[TIMELINESS_reported].median.time == 2);
	CHECK(step.within.done == 1 && step.verdict == ladder.steps[TIMELINESS_reported].verdict);
	view_close(view);
}

/* ---- What is kept ------------------------------------------------------------------------------ */

static void keep(struct store *store)
{
	static const int64_t units[] = { 0, CITY, NORTH };
	struct keeping keeping = { .store = store, .arena = test_arena(), .count_one = timeliness_keep_one };

	for (size_t i = 0; i < COUNT(units); i++)
		keeping_count(&keeping, units[i]);
	CHECK(keeping_write(&keeping));
}

static bool is_same_step(const struct ladder_step *a, const struct ladder_step *b)
{
	return a->step == b->step && a->is_hidden == b->is_hidden && a->found.cases == b->found.cases
		&& a->found.closed == b->found.closed && a->found.is_few == b->found.is_few
		&& a->target_hours == b->target_hours && a->verdict == b->verdict
		&& memcmp(&a->median, &b->median, sizeof(a->median)) == 0
		&& memcmp(&a->p90, &b->p90, sizeof(a->p90)) == 0
		&& memcmp(&a->within, &b->within, sizeof(a->within)) == 0;
}

static bool is_same_curve(const struct waiting *a, const struct waiting *b)
{
	return a->count == b->count && a->is_in_days == b->is_in_days
		&& memcmp(a->points, b->points, a->count * sizeof(*a->points)) == 0;
}

/* To the last bit, the steps and the curve of each. */
static bool is_kept_as_counted(struct store *store, int64_t person, int64_t unit_id, bool may_count)
{
	struct view *view = reporting_view(store, person);
	struct reporting_ask kept = { .unit = unit_get(view, unit_id), .may_count = may_count }, counted;
	bool is = true;

	reporting_ask_usual(test_arena(), &kept);
	counted = kept;
	kept.may_be_kept = true;
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++) {
		struct ladder a = ladder_of(view, &kept, ladder_unit(view, &kept), S(""));
		struct ladder b = ladder_of(view, &counted, ladder_unit(view, &counted), S(""));
		struct waiting c = waiting_of(view, &kept, (enum timeliness_mark)step);
		struct waiting d = waiting_of(view, &counted, (enum timeliness_mark)step);

		is = is && a.events == b.events && is_same_step(&a.steps[step], &b.steps[step]) && is_same_curve(&c, &d);
	}
	view_close(view);
	return is;
}

static bool is_from_before(struct store *store, int64_t person, int64_t unit_id)
{
	struct view *view = reporting_view(store, person);
	struct reporting_ask ask = { .unit = unit_get(view, unit_id), .may_count = true, .may_be_kept = true };
	bool is;

	reporting_ask_usual(test_arena(), &ask);
	is = ladder_of(view, &ask, ladder_unit(view, &ask), S("")).as_of.seconds != 0;
	view_close(view);
	return is;
}

TEST_ON_STORES(what_is_kept_of_times_is_what_would_be_counted_and_for_whom_it_may)
{
	struct store *store = test_store();

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 20, "claim");
	reporting_events(store, NORTH, 1, 9, "near");
	reporting_events(store, SOUTH, 1, 12, "claim");
	keep(store);
	CHECK(is_kept_as_counted(store, SECURITY, CITY, true) && is_from_before(store, SECURITY, CITY));
	CHECK(is_kept_as_counted(store, NORA, NORTH, true) && is_from_before(store, NORA, NORTH));
	CHECK(is_kept_as_counted(store, POLLY, NORTH, false));
	CHECK(is_kept_as_counted(store, SECURITY, SOUTH, true) && !is_from_before(store, SECURITY, SOUTH));
	/* Who reads one school of the district is told of no more than that. */
	CHECK(!is_from_before(store, CLARA, NORTH) && is_kept_as_counted(store, CLARA, NORTH, true));
}

/* The system's question, as the job's supervisor asks it. */
static bool is_due(struct store *store)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	bool is = timeliness_keep_is_due(view);

	view_close(view);
	return is;
}

static void run(struct store *store, struct sql sql)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, sql, NONE);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(what_is_kept_is_counted_anew_when_something_has_moved_or_it_gets_old)
{
	struct store *store = test_store();
	int64_t began;

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 20, "claim");
	CHECK(!is_due(store));                  /* so few are counted while one waits */
	keep(store);
	began = instant_now().seconds;
	calendar_freeze((struct instant){ began + 20 * MINUTE });
	CHECK(!is_due(store));
	run(store, SQL("INSERT INTO event_moved (turn, first_id, last_id, at) VALUES ({turn}, 1, 1, moment())"));
	CHECK(is_due(store));
	calendar_freeze((struct instant){ began + 5 * MINUTE });
	CHECK(!is_due(store));                  /* not after each report */
	run(store, SQL("DELETE FROM event_moved"));
	calendar_freeze((struct instant){ began + 50 * MINUTE });
	CHECK(is_due(store));                   /* soon nobody may use it */
	CHECK(is_from_before(store, SECURITY, CITY));
	calendar_freeze((struct instant){ began + HOUR + 1 });
	CHECK(!is_from_before(store, SECURITY, CITY));
}

TEST_ON_STORES(what_is_kept_of_a_unit_tells_nothing_of_one_that_has_moved_away)
{
	struct store *store = test_store();

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 20, "claim");
	reporting_events(store, NORTH, 1, 9, "near");
	keep(store);
	CHECK(is_from_before(store, NORA, NORTH));
	run(store, SQL("UPDATE unit_closure SET valid_to = '2026-08-31' WHERE above_id = 2 AND below_id = 3"));
	CHECK(!is_from_before(store, NORA, NORTH) && is_kept_as_counted(store, NORA, NORTH, true));
}

/* ---- A step as a curve ---------------------------------------------------------------------- */

TEST(a_fall_of_a_curve_stands_for_as_many_as_may_be_told)
{
	static const struct handling_case cases[] = { { 1, true }, { 2, true }, { 3, false }, { 4, true },
		{ 4, true }, { 5, true }, { 6, true }, { 7, false } };
	struct handling found = handling_find(test_arena(), cases, COUNT(cases), 0.9, 1);
	size_t falls[COUNT(cases)];

	CHECK(found.closed == 6 && curve_falls(&found, 1, falls) == 5);
	CHECK(found.steps[falls[0]].time == 1 && found.steps[falls[2]].time == 4);
	CHECK(curve_falls(&found, 4, falls) == 1 && found.steps[falls[0]].time == 4);
	CHECK(curve_falls(&found, 7, falls) == 0);
}

/* The share that waits, beside the same count by hand. */
TEST_ON_STORES(a_step_is_drawn_as_the_share_that_still_waits)
{
	struct reporting_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .may_count = true };
	struct store *store = test_store();
	struct change *change;
	struct waiting waiting;
	struct view *view;

	reporting_city(store);
	reporting_events(store, NORTH, 1, 20, "claim");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET closed_at = reported_at + id * 86400, state = 'closed' WHERE id <= 10"),
		NONE);
	CHECK(change_commit(change) == COMMITTED);
	view = reporting_view(store, NORA);
	ask.unit = unit_get(view, NORTH);
	waiting = waiting_of(view, &ask, TIMELINESS_closed);
	CHECK(waiting.count == 11 && waiting.is_in_days && waiting.points[0].y == 100);
	for (size_t i = 1; i < waiting.count; i++)
		CHECK(fabs(waiting.points[i].x - (double)i) < 1e-9
		      && fabs(waiting.points[i].y - 100 * (20 - (double)i) / 20) < 1e-9
		      && waiting.points[i].low90 < waiting.points[i].low50
		      && waiting.points[i].high50 < waiting.points[i].high90);
	ask.may_count = false;
	CHECK(waiting_of(view, &ask, TIMELINESS_closed).count == 3);
	CHECK(waiting_of(view, &ask, TIMELINESS_assessed).count == 0);
	view_close(view);
}

TEST_ON_STORES(a_step_of_few_is_not_drawn_for_who_only_reads_statistics)
{
	struct reporting_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 } };
	struct store *store = test_store();
	struct waiting waiting;
	struct view *view;

	reporting_city(store);
	reporting_events(store, NORTH, 1, 4, "claim");
	view = reporting_view(store, POLLY);
	ask.unit = unit_get(view, NORTH);
	waiting = waiting_of(view, &ask, TIMELINESS_reported);
	CHECK(waiting.told.is_hidden && waiting.count == 0);
	view_close(view);
}

TEST_ON_STORES(the_city_is_told_of_once)
{
	struct store *store = test_store();
	struct reporting_ask ask = { .from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .may_count = true };
	struct grid grid;
	struct view *view;

	reporting_city(store);
	view = reporting_view(store, SECURITY);
	ask.unit = unit_get(view, CITY);
	CHECK(reporting_is_city(view, CITY) && !reporting_is_city(view, NORTH));
	CHECK(ladder_unit(view, &ask) == 0);
	grid = timeliness_run(view, &(struct report_ask){ .unit_id = CITY, .from = ask.from, .to = ask.to,
		.period = S("2026") });
	CHECK(grid.rows == TIMELINESS_MARKS - TIMELINESS_FIRST_STEP);
	grid = timeliness_run(view, &(struct report_ask){ .unit_id = NORTH, .from = ask.from, .to = ask.to,
		.period = S("2026") });
	CHECK(grid.rows == 2 * (TIMELINESS_MARKS - TIMELINESS_FIRST_STEP));
	view_close(view);
}

TEST(a_period_longer_than_the_city_allows_is_refused_with_words)
{
	struct date last = { 2029, 12, 31 }, beyond = { 2030, 1, 1 }, first = { 2020, 1, 1 };

	CHECK(setting_int("reporting_years_most") == 10);
	CHECK(!reporting_too_long(test_arena(), first, last).len);
	CHECK(str_is(reporting_too_long(test_arena(), first, beyond),
		"At most 10 years are counted at a time. Choose a shorter period."));
}
