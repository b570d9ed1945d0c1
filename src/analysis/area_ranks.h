/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/area_ranks.h - the place of each area among all, as far as can be said.
 *
 * Never a list by size without it.  In so many futures each area has what it may have (normal,
 * around its estimate), all are put in order, and it is counted in which places each stood.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

enum { AREA_RANKS_MOST = 2000 };

struct area_ranks_ask {
	const double *estimates, *errors;
	size_t count, draws, last;      /* 10 000 futures; "among the last 3" */
	double level;                   /* of the intervals: 0.9 */
	uint64_t seed;
};
struct area_rank {
	size_t low, high;               /* places; 1 has the greatest */
	double mean, share_first, share_last;   /* in which share of the futures it is first, or among the last */
};
struct area_rank *area_ranks(struct arena *arena, const struct area_ranks_ask *ask);
