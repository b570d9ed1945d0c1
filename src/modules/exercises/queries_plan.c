/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_plan.c - units and their year of exercises. */
#include "modules/exercises/inside.h"

#include "modules/exercises/pages.html.h"
#include "modules/units/units.h"

enum { LAST_YEAR = 9999 };             /* that a date can be written in */

/* $1 and $2 the first and last day of the year, $3 the language.  Counted together first,
 * joined after: no list is made for each unit. */
#define PLAN_TAKES \
	"SELECT my_unit.id, my_unit.code, CASE WHEN $3 = 'en' AND my_unit.name_en <> ''" \
	"  THEN my_unit.name_en ELSE my_unit.name_sv END COLLATE local AS unit_name," \
	" COALESCE(was.held, 0) AS held, COALESCE(was.last_on, '') AS last_on," \
	" COALESCE(was.evaluated, 0) AS evaluated, COALESCE(comes.planned, 0) AS planned," \
	" COALESCE(comes.next_on, '') AS next_on"
#define PLAN_FROM \
	" FROM my_unit" \
	" LEFT JOIN (SELECT my_exercise_unit.unit_id, count(*) AS held," \
	"   max(my_exercise.held_on) AS last_on," \
	"   sum(CASE WHEN my_exercise.evaluated_on <> '' THEN 1 ELSE 0 END) AS evaluated" \
	"  FROM my_exercise_unit JOIN my_exercise ON my_exercise.id = my_exercise_unit.exercise_id" \
	"  WHERE my_exercise.held_on >= $1 AND my_exercise.held_on <= $2" \
	"  GROUP BY my_exercise_unit.unit_id) AS was ON was.unit_id = my_unit.id" \
	" LEFT JOIN (SELECT my_exercise_unit.unit_id, count(*) AS planned," \
	"   min(my_exercise.on_date) AS next_on" \
	"  FROM my_exercise_unit JOIN my_exercise ON my_exercise.id = my_exercise_unit.exercise_id" \
	"  WHERE my_exercise.state = 'planned' AND my_exercise.on_date >= $1" \
	"    AND my_exercise.on_date <= $2" \
	"  GROUP BY my_exercise_unit.unit_id) AS comes ON comes.unit_id = my_unit.id" \
	" WHERE my_unit.id IN (SELECT unit_id FROM my_reach WHERE permission = 'exercises_read')" \
	" AND (my_unit.valid_from = '' OR my_unit.valid_from <= $2)" \
	" AND (my_unit.valid_to = '' OR my_unit.valid_to >= $1)"

/* Only those that answer to the council: the others exercise as parts of them. */
static void boards_only(struct query *query)
{
	query_add(query, SQL(" AND my_unit.kind IN "), NONE);
	unit_board_kinds_add(query);
}

static const struct choice plan_states[] = {
	{ "", "" },
	{ "held", N_("Has exercised") },
	{ "planned", N_("Has not, but has one planned") },
	{ "neither", N_("Has not, and has none planned") },
	{ NULL, NULL },
};
static const struct filter plan_filters[] = {
	{ .name = "year", .label = N_("Year"), .kind = FIELD_count, .is_hidden = true },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_unit.id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = "state", .label = N_("How it stands"), .kind = FIELD_choice,
	  .choices = plan_states,
	  .condition = SQL(" AND CASE WHEN was.held > 0 THEN 'held'"
	                   " WHEN comes.planned > 0 THEN 'planned' ELSE 'neither' END = $?") },
	{ .name = NULL },
};

int plan_year_asked(struct request *request)
{
	int64_t year = 0;

	str_to_int(request_query(request, "year"), &year);
	return year > 0 && year <= LAST_YEAR ? (int)year : date_today().year;
}

static void held_cell(struct out *out, struct request *request, const void *row)
{
	plan_held_cell(out, row, plan_year_asked(request));
}

static void evaluated_cell(struct out *out, struct request *request, const void *row)
{
	plan_evaluated_cell(out, row, plan_year_asked(request));
}

static void planned_cell(struct out *out, struct request *request, const void *row)
{
	plan_planned_cell(out, row, plan_year_asked(request));
}

static const struct table_column plan_columns[] = {
	{ .name = "unit_name", .ascending = SQL(" ORDER BY unit_name, my_unit.id"),
	  .descending = SQL(" ORDER BY unit_name DESC, my_unit.id DESC") },
	{ .name = "held", .cell = held_cell, .ascending = SQL(" ORDER BY held, my_unit.id"),
	  .descending = SQL(" ORDER BY held DESC, my_unit.id DESC") },
	{ .name = "last_on", .ascending = SQL(" ORDER BY last_on, my_unit.id"),
	  .descending = SQL(" ORDER BY last_on DESC, my_unit.id DESC") },
	{ .name = "evaluated", .cell = evaluated_cell },
	{ .name = "planned", .cell = planned_cell, .ascending = SQL(" ORDER BY planned, my_unit.id"),
	  .descending = SQL(" ORDER BY planned DESC, my_unit.id DESC") },
	{ .name = "next_on", .ascending = SQL(" ORDER BY next_on, my_unit.id"),
	  .descending = SQL(" ORDER BY next_on DESC, my_unit.id DESC") },
	{ .name = "code", .is_export_only = true },
	{ .name = NULL },
};

const struct table plan_table = {
	.name = "exercise-plan",
	.label = N_("Units and their exercises of the year, those without first"),
	.fields = plan_row_fields,
	.field_count = PLAN_ROW_COUNT,
	.shape = { .size = sizeof(struct plan_row), .count = PLAN_ROW_COUNT,
	           .columns = &plan_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = plan_columns,
	.filters = plan_filters,
	.order = SQL(" ORDER BY CASE WHEN was.held > 0 THEN 2 WHEN comes.planned > 0 THEN 1 ELSE 0 END,"
	             " unit_name, my_unit.id"),
	.export_need = MAY_exercises_read,
	.is_stacked = true,
	.empty = N_("No unit is like that. Take a filter away."),
	.page_rows = 100,
};

static struct date first_day(int year)
{
	return (struct date){ (int16_t)year, 1, 1 };
}

static struct date last_day(int year)
{
	return (struct date){ (int16_t)year, 12, 31 };
}

void plan_query(struct request *request, struct view *view, int year, struct query *query)
{
	table_start(request, view, &plan_table, query, SQL(PLAN_TAKES PLAN_FROM),
		V(first_day(year), last_day(year), tongue_code()));
	boards_only(query);
}

static const struct column sum_columns[] = {
	{ "units", COLUMN_int, offsetof(struct plan_sum, units), NULL, false },
	{ "held", COLUMN_int, offsetof(struct plan_sum, held), NULL, false },
	{ "planned", COLUMN_int, offsetof(struct plan_sum, planned), NULL, false },
	{ "neither", COLUMN_int, offsetof(struct plan_sum, neither), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct plan_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

struct plan_sum plan_sum_of(struct view *view, int year)
{
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT count(*) AS units,"
		" COALESCE(sum(CASE WHEN was.held > 0 THEN 1 ELSE 0 END), 0) AS held,"
		" COALESCE(sum(CASE WHEN was.held > 0 THEN 0 WHEN comes.planned > 0 THEN 1"
		"               ELSE 0 END), 0) AS planned,"
		" COALESCE(sum(CASE WHEN was.held > 0 OR comes.planned > 0 THEN 0"
		"               ELSE 1 END), 0) AS neither" PLAN_FROM),
		V(first_day(year), last_day(year)));
	boards_only(&query);
	rows = view_list_of(view, &sum_shape, &query);
	return rows.count ? *(const struct plan_sum *)rows.at : (struct plan_sum){ 0 };
}
