/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_timeliness.c - varn analyse timeliness: how long each step takes until it is closed.
 *
 * One row is one event, each column when something happened.
 *   group      whose it is; all together when left out
 *   occurred, noticed, reported, received, assessed, measure, answered, closed
 *              2026-03-02T21:10, or a day; all but occurred and reported may be empty.  The day
 *              it occurred counts from the time when it did
 *
 *   --now TIME: events are followed until then (this moment)
 *   --level L (0.95)  --least N (5): so many that have ended are needed
 *   --STEP HOURS: a target of a step, for example --reported 24  --share S (0.9): of the events
 */
#include "analysis/timeliness.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

static const char *const names[TIMELINESS_MARKS] = { "occurred", "noticed", "reported", "received",
	"assessed", "measure", "answered", "closed" };
static const char *const targets[] = { "cannot tell", "met", "not met" };

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct timeliness_case *cases;
	double now, level, share, target[TIMELINESS_MARKS];
	size_t least;
	struct analysed analysed;
};

static double hours_at(struct instant at)
{
	return (double)at.seconds / 3600;
}

/* A day alone has no hour: *hours is when it began. */
static bool day_read(struct str text, double *hours)
{
	struct date date;

	if (!date_read(text, &date))
		return false;
	*hours = hours_at(instant_at(date, 0, 0, 0));
	return true;
}

static bool time_read(struct str text, double *hours)
{
	struct instant at;

	if (day_read(text, hours))
		return true;
	if (!instant_read(text, &at))
		return false;
	*hours = hours_at(at);
	return true;
}

/* What is given as a day, the day it occurred, was not before it occurred. */
static void day_settle(struct timeliness_case *one, int mark, struct str text)
{
	double day, occurred = one->at[TIMELINESS_occurred];
	struct instant at = { (int64_t)(occurred * 3600) };

	if (mark != TIMELINESS_occurred && day_read(text, &day) && day < occurred
	    && day == hours_at(instant_at(instant_date(at), 0, 0, 0)))
		one->at[mark] = occurred;
}

static bool case_read(struct showing *showing, size_t row)
{
	struct timeliness_case *one = &showing->cases[row - 1];

	for (int i = 0; i < TIMELINESS_MARKS; i++) {
		struct str text = plain_text(showing->plain, row, names[i]);
		bool is_needed = i == TIMELINESS_occurred || i == TIMELINESS_reported;

		one->at[i] = NAN;
		if (!text.len && is_needed)
			return plain_wrong(showing->plain, row, "%s is empty and must be a time", names[i]);
		if (text.len && !time_read(text, &one->at[i]))
			return plain_wrong(showing->plain, row, "%s is no time like 2026-03-02T21:10: %.*s",
				names[i], STR(text));
		if (one->at[i] > showing->now)
			return plain_wrong(showing->plain, row, "%s is later than now: %.*s", names[i], STR(text));
		day_settle(one, i, text);
	}
	return timeliness_case_is_fine(one, showing->now)
		|| plain_wrong(showing->plain, row, "reported is earlier than occurred");
}

static void target_show(struct showing *showing, const struct handling *found, int step)
{
	struct timeliness_share within = timeliness_within(found, showing->target[step], showing->level);
	struct analysed *analysed = &showing->analysed;

	analysed_number(analysed, "target", showing->target[step]);
	analysed_number(analysed, "within", within.done);
	analysed_number(analysed, "within_low", within.low);
	analysed_number(analysed, "within_high", within.high);
	analysed_text(analysed, "verdict", str_of(targets[timeliness_target(within, showing->share)]));
}

static void step_show(struct showing *showing, const char *column, struct str name, int step,
                      const struct handling *found)
{
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	if (column)
		analysed_text(analysed, column, name);
	analysed_text(analysed, "step", str_of(names[step]));
	analysed_count(analysed, "events", (int64_t)found->cases);
	analysed_count(analysed, "done", (int64_t)found->closed);
	analysed_yes(analysed, "is_few", found->is_few);
	if (!found->is_few) {
		analysed_times(analysed, found);
		if (!isnan(showing->target[step]))
			target_show(showing, found, step);
	}
	analysed_row_finish(analysed);
}

static void steps_show(struct showing *showing, const char *column, struct str name,
                       const struct timeliness_case *cases, size_t count)
{
	for (int step = TIMELINESS_FIRST_STEP; step < TIMELINESS_MARKS; step++) {
		struct handling found = timeliness_find(showing->plain->arena, cases, count,
			(enum timeliness_mark)step, showing->now, showing->level, showing->least);

		step_show(showing, column, name, step, &found);
	}
}

static void groups_show(struct showing *showing, size_t all)
{
	struct timeliness_case *some = arena_array(showing->plain->arena, struct timeliness_case, all + 1);
	const struct plain_group *groups;
	size_t count;

	groups = plain_groups(showing->plain, "group", &count);
	analysed_list(&showing->analysed, "groups");
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < groups[i].count; k++)
			some[k] = showing->cases[groups[i].rows[k] - 1];
		steps_show(showing, "group", groups[i].name, some, groups[i].count);
	}
	analysed_list_finish(&showing->analysed);
}

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	const char *now = option_value(ask->argc, ask->argv, "now");

	showing->now = hours_at(instant_now());
	if (now && !time_read(str_of(now), &showing->now)) {
		fprintf(stderr, "varn analyse: --now is a time like 2026-03-02T21:10\n");
		return false;
	}
	for (int step = 0; step < TIMELINESS_MARKS; step++) {
		showing->target[step] = NAN;
		if (step >= TIMELINESS_FIRST_STEP
		    && !analyse_option(ask, names[step], 0, 1e6, &showing->target[step]))
			return false;
	}
	return analyse_option(ask, "share", 0.01, 1, &showing->share)
		&& analyse_count(ask, "least", 1, 1000000, &showing->least);
}

int analyse_timeliness(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain, .level = ask->level, .share = 0.9, .least = 5 };
	size_t all = ask->plain.table->count - 1;
	struct analyse_clock clock;

	if (!options_read(&showing))
		return 2;
	analyse_clock_start(&clock, ask);
	showing.cases = arena_array(ask->plain.arena, struct timeliness_case, all + 1);
	for (size_t row = 1; row <= all; row++)
		if (!case_read(&showing, row))
			return 2;
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "all");
	steps_show(&showing, NULL, S(""), showing.cases, all);
	analysed_list_finish(&showing.analysed);
	groups_show(&showing, all);
	analyse_took(&clock, "timeliness");
	return analysed_print(&showing.analysed);
}
