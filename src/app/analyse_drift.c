/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_drift.c - varn analyse drift: does a series slowly leave what was expected of it?
 *
 * One row is one step of a series, in order of time.
 *   series       its name; one when left out
 *   period       told back
 *   count        a whole number; empty: not known
 *   expected     the mean that was expected, above 0
 *   phi          variance / mean as expected (1: Poisson)
 *
 *   --times K            the change that is looked for: 1.5, or 0.67 for a decrease; 0: any change
 *   --down               with --times 0: any decrease
 *   --threshold C        or, without it, one is drawn for each series:
 *   --steps-between N    steps between false alarms, in the mean (260)
 *   --paths N (1000)  --length N (260)  --seed N  --threads N
 */
#include "analysis/drift.h"
#include "analysis/parallel.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	double times, threshold;
	bool is_down;
	int threads;
	struct drift_wish wish;
	const struct plain_group *groups;
	size_t count;
	struct drift_ask *asks;
	struct drift_threshold *thresholds;
	const struct drift_step **steps;
	struct analysed analysed;
};

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	struct drift_wish *wish = &showing->wish;
	size_t seed = 1, threads = (size_t)parallel_threads();

	*wish = (struct drift_wish){ .steps_between = 260, .paths = 1000, .length = 260 };
	showing->times = 1.5;
	showing->threshold = NAN;
	showing->is_down = option_is_given(ask->argc, ask->argv, "down");
	if (!analyse_option(ask, "times", 0, 100, &showing->times)
	    || !analyse_option(ask, "threshold", 0.01, 1000, &showing->threshold)
	    || !analyse_option(ask, "steps-between", 2, 1e6, &wish->steps_between)
	    || !analyse_count(ask, "paths", 1, 10000, &wish->paths)
	    || !analyse_count(ask, "length", 1, 5000, &wish->length)
	    || !analyse_count(ask, "seed", 0, 1000000000, &seed)
	    || !analyse_count(ask, "threads", 1, PARALLEL_MOST, &threads))
		return false;
	wish->seed = seed;
	showing->threads = (int)threads;
	wish->kappa = showing->times > 0 ? log(showing->times) : 0;
	if (showing->times == 1 || (showing->times > 0 && showing->times < 0.01)) {
		fprintf(stderr, "varn analyse: --times is 0, or from 0.01 to 100 and not 1\n");
		return false;
	}
	if (showing->times == 0 && isnan(showing->threshold)) {
		fprintf(stderr, "varn analyse: say --threshold with --times 0: none is drawn for any change\n");
		return false;
	}
	return true;
}

/* ---- The series -------------------------------------------------------------------------- */

struct columns { double *counts, *means, *alphas; };

static bool step_read(const struct plain *plain, size_t row, struct columns to, size_t at)
{
	double phi = 1;
	struct drift_series one = { &to.counts[at], &to.means[at], &to.alphas[at], 1 };
	size_t wrong;

	to.counts[at] = NAN;
	if (!plain_number(plain, row, "count", &to.counts[at])
	    || !plain_need(plain, row, "expected", 1e-9, 1e6, &to.means[at])
	    || !plain_number(plain, row, "phi", &phi))
		return false;
	if (!(phi >= 1 && phi <= 1e6))
		return plain_wrong(plain, row, "phi is %g and must be from 1", phi);
	to.alphas[at] = drift_alpha(phi, to.means[at]);
	if (!drift_series_is_fine(&one, &wrong))
		return plain_wrong(plain, row, "count is %g and must be a whole number from 0", to.counts[at]);
	return true;
}

static bool series_read(struct showing *showing, size_t at)
{
	const struct plain_group *group = &showing->groups[at];
	struct arena *arena = showing->plain->arena;
	struct columns to = { arena_array(arena, double, group->count + 1),
		arena_array(arena, double, group->count + 1), arena_array(arena, double, group->count + 1) };
	struct drift_ask *ask = &showing->asks[at];

	for (size_t i = 0; i < group->count; i++)
		if (!step_read(showing->plain, group->rows[i], to, i))
			return false;
	*ask = (struct drift_ask){ { to.counts, to.means, to.alphas, group->count }, showing->wish.kappa,
		showing->is_down, showing->threshold };
	return true;
}

static struct drift_wish wish_of(const struct showing *showing, size_t at)
{
	const struct drift_series *series = &showing->asks[at].series;
	struct drift_wish wish = showing->wish;

	wish.means = series->means;
	wish.alphas = series->alphas;
	wish.count = series->count;
	return wish;
}

static bool wish_judge(const struct showing *showing, size_t at)
{
	const struct plain_group *group = &showing->groups[at];
	struct drift_wish wish = wish_of(showing, at);
	size_t step;

	if (!isnan(showing->threshold) || drift_wish_is_fine(&wish, &step))
		return true;
	if (step < group->count)
		return plain_wrong(showing->plain, group->rows[step], "expected is %g with a variance %g times as great: "
			"too much to draw a threshold; say --threshold", wish.means[step],
			1 + wish.alphas[step] * wish.means[step]);
	fprintf(stderr, "varn analyse: --paths x --length are too many steps to draw\n");
	return false;
}

static void threshold_draw(void *context, int thread, size_t at)
{
	struct showing *showing = context;
	struct drift_wish wish = wish_of(showing, at);

	(void)thread;
	showing->thresholds[at] = drift_threshold(&wish);
}

static void all_follow(struct showing *showing)
{
	if (isnan(showing->threshold))
		parallel_for(showing->threads, showing->count, threshold_draw, showing);
	for (size_t i = 0; i < showing->count; i++) {
		if (!isnan(showing->threshold))
			showing->thresholds[i].threshold = showing->threshold;
		showing->asks[i].threshold = showing->thresholds[i].threshold;
		showing->steps[i] = drift_follow(showing->plain->arena, &showing->asks[i]);
	}
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void series_show(struct showing *showing, size_t at)
{
	struct analysed *analysed = &showing->analysed;
	const struct drift_threshold *threshold = &showing->thresholds[at];
	int64_t alarms = 0;

	for (size_t i = 0; i < showing->asks[at].series.count; i++)
		alarms += showing->steps[at][i].is_alarm;
	analysed_row(analysed);
	analysed_text(analysed, "series", showing->groups[at].name);
	analysed_count(analysed, "steps", (int64_t)showing->asks[at].series.count);
	analysed_count(analysed, "alarms", alarms);
	analysed_number(analysed, "threshold", threshold->threshold);
	if (isnan(showing->threshold)) {
		analysed_yes(analysed, "is_found", threshold->is_found);
		analysed_number(analysed, "steps_between", threshold->steps_between);
		analysed_number(analysed, "steps_between_low", threshold->steps_low);
		analysed_number(analysed, "steps_between_high", threshold->steps_high);
	}
	analysed_row_finish(analysed);
}

static struct str period_of(struct showing *showing, size_t at, size_t step)
{
	return plain_text(showing->plain, showing->groups[at].rows[step], "period");
}

static void step_show(struct showing *showing, size_t at, size_t step)
{
	struct analysed *analysed = &showing->analysed;
	const struct drift_step *found = &showing->steps[at][step];

	analysed_row(analysed);
	analysed_text(analysed, "series", showing->groups[at].name);
	analysed_text(analysed, "period", period_of(showing, at, step));
	analysed_number(analysed, "sum", found->sum);
	analysed_yes(analysed, "is_alarm", found->is_alarm);
	analysed_text(analysed, "since", found->sum > 0 ? period_of(showing, at, found->since) : S(""));
	analysed_row_finish(analysed);
}

int analyse_drift(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain };
	struct arena *arena = ask->plain.arena;
	struct analyse_clock clock;

	if (!options_read(&showing))
		return 2;
	showing.groups = plain_groups(&ask->plain, "series", &showing.count);
	showing.asks = arena_array(arena, struct drift_ask, showing.count + 1);
	showing.thresholds = arena_array(arena, struct drift_threshold, showing.count + 1);
	showing.steps = arena_array(arena, const struct drift_step *, showing.count + 1);
	for (size_t i = 0; i < showing.count; i++)
		if (!series_read(&showing, i) || !wish_judge(&showing, i))
			return 2;
	analyse_clock_start(&clock, ask);
	all_follow(&showing);
	analyse_took(&clock, "drift");
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "series");
	for (size_t i = 0; i < showing.count; i++)
		series_show(&showing, i);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "steps");
	for (size_t i = 0; i < showing.count; i++)
		for (size_t k = 0; k < showing.asks[i].series.count; k++)
			step_show(&showing, i, k);
	analysed_list_finish(&showing.analysed);
	return analysed_print(&showing.analysed);
}
