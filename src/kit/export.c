/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/export.c - the rows of a list as a file: CSV, XLSX, JSON; all pages of it.
 *
 * Rows are written as they come from the database, so memory does not grow with the list.
 * CSV is made for a Swedish spreadsheet: semicolon, byte order mark, CRLF, decimal comma;
 * ?delimiter=, gives RFC 4180 with a decimal point and without the mark.
 */
#include "kit/table_inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/job.h"
#include "kit/setting.h"
#include "kit/sheet.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	KEPT_IN_MEMORY = 1024 * 1024,   /* beyond this a file is written */
	OUT_LIMIT = 64 * 1024 * 1024,
	ROW_MEMORY = 64 * 1024 * 1024,
	EXPORT_SECONDS = HOUR,
};

struct export {
	struct ask *ask;
	struct arena *scratch;          /* emptied after each row */
	struct out out;
	FILE *file;                     /* NULL while all is in memory */
	const char *path;
	const char *ending;
	char delimiter;
	bool has_comma;                 /* decimal comma */
	struct json_out json;
	struct record record;
	struct sheet *sheet;
	struct job *job;                /* NULL: in a worker, while somebody waits */
	int64_t count, total;
};

const char *export_path(struct arena *arena, const char *ending)
{
	const char *folder = folder_make(arena, "exports");

	folder_sweep(folder, EXPORT_SECONDS);
	return arena_print(arena, "%s/%.*s.%s", folder, STR(random_token(arena, 16)), ending).at;
}

/* ---- Growing beyond memory ---------------------------------------------------------- */

static void spill(struct export *export)
{
	struct str text = out_str(&export->out);

	if (!export->file) {
		export->path = export_path(export->ask->request->arena, export->ending);
		export->file = fopen(export->path, "wx");
	}
	if (!export->file || fwrite(text.at, 1, text.len, export->file) != text.len)
		abandon("cannot write the export", strerror(errno));
	export->out.len = 0;
}

/* False: whoever ordered it wants it no more. */
static bool row_counted(struct export *export)
{
	export->count++;
	arena_clear(export->scratch);
	if (!export->job)
		return true;
	job_progress(export->job, export->count, export->total, _("Rows are written"));
	return !job_was_told(export->job);
}

static bool row_written(struct export *export)
{
	if (export->out.len > KEPT_IN_MEMORY)
		spill(export);
	return row_counted(export);
}

/* ---- CSV ---------------------------------------------------------------------------- */

static void csv_real(struct export *export, double number)
{
	char text[40];
	char *point;

	snprintf(text, sizeof(text), "%.15g", number);
	point = strchr(text, '.');
	if (point && export->has_comma)
		*point = ',';
	out_z(&export->out, text);
}

static void csv_instant(struct export *export, struct instant instant)
{
	struct clock_time at = instant_local(instant);

	if (instant.seconds)
		out_print(&export->out, "%04d-%02d-%02d %02d:%02d", at.date.year, at.date.month,
			at.date.day, at.hour, at.minute);
}

static void csv_field(struct export *export, const struct field *field, const void *row)
{
	const void *member = field_int(field, row);

	switch (field->kind) {
	case FIELD_count: case FIELD_money:
		out_int(&export->out, *(const int64_t *)member);
		return;
	case FIELD_real:
		csv_real(export, *(const double *)member);
		return;
	case FIELD_instant:
		csv_instant(export, *(const struct instant *)member);
		return;
	case FIELD_date:
		out_raw(&export->out, field_machine(export->scratch, field, row));
		return;
	default:
		out_csv(&export->out, field_show(export->scratch, field, row), export->delimiter);
	}
}

/* The columns that can be taken out are those that have a field. */
static const struct table_column *next_column(const struct table *table, const struct table_column *column)
{
	while (column->name && !column_field(table, column))
		column++;
	return column;
}

#define EACH_COLUMN(column, table) \
	(const struct table_column *column = next_column(table, (table)->columns); \
	 column->name; column = next_column(table, column + 1))

static void csv_end(struct export *export)
{
	out_z(&export->out, "\r\n");
}

static void csv_headings(struct export *export)
{
	const struct table *table = export->ask->table;
	const char *between = "";

	for EACH_COLUMN(column, table) {
		out_z(&export->out, between);
		out_csv(&export->out, str_of(column_label(table, column)), export->delimiter);
		between = export->delimiter == ';' ? ";" : ",";
	}
	csv_end(export);
}

static bool csv_row(void *context, const void *row)
{
	struct export *export = context;
	const struct table *table = export->ask->table;
	bool is_first = true;

	for EACH_COLUMN(column, table) {
		if (!is_first)
			out_char(&export->out, export->delimiter);
		is_first = false;
		csv_field(export, column_field(table, column), row);
	}
	csv_end(export);
	return row_written(export);
}

static void csv_all(struct export *export)
{
	export->delimiter = str_is(request_query(export->ask->request, "delimiter"), ",") ? ',' : ';';
	export->has_comma = export->delimiter == ';';
	if (export->has_comma)
		out_z(&export->out, "\xEF\xBB\xBF");
	csv_headings(export);
	view_each_of(export->ask->view, &export->ask->table->shape, export->ask->query, csv_row, export);
}

/* ---- JSON --------------------------------------------------------------------------- */

static bool json_row(void *context, const void *row)
{
	struct export *export = context;

	record_json(&export->json, &export->record, row);
	return row_written(export);
}

static void json_all(struct export *export)
{
	const struct table *table = export->ask->table;

	export->record = (struct record){ .fields = table->fields, .count = table->field_count };
	json_begin(&export->json, &export->out);
	json_object_begin(&export->json, NULL);
	json_list_begin(&export->json, "items");
	view_each_of(export->ask->view, &table->shape, export->ask->query, json_row, export);
	json_list_finish(&export->json);
	json_object_finish(&export->json);
}

/* ---- XLSX --------------------------------------------------------------------------- */

static void xlsx_field(struct export *export, const struct field *field, const void *row)
{
	const void *member = field_int(field, row);

	switch (field->kind) {
	case FIELD_count: case FIELD_money:
		sheet_number(export->sheet, (double)*(const int64_t *)member);
		return;
	case FIELD_real:
		sheet_number(export->sheet, *(const double *)member);
		return;
	case FIELD_instant:
		sheet_instant(export->sheet, *(const struct instant *)member);
		return;
	case FIELD_date:
		sheet_date(export->sheet, *(const struct date *)member);
		return;
	default:
		sheet_text(export->sheet, field_show(export->scratch, field, row));
	}
}

static bool xlsx_row(void *context, const void *row)
{
	struct export *export = context;
	const struct table *table = export->ask->table;

	if (!sheet_row(export->sheet))
		return false;
	for EACH_COLUMN(column, table)
		xlsx_field(export, column_field(table, column), row);
	return row_counted(export);
}

/* A second sheet says what the first one shows, for whoever finds the file in a year. */
static void xlsx_about(struct export *export)
{
	struct ask *ask = export->ask;
	struct arena *arena = ask->request->arena;

	sheet_about(export->sheet, _("About"));
	sheet_fact(export->sheet, _("List"), str_of(_(ask->table->label)));
	sheet_fact(export->sheet, _("City"), setting_text("city_name"));
	sheet_fact(export->sheet, _("Taken out"), tongue_instant(arena, instant_now()));
	sheet_fact(export->sheet, _("By"), request_person(ask->request)->name);
	if (ask->q.len)
		sheet_fact(export->sheet, _("Words"), ask->q);
	for (const struct filter *f = ask->table->filters; f && f->name; f++) {
		struct str text = request_query(ask->request, f->name);

		if (text.len)
			sheet_fact(export->sheet, _("Filter"), filter_words(f, ask->view, arena, text));
	}
	sheet_fact(export->sheet, _("Rows"), tongue_number(arena, export->count));
	if (sheet_is_full(export->sheet))
		sheet_fact(export->sheet, _("Note"),
			str_of(_("The list is longer than a sheet can hold. Take it out as CSV.")));
}

static void xlsx_all(struct export *export)
{
	const struct table *table = export->ask->table;

	export->path = export_path(export->ask->request->arena, "xlsx");
	export->sheet = sheet_open(export->ask->request->arena, export->path, str_of(_(table->label)));
	for EACH_COLUMN(column, table)
		sheet_heading(export->sheet, column_label(table, column));
	view_each_of(export->ask->view, &table->shape, export->ask->query, xlsx_row, export);
	xlsx_about(export);
	sheet_close(export->sheet);
}

/* ---- The reply ---------------------------------------------------------------------- */

static const struct format {
	const char *name, *type;
	void (*write)(struct export *export);
} formats[] = {
	{ "csv", "text/csv; charset=utf-8; header=present", csv_all },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_all },
	{ "json", "application/json; charset=utf-8", json_all },
};

const char *export_type(struct str name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (str_is(name, formats[i].name))
			return formats[i].type;
	return NULL;
}

static struct reply export_reply(struct export *export, const struct format *format)
{
	struct arena *arena = export->ask->request->arena;
	struct reply reply = reply_bytes(200, format->type, S(""));
	struct str name = arena_print(arena, "%s-%.*s.%s", export->ask->table->name,
		STR(date_iso(arena, date_today())), format->name);

	if (export->file) {
		spill(export);
		if (fclose(export->file) != 0)
			abandon("cannot write the export", strerror(errno));
	}
	if (export->path)
		reply.file = export->path;
	else
		reply.body = out_str(&export->out);
	reply_download(&reply, arena, name);
	visit_of(export->ask->request)->export_name = name;
	visit_of(export->ask->request)->export_rows = export->count;
	return reply;
}

struct reply table_export(struct ask *ask, struct str name)
{
	struct export export = { .ask = ask, .job = visit_of(ask->request)->job };
	const struct format *format = NULL;

	for (size_t i = 0; i < COUNT(formats); i++)
		if (str_is(name, formats[i].name))
			format = &formats[i];
	if (!format)
		return reply_problem(ask->request, 400, _("That is no format here."),
			str_of(_("csv, xlsx and json are.")));
	if (ask->table->export_need == NOBODY || !request_may(ask->request, ask->table->export_need))
		return reply_forbidden(ask->request);
	if (!export.job && table_counted(ask, setting_int("export_rows_at_once") + 1)
	                   > setting_int("export_rows_at_once"))
		return export_refuse(ask);
	if (export.job)
		export.total = table_counted(ask, INT32_MAX);
	if (ask->order.text)
		query_add(ask->query, ask->order, NONE);
	export.ending = format->name;
	export.scratch = arena_open(ROW_MEMORY);
	out_init(&export.out, ask->request->arena, OUT_LIMIT);
	format->write(&export);
	arena_close(export.scratch);
	say("export of %s as %s: %lld rows, person %lld", ask->table->name, format->name,
		(long long)export.count, (long long)request_person(ask->request)->id);
	return export_reply(&export, format);
}
