/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/cells.c - see cells.h. */
#include "kit/cells.h"

#include "base/json.h"

enum { LONGEST_ROW = 8 << 20 };

static void cell_write(struct json_out *json, const struct column *column, const void *row)
{
	const void *at = (const char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_int: json_int(json, column->name, *(const int64_t *)at); break;
	case COLUMN_real: json_number(json, column->name, *(const double *)at); break;
	case COLUMN_bool: json_int(json, column->name, *(const bool *)at); break;
	case COLUMN_text: json_str(json, column->name, *(const struct str *)at); break;
	case COLUMN_instant: json_int(json, column->name, ((const struct instant *)at)->seconds); break;
	case COLUMN_date: json_date(json, column->name, *(const struct date *)at); break;
	case COLUMN_choice: json_int(json, column->name, *(const int *)at); break;
	}
}

static void cell_read(struct arena *arena, const json_t *cells, const struct column *column, void *row)
{
	const json_t *cell = json_object_get(cells, column->name);
	void *at = (char *)row + column->offset;

	switch (column->kind) {
	case COLUMN_int: *(int64_t *)at = json_integer_value(cell); break;
	case COLUMN_real: *(double *)at = json_number_value(cell); break;
	case COLUMN_bool: *(bool *)at = json_integer_value(cell) != 0; break;
	case COLUMN_text: *(struct str *)at = arena_copy(arena, json_text(cells, column->name)); break;
	case COLUMN_instant: ((struct instant *)at)->seconds = json_integer_value(cell); break;
	case COLUMN_date: date_read(json_text(cells, column->name), at); break;
	case COLUMN_choice: *(int *)at = (int)json_integer_value(cell); break;
	}
}

struct str cells_of(struct arena *arena, const struct shape *shape, const void *row)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_ROW);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	for (size_t i = 0; i < shape->count; i++)
		cell_write(&json, shape_column(shape, i), row);
	json_object_finish(&json);
	return out_str(&out);
}

void *cells_row(struct arena *arena, const struct shape *shape, struct str text)
{
	struct str problem = S("");
	json_t *cells = json_read(arena, text, &problem);
	void *row = cells ? arena_take(arena, shape->size) : NULL;

	for (size_t i = 0; cells && i < shape->count; i++)
		cell_read(arena, cells, shape_column(shape, i), row);
	json_decref(cells);
	return row;
}
