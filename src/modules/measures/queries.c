/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/queries.c - every SQL statement of the room, and the list that is made of them. */
#include "base/say.h"
#include "kit/grid.h"
#include "kit/table.h"
#include "modules/measures/effects.h"
#include "modules/measures/pages.html.h"

#include <string.h>

/* ---- One ---------------------------------------------------------------------------- */

const struct measure *measure_of_number(struct view *view, struct str number)
{
	return view_get(view, &measure_record.shape,
		SQL("SELECT * FROM my_measure WHERE number = $1 OR public_id = $1"), V(number));
}

bool measure_is_seen(struct view *view, struct str number)
{
	return view_int(view, SQL("SELECT count(*) FROM my_measure WHERE number = $1"),
		V(number)) > 0;
}

bool measure_may_edit(struct view *view, const struct measure *measure)
{
	return view_int(view, SQL("SELECT 1 FROM my_measure_edit WHERE id = $1"),
		V(measure->id)) != 0;
}

bool measure_may_add(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'measures_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

struct measure_step_list measure_steps(struct view *view, int64_t measure_id)
{
	return measure_step_list_of(view_list(view, &measure_step_shape,
		SQL("SELECT my_measure_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_measure_step.person_id), '') AS person_name"
		    " FROM my_measure_step WHERE measure_id = $1 ORDER BY id"),
		V(measure_id)));
}

/* ---- Writing ------------------------------------------------------------------------ */

static struct str measure_number(struct change *change, struct instant created)
{
	int64_t year = instant_local(created).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO measure_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = measure_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "A-%04lld-%05lld", (long long)year, (long long)last);
}

void measure_step_add(struct change *change, const struct measure *measure, const char *verb,
                      int from, struct str words)
{
	change_run(change,
		SQL("INSERT INTO measure_step"
		    " (measure_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(measure->id, instant_now(), change_me(change), verb, measure_states[from].name,
		  measure_states[measure->state].name, words));
}

int64_t measure_add(struct change *change, struct measure *measure)
{
	return measure_add_because(change, measure, S(""));
}

int64_t measure_add_because(struct change *change, struct measure *measure, struct str basis)
{
	if (!measure->state)
		measure->state = MEASURE_proposed;
	if (!measure->source_kind.len)
		measure->source_kind = S("own_initiative");
	if (!measure->created_at.seconds)
		measure->created_at = instant_now();
	if (!measure->focus_area.len)
		measure->focus_area = focus_suggested(measure_source_get(change_view(change),
			measure->source_kind, measure->source_id).types);
	measure->number = measure_number(change, measure->created_at);
	change_insert(change, &measure_record.shape, measure);
	measure_step_add(change, measure, "propose", MEASURE_none, S(""));
	citation_of_source(change, measure, basis);
	effect_schedule(change, measure);
	return measure->id;
}

/* ---- The list ----------------------------------------------------------------------- */

/* $1 is the language of names. */
#define MEASURE_ROW \
	"SELECT my_measure.id, my_measure.public_id, my_measure.number, my_measure.title," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_measure.unit_id), '') COLLATE local AS unit_name," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_measure.responsible_id), '') COLLATE local AS responsible," \
	" my_measure.due_on, my_measure.state, my_measure.type, my_measure.source_kind," \
	" my_measure.effect, my_measure.effect_words, my_measure.postponed," \
	" my_measure.cost_plan, my_measure.cost_actual, my_measure.decided_at," \
	" my_measure.done_at, my_measure.evaluated_at FROM my_measure"

#define OPEN_STATES " my_measure.state IN ('proposed', 'decided', 'in_progress')"
#define LATE OPEN_STATES " AND my_measure.due_on <> '' AND my_measure.due_on < today()"

static const struct filter measure_filters[] = {
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_measure.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = measure_states,
	  .condition = SQL(" AND my_measure.state = $?") },
	{ .name = "late", .label = N_("Late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN" LATE " THEN 1 ELSE 0 END = $?") },
	{ .name = "open", .label = N_("Open"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN" OPEN_STATES " THEN 1 ELSE 0 END = $?") },
	{ .name = "type", .label = N_("Kind of measure"), .kind = FIELD_code,
	  .list = "measure_types", .condition = SQL(" AND my_measure.type = $?") },
	{ .name = "focus", .label = N_("Focus area"), .kind = FIELD_code,
	  .list = "event/focus_areas", .condition = SQL(" AND my_measure.focus_area = $?") },
	{ .name = "source", .label = N_("Springs from"), .kind = FIELD_code,
	  .list = "measure_sources", .condition = SQL(" AND my_measure.source_kind = $?") },
	{ .name = "effect", .label = N_("Effect"), .kind = FIELD_code,
	  .list = "measure_effects", .condition = SQL(" AND my_measure.effect = $?") },
	{ .name = "responsible", .label = N_("Responsible"), .kind = FIELD_ref,
	  .refers_to = "handler", .condition = SQL(" AND my_measure.responsible_id = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_measure.responsible_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "due_from", .label = N_("Due from"), .kind = FIELD_date,
	  .condition = SQL(" AND my_measure.due_on >= $?") },
	{ .name = "due_to", .label = N_("Due to"), .kind = FIELD_date,
	  .condition = SQL(" AND my_measure.due_on <= $?") },
	{ .name = "decided_from", .label = N_("Decided from"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.decided_at >= $?") },
	{ .name = "decided_to", .label = N_("Decided to"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.decided_at < $?") },
	{ .name = "done_from", .label = N_("Done from"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.done_at >= $?") },
	{ .name = "done_to", .label = N_("Done to"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.done_at < $?") },
	{ .name = "evaluated_from", .label = N_("Evaluated from"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.evaluated_at >= $?") },
	{ .name = "evaluated_to", .label = N_("Evaluated to"), .kind = FIELD_instant,
	  .is_hidden = true, .condition = SQL(" AND my_measure.evaluated_at < $?") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	const struct measure_row *measure = row;

	(void)request;
	measure_state_show(out, measure->state, measure->due_on);
}

static void number_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	measure_number_show(out, ((const struct measure_row *)row)->number);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_measure.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_measure.id DESC")
static const struct table_column measure_columns[] = {
	{ .name = "number", .is_link = true, .cell = number_cell,
	  SORTED("my_measure.number") },
	{ .name = "title", SORTED("my_measure.title COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "responsible", SORTED("responsible") },
	{ .name = "due_on", SORTED("my_measure.due_on") },
	{ .name = "state", SORTED("my_measure.state"), .cell = state_cell },
	{ .name = "effect", SORTED("my_measure.effect") },
	{ .name = "postponed", SORTED("my_measure.postponed") },
	{ .name = "type", .is_export_only = true },
	{ .name = "source_kind", .is_export_only = true },
	{ .name = "effect_words", .is_export_only = true },
	{ .name = "cost_plan", .is_export_only = true },
	{ .name = "cost_actual", .is_export_only = true },
	{ .name = "decided_at", .is_export_only = true },
	{ .name = "done_at", .is_export_only = true },
	{ .name = "evaluated_at", .is_export_only = true },
	{ .name = NULL },
};

const struct table measures_table = {
	.name = "measures",
	.label = N_("Measures, the next due first"),
	.fields = measure_row_fields,
	.field_count = MEASURE_ROW_COUNT,
	.shape = { .size = sizeof(struct measure_row), .count = MEASURE_ROW_COUNT,
	           .columns = &measure_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = measure_columns,
	.filters = measure_filters,
	.row_path = "/measures/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_measure.due_on, my_measure.id"),
	.export_need = MAY_measures_read,
	.empty = N_("The measures your unit has decided will stand here."),
};

void measures_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &measures_table, query, SQL(MEASURE_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

struct measure_row_list measure_rows_of(struct view *view, const char *source_kind,
                                        int64_t source_id)
{
	return measure_row_list_of(view_list(view, &measure_row_shape,
		SQL(MEASURE_ROW " WHERE (my_measure.source_kind = $2 AND my_measure.source_id = $3)"
		    " OR my_measure.id IN (SELECT my_citation.measure_id FROM my_citation"
		    "   WHERE my_citation.kind = $2 AND my_citation.cited_id = $3"
		    "     AND my_citation.withdrawn_at = 0)"
		    " ORDER BY my_measure.id LIMIT 200"),
		V(tongue_code(), source_kind, source_id)));
}

/* Late ones, those of one person after one another. */
struct measure_row_list measures_late(struct view *view, struct request *request)
{
	struct query query;

	query_start(&query, view_arena(view), SQL(MEASURE_ROW " WHERE" LATE), V(tongue_code()));
	table_conditions(request, &measures_table, &query);
	query_add(&query, SQL(" ORDER BY responsible, my_measure.responsible_id,"
		" my_measure.due_on, my_measure.id LIMIT 1000"), NONE);
	return measure_row_list_of(view_list_of(view, &measure_row_shape, &query));
}

struct measure_list measures_of(struct view *view, const char *source_kind, int64_t source_id)
{
	return measure_list_of(view_list(view, &measure_record.shape,
		SQL("SELECT * FROM my_measure WHERE source_kind = $1 AND source_id = $2"
		    " ORDER BY id LIMIT 1000"), V(source_kind, source_id)));
}

int64_t measures_open_count(struct view *view, const char *source_kind, int64_t source_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_measure_under_way"
		" WHERE source_kind = $1 AND source_id = $2"), V(source_kind, source_id));
}

struct measure_counts measure_counts(struct view *view)
{
	return (struct measure_counts){
		.mine = view_int(view, SQL("SELECT count(*) FROM my_measure"
			" WHERE responsible_id = me() AND" OPEN_STATES), NONE),
		.mine_late = view_int(view, SQL("SELECT count(*) FROM my_measure"
			" WHERE responsible_id = me() AND" LATE), NONE),
		.late = view_int(view, SQL("SELECT count(*) FROM my_measure WHERE" LATE), NONE),
		.effects = effects_waiting(view, true),
		.unevaluated = view_int(view, SQL("SELECT count(*) FROM my_measure"
			" WHERE my_measure.state = 'done'"), NONE),
	};
}

/* ---- How forms point at a measure --------------------------------------------------- */

const struct reference measures_references[] = {
	{ .name = "measure",
	  .label = SQL("SELECT number || ' ' || title FROM my_measure WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint"
	              " FROM my_measure ORDER BY id DESC LIMIT 500"),
	  .find = SQL("SELECT id FROM my_measure WHERE number = $1"),
	  .written = "A", .path = "/measures/", .is_long = true },
	{ .name = NULL },
};

/* ---- Reports ------------------------------------------------------------------------ */

static void grid_states(struct grid *grid, size_t column)
{
	for (size_t i = 0; i < grid->rows; i++) {
		struct value *cell = &grid->cells[i * grid->columns + column];
		int state = choice_of(measure_states, cell->text);

		if (state > 0)
			cell->text = str_of(_(measure_states[state].label));
	}
}

static const char *const effect_names[] = { N_("Unit"), N_("Number"),
	N_("What shall be done"), N_("Kind of measure"), N_("Springs from"), N_("State"),
	N_("Due"), N_("Times postponed"), N_("Planned cost, kronor"), N_("Cost, kronor"),
	N_("Effect"), N_("What the effect was") };
static const char *const summary_names[] = { N_("Unit"), N_("Measures"), N_("Open"),
	N_("Late"), N_("Done, effect not evaluated"), N_("Good effect"), N_("Some effect"),
	N_("No effect"), N_("Times postponed"), N_("Cost, kronor") };

/* The register of measures and their effects that the programme asks for each year: what was
 * decided in the period, or had its effect evaluated in it. */
static struct grid effects_run(struct view *view, const struct report_ask *ask)
{
	struct instant from = instant_at(ask->from, 0, 0, 0);
	struct instant to = instant_at(date_add_days(ask->to, 1), 0, 0, 0);

	struct grid grid = view_grid(view,
		SQL("SELECT unit_name, number, title, type, source_kind, state, due_on, postponed,"
		    " cost_plan, cost_actual, effect, effect_words"
		    " FROM (" MEASURE_ROW
		    "  WHERE ($2 = 0 OR my_measure.unit_id IN (SELECT below_id FROM my_unit_below"
		    "                                          WHERE above_id = $2))"
		    "    AND ((my_measure.decided_at >= $3 AND my_measure.decided_at < $4)"
		    "      OR (my_measure.evaluated_at >= $3 AND my_measure.evaluated_at < $4)))"
		    " AS register ORDER BY unit_name, number"),
		V(tongue_code(), ask->unit_id, from, to));

	grid_words(&grid, 3, "measure_types");
	grid_words(&grid, 4, "measure_sources");
	grid_states(&grid, 5);
	grid_words(&grid, 10, "measure_effects");
	grid_name(&grid, effect_names);
	return grid;
}

/* One line per unit: how many, how far they have come, what they led to. */
static struct grid summary_run(struct view *view, const struct report_ask *ask)
{
	struct instant from = instant_at(ask->from, 0, 0, 0);
	struct instant to = instant_at(date_add_days(ask->to, 1), 0, 0, 0);

	struct grid grid = view_grid(view,
		SQL("SELECT unit_name, count(*) AS measures,"
		    " count(*) FILTER (WHERE state IN ('proposed', 'decided', 'in_progress')) AS open,"
		    " count(*) FILTER (WHERE state IN ('proposed', 'decided', 'in_progress')"
		    "   AND due_on <> '' AND due_on < today()) AS late,"
		    " count(*) FILTER (WHERE state = 'done') AS not_evaluated,"
		    " count(*) FILTER (WHERE effect = 'good') AS good_effect,"
		    " count(*) FILTER (WHERE effect = 'some') AS some_effect,"
		    " count(*) FILTER (WHERE effect = 'none') AS no_effect,"
		    " sum(postponed) AS times_postponed, sum(cost_actual) AS cost"
		    " FROM (" MEASURE_ROW
		    "  WHERE ($2 = 0 OR my_measure.unit_id IN (SELECT below_id FROM my_unit_below"
		    "                                          WHERE above_id = $2))"
		    "    AND my_measure.created_at < $4"
		    "    AND (my_measure.created_at >= $3 OR" OPEN_STATES
		    "         OR my_measure.done_at >= $3 OR my_measure.evaluated_at >= $3))"
		    " AS register GROUP BY unit_name ORDER BY unit_name"),
		V(tongue_code(), ask->unit_id, from, to));

	grid_name(&grid, summary_names);
	return grid;
}

const struct report measures_reports[] = {
	{ .name = "measures-and-effects", .label = N_("Measures and their effects"),
	  .need = MAY_measures_read, .run = effects_run,
	  .caveat = N_("Measures decided in the period or with their effect evaluated in it. The effect is a named person's judgement.") },
	{ .name = "measures-by-unit", .label = N_("Measures per unit"),
	  .need = MAY_measures_read, .run = summary_run,
	  .caveat = N_("Measures that were made, done or evaluated in the period, or were open in it.") },
	{ .name = "measures-cited", .label = N_("What decided measures rest on"),
	  .need = MAY_programme_read, .run = cited_run,
	  .caveat = N_("A citation says what the measure rests on, not that it was the right measure. Measures from restricted events are not counted.") },
	{ .name = NULL },
};

struct measure_list measures_due_between(struct view *view, const struct wheel_ask *ask)
{
	if (ask->unit_id)
		return measure_list_of(view_list(view, &measure_record.shape,
			SQL("SELECT * FROM my_measure WHERE due_on >= $1 AND due_on <= $2"
		    "   AND state <> 'stopped'"
			    "   AND unit_id = $3"
			    " ORDER BY due_on, id LIMIT 500"), V(ask->from, ask->to, ask->unit_id)));
	return measure_list_of(view_list(view, &measure_record.shape,
		SQL("SELECT * FROM my_measure WHERE due_on >= $1 AND due_on <= $2"
		    "   AND state <> 'stopped'"
		    "   AND responsible_id = $3 AND responsible_id <> 0"
		    " ORDER BY due_on, id LIMIT 500"), V(ask->from, ask->to, ask->person_id)));
}

static const struct column numbers_columns[] = {
	{ "late", COLUMN_int, offsetof(struct measure_numbers, late), NULL, false },
	{ "done", COLUMN_int, offsetof(struct measure_numbers, done), NULL, false },
	{ "unrated", COLUMN_int, offsetof(struct measure_numbers, unrated), NULL, false },
};
static const struct shape numbers_shape = { .size = sizeof(struct measure_numbers),
	.count = COUNT(numbers_columns), .columns = numbers_columns };

struct measure_numbers measure_numbers_of(struct view *view, int64_t unit_id, struct date today)
{
	const struct measure_numbers *numbers = view_get(view, &numbers_shape,
		SQL("SELECT"
		    " COALESCE(sum(CASE WHEN due_on < $2 AND state IN ('decided', 'in_progress')"
		    "  THEN 1 ELSE 0 END), 0) AS late,"
		    " COALESCE(sum(CASE WHEN done_at >= $3 THEN 1 ELSE 0 END), 0) AS done,"
		    " COALESCE(sum(CASE WHEN done_at >= $3 AND state = 'done' THEN 1 ELSE 0 END), 0)"
		    "  AS unrated"
		    " FROM my_measure"
		    " WHERE unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"),
		V(unit_id, today, instant_at(date_year_start(today), 0, 0, 0)));

	return numbers ? *numbers : (struct measure_numbers){ 0 };
}

static const struct column sums_columns[] = {
	{ "decided", COLUMN_int, offsetof(struct measure_sums, decided), NULL, false },
	{ "done", COLUMN_int, offsetof(struct measure_sums, done), NULL, false },
	{ "evaluated", COLUMN_int, offsetof(struct measure_sums, evaluated), NULL, false },
	{ "late", COLUMN_int, offsetof(struct measure_sums, late), NULL, false },
};
static const struct shape sums_shape = { .size = sizeof(struct measure_sums),
	.count = COUNT(sums_columns), .columns = sums_columns };

#define IN_YEAR(column) "COALESCE(sum(CASE WHEN " column " >= $2 AND " column " < $3" \
	" THEN 1 ELSE 0 END), 0)"
struct measure_sums measure_sums_of(struct view *view, struct str focus, int year, int64_t unit_id)
{
	struct instant from = instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);
	struct instant to = instant_at((struct date){ (int16_t)(year + 1), 1, 1 }, 0, 0, 0);
	const struct measure_sums *sums = view_get(view, &sums_shape,
		SQL("SELECT " IN_YEAR("decided_at") " AS decided, " IN_YEAR("done_at") " AS done,"
		    " " IN_YEAR("evaluated_at") " AS evaluated,"
		    " COALESCE(sum(CASE WHEN" LATE " THEN 1 ELSE 0 END), 0) AS late"
		    " FROM my_measure WHERE focus_area = $1"
		    "   AND ($4 = 0 OR unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $4))"),
		V(focus, from, to, unit_id));

	return sums ? *sums : (struct measure_sums){ 0 };
}

struct measure_list measures_costly(struct view *view, int64_t unit_id, int year, int most)
{
	struct instant from = instant_at((struct date){ (int16_t)year, 1, 1 }, 0, 0, 0);

	return measure_list_of(view_list(view, &measure_record.shape,
		SQL("SELECT * FROM my_measure"
		    " WHERE unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    "   AND (decided_at >= $2 OR done_at >= $2) AND state <> 'stopped'"
		    " ORDER BY CASE WHEN cost_actual > cost_plan THEN cost_actual ELSE cost_plan END DESC,"
		    "  id DESC LIMIT $3"), V(unit_id, from, most)));
}
