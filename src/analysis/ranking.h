/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/ranking.h - which risks are the largest, as far as can be said.
 *
 * One call: give it the risks, each with how often it happens and what it costs each protected
 * value when it happens, as they were said (estimate.h).  It draws so many futures in which
 * every number said is one of those it may be, orders the risks in each, and tells of every
 * risk which places it has had:
 *
 *	struct ranking_ask ask = { .risks = risks, .count = 40, .values = 4, .draws = 20000,
 *		.seed = 1, .threads = 1, .top = 10, .sure = 0.8 };
 *	enum ranking_fault fault = ranking_judge(&ask, &at);
 *	const struct ranking *found = ranking_make(arena, &ask);
 *
 *	found->of[i].combined.share_top         "92 % sure among the 10 largest"
 *	found->of[i].combined.from, .to         "probably among places 3 to 9"
 *	found->of[i].in[v].low, .high           the bar: places from the 5th to the 95th of a hundred
 *	found->of[i].loss[v]                    what it costs a year, as three numbers and a mean
 *
 * What a risk costs in a year is how often times how much, value by value.  Values are never
 * added as they are: the combined order weighs, in each future, each risk's share of the whole
 * loss of a value (over that of likely numbers) by weights that are drawn too (weights.h).
 *
 * A risk is drawn by its id: it does not matter in which order risks stand, and another risk
 * beside it does not change what it draws.  The same seed gives the same answer on any number
 * of threads.  A number raised by a factor never gives the risk a better place.
 *
 * A risk that costs a value nothing (no opinion, or all say 0; or it never happens) has no
 * place in that value.  Equal losses share their places by lot.  500 risks, four values and
 * 20 000 futures take about a second on two processors; a page may ask for 50 risks and 2 000.
 */
#pragma once

#include "analysis/estimate.h"
#include "analysis/weights.h"
#include "base/arena.h"

enum { RANKING_VALUES_MOST = WEIGHTS_MOST, RANKING_RISKS_MOST = 2000, RANKING_DRAWS_MOST = 10000000 };

struct ranking_risk {
	struct str id;                          /* the public one: the same next year, and unique */
	struct opinion frequency;               /* times a year */
	/* Per value, given that it happens, with the controls there are now; a value whose
	 * opinion has count 0 is not touched. */
	struct opinion consequence[RANKING_VALUES_MOST];
};

struct ranking_ask {
	const struct ranking_risk *risks;
	size_t count, values, draws;
	const struct weight_bounds *bounds;     /* of each value, in the combined order; NULL: any */
	uint64_t seed;
	int threads;                            /* 1: the one that calls */
	int32_t top;                            /* "among the 10 largest" */
	double sure;                            /* "probably": so large a share of the futures */
};

/* What is wrong, and at which risk. */
enum ranking_fault {
	RANKING_fine,
	RANKING_too_many,               /* risks, values or draws; or none */
	RANKING_bad_ask,                /* top below 1, sure not between 0 and 1 */
	RANKING_bad_bounds,             /* no weights are within them */
	RANKING_bad_frequency,          /* of risk `at`: not in order, below 0, nobody has said it */
	RANKING_bad_consequence,        /* of risk `at` */
	RANKING_twice,                  /* the id of risk `at` is that of an earlier one */
};
enum ranking_fault ranking_judge(struct arena *arena, const struct ranking_ask *ask, size_t *at);

/* In a value or combined.  has_place false: all is 0. */
struct ranking_place {
	bool has_place;
	int32_t low, middle, high;      /* places: P5, P50, P95 */
	double mean;
	double share_first;
	double share_top, share_top_error;      /* and its standard error, from drawing */
	int32_t from, to;               /* the fewest places in a row that hold `sure` of the futures */
	double share_among;             /* how many they hold */
};
struct ranking_loss { double low, middle, high, mean; };        /* a year: P5, P50, P95 */

struct ranked {
	struct ranking_place combined;          /* the value itself when there is but one */
	struct ranking_place in[RANKING_VALUES_MOST];
	struct ranking_loss loss[RANKING_VALUES_MOST];
	double disagreement;                    /* about how often: opinion_disagreement() */
};

struct ranking {
	size_t count, values, draws;
	const struct ranked *of;                /* in the order of the risks */
	size_t placed[RANKING_VALUES_MOST + 1]; /* how many have a place; last: combined */
	const uint32_t *counts;
};
const struct ranking *ranking_make(struct arena *arena, const struct ranking_ask *ask);
/* The share of futures in which a risk had a place (from 1); value: `values` is combined. */
double ranking_share(const struct ranking *ranking, size_t value, size_t risk, int32_t place);

/* Is the one worse than the other?  The share of the same futures, in one value. */
struct ranking_pair { size_t one, other; };
void ranking_pairs(struct arena *arena, const struct ranking_ask *ask, size_t value,
                   const struct ranking_pair *pairs, size_t count, double *shares);
