/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/baseline.h - how many events a week would have as usual, from the same weeks of earlier years.
 *
 * Farrington's method (Farrington, Andrews, Beale and Catchpole, JRSS A 159:547, 1996) as made
 * more flexible by Noufaily et al. (Statistics in Medicine 32:1206, 2013): a quasi-Poisson
 * model of the log mean with one level for each part of the year and a trend, in which old
 * outbreaks are weighed down, fitted to the weeks before the one that is judged.
 *
 * With one factor and one slope the model is an analysis of covariance: each step of the fit
 * is sums per level, no matrix.  The steps, where they begin and when they end are those of R's
 * glm(), so that what comes out is the same number.  BASELINE_strict is the form to use: the
 * dispersion is that of the weighted fit (Pearson's, at least 1).  The two others are there to
 * be compared with: surveillance::farringtonFlexible() up to 1.26 overwrites the working
 * weights after the second fit and so uses another number; algo.farrington() of the same
 * package judges the trend by a dispersion that may be below 1.
 *
 * Weeks are numbered from 0 without holes; a week of which nothing is known is NAN, never 0.
 * A plan (which weeks, which level) depends only on the week that is judged and is made once
 * for all series.  No state, no randomness; every fit has an end (FIT_STEPS_MOST).
 */
#pragma once

#include "analysis/count_law.h"
#include "base/arena.h"
#include "base/calendar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BASELINE_WEEKS_MOST = 1024, BASELINE_YEARS_MOST = 15, BASELINE_PERIODS_MOST = 26 };

enum baseline_form { BASELINE_strict, BASELINE_as_flexible, BASELINE_as_classic };

/* What a city decides, with what is usual. */
struct baseline_settings {
	bool is_monthly;                /* months: "weeks" means them everywhere here, twelve a year */
	int years;                      /* so many are looked back on: 5 */
	int half_window;                /* weeks before and after the same week: 3 */
	int periods;                    /* levels of the year: 10; 1: only the same weeks */
	int recent;                     /* weeks before the judged one that are left out: 26 */
	double heavy;                   /* a week further from usual than this weighs less: 2.58 */
	double trend_p;                 /* a trend is kept below this: 0.05 */
	double least_events;            /* fewer in all the weeks are too few: 50 */
	double level_events;            /* a level with fewer events than this ... : 5 */
	double level_weeks;             /* ... and fewer weeks than this joins its neighbour: 20 */
	enum baseline_form form;        /* see above */
};
struct baseline_settings baseline_usual(void);
/* Of months: the same one and those before and after it, of five years; six left out; one level. */
struct baseline_settings baseline_usual_months(void);
int32_t baseline_year(const struct baseline_settings *settings);        /* steps of a year: 52 or 12 */
bool baseline_settings_are_fine(const struct baseline_settings *settings);

/* ---- Which weeks -------------------------------------------------------------------------- */

/* The same week so many years earlier: the same date, moved to the nearest day of the same
 * weekday (29 February is 1 March in other years).  first: the first day of week 0; not given:
 * a year is 52 weeks.  The same month is always twelve earlier.  May be below 0: before the
 * beginning. */
int32_t baseline_reference(const struct baseline_settings *settings, struct date first, int32_t week,
                           int years_back);

struct baseline_plan {
	int32_t week;                   /* that is judged */
	int years, levels;
	size_t count;
	const int32_t *weeks;           /* rising */
	const int16_t *level;           /* of each: 1 to levels; the judged week's is `levels` */
};
/* As many years as there are, at most settings->years; a plan without weeks (count 0) when
 * there is not one. */
struct baseline_plan baseline_plan(struct arena *arena, const struct baseline_settings *settings,
                                   struct date first, int32_t week);

/* ---- The fit ------------------------------------------------------------------------------ */

enum baseline_finding {
	BASELINE_too_few_weeks,         /* no year to look back on, or too few weeks are known */
	BASELINE_too_few_events,        /* less than least_events: borrow from others (shares.h) */
	BASELINE_no_end,                /* the fit found no end: borrow from others */
	BASELINE_not_counts,            /* a count below 0 or beyond 1e15, or an exposure not above 0 */
	BASELINE_fitted,
};

struct baseline {
	enum baseline_finding finding;
	/* All that follows is 0 when it is not fitted. */
	double expected;                /* in the week that is judged */
	double log_error;               /* standard error of its logarithm */
	double phi;                     /* variance / mean, at least 1 */
	double slope;                   /* of the logarithm, a week; 0: no trend */
	bool has_trend;
	bool is_simplified;             /* levels were joined, or the trend was given up: say so */
	size_t weeks;                   /* that are known */
	double events;                  /* in them */
};

/* counts[0 .. plan->week]; exposure the same, or NULL (open days, pupils: what the count is
 * proportional to).  means: NULL, or where the fitted mean of each week of the plan is put (NAN
 * for weeks that are not known). */
struct baseline baseline_fit(const struct baseline_plan *plan, const struct baseline_settings *settings,
                             const double *counts, const double *exposure, double *means);

/* ---- What is too many --------------------------------------------------------------------- */

enum baseline_limit {
	BASELINE_predictive,            /* negative binomial with the uncertainty of the mean: the one to use */
	BASELINE_plugin,                /* without it */
	BASELINE_muan,                  /* at the upper end of the mean */
	BASELINE_delta,                 /* normal on the 2/3 power: Farrington's own */
};

struct baseline_judged {
	double upper;                   /* the most that is as usual */
	double p, mid_p;                /* chance of so many or more */
	double score;                   /* 1: at the limit */
	bool is_above;
};

/* share: of the events of the week that are registered by now (delay.h); 1: all.
 * alpha: in how large a share of usual weeks the limit is passed (0.01). */
struct count_law baseline_law(const struct baseline *baseline, double share);
struct baseline_judged baseline_judge(const struct baseline *baseline, enum baseline_limit limit,
                                      double alpha, double share, double count);
