/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/cascade_draws.c - see cascade.h: many futures. */
#include "analysis/cascade.h"

#include "analysis/parallel.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is drawn beside the buffers of groups has numbers above theirs. */
static uint64_t repair_key(const struct cascade *cascade, int32_t node)
{
	return (uint64_t)cascade->graph.groups_count + (uint64_t)node;
}

static double repair_quantile(const struct cascade *cascade, int32_t node, uint64_t seed, uint64_t draw)
{
	return spread_quantile(cascade->graph.nodes[node].repair,
		share_of(seed, draw, repair_key(cascade, node)));
}

/* The least of them that so large a share is not above; sorted. */
static double sorted_quantile(const double *sorted, size_t count, double share)
{
	size_t rank = (size_t)ceil(share * (double)count);

	return sorted[rank > 0 ? rank - 1 : 0];
}

/* ---- Each node alone --------------------------------------------------------------------- */

struct hurting {
	const struct cascade *cascade;
	const struct cascade_hurts_ask *ask;
	struct cascade_run **runs;              /* one per thread */
	double *harms;                          /* draws, one after the other, of each node */
	struct cascade_hurt *hurts;
};

static double outage_hours(const struct hurting *hurting, int32_t node, size_t draw)
{
	const struct cascade_hurts_ask *ask = hurting->ask;
	const struct spread *repair = &hurting->cascade->graph.nodes[node].repair;

	if (!(repair->middle > 0))
		return ask->hours;
	return ask->is_drawn ? repair_quantile(hurting->cascade, node, ask->seed, draw) : repair->middle;
}

static void falls_count(const struct cascade_run *run, struct cascade_hurt *hurt)
{
	for (size_t i = 0; i < run->falls_count; i++) {
		const struct cascade_fall *fall = &run->falls[i];
		const struct cascade_node *node = &run->cascade->graph.nodes[fall->node];

		hurt->falls += fall->node != hurt->node;
		hurt->beyond += node->has_tolerable && fall->to - fall->from > node->tolerable;
	}
}

static void hurt_close(struct cascade_hurt *hurt, double *harms, size_t draws, double yearly)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < draws; i++) {
		sum += harms[i];
		hurt->share += harms[i] > 0;
	}
	hurt->harm = sum / (double)draws;
	for (size_t i = 0; i < draws; i++)
		squares += (harms[i] - hurt->harm) * (harms[i] - hurt->harm);
	hurt->harm_error = draws > 1 ? sqrt(squares / (double)(draws - 1) / (double)draws) : 0;
	sorted_rising(harms, draws);
	hurt->harm_high = sorted_quantile(harms, draws, 0.95);
	hurt->share /= (double)draws;
	hurt->falls /= (double)draws;
	hurt->beyond /= (double)draws;
	hurt->yearly = hurt->harm * yearly;
}

static void hurt_one(void *context, int thread, size_t item)
{
	struct hurting *hurting = context;
	const struct cascade_hurts_ask *ask = hurting->ask;
	struct cascade_run *run = hurting->runs[thread];
	struct cascade_hurt *hurt = &hurting->hurts[item];
	double *harms = &hurting->harms[item * ask->draws];

	hurt->node = ask->nodes ? ask->nodes[item] : (int32_t)item;
	for (size_t draw = 0; draw < ask->draws; draw++) {
		struct cascade_outage outage = { hurt->node, 0, outage_hours(hurting, hurt->node, draw) };

		cascade_go(run, &(struct cascade_ask){ .outages = &outage, .outages_count = 1,
			.until = ask->until, .is_drawn = ask->is_drawn, .seed = ask->seed, .draw = draw });
		harms[draw] = cascade_harm(run);
		falls_count(run, hurt);
	}
	hurt_close(hurt, harms, ask->draws, hurting->cascade->graph.nodes[hurt->node].yearly);
}

static int by_harm(const void *a, const void *b)
{
	const struct cascade_hurt *x = a, *y = b;

	if (x->harm != y->harm)
		return x->harm > y->harm ? -1 : 1;
	if (x->falls != y->falls)
		return x->falls > y->falls ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static struct cascade_run **runs_open(struct arena *arena, const struct cascade *cascade, int threads)
{
	struct cascade_run **runs = arena_array(arena, struct cascade_run *, PARALLEL_MOST);

	for (int i = 0; i < threads && i < PARALLEL_MOST; i++)
		runs[i] = cascade_run_open(cascade);
	return runs;
}

static void runs_close(struct cascade_run **runs)
{
	for (int i = 0; i < PARALLEL_MOST; i++)
		if (runs[i])
			cascade_run_close(runs[i]);
}

struct cascade_hurt *cascade_hurts(struct arena *arena, const struct cascade *cascade,
                                   const struct cascade_hurts_ask *ask)
{
	struct cascade_hurts_ask whole = *ask;
	struct hurting hurting = { .cascade = cascade, .ask = &whole };

	whole.count = ask->nodes ? ask->count : (size_t)cascade->graph.nodes_count;
	whole.draws = ask->draws ? ask->draws : 1;
	hurting.harms = arena_array(arena, double, whole.count * whole.draws + 1);
	hurting.hurts = arena_array(arena, struct cascade_hurt, whole.count + 1);
	hurting.runs = runs_open(arena, cascade, parallel_within(ask->threads));
	parallel_for(parallel_within(ask->threads), whole.count, hurt_one, &hurting);
	runs_close(hurting.runs);
	qsort(hurting.hurts, whole.count, sizeof(*hurting.hurts), by_harm);
	return hurting.hurts;
}

/* ---- One outage with what is uncertain --------------------------------------------------- */

/* first: hours from the start to the first fall, and one; 0: it did not fall. */
struct outlooking {
	const struct cascade *cascade;
	const struct cascade_ask *ask;
	struct cascade_run **runs;
	struct cascade_outage *outages;         /* of each thread */
	size_t draws;
	float *first;                           /* node x draws */
	uint8_t *beyond;
	double start;
};

static void outages_draw(struct outlooking *outlooking, struct cascade_outage *outages, size_t draw)
{
	const struct cascade_ask *ask = outlooking->ask;

	memcpy(outages, ask->outages, ask->outages_count * sizeof(*outages));
	for (size_t i = 0; i < ask->outages_count; i++) {
		const struct spread *repair = &outlooking->cascade->graph.nodes[outages[i].node].repair;

		if (repair->middle > 0)
			outages[i].hours *= repair_quantile(outlooking->cascade, outages[i].node,
				ask->seed, draw) / repair->middle;
	}
}

static void outlook_one(void *context, int thread, size_t draw)
{
	struct outlooking *outlooking = context;
	struct cascade_run *run = outlooking->runs[thread];
	struct cascade_ask ask = *outlooking->ask;
	struct cascade_outage *outages = &outlooking->outages[(size_t)thread * ask.outages_count];

	outages_draw(outlooking, outages, draw);
	ask.outages = outages;
	ask.is_drawn = true;
	ask.draw = draw;
	cascade_go(run, &ask);
	for (size_t i = run->falls_count; i-- > 0;) {
		const struct cascade_fall *fall = &run->falls[i];
		const struct cascade_node *node = &run->cascade->graph.nodes[fall->node];
		size_t cell = (size_t)fall->node * outlooking->draws + draw;

		outlooking->first[cell] = (float)(fall->from - outlooking->start) + 1;
		outlooking->beyond[cell] |= node->has_tolerable && fall->to - fall->from > node->tolerable;
	}
}

/* The falls of one node in all draws; false when they are too few to be told. */
static bool outlook_of(const struct outlooking *outlooking, int32_t node, double least, double *times,
                       struct cascade_outlook *outlook)
{
	size_t draws = outlooking->draws, count = 0, away = 0;

	for (size_t draw = 0; draw < draws; draw++) {
		float first = outlooking->first[(size_t)node * draws + draw];

		if (first > 0)
			times[count++] = first - 1 + outlooking->start;
		away += outlooking->beyond[(size_t)node * draws + draw];
	}
	if (count == 0 || (double)count < least * (double)draws)
		return false;
	sorted_rising(times, count);
	*outlook = (struct cascade_outlook){ .node = node, .share = (double)count / (double)draws,
		.from_low = sorted_quantile(times, count, 0.1), .from = sorted_quantile(times, count, 0.5),
		.from_high = sorted_quantile(times, count, 0.9), .beyond = (double)away / (double)draws };
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct cascade_outlook *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static double start_of(const struct cascade_ask *ask)
{
	double start = INFINITY;

	for (size_t i = 0; i < ask->outages_count; i++)
		start = fmin(start, ask->outages[i].from);
	return isfinite(start) ? start : 0;
}

size_t cascade_outlook(struct arena *arena, const struct cascade *cascade,
                       const struct cascade_ask *ask, size_t draws, int threads, double least,
                       struct cascade_outlook **outlook, bool *is_cut)
{
	size_t nodes = (size_t)cascade->graph.nodes_count, count = 0;
	size_t most = OUTLOOK_CELLS_MOST / (nodes + 1);
	struct outlooking outlooking = { .cascade = cascade, .ask = ask, .start = start_of(ask) };
	double *times;

	threads = parallel_within(threads);
	*is_cut = draws > most;
	draws = *is_cut ? most : draws;
	outlooking.draws = draws;
	outlooking.runs = runs_open(arena, cascade, threads);
	outlooking.first = arena_array(arena, float, nodes * draws + 1);
	outlooking.beyond = arena_array(arena, uint8_t, nodes * draws + 1);
	outlooking.outages = arena_array(arena, struct cascade_outage,
		(size_t)threads * ask->outages_count + 1);
	parallel_for(threads, draws, outlook_one, &outlooking);
	runs_close(outlooking.runs);
	times = arena_array(arena, double, draws + 1);
	*outlook = arena_array(arena, struct cascade_outlook, nodes + 1);
	for (size_t node = 0; node < nodes; node++)
		count += outlook_of(&outlooking, (int32_t)node, least, times, &(*outlook)[count]);
	qsort(*outlook, count, sizeof(**outlook), by_time);
	return count;
}
