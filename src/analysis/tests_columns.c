/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_columns.c - counts of columns against a loop over rows. */
#include "analysis/columns.h"

#include "analysis/stream.h"
#include "base/test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = 60, TABLE_WIDE = COLUMN_VALUES };

static struct columns *made(uint32_t capacity, void **memory)
{
	size_t bytes = (columns_bytes(capacity) + 63) / 64 * 64;

	*memory = aligned_alloc(64, bytes);
	memset(*memory, 0, bytes);
	return columns_make(*memory, capacity);
}

static uint32_t below(struct stream *stream, uint32_t most)
{
	return (uint32_t)(stream_next(stream) % most);
}

static struct column_row row_drawn(struct stream *stream, uint32_t number)
{
	return (struct column_row){
		.unit = (uint16_t)below(stream, 40),
		.board = (uint16_t)below(stream, 6),
		.type = (uint16_t)(below(stream, 9) ? below(stream, 12) : 65535),
		.area = (uint16_t)below(stream, 5),
		.day = (uint16_t)(number / 700 + below(stream, 9)),
		.hour = (uint8_t)(below(stream, 10) ? below(stream, 24) : 255),
		.severity = (uint8_t)below(stream, 6),
		.delay = (uint8_t)below(stream, 256),
		.injured = (uint8_t)below(stream, 4),
		.marks = (uint8_t)below(stream, 4),
	};
}

static uint32_t value_of(const struct column_row *row, enum event_column column)
{
#define COLUMN_VALUE(name, type) case COLUMN_##name: return row->name;
	switch (column) {
	COLUMNS(COLUMN_VALUE)
	default: return 0;
	}
#undef COLUMN_VALUE
}

/* Offsets that add up to less than the groups, some values out, in runs of some length. */
static uint32_t *table_drawn(struct stream *stream, uint32_t groups)
{
	uint32_t *offset = arena_array(test_arena(), uint32_t, TABLE_WIDE);
	uint32_t run = 1 + below(stream, 30), now = 0;

	for (uint32_t value = 0; value < TABLE_WIDE; value++) {
		if (value % run == 0)
			now = below(stream, 4) ? below(stream, groups) : COLUMN_OUT;
		offset[value] = now;
	}
	return offset;
}

struct world {
	struct columns *columns;
	struct column_row *rows;
	uint32_t count;
};

static void count_slowly(const struct world *world, const struct column_ask *ask, uint32_t *counts,
                         uint64_t *sums)
{
	memset(counts, 0, ask->groups * sizeof(*counts));
	memset(sums, 0, ask->groups * sizeof(*sums));
	for (uint32_t i = 0; i < world->count; i++) {
		uint64_t key = world->rows[i].unit ? ask->units[world->rows[i].unit] : COLUMN_OUT;

		for (size_t m = 0; m < ask->map_count; m++)
			key += ask->maps[m].offset[value_of(&world->rows[i], ask->maps[m].column)];
		if (key < ask->groups) {
			counts[key]++;
			sums[key] += value_of(&world->rows[i], ask->sum_of);
		}
	}
}

static struct column_ask ask_drawn(struct stream *stream)
{
	struct column_ask ask = { .groups = 1 + below(stream, GROUPS), .sum_of = COLUMN_injured,
		.map_count = below(stream, COLUMN_MAPS_MOST + 1) };
	uint32_t *units = table_drawn(stream, ask.groups / (uint32_t)(ask.map_count + 1) + 1);

	units[0] = COLUMN_OUT;
	ask.units = units;
	for (size_t i = 0; i < ask.map_count; i++)
		ask.maps[i] = (struct column_map){ (enum event_column)(1 + below(stream, COLUMN_count - 1)),
			table_drawn(stream, ask.groups / (uint32_t)(ask.map_count + 1) + 1) };
	return ask;
}

static void compare(const struct world *world, struct stream *stream)
{
	struct column_ask ask = ask_drawn(stream);
	uint32_t counts[GROUPS], slow[GROUPS];
	uint64_t sums[GROUPS], slow_sums[GROUPS];

	CHECK(columns_count(world->columns, &ask, counts, sums));
	count_slowly(world, &ask, slow, slow_sums);
	CHECK(memcmp(counts, slow, ask.groups * sizeof(*counts)) == 0);
	CHECK(memcmp(sums, slow_sums, ask.groups * sizeof(*sums)) == 0);
}

/* Rows are put, changed, taken away and left out; three segments, the last not full. */
TEST(columns_count_as_a_loop_over_rows_does)
{
	struct stream stream = stream_open(11, 1);
	struct world world = { .count = 2 * COLUMN_SEGMENT + 1234 };
	void *memory;

	world.columns = made(world.count, &memory);
	world.rows = arena_array(test_arena(), struct column_row, world.count);
	columns_change_begin(world.columns);
	for (uint32_t i = 0; i < world.count; i++) {
		if (i >= COLUMN_SEGMENT && below(&stream, 5) == 0 && i + 1 < world.count)
			continue;
		world.rows[i] = row_drawn(&stream, i);
		if (i < COLUMN_SEGMENT)
			world.rows[i].unit = (uint16_t)(1 + below(&stream, 39));
		columns_put(world.columns, i, &world.rows[i]);
	}
	columns_change_finish(world.columns);
	CHECK(columns_rows(world.columns) == world.count);
	for (int round = 0; round < 40; round++) {
		compare(&world, &stream);
		columns_change_begin(world.columns);
		for (int i = 0; i < 300; i++) {
			uint32_t number = below(&stream, world.count);

			world.rows[number] = row_drawn(&stream, number);
			columns_put(world.columns, number, &world.rows[number]);
		}
		columns_change_finish(world.columns);
	}
	free(memory);
}

/* A table that lets every unit in does not count what was never put. */
TEST(a_row_that_nobody_put_is_in_no_group)
{
	uint32_t *units = arena_array(test_arena(), uint32_t, COLUMN_VALUES);
	struct column_ask ask = { .units = units, .groups = 1, .sum_of = COLUMN_none };
	void *memory;
	struct columns *columns = made(100, &memory);
	uint32_t count = 9;

	units[0] = COLUMN_OUT;
	CHECK(columns_count(columns, &ask, &count, NULL) && count == 0);
	columns_change_begin(columns);
	columns_put(columns, 50, &(struct column_row){ .unit = 7 });
	columns_change_finish(columns);
	CHECK(columns_rows(columns) == 51);
	CHECK(columns_count(columns, &ask, &count, NULL) && count == 1);
	columns_change_begin(columns);
	columns_put(columns, 50, &(struct column_row){ .unit = 0 });
	columns_change_finish(columns);
	CHECK(columns_count(columns, &ask, &count, NULL) && count == 0);
	free(memory);
}

TEST(what_is_no_whole_table_is_told)
{
	void *memory;
	struct columns *columns = made(100, &memory);
	size_t bytes = columns_bytes(100);

	CHECK(columns_of(memory, bytes) == columns && columns_capacity(columns) == 100);
	CHECK(columns_of(memory, bytes - 1) == NULL && columns_of(memory, 8) == NULL);
	columns_change_begin(columns);
	CHECK(columns_of(memory, bytes) == NULL);
	columns_word_put(columns, 1, 77);
	columns_change_finish(columns);
	CHECK(columns_of(memory, bytes) == columns && columns_word(columns, 1) == 77);
	*(char *)memory ^= 1;
	CHECK(columns_of(memory, bytes) == NULL);
	free(memory);
}

/* Somebody who writes meanwhile: each change moves a row from one group to another. */
struct mover { struct columns *columns; _Atomic bool is_over; };

static void *move(void *context)
{
	struct mover *mover = context;

	for (uint16_t unit = 1; !mover->is_over; unit = unit == 1 ? 2 : 1) {
		columns_change_begin(mover->columns);
		for (uint32_t i = 0; i < 1000; i++)
			columns_put(mover->columns, i, &(struct column_row){ .unit = unit });
		columns_change_finish(mover->columns);
		for (volatile int wait = 0; wait < 200000; wait++)
			;
	}
	return NULL;
}

TEST(a_change_is_counted_as_a_whole_or_not_at_all)
{
	uint32_t *units = arena_array(test_arena(), uint32_t, COLUMN_VALUES);
	struct column_ask ask = { .units = units, .groups = 3, .sum_of = COLUMN_none };
	void *memory;
	struct mover mover = { made(1000, &memory), false };
	uint32_t counts[3];
	pthread_t thread;
	int whole = 0;

	memset(units, 0, COLUMN_VALUES * sizeof(*units));
	units[0] = COLUMN_OUT, units[1] = 1, units[2] = 2;
	columns_change_begin(mover.columns);
	for (uint32_t i = 0; i < 1000; i++)
		columns_put(mover.columns, i, &(struct column_row){ .unit = 1 });
	columns_change_finish(mover.columns);
	CHECK(pthread_create(&thread, NULL, move, &mover) == 0);
	for (int i = 0; i < 2000; i++) {
		if (!columns_count(mover.columns, &ask, counts, NULL))
			continue;
		whole++;
		CHECK((counts[1] == 1000 && counts[2] == 0) || (counts[1] == 0 && counts[2] == 1000));
	}
	mover.is_over = true;
	pthread_join(thread, NULL);
	CHECK(whole > 100);
	free(memory);
}

/* Somebody who puts days that were never there before, one after the other, in turn even and odd. */
static void *grow(void *context)
{
	struct mover *mover = context;

	for (uint16_t day = 1; !mover->is_over && day < columns_capacity(mover->columns); day++) {
		columns_change_begin(mover->columns);
		columns_put(mover->columns, day, &(struct column_row){ .unit = 1, .day = day });
		columns_change_finish(mover->columns);
		for (volatile int wait = 0; wait < 20000; wait++)
			;
	}
	return NULL;
}

/* A value may come between the look at the tables and the look at the rows. */
TEST(a_value_that_is_new_is_counted_where_it_belongs)
{
	uint32_t *units = arena_array(test_arena(), uint32_t, COLUMN_VALUES);
	uint32_t *days = arena_array(test_arena(), uint32_t, COLUMN_VALUES);
	struct column_ask ask = { .units = units, .maps = { { COLUMN_day, days } }, .map_count = 1,
		.groups = 2, .sum_of = COLUMN_none };
	void *memory;
	struct mover mover = { made(50000, &memory), false };
	uint32_t counts[2];
	pthread_t thread;
	int whole = 0;

	units[0] = COLUMN_OUT;
	for (uint32_t day = 0; day < COLUMN_VALUES; day++)
		days[day] = day % 2;
	CHECK(pthread_create(&thread, NULL, grow, &mover) == 0);
	for (int i = 0; i < 1000; i++) {
		if (!columns_count(mover.columns, &ask, counts, NULL))
			continue;
		whole++;
		CHECK(counts[1] - counts[0] <= 1);
	}
	mover.is_over = true;
	pthread_join(thread, NULL);
	CHECK(whole > 100);
	free(memory);
}
