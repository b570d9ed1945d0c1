/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries.c - exercises, their units, objectives and steps; the list of them. */
#include "modules/exercises/inside.h"

#include "modules/exercises/pages.html.h"

/* ---- One -------------------------------------------------------------------------------- */

const struct exercise *exercise_get(struct view *view, int64_t id)
{
	return view_get(view, &exercise_record.shape,
		SQL("SELECT * FROM my_exercise WHERE id = $1"), V(id));
}

const struct exercise *exercise_of_number(struct view *view, struct str number)
{
	return view_get(view, &exercise_record.shape,
		SQL("SELECT * FROM my_exercise WHERE number = $1 OR public_id = $1"), V(number));
}

const struct exercise *exercise_of_crisis(struct view *view, int64_t crisis_id)
{
	return crisis_id ? view_get(view, &exercise_record.shape,
		SQL("SELECT * FROM my_exercise WHERE crisis_id = $1 ORDER BY id DESC LIMIT 1"),
		V(crisis_id)) : NULL;
}

bool exercise_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'exercises_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool exercise_may_observe(struct view *view, int64_t exercise_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_exercise_observe WHERE exercise_id = $1 LIMIT 1"),
		V(exercise_id)) != 0;
}

bool exercise_is_led(struct view *view, int64_t exercise_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_exercise_lead WHERE exercise_id = $1 LIMIT 1"),
		V(exercise_id)) != 0;
}

struct exercise_list exercises_led(struct view *view)
{
	return exercise_list_of(view_list(view, &exercise_record.shape,
		SQL("SELECT * FROM my_exercise WHERE state = 'running'"
		    " AND id IN (SELECT exercise_id FROM my_exercise_lead) ORDER BY started_at, id LIMIT 20"),
		NONE));
}

/* ---- Writing ------------------------------------------------------------------------------ */

static struct str exercise_number(struct change *change, int year)
{
	int64_t last = change_run_id(change,
		SQL("INSERT INTO exercise_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = exercise_series.last + 1"
		    " RETURNING last"), V(year));

	return arena_print(change_arena(change), "OV-%04d-%05lld", year, (long long)last);
}

void exercise_add(struct change *change, struct exercise *exercise)
{
	if (!exercise->state)
		exercise->state = EXERCISE_planned;
	if (!exercise->created_by)
		exercise->created_by = change_me(change);
	if (!exercise->created_at.seconds)
		exercise->created_at = instant_now();
	exercise->updated_at = exercise->created_at;
	exercise->number = exercise_number(change, exercise->on_date.year);
	change_insert(change, &exercise_record.shape, exercise);
	exercise_unit_put(change, exercise->id, exercise->unit_id);
}

enum updated exercise_put(struct change *change, struct exercise *exercise, int64_t version)
{
	exercise->updated_at = instant_now();
	return change_update(change, &exercise_record.shape, exercise, version);
}

void exercise_step_put(struct change *change, int64_t exercise_id, enum exercise_verb verb,
                       struct str by_name, struct str reason)
{
	change_insert(change, &exercise_step_record.shape, &(struct exercise_step){
		.exercise_id = exercise_id, .verb = (int)verb, .at = instant_now(),
		.by_id = change_me(change), .by_name = by_name, .reason = reason });
}

struct exercise_step_list exercise_steps(struct view *view, int64_t exercise_id)
{
	return exercise_step_list_of(view_list(view, &exercise_step_record.shape,
		SQL("SELECT * FROM my_exercise_step WHERE exercise_id = $1 ORDER BY id"),
		V(exercise_id)));
}

bool exercise_evaluated(struct change *change, const struct exercise *exercise, struct instant at,
                        struct str by_name)
{
	struct exercise now = *exercise;
	enum updated updated;

	if (exercise->state != EXERCISE_ended)
		return false;
	now.state = EXERCISE_evaluated;
	now.evaluated_on = instant_date(at);
	updated = exercise_put(change, &now, now.version);
	if (updated != UPDATED)
		return false;
	change_insert(change, &exercise_step_record.shape, &(struct exercise_step){
		.exercise_id = now.id, .verb = VERB_evaluate, .at = at, .by_id = change_me(change),
		.by_name = by_name });
	return true;
}

/* ---- Who takes part ------------------------------------------------------------------------- */

static const struct column part_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct unit_part, unit_id), NULL, false },
	{ "code", COLUMN_text, offsetof(struct unit_part, code), NULL, false },
	{ "name", COLUMN_text, offsetof(struct unit_part, name), NULL, false },
};
static const struct shape part_shape = { .size = sizeof(struct unit_part),
	.count = COUNT(part_columns), .columns = part_columns };

struct unit_part_list exercise_units(struct view *view, int64_t exercise_id)
{
	return unit_part_list_of(view_list(view, &part_shape,
		SQL("SELECT my_unit.id AS unit_id, my_unit.code,"
		    " CASE WHEN $2 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "      ELSE my_unit.name_sv END COLLATE local AS name"
		    " FROM my_exercise_unit JOIN my_unit ON my_unit.id = my_exercise_unit.unit_id"
		    " WHERE my_exercise_unit.exercise_id = $1 ORDER BY name, my_unit.id LIMIT 500"),
		V(exercise_id, tongue_code())));
}

bool exercise_has_unit(struct view *view, int64_t exercise_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_exercise_unit"
		" WHERE exercise_id = $1 AND unit_id = $2"), V(exercise_id, unit_id)) != 0;
}

void exercise_unit_put(struct change *change, int64_t exercise_id, int64_t unit_id)
{
	change_insert(change, &exercise_unit_record.shape, &(struct exercise_unit){
		.exercise_id = exercise_id, .unit_id = unit_id });
}

bool exercise_unit_remove(struct change *change, int64_t exercise_id, struct str code)
{
	if (!change_run(change, SQL("DELETE FROM exercise_unit WHERE exercise_id = $1"
			" AND unit_id IN (SELECT id FROM my_unit WHERE code = $2)"
			" AND unit_id <> (SELECT unit_id FROM my_exercise WHERE id = $1)"),
			V(exercise_id, code)))
		return false;
	change_note(change, "exercise", exercise_id, "unit leaves", code);
	return true;
}

static const struct column helper_columns[] = {
	{ "id", COLUMN_int, offsetof(struct helper_part, id), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct helper_part, person_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct helper_part, name), NULL, false },
};
static const struct shape helper_shape = { .size = sizeof(struct helper_part),
	.count = COUNT(helper_columns), .columns = helper_columns };

struct helper_part_list exercise_helpers(struct view *view, int64_t exercise_id)
{
	return helper_part_list_of(view_list(view, &helper_shape,
		SQL("SELECT my_exercise_helper.id, my_exercise_helper.person_id,"
		    " COALESCE(my_person.name, '') AS name FROM my_exercise_helper"
		    " LEFT JOIN my_person ON my_person.id = my_exercise_helper.person_id"
		    " WHERE my_exercise_helper.exercise_id = $1 ORDER BY my_exercise_helper.id LIMIT 100"),
		V(exercise_id)));
}

bool exercise_helper_remove(struct change *change, int64_t exercise_id, int64_t id)
{
	if (!change_run(change, SQL("DELETE FROM exercise_helper WHERE exercise_id = $1 AND id = $2"),
			V(exercise_id, id)))
		return false;
	change_note(change, "exercise", exercise_id, "leads no more", S(""));
	return true;
}

/* ---- Objectives ------------------------------------------------------------------------------- */

struct objective_list objectives_of(struct view *view, int64_t exercise_id)
{
	return objective_list_of(view_list(view, &objective_record.shape,
		SQL("SELECT * FROM my_exercise_objective WHERE exercise_id = $1 ORDER BY id LIMIT 100"),
		V(exercise_id)));
}

const struct objective *objective_get(struct view *view, int64_t exercise_id, struct str public_id)
{
	return view_get(view, &objective_record.shape,
		SQL("SELECT * FROM my_exercise_objective WHERE exercise_id = $1 AND public_id = $2"),
		V(exercise_id, public_id));
}

bool objective_remove(struct change *change, const struct objective *objective)
{
	if (!change_run(change, SQL("DELETE FROM exercise_objective WHERE id = $1"), V(objective->id)))
		return false;
	change_note(change, "exercise", objective->exercise_id, "objective taken away",
		objective->measure);
	return true;
}

/* ---- The list ---------------------------------------------------------------------------------- */

#define LATE "my_exercise.state = 'planned' AND my_exercise.on_date < today()"
/* $1 is the language of names. */
#define EXERCISE_ROW \
	"SELECT my_exercise.id, my_exercise.number, my_exercise.title, my_exercise.kind," \
	" COALESCE((SELECT CASE WHEN $1 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"           ELSE my_unit.name_sv END FROM my_unit" \
	"           WHERE my_unit.id = my_exercise.unit_id), '') COLLATE local AS unit_name," \
	" (SELECT count(*) FROM my_exercise_unit" \
	"  WHERE my_exercise_unit.exercise_id = my_exercise.id) AS units," \
	" my_exercise.on_date, my_exercise.state, CASE WHEN " LATE " THEN 1 ELSE 0 END AS is_late," \
	" my_exercise.held_on, my_exercise.participants," \
	" COALESCE((SELECT my_person.name FROM my_person" \
	"           WHERE my_person.id = my_exercise.leader_id), '') COLLATE local AS leader," \
	" my_exercise.evaluated_on FROM my_exercise"
/* The day it was held, else the one it is planned for. */
#define DAY "CASE WHEN my_exercise.held_on <> '' THEN my_exercise.held_on" \
	" ELSE my_exercise.on_date END"

static const struct filter exercise_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_exercise.title) LIKE '%' || fold($?) || '%'"
	                   " OR my_exercise.number = $?)") },
	{ .name = "unit", .label = N_("Unit that takes part"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_exercise.id IN (SELECT exercise_id FROM my_exercise_unit"
	                   " WHERE unit_id IN (SELECT below_id FROM my_unit_below"
	                   "                   WHERE above_id = $?))") },
	{ .name = "kind", .label = N_("Kind of exercise"), .kind = FIELD_code,
	  .list = "exercises/kinds", .condition = SQL(" AND my_exercise.kind = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = exercise_states,
	  .condition = SQL(" AND my_exercise.state = $?") },
	{ .name = "held", .label = N_("Has been held"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN my_exercise.held_on <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "evaluated", .label = N_("Evaluated"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = SQL(" AND CASE WHEN my_exercise.evaluated_on <> '' THEN 1 ELSE 0 END = $?") },
	{ .name = "part", .label = N_("Unit itself takes part"), .kind = FIELD_ref,
	  .refers_to = "unit", .is_hidden = true,
	  .condition = SQL(" AND my_exercise.id IN (SELECT exercise_id FROM my_exercise_unit"
	                   " WHERE unit_id = $?)") },
	{ .name = "late", .label = N_("Late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN " LATE " THEN 1 ELSE 0 END = $?") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_date,
	  .condition = SQL(" AND " DAY " >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_date,
	  .condition = SQL(" AND " DAY " <= $?") },
	{ .name = NULL },
};

static void state_cell(struct out *out, struct request *request, const void *row)
{
	const struct exercise_row *exercise = row;

	(void)request;
	exercise_state_mark(out, exercise->state, exercise->is_late);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_exercise.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_exercise.id DESC")
static const struct table_column exercise_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_exercise.number") },
	{ .name = "title", SORTED("my_exercise.title COLLATE local") },
	{ .name = "kind", SORTED("my_exercise.kind") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "units" },
	{ .name = "on_date", SORTED("my_exercise.on_date") },
	{ .name = "state", SORTED("my_exercise.state"), .cell = state_cell },
	{ .name = "leader", SORTED("leader") },
	{ .name = "is_late", .is_export_only = true },
	{ .name = "held_on", .is_export_only = true },
	{ .name = "participants", .is_export_only = true },
	{ .name = "evaluated_on", .is_export_only = true },
	{ .name = NULL },
};

const struct table exercise_table = {
	.name = "exercises",
	.label = N_("Exercises, the latest day first"),
	.fields = exercise_row_fields,
	.field_count = EXERCISE_ROW_COUNT,
	.shape = { .size = sizeof(struct exercise_row), .count = EXERCISE_ROW_COUNT,
	           .columns = &exercise_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = exercise_columns,
	.filters = exercise_filters,
	.row_path = "/exercises/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY my_exercise.on_date DESC, my_exercise.id DESC"),
	.export_need = MAY_exercises_write,
	.is_stacked = true,
	.empty = N_("No exercise is like that. Take a filter away, or plan one."),
};

void exercise_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &exercise_table, query, SQL(EXERCISE_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

/* An exercise; and an open room of exercises in which one writes. */
const struct reference exercises_references[] = {
	{ .name = "exercise_room",
	  .label = SQL("SELECT number || ' ' || title FROM my_crisis WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint FROM my_crisis"
	              " WHERE is_exercise = 1 AND state = 'open'"
	              " AND id IN (SELECT id FROM my_crisis_write) ORDER BY id DESC LIMIT 100"),
	  .find = SQL("SELECT id FROM my_crisis WHERE (number = $1 OR fold(title) = fold($1))"
	              " AND is_exercise = 1 AND state = 'open'"
	              " AND id IN (SELECT id FROM my_crisis_write) ORDER BY id DESC LIMIT 1") },
	{ .name = "exercise",
	  .label = SQL("SELECT number || ' ' || title FROM my_exercise WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint"
	              " FROM my_exercise ORDER BY on_date DESC, id DESC LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_exercise WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_exercise WHERE fold(title) = fold($1) ORDER BY id LIMIT 1"),
	  .written = "OV", .path = "/exercises/", .is_long = true },
	{ .name = NULL },
};
