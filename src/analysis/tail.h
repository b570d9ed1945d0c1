/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/tail.h - how large can the largest become?  Excesses over a threshold.
 *
 * What is above a high threshold u follows nearly a generalised Pareto distribution (Pickands
 * 1975; McNeil, "Estimating the tails of loss severity distributions using extreme value
 * theory", ASTIN Bulletin 27:117, 1997) with shape xi and scale sigma, found by greatest
 * likelihood:
 *
 *	l = -n log sigma - (1 + 1/xi) sum log(1 + xi y / sigma)
 *
 * Errors come from the observed information; the limits of xi from the profile of the
 * likelihood, which is not symmetric and says so.  The larger xi, the less the mean says: at 1
 * there is none.  A shape below -1/2 has no likelihood worth the name and is not looked for.
 *
 *	value exceeded by 1 - p of all   u + sigma/xi ((N/n (1-p))^-xi - 1)
 *	mean of those beyond it          (that + sigma - xi u) / (1 - xi), when xi < 1
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct tail_settings {
	double threshold;
	size_t least;                   /* fewer excesses are too few: 50 */
	double level;                   /* of the limits of xi: 0.9 */
};

enum tail_finding {
	TAIL_known,
	TAIL_too_few,                   /* excesses: nothing else is told */
	TAIL_no_mean,                   /* xi may be 1 or more: no mean may be shown */
	TAIL_unfitted,                  /* no greatest likelihood with xi above -1/2 and below 5 */
};

struct tail {
	enum tail_finding finding;
	size_t all, excesses;
	double threshold, mean_excess;
	double xi, xi_error, xi_low, xi_high;   /* xi_high: INFINITY when it has no end */
	double sigma, sigma_error;
	double covariance;                      /* of the errors of sigma and xi */
	double loglik;
};

bool tail_settings_are_fine(const struct tail_settings *settings);
/* Amounts are finite. */
struct tail tail_fit(const double *amounts, size_t count, const struct tail_settings *settings);

/* The value that 1 - p of all are above (p beyond the share below the threshold), and the mean
 * of those; NAN when the tail is not known, the mean also when there is none. */
double tail_value(const struct tail *tail, double p);
double tail_mean_beyond(const struct tail *tail, double p);
/* The limits of tail_value(): what is above the threshold has an error on the logarithmic scale,
 * to the first order (delta method) in sigma and xi.  NAN when it is not known. */
struct tail_limits { double low, high; };
struct tail_limits tail_value_limits(const struct tail *tail, double p, double level);

/* The mean of what amounts above u are above it by: a straight line where the tail has begun. */
double mean_excess(const double *amounts, size_t count, double u);
/* Hill (1975): xi from the k largest; NAN when there are not k + 1 above 0. */
double hill(const double *amounts, size_t count, size_t k);
