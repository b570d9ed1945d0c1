/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/ranking.c - see ranking.h. */
#include "analysis/ranking_making.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- What is asked ----------------------------------------------------------------------- */

struct known_id { struct str id; size_t risk; };

static int by_id(const void *a, const void *b)
{
	const struct known_id *x = a, *y = b;
	int order = str_compare(x->id, y->id);

	return order ? order : (x->risk > y->risk) - (x->risk < y->risk);
}

/* The first risk whose id an earlier one has; count when there is none. */
static size_t twice_find(struct arena *arena, const struct ranking_ask *ask)
{
	struct known_id *ids = arena_array(arena, struct known_id, ask->count + 1);
	size_t found = ask->count;

	for (size_t i = 0; i < ask->count; i++)
		ids[i] = (struct known_id){ ask->risks[i].id, i };
	qsort(ids, ask->count, sizeof(*ids), by_id);
	for (size_t i = 1; i < ask->count; i++)
		if (str_equals(ids[i].id, ids[i - 1].id) && ids[i].risk < found)
			found = ids[i].risk;
	return found;
}

static enum ranking_fault risk_judge(const struct ranking_ask *ask, const struct ranking_risk *risk)
{
	if (!opinion_is_fine(risk->frequency))
		return RANKING_bad_frequency;
	for (size_t v = 0; v < ask->values; v++)
		if (risk->consequence[v].count && !opinion_is_fine(risk->consequence[v]))
			return RANKING_bad_consequence;
	return RANKING_fine;
}

enum ranking_fault ranking_judge(struct arena *arena, const struct ranking_ask *ask, size_t *at)
{
	struct weights weights;

	*at = 0;
	if (ask->count < 1 || ask->count > RANKING_RISKS_MOST || ask->values < 1
	    || ask->values > RANKING_VALUES_MOST || ask->draws < 1 || ask->draws > RANKING_DRAWS_MOST)
		return RANKING_too_many;
	if (ask->top < 1 || !(ask->sure > 0 && ask->sure < 1))
		return RANKING_bad_ask;
	if (!weights_make(&weights, ask->values, ask->bounds))
		return RANKING_bad_bounds;
	for (; *at < ask->count; ++*at) {
		enum ranking_fault fault = risk_judge(ask, &ask->risks[*at]);

		if (fault)
			return fault;
	}
	*at = twice_find(arena, ask);
	return *at < ask->count ? RANKING_twice : RANKING_fine;
}

/* ---- What the counts say ----------------------------------------------------------------- */

/* The first place at or before which so many of the futures are. */
static int32_t place_quantile(const uint32_t *counts, size_t places, double enough)
{
	double sum = 0;
	size_t place = 0;

	while (place < places && (sum += counts[place]) < enough)
		place++;
	return (int32_t)(place < places ? place + 1 : places);
}

/* The fewest places in a row that hold enough, and of those that hold the most. */
static void among_find(const uint32_t *counts, size_t places, double enough, struct ranking_place *place)
{
	size_t from = 0, fewest = places + 1;
	uint64_t held = 0, most = 0;

	for (size_t to = 0; to < places; to++) {
		held += counts[to];
		while (from < to && (double)(held - counts[from]) >= enough)
			held -= counts[from++];
		if ((double)held < enough || to - from + 1 > fewest
		    || (to - from + 1 == fewest && held <= most))
			continue;
		fewest = to - from + 1;
		most = held;
		place->from = (int32_t)from + 1;
		place->to = (int32_t)to + 1;
	}
	place->share_among = (double)most;
}

static void place_tell(const struct making *making, const uint32_t *counts, size_t places,
                       struct ranking_place *place)
{
	const struct ranking_ask *ask = making->ask;
	double draws = (double)ask->draws;

	place->has_place = true;
	place->low = place_quantile(counts, places, 0.05 * draws);
	place->middle = place_quantile(counts, places, 0.5 * draws);
	place->high = place_quantile(counts, places, 0.95 * draws);
	for (size_t i = 0; i < places; i++) {
		place->mean += (double)(i + 1) * counts[i] / draws;
		place->share_top += i < (size_t)ask->top ? counts[i] / draws : 0;
	}
	place->share_first = counts[0] / draws;
	place->share_top = fmin(place->share_top, 1);
	place->share_top_error = sqrt(place->share_top * (1 - place->share_top) / draws);
	among_find(counts, places, ask->sure * draws, place);
	place->share_among /= draws;
}

/* Within the bin where it lies, evenly; those that are 0 stand before all bins. */
static double loss_quantile(const struct making *making, size_t risk, size_t value, double share)
{
	const uint32_t *bins = &making->hands[0].bins[(risk * making->ask->values + value) * (BINS + 1)];
	double enough = share * (double)making->ask->draws, sum = 0;
	int bin = 0;

	while (bin < BINS && sum + bins[bin] < enough)
		sum += bins[bin++];
	if (bin == 0)
		return 0;
	return exp(making->bin_from[risk][value] + making->bin_width[risk][value]
		* (bin - 1 + (bins[bin] ? (enough - sum) / bins[bin] : 0)));
}

static struct ranking_loss loss_tell(const struct making *making, size_t risk, size_t value)
{
	const struct ranking_risk *said = &making->ask->risks[risk];

	return (struct ranking_loss){ loss_quantile(making, risk, value, 0.05),
		loss_quantile(making, risk, value, 0.5), loss_quantile(making, risk, value, 0.95),
		opinion_mean(said->frequency) * opinion_mean(said->consequence[value]) };
}

static void risk_tell(const struct making *making, size_t risk, struct ranked *ranked)
{
	const struct ranking_ask *ask = making->ask;
	size_t risks = ask->count;

	for (size_t v = 0; v < ask->values; v++) {
		if (!ranking_is_placed(&ask->risks[risk], v))
			continue;
		place_tell(making, &making->hands[0].counts[(v * risks + risk) * risks],
			making->placed[v], &ranked->in[v]);
		ranked->loss[v] = loss_tell(making, risk, v);
		ranked->combined.has_place = true;
	}
	if (ask->values == 1)
		ranked->combined = ranked->in[0];
	else if (ranked->combined.has_place)
		place_tell(making, &making->hands[0].counts[(ask->values * risks + risk) * risks],
			making->placed[ask->values], &ranked->combined);
	ranked->disagreement = opinion_disagreement(ask->risks[risk].frequency);
}

/* ---- All of it --------------------------------------------------------------------------- */

static size_t views_count(const struct ranking_ask *ask)
{
	return ask->values > 1 ? ask->values + 1 : 1;
}

static size_t counts_count(const struct ranking_ask *ask)
{
	return views_count(ask) * ask->count * ask->count;
}

static void hand_open(const struct ranking_ask *ask, struct hand *hand)
{
	hand->counts = scratch_zeroed(counts_count(ask), sizeof(*hand->counts));
	hand->bins = scratch_zeroed(ask->count * ask->values * (BINS + 1), sizeof(*hand->bins));
	hand->logs = scratch_zeroed(ask->values * BLOCK * ask->count, sizeof(*hand->logs));
	hand->keys = scratch_zeroed(ask->count, sizeof(*hand->keys));
	hand->keys_other = scratch_zeroed(ask->count, sizeof(*hand->keys));
	hand->order = scratch_zeroed(ask->count, sizeof(*hand->order));
	hand->order_other = scratch_zeroed(ask->count, sizeof(*hand->order));
}

static void hand_close(struct hand *hand)
{
	free(hand->counts);
	free(hand->bins);
	free(hand->logs);
	free(hand->keys);
	free(hand->keys_other);
	free(hand->order);
	free(hand->order_other);
}

/* Sums of whole numbers: who counted does not matter. */
static void hands_join(const struct making *making, int threads)
{
	const struct ranking_ask *ask = making->ask;

	for (int t = 1; t < threads; t++) {
		for (size_t i = 0; i < counts_count(ask); i++)
			making->hands[0].counts[i] += making->hands[t].counts[i];
		for (size_t i = 0; i < ask->count * ask->values * (BINS + 1); i++)
			making->hands[0].bins[i] += making->hands[t].bins[i];
	}
}

static const struct ranking *ranking_tell(struct arena *arena, const struct making *making)
{
	const struct ranking_ask *ask = making->ask;
	struct ranking *ranking = arena_new(arena, struct ranking);
	struct ranked *of = arena_array(arena, struct ranked, ask->count + 1);
	uint32_t *counts = arena_array(arena, uint32_t, counts_count(ask) + 1);

	for (size_t i = 0; i < ask->count; i++)
		risk_tell(making, i, &of[i]);
	memcpy(counts, making->hands[0].counts, counts_count(ask) * sizeof(*counts));
	*ranking = (struct ranking){ .count = ask->count, .values = ask->values, .draws = ask->draws,
		.of = of, .counts = counts };
	memcpy(ranking->placed, making->placed, sizeof(ranking->placed));
	return ranking;
}

const struct ranking *ranking_make(struct arena *arena, const struct ranking_ask *ask)
{
	struct making *making = ranking_ready(arena, ask);
	int threads = parallel_within(ask->threads);
	const struct ranking *ranking;

	for (int t = 0; t < threads; t++)
		hand_open(ask, &making->hands[t]);
	parallel_for(threads, (ask->draws + BLOCK - 1) / BLOCK, ranking_block, making);
	hands_join(making, threads);
	ranking = ranking_tell(arena, making);
	for (int t = 0; t < threads; t++)
		hand_close(&making->hands[t]);
	return ranking;
}

double ranking_share(const struct ranking *ranking, size_t value, size_t risk, int32_t place)
{
	size_t view = ranking->values > 1 ? value : 0;

	return ranking->counts[(view * ranking->count + risk) * ranking->count + (size_t)(place - 1)]
		/ (double)ranking->draws;
}
