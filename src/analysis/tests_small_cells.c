/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_small_cells.c - what is hidden against a reader who tries every table. */
#include "analysis/small_cells.h"

#include "analysis/stream.h"
#include "base/test.h"

#include <string.h>

enum { ROWS_MOST = 2, COLUMNS_MOST = 3, CELLS_MOST = (ROWS_MOST + 1) * (COLUMNS_MOST + 1), TOP = 7 };

static int64_t below(struct stream *stream, int64_t most)
{
	return (int64_t)(stream_next(stream) % (uint64_t)most);
}

/* With the sums. */
static void sums_make(const struct small_cells *table, const int64_t *counts, int64_t *all)
{
	size_t width = table->columns + 1;

	memset(all, 0, (table->rows + 1) * width * sizeof(*all));
	for (size_t r = 0; r < table->rows; r++)
		for (size_t c = 0; c < table->columns; c++) {
			int64_t count = counts[r * table->columns + c];

			all[r * width + c] = count;
			all[r * width + table->columns] += count;
			all[table->rows * width + c] += count;
			all[table->rows * width + table->columns] += count;
		}
}

/* Does the table fit what is told of the other one? */
static bool fits(const struct small_cells *table, const enum cell_telling *telling, const int64_t *truth,
                 const int64_t *guess, int64_t most)
{
	for (size_t i = 0; i < (table->rows + 1) * (table->columns + 1); i++) {
		bool is_fine = telling[i] == CELL_told ? guess[i] == truth[i]
			: telling[i] == CELL_small ? guess[i] >= 1 && guess[i] < table->least
			: guess[i] <= most;

		if (!is_fine)
			return false;
	}
	return true;
}

/* Every table with cells from 0 to TOP. */
static void try_all(const struct small_cells *table, const enum cell_telling *telling, int64_t most,
                    struct cell_range *ranges)
{
	size_t cells = table->rows * table->columns, all = (table->rows + 1) * (table->columns + 1);
	int64_t guess[CELLS_MOST] = { 0 }, truth[CELLS_MOST], sums[CELLS_MOST];
	size_t place = 0;

	for (size_t i = 0; i < all; i++)
		ranges[i] = (struct cell_range){ INT64_MAX, -1 };
	sums_make(table, table->counts, truth);
	while (place < cells) {
		sums_make(table, guess, sums);
		for (size_t i = 0; i < all && fits(table, telling, truth, sums, most); i++) {
			ranges[i].low = sums[i] < ranges[i].low ? sums[i] : ranges[i].low;
			ranges[i].high = sums[i] > ranges[i].high ? sums[i] : ranges[i].high;
		}
		for (place = 0; place < cells && guess[place] == TOP; place++)
			guess[place] = 0;
		if (place < cells)
			guess[place]++;
	}
}

static struct small_cells table_drawn(struct stream *stream, int64_t *counts, int64_t most)
{
	struct small_cells table = { .rows = 1 + (size_t)below(stream, ROWS_MOST),
		.columns = 1 + (size_t)below(stream, COLUMNS_MOST), .counts = counts,
		.least = 2 + below(stream, 4) };

	table.width = 1 + below(stream, table.least - 1);
	if (table.columns == COLUMNS_MOST && table.rows == ROWS_MOST)
		table.columns = 2;
	for (size_t i = 0; i < table.rows * table.columns; i++)
		counts[i] = below(stream, 3) ? below(stream, most + 1) : 0;
	return table;
}

/* A reader who knows that no cell and no sum is above TOP. */
TEST(what_can_be_worked_out_of_a_table_is_what_all_tables_that_fit_have)
{
	struct stream stream = stream_open(5, 1);
	int64_t counts[CELLS_MOST];
	struct cell_range tried[CELLS_MOST];

	for (int round = 0; round < 300; round++) {
		struct small_cells table = table_drawn(&stream, counts, TOP / 4);
		size_t width = table.columns + 1, all = (table.rows + 1) * width;
		enum cell_telling telling[CELLS_MOST];
		int64_t truth[CELLS_MOST];

		sums_make(&table, counts, truth);
		for (size_t i = 0; i < all; i++) {
			bool is_small = truth[i] > 0 && truth[i] < table.least;

			telling[i] = is_small && below(&stream, 3) ? CELL_small
				: below(&stream, 2) ? CELL_left_out : CELL_told;
		}
		try_all(&table, telling, TOP, tried);
		for (size_t i = 0; i < all; i++) {
			struct cell_range range = small_cells_range(test_arena(), &table, telling, i / width,
				i % width, TOP);

			CHECK(range.low == tried[i].low && range.high == tried[i].high);
		}
	}
}

static void check_is_hidden(const struct small_cells *table, const enum cell_telling *telling)
{
	size_t width = table->columns + 1;

	for (size_t r = 0; r <= table->rows; r++)
		for (size_t c = 0; c <= table->columns; c++) {
			struct cell_range range;

			if (telling[r * width + c] != CELL_small)
				continue;
			range = small_cells_range(test_arena(), table, telling, r, c, INT64_MAX);
			CHECK(range.low >= 1 && range.high < table->least);
			CHECK(range.high - range.low + 1 >= table->width);
		}
}

TEST(no_small_cell_can_be_worked_out_nearer_than_was_asked_for)
{
	struct stream stream = stream_open(6, 1);

	for (int round = 0; round < 400; round++) {
		int64_t counts[12 * 9], truth[13 * 10];
		struct small_cells table = { .rows = 1 + (size_t)below(&stream, 12),
			.columns = 1 + (size_t)below(&stream, 9), .counts = counts, .least = 5 };
		int64_t sparse = 1 + below(&stream, 4), most = 1 + below(&stream, 40);
		enum cell_telling *telling;

		table.width = 1 + below(&stream, 4);
		for (size_t i = 0; i < table.rows * table.columns; i++)
			counts[i] = below(&stream, sparse) ? 0 : below(&stream, most);
		telling = small_cells_hide(test_arena(), &table);
		sums_make(&table, counts, truth);
		for (size_t i = 0; i < (table.rows + 1) * (table.columns + 1); i++)
			CHECK(truth[i] < 1 || truth[i] > 4 || telling[i] != CELL_told);
		check_is_hidden(&table, telling);
	}
}

TEST(a_table_without_small_cells_is_told_as_it_is)
{
	static const int64_t counts[] = { 5, 0, 17, 0, 9, 5 };
	struct small_cells table = { 2, 3, counts, 5, 4 };
	enum cell_telling *telling = small_cells_hide(test_arena(), &table);

	for (size_t i = 0; i < 12; i++)
		CHECK(telling[i] == CELL_told);
}

/* One small cell needs three others: of its row, of its column, and where those two meet. */
TEST(one_small_cell_takes_the_smallest_three_that_close_the_way)
{
	static const int64_t counts[] = { 2, 50, 30, 40, 60, 90, 70, 80, 20 };
	struct small_cells table = { 3, 3, counts, 5, 4 };
	enum cell_telling *telling = small_cells_hide(test_arena(), &table);
	size_t hidden = 0;

	for (size_t i = 0; i < 16; i++)
		hidden += telling[i] != CELL_told;
	CHECK(telling[0] == CELL_small);
	CHECK(telling[2] == CELL_left_out && telling[4] == CELL_left_out);
	CHECK(hidden == 4);
}

TEST(an_empty_table_and_a_single_cell_are_fine)
{
	static const int64_t nothing[4] = { 0 }, one[] = { 1 };
	struct small_cells zeros = { 2, 2, nothing, 5, 4 }, single = { 1, 1, one, 5, 4 };
	enum cell_telling *telling = small_cells_hide(test_arena(), &zeros);

	for (size_t i = 0; i < 9; i++)
		CHECK(telling[i] == CELL_told);
	telling = small_cells_hide(test_arena(), &single);
	check_is_hidden(&single, telling);
	CHECK(telling[0] != CELL_told);
}
