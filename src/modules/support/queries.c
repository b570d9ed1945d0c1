/* SPDX-License-Identifier: EUPL-1.2 */
/* support/queries.c - operations, handovers and their steps. */
#include "modules/support/inside.h"

#include "modules/units/units.h"

/* ---- For whom one answers ------------------------------------------------------------------- */

bool support_answers_for(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_support_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

struct str unit_code(struct view *view, int64_t id)
{
	return view_text(view, SQL("SELECT code FROM my_unit WHERE id = $1"), V(id));
}

/* ---- Operations ------------------------------------------------------------------------------ */

const struct support_operation *operation_of_number(struct view *view, struct str number)
{
	return view_get(view, &support_operation_record.shape,
		SQL("SELECT * FROM my_support_operation WHERE number = $1"), V(number));
}

const struct support_operation *operation_of_id(struct view *view, int64_t id)
{
	return view_get(view, &support_operation_record.shape,
		SQL("SELECT * FROM my_support_operation WHERE id = $1"), V(id));
}

int64_t operation_add(struct change *change, struct support_operation *operation)
{
	int64_t year = instant_local(operation->began_at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO support_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = support_series.last + 1"
		    " RETURNING last"), V(year));

	operation->number = arena_print(change_arena(change), "KS-%04lld-%03lld", (long long)year,
		(long long)last);
	operation->state = OPERATION_open;
	if (!operation->opened_at.seconds)
		operation->opened_at = instant_now();
	if (!operation->opened_by)
		operation->opened_by = change_me(change);
	return change_insert(change, &support_operation_record.shape, operation);
}

struct support_step_list operation_steps(struct view *view, int64_t operation_id)
{
	return support_step_list_of(view_list(view, &support_step_record.shape,
		SQL("SELECT * FROM my_support_step WHERE operation_id = $1 ORDER BY id"),
		V(operation_id)));
}

void support_step_add(struct change *change, struct support_step *step)
{
	if (!step->person_id)
		step->person_id = change_me(change);
	if (!step->created_at.seconds)
		step->created_at = instant_now();
	change_insert(change, &support_step_record.shape, step);
}

/* ---- Handovers ------------------------------------------------------------------------------- */

const struct support_handover *handover_of_number(struct view *view, struct str number)
{
	return view_get(view, &support_handover_record.shape,
		SQL("SELECT * FROM my_support_handover WHERE number = $1"), V(number));
}

int64_t handover_add(struct change *change, const struct support_operation *operation,
                     struct support_handover *handover)
{
	int64_t nth = change_run_id(change,
		SQL("INSERT INTO support_handover_series (operation_id, last) VALUES ($1, 1)"
		    " ON CONFLICT (operation_id) DO UPDATE SET last = support_handover_series.last + 1"
		    " RETURNING last"), V(operation->id));
	struct support_step step;

	handover->operation_id = operation->id;
	handover->number = arena_print(change_arena(change), "%.*s-%lld", STR(operation->number),
		(long long)nth);
	handover->state = HANDOVER_offered;
	if (!handover->offered_by)
		handover->offered_by = change_me(change);
	if (!handover->offered_at.seconds)
		handover->offered_at = instant_now();
	handover->digest = handover_digest(change_arena(change), handover);
	change_insert(change, &support_handover_record.shape, handover);
	step = (struct support_step){ .operation_id = operation->id, .handover_id = handover->id,
		.verb = VERB_offered, .unit_id = handover->from_unit_id,
		.to_unit_id = handover->to_unit_id, .adults = handover->adults,
		.children = handover->children, .digest = handover->digest,
		.person_id = handover->offered_by, .created_at = handover->offered_at };
	support_step_add(change, &step);
	return handover->id;
}

struct support_step_list handover_steps(struct view *view, int64_t handover_id)
{
	return support_step_list_of(view_list(view, &support_step_record.shape,
		SQL("SELECT * FROM my_support_step WHERE handover_id = $1 ORDER BY id"), V(handover_id)));
}

/* ---- Lists ------------------------------------------------------------------------------------- */

#define RECORD struct operation_row
static const struct field operation_row_fields[] = { OPERATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD
#define RECORD struct handover_row
static const struct field handover_row_fields[] = { HANDOVER_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape handover_row_shape = SHAPE_OF(NULL, handover_row, handover_row_fields);

#define SORTED(column, id) .ascending = SQL(" ORDER BY " column ", " id), \
	.descending = SQL(" ORDER BY " column " DESC, " id " DESC")

static const struct filter operation_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = operation_states,
	  .condition = SQL(" AND op.state = $?") },
	{ .name = "kind", .label = N_("What it is about"), .kind = FIELD_code,
	  .list = "support/kinds", .condition = SQL(" AND op.kind = $?") },
	{ .name = "unit", .label = N_("Unit that begins"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND op.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = NULL },
};
static const struct table_column operation_columns[] = {
	{ .name = "number", .is_link = true, SORTED("op.number", "op.id") },
	{ .name = "began_at", SORTED("op.began_at", "op.id") },
	{ .name = "kind" },
	{ .name = "place" },
	{ .name = "unit_name", SORTED("unit_name", "op.id") },
	{ .name = "state" },
	{ .name = "met" },
	{ .name = "waiting" },
	{ .name = NULL },
};
const struct table operations_table = {
	.name = "support", .label = N_("Crisis support, newest first"),
	.fields = operation_row_fields, .field_count = COUNT(operation_row_fields),
	.shape = SHAPE_OF(NULL, operation_row, operation_row_fields), .columns = operation_columns,
	.filters = operation_filters, .is_stacked = true, .row_path = "/support/%s", .row_key = "number",
	.order = SQL(" ORDER BY op.began_at DESC, op.id DESC"), .export_need = MAY_support_read,
	.empty = N_("No crisis support has been given here. When it is, begin with where and what it is about."),
};

void operations_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &operations_table, query,
		SQL("SELECT op.id, op.number, op.began_at, op.kind, op.place,"
		    UNIT_NAME("op.unit_id") " AS unit_name, op.state,"
		    " (SELECT COALESCE(sum(step.adults + step.children), 0) FROM my_support_step AS step"
		    "   WHERE step.operation_id = op.id AND step.verb = 'met') AS met,"
		    " (SELECT count(*) FROM my_support_handover AS given"
		    "   WHERE given.operation_id = op.id AND given.state IN ('offered', 'read')) AS waiting"
		    " FROM my_support_operation AS op WHERE 1 = 1"), V(tongue_code()));
}

#define HANDOVER_ROW "SELECT given.id, given.number, op.number AS operation," \
	UNIT_NAME("given.from_unit_id") " AS from_name," UNIT_NAME("given.to_unit_id") " AS to_name," \
	" given.adults, given.children, given.state, given.offered_at, given.answered_at" \
	" FROM my_support_handover AS given" \
	" JOIN my_support_operation AS op ON op.id = given.operation_id"

static const struct filter handover_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = handover_states,
	  .condition = SQL(" AND given.state = $?") },
	{ .name = "waiting", .label = N_("Waits for an answer"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN given.state IN ('offered', 'read') THEN 1 ELSE 0 END = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN given.from_unit_id IN (SELECT unit_id FROM my_support_unit)"
		" OR given.to_unit_id IN (SELECT unit_id FROM my_support_unit) THEN 1 ELSE 0 END = $?") },
	{ .name = "unit", .label = N_("To"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND given.to_unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = NULL },
};
static const struct table_column handover_columns[] = {
	{ .name = "number", .is_link = true, SORTED("given.number", "given.id") },
	{ .name = "from_name", SORTED("from_name", "given.id") },
	{ .name = "to_name", SORTED("to_name", "given.id") },
	{ .name = "adults" },
	{ .name = "children" },
	{ .name = "state" },
	{ .name = "offered_at", SORTED("given.offered_at", "given.id") },
	{ .name = "answered_at", SORTED("given.answered_at", "given.id") },
	{ .name = "operation", .is_export_only = true },
	{ .name = NULL },
};
const struct table handovers_table = {
	.name = "handovers", .label = N_("Handovers, newest first"),
	.fields = handover_row_fields, .field_count = COUNT(handover_row_fields),
	.shape = SHAPE_OF(NULL, handover_row, handover_row_fields), .columns = handover_columns,
	.filters = handover_filters, .is_stacked = true, .row_path = "/support/handovers/%s", .row_key = "number",
	.order = SQL(" ORDER BY given.offered_at DESC, given.id DESC"),
	.export_need = MAY_support_read,
	.empty = N_("Nothing has been handed over. A handover is offered from the page of an operation."),
};

void handovers_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &handovers_table, query, SQL(HANDOVER_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

struct handover_row_list operation_handovers(struct view *view, int64_t operation_id)
{
	return handover_row_list_of(view_list(view, &handover_row_shape,
		SQL(HANDOVER_ROW " WHERE given.operation_id = $2 ORDER BY given.id LIMIT 500"),
		V(tongue_code(), operation_id)));
}

struct handover_row_list handovers_waiting(struct view *view)
{
	return handover_row_list_of(view_list(view, &handover_row_shape,
		SQL(HANDOVER_ROW " WHERE given.state IN ('offered', 'read')"
		    " AND (given.from_unit_id IN (SELECT unit_id FROM my_support_unit)"
		    "      OR given.to_unit_id IN (SELECT unit_id FROM my_support_unit))"
		    " ORDER BY given.offered_at, given.id LIMIT 500"), V(tongue_code())));
}
