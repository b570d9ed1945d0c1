/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/around.c - a node with what is two steps from it, what must fail for it to fall,
 * and what stands weakest as it is.
 */
#include "modules/continuity/chain.h"

#include "analysis/cut_sets.h"
#include "analysis/dependencies.h"
#include "analysis/network.h"
#include "formats/dot.h"
#include "modules/commitments/commitments.h"
#include "modules/continuity/cascade.html.h"
#include "modules/continuity/city.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 2, DOT_SECONDS = 3, AROUND_MOST = 120, CUT_TRIALS = 200000, LEAST_BOARDS = 3 };

/* ---- Two steps around ------------------------------------------------------------------------ */

/* Marks what one sees within so many steps, against and along the arrows each on its own. */
static void steps_mark(const struct chain *chain, const int32_t *first, const int32_t *next,
                       int32_t from, int steps, bool *is_near)
{
	is_near[from] = true;
	if (!steps)
		return;
	for (int32_t i = first[from]; i < first[from + 1]; i++)
		if (chain->seen[next[i]])
			steps_mark(chain, first, next, next[i], steps - 1, is_near);
}

struct around {
	const struct chain *chain;
	bool *is_near;
	int32_t *numbers;               /* of nodes that are near, in the drawing */
	const struct cascade_group **groups;
	int32_t *group_numbers;
	size_t count, near;             /* groups; nodes that are near, itself too */
	struct carrier_list carriers;   /* of commitments that are near */
	struct dot_graph graph;
};

static bool edge_add(struct around *around, struct dot_edge *edges, const struct cascade_group *group)
{
	bool is_any = false;

	for (int32_t i = 0; i < group->count; i++) {
		int32_t member = around->chain->graph.members[group->first + i];

		if (!around->is_near[member])
			continue;
		is_any = true;
		edges[around->graph.edges_count++] = (struct dot_edge){ around->numbers[member],
			around->numbers[group->owner], group->need < group->count };
	}
	return is_any;
}

/* Who carries what is near by a contract: an edge of its own, red where the contract promises
 * less than is asked in-house. */
static void carriers_fill(struct arena *arena, struct around *around, struct dot_node *nodes,
                          struct dot_edge *edges)
{
	struct carrier_list all = around->carriers;

	around->carriers.count = 0;
	for (size_t i = 0; i < all.count; i++) {
		const struct carrier *carrier = &all.at[i];
		int32_t node = chain_find_commitment(around->chain, carrier->commitment_id);

		if (node < 0 || !around->is_near[node])
			continue;
		edges[around->graph.edges_count++] = (struct dot_edge){
			.from = (int32_t)around->graph.nodes_count, .to = around->numbers[node],
			.is_weak = carrier->weaker.len > 0 };
		nodes[around->graph.nodes_count++] = (struct dot_node){ .is_round = true,
			.label = carrier->contract.len ? carrier->supplier : str_of(_("No contract in force")),
			.link = carrier->contract.len ? arena_print(arena, "/contracts/%.*s",
				STR(carrier->contract)) : S("") };
		all.at[around->carriers.count++] = *carrier;
	}
}

static void edges_fill(struct arena *arena, struct around *around, struct dot_node *nodes)
{
	const struct cascade_graph *graph = &around->chain->graph;
	struct dot_edge *edges = arena_array(arena, struct dot_edge,
		(size_t)graph->members_count + around->carriers.count + 1);

	around->groups = arena_array(arena, const struct cascade_group *, (size_t)graph->groups_count + 1);
	around->group_numbers = arena_array(arena, int32_t, (size_t)graph->groups_count + 1);
	for (int32_t i = 0; i < graph->groups_count; i++)
		if (around->is_near[graph->groups[i].owner] && edge_add(around, edges, &graph->groups[i])) {
			around->group_numbers[around->count] = i;
			around->groups[around->count++] = &graph->groups[i];
		}
	carriers_fill(arena, around, nodes, edges);
	around->graph.edges = edges;
}

static void around_fill(struct arena *arena, struct around *around, int32_t of)
{
	const struct chain *chain = around->chain;
	const struct network *network = network_of_cascade(arena, chain->cascade);
	struct dot_node *nodes = arena_array(arena, struct dot_node,
		chain->nodes.count + around->carriers.count + 1);

	around->is_near = arena_array(arena, bool, chain->nodes.count + 1);
	around->numbers = arena_array(arena, int32_t, chain->nodes.count + 1);
	steps_mark(chain, network->in_first, network->in, of, STEPS, around->is_near);
	steps_mark(chain, network->out_first, network->out, of, STEPS, around->is_near);
	for (int32_t i = 0; i < (int32_t)chain->nodes.count; i++) {
		if (!around->is_near[i])
			continue;
		around->numbers[i] = (int32_t)around->graph.nodes_count;
		nodes[around->graph.nodes_count++] = (struct dot_node){ .label = chain_name(chain, i),
			.link = chain_path(arena, chain, i), .is_chosen = i == of,
			.is_round = !chain->nodes.at[i].commitment_id };
	}
	around->near = around->graph.nodes_count;
	around->graph.nodes = nodes;
	edges_fill(arena, around, nodes);
}

struct reply node_graph_show(struct request *request, struct view *view)
{
	const struct node *node = node_of_public(view, request_param(request, "node"));
	const struct chain *chain = node ? chain_of(view) : NULL;
	int32_t at = chain ? chain_find(chain, node->id) : -1;
	struct around around = { .chain = chain };
	bool is_large;
	struct out *out;

	if (at < 0)
		return reply_not_found(request);
	around.carriers = carriers_today(view);
	around_fill(request->arena, &around, at);
	around.graph.id = "around";
	around.graph.title = arena_print(request->arena, _("Two steps around %.*s"), STR(node->name));
	around.graph.finding = arena_print(request->arena, plural((int64_t)around.near - 1,
		"%lld other node", "%lld other nodes"), (long long)around.near - 1);
	is_large = around.graph.nodes_count > AROUND_MOST;
	out = page_begin(request, view, str_z(request->arena, around.graph.title));
	around_head(out, node);
	if (is_large || !dot_show(out, &around.graph, DOT_SECONDS))
		around_undrawn(out, is_large);
	around_table(out, chain, around.groups, around.group_numbers, around.count);
	if (around.carriers.count)
		around_carriers(out, chain, around.carriers);
	return page_end(request, 200);
}

/* ---- What must fail ------------------------------------------------------------------------------ */

struct reply node_cuts_show(struct request *request, struct view *view)
{
	const struct node *node = node_of_public(view, request_param(request, "node"));
	const struct chain *chain = node ? chain_of(view) : NULL;
	struct cut_sets_ask ask = { .node = chain ? chain_find(chain, node->id) : -1, .order = 3,
		.hours = INFINITY, .trials_most = CUT_TRIALS, .most = 2000 };
	struct cut_sets sets;
	bool *is_shown;
	int64_t shown = 0;
	struct out *out;

	if (ask.node < 0)
		return reply_not_found(request);
	sets = cut_sets(request->arena, chain->cascade, &ask);
	is_shown = arena_array(request->arena, bool, sets.count + 1);
	for (size_t i = 0; i < sets.count; i++) {
		is_shown[i] = true;
		for (int32_t k = 0; k < sets.at[i].count; k++)
			is_shown[i] &= chain->seen[sets.at[i].nodes[k]] != NULL;
		shown += is_shown[i];
	}
	out = page_begin(request, view, arena_print(request->arena, _("What must fail for %.*s to fall"),
		STR(node->name)).at);
	cuts_head(out, node, &sets, shown);
	if (shown)
		cuts_table(out, chain, &sets, is_shown);
	return page_end(request, 200);
}

/* ---- What stands weakest ---------------------------------------------------------------------------- */

static size_t gaps_seen(struct arena *arena, const struct chain *chain, struct recovery_gap **gaps)
{
	size_t count = recovery_gaps(arena, chain->cascade, gaps), kept = 0;

	for (size_t i = 0; i < count; i++) {
		const struct recovery_gap *gap = &(*gaps)[i];

		if (recovery_gap_is_open(gap) && chain->seen[gap->member]
		    && chain->seen[chain->graph.groups[gap->group].owner])
			(*gaps)[kept++] = *gap;
	}
	return kept;
}

static size_t circles_seen(struct arena *arena, const struct chain *chain, struct circle **found)
{
	size_t count = circles(arena, chain->cascade, found), kept = 0;

	for (size_t i = 0; i < count; i++) {
		bool is_seen = true;

		for (int32_t k = 0; k < (*found)[i].count; k++)
			is_seen &= chain->seen[(*found)[i].nodes[k]] != NULL;
		if (is_seen)
			(*found)[kept++] = (*found)[i];
	}
	return kept;
}

/* Boards of all who can be reached along the arrows. */
static int64_t boards_after(const struct chain *chain, const struct network *network, int32_t node,
                            int32_t *stack, int32_t *reached, int32_t mark, int64_t *boards)
{
	int32_t depth = 0;
	int64_t count = 0;

	stack[depth++] = node;
	reached[node] = mark;
	while (depth) {
		int32_t at = stack[--depth];
		int64_t board = at == node ? 0 : chain->boards[at], k = 0;

		while (k < count && boards[k] != board)
			k++;
		if (board && k == count)
			boards[count++] = board;
		for (int32_t i = network->out_first[at]; i < network->out_first[at + 1]; i++)
			if (reached[network->out[i]] != mark) {
				reached[network->out[i]] = mark;
				stack[depth++] = network->out[i];
			}
	}
	return count;
}

static int by_boards(const void *a, const void *b)
{
	const struct common_node *x = a, *y = b;

	if (x->boards != y->boards)
		return x->boards > y->boards ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

size_t common_nodes(struct arena *arena, const struct chain *chain, struct common_node **common)
{
	const struct network *network = network_of_cascade(arena, chain->cascade);
	size_t nodes = chain->nodes.count, count = 0;
	int32_t *stack = arena_array(arena, int32_t, nodes + 1), *reached = arena_array(arena, int32_t, nodes + 1);
	int64_t *boards = arena_array(arena, int64_t, nodes + 1);

	*common = arena_array(arena, struct common_node, nodes + 1);
	for (int32_t i = 0; i < (int32_t)nodes; i++) {
		int64_t found = chain->seen[i] ? boards_after(chain, network, i, stack, reached, i + 1, boards) : 0;

		if (found >= LEAST_BOARDS)
			(*common)[count++] = (struct common_node){ i, found };
	}
	qsort(*common, count, sizeof(**common), by_boards);
	return count;
}

/* Who does not see the graph of the city knows only the number of those who stand on a node
 * themselves; it is told from three. */
static size_t common_seen(struct view *view, const struct chain *chain, struct common_node **common)
{
	struct node_boards_list all;
	size_t count = 0;

	if (city_graph_is_seen(view))
		return common_nodes(view_arena(view), chain, common);
	all = node_boards_all(view);
	*common = arena_array(view_arena(view), struct common_node, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		int32_t node = chain_find(chain, all.at[i].node_id);

		if (node >= 0 && chain->seen[node] && !chain->nodes.at[node].commitment_id
		    && all.at[i].boards >= LEAST_BOARDS)
			(*common)[count++] = (struct common_node){ node, all.at[i].boards };
	}
	qsort(*common, count, sizeof(**common), by_boards);
	return count;
}

struct reply weak_show(struct request *request, struct view *view)
{
	const struct chain *chain;
	struct recovery_gap *gaps;
	struct circle *found;
	struct common_node *common;
	size_t gap_count, circle_count, common_count;
	struct out *out;

	if (!graph_is_open(view))
		return graph_closed_show(request, view, _("What stands weakest"));
	chain = chain_of(view);
	gap_count = gaps_seen(request->arena, chain, &gaps);
	circle_count = circles_seen(request->arena, chain, &found);
	common_count = common_seen(view, chain, &common);
	out = page_begin(request, view, _("What stands weakest"));
	weak_head(out);
	impossible_box(out, chain, gaps, gap_count);
	circles_box(out, chain, found, circle_count);
	common_box(out, chain, common, common_count, city_graph_is_seen(view));
	return page_end(request, 200);
}
