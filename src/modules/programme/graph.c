/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/graph.c - does what follows upon each other come back to itself?
 *
 * Edges whose end leads nowhere are taken away until none is left or every one that is left
 * leads on; then from any of them the way comes back to where it has been.
 */
#include "modules/programme/folder.h"

#include <stdlib.h>

struct graph {
	const struct graph_edge *edges;
	size_t count, node_count;
	struct str *nodes;              /* sorted, each once */
	size_t *from, *to;              /* of each edge, as numbers of nodes */
	size_t *leads_on;               /* how many edges are left that begin in a node */
	bool *is_gone;
};

static int node_order(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static size_t node_of(const struct graph *graph, struct str name)
{
	const struct str *found = bsearch(&name, graph->nodes, graph->node_count, sizeof name, node_order);

	return (size_t)(found - graph->nodes);
}

static void nodes_gather(struct graph *graph)
{
	size_t kept = 0;

	for (size_t i = 0; i < graph->count; i++) {
		graph->nodes[2 * i] = graph->edges[i].from;
		graph->nodes[2 * i + 1] = graph->edges[i].to;
	}
	qsort(graph->nodes, 2 * graph->count, sizeof *graph->nodes, node_order);
	for (size_t i = 0; i < 2 * graph->count; i++)
		if (!kept || !str_equals(graph->nodes[kept - 1], graph->nodes[i]))
			graph->nodes[kept++] = graph->nodes[i];
	graph->node_count = kept;
}

static struct graph graph_of(struct arena *arena, const struct graph_edge *edges, size_t count)
{
	struct graph graph = { .edges = edges, .count = count,
		.nodes = arena_array(arena, struct str, 2 * count),
		.from = arena_array(arena, size_t, count), .to = arena_array(arena, size_t, count),
		.leads_on = arena_array(arena, size_t, 2 * count),
		.is_gone = arena_array(arena, bool, count) };

	nodes_gather(&graph);
	for (size_t i = 0; i < count; i++) {
		graph.from[i] = node_of(&graph, edges[i].from);
		graph.to[i] = node_of(&graph, edges[i].to);
		graph.leads_on[graph.from[i]]++;
	}
	return graph;
}

/* Answers how many are left. */
static size_t edges_take_away(struct graph *graph)
{
	size_t left = graph->count, before = left + 1;

	while (left != before) {
		before = left;
		for (size_t i = 0; i < graph->count; i++)
			if (!graph->is_gone[i] && !graph->leads_on[graph->to[i]]) {
				graph->is_gone[i] = true;
				graph->leads_on[graph->from[i]]--;
				left--;
			}
	}
	return left;
}

/* The edge that is left and goes on from the end of another. */
static size_t edge_after(const struct graph *graph, size_t edge)
{
	size_t i = 0;

	while (graph->is_gone[i] || graph->from[i] != graph->to[edge])
		i++;
	return i;
}

struct str graph_circle(struct arena *arena, const struct graph_edge *edges, size_t count)
{
	struct graph graph;
	size_t first = 0, at;
	struct str words;

	if (!count)
		return S("");
	graph = graph_of(arena, edges, count);
	if (!edges_take_away(&graph))
		return S("");
	while (graph.is_gone[first])
		first++;
	for (size_t steps = 0; steps < count; steps++)  /* so far on it is within a circle */
		first = edge_after(&graph, first);
	words = edges[first].from;
	at = first;
	do {
		words = arena_print(arena, "%.*s → %.*s", STR(words), STR(edges[at].to));
		at = edge_after(&graph, at);
	} while (graph.from[at] != graph.from[first]);
	return words;
}
