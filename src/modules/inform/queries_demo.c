/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/queries_demo.c - what the demo city tells of, as the chief security officer sees it. */
#include "modules/inform/inside.h"

struct crisis_list inform_demo_crises(struct view *view)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis ORDER BY id"), NONE));
}

struct event_case_list inform_demo_events(struct view *view, int64_t severity_from,
                                          struct instant from, struct instant to)
{
	return event_case_list_of(view_list(view, &event_case_shape,
		SQL("SELECT id, number, title, unit_id, board_id, severity, severity_at, occurred_at,"
		    " reported_at, closed_at FROM my_inform_event"
		    " WHERE severity >= $1 AND reported_at >= $2 AND reported_at < $3 ORDER BY id"),
		V(severity_from, from, to)));
}
