/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_lists.c - the list of events: its rows, columns and filters.
 *
 * Which rows a filter means, and how the database shall find them, is queries_narrow.c.
 */
#include "modules/events/cells.html.h"
#include "modules/events/lists.h"
#include "modules/units/units.h"

enum { MOST_EVENTS_COUNTED = 1000 };

/* ---- Rows --------------------------------------------------------------------------- */

/* As the index event_open says it. */
#define OPEN " my_event.state NOT IN ('closed', 'merged', 'rejected')"
#define LATE \
	" CASE WHEN" OPEN " AND EXISTS (SELECT 1 FROM my_event_late" \
	" WHERE event_id = my_event.id) THEN 1 ELSE 0 END AS is_late"
/* What a page shows of a row, and all that a file and a machine get. */
#define SHOWN_ROW(language) \
	"SELECT my_event.number, my_event.occurred_at, my_event.title, my_event.type," \
	UNIT_NAME_IN("my_event.unit_id", language) " AS unit_name," \
	" my_event.severity, my_event.state," LATE "," \
	" my_event.reported_at, my_event.is_restricted"
#define EVENT_ROW(language) \
	SHOWN_ROW(language) ", my_event.id, my_event.public_id, my_event.class," \
	UNIT_NAME_IN("my_event.board_id", language) " AS board_name," \
	" COALESCE((SELECT my_area.name FROM my_area WHERE my_area.id = my_event.area_id), '')" \
	" AS area_name," \
	" my_event.place_type, my_event.place_text, my_event.potential_severity," \
	" my_event.injured," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	" WHERE my_person.id = my_event.handler_id), '') AS handler_name," \
	" my_event.story, my_event.causes, my_event.received_at," \
	" my_event.closed_at, my_event.police_reference, my_event.cost_estimate," \
	" my_event.cost_final, my_event.claim_number, my_event.channel, my_event.source"

#define RECORD struct event_row
static const struct field row_fields[] = { EVENT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* ---- Filters ------------------------------------------------------------------------ */

const struct choice list_states[] = {
	{ "", N_("All but merged and rejected") },
	{ "open", N_("Open") },
	{ "reported", N_("Reported") },
	{ "received", N_("Received") },
	{ "investigated", N_("Being investigated") },
	{ "decided", N_("Measures decided") },
	{ "closed", N_("Closed") },
	{ "merged", N_("Merged into another") },
	{ "rejected", N_("Not an event") },
	{ "any", N_("All, also merged and rejected") },
	{ NULL, NULL },
};
static const struct choice reporters[] = {
	{ "", "" }, { "me", N_("me") }, { NULL, NULL },
};

static const struct choice missing_fields[] = {
	{ "", "" }, { "type", N_("Type") }, { "class", N_("Class") },
	{ "place_type", N_("Kind of place") }, { NULL, NULL },
};

/* Those without a condition are read in queries_narrow.c.  What no index serves is no plain
 * comparison: the planner would think it rare, and sort the whole table for it. */
static const struct filter filters[] = {
	{ .name = "unit", .label = N_("Unit, and those below it"), .kind = FIELD_ref,
	  .refers_to = "unit" },
	{ .name = "type", .label = N_("Type"), .kind = FIELD_code, .list = "event/types" },
	{ .name = "severity", .label = N_("Severity, at least"), .kind = FIELD_code,
	  .list = "event/severities" },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = list_states },
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_event.occurred_at >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant,
	  .condition = SQL(" AND my_event.occurred_at < $?") },
	{ .name = "late", .label = N_("A clock has passed"), .kind = FIELD_yesno },
	{ .name = "board", .label = N_("Committee or company"), .kind = FIELD_ref,
	  .refers_to = "unit", .is_hidden = true },
	{ .name = "as_is", .label = N_("With units that have become part of it"),
	  .kind = FIELD_yesno, .is_hidden = true },
	{ .name = "without", .label = N_("Not given"), .kind = FIELD_choice,
	  .choices = missing_fields, .is_hidden = true },
	{ .name = "area", .label = N_("Area"), .kind = FIELD_ref, .refers_to = "area" },
	{ .name = "class", .label = N_("Class"), .kind = FIELD_code, .list = "event/classes",
	  .condition = SQL(" AND (my_event.class || '') = $?") },
	{ .name = "place_type", .label = N_("Kind of place"), .kind = FIELD_code,
	  .list = "event/place_types", .condition = SQL(" AND (my_event.place_type || '') = $?") },
	{ .name = "handler", .label = N_("Handler"), .kind = FIELD_ref, .refers_to = "handler",
	  .condition = SQL(" AND my_event.handler_id = $? AND my_event.handler_id <> 0") },
	{ .name = "mine", .label = N_("I handle it"), .kind = FIELD_yesno },
	{ .name = "restricted", .label = N_("Restricted: need to know"), .kind = FIELD_yesno },
	{ .name = "claim", .label = N_("Damage or claim"), .kind = FIELD_yesno },
	{ .name = "cost", .label = N_("Has a cost"), .kind = FIELD_yesno, .is_hidden = true },
	{ .name = "cost_above", .label = N_("Cost above, kronor"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "reporter", .label = N_("Reporter"), .kind = FIELD_choice, .choices = reporters },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_text,
	  .condition = SQL(" AND (my_event.source || '') = $?") },
	{ .name = "types", .label = N_("Types"), .kind = FIELD_text, .is_hidden = true },
	{ .name = "exactly", .label = N_("Severity"), .kind = FIELD_code,
	  .list = "event/severities", .is_hidden = true },
	{ .name = "at", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .is_hidden = true, .condition = SQL(" AND my_event.unit_id = $?") },
	{ .name = "cause", .label = N_("Contributing cause"), .kind = FIELD_code,
	  .list = "event/causes", .is_hidden = true,
	  .condition = SQL(" AND (' ' || my_event.causes || ' ') LIKE ('% ' || $? || ' %')") },
	{ .name = "in", .label = N_("Area"), .kind = FIELD_ref, .refers_to = "area",
	  .is_hidden = true, .condition = SQL(" AND my_event.area_id = $?") },
	{ .name = "weekday", .label = N_("Weekday"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "hour", .label = N_("Hour"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "import", .label = N_("Import"), .kind = FIELD_count, .is_hidden = true,
	  .condition = SQL(" AND my_event.import_id = $? AND my_event.import_id <> 0") },
	{ .name = NULL },
};

/* ---- The list ----------------------------------------------------------------------- */

void events_query(struct request *request, struct view *view, const struct list_plan *plan,
                  enum list_how how, struct query *query)
{
	struct table table = events_table;

	if (how == LIST_ROWS) {
		table_start(request, view, &table, query, SQL(EVENT_ROW("$1") " FROM my_event"
			" WHERE 1 = 1"), V(tongue_code()));
	} else if (how == LIST_SHOWN) {
		table_start(request, view, &table, query, SQL(SHOWN_ROW("$1") " FROM my_event"
			" WHERE 1 = 1"), V(tongue_code()));
	} else {
		table.found = plan->is_looked_up
			? SQL("SELECT my_event.id AS picked FROM my_event WHERE +my_event.id IN"
				" (SELECT hit.row_id FROM {found event $1} AS hit) AND $2 <> ''")
			: SQL("SELECT my_event.id AS picked FROM {found event $1} AS hit"
				" CROSS JOIN my_event WHERE my_event.id = hit.row_id AND $2 <> ''");
		table_start(request, view, &table, query, SQL("SELECT my_event.id AS picked"
			" FROM my_event WHERE $1 <> ''"), V(tongue_code()));
	}
	list_conditions_add(query, request, view, plan, how);
}

struct event_row_list events_found(struct request *request, struct view *view, int64_t most)
{
	struct list_plan plan = list_plan_of(request, view);
	struct query query;

	events_query(request, view, &plan, LIST_ROWS, &query);
	table_conditions(request, &events_table, &query);
	query_add(&query, SQL(" LIMIT $?"), V(most));
	return event_row_list_of(view_list_of(view, &events_table.shape, &query));
}

/* The newest first, when they are read in that order: then only the rows of the page are
 * read at all, and nothing needs to be picked or sorted. */
enum list_how events_page_how(struct request *request, const struct list_plan *plan)
{
	bool is_other = str_trim(request_query(request, "q")).len
		|| request_query(request, "sort").len || request_wants_json(request);

	return plan->is_sorted || is_other ? LIST_PAGE : LIST_SHOWN;
}

static struct sql picked_rows(struct request *request, bool has_search)
{
	if (request_wants_json(request))
		return has_search
			? SQL(EVENT_ROW("$2") " FROM my_event WHERE my_event.id IN (SELECT picked FROM (")
			: SQL(EVENT_ROW("$1") " FROM my_event WHERE my_event.id IN (SELECT picked FROM (");
	return has_search
		? SQL(SHOWN_ROW("$2") " FROM my_event WHERE my_event.id IN (SELECT picked FROM (")
		: SQL(SHOWN_ROW("$1") " FROM my_event WHERE my_event.id IN (SELECT picked FROM (");
}

/* Else a page picks keys and then reads their rows; a file reads all rows as they come. */
struct table events_page_table(struct request *request, const struct list_plan *plan,
                               bool has_search)
{
	struct table table = events_table;

	if (events_page_how(request, plan) == LIST_SHOWN)
		return table;
	/* Sorted by a value that no index has, so that the index of time is not walked for
	 * the few rows that something else leads to. */
	if (plan->is_sorted)
		table.order = SQL(" ORDER BY +my_event.occurred_at DESC, my_event.id DESC");
	table.picked_before = picked_rows(request, has_search);
	table.picked_after = SQL(") AS page)");
	table.picked_order = SQL(" ORDER BY my_event.id DESC");
	if (plan->is_looked_up)
		table.found_order = table.picked_order;
	return table;
}

/* ---- Cells -------------------------------------------------------------------------- */

static void number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	event_number(out, ((const struct event_row *)row)->number);
}

static void when_cell(struct out *out, struct request *request, const void *row)
{
	struct instant at = ((const struct event_row *)row)->occurred_at;

	event_when(out, at, event_when_words(request->arena, at));
}

static void severity_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	severity_badge(out, ((const struct event_row *)row)->severity);
}

static void state_cell(struct out *out, struct request *request, const void *row)
{
	const struct event_row *event = row;

	(void)request;
	event_state_mark(out, event->state, event->is_late, event->is_restricted);
}

static void age_cell(struct out *out, struct request *request, const void *row)
{
	const struct event_row *event = row;

	(void)request;
	if (event->state < STATE_closed)
		event_age(out, event->reported_at);
}

/* ---- The table ---------------------------------------------------------------------- */

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_event.occurred_at, my_event.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_event.occurred_at DESC, my_event.id DESC")
static const struct table_column columns[] = {
	{ .name = "number", .is_link = true, .cell = number_cell,
	  .ascending = SQL(" ORDER BY my_event.number"),
	  .descending = SQL(" ORDER BY my_event.number DESC") },
	{ .name = "occurred_at", .cell = when_cell,
	  .ascending = SQL(" ORDER BY my_event.occurred_at, my_event.id"),
	  .descending = SQL(" ORDER BY my_event.occurred_at DESC, my_event.id DESC") },
	{ .name = "title" },
	{ .name = "type", SORTED("my_event.type") },
	{ .name = "unit_name" },
	{ .name = "severity", SORTED("my_event.severity"), .cell = severity_cell },
	{ .name = "state", SORTED("my_event.state"), .cell = state_cell },
	{ .name = "reported_at", .label = N_("Age"), .cell = age_cell },
	{ .name = "is_late", .is_export_only = true },
	{ .name = "class", .is_export_only = true },
	{ .name = "board_name", .is_export_only = true },
	{ .name = "area_name", .is_export_only = true },
	{ .name = "place_type", .is_export_only = true },
	{ .name = "place_text", .is_export_only = true },
	{ .name = "potential_severity", .is_export_only = true },
	{ .name = "injured", .is_export_only = true },
	{ .name = "handler_name", .is_export_only = true },
	{ .name = "story", .is_export_only = true },
	{ .name = "causes", .is_export_only = true },
	{ .name = "received_at", .is_export_only = true },
	{ .name = "closed_at", .is_export_only = true },
	{ .name = "police_reference", .is_export_only = true },
	{ .name = "cost_estimate", .is_export_only = true },
	{ .name = "cost_final", .is_export_only = true },
	{ .name = "claim_number", .is_export_only = true },
	{ .name = "channel", .is_export_only = true },
	{ .name = "source", .is_export_only = true },
	{ .name = NULL },
};

const struct table events_table = {
	.name = "events",
	.label = N_("Events, newest first"),
	.fields = row_fields,
	.field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, event_row, row_fields),
	.columns = columns,
	.filters = filters,
	.row_path = "/events/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_event.occurred_at DESC, my_event.id DESC"),
	.search = "event",
	.found = SQL(EVENT_ROW("$2") " FROM {found event $1} AS hit CROSS JOIN my_event"
	             " WHERE my_event.id = hit.row_id"),
	.found_order = SQL(" ORDER BY hit.row_id DESC"),
	.export_need = MAY_events_export,
	.empty = N_("Events that are reported in your units will stand here."),
	.bulk_path = "/events/bulk",
	.bulk_need = MAY_events_handle,
	.bulk_controls = bulk_buttons,
	.most_counted = MOST_EVENTS_COUNTED,
};
