/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/outlook.h - how many will there be in the coming months?  And how good was that before?
 *
 * Counts of equal steps (weeks, months) are quasi-Poisson around a log-linear trend with the
 * season as sines and cosines (loglinear.h).  The sum of the next steps is negative binomial with
 * mean M = sum of means and variance V = phi M + g' Cov g, g = sum of mean x row: what varies by
 * chance, and what is not known of the trend and the season.
 *
 * Two ways are always told.  Going on: the trend goes on and fades, so that h steps ahead count
 * as (1 - d^h) / (1 - d).  Staying: it is where the trend has brought it, and stays there.
 *
 * Each way is tried on the past: from each point in time with enough behind it, the next sum is
 * foretold and compared with what came.  Which way had the better log score is the one to show.
 * Intervals that held too seldom are widened by what the past says; that is said.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* What somebody decides; in brackets what is usual for weeks. */
struct outlook_settings {
	double season;                  /* steps of a year (52.1775); 12 for months */
	size_t harmonics;               /* pairs of sine and cosine (2), at most 4 */
	double fading;                  /* d, per step (0.98); 1: the trend goes on for ever */
	size_t horizon;                 /* steps to foretell (17: four months) */
	size_t least;                   /* fewer steps behind are too few (104) */
	double events;                  /* fewer events behind tell no trend and no season (30) */
	double tolerance;               /* of the fit (1e-10); R has 1e-8 */
	size_t window;                  /* so many last steps are looked at (416); 0: all */
	double low, high;               /* shares below the limits (0.1, 0.9) */
	size_t trials;                  /* fewer trials than this say nothing of the limits (200) */
	double held_least;              /* limits that held in a smaller share are widened (0.72) */
};

enum outlook_way { OUTLOOK_going_on, OUTLOOK_staying };
enum { OUTLOOK_WAYS = 2 };
enum outlook_state {
	OUTLOOK_fine,
	OUTLOOK_simple,                 /* no trend, no season: too few events, or the fit had no end */
	OUTLOOK_too_few,                /* steps */
	OUTLOOK_nothing,                /* nothing ever happened */
};

struct outlook {
	enum outlook_state state;       /* too few or nothing: nothing below is known */
	double phi;                     /* at least 1 */
	double mean, variance;
	double low, middle, high;       /* quantiles of the sum */
};

bool outlook_settings_are_fine(const struct outlook_settings *settings);
bool outlook_counts_are_fine(const double *counts, size_t count, size_t *at);   /* NAN: a gap */
/* Both ways.  wider: 1, or what outlook_judge() found, times the standard deviation. */
struct outlooks { struct outlook ways[OUTLOOK_WAYS]; };
struct outlooks outlook_make(const double *counts, size_t count, double wider,
                             const struct outlook_settings *settings);
double outlook_quantile(const struct outlook *outlook, double share);
/* How likely it is that there are more than so many; exactly so many. */
double outlook_above(const struct outlook *outlook, double count);
double outlook_exactly(const struct outlook *outlook, double count);

/* ---- The past ---------------------------------------------------------------------------- */

struct outlook_trial {
	size_t at;                      /* steps that were known */
	double actual;
	struct outlooks foretold;
};
/* One series, foretold from each horizon on; *trials_count of them, the first first. */
const struct outlook_trial *outlook_past(struct arena *arena, const double *counts, size_t count,
                                         const struct outlook_settings *settings, size_t *trials_count);

struct outlook_judged {
	size_t trials;
	bool is_enough;                 /* trials to say something of the limits */
	double score[OUTLOOK_WAYS];     /* mean log of the chance of what came */
	enum outlook_way better;
	double held;                    /* share within low and high, of the better way */
	double wider;                   /* 1, or what makes the limits hold */
};
/* Of one series for the better way, of all of them for the limits. */
struct outlook_judged outlook_judge(struct arena *arena, const struct outlook_trial *trials, size_t count,
                                    const struct outlook_settings *settings);
