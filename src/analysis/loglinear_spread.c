/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/loglinear_spread.c - see loglinear.h: how much counts vary beyond their means. */
#include "analysis/loglinear.h"

#include "analysis/scratch.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

static const double size_most = 1e7;    /* nearer to Poisson than this nothing tells them apart */

static void means_find(const struct loglinear_ask *ask, const struct loglinear *fit, double *means)
{
	for (size_t i = 0; i < ask->count; i++)
		means[i] = loglinear_mean(fit, &ask->columns[i * ask->width]) * exp(ask->offsets ? ask->offsets[i] : 0);
}

/* How the log likelihood grows with the size, and how that falls. */
static void slope_of(const struct loglinear_ask *ask, const double *means, double size, double *slope, double *bend)
{
	*slope = *bend = 0;
	for (size_t i = 0; i < ask->count; i++) {
		double y = ask->counts[i], m = means[i];

		if (isnan(y))
			continue;
		*slope += digamma(size + y) - digamma(size) + log(size) + 1 - log(size + m) - (y + size) / (m + size);
		*bend += trigamma(size) - trigamma(size + y) - 1 / size + 2 / (m + size)
			- (y + size) / ((m + size) * (m + size));
	}
}

static double moments_size(const struct loglinear_ask *ask, const double *means)
{
	double apart = 0, rows = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->counts[i])) {
			apart += pow(ask->counts[i] / means[i] - 1, 2);
			rows++;
		}
	return rows / apart;
}

/* Newton's steps, halved while they would leave what is possible; INFINITY: there is no greatest. */
static double size_find(const struct loglinear_ask *ask, const double *means, double start, double *error)
{
	enum { STEPS = 200 };
	double size = start, slope, bend;

	for (int step = 0; step < STEPS; step++) {
		double next;

		slope_of(ask, means, size, &slope, &bend);
		next = bend > 0 ? size + slope / bend : slope > 0 ? 2 * size : size / 2;
		next = fmin(fmax(next, size / 4), size * 4);
		*error = bend > 0 ? 1 / sqrt(bend) : INFINITY;
		if (next > size_most)
			return INFINITY;
		if (fabs(next - size) < 1e-10 * size)
			return next;
		size = next;
	}
	return INFINITY;
}

static double log_likelihood(const struct loglinear_ask *ask, const double *means, double size)
{
	double sum = 0;

	for (size_t i = 0; i < ask->count; i++) {
		double y = ask->counts[i], m = means[i];

		if (!isnan(y))
			sum += lgammafn(size + y) - lgammafn(size) - lgammafn(y + 1) + size * log(size)
				+ (y > 0 ? y * log(m) : 0) - (size + y) * log(size + m);
	}
	return sum;
}

static void turns_take(struct loglinear_ask *ask, double *means, struct loglinear_spread *found)
{
	enum { TURNS = 100 };

	ask->size = moments_size(ask, means);
	for (int turn = 0; turn < TURNS; turn++) {
		double size = size_find(ask, means, ask->size, &found->size_error), before = ask->size;
		struct loglinear fit;

		if (!isfinite(size))
			return;
		ask->size = size;
		fit = loglinear_fit(ask);
		if (fit.state != LOGLINEAR_fine)
			return;
		means_find(ask, &fit, means);
		found->is_found = turn > 0 && fabs(size - before) < 1e-9 * size;
		if (found->is_found) {
			found->fit = fit;
			found->size = size;
			found->log_likelihood = log_likelihood(ask, means, size);
			return;
		}
	}
}

struct loglinear_spread loglinear_spread_fit(const struct loglinear_ask *ask)
{
	struct loglinear_ask of_size = *ask;
	struct loglinear_spread found = { .size = 0 };
	double *means = scratch_zeroed(ask->count, sizeof(*means));

	of_size.size = 0;
	found.fit = loglinear_fit(&of_size);
	if (found.fit.state == LOGLINEAR_fine) {
		means_find(ask, &found.fit, means);
		turns_take(&of_size, means, &found);
	}
	free(means);
	if (!found.is_found)
		found.size_error = 0;
	return found;
}
