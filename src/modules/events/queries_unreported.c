/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_unreported.c - what others know and nobody has reported. */
#include "modules/events/unreported.h"
#include "modules/events/unreported.html.h"

#define RECORD struct unreported
static const struct field unreported_fields[] = { UNREPORTED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unreported_record = {
	RECORD_OF("event_unreported", unreported, unreported_fields),
	.label = N_("Claim or report without an event"),
	.many = N_("Claims and reports without an event"), .path = "/events/unreported",
};

#define RECORD struct unreported_row
static const struct field row_fields[] = { UNREPORTED_ROW_FIELDS(AS_FIELD) };
#undef RECORD

const struct choice unreported_states[] = {
	[UNREPORTED_none] = { "", "" },
	[UNREPORTED_waits] = { "waits", N_("No event yet") },
	[UNREPORTED_linked] = { "linked", N_("Has an event") },
	[UNREPORTED_needless] = { "needless", N_("Needs no event") },
	{ NULL, NULL },
};

#define STATE "CASE WHEN note.event_id > 0 THEN 'linked'" \
	" WHEN note.no_event_reason <> '' THEN 'needless' ELSE 'waits' END"

static const struct filter filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = unreported_states,
	  .condition = SQL(" AND " STATE " = $?") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "event/unreported_kinds",
	  .condition = SQL(" AND note.kind = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND note.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_date,
	  .condition = SQL(" AND note.happened_on >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_date,
	  .condition = SQL(" AND note.happened_on <= $?") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	unreported_state_mark(out, ((const struct unreported_row *)row)->state);
}

static const struct table_column columns[] = {
	{ .name = "reference", .is_link = true,
	  .ascending = SQL(" ORDER BY note.reference, note.id"),
	  .descending = SQL(" ORDER BY note.reference DESC, note.id DESC") },
	{ .name = "kind" },
	{ .name = "happened_on", .ascending = SQL(" ORDER BY note.happened_on, note.id"),
	  .descending = SQL(" ORDER BY note.happened_on DESC, note.id DESC") },
	{ .name = "unit_name" },
	{ .name = "state", .cell = state_cell },
	{ .name = "event_number" },
	{ .name = "created_at", .is_export_only = true },
	{ .name = NULL },
};

const struct table unreported_table = {
	.name = "unreported",
	.label = N_("Claims and reports without an event, newest first"),
	.fields = row_fields,
	.field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, unreported_row, row_fields),
	.columns = columns,
	.filters = filters,
	.row_path = "/events/unreported/%s",
	.row_key = "public_id",
	.order = SQL(" ORDER BY note.happened_on DESC, note.id DESC"),
	.export_need = MAY_events_unreported,
	.empty = N_("Nothing is noted. A claim, a police report or an injury notification that nobody has reported here belongs in this list."),
};

/* The number of the event, where this person may know it. */
#define NUMBER "COALESCE((SELECT number FROM my_event WHERE my_event.id = note.event_id)," \
	" (SELECT number FROM my_event_claims WHERE my_event_claims.id = note.event_id), '')"

void unreported_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &unreported_table, query,
		SQL("SELECT note.id, note.public_id, note.reference, note.kind, note.happened_on,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END FROM my_unit"
		    "  WHERE my_unit.id = note.unit_id), '') AS unit_name, " STATE " AS state, "
		    NUMBER " AS event_number, note.created_at"
		    " FROM my_event_unreported AS note WHERE 1 = 1"), V(tongue_code()));
}

struct unreported *unreported_get(struct view *view, struct str public_id)
{
	return view_get(view, &unreported_record.shape,
		SQL("SELECT * FROM my_event_unreported WHERE public_id = $1"), V(public_id));
}

/* Those that wait first. */
struct unreported_list unreported_of(struct view *view, int64_t unit_id, struct str kind,
                                     struct date from, struct date to)
{
	return unreported_list_of(view_list(view, &unreported_record.shape,
		SQL("SELECT * FROM my_event_unreported WHERE no_event_reason = ''"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " AND ($2 = '' OR kind = $2) AND happened_on >= $3 AND happened_on <= $4"
		    " ORDER BY CASE WHEN event_id = 0 THEN 0 ELSE 1 END, happened_on DESC, id DESC"
		    " LIMIT 200"), V(unit_id, kind, value_date(from), value_date(to))));
}

bool unreported_is_noted(struct view *view, struct str kind, struct str reference)
{
	return view_int(view, SQL("SELECT 1 FROM my_event_unreported_taken"
		" WHERE kind = $1 AND reference = $2"), V(kind, reference)) != 0;
}

bool unreported_may_note(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'events_unreported' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

int64_t unreported_event(struct view *view, struct str number)
{
	return view_int(view, SQL("SELECT id FROM my_event WHERE number = $1"
		" UNION SELECT id FROM my_event_claims WHERE number = $1"), V(number));
}

struct str unreported_event_number(struct view *view, int64_t event_id)
{
	return view_text(view, SQL("SELECT number FROM my_event WHERE id = $1"
		" UNION SELECT number FROM my_event_claims WHERE id = $1"), V(event_id));
}
