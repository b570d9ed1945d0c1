/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_breaks.c - varn analyse breaks and seasons: levels that moved; trend and season.
 *
 * One row is one step of a series, in order of time.
 *   series     its name; one when left out
 *   period     told back
 *   count      a whole number; for breaks it may be empty
 *   value      for seasons, instead: any number
 *
 *   breaks:    --phi P (found from neighbours)  --penalty P (2 log n)  --least N (2)  --level L (0.9)
 *   seasons:   --season N (12)  --span N (7)  --trend-span N  --low-span N  --robust
 */
#include "analysis/breaks.h"
#include "analysis/seasons.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	const struct plain_group *groups;
	size_t count;
	double **values;                /* of each group */
	struct analysed analysed;
};

static struct showing showing_begin(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain };

	showing.groups = plain_groups(&ask->plain, "series", &showing.count);
	showing.values = arena_array(ask->plain.arena, double *, showing.count + 1);
	for (size_t i = 0; i < showing.count; i++)
		showing.values[i] = arena_array(ask->plain.arena, double, showing.groups[i].count + 1);
	return showing;
}

static struct str period_of(const struct showing *showing, size_t at, size_t step)
{
	return plain_text(showing->plain, showing->groups[at].rows[step], "period");
}

/* ---- Breaks ------------------------------------------------------------------------------ */

struct breaks_wish { double phi, penalty, level; size_t least; };

static bool breaks_options(const struct analyse_ask *ask, struct breaks_wish *wish)
{
	*wish = (struct breaks_wish){ .phi = NAN, .least = 2,
		.level = analyse_level(ask, 0.9) };
	return analyse_option(ask, "phi", 1, 1e6, &wish->phi)
		&& analyse_option(ask, "penalty", 0.001, 1e6, &wish->penalty)
		&& analyse_count(ask, "least", 1, 1000000, &wish->least);
}

static bool counts_read(struct showing *showing, size_t at)
{
	const struct plain_group *group = &showing->groups[at];

	for (size_t i = 0; i < group->count; i++) {
		double *count = &showing->values[at][i];
		struct breaks_ask one = { count, 1, 0, 1, 1 };
		size_t wrong;

		*count = NAN;
		if (!plain_number(showing->plain, group->rows[i], "count", count))
			return false;
		if (!breaks_ask_is_fine(&one, &wrong))
			return plain_wrong(showing->plain, group->rows[i], "count is %g and must be a whole number from 0",
				*count);
	}
	return true;
}

static void part_show(struct showing *showing, size_t at, const struct breaks_part *part)
{
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "series", showing->groups[at].name);
	analysed_text(analysed, "from", period_of(showing, at, part->from));
	analysed_text(analysed, "to", period_of(showing, at, part->from + part->count - 1));
	analysed_count(analysed, "steps", (int64_t)part->count);
	analysed_number(analysed, "mean", part->mean);
	analysed_number(analysed, "low", part->low);
	analysed_number(analysed, "high", part->high);
	analysed_row_finish(analysed);
}

static void breaks_show(struct showing *showing, const struct breaks *found, const double *phis)
{
	struct analysed *analysed = &showing->analysed;

	analysed_list(analysed, "series");
	for (size_t i = 0; i < showing->count; i++) {
		analysed_row(analysed);
		analysed_text(analysed, "series", showing->groups[i].name);
		analysed_count(analysed, "steps", (int64_t)showing->groups[i].count);
		analysed_yes(analysed, "is_few", found[i].is_few);
		analysed_count(analysed, "breaks", (int64_t)found[i].parts_count - 1);
		analysed_number(analysed, "phi", phis[i]);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
	analysed_list(analysed, "parts");
	for (size_t i = 0; i < showing->count; i++)
		for (size_t k = 0; k < found[i].parts_count; k++)
			part_show(showing, i, &found[i].parts[k]);
	analysed_list_finish(analysed);
}

int analyse_breaks(const struct analyse_ask *ask)
{
	struct showing showing = showing_begin(ask);
	struct breaks *found = arena_array(ask->plain.arena, struct breaks, showing.count + 1);
	double *phis = arena_array(ask->plain.arena, double, showing.count + 1);
	struct breaks_wish wish;
	struct analyse_clock clock;

	if (!breaks_options(ask, &wish))
		return 2;
	for (size_t i = 0; i < showing.count; i++)
		if (!counts_read(&showing, i))
			return 2;
	analyse_clock_start(&clock, ask);
	for (size_t i = 0; i < showing.count; i++) {
		size_t count = showing.groups[i].count;

		phis[i] = isnan(wish.phi) ? breaks_phi(showing.values[i], count) : wish.phi;
		found[i] = breaks_find(ask->plain.arena, &(struct breaks_ask){ showing.values[i], count, wish.penalty,
			phis[i], wish.least }, wish.level);
	}
	analyse_took(&clock, "breaks");
	analysed_begin(&showing.analysed, ask);
	breaks_show(&showing, found, phis);
	return analysed_print(&showing.analysed);
}

/* ---- Seasons ----------------------------------------------------------------------------- */

static size_t next_odd(double number)
{
	size_t whole = (size_t)ceil(number);

	return whole + (whole % 2 == 0);
}

static bool seasons_options(const struct analyse_ask *ask, struct seasons_ask *wish)
{
	*wish = (struct seasons_ask){ .period = 12, .season = 7, .season_degree = 0, .trend_degree = 1,
		.low_degree = 1, .is_robust = option_is_given(ask->argc, ask->argv, "robust") };
	if (!analyse_count(ask, "season", 2, 1000, &wish->period) || !analyse_count(ask, "span", 3, 9999, &wish->season))
		return false;
	wish->trend = next_odd(1.5 * (double)wish->period / (1 - 1.5 / (double)wish->season));
	wish->low = next_odd((double)wish->period);
	if (!analyse_count(ask, "trend-span", 3, 9999, &wish->trend)
	    || !analyse_count(ask, "low-span", 3, 9999, &wish->low))
		return false;
	if (wish->season % 2 && wish->trend % 2 && wish->low % 2)
		return true;
	fprintf(stderr, "varn analyse: --span, --trend-span and --low-span are odd\n");
	return false;
}

static bool values_read(struct showing *showing, size_t at, bool is_count)
{
	const struct plain_group *group = &showing->groups[at];

	for (size_t i = 0; i < group->count; i++) {
		double *value = &showing->values[at][i];

		if (!plain_need(showing->plain, group->rows[i], is_count ? "count" : "value", is_count ? 0 : -1e12, 1e12,
		    value))
			return false;
		if (is_count)
			*value = log(*value + 0.5);
	}
	return true;
}

static void step_show(struct showing *showing, size_t at, size_t step, const struct seasons *found)
{
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "series", showing->groups[at].name);
	analysed_text(analysed, "period", period_of(showing, at, step));
	analysed_number(analysed, "value", showing->values[at][step]);
	analysed_number(analysed, "trend", found->trend[step]);
	analysed_number(analysed, "season", found->season[step]);
	analysed_number(analysed, "rest", found->rest[step]);
	analysed_number(analysed, "weight", found->weights[step]);
	analysed_row_finish(analysed);
}

static bool seasons_column(const struct plain *plain, bool *is_count)
{
	*is_count = plain_has(plain, "count");
	if (*is_count != plain_has(plain, "value"))
		return true;
	fprintf(stderr, "varn analyse: %s: say one of the columns count and value\n", plain->path);
	return false;
}

int analyse_seasons(const struct analyse_ask *ask)
{
	struct showing showing = showing_begin(ask);
	struct seasons *found = arena_array(ask->plain.arena, struct seasons, showing.count + 1);
	struct seasons_ask wish;
	bool is_count;

	if (!seasons_options(ask, &wish) || !seasons_column(&ask->plain, &is_count))
		return 2;
	for (size_t i = 0; i < showing.count; i++) {
		if (!values_read(&showing, i, is_count))
			return 2;
		wish.values = showing.values[i];
		wish.count = showing.groups[i].count;
		if (!seasons_ask_is_fine(&wish)) {
			plain_wrong(&ask->plain, showing.groups[i].rows[wish.count - 1],
				"the series ends before two seasons of %zu steps", wish.period);
			return 2;
		}
		found[i] = seasons_find(ask->plain.arena, &wish);
	}
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "steps");
	for (size_t i = 0; i < showing.count; i++)
		for (size_t k = 0; k < showing.groups[i].count; k++)
			step_show(&showing, i, k, &found[i]);
	analysed_list_finish(&showing.analysed);
	return analysed_print(&showing.analysed);
}
