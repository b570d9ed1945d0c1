/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/cascade.c - see cascade.h: the graph and one future of it. */
#include "analysis/cascade.h"

#include "analysis/scratch.h"
#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- The graph --------------------------------------------------------------------------- */

static bool is_time(double hours)
{
	return hours >= 0 && hours <= CASCADE_HOURS_MOST;
}

static bool is_times(struct spread hours)
{
	return spread_is_fine(hours) && is_time(hours.low) && is_time(hours.high);
}

static enum cascade_fault node_judge(const struct cascade_node *node)
{
	if (!is_time(node->restart) || (node->has_tolerable && !is_time(node->tolerable)))
		return CASCADE_bad_time;
	if (!(node->weight >= 0 && isfinite(node->weight) && node->yearly >= 0 && isfinite(node->yearly)))
		return CASCADE_bad_weight;
	return is_times(node->repair) ? CASCADE_fine : CASCADE_bad_repair;
}

/* seen[node]: the last group (and one) that had it as a member. */
static enum cascade_fault group_judge(const struct cascade_graph *graph, int32_t at, int32_t *seen,
                                      int32_t *member)
{
	const struct cascade_group *group = &graph->groups[at];

	*member = -1;
	if (!is_time(group->delay) || !is_times(group->buffer))
		return CASCADE_bad_buffer;
	if (group->owner < 0 || group->owner >= graph->nodes_count)
		return CASCADE_unknown_node;
	if (group->need < 1 || group->need > group->count || group->first < 0
	    || group->first > graph->members_count - group->count)
		return CASCADE_bad_need;
	for (int32_t i = group->first; i < group->first + group->count; i++) {
		int32_t node = graph->members[i];

		*member = i;
		if (node < 0 || node >= graph->nodes_count)
			return CASCADE_unknown_node;
		if (node == group->owner)
			return CASCADE_self;
		if (seen[node] == at + 1)
			return CASCADE_twice;
		seen[node] = at + 1;
	}
	return CASCADE_fine;
}

struct cascade_judged cascade_judge(struct arena *arena, const struct cascade_graph *graph)
{
	struct cascade_judged judged = { CASCADE_fine, -1, -1 };
	int32_t *seen;

	if (graph->nodes_count > CASCADE_NODES_MOST || graph->groups_count > CASCADE_GROUPS_MOST
	    || graph->members_count > CASCADE_MEMBERS_MOST) {
		judged.fault = CASCADE_too_many;
		return judged;
	}
	seen = arena_array(arena, int32_t, (size_t)graph->nodes_count + 1);
	for (int32_t i = 0; !judged.fault && i < graph->nodes_count; i++)
		judged = (struct cascade_judged){ node_judge(&graph->nodes[i]), i, -1 };
	for (int32_t i = 0; !judged.fault && i < graph->groups_count; i++) {
		judged.at = i;
		judged.fault = group_judge(graph, i, seen, &judged.member);
	}
	return judged;
}

bool cascade_outages_are_fine(const struct cascade_graph *graph,
                              const struct cascade_outage *outages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (outages[i].node < 0 || outages[i].node >= graph->nodes_count
		    || !(outages[i].hours > 0 && outages[i].hours <= CASCADE_HOURS_MOST)
		    || !(fabs(outages[i].from) <= CASCADE_HOURS_MOST))
			return false;
	return true;
}

/* Lists of what belongs to a node, one after the other: counted, then filled. */
static void lists_begin(int32_t *first, int32_t count)
{
	for (int32_t i = 0; i < count; i++)
		first[i + 1] += first[i];
}

static void uses_make(struct arena *arena, struct cascade *cascade)
{
	const struct cascade_graph *graph = &cascade->graph;
	size_t nodes = (size_t)graph->nodes_count;
	int32_t *first = arena_array(arena, int32_t, nodes + 1), *at = arena_array(arena, int32_t, nodes + 1);
	int32_t *uses = arena_array(arena, int32_t, (size_t)graph->members_count + 1);

	for (int32_t g = 0; g < graph->groups_count; g++)
		for (int32_t i = 0; i < graph->groups[g].count; i++)
			first[graph->members[graph->groups[g].first + i] + 1]++;
	lists_begin(first, graph->nodes_count);
	memcpy(at, first, (nodes + 1) * sizeof(*at));
	for (int32_t g = 0; g < graph->groups_count; g++)
		for (int32_t i = 0; i < graph->groups[g].count; i++)
			uses[at[graph->members[graph->groups[g].first + i]]++] = g;
	cascade->uses_first = first;
	cascade->uses = uses;
}

/* What is asked for when a buffer begins to be used. */
struct cascade_supply {
	bool is_drawn;
	double delay;
	struct spread_shape buffer;
};

static void supplies_make(struct arena *arena, struct cascade *cascade)
{
	const struct cascade_graph *graph = &cascade->graph;
	struct cascade_supply *supplies = arena_array(arena, struct cascade_supply,
		(size_t)graph->groups_count + 1);

	for (int32_t g = 0; g < graph->groups_count; g++) {
		const struct cascade_group *group = &graph->groups[g];

		supplies[g] = (struct cascade_supply){ .is_drawn = group->buffer.low != group->buffer.high,
			.delay = group->delay, .buffer = spread_shape_of(group->buffer) };
	}
	cascade->supplies = supplies;
}

static void owns_make(struct arena *arena, struct cascade *cascade)
{
	const struct cascade_graph *graph = &cascade->graph;
	size_t nodes = (size_t)graph->nodes_count;
	int32_t *first = arena_array(arena, int32_t, nodes + 1), *at = arena_array(arena, int32_t, nodes + 1);
	int32_t *owns = arena_array(arena, int32_t, (size_t)graph->groups_count + 1);
	double *holds = arena_array(arena, double, (size_t)graph->groups_count + 1);

	for (int32_t g = 0; g < graph->groups_count; g++)
		first[graph->groups[g].owner + 1]++;
	lists_begin(first, graph->nodes_count);
	memcpy(at, first, (nodes + 1) * sizeof(*at));
	for (int32_t g = 0; g < graph->groups_count; g++) {
		owns[at[graph->groups[g].owner]++] = g;
		holds[g] = graph->groups[g].delay + graph->groups[g].buffer.middle;
	}
	cascade->owns_first = first;
	cascade->owns = owns;
	cascade->holds = holds;
}

const struct cascade *cascade_make(struct arena *arena, const struct cascade_graph *graph)
{
	struct cascade *cascade = arena_new(arena, struct cascade);

	cascade->graph = *graph;
	uses_make(arena, cascade);
	owns_make(arena, cascade);
	supplies_make(arena, cascade);
	return cascade;
}

/* ---- One future -------------------------------------------------------------------------- */

/* The order in which things happen at one instant. */
enum kind { FAIL, REPAIR, RESTART, EXPIRE };

struct event { double at; int32_t kind, id; uint32_t version; };

/* What belongs to an earlier run is as if it had never been touched. */
struct node_state {
	uint32_t run;
	bool is_down;
	int32_t own;                    /* outages of its own that go on */
	int32_t missing;                /* groups without supply */
	int32_t fall;                   /* the last of its falls; -1 */
	uint32_t version;               /* of the wish to restart */
};

struct group_state {
	uint32_t run;
	int32_t owner, spare;           /* always: whose it is, members it can do without */
	int32_t lost;                   /* members that are down */
	uint32_t version;               /* of the buffer that is being used */
};

struct push { int32_t node, because; };

struct cascade_state {
	const struct cascade_ask *ask;
	struct node_state *nodes;
	struct group_state *groups;
	uint32_t run;                           /* the number of this run, from 1 */
	struct event *heap;
	size_t heap_count, heap_room;
	struct push *pushed;
	size_t pushed_count, pushed_room;
	size_t falls_room, events;
	double now;
};

struct cascade_run *cascade_run_open(const struct cascade *cascade)
{
	struct cascade_run *run = scratch_zeroed(1, sizeof(*run));
	struct cascade_state *state = scratch_zeroed(1, sizeof(*state));
	size_t nodes = (size_t)cascade->graph.nodes_count + 1, groups = (size_t)cascade->graph.groups_count + 1;

	run->cascade = cascade;
	run->state = state;
	state->nodes = scratch_zeroed(nodes, sizeof(*state->nodes));
	state->groups = scratch_zeroed(groups, sizeof(*state->groups));
	for (int32_t g = 0; g < cascade->graph.groups_count; g++) {
		const struct cascade_group *group = &cascade->graph.groups[g];

		state->groups[g].owner = group->owner;
		state->groups[g].spare = group->count - group->need;
	}
	return run;
}

void cascade_run_close(struct cascade_run *run)
{
	free(run->state->nodes);
	free(run->state->groups);
	free(run->state->heap);
	free(run->state->pushed);
	free(run->state);
	free(run->falls);
	free(run);
}

static bool is_before(const struct event *a, const struct event *b)
{
	if (a->at != b->at)
		return a->at < b->at;
	return a->kind != b->kind ? a->kind < b->kind : a->id < b->id;
}

static void event_add(struct cascade_state *state, struct event event)
{
	size_t i = state->heap_count++;

	if (state->heap_count > state->heap_room) {
		state->heap_room = 2 * state->heap_room + 64;
		state->heap = scratch_grow(state->heap, state->heap_room, sizeof(*state->heap));
	}
	while (i > 0 && is_before(&event, &state->heap[(i - 1) / 4])) {
		state->heap[i] = state->heap[(i - 1) / 4];
		i = (i - 1) / 4;
	}
	state->heap[i] = event;
}

static struct event event_take(struct cascade_state *state)
{
	struct event first = state->heap[0], last = state->heap[--state->heap_count];
	size_t i = 0, count = state->heap_count;

	while (4 * i + 1 < count) {
		size_t least = 4 * i + 1;

		for (size_t child = least + 1; child < 4 * i + 5 && child < count; child++)
			if (is_before(&state->heap[child], &state->heap[least]))
				least = child;
		if (!is_before(&state->heap[least], &last))
			break;
		state->heap[i] = state->heap[least];
		i = least;
	}
	state->heap[i] = last;
	return first;
}

static struct node_state *node_touch(struct cascade_state *state, int32_t node)
{
	struct node_state *found = &state->nodes[node];

	if (found->run != state->run)
		*found = (struct node_state){ .run = state->run, .fall = -1 };
	return found;
}

static struct group_state *group_touch(struct cascade_state *state, int32_t group)
{
	struct group_state *found = &state->groups[group];

	if (found->run != state->run) {
		found->run = state->run;
		found->lost = 0;
		found->version = 0;
	}
	return found;
}

/* Delay and buffer: the middle, or what belongs to this draw. */
static double group_holds(const struct cascade_run *run, int32_t group)
{
	const struct cascade_ask *ask = run->state->ask;
	const struct cascade_supply *supply = &run->cascade->supplies[group];

	if (!ask->is_drawn || !supply->is_drawn)
		return run->cascade->holds[group];
	return supply->delay + spread_shape_quantile(supply->buffer,
		share_of(ask->seed, ask->draw, (uint64_t)group));
}

static void down_push(struct cascade_state *state, int32_t node, int32_t because)
{
	if (state->pushed_count == state->pushed_room) {
		state->pushed_room = 2 * state->pushed_room + 64;
		state->pushed = scratch_grow(state->pushed, state->pushed_room, sizeof(*state->pushed));
	}
	state->pushed[state->pushed_count++] = (struct push){ node, because };
}

/* Who falls at the instant it started had not come back: the fall before goes on. */
static void fall_begin(struct cascade_run *run, struct node_state *node, struct push push)
{
	struct cascade_state *state = run->state;

	if (node->fall >= 0 && run->falls[node->fall].to == state->now) {
		run->falls[node->fall].to = state->ask->until;
		return;
	}
	if (run->falls_count == state->falls_room) {
		state->falls_room = 2 * state->falls_room + 64;
		run->falls = scratch_grow(run->falls, state->falls_room, sizeof(*run->falls));
	}
	node->fall = (int32_t)run->falls_count;
	run->falls[run->falls_count++] = (struct cascade_fall){ .node = push.node,
		.because = push.because, .from = state->now, .to = state->ask->until };
}

/* Whose owner is down already cannot make it fall, and it stays down for as long as the group
 * is without supply: then nothing is waited for. */
static void group_lose(struct cascade_run *run, int32_t group)
{
	struct cascade_state *state = run->state;
	struct group_state *lost = group_touch(state, group);
	struct node_state *owner;
	double holds;

	if (lost->lost++ != lost->spare)
		return;
	owner = node_touch(state, lost->owner);
	owner->missing++;
	owner->version++;
	if (owner->is_down)
		return;
	holds = group_holds(run, group);
	if (holds > 0)
		event_add(state, (struct event){ state->now + holds, EXPIRE, group, lost->version });
	else
		down_push(state, lost->owner, group);
}

/* All that was pushed, and what falls with it at the same instant. */
static void down_all(struct cascade_run *run)
{
	struct cascade_state *state = run->state;
	const struct cascade *cascade = run->cascade;

	while (state->pushed_count > 0) {
		struct push push = state->pushed[--state->pushed_count];
		struct node_state *node = node_touch(state, push.node);

		if (node->is_down)
			continue;
		node->is_down = true;
		node->version++;
		fall_begin(run, node, push);
		for (int32_t i = cascade->uses_first[push.node]; i < cascade->uses_first[push.node + 1]; i++)
			group_lose(run, cascade->uses[i]);
	}
}

static void restart_try(struct cascade_run *run, int32_t id)
{
	struct node_state *node = &run->state->nodes[id];

	if (node->is_down && node->own == 0 && node->missing == 0)
		event_add(run->state, (struct event){ run->state->now + run->cascade->graph.nodes[id].restart,
			RESTART, id, node->version });
}

static void up(struct cascade_run *run, int32_t id)
{
	struct cascade_state *state = run->state;
	const struct cascade *cascade = run->cascade;
	struct node_state *node = &state->nodes[id];

	node->is_down = false;
	run->falls[node->fall].to = state->now;
	for (int32_t i = cascade->uses_first[id]; i < cascade->uses_first[id + 1]; i++) {
		struct group_state *lost = &state->groups[cascade->uses[i]];

		if (lost->lost-- != lost->spare + 1)
			continue;
		lost->version++;
		state->nodes[lost->owner].missing--;
		restart_try(run, lost->owner);
	}
}

static void event_do(struct cascade_run *run, struct event event)
{
	struct cascade_state *state = run->state;
	struct node_state *node;

	switch ((enum kind)event.kind) {
	case FAIL:
		node = node_touch(state, event.id);
		node->own++;
		node->version++;
		down_push(state, event.id, -1);
		break;
	case REPAIR:
		state->nodes[event.id].own--;
		restart_try(run, event.id);
		break;
	case RESTART:
		if (state->nodes[event.id].is_down && state->nodes[event.id].version == event.version)
			up(run, event.id);
		break;
	case EXPIRE:
		if (state->groups[event.id].version == event.version)
			down_push(state, state->groups[event.id].owner, event.id);
		break;
	}
	/* Outages that begin together fall together. */
	if (event.kind != FAIL || !state->heap_count || state->heap[0].at > state->now
	    || state->heap[0].kind != FAIL)
		down_all(run);
}

static void state_clear(struct cascade_run *run)
{
	struct cascade_state *state = run->state;

	if (++state->run == 0) {                /* after four thousand million runs */
		for (int32_t i = 0; i < run->cascade->graph.nodes_count; i++)
			state->nodes[i].run = 0;
		for (int32_t i = 0; i < run->cascade->graph.groups_count; i++)
			state->groups[i].run = 0;
		state->run = 1;
	}
	state->heap_count = 0;
	state->pushed_count = state->events = 0;
	run->falls_count = 0;
	run->is_cut = false;
}

/* Nothing that was ever seen falls a hundred times; what does is not worth waiting for. */
static bool is_too_much(struct cascade_run *run)
{
	enum { EVENTS_PER_THING = 100 };
	const struct cascade_graph *graph = &run->cascade->graph;

	return ++run->state->events > (size_t)EVENTS_PER_THING
		* ((size_t)graph->nodes_count + (size_t)graph->groups_count + run->state->ask->outages_count);
}

void cascade_go(struct cascade_run *run, const struct cascade_ask *ask)
{
	struct cascade_state *state = run->state;

	state_clear(run);
	state->ask = ask;
	run->until = ask->until;
	for (size_t i = 0; i < ask->outages_count; i++) {
		const struct cascade_outage *outage = &ask->outages[i];

		event_add(state, (struct event){ outage->from, FAIL, outage->node, 0 });
		event_add(state, (struct event){ outage->from + outage->hours, REPAIR, outage->node, 0 });
	}
	while (state->heap_count > 0 && state->heap[0].at <= ask->until && !run->is_cut) {
		struct event event = event_take(state);

		state->now = event.at;
		event_do(run, event);
		run->is_cut = is_too_much(run);
	}
}

/* ---- What it means ----------------------------------------------------------------------- */

static double beyond(const struct cascade_node *node, const struct cascade_fall *fall)
{
	return node->has_tolerable ? fmax(0, fall->to - fall->from - node->tolerable) : 0;
}

double cascade_harm(const struct cascade_run *run)
{
	double harm = 0;

	for (size_t i = 0; i < run->falls_count; i++) {
		const struct cascade_node *node = &run->cascade->graph.nodes[run->falls[i].node];

		harm += node->weight * beyond(node, &run->falls[i]);
	}
	return harm;
}

static struct cascade_step step_at(const struct cascade_run *run, double at)
{
	struct cascade_step step = { .at = at };

	for (size_t i = 0; i < run->falls_count && run->falls[i].from <= at; i++) {
		const struct cascade_fall *fall = &run->falls[i];
		const struct cascade_node *node = &run->cascade->graph.nodes[fall->node];
		bool is_down = fall->to > at || fall->to == run->until;

		step.down += is_down;
		step.beyond += is_down && node->has_tolerable && at - fall->from > node->tolerable;
	}
	return step;
}

size_t cascade_steps(struct arena *arena, const struct cascade_run *run, double step, double until,
                     struct cascade_step **steps)
{
	size_t count = (size_t)(until / step) + 1;

	*steps = arena_array(arena, struct cascade_step, count);
	for (size_t i = 0; i < count; i++)
		(*steps)[i] = step_at(run, (double)i * step);
	return count;
}
