/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_again.c - which events of an extract were reported or changed since it was taken. */
#include "modules/pictures/again.h"

static const struct column again_columns[] = {
	{ "number", COLUMN_text, offsetof(struct again_event, number), NULL, false },
	{ "at", COLUMN_instant, offsetof(struct again_event, at), NULL, false },
	{ "is_late", COLUMN_bool, offsetof(struct again_event, is_late), NULL, false },
};
static const struct shape again_shape = { .size = sizeof(struct again_event),
	.count = COUNT(again_columns), .columns = again_columns };

/* Those that were merged or rejected since are among them: that is why they are missed.  Times
 * are whole seconds, so what came in the second of the extract is named too. */
struct again_event_list again_events(struct view *view, const struct picture_query *asked, bool is_before,
                                     struct instant taken)
{
	struct event_ask ask = query_events(asked, is_before);
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT number,"
		" CASE WHEN reported_at >= $1 THEN reported_at ELSE"
		"  (SELECT max(step.at) FROM my_event_step AS step WHERE step.event_id = my_event.id) END AS at,"
		" CASE WHEN reported_at >= $1 THEN 1 ELSE 0 END AS is_late"
		" FROM my_event WHERE (reported_at >= $1 OR EXISTS (SELECT 1 FROM my_event_step AS step"
		"  WHERE step.event_id = my_event.id AND step.at >= $1))"), V(taken));
	events_within(&query, view, &ask);
	query_add(&query, SQL(" ORDER BY number LIMIT $?"), V((int64_t)AGAIN_EVENTS_MOST));
	return again_event_list_of(view_list_of(view, &again_shape, &query));
}
