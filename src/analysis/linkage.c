/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/linkage.c - see linkage.h. */
#include "analysis/linkage.h"

#include "analysis/linkage_pairs.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>

enum { DAYS_MOST = 10000000 };
static const double metres_most = 1e8;

/* What those who have linked claims and reports by hand would say beforehand. */
struct linkage_settings linkage_usual(void)
{
	return (struct linkage_settings){
		.days = { 1, 7, 60 }, .metres = { 100, 1000 }, .ratios = { 1.1, 2 },
		.block_days = 60, .block_metres = 1000, .premises_days = 180,
		.accept = 0.9, .review = 0.5, .threads = 1,
		.agreement = { 1e-9, 1e-11, 5000, 200, 1, 2 },
		.start = { .fields_count = LINKAGE_FIELDS, .share = 0.1, .fields = {
			[LINKAGE_DAY] = { 4, { 0.6, 0.3, 0.08, 0.02 }, { 0.05, 0.15, 0.7, 0.1 } },
			[LINKAGE_UNIT] = { 2, { 0.95, 0.05 }, { 0.4, 0.6 } },
			[LINKAGE_DISTANCE] = { 3, { 0.8, 0.15, 0.05 }, { 0.2, 0.4, 0.4 } },
			[LINKAGE_TYPE] = { 2, { 0.95, 0.05 }, { 0.1, 0.9 } },
			[LINKAGE_AMOUNT] = { 3, { 0.8, 0.15, 0.05 }, { 0.05, 0.25, 0.7 } },
		} },
	};
}

/* ---- Are they fine ----------------------------------------------------------------------- */

static bool levels_are_fine(const struct agreement *start)
{
	static const int32_t levels[LINKAGE_FIELDS] = { 4, 2, 3, 2, 3 };

	if (start->fields_count != LINKAGE_FIELDS)
		return false;
	for (int f = 0; f < LINKAGE_FIELDS; f++)
		if (start->fields[f].levels != levels[f])
			return false;
	return agreement_is_fine(start);
}

static bool settings_are_fine(const struct linkage_settings *settings)
{
	return settings->days[0] >= 0 && settings->days[0] <= settings->days[1]
		&& settings->days[1] <= settings->days[2] && settings->days[2] <= DAYS_MOST
		&& settings->metres[0] >= 0 && settings->metres[0] <= settings->metres[1]
		&& settings->metres[1] <= metres_most
		&& settings->ratios[0] >= 1 && settings->ratios[0] <= settings->ratios[1]
		&& isfinite(settings->ratios[1])
		&& settings->block_days >= 0 && settings->block_days <= DAYS_MOST
		&& settings->block_metres >= 1 && settings->block_metres <= metres_most
		&& settings->premises_days >= 0 && settings->premises_days <= DAYS_MOST
		&& (!settings->fits || (settings->types_a > 0 && settings->types_b > 0))
		&& settings->review >= 0.5 && settings->review <= settings->accept && settings->accept <= 1
		&& levels_are_fine(&settings->start) && agreement_settings_are_fine(&settings->agreement);
}

static bool record_is_fine(const struct linkage_record *record, int32_t types)
{
	return record->day >= -DAYS_MOST && record->day <= DAYS_MOST && record->type < types
		&& isnan(record->x) == isnan(record->y)
		&& !(fabs(record->x) > metres_most) && !(fabs(record->y) > metres_most)
		&& (isnan(record->amount) || (record->amount > 0 && isfinite(record->amount)));
}

enum linkage_fault linkage_judge(const struct linkage_lists *lists, const struct linkage_settings *settings,
                                 size_t *at)
{
	*at = 0;
	if (!settings_are_fine(settings))
		return LINKAGE_bad_settings;
	if (lists->a_count > LINKAGE_RECORDS_MOST || lists->b_count > LINKAGE_RECORDS_MOST)
		return LINKAGE_too_many;
	for (*at = 0; *at < lists->a_count + lists->b_count; ++*at) {
		bool is_a = *at < lists->a_count;
		const struct linkage_record *record = is_a ? &lists->a[*at] : &lists->b[*at - lists->a_count];

		if (!record_is_fine(record, !settings->fits ? INT32_MAX : is_a ? settings->types_a : settings->types_b))
			return LINKAGE_bad_record;
	}
	return LINKAGE_fine;
}

/* ---- Patterns ---------------------------------------------------------------------------- */

static void patterns_name(struct linkage *found, const struct agreement *start)
{
	for (int32_t pattern = 0; pattern < LINKAGE_PATTERNS; pattern++) {
		int32_t left = pattern;

		for (int f = LINKAGE_FIELDS - 1; f >= 0; f--) {
			found->patterns[pattern].level[f] = (uint8_t)(left % start->fields[f].levels);
			left /= start->fields[f].levels;
		}
	}
}

/* Nobody has two partners: so many pairs at most belong together. */
static double share_possible(const struct linkage_lists *lists, const int64_t counts[LINKAGE_PATTERNS])
{
	double fewer = (double)(lists->a_count < lists->b_count ? lists->a_count : lists->b_count), pairs = 0;

	for (int pattern = 0; pattern < LINKAGE_PATTERNS; pattern++)
		pairs += (double)counts[pattern];
	return fewer < pairs ? fewer / pairs : 1;
}

static void patterns_learn(struct linkage *found, struct pairs *pairs, const struct linkage_lists *lists,
                           const struct linkage_settings *settings)
{
	struct agreement_settings agreement = settings->agreement;
	int64_t counts[LINKAGE_PATTERNS];

	patterns_name(found, &settings->start);
	pairs_count(pairs, counts);
	for (int pattern = 0; pattern < LINKAGE_PATTERNS; pattern++)
		found->patterns[pattern].count = counts[pattern];
	agreement.share_most = fmin(agreement.share_most, share_possible(lists, counts));
	found->fit = agreement_fit(&settings->start, found->patterns, LINKAGE_PATTERNS, &agreement);
}

/* ---- Links ------------------------------------------------------------------------------- */

/* A pair with its chance, for the order; equal chances are equal whatever the pattern. */
struct weighed { double chance; struct linkage_pair pair; };

static int by_chance(const void *one, const void *other)
{
	const struct weighed *x = one, *y = other;

	if (x->chance != y->chance)
		return x->chance > y->chance ? -1 : 1;
	if (x->pair.a != y->pair.a)
		return x->pair.a < y->pair.a ? -1 : 1;
	return (x->pair.b > y->pair.b) - (x->pair.b < y->pair.b);
}

static int by_a(const void *one, const void *other)
{
	const struct link *x = one, *y = other;

	return (x->a > y->a) - (x->a < y->a);
}

/* The patterns whose pairs may be links; false: they have too many pairs. */
static bool patterns_want(struct linkage *found, bool wanted[LINKAGE_PATTERNS], double review)
{
	int64_t likely = 0;

	for (int pattern = 0; pattern < LINKAGE_PATTERNS; pattern++) {
		wanted[pattern] = found->patterns[pattern].chance >= review;
		likely += wanted[pattern] ? found->patterns[pattern].count : 0;
	}
	found->too_many_likely = likely > LINKAGE_LIKELY_MOST ? likely : 0;
	return !found->too_many_likely;
}

/* The most likely first; whoever has a partner gets no other. */
static void partners_find(struct linkage *found, const struct linkage_lists *lists, const struct weighed *pairs,
                          size_t count, struct link *links, double accept)
{
	bool *a_taken = scratch_zeroed(lists->a_count, 1), *b_taken = scratch_zeroed(lists->b_count, 1);

	for (size_t i = 0; i < count; i++) {
		struct linkage_pair pair = pairs[i].pair;

		if (a_taken[pair.a] || b_taken[pair.b])
			continue;
		a_taken[pair.a] = b_taken[pair.b] = true;
		links[found->count++] = (struct link){ pair.a, pair.b, pair.pattern, pairs[i].chance,
			pairs[i].chance >= accept };
	}
	free(a_taken);
	free(b_taken);
}

static void links_find(struct arena *arena, struct linkage *found, struct pairs *pairs,
                       const struct linkage_lists *lists, const struct linkage_settings *settings)
{
	bool wanted[LINKAGE_PATTERNS];
	struct linkage_pair *kept;
	struct weighed *weighed;
	struct link *links;
	size_t count, fewer = lists->a_count < lists->b_count ? lists->a_count : lists->b_count;

	if (!patterns_want(found, wanted, settings->review))
		return;
	count = pairs_keep(pairs, wanted, &kept);
	weighed = scratch_grow(NULL, count, sizeof(*weighed));
	for (size_t i = 0; i < count; i++)
		weighed[i] = (struct weighed){ found->patterns[kept[i].pattern].chance, kept[i] };
	qsort(weighed, count, sizeof(*weighed), by_chance);
	links = arena_array(arena, struct link, (count < fewer ? count : fewer) + 1);
	/* Chances that are not to be relied on need a person, however high. */
	partners_find(found, lists, weighed, count, links,
		found->fit.finding == AGREEMENT_held ? INFINITY : settings->accept);
	qsort(links, found->count, sizeof(*links), by_a);
	free(weighed);
	found->links = links;
}

const struct linkage *linkage_make(struct arena *arena, const struct linkage_lists *lists,
                                   const struct linkage_settings *settings)
{
	struct linkage *found = arena_new(arena, struct linkage);
	struct pairs *pairs = pairs_open(lists, settings);

	patterns_learn(found, pairs, lists, settings);
	links_find(arena, found, pairs, lists, settings);
	pairs_close(pairs);
	for (size_t i = 0; i < found->count; i++) {
		found->accepted += found->links[i].is_accepted;
		found->expected_accepted += found->links[i].is_accepted ? found->links[i].chance : 0;
	}
	return found;
}
