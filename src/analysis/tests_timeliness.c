/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_timeliness.c - which events belong to a step, and how long they have waited. */
#include "analysis/timeliness.h"

#include "base/test.h"

#include <math.h>

/* Occurred, noticed, reported, received, assessed, first measure, answered, closed. */
static const struct timeliness_case whole = { { 0, 2, 5, 6, 30, 20, 50, 100 } };
static const struct timeliness_case waiting = { { 0, NAN, 8, 9, NAN, NAN, NAN, NAN } };
static const struct timeliness_case skipped = { { 0, NAN, 1, 2, NAN, NAN, NAN, 42 } };

static bool is_step(const struct timeliness_case *one, enum timeliness_mark step, double time, bool is_ended)
{
	struct handling_case found;

	return timeliness_step(one, step, 200, &found) && found.time == time && found.is_closed == is_ended;
}

TEST(each_step_of_an_event_is_counted_from_its_own_beginning)
{
	static const double hours[TIMELINESS_MARKS] = { 0, 2, 3, 1, 24, 0, 45, 95 };

	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++)
		CHECK(is_step(&whole, (enum timeliness_mark)step, hours[step], true));
}

TEST(what_waits_is_open_and_what_was_closed_without_the_step_waited_until_then)
{
	struct handling_case found;

	CHECK(!timeliness_step(&waiting, TIMELINESS_noticed, 200, &found));
	CHECK(is_step(&waiting, TIMELINESS_reported, 8, true));
	CHECK(is_step(&waiting, TIMELINESS_assessed, 191, false));
	CHECK(!timeliness_step(&waiting, TIMELINESS_measured, 200, &found));
	CHECK(is_step(&waiting, TIMELINESS_closed, 192, false));
	CHECK(is_step(&skipped, TIMELINESS_assessed, 40, false));
	CHECK(is_step(&skipped, TIMELINESS_answered, 41, false));
}

TEST(an_event_that_is_closed_in_the_future_or_reported_before_it_occurred_is_refused)
{
	struct timeliness_case one = whole;

	CHECK(timeliness_case_is_fine(&whole, 100) && timeliness_case_is_fine(&waiting, 9));
	CHECK(!timeliness_case_is_fine(&whole, 99));
	one.at[TIMELINESS_reported] = -1;
	CHECK(!timeliness_case_is_fine(&one, 200));
	one.at[TIMELINESS_reported] = NAN;
	CHECK(!timeliness_case_is_fine(&one, 200));
}

static struct handling of_hours(const double *hours, size_t count, bool is_open)
{
	struct timeliness_case cases[20];

	for (size_t i = 0; i < count; i++) {
		cases[i] = waiting;
		cases[i].at[TIMELINESS_reported] = 0;
		if (!is_open || i > 0)
			cases[i].at[TIMELINESS_closed] = hours[i];
	}
	return timeliness_find(test_arena(), cases, count, TIMELINESS_closed, 200, 0.9, 5);
}

TEST(a_target_is_met_missed_or_it_cannot_be_told)
{
	double hours[20];
	struct handling found;

	for (size_t i = 0; i < 20; i++)
		hours[i] = 10 + (double)i;
	found = of_hours(hours, 20, false);
	CHECK(timeliness_target(timeliness_within(&found, 100, 0.9), 0.8) == TIMELINESS_met);
	CHECK(timeliness_target(timeliness_within(&found, 5, 0.9), 0.8) == TIMELINESS_not_met);
	CHECK(timeliness_target(timeliness_within(&found, 27, 0.9), 0.8) == TIMELINESS_cannot_tell);
	CHECK(timeliness_within(&found, 5, 0.9).done == 0 && timeliness_within(&found, 5, 0.9).high > 0);
	found = of_hours(hours, 20, true);
	CHECK(timeliness_within(&found, 150, 0.9).done > 0.9 && timeliness_within(&found, 150, 0.9).done < 1);
	found = of_hours(hours, 4, false);
	CHECK(timeliness_target(timeliness_within(&found, 100, 0.9), 0.8) == TIMELINESS_cannot_tell);
}
