/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/trend.h - does it rise or fall from year to year?
 *
 * log(mean) = a + b year, fitted by weighted least squares over and over (quasi-likelihood;
 * Wedderburn 1974): for counts the variance goes with the mean, for costs with its square; how
 * much more they vary than that is estimated (Pearson), and b is judged by t with n - 2 degrees
 * of freedom.  Too few years are too few: then only the error, and the smallest change that
 * could have been seen, are told.
 */
#pragma once

#include "analysis/verdict.h"

#include <stdbool.h>
#include <stddef.h>

enum trend_variance { TREND_counts = 1, TREND_costs = 2 };

struct trend_point { double year, value; };             /* from 0; costs: at least one above 0 */

struct trend_settings {
	enum trend_variance variance;
	size_t least;                   /* years: 6 */
	double level;                   /* of the interval and the verdict: 0.9 */
	double margin;                  /* a year, as a ratio: 1.05 */
};

enum trend_finding {
	TREND_known,
	TREND_too_short,                /* fewer years than `least`: no verdict */
	TREND_nothing,                  /* fewer than three years, all zeros, or no end to the line */
};

struct trend {
	enum trend_finding finding;
	double intercept, slope, error; /* of log(mean) a year; years counted from the first */
	double t, p_value;              /* two-sided */
	double dispersion;
	double ratio, ratio_low, ratio_high;    /* a year */
	double chance_of_decrease;
	double least_seen;              /* the change a year that could have been seen: exp(z error) - 1, z of 95 % */
	enum verdict verdict;
};

bool trend_settings_are_fine(const struct trend_settings *settings);
bool trend_points_are_fine(const struct trend_point *points, size_t count, size_t *at);
struct trend trend_fit(const struct trend_point *points, size_t count, const struct trend_settings *settings);

/* The same smallest change when nothing but chance makes values differ: `errors` are those of
 * log(value), of chance alone.  For so few years that they cannot say how much they vary; NAN
 * with fewer than two. */
double trend_least_by_chance(const struct trend_point *points, const double *errors, size_t count);
