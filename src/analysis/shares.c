/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/shares.c - see shares.h. */
#include "analysis/shares.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum { STEPS_MOST = 100, LEAST_CELLS = 3 };

static const double shape_least = 0.1, shape_most = 1e4, step_least = 1e-13;
static const double parent_least = 1e-3;

struct fitting {
	const struct share_cell *cells;
	size_t count;
	double phi;
};

/* Y and E of a cell that counts; false: it is passed over. */
static bool cell_of(const struct fitting *fitting, size_t i, double *y, double *e)
{
	*y = fitting->cells[i].events / fitting->phi;
	*e = fitting->cells[i].expected / fitting->phi;
	return *y >= 0 && *e > 0 && isfinite(*y) && isfinite(*e);
}

/* The mean that fits best at this shape: the score falls in its logarithm, so Newton ends. */
static double mean_at(const struct fitting *fitting, double shape, double mean)
{
	double y, e;

	for (int step = 0; step < STEPS_MOST; step++) {
		double slope = 0, bend = 0, by;

		for (size_t i = 0; i < fitting->count; i++)
			if (cell_of(fitting, i, &y, &e)) {
				double mu = e * mean, all = shape + mu;

				slope += y - (shape + y) * mu / all;
				bend += (shape + y) * shape * mu / (all * all);
			}
		if (!(bend > 0))
			break;
		by = fmin(fmax(slope / bend, -2), 2);
		mean *= exp(by);
		if (fabs(by) < step_least)
			break;
	}
	return mean;
}

struct curve { double slope, bend; };   /* of the likelihood along log(shape) */

static struct curve curve_at(const struct fitting *fitting, double shape, double mean)
{
	double one = 0, two = 0, across = 0, other = 0, y, e;
	double psi = digamma(shape), psi_1 = trigamma(shape);

	for (size_t i = 0; i < fitting->count; i++)
		if (cell_of(fitting, i, &y, &e)) {
			double mu = e * mean, all = shape + mu;

			one += (y > 0 ? digamma(y + shape) - psi : 0) - log1p(mu / shape) + (mu - y) / all;
			two += (y > 0 ? trigamma(y + shape) - psi_1 : 0) + 1 / shape - 2 / all
				+ (y + shape) / (all * all);
			across += mu * (y - mu) / (all * all);
			other -= (shape + y) * shape * mu / (all * all);
		}
	two = shape * one + shape * shape * two;
	across *= shape;
	return (struct curve){ shape * one, two - (other < 0 ? across * across / other : 0) };
}

static double likelihood_at(const struct fitting *fitting, double shape, double mean)
{
	double sum = 0, y, e;

	for (size_t i = 0; i < fitting->count; i++)
		if (cell_of(fitting, i, &y, &e)) {
			double mu = e * mean;

			sum += lgammafn(y + shape) - lgammafn(shape) - lgammafn(y + 1)
				- shape * log1p(mu / shape) + (y > 0 ? y * log(mu / (shape + mu)) : 0);
		}
	return sum;
}

/* Newton along log(shape), halving when it leaves the bracket. */
static void shape_find(const struct fitting *fitting, struct share_prior *prior)
{
	double from = log(shape_least), to = log(shape_most), at = log(prior->shape);

	prior->finding = SHARE_no_end;
	for (int step = 0; step < STEPS_MOST && prior->finding == SHARE_no_end; step++) {
		struct curve curve;
		double next;

		prior->shape = exp(at);
		prior->mean = mean_at(fitting, prior->shape, prior->mean);
		curve = curve_at(fitting, prior->shape, prior->mean);
		if (curve.slope > 0)
			from = at;
		else
			to = at;
		next = curve.bend < 0 ? at - curve.slope / curve.bend : INFINITY;
		if (!(next > from && next < to))
			next = (from + to) / 2;
		if (fabs(next - at) < step_least * 10 || to - from < step_least * 10)
			prior->finding = SHARE_fitted;
		at = next;
	}
}

/* At the ends of the bracket the likelihood may still be rising. */
static bool is_at_end(const struct fitting *fitting, struct share_prior *prior, double shape, bool rising)
{
	double mean = mean_at(fitting, shape, prior->mean);
	double slope = curve_at(fitting, shape, mean).slope;

	if (rising ? slope < 0 : slope > 0)
		return false;
	prior->shape = shape;
	prior->mean = mean;
	prior->finding = rising ? SHARE_alike : SHARE_unlike;
	return true;
}

static void begin(const struct fitting *fitting, struct share_prior *prior, size_t *known)
{
	double events = 0, expected = 0, apart = 0, squares = 0, y, e;

	*known = 0;
	for (size_t i = 0; i < fitting->count; i++)
		if (cell_of(fitting, i, &y, &e)) {
			events += y;
			expected += e;
			++*known;
		}
	prior->mean = expected > 0 ? events / expected : 0;
	for (size_t i = 0; i < fitting->count; i++)
		if (cell_of(fitting, i, &y, &e)) {
			double mu = e * prior->mean;

			apart += (y - mu) * (y - mu) - mu;
			squares += mu * mu;
		}
	prior->shape = apart > 0 ? fmin(fmax(squares / apart, 2 * shape_least), shape_most / 2) : 100;
}

struct share_prior share_prior_fit(const struct share_cell *cells, size_t count, double phi)
{
	struct fitting fitting = { cells, count, phi > 1 && isfinite(phi) ? phi : 1 };
	struct share_prior prior = { .finding = SHARE_no_events };
	size_t known;

	begin(&fitting, &prior, &known);
	if (!(prior.mean > 0)) {
		prior.shape = prior.mean = 0;
		return prior;
	}
	if (known < LEAST_CELLS) {
		prior.finding = SHARE_few;
		prior.shape = 1;
		prior.mean = mean_at(&fitting, prior.shape, prior.mean);
	} else if (!is_at_end(&fitting, &prior, shape_most, true)
	           && !is_at_end(&fitting, &prior, shape_least, false)) {
		shape_find(&fitting, &prior);
	}
	prior.log_likelihood = likelihood_at(&fitting, prior.shape, prior.mean);
	return prior;
}

struct share share_of_cell(const struct share_prior *prior, struct share_cell cell, double phi, double level)
{
	struct fitting fitting = { &cell, 1, phi > 1 && isfinite(phi) ? phi : 1 };
	struct share found = { .shape = prior->shape };
	double y, e;

	if (!(prior->mean > 0))
		return (struct share){ 0 };
	found.rate = prior->shape / prior->mean;
	if (cell_of(&fitting, 0, &y, &e)) {
		found.shape += y;
		found.rate += e;
	}
	found.mean = found.shape / found.rate;
	found.low = qgamma((1 - level) / 2, found.shape, 1 / found.rate, 1, 0);
	found.high = qgamma((1 - level) / 2, found.shape, 1 / found.rate, 0, 0);
	return found;
}

struct count_law share_law(const struct share *share, double phi, double parent_expected, double reported)
{
	double from = fmax(parent_expected, parent_least) * reported, mean = share->mean * from;
	double thinned = 1 + (fmax(phi, 1) - 1) * reported;

	if (!(share->rate > 0))
		return count_law(0, 1);
	return count_law_moments(mean, thinned * mean + share->mean / share->rate * from * from);
}
