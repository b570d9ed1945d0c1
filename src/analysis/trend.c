/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/trend.c - see trend.h. */
#include "analysis/trend.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

enum { STEPS_MOST = 200 };

static const double tolerance = 1e-12, eta_most = 100;

bool trend_settings_are_fine(const struct trend_settings *settings)
{
	return (settings->variance == TREND_counts || settings->variance == TREND_costs) && settings->least >= 3
		&& settings->level > 0 && settings->level < 1 && settings->margin > 1 && isfinite(settings->margin);
}

bool trend_points_are_fine(const struct trend_point *points, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at)
		if (!isfinite(points[*at].year) || !(points[*at].value >= 0) || !(points[*at].value < 1e18))
			return false;
	return true;
}

/* Sums of one step; weight is mean^2 / variance. */
struct line { double weight, year, square, work, both; };

static double mean_of(double eta)
{
	return exp(fmin(fmax(eta, -eta_most), eta_most));
}

static double weight_of(double mean, enum trend_variance variance)
{
	return variance == TREND_counts ? mean : 1;
}

static struct line line_sum(const struct trend_point *points, size_t count, const struct trend *found,
                            enum trend_variance variance, double first, bool is_start, double start)
{
	struct line line = { 0, 0, 0, 0, 0 };

	for (size_t i = 0; i < count; i++) {
		double x = points[i].year - first;
		double eta = is_start ? log(points[i].value + start) : found->intercept + found->slope * x;
		double mean = mean_of(eta), weight = weight_of(mean, variance);
		double work = eta + (points[i].value - mean) / mean;

		line.weight += weight;
		line.year += weight * x;
		line.square += weight * x * x;
		line.work += weight * work;
		line.both += weight * work * x;
	}
	return line;
}

static double spread_of(const struct line *line)
{
	return line->square - line->year * line->year / line->weight;
}

/* False: it has no end (nothing but zeros at one side), or there is but one year. */
static bool is_fitted(struct trend *found, const struct trend_point *points, size_t count,
                      enum trend_variance variance, double first, double mean)
{
	for (int step = 0; step < STEPS_MOST; step++) {
		struct line line = line_sum(points, count, found, variance, first, step == 0, 0.1 * mean);
		double slope = (line.both - line.year * line.work / line.weight) / spread_of(&line);
		double intercept = (line.work - slope * line.year) / line.weight;
		double moved = fabs(slope - found->slope) + fabs(intercept - found->intercept);

		if (!isfinite(slope) || !isfinite(intercept) || fabs(intercept) > eta_most)
			return false;
		found->slope = slope;
		found->intercept = intercept;
		if (step > 0 && moved < tolerance * (1 + fabs(intercept)))
			return true;
	}
	return false;
}

static void error_find(struct trend *found, const struct trend_point *points, size_t count,
                       enum trend_variance variance, double first)
{
	struct line line = line_sum(points, count, found, variance, first, false, 0);
	double pearson = 0;

	for (size_t i = 0; i < count; i++) {
		double mean = mean_of(found->intercept + found->slope * (points[i].year - first));
		double apart = points[i].value - mean;

		pearson += apart * apart / (variance == TREND_counts ? mean : mean * mean);
	}
	found->dispersion = pearson / (double)(count - 2);
	found->error = sqrt(found->dispersion / spread_of(&line));
}

static void trend_judge(struct trend *found, size_t count, const struct trend_settings *settings)
{
	const double rounding = 1e-9;           /* years that are all the same have no direction */
	double freedom = (double)(count - 2), width = rounding
		+ qt((1 + settings->level) / 2, freedom, 1, 0) * found->error;

	found->t = found->error > 0 ? found->slope / found->error : found->slope == 0 ? 0
		: copysign(INFINITY, found->slope);
	found->p_value = 2 * pt(fabs(found->t), freedom, 0, 0);
	found->chance_of_decrease = pt(-found->t, freedom, 1, 0);
	found->ratio = exp(found->slope);
	found->ratio_low = exp(found->slope - width);
	found->ratio_high = exp(found->slope + width);
	found->least_seen = expm1(qnorm(0.975, 0, 1, 1, 0) * found->error);
	if (count < settings->least)
		found->finding = TREND_too_short;
	else
		found->verdict = verdict_of_ratio(found->ratio_low, found->ratio_high, settings->margin);
}

struct trend trend_fit(const struct trend_point *points, size_t count, const struct trend_settings *settings)
{
	struct trend found = { .finding = TREND_nothing };
	double mean = 0, first = INFINITY;

	for (size_t i = 0; i < count; i++) {
		mean += points[i].value / (double)count;
		first = fmin(first, points[i].year);
	}
	if (count < 3 || !(mean > 0) || !is_fitted(&found, points, count, settings->variance, first, mean))
		return (struct trend){ .finding = TREND_nothing };
	found.finding = TREND_known;
	error_find(&found, points, count, settings->variance, first);
	trend_judge(&found, count, settings);
	return found;
}

double trend_least_by_chance(const struct trend_point *points, const double *errors, size_t count)
{
	double weight = 0, year = 0, square = 0, spread;

	for (size_t i = 0; i < count; i++) {
		double w = 1 / (errors[i] * errors[i]), since = points[i].year - points[0].year;

		weight += w;
		year += w * since;
		square += w * since * since;
	}
	spread = square - year * year / weight;
	return count >= 2 && spread > 0 ? expm1(qnorm(0.975, 0, 1, 1, 0) / sqrt(spread)) : NAN;
}
