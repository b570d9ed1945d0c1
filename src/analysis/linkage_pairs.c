/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/linkage_pairs.c - see linkage_pairs.h.
 *
 * Three indexes of list a: by unit, by square of block_metres, by premises, each in order of
 * days.  For one record of list b the candidates are runs in them.  Whoever was met in an
 * earlier index is passed over in the next by looking at the two records, not by remembering.
 */
#include "analysis/linkage_pairs.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A record where its index has it: what is compared stands together in memory. */
struct placed { uint64_t key; struct linkage_record record; int32_t number; };
struct index { struct placed *at; size_t count; };
enum { BY_UNIT, BY_SQUARE, BY_PREMISES, INDEXES };

struct hand {
	int64_t counts[LINKAGE_PATTERNS];
	struct linkage_pair *kept;
	size_t kept_count, kept_room;
};

struct pairs {
	const struct linkage_lists *lists;
	const struct linkage_settings *settings;
	struct index indexes[INDEXES];
	const bool *wanted;
	struct hand hands[PARALLEL_MOST];
	struct linkage_pair *kept;
};

/* ---- Two records ------------------------------------------------------------------------- */

static inline int32_t days_apart(const struct linkage_record *a, const struct linkage_record *b)
{
	return abs(a->day - b->day);
}

static inline double square_apart(const struct linkage_record *a, const struct linkage_record *b)
{
	double x = a->x - b->x, y = a->y - b->y;

	return x * x + y * y;           /* NAN when a place is not known: then no comparison is true */
}

static inline bool is_same(int32_t one, int32_t other)
{
	return one >= 0 && one == other;
}

static inline bool meets_by(int way, const struct linkage_record *a, const struct linkage_record *b,
                            const struct linkage_settings *settings)
{
	int32_t days = days_apart(a, b);

	if (way == BY_UNIT)
		return days <= settings->block_days && is_same(a->unit, b->unit);
	if (way == BY_SQUARE)
		return days <= settings->block_days
			&& square_apart(a, b) <= settings->block_metres * settings->block_metres;
	return days <= settings->premises_days && is_same(a->premises, b->premises);
}

bool linkage_is_candidate(const struct linkage_record *a, const struct linkage_record *b,
                          const struct linkage_settings *settings)
{
	return meets_by(BY_UNIT, a, b, settings) || meets_by(BY_SQUARE, a, b, settings)
		|| meets_by(BY_PREMISES, a, b, settings);
}

static inline int32_t day_level(int32_t days, const int32_t *edges)
{
	return (days > edges[0]) + (days > edges[1]) + (days > edges[2]);
}

static inline int32_t distance_level(const struct linkage_record *a, const struct linkage_record *b,
                                     const double *metres)
{
	double square = square_apart(a, b);

	if (is_same(a->premises, b->premises) || square <= metres[0] * metres[0])
		return 0;
	return square <= metres[1] * metres[1] ? 1 : 2;
}

static inline bool type_fits(const struct linkage_record *a, const struct linkage_record *b,
                             const struct linkage_settings *settings)
{
	if (a->type < 0 || b->type < 0)
		return false;
	return settings->fits ? settings->fits[(size_t)a->type * (size_t)settings->types_b + (size_t)b->type]
		: a->type == b->type;
}

static inline int32_t amount_level(double one, double other, const double *ratios)
{
	double ratio = one > other ? one / other : other / one;

	return ratio <= ratios[0] ? 0 : ratio <= ratios[1] ? 1 : 2;
}

int32_t linkage_pattern(const struct linkage_record *a, const struct linkage_record *b,
                        const struct linkage_settings *settings)
{
	int32_t pattern = day_level(days_apart(a, b), settings->days);

	pattern = pattern * 2 + !is_same(a->unit, b->unit);
	pattern = pattern * 3 + distance_level(a, b, settings->metres);
	pattern = pattern * 2 + !type_fits(a, b, settings);
	return pattern * 3 + amount_level(a->amount, b->amount, settings->ratios);
}

/* ---- Indexes ----------------------------------------------------------------------------- */

static uint64_t square_key(double x, double y)
{
	return (uint64_t)(uint32_t)(int32_t)x << 32 | (uint32_t)(int32_t)y;
}

static double square_of(double metres, const struct linkage_settings *settings)
{
	return floor(metres / settings->block_metres);
}

/* False: the record is not in this index. */
static bool key_of(int way, const struct linkage_record *record, const struct linkage_settings *settings,
                   uint64_t *key)
{
	if (way == BY_SQUARE && (isnan(record->x) || isnan(record->y)))
		return false;
	if (way == BY_SQUARE)
		*key = square_key(square_of(record->x, settings), square_of(record->y, settings));
	else
		*key = (uint64_t)(int64_t)(way == BY_UNIT ? record->unit : record->premises);
	return way == BY_SQUARE || (int64_t)*key >= 0;
}

static int by_key(const void *one, const void *other)
{
	const struct placed *a = one, *b = other;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->record.day != b->record.day)
		return a->record.day < b->record.day ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static void index_make(void *context, int thread, size_t way)
{
	struct pairs *pairs = context;
	struct index *index = &pairs->indexes[way];

	(void)thread;
	index->at = scratch_grow(NULL, pairs->lists->a_count, sizeof(*index->at));
	for (size_t i = 0; i < pairs->lists->a_count; i++) {
		struct placed placed = { 0, pairs->lists->a[i], (int32_t)i };

		if (key_of((int)way, &placed.record, pairs->settings, &placed.key))
			index->at[index->count++] = placed;
	}
	qsort(index->at, index->count, sizeof(*index->at), by_key);
}

/* The first of the index that does not stand before the key and the day. */
static size_t index_from(const struct index *index, uint64_t key, int32_t day)
{
	size_t from = 0, to = index->count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		const struct placed *placed = &index->at[middle];

		if (placed->key < key || (placed->key == key && placed->record.day < day))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* ---- Pairs ------------------------------------------------------------------------------- */

static void pair_keep(struct hand *hand, int32_t a, int32_t b, int32_t pattern)
{
	if (hand->kept_count == hand->kept_room) {
		hand->kept_room = hand->kept_room * 2 + 1024;
		hand->kept = scratch_grow(hand->kept, hand->kept_room, sizeof(*hand->kept));
	}
	hand->kept[hand->kept_count++] = (struct linkage_pair){ a, b, pattern };
}

/* Whoever stands in a run of one index, and was not met by an earlier one. */
static void run_meet(struct pairs *pairs, struct hand *hand, int way, uint64_t key, int32_t number)
{
	const struct linkage_settings *settings = pairs->settings;
	const struct linkage_record *b = &pairs->lists->b[number];
	const struct index *index = &pairs->indexes[way];
	int32_t days = way == BY_PREMISES ? settings->premises_days : settings->block_days;

	for (size_t i = index_from(index, key, b->day - days); i < index->count; i++) {
		const struct placed *a = &index->at[i];
		int32_t pattern;

		if (a->key != key || a->record.day > b->day + days)
			return;
		if (!meets_by(way, &a->record, b, settings)
		    || (way > BY_UNIT && meets_by(BY_UNIT, &a->record, b, settings))
		    || (way > BY_SQUARE && meets_by(BY_SQUARE, &a->record, b, settings)))
			continue;
		pattern = linkage_pattern(&a->record, b, settings);
		hand->counts[pattern]++;
		if (pairs->wanted && pairs->wanted[pattern])
			pair_keep(hand, a->number, number, pattern);
	}
}

static void squares_meet(struct pairs *pairs, struct hand *hand, int32_t number)
{
	const struct linkage_record *b = &pairs->lists->b[number];

	if (isnan(b->x) || isnan(b->y))
		return;
	for (int i = -1; i <= 1; i++)
		for (int k = -1; k <= 1; k++)
			run_meet(pairs, hand, BY_SQUARE, square_key(square_of(b->x, pairs->settings) + i,
				square_of(b->y, pairs->settings) + k), number);
}

static void record_meet(void *context, int thread, size_t number)
{
	struct pairs *pairs = context;
	struct hand *hand = &pairs->hands[thread];
	const struct linkage_record *b = &pairs->lists->b[number];

	if (b->unit >= 0)
		run_meet(pairs, hand, BY_UNIT, (uint64_t)b->unit, (int32_t)number);
	squares_meet(pairs, hand, (int32_t)number);
	if (b->premises >= 0)
		run_meet(pairs, hand, BY_PREMISES, (uint64_t)b->premises, (int32_t)number);
}

struct pairs *pairs_open(const struct linkage_lists *lists, const struct linkage_settings *settings)
{
	struct pairs *pairs = scratch_zeroed(1, sizeof(*pairs));

	pairs->lists = lists;
	pairs->settings = settings;
	parallel_for(settings->threads, INDEXES, index_make, pairs);
	return pairs;
}

void pairs_count(struct pairs *pairs, int64_t counts[LINKAGE_PATTERNS])
{
	for (int i = 0; i < PARALLEL_MOST; i++)
		memset(pairs->hands[i].counts, 0, sizeof(pairs->hands[i].counts));
	parallel_for(pairs->settings->threads, pairs->lists->b_count, record_meet, pairs);
	memset(counts, 0, LINKAGE_PATTERNS * sizeof(*counts));
	for (int i = 0; i < PARALLEL_MOST; i++)
		for (int pattern = 0; pattern < LINKAGE_PATTERNS; pattern++)
			counts[pattern] += pairs->hands[i].counts[pattern];
}

size_t pairs_keep(struct pairs *pairs, const bool wanted[LINKAGE_PATTERNS], struct linkage_pair **kept)
{
	int64_t counts[LINKAGE_PATTERNS];
	size_t count = 0, done = 0;

	pairs->wanted = wanted;
	pairs_count(pairs, counts);
	pairs->wanted = NULL;
	for (int i = 0; i < PARALLEL_MOST; i++)
		count += pairs->hands[i].kept_count;
	*kept = pairs->kept = scratch_grow(pairs->kept, count, sizeof(*pairs->kept));
	for (int i = 0; i < PARALLEL_MOST; i++) {
		struct hand *hand = &pairs->hands[i];

		if (hand->kept_count)
			memcpy(&pairs->kept[done], hand->kept, hand->kept_count * sizeof(*hand->kept));
		done += hand->kept_count;
		hand->kept_count = 0;
	}
	return count;
}

void pairs_close(struct pairs *pairs)
{
	for (int i = 0; i < INDEXES; i++)
		free(pairs->indexes[i].at);
	for (int i = 0; i < PARALLEL_MOST; i++)
		free(pairs->hands[i].kept);
	free(pairs->kept);
	free(pairs);
}
