/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * opendata/hide.c - what of a table is hidden, when earlier editions of it are known to everybody.
 *
 * small_cells_hide() keeps the small ones of this edition unknown.  A cell that an earlier edition
 * hides and that has grown would be told now; with one event more in the sums, its old number could
 * be worked out.  So it is left out here too, and cells beside it until what a reader can work out of
 * it has room for as many numbers as a small one can be.
 */
#include "modules/opendata/inside.h"

struct hiding {
	struct arena *arena;
	const struct open_table *table;
	struct small_cells cells;
	enum cell_telling *telling;
};

static enum cell_telling *cell_at(struct hiding *hiding, size_t row, size_t column)
{
	return &hiding->telling[row * (hiding->table->columns + 1) + column];
}

/* The number of a cell or of a sum. */
static int64_t number_at(const struct open_table *table, size_t row, size_t column)
{
	int64_t sum = 0;

	for (size_t r = 0; r < table->rows; r++)
		for (size_t c = 0; c < table->columns; c++)
			if ((row == table->rows || row == r) && (column == table->columns || column == c))
				sum += table->counts[r * table->columns + c];
	return sum;
}

static bool is_safe(struct hiding *hiding, size_t row, size_t column)
{
	struct cell_range range = small_cells_range(hiding->arena, &hiding->cells, hiding->telling, row, column,
		INT64_MAX);

	return range.high == INT64_MAX || range.high - range.low + 1 >= hiding->table->least - 1;
}

struct leaving { size_t row, column; int64_t number; bool is_found; };

static void leaving_try(struct hiding *hiding, size_t row, size_t column, struct leaving *best)
{
	int64_t number = number_at(hiding->table, row, column);

	if (*cell_at(hiding, row, column) == CELL_told && (!best->is_found || number < best->number))
		*best = (struct leaving){ row, column, number, true };
}

/* Leaves out the smallest cell that is told in the row or column; with none left, a sum. */
static bool beside_leave(struct hiding *hiding, size_t row, size_t column)
{
	const struct open_table *table = hiding->table;
	struct leaving best = { 0 };

	for (size_t c = 0; c < table->columns; c++)
		if (c != column)
			leaving_try(hiding, row, c, &best);
	for (size_t r = 0; r < table->rows; r++)
		if (r != row)
			leaving_try(hiding, r, column, &best);
	if (!best.is_found) {
		leaving_try(hiding, row, table->columns, &best);
		leaving_try(hiding, table->rows, column, &best);
		leaving_try(hiding, table->rows, table->columns, &best);
	}
	if (best.is_found)
		*cell_at(hiding, best.row, best.column) = CELL_left_out;
	return best.is_found;
}

static bool is_kept_secret(struct hiding *hiding, size_t row, size_t column)
{
	size_t at = row * (hiding->table->columns + 1) + column;

	return *cell_at(hiding, row, column) == CELL_small || (hiding->table->held && hiding->table->held[at]);
}

/* False when all were safe. */
static bool unsafe_mend(struct hiding *hiding)
{
	for (size_t r = 0; r <= hiding->table->rows; r++)
		for (size_t c = 0; c <= hiding->table->columns; c++)
			if (is_kept_secret(hiding, r, c) && !is_safe(hiding, r, c) && beside_leave(hiding, r, c))
				return true;
	return false;
}

enum cell_telling *open_table_hide(struct arena *arena, const struct open_table *table)
{
	size_t count = (table->rows + 1) * (table->columns + 1);
	struct hiding hiding = { .arena = arena, .table = table, .cells = { .rows = table->rows,
		.columns = table->columns, .counts = table->counts, .least = table->least,
		.width = table->least - 1 } };
	bool is_held = false;

	if (table->least < 2)
		return arena_array(arena, enum cell_telling, count);
	hiding.telling = small_cells_hide(arena, &hiding.cells);
	for (size_t i = 0; table->held && i < count; i++)
		if (table->held[i] && hiding.telling[i] == CELL_told) {
			hiding.telling[i] = CELL_left_out;
			is_held = true;
		}
	while (is_held && unsafe_mend(&hiding))
		;
	return hiding.telling;
}
