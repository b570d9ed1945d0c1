/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/queries.c - what the room asks beside the counts of events. */
#include "modules/statistics/control.h"

int64_t employees_counted(struct view *view, int64_t unit_id)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT COALESCE(sum(headcount), 0) FROM my_unit"
		" WHERE (valid_from = '' OR valid_from <= today())"
		" AND (valid_to = '' OR valid_to >= today())"
		" AND id IN (SELECT unit_id FROM my_reach"
		" WHERE permission IN ('events_read', 'statistics_read'))"), NONE);
	if (unit_id)
		query_add(&query, SQL(" AND id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"),
			V(unit_id));
	return view_int_of(view, &query);
}
