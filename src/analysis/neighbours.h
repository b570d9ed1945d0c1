/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/neighbours.h - which areas are near which, and how much each counts.
 *
 * An area is no neighbour of its own here; methods that count it too say so.  Neighbours come
 * from a list of links, or are all areas within so many metres.  Standing in rows of `first`:
 * the neighbours of area i are other[first[i]] to other[first[i + 1]], rising.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { NEIGHBOURS_AREAS_MOST = 20000 };

struct neighbours {
	size_t count;                   /* areas */
	const size_t *first;            /* count + 1 */
	const uint32_t *other;
	const double *weight;           /* 1 each, until neighbours_shared() */
};

struct neighbour_link { uint32_t from, to; };
/* Each link once, in one direction: both directions are two links.  A link of an area to
 * itself and a second of the same two are passed over. */
struct neighbours neighbours_of_links(struct arena *arena, size_t count,
                                      const struct neighbour_link *links, size_t links_count);
struct neighbours neighbours_within(struct arena *arena, const double *x, const double *y,
                                    size_t count, double metres);
/* The same, where the weights of one area's neighbours sum to 1. */
struct neighbours neighbours_shared(struct arena *arena, struct neighbours neighbours);
size_t neighbours_of(const struct neighbours *neighbours, size_t area);         /* how many */
