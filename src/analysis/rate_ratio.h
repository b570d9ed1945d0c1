/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/rate_ratio.h - did a rate change?  Counts and exposures in, intervals out.
 *
 * Counts are taken to be Poisson.  Given the sum of the counts before and after, the count
 * after is binomial with odds (rate ratio x exposure after / exposure before), so that the
 * limits of Clopper and Pearson (1934) for the binomial share give exact limits for the ratio
 * of two rates (Przyborowski and Wilenski 1940; Breslow and Day 1987, section 3.4).
 *
 * Beside an area where nothing was done, the ratio of the two ratios is, given all sums of
 * the table, the odds ratio of Fisher's noncentral hypergeometric distribution (Cornfield
 * 1956), whose exact limits are found by halving; exposures move it by a known factor.
 *
 * Exact limits are wide rather than too narrow: they hold at least as often as they say.
 * The p-value is twice the smaller tail, so that it is below 1 - level exactly when the
 * interval does not contain 1.
 *
 * The weighted displacement difference is that of Wheeler and Ratcliffe, "A simple weighted
 * displacement difference test to evaluate place based crime interventions", Crime Science
 * 7:11 (2018): (T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0), its error the root of the eight
 * counts together, times phi when counts vary so many times more than Poisson counts do.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct rate_counts {
	int64_t before, after;
	double before_exposure, after_exposure; /* days, or people x days; both above 0 */
};

struct rate_ratio {
	bool is_known;                  /* something happened: else there is no ratio */
	double ratio;                   /* INFINITY when nothing happened before */
	double low, high;               /* high is INFINITY when nothing happened before */
	double p_value;
};

bool rate_counts_are_fine(const struct rate_counts *counts);
/* level: 0.95 */
struct rate_ratio rate_ratio(const struct rate_counts *counts, double level);
/* The change here divided by the change there. */
struct rate_ratio rate_ratio_relative(const struct rate_counts *here,
                                      const struct rate_counts *there, double level);

/* What is said about a ratio. */
enum rate_finding {
	RATE_none,
	RATE_too_few,                   /* fewer events than somebody decided to need */
	RATE_fell,                      /* the interval lies below 1 */
	RATE_fell_maybe,                /* fell, but could be chance */
	RATE_same,
	RATE_rose_maybe,
	RATE_rose,
};
enum rate_finding rate_finding(const struct rate_ratio *ratio, int64_t events, int64_t least);

/* Four areas of the same length of time: where it was done and one like it, where it may
 * have moved to and one like that (the last two may be all 0). */
struct displacement_counts { int64_t before, after; };
struct displacement {
	int64_t events;
	double difference;
	bool is_known;                  /* false, too few events for limits: nothing below is known */
	double error, z, low, high;
};
struct displacement_ask {
	struct displacement_counts treated, control, near, near_control;
	double phi;                     /* variance / mean, from 1 */
	double level;                   /* 0.9 */
	int64_t least;                  /* fewer events in all are too few for a normal law: 20 */
};
struct displacement displacement(const struct displacement_ask *ask);
