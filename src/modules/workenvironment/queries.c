/* SPDX-License-Identifier: EUPL-1.2 */
/* workenvironment/queries.c - events of the work environment, their sums, and follow-ups. */
#include "modules/workenvironment/inside.h"

#include "kit/evidence.h"
#include "modules/units/units.h"

/* ---- The list ------------------------------------------------------------------------------------ */

#define WORK_ROW_FIELDS(F) \
	F(number,    text, N_("Number"), ) \
	F(title,     text, N_("Title"), ) \
	F(occurred_at, instant, N_("Occurred"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(type,      code, N_("Type"), .list = "event/types") \
	F(kind,      choice, N_("Counts as"), CHOICES(work_kinds)) \
	F(severity,  count, N_("Severity"), ) \
	F(hurt,      count, N_("Injured employees"), ) \
	F(reported_at, instant, N_("Reported"), ) \
	F(is_told,   yesno, N_("To be told to the safety representative"), ) \
	F(informed_at, instant, N_("Safety representative informed"), )
struct work_row { WORK_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct work_row
static const struct field work_row_fields[] = { WORK_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* "after 3 days", "not yet", or nothing where nobody is to be told. */
static void informed_cell(struct out *out, struct request *request, const void *at)
{
	const struct work_row *row = at;
	int64_t days = (row->informed_at.seconds - row->reported_at.seconds) / DAY;

	if (row->informed_at.seconds)
		out_text(out, arena_print(request->arena, plural(days, "after %lld day", "after %lld days"),
			(long long)(days > 0 ? days : 0)));
	else if (row->is_told)
		cell_mark(out, "late", _("Not yet"));
}

static const struct filter work_filters[] = {
	{ .name = "kind", .label = N_("Counts as"), .kind = FIELD_choice, .choices = work_kinds,
	  .condition = SQL(" AND CASE WHEN work.counts_as = '' THEN 'unjudged' ELSE work.counts_as END = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND work.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "serious", .label = N_("Serious under the law"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN work.serious IN ('yes', 'unknown') THEN 1 ELSE 0 END = $?") },
	{ .name = "informed", .label = N_("Safety representative informed"), .kind = FIELD_yesno,
	  .condition = SQL(" AND (work.is_told = 1 OR work.informed_at > 0)"
		" AND CASE WHEN work.informed_at > 0 THEN 1 ELSE 0 END = $?") },
	{ .name = "waits", .label = N_("The safety representative is still to be informed"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN work.is_told = 1 AND work.informed_at = 0 THEN 1 ELSE 0 END = $?") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant, .condition = SQL(" AND work.occurred_at >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant, .condition = SQL(" AND work.occurred_at < $?") },
	{ .name = NULL },
};
static const struct table_column work_columns[] = {
	{ .name = "number", .is_link = true },
	{ .name = "title" },
	{ .name = "occurred_at", .ascending = SQL(" ORDER BY work.occurred_at, work.id"),
	  .descending = SQL(" ORDER BY work.occurred_at DESC, work.id DESC") },
	{ .name = "unit_name" },
	{ .name = "type", .is_export_only = true },
	{ .name = "kind" },
	{ .name = "severity", .is_export_only = true },
	{ .name = "hurt" },
	{ .name = "reported_at", .is_export_only = true },
	{ .name = "is_told", .is_export_only = true },
	{ .name = "informed_at", .cell = informed_cell },
	{ .name = NULL },
};
const struct table works_table = {
	.name = "work-environment", .label = N_("Events of the work environment, newest first"),
	.fields = work_row_fields, .field_count = COUNT(work_row_fields),
	.shape = SHAPE_OF(NULL, work_row, work_row_fields),
	.columns = work_columns, .filters = work_filters, .is_stacked = true,
	.row_path = "/events/%s", .row_key = "number",
	.order = SQL(" ORDER BY work.occurred_at DESC, work.id DESC"),
	.export_need = MAY_events_export,
	.empty = N_("No event of the work environment is here."),
};

/* A reader of a few units takes the index of units, one of the whole city that of time. */
void works_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &works_table, query,
		SQL("SELECT work.number, work.title, work.occurred_at,"
		    UNIT_NAME("work.unit_id") " AS unit_name, work.type,"
		    " CASE WHEN work.counts_as = '' THEN 'unjudged' ELSE work.counts_as END AS kind,"
		    " work.severity, work.hurt, work.reported_at, work.is_told, work.informed_at"
		    " FROM my_work_event AS work WHERE 1 = 1"), V(tongue_code()));
	if (!request_person(request)->reaches_all)
		query_add(query, SQL(" AND work.unit_id IN (SELECT unit_id FROM my_work_unit"
			" WHERE permission = 'events_read')"), NONE);
}

/* ---- Sums ---------------------------------------------------------------------------------------- */

static const struct column line_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct work_line, unit_id), NULL, false },
	{ "injuries", COLUMN_int, offsetof(struct work_line, injuries), NULL, false },
	{ "near_misses", COLUMN_int, offsetof(struct work_line, near_misses), NULL, false },
	{ "risks", COLUMN_int, offsetof(struct work_line, risks), NULL, false },
	{ "unjudged", COLUMN_int, offsetof(struct work_line, unjudged), NULL, false },
	{ "serious", COLUMN_int, offsetof(struct work_line, serious), NULL, false },
	{ "to_tell", COLUMN_int, offsetof(struct work_line, to_tell), NULL, false },
	{ "told", COLUMN_int, offsetof(struct work_line, told), NULL, false },
	{ "days", COLUMN_int, offsetof(struct work_line, days), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct work_line),
	.count = COUNT(line_columns), .columns = line_columns };

#define SUM(column) "COALESCE(sum(" column "), 0) AS " column
#define SUMS SUM("injuries") ", " SUM("near_misses") ", " SUM("risks") ", " SUM("unjudged") ", " \
	SUM("serious") ", " SUM("to_tell") ", " SUM("told") ", " SUM("days")

struct work_line works_of(struct view *view, int64_t unit_id, int year)
{
	const struct work_line *line = view_get(view, &line_shape,
		SQL("SELECT 0 AS unit_id, " SUMS " FROM my_work_sum WHERE year = $1"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $2)"),
		V(year, unit_id));

	return line ? *line : (struct work_line){ 0 };
}

struct work_line_list works_by_unit(struct view *view, int64_t unit_id, int year)
{
	return work_line_list_of(view_list(view, &line_shape,
		SQL("SELECT unit_id, injuries, near_misses, risks, unjudged, serious, to_tell, told, days"
		    " FROM my_work_sum WHERE year = $1"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $2)"
		    " AND injuries + near_misses + risks + unjudged + to_tell > 0"
		    " ORDER BY injuries + near_misses + risks + unjudged DESC, unit_id LIMIT 100"),
		V(year, unit_id)));
}

/* ---- Follow-ups ----------------------------------------------------------------------------------- */

struct work_review_list work_reviews(struct view *view)
{
	return work_review_list_of(view_list(view, &work_review_record.shape,
		SQL("SELECT * FROM my_work_review ORDER BY year DESC, signed_on DESC, id DESC LIMIT 200"), NONE));
}

const struct work_review *work_review_get(struct view *view, struct str public_id)
{
	return view_get(view, &work_review_record.shape,
		SQL("SELECT * FROM my_work_review WHERE public_id = $1"), V(public_id));
}

bool work_review_is_there(struct view *view, int64_t unit_id, int64_t year)
{
	return view_int(view, SQL("SELECT 1 FROM my_work_review WHERE unit_id = $1 AND year = $2 LIMIT 1"),
		V(unit_id, year)) == 1;
}

bool work_may_sign(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_work_unit WHERE permission = 'work_review'"
		" AND unit_id = $1 LIMIT 1"), V(unit_id)) == 1;
}

int64_t work_top_unit(struct view *view)
{
	return view_int(view, SQL("SELECT above_id FROM my_unit_below"
		" WHERE above_id IN (SELECT unit_id FROM my_work_unit WHERE permission = 'events_read')"
		" GROUP BY above_id ORDER BY count(*) DESC, above_id LIMIT 1"), NONE);
}

/* ---- What they prove ------------------------------------------------------------------------------ */

/* Signed in the period: a review of a year is written in that year or the next. */
static struct evidence_count_list review_counts(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, count(*) AS found, 0 AS whole, max(signed_on) AS last_on"
		    " FROM my_proof_work_review WHERE signed_on >= $1 AND signed_on <= $2"
		    "   AND ($3 = 0 OR unit_id = $3) GROUP BY unit_id ORDER BY unit_id"),
		V(value_date(ask->from), value_date(ask->to), ask->unit_id)));
}

static struct evidence_record_list review_records(struct view *view, const struct evidence_ask *ask)
{
	struct work_review_list found = work_review_list_of(view_list(view, &work_review_record.shape,
		SQL("SELECT * FROM my_work_review WHERE unit_id = $1 AND signed_on >= $2 AND signed_on <= $3"
		    " ORDER BY signed_on DESC LIMIT $4"),
		V(ask->unit_id, value_date(ask->from), value_date(ask->to), EVIDENCE_RECORDS_MOST)));
	struct arena *arena = view_arena(view);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		found.count + 1) };

	for (size_t i = 0; i < found.count; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, _("Follow-up of the work environment %lld"),
				(long long)found.at[i].year),
			.path = arena_print(arena, "/work-environment/reviews/%.*s",
				STR(found.at[i].public_id)),
			.on = found.at[i].signed_on };
	return list;
}

const struct evidence_source workenvironment_evidence[] = {
	{ .name = "work_review", .label = N_("The work environment of a year is followed up"),
	  .counts = review_counts, .records = review_records },
	{ .name = NULL },
};
