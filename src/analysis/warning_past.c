/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/warning_past.c - see warning_past.h. */
#include "analysis/warning_past.h"

#include <math.h>

struct pasts {
	struct arena *arena;
	struct past_ask ask;
	struct baseline_plan *plans;    /* of each week that is told */
	const struct baseline **fits;   /* of each series: of each week; NULL: not fitted yet */
};

static const double late_level = 0.9, least_share = 0.05;

static int32_t week_of(const struct pasts *pasts, size_t at)
{
	return pasts->ask.week - (int32_t)(pasts->ask.weeks - 1 - at);
}

struct pasts *pasts_open(struct arena *arena, const struct past_ask *ask)
{
	struct pasts *pasts = arena_new(arena, struct pasts);

	*pasts = (struct pasts){ .arena = arena, .ask = *ask,
		.plans = arena_array(arena, struct baseline_plan, ask->weeks + 1),
		.fits = arena_array(arena, const struct baseline *, ask->count + 1) };
	for (size_t at = 0; at < ask->weeks; at++)
		pasts->plans[at] = baseline_plan(arena, &ask->settings->baseline, ask->first,
			week_of(pasts, at));
	return pasts;
}

static const struct baseline *fits_of(struct pasts *pasts, size_t item)
{
	struct baseline *fits;

	if (pasts->fits[item])
		return pasts->fits[item];
	fits = arena_array(pasts->arena, struct baseline, pasts->ask.weeks + 1);
	for (size_t at = 0; at < pasts->ask.weeks; at++)
		fits[at] = baseline_fit(&pasts->plans[at], &pasts->ask.settings->baseline,
			pasts->ask.series[item].counts, NULL, NULL);
	pasts->fits[item] = fits;
	return fits;
}

/* The series itself or the nearest above it that has a baseline of its own; -1: none. */
static int32_t carrier_of(const struct pasts *pasts, size_t item)
{
	int32_t at = (int32_t)item;

	while (at >= 0 && pasts->ask.warnings[at].way == WARNING_share)
		at = pasts->ask.series[at].parent;
	return at >= 0 && pasts->ask.warnings[at].way == WARNING_baseline ? at : -1;
}

/* A share keeps its size, and how much it may vary beside the weeks' own variation. */
static struct count_law share_then(const struct warning *child, const struct warning *carrier,
                                   const struct baseline *fit)
{
	struct count_law now = child->whole;
	double mean = fit->expected * now.mean / carrier->whole.mean;
	double more = fmax(0, now.phi - child->phi) / now.mean;

	return count_law_moments(mean, fit->phi * mean + more * mean * mean);
}

static struct count_law law_then(struct pasts *pasts, size_t item, int32_t carrier, size_t at)
{
	const struct warning *warnings = pasts->ask.warnings;
	const struct baseline *fit;

	if (at + 1 == pasts->ask.weeks)
		return warnings[item].whole;
	fit = &fits_of(pasts, (size_t)carrier)[at];
	if (fit->finding != BASELINE_fitted)
		return (struct count_law){ 0 };
	if ((size_t)carrier == item)
		return baseline_law(fit, 1);
	return share_then(&warnings[item], &warnings[carrier], fit);
}

static void band_put(struct past_week *told, struct count_law law)
{
	told->expected = told->low50 = told->high50 = told->low90 = told->high90 = NAN;
	if (!(law.mean > 0))
		return;
	told->expected = law.mean;
	told->low50 = count_law_quantile(law, 0.25);
	told->high50 = count_law_quantile(law, 0.75);
	told->low90 = count_law_quantile(law, 0.05);
	told->high90 = count_law_quantile(law, 0.95);
}

static void late_put(struct past_week *told, double share, struct count_law law)
{
	struct nowcast found;

	if (share >= 1 || isnan(told->count))
		return;
	found = nowcast(told->count, share, law.mean, law.phi > 1 ? (law.phi - 1) * law.mean : 0,
		late_level, least_share);
	told->is_too_early = found.finding == NOWCAST_too_early;
	if (found.finding != NOWCAST_told)
		return;
	told->late = found.late;
	told->late_low = found.late_low;
	told->late_high = found.late_high;
}

const struct past_week *past_of(struct pasts *pasts, size_t item, const struct delay *delay)
{
	struct past_week *told = arena_array(pasts->arena, struct past_week, pasts->ask.weeks + 1);
	int32_t carrier = carrier_of(pasts, item);

	for (size_t at = 0; at < pasts->ask.weeks; at++) {
		int32_t week = week_of(pasts, at);
		struct count_law law = carrier >= 0 ? law_then(pasts, item, carrier, at)
			: (struct count_law){ 0 };

		told[at].count = pasts->ask.series[item].counts[week];
		band_put(&told[at], law);
		if (delay)
			late_put(&told[at], delay_share(delay, pasts->ask.now - week), law);
	}
	return told;
}
