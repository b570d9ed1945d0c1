/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_lists.c - the list of events and of claims: columns, filters, conditions.
 *
 * A page of fifty must not cost more than some thousand rows, also with a million events.
 * So each condition is written in one of two ways.  LEADS: an index may be taken for it;
 * right when it fits few rows, which are then sorted.  FOLLOWS: none may; right when it
 * fits many, for then the newest fifty are near the top of the index of time.  Which it is
 * is counted first, no further than FEW.
 *
 * Merged and rejected events stand in no list or number unless they are asked for by state.
 */
#include "base/say.h"
#include "kit/reference.h"
#include "modules/events/cells.html.h"
#include "modules/events/lists.h"
#include "modules/units/units.h"

enum { FEW = 1500 };

/* ---- Rows --------------------------------------------------------------------------- */

#define UNIT_NAME(id, language) \
	" COALESCE((SELECT CASE WHEN " language " = 'en' AND my_unit.name_en <> ''" \
	" THEN my_unit.name_en ELSE my_unit.name_sv END FROM my_unit" \
	" WHERE my_unit.id = " id "), '')"
/* As the index event_open says it. */
#define OPEN " my_event.state NOT IN ('closed', 'merged', 'rejected')"
/* Found by the event, not by the day: an event has few clocks. */
#define CLOCK_PASSED " event_id = my_event.id AND +done_at = 0" \
	" AND waived_reason = '' AND +due_at < moment()"
#define EVENT_ROW(language) \
	"SELECT my_event.id, my_event.public_id, my_event.number, my_event.occurred_at," \
	" my_event.title, my_event.type," UNIT_NAME("my_event.unit_id", language) " AS unit_name," \
	" my_event.severity, my_event.state," \
	" CASE WHEN" OPEN " AND EXISTS (SELECT 1 FROM my_event_clock WHERE" CLOCK_PASSED ")" \
	" THEN 1 ELSE 0 END AS is_late," \
	" my_event.reported_at, my_event.class," \
	UNIT_NAME("my_event.board_id", language) " AS board_name," \
	" COALESCE((SELECT my_area.name FROM my_area WHERE my_area.id = my_event.area_id), '')" \
	" AS area_name," \
	" my_event.place_type, my_event.place_text, my_event.potential_severity," \
	" my_event.injured," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	" WHERE my_person.id = my_event.handler_id), '') AS handler_name," \
	" my_event.story, my_event.causes, my_event.is_restricted, my_event.received_at," \
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

/* Those without a condition are read by events_query(). */
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
	  .condition = SQL(" AND my_event.class = $?") },
	{ .name = "place_type", .label = N_("Kind of place"), .kind = FIELD_code,
	  .list = "event/place_types", .condition = SQL(" AND my_event.place_type = $?") },
	{ .name = "handler", .label = N_("Handler"), .kind = FIELD_ref, .refers_to = "handler",
	  .condition = SQL(" AND my_event.handler_id = $? AND my_event.handler_id <> 0") },
	{ .name = "mine", .label = N_("I handle it"), .kind = FIELD_yesno },
	{ .name = "restricted", .label = N_("Restricted: need to know"), .kind = FIELD_yesno },
	{ .name = "claim", .label = N_("Damage or claim"), .kind = FIELD_yesno },
	{ .name = "reporter", .label = N_("Reporter"), .kind = FIELD_choice, .choices = reporters },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_text,
	  .condition = SQL(" AND my_event.source = $?") },
	{ .name = "types", .label = N_("Types"), .kind = FIELD_text, .is_hidden = true },
	{ .name = "exactly", .label = N_("Severity"), .kind = FIELD_code,
	  .list = "event/severities", .is_hidden = true },
	{ .name = "at", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .is_hidden = true, .condition = SQL(" AND my_event.unit_id = $?") },
	{ .name = "in", .label = N_("Area"), .kind = FIELD_ref, .refers_to = "area",
	  .is_hidden = true, .condition = SQL(" AND my_event.area_id = $?") },
	{ .name = "weekday", .label = N_("Weekday"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "hour", .label = N_("Hour"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "import", .label = N_("Import"), .kind = FIELD_count, .is_hidden = true,
	  .condition = SQL(" AND my_event.import_id = $? AND my_event.import_id <> 0") },
	{ .name = NULL },
};

/* ---- Conditions in two ways ---------------------------------------------------------- */

struct two_ways { struct sql leads, follows; };

/* The words after IN ( are the same in both ways. */
#define IN_UNITS " IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"
#define IN_REACH " IN (SELECT unit_id FROM my_reach WHERE permission = 'events_read')"
#define IN_TYPES " IN (SELECT code FROM my_catalogue_item WHERE list = 'event/types'" \
	" AND (code = $? OR parent_code = $?))"
#define IN_AREAS " IN (WITH RECURSIVE inside(id, code) AS (" \
	"SELECT area.id, area.code FROM my_area AS area JOIN my_area AS asked" \
	" ON asked.code = area.code WHERE asked.id = $?" \
	" UNION SELECT area.id, area.code FROM my_area AS area" \
	" JOIN inside ON area.parent_code = inside.code) SELECT id FROM inside)"

static const struct two_ways in_units = { SQL(" AND my_event.unit_id" IN_UNITS),
	SQL(" AND +my_event.unit_id" IN_UNITS) };
static const struct two_ways in_reach = { SQL(" AND my_event.unit_id" IN_REACH),
	SQL(" AND +my_event.unit_id" IN_REACH) };
static const struct two_ways in_types = { SQL(" AND my_event.type" IN_TYPES),
	SQL(" AND (my_event.type || '')" IN_TYPES) };
static const struct two_ways in_areas = { SQL(" AND my_event.area_id" IN_AREAS),
	SQL(" AND +my_event.area_id" IN_AREAS) };

static bool fits_few(struct view *view, struct sql leads, struct values values)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT count(*) FROM (SELECT 1 FROM my_event WHERE 1 = 1"), NONE);
	query_add(&query, leads, values);
	query_add(&query, SQL(" LIMIT $?) AS few"), V(FEW + 1));
	return view_int_of(view, &query) <= FEW;
}

/* `may_lead` is false when something else leads already, such as a search. */
static bool either_add(struct query *query, struct view *view, bool may_lead,
                       const struct two_ways *ways, struct values values)
{
	bool leads = may_lead && fits_few(view, ways->leads, values);

	query_add(query, leads ? ways->leads : ways->follows, values);
	return leads;
}

static int64_t asked_ref(struct request *request, struct view *view, const char *name,
                         const char *reference)
{
	struct str text = request_query(request, name);
	int64_t id = 0;

	if (!text.len || str_to_int(text, &id))
		return id;
	return reference_find(view, reference, text);
}

/* A leaf has one index in order of time; a branch is many types. */
static bool type_add(struct query *query, struct view *view, bool may_lead, struct str type)
{
	const struct item *item = item_find("event/types", type);

	if (!item)
		return false;
	if (!item->parent.len)
		return either_add(query, view, may_lead, &in_types, V(type, type));
	if (may_lead)
		query_add(query, SQL(" AND my_event.type = $?"), V(type));
	else
		query_add(query, SQL(" AND (my_event.type || '') = $?"), V(type));
	return false;
}

static void types_add(struct query *query, struct str types)
{
	int room = 12;

	if (!str_trim(types).len)
		return;
	query_add(query, SQL(" AND my_event.type IN (SELECT code FROM my_catalogue_item"
		" WHERE list = 'event/types' AND (1 = 0"), NONE);
	while (types.len && room-- > 0) {
		struct str type = str_cut(&types, ' ');

		if (type.len)
			query_add(query, SQL(" OR code = $? OR parent_code = $?"), V(type, type));
	}
	query_add(query, SQL("))"), NONE);
}

static const struct { const char *name; struct sql condition; } state_conditions[] = {
	{ "", SQL(" AND my_event.state NOT IN ('merged', 'rejected')") },
	{ "open", SQL(" AND" OPEN) },
	{ "any", SQL("") },
};

static void state_add(struct query *query, struct str state)
{
	for (size_t i = 0; i < COUNT(state_conditions); i++) {
		if (!str_is(state, state_conditions[i].name))
			continue;
		query_add(query, state_conditions[i].condition, NONE);
		return;
	}
	query_add(query, SQL(" AND my_event.state = $?"), V(state));
}

/* Serious ones are few and have an index of their own; of lesser ones there are many. */
static void severity_add(struct query *query, struct str severity, struct str exactly)
{
	int64_t from = 0;

	if (str_to_int(exactly, &from))
		query_add(query, SQL(" AND my_event.severity = $?"), V(from));
	from = 0;
	if (!str_to_int(severity, &from) || from <= 0)
		return;
	if (from >= 3)          /* as the index event_serious says it */
		query_add(query, SQL(" AND my_event.severity NOT IN (0, 1, 2)"), NONE);
	if (from != 3)
		query_add(query, SQL(" AND +my_event.severity >= $?"), V(from));
}

static const struct { const char *name; struct sql condition; } without_conditions[] = {
	{ "type", SQL(" AND my_event.type = ''") },
	{ "class", SQL(" AND my_event.class = ''") },
	{ "place_type", SQL(" AND my_event.place_type = ''") },
};

static void without_add(struct query *query, struct str without)
{
	for (size_t i = 0; i < COUNT(without_conditions); i++)
		if (str_is(without, without_conditions[i].name))
			query_add(query, without_conditions[i].condition, NONE);
}

/* As it was on the day, or with the boards that have become part of it since. */
static void board_add(struct query *query, struct view *view, struct request *request)
{
	int64_t board = asked_ref(request, view, "board", "unit");
	struct unit_list units;

	if (!request_query(request, "board").len)
		return;
	if (!str_is(request_query(request, "as_is"), "yes")) {
		query_add(query, SQL(" AND my_event.board_id = $?"), V(board));
		return;
	}
	units = unit_ancestors_in_time(view, board);
	query_add(query, SQL(" AND my_event.board_id IN ($?"), V(board));
	for (size_t i = 0; i < units.count && i < 24; i++)
		query_add(query, SQL(", $?"), V(units.at[i].id));
	query_add(query, SQL(")"), NONE);
}

/* Yes and no in an address, for conditions that have no value. */
static const struct { const char *name; struct sql yes, no; } yes_conditions[] = {
	{ "late", SQL(" AND" OPEN " AND my_event.id IN (SELECT event_id FROM my_event_clock"
	              " WHERE done_at = 0 AND waived_reason = '' AND due_at < moment())"),
	          SQL(" AND my_event.id NOT IN (SELECT event_id FROM my_event_clock"
	              " WHERE done_at = 0 AND waived_reason = '' AND due_at < moment())") },
	{ "mine", SQL(" AND my_event.handler_id = me() AND my_event.handler_id <> 0"),
	          SQL(" AND +my_event.handler_id <> me()") },
	{ "restricted", SQL(" AND my_event.is_restricted = 1"),
	                SQL(" AND my_event.is_restricted = 0") },
	{ "claim", SQL(" AND (my_event.claim_number <> '' OR my_event.claim_state <> ''"
	               " OR my_event.damage <> '' OR my_event.cost_estimate > 0"
	               " OR my_event.cost_final > 0)"),
	           SQL(" AND my_event.claim_number = '' AND my_event.claim_state = ''"
	               " AND my_event.damage = '' AND my_event.cost_estimate = 0"
	               " AND my_event.cost_final = 0") },
};

static void yes_add(struct query *query, struct request *request)
{
	for (size_t i = 0; i < COUNT(yes_conditions); i++) {
		struct str text = request_query(request, yes_conditions[i].name);

		if (str_is(text, "yes") || str_is(text, "1") || str_is(text, "true"))
			query_add(query, yes_conditions[i].yes, NONE);
		else if (text.len)
			query_add(query, yes_conditions[i].no, NONE);
	}
}

/* ---- Hours and weekdays, local ------------------------------------------------------- */

static int64_t offset_at(int64_t seconds)
{
	return instant_local((struct instant){ seconds }).offset_seconds;
}

/* The second of the change between two moments with different offsets. */
static int64_t offset_change(int64_t from, int64_t to)
{
	int64_t offset = offset_at(from);

	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;

		if (offset_at(middle) == offset)
			from = middle;
		else
			to = middle;
	}
	return to;
}

struct offsets offsets_between(struct date from, struct date to)
{
	struct offsets offsets = { 0 };
	int64_t at = instant_at(from, 12, 0, 0).seconds;
	int64_t end = instant_at(to, 12, 0, 0).seconds + DAY;

	for (; at < end && offsets.count < MOST_OFFSETS; at += DAY) {
		if (offset_at(at) == offset_at(at + DAY))
			continue;
		offsets.at[offsets.count].before = offset_change(at, at + DAY);
		offsets.at[offsets.count++].seconds = offset_at(at);
	}
	offsets.last = offset_at(at);
	return offsets;
}

/* "(occurred_at + offset)": local seconds. */
static void local_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("(my_event.occurred_at + CASE"), NONE);
	for (size_t i = 0; i < offsets->count; i++)
		query_add(query, SQL(" WHEN my_event.occurred_at < $? THEN $?"),
			V(offsets->at[i].before, offsets->at[i].seconds));
	if (!offsets->count)
		query_add(query, SQL(" WHEN 1 = 0 THEN 0"), NONE);
	query_add(query, SQL(" ELSE $? END)"), V(offsets->last));
}

/* The first of January 1970 was a Thursday. */
void event_weekday_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("(("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" / 86400 + 3) % 7 + 1)"), NONE);
}

void event_hour_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" % 86400 / 3600)"), NONE);
}

void event_day_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" / 86400)"), NONE);
}

/* A year has two changes; of a longer time the last years are taken. */
struct offsets event_offsets(struct date from, struct date to)
{
	int years = MOST_OFFSETS / 2 - 1;

	if (!date_is_given(to))
		to = date_today();
	if (!date_is_given(from) || to.year - from.year >= years)
		from = (struct date){ (int16_t)(to.year - years + 1), 1, 1 };
	return offsets_between(from, to);
}

static void clock_time_add(struct query *query, struct request *request)
{
	struct date from = { 0 }, to = { 0 };
	struct offsets offsets;
	int64_t weekday = 0, hour = -1;

	if (!str_to_int(request_query(request, "weekday"), &weekday))
		weekday = 0;
	if (!str_to_int(request_query(request, "hour"), &hour))
		hour = -1;
	if (!weekday && hour < 0)
		return;
	date_read(request_query(request, "from"), &from);
	date_read(request_query(request, "to"), &to);
	offsets = event_offsets(from, to);
	if (weekday) {
		query_add(query, SQL(" AND "), NONE);
		event_weekday_add(query, &offsets);
		query_add(query, SQL(" = $?"), V(weekday));
	}
	if (hour >= 0) {
		query_add(query, SQL(" AND "), NONE);
		event_hour_add(query, &offsets);
		query_add(query, SQL(" = $?"), V(hour));
	}
}

/* ---- The list ----------------------------------------------------------------------- */

static bool is_mine_alone(struct request *request)
{
	return str_is(request_query(request, "reporter"), "me")
		|| str_is(request_query(request, "restricted"), "yes");
}

/* Counts are of the same rows: those of the units one reaches.  What one knows of elsewhere
 * (own reports, a need-to-know list) has lists of its own. */
void event_reach_add(struct query *query, struct view *view, bool may_lead)
{
	either_add(query, view, may_lead, &in_reach, NONE);
}

bool events_query(struct request *request, struct view *view, struct query *query)
{
	bool leads = false;
	bool may_lead = !str_trim(request_query(request, "q")).len;
	int64_t unit = asked_ref(request, view, "unit", "unit");
	int64_t area = asked_ref(request, view, "area", "area");

	table_start(request, view, &events_table, query,
		SQL(EVENT_ROW("$1") " FROM my_event WHERE 1 = 1"), V(tongue_code()));
	/* One's own reports elsewhere have a list of their own; so have restricted events. */
	if (str_is(request_query(request, "reporter"), "me"))
		query_add(query, SQL(" AND my_event.reporter_id = me()"
			" AND my_event.reporter_id <> 0"), NONE);
	if (unit)
		leads = either_add(query, view, may_lead, &in_units, V(unit));
	if (!request_person(request)->reaches_all && !is_mine_alone(request))
		leads = either_add(query, view, may_lead && !leads, &in_reach, NONE) || leads;
	if (area)
		leads = either_add(query, view, may_lead && !leads, &in_areas, V(area)) || leads;
	board_add(query, view, request);
	leads = type_add(query, view, may_lead && !leads, request_query(request, "type")) || leads;
	types_add(query, request_query(request, "types"));
	state_add(query, request_query(request, "state"));
	severity_add(query, request_query(request, "severity"), request_query(request, "exactly"));
	yes_add(query, request);
	without_add(query, request_query(request, "without"));
	clock_time_add(query, request);
	return leads;
}

/* The order of the list when few rows lead: sorted by a value that no index has, so that the
 * planner does not walk the index of time all the same. */
const struct sql events_few_order =
	SQL(" ORDER BY +my_event.occurred_at DESC, my_event.id DESC");

struct event_row_list events_found(struct request *request, struct view *view, int64_t most)
{
	struct query query;

	events_query(request, view, &query);
	table_conditions(request, &events_table, &query);
	query_add(&query, SQL(" LIMIT $?"), V(most));
	return event_row_list_of(view_list_of(view, &events_table.shape, &query));
}

/* ---- Cells -------------------------------------------------------------------------- */

static void number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	event_number(out, ((const struct event_row *)row)->number);
}

/* Short, so that more of a row is seen: 2026-11-24 18:31. */
static void when_write(struct out *out, struct request *request, struct instant at)
{
	struct str input = instant_input(request->arena, at);

	event_when(out, at, arena_print(request->arena, "%.*s %.*s",
		STR(str_part(input, 0, 10)), STR(str_part(input, 11, 5))));
}

static void when_cell(struct out *out, struct request *request, const void *row)
{
	when_write(out, request, ((const struct event_row *)row)->occurred_at);
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
};

/* ---- Claims ------------------------------------------------------------------------- */

#define RECORD struct claim_row
static const struct field claim_row_fields[] = { CLAIM_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape claim_row_shape = SHAPE_OF(NULL, claim_row, claim_row_fields);

#define CLAIM_ROW \
	"SELECT claim.number, claim.occurred_at," UNIT_NAME("claim.unit_id", "$1") " AS unit_name," \
	UNIT_NAME("claim.board_id", "$1") " AS board_name, claim.type, claim.severity," \
	" claim.damage, claim.cost_estimate, claim.cost_final, claim.claim_number," \
	" claim.claim_state FROM my_event_claims AS claim"

static const struct filter claim_filters[] = {
	{ .name = "claim_number", .label = N_("Claim number"), .kind = FIELD_text,
	  .condition = SQL(" AND claim.claim_number = $?") },
	{ .name = "number", .label = N_("Event number"), .kind = FIELD_text,
	  .condition = SQL(" AND claim.number = $?") },
	{ .name = "board", .label = N_("Committee or company"), .kind = FIELD_ref,
	  .refers_to = "unit", .condition = SQL(" AND claim.board_id = $?") },
	{ .name = "type", .label = N_("Type"), .kind = FIELD_code, .list = "event/types",
	  .condition = SQL(" AND claim.type IN (SELECT code FROM my_catalogue_item"
	                   " WHERE list = 'event/types' AND (code = $? OR parent_code = $?))") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant,
	  .condition = SQL(" AND claim.occurred_at >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant,
	  .condition = SQL(" AND claim.occurred_at < $?") },
	{ .name = "numbered", .label = N_("Has a claim number"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN claim.claim_number <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "every", .label = N_("Also events without damage"), .kind = FIELD_yesno },
	{ .name = NULL },
};

static void claim_number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	event_number(out, ((const struct claim_row *)row)->number);
}

static void claim_when_cell(struct out *out, struct request *request, const void *row)
{
	when_write(out, request, ((const struct claim_row *)row)->occurred_at);
}

#define CLAIM_SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", claim.id"), \
	.descending = SQL(" ORDER BY " column " DESC, claim.id DESC")
static const struct table_column claim_columns[] = {
	{ .name = "number", .is_link = true, .cell = claim_number_cell,
	  CLAIM_SORTED("claim.number") },
	{ .name = "occurred_at", .cell = claim_when_cell, CLAIM_SORTED("claim.occurred_at") },
	{ .name = "unit_name" },
	{ .name = "type" },
	{ .name = "damage" },
	{ .name = "cost_estimate", .label = N_("Estimated, kronor"),
	  CLAIM_SORTED("claim.cost_estimate") },
	{ .name = "cost_final", .label = N_("Final, kronor"),
	  CLAIM_SORTED("claim.cost_final") },
	{ .name = "claim_number", CLAIM_SORTED("claim.claim_number") },
	{ .name = "claim_state" },
	{ .name = "board_name", .is_export_only = true },
	{ .name = "severity", .is_export_only = true },
	{ .name = NULL },
};

const struct table claims_table = {
	.name = "claims",
	.label = N_("Insurance claims, newest first"),
	.fields = claim_row_fields,
	.field_count = COUNT(claim_row_fields),
	.shape = SHAPE_OF(NULL, claim_row, claim_row_fields),
	.columns = claim_columns,
	.filters = claim_filters,
	.row_path = "/claims/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY claim.occurred_at DESC, claim.id DESC"),
	.export_need = MAY_events_claims,
	.empty = N_("Events with damage, a cost or a claim will stand here."),
};

void claims_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &claims_table, query, SQL(CLAIM_ROW " WHERE 1 = 1"),
		V(tongue_code()));
	if (!request_query(request, "every").len && !request_query(request, "number").len)
		query_add(query, SQL(" AND (claim.claim_number <> '' OR claim.claim_state <> ''"
			" OR claim.damage <> '' OR claim.cost_estimate > 0 OR claim.cost_final > 0)"),
			NONE);
}

struct claim *claim_of_number(struct view *view, struct str number)
{
	return view_get(view, &claim_record.shape,
		SQL("SELECT id, number, damage, cost_estimate, cost_final, claim_number,"
		    " claim_state, version FROM my_event_claims WHERE number = $1"), V(number));
}

const struct claim_row *claim_row_of_number(struct view *view, struct str number)
{
	return view_get(view, &claim_row_shape, SQL(CLAIM_ROW " WHERE claim.number = $2"),
		V(tongue_code(), number));
}
