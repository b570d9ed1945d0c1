/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/area_ranks.c - see area_ranks.h. */
#include "analysis/area_ranks.h"

#include "analysis/stream.h"

#include <stdlib.h>

struct drawn { double value; size_t area; };

/* The greatest first; the same value is as good as never drawn twice. */
static int by_value(const void *one, const void *other)
{
	const struct drawn *a = one, *b = other;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return (a->area > b->area) - (a->area < b->area);
}

static void future_count(const struct area_ranks_ask *ask, uint64_t future, struct drawn *drawn, uint32_t *counts)
{
	struct stream stream = stream_open(ask->seed, future);

	for (size_t i = 0; i < ask->count; i++)
		drawn[i] = (struct drawn){ ask->estimates[i] + ask->errors[i] * stream_normal(&stream), i };
	qsort(drawn, ask->count, sizeof(*drawn), by_value);
	for (size_t place = 0; place < ask->count; place++)
		counts[drawn[place].area * ask->count + place]++;
}

/* The first place that no more than the tail lies before. */
static size_t place_at(const uint32_t *counts, size_t count, double tail)
{
	double sum = 0;

	for (size_t place = 0; place < count; place++) {
		sum += counts[place];
		if (sum > tail)
			return place + 1;
	}
	return count;
}

static struct area_rank rank_of(const struct area_ranks_ask *ask, const uint32_t *counts)
{
	double draws = (double)ask->draws, tail = (1 - ask->level) / 2 * draws;
	struct area_rank found = { .low = place_at(counts, ask->count, tail),
		.high = place_at(counts, ask->count, draws - tail - 0.5), .share_first = counts[0] / draws };

	for (size_t place = 0; place < ask->count; place++) {
		found.mean += (double)(place + 1) * counts[place] / draws;
		if (place + ask->last >= ask->count)
			found.share_last += counts[place] / draws;
	}
	return found;
}

struct area_rank *area_ranks(struct arena *arena, const struct area_ranks_ask *ask)
{
	struct area_rank *found = arena_array(arena, struct area_rank, ask->count + 1);
	struct drawn *drawn = arena_array(arena, struct drawn, ask->count + 1);
	uint32_t *counts = arena_array(arena, uint32_t, ask->count * ask->count + 1);

	for (size_t future = 0; future < ask->draws; future++)
		future_count(ask, future, drawn, counts);
	for (size_t i = 0; i < ask->count; i++)
		found[i] = rank_of(ask, &counts[i * ask->count]);
	return found;
}
