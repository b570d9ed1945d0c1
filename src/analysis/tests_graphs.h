/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_graphs.h - graphs for tests: generated ones, and the slow way to follow them. */
#pragma once

#include "analysis/cascade.h"
#include "analysis/stream.h"
#include "base/test.h"

#include <math.h>
#include <string.h>

enum { SMALL_NODES = 12, SMALL_GROUPS = 3 * SMALL_NODES, SMALL_MEMBERS = 3 * SMALL_GROUPS,
	SMALL_FALLS = 4096 };

struct small {
	struct cascade_graph graph;
	struct cascade_node nodes[SMALL_NODES];
	struct cascade_group groups[SMALL_GROUPS];
	int32_t members[SMALL_MEMBERS];
	struct cascade_outage outages[3];
	size_t outages_count;
};

static inline int32_t small_below(struct stream *stream, int32_t most)
{
	return (int32_t)(stream_share(stream) * most);
}

/* Hours: whole ones, so that much happens at the same instant, or any. */
static inline double small_hours(struct stream *stream, double most, bool is_whole)
{
	double hours = stream_share(stream) * most;

	return is_whole ? (double)(int)hours : hours;
}

static inline void small_group(struct small *small, struct stream *stream, int32_t owner, bool is_whole)
{
	struct cascade_graph *graph = &small->graph;
	struct cascade_group *group = &small->groups[graph->groups_count];
	int32_t size = 1 + small_below(stream, 3);

	*group = (struct cascade_group){ .owner = owner, .first = graph->members_count };
	for (int32_t i = 0; i < size; i++) {
		int32_t member = small_below(stream, graph->nodes_count);
		bool is_new = member != owner;

		for (int32_t k = group->first; k < graph->members_count; k++)
			is_new &= small->members[k] != member;
		if (is_new)
			small->members[graph->members_count++] = member;
	}
	group->count = graph->members_count - group->first;
	if (group->count == 0)
		return;
	group->need = 1 + small_below(stream, group->count);
	group->delay = stream_share(stream) < 0.2 ? small_hours(stream, 3, is_whole) : 0;
	group->buffer = spread_known(stream_share(stream) < 0.4 ? 0 : small_hours(stream, 12, is_whole));
	graph->groups_count++;
}

/* Circles are common here: a member may be any node. */
static inline void small_make(struct small *small, uint64_t number, bool is_whole)
{
	struct stream stream = stream_open(412, number);

	memset(small, 0, sizeof(*small));
	small->graph = (struct cascade_graph){ .nodes = small->nodes, .groups = small->groups,
		.members = small->members, .nodes_count = 2 + small_below(&stream, SMALL_NODES - 1) };
	for (int32_t i = 0; i < small->graph.nodes_count; i++) {
		small->nodes[i] = (struct cascade_node){ .restart = small_hours(&stream, 4, is_whole),
			.has_tolerable = stream_share(&stream) < 0.7, .tolerable = small_hours(&stream, 8, is_whole),
			.weight = 1 + small_below(&stream, 9), .unit = small_below(&stream, 3) };
		for (int32_t k = small_below(&stream, 4); k > 0; k--)
			small_group(small, &stream, i, is_whole);
	}
	small->outages_count = 1 + (size_t)small_below(&stream, 3);
	for (size_t i = 0; i < small->outages_count; i++)
		small->outages[i] = (struct cascade_outage){ small_below(&stream, small->graph.nodes_count),
			small_hours(&stream, 10, is_whole), 1 + small_hours(&stream, 20, is_whole) };
}

/* ---- The slow way: everything is looked at anew at each instant ---------------------------- */

struct slow {
	const struct cascade_graph *graph;
	const struct cascade_outage *outages;
	size_t outages_count;
	double now;
	bool is_down[SMALL_NODES], is_lost[SMALL_GROUPS], is_good[SMALL_NODES];
	double since[SMALL_NODES], lost_at[SMALL_GROUPS], good_at[SMALL_NODES];
	struct cascade_fall falls[SMALL_FALLS];
	size_t falls_count;
};

static inline bool slow_own(const struct slow *slow, int32_t node)
{
	for (size_t i = 0; i < slow->outages_count; i++)
		if (slow->outages[i].node == node && slow->outages[i].from <= slow->now
		    && slow->now < slow->outages[i].from + slow->outages[i].hours)
			return true;
	return false;
}

/* Which groups lack supply, and since when; who has all it needs, and since when. */
static inline void slow_look(struct slow *slow)
{
	for (int32_t g = 0; g < slow->graph->groups_count; g++) {
		const struct cascade_group *group = &slow->graph->groups[g];
		int32_t up = 0;

		for (int32_t i = 0; i < group->count; i++)
			up += !slow->is_down[slow->graph->members[group->first + i]];
		if (up < group->need && !slow->is_lost[g])
			slow->lost_at[g] = slow->now;
		slow->is_lost[g] = up < group->need;
	}
	for (int32_t node = 0; node < slow->graph->nodes_count; node++) {
		bool is_good = !slow_own(slow, node);

		for (int32_t g = 0; g < slow->graph->groups_count; g++)
			is_good &= slow->graph->groups[g].owner != node || !slow->is_lost[g];
		if (is_good && !slow->is_good[node])
			slow->good_at[node] = slow->now;
		slow->is_good[node] = is_good;
	}
}

static inline double slow_ends(const struct slow *slow, int32_t g)
{
	return slow->lost_at[g] + (slow->graph->groups[g].delay + slow->graph->groups[g].buffer.middle);
}

/* Takes down who must fall now; with buffers that end now, or only those that never were. */
static inline bool slow_falls(struct slow *slow, bool with_buffers)
{
	bool has_moved = false;

	for (int32_t node = 0; node < slow->graph->nodes_count; node++) {
		bool must_fall = slow_own(slow, node);

		for (int32_t g = 0; g < slow->graph->groups_count; g++)
			must_fall |= slow->graph->groups[g].owner == node && slow->is_lost[g]
				&& slow_ends(slow, g) <= slow->now
				&& (with_buffers || slow_ends(slow, g) == slow->lost_at[g]);
		if (!must_fall || slow->is_down[node])
			continue;
		slow->is_down[node] = has_moved = true;
		slow->since[node] = slow->now;
	}
	slow_look(slow);
	return has_moved;
}

static inline bool slow_starts(struct slow *slow)
{
	bool has_moved = false;

	for (int32_t node = 0; node < slow->graph->nodes_count; node++)
		if (slow->is_down[node] && slow->is_good[node]
		    && slow->good_at[node] + slow->graph->nodes[node].restart <= slow->now) {
			slow->is_down[node] = false;
			has_moved = true;
			if (slow->falls_count < SMALL_FALLS)
				slow->falls[slow->falls_count++] = (struct cascade_fall){ node, 0,
					slow->since[node], slow->now };
		}
	slow_look(slow);
	return has_moved;
}

static inline double slow_next(const struct slow *slow)
{
	double next = INFINITY, at;

#define SLOW_AT(time) (at = (time), next = at > slow->now && at < next ? at : next)
	for (size_t i = 0; i < slow->outages_count; i++) {
		SLOW_AT(slow->outages[i].from);
		SLOW_AT(slow->outages[i].from + slow->outages[i].hours);
	}
	for (int32_t g = 0; g < slow->graph->groups_count; g++)
		if (slow->is_lost[g])
			SLOW_AT(slow_ends(slow, g));
	for (int32_t node = 0; node < slow->graph->nodes_count; node++)
		if (slow->is_down[node] && slow->is_good[node])
			SLOW_AT(slow->good_at[node] + slow->graph->nodes[node].restart);
#undef SLOW_AT
	return next;
}

/* Falls that touch are one. */
static inline void slow_join(struct slow *slow)
{
	size_t kept = 0;

	for (size_t i = 0; i < slow->falls_count; i++) {
		struct cascade_fall fall = slow->falls[i];
		bool is_joined = false;

		for (size_t k = 0; k < kept; k++)
			if (slow->falls[k].node == fall.node && slow->falls[k].to == fall.from) {
				slow->falls[k].to = fall.to;
				is_joined = true;
			}
		if (!is_joined)
			slow->falls[kept++] = fall;
	}
	slow->falls_count = kept;
}

static inline void slow_go(struct slow *slow, const struct small *small, double until)
{
	*slow = (struct slow){ .graph = &small->graph, .outages = small->outages,
		.outages_count = small->outages_count };
	for (slow->now = 0; slow->now <= until; slow->now = slow_next(slow)) {
		slow_look(slow);
		while (slow_falls(slow, false))
			;
		while (slow_starts(slow))
			;
		while (slow_falls(slow, true))
			;
	}
	for (int32_t node = 0; node < slow->graph->nodes_count; node++)
		if (slow->is_down[node] && slow->falls_count < SMALL_FALLS)
			slow->falls[slow->falls_count++] = (struct cascade_fall){ node, 0,
				slow->since[node], until };
	slow_join(slow);
}
