/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/collapse.c - see collapse.h. */
#include "analysis/collapse.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <stdlib.h>
#include <string.h>

struct collapse *collapse_open(const struct cascade *cascade, double hours)
{
	size_t nodes = (size_t)cascade->graph.nodes_count, groups = (size_t)cascade->graph.groups_count;
	struct collapse *collapse = scratch_zeroed(1, sizeof(*collapse));

	collapse->cascade = cascade;
	collapse->down = scratch_zeroed(nodes + 1, sizeof(*collapse->down));
	collapse->is_down = scratch_zeroed(nodes + 1, sizeof(*collapse->is_down));
	collapse->lost = scratch_zeroed(groups + 1, sizeof(*collapse->lost));
	collapse->spare = scratch_zeroed(groups + 1, sizeof(*collapse->spare));
	for (size_t g = 0; g < groups; g++)
		collapse->spare[g] = cascade->holds[g] >= hours ? INT32_MAX
			: cascade->graph.groups[g].count - cascade->graph.groups[g].need;
	return collapse;
}

void collapse_close(struct collapse *collapse)
{
	free(collapse->down);
	free(collapse->is_down);
	free(collapse->lost);
	free(collapse->spare);
	free(collapse);
}

static void fall(struct collapse *collapse, int32_t node)
{
	if (collapse->is_down[node])
		return;
	collapse->is_down[node] = true;
	collapse->down[collapse->count++] = node;
}

void collapse_fail(struct collapse *collapse, int32_t node)
{
	const struct cascade *cascade = collapse->cascade;
	int32_t at = collapse->count;

	fall(collapse, node);
	for (; at < collapse->count; at++) {
		int32_t now = collapse->down[at];

		for (int32_t i = cascade->uses_first[now]; i < cascade->uses_first[now + 1]; i++) {
			int32_t group = cascade->uses[i];

			if (collapse->lost[group]++ == collapse->spare[group])
				fall(collapse, cascade->graph.groups[group].owner);
		}
	}
}

void collapse_undo(struct collapse *collapse, int32_t count)
{
	const struct cascade *cascade = collapse->cascade;

	while (collapse->count > count) {
		int32_t node = collapse->down[--collapse->count];

		collapse->is_down[node] = false;
		for (int32_t i = cascade->uses_first[node]; i < cascade->uses_first[node + 1]; i++)
			collapse->lost[cascade->uses[i]]--;
	}
}

static double node_weight(const struct cascade *cascade, int32_t node)
{
	const struct cascade_node *found = &cascade->graph.nodes[node];

	return found->has_tolerable ? found->weight : 0;
}

/* ---- One node ---------------------------------------------------------------------------- */

struct singles {
	struct collapse **collapses;    /* of each thread */
	int32_t **seen;                 /* of each thread: units, the last node (and one) that reached them */
	struct single_failure *found;
};

static int32_t units_count(const struct cascade *cascade)
{
	int32_t most = -1;

	for (int32_t i = 0; i < cascade->graph.nodes_count; i++)
		if (cascade->graph.nodes[i].unit > most)
			most = cascade->graph.nodes[i].unit;
	return most + 1;
}

static void single_one(void *context, int thread, size_t item)
{
	struct singles *singles = context;
	struct collapse *collapse = singles->collapses[thread];
	struct single_failure *found = &singles->found[item];
	int32_t *seen = singles->seen[thread];

	found->node = (int32_t)item;
	collapse_fail(collapse, found->node);
	found->falls = collapse->count - 1;
	for (int32_t i = 1; i < collapse->count; i++) {
		const struct cascade_node *node = &collapse->cascade->graph.nodes[collapse->down[i]];

		if (!node->has_tolerable)
			continue;
		found->commitments++;
		found->weight += node->weight;
		if (node->unit >= 0 && seen[node->unit] != found->node + 1) {
			seen[node->unit] = found->node + 1;
			found->units++;
		}
	}
	collapse_undo(collapse, 0);
}

static int by_weight(const void *a, const void *b)
{
	const struct single_failure *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->falls != y->falls)
		return x->falls > y->falls ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static int threads_of(int asked)
{
	return asked < 1 ? 1 : asked > PARALLEL_MOST ? PARALLEL_MOST : asked;
}

struct single_failure *single_failures(struct arena *arena, const struct cascade *cascade,
                                       double hours, int threads)
{
	size_t nodes = (size_t)cascade->graph.nodes_count;
	struct collapse *collapses[PARALLEL_MOST];
	int32_t *seen[PARALLEL_MOST];
	struct singles singles = { collapses, seen, arena_array(arena, struct single_failure, nodes + 1) };

	threads = threads_of(threads);
	for (int i = 0; i < threads; i++) {
		collapses[i] = collapse_open(cascade, hours);
		seen[i] = scratch_zeroed((size_t)units_count(cascade) + 1, sizeof(**seen));
	}
	parallel_for(threads, nodes, single_one, &singles);
	for (int i = 0; i < threads; i++) {
		collapse_close(collapses[i]);
		free(seen[i]);
	}
	qsort(singles.found, nodes, sizeof(*singles.found), by_weight);
	return singles.found;
}

/* ---- Two nodes --------------------------------------------------------------------------- */

/* What each node takes with it, and by whom each node is taken: lists one after the other. */
struct reach {
	size_t nodes;
	int64_t *takes_first, *taken_first;
	int32_t *takes, *taken;         /* both in rising order of the node that fails */
	double *weight;                 /* of the commitments it takes, itself too */
};

struct doubles_hand {
	struct collapse *collapse;
	int32_t *group_seen, *node_seen;        /* the one (and one) for which it was */
	int32_t *tried;
	int64_t *apart;                 /* a node is in the other's reach: the number of the trial */
	int64_t trial;
	int64_t tried_count, worse;
	struct double_failure *kept;
	size_t kept_count;
};

struct doubles {
	const struct cascade *cascade;
	struct reach reach;
	struct doubles_hand hands[PARALLEL_MOST];
	size_t most;
};

static void reach_count(void *context, int thread, size_t item)
{
	struct doubles *doubles = context;
	struct collapse *collapse = doubles->hands[thread].collapse;
	double weight = 0;

	collapse_fail(collapse, (int32_t)item);
	for (int32_t i = 0; i < collapse->count; i++)
		weight += node_weight(doubles->cascade, collapse->down[i]);
	doubles->reach.weight[item] = weight;
	doubles->reach.takes_first[item + 1] = collapse->count;
	collapse_undo(collapse, 0);
}

static void reach_fill(void *context, int thread, size_t item)
{
	struct doubles *doubles = context;
	struct collapse *collapse = doubles->hands[thread].collapse;

	collapse_fail(collapse, (int32_t)item);
	memcpy(&doubles->reach.takes[doubles->reach.takes_first[item]], collapse->down,
		(size_t)collapse->count * sizeof(*collapse->down));
	collapse_undo(collapse, 0);
}

static void taken_fill(struct reach *reach)
{
	int64_t *at = scratch_grow(NULL, reach->nodes + 1, sizeof(*at));

	for (int64_t i = 0; i < reach->takes_first[reach->nodes]; i++)
		reach->taken_first[reach->takes[i] + 1]++;
	for (size_t i = 0; i < reach->nodes; i++)
		reach->taken_first[i + 1] += reach->taken_first[i];
	memcpy(at, reach->taken_first, (reach->nodes + 1) * sizeof(*at));
	for (size_t node = 0; node < reach->nodes; node++)
		for (int64_t i = reach->takes_first[node]; i < reach->takes_first[node + 1]; i++)
			reach->taken[at[reach->takes[i]]++] = (int32_t)node;
	free(at);
}

static bool reach_make(struct doubles *doubles, int threads)
{
	struct reach *reach = &doubles->reach;

	parallel_for(threads, reach->nodes, reach_count, doubles);
	for (size_t i = 0; i < reach->nodes; i++)
		reach->takes_first[i + 1] += reach->takes_first[i];
	if (reach->takes_first[reach->nodes] > DOUBLE_REACH_MOST)
		return false;
	reach->takes = scratch_grow(NULL, (size_t)reach->takes_first[reach->nodes], sizeof(*reach->takes));
	reach->taken = scratch_grow(NULL, (size_t)reach->takes_first[reach->nodes], sizeof(*reach->taken));
	parallel_for(threads, reach->nodes, reach_fill, doubles);
	taken_fill(reach);
	return true;
}

static int by_worse(const void *a, const void *b)
{
	const struct double_failure *x = a, *y = b;
	double more_x = x->weight - x->weight_apart, more_y = y->weight - y->weight_apart;
	int32_t falls_x = x->falls - x->falls_apart, falls_y = y->falls - y->falls_apart;

	if (more_x != more_y)
		return more_x > more_y ? -1 : 1;
	if (falls_x != falls_y)
		return falls_x > falls_y ? -1 : 1;
	if (x->one != y->one)
		return x->one < y->one ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static size_t kept_sort(struct double_failure *kept, size_t count, size_t most)
{
	qsort(kept, count, sizeof(*kept), by_worse);
	return count < most ? count : most;
}

static void keep(struct doubles *doubles, struct doubles_hand *hand, const struct double_failure *pair)
{
	if (hand->kept_count == 4 * doubles->most)
		hand->kept_count = kept_sort(hand->kept, hand->kept_count, doubles->most);
	hand->kept[hand->kept_count++] = *pair;
}

/* One has failed already; what does the other add that it does not take alone? */
static void pair_try(struct doubles *doubles, struct doubles_hand *hand, int32_t one, int32_t other)
{
	const struct reach *reach = &doubles->reach;
	struct collapse *collapse = hand->collapse;
	int32_t before = collapse->count;
	struct double_failure pair = { .one = one, .other = other, .falls_apart = before,
		.weight_apart = reach->weight[one] };

	hand->trial++;
	hand->tried_count++;
	for (int64_t i = reach->takes_first[other]; i < reach->takes_first[other + 1]; i++)
		hand->apart[reach->takes[i]] = hand->trial;
	if (hand->apart[one] == hand->trial)
		return;                 /* the other takes the one, and all with it */
	collapse_fail(collapse, other);
	pair.falls = collapse->count;
	for (int32_t i = before; i < collapse->count; i++)
		if (hand->apart[collapse->down[i]] == hand->trial) {
			pair.falls_apart++;
			pair.weight_apart += node_weight(doubles->cascade, collapse->down[i]);
		}
	pair.weight = pair.weight_apart;
	for (int32_t i = before; i < collapse->count; i++)
		if (hand->apart[collapse->down[i]] != hand->trial)
			pair.weight += node_weight(doubles->cascade, collapse->down[i]);
	collapse_undo(collapse, before);
	if (pair.falls == pair.falls_apart)
		return;
	hand->worse++;
	keep(doubles, hand, &pair);
}

/* Everyone above `one` who takes this member of a weakened group. */
static void takers_try(struct doubles *doubles, struct doubles_hand *hand, int32_t one, int32_t member)
{
	const struct reach *reach = &doubles->reach;

	for (int64_t i = reach->taken_first[member + 1]; i-- > reach->taken_first[member];) {
		int32_t other = reach->taken[i];

		if (other <= one)
			return;
		if (hand->tried[other] == one + 1 || hand->collapse->is_down[other])
			continue;
		hand->tried[other] = one + 1;
		pair_try(doubles, hand, one, other);
	}
}

static void group_weakened(struct doubles *doubles, struct doubles_hand *hand, int32_t one, int32_t id)
{
	const struct cascade_group *group = &doubles->cascade->graph.groups[id];
	struct collapse *collapse = hand->collapse;

	if (hand->group_seen[id] == one + 1 || collapse->spare[id] == INT32_MAX
	    || collapse->lost[id] > collapse->spare[id] || collapse->is_down[group->owner])
		return;
	hand->group_seen[id] = one + 1;
	for (int32_t i = group->first; i < group->first + group->count; i++) {
		int32_t member = doubles->cascade->graph.members[i];

		if (collapse->is_down[member] || hand->node_seen[member] == one + 1)
			continue;
		hand->node_seen[member] = one + 1;
		takers_try(doubles, hand, one, member);
	}
}

static void doubles_of(void *context, int thread, size_t item)
{
	struct doubles *doubles = context;
	struct doubles_hand *hand = &doubles->hands[thread];
	const struct cascade *cascade = doubles->cascade;
	int32_t one = (int32_t)item, count;

	collapse_fail(hand->collapse, one);
	count = hand->collapse->count;
	for (int32_t at = 0; at < count; at++) {
		int32_t node = hand->collapse->down[at];

		for (int32_t i = cascade->uses_first[node]; i < cascade->uses_first[node + 1]; i++)
			group_weakened(doubles, hand, one, cascade->uses[i]);
	}
	collapse_undo(hand->collapse, 0);
}

static void doubles_open(struct doubles *doubles, double hours, int threads)
{
	size_t nodes = doubles->reach.nodes, groups = (size_t)doubles->cascade->graph.groups_count;

	doubles->reach.takes_first = scratch_zeroed(nodes + 1, sizeof(int64_t));
	doubles->reach.taken_first = scratch_zeroed(nodes + 1, sizeof(int64_t));
	doubles->reach.weight = scratch_zeroed(nodes + 1, sizeof(double));
	for (int i = 0; i < threads; i++)
		doubles->hands[i] = (struct doubles_hand){
			.collapse = collapse_open(doubles->cascade, hours),
			.group_seen = scratch_zeroed(groups + 1, sizeof(int32_t)),
			.node_seen = scratch_zeroed(nodes + 1, sizeof(int32_t)),
			.tried = scratch_zeroed(nodes + 1, sizeof(int32_t)),
			.apart = scratch_zeroed(nodes + 1, sizeof(int64_t)),
			.kept = scratch_grow(NULL, 4 * doubles->most + 1, sizeof(struct double_failure)) };
}

static void doubles_close(struct doubles *doubles, int threads)
{
	for (int i = 0; i < threads; i++) {
		struct doubles_hand *hand = &doubles->hands[i];

		collapse_close(hand->collapse);
		free(hand->group_seen);
		free(hand->node_seen);
		free(hand->tried);
		free(hand->apart);
		free(hand->kept);
	}
	free(doubles->reach.takes_first);
	free(doubles->reach.taken_first);
	free(doubles->reach.takes);
	free(doubles->reach.taken);
	free(doubles->reach.weight);
}

/* The worst of all threads: the order is whole, so who found them does not matter. */
static void doubles_gather(struct arena *arena, const struct doubles *doubles, int threads,
                           struct double_failures *found)
{
	size_t nodes = doubles->reach.nodes;

	*found = (struct double_failures){ .pairs = (int64_t)(nodes * (nodes - (nodes > 0)) / 2),
		.worst = arena_array(arena, struct double_failure,
			4 * doubles->most * (size_t)threads + 1) };
	for (int i = 0; i < threads; i++) {
		const struct doubles_hand *hand = &doubles->hands[i];

		memcpy(&found->worst[found->count], hand->kept, hand->kept_count * sizeof(*hand->kept));
		found->count += hand->kept_count;
		found->tried += hand->tried_count;
		found->worse += hand->worse;
	}
	found->count = kept_sort(found->worst, found->count, doubles->most);
}

bool double_failures(struct arena *arena, const struct cascade *cascade, double hours, size_t most,
                     int threads, struct double_failures *found)
{
	struct doubles doubles = { .cascade = cascade, .most = most ? most : 1,
		.reach.nodes = (size_t)cascade->graph.nodes_count };
	bool is_made;

	threads = threads_of(threads);
	doubles_open(&doubles, hours, threads);
	is_made = reach_make(&doubles, threads);
	if (is_made) {
		parallel_for(threads, doubles.reach.nodes, doubles_of, &doubles);
		doubles_gather(arena, &doubles, threads, found);
	}
	doubles_close(&doubles, threads);
	return is_made;
}
