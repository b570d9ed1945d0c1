/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/seasons.h - a series as trend, season and what is left, for drawing.
 *
 * STL: smoothing by local lines (loess), in turns of the season and of what is left without it
 * (Cleveland, Cleveland, McRae and Terpenning 1990), evaluated at every step.  Robust: points
 * that lie far from both count less.  For counts, give log(count + 0.5).
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct seasons_ask {
	const double *values;           /* all known */
	size_t count, period;           /* at least two periods; period from 2 */
	size_t season, trend, low;      /* spans of the three smoothings, odd, from 3; usual: 7 or more,
	                                 * 1.5 period / (1 - 1.5 / season), the next odd of period */
	int season_degree, trend_degree, low_degree;    /* 0 or 1 */
	bool is_robust;                 /* 15 rounds of 1 turn; else 1 of 2 */
};

struct seasons { const double *season, *trend, *rest, *weights; };

bool seasons_ask_is_fine(const struct seasons_ask *ask);
struct seasons seasons_find(struct arena *arena, const struct seasons_ask *ask);
