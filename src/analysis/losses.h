/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/losses.h - what a year may cost: all risks together.
 *
 * In a year every risk happens as often as its frequency lets it, each time at what it then
 * costs; both are drawn anew from what was said.  The curve of exceedance tells how likely a
 * year costs more than something; values are never added to each other.  Where everything is
 * known a year need not be drawn: losses_exact() (Panjer 1981).
 *
 * When several boards each say their own part of what one event costs, the parts are added,
 * once as if they had nothing to do with each other and once as if what is bad for one is bad
 * for all: the truth lies between the two, and nothing lies beyond them that people call likely.
 */
#pragma once

#include "analysis/ranking.h"

enum { LOSSES_YEARLY_MOST = 1000, LOSSES_LEVELS_MOST = 64 };

struct losses_ask {
	const struct ranking_risk *risks;       /* judged by ranking_judge() */
	size_t count, values, years;
	const double *levels;                   /* of the curve, any order */
	size_t levels_count;
	uint64_t seed;
	int threads;
};

/* A quantile of the years that were drawn, and limits that hold it in 95 of 100 cases. */
struct losses_quantile { double at, low, high; };
struct losses {
	double mean;                            /* exact */
	double share_without;                   /* years that cost nothing */
	struct losses_quantile middle, high, rare;      /* P50, P95, P99 */
	const double *exceeding, *exceeding_error;      /* shares of years above each level */
};

/* No risk happens more than LOSSES_YEARLY_MOST times a year (P95): what does is no risk but a cost. */
bool losses_ask_is_fine(const struct losses_ask *ask, size_t *at);
/* One per value. */
const struct losses *losses_drawn(struct arena *arena, const struct losses_ask *ask);

/* Known frequencies; losses on a lattice of so many cells of this width, rounded to the
 * nearest.  [k]: the chance that a year costs more than k cells.  NULL when risks happen more
 * than LOSSES_EXACT_MOST times a year together. */
enum { LOSSES_EXACT_MOST = 500 };
struct losses_known { double yearly; struct opinion loss; };
const double *losses_exact(struct arena *arena, const struct losses_known *risks, size_t count,
                           double cell, size_t cells);

/* The sum of parts: P5, P50, P95 when they have nothing to do with each other (drawn), and
 * when they go together (exact). */
struct parts_sum { struct estimate apart, together; double mean; };
struct parts_sum parts_sum(struct arena *arena, const struct opinion *parts, size_t count,
                           size_t draws, uint64_t seed);
