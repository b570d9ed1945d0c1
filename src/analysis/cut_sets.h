/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/cut_sets.h - what must fail together for a chosen node to fall, and how likely it is.
 *
 * A cut set takes the chosen node down, and none of its parts does.  They are found by what
 * keeps the node standing: some set of nodes that hold each other and the chosen one up must
 * lose a member, so only its members are tried, then a set that holds after that, and so on.
 * So no node is tried that does not matter, circles are no difficulty, and every cut set of
 * the asked order is found.
 *
 * Probabilities of the top event are exact (conditioning on one component after the other),
 * with components that fail independently of each other.
 */
#pragma once

#include "analysis/cascade.h"

enum { CUT_ORDER_MOST = 4, CUT_COMPONENTS_MOST = 64 };

struct cut_set { int32_t count, nodes[CUT_ORDER_MOST]; };       /* in rising order */

struct cut_sets_ask {
	int32_t node;
	int32_t order;                  /* 1 to CUT_ORDER_MOST */
	const bool *may_fail;           /* of each node; NULL: all but the chosen one */
	double hours;                   /* as in collapse.h */
	size_t most;                    /* sets; 0: 10 000 */
	int64_t trials_most;            /* 0: five million */
};
struct cut_sets {
	struct cut_set *at;             /* the smallest first, then by nodes */
	size_t count;
	bool is_whole;                  /* all there are of the order; else the search was ended */
	int32_t whole_order;            /* all of this order and below were found */
};
struct cut_sets cut_sets(struct arena *arena, const struct cascade *cascade,
                         const struct cut_sets_ask *ask);

struct cut_importance {
	int32_t node;
	double unavailable;             /* what was said about it */
	double birnbaum;                /* how much the top moves with it */
	double fussell_vesely;          /* share of the top in which a failed cut set has it */
	double achievement;             /* how many times the top becomes when it has failed */
};
struct cut_top {
	bool is_exact;
	double top;                     /* else the sum over the sets, which is not below it */
	struct cut_importance *of;      /* only when exact; by Birnbaum, the highest first */
	size_t count;
};
/* unavailable: of each node of the graph, 0 to 1. */
struct cut_top cut_top(struct arena *arena, const struct cut_set *sets, size_t count,
                       const double *unavailable);
/* Outages a year and their mean length, as the share of time a node is away. */
double cut_unavailable(double yearly, double mean_hours);
