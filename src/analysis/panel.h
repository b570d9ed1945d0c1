/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/panel.h - did a measure work?  Units where it was done beside units where it was not.
 *
 * Counts of unit and month are Poisson with a level for each unit, one for each month, and an
 * effect where and when the measure is on: log mean = unit + month + effect x on.  Levels are
 * found by scaling in turns, the effect by Newton's steps.  Months of one unit are not
 * independent of each other: the error is that of units as wholes (cluster robust, CR1: the
 * root of U / (U - 1)), and its interval that of Student's t with U - 1 degrees of freedom.
 *
 * With few units even that is too narrow.  So the measure is also given to other units, by
 * chance: how often does an effect as great come out where nothing was done?  All ways to
 * choose the units are tried when they are not too many, else so many that are drawn.
 *
 * The alarm that made somebody act is chance in part, and what follows it is less by itself:
 * leave it out of the counts (NAN), or the measure is given the honour.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PANEL_CELLS_MOST = 1000000 };

struct panel_ask {
	const double *counts;           /* units rows of months; NAN: left out */
	const bool *on;                 /* the same */
	size_t units, months;
	double level;                   /* of the interval: 0.9 */
	size_t ways;                    /* to give the measure to others (5 000); 0: none is tried */
	uint64_t seed;
};

enum panel_state {
	PANEL_fine,
	PANEL_too_few,                  /* fewer than two units, or no degree of freedom left */
	PANEL_nothing,                  /* nothing happened where it was on, or where it was not */
	PANEL_no_comparison,            /* no month has the measure on in one unit and off in another,
	                                 * or no unit has both */
	PANEL_no_end,                   /* the steps did not suffice */
};

struct panel {
	enum panel_state state;         /* not fine: nothing below is known */
	size_t units, cells;            /* that were used */
	double effect;                  /* a logarithm: log(0.8) is a fifth less */
	double error_counting, error_spread;    /* by counting alone; times the root of phi */
	double phi;
	double error_units0, error_units;       /* of units as wholes; the second is CR1 */
	double low, high;               /* by the second, of the logarithm */
	size_t ways;                    /* that were tried; 0: none */
	bool is_every_way;
	double chance_less, chance_more, chance_as_far;         /* share of ways with an effect as low,
	                                                         * as high, as far from 0 */
};

bool panel_ask_is_fine(const struct panel_ask *ask, size_t *at);
struct panel panel_find(struct arena *arena, const struct panel_ask *ask);
