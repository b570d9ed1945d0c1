/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/collapse.h - what falls in the end, when outages do not end and buffers run out.
 *
 * Without time the question is small: nodes fail, and with them whoever has too few members
 * left in a group.  A group that holds out (delay and buffer) for as long as the outages are
 * thought to last counts as supplied; since times along a chain add up, what falls within the
 * hours is among what is said here, never more.
 *
 * All double failures are told exactly without trying them all: a pair is worse than its two
 * halves only when some group that stands after the one loses a member by the other, and for
 * which others it does is told for thousands of them at a time.
 */
#pragma once

#include "analysis/cascade.h"

/* Nodes that have failed, and what fell with them; one per thread. */
struct collapse {
	const struct cascade *cascade;
	int32_t *down;                  /* the nodes, in the order they fell */
	int32_t count;
	bool *is_down;
	int32_t *lost;                  /* members of a group that are down */
	int32_t *spare;                 /* members it can do without */
};
struct collapse *collapse_open(const struct cascade *cascade, double hours);    /* INFINITY: for ever */
void collapse_close(struct collapse *collapse);
void collapse_fail(struct collapse *collapse, int32_t node);
void collapse_undo(struct collapse *collapse, int32_t count);  /* back to so many down */

/* What a node takes with it alone.  Commitments are nodes with a tolerable time. */
struct single_failure {
	int32_t node;
	int32_t falls;                  /* other nodes */
	int32_t commitments, units;     /* others; of how many units they are */
	double weight;                  /* of those commitments */
};
/* As many as there are nodes, in the order of commitments' weight. */
struct single_failure *single_failures(struct arena *arena, const struct cascade *cascade,
                                       double hours, int threads);

struct double_failure {
	int32_t one, other;             /* one < other */
	int32_t falls, falls_apart;     /* nodes; of the two when each fails alone, together */
	double weight, weight_apart;    /* of commitments */
};
struct double_failures {
	int64_t pairs, worse;           /* all there are; worse than apart */
	struct double_failure *worst;   /* by weight beyond apart, then by nodes */
	size_t count;
};
void double_failures(struct arena *arena, const struct cascade *cascade, double hours, size_t most,
                     int threads, struct double_failures *found);
