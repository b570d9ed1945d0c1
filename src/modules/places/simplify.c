/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/simplify.c - fewer points in outlines that share their borders.
 *
 * Where three areas meet, or the coast begins, the points stay.  Between two such points a
 * border is thinned (Douglas and Peucker 1973) in the same way from both sides, so that no
 * slivers appear between neighbours.
 */
#include "modules/places/inside.h"

#include <stdlib.h>

struct edge { struct grid_point from, to; };
struct meeting { struct grid_point at; int degree; };
struct meetings { size_t count; struct meeting *at; };

static int point_compare(struct grid_point a, struct grid_point b)
{
	if (a.x != b.x)
		return a.x < b.x ? -1 : 1;
	return (a.y > b.y) - (a.y < b.y);
}

static int edge_compare(const void *a, const void *b)
{
	const struct edge *one = a, *other = b;
	int order = point_compare(one->from, other->from);

	return order ? order : point_compare(one->to, other->to);
}

static int meeting_compare(const void *a, const void *b)
{
	const struct meeting *one = a, *other = b;

	return point_compare(one->at, other->at);
}

/* ---- How many lines meet in each point ---------------------------------------------- */

static size_t points_count(const struct drawing *drawings, size_t count)
{
	size_t points = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < drawings[i].count; k++)
			points += drawings[i].rings[k].count;
	return points;
}

static size_t ring_edges(const struct ring *ring, struct edge *edges)
{
	for (size_t i = 0; i < ring->count; i++) {
		struct grid_point a = ring->at[i], b = ring->at[(i + 1) % ring->count];

		edges[2 * i] = (struct edge){ a, b };
		edges[2 * i + 1] = (struct edge){ b, a };
	}
	return 2 * ring->count;
}

static struct meetings meetings_of(struct arena *arena, const struct drawing *drawings, size_t count)
{
	size_t most = 2 * points_count(drawings, count), edges_count = 0;
	struct edge *edges = arena_array(arena, struct edge, most + 1);
	struct meetings meetings = { 0, arena_array(arena, struct meeting, most + 1) };

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < drawings[i].count; k++)
			edges_count += ring_edges(&drawings[i].rings[k], edges + edges_count);
	qsort(edges, edges_count, sizeof(struct edge), edge_compare);
	for (size_t i = 0; i < edges_count; i++) {
		struct meeting *last = meetings.count ? &meetings.at[meetings.count - 1] : NULL;

		if (i && !edge_compare(&edges[i], &edges[i - 1]))
			continue;
		if (last && !point_compare(last->at, edges[i].from))
			last->degree++;
		else
			meetings.at[meetings.count++] = (struct meeting){ edges[i].from, 1 };
	}
	return meetings;
}

static bool stays(const struct meetings *meetings, struct grid_point at)
{
	struct meeting key = { .at = at };
	const struct meeting *found = bsearch(&key, meetings->at, meetings->count,
		sizeof(struct meeting), meeting_compare);

	return found && found->degree != 2;
}

/* ---- Thinning ----------------------------------------------------------------------- */

static double distance2(struct grid_point p, struct grid_point a, struct grid_point b)
{
	double dx = b.x - a.x, dy = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
	double len2 = dx * dx + dy * dy, t = len2 > 0 ? (px * dx + py * dy) / len2 : 0;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	px -= t * dx;
	py -= t * dy;
	return px * px + py * py;
}

/* Marks what stays between first and last (both stay); ties go to the smaller point, so that
 * the direction does not matter. */
static void line_thin(const struct ring *ring, bool *keep, size_t first, size_t last,
                      double tolerance2)
{
	size_t n = ring->count, far = first;
	double most = tolerance2;

	for (size_t i = first + 1; i < last; i++) {
		double d = distance2(ring->at[i % n], ring->at[first % n], ring->at[last % n]);

		if (d < most || (far != first && d == most
		    && point_compare(ring->at[i % n], ring->at[far % n]) > 0))
			continue;
		most = d;
		far = i;
	}
	if (far == first)
		return;
	keep[far % n] = true;
	line_thin(ring, keep, first, far, tolerance2);
	line_thin(ring, keep, far, last, tolerance2);
}

/* An island touches nobody: its smallest point and the one farthest from it stay. */
static void island_begin(const struct ring *ring, bool *keep)
{
	size_t start = 0, far = 0;
	double most = -1;

	for (size_t i = 1; i < ring->count; i++)
		if (point_compare(ring->at[i], ring->at[start]) < 0)
			start = i;
	for (size_t i = 0; i < ring->count; i++) {
		double d = distance2(ring->at[i], ring->at[start], ring->at[start]);

		if (d > most) {
			most = d;
			far = i;
		}
	}
	keep[start] = keep[far] = true;
}

static size_t next_kept(const bool *keep, size_t count, size_t from)
{
	size_t i = from + 1;

	while (!keep[i % count])
		i++;
	return i;
}

static void ring_thin(struct arena *arena, const struct meetings *meetings, struct ring *ring,
                      double tolerance2)
{
	bool *fixed = arena_array(arena, bool, ring->count + 1);
	bool *keep = arena_array(arena, bool, ring->count + 1);
	size_t first = ring->count, kept = 0;

	for (size_t i = 0; i < ring->count; i++)
		kept += fixed[i] = stays(meetings, ring->at[i]);
	if (kept < 2)
		island_begin(ring, fixed);
	for (size_t i = ring->count; i-- > 0; ) {
		keep[i] = fixed[i];
		first = fixed[i] ? i : first;
	}
	for (size_t at = first; at < first + ring->count; ) {
		size_t next = next_kept(fixed, ring->count, at);

		line_thin(ring, keep, at, next, tolerance2);
		at = next;
	}
	kept = 0;
	for (size_t i = 0; i < ring->count; i++)
		if (keep[i])
			ring->at[kept++] = ring->at[i];
	ring->count = kept;
}

/* A point that is its neighbour again, and a spike that goes out and back, draw nothing. */
static void ring_clean(struct ring *ring)
{
	size_t kept = 0;

	for (size_t i = 0; i < ring->count; i++) {
		if (kept && !point_compare(ring->at[kept - 1], ring->at[i]))
			continue;
		if (kept > 1 && !point_compare(ring->at[kept - 2], ring->at[i])) {
			kept--;
			continue;
		}
		ring->at[kept++] = ring->at[i];
	}
	while (kept > 1 && !point_compare(ring->at[0], ring->at[kept - 1]))
		kept--;
	ring->count = kept < 3 ? 0 : kept;
}

void drawings_simplify(struct arena *arena, struct drawing *drawings, size_t count, double tolerance)
{
	struct meetings meetings;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < drawings[i].count; k++)
			ring_clean(&drawings[i].rings[k]);
	meetings = meetings_of(arena, drawings, count);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < drawings[i].count; k++) {
			struct ring *ring = &drawings[i].rings[k];

			if (ring->count)
				ring_thin(arena, &meetings, ring, tolerance * tolerance);
			ring_clean(ring);
		}
	}
}
