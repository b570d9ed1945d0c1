/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/control_chart.h - a series in order of time: which of its points are more than chance?
 *
 * Around a centre stand limits that points seldom leave by chance (Shewhart), drawn from the
 * first points of the series, or of what begins anew after a marked break, and then kept.
 *
 *   individuals  numbers of any kind.  XmR: limits at 2.66 mean moving ranges; ranges of at
 *                least 3.267 means are left out once when so asked.
 *   shares       so many of so many (p); limits at 3 standard deviations, within 0 and 1.
 *   rates        events per exposure (u).
 *   between      how many cases, or days, without an event lie between two rare events (g):
 *                0, 1, 2 ...; geometric from 0 with p = 1 / (1 + mean), limits are its exact
 *                quantiles, the centre its median.
 *   times        how long it is between two rare events (t): XmR of time^(1 / 3.6), taken back
 *                (Nelson 1994); the exact limits of the exponential distribution stand beside.
 *
 * Shares and rates of large groups vary more than counting alone would let them.  Their limits
 * are widened by what the moving ranges of the z values say (p' and u', Laney 2002), when that
 * is more than somebody decided or the groups are large.
 *
 * Four rules, one shown for each point, in this order:
 *   outside   beyond a limit
 *   trend     so many points in a row that rise, or fall; all of them
 *   near      2 of 3 points in a row beyond two thirds of a limit on the same side, and inside
 *             it (between: the quantiles of 2 standard deviations)
 *   shift     so many points in a row on the same side of the centre
 * They are those of the NHS ("Making data count").  More rules would find more by chance: the
 * four of Western Electric together err after 92 points in the mean, the first alone after 370
 * (Champ and Woodall 1987).  A point on the centre ends a run, and so does a gap or a break.
 *
 * A gap is a point of which nothing is known: its value is NAN, or its size is 0.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum chart_kind { CHART_individuals, CHART_shares, CHART_rates, CHART_between, CHART_times };

struct chart_point {
	double value;                   /* the number, or how many */
	double size;                    /* shares: of how many; rates: the exposure; else not looked at */
	bool begins;                    /* a break: limits begin anew here */
};

enum chart_better { CHART_neither, CHART_more_is_better, CHART_fewer_is_better };
enum chart_widening { CHART_widened_when_needed, CHART_never_widened, CHART_always_widened };

/* What somebody decides; in brackets what is usual. */
struct chart_settings {
	size_t base;                    /* limits from so many first points (24); 0: from all */
	size_t least;                   /* fewer than these are too few for limits (12) */
	size_t shift, trend;            /* so many points in a row (7, 7) */
	bool is_screened;               /* great moving ranges are left out, once (yes) */
	enum chart_widening widening;
	double widened_above;           /* when the spread of z is more than this (1.1) */
	double widened_size;            /* and always when groups are this large in the mean (10 000) */
	double rare;                    /* fewer events than this in a period are too rare for rates (2) */
};

enum chart_signal { CHART_no_signal, CHART_outside, CHART_trend, CHART_near, CHART_shift };
enum chart_state {
	CHART_fine,
	CHART_too_few,                  /* points for limits: there are none, and no signals */
	CHART_no_spread,                /* the base never varies, or nothing happened in it: the same */
};

struct chart_mark {
	double value;                   /* drawn: the number, the share or the rate; NAN: a gap */
	double centre, low, high;       /* NAN when there are no limits */
	double near_low, near_high;
	double z;                       /* shares and rates: as far from the centre, by counting alone */
	double chance_high, chance_low; /* between: of so much or more, of so little or less */
	enum chart_signal signal;
	bool is_outside, is_trend, is_near, is_shift;   /* all that hold */
	int side;                       /* of the signal: 1 above or rising, -1 below or falling */
	size_t part;
};

/* From one break to the next. */
struct chart_part {
	size_t from, count;
	size_t base;                    /* points that the limits come from */
	enum chart_state state;
	double mean;                    /* of the base: the number, the share, the rate, the time */
	double range, range_screened;   /* mean moving range; of the z values for shares and rates, of
	                                 * time^(1 / 3.6) for times */
	double sigma_z;                 /* range / 1.128, for shares and rates */
	bool is_widened;
	double sigma_low, sigma_high;   /* between: 3 standard deviations around the mean, for comparison */
	double exact_low, exact_middle, exact_high;     /* times: of the exponential distribution */
};

struct chart {
	enum chart_kind kind;
	const struct chart_mark *marks;
	size_t count;
	const struct chart_part *parts;
	size_t parts_count;
	size_t signals;                 /* points with one */
};

bool chart_settings_are_fine(const struct chart_settings *settings);
/* False: *at is the point that is impossible (a count that is not whole, more than its size,
 * below 0, infinite). */
bool chart_points_are_fine(enum chart_kind kind, const struct chart_point *points, size_t count, size_t *at);
struct chart chart_make(struct arena *arena, enum chart_kind kind, const struct chart_point *points,
                        size_t count, const struct chart_settings *settings);

/* Does a signal to this side mean better, or worse?  1 better, -1 worse, 0 neither.  `better`
 * is of what is counted: between rare events a *low* value means more of them. */
int chart_means(enum chart_kind kind, enum chart_better better, int side);

/* Beside a target, when better is known: the limits say whether it will be met. */
enum chart_assurance { CHART_no_assurance, CHART_always_met, CHART_sometimes_met, CHART_never_met };
enum chart_assurance chart_assurance(const struct chart *chart, enum chart_better better, double target);

/* Which chart fits?  What was counted in periods is better told as what is between when it is rare. */
enum chart_data { CHART_data_numbers, CHART_data_yes_no, CHART_data_counts };
enum chart_kind chart_choose(enum chart_data data, const struct chart_point *points, size_t count,
                             const struct chart_settings *settings);
