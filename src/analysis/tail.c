/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tail.c - see tail.h. */
#include "analysis/tail.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

static const double xi_least = -0.5, xi_most = 5;
enum { GRID = 56, HALVINGS = 100, SECTIONS_MOST = 80, NEWTON_STEPS = 50 };

struct excesses { const double *at; size_t count; double sum, largest; };

bool tail_settings_are_fine(const struct tail_settings *settings)
{
	return isfinite(settings->threshold) && settings->least >= 10 && settings->level > 0 && settings->level < 1;
}

/* ---- Likelihood -------------------------------------------------------------------------- */

/* (1 + 1/xi) log(1 + xi z), also near 0. */
static double cost_of(double xi, double z)
{
	if (fabs(xi) < 1e-7)
		return z + xi * (z - z * z / 2);
	return (1 + 1 / xi) * log1p(xi * z);
}

static double loglik_of(const struct excesses *excesses, double xi, double sigma)
{
	double sum = 0;

	for (size_t i = 0; i < excesses->count; i++)
		sum += cost_of(xi, excesses->at[i] / sigma);
	return -(double)excesses->count * log(sigma) - sum;
}

/* The best scale for a shape: (1 + xi) sum y / (sigma + xi y) = n, whose left side falls. */
static double sigma_for(const struct excesses *excesses, double xi)
{
	double n = (double)excesses->count;
	double low = xi < 0 ? -xi * excesses->largest : 0, high = low + 4 * (1 + fabs(xi)) * excesses->sum;

	for (int i = 0; i < HALVINGS && high - low > 1e-15 * high; i++) {
		double sigma = (low + high) / 2, sum = 0;

		for (size_t k = 0; k < excesses->count; k++)
			sum += excesses->at[k] / (sigma + xi * excesses->at[k]);
		if ((1 + xi) * sum > n)
			low = sigma;
		else
			high = sigma;
	}
	return high;
}

static double profile(const struct excesses *excesses, double xi)
{
	return loglik_of(excesses, xi, sigma_for(excesses, xi));
}

/* The best shape: a grid, then golden sections around its best. */
static double xi_find(const struct excesses *excesses)
{
	const double ratio = (sqrt(5) - 1) / 2, step = (xi_most - xi_least) / (GRID - 1);
	double best = -INFINITY, from, to;
	int at = 0;

	for (int i = 0; i < GRID; i++) {
		double found = profile(excesses, xi_least + step * i);

		at = found > best ? i : at;
		best = fmax(best, found);
	}
	from = fmax(xi_least, xi_least + step * (at - 1));
	to = fmin(xi_most, xi_least + step * (at + 1));
	for (int i = 0; i < SECTIONS_MOST && to - from > 1e-7; i++) {
		double one = to - ratio * (to - from), other = from + ratio * (to - from);

		if (profile(excesses, one) > profile(excesses, other))
			to = other;
		else
			from = one;
	}
	return (from + to) / 2;
}

/* ---- Slopes and information -------------------------------------------------------------- */

struct curve { double by_sigma, by_xi, sigma_sigma, sigma_xi, xi_xi; };

/* First and second derivatives of the log likelihood. */
static struct curve curve_of(const struct excesses *excesses, double xi, double sigma)
{
	struct curve curve = { 0 };

	/* At 0 itself the terms of xi are 0/0; so near to it they differ by nothing seen. */
	xi = fabs(xi) < 1e-4 ? copysign(1e-4, xi) : xi;
	for (size_t i = 0; i < excesses->count; i++) {
		double y = excesses->at[i], z = y / sigma, w = 1 + xi * z, log_w = log1p(xi * z);
		double scale = sigma + xi * y;

		curve.by_sigma += (1 + xi) * y / (sigma * scale) - 1 / sigma;
		curve.by_xi += log_w / (xi * xi) - (1 + 1 / xi) * z / w;
		curve.sigma_sigma += 1 / (sigma * sigma) - (1 + xi) * y * (2 * sigma + xi * y) / (sigma * sigma * scale * scale);
		curve.sigma_xi += y / (sigma * scale) - (1 + xi) * y * y / (sigma * scale * scale);
		curve.xi_xi += 2 * z / (xi * xi * w) - 2 * log_w / (xi * xi * xi) + (1 + 1 / xi) * z * z / (w * w);
	}
	return curve;
}

/* What golden sections found to seven digits, to all. */
static void newton(const struct excesses *excesses, struct tail *tail)
{
	for (int step = 0; step < NEWTON_STEPS && fabs(tail->xi) > 1e-3; step++) {
		struct curve curve = curve_of(excesses, tail->xi, tail->sigma);
		double whole = curve.sigma_sigma * curve.xi_xi - curve.sigma_xi * curve.sigma_xi;
		double sigma = tail->sigma - (curve.xi_xi * curve.by_sigma - curve.sigma_xi * curve.by_xi) / whole;
		double xi = tail->xi - (curve.sigma_sigma * curve.by_xi - curve.sigma_xi * curve.by_sigma) / whole;

		if (!(sigma > 0) || !isfinite(xi) || fabs(xi - tail->xi) > 0.01
		    || 1 + xi * excesses->largest / sigma <= 0)
			return;
		if (fabs(xi - tail->xi) < 1e-13 && fabs(sigma - tail->sigma) < 1e-13 * sigma)
			return;
		tail->sigma = sigma;
		tail->xi = xi;
	}
}

static void errors_find(const struct excesses *excesses, struct tail *tail)
{
	struct curve curve = curve_of(excesses, tail->xi, tail->sigma);
	double whole = curve.sigma_sigma * curve.xi_xi - curve.sigma_xi * curve.sigma_xi;

	tail->sigma_error = sqrt(fmax(0, -curve.xi_xi / whole));
	tail->xi_error = sqrt(fmax(0, -curve.sigma_sigma / whole));
	tail->covariance = curve.sigma_xi / whole;
}

/* Where the profile has fallen by half the quantile of chi-square, from xi towards `end`. */
static double limit_find(const struct excesses *excesses, const struct tail *tail, double level, double end)
{
	double least = tail->loglik - qchisq(level, 1, 1, 0) / 2, inside = tail->xi, outside = end;

	if (profile(excesses, end) >= least)
		return end > 0 ? INFINITY : end;
	for (int i = 0; i < HALVINGS && fabs(outside - inside) > 1e-10; i++) {
		double middle = (inside + outside) / 2;

		if (profile(excesses, middle) >= least)
			inside = middle;
		else
			outside = middle;
	}
	return (inside + outside) / 2;
}

/* ---- The tail ---------------------------------------------------------------------------- */

static struct excesses excesses_of(const double *amounts, size_t count, double threshold, double *room)
{
	struct excesses excesses = { .at = room };

	for (size_t i = 0; i < count; i++)
		if (amounts[i] > threshold) {
			room[excesses.count++] = amounts[i] - threshold;
			excesses.sum += amounts[i] - threshold;
			excesses.largest = fmax(excesses.largest, amounts[i] - threshold);
		}
	return excesses;
}

static void tail_find(const struct excesses *excesses, struct tail *tail, double level)
{
	tail->xi = xi_find(excesses);
	tail->sigma = sigma_for(excesses, tail->xi);
	if (tail->xi < xi_least + 1e-6 || tail->xi > xi_most - 1e-6) {
		tail->finding = TAIL_unfitted;
		tail->xi = tail->sigma = NAN;
		return;
	}
	newton(excesses, tail);
	tail->loglik = loglik_of(excesses, tail->xi, tail->sigma);
	errors_find(excesses, tail);
	tail->xi_low = limit_find(excesses, tail, level, xi_least);
	tail->xi_high = limit_find(excesses, tail, level, xi_most);
	tail->finding = tail->xi_high >= 1 ? TAIL_no_mean : TAIL_known;
}

struct tail tail_fit(const double *amounts, size_t count, const struct tail_settings *settings)
{
	struct tail tail = { .finding = TAIL_too_few, .all = count, .threshold = settings->threshold,
		.mean_excess = NAN, .xi = NAN, .xi_low = NAN, .xi_high = NAN, .sigma = NAN };
	double *room = scratch_grow(NULL, count, sizeof(*room));
	struct excesses excesses = excesses_of(amounts, count, settings->threshold, room);

	tail.excesses = excesses.count;
	if (excesses.count >= settings->least && excesses.largest > 0) {
		tail.mean_excess = excesses.sum / (double)excesses.count;
		tail_find(&excesses, &tail, settings->level);
	}
	free(room);
	return tail;
}

double tail_value(const struct tail *tail, double p)
{
	double share = (double)tail->all / (double)tail->excesses * (1 - p);

	if (isnan(tail->xi) || !(p < 1) || share > 1)
		return NAN;
	return tail->threshold - tail->sigma * (fabs(tail->xi) < 1e-9 ? log(share)
		: -expm1(-tail->xi * log(share)) / tail->xi);
}

double tail_mean_beyond(const struct tail *tail, double p)
{
	if (!(tail->xi < 1))
		return NAN;
	return (tail_value(tail, p) + tail->sigma - tail->xi * tail->threshold) / (1 - tail->xi);
}

/* log(value - u) is log(sigma) and a function of xi alone, so that sigma moves it by 1 / sigma. */
struct tail_limits tail_value_limits(const struct tail *tail, double p, double level)
{
	const double step = 1e-4;
	struct tail more = *tail, less = *tail;
	double above = tail_value(tail, p) - tail->threshold, by_sigma = 1 / tail->sigma, by_xi, variance, width;

	if (!(above > 0))
		return (struct tail_limits){ NAN, NAN };
	more.xi += step;
	less.xi -= step;
	by_xi = log((tail_value(&more, p) - tail->threshold) / (tail_value(&less, p) - tail->threshold)) / (2 * step);
	variance = by_sigma * by_sigma * tail->sigma_error * tail->sigma_error
		+ 2 * by_sigma * by_xi * tail->covariance + by_xi * by_xi * tail->xi_error * tail->xi_error;
	width = qnorm((1 + level) / 2, 0, 1, 1, 0) * sqrt(fmax(0, variance));
	return (struct tail_limits){ tail->threshold + above * exp(-width), tail->threshold + above * exp(width) };
}

double mean_excess(const double *amounts, size_t count, double u)
{
	double sum = 0, above = 0;

	for (size_t i = 0; i < count; i++)
		if (amounts[i] > u) {
			sum += amounts[i] - u;
			above++;
		}
	return above > 0 ? sum / above : NAN;
}

double hill(const double *amounts, size_t count, size_t k)
{
	double *sorted = scratch_grow(NULL, count, sizeof(*sorted)), sum = 0, found = NAN;

	for (size_t i = 0; i < count; i++)
		sorted[i] = amounts[i];
	sorted_falling(sorted, count);
	if (k > 0 && k < count && sorted[k] > 0) {
		for (size_t i = 0; i < k; i++)
			sum += log(sorted[i]);
		found = sum / (double)k - log(sorted[k]);
	}
	free(sorted);
	return found;
}
