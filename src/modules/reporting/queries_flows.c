/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_flows.c - sources, the pairs that wait for a judgement, and what was judged. */
#include "modules/reporting/flows.h"

#include "kit/reference.h"

struct source_list sources_all(struct view *view)
{
	return source_list_of(view_list(view, &source_record.shape,
		SQL("SELECT * FROM my_reporting_source ORDER BY name COLLATE local, id"), NONE));
}

const struct source *source_get(struct view *view, struct str public_id)
{
	return view_get(view, &source_record.shape,
		SQL("SELECT * FROM my_reporting_source WHERE public_id = $1"), V(public_id));
}

const struct source *source_of(struct view *view, int64_t id)
{
	return view_get(view, &source_record.shape,
		SQL("SELECT * FROM my_reporting_source WHERE id = $1"), V(id));
}

bool row_unit_is_mine(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reporting_row_reach WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

const struct told *told_of_reference(struct view *system, int64_t source_id, struct str reference)
{
	return view_get(system, &told_record.shape,
		SQL("SELECT * FROM reporting_row WHERE source_id = $1 AND reference = $2"),
		V(source_id, reference));
}

bool told_value_add(struct change *change, const struct told *told, int64_t import_id)
{
	struct str state = str_of(claim_states[told->state].name);
	struct value day = value_text(date_is_given(told->known_on) ? date_iso(change_arena(change), told->known_on) : S(""));

	if (view_int(change_view(change), SQL("SELECT 1 FROM reporting_value AS held WHERE held.id ="
	    " (SELECT max(id) FROM reporting_value WHERE row_id = $1 AND known_on = $2)"
	    " AND held.state = $3 AND held.amount = $4 AND held.paid = $5"),
	    V(told->id, day, state, told->amount, told->paid)))
		return false;
	change_run(change, SQL("INSERT INTO reporting_value (row_id, known_on, state, amount, paid, import_id, noted_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(told->id, day, state, told->amount, told->paid, import_id, instant_now()));
	return true;
}

/* What was judged stays, with what was known of it: the judgement belongs to it. */
int64_t told_remove(struct change *change, int64_t import_id)
{
	change_run(change, SQL("DELETE FROM reporting_link WHERE row_id IN"
		" (SELECT id FROM reporting_row WHERE import_id = $1) AND row_id NOT IN"
		" (SELECT row_id FROM reporting_decision)"), V(import_id));
	change_run(change, SQL("DELETE FROM reporting_value WHERE (import_id = $1 OR row_id IN"
		" (SELECT id FROM reporting_row WHERE import_id = $1)) AND row_id NOT IN"
		" (SELECT id FROM reporting_row WHERE import_id = $1 AND id IN"
		"  (SELECT row_id FROM reporting_decision))"), V(import_id));
	return change_run(change, SQL("DELETE FROM reporting_row WHERE import_id = $1"
		" AND id NOT IN (SELECT row_id FROM reporting_decision)"), V(import_id));
}

const struct reference reporting_references[] = {
	{ .name = "reporting_source",
	  .label = SQL("SELECT name FROM my_reporting_source WHERE id = $1"),
	  .list = SQL("SELECT id AS key, name AS label, '' AS hint FROM my_reporting_source"
	              " ORDER BY name COLLATE local LIMIT 500"),
	  .find = SQL("SELECT id FROM my_reporting_source WHERE fold(name) = fold($1)"
	              " OR public_id = $1 ORDER BY id LIMIT 1") },
	{ .name = NULL },
};

/* ---- Pairs ------------------------------------------------------------------------------ */

#define RECORD struct pair_row
static const struct field pair_row_fields[] = { PAIR_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape pair_row_shape = SHAPE_OF(NULL, pair_row, pair_row_fields);

#define JUDGED "COALESCE((SELECT CASE WHEN decision.is_same = 1 THEN 'yes' ELSE 'no' END" \
	" FROM my_reporting_decision AS decision WHERE decision.row_id = pair.row_id" \
	" AND decision.event_id = pair.event_id ORDER BY decision.id DESC LIMIT 1), '')"
#define PAIRS "SELECT pair.*, COALESCE((SELECT name FROM my_reporting_source WHERE id = pair.source_id), '')" \
	" AS source_name, told.reference," UNIT_NAME_IN("told.unit_id", "$1") " AS row_unit," \
	" COALESCE((SELECT name FROM my_place WHERE my_place.id = told.place_id), '') AS row_place," \
	" told.happened_on, told.cause, told.amount, COALESCE(event.number, '') AS event_number," \
	UNIT_NAME_IN("event.unit_id", "$1") " AS event_unit, COALESCE(event.type, '') AS event_type," \
	" COALESCE(event.occurred_at, 0) AS occurred_at, COALESCE(event.cost, 0) AS event_cost," \
	" " JUDGED " AS is_same" \
	" FROM my_reporting_link AS pair JOIN my_reporting_row AS told ON told.id = pair.row_id" \
	" LEFT JOIN my_reporting_pair_event AS event ON event.id = pair.event_id WHERE 1 = 1"
#define WAITS "(pair.is_accepted = 0 OR pair.is_sample = 1) AND " JUDGED " = ''"

static const struct choice waiting_choices[] = {
	{ "", "" },
	{ "waits", N_("Waits for a judgement") },
	{ "judged", N_("Judged") },
	{ "taken", N_("Taken by itself") },
	{ NULL, NULL },
};
static const struct filter filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = waiting_choices,
	  .condition = SQL(" AND CASE WHEN " WAITS " THEN 'waits' WHEN " JUDGED " <> '' THEN 'judged'"
	                   " ELSE 'taken' END = $?") },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_ref, .refers_to = "reporting_source",
	  .condition = SQL(" AND pair.source_id = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND told.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = NULL },
};

static void judged_cell(struct out *out, struct request *request, const void *row)
{
	const struct pair_row *pair = row;

	(void)request;
	out_text_z(out, str_is(pair->is_same, "yes") ? _("the same") : str_is(pair->is_same, "no")
		? _("something else") : pair->is_accepted && !pair->is_sample ? _("taken by itself")
		: _("waits for a judgement"));
}

static void chance_cell(struct out *out, struct request *request, const void *row)
{
	const struct pair_row *pair = row;

	(void)request;
	out_text_str(out, reporting_share_words(out->arena, pair->chance));
}

static const struct table_column columns[] = {
	{ .name = "reference", .is_link = true },
	{ .name = "source_name" },
	{ .name = "row_unit" },
	{ .name = "happened_on", .ascending = SQL(" ORDER BY told.happened_on, pair.id"),
	  .descending = SQL(" ORDER BY told.happened_on DESC, pair.id DESC") },
	{ .name = "event_number" },
	{ .name = "chance", .cell = chance_cell, .ascending = SQL(" ORDER BY pair.chance, pair.id"),
	  .descending = SQL(" ORDER BY pair.chance DESC, pair.id DESC") },
	{ .name = "is_same", .cell = judged_cell },
	{ .name = NULL },
};

const struct table pairs_table = {
	.name = "reporting-pairs", .label = N_("Rows and the events they may tell of"),
	.fields = pair_row_fields, .field_count = COUNT(pair_row_fields),
	.shape = SHAPE_OF(NULL, pair_row, pair_row_fields), .columns = columns, .filters = filters,
	.row_path = "/reporting/pairs/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY pair.chance, pair.id"), .is_stacked = true,
	.export_need = MAY_reporting_rows,
	.empty = N_("Nothing waits. When rows have been read in and looked for, pairs that a person must judge stand here."),
};

void pairs_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &pairs_table, query, SQL(PAIRS), V(tongue_code()));
}

const struct pair_row *pair_get(struct view *view, struct str public_id)
{
	return view_get(view, &pair_row_shape, SQL(PAIRS " AND pair.public_id = $2"),
		V(tongue_code(), public_id));
}

int64_t pairs_waiting(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_reporting_link AS pair WHERE " WAITS), NONE);
}

struct decision_list pair_decisions_of(struct view *view, int64_t row_id, int64_t event_id)
{
	return decision_list_of(view_list(view, &pair_decision_record.shape,
		SQL("SELECT *, CASE WHEN is_same = 1 THEN 'same' ELSE 'other' END AS answer"
		    " FROM my_reporting_decision WHERE row_id = $1 AND event_id = $2 ORDER BY id"),
		V(row_id, event_id)));
}

void pair_decision_put(struct change *change, const struct decision *one)
{
	change_run(change, SQL("INSERT INTO reporting_decision (public_id, source_id, row_id, event_id,"
		" is_same, reason, chance, was_accepted, is_sample, levels, weights, decided_by, decided_name,"
		" decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"),
		V(one->public_id, one->source_id, one->row_id, one->event_id, (int64_t)one->is_same, one->reason,
		  one->chance, (int64_t)one->was_accepted, (int64_t)one->is_sample, one->levels, one->weights,
		  one->decided_by, one->decided_name, one->decided_at));
	change_note(change, "reporting_row", one->row_id, one->is_same ? "same" : "other", S(""));
}
