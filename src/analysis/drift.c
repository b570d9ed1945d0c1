/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/drift.c - see drift.h: sums of what is known and what came. */
#include "analysis/drift.h"

#include "analysis/drift_making.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

bool drift_series_is_fine(const struct drift_series *series, size_t *at)
{
	for (*at = 0; *at < series->count; ++*at) {
		double y = series->counts[*at], mean = series->means[*at];
		double alpha = series->alphas ? series->alphas[*at] : 0;

		if (!(isnan(y) || (y >= 0 && y == floor(y) && y < 1e12)) || !(mean > 0 && mean < 1e12)
		    || !(alpha >= 0 && alpha < 1e12))
			return false;
	}
	return true;
}

double drift_alpha(double phi, double mean)
{
	return fmax(0, phi - 1) / mean;
}

/* The log of how much likelier the count is when the mean is exp(kappa) times as great. */
double drift_gain(double count, double mean, double alpha, double kappa)
{
	if (isnan(count))
		return 0;
	if (alpha * mean < 1e-12)
		return kappa * count - expm1(kappa) * mean;
	return kappa * count - (count + 1 / alpha) * log1p(alpha * mean * expm1(kappa) / (1 + alpha * mean));
}

/* ---- The best kappa ---------------------------------------------------------------------- */

static double alpha_at(const struct drift_series *series, size_t i)
{
	return series->alphas ? series->alphas[i] : 0;
}

static double gain_between(const struct drift_series *series, size_t from, size_t to, double kappa)
{
	double sum = 0;

	for (size_t i = from; i <= to; i++)
		sum += drift_gain(series->counts[i], series->means[i], alpha_at(series, i), kappa);
	return sum;
}

/* How the gain grows with kappa, and how that falls: both of one step. */
static void slope_of(const struct drift_series *series, size_t i, double kappa, double *slope, double *bend)
{
	double mean = series->means[i] * exp(kappa), alpha = alpha_at(series, i);

	if (isnan(series->counts[i]))
		return;
	*slope += series->counts[i] - (1 + alpha * series->counts[i]) * mean / (1 + alpha * mean);
	*bend += (1 + alpha * series->counts[i]) * mean / ((1 + alpha * mean) * (1 + alpha * mean));
}

/* The gain is a hill: Newton's steps, kept between two points that hold the top. */
static double best_kappa(const struct drift_series *series, size_t from, size_t to, double start)
{
	enum { STEPS = 100 };
	double least = -30, most = 30, kappa = start;

	for (int step = 0; step < STEPS; step++) {
		double slope = 0, bend = 0, next;

		for (size_t i = from; i <= to; i++)
			slope_of(series, i, kappa, &slope, &bend);
		if (slope > 0)
			least = kappa;
		else
			most = kappa;
		next = bend > 0 ? kappa + slope / bend : least;
		if (!(next > least && next < most))
			next = (least + most) / 2;
		if (fabs(next - kappa) < 1e-11)
			return next;
		kappa = next;
	}
	return kappa;
}

/* The greatest gain of a change that began at any step from `from` on. */
static struct drift_step best_beginning(const struct drift_ask *ask, size_t from, size_t to)
{
	struct drift_step best = { .since = to };
	double counts = 0, means = 0, slope = 0;
	int way = ask->is_down ? -1 : 1;

	for (size_t i = to + 1; i-- > from; ) {
		double y = ask->series.counts[i], mean = ask->series.means[i], start, kappa, gain;

		if (isnan(y))
			continue;
		counts += y;
		means += mean;
		slope += (y - mean) / (1 + alpha_at(&ask->series, i) * mean);
		if (!(way * slope > 0))
			continue;               /* no change to this side: kappa is 0, and so is the gain */
		start = log(counts / means);
		kappa = ask->series.alphas || isinf(start)
			? best_kappa(&ask->series, i, to, fmax(start, -30)) : start;
		gain = way * kappa > 0 ? gain_between(&ask->series, i, to, kappa) : 0;
		if (gain > best.sum)
			best = (struct drift_step){ .sum = gain, .since = i };
	}
	return best;
}

/* ---- The sum ----------------------------------------------------------------------------- */

const struct drift_step *drift_follow(struct arena *arena, const struct drift_ask *ask)
{
	struct drift_step *steps = arena_array(arena, struct drift_step, ask->series.count + 1);
	double sum = 0;
	size_t from = 0;

	for (size_t i = 0; i < ask->series.count; i++) {
		if (ask->kappa == 0) {
			steps[i] = best_beginning(ask, from, i);
		} else {
			sum = fmax(0, sum + drift_gain(ask->series.counts[i], ask->series.means[i],
				alpha_at(&ask->series, i), ask->kappa));
			from = sum > 0 ? from : i + 1;
			steps[i] = (struct drift_step){ .sum = sum, .since = from < i ? from : i };
		}
		steps[i].is_alarm = steps[i].sum >= ask->threshold;
		if (steps[i].is_alarm) {
			sum = 0;
			from = i + 1;
		}
	}
	return steps;
}

/* ---- How large --------------------------------------------------------------------------- */

struct drift_size drift_size(const struct drift_series *series, size_t from, size_t to, double level)
{
	struct drift_size size = { 0 };
	double variance = 0, tail = (1 - level) / 2, phi;

	for (size_t i = from; i <= to && i < series->count; i++) {
		double mean = isnan(series->counts[i]) ? 0 : series->means[i];

		size.counts += mean > 0 ? series->counts[i] : 0;
		size.means += mean;
		variance += mean * (1 + alpha_at(series, i) * mean);
	}
	if (!(size.means > 0))
		return (struct drift_size){ NAN, NAN, NAN, NAN, NAN };
	phi = fmax(1, variance / size.means);
	size.ratio = size.counts / size.means;
	size.low = size.counts > 0 ? qgamma(tail, size.counts / phi, phi / size.means, 1, 0) : 0;
	size.high = qgamma(1 - tail, size.counts / phi + 1, phi / size.means, 1, 0);
	return size;
}

/* ---- Older ways -------------------------------------------------------------------------- */

double drift_shaped(enum drift_shape shape, double count, double mean)
{
	if (shape == DRIFT_standard)
		return (count - mean) / sqrt(mean);
	if (shape == DRIFT_rossi)
		return (count - 3 * mean + 2 * sqrt(count * mean)) / (2 * sqrt(mean));
	return 1.5 * (pow(count, 2.0 / 3) - pow(mean, 2.0 / 3)) / pow(mean, 1.0 / 6);
}

/* The count that has this value. */
static double unshaped(enum drift_shape shape, double value, double mean)
{
	double root;

	if (shape == DRIFT_standard)
		return fmax(0, ceil(mean + sqrt(mean) * value));
	if (shape == DRIFT_rossi)
		root = sqrt(fmax(0, 4 * mean + 2 * value * sqrt(mean))) - sqrt(mean);
	else
		root = pow(mean, 1.0 / 6) * value / 1.5 + pow(mean, 2.0 / 3);
	return pow(fmax(0, root), shape == DRIFT_rossi ? 2 : 1.5);
}

const struct drift_shaped_step *drift_shaped_follow(struct arena *arena, enum drift_shape shape,
                                                    const double *counts, size_t count, double mean,
                                                    double reference, double threshold)
{
	struct drift_shaped_step *steps = arena_array(arena, struct drift_shaped_step, count + 1);
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		steps[i].upper = unshaped(shape, threshold - sum + reference, mean);
		sum = fmax(0, sum + (isnan(counts[i]) ? 0 : drift_shaped(shape, counts[i], mean) - reference));
		steps[i].sum = sum;
		steps[i].is_alarm = sum >= threshold;
	}
	return steps;
}
