/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries_receipts.c - who has acknowledged what is in force, and who has not. */
#include "modules/documents/inside.h"
#include "modules/documents/receipts.html.h"
#include "modules/documents/reports.h"

/* One row for each unit that a version in force is addressed to.  $1 the language. */
#define RECEIPT_ROWS \
	"SELECT id, public_id, title, kind, number, valid_from, unit_id, unit_name, at, person_name," \
	" asked_name, before, may FROM" \
	" (SELECT d.id, d.public_id, d.title, d.kind, held.number, held.valid_from, a.unit_id," \
	"  COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"            ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = a.unit_id), '') AS unit_name," \
	"  COALESCE(r.at, 0) AS at," \
	"  COALESCE((SELECT name FROM my_person WHERE my_person.id = r.person_id), '') AS person_name," \
	"  CASE WHEN r.at IS NULL THEN" \
	"   COALESCE((SELECT min(my_person.name) FROM my_receipt_person" \
	"             JOIN my_person ON my_person.id = my_receipt_person.person_id" \
	"             WHERE my_receipt_person.unit_id = a.unit_id), '') ELSE '' END AS asked_name," \
	"  CASE WHEN r.at IS NULL THEN" \
	"   COALESCE((SELECT max(old.number) FROM my_document_receipt" \
	"             JOIN my_document_version AS old ON old.id = my_document_receipt.version_id" \
	"             WHERE my_document_receipt.document_id = d.id" \
	"               AND my_document_receipt.unit_id = a.unit_id), 0) ELSE 0 END AS before," \
	"  CASE WHEN r.at IS NULL AND a.unit_id IN (SELECT unit_id FROM my_receipt_unit)" \
	"   THEN 1 ELSE 0 END AS may" \
	"  FROM my_document AS d" \
	"  JOIN my_document_version AS held ON held.document_id = d.id AND held.state = 'adopted'" \
	"   AND held.valid_from <= today() AND (held.last_day = '' OR held.last_day >= today())" \
	"  JOIN my_document_address AS a ON a.document_id = d.id" \
	"  LEFT JOIN my_document_receipt AS r ON r.version_id = held.id AND r.unit_id = a.unit_id" \
	"  WHERE a.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_read')" \
	"     OR d.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_write')" \
	" ) AS listed"

static const struct choice receipt_choices[] = {
	{ "", "" },
	{ "waiting", N_("Waits") },
	{ "given", N_("Acknowledged") },
	{ NULL, NULL },
};

static const struct filter receipt_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND listed.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "kind", .label = N_("Kind of document"), .kind = FIELD_code,
	  .list = "document_kinds", .condition = SQL(" AND listed.kind = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = receipt_choices,
	  .condition = SQL(" AND CASE WHEN $? = 'given' THEN listed.at > 0 ELSE listed.at = 0 END") },
	{ .name = "mine", .label = N_("For me to acknowledge"), .kind = FIELD_yesno,
	  .condition = SQL(" AND listed.may = $?") },
	{ .name = "document", .label = N_("Document"), .kind = FIELD_text, .is_hidden = true,
	  .condition = SQL(" AND listed.public_id = $?") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	receipt_state_cell(out, row);
}

static void person_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	receipt_person_cell(out, row);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", listed.id, listed.unit_id"), \
	.descending = SQL(" ORDER BY " column " DESC, listed.id DESC, listed.unit_id DESC")
static const struct table_column receipt_columns[] = {
	{ .name = "title", .is_link = true, SORTED("listed.title COLLATE local") },
	{ .name = "unit_name", SORTED("listed.unit_name COLLATE local") },
	{ .name = "number", .is_export_only = true },
	{ .name = "valid_from", SORTED("listed.valid_from") },
	{ .name = "at", SORTED("listed.at"), .cell = state_cell },
	{ .name = "person_name", .label = N_("By whom, or whom to ask"), .cell = person_cell },
	{ .name = "asked_name", .is_export_only = true },
	{ .name = "kind", .is_export_only = true },
	{ .name = "before", .is_export_only = true },
	{ .name = NULL },
};

const struct table receipts_table = {
	.name = "acknowledgements",
	.label = N_("Documents in force and the units that they are addressed to; those that wait first"),
	.fields = receipt_row_fields,
	.field_count = RECEIPT_ROW_COUNT,
	.shape = { .size = sizeof(struct receipt_row), .count = RECEIPT_ROW_COUNT,
	           .columns = &receipt_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = receipt_columns,
	.filters = receipt_filters,
	.row_path = "/documents/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY CASE WHEN listed.at = 0 THEN 0 ELSE 1 END, listed.valid_from,"
	             " listed.id, listed.unit_name COLLATE local, listed.unit_id"),
	.export_need = MAY_documents_read,
	.empty = N_("No document in force is addressed to these units."),
};

void receipts_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &receipts_table, query, SQL(RECEIPT_ROWS " WHERE 1 = 1"),
		V(tongue_code()));
}

struct receipt_row_list receipts_of_document(struct view *view, int64_t document_id)
{
	return receipt_row_list_of(view_list(view, &receipt_row_shape,
		SQL(RECEIPT_ROWS " WHERE listed.id = $2"
		    " ORDER BY CASE WHEN listed.at = 0 THEN 0 ELSE 1 END,"
		    " listed.unit_name COLLATE local, listed.unit_id LIMIT 1000"),
		V(tongue_code(), document_id)));
}

/* Who may acknowledge for no unit has nothing that waits, and that is asked first: whom every
 * document is addressed to costs the most for those who read the whole city. */
struct receipt_row_list receipts_mine(struct view *view)
{
	if (!view_int(view, SQL("SELECT 1 FROM my_receipt_unit LIMIT 1"), NONE))
		return (struct receipt_row_list){ 0 };
	return receipt_row_list_of(view_list(view, &receipt_row_shape,
		SQL(RECEIPT_ROWS " WHERE listed.may = 1"
		    " AND listed.unit_id IN (SELECT unit_id FROM my_receipt_unit)"
		    " ORDER BY listed.valid_from, listed.id, listed.unit_id LIMIT 200"),
		V(tongue_code())));
}

struct receipt_row_list receipts_late(struct view *view)
{
	return receipt_row_list_of(view_list(view, &receipt_row_shape,
		SQL(RECEIPT_ROWS " WHERE listed.at = 0"
		    " ORDER BY listed.asked_name COLLATE local, listed.unit_name COLLATE local,"
		    " listed.unit_id, listed.title COLLATE local LIMIT 3000"),
		V(tongue_code())));
}

struct receipt_counts receipts_count(struct view *view, int64_t document_id)
{
	return (struct receipt_counts){
		.asked = view_int(view, SQL("SELECT count(*) FROM (" RECEIPT_ROWS
			" WHERE listed.id = $2) AS counted"), V(tongue_code(), document_id)),
		.given = view_int(view, SQL("SELECT count(*) FROM (" RECEIPT_ROWS
			" WHERE listed.id = $2 AND listed.at > 0) AS counted"),
			V(tongue_code(), document_id)) };
}

/* ---- May one ---------------------------------------------------------------------------------- */

bool receipt_may(struct view *view, int64_t document_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_document_address"
		" WHERE document_id = $1 AND unit_id = $2"
		" AND unit_id IN (SELECT unit_id FROM my_receipt_unit) LIMIT 1"),
		V(document_id, unit_id)) != 0;
}

bool receipt_is_given(struct view *view, int64_t version_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_document_receipt"
		" WHERE version_id = $1 AND unit_id = $2 LIMIT 1"), V(version_id, unit_id)) != 0;
}

/* ---- As a report ------------------------------------------------------------------------------- */

struct grid receipts_report(struct view *view, int64_t unit_id)
{
	return view_grid(view, SQL("SELECT unit_name, count(*) AS documents,"
		" sum(CASE WHEN at > 0 THEN 1 ELSE 0 END) AS acknowledged,"
		" sum(CASE WHEN at = 0 THEN 1 ELSE 0 END) AS waiting,"
		" COALESCE(min(CASE WHEN at = 0 THEN valid_from END), '') AS waiting_since FROM ("
		RECEIPT_ROWS " WHERE $2 = 0 OR listed.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $2)) AS report"
		" GROUP BY unit_id, unit_name ORDER BY unit_name COLLATE local, unit_id"),
		V(tongue_code(), unit_id));
}
