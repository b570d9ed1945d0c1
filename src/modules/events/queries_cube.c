/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_cube.c - committees, types and months in one table.
 *
 * The tally has one row per board, area, type, severity and month, so that a table over a
 * million events is a sum of few.  Who reaches no whole board gets the same table from the
 * events themselves; those of one unit are few.
 */
#include "modules/events/lists.h"

#include <stdlib.h>
#include <string.h>

#define CUBE_LINE_FIELDS(F) \
	F(board_id, ref,   N_("Committee or company"), ) \
	F(type,     code,  N_("Type"), ) \
	F(severity, count, N_("Severity"), ) \
	F(month,    text,  N_("Month"), ) \
	F(day,      count, N_("Day"), ) \
	F(events,   count, N_("Events"), ) \
	F(injured,  count, N_("Injured"), )
#define RECORD struct cube_line
static const struct field line_fields[] = { CUBE_LINE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape line_shape = SHAPE_OF(NULL, cube_line, line_fields);

/* ---- Which dimensions ----------------------------------------------------------------- */

enum { DIM_BOARD = 1, DIM_TYPE = 2, DIM_SEVERITY = 4, DIM_MONTH = 8 };

static const struct { const char *name; unsigned dim; } dims[] = {
	{ "board", DIM_BOARD }, { "branch", DIM_TYPE }, { "type", DIM_TYPE },
	{ "severity", DIM_SEVERITY }, { "month", DIM_MONTH },
};

static unsigned dim_of(struct str name)
{
	for (size_t i = 0; i < COUNT(dims); i++)
		if (str_is(name, dims[i].name))
			return dims[i].dim;
	return 0;
}

static void conditions(struct query *query, const struct cube_ask *ask)
{
	if (ask->board_id)
		query_add(query, SQL(" AND board_id = $?"), V(ask->board_id));
	if (ask->type.len)
		query_add(query, SQL(" AND type IN (SELECT code FROM my_catalogue_item"
			" WHERE list = 'event/types' AND (code = $? OR parent_code = $?))"),
			V(ask->type, ask->type));
	if (ask->severity_from > 0)
		query_add(query, SQL(" AND severity >= $?"), V(ask->severity_from));
}

static void dims_select(struct query *query, unsigned wanted, bool has_months)
{
	if (wanted & DIM_BOARD)
		query_add(query, SQL(" board_id,"), NONE);
	else
		query_add(query, SQL(" 0 AS board_id,"), NONE);
	if (wanted & DIM_TYPE)
		query_add(query, SQL(" type,"), NONE);
	else
		query_add(query, SQL(" '' AS type,"), NONE);
	if (wanted & DIM_SEVERITY)
		query_add(query, SQL(" severity,"), NONE);
	else
		query_add(query, SQL(" 0 AS severity,"), NONE);
	if (has_months && (wanted & DIM_MONTH))
		query_add(query, SQL(" month,"), NONE);
	else
		query_add(query, SQL(" '' AS month,"), NONE);
}

/* Only the columns asked for, so that the database groups no more than it must. */
static void dims_group(struct query *query, unsigned wanted, bool has_months)
{
	query_add(query, SQL(" GROUP BY 1"), NONE);
	if (wanted & DIM_TYPE)
		query_add(query, SQL(", 2"), NONE);
	if (wanted & DIM_SEVERITY)
		query_add(query, SQL(", 3"), NONE);
	if (has_months && (wanted & DIM_MONTH))
		query_add(query, SQL(", 4"), NONE);
	if (!has_months && (wanted & DIM_MONTH))
		query_add(query, SQL(", 5"), NONE);
}

/* In the order of the index event_tally_sums, so that nothing is sorted; the fewer sums that
 * come of it are then put together as they are asked for. */
static void sums_add(struct query *query, const struct cube_ask *ask, unsigned wanted)
{
	struct arena *arena = query->arena;

	if (wanted & DIM_SEVERITY)
		query_add(query, SQL(" FROM (SELECT board_id, month, type, severity,"), NONE);
	else
		query_add(query, SQL(" FROM (SELECT board_id, month, type,"), NONE);
	query_add(query, SQL(" sum(events) AS events, sum(injured) AS injured"
		" FROM my_event_tally WHERE month >= $? AND month <= $?"),
		V(month_of(arena, instant_at(ask->from, 12, 0, 0)),
		  month_of(arena, instant_at(ask->to, 12, 0, 0))));
	conditions(query, ask);
	query_add(query, SQL(" GROUP BY board_id, month, type"), NONE);
	if (wanted & DIM_SEVERITY)
		query_add(query, SQL(", severity"), NONE);
	query_add(query, SQL(") AS sums"), NONE);
}

static struct rows from_tally(struct view *view, const struct cube_ask *ask, unsigned wanted)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT"), NONE);
	dims_select(&query, wanted, true);
	query_add(&query, SQL(" 0 AS day, sum(events) AS events, sum(injured) AS injured"), NONE);
	sums_add(&query, ask, wanted);
	dims_group(&query, wanted, true);
	query_add(&query, SQL(" HAVING sum(events) > 0"), NONE);
	return view_list_of(view, &line_shape, &query);
}

/* Restricted ones are not in the tally; those that this person sees are counted here. */
static struct rows from_events(struct view *view, const struct cube_ask *ask, unsigned wanted,
                               bool only_restricted)
{
	struct offsets offsets = event_offsets(ask->from, ask->to);
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT"), NONE);
	dims_select(&query, wanted, false);
	query_add(&query, SQL(" "), NONE);
	if (wanted & DIM_MONTH)
		event_day_add(&query, &offsets);
	else
		query_add(&query, SQL("0"), NONE);
	query_add(&query, SQL(" AS day, count(*) AS events, COALESCE(sum(injured), 0) AS injured"
		" FROM my_event WHERE occurred_at >= $? AND occurred_at < $?"
		" AND state NOT IN ('merged', 'rejected')"),
		V(instant_at(ask->from, 0, 0, 0), instant_at(date_add_days(ask->to, 1), 0, 0, 0)));
	if (only_restricted)
		query_add(&query, SQL(" AND my_event.is_restricted = 1"), NONE);
	event_reach_add(&query, view, !only_restricted);
	conditions(&query, ask);
	dims_group(&query, wanted, false);
	return view_list_of(view, &line_shape, &query);
}

static void months_make(struct arena *arena, struct rows rows)
{
	struct cube_line *lines = rows.at;

	for (size_t i = 0; i < rows.count; i++) {
		struct date day = date_add_days((struct date){ 1970, 1, 1 }, (int)lines[i].day);

		if (lines[i].day)
			lines[i].month = arena_print(arena, "%04d-%02d", day.year, day.month);
		lines[i].day = 0;
	}
}

static int line_compare(const void *left, const void *right)
{
	const struct cube_line *a = left, *b = right;
	int order = (a->board_id > b->board_id) - (a->board_id < b->board_id);

	if (!order)
		order = str_compare(a->type, b->type);
	if (!order)
		order = str_compare(a->month, b->month);
	if (!order)
		order = (a->severity > b->severity) - (a->severity < b->severity);
	return order;
}

static struct cube_line_list lines_settle(struct arena *arena, struct rows a, struct rows b)
{
	struct cube_line_list lines = { .count = a.count + b.count };
	size_t kept = 0;

	lines.at = arena_array(arena, struct cube_line, lines.count);
	if (a.count)
		memcpy(lines.at, a.at, a.count * sizeof(*lines.at));
	if (b.count)
		memcpy(lines.at + a.count, b.at, b.count * sizeof(*lines.at));
	if (lines.count)
		qsort(lines.at, lines.count, sizeof(*lines.at), line_compare);
	for (size_t i = 0; i < lines.count; i++) {
		if (kept && line_compare(&lines.at[kept - 1], &lines.at[i]) == 0) {
			lines.at[kept - 1].events += lines.at[i].events;
			lines.at[kept - 1].injured += lines.at[i].injured;
		} else {
			lines.at[kept++] = lines.at[i];
		}
	}
	lines.count = kept;
	return lines;
}

static struct cube_line_list cube(struct view *view, const struct cube_ask *ask, unsigned wanted)
{
	bool has_tally = view_int(view, SQL("SELECT 1 FROM my_event_tally LIMIT 1"), NONE) == 1;
	struct rows tally = { 0 }, events;

	if (has_tally)
		tally = from_tally(view, ask, wanted);
	events = from_events(view, ask, wanted, has_tally);
	months_make(view_arena(view), events);
	return lines_settle(view_arena(view), tally, events);
}

struct cube_line_list cube_lines(struct view *view, const struct cube_ask *ask)
{
	return cube(view, ask, DIM_BOARD | DIM_TYPE | DIM_SEVERITY | DIM_MONTH);
}

/* ---- Two of them against each other ------------------------------------------------------ */

static struct str key_of(struct arena *arena, struct str dim, const struct cube_line *line)
{
	const struct item *item;

	if (str_is(dim, "board"))
		return arena_print(arena, "%lld", (long long)line->board_id);
	if (str_is(dim, "severity"))
		return arena_print(arena, "%lld", (long long)line->severity);
	if (str_is(dim, "month"))
		return line->month;
	item = item_find("event/types", line->type);
	return str_is(dim, "branch") && item && item->parent.len ? item->parent : line->type;
}

static int cell_compare(const void *left, const void *right)
{
	const struct cube_cell *a = left, *b = right;
	int order = str_compare(a->row, b->row);

	return order ? order : str_compare(a->column, b->column);
}

struct cube_cell_list cube_cells(struct view *view, const struct cube_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct cube_line_list lines = cube(view, ask, dim_of(ask->rows) | dim_of(ask->columns));
	struct cube_cell_list cells = { .count = lines.count };
	size_t kept = 0;

	cells.at = arena_array(arena, struct cube_cell, lines.count);
	for (size_t i = 0; i < lines.count; i++)
		cells.at[i] = (struct cube_cell){ key_of(arena, ask->rows, &lines.at[i]),
			key_of(arena, ask->columns, &lines.at[i]), lines.at[i].events };
	if (cells.count)
		qsort(cells.at, cells.count, sizeof(*cells.at), cell_compare);
	for (size_t i = 0; i < cells.count; i++) {
		if (kept && cell_compare(&cells.at[kept - 1], &cells.at[i]) == 0)
			cells.at[kept - 1].events += cells.at[i].events;
		else
			cells.at[kept++] = cells.at[i];
	}
	cells.count = kept;
	return cells;
}
