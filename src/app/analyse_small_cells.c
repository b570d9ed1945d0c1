/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_small_cells.c - varn analyse small-cells: a table as it may be told. */
#include "app/analyse.h"

#include "analysis/small_cells.h"
#include "kit/module.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct names { struct str *at; size_t count; };

/* Where the name stands; a new place when it is new. */
static size_t name_place(struct names *names, struct str name)
{
	size_t i = 0;

	while (i < names->count && !str_equals(names->at[i], name))
		i++;
	if (i == names->count)
		names->at[names->count++] = name;
	return i;
}

struct count_table {
	struct names rows, columns;
	struct small_cells cells;
};

static void names_read(const struct plain *plain, struct count_table *table)
{
	size_t lines = plain->table->count;

	table->rows.at = arena_array(plain->arena, struct str, lines);
	table->columns.at = arena_array(plain->arena, struct str, lines);
	for (size_t line = 1; line < lines; line++) {
		name_place(&table->rows, plain_text(plain, line, "row"));
		name_place(&table->columns, plain_text(plain, line, "column"));
	}
	table->cells.rows = table->rows.count;
	table->cells.columns = table->columns.count;
}

static bool count_read(const struct plain *plain, size_t line, int64_t *count)
{
	double number = NAN;

	if (!plain_number(plain, line, "count", &number))
		return false;
	if (!(number >= 0 && number <= INT32_MAX && number == floor(number)))
		return plain_wrong(plain, line, "count must be a whole number from 0 to %d", INT32_MAX);
	*count = (int64_t)number;
	return true;
}

/* What is not in the file is 0; what is there twice is a mistake. */
static bool counts_read(const struct plain *plain, struct count_table *table)
{
	int64_t *counts = arena_array(plain->arena, int64_t, table->cells.rows * table->cells.columns);
	bool *is_said = arena_array(plain->arena, bool, table->cells.rows * table->cells.columns);

	for (size_t line = 1; line < plain->table->count; line++) {
		struct str row = plain_text(plain, line, "row"), column = plain_text(plain, line, "column");
		size_t cell = name_place(&table->rows, row) * table->cells.columns
			+ name_place(&table->columns, column);

		if (is_said[cell])
			return plain_wrong(plain, line, "'%.*s' and '%.*s' stand in an earlier one too",
				STR(row), STR(column));
		is_said[cell] = true;
		if (!count_read(plain, line, &counts[cell]))
			return false;
	}
	table->cells.counts = counts;
	return true;
}

static bool table_read(const struct analyse_ask *ask, struct count_table *table)
{
	double least = NAN, width = NAN;

	if (!analyse_whole(ask, "least", 2, 1000, &least))
		return false;
	if (isnan(least)) {
		fprintf(stderr, "varn analyse: say --least N: which counts are small is a decision\n");
		return false;
	}
	width = least - 1;
	if (!analyse_whole(ask, "width", 1, least - 1, &width))
		return false;
	table->cells.least = (int64_t)least;
	table->cells.width = (int64_t)width;
	names_read(&ask->plain, table);
	if ((table->rows.count + 1) * (table->columns.count + 1) > SMALL_CELLS_MOST) {
		fprintf(stderr, "varn analyse: %s: %zu rows and %zu columns are more than %d cells\n",
			ask->plain.path, table->rows.count, table->columns.count, SMALL_CELLS_MOST);
		return false;
	}
	return counts_read(&ask->plain, table);
}

/* ---- Answers ----------------------------------------------------------------------------- */

static struct str name_of(const struct names *names, size_t place)
{
	return place < names->count ? names->at[place] : S("");
}

static int64_t sum_of(const struct count_table *table, size_t row, size_t column)
{
	int64_t sum = 0;

	for (size_t r = 0; r < table->cells.rows; r++)
		for (size_t c = 0; c < table->cells.columns; c++)
			if ((row == r || row == table->cells.rows)
			    && (column == c || column == table->cells.columns))
				sum += table->cells.counts[r * table->cells.columns + c];
	return sum;
}

static void cell_show(struct analysed *analysed, struct arena *arena, const struct count_table *table,
                      size_t row, size_t column, enum cell_telling telling)
{
	analysed_row(analysed);
	analysed_text(analysed, "row", name_of(&table->rows, row));
	analysed_text(analysed, "column", name_of(&table->columns, column));
	if (telling == CELL_told)
		analysed_count(analysed, "count", sum_of(table, row, column));
	else
		analysed_text(analysed, "told", telling == CELL_small
			? arena_print(arena, "<%lld", (long long)table->cells.least) : S("left out"));
	analysed_row_finish(analysed);
}

int analyse_small_cells(const struct analyse_ask *ask)
{
	struct arena *arena = ask->plain.arena;
	struct count_table table = { 0 };
	struct analysed analysed;
	enum cell_telling *telling;

	if (!table_read(ask, &table))
		return 2;
	telling = small_cells_hide(arena, &table.cells);
	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "cells");
	for (size_t r = 0; r < table.cells.rows; r++)
		for (size_t c = 0; c < table.cells.columns; c++)
			cell_show(&analysed, arena, &table, r, c, telling[r * (table.cells.columns + 1) + c]);
	analysed_list_finish(&analysed);
	analysed_list(&analysed, "sums");
	for (size_t i = 0; i < (table.cells.rows + 1) * (table.cells.columns + 1); i++) {
		size_t r = i / (table.cells.columns + 1), c = i % (table.cells.columns + 1);

		if (r == table.cells.rows || c == table.cells.columns)
			cell_show(&analysed, arena, &table, r, c, telling[i]);
	}
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}
