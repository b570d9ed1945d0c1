/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * statistics/files.c - a table as CSV, JSON and a chart in Vega-Lite 5 with its data inside.
 *
 * In all of them what is not told is empty (null), and a column says why.
 */
#include "modules/statistics/inside.h"

#include "base/json.h"
#include "base/tongue.h"
#include "kit/grid.h"
#include "kit/table.h"

enum { FILE_BYTES = 64 << 20, LINES_IN_COLOUR = 10 };

/* ---- CSV: as the page has it -------------------------------------------------------------- */

static struct value cell_value(struct arena *arena, const struct told *told, size_t row, size_t column)
{
	if (told_how(told, row, column) == CELL_told)
		return value_int(told_number(told, row, column));
	return value_text(told_words(arena, told, row, column));
}

static struct reply csv_reply(struct request *request, const struct told *told)
{
	struct arena *arena = request->arena;
	const struct event_axis *columns = told_columns(told);
	size_t count = told->column_count + 2;
	const char **names = arena_array(arena, const char *, count);
	struct grid grid;
	struct reply reply;
	struct out out;

	names[0] = statistics_dims[told->table->ask.dims[0]].label;
	for (size_t c = 0; c < told->column_count; c++)
		names[c + 1] = str_z(arena, columns->labels[c]);
	names[count - 1] = N_("Sum");
	grid = grid_make(arena, count, told->row_count + 1, names);
	for (size_t r = 0; r <= told->row_count; r++) {
		struct value *row = grid_row(&grid);

		row[0] = value_text(r < told->row_count ? told_row_label(arena, told, r)
			: str_of(_("Sum")));
		for (size_t c = 0; c <= told->column_count; c++)
			row[c + 1] = cell_value(arena, told, r, c);
	}
	out_init(&out, arena, FILE_BYTES);
	grid_csv(&out, &grid);
	reply = reply_bytes(200, "text/csv; charset=utf-8", out_str(&out));
	reply_download(&reply, arena, S("statistics.csv"));
	return reply;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static const char *how_word(enum cell_telling how)
{
	return how == CELL_small ? "small" : how == CELL_left_out ? "left_out" : "told";
}

static void cell_json(struct json_out *json, const struct told *told, size_t row, size_t column)
{
	if (told_how(told, row, column) == CELL_told)
		json_int(json, "events", told_number(told, row, column));
	else
		json_nothing(json, "events");
	json_str(json, "told", str_of(how_word(told_how(told, row, column))));
}

static void place_json(struct json_out *json, const struct event_axis *axis, const char *name,
                       size_t place)
{
	json_object_begin(json, name);
	json_str(json, "key", axis->keys[place]);
	json_str(json, "label", axis->labels[place]);
	json_object_finish(json);
}

static void cells_json(struct json_out *json, const struct told *told)
{
	json_list_begin(json, "cells");
	for (size_t r = 0; r <= told->row_count; r++)
		for (size_t c = 0; c <= told->column_count; c++) {
			json_object_begin(json, NULL);
			if (r < told->row_count)
				place_json(json, &told->table->axes[0], "row", told->row_places[r]);
			if (r < told->row_count && told->within_places)
				place_json(json, &told->table->axes[1], "within", told->within_places[r]);
			if (c < told->column_count)
				place_json(json, told_columns(told), "column", c);
			cell_json(json, told, r, c);
			json_object_finish(json);
		}
	json_list_finish(json);
}

static void notes_json(struct json_out *json, struct arena *arena, const struct told *told)
{
	json_list_begin(json, "notes");
	for (struct str *note = told_notes(arena, told, true); note->len; note++)
		json_str(json, NULL, *note);
	json_list_finish(json);
}

/* A cell without row or without column is a sum. */
static struct reply json_reply(struct request *request, const struct told *told)
{
	const struct event_table *table = told->table;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, FILE_BYTES);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_instant(&json, "up_to", table->up_to);
	json_int(&json, "change", table->change);
	json_date(&json, "from", table->ask.from);
	json_date(&json, "to", table->ask.to);
	json_str(&json, "rows", str_of(statistics_dims[table->ask.dims[0]].name));
	if (told->within_places)
		json_str(&json, "within", str_of(statistics_dims[table->ask.dims[1]].name));
	json_str(&json, "columns", str_of(statistics_dims[told_columns(told)->dim].name));
	json_int(&json, "small_below", told->is_guarded ? told->least : 0);
	notes_json(&json, request->arena, told);
	cells_json(&json, told);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- Vega-Lite --------------------------------------------------------------------------- */

static void values_json(struct json_out *json, struct arena *arena, const struct told *told)
{
	json_object_begin(json, "data");
	json_list_begin(json, "values");
	for (size_t r = 0; r < told->row_count; r++)
		for (size_t c = 0; c < told->column_count; c++) {
			json_object_begin(json, NULL);
			json_str(json, "row", told_row_label(arena, told, r));
			json_str(json, "column", told_columns(told)->labels[c]);
			cell_json(json, told, r, c);
			json_object_finish(json);
		}
	json_list_finish(json);
	json_object_finish(json);
}

static void channel_json(struct json_out *json, const char *name, const char *field,
                         const char *type, const char *title)
{
	json_object_begin(json, name);
	json_str(json, "field", str_of(field));
	json_str(json, "type", str_of(type));
	if (str_is(str_of(type), "quantitative"))
		json_str(json, "aggregate", S("sum"));
	else
		json_nothing(json, "sort");     /* in the order of the data */
	json_str(json, "title", str_of(title));
	json_object_finish(json);
}

/* Few rows over time are lines; everything else is a field of squares, darker for more. */
static struct reply vega_reply(struct request *request, const struct told *told)
{
	const char *rows = _(statistics_dims[told->table->ask.dims[0]].label);
	const char *columns = _(statistics_dims[told_columns(told)->dim].label);
	bool is_lines = told_columns(told)->from && told->row_count <= LINES_IN_COLOUR;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, FILE_BYTES);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "$schema", S("https://vega.github.io/schema/vega-lite/v5.json"));
	json_str(&json, "title", told_finding(request->arena, told));
	json_str(&json, "description", told_notes(request->arena, told, true)[0]);
	values_json(&json, request->arena, told);
	json_str(&json, "mark", is_lines ? S("line") : S("rect"));
	json_object_begin(&json, "encoding");
	channel_json(&json, "x", "column", "ordinal", columns);
	if (is_lines)
		channel_json(&json, "y", "events", "quantitative", _("Events"));
	else
		channel_json(&json, "y", "row", "nominal", rows);
	if (is_lines)
		channel_json(&json, "color", "row", "nominal", rows);
	else
		channel_json(&json, "color", "events", "quantitative", _("Events"));
	json_object_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply statistics_file(struct request *request, const struct told *told, struct str format)
{
	if (told->is_too_large)
		return reply_problem(request, 422, _("The table is too large"),
			str_of(_("Choose a shorter period, fewer units, or coarser rows and columns.")));
	if (str_is(format, "csv"))
		return csv_reply(request, told);
	if (str_is(format, "vega-lite"))
		return vega_reply(request, told);
	return json_reply(request, told);
}
