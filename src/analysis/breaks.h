/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/breaks.h - at which steps did a series of counts move to another level?
 *
 * Between two breaks counts are Poisson around one mean, or vary phi times as much.  Each part
 * costs twice what its log likelihood lacks, and each break a penalty (2 log n: BIC); the breaks
 * are those that cost least of all (PELT: Killick, Fearnhead and Eckley 2012), found exactly.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct breaks_ask {
	const double *counts;           /* from 0; NAN: a gap, which costs nothing */
	size_t count;
	double penalty;                 /* 0: 2 log n */
	double phi;                     /* variance / mean within parts; from 1 */
	size_t least;                   /* steps in a part (2), from 1 */
};

struct breaks_part {
	size_t from, count;
	double mean, low, high;         /* of a step, and limits that hold it in `level` of cases */
};

struct breaks {
	bool is_few;                    /* fewer known steps than two parts need: one part, no answer */
	double cost;                    /* without the penalties of the breaks */
	const struct breaks_part *parts;        /* one more than there are breaks */
	size_t parts_count;
};

/* How much counts vary around their level when nobody knows it: by squared differences of
 * neighbours, over their sum, which a break here and there hardly moves.  At least 1. */
double breaks_phi(const double *counts, size_t count);

bool breaks_ask_is_fine(const struct breaks_ask *ask, size_t *at);
struct breaks breaks_find(struct arena *arena, const struct breaks_ask *ask, double level);
