/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/cut_top.c - see cut_sets.h: how likely the top event is. */
#include "analysis/cut_sets.h"

#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Components are bits; a cut set is a word. */
struct top {
	int32_t nodes[CUT_COMPONENTS_MOST];
	double unavailable[CUT_COMPONENTS_MOST];
	int32_t components;
	uint64_t *words;                /* count for each depth */
	size_t count;
	int64_t steps;
};

enum { STEPS_MOST = 2000000 };

double cut_unavailable(double yearly, double mean_hours)
{
	static const double hours_a_year = 365.25 * 24;
	double away = yearly * mean_hours / hours_a_year;

	return away / (1 + away);
}

/* The bit of a node; a new one when there is none, -1 when there are too many. */
static int bit_of(struct top *top, int32_t node, const double *unavailable)
{
	for (int32_t i = 0; i < top->components; i++)
		if (top->nodes[i] == node)
			return i;
	if (top->components == CUT_COMPONENTS_MOST)
		return -1;
	top->nodes[top->components] = node;
	top->unavailable[top->components] = unavailable[node];
	return top->components++;
}

static bool words_make(struct top *top, const struct cut_set *sets, const double *unavailable)
{
	for (size_t i = 0; i < top->count; i++)
		for (int32_t k = 0; k < sets[i].count; k++) {
			int bit = bit_of(top, sets[i].nodes[k], unavailable);

			if (bit < 0)
				return false;
			top->words[i] |= (uint64_t)1 << bit;
		}
	return true;
}

static int commonest(const uint64_t *words, size_t count)
{
	int32_t times[CUT_COMPONENTS_MOST] = { 0 };
	int best = 0;

	for (size_t i = 0; i < count; i++)
		for (uint64_t left = words[i]; left; left &= left - 1)
			times[__builtin_ctzll(left)]++;
	for (int i = 1; i < CUT_COMPONENTS_MOST; i++)
		if (times[i] > times[best])
			best = i;
	return best;
}

/* The words without a bit (it has failed), or only those that never had it (it works). */
static size_t words_given(const uint64_t *words, size_t count, uint64_t bit, bool has_failed,
                          uint64_t *given)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (has_failed || !(words[i] & bit))
			given[kept++] = words[i] & ~bit;
	return kept;
}

/* The chance that some word has all its bits failed; the words stand at this depth. */
static double chance(struct top *top, const uint64_t *words, size_t count, size_t depth)
{
	uint64_t *given = &top->words[(depth + 1) * top->count];
	double failed, works;
	int bit;

	if (count == 0 || ++top->steps > STEPS_MOST)
		return 0;
	for (size_t i = 0; i < count; i++)
		if (!words[i])
			return 1;
	bit = commonest(words, count);
	failed = chance(top, given,
		words_given(words, count, (uint64_t)1 << bit, true, given), depth + 1);
	works = chance(top, given,
		words_given(words, count, (uint64_t)1 << bit, false, given), depth + 1);
	return top->unavailable[bit] * failed + (1 - top->unavailable[bit]) * works;
}

static double chance_if(struct top *top, int32_t component, double unavailable)
{
	double before = top->unavailable[component], found;

	top->unavailable[component] = unavailable;
	found = chance(top, top->words, top->count, 0);
	top->unavailable[component] = before;
	return found;
}

/* That some failed set has this component. */
static double chance_with(struct top *top, int32_t component)
{
	uint64_t *with = &top->words[top->count];
	size_t kept = 0;

	for (size_t i = 0; i < top->count; i++)
		if (top->words[i] & (uint64_t)1 << component)
			with[kept++] = top->words[i];
	return chance(top, with, kept, 1);
}

static int by_birnbaum(const void *a, const void *b)
{
	const struct cut_importance *x = a, *y = b;

	if (x->birnbaum != y->birnbaum)
		return x->birnbaum > y->birnbaum ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static void importances(struct top *top, struct cut_top *found)
{
	for (int32_t i = 0; i < top->components; i++) {
		double failed = chance_if(top, i, 1);

		found->of[i] = (struct cut_importance){ .node = top->nodes[i],
			.unavailable = top->unavailable[i],
			.birnbaum = failed - chance_if(top, i, 0),
			.fussell_vesely = found->top > 0 ? chance_with(top, i) / found->top : 0,
			.achievement = found->top > 0 ? failed / found->top : 0 };
	}
	found->count = (size_t)top->components;
	qsort(found->of, found->count, sizeof(*found->of), by_birnbaum);
}

static double sum_of(const struct cut_set *sets, size_t count, const double *unavailable)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		double product = 1;

		for (int32_t k = 0; k < sets[i].count; k++)
			product *= unavailable[sets[i].nodes[k]];
		sum += product;
	}
	return fmin(1, sum);
}

struct cut_top cut_top(struct arena *arena, const struct cut_set *sets, size_t count,
                       const double *unavailable)
{
	struct top top = { .count = count,
		.words = scratch_zeroed((CUT_COMPONENTS_MOST + 2) * count + 1, sizeof(uint64_t)) };
	struct cut_top found = { .of = arena_array(arena, struct cut_importance, CUT_COMPONENTS_MOST) };

	if (words_make(&top, sets, unavailable)) {
		found.top = chance(&top, top.words, count, 0);
		importances(&top, &found);
	}
	found.is_exact = top.components > 0 && found.count > 0 && top.steps <= STEPS_MOST;
	if (!found.is_exact) {
		found.count = 0;
		found.top = sum_of(sets, count, unavailable);
	}
	free(top.words);
	return found;
}
