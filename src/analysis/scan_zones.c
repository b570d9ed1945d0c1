/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scan_zones.c - see scan_inside.h: which areas are nearest to which. */
#include "analysis/scan_inside.h"

#include "analysis/parallel.h"

#include <math.h>
#include <stdlib.h>

struct near { double far; uint32_t area; };

struct finding {
	const struct scan_ask *ask;
	const double *exposure;
	double exposure_all;
	size_t most;
	struct near *heaps;             /* `most` per thread */
	uint32_t *found;                /* `most` per centre */
	size_t *count;
};

static bool is_farther(const struct near *one, const struct near *other)
{
	return one->far > other->far || (one->far == other->far && one->area > other->area);
}

static int by_nearness(const void *one, const void *other)
{
	return is_farther(one, other) ? 1 : is_farther(other, one) ? -1 : 0;
}

/* The farthest of a heap stands first. */
static void heap_sink(struct near *heap, size_t count, size_t at)
{
	for (;;) {
		size_t child = 2 * at + 1;
		struct near kept = heap[at];

		if (child + 1 < count && is_farther(&heap[child + 1], &heap[child]))
			child++;
		if (child >= count || !is_farther(&heap[child], &kept))
			return;
		heap[at] = heap[child];
		heap[child] = kept;
		at = child;
	}
}

static void heap_rise(struct near *heap, size_t at)
{
	while (at && is_farther(&heap[at], &heap[(at - 1) / 2])) {
		struct near kept = heap[at];

		heap[at] = heap[(at - 1) / 2];
		heap[(at - 1) / 2] = kept;
		at = (at - 1) / 2;
	}
}

static size_t nearest_of(const struct finding *finding, struct near *heap, size_t centre)
{
	const struct scan_ask *ask = finding->ask;
	size_t count = 0;

	for (size_t i = 0; i < ask->areas; i++) {
		double across = ask->x[i] - ask->x[centre], up = ask->y[i] - ask->y[centre];
		struct near near = { sqrt(across * across + up * up), (uint32_t)i };

		if (near.far > ask->radius_most)
			continue;
		if (count < finding->most) {
			heap[count] = near;
			heap_rise(heap, count++);
		} else if (is_farther(&heap[0], &near)) {
			heap[0] = near;
			heap_sink(heap, count, 0);
		}
	}
	qsort(heap, count, sizeof(*heap), by_nearness);
	return count;
}

/* As many of the nearest as have no more of all exposure than they may; one at least. */
static void centre_find(void *context, int thread, size_t centre)
{
	struct finding *finding = context;
	struct near *heap = finding->heaps + (size_t)thread * finding->most;
	size_t count = nearest_of(finding, heap, centre), kept = 0;
	double sum = 0, most = finding->ask->share_most * finding->exposure_all * (1 + 1e-12);

	while (kept < count) {
		sum += finding->exposure[heap[kept].area];
		if (kept && sum > most)
			break;
		finding->found[centre * finding->most + kept] = heap[kept].area;
		kept++;
	}
	finding->count[centre] = kept;
}

struct scan_zones scan_zones_make(struct arena *arena, const struct scan_ask *ask, const double *exposure)
{
	size_t most = ask->nearest_most < ask->areas ? ask->nearest_most : ask->areas;
	struct finding finding = { .ask = ask, .exposure = exposure, .most = most,
		.heaps = arena_array(arena, struct near, most * (size_t)parallel_within(ask->threads)),
		.found = arena_array(arena, uint32_t, most * ask->areas),
		.count = arena_array(arena, size_t, ask->areas) };
	struct scan_zones zones = { .from = arena_array(arena, size_t, ask->areas + 1) };

	for (size_t i = 0; i < ask->areas; i++)
		finding.exposure_all += exposure[i];
	parallel_for(ask->threads, ask->areas, centre_find, &finding);
	for (size_t i = 0; i < ask->areas; i++)
		zones.from[i + 1] = zones.from[i] + finding.count[i];
	zones.nearest = arena_array(arena, uint32_t, zones.from[ask->areas]);
	for (size_t i = 0; i < ask->areas; i++)
		for (size_t k = 0; k < finding.count[i]; k++)
			zones.nearest[zones.from[i] + k] = finding.found[i * most + k];
	return zones;
}
