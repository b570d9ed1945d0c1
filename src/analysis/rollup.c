/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/rollup.c - see rollup.h. */
#include "analysis/rollup.h"

#include <math.h>
#include <stdlib.h>

const double alike_points[ALIKE_COUNT] = { [ALIKE_source] = 1, [ALIKE_types] = 3, [ALIKE_nodes] = 2,
	[ALIKE_place] = 1, [ALIKE_words] = 3 };
const double alike_enough = 3.5;

/* ---- Likeness ---------------------------------------------------------------------------------- */

/* How rare each word is: log(1 + n / so many that have it). */
struct rarity { int32_t largest; double *of; };

static struct rarity rarity_of(struct arena *arena, const struct alike_item *items, size_t count)
{
	struct rarity rarity = { -1, NULL };

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < items[i].of[ALIKE_words].count; k++)
			if (items[i].of[ALIKE_words].at[k] > rarity.largest)
				rarity.largest = items[i].of[ALIKE_words].at[k];
	rarity.of = arena_array(arena, double, (size_t)(rarity.largest + 1) + 1);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < items[i].of[ALIKE_words].count; k++)
			rarity.of[items[i].of[ALIKE_words].at[k]]++;
	for (int32_t w = 0; w <= rarity.largest; w++)
		rarity.of[w] = rarity.of[w] > 0 ? log(1 + (double)count / rarity.of[w]) : 0;
	return rarity;
}

static double norm_of(const struct rarity *rarity, struct number_set words)
{
	double sum = 0;

	for (size_t k = 0; k < words.count; k++)
		sum += rarity->of[words.at[k]] * rarity->of[words.at[k]];
	return sqrt(sum);
}

/* What both have: how many, or with rarity the sum of its squares. */
static double common(struct number_set a, struct number_set b, const struct rarity *rarity)
{
	double sum = 0;

	for (size_t i = 0, k = 0; i < a.count && k < b.count; ) {
		if (a.at[i] < b.at[k]) {
			i++;
		} else if (a.at[i] > b.at[k]) {
			k++;
		} else {
			sum += rarity ? rarity->of[a.at[i]] * rarity->of[a.at[i]] : 1;
			i++, k++;
		}
	}
	return sum;
}

/* A share of what the one with fewer has: few things in common with much are still a likeness. */
static double share(struct number_set a, struct number_set b)
{
	size_t fewer = a.count < b.count ? a.count : b.count;

	return fewer ? common(a, b, NULL) / (double)fewer : 0;
}

static double points(const struct alike_item *a, const struct alike_item *b,
                     const struct rarity *rarity, double norm_a, double norm_b)
{
	double sum = 0;

	for (int in = 0; in < ALIKE_words; in++)
		sum += alike_points[in] * share(a->of[in], b->of[in]);
	if (norm_a > 0 && norm_b > 0)
		sum += alike_points[ALIKE_words]
			* common(a->of[ALIKE_words], b->of[ALIKE_words], rarity) / (norm_a * norm_b);
	return sum;
}

double alike_of(struct arena *arena, const struct alike_item *items, size_t count, size_t a, size_t b)
{
	struct rarity rarity = rarity_of(arena, items, count);

	return points(&items[a], &items[b], &rarity, norm_of(&rarity, items[a].of[ALIKE_words]),
		norm_of(&rarity, items[b].of[ALIKE_words]));
}

/* ---- Grouping: average linkage, each group knowing its nearest -------------------------------------- */

struct linkage {
	size_t count;
	double *points;                 /* count x count; of groups, under the number of their first item */
	size_t *size;                   /* 0: has become part of another */
	size_t *group;                  /* of each item */
	size_t *nearest;                /* of each group */
};

static double *at(const struct linkage *linkage, size_t a, size_t b)
{
	return &linkage->points[a * linkage->count + b];
}

static void nearest_find(struct linkage *linkage, size_t a)
{
	size_t best = a;

	for (size_t b = 0; b < linkage->count; b++)
		if (b != a && linkage->size[b] && (best == a || *at(linkage, a, b) > *at(linkage, a, best)))
			best = b;
	linkage->nearest[a] = best;
}

static struct linkage linkage_begin(struct arena *arena, const struct alike_item *items, size_t count)
{
	struct rarity rarity = rarity_of(arena, items, count);
	double *norms = arena_array(arena, double, count + 1);
	struct linkage linkage = { count, arena_array(arena, double, count * count + 1),
		arena_array(arena, size_t, count + 1), arena_array(arena, size_t, count + 1),
		arena_array(arena, size_t, count + 1) };

	for (size_t i = 0; i < count; i++) {
		norms[i] = norm_of(&rarity, items[i].of[ALIKE_words]);
		linkage.size[i] = 1;
		linkage.group[i] = i;
	}
	for (size_t a = 0; a < count; a++)
		for (size_t b = a + 1; b < count; b++)
			*at(&linkage, a, b) = *at(&linkage, b, a)
				= points(&items[a], &items[b], &rarity, norms[a], norms[b]);
	for (size_t a = 0; a < count; a++)
		nearest_find(&linkage, a);
	return linkage;
}

/* The two groups that are most alike; false when nothing is alike enough. */
static bool closest(const struct linkage *linkage, size_t *a, size_t *b)
{
	double best = alike_enough;
	bool is_found = false;

	for (size_t i = 0; i < linkage->count; i++) {
		size_t to = linkage->nearest[i];

		if (!linkage->size[i] || to == i || *at(linkage, i, to) < best
		    || (is_found && *at(linkage, i, to) <= best))
			continue;
		best = *at(linkage, i, to);
		*a = i < to ? i : to;
		*b = i < to ? to : i;
		is_found = true;
	}
	return is_found;
}

static void join(struct linkage *linkage, size_t a, size_t b)
{
	double in_a = (double)linkage->size[a], in_b = (double)linkage->size[b];

	for (size_t k = 0; k < linkage->count; k++)
		if (k != a && k != b && linkage->size[k])
			*at(linkage, a, k) = *at(linkage, k, a)
				= (in_a * *at(linkage, a, k) + in_b * *at(linkage, b, k)) / (in_a + in_b);
	for (size_t i = 0; i < linkage->count; i++)
		if (linkage->group[i] == b)
			linkage->group[i] = a;
	linkage->size[a] += linkage->size[b];
	linkage->size[b] = 0;
	for (size_t k = 0; k < linkage->count; k++)
		if (linkage->size[k] && (k == a || linkage->nearest[k] == a || linkage->nearest[k] == b))
			nearest_find(linkage, k);
}

/* ---- Why --------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
	int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;

	return one < other ? -1 : one > other;
}

static int by_items(const void *a, const void *b)
{
	const struct alike_reason *one = a, *other = b;

	if (one->in != other->in)
		return one->in < other->in ? -1 : 1;
	if (one->items != other->items)
		return one->items > other->items ? -1 : 1;
	return one->what < other->what ? -1 : one->what > other->what;
}

/* How many of all have it: a word that most of the others have too explains nothing. */
static size_t having(const struct alike_item *items, size_t count, enum alike in, int32_t what)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < items[i].of[in].count; k++)
			found += items[i].of[in].at[k] == what;
	return found;
}

static size_t reasons_in(struct arena *arena, const struct alike_item *items, size_t count,
                         const struct alike_group *group, enum alike in, struct alike_reason *reasons)
{
	size_t all = 0, kept = 0, same = 0, least = (group->count + 1) / 2;
	int32_t *seen;

	for (size_t i = 0; i < group->count; i++)
		all += items[group->items[i]].of[in].count;
	seen = arena_array(arena, int32_t, all + 1);
	all = 0;
	for (size_t i = 0; i < group->count; i++)
		for (size_t k = 0; k < items[group->items[i]].of[in].count; k++)
			seen[all++] = items[group->items[i]].of[in].at[k];
	qsort(seen, all, sizeof(*seen), by_number);
	for (size_t i = 0; i < all; i += same) {
		for (same = 1; i + same < all && seen[i + same] == seen[i]; same++)
			continue;
		if (same >= 2 && same >= least
		    && (in != ALIKE_words || same * 2 > having(items, count, in, seen[i])))
			reasons[kept++] = (struct alike_reason){ in, seen[i], same };
	}
	return kept;
}

static void reasons_put(struct arena *arena, const struct alike_item *items, size_t count,
                        struct alike_group *group)
{
	struct alike_reason *reasons;
	size_t most = 1;

	for (size_t i = 0; i < group->count; i++)
		for (int in = 0; in < ALIKE_COUNT; in++)
			most += items[group->items[i]].of[in].count;
	group->reasons = reasons = arena_array(arena, struct alike_reason, most);
	for (int in = 0; in < ALIKE_COUNT; in++)
		group->reason_count += reasons_in(arena, items, count, group, (enum alike)in,
			reasons + group->reason_count);
	qsort(reasons, group->reason_count, sizeof(*reasons), by_items);
}

/* ---- Groups -------------------------------------------------------------------------------------------- */

static size_t units_in(struct arena *arena, const struct alike_item *items, const struct alike_group *group)
{
	int32_t *units = arena_array(arena, int32_t, group->count + 1);
	size_t different = 0;

	for (size_t i = 0; i < group->count; i++)
		units[i] = items[group->items[i]].unit;
	qsort(units, group->count, sizeof(*units), by_number);
	for (size_t i = 0; i < group->count; i++)
		different += !i || units[i] != units[i - 1];
	return different;
}

static struct alike_group group_of(struct arena *arena, const struct linkage *linkage,
                                   const struct alike_item *items, size_t number)
{
	size_t *inside = arena_array(arena, size_t, linkage->size[number] + 1);
	struct alike_group group = { .items = inside };

	for (size_t i = 0; i < linkage->count; i++)
		if (linkage->group[i] == number)
			inside[group.count++] = i;
	group.units = units_in(arena, items, &group);
	return group;
}

static int by_size(const void *a, const void *b)
{
	const struct alike_group *one = a, *other = b;

	if (one->units != other->units)
		return one->units > other->units ? -1 : 1;
	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return one->items[0] < other->items[0] ? -1 : 1;
}

struct alike_groups alike_group_all(struct arena *arena, const struct alike_item *items, size_t count)
{
	struct linkage linkage = linkage_begin(arena, items, count);
	struct alike_group *groups = arena_array(arena, struct alike_group, count + 1);
	size_t found = 0, a = 0, b = 0;

	while (closest(&linkage, &a, &b))
		join(&linkage, a, b);
	for (size_t i = 0; i < count; i++) {
		if (linkage.size[i] < 2)
			continue;
		groups[found] = group_of(arena, &linkage, items, i);
		if (groups[found].units < 2)
			continue;
		reasons_put(arena, items, count, &groups[found]);
		found++;
	}
	qsort(groups, found, sizeof(*groups), by_size);
	return (struct alike_groups){ found, groups };
}

/* ---- Frequencies ------------------------------------------------------------------------------------------ */

enum { SAID_MOST = 1000 };

struct rollup rollup_of(const struct spread *said, size_t count)
{
	struct spread fine[SAID_MOST];
	struct rollup rollup = { .least = INFINITY };
	double sum = 0, squares = 0, mean;

	for (size_t i = 0; i < count && rollup.count < SAID_MOST; i++) {
		if (!spread_is_fine(said[i]) || !(said[i].low > 0))
			continue;
		fine[rollup.count++] = said[i];
		rollup.least = fmin(rollup.least, said[i].middle);
		rollup.most = fmax(rollup.most, said[i].middle);
		sum += log10(said[i].middle);
		squares += log10(said[i].middle) * log10(said[i].middle);
	}
	if (!rollup.count)
		return (struct rollup){ 0 };
	mean = sum / (double)rollup.count;
	rollup.decades = sqrt(fmax(0, squares / (double)rollup.count - mean * mean));
	rollup.is_apart = rollup.most > 10 * rollup.least;
	rollup.pooled = (struct spread){ pool_quantile(fine, rollup.count, 0.05),
		pool_quantile(fine, rollup.count, 0.5), pool_quantile(fine, rollup.count, 0.95) };
	return rollup;
}
