/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/avoided.c - see avoided.h. */
#include "analysis/avoided.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

enum { BLOCK_DAYS = 28, MOST_BLOCKS = 400, WINDOWS = 4 };
enum window { BEFORE, AFTER, THERE_BEFORE, THERE_AFTER };

static const struct avoided_window *window_of(const struct avoided_ask *ask, int which)
{
	const struct avoided_window *const windows[WINDOWS] = { &ask->before, &ask->after, &ask->there_before,
		&ask->there_after };

	return windows[which];
}

static int windows_of(const struct avoided_ask *ask)
{
	return ask->has_compare ? WINDOWS : THERE_BEFORE;
}

static bool amount_is_fine(double amount)
{
	return amount >= 0 && amount <= 1e15;
}

static bool window_is_fine(const struct avoided_window *window)
{
	if (!(window->exposure > 0) || !isfinite(window->exposure) || window->days < 0
	    || window->days >= BLOCK_DAYS * MOST_BLOCKS)
		return false;
	for (size_t i = 0; i < window->count; i++) {
		const struct avoided_loss *loss = &window->losses[i];

		if (!amount_is_fine(loss->amount) || !amount_is_fine(loss->later) || loss->day < -1
		    || (window->days && loss->day >= window->days))
			return false;
	}
	return true;
}

bool avoided_ask_is_fine(const struct avoided_ask *ask)
{
	for (int i = 0; i < windows_of(ask); i++)
		if (!window_is_fine(window_of(ask, i)))
			return false;
	return ask->cap > 0 && ask->level > 0 && ask->level < 1 && ask->settled > 0 && ask->settled <= 1
		&& ask->least >= 1 && ask->draws >= 100 && ask->draws <= AVOIDED_DRAWS_MOST;
}

/* ---- Sums -------------------------------------------------------------------------------- */

struct moments { double squares, largest, later; };

static struct avoided_sum sum_of(const struct avoided_window *window, double cap, struct moments *moments)
{
	struct avoided_sum sum = { 0 };

	*moments = (struct moments){ 0 };
	for (size_t i = 0; i < window->count; i++) {
		double amount = window->losses[i].amount, capped = fmin(amount, cap);

		sum.costly += amount > 0;
		sum.large += amount > cap;
		sum.capped += capped;
		moments->squares += capped * capped;
		moments->largest = fmax(moments->largest, capped);
		moments->later += fmin(window->losses[i].later, cap);
	}
	return sum;
}

/* Pearson's sum of one window, and its degrees of freedom. */
static void clumps_add(const struct avoided_window *window, double *sum, double *freedom)
{
	int64_t counts[MOST_BLOCKS] = { 0 }, all = 0;
	int blocks = (window->days + BLOCK_DAYS - 1) / BLOCK_DAYS;

	for (size_t i = 0; i < window->count; i++) {
		if (window->losses[i].day < 0 || !(window->losses[i].amount > 0))
			continue;
		counts[window->losses[i].day / BLOCK_DAYS]++;
		all++;
	}
	if (blocks < 2 || !all)
		return;
	for (int i = 0; i < blocks; i++) {
		int days = i + 1 < blocks ? BLOCK_DAYS : window->days - i * BLOCK_DAYS;
		double mean = (double)all * days / window->days, beside = (double)counts[i] - mean;

		*sum += beside * beside / mean;
	}
	*freedom += blocks - 1;
}

static double phi_of(const struct avoided_ask *ask)
{
	double sum = 0, freedom = 0;

	for (int i = 0; i < windows_of(ask); i++)
		if (window_of(ask, i)->days)
			clumps_add(window_of(ask, i), &sum, &freedom);
	return freedom > 0 ? fmax(1, sum / freedom) : 1;
}

/* ---- Limits ------------------------------------------------------------------------------ */

struct drawing {
	const struct avoided_ask *ask;
	double factor[WINDOWS];         /* 1 over the exposure */
	double *low[WINDOWS], *high[WINDOWS];   /* draws of the mean of each window */
	struct stream stream;
};

static void shuffle(struct drawing *drawing, double *draws)
{
	for (size_t i = drawing->ask->draws; i > 1; i--) {
		size_t other = (size_t)(stream_next(&drawing->stream) % i);
		double kept = draws[i - 1];

		draws[i - 1] = draws[other];
		draws[other] = kept;
	}
}

static double *gamma_draws(struct drawing *drawing, double mean, double variance)
{
	size_t count = drawing->ask->draws;
	double *draws = scratch_zeroed(count, sizeof(*draws));

	for (size_t i = 0; i < count && mean > 0; i++)
		draws[i] = qgamma(((double)i + 0.5) / (double)count, mean * mean / variance, variance / mean, 1, 0);
	shuffle(drawing, draws);
	return draws;
}

/* Of the two ways to make what is avoided small, or large. */
static double avoided_at(const struct drawing *drawing, size_t i, bool is_low)
{
	double *const *raises = is_low ? drawing->low : drawing->high;
	double *const *lowers = is_low ? drawing->high : drawing->low;
	const double *factor = drawing->factor;
	double expected = raises[BEFORE][i] * factor[BEFORE] / factor[AFTER];

	if (drawing->ask->has_compare && expected > 0)
		expected *= raises[THERE_AFTER][i] * factor[THERE_AFTER]
			/ (lowers[THERE_BEFORE][i] * factor[THERE_BEFORE]);
	return expected - lowers[AFTER][i];
}

static double quantile(const double *sorted, size_t count, double share)
{
	double place = share * (double)count - 0.5;
	size_t at = (size_t)place;

	if (at + 1 >= count || !isfinite(sorted[at]) || !isfinite(sorted[at + 1]))
		return sorted[at + 1 < count ? at + 1 : count - 1];
	return sorted[at] + (place - (double)at) * (sorted[at + 1] - sorted[at]);
}

static double limit_of(const struct drawing *drawing, bool is_low)
{
	size_t count = drawing->ask->draws;
	double *all = scratch_zeroed(count, sizeof(*all)), tail = (1 - drawing->ask->level) / 2, limit;

	for (size_t i = 0; i < count; i++)
		all[i] = avoided_at(drawing, i, is_low);
	sorted_rising(all, count);
	limit = quantile(all, count, is_low ? tail : 1 - tail);
	free(all);
	return limit;
}

static void limits_find(const struct avoided_ask *ask, const struct avoided_sum *sums,
                        const struct moments *moments, struct avoided *found)
{
	struct drawing drawing = { .ask = ask, .stream = stream_open(ask->seed, 0) };
	double w = 0;

	for (int i = 0; i < windows_of(ask); i++)
		w = fmax(w, found->phi * moments[i].largest);
	for (int i = 0; i < windows_of(ask); i++) {
		double y = sums[i].capped, v = found->phi * moments[i].squares;

		drawing.factor[i] = 1 / window_of(ask, i)->exposure;
		drawing.low[i] = gamma_draws(&drawing, y, v);
		drawing.high[i] = gamma_draws(&drawing, y + w, v + w * w);
	}
	found->low = limit_of(&drawing, true);
	found->high = limit_of(&drawing, false);
	for (int i = 0; i < windows_of(ask); i++) {
		free(drawing.low[i]);
		free(drawing.high[i]);
	}
}

/* ---- Together ----------------------------------------------------------------------------- */

static double settled_of(const struct avoided_ask *ask, const struct avoided_sum *sums,
                         const struct moments *moments)
{
	double then = sums[BEFORE].capped, today = moments[BEFORE].later;

	if (ask->has_compare) {
		then += sums[THERE_BEFORE].capped;
		today += moments[THERE_BEFORE].later;
	}
	return then > 0 || today > 0 ? then / today : NAN;
}

static double change_of(const struct avoided_ask *ask, const struct avoided_sum *sums)
{
	if (!ask->has_compare)
		return 1;
	return sums[THERE_AFTER].capped / ask->there_after.exposure
		/ (sums[THERE_BEFORE].capped / ask->there_before.exposure);
}

/* What keeps all from being told; AVOIDED_none: nothing. */
static enum avoided_finding obstacle_of(const struct avoided_ask *ask, const struct avoided *found)
{
	if (found->before.costly + found->after.costly < ask->least)
		return AVOIDED_too_few;
	if (ask->has_compare && (!(found->there_before.capped > 0)
	    || found->there_before.costly + found->there_after.costly < ask->least))
		return AVOIDED_too_few_there;
	if (found->settled < ask->settled || found->settled * ask->settled > 1)
		return AVOIDED_unsettled;
	return AVOIDED_none;
}

struct avoided avoided_find(const struct avoided_ask *ask)
{
	struct avoided_sum sums[WINDOWS] = { 0 };
	struct moments moments[WINDOWS] = { 0 };
	struct avoided found = { .phi = phi_of(ask), .change = NAN, .expected = NAN, .observed = NAN,
		.avoided = NAN, .low = NAN, .high = NAN };

	for (int i = 0; i < windows_of(ask); i++)
		sums[i] = sum_of(window_of(ask, i), ask->cap, &moments[i]);
	found.before = sums[BEFORE];
	found.after = sums[AFTER];
	found.there_before = sums[THERE_BEFORE];
	found.there_after = sums[THERE_AFTER];
	found.settled = settled_of(ask, sums, moments);
	found.finding = obstacle_of(ask, &found);
	if (found.finding != AVOIDED_none)
		return found;
	found.change = change_of(ask, sums);
	found.expected = sums[BEFORE].capped / ask->before.exposure * ask->after.exposure * found.change;
	found.observed = sums[AFTER].capped;
	found.avoided = found.expected - found.observed;
	limits_find(ask, sums, moments, &found);
	found.finding = found.low > 0 ? AVOIDED_less : found.high < 0 ? AVOIDED_more : AVOIDED_unclear;
	return found;
}
