/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/pareto.h - what can be said from classes alone, without a number.
 *
 * A risk dominates another when it is in no class lower, whichever way one looks (likelihood,
 * consequence for people, for function ...), and in at least one higher.  Nobody can object to
 * that order.  The first front are those that nothing dominates, the second those that only
 * the first does, and so on.  The best place that a risk can have is one below all that
 * dominate it, the worst one above all that it dominates: whatever weights people have.
 *
 * A product of class numbers is no measure.  product_faults() says how often it is wrong.
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

struct pareto { int32_t front, best, worst; };          /* from 1 */

/* scores: one row of `dimensions` numbers per risk; a greater number is worse. */
struct pareto *pareto_ranks(struct arena *arena, const double *scores, size_t count, size_t dimensions);

/* When each class is ten times the one below, true order is by the sum of class numbers.  Of
 * all pairs of cells in a matrix: how often does the product say the opposite; how often is
 * one of product and sum tied where the other is not. */
struct product_faults { int64_t pairs; double reversed, tied; };
struct product_faults product_faults(int32_t likelihood_classes, int32_t consequence_classes);
