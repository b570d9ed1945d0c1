/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_handling.c - varn analyse handling: how long until it is closed, open ones included.
 *
 * One row is one case.
 *   group      whose it is; all together when left out
 *   days       until it was closed, or until now
 *   closed     yes or no
 *
 *   --level L (0.95)  --least N (5): so many closed ones are needed
 *   --within DAYS: also tells which share is closed after so long
 *   --steps: all steps of the curve
 */
#include "analysis/handling.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	double within;
	size_t least;
	const struct plain_group *groups;
	struct handling *found;         /* of each group, then of all */
	size_t count;
	struct analysed analysed;
};

static bool case_read(const struct plain *plain, size_t row, struct handling_case *one)
{
	if (!plain_need(plain, row, "days", 0, 1e9, &one->time))
		return false;
	if (str_is_empty(plain_text(plain, row, "closed")))
		return plain_wrong(plain, row, "closed is empty and must be yes or no");
	return plain_yes(plain, row, "closed", &one->is_closed);
}

static bool cases_read(struct showing *showing)
{
	const struct plain *plain = showing->plain;
	size_t all = plain->table->count - 1;
	struct handling_case *cases = arena_array(plain->arena, struct handling_case, all + 1);
	struct handling_case *some = arena_array(plain->arena, struct handling_case, all + 1);

	for (size_t row = 1; row <= all; row++)
		if (!case_read(plain, row, &cases[row - 1]))
			return false;
	showing->groups = plain_groups(plain, "group", &showing->count);
	showing->found = arena_array(plain->arena, struct handling, showing->count + 1);
	for (size_t i = 0; i < showing->count; i++) {
		const struct plain_group *group = &showing->groups[i];

		for (size_t k = 0; k < group->count; k++)
			some[k] = cases[group->rows[k] - 1];
		showing->found[i] = handling_find(plain->arena, some, group->count, showing->ask->level,
			showing->least);
	}
	showing->found[showing->count] = handling_find(plain->arena, cases, all, showing->ask->level,
		showing->least);
	return true;
}

static void time_show(struct analysed *analysed, const struct handling *found, double share,
                      const char *const names[3])
{
	struct handling_time time = handling_quantile(found, share);

	analysed_number(analysed, names[0], time.time);
	analysed_number(analysed, names[1], time.low);
	analysed_number(analysed, names[2], time.high);
}

void analysed_times(struct analysed *analysed, const struct handling *found)
{
	static const char *const middle[] = { "median", "median_low", "median_high" };
	static const char *const most[] = { "p90", "p90_low", "p90_high" };

	time_show(analysed, found, 0.5, middle);
	time_show(analysed, found, 0.9, most);
}

/* Closed within is what is no longer open: its limits change places. */
static void within_show(struct showing *showing, const struct handling *found)
{
	struct handling_share share = handling_open(found, showing->within);

	analysed_number(&showing->analysed, "closed_within", 1 - share.open);
	analysed_number(&showing->analysed, "closed_within_low", 1 - share.high);
	analysed_number(&showing->analysed, "closed_within_high", 1 - share.low);
}

static void handling_show(struct showing *showing, const char *column, struct str name,
                          const struct handling *found)
{
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	if (column)
		analysed_text(analysed, column, name);
	analysed_count(analysed, "cases", (int64_t)found->cases);
	analysed_count(analysed, "closed", (int64_t)found->closed);
	analysed_yes(analysed, "is_few", found->is_few);
	if (!found->is_few) {
		analysed_times(analysed, found);
		if (!isnan(showing->within))
			within_show(showing, found);
	}
	analysed_row_finish(analysed);
}

static void steps_show(struct showing *showing, struct str name, const struct handling *found)
{
	struct analysed *analysed = &showing->analysed;

	for (size_t i = 0; i < found->steps_count; i++) {
		const struct handling_step *step = &found->steps[i];

		analysed_row(analysed);
		analysed_text(analysed, "group", name);
		analysed_number(analysed, "days", step->time);
		analysed_count(analysed, "followed", (int64_t)step->at_risk);
		analysed_count(analysed, "closed", (int64_t)step->closed);
		analysed_number(analysed, "open", step->open);
		analysed_number(analysed, "low", step->low);
		analysed_number(analysed, "high", step->high);
		analysed_row_finish(analysed);
	}
}

int analyse_handling(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain, .within = NAN, .least = 5 };
	struct analyse_clock clock;

	if (!analyse_count(ask, "least", 1, 1000000, &showing.least)
	    || !analyse_option(ask, "within", 0, 1e9, &showing.within))
		return 2;
	analyse_clock_start(&clock, ask);
	if (!cases_read(&showing))
		return 2;
	analyse_took(&clock, "handling");
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "all");
	handling_show(&showing, NULL, S(""), &showing.found[showing.count]);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "groups");
	for (size_t i = 0; i < showing.count; i++)
		handling_show(&showing, "group", showing.groups[i].name, &showing.found[i]);
	analysed_list_finish(&showing.analysed);
	if (option_is_given(ask->argc, ask->argv, "steps")) {
		analysed_list(&showing.analysed, "steps");
		for (size_t i = 0; i < showing.count; i++)
			steps_show(&showing, showing.groups[i].name, &showing.found[i]);
		analysed_list_finish(&showing.analysed);
	}
	return analysed_print(&showing.analysed);
}
