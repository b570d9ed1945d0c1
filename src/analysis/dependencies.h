/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/dependencies.h - what can be seen in a graph without letting anything fail.
 */
#pragma once

#include "analysis/cascade.h"

/* Somebody may be away for a shorter time than something it needs takes to come back.  Recovery
 * is the repair time (P95) and the restart of the member; members whose repair time nobody has
 * said are not judged. */
struct recovery_gap {
	int32_t group, member;          /* the group, and a node in it */
	double recovery, tolerable;
	double holds;                   /* delay and buffer (P5) of the group */
	double gap;                     /* recovery + restart of the owner - holds - tolerable */
	bool has_alternative;           /* the group stands without this member */
};
/* All whose recovery is longer than tolerable; those with neither an alternative nor a buffer
 * that covers it first, then the widest gap first. */
size_t recovery_gaps(struct arena *arena, const struct cascade *cascade, struct recovery_gap **gaps);
bool recovery_gap_is_open(const struct recovery_gap *gap);

/* Nodes that need each other in a circle.  Will they start by themselves when all of them are
 * down and everything else is up?  What does not has no way back without a decision. */
struct circle {
	const int32_t *nodes;           /* rising */
	int32_t count;
	int32_t stuck;                  /* of them, do not start again */
};
size_t circles(struct arena *arena, const struct cascade *cascade, struct circle **found);
