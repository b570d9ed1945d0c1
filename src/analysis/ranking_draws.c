/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/ranking_draws.c - see ranking.h: the futures, and the order in each. */
#include "analysis/ranking_making.h"

#include "analysis/parallel.h"
#include "analysis/stream.h"

#include <math.h>
#include <string.h>

/* ---- What is drawn ----------------------------------------------------------------------- */

static struct stream stream_of(const struct making *making, size_t risk, size_t what, size_t block)
{
	return stream_open(making->ask->seed, making->risks[risk].number ^ ((uint64_t)what << 40 | block));
}

bool ranking_is_placed(const struct ranking_risk *risk, size_t value)
{
	return !opinion_is_zero(risk->frequency) && !opinion_is_zero(risk->consequence[value]);
}

static void members_find(struct arena *arena, struct making *making)
{
	const struct ranking_ask *ask = making->ask;

	for (size_t v = 0; v <= ask->values; v++)
		making->members[v] = arena_array(arena, size_t, ask->count + 1);
	for (size_t i = 0; i < ask->count; i++) {
		bool is_any = false;

		for (size_t v = 0; v < ask->values; v++)
			if (ranking_is_placed(&ask->risks[i], v)) {
				making->members[v][making->placed[v]++] = i;
				is_any = true;
			}
		if (is_any)
			making->members[ask->values][making->placed[ask->values]++] = i;
	}
}

/* Not the middle of all: it is 0 when most of them say so. */
static double middles_mean(struct opinion opinion)
{
	double sum = 0;

	for (size_t i = 0; i < opinion.count; i++)
		sum += estimate_quantile(opinion.said[i], 0.5) / (double)opinion.count;
	return sum;
}

static double likely_loss(const struct ranking_risk *risk, size_t value)
{
	return middles_mean(risk->frequency) * middles_mean(risk->consequence[value]);
}

static void wholes_find(struct making *making)
{
	for (size_t v = 0; v < making->ask->values; v++) {
		double sum = 0;

		for (size_t k = 0; k < making->placed[v]; k++)
			sum += likely_loss(&making->ask->risks[making->members[v][k]], v);
		making->whole[v] = log(sum);
	}
}

static void risks_ready(struct arena *arena, struct making *making)
{
	const struct ranking_ask *ask = making->ask;

	for (size_t i = 0; i < ask->count; i++) {
		struct ready_risk *ready = &making->risks[i];

		ready->number = str_number(ask->risks[i].id);
		ready->frequency = drawer_make(arena, ask->risks[i].frequency);
		for (size_t v = 0; v < ask->values; v++) {
			const struct drawer *drawer = &ready->consequence[v];

			ready->consequence[v] = drawer_make(arena, ask->risks[i].consequence[v]);
			making->bin_from[i][v] = ready->frequency.least + drawer->least;
			making->bin_width[i][v] = (ready->frequency.most + drawer->most
				- making->bin_from[i][v]) / BINS;
		}
	}
}

struct making *ranking_ready(struct arena *arena, const struct ranking_ask *ask)
{
	struct making *making = arena_new(arena, struct making);

	making->ask = ask;
	making->risks = arena_array(arena, struct ready_risk, ask->count + 1);
	making->hands = arena_array(arena, struct hand, PARALLEL_MOST);
	weights_make(&making->weights, ask->values, ask->bounds);
	members_find(arena, making);
	wholes_find(making);
	risks_ready(arena, making);
	return making;
}

static float *logs_at(const struct making *making, struct hand *hand, size_t value, size_t future)
{
	return &hand->logs[(value * BLOCK + future) * making->ask->count];
}

static void bin_add(const struct making *making, struct hand *hand, size_t risk, size_t value, double log_loss)
{
	double at = (log_loss - making->bin_from[risk][value]) / making->bin_width[risk][value];
	size_t bin = at > 0 ? (at < BINS ? (size_t)at + 1 : BINS) : log_loss > -INFINITY;

	hand->bins[(risk * making->ask->values + value) * (BINS + 1) + bin]++;
}

static void risk_draw(const struct making *making, struct hand *hand, size_t risk, size_t block, size_t count)
{
	const struct ready_risk *ready = &making->risks[risk];
	struct stream stream = stream_of(making, risk, FREQUENCY, block);
	double often[BLOCK], much[BLOCK];

	drawer_draw(&ready->frequency, &stream, often, count);
	for (size_t v = 0; v < making->ask->values; v++) {
		if (!ranking_is_placed(&making->ask->risks[risk], v))
			continue;
		stream = stream_of(making, risk, CONSEQUENCE + v, block);
		drawer_draw(&ready->consequence[v], &stream, much, count);
		for (size_t d = 0; d < count; d++) {
			logs_at(making, hand, v, d)[risk] = (float)(often[d] + much[d]);
			bin_add(making, hand, risk, v, often[d] + much[d]);
		}
	}
}

/* ---- The order in one future ------------------------------------------------------------- */

/* Greater numbers have lower keys: whole numbers are sorted quicker than any. */
static uint32_t key_of(float x)
{
	uint32_t bits;

	memcpy(&bits, &x, sizeof(bits));
	return ~(bits & 0x80000000u ? ~bits : bits | 0x80000000u);
}

/* By eight bits at a time, from the last. */
static void sort(struct hand *hand, size_t count)
{
	uint32_t first[4][256] = { { 0 } };

	for (size_t i = 0; i < count; i++)
		for (int byte = 0; byte < 4; byte++)
			first[byte][hand->keys[i] >> 8 * byte & 255]++;
	for (int byte = 0; byte < 4; byte++) {
		uint32_t sum = 0, *keys = hand->keys;
		uint16_t *order = hand->order;

		for (int i = 0; i < 256; i++) {
			uint32_t here = first[byte][i];

			first[byte][i] = sum;
			sum += here;
		}
		for (size_t i = 0; i < count; i++) {
			uint32_t to = first[byte][keys[i] >> 8 * byte & 255]++;

			hand->keys_other[to] = keys[i];
			hand->order_other[to] = order[i];
		}
		hand->keys = hand->keys_other;
		hand->order = hand->order_other;
		hand->keys_other = keys;
		hand->order_other = order;
	}
}

/* Those that are equal come in an order by lot. */
static void equals_shuffle(const struct making *making, struct hand *hand, size_t count, uint64_t future)
{
	for (size_t i = 0; i + 1 < count; i++) {
		size_t alike = 1;

		while (i + alike < count && hand->keys[i + alike] == hand->keys[i])
			alike++;
		for (size_t k = alike; k > 1; k--) {
			size_t with = (size_t)(share_of(making->ask->seed, future, i + k) * (double)k);
			uint16_t kept = hand->order[i + k - 1];

			hand->order[i + k - 1] = hand->order[i + with];
			hand->order[i + with] = kept;
		}
		i += alike - 1;
	}
}

/* keys and order are there. */
static void places_count(const struct making *making, struct hand *hand, size_t view, uint64_t future)
{
	size_t count = making->placed[view], risks = making->ask->count;
	uint32_t *counts = &hand->counts[view * risks * risks];

	sort(hand, count);
	equals_shuffle(making, hand, count, future);
	for (size_t i = 0; i < count; i++)
		counts[hand->order[i] * risks + i]++;
}

static void value_count(const struct making *making, struct hand *hand, size_t value, size_t d, uint64_t future)
{
	const float *logs = logs_at(making, hand, value, d);

	for (size_t k = 0; k < making->placed[value]; k++) {
		size_t risk = making->members[value][k];

		hand->keys[k] = key_of(logs[risk]);
		hand->order[k] = (uint16_t)risk;
	}
	places_count(making, hand, value, future);
}

static void combined_count(const struct making *making, struct hand *hand, size_t d, uint64_t future)
{
	const struct ranking_ask *ask = making->ask;
	struct stream stream = stream_open(ask->seed ^ UINT64_MAX, future);
	double drawn[WEIGHTS_MOST], sums[RANKING_RISKS_MOST];
	const size_t *all = making->members[ask->values];

	weights_draw(&making->weights, &stream, drawn);
	memset(sums, 0, ask->count * sizeof(*sums));
	for (size_t v = 0; v < ask->values; v++) {
		const float *logs = logs_at(making, hand, v, d);

		for (size_t k = 0; k < making->placed[v]; k++) {
			size_t risk = making->members[v][k];

			sums[risk] += drawn[v] * exp((double)logs[risk] - making->whole[v]);
		}
	}
	for (size_t k = 0; k < making->placed[ask->values]; k++) {
		hand->keys[k] = key_of((float)sums[all[k]]);
		hand->order[k] = (uint16_t)all[k];
	}
	places_count(making, hand, ask->values, future);
}

void ranking_block(void *context, int thread, size_t block)
{
	const struct making *making = context;
	const struct ranking_ask *ask = making->ask;
	struct hand *hand = &making->hands[thread];
	size_t from = block * BLOCK, count = ask->draws - from < BLOCK ? ask->draws - from : BLOCK;

	for (size_t i = 0; i < ask->count; i++)
		risk_draw(making, hand, i, block, count);
	for (size_t d = 0; d < count; d++) {
		for (size_t v = 0; v < ask->values; v++)
			value_count(making, hand, v, d, from + d);
		if (ask->values > 1)
			combined_count(making, hand, d, from + d);
	}
}

/* ---- Two of them ------------------------------------------------------------------------- */

struct pairing {
	const struct making *making;
	const struct ranking_pair *pairs;
	size_t value;
	double *shares;
};

/* The same numbers as in the futures of the ranking. */
static void losses_draw(const struct making *making, size_t risk, size_t value, size_t block,
                        size_t count, double *logs)
{
	struct stream often = stream_of(making, risk, FREQUENCY, block);
	struct stream much = stream_of(making, risk, CONSEQUENCE + value, block);
	double consequence[BLOCK];

	drawer_draw(&making->risks[risk].frequency, &often, logs, count);
	drawer_draw(&making->risks[risk].consequence[value], &much, consequence, count);
	for (size_t d = 0; d < count; d++)
		logs[d] += consequence[d];
}

static void pair_do(void *context, int thread, size_t item)
{
	const struct pairing *pairing = context;
	const struct ranking_ask *ask = pairing->making->ask;
	const struct ranking_pair *pair = &pairing->pairs[item];
	double one[BLOCK], other[BLOCK], above = 0;

	(void)thread;
	for (size_t from = 0; from < ask->draws; from += BLOCK) {
		size_t count = ask->draws - from < BLOCK ? ask->draws - from : BLOCK;

		losses_draw(pairing->making, pair->one, pairing->value, from / BLOCK, count, one);
		losses_draw(pairing->making, pair->other, pairing->value, from / BLOCK, count, other);
		for (size_t d = 0; d < count; d++)
			above += (one[d] > other[d]) + 0.5 * (one[d] == other[d]);
	}
	pairing->shares[item] = above / (double)ask->draws;
}

void ranking_pairs(struct arena *arena, const struct ranking_ask *ask, size_t value,
                   const struct ranking_pair *pairs, size_t count, double *shares)
{
	struct pairing pairing = { ranking_ready(arena, ask), pairs, value, shares };

	parallel_for(ask->threads, count, pair_do, &pairing);
}
