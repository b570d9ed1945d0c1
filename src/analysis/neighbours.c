/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/neighbours.c - see neighbours.h. */
#include "analysis/neighbours.h"

#include <math.h>
#include <stdlib.h>

static int by_link(const void *one, const void *other)
{
	const struct neighbour_link *a = one, *b = other;

	if (a->from != b->from)
		return (a->from > b->from) - (a->from < b->from);
	return (a->to > b->to) - (a->to < b->to);
}

struct neighbours neighbours_of_links(struct arena *arena, size_t count,
                                      const struct neighbour_link *links, size_t links_count)
{
	struct neighbour_link *sorted = arena_array(arena, struct neighbour_link, links_count);
	size_t *first = arena_array(arena, size_t, count + 1), kept = 0;
	uint32_t *other = arena_array(arena, uint32_t, links_count);
	double *weight = arena_array(arena, double, links_count);

	for (size_t i = 0; i < links_count; i++)
		sorted[i] = links[i];
	qsort(sorted, links_count, sizeof(*sorted), by_link);
	for (size_t i = 0; i < links_count; i++) {
		if (sorted[i].from == sorted[i].to || (i && !by_link(&sorted[i], &sorted[i - 1])))
			continue;
		other[kept] = sorted[i].to;
		weight[kept++] = 1;
		first[sorted[i].from + 1]++;
	}
	for (size_t i = 0; i < count; i++)
		first[i + 1] += first[i];
	return (struct neighbours){ count, first, other, weight };
}

struct neighbours neighbours_within(struct arena *arena, const double *x, const double *y,
                                    size_t count, double metres)
{
	size_t *first = arena_array(arena, size_t, count + 1), found = 0;
	uint32_t *other = NULL;
	double *weight;

	for (int is_written = 0; is_written < 2; is_written++) {
		other = is_written ? arena_array(arena, uint32_t, found) : NULL;
		found = 0;
		for (size_t i = 0; i < count; i++) {
			for (size_t k = 0; k < count; k++) {
				if (k == i || !(hypot(x[i] - x[k], y[i] - y[k]) <= metres))
					continue;
				if (other)
					other[found] = (uint32_t)k;
				found++;
			}
			first[i + 1] = found;
		}
	}
	weight = arena_array(arena, double, found);
	for (size_t i = 0; i < found; i++)
		weight[i] = 1;
	return (struct neighbours){ count, first, other, weight };
}

struct neighbours neighbours_shared(struct arena *arena, struct neighbours neighbours)
{
	double *weight = arena_array(arena, double, neighbours.first[neighbours.count]);

	for (size_t i = 0; i < neighbours.count; i++) {
		double sum = 0;

		for (size_t k = neighbours.first[i]; k < neighbours.first[i + 1]; k++)
			sum += neighbours.weight[k];
		for (size_t k = neighbours.first[i]; k < neighbours.first[i + 1]; k++)
			weight[k] = neighbours.weight[k] / sum;
	}
	neighbours.weight = weight;
	return neighbours;
}

size_t neighbours_of(const struct neighbours *neighbours, size_t area)
{
	return neighbours->first[area + 1] - neighbours->first[area];
}
