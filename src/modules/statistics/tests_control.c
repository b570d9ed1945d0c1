/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/tests_control.c - which chart is made of what, from which points, and for whom none. */
#include "base/embedded.h"
#include "base/test.h"
#include "kit/setting.h"
#include "modules/statistics/control.h"
#include "store/test_store.h"

#include <math.h>

extern const struct embedded catalogue_files[];

enum { CITY = 1, SCHOOL, ANALYST = 11, ELECTED };

static const struct date first_month = { 2023, 1, 1 };

/* ---- Rules ------------------------------------------------------------------------------- */

static struct chart_settings usual(void)
{
	return control_settings(24, 12, 7, 2);
}

TEST(the_kind_of_chart_follows_from_what_is_counted_and_how_often)
{
	static const int64_t often[] = { 4, 0, 3, 2 }, rarely[] = { 1, 0, 3, 3 };
	struct chart_settings settings = usual();

	CHECK(control_kind(FOLLOW_events, often, 4, &settings) == CHART_individuals);
	CHECK(control_kind(FOLLOW_events, rarely, 4, &settings) == CHART_between);
	CHECK(control_kind(FOLLOW_serious, rarely, 4, &settings) == CHART_between);
	CHECK(control_kind(FOLLOW_rate, often, 4, &settings) == CHART_rates);
	CHECK(control_kind(FOLLOW_rate, rarely, 4, &settings) == CHART_between);
	CHECK(control_kind(FOLLOW_soon, rarely, 4, &settings) == CHART_shares);
}

TEST(settings_that_contradict_each_other_are_made_possible)
{
	struct chart_settings settings = control_settings(5, 12, 1, -3);

	CHECK(chart_settings_are_fine(&settings) && settings.base == 12 && settings.shift == 3);
	settings = control_settings(-1, -1, -1, 0);
	CHECK(chart_settings_are_fine(&settings));
	settings = usual();
	CHECK(settings.base == 24 && settings.least == 12 && settings.trend == 7 && settings.rare == 2);
}

TEST(days_between_events_are_those_without_one)
{
	static const int64_t days[] = { 0, 1, 0, 0, 3, 1, 0, 1, 0 }, none[] = { 0, 2, 0 };
	struct day_gap gaps[COUNT(days)];

	CHECK(control_gaps(days, COUNT(days), gaps) == 3);
	CHECK(gaps[0].from == 1 && gaps[0].to == 4 && gaps[0].free_days == 2);
	CHECK(gaps[1].free_days == 0 && gaps[2].free_days == 1 && gaps[2].to == 7);
	CHECK(control_gaps(none, COUNT(none), gaps) == 0 && control_gaps(none, 0, gaps) == 0);
}

TEST(none_is_not_small_and_neither_is_the_first_that_is_told)
{
	static const int64_t fine[] = { 0, 5, 12 }, small[] = { 0, 5, 4 };

	CHECK(!control_has_small(fine, 3, 5) && control_has_small(small, 3, 5));
	CHECK(!control_has_small(small, 0, 5));
}

/* Twenty a month for two years, then thirty; each winter has more. */
TEST(a_level_that_moved_is_found_and_winters_are_none)
{
	enum { MONTHS = 48, MOVED = 24 };
	struct chart_point points[MONTHS];
	struct breaks breaks;

	for (int i = 0; i < MONTHS; i++)
		points[i] = (struct chart_point){ .value = (i < MOVED ? 20 : 30) + (i % 12 < 3 ? 8 : 0) + i % 3 };
	breaks = control_levels(test_arena(), points, MONTHS, 12);
	CHECK(!breaks.is_few && breaks.parts_count == 2 && breaks.parts[1].from == MOVED);
	CHECK(breaks.parts[0].high < breaks.parts[1].low);
	breaks = control_levels(test_arena(), points, MOVED, 12);
	CHECK(!breaks.is_few && breaks.parts_count == 1);
	CHECK(control_levels(test_arena(), points, 20, 12).is_few);
}

/* Forty in each July, twenty in other months. */
TEST(the_month_that_is_usually_highest_is_named_when_it_is_clear)
{
	enum { MONTHS = 48 };
	double counts[MONTHS], even[MONTHS];
	struct date begins[MONTHS];
	struct month_seasons seasons;

	for (int i = 0; i < MONTHS; i++) {
		begins[i] = date_add_months(first_month, i);
		counts[i] = (begins[i].month == 7 ? 40 : 20) + i % 3;
		even[i] = 20 + (double)(i * i * 7 % 11);
	}
	seasons = month_seasons(test_arena(), counts, begins, MONTHS);
	CHECK(seasons.is_made && seasons.is_clear && seasons.highest == 6);
	CHECK(fabs(seasons.usual[6] - 40) < 4 && fabs(seasons.level - 21) < 3);
	CHECK(str_starts(seasons_said(test_arena(), &seasons), S("Usually highest in July, about 4")));
	seasons = month_seasons(test_arena(), even, begins, MONTHS);
	CHECK(seasons.is_made && !seasons.is_clear);
	CHECK(str_starts(seasons_said(test_arena(), &seasons), S("No month is clearly higher")));
	seasons = month_seasons(test_arena(), counts, begins, SEASON_MONTHS_LEAST - 1);
	CHECK(!seasons.is_made);
	CHECK(str_is(seasons_said(test_arena(), &seasons),
		"Trend and season take at least 36 months; there are 35."));
}

/* ---- A city ---------------------------------------------------------------------------------- */

static void people_put(struct change *change)
{
	for (int64_t id = CITY; id <= SCHOOL; id++) {
		struct str code = arena_print(test_arena(), "u%lld", (long long)id);

		change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind, headcount)"
			" VALUES ($1, $2, $2, $2, 'workplace', $3)"), V(id, code, id * 100));
		change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $1, 0)"),
			V(id));
	}
	change_run(change, SQL("INSERT INTO unit_closure (above_id, below_id, depth) VALUES ($1, $2, 1)"),
		V((int64_t)CITY, (int64_t)SCHOOL));
	change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
		V((int64_t)SCHOOL, (int64_t)CITY));
	for (int64_t id = ANALYST; id <= ELECTED; id++) {
		change_run(change, SQL("INSERT INTO person (id, public_id, login, name) VALUES ($1, $2, $2, $2)"),
			V(id, arena_print(test_arena(), "p%lld", (long long)id)));
		change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
			" VALUES ($1, $2, $3, 1)"), V(id, (int64_t)CITY, id == ANALYST ? "analyst" : "elected"));
	}
	change_run(change, SQL("INSERT INTO role_permission (role, permission)"
		" VALUES ('analyst', 'events_read'), ('elected', 'statistics_read')"), NONE);
}

/* So many in a month, one a day, in turn reported after 2 hours and after 2 days; 0 is serious. */
static void month_put(struct change *change, struct date month, int count, int64_t severity)
{
	struct event events[31];

	for (int i = 0; i < count; i++) {
		struct instant at = instant_at(date_add_days(month, i), 10, 0, 0);

		events[i] = (struct event){ .title = S("x"), .unit_id = SCHOOL, .type = S("injury.fall"),
			.severity = severity, .state = STATE_received, .occurred_at = at,
			.reported_at = { at.seconds + (i % 2 ? 2 * DAY : 2 * HOUR) } };
	}
	event_report_many(change, events, (size_t)count);
}

/* From January 2023 to June 2026: 12 or 14 a month, and in the last 24. */
static struct store *city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_open("Europe/Stockholm");
	calendar_freeze(instant_at((struct date){ 2026, 7, 10 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	people_put(change);
	for (int month = 0; month < 42; month++)
		month_put(change, date_add_months(first_month, month), month == 41 ? 24 : 12 + 2 * (month % 2), 1);
	for (int month = 0; month < 42; month += 2)
		month_put(change, date_add_days(date_add_months(first_month, month), 27), 1, 3);
	change_run(change, SQL("INSERT INTO area (id, public_id, code, kind, name, parent_code, outline, west,"
		" south, east, north) VALUES (7, 'east', 'east', 'district', 'East', '', '', 0, 0, 0, 0)"), NONE);
	change_run(change, SQL("UPDATE event SET area_id = 7"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static struct control_question question_of(enum follow follow)
{
	return (struct control_question){ .follow = follow, .per = DIM_month, .since = { 2021, 1, 1 },
		.within_days = 1, .ask = { .from = { 2021, 1, 1 }, .to = { 2026, 6, 30 },
			.severity_from = follow == FOLLOW_serious ? 3 : 0 } };
}

static struct followed followed_by(struct store *store, int64_t person, const struct control_question *question)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct followed followed = followed_make(view, question);

	view_close(view);
	return followed;
}

TEST_ON_STORES(a_count_begins_when_something_was_registered_and_opens_its_rows)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_events);
	struct followed followed = followed_by(store, ANALYST, &question);
	size_t last = followed.count - 1;

	CHECK(followed.outcome == FOLLOWED_made && followed.kind == CHART_individuals);
	CHECK(followed.count == 41);    /* the first month may have begun before */
	CHECK(followed.chart.parts_count == 1 && followed.chart.parts[0].base == 24);
	CHECK(followed.chart.marks[last].value == 24 && followed.chart.marks[last].signal == CHART_outside);
	CHECK(followed.chart.signals == 1 && control_means(&followed, last) == 0);
	CHECK(str_is(signal_said(test_arena(), &followed, last), "above the upper limit"));
	CHECK(str_is(followed_finding(test_arena(), &followed),
		"1 of 41 points is more than chance. The last, June 2026, is above the upper limit."));
	CHECK(str_find(followed_link(test_arena(), &followed, last), S("from=2026-06-01&to=2026-06-30")) > 0);
}

TEST_ON_STORES(limits_begin_anew_in_the_month_that_was_marked)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_events);
	struct followed followed;

	question.anew = (struct date){ 2025, 3, 1 };
	followed = followed_by(store, ANALYST, &question);
	CHECK(followed.chart.parts_count == 2 && followed.chart.parts[1].count == 16);
	CHECK(str_is(followed_label(&followed, followed.chart.parts[1].from), "March 2025"));
	question.anew = (struct date){ 2026, 4, 1 };
	followed = followed_by(store, ANALYST, &question);
	CHECK(followed.chart.parts[1].state == CHART_too_few);
	CHECK(str_starts(followed_finding(test_arena(), &followed), S("Too few points to say: there are 3,")));
}

TEST_ON_STORES(a_level_that_changed_is_suggested_and_only_somebody_accepts_it)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_events);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct followed followed;
	struct breaks breaks;

	for (int month = 24; month < 41; month++)
		month_put(change, date_add_months(first_month, month), 12, 1);
	CHECK(change_commit(change) == COMMITTED);
	followed = followed_by(store, ANALYST, &question);
	breaks = followed_breaks(test_arena(), &followed);
	CHECK(breaks.parts_count == 2 && followed.chart.parts_count == 1);
	CHECK(str_is(change_suggested(test_arena(), &breaks, &followed, breaks.parts[1].from),
		"Level changed about January 2025 (suggested)"));
	CHECK(!change_suggested(test_arena(), &breaks, &followed, 3).len);
	CHECK(!change_is_accepted(&followed, breaks.parts[1].from));
	CHECK(str_is(change_accepted(test_arena(), &followed, breaks.parts[1].from),
		"/statistics/control?follow=events&per=month&since=2021&from=2025-01"));
	question.anew = (struct date){ 2025, 1, 1 };
	followed = followed_by(store, ANALYST, &question);
	CHECK(change_is_accepted(&followed, breaks.parts[1].from) && followed.chart.parts_count == 2);
	CHECK(followed_has_seasons(&followed));
	question.per = DIM_week;
	question.ask.from = (struct date){ 2021, 1, 4 };
	question.ask.to = (struct date){ 2026, 6, 28 };
	followed = followed_by(store, ANALYST, &question);
	CHECK(!followed_has_seasons(&followed));
}

TEST_ON_STORES(rare_events_are_followed_as_days_between_where_low_is_worse)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_serious);
	struct followed followed = followed_by(store, ANALYST, &question);

	CHECK(followed.outcome == FOLLOWED_made && followed.kind == CHART_between && followed.count == 20);
	/* 28 January to 28 March 2023. */
	CHECK(followed.points[0].value == 58 && str_is(followed_label(&followed, 0), "28 March 2023"));
	CHECK(followed.days_since == 43);
	CHECK(followed.chart.parts[0].state == CHART_fine);
	CHECK(str_find(followed_link(test_arena(), &followed, 0), S("from=2023-03-28&to=2023-03-28")) > 0);
	CHECK(chart_means(followed.kind, CHART_fewer_is_better, -1) < 0);
	question.anew = (struct date){ 2024, 3, 1 };
	followed = followed_by(store, ANALYST, &question);
	/* The gap that ends on 28 March began before. */
	CHECK(str_is(followed_label(&followed, followed.chart.parts[1].from), "28 May 2024"));
}

TEST_ON_STORES(shares_and_rates_have_what_they_are_of)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_soon);
	struct followed followed = followed_by(store, ANALYST, &question);

	CHECK(followed.outcome == FOLLOWED_made && followed.kind == CHART_shares);
	CHECK(followed.points[1].value == 7 && followed.points[1].size == 13);  /* March 2023: 12, and 1 serious */
	CHECK(followed.points[2].value == 7 && followed.points[2].size == 14);
	question = question_of(FOLLOW_rate);
	followed = followed_by(store, ANALYST, &question);
	CHECK(followed.kind == CHART_rates && followed.employees == 300);
	CHECK(fabs(followed.points[0].size - 3 * 28 / 365.25) < 1e-9);
	question.ask.unit_id = SCHOOL;
	CHECK(followed_by(store, ANALYST, &question).employees == 200);
	question.ask.unit_id = 0;
	question.ask.area_code = S("east");
	CHECK(followed_by(store, ANALYST, &question).outcome == FOLLOWED_by_area);
}

TEST_ON_STORES(whoever_may_not_open_the_events_gets_a_chart_only_without_small_numbers)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_events), shares = question_of(FOLLOW_soon);
	struct control_question serious = question_of(FOLLOW_serious);
	struct followed followed = followed_by(store, ELECTED, &question);
	struct change *change;

	CHECK(followed.outcome == FOLLOWED_made && followed.is_guarded);
	CHECK(followed_link(test_arena(), &followed, 3).len == 0);
	CHECK(followed_by(store, ELECTED, &shares).outcome == FOLLOWED_made);
	CHECK(followed_by(store, ELECTED, &serious).outcome == FOLLOWED_small);
	serious.is_file = true;
	followed = followed_by(store, ANALYST, &serious);
	CHECK(followed.outcome == FOLLOWED_small && !followed.count && !followed.chart.count);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE event SET reported_at = occurred_at"
		" + CASE WHEN id BETWEEN 20 AND 23 THEN 86400 ELSE 86399 END"), NONE);
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, 1, 2000, 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(followed_by(store, ELECTED, &question).outcome == FOLLOWED_made);
	CHECK(followed_by(store, ELECTED, &shares).outcome == FOLLOWED_small);
	CHECK(followed_by(store, ANALYST, &shares).outcome == FOLLOWED_made);
}

TEST_ON_STORES(what_is_rare_without_being_small_is_shown_day_by_day_only_to_who_may_open_it)
{
	struct store *store = city();
	struct control_question question = question_of(FOLLOW_events);
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("UPDATE event SET state = 'rejected' WHERE id > 26"), NONE);
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, 1, 2000, 0)"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(followed_by(store, ELECTED, &question).outcome == FOLLOWED_single);
	CHECK(followed_by(store, ANALYST, &question).outcome == FOLLOWED_made);
	CHECK(followed_by(store, ANALYST, &question).kind == CHART_between);
}
