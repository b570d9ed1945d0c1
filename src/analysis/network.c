/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/network.c - see network.h. */
#include "analysis/network.h"

#include <math.h>
#include <string.h>

static int32_t *numbers(struct arena *arena, int32_t count, int32_t value)
{
	int32_t *found = arena_array(arena, int32_t, (size_t)count + 1);

	for (int32_t i = 0; i <= count; i++)
		found[i] = value;
	return found;
}

/* ---- Made of arrows ---------------------------------------------------------------------- */

static void lists_make(struct arena *arena, int32_t count, const struct network_arrow *arrows,
                       size_t arrows_count, bool is_out, const int32_t **first_of, const int32_t **list_of)
{
	int32_t *first = numbers(arena, count, 0), *at = numbers(arena, count, 0);
	int32_t *list = arena_array(arena, int32_t, arrows_count + 1);

	for (size_t i = 0; i < arrows_count; i++)
		first[(is_out ? arrows[i].from : arrows[i].to) + 1]++;
	for (int32_t i = 0; i < count; i++)
		first[i + 1] += first[i];
	memcpy(at, first, ((size_t)count + 1) * sizeof(*at));
	for (size_t i = 0; i < arrows_count; i++) {
		int32_t here = is_out ? arrows[i].from : arrows[i].to;

		list[at[here]++] = is_out ? arrows[i].to : arrows[i].from;
	}
	*first_of = first;
	*list_of = list;
}

const struct network *network_make(struct arena *arena, int32_t count,
                                   const struct network_arrow *arrows, size_t arrows_count)
{
	struct network *network = arena_new(arena, struct network);

	network->count = count;
	lists_make(arena, count, arrows, arrows_count, true, &network->out_first, &network->out);
	lists_make(arena, count, arrows, arrows_count, false, &network->in_first, &network->in);
	return network;
}

/* One arrow for each pair, also when a node supplies another by several groups. */
const struct network *network_of_cascade(struct arena *arena, const struct cascade *cascade)
{
	const struct cascade_graph *graph = &cascade->graph;
	struct network_arrow *arrows = arena_array(arena, struct network_arrow, (size_t)graph->members_count + 1);
	int32_t *seen = numbers(arena, graph->nodes_count, -1);
	size_t count = 0;

	for (int32_t node = 0; node < graph->nodes_count; node++)
		for (int32_t i = cascade->owns_first[node]; i < cascade->owns_first[node + 1]; i++) {
			const struct cascade_group *group = &graph->groups[cascade->owns[i]];

			for (int32_t k = group->first; k < group->first + group->count; k++) {
				int32_t member = graph->members[k];

				if (seen[member] == node)
					continue;
				seen[member] = node;
				arrows[count++] = (struct network_arrow){ member, node };
			}
		}
	return network_make(arena, graph->nodes_count, arrows, count);
}

/* ---- Who reaches each other (Tarjan 1972, without recursion) ------------------------------ */

struct tarjan {
	const struct network *network;
	int32_t *index, *low, *stack, *way, *at;
	bool *is_on_stack;
	int32_t next, stack_count, way_count;
	int32_t *component;
};

static void tarjan_enter(struct tarjan *tarjan, int32_t node)
{
	tarjan->index[node] = tarjan->low[node] = tarjan->next++;
	tarjan->at[node] = tarjan->network->out_first[node];
	tarjan->stack[tarjan->stack_count++] = node;
	tarjan->is_on_stack[node] = true;
	tarjan->way[tarjan->way_count++] = node;
}

/* All above it on the stack, and itself, reach each other. */
static void tarjan_close(struct tarjan *tarjan, int32_t node)
{
	int32_t from = tarjan->stack_count, least = node;

	do {
		int32_t other = tarjan->stack[--from];

		tarjan->is_on_stack[other] = false;
		least = other < least ? other : least;
	} while (tarjan->stack[from] != node);
	for (int32_t i = from; i < tarjan->stack_count; i++)
		tarjan->component[tarjan->stack[i]] = least;
	tarjan->stack_count = from;
}

static void tarjan_lower(struct tarjan *tarjan, int32_t node, int32_t to)
{
	if (to < tarjan->low[node])
		tarjan->low[node] = to;
}

static void tarjan_step(struct tarjan *tarjan)
{
	int32_t node = tarjan->way[tarjan->way_count - 1];

	if (tarjan->at[node] < tarjan->network->out_first[node + 1]) {
		int32_t to = tarjan->network->out[tarjan->at[node]++];

		if (tarjan->index[to] < 0)
			tarjan_enter(tarjan, to);
		else if (tarjan->is_on_stack[to])
			tarjan_lower(tarjan, node, tarjan->index[to]);
		return;
	}
	tarjan->way_count--;
	if (tarjan->way_count > 0)
		tarjan_lower(tarjan, tarjan->way[tarjan->way_count - 1], tarjan->low[node]);
	if (tarjan->low[node] == tarjan->index[node])
		tarjan_close(tarjan, node);
}

const int32_t *network_components(struct arena *arena, const struct network *network)
{
	int32_t count = network->count;
	struct tarjan tarjan = { .network = network, .index = numbers(arena, count, -1),
		.low = numbers(arena, count, 0), .stack = numbers(arena, count, 0),
		.way = numbers(arena, count, 0), .at = numbers(arena, count, 0),
		.is_on_stack = arena_array(arena, bool, (size_t)count + 1),
		.component = numbers(arena, count, -1) };

	for (int32_t node = 0; node < count; node++) {
		if (tarjan.index[node] < 0)
			tarjan_enter(&tarjan, node);
		while (tarjan.way_count > 0)
			tarjan_step(&tarjan);
	}
	return tarjan.component;
}

/* ---- Who is reached ---------------------------------------------------------------------- */

/* Breadth first; seen[node] becomes `mark`; how many, the first too. */
static int32_t walk(const struct network *network, int32_t from, int32_t *seen, int32_t mark, int32_t *queue)
{
	int32_t count = 1;

	queue[0] = from;
	seen[from] = mark;
	for (int32_t at = 0; at < count; at++)
		for (int32_t i = network->out_first[queue[at]]; i < network->out_first[queue[at] + 1]; i++)
			if (seen[network->out[i]] != mark) {
				seen[network->out[i]] = mark;
				queue[count++] = network->out[i];
			}
	return count;
}

const int32_t *network_reaches(struct arena *arena, const struct network *network)
{
	int32_t *found = numbers(arena, network->count, 0), *queue = numbers(arena, network->count, 0);
	int32_t *seen = numbers(arena, network->count, -1);

	for (int32_t node = 0; node < network->count; node++)
		found[node] = walk(network, node, seen, node, queue) - 1;
	return found;
}

/* ---- Gates: dominators (Cooper, Harvey and Kennedy 2001) ---------------------------------- */

struct gates {
	const struct network *network;
	int32_t root;                   /* the number after the last node */
	bool *is_start;
	int32_t *order, *place;         /* nodes after those they lead to; and where they stand */
	int32_t *gate;
};

/* A component that nobody outside supplies begins by itself. */
static void starts_find(struct arena *arena, struct gates *gates)
{
	const struct network *network = gates->network;
	const int32_t *component = network_components(arena, network);
	bool *is_supplied = arena_array(arena, bool, (size_t)network->count + 1);

	for (int32_t node = 0; node < network->count; node++)
		for (int32_t i = network->in_first[node]; i < network->in_first[node + 1]; i++)
			if (component[network->in[i]] != component[node])
				is_supplied[component[node]] = true;
	for (int32_t node = 0; node < network->count; node++)
		gates->is_start[node] = !is_supplied[component[node]];
}

static void postorder(struct arena *arena, struct gates *gates)
{
	const struct network *network = gates->network;
	int32_t *way = numbers(arena, network->count, 0), *at = numbers(arena, network->count, -1);
	int32_t done = 0;

	for (int32_t start = 0; start < network->count; start++) {
		int32_t way_count = 0;

		if (!gates->is_start[start] || at[start] >= 0)
			continue;
		at[start] = network->out_first[start];
		way[way_count++] = start;
		while (way_count > 0) {
			int32_t node = way[way_count - 1], to = -1;

			while (at[node] < network->out_first[node + 1] && to < 0) {
				int32_t next = network->out[at[node]++];

				to = at[next] < 0 ? next : -1;
			}
			if (to >= 0) {
				at[to] = network->out_first[to];
				way[way_count++] = to;
			} else {
				gates->place[node] = done;
				gates->order[done++] = node;
				way_count--;
			}
		}
	}
	gates->place[gates->root] = done;
	gates->order[done] = gates->root;
}

static int32_t gates_meet(const struct gates *gates, int32_t a, int32_t b)
{
	while (a != b) {
		while (gates->place[a] < gates->place[b])
			a = gates->gate[a];
		while (gates->place[b] < gates->place[a])
			b = gates->gate[b];
	}
	return a;
}

static bool gate_better(struct gates *gates, int32_t node)
{
	const struct network *network = gates->network;
	int32_t found = gates->is_start[node] ? gates->root : -1;

	for (int32_t i = network->in_first[node]; i < network->in_first[node + 1]; i++) {
		int32_t from = network->in[i];

		if (gates->gate[from] >= 0)
			found = found < 0 ? from : gates_meet(gates, from, found);
	}
	if (found == gates->gate[node])
		return false;
	gates->gate[node] = found;
	return true;
}

const int32_t *network_gates(struct arena *arena, const struct network *network)
{
	int32_t count = network->count;
	struct gates gates = { .network = network, .root = count,
		.is_start = arena_array(arena, bool, (size_t)count + 1),
		.order = numbers(arena, count, -1), .place = numbers(arena, count, -1),
		.gate = numbers(arena, count, -1) };
	bool has_moved = true;

	starts_find(arena, &gates);
	postorder(arena, &gates);
	gates.gate[gates.root] = gates.root;
	while (has_moved) {
		has_moved = false;
		for (int32_t i = gates.place[gates.root] - 1; i >= 0; i--)
			has_moved |= gate_better(&gates, gates.order[i]);
	}
	for (int32_t node = 0; node < count; node++)
		gates.gate[node] = gates.gate[node] == gates.root ? -1 : gates.gate[node];
	return gates.gate;
}

/* ---- Joints: articulation points, arrows both ways ---------------------------------------- */

struct joints {
	const struct network *network;
	int32_t *index, *low, *parent, *at, *way;
	int32_t next, way_count;
	bool *found;
};

/* The nth neighbour of a node, whatever way the arrow points; -1 after the last. */
static int32_t neighbour(const struct network *network, int32_t node, int32_t n)
{
	int32_t out = network->out_first[node + 1] - network->out_first[node];

	if (n < out)
		return network->out[network->out_first[node] + n];
	n -= out;
	return n < network->in_first[node + 1] - network->in_first[node]
		? network->in[network->in_first[node] + n] : -1;
}

static void joints_enter(struct joints *joints, int32_t node, int32_t parent)
{
	joints->index[node] = joints->low[node] = joints->next++;
	joints->parent[node] = parent;
	joints->way[joints->way_count++] = node;
}

static void joints_leave(struct joints *joints, int32_t node)
{
	int32_t parent = joints->parent[node];

	joints->way_count--;
	if (parent < 0)
		return;
	if (joints->low[node] < joints->low[parent])
		joints->low[parent] = joints->low[node];
	if (joints->parent[parent] >= 0 && joints->low[node] >= joints->index[parent])
		joints->found[parent] = true;
}

/* How many branches grow from where the walk begins: with two it is a joint. */
static int32_t joints_walk(struct joints *joints, int32_t start)
{
	int32_t branches = 0;

	joints_enter(joints, start, -1);
	while (joints->way_count > 0) {
		int32_t node = joints->way[joints->way_count - 1];
		int32_t to = neighbour(joints->network, node, joints->at[node]++);

		if (to < 0) {
			joints_leave(joints, node);
		} else if (joints->index[to] < 0) {
			branches += node == start;
			joints_enter(joints, to, node);
		} else if (to != joints->parent[node] && joints->index[to] < joints->low[node]) {
			joints->low[node] = joints->index[to];
		}
	}
	return branches;
}

const bool *network_joints(struct arena *arena, const struct network *network)
{
	int32_t count = network->count;
	struct joints joints = { .network = network, .index = numbers(arena, count, -1),
		.low = numbers(arena, count, 0), .parent = numbers(arena, count, -1),
		.at = numbers(arena, count, 0), .way = numbers(arena, count, 0),
		.found = arena_array(arena, bool, (size_t)count + 1) };

	for (int32_t node = 0; node < count; node++)
		if (joints.index[node] < 0)
			joints.found[node] |= joints_walk(&joints, node) > 1;
	return joints.found;
}

/* ---- How often one is passed -------------------------------------------------------------- */

struct passing { int32_t *distance, *queue; double *ways, *share; int32_t count; };

static void passing_walk(const struct network *network, struct passing *passing, int32_t from)
{
	passing->count = 1;
	passing->queue[0] = from;
	passing->distance[from] = 0;
	passing->ways[from] = 1;
	for (int32_t at = 0; at < passing->count; at++) {
		int32_t node = passing->queue[at];

		for (int32_t i = network->out_first[node]; i < network->out_first[node + 1]; i++) {
			int32_t to = network->out[i];

			if (passing->distance[to] < 0) {
				passing->distance[to] = passing->distance[node] + 1;
				passing->queue[passing->count++] = to;
			}
			if (passing->distance[to] == passing->distance[node] + 1)
				passing->ways[to] += passing->ways[node];
		}
	}
}

/* Back from the farthest: shares are handed to those before. */
static void passing_back(const struct network *network, struct passing *passing, double *found)
{
	for (int32_t at = passing->count - 1; at >= 0; at--) {
		int32_t node = passing->queue[at];

		for (int32_t i = network->out_first[node]; i < network->out_first[node + 1]; i++) {
			int32_t to = network->out[i];

			if (passing->distance[to] == passing->distance[node] + 1)
				passing->share[node] += passing->ways[node] / passing->ways[to]
					* (1 + passing->share[to]);
		}
		if (at > 0)
			found[node] += passing->share[node];
	}
	for (int32_t at = 0; at < passing->count; at++) {
		int32_t node = passing->queue[at];

		passing->distance[node] = -1;
		passing->ways[node] = passing->share[node] = 0;
	}
}

const double *network_betweenness(struct arena *arena, const struct network *network)
{
	size_t count = (size_t)network->count;
	double *found = arena_array(arena, double, count + 1);
	struct passing passing = { numbers(arena, network->count, -1), numbers(arena, network->count, 0),
		arena_array(arena, double, count + 1), arena_array(arena, double, count + 1), 0 };

	for (int32_t node = 0; node < network->count; node++) {
		passing_walk(network, &passing, node);
		passing_back(network, &passing, found);
	}
	return found;
}

/* ---- Where one ends up -------------------------------------------------------------------- */

/* Who has no supplier to walk to begins anywhere. */
static double rank_round(const struct network *network, double damping, const double *now, double *next)
{
	double lost = 0, moved = 0, count = network->count;

	for (int32_t node = 0; node < network->count; node++)
		if (network->in_first[node] == network->in_first[node + 1])
			lost += now[node];
	for (int32_t node = 0; node < network->count; node++) {
		double sum = 0;

		for (int32_t i = network->out_first[node]; i < network->out_first[node + 1]; i++) {
			int32_t to = network->out[i];

			sum += now[to] / (network->in_first[to + 1] - network->in_first[to]);
		}
		next[node] = damping * (sum + lost / count) + (1 - damping) / count;
		moved += fabs(next[node] - now[node]);
	}
	return moved;
}

const double *network_rank(struct arena *arena, const struct network *network, double damping)
{
	enum { ROUNDS_MOST = 1000 };
	size_t count = (size_t)network->count;
	double *now = arena_array(arena, double, count + 1), *next = arena_array(arena, double, count + 1);
	double moved = 1;

	for (size_t i = 0; i < count; i++)
		now[i] = 1 / (double)count;
	for (int i = 0; i < ROUNDS_MOST && moved > 1e-15; i++) {
		double *before = now;

		moved = rank_round(network, damping, now, next);
		now = next;
		next = before;
	}
	return now;
}
