/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/outlook_past.c - see outlook.h: the methods tried on what has been. */
#include "analysis/outlook.h"

#include "analysis/sorted.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

static bool is_known(enum outlook_state state)
{
	return state == OUTLOOK_fine || state == OUTLOOK_simple;
}

/* NAN when a step of it is a gap. */
static double sum_of(const double *counts, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += counts[i];
	return sum;
}

/* The last trial ends with the last step; the others stand one horizon apart before it. */
const struct outlook_trial *outlook_past(struct arena *arena, const double *counts, size_t count,
                                         const struct outlook_settings *settings, size_t *trials_count)
{
	size_t most = count / settings->horizon + 1, at = count % settings->horizon;
	struct outlook_trial *trials = arena_array(arena, struct outlook_trial, most);

	*trials_count = 0;
	for (; at + settings->horizon <= count; at += settings->horizon) {
		struct outlook_trial trial = { .at = at, .actual = sum_of(counts + at, settings->horizon) };
		bool is_tried = at >= settings->least && !isnan(trial.actual);

		if (is_tried)
			trial.foretold = outlook_make(counts, at, 1, settings);
		if (is_tried && is_known(trial.foretold.ways[OUTLOOK_staying].state))
			trials[(*trials_count)++] = trial;
	}
	return trials;
}

/* How much wider limits must be so that they hold as often as they should: by the share that
 * they should hold of |what came - mean| in standard deviations. */
static double wider_find(struct arena *arena, const struct outlook_trial *trials, size_t count,
                         enum outlook_way way, const struct outlook_settings *settings)
{
	double *apart = arena_array(arena, double, count + 1), share = settings->high - settings->low;
	size_t place = (size_t)ceil(share * (double)count);

	for (size_t i = 0; i < count; i++) {
		const struct outlook *outlook = &trials[i].foretold.ways[way];

		apart[i] = fabs(trials[i].actual - outlook->mean) / sqrt(outlook->variance);
	}
	sorted_rising(apart, count);
	return fmax(1, apart[place - 1] / qnorm((1 + share) / 2, 0, 1, 1, 0));
}

struct outlook_judged outlook_judge(struct arena *arena, const struct outlook_trial *trials, size_t count,
                                    const struct outlook_settings *settings)
{
	const double least = 1e-300;            /* a chance of nothing would end the comparison */
	struct outlook_judged judged = { .trials = count, .better = OUTLOOK_staying, .wider = 1 };
	double held = 0;

	for (int way = 0; way < OUTLOOK_WAYS; way++)
		for (size_t i = 0; i < count; i++)
			judged.score[way] += log(fmax(least, outlook_exactly(&trials[i].foretold.ways[way], trials[i].actual)))
				/ (double)count;
	if (judged.score[OUTLOOK_going_on] > judged.score[OUTLOOK_staying])
		judged.better = OUTLOOK_going_on;
	for (size_t i = 0; i < count; i++) {
		const struct outlook *outlook = &trials[i].foretold.ways[judged.better];

		held += outlook->low <= trials[i].actual && trials[i].actual <= outlook->high;
	}
	judged.held = count ? held / (double)count : 0;
	judged.is_enough = count > 0 && count >= settings->trials;
	if (judged.is_enough && judged.held < settings->held_least)
		judged.wider = wider_find(arena, trials, count, judged.better, settings);
	return judged;
}
