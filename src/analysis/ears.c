/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/ears.c - see ears.h. */
#include "analysis/ears.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum { C2_GAP = 2, C3_WEEKS = 2 };

/* Mean and deviation of the weeks that end `gap` + 1 before; false when they are not there. */
static bool before(const struct ears_settings *settings, const double *counts, size_t week, size_t gap,
                   struct ears_judged *found)
{
	size_t weeks = (size_t)settings->weeks, from;
	double sum = 0, squares = 0;

	if (settings->weeks < 2 || week < weeks + gap)
		return false;
	from = week - gap - weeks;
	for (size_t i = from; i < from + weeks; i++)
		sum += counts[i];
	found->mean = sum / (double)weeks;
	for (size_t i = from; i < from + weeks; i++)
		squares += (counts[i] - found->mean) * (counts[i] - found->mean);
	found->deviation = fmax(sqrt(squares / (double)(weeks - 1)), settings->least_deviation);
	return isfinite(found->mean) && isfinite(squares);
}

/* How far above C2's limit a week before was, in deviations; false when it cannot be said. */
static bool carried(const struct ears_settings *settings, const double *counts, size_t week, double *sum)
{
	for (size_t back = 1; back <= C3_WEEKS; back++) {
		struct ears_judged then;

		if (week < back || !before(settings, counts, week - back, C2_GAP, &then)
		    || !(then.deviation > 0) || isnan(counts[week - back]))
			return false;
		*sum += fmax(0, (counts[week - back] - then.mean) / then.deviation - 1);
	}
	return true;
}

struct ears_judged ears_judge(enum ears_way way, const struct ears_settings *settings,
                              const double *counts, size_t week)
{
	struct ears_judged found = { 0 };
	double z = qnorm(settings->alpha, 0, 1, 0, 0), sum = 0;

	if (isnan(counts[week]) || !before(settings, counts, week, way == EARS_c1 ? 0 : C2_GAP, &found)
	    || (way == EARS_c3 && !carried(settings, counts, week, &sum)))
		return found;
	found.is_known = true;
	found.upper = way == EARS_c3 ? fmax(0, counts[week] + found.deviation * (z - sum))
		: found.mean + z * found.deviation;
	found.is_above = counts[week] > found.upper;
	return found;
}
