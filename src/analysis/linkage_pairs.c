/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/linkage_pairs.c - see linkage_pairs.h.
 *
 * Three indexes of list a: by unit, by square of block_metres, by premises, each in order of
 * days and column by column.  For one record of list b the candidates are runs in them.  Records of
 * b are taken square by square and day by day, so that the runs of the next are mostly those
 * of the last and still near in memory.  Whoever was met in an earlier index is passed over in the
 * next by looking at the two records, not by remembering.
 *
 * Of a run those that are near enough are first written down, without a branch, and then compared
 * field by field: a hundred million pairs are mostly this loop.
 */
#include "analysis/linkage_pairs.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the records that are in it, by key and day. */
struct index {
	size_t count;
	uint64_t *key;
	int32_t *day, *unit, *premises, *type, *number;
	double *x, *y, *amount;
};
enum { BY_UNIT, BY_SQUARE, BY_PREMISES, INDEXES };

/* Where a record stands in an order. */
struct placed { uint64_t key; int32_t day, number; };

struct hand {
	int64_t counts[LINKAGE_PATTERNS];
	struct linkage_pair *kept;
	size_t kept_count, kept_room;
};

struct pairs {
	const struct linkage_lists *lists;
	const struct linkage_settings *settings;
	struct index indexes[INDEXES];
	struct placed *order;           /* in which records of b are taken */
	const bool *wanted;
	int32_t days_most;              /* those that are wanted are no farther apart */
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
	return (one >= 0) & (one == other);
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
	bool is_at = is_same(a->premises, b->premises) | (square <= metres[0] * metres[0]);

	return !is_at * (2 - (square <= metres[1] * metres[1]));
}

static inline bool type_fits(const struct linkage_record *a, const struct linkage_record *b,
                             const struct linkage_settings *settings)
{
	if (a->type < 0 || b->type < 0)
		return false;
	return settings->fits ? settings->fits[(size_t)a->type * (size_t)settings->types_b + (size_t)b->type]
		: a->type == b->type;
}

/* One that is not known makes both comparisons false. */
static inline int32_t amount_level(double one, double other, const double *ratios)
{
	double greater = one > other ? one : other, smaller = one > other ? other : one;

	return 2 - (greater <= ratios[0] * smaller) - (greater <= ratios[1] * smaller);
}

static inline int32_t pattern_of(const struct linkage_record *a, const struct linkage_record *b,
                                 const struct linkage_settings *settings)
{
	int32_t pattern = day_level(days_apart(a, b), settings->days);

	pattern = pattern * 2 + !is_same(a->unit, b->unit);
	pattern = pattern * 3 + distance_level(a, b, settings->metres);
	pattern = pattern * 2 + !type_fits(a, b, settings);
	return pattern * 3 + amount_level(a->amount, b->amount, settings->ratios);
}

int32_t linkage_pattern(const struct linkage_record *a, const struct linkage_record *b,
                        const struct linkage_settings *settings)
{
	return pattern_of(a, b, settings);
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
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static void index_room(struct index *index, size_t count)
{
	index->key = scratch_grow(NULL, count, sizeof(*index->key));
	index->day = scratch_grow(NULL, count, sizeof(*index->day));
	index->unit = scratch_grow(NULL, count, sizeof(*index->unit));
	index->premises = scratch_grow(NULL, count, sizeof(*index->premises));
	index->type = scratch_grow(NULL, count, sizeof(*index->type));
	index->number = scratch_grow(NULL, count, sizeof(*index->number));
	index->x = scratch_grow(NULL, count, sizeof(*index->x));
	index->y = scratch_grow(NULL, count, sizeof(*index->y));
	index->amount = scratch_grow(NULL, count, sizeof(*index->amount));
}

static void index_put(struct index *index, size_t at, struct placed placed, const struct linkage_record *record)
{
	index->key[at] = placed.key;
	index->day[at] = placed.day;
	index->number[at] = placed.number;
	index->unit[at] = record->unit;
	index->premises[at] = record->premises;
	index->type[at] = record->type;
	index->x[at] = record->x;
	index->y[at] = record->y;
	index->amount[at] = record->amount;
}

static inline struct linkage_record index_record(const struct index *index, size_t at)
{
	return (struct linkage_record){ index->day[at], index->unit[at], index->premises[at], index->type[at],
		index->x[at], index->y[at], index->amount[at] };
}

static void index_close(struct index *index)
{
	free(index->key);
	free(index->day);
	free(index->unit);
	free(index->premises);
	free(index->type);
	free(index->number);
	free(index->x);
	free(index->y);
	free(index->amount);
}

static void index_make(struct pairs *pairs, int way)
{
	struct index *index = &pairs->indexes[way];
	struct placed *placed = scratch_grow(NULL, pairs->lists->a_count, sizeof(*placed));

	for (size_t i = 0; i < pairs->lists->a_count; i++) {
		const struct linkage_record *record = &pairs->lists->a[i];
		struct placed one = { 0, record->day, (int32_t)i };

		if (key_of(way, record, pairs->settings, &one.key))
			placed[index->count++] = one;
	}
	qsort(placed, index->count, sizeof(*placed), by_key);
	index_room(index, index->count);
	for (size_t i = 0; i < index->count; i++)
		index_put(index, i, placed[i], &pairs->lists->a[placed[i].number]);
	free(placed);
}

/* By square, and by unit where there is none: never by both, and nothing but the time depends on it. */
static void order_make(struct pairs *pairs)
{
	pairs->order = scratch_grow(NULL, pairs->lists->b_count, sizeof(*pairs->order));
	for (size_t i = 0; i < pairs->lists->b_count; i++) {
		const struct linkage_record *record = &pairs->lists->b[i];
		struct placed *placed = &pairs->order[i];

		*placed = (struct placed){ 0, record->day, (int32_t)i };
		if (!key_of(BY_SQUARE, record, pairs->settings, &placed->key))
			placed->key = (uint32_t)record->unit;
	}
	qsort(pairs->order, pairs->lists->b_count, sizeof(*pairs->order), by_key);
}

static void part_make(void *context, int thread, size_t part)
{
	(void)thread;
	if (part < INDEXES)
		index_make(context, (int)part);
	else
		order_make(context);
}

/* The first of the index that does not stand before the key and the day. */
static size_t index_from(const struct index *index, uint64_t key, int32_t day)
{
	size_t from = 0, to = index->count;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (index->key[middle] < key || (index->key[middle] == key && index->day[middle] < day))
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

enum { NEAR_MOST = 1024 };

/* Those of a run that are near enough, and were not met by an earlier index; how many. */
static size_t near_find(const struct pairs *pairs, int way, size_t from, size_t to, const struct linkage_record *b,
                        uint32_t near[NEAR_MOST])
{
	const struct linkage_settings *settings = pairs->settings;
	const struct index *index = &pairs->indexes[way];
	double most = settings->block_metres * settings->block_metres;
	size_t count = 0;

	for (size_t i = from; i < to; i++) {
		double x = index->x[i] - b->x, y = index->y[i] - b->y;
		bool is_unit = is_same(index->unit[i], b->unit), is_near = x * x + y * y <= most;
		bool is_within = abs(index->day[i] - b->day) <= settings->block_days;

		near[count] = (uint32_t)i;
		count += way == BY_UNIT || (way == BY_SQUARE ? is_near & !is_unit : !(is_within & (is_unit | is_near)));
	}
	return count;
}

/* All of them are within the days, and have the key. */
static inline void near_meet(struct pairs *pairs, struct hand *hand, int way, size_t from, size_t to, int32_t number)
{
	const struct linkage_record *b = &pairs->lists->b[number];
	const struct index *index = &pairs->indexes[way];
	uint32_t near[NEAR_MOST];
	size_t count = near_find(pairs, way, from, to, b, near);

	for (size_t i = 0; i < count; i++) {
		struct linkage_record a = index_record(index, near[i]);
		int32_t pattern = pattern_of(&a, b, pairs->settings);

		hand->counts[pattern]++;
		if (pairs->wanted && pairs->wanted[pattern])
			pair_keep(hand, index->number[near[i]], number, pattern);
	}
}

/* Whoever stands in a run of one index, and was not met by an earlier one. */
static void run_meet(struct pairs *pairs, struct hand *hand, int way, uint64_t key, int32_t number)
{
	const struct linkage_settings *settings = pairs->settings;
	int32_t days = way == BY_PREMISES ? settings->premises_days : settings->block_days;
	int32_t day = pairs->lists->b[number].day;
	size_t from, to;

	days = days < pairs->days_most ? days : pairs->days_most;
	from = index_from(&pairs->indexes[way], key, day - days);
	to = index_from(&pairs->indexes[way], key, day + days + 1);
	for (; from < to; from += NEAR_MOST)
		near_meet(pairs, hand, way, from, from + NEAR_MOST < to ? from + NEAR_MOST : to, number);
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

static void record_meet(void *context, int thread, size_t place)
{
	struct pairs *pairs = context;
	struct hand *hand = &pairs->hands[thread];
	int32_t number = pairs->order[place].number;
	const struct linkage_record *b = &pairs->lists->b[number];

	if (b->unit >= 0)
		run_meet(pairs, hand, BY_UNIT, (uint64_t)b->unit, number);
	squares_meet(pairs, hand, number);
	if (b->premises >= 0)
		run_meet(pairs, hand, BY_PREMISES, (uint64_t)b->premises, number);
}

struct pairs *pairs_open(const struct linkage_lists *lists, const struct linkage_settings *settings)
{
	struct pairs *pairs = scratch_zeroed(1, sizeof(*pairs));

	pairs->lists = lists;
	pairs->settings = settings;
	pairs->days_most = INT32_MAX;
	parallel_for(settings->threads, INDEXES + 1, part_make, pairs);
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

/* Patterns that are wanted are mostly of records that are few days apart. */
static int32_t days_wanted(const struct linkage_settings *settings, const bool wanted[LINKAGE_PATTERNS])
{
	enum { BEYOND_DAYS = LINKAGE_PATTERNS / 4, LEVELS = 4 };
	int32_t highest = 0;

	for (int32_t pattern = 0; pattern < LINKAGE_PATTERNS; pattern++)
		if (wanted[pattern] && pattern / BEYOND_DAYS > highest)
			highest = pattern / BEYOND_DAYS;
	return highest < LEVELS - 1 ? settings->days[highest] : INT32_MAX;
}

size_t pairs_keep(struct pairs *pairs, const bool wanted[LINKAGE_PATTERNS], struct linkage_pair **kept)
{
	int64_t counts[LINKAGE_PATTERNS];
	size_t count = 0, done = 0;

	pairs->wanted = wanted;
	pairs->days_most = days_wanted(pairs->settings, wanted);
	pairs_count(pairs, counts);
	pairs->wanted = NULL;
	pairs->days_most = INT32_MAX;
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
		index_close(&pairs->indexes[i]);
	for (int i = 0; i < PARALLEL_MOST; i++)
		free(pairs->hands[i].kept);
	free(pairs->order);
	free(pairs->kept);
	free(pairs);
}
