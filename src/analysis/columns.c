/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/columns.c - see columns.h. */
#include "analysis/columns.h"

#include "analysis/scratch.h"
#include "base/say.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* OUTS: places for rows that are out, so that one such row need not wait for the one before. */
enum { TRIES = 8, WORDS = 2, BLOCK = 2048, OUTS = 8 };

static const uint64_t MAGIC = UINT64_C(0x766172636f6c3031);     /* with the layout's version */

#define COLUMN_ARRAY(name, type) _Alignas(64) type name[COLUMN_SEGMENT];
struct segment {
	struct { uint16_t least, most; } range[COLUMN_count];
	uint32_t filled;                /* rows of a unit */
	COLUMNS(COLUMN_ARRAY)
};
#undef COLUMN_ARRAY

struct columns {
	uint64_t magic;
	uint32_t capacity, rows;
	_Atomic uint64_t changes;       /* odd while somebody writes */
	uint64_t words[WORDS];
	_Alignas(64) struct segment segments[];
};

#define COLUMN_WIDTH(name, type) sizeof(type),
static const uint8_t widths[] = { COLUMNS(COLUMN_WIDTH) };
#undef COLUMN_WIDTH

#define COLUMN_PLACE(name, type) offsetof(struct segment, name),
static const size_t places[] = { COLUMNS(COLUMN_PLACE) };
#undef COLUMN_PLACE

/* ---- Memory ------------------------------------------------------------------------------ */

static size_t segments_for(uint32_t rows)
{
	return ((size_t)rows + COLUMN_SEGMENT - 1) / COLUMN_SEGMENT;
}

size_t columns_bytes(uint32_t capacity)
{
	return sizeof(struct columns) + segments_for(capacity) * sizeof(struct segment);
}

struct columns *columns_make(void *memory, uint32_t capacity)
{
	struct columns *columns = memory;

	must(((uintptr_t)memory & 63) == 0);
	columns->magic = MAGIC;
	columns->capacity = capacity;
	return columns;
}

struct columns *columns_of(void *memory, size_t bytes)
{
	struct columns *columns = memory;

	if (bytes < sizeof(*columns) || columns->magic != MAGIC || columns->rows > columns->capacity
	    || bytes < columns_bytes(columns->capacity) || (atomic_load(&columns->changes) & 1))
		return NULL;
	return columns;
}

uint32_t columns_capacity(const struct columns *columns)
{
	return columns->capacity;
}

uint32_t columns_rows(const struct columns *columns)
{
	return columns->rows;
}

uint64_t columns_word(const struct columns *columns, int which)
{
	must(which >= 0 && which < WORDS);
	return columns->words[which];
}

/* ---- Writing ----------------------------------------------------------------------------- */

void columns_change_begin(struct columns *columns)
{
	must((atomic_fetch_add(&columns->changes, 1) & 1) == 0);
	atomic_thread_fence(memory_order_seq_cst);
}

void columns_change_finish(struct columns *columns)
{
	atomic_thread_fence(memory_order_seq_cst);
	must((atomic_fetch_add(&columns->changes, 1) & 1) == 1);
}

void columns_word_put(struct columns *columns, int which, uint64_t word)
{
	must(which >= 0 && which < WORDS);
	columns->words[which] = word;
}

/* Of the rows that have a unit.  The least and the greatest only part: a value that has gone
 * may stay within them. */
static void range_widen(struct segment *segment, enum event_column column, uint16_t value)
{
	if (!segment->filled || value < segment->range[column].least)
		segment->range[column].least = value;
	if (!segment->filled || value > segment->range[column].most)
		segment->range[column].most = value;
}

static void ranges_widen(struct segment *segment, const struct column_row *row)
{
#define COLUMN_WIDEN(name, type) range_widen(segment, COLUMN_##name, row->name);
	COLUMNS(COLUMN_WIDEN)
#undef COLUMN_WIDEN
}

void columns_put(struct columns *columns, uint32_t number, const struct column_row *row)
{
	struct segment *segment;
	uint32_t at = number % COLUMN_SEGMENT;

	must(number < columns->capacity && (atomic_load(&columns->changes) & 1));
	segment = &columns->segments[number / COLUMN_SEGMENT];
	if (segment->unit[at])
		segment->filled--;
	if (row->unit) {
		ranges_widen(segment, row);
		segment->filled++;
	}
#define COLUMN_PUT(name, type) segment->name[at] = row->name;
	COLUMNS(COLUMN_PUT)
#undef COLUMN_PUT
	if (number >= columns->rows)
		columns->rows = number + 1;
}

/* ---- Counting ---------------------------------------------------------------------------- */

/* A dimension of a count: where a run of values with one and the same offset begins, so that
 * a segment whose values all lie in a run is told without reading them. */
struct scan_map {
	enum event_column column;
	const uint32_t *offset;
	uint32_t *run_begin;
	uint32_t *out_before;           /* how many values below this one are out */
};

struct scan {
	const struct columns *columns;
	struct scan_map maps[COLUMN_MAPS_MOST + 1];
	size_t map_count;
	uint32_t groups;
	enum event_column sum_of;
	uint32_t *counts;               /* groups + OUTS: the last for what is out */
	uint64_t *sums;                 /* groups + 1, or NULL */
};

static uint32_t column_most(const struct columns *columns, enum event_column column)
{
	uint32_t most = 0;

	for (size_t i = 0; i < segments_for(columns->rows); i++)
		if (columns->segments[i].range[column].most > most)
			most = columns->segments[i].range[column].most;
	return most;
}

/* Beyond what the column holds now each value is a run of its own: a writer may put it before
 * the rows are read, and then it must not pass for one that was looked at. */
static uint32_t *run_begins(const uint32_t *offset, uint32_t values, uint32_t most)
{
	uint32_t *begin = scratch_zeroed(values, sizeof(*begin));

	for (uint32_t value = 1; value <= most; value++)
		begin[value] = offset[value] == offset[value - 1] ? begin[value - 1] : value;
	for (uint32_t value = most + 1; value < values; value++)
		begin[value] = value;
	return begin;
}

static uint32_t *outs_before(const uint32_t *offset, uint32_t values, uint32_t most)
{
	uint32_t *before = scratch_zeroed(values + 1, sizeof(*before));

	for (uint32_t value = 0; value <= most; value++)
		before[value + 1] = before[value] + (offset[value] >= COLUMN_OUT);
	return before;
}

static void scan_map_add(struct scan *scan, enum event_column column, const uint32_t *offset)
{
	uint32_t values, most;

	must(column < COLUMN_count);
	values = widths[column] == 1 ? 256 : COLUMN_VALUES;
	most = column_most(scan->columns, column);
	scan->maps[scan->map_count++] = (struct scan_map){ .column = column, .offset = offset,
		.run_begin = run_begins(offset, values, most), .out_before = outs_before(offset, values, most) };
}

/* The maps that must be read in this segment, and what the others add up to; COLUMN_OUT or
 * more when no row of it counts.  What has no unit is not in the ranges: the units of a
 * segment that is not full are read. */
static uint32_t scan_reduce(const struct scan *scan, const struct segment *segment, bool is_full,
                            struct scan_map *read, size_t *read_count)
{
	uint32_t constant = 0;

	*read_count = 0;
	for (size_t i = 0; i < scan->map_count; i++) {
		const struct scan_map *map = &scan->maps[i];
		uint32_t least = segment->range[map->column].least;
		uint32_t most = segment->range[map->column].most;
		bool is_one = map->run_begin[most] <= least;

		if (is_one && map->offset[most] >= COLUMN_OUT)
			return COLUMN_OUT;
		if (is_one && (is_full || map->column != COLUMN_unit))
			constant += map->offset[most];
		else
			read[(*read_count)++] = *map;
	}
	return constant;
}

/* ---- Rows of a segment ------------------------------------------------------------------- */

static const uint8_t *narrow_of(const struct segment *segment, enum event_column column)
{
	return (const uint8_t *)segment + places[column];
}

static const uint16_t *wide_of(const struct segment *segment, enum event_column column)
{
	return (const uint16_t *)(const void *)((const char *)segment + places[column]);
}

/* A block of rows that may count: which of the segment they are, and their group so far. */
struct block { size_t count; uint16_t row[BLOCK]; uint32_t key[BLOCK]; };

static void block_begin(struct block *block, size_t from, size_t count, uint32_t constant)
{
	block->count = count;
	for (size_t i = 0; i < count; i++) {
		block->row[i] = (uint16_t)(from + i);
		block->key[i] = constant;
	}
}

/* Rows that are out by this map are left out at once. */
static void block_choose(struct block *block, const struct scan_map *map, const struct segment *segment)
{
	const uint32_t *offset = map->offset;
	const uint8_t *narrow = narrow_of(segment, map->column);
	const uint16_t *wide = wide_of(segment, map->column);
	bool is_narrow = widths[map->column] == 1;
	size_t kept = 0;

	for (size_t i = 0; i < block->count; i++) {
		uint16_t row = block->row[i];
		uint32_t found = offset[is_narrow ? narrow[row] : wide[row]];

		block->key[kept] = block->key[i] + found;
		block->row[kept] = row;
		kept += found < COLUMN_OUT;
	}
	block->count = kept;
}

static void block_add(struct block *block, const struct scan_map *map, const struct segment *segment)
{
	const uint32_t *offset = map->offset;
	const uint8_t *narrow = narrow_of(segment, map->column);
	const uint16_t *wide = wide_of(segment, map->column);

	if (widths[map->column] == 1)
		for (size_t i = 0; i < block->count; i++)
			block->key[i] += offset[narrow[block->row[i]]];
	else
		for (size_t i = 0; i < block->count; i++)
			block->key[i] += offset[wide[block->row[i]]];
}

static inline void row_count(uint32_t *counts, uint32_t groups, uint32_t key, size_t row)
{
	counts[key < groups ? key : groups + (uint32_t)(row % OUTS)]++;
}

static void block_count(const struct scan *scan, const struct block *block, const struct segment *segment)
{
	for (size_t i = 0; i < block->count; i++)
		row_count(scan->counts, scan->groups, block->key[i], i);
	for (size_t i = 0; scan->sums && i < block->count; i++) {
		uint32_t key = block->key[i] < scan->groups ? block->key[i] : scan->groups;

		scan->sums[key] += widths[scan->sum_of] == 1 ? narrow_of(segment, scan->sum_of)[block->row[i]]
			: wide_of(segment, scan->sum_of)[block->row[i]];
	}
}

/* What most counts are: one or two wide columns, no sum, and few rows out. */
static void wide_count(const struct scan *scan, const struct segment *segment, size_t rows,
                       const struct scan_map *maps, size_t maps_count, uint32_t constant)
{
	const uint32_t *offset = maps[0].offset, *other_offset = maps[maps_count - 1].offset;
	const uint16_t *values = wide_of(segment, maps[0].column);
	const uint16_t *other = wide_of(segment, maps[maps_count - 1].column);
	uint32_t *counts = scan->counts, groups = scan->groups;

	if (maps_count == 1)
		for (size_t i = 0; i < rows; i++)
			row_count(counts, groups, constant + offset[values[i]], i);
	else
		for (size_t i = 0; i < rows; i++)
			row_count(counts, groups, constant + offset[values[i]] + other_offset[other[i]], i);
}

/* ---- Which rows, and how ----------------------------------------------------------------- */

/* How many of a hundred values between the least and the greatest of the segment are out; nothing
 * but the time depends on it, and a writer may have moved them meanwhile. */
static uint32_t outs_of_100(const struct scan_map *map, const struct segment *segment)
{
	uint32_t least = segment->range[map->column].least, most = segment->range[map->column].most;
	uint32_t before = map->out_before[least], upto = map->out_before[most + 1];

	return least <= most && before <= upto ? 100 * (upto - before) / (most - least + 1) : 0;
}

/* The map that leaves out most comes first; how many of a hundred it leaves out. */
static uint32_t strictest_first(struct scan_map *maps, size_t count, const struct segment *segment)
{
	uint32_t highest = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t outs = outs_of_100(&maps[i], segment);

		if (outs > highest) {
			struct scan_map kept = maps[0];

			maps[0] = maps[i];
			maps[i] = kept;
			highest = outs;
		}
	}
	return highest;
}

static bool are_wide(const struct scan_map *maps, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (widths[maps[i].column] == 1)
			return false;
	return count > 0 && count <= 2;
}

static void segment_scan(const struct scan *scan, const struct segment *segment, size_t rows)
{
	enum { STRICT = 40 };
	struct scan_map read[COLUMN_MAPS_MOST + 1];
	size_t read_count;
	uint32_t constant = scan_reduce(scan, segment, segment->filled == rows, read, &read_count);
	bool is_strict;
	struct block block;

	if (constant >= COLUMN_OUT)
		return;
	is_strict = strictest_first(read, read_count, segment) >= STRICT;
	if (!is_strict && !scan->sums && are_wide(read, read_count)) {
		wide_count(scan, segment, rows, read, read_count, constant);
		return;
	}
	for (size_t from = 0; from < rows; from += BLOCK) {
		block_begin(&block, from, rows - from < BLOCK ? rows - from : BLOCK, constant);
		for (size_t i = 0; i < read_count; i++)
			(i == 0 && is_strict ? block_choose : block_add)(&block, &read[i], segment);
		block_count(scan, &block, segment);
	}
}

static void scan_all(const struct scan *scan)
{
	const struct columns *columns = scan->columns;
	size_t rows = columns->rows;

	memset(scan->counts, 0, ((size_t)scan->groups + OUTS) * sizeof(*scan->counts));
	if (scan->sums)
		memset(scan->sums, 0, ((size_t)scan->groups + 1) * sizeof(*scan->sums));
	for (size_t i = 0; i * COLUMN_SEGMENT < rows; i++) {
		size_t left = rows - i * COLUMN_SEGMENT;

		if (columns->segments[i].filled)
			segment_scan(scan, &columns->segments[i],
				left < COLUMN_SEGMENT ? left : COLUMN_SEGMENT);
	}
}

static void scan_begin(struct scan *scan, const struct column_ask *ask)
{
	must(ask->units && ask->units[0] == COLUMN_OUT);
	must(ask->groups > 0 && ask->groups <= COLUMN_GROUPS_MOST);
	must(ask->map_count <= COLUMN_MAPS_MOST);
	scan_map_add(scan, COLUMN_unit, ask->units);
	for (size_t i = 0; i < ask->map_count; i++)
		scan_map_add(scan, ask->maps[i].column, ask->maps[i].offset);
	scan->counts = scratch_grow(NULL, (size_t)ask->groups + OUTS, sizeof(*scan->counts));
	if (ask->sum_of != COLUMN_none)
		scan->sums = scratch_grow(NULL, (size_t)ask->groups + 1, sizeof(*scan->sums));
}

static void scan_end(struct scan *scan)
{
	for (size_t i = 0; i < scan->map_count; i++) {
		free(scan->maps[i].run_begin);
		free(scan->maps[i].out_before);
	}
	free(scan->counts);
	free(scan->sums);
}

/* What was read between two looks at an even counter that did not move is whole. */
static bool scan_tries(const struct scan *scan)
{
	for (int try = 0; try < TRIES; try++) {
		uint64_t before = atomic_load(&scan->columns->changes);

		if (before & 1) {
			sched_yield();
			continue;
		}
		scan_all(scan);
		atomic_thread_fence(memory_order_seq_cst);
		if (atomic_load(&scan->columns->changes) == before)
			return true;
	}
	return false;
}

bool columns_count(const struct columns *columns, const struct column_ask *ask, uint32_t *counts,
                   uint64_t *sums)
{
	struct scan scan = { .columns = columns, .groups = ask->groups, .sum_of = ask->sum_of };
	bool is_whole;

	must((sums != NULL) == (ask->sum_of != COLUMN_none));
	scan_begin(&scan, ask);
	is_whole = scan_tries(&scan);
	memcpy(counts, scan.counts, ask->groups * sizeof(*counts));
	if (sums)
		memcpy(sums, scan.sums, ask->groups * sizeof(*sums));
	scan_end(&scan);
	return is_whole;
}
