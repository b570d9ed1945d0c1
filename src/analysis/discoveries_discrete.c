/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/discoveries_discrete.c - see discoveries.h: what each test can give. */
#include "analysis/discoveries.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The same p reckoned in two ways differs by so little. */
static const double same = 1 + 1e-10, nearly_all = 1 - 1e-12;

/* ---- What a test can give ----------------------------------------------------------------- */

/* How much likelier count + 1 is than count. */
static double onward(struct count_law law, double count)
{
	double size;

	if (law.phi <= 1 + 1e-9)
		return law.mean / (count + 1);
	size = law.mean / (law.phi - 1);
	return (count + size) / (count + 1) * (1 - 1 / law.phi);
}

/* Where the tail has fallen below the floor, and how likely just that count is. */
static double top_of(struct count_law law, double *chance)
{
	double count = floor(law.mean), ratio;

	*chance = count_law_exactly(law, count);
	for (;;) {
		ratio = onward(law, count);
		/* The rest is less than a geometric series with the larger of this and the last ratio. */
		ratio = fmax(ratio, 1 - 1 / law.phi);
		if (ratio < 1 && *chance / (1 - ratio) < DISCOVERY_FLOOR / 16)
			return count;
		*chance *= onward(law, count);
		count++;
	}
}

struct growing { double *at; size_t count, room; };

static void value_add(struct growing *values, double value)
{
	if (values->count == values->room) {
		values->room = values->room ? values->room * 2 : 4096;
		values->at = scratch_grow(values->at, values->room, sizeof(*values->at));
	}
	values->at[values->count++] = value;
}

/* From the top down, so that what is added is always the larger part. */
static void values_of(struct count_law law, struct growing *values)
{
	double chance, count, tail;

	if (law.mean > 0) {
		count = top_of(law, &chance);
		tail = count_law_at_least(law, count);
		while (count > 0 && tail < nearly_all) {
			if (tail > 0)
				value_add(values, tail);
			count--;
			chance /= onward(law, count);
			tail += chance;
		}
	}
	value_add(values, 1);
}

struct discrete_tests discrete_tests_make(struct arena *arena, const struct count_law *laws, size_t count)
{
	struct growing values = { NULL, 0, 0 };
	size_t *begin = arena_array(arena, size_t, count + 1);
	double *kept;

	for (size_t j = 0; j < count; j++) {
		begin[j] = values.count;
		values_of(laws[j], &values);
	}
	begin[count] = values.count;
	kept = arena_array(arena, double, values.count + 1);
	if (values.count)
		memcpy(kept, values.at, values.count * sizeof(*kept));
	free(values.at);
	return (struct discrete_tests){ count, begin, kept };
}

/* F_j(t). */
static double given_at_most(const struct discrete_tests *tests, size_t j, double t)
{
	size_t from = tests->begin[j], to = tests->begin[j + 1];

	if (t < DISCOVERY_FLOOR)
		return t;
	while (from < to) {
		size_t middle = (from + to) / 2;

		if (tests->values[middle] <= t * same)
			from = middle + 1;
		else
			to = middle;
	}
	return from > tests->begin[j] ? tests->values[from - 1] : 0;
}

/* ---- The list ----------------------------------------------------------------------------- */

struct ranking_of { struct arena *arena; const double *p; size_t *order; double *sorted; size_t count; };
struct place { double p; size_t at; };

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

static struct ranking_of ranked(struct arena *arena, const double *p, size_t count)
{
	struct ranking_of found = { .arena = arena, .p = p, .order = arena_array(arena, size_t, count + 1),
		.sorted = arena_array(arena, double, count + 1) };
	struct place *places = arena_array(arena, struct place, count + 1);

	for (size_t j = 0; j < count; j++)
		if (!isnan(p[j]))
			places[found.count++] = (struct place){ p[j], j };
	qsort(places, found.count, sizeof(*places), by_place);
	for (size_t r = 0; r < found.count; r++) {
		found.order[r] = places[r].at;
		found.sorted[r] = places[r].p;
	}
	return found;
}

/* The first p that is at least as large. */
static size_t first_from(const struct ranking_of *of, double value)
{
	size_t from = 0, to = of->count;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (of->sorted[middle] * same < value)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* sum_j weight_j F_j(p_(r)) for every r: each value a test can give is a step up at the first p
 * that reaches it.  weights NULL: all 1. */
static double *sums(const struct ranking_of *of, const struct discrete_tests *tests, const double *weights)
{
	double *sum = arena_array(of->arena, double, of->count + 1), below = 0;

	for (size_t r = 0; r < of->count; r++) {
		size_t j = of->order[r];
		double before = 0;

		for (size_t i = tests->begin[j]; i < tests->begin[j + 1]; i++) {
			size_t at = first_from(of, tests->values[i]);

			if (at == of->count)
				break;
			sum[at] += (weights ? weights[j] : 1) * (tests->values[i] - before);
			before = tests->values[i];
		}
	}
	for (size_t r = 0; r < of->count; r++) {
		below += sum[r];
		sum[r] = of->sorted[r] < DISCOVERY_FLOOR ? (double)of->count * of->sorted[r] : below;
	}
	return sum;
}

void discoveries_discrete(struct arena *arena, const struct discrete_tests *tests, const double *p, double *q)
{
	struct ranking_of of = ranked(arena, p, tests->count);
	const double *sum = sums(&of, tests, NULL);
	double kept = 1;

	for (size_t j = 0; j < tests->count; j++)
		q[j] = NAN;
	for (size_t r = of.count; r-- > 0;) {
		kept = fmin(kept, sum[r] / (double)(r + 1));
		q[of.order[r]] = kept;
	}
}

/* ---- When it must be controlled ----------------------------------------------------------- */

static double odds_at(const struct ranking_of *of, const struct discrete_tests *tests, double t)
{
	double sum = 0;

	for (size_t r = 0; r < of->count; r++) {
		double given = given_at_most(tests, of->order[r], t);

		sum += given < 1 ? given / (1 - given) : INFINITY;
	}
	return sum;
}

/* The largest p that can be given at all with sum F / (1 - F) at most level x tests. */
static double last_limit(const struct ranking_of *of, const struct discrete_tests *tests, double level)
{
	size_t all = tests->begin[tests->count], from = 0, to = all;
	double *values = arena_array(of->arena, double, all + 1);

	memcpy(values, tests->values, all * sizeof(*values));
	sorted_rising(values, all);
	while (from < to) {
		size_t middle = (from + to) / 2;

		if (odds_at(of, tests, values[middle]) <= level * (double)of->count)
			from = middle + 1;
		else
			to = middle;
	}
	return from > 0 ? values[from - 1] : 0;
}

size_t discoveries_controlled(struct arena *arena, const struct discrete_tests *tests, const double *p,
                              double level, bool *is_found)
{
	struct ranking_of of = ranked(arena, p, tests->count);
	double *weights = arena_array(arena, double, tests->count + 1), limit;
	const double *sum;
	size_t found = 0;

	memset(is_found, 0, tests->count * sizeof(*is_found));
	if (of.count == 0)
		return 0;
	limit = last_limit(&of, tests, level);
	for (size_t j = 0; j < tests->count; j++)
		weights[j] = 1 / (1 - fmin(given_at_most(tests, j, limit), nearly_all));
	sum = sums(&of, tests, weights);
	for (size_t r = 0; r < of.count; r++)
		if (of.sorted[r] <= limit * same && sum[r] <= level * (double)(r + 1))
			found = r + 1;
	for (size_t r = 0; r < found; r++)
		is_found[of.order[r]] = true;
	return found;
}
