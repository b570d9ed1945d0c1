/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/dependencies.c - see dependencies.h. */
#include "analysis/dependencies.h"

#include "analysis/network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Recovery that is too slow ----------------------------------------------------------- */

bool recovery_gap_is_open(const struct recovery_gap *gap)
{
	return !gap->has_alternative && gap->gap > 0;
}

static bool gap_of(const struct cascade_graph *graph, int32_t id, int32_t member, struct recovery_gap *gap)
{
	const struct cascade_group *group = &graph->groups[id];
	const struct cascade_node *owner = &graph->nodes[group->owner], *node = &graph->nodes[member];

	*gap = (struct recovery_gap){ .group = id, .member = member,
		.recovery = node->repair.high + node->restart, .tolerable = owner->tolerable,
		.holds = group->delay + group->buffer.low, .has_alternative = group->need < group->count };
	gap->gap = gap->recovery + owner->restart - gap->holds - gap->tolerable;
	return owner->has_tolerable && node->repair.middle > 0 && gap->recovery > gap->tolerable;
}

static int by_gap(const void *a, const void *b)
{
	const struct recovery_gap *x = a, *y = b;

	if (recovery_gap_is_open(x) != recovery_gap_is_open(y))
		return recovery_gap_is_open(x) ? -1 : 1;
	if (x->gap != y->gap)
		return x->gap > y->gap ? -1 : 1;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->member > y->member) - (x->member < y->member);
}

size_t recovery_gaps(struct arena *arena, const struct cascade *cascade, struct recovery_gap **gaps)
{
	const struct cascade_graph *graph = &cascade->graph;
	size_t count = 0;

	*gaps = arena_array(arena, struct recovery_gap, (size_t)graph->members_count + 1);
	for (int32_t id = 0; id < graph->groups_count; id++)
		for (int32_t i = 0; i < graph->groups[id].count; i++)
			count += gap_of(graph, id, graph->members[graph->groups[id].first + i], &(*gaps)[count]);
	qsort(*gaps, count, sizeof(**gaps), by_gap);
	return count;
}

/* ---- Circles ----------------------------------------------------------------------------- */

static bool is_supplied(const struct cascade *cascade, int32_t node, const bool *is_down)
{
	const struct cascade_graph *graph = &cascade->graph;

	for (int32_t i = cascade->owns_first[node]; i < cascade->owns_first[node + 1]; i++) {
		const struct cascade_group *group = &graph->groups[cascade->owns[i]];
		int32_t up = 0;

		for (int32_t k = group->first; k < group->first + group->count; k++)
			up += !is_down[graph->members[k]];
		if (up < group->need)
			return false;
	}
	return true;
}

/* All of them down; whoever has what it needs starts, until nobody more does. */
static int32_t stuck_count(const struct cascade *cascade, const struct circle *circle, bool *is_down)
{
	int32_t left = circle->count;
	bool has_moved = true;

	for (int32_t i = 0; i < circle->count; i++)
		is_down[circle->nodes[i]] = true;
	while (has_moved) {
		has_moved = false;
		for (int32_t i = 0; i < circle->count; i++)
			if (is_down[circle->nodes[i]] && is_supplied(cascade, circle->nodes[i], is_down)) {
				is_down[circle->nodes[i]] = false;
				has_moved = true;
				left--;
			}
	}
	for (int32_t i = 0; i < circle->count; i++)
		is_down[circle->nodes[i]] = false;
	return left;
}

static int by_stuck(const void *a, const void *b)
{
	const struct circle *x = a, *y = b;

	if (x->stuck != y->stuck)
		return x->stuck > y->stuck ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->nodes[0] > y->nodes[0]) - (x->nodes[0] < y->nodes[0]);
}

/* Nodes sorted by component: lists one after the other, rising within each. */
static int32_t *by_component(struct arena *arena, const int32_t *component, int32_t nodes, int32_t *first)
{
	int32_t *sorted = arena_array(arena, int32_t, (size_t)nodes + 1);
	int32_t *at = arena_array(arena, int32_t, (size_t)nodes + 1);

	for (int32_t i = 0; i < nodes; i++)
		first[component[i] + 1]++;
	for (int32_t i = 0; i < nodes; i++)
		first[i + 1] += first[i];
	memcpy(at, first, (size_t)nodes * sizeof(*at));
	for (int32_t i = 0; i < nodes; i++)
		sorted[at[component[i]]++] = i;
	return sorted;
}

size_t circles(struct arena *arena, const struct cascade *cascade, struct circle **found)
{
	const struct network *network = network_of_cascade(arena, cascade);
	int32_t nodes = cascade->graph.nodes_count;
	const int32_t *component = network_components(arena, network);
	int32_t *first = arena_array(arena, int32_t, (size_t)nodes + 1);
	const int32_t *sorted = by_component(arena, component, nodes, first);
	bool *is_down = arena_array(arena, bool, (size_t)nodes + 1);
	size_t count = 0;

	*found = arena_array(arena, struct circle, (size_t)nodes + 1);
	for (int32_t i = 0; i < nodes; i++) {
		struct circle circle = { .nodes = &sorted[first[i]], .count = first[i + 1] - first[i] };

		if (circle.count < 2)
			continue;
		circle.stuck = stuck_count(cascade, &circle, is_down);
		(*found)[count++] = circle;
	}
	qsort(*found, count, sizeof(**found), by_stuck);
	return count;
}
