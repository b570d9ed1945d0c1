/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_cube.c - what a table of counts asks the database: who is reached, which
 * units and areas belong together.
 */
#include "modules/events/cube_axes.h"
#include "modules/events/inside.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

static const struct column id_columns[] = {
	{ "id", COLUMN_int, offsetof(struct cube_id, id), NULL, false },
	{ "other", COLUMN_int, offsetof(struct cube_id, other), NULL, false },
};
static const struct shape id_shape = {
	.size = sizeof(struct cube_id), .count = COUNT(id_columns), .columns = id_columns,
};

struct cube_id_list cube_reach(struct view *view)
{
	return cube_id_list_of(view_list(view, &id_shape,
		SQL("SELECT unit_id AS id,"
		    " max(CASE WHEN permission = 'events_read' THEN 1 ELSE 0 END) AS other"
		    " FROM my_reach WHERE permission IN ('events_read', 'statistics_read')"
		    " GROUP BY unit_id"), NONE));
}

struct cube_id_list cube_units_below(struct view *view, int64_t unit_id)
{
	return cube_id_list_of(view_list(view, &id_shape,
		SQL("SELECT DISTINCT below_id AS id, 0 AS other FROM my_unit_below"
		    " WHERE above_id = $1"), V(unit_id)));
}

struct cube_id_list cube_areas_inside(struct view *view, struct str code)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT id, 0 AS other FROM my_area WHERE id IN " AREA_AND_INSIDE), V(code));
	return cube_id_list_of(view_list_of(view, &id_shape, &query));
}

/* The newest of those with the code: areas have days, and codes go on. */
struct cube_id_list cube_area_parents(struct view *view)
{
	return cube_id_list_of(view_list(view, &id_shape,
		SQL("SELECT area.id AS id, COALESCE((SELECT max(above.id) FROM my_area AS above"
		    " WHERE above.code = area.parent_code AND area.parent_code <> ''"
		    " AND above.parent_code <> ''), 0) AS other FROM my_area AS area"), NONE));
}

struct cube_id_list cube_units_followed(struct view *view)
{
	return cube_id_list_of(view_list(view, &id_shape,
		SQL("SELECT DISTINCT from_id AS id, 0 AS other FROM my_unit_successor"
		    " WHERE on_date <= today()"), NONE));
}

bool cube_is_by_board(struct view *view, const struct event_table_ask *ask)
{
	struct query query;

	if (!ask->unit_id || !ask->as_is)
		return false;
	query_start(&query, view_arena(view), SQL("SELECT 1 FROM my_unit WHERE id = $1 AND kind IN"),
		V(ask->unit_id));
	unit_board_kinds_add(&query);
	return view_int_of(view, &query) == 1;
}

/* ---- Conditions in the words of the database -------------------------------------------- */

/* As it is, a committee counts with all that has become part of it, however many. */
static void units_add(struct query *query, struct view *view, const struct event_table_ask *ask)
{
	if (!ask->unit_id)
		return;
	if (!cube_is_by_board(view, ask))
		query_add(query, SQL(" AND unit_id IN (SELECT below_id FROM my_unit_below"
			" WHERE above_id = $?)"), V(ask->unit_id));
	else
		query_add(query, SQL(" AND board_id IN (WITH RECURSIVE earlier(id) AS ("
			"SELECT id FROM my_unit WHERE id = $?"
			" UNION SELECT former.from_id FROM my_unit_successor AS former"
			" JOIN earlier ON former.to_id = earlier.id)"
			" SELECT id FROM earlier)"), V(ask->unit_id));
}

void cube_conditions(struct query *query, struct view *view, const struct event_table_ask *ask)
{
	query_add(query, SQL(" AND occurred_at >= $? AND occurred_at < $?"),
		V(instant_at(ask->from, 0, 0, 0), instant_at(date_add_days(ask->to, 1), 0, 0, 0)));
	units_add(query, view, ask);
	if (ask->area_code.len)
		query_add(query, SQL(" AND area_id IN " AREA_AND_INSIDE), V(ask->area_code));
	if (ask->type.len)
		query_add(query, SQL(" AND type IN (SELECT code FROM my_catalogue_item"
			" WHERE list = 'event/types' AND (code = $? OR parent_code = $?))"),
			V(ask->type, ask->type));
	if (ask->severity_from > 0)
		query_add(query, SQL(" AND severity >= $?"), V(ask->severity_from));
	if (ask->within_days > 0)
		query_add(query, SQL(" AND reported_at - occurred_at < $?"), V(ask->within_days * DAY));
}

int64_t cube_kept_out(struct view *view, const struct event_table_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT count(*) FROM my_event"
		" WHERE is_restricted = 1 AND state NOT IN ('merged', 'rejected')"
		" AND id IN (SELECT event_id FROM my_event_own_need)"), NONE);
	cube_conditions(&query, view, ask);
	return view_int_of(view, &query);
}
