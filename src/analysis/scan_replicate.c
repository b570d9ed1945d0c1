/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scan_replicate.c - see scan_inside.h: the highest score where nothing is clustered. */
#include "analysis/scan_inside.h"

#include "analysis/parallel.h"
#include "analysis/stream.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <string.h>

/* So many replicates are looked at side by side, [cell * LANES + lane], in two quads: the
 * widest that every processor has. */
enum { QUAD = 4, LANES = 2 * QUAD };
typedef float quad __attribute__((vector_size(QUAD * sizeof(float))));
typedef int32_t quad_mask __attribute__((vector_size(QUAD * sizeof(int32_t))));

/* Walker's table: a cell by lot in one step, by its expected number. */
struct alias { size_t count; uint32_t *other; double *keep; };

struct replicating {
	const struct scanning *scanning;
	struct alias alias;
	double expected;                /* of all cells together */
	uint32_t *cases;                /* the area of each, for SCAN_permutation */
	size_t cases_count;
	struct replicating_hand { float *counted; uint32_t *cases, *swapped; } *hands;
};

/* ---- Drawing ----------------------------------------------------------------------------- */

static size_t below(struct stream *stream, size_t count)
{
	size_t found = (size_t)(stream_share(stream) * (double)count);

	return found < count ? found : count - 1;
}

static struct alias alias_make(struct arena *arena, const double *weights, size_t count, double all)
{
	struct alias alias = { count, arena_array(arena, uint32_t, count), arena_array(arena, double, count) };
	uint32_t *stack = arena_array(arena, uint32_t, count);
	size_t small = 0, large = count;

	for (size_t i = 0; i < count; i++) {
		alias.keep[i] = weights[i] / all * (double)count;
		alias.other[i] = (uint32_t)i;
		stack[alias.keep[i] < 1 ? small++ : --large] = (uint32_t)i;
	}
	while (small && large < count) {
		uint32_t little = stack[--small], much = stack[large];

		alias.other[little] = much;
		alias.keep[much] -= 1 - alias.keep[little];
		if (alias.keep[much] < 1) {
			large++;
			stack[small++] = much;
		}
	}
	while (small)
		alias.keep[stack[--small]] = 1;
	return alias;
}

static void cases_draw(const struct replicating *replicating, struct stream *stream, float *counted)
{
	const struct scanning *scanning = replicating->scanning;
	double share = fmin(replicating->expected / scanning->total, 1);
	double cases = scanning->ask->kind == SCAN_expectation
		? (double)stream_poisson(stream, replicating->expected)
		: qbinom(stream_share(stream), scanning->total, share > 1 - 1e-12 ? 1 : share, 1, 0);

	for (double i = 0; i < cases; i++) {
		size_t cell = below(stream, replicating->alias.count);

		if (stream_share(stream) >= replicating->alias.keep[cell])
			cell = replicating->alias.other[cell];
		counted[cell * LANES]++;
	}
}

/* Which of all cases are those of the last times; afterwards all lie as before. */
static void times_draw(const struct replicating *replicating, struct replicating_hand *hand,
                       struct stream *stream, float *counted)
{
	const struct scan_ask *ask = replicating->scanning->ask;
	size_t drawn = 0;

	for (size_t w = 0; w < ask->windows; w++)
		for (size_t i = 0; i < ask->areas; i++)
			for (double left = replicating->scanning->counted[w * ask->areas + i]; left > 0; left--) {
				size_t at = drawn + below(stream, replicating->cases_count - drawn);
				uint32_t area = hand->cases[at];

				hand->cases[at] = hand->cases[drawn];
				hand->cases[drawn] = area;
				hand->swapped[drawn++] = (uint32_t)at;
				counted[(w * ask->areas + area) * LANES]++;
			}
	while (drawn-- > 0) {
		uint32_t area = hand->cases[drawn];

		hand->cases[drawn] = hand->cases[hand->swapped[drawn]];
		hand->cases[hand->swapped[drawn]] = area;
	}
}

/* Counts of the last windows together, of LANES replicates. */
static void lanes_draw(const struct replicating *replicating, struct replicating_hand *hand, size_t group)
{
	const struct scan_ask *ask = replicating->scanning->ask;
	size_t cells = ask->windows * ask->areas;

	memset(hand->counted, 0, cells * LANES * sizeof(*hand->counted));
	for (size_t lane = 0; lane < LANES && group * LANES + lane < ask->replicates; lane++) {
		struct stream stream = stream_open(ask->seed, group * LANES + lane);
		float *counted = hand->counted + lane;

		if (ask->kind == SCAN_permutation)
			times_draw(replicating, hand, &stream, counted);
		else
			cases_draw(replicating, &stream, counted);
	}
	for (size_t i = ask->areas * LANES; i < cells * LANES; i++)
		hand->counted[i] += hand->counted[i - ask->areas * LANES];
}

/* ---- Looking ----------------------------------------------------------------------------- */

struct seen { double highest[LANES]; quad nearly[2]; };

/* One window of a centre: in which lanes is there something that may be higher than what was
 * seen? */
static bool may_be_higher(const float *counted, const uint32_t *nearest, const float *expected,
                          size_t count, float inverse, const struct seen *seen)
{
	quad left = { 0 }, right = { 0 }, left_nearly = seen->nearly[0], right_nearly = seen->nearly[1];
	quad_mask higher = { 0 };

	for (size_t k = 0; k < count; k++) {
		const quad *at = (const quad *)(counted + (size_t)nearest[k] * LANES);
		float spread = expected[k] - expected[k] * expected[k] * inverse;
		quad left_more, right_more;

		left += at[0];
		right += at[1];
		left_more = left - expected[k];
		right_more = right - expected[k];
		higher |= (left_more > 0.0f) & (left_more * left_more > left_nearly * spread);
		higher |= (right_more > 0.0f) & (right_more * right_more > right_nearly * spread);
	}
	return higher[0] | higher[1] | higher[2] | higher[3];
}

static void lane_look(const struct scanning *scanning, const float *counted, const uint32_t *nearest,
                      const float *expected, size_t count, struct seen *seen, size_t lane)
{
	double total = scanning->total, sum = 0;

	for (size_t k = 0; k < count; k++) {
		double more, spread = total > 0 ? expected[k] * (1 - expected[k] / total) : expected[k];

		sum += (double)counted[nearest[k] * LANES + lane];
		more = sum - expected[k];
		if (more > 0 && more * more >= seen->highest[lane] * spread * (1 - 1e-6))
			seen->highest[lane] = fmax(seen->highest[lane], scan_score(sum, expected[k], total));
	}
	seen->nearly[lane / QUAD][lane % QUAD] = (float)(seen->highest[lane] * (1 - 1e-4));
}

/* One window of all centres: what is looked at then lies near. */
static void window_look(const struct replicating *replicating, const float *counted, size_t w,
                        struct seen *seen)
{
	const struct scanning *scanning = replicating->scanning;
	const struct scan_ask *ask = scanning->ask;
	float inverse = scanning->total > 0 ? (float)(1 / scanning->total) : 0;
	const float *sums = scanning->expected_sums + w * scanning->zones.from[ask->areas];

	for (size_t centre = 0; centre < ask->areas; centre++) {
		size_t from = scanning->zones.from[centre], count = scanning->zones.from[centre + 1] - from;
		const uint32_t *nearest = scanning->zones.nearest + from;

		if (!may_be_higher(counted, nearest, sums + from, count, inverse, seen))
			continue;
		for (size_t lane = 0; lane < LANES; lane++)
			lane_look(scanning, counted, nearest, sums + from, count, seen, lane);
	}
}

static void group_look(void *context, int thread, size_t group)
{
	struct replicating *replicating = context;
	const struct scan_ask *ask = replicating->scanning->ask;
	struct replicating_hand *hand = &replicating->hands[thread];
	struct seen seen = { 0 };

	lanes_draw(replicating, hand, group);
	for (size_t w = 0; w < ask->windows; w++)
		window_look(replicating, hand->counted + w * ask->areas * LANES, w, &seen);
	for (size_t lane = 0; lane < LANES && group * LANES + lane < ask->replicates; lane++)
		replicating->scanning->highest[group * LANES + lane] = seen.highest[lane];
}

/* ---- All of it --------------------------------------------------------------------------- */

static void cases_list(struct replicating *replicating)
{
	const struct scan_ask *ask = replicating->scanning->ask;

	replicating->cases = arena_array(replicating->scanning->arena, uint32_t,
		(size_t)replicating->scanning->total);
	for (size_t i = 0; i < ask->areas * ask->times; i++)
		for (int64_t left = ask->counts[i]; left > 0; left--)
			replicating->cases[replicating->cases_count++] = (uint32_t)(i % ask->areas);
}

/* Quads are aligned as the processor wants them, which the arena need not promise. */
static float *lanes_array(struct arena *arena, size_t count)
{
	char *at = arena_take_many(arena, count + 1, LANES * sizeof(float));

	return (float *)(at + (sizeof(quad) - (uintptr_t)at % sizeof(quad)) % sizeof(quad));
}

static void hands_make(struct replicating *replicating, int threads)
{
	struct arena *arena = replicating->scanning->arena;
	const struct scan_ask *ask = replicating->scanning->ask;

	replicating->hands = arena_array(arena, struct replicating_hand, (size_t)threads);
	for (int i = 0; i < threads; i++) {
		struct replicating_hand *hand = &replicating->hands[i];

		hand->counted = lanes_array(arena, ask->windows * ask->areas);
		if (ask->kind != SCAN_permutation)
			continue;
		hand->cases = arena_array(arena, uint32_t, replicating->cases_count);
		hand->swapped = arena_array(arena, uint32_t, replicating->cases_count);
		memcpy(hand->cases, replicating->cases, replicating->cases_count * sizeof(*hand->cases));
	}
}

void scan_replicate(struct scanning *scanning)
{
	const struct scan_ask *ask = scanning->ask;
	struct replicating replicating = { .scanning = scanning };
	size_t cells = ask->windows * ask->areas;

	if (!ask->replicates)
		return;
	for (size_t i = 0; i < cells; i++)
		replicating.expected += scanning->expected[i];
	if (ask->kind == SCAN_permutation)
		cases_list(&replicating);
	else if (replicating.expected > 0)
		replicating.alias = alias_make(scanning->arena, scanning->expected, cells, replicating.expected);
	hands_make(&replicating, parallel_within(ask->threads));
	parallel_for(ask->threads, (ask->replicates + LANES - 1) / LANES, group_look, &replicating);
}
