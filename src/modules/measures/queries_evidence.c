/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/queries_evidence.c - what measures prove about units.
 *
 * The source `measure` counts what was decided in a period, and how large a share of it
 * cites something, rests on something that came before it, was evaluated or communicates.
 * What belongs to a unit is what was decided there and below.
 */
#include "kit/catalogue.h"
#include "kit/evidence.h"
#include "modules/measures/inside.h"

/* ---- What is asked -------------------------------------------------------------------- */

enum { WITH_nothing, WITH_citation, WITH_basis, WITH_effect, WITH_communication };
static const struct choice withs[] = {
	[WITH_nothing] = { "", "" },
	[WITH_citation] = { "citation", N_("that cite a finding or a risk") },
	[WITH_basis] = { "basis", N_("that cite a version older than the decision, with a reason") },
	[WITH_effect] = { "effect", N_("whose effect is evaluated") },
	[WITH_communication] = { "communication", N_("that communicate") },
	{ NULL, NULL },
};

static const struct evidence_argument arguments[] = {
	{ .name = "with", .label = N_("Measures"), .choices = withs },
	{ .name = "cites", .label = N_("What is cited"), .list = "measure_sources" },
	{ .name = "type", .label = N_("Kind of measure"), .list = "measure_types" },
	{ .name = "state", .label = N_("State"), .choices = measure_states },
	{ .name = "focus", .label = N_("Focus area"), .list = "event/focus_areas" },
	{ .name = NULL },
};

struct asked {
	int with;
	struct str cites, type, state, focus;
	struct instant from, to;        /* `to` is the first moment after */
};

static struct asked asked_of(const struct evidence_ask *ask)
{
	int with = choice_of(withs, evidence_text(ask, "with"));

	return (struct asked){ .with = with < 0 ? WITH_nothing : with,
		.cites = evidence_text(ask, "cites"), .type = evidence_text(ask, "type"),
		.state = evidence_text(ask, "state"), .focus = evidence_text(ask, "focus"),
		.from = instant_at(ask->from, 0, 0, 0),
		.to = instant_at(date_add_days(ask->to, 1), 0, 0, 0) };
}

/* ---- The statement, piece by piece ------------------------------------------------------ */

/* One condition for those that count; the columns are the same in both views. */
static void counted_add(struct query *query, const struct asked *asked)
{
	const struct catalogue *types = catalogue_get("measure_types");

	switch (asked->with) {
	case WITH_citation:
		query_add(query, SQL("EXISTS (SELECT 1 FROM my_proof_citation AS cited"
			" WHERE cited.measure_id = measure.measure_id"
			" AND ($? = '' OR cited.kind = $?))"), V(asked->cites, asked->cites));
		break;
	case WITH_basis:
		query_add(query, SQL("EXISTS (SELECT 1 FROM my_proof_citation AS cited"
			" WHERE cited.measure_id = measure.measure_id AND cited.is_basis = 1"
			" AND ($? = '' OR cited.kind = $?))"), V(asked->cites, asked->cites));
		break;
	case WITH_effect:
		query_add(query, SQL("(measure.evaluated_at > 0 AND measure.effect <> '')"), NONE);
		break;
	case WITH_communication:
		query_add(query, SQL("measure.type IN (''"), NONE);
		for (size_t i = 0; i < types->count; i++)
			if (item_int(&types->items[i], "communicates"))
				query_add(query, SQL(", $?"), V(types->items[i].code));
		query_add(query, SQL(")"), NONE);
		break;
	default:
		query_add(query, SQL("1 = 1"), NONE);
	}
}

/* Effects are asked of what was done in the period, the rest of what was decided in it. */
static void period_add(struct query *query, const struct asked *asked)
{
	if (asked->with == WITH_effect)
		query_add(query, SQL(" AND measure.done_at >= $? AND measure.done_at < $?"),
			V(asked->from, asked->to));
	else
		query_add(query, SQL(" AND measure.decided_at >= $? AND measure.decided_at < $?"),
			V(asked->from, asked->to));
	if (asked->type.len)
		query_add(query, SQL(" AND measure.type = $?"), V(asked->type));
	if (asked->focus.len)
		query_add(query, SQL(" AND measure.focus_area = $?"), V(asked->focus));
	if (asked->state.len)
		query_add(query, SQL(" AND measure.state = $?"), V(asked->state));
}

struct proof_line { int64_t unit_id, found, whole; struct instant last; };
static const struct column line_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_line, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct proof_line, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct proof_line, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct proof_line, last), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct proof_line),
	.count = COUNT(line_columns), .columns = line_columns };

static struct evidence_count_list measure_counts_of(struct view *view, const struct evidence_ask *ask)
{
	struct asked asked = asked_of(ask);
	struct evidence_count_list counts = { 0 };
	const struct proof_line *lines;
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT measure.unit_id, sum(CASE WHEN "), NONE);
	counted_add(&query, &asked);
	query_add(&query, SQL(" THEN 1 ELSE 0 END) AS found, count(*) AS whole,"
		" max(measure.decided_at) AS last_at"
		" FROM my_proof_measure AS measure WHERE 1 = 1"), NONE);
	period_add(&query, &asked);
	if (ask->unit_id)
		query_add(&query, SQL(" AND measure.unit_id = $?"), V(ask->unit_id));
	query_add(&query, SQL(" GROUP BY measure.unit_id ORDER BY measure.unit_id"), NONE);
	rows = view_list_of(view, &line_shape, &query);
	lines = rows.at;
	counts.at = arena_array(view_arena(view), struct evidence_count, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		counts.at[counts.count++] = (struct evidence_count){ .unit_id = lines[i].unit_id,
			.count = lines[i].found,
			.whole = asked.with == WITH_nothing ? 0 : lines[i].whole,
			.last = lines[i].last.seconds ? instant_date(lines[i].last) : (struct date){ 0 } };
	return counts;
}

/* ---- Which they are ---------------------------------------------------------------------- */

#define PROOF_ROW_FIELDS(F) \
	F(number,     text,    N_("Number"), ) \
	F(title,      text,    N_("What shall be done"), ) \
	F(is_counted, yesno,   N_("Counts"), ) \
	F(at,         instant, N_("When"), )
struct proof_row { PROOF_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct proof_row
static const struct field row_fields[] = { PROOF_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape row_shape = SHAPE_OF(NULL, proof_row, row_fields);

static const char *const lacks[] = {
	[WITH_citation] = N_("cites nothing"),
	[WITH_basis] = N_("cites nothing that came before it, with a reason"),
	[WITH_effect] = N_("the effect is not evaluated"),
	[WITH_communication] = N_("does not communicate"),
};

static struct str row_words(struct arena *arena, const struct proof_row *row, int with)
{
	if (row->is_counted || with == WITH_nothing)
		return arena_print(arena, "%.*s %.*s", STR(row->number), STR(row->title));
	return arena_print(arena, "%.*s %.*s (%s)", STR(row->number), STR(row->title), _(lacks[with]));
}

/* Those that this reader may open; what lacks says so. */
static struct evidence_record_list measure_records_of(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct asked asked = asked_of(ask);
	struct evidence_record_list list = { 0 };
	const struct proof_row *found;
	struct query query;
	struct rows rows;

	query_start(&query, arena, SQL("SELECT my_measure.number, my_measure.title, CASE WHEN "), NONE);
	counted_add(&query, &asked);
	query_add(&query, SQL(" THEN 1 ELSE 0 END AS is_counted, measure.decided_at AS at"
		" FROM my_proof_measure AS measure"
		" JOIN my_measure ON my_measure.id = measure.measure_id"
		" WHERE measure.unit_id = $?"), V(ask->unit_id));
	period_add(&query, &asked);
	query_add(&query, SQL(" ORDER BY measure.decided_at DESC, my_measure.id DESC LIMIT $?"),
		V(EVIDENCE_RECORDS_MOST));
	rows = view_list_of(view, &row_shape, &query);
	found = rows.at;
	list.at = arena_array(arena, struct evidence_record, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = row_words(arena, &found[i], asked.with),
			.path = arena_print(arena, "/measures/%.*s", STR(found[i].number)),
			.on = instant_date(found[i].at) };
	return list;
}

const struct evidence_source measures_evidence[] = {
	{ .name = "measure", .label = N_("Measures of a unit"), .arguments = arguments,
	  .counts = measure_counts_of, .records = measure_records_of },
	{ .name = NULL },
};
