/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/queries.c - opinions of authorities and what is to be mended. */
#include "base/tongue.h"
#include "kit/wheel.h"
#include "modules/supervision/inside.h"
#include "modules/units/units.h"

bool supervision_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_supervision_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

const struct supervision *supervision_of_number(struct view *view, struct str number)
{
	return view_get(view, &supervision_record.shape,
		SQL("SELECT * FROM my_supervision WHERE number = $1"), V(number));
}

const struct supervision *supervision_of_id(struct view *view, int64_t id)
{
	return view_get(view, &supervision_record.shape,
		SQL("SELECT * FROM my_supervision WHERE id = $1"), V(id));
}

bool supervision_is_there(struct view *view, const struct supervision *supervision)
{
	return supervision->reference.len && view_int(view,
		SQL("SELECT 1 FROM my_supervision WHERE unit_id = $1 AND authority = $2"
		    " AND fold(reference) = fold($3) AND id <> $4 LIMIT 1"),
		V(supervision->unit_id, supervision->authority, supervision->reference, supervision->id)) != 0;
}

static int64_t series_next(struct change *change, int year, const char *name)
{
	return change_run_id(change,
		SQL("INSERT INTO supervision_series (year, name, last) VALUES ($1, $2, 1)"
		    " ON CONFLICT (year, name) DO UPDATE SET last = supervision_series.last + 1"
		    " RETURNING last"), V(year, name));
}

int64_t supervision_add(struct change *change, struct supervision *supervision)
{
	int year = supervision->received_on.year;

	supervision->number = arena_print(change_arena(change), "TS-%04d-%03lld", year,
		(long long)series_next(change, year, "opinion"));
	if (!supervision->created_by)
		supervision->created_by = change_me(change);
	return change_insert(change, &supervision_record.shape, supervision);
}

const struct deficiency *deficiency_of_number(struct view *view, struct str number)
{
	return view_get(view, &deficiency_record.shape,
		SQL("SELECT * FROM my_supervision_deficiency WHERE number = $1"), V(number));
}

struct deficiency_list deficiencies_of(struct view *view, int64_t supervision_id)
{
	return deficiency_list_of(view_list(view, &deficiency_record.shape,
		SQL("SELECT * FROM my_supervision_deficiency WHERE supervision_id = $1"
		    " ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, due_on, id LIMIT 200"),
		V(supervision_id)));
}

int64_t deficiency_add(struct change *change, struct deficiency *deficiency)
{
	int year = date_today().year;

	deficiency->number = arena_print(change_arena(change), "TB-%04d-%03lld", year,
		(long long)series_next(change, year, "deficiency"));
	if (!deficiency->state)
		deficiency->state = DEFICIENCY_open;
	if (!deficiency->created_by)
		deficiency->created_by = change_me(change);
	return change_insert(change, &deficiency_record.shape, deficiency);
}

/* ---- The list ------------------------------------------------------------------------------------- */

#define SUPERVISION_ROW_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(title,     text, N_("What was looked at"), ) \
	F(authority, code, N_("Authority"), .list = "supervision/authorities") \
	F(reference, text, N_("The authority's number"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(received_on, date, N_("Received"), ) \
	F(answer_due, date, N_("Answer by"), ) \
	F(answered_on, date, N_("Answered"), ) \
	F(open,      count, N_("To be mended"), )
struct supervision_row { SUPERVISION_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct supervision_row
static const struct field supervision_row_fields[] = { SUPERVISION_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void due_cell(struct out *out, struct request *request, const void *at)
{
	const struct supervision_row *row = at;
	struct supervision as = { .answer_due = row->answer_due, .answered_on = row->answered_on };

	(void)request;
	if (date_is_given(row->answer_due))
		cell_day(out, row->answer_due, supervision_is_late(&as, date_today()));
}

static const struct filter supervision_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(seen.title) LIKE '%' || fold($?) || '%'") },
	{ .name = "authority", .label = N_("Authority"), .kind = FIELD_code,
	  .list = "supervision/authorities", .condition = SQL(" AND seen.authority = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND seen.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "late", .label = N_("Answer is late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN seen.answer_due <> '' AND seen.answered_on = ''"
		" AND seen.answer_due < today() THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
#define SORTED(column) .ascending = SQL(" ORDER BY " column ", seen.id"), \
	.descending = SQL(" ORDER BY " column " DESC, seen.id DESC")
static const struct table_column supervision_columns[] = {
	{ .name = "number", .is_link = true, SORTED("seen.number") },
	{ .name = "title" },
	{ .name = "authority", SORTED("seen.authority") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "received_on", SORTED("seen.received_on") },
	{ .name = "answer_due", .cell = due_cell, SORTED("seen.answer_due") },
	{ .name = "answered_on" },
	{ .name = "open" },
	{ .name = "reference", .is_export_only = true },
	{ .name = NULL },
};
const struct table supervisions_table = {
	.name = "supervision", .label = N_("Opinions of authorities, newest first"),
	.fields = supervision_row_fields, .field_count = COUNT(supervision_row_fields),
	.shape = SHAPE_OF(NULL, supervision_row, supervision_row_fields),
	.columns = supervision_columns, .filters = supervision_filters, .is_stacked = true,
	.row_path = "/supervision/%s", .row_key = "number",
	.order = SQL(" ORDER BY seen.received_on DESC, seen.id DESC"),
	.export_need = MAY_supervision_read,
	.empty = N_("No opinions of authorities are written here."),
};

void supervisions_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &supervisions_table, query,
		SQL("SELECT seen.number, seen.title, seen.authority, seen.reference,"
		    UNIT_NAME("seen.unit_id") " AS unit_name, seen.received_on, seen.answer_due,"
		    " seen.answered_on, (SELECT count(*) FROM my_supervision_deficiency AS lack"
		    "  WHERE lack.supervision_id = seen.id AND lack.state = 'open') AS open"
		    " FROM my_supervision AS seen WHERE 1 = 1"), V(tongue_code()));
}

struct supervision_list supervisions_due(struct view *view, const struct wheel_ask *ask)
{
	return supervision_list_of(view_list(view, &supervision_record.shape,
		SQL("SELECT * FROM my_supervision WHERE answer_due <> '' AND is_secret = 0"
		    " AND answer_due >= $1 AND answer_due <= $2"
		    " AND $3 <> 0 AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3)"
		    " ORDER BY answer_due, id LIMIT 500"), V(ask->from, ask->to, ask->unit_id)));
}
