/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/inoperability.h - how much of each is lost in the end, when losses are passed on in shares.
 *
 * The input-output way (Haimes and Jiang 2001): whoever loses all of a supplier loses so large
 * a share of itself.  Such shares are hard to know, so no page speaks of it; it is here for
 * whoever has them and wants to compare with cascade.h.
 */
#pragma once

#include "base/arena.h"

/* coupling: count x count, row i column j the share of i that is lost with all of j; lost: what
 * each loses by itself.  NULL when losses grow without end. */
const double *inoperability(struct arena *arena, const double *coupling, const double *lost, size_t count);
