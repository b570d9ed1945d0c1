/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries_lists.c - the list of documents, and what is in force on a day. */
#include "modules/documents/inside.h"
#include "modules/documents/pages.html.h"
#include "modules/documents/reports.h"

/* Named before it is sorted: PostgreSQL sorts by the name of a column, not by an alias.
 * LANGUAGE and DAY are parameters. */
#define DOCUMENT_ROWS(FROM, LANGUAGE, DAY) \
	"SELECT id, public_id, title, kind, unit_name, number, valid_from, last_day, adopted_on," \
	" adopted_as, adopted_decision, registry_number, secrecy, newest_number, adopted_number," \
	" change_note, adopted_at FROM" \
	" (SELECT d.id, d.public_id, d.title, d.kind, d.unit_id, d.to_unit_id, d.registry_number," \
	"  d.secrecy, d.newest_number, d.adopted_number," \
	"  COALESCE(held.number, 0) AS number, COALESCE(held.valid_from, '') AS valid_from," \
	"  COALESCE(held.last_day, '') AS last_day, COALESCE(held.adopted_on, '') AS adopted_on," \
	"  COALESCE(held.adopted_as, '') AS adopted_as," \
	"  COALESCE(held.adopted_decision, '') AS adopted_decision," \
	"  COALESCE(held.change_note, '') AS change_note," \
	"  COALESCE(held.adopted_at, 0) AS adopted_at," \
	"  COALESCE((SELECT CASE WHEN " LANGUAGE " = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"            ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = d.unit_id), '') AS unit_name" \
	"  FROM " FROM " AS d LEFT JOIN (SELECT * FROM my_document_version WHERE state = 'adopted'" \
	"   AND valid_from <= " DAY " AND (last_day = '' OR last_day >= " DAY ")) AS held" \
	"  ON held.document_id = d.id) AS listed"

static const struct choice held_choices[] = {
	{ "", "" },
	{ "in_force", N_("In force") },
	{ "not", N_("Not in force") },
	{ "working", N_("A version is being written") },
	{ NULL, NULL },
};

static const struct filter document_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND (listed.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?))") },
	{ .name = "kind", .label = N_("Kind of document"), .kind = FIELD_code,
	  .list = "document_kinds", .condition = SQL(" AND listed.kind = $?") },
	{ .name = "held", .label = N_("State"), .kind = FIELD_choice, .choices = held_choices,
	  .condition = SQL(" AND CASE WHEN $? = 'in_force' THEN listed.number > 0"
	                   " WHEN $? = 'not' THEN listed.number = 0"
	                   " ELSE listed.newest_number > listed.adopted_number END") },
	{ .name = "at", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .is_hidden = true, .condition = SQL(" AND listed.unit_id = $?") },
	{ .name = NULL },
};

static void title_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	document_title_cell(out, row);
}

static void number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	document_number_cell(out, row);
}

static void age_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	document_age_cell(out, row);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", listed.id"), \
	.descending = SQL(" ORDER BY " column " DESC, listed.id DESC")
static const struct table_column document_columns[] = {
	{ .name = "title", .is_link = true, SORTED("listed.title COLLATE local"), .cell = title_cell },
	{ .name = "kind", SORTED("listed.kind") },
	{ .name = "unit_name", SORTED("listed.unit_name COLLATE local") },
	{ .name = "number", .label = N_("Version in force"), SORTED("listed.number"), .cell = number_cell },
	{ .name = "valid_from", .is_export_only = true },
	{ .name = "adopted_on", SORTED("listed.adopted_on"), .cell = age_cell },
	{ .name = "last_day", .is_export_only = true },
	{ .name = "adopted_as", .is_export_only = true },
	{ .name = "adopted_decision", .is_export_only = true },
	{ .name = "registry_number", .is_export_only = true },
	{ .name = "secrecy", .is_export_only = true },
	{ .name = "newest_number", .is_export_only = true },
	{ .name = NULL },
};
static const struct table_column in_force_columns[] = {
	{ .name = "title", .is_link = true, SORTED("listed.title COLLATE local"), .cell = title_cell },
	{ .name = "kind", SORTED("listed.kind") },
	{ .name = "unit_name", SORTED("listed.unit_name COLLATE local") },
	{ .name = "number", SORTED("listed.number") },
	{ .name = "valid_from", SORTED("listed.valid_from") },
	{ .name = "last_day", SORTED("listed.last_day") },
	{ .name = "adopted_as", SORTED("listed.adopted_as COLLATE local") },
	{ .name = "adopted_decision" },
	{ .name = "adopted_on", .is_export_only = true },
	{ .name = "registry_number", .is_export_only = true },
	{ .name = "change_note", .is_export_only = true },
	{ .name = NULL },
};

#define ROW_SHAPE { .size = sizeof(struct document_row), .count = DOCUMENT_ROW_COUNT, \
	.columns = &document_row_fields[0].column, .stride = sizeof(struct field) }

const struct table documents_table = {
	.name = "documents",
	.label = N_("Documents by kind, with the version that is in force"),
	.fields = document_row_fields,
	.field_count = DOCUMENT_ROW_COUNT,
	.shape = ROW_SHAPE,
	.columns = document_columns,
	.filters = document_filters,
	.row_path = "/documents/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY listed.unit_name COLLATE local, listed.kind, listed.title COLLATE local,"
	             " listed.id"),
	.search = "document",
	.found = SQL(DOCUMENT_ROWS("(SELECT my_document.* FROM {found document $1} AS hit"
	             " JOIN my_document ON my_document.id = hit.row_id)", "$2", "$3") " WHERE 1 = 1"),
	.export_need = MAY_documents_read,
	.empty = N_("No document answers to this. Instructions and plans that you may read will stand here."),
};

void documents_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &documents_table, query,
		SQL(DOCUMENT_ROWS("my_document", "$1", "$2") " WHERE 1 = 1"), V(tongue_code(), date_today()));
}

/* ---- In force on a day ------------------------------------------------------------------------ */

static const struct filter in_force_filters[] = {
	{ .name = "on", .label = N_("On the day"), .kind = FIELD_date },
	{ .name = "unit", .label = N_("That concern the unit"), .kind = FIELD_ref, .refers_to = "unit" },
	{ .name = "kind", .label = N_("Kind of document"), .kind = FIELD_code,
	  .list = "document_kinds", .condition = SQL(" AND listed.kind = $?") },
	{ .name = NULL },
};

const struct table in_force_table = {
	.name = "in-force",
	.label = N_("Documents in force, by kind and title"),
	.fields = document_row_fields,
	.field_count = DOCUMENT_ROW_COUNT,
	.shape = ROW_SHAPE,
	.columns = in_force_columns,
	.filters = in_force_filters,
	.row_path = "/documents/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY (SELECT place FROM my_catalogue_item WHERE list = 'document_kinds'"
	             " AND code = listed.kind), listed.title COLLATE local, listed.id"),
	.export_need = SIGNED_IN,
	.empty = N_("No document that you may read was in force that day."),
	.page_rows = 500,
};

/* All that is open; of one unit also its own plans and what is addressed to it. */
void in_force_query(struct request *request, struct view *view, struct query *query, struct date on,
                    int64_t unit_id, bool is_open_only)
{
	table_start(request, view, &in_force_table, query,
		SQL(DOCUMENT_ROWS("my_document", "$1", "$2") " WHERE listed.number > 0"), V(tongue_code(), on));
	if (is_open_only)
		query_add(query, SQL(" AND listed.kind IN (SELECT code FROM my_open_document_kind)"), NONE);
	if (unit_id)
		query_add(query, SQL(" AND (listed.unit_id = $? OR listed.id IN"
			" (SELECT document_id FROM my_document_address WHERE unit_id = $?))"),
			V(unit_id, unit_id));
}

/* What has come in force or been decided since a moment, the newest first. */
struct document_row_list documents_new(struct view *view, struct instant since)
{
	return document_row_list_of(view_list(view, &document_row_shape,
		SQL(DOCUMENT_ROWS("my_document", "$1", "$2") " WHERE listed.number > 0"
		    " AND (listed.adopted_at >= $3 OR listed.valid_from >= $4)"
		    " ORDER BY listed.valid_from DESC, listed.id DESC LIMIT 30"),
		V(tongue_code(), date_today(), since, date_add_days(instant_date(since), 1))));
}

/* ---- As a report ------------------------------------------------------------------------------- */

struct grid documents_report(struct view *view, struct date on, int64_t unit_id)
{
	return view_grid(view, SQL("SELECT title, kind, unit_name, number,"
		" valid_from, adopted_on, adopted_as, adopted_decision FROM ("
		DOCUMENT_ROWS("my_document", "$1", "$2") " WHERE listed.number > 0"
		" AND ($3 = 0 OR listed.unit_id = $3 OR listed.id IN"
		"  (SELECT document_id FROM my_document_address WHERE unit_id = $3))) AS report"
		" ORDER BY kind, title COLLATE local LIMIT 5000"), V(tongue_code(), on, unit_id));
}
