/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/network.h - the shape of a graph: arrows from who supplies to who depends.
 *
 * A help for the eye and for finding circles.  What hurts most is not read from the shape,
 * which knows neither buffers nor alternatives, but from letting it fail (cascade.h).
 */
#pragma once

#include "analysis/cascade.h"

struct network {
	int32_t count;
	const int32_t *out_first, *out;         /* dependents of a node */
	const int32_t *in_first, *in;           /* suppliers of a node */
};
struct network_arrow { int32_t from, to; };

const struct network *network_make(struct arena *arena, int32_t count,
                                   const struct network_arrow *arrows, size_t arrows_count);
const struct network *network_of_cascade(struct arena *arena, const struct cascade *cascade);

/* Each answers with a number per node. */
/* The least node among those that reach each other; itself when alone. */
const int32_t *network_components(struct arena *arena, const struct network *network);
/* How many nodes can be reached. */
const int32_t *network_reaches(struct arena *arena, const struct network *network);
/* The nearest node through which all supply comes, whatever way it takes; -1: there is none.
 * Supply begins at nodes that nobody supplies, and at all nodes of a circle that nobody
 * outside it supplies. */
const int32_t *network_gates(struct arena *arena, const struct network *network);
/* Without it, the graph (arrows both ways) falls apart into more pieces. */
const bool *network_joints(struct arena *arena, const struct network *network);
/* Sum over pairs of others of the share of shortest ways that pass it (Brandes 2001). */
const double *network_betweenness(struct arena *arena, const struct network *network);
/* The share of time of somebody who walks from dependents to suppliers, and begins anywhere
 * in one step of so many (PageRank against the arrows; damping 0.85). */
const double *network_rank(struct arena *arena, const struct network *network, double damping);
