/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/pareto.c - see pareto.h. */
#include "analysis/pareto.h"

#include <stdlib.h>

/* Who is dominated has a lower sum: sorted by it, whoever dominates stands before. */
struct scored { const double *scores; double sum; size_t risk; };

static bool dominates(const double *a, const double *b, size_t dimensions)
{
	bool is_higher = false;

	for (size_t i = 0; i < dimensions; i++) {
		if (a[i] < b[i])
			return false;
		is_higher |= a[i] > b[i];
	}
	return is_higher;
}

static int by_sum(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->sum != y->sum)
		return x->sum > y->sum ? -1 : 1;
	return (x->risk > y->risk) - (x->risk < y->risk);
}

/* The sum is rounded, and so may be the same for both: then the other way is looked at too. */
static size_t last_with_sum(const struct scored *sorted, size_t count, size_t at)
{
	while (at + 1 < count && sorted[at + 1].sum == sorted[at].sum)
		at++;
	return at;
}

static struct scored *scored_make(struct arena *arena, const double *scores, size_t count,
                                  size_t dimensions)
{
	struct scored *sorted = arena_array(arena, struct scored, count + 1);

	for (size_t i = 0; i < count; i++) {
		sorted[i] = (struct scored){ .scores = &scores[i * dimensions], .risk = i };
		for (size_t k = 0; k < dimensions; k++)
			sorted[i].sum += sorted[i].scores[k];
	}
	qsort(sorted, count, sizeof(*sorted), by_sum);
	return sorted;
}

/* How many dominate each, and are dominated. */
static void places_find(const struct scored *sorted, size_t count, size_t dimensions, struct pareto *ranks)
{
	for (size_t i = 0; i < count; i++)
		ranks[i] = (struct pareto){ 1, 1, (int32_t)count };
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k <= last_with_sum(sorted, count, i); k++)
			if (dominates(sorted[k].scores, sorted[i].scores, dimensions)) {
				ranks[sorted[i].risk].best++;
				ranks[sorted[k].risk].worst--;
			}
}

/* A front is one behind the last of those that dominate it.  Round by round until nothing
 * moves: once when no sum is rounded. */
static void fronts_find(const struct scored *sorted, size_t count, size_t dimensions, struct pareto *ranks)
{
	bool has_moved = true;

	while (has_moved) {
		has_moved = false;
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k <= last_with_sum(sorted, count, i); k++) {
				int32_t behind = ranks[sorted[k].risk].front + 1;

				if (ranks[sorted[i].risk].front >= behind
				    || !dominates(sorted[k].scores, sorted[i].scores, dimensions))
					continue;
				ranks[sorted[i].risk].front = behind;
				has_moved = true;
			}
	}
}

struct pareto *pareto_ranks(struct arena *arena, const double *scores, size_t count, size_t dimensions)
{
	struct scored *sorted = scored_make(arena, scores, count, dimensions);
	struct pareto *ranks = arena_array(arena, struct pareto, count + 1);

	places_find(sorted, count, dimensions, ranks);
	fronts_find(sorted, count, dimensions, ranks);
	return ranks;
}

static int sign(int32_t x)
{
	return (x > 0) - (x < 0);
}

struct product_faults product_faults(int32_t likelihood_classes, int32_t consequence_classes)
{
	int32_t cells = likelihood_classes * consequence_classes;
	struct product_faults faults = { 0 };
	int64_t reversed = 0, tied = 0;

	for (int32_t a = 0; a < cells; a++)
		for (int32_t b = a + 1; b < cells; b++) {
			int32_t a_l = a / consequence_classes + 1, a_c = a % consequence_classes + 1;
			int32_t b_l = b / consequence_classes + 1, b_c = b % consequence_classes + 1;
			int sums = sign(a_l + a_c - b_l - b_c), products = sign(a_l * a_c - b_l * b_c);

			faults.pairs++;
			reversed += sums * products < 0;
			tied += (sums == 0) != (products == 0);
		}
	if (faults.pairs > 0) {
		faults.reversed = (double)reversed / (double)faults.pairs;
		faults.tied = (double)tied / (double)faults.pairs;
	}
	return faults;
}
