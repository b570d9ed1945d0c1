/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/drift.h - does a series slowly leave what was expected of it?  Cumulative sums.
 *
 * What is expected of each step (mean, and how much it varies) is known from elsewhere.  Each
 * step adds the log of how much likelier its count is when the mean is exp(kappa) times as
 * great; below 0 the sum stays at 0.  A sum above a threshold is an alarm, and the sum begins
 * anew.  For Poisson counts a step adds kappa y + (1 - exp(kappa)) mean; for negative binomial
 * ones (variance mean + alpha mean^2) kappa y + (y + 1/alpha) log((1 + alpha mean) / (1 + alpha
 * mean exp(kappa))) (Hoehle and Paul 2008).  kappa below 0 looks for a decrease.
 *
 * kappa 0 asks for any increase (generalised: the best kappa for each beginning, the greatest of
 * all): it finds great changes sooner, and takes time that grows with the square of the steps.
 *
 * How high the threshold must be is found by drawing: so many series in which nothing changes.
 * The mean time between false alarms is what somebody decides to bear.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct drift_series {
	const double *counts;           /* NAN: a gap, which adds nothing */
	const double *means;            /* above 0 */
	const double *alphas;           /* NULL: Poisson; each 0 or more */
	size_t count;
};

struct drift_ask {
	struct drift_series series;
	double kappa;                   /* log(1.5), log(1 / 1.5); 0: any change */
	bool is_down;                   /* with kappa 0: any decrease */
	double threshold;
};

struct drift_step {
	double sum;
	bool is_alarm;
	size_t since;                   /* where the change would have begun */
};

bool drift_series_is_fine(const struct drift_series *series, size_t *at);
/* alpha such that the variance is phi times the mean; phi from 1. */
double drift_alpha(double phi, double mean);
const struct drift_step *drift_follow(struct arena *arena, const struct drift_ask *ask);

/* How many times as many as expected came from one step to another, both counted, and limits that
 * hold it in `level` of cases (of counts made so many times smaller as they vary more than Poisson's).
 * Where the beginning was chosen because the sum is great from there, it is rather too far from 1. */
struct drift_size { double counts, means, ratio, low, high; };  /* of no known step all are NAN */
struct drift_size drift_size(const struct drift_series *series, size_t from, size_t to, double level);

/* ---- Thresholds -------------------------------------------------------------------------- */

struct drift_wish {
	const double *means, *alphas;   /* of a series as it is foreseen; it is gone through again and again */
	size_t count;
	double kappa;                   /* not 0 */
	double steps_between;           /* false alarms, in the mean: 260 weeks */
	size_t paths, length;           /* that are drawn: 1 000 of 260 steps */
	uint64_t seed;
};
struct drift_threshold {
	bool is_found;                  /* false: even the lowest or highest threshold does not do */
	double threshold;
	double steps_between;           /* as drawn: limits hold it in 95 of 100 cases */
	double steps_low, steps_high;
};
/* *at: the step that is not fine; count when it is something else. */
bool drift_wish_is_fine(const struct drift_wish *wish, size_t *at);
struct drift_threshold drift_threshold(const struct drift_wish *wish);

/* ---- Older ways, for comparison ---------------------------------------------------------- */

/* Counts that are made bell-shaped by their mean, less a reference value, summed up above 0; the
 * sum is not begun anew after an alarm. */
enum drift_shape { DRIFT_standard, DRIFT_rossi, DRIFT_anscombe };
double drift_shaped(enum drift_shape shape, double count, double mean);
struct drift_shaped_step { double sum, upper; bool is_alarm; };  /* upper: so many would be an alarm */
const struct drift_shaped_step *drift_shaped_follow(struct arena *arena, enum drift_shape shape,
                                                    const double *counts, size_t count, double mean,
                                                    double reference, double threshold);

/* ---- How long until an alarm, in the mean ------------------------------------------------ */

/* Sums of Poisson counts less a reference, from 0, alarm from the threshold on: exact, as a
 * chain of states (Brook and Evans 1972).  Both in whole cells (0.5, 0.1); NAN beyond
 * DRIFT_STATES_MOST cells. */
enum { DRIFT_STATES_MOST = 400 };
double drift_run_poisson(double mean, double reference, double threshold, double cell);
/* The same for normal values of variance 1, alarm above the threshold: an integral equation by
 * 50 points of Gauss and Legendre. */
double drift_run_normal(double mean, double reference, double threshold);
