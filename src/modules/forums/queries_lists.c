/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/queries_lists.c - the lists of forums, meetings and priorities. */
#include "modules/forums/inside.h"
#include "modules/forums/pages.html.h"
#include "modules/units/units.h"

#define RECORD struct forum_row
static const struct field forum_row_fields[] = { FORUM_ROW_FIELDS(AS_FIELD) };
#undef RECORD
#define RECORD struct meeting_row
static const struct field meeting_row_fields[] = { MEETING_ROW_FIELDS(AS_FIELD) };
#undef RECORD
#define RECORD struct priority_row
static const struct field priority_row_fields[] = { PRIORITY_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape meeting_row_shape = SHAPE_OF(NULL, meeting_row, meeting_row_fields);
static const struct shape priority_row_shape = SHAPE_OF(NULL, priority_row, priority_row_fields);

#define SORTED(column, id) .ascending = SQL(" ORDER BY " column ", " id), \
	.descending = SQL(" ORDER BY " column " DESC, " id " DESC")
#define BELOW(id) SQL(" AND " id " IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)")

/* ---- Forums --------------------------------------------------------------------------------- */

#define IS_TODAY(table) "(" table ".valid_from <= today()" \
	" AND (" table ".valid_to = '' OR " table ".valid_to >= today()))"

static const struct filter forum_filters[] = {
	{ .name = "kind", .label = N_("Kind of forum"), .kind = FIELD_code, .list = "forum_kinds",
	  .condition = SQL(" AND my_forum.kind = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = BELOW("my_forum.unit_id") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_forum.id IN (SELECT forum_id FROM my_forum_seat)"
	                   " THEN 1 ELSE 0 END = $?") },
	{ .name = "ended", .label = N_("Ended"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " IS_TODAY("my_forum") " THEN 0 ELSE 1 END = $?") },
	{ .name = NULL },
};
static const struct table_column forum_columns[] = {
	{ .name = "name", .is_link = true, SORTED("my_forum.name COLLATE local", "my_forum.id") },
	{ .name = "kind", SORTED("my_forum.kind", "my_forum.id") },
	{ .name = "unit_name", SORTED("unit_name", "my_forum.id") },
	{ .name = "members" },
	{ .name = "last_met", SORTED("last_met", "my_forum.id") },
	{ .name = "next_meets", SORTED("next_meets", "my_forum.id") },
	{ .name = "priorities" },
	{ .name = "code", .is_export_only = true },
	{ .name = "chair", .is_export_only = true },
	{ .name = NULL },
};
const struct table forums_table = {
	.name = "forums", .label = N_("Forums"), .fields = forum_row_fields,
	.field_count = COUNT(forum_row_fields), .shape = SHAPE_OF(NULL, forum_row, forum_row_fields),
	.columns = forum_columns, .filters = forum_filters, .row_path = "/forums/%s",
	.row_key = "code", .order = SQL(" ORDER BY my_forum.kind, unit_name, my_forum.id"),
	.export_need = MAY_forums_read,
	.empty = N_("Councils, networks and other forums will stand here."),
};

void forums_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &forums_table, query,
		SQL("SELECT my_forum.id, my_forum.code, my_forum.name, my_forum.kind,"
		    UNIT_NAME("my_forum.unit_id") " AS unit_name, my_forum.chair,"
		    " (SELECT count(*) FROM my_forum_member AS seat WHERE seat.forum_id = my_forum.id"
		    "   AND " IS_TODAY("seat") ") AS members,"
		    " COALESCE((SELECT max(met.on_date) FROM my_forum_meeting AS met"
		    "   WHERE met.forum_id = my_forum.id AND met.state = 'held'), '') AS last_met,"
		    " COALESCE((SELECT min(met.on_date) FROM my_forum_meeting AS met"
		    "   WHERE met.forum_id = my_forum.id AND met.state = 'planned'"
		    "     AND met.on_date >= today()), '') AS next_meets,"
		    " (SELECT count(*) FROM my_forum_priority AS most WHERE most.forum_id = my_forum.id"
		    "   AND most.state = 'open') AS priorities"
		    " FROM my_forum WHERE 1 = 1"), V(tongue_code()));
}

/* ---- Meetings -------------------------------------------------------------------------------- */

#define MEETING_ROW "SELECT met.id, met.number, my_forum.name AS forum_name, met.on_date," \
	" met.state, met.tags, (SELECT count(*) FROM my_forum_attendance AS came" \
	"   WHERE came.meeting_id = met.id) AS present, met.approved" \
	" FROM my_forum_meeting AS met JOIN my_forum ON my_forum.id = met.forum_id"

static void meeting_state_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	meeting_state_mark(out, ((const struct meeting_row *)row)->state,
		((const struct meeting_row *)row)->approved);
}

static const struct filter meeting_filters[] = {
	{ .name = "forum", .label = N_("Forum"), .kind = FIELD_text,
	  .condition = SQL(" AND my_forum.code = $?") },
	{ .name = "kind", .label = N_("Kind of forum"), .kind = FIELD_code, .list = "forum_kinds",
	  .condition = SQL(" AND my_forum.kind = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = meeting_states,
	  .condition = SQL(" AND met.state = $?") },
	{ .name = "tag", .label = N_("About"), .kind = FIELD_code, .list = "forum_tags",
	  .condition = SQL(" AND (' ' || met.tags || ' ') LIKE ('% ' || $? || ' %')") },
	{ .name = "approved", .label = N_("Minutes approved"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN met.approved > 0 THEN 1 ELSE 0 END = $?") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_date,
	  .condition = SQL(" AND met.on_date >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_date,
	  .condition = SQL(" AND met.on_date <= $?") },
	{ .name = NULL },
};
static const struct table_column meeting_columns[] = {
	{ .name = "number", .is_link = true, SORTED("met.number", "met.id") },
	{ .name = "forum_name", SORTED("my_forum.name COLLATE local", "met.id") },
	{ .name = "on_date", SORTED("met.on_date", "met.id") },
	{ .name = "state", .cell = meeting_state_cell },
	{ .name = "tags" },
	{ .name = "present" },
	{ .name = "approved", .is_export_only = true },
	{ .name = NULL },
};
const struct table meetings_table = {
	.name = "meetings", .label = N_("Meetings, newest first"), .fields = meeting_row_fields,
	.field_count = COUNT(meeting_row_fields),
	.shape = SHAPE_OF(NULL, meeting_row, meeting_row_fields),
	.columns = meeting_columns, .filters = meeting_filters, .row_path = "/meetings/%s",
	.row_key = "number", .order = SQL(" ORDER BY met.on_date DESC, met.id DESC"),
	.export_need = MAY_forums_read, .empty = N_("No meeting is planned or held."),
};

void meetings_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &meetings_table, query, SQL(MEETING_ROW " WHERE 1 = 1"), NONE);
}

struct meeting_row_list forum_meetings(struct view *view, int64_t forum_id)
{
	return meeting_row_list_of(view_list(view, &meeting_row_shape,
		SQL(MEETING_ROW " WHERE met.forum_id = $1 ORDER BY met.on_date DESC, met.id DESC LIMIT 12"),
		V(forum_id)));
}

static const struct column wheel_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct wheel_meeting, public_id), NULL, false },
	{ "number", COLUMN_text, offsetof(struct wheel_meeting, number), NULL, false },
	{ "forum", COLUMN_text, offsetof(struct wheel_meeting, forum), NULL, false },
	{ "on_date", COLUMN_date, offsetof(struct wheel_meeting, on_date), NULL, false },
};
static const struct shape wheel_shape = { .size = sizeof(struct wheel_meeting),
	.count = COUNT(wheel_columns), .columns = wheel_columns };

struct wheel_meeting_list meetings_between(struct view *view, const struct wheel_ask *ask)
{
	return wheel_meeting_list_of(view_list(view, &wheel_shape,
		SQL("SELECT met.public_id, met.number, met.on_date, my_forum.name AS forum"
		    " FROM my_forum_meeting AS met JOIN my_forum ON my_forum.id = met.forum_id"
		    " WHERE met.on_date >= $1 AND met.on_date <= $2"
		    "   AND (my_forum.unit_id = $3 OR ($4 <> 0 AND met.forum_id IN"
		    "        (SELECT forum_id FROM my_forum_member WHERE person_id = $4)))"
		    " ORDER BY met.on_date, met.id"),
		V(ask->from, ask->to, ask->unit_id, ask->person_id)));
}

/* ---- Priorities -------------------------------------------------------------------------------- */

#define PRIORITY_ROW "SELECT most.id, most.number, most.title," \
	" COALESCE((SELECT name FROM my_forum WHERE my_forum.id = most.forum_id), '') AS forum_name," \
	UNIT_NAME("most.unit_id") " AS unit_name," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = most.owner_id), '') COLLATE local AS owner," \
	" most.due_on, most.state, (SELECT count(*) FROM my_measure" \
	"   WHERE (my_measure.source_kind = 'council_priority' AND my_measure.source_id = most.id)" \
	"      OR my_measure.id IN (SELECT my_citation.measure_id FROM my_citation" \
	"        WHERE my_citation.kind = 'council_priority' AND my_citation.cited_id = most.id" \
	"          AND my_citation.withdrawn_at = 0)) AS measures, most.stated_at" \
	" FROM my_forum_priority AS most"

static void priority_state_cell(struct out *out, struct request *request, const void *row)
{
	const struct priority_row *priority = row;

	(void)request;
	priority_state_mark(out, priority->state, priority->due_on);
}

static const struct filter priority_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = priority_states,
	  .condition = SQL(" AND most.state = $?") },
	{ .name = "forum", .label = N_("Forum"), .kind = FIELD_text,
	  .condition = SQL(" AND most.forum_id IN (SELECT id FROM my_forum WHERE code = $?)") },
	{ .name = "unit", .label = N_("Unit that owns it"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = BELOW("most.unit_id") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN most.owner_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column priority_columns[] = {
	{ .name = "number", .is_link = true, SORTED("most.number", "most.id") },
	{ .name = "title", SORTED("most.title COLLATE local", "most.id") },
	{ .name = "forum_name" },
	{ .name = "unit_name", SORTED("unit_name", "most.id") },
	{ .name = "owner" },
	{ .name = "due_on", SORTED("most.due_on", "most.id") },
	{ .name = "state", .cell = priority_state_cell },
	{ .name = "measures" },
	{ .name = "stated_at", .is_export_only = true },
	{ .name = NULL },
};
const struct table priorities_table = {
	.name = "priorities", .label = N_("Priorities, newest first"),
	.fields = priority_row_fields, .field_count = COUNT(priority_row_fields),
	.shape = SHAPE_OF(NULL, priority_row, priority_row_fields), .columns = priority_columns,
	.filters = priority_filters, .row_path = "/priorities/%s", .row_key = "number",
	.order = SQL(" ORDER BY most.stated_at DESC, most.id DESC"),
	.export_need = MAY_forums_read,
	.empty = N_("What the forums have said matters most will stand here."),
};

void priorities_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &priorities_table, query, SQL(PRIORITY_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

struct priority_row_list forum_priorities(struct view *view, int64_t forum_id, int64_t meeting_id)
{
	return priority_row_list_of(view_list(view, &priority_row_shape,
		SQL(PRIORITY_ROW " WHERE ($2 = 0 OR most.forum_id = $2)"
		    " AND ($3 = 0 OR most.meeting_id = $3)"
		    " ORDER BY CASE most.state WHEN 'open' THEN 0 ELSE 1 END, most.stated_at DESC,"
		    " most.id DESC LIMIT 50"), V(tongue_code(), forum_id, meeting_id)));
}
