/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/breaks.c - see breaks.h. */
#include "analysis/breaks.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

bool breaks_ask_is_fine(const struct breaks_ask *ask, size_t *at)
{
	for (*at = 0; *at < ask->count; ++*at) {
		double y = ask->counts[*at];

		if (!isnan(y) && !(y >= 0 && y == floor(y) && y < 1e12))
			return false;
	}
	return ask->penalty >= 0 && ask->phi >= 1 && ask->least >= 1;
}

double breaks_phi(const double *counts, size_t count)
{
	double squares = 0, sum = 0;

	for (size_t i = 1; i < count; i++)
		if (!isnan(counts[i]) && !isnan(counts[i - 1])) {
			squares += (counts[i] - counts[i - 1]) * (counts[i] - counts[i - 1]);
			sum += counts[i] + counts[i - 1];
		}
	return sum > 0 ? fmax(1, squares / sum) : 1;
}

/* ---- What a part costs ------------------------------------------------------------------- */

struct search {
	const struct breaks_ask *ask;
	const double *sums, *known;     /* of the first so many steps */
	double penalty;
	double *best;                   /* least cost of the first so many steps */
	size_t *last;                   /* where their last part begins */
};

static double part_cost(const struct search *search, size_t from, size_t to)
{
	double sum = search->sums[to] - search->sums[from], known = search->known[to] - search->known[from];

	return sum > 0 ? 2 * sum * (log(known) - log(sum)) / search->ask->phi : 0;
}

/* Beginnings that can no longer be best are left out: by an earlier step, after which a part of
 * its own fits in, they had already cost more than the best; a part only costs more when it is
 * not divided. */
static size_t candidates_keep(const struct search *search, size_t *candidates, size_t count, size_t to)
{
	size_t least = search->ask->least, before = to - least, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (before < candidates[i] + least
		    || search->best[candidates[i]] + part_cost(search, candidates[i], before) <= search->best[before])
			candidates[kept++] = candidates[i];
	return kept;
}

static void best_find(struct search *search, size_t *candidates)
{
	size_t least = search->ask->least, count = 0;

	search->best[0] = -search->penalty;
	for (size_t to = least; to <= search->ask->count; to++) {
		size_t from = to - least;

		count = candidates_keep(search, candidates, count, to);
		if (from == 0 || from >= least)
			candidates[count++] = from;
		search->best[to] = INFINITY;
		for (size_t i = 0; i < count; i++) {
			double cost = search->best[candidates[i]] + part_cost(search, candidates[i], to) + search->penalty;

			if (cost < search->best[to]) {
				search->best[to] = cost;
				search->last[to] = candidates[i];
			}
		}
	}
}

/* ---- What is told ------------------------------------------------------------------------ */

/* Limits as of Poisson, on counts made phi times smaller. */
static struct breaks_part part_tell(const struct search *search, size_t from, size_t to, double level)
{
	double sum = (search->sums[to] - search->sums[from]) / search->ask->phi, tail = (1 - level) / 2;
	double known = (search->known[to] - search->known[from]) / search->ask->phi;
	struct breaks_part part = { .from = from, .count = to - from, .mean = NAN, .low = NAN, .high = NAN };

	if (!(known > 0))
		return part;
	part.mean = sum / known;
	part.low = sum > 0 ? qgamma(tail, sum, 1, 1, 0) / known : 0;
	part.high = qgamma(1 - tail, sum + 1, 1, 1, 0) / known;
	return part;
}

static void parts_tell(const struct search *search, struct arena *arena, double level, struct breaks *found)
{
	struct breaks_part *parts;
	size_t place, to = search->ask->count;

	for (found->parts_count = 1; search->last[to] > 0; found->parts_count++)
		to = search->last[to];
	found->parts = parts = arena_array(arena, struct breaks_part, found->parts_count);
	place = found->parts_count;
	for (to = search->ask->count; place > 0; to = search->last[to]) {
		parts[--place] = part_tell(search, search->last[to], to, level);
		found->cost += part_cost(search, search->last[to], to);
	}
}

struct breaks breaks_find(struct arena *arena, const struct breaks_ask *ask, double level)
{
	size_t count = ask->count;
	double *sums = arena_array(arena, double, count + 1), *known = arena_array(arena, double, count + 1);
	struct search search = { ask, sums, known, ask->penalty, arena_array(arena, double, count + 1),
		arena_array(arena, size_t, count + 1) };
	struct breaks found = { 0 };

	for (size_t i = 0; i < count; i++) {
		bool is_gap = isnan(ask->counts[i]);

		sums[i + 1] = sums[i] + (is_gap ? 0 : ask->counts[i]);
		known[i + 1] = known[i] + !is_gap;
	}
	found.is_few = known[count] < 2 * (double)ask->least || known[count] < 2;
	if (search.penalty == 0)
		search.penalty = 2 * log(fmax(2, known[count]));
	if (!found.is_few)
		best_find(&search, arena_array(arena, size_t, count + 1));
	parts_tell(&search, arena, level, &found);
	return found;
}
