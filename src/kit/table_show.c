/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/table_show.c - a list as a page: filters, chips, saved views, rows, pages.
 */
#include "kit/table_inside.h"

#include "kit/setting.h"
#include "kit/table.html.h"

#include <string.h>

enum { FRONT_FILTERS = 5, WIDE_FROM = 7 };

/* ---- Filters ------------------------------------------------------------------------ */

static struct str filter_text(const struct ask *ask, const struct filter *filter)
{
	return request_query(ask->request, filter->name);
}

static void write_control(struct out *out, const struct ask *ask, const struct filter *filter)
{
	struct str text = filter_text(ask, filter);
	struct value value = { 0 };

	switch (filter->kind) {
	case FIELD_code: case FIELD_codes:
		control_select_code(out, filter->name, filter->list, text, _("All"));
		return;
	case FIELD_choice:
		control_select_choice(out, filter->name, filter->choices,
			text.len ? choice_of(filter->choices, text) : -1, _("All"));
		return;
	case FIELD_ref:
		if (text.len)
			filter_value(filter, ask->view, ask->request->arena, text, &value);
		control_select_ref(out, ask->view, filter->name, filter->refers_to,
			value.kind == VALUE_int ? value.number : 0, _("All"));
		return;
	case FIELD_date: case FIELD_instant:
		table_filter_date(out, filter->name, text);
		return;
	case FIELD_key: case FIELD_count: case FIELD_money:
		table_filter_number(out, filter->name, text);
		return;
	default:
		table_filter_text(out, filter->name, text);
	}
}

static void write_filter(struct out *out, const struct ask *ask, const struct filter *filter)
{
	if (filter->kind == FIELD_yesno) {
		table_filter_yes(out, filter->name, _(filter->label), filter_text(ask, filter).len > 0);
		return;
	}
	table_filter_label(out, _(filter->label));
	write_control(out, ask, filter);
	table_filter_label_end(out);
}

void table_write_filters(struct out *out, const struct ask *ask, bool is_more)
{
	int shown = 0;

	for (const struct filter *filter = ask->table->filters; filter && filter->name; filter++)
		if (!filter->is_hidden && (shown++ >= FRONT_FILTERS) == is_more)
			write_filter(out, ask, filter);
}

/* What the form has no control for stays chosen when it is sent. */
void table_write_hidden(struct out *out, const struct ask *ask)
{
	const struct request *request = ask->request;

	for (size_t i = 0; i < request->query_count; i++) {
		const struct pair *pair = &request->query[i];
		bool has_control = str_is(pair->name, "page") || str_is(pair->name, "format")
			|| (ask->table->search && str_is(pair->name, "q"));

		for (const struct filter *f = ask->table->filters; f && f->name; f++)
			has_control |= !f->is_hidden && str_is(pair->name, f->name);
		if (!has_control && pair->value.len)
			table_hidden(out, pair->name, pair->value);
	}
}

static void write_filter_form(struct out *out, const struct ask *ask)
{
	int shown = 0;
	bool is_open = false;

	for (const struct filter *f = ask->table->filters; f && f->name; f++)
		if (!f->is_hidden && shown++ >= FRONT_FILTERS)
			is_open |= filter_text(ask, f).len > 0;
	if (shown || ask->table->search)
		table_filter_form(out, ask, _("Filter the list"), shown > FRONT_FILTERS, is_open);
}

/* ---- Chips -------------------------------------------------------------------------- */

static bool is_filtered(const struct ask *ask)
{
	bool any = ask->q.len > 0;

	for (const struct filter *f = ask->table->filters; f && f->name; f++)
		any |= filter_text(ask, f).len > 0;
	return any;
}

void table_write_chips(struct out *out, const struct ask *ask)
{
	struct arena *arena = ask->request->arena;

	if (!is_filtered(ask))
		return;
	table_chips_begin(out, _("Chosen filters"));
	if (ask->q.len)
		table_chip(out, arena_print(arena, "“%.*s”", STR(ask->q)),
			table_address(ask->request, "q", S("")));
	for (const struct filter *f = ask->table->filters; f && f->name; f++) {
		struct str text = filter_text(ask, f);

		if (text.len)
			table_chip(out, filter_words(f, ask->view, arena, text),
				table_address(ask->request, f->name, S("")));
	}
	table_chips_end(out, ask->request->path);
}

static void write_odd_filters(struct out *out, const struct ask *ask)
{
	for (const struct filter *f = ask->table->filters; f && f->name; f++) {
		struct str text = filter_text(ask, f);
		struct value value;

		if (text.len && !filter_value(f, ask->view, ask->request->arena, text, &value))
			table_odd_filter(out, _(f->label), text);
	}
}

/* ---- The table ---------------------------------------------------------------------- */

static const char *column_kind(const struct field *field)
{
	if (!field)
		return NULL;
	if (field->kind == FIELD_instant || field->kind == FIELD_date)
		return "when";
	return field_is_number(field) ? "num" : NULL;
}

static bool has_bulk(const struct ask *ask)
{
	return ask->table->bulk_path && ask->rows.count
		&& request_may(ask->request, ask->table->bulk_need);
}

/* The link turns the order that is; a first press gives the ascending one. */
static void write_heading(struct out *out, const struct ask *ask, const struct table_column *column)
{
	const char *label = column_label(ask->table, column);
	const char *kind = column_kind(column_field(ask->table, column));
	bool is_sorted = ask->sort == column;
	bool turns = is_sorted && !ask->is_descending && column->descending.text;
	struct str next;

	if (!column->ascending.text || !ask->request) {
		table_heading(out, label, kind);
		return;
	}
	next = table_address(ask->request, "sort", arena_print(ask->request->arena, "%s%s",
		turns ? "-" : "", column->name));
	if (is_sorted)
		table_heading_sorted(out, label, kind, next, ask->is_descending);
	else
		table_heading_sort(out, label, kind, next);
}

void table_write_headings(struct out *out, const struct ask *ask)
{
	for (const struct table_column *c = ask->table->columns; c->name; c++)
		if (!c->is_export_only)
			write_heading(out, ask, c);
}

static void write_own_cell(struct out *out, struct request *request, const struct table_column *column,
                           const char *kind, const char *label, struct str address, const void *row)
{
	if (address.len)
		table_cell_link_begin(out, address);
	else if (label)
		table_cell_labelled_begin(out, kind, label);
	else
		table_cell_begin(out, kind);
	column->cell(out, request, row);
	if (address.len)
		table_cell_link_end(out);
	else if (label)
		table_cell_labelled_end(out);
	else
		table_cell_end(out);
}

/* What stands before a cell on a line of its own; NULL: nothing, as where there is much text. */
static const char *cell_label(const struct table *table, const struct table_column *column,
                              const struct field *field)
{
	if (!table->is_stacked || (field && field->kind == FIELD_prose))
		return NULL;
	return column_label(table, column);
}

static void write_cell(struct out *out, struct request *request, const struct table *table,
                       const struct table_column *column, const void *row)
{
	const struct field *field = column_field(table, column);
	const char *label = cell_label(table, column, field);
	struct str address = S(""), text;

	if (column->is_link && table->row_path)
		address = row_address(request->arena, table, row);
	if (column->cell) {
		write_own_cell(out, request, column, column_kind(field), label, address, row);
		return;
	}
	text = field_show(request->arena, field, row);
	if (address.len)
		table_cell_link(out, text.len ? text : S("–"), address);
	else if (label)
		table_cell_labelled(out, text, column_kind(field), label);
	else
		table_cell(out, text, column_kind(field));
}

/* What a row is called when one chooses it: the cell that holds its link. */
static struct str row_name(const struct ask *ask, const void *row)
{
	for (const struct table_column *c = ask->table->columns; c->name; c++)
		if (c->is_link && column_field(ask->table, c))
			return field_show(ask->request->arena, column_field(ask->table, c), row);
	return row_key_text(ask->request->arena, ask->table, row);
}

static void write_row(struct out *out, const struct ask *ask, const void *row)
{
	table_row_begin(out);
	if (has_bulk(ask))
		table_row_choose(out, row_key_text(ask->request->arena, ask->table, row),
			row_name(ask, row));
	for (const struct table_column *c = ask->table->columns; c->name; c++)
		if (!c->is_export_only)
			write_cell(out, ask->request, ask->table, c, row);
	table_row_end(out);
}

void table_write_rows(struct out *out, const struct ask *ask)
{
	for (size_t i = 0; i < ask->rows.count; i++)
		write_row(out, ask, (const char *)ask->rows.at + i * ask->table->shape.size);
}

static bool is_wide(const struct table *table)
{
	int columns = 0;

	for (const struct table_column *c = table->columns; c->name; c++)
		columns += !c->is_export_only;
	return columns >= WIDE_FROM;
}

static struct str every_words(const struct ask *ask)
{
	struct arena *arena = ask->request->arena;

	if (ask->total <= (int64_t)ask->rows.count)
		return S("");           /* all are on this page, or too many to take at once */
	return arena_print(arena, _("Take all %.*s"), STR(tongue_number(arena, ask->total)));
}

static void write_bulk_begin(struct out *out, struct ask *ask)
{
	if (!has_bulk(ask))
		return;
	table_bulk_begin(out, ask, table_address(ask->request, "", S("")), every_words(ask));
	if (ask->table->bulk_controls)
		ask->table->bulk_controls(out, ask->request, ask->view);
	table_bulk_ready(out);
}

static void write_table(struct out *out, struct ask *ask)
{
	write_bulk_begin(out, ask);
	table_begin(out, _(ask->table->label), is_wide(ask->table), ask->table->is_stacked);
	if (has_bulk(ask))
		table_choose_all(out);
	table_write_headings(out, ask);
	table_body(out);
	table_write_rows(out, ask);
	table_end(out);
	if (has_bulk(ask))
		table_bulk_end(out);
}

/* ---- Under the table ---------------------------------------------------------------- */

static struct str page_address(const struct ask *ask, int64_t number)
{
	struct arena *arena = ask->request->arena;

	return table_address(ask->request, "page",
		number > 1 ? arena_print(arena, "%lld", (long long)number) : S(""));
}

static struct str total_words(const struct ask *ask)
{
	struct arena *arena = ask->request->arena;
	int64_t first = (ask->page_number - 1) * ask->page_rows + 1;
	struct str from = tongue_number(arena, first);
	struct str to = tongue_number(arena, first + (int64_t)ask->rows.count - 1);

	if (ask->total < 0 && ask->page->is_uncounted)
		return arena_print(arena, _("%.*s–%.*s, and more"), STR(from), STR(to));
	if (ask->total < 0)
		return arena_print(arena, _("%.*s–%.*s of more than %.*s"), STR(from), STR(to),
			STR(tongue_number(arena, most_counted(ask->table))));
	return arena_print(arena, _("%.*s–%.*s of %.*s"), STR(from), STR(to),
		STR(tongue_number(arena, ask->total)));
}

static void write_foot(struct out *out, const struct ask *ask)
{
	if (!ask->rows.count)
		return;
	table_pager(out, ask, ask->page_number > 1 ? page_address(ask, ask->page_number - 1) : S(""),
		ask->has_next ? page_address(ask, ask->page_number + 1) : S(""), total_words(ask));
	if (ask->table->export_need == NOBODY || !request_may(ask->request, ask->table->export_need))
		return;
	if (ask->total < 0 || ask->total > setting_int("export_rows_at_once"))
		table_orders(out, ask->request, export_address(ask));
	else
		table_exports(out, table_address(ask->request, "format", S("csv")),
			table_address(ask->request, "format", S("xlsx")),
			table_address(ask->request, "format", S("json")));
}

static void write_head(struct out *out, const struct ask *ask)
{
	table_head_begin(out, ask->page->title, ask->page->status);
	if (ask->page->actions)
		ask->page->actions(out, ask->request, ask->view);
	table_head_end(out);
	write_odd_filters(out, ask);
	if (ask->page->above)
		ask->page->above(out, ask->request, ask->view);
}

void table_write(struct out *out, struct ask *ask)
{
	write_head(out, ask);
	table_write_views(out, ask);
	write_filter_form(out, ask);
	table_write_chips(out, ask);
	table_write_save_view(out, ask);
	if (ask->rows.count)
		write_table(out, ask);
	else
		table_empty(out, ask->table->empty ? _(ask->table->empty) : _("There is nothing here yet."),
			is_filtered(ask) || ask->page_number > 1, ask->request->path);
	write_foot(out, ask);
	if (ask->page->below)
		ask->page->below(out, ask->request, ask->view);
}

void table_show(struct out *out, struct request *request, const struct table *table, struct rows rows)
{
	table_begin(out, _(table->label), is_wide(table), table->is_stacked);
	for (const struct table_column *c = table->columns; c->name; c++)
		if (!c->is_export_only)
			table_heading(out, column_label(table, c), column_kind(column_field(table, c)));
	table_body(out);
	for (size_t i = 0; i < rows.count; i++) {
		table_row_begin(out);
		for (const struct table_column *c = table->columns; c->name; c++)
			if (!c->is_export_only)
				write_cell(out, request, table, c,
					(const char *)rows.at + i * table->shape.size);
		table_row_end(out);
	}
	table_end(out);
}

/* ---- Cells ---------------------------------------------------------------------------- */

void cell_mark(struct out *out, const char *dress, const char *words)
{
	cell_mark_page(out, dress, words);
}

void cell_day(struct out *out, struct date day, bool is_late)
{
	out_text(out, tongue_date(out->arena, day));
	if (!is_late)
		return;
	out_z(out, " ");
	cell_mark(out, "late", _("Late"));
}
