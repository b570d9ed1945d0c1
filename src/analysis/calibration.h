/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/calibration.h - what was thought likely, beside what happened.
 *
 * For each risk somebody has said how likely it is to happen within a time that has passed,
 * and it happened or it did not.  One such pair says nothing.  Many together say whether "one
 * in three" happens one time in three: the score of Brier with its parts (Murphy 1973), a
 * table of reliability, and the line through the log odds (intercept 0 and slope 1: as said;
 * a slope below 1: too sure).
 *
 * A year says nothing about "once in 50 years": who asks decides from which chance on a risk
 * can be judged at all, and how many risks it takes.  Both are no part of this file.  What
 * comes out is for those who said it and no order of who is best; groups stand as they came.
 */
#pragma once

#include "analysis/estimate.h"
#include "base/arena.h"

struct forecast {
	double chance;                  /* 0 to 1 */
	bool has_happened;
	int32_t group;                  /* from 0: whose; below 0: nobody's */
};

struct calibration_limits {
	double least_chance;            /* below it a risk is too rare to be judged */
	size_t least_count;             /* fewer risks are too few */
	double level;                   /* of intervals: 0.9 */
	const double *edges;            /* classes: up to each of these; NULL: each chance is one */
	size_t edges_count;
};

/* One row of the table of reliability. */
struct reliability {
	double from, to;                /* chances in it: the least and the greatest that were said */
	double said;                    /* mean */
	size_t count, happened;
	double seen, seen_low, seen_high;       /* share, and its exact limits */
	bool is_outside;                /* what was said is not within the limits */
};

/* Two questions, each with its own answer. */
enum calibration_finding {
	CALIBRATION_unknown,            /* too few, or no line */
	CALIBRATION_fits,               /* what happened does not speak against what was said */
	CALIBRATION_too_high,           /* how many: fewer happened than was said */
	CALIBRATION_too_low,            /* more happened than was said */
	CALIBRATION_too_sure,           /* the slope: high ones too high and low ones too low */
	CALIBRATION_too_unsure,         /* all too near to the middle */
};

struct calibration {
	size_t count, happened;         /* judged */
	size_t rare;                    /* too rare to be judged */
	size_t missing;                 /* so many more are needed; 0: enough */
	enum calibration_finding many, slant;   /* how many happened; the slope */
	/* All that follows is 0 when they are too few. */
	double brier, brier_low, brier_high;
	double reliability, resolution, uncertainty, within;    /* brier: the first less the second plus the others */
	double log_score;               /* infinite when the impossible happened */
	double expected;                /* how many would have happened as said */
	double expected_z;              /* how far from it, in standard deviations (along the line, when fitted) */
	double spiegelhalter_z;         /* the same for the score, as said (Spiegelhalter 1986) */
	bool is_fitted;                 /* the line: else there was none, or no end to it */
	double intercept, intercept_low, intercept_high;
	double slope, slope_low, slope_high;
	const struct reliability *table;
	size_t table_count;
};

bool calibration_limits_are_fine(const struct calibration_limits *limits);
bool forecasts_are_fine(const struct forecast *forecasts, size_t count, size_t *at);
struct calibration calibrate(struct arena *arena, const struct forecast *forecasts, size_t count,
                             const struct calibration_limits *limits);
/* The same for each group, 0 to groups - 1. */
const struct calibration *calibrate_groups(struct arena *arena, const struct forecast *forecasts,
                                           size_t count, const struct calibration_limits *limits,
                                           size_t groups);

/* How likely it is that something happens at all within so many years, when it happens as
 * often as was said. */
double chance_within(struct opinion frequency, double years);
