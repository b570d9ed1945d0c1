/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/grid.c - any rows and columns as a table, CSV, XLSX and JSON (reports).
 */
#include "kit/table.h"

#include "base/json.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/folder.h"
#include "kit/grid.h"
#include "kit/sheet.h"
#include "kit/table.html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- Making ---------------------------------------------------------------------------- */

void grid_name(struct grid *grid, const char *const *names)
{
	for (size_t i = 0; i < grid->columns; i++)
		grid->names[i] = _(names[i]);
}

struct grid grid_make(struct arena *arena, size_t columns, size_t most, const char *const *names)
{
	struct grid grid = { .columns = columns, .names = arena_array(arena, const char *, columns),
		.cells = arena_array(arena, struct value, columns * most + 1) };

	grid_name(&grid, names);
	return grid;
}

struct value *grid_row(struct grid *grid)
{
	return &grid->cells[grid->rows++ * grid->columns];
}

void grid_words(struct grid *grid, size_t column, const char *list)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct value *cell = &grid->cells[i * grid->columns + column];

		if (cell->kind == VALUE_text && cell->text.len)
			cell->text = code_name(list, cell->text);
	}
}

/* ---- Writing --------------------------------------------------------------------------- */

/* "board_name" -> "Board name".  A name that is already words stays as it is. */
static const char *heading(struct arena *arena, const char *name)
{
	char *words = (char *)arena_copy(arena, str_of(name)).at;

	for (char *at = words; *at; at++)
		if (*at == '_')
			*at = ' ';
	if (words[0] >= 'a' && words[0] <= 'z')
		words[0] = (char)(words[0] - 'a' + 'A');
	return words;
}

static bool is_number(struct value value)
{
	return value.kind == VALUE_int || value.kind == VALUE_real;
}

/* A column is one of numbers when it has one and nothing else but gaps. */
static bool column_is_number(const struct grid *grid, size_t column)
{
	bool any = false;

	for (size_t row = 0; row < grid->rows; row++) {
		struct value value = grid_at(grid, row, column);

		if (!is_number(value) && value.kind != VALUE_null)
			return false;
		any |= is_number(value);
	}
	return any;
}

static int decimals_of(double number)
{
	return fabs(number) >= 1e6 || fabs(number - rint(number)) < 1e-9 ? 0
		: fabs(number) < 1 ? 3 : 1;
}

static struct str value_words(struct arena *arena, struct value value)
{
	switch (value.kind) {
	case VALUE_int:
		return tongue_number(arena, value.number);
	case VALUE_real:
		return tongue_real(arena, value.real, decimals_of(value.real));
	case VALUE_text:
		return value.text;
	default:
		return S("");
	}
}

/* A day is not cut in two at its hyphens. */
static const char *cell_kind(struct value value)
{
	struct date date;

	if (is_number(value))
		return "num";
	return value.kind == VALUE_text && date_read(value.text, &date) ? "when" : NULL;
}

void grid_table(struct out *out, const struct grid *grid, const char *caption)
{
	struct arena *arena = out->arena;

	table_begin(out, caption, grid->columns > 6, false);
	for (size_t c = 0; c < grid->columns; c++)
		table_heading(out, heading(arena, grid->names[c]),
			column_is_number(grid, c) ? "num" : NULL);
	table_body(out);
	for (size_t r = 0; r < grid->rows; r++) {
		table_row_begin(out);
		for (size_t c = 0; c < grid->columns; c++)
			table_cell(out, value_words(arena, grid_at(grid, r, c)),
				cell_kind(grid_at(grid, r, c)));
		table_row_end(out);
	}
	table_end(out);
}

static void csv_value(struct out *out, struct value value)
{
	char text[40];
	char *point;

	switch (value.kind) {
	case VALUE_int:
		out_int(out, value.number);
		return;
	case VALUE_real:
		snprintf(text, sizeof(text), "%.15g", value.real);
		if ((point = strchr(text, '.')))
			*point = ',';
		out_z(out, text);
		return;
	case VALUE_text:
		out_csv(out, value.text, ';');
		return;
	default:
		return;
	}
}

/* For a Swedish spreadsheet, as kit/export.c. */
void grid_csv(struct out *out, const struct grid *grid)
{
	out_z(out, "\xEF\xBB\xBF");
	for (size_t c = 0; c < grid->columns; c++) {
		out_z(out, c ? ";" : "");
		out_csv(out, str_of(heading(out->arena, grid->names[c])), ';');
	}
	out_z(out, "\r\n");
	for (size_t r = 0; r < grid->rows; r++) {
		for (size_t c = 0; c < grid->columns; c++) {
			out_z(out, c ? ";" : "");
			csv_value(out, grid_at(grid, r, c));
		}
		out_z(out, "\r\n");
	}
}

static void sheet_value(struct sheet *sheet, struct value value)
{
	struct date date;

	if (value.kind == VALUE_int)
		sheet_number(sheet, (double)value.number);
	else if (value.kind == VALUE_real)
		sheet_number(sheet, value.real);
	else if (value.kind == VALUE_text && date_read(value.text, &date))
		sheet_date(sheet, date);
	else
		sheet_text(sheet, value.kind == VALUE_text ? value.text : S(""));
}

struct str grid_xlsx(struct arena *arena, const struct grid *grid, struct str name)
{
	const char *path = export_path(arena, "xlsx");
	struct sheet *sheet = sheet_open(arena, path, name);
	struct str mapped, content;

	for (size_t c = 0; c < grid->columns; c++)
		sheet_heading(sheet, heading(arena, grid->names[c]));
	for (size_t r = 0; r < grid->rows && sheet_row(sheet); r++)
		for (size_t c = 0; c < grid->columns; c++)
			sheet_value(sheet, grid_at(grid, r, c));
	sheet_close(sheet);
	if (!file_map(path, &mapped))
		abandon("cannot read the spreadsheet just written", path);
	content = arena_copy(arena, mapped);
	file_unmap(mapped);
	unlink(path);
	return content;
}

static void json_value(struct json_out *json, struct value value)
{
	switch (value.kind) {
	case VALUE_int:
		json_int(json, NULL, value.number);
		return;
	case VALUE_real:
		json_number(json, NULL, value.real);
		return;
	case VALUE_text:
		json_str(json, NULL, value.text);
		return;
	default:
		json_nothing(json, NULL);
	}
}

void grid_json(struct out *out, const struct grid *grid)
{
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "columns");
	for (size_t c = 0; c < grid->columns; c++)
		json_str(&json, NULL, str_of(grid->names[c]));
	json_list_finish(&json);
	json_list_begin(&json, "rows");
	for (size_t r = 0; r < grid->rows; r++) {
		json_list_begin(&json, NULL);
		for (size_t c = 0; c < grid->columns; c++)
			json_value(&json, grid_at(grid, r, c));
		json_list_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
}
