/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/queries_three.c - rows of two sources and events, as the system; the cells, to a person. */
#include "modules/reporting/three.h"

#define CELL(name, kind) { #name, COLUMN_##kind, offsetof(struct three_cells, name), NULL, false }
static const struct column cell_columns[] = {
	CELL(first_source_id, int), CELL(second_source_id, int), CELL(from_on, date), CELL(to_on, date),
	CELL(events_only, int), CELL(first_only, int), CELL(second_only, int), CELL(events_first, int),
	CELL(events_second, int), CELL(first_second, int), CELL(all_three, int),
};
#undef CELL
static const struct shape cell_shape = { .size = sizeof(struct three_cells), .count = COUNT(cell_columns),
	.columns = cell_columns };

struct three_cells_list three_all(struct view *view)
{
	return three_cells_list_of(view_list(view, &cell_shape,
		SQL("SELECT first_source_id, second_source_id, from_on, to_on, events_only, first_only, second_only,"
		    " events_first, events_second, first_second, all_three FROM my_reporting_three"
		    " ORDER BY first_source_id, second_source_id"), NONE));
}

bool unit_has_no_parent(struct view *view, int64_t unit_id)
{
	return !view_int(view, SQL("SELECT 1 FROM my_unit_parent WHERE unit_id = $1 LIMIT 1"), V(unit_id));
}

static const struct column linked_columns[] = {
	{ "row_id", COLUMN_int, offsetof(struct three_linked, row_id), NULL, false },
	{ "event_id", COLUMN_int, offsetof(struct three_linked, event_id), NULL, false },
};
static const struct shape linked_shape = { .size = sizeof(struct three_linked),
	.count = COUNT(linked_columns), .columns = linked_columns };

/* What was judged last counts before what the program took. */
struct three_linked_list three_links(struct view *system, int64_t source_id)
{
	return three_linked_list_of(view_list(system, &linked_shape,
		SQL("SELECT pair.row_id, pair.event_id FROM reporting_link_now AS pair WHERE pair.source_id = $1"
		    " AND COALESCE((SELECT decision.is_same FROM reporting_decision AS decision"
		    "  WHERE decision.row_id = pair.row_id AND decision.event_id = pair.event_id"
		    "  ORDER BY decision.id DESC LIMIT 1), pair.is_accepted) = 1 ORDER BY pair.row_id"),
		V(source_id)));
}

int64_t three_events(struct view *system, struct date from, struct date to, struct str types)
{
	return view_int(system, SQL("SELECT count(*) FROM event WHERE event.is_restricted = 0"
		" AND event.state NOT IN ('merged', 'rejected') AND event.occurred_at >= $1"
		" AND event.occurred_at < $2 AND $3 LIKE '% ' || event.type || ' %'"),
		V(instant_at(from, 0, 0, 0), instant_at(date_add_days(to, 1), 0, 0, 0), types));
}

void three_forget(struct change *change)
{
	change_run(change, SQL("DELETE FROM reporting_three"), NONE);
}

void three_put(struct change *change, const struct three_cells *cells)
{
	struct arena *arena = change_arena(change);

	change_run(change, SQL("INSERT INTO reporting_three (first_source_id, second_source_id, from_on, to_on,"
		" events_only, first_only, second_only, events_first, events_second, first_second, all_three, made_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"),
		V(cells->first_source_id, cells->second_source_id, date_iso(arena, cells->from_on),
		  date_iso(arena, cells->to_on), cells->events_only, cells->first_only, cells->second_only,
		  cells->events_first, cells->events_second, cells->first_second, cells->all_three, instant_now()));
}
