/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/content.c - what is handed out: written once as JSON, and made into the other files of it. */
#include "modules/opendata/inside.h"

#include "kit/setting.h"
#include "modules/places/places.h"

static const char *const told_names[] = { [CELL_told] = "number", [CELL_small] = "fewer", [CELL_left_out] = "left_out" };

/* ---- Written ----------------------------------------------------------------------------------- */

static struct str publisher_name(void)
{
	struct str name = setting_text("opendata_publisher");

	return name.len ? name : setting_text("city_name");
}

static void name_json(struct json_out *json, const char *part, struct arena *arena, const struct open_name *name)
{
	json_str(json, part, name->code);
	json_str(json, arena_print(arena, "%s_sv", part).at, name->sv);
	json_str(json, arena_print(arena, "%s_en", part).at, name->en);
}

static void cell_json(struct json_out *json, struct arena *arena, const struct open_table *table, size_t row,
                      size_t column, enum cell_telling telling)
{
	static const struct open_name all = { { "", 0 }, { "Alla", 4 }, { "All", 3 } };
	int64_t number = 0;

	for (size_t r = 0; r < table->rows; r++)
		for (size_t c = 0; c < table->columns; c++)
			if ((row == table->rows || row == r) && (column == table->columns || column == c))
				number += table->counts[r * table->columns + c];
	json_object_begin(json, NULL);
	name_json(json, "row", arena, row == table->rows ? &all : &table->row_names[row]);
	name_json(json, "column", arena, column == table->columns ? &all : &table->column_names[column]);
	json_str(json, "told", str_of(told_names[telling]));
	if (telling == CELL_told)
		json_int(json, "count", number);
	else
		json_nothing(json, "count");
	json_object_finish(json);
}

struct str content_write(struct arena *arena, const struct publication *publication,
                         const struct open_table *table)
{
	const enum cell_telling *telling = open_table_hide(arena, table);
	struct json_out json;
	struct out out;

	out_init(&out, arena, CONTENT_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "table", publication->table_code);
	json_int(&json, "year", publication->year);
	json_int(&json, "edition", publication->edition);
	json_str(&json, "publisher", publisher_name());
	json_str(&json, "licence", setting_text("opendata_licence"));
	json_int(&json, "least", table->least);
	json_list_begin(&json, "cells");
	for (size_t r = 0; r <= table->rows; r++)
		for (size_t c = 0; c <= table->columns; c++)
			cell_json(&json, arena, table, r, c, telling[r * (table->columns + 1) + c]);
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}

/* ---- Read again --------------------------------------------------------------------------------- */

static enum cell_telling telling_named(struct str name)
{
	return str_is(name, "number") ? CELL_told : str_is(name, "fewer") ? CELL_small : CELL_left_out;
}

static struct str kept_text(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}

static struct open_cell cell_read(struct arena *arena, const json_t *from)
{
	return (struct open_cell){
		.row = { kept_text(arena, from, "row"), kept_text(arena, from, "row_sv"), kept_text(arena, from, "row_en") },
		.column = { kept_text(arena, from, "column"), kept_text(arena, from, "column_sv"),
			kept_text(arena, from, "column_en") },
		.telling = telling_named(json_text(from, "told")),
		.count = json_integer_value(json_object_get(from, "count")) };
}

const struct open_content *content_read(struct arena *arena, struct str text)
{
	struct open_content *content = arena_new(arena, struct open_content);
	struct str problem;
	json_t *from = json_read(arena, text, &problem);
	const json_t *cells = from ? json_object_get(from, "cells") : NULL;

	if (!from)
		return NULL;
	*content = (struct open_content){ .table = kept_text(arena, from, "table"),
		.licence = kept_text(arena, from, "licence"), .publisher = kept_text(arena, from, "publisher"),
		.year = json_integer_value(json_object_get(from, "year")),
		.edition = json_integer_value(json_object_get(from, "edition")),
		.least = json_integer_value(json_object_get(from, "least")), .count = json_array_size(cells) };
	content->cells = arena_array(arena, struct open_cell, content->count + 1);
	for (size_t i = 0; i < content->count; i++)
		content->cells[i] = cell_read(arena, json_array_get(cells, i));
	json_decref(from);
	return content;
}

/* ---- CSV ------------------------------------------------------------------------------------------ */

static void csv_cell_write(struct out *out, struct str text)
{
	out_csv(out, text, ',');
	out_char(out, ',');
}

struct str content_csv(struct arena *arena, const struct open_content *content)
{
	const struct item *table = item_find("opendata/tables", content->table);
	struct out out;

	out_init(&out, arena, CONTENT_LONGEST);
	for (int part = 0; part < 2; part++) {
		struct str name = item_text(table, part ? "column_code" : "row_code");

		out_print(&out, "%.*s,%.*s_sv,%.*s_en,", STR(name), STR(name), STR(name));
	}
	out_z(&out, "year,count,told\r\n");
	for (size_t i = 0; i < content->count; i++) {
		const struct open_cell *cell = &content->cells[i];

		csv_cell_write(&out, cell->row.code);
		csv_cell_write(&out, cell->row.sv);
		csv_cell_write(&out, cell->row.en);
		csv_cell_write(&out, cell->column.code);
		csv_cell_write(&out, cell->column.sv);
		csv_cell_write(&out, cell->column.en);
		out_print(&out, "%lld,", (long long)content->year);
		if (cell->telling == CELL_told)
			out_int(&out, cell->count);
		out_print(&out, ",%s\r\n", told_names[cell->telling]);
	}
	return out_str(&out);
}

/* ---- GeoJSON ---------------------------------------------------------------------------------------- */

bool content_has_map(const struct open_content *content)
{
	return str_is(item_text(item_find("opendata/tables", content->table), "row_code"), "district");
}

static void properties_json(struct json_out *json, const struct open_content *content, struct str district)
{
	struct arena *arena = json->out->arena;

	for (size_t i = 0; i < content->count; i++) {
		const struct open_cell *cell = &content->cells[i];
		const char *name = cell->column.code.len ? str_z(arena, cell->column.code) : "all";

		if (!str_equals(cell->row.code, district))
			continue;
		if (cell->telling == CELL_told)
			json_int(json, name, cell->count);
		else if (cell->telling == CELL_small)
			json_str(json, name, arena_print(arena, "<%lld", (long long)content->least));
		else
			json_nothing(json, name);
	}
}

static bool has_district(const struct open_content *content, struct str code)
{
	for (size_t i = 0; i < content->count; i++)
		if (code.len && str_equals(content->cells[i].row.code, code))
			return true;
	return false;
}

struct str content_geojson(struct arena *arena, const struct open_content *content, const struct area_list *areas)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, CONTENT_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "type", S("FeatureCollection"));
	json_list_begin(&json, "features");
	for (size_t i = 0; i < areas->count; i++) {
		const struct area *area = &areas->at[i];

		if (!has_district(content, area->code))
			continue;
		json_object_begin(&json, NULL);
		json_str(&json, "type", S("Feature"));
		json_already(&json, "geometry", area->outline);
		json_object_begin(&json, "properties");
		json_str(&json, "district", area->code);
		json_str(&json, "district_name", area->name);
		json_int(&json, "year", content->year);
		properties_json(&json, content, area->code);
		json_object_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return out_str(&out);
}
