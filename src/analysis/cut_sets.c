/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/cut_sets.c - see cut_sets.h. */
#include "analysis/cut_sets.h"

#include "analysis/collapse.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct search {
	const struct cut_sets_ask *ask;
	struct collapse *now, *check;
	bool *is_fixed;                 /* cannot fail, or all its sets have been found */
	int32_t *supports;              /* a list of nodes for each depth */
	int32_t *held, hold;            /* the last support (its number) that a node was put in */
	struct cut_set chosen;
	struct cut_set *found;
	size_t count, most;
	int64_t trials;
	bool is_cut;
};

static const struct cascade *graph_of(const struct search *search)
{
	return search->now->cascade;
}

/* Of the members that stand, those that are in the support already, then those that cannot
 * fail, then others. */
static int member_rank(const struct search *search, int32_t member)
{
	if (search->held[member] == search->hold)
		return 0;
	return search->is_fixed[member] ? 1 : 2;
}

static int32_t group_hold(struct search *search, int32_t id, int32_t *support, int32_t count)
{
	const struct cascade *cascade = graph_of(search);
	const struct cascade_group *group = &cascade->graph.groups[id];
	int32_t need = group->need;

	for (int rank = 0; rank <= 2 && need > 0; rank++)
		for (int32_t i = group->first; i < group->first + group->count && need > 0; i++) {
			int32_t member = cascade->graph.members[i];

			if (search->now->is_down[member] || member_rank(search, member) != rank)
				continue;
			need--;
			if (rank == 0)
				continue;
			search->held[member] = search->hold;
			support[count++] = member;
		}
	return count;
}

/* A set of standing nodes, the chosen one first, in which everyone has what it needs. */
static int32_t support_find(struct search *search, int32_t *support)
{
	const struct cascade *cascade = graph_of(search);
	int32_t count = 1;

	search->hold++;
	support[0] = search->ask->node;
	search->held[search->ask->node] = search->hold;
	for (int32_t at = 0; at < count; at++)
		for (int32_t i = cascade->owns_first[support[at]]; i < cascade->owns_first[support[at] + 1]; i++)
			if (search->now->spare[cascade->owns[i]] != INT32_MAX)
				count = group_hold(search, cascade->owns[i], support, count);
	return count;
}

/* No part of the chosen ones takes the node down: enough to leave one out at a time. */
static bool is_minimal(struct search *search)
{
	for (int32_t left = 0; left < search->chosen.count; left++) {
		bool falls;

		for (int32_t i = 0; i < search->chosen.count; i++)
			if (i != left)
				collapse_fail(search->check, search->chosen.nodes[i]);
		falls = search->check->is_down[search->ask->node];
		collapse_undo(search->check, 0);
		if (falls)
			return false;
	}
	return true;
}

static int by_number(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void set_found(struct search *search)
{
	struct cut_set *set;

	if (!is_minimal(search))
		return;
	if (search->count == search->most) {
		search->is_cut = true;
		return;
	}
	set = &search->found[search->count++];
	*set = search->chosen;
	qsort(set->nodes, (size_t)set->count, sizeof(*set->nodes), by_number);
}

/* Sets of exactly `order` nodes that begin with the chosen ones. */
static void search_from(struct search *search, int32_t order)
{
	int32_t depth = search->chosen.count, before = search->now->count;
	int32_t *support = &search->supports[(size_t)depth * (size_t)graph_of(search)->graph.nodes_count];
	int32_t count = support_find(search, support), tried = 0;

	for (int32_t i = 0; i < count && !search->is_cut; i++) {
		int32_t node = support[i];

		if (search->is_fixed[node])
			continue;
		if (++search->trials > search->ask->trials_most) {
			search->is_cut = true;
			break;
		}
		search->chosen.nodes[search->chosen.count++] = node;
		collapse_fail(search->now, node);
		if (search->now->is_down[search->ask->node]) {
			if (search->chosen.count == order)
				set_found(search);
		} else if (search->chosen.count < order) {
			search_from(search, order);
		}
		collapse_undo(search->now, before);
		search->chosen.count--;
		search->is_fixed[node] = true;          /* all sets with it have been found */
		support[tried++] = node;
	}
	while (tried > 0)
		search->is_fixed[support[--tried]] = false;
}

static int by_set(const void *a, const void *b)
{
	const struct cut_set *x = a, *y = b;

	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	for (int32_t i = 0; i < x->count; i++)
		if (x->nodes[i] != y->nodes[i])
			return x->nodes[i] < y->nodes[i] ? -1 : 1;
	return 0;
}

static void search_open(struct search *search, struct arena *arena, const struct cascade *cascade)
{
	size_t nodes = (size_t)cascade->graph.nodes_count;

	search->now = collapse_open(cascade, search->ask->hours);
	search->check = collapse_open(cascade, search->ask->hours);
	search->is_fixed = scratch_zeroed(nodes + 1, sizeof(bool));
	search->held = scratch_zeroed(nodes + 1, sizeof(int32_t));
	search->supports = scratch_grow(NULL, nodes * CUT_ORDER_MOST + 1, sizeof(int32_t));
	search->found = arena_array(arena, struct cut_set, search->most + 1);
	for (size_t i = 0; i < nodes; i++)
		search->is_fixed[i] = search->ask->may_fail ? !search->ask->may_fail[i]
			: (int32_t)i == search->ask->node;
}

static void search_close(struct search *search)
{
	collapse_close(search->now);
	collapse_close(search->check);
	free(search->is_fixed);
	free(search->held);
	free(search->supports);
}

struct cut_sets cut_sets(struct arena *arena, const struct cascade *cascade,
                         const struct cut_sets_ask *asked)
{
	enum { SETS_MOST = 10000, TRIALS_MOST = 5000000 };
	struct cut_sets_ask ask = *asked;
	struct search search = { .ask = &ask, .most = ask.most ? ask.most : SETS_MOST };
	struct cut_sets sets = { 0 };

	ask.trials_most = ask.trials_most ? ask.trials_most : TRIALS_MOST;
	search_open(&search, arena, cascade);
	for (int32_t order = 1; order <= ask.order && order <= CUT_ORDER_MOST && !search.is_cut; order++) {
		search_from(&search, order);
		if (!search.is_cut)
			sets.whole_order = order;
		/* A larger set with a single one in it would not be minimal. */
		for (size_t i = 0; order == 1 && i < search.count; i++)
			search.is_fixed[search.found[i].nodes[0]] = true;
	}
	search_close(&search);
	qsort(search.found, search.count, sizeof(*search.found), by_set);
	sets.at = search.found;
	sets.count = search.count;
	sets.is_whole = !search.is_cut;
	return sets;
}
