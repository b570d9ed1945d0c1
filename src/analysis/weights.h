/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/weights.h - what is worst, when nobody has said how much people weigh against function.
 *
 * Protected values are never added as they are.  Instead every way of weighing them is tried
 * (stochastic multicriteria acceptability analysis, SMAA): weights are drawn evenly from all
 * that are not negative and sum to 1, or from those within bounds that somebody has decided.
 * The answer is a share of all ways of weighing, and needs no weights.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WEIGHTS_MOST = 8 };

struct weight_bounds { double least, most; };           /* 0 and 1: anything */

struct weights {
	size_t count;
	bool is_bounded;
	double least[WEIGHTS_MOST], room[WEIGHTS_MOST];         /* most - least */
	double free;                    /* what is left when each has its least */
};

/* Bounds NULL: any weights.  False when no weights, or hardly any (less than one in a
 * thousand of those that have at least the least), are within the bounds. */
bool weights_make(struct weights *weights, size_t count, const struct weight_bounds *bounds);
struct stream;
void weights_draw(const struct weights *weights, struct stream *stream, double *drawn);

/* Alternatives by criteria, known: in which share of all ways of weighing is an alternative
 * (row) at a place (column, from 0)?  Greater values first. */
struct acceptability_ask {
	const double *values;           /* count rows of weights->count */
	size_t count, draws;
	uint64_t seed;
};
double *acceptabilities(struct arena *arena, const struct weights *weights,
                        const struct acceptability_ask *ask);
