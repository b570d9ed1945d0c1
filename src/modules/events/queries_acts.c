/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_acts.c - what merge and split ask the database besides. */
#include "modules/events/lists.h"

struct event_list events_beside(struct view *view, const struct event *event, int64_t most)
{
	return event_list_of(view_list(view, &event_record.shape,
		SQL("SELECT * FROM my_event WHERE unit_id = $1 AND id <> $2"
		    " AND occurred_at >= $3 AND occurred_at <= $4"
		    " AND is_restricted >= $5 AND state NOT IN ('merged', 'rejected')"
		    " ORDER BY occurred_at DESC, id DESC LIMIT $6"),
		V(event->unit_id, event->id, event->occurred_at.seconds - 2 * DAY,
		  event->occurred_at.seconds + 2 * DAY, event->is_restricted, most)));
}

/* The state it had when it was merged; "received" when nothing tells. */
int merge_state_before(struct view *view, int64_t event_id)
{
	struct str name = view_text(view, SQL("SELECT from_state FROM my_event_step"
		" WHERE event_id = $1 AND verb = 'merge' AND to_state = 'merged'"
		" ORDER BY id DESC LIMIT 1"), V(event_id));
	int state = name.len ? choice_of(event_states, name) : -1;

	return state > STATE_none ? state : STATE_received;
}

/* Who may see the one may see what was cut out of it. */
void needs_copy(struct change *change, int64_t from_id, int64_t to_id)
{
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id, reason, given_by, at)"
		" SELECT $2, person_id, reason, $3, $4 FROM event_need WHERE event_id = $1"
		" ON CONFLICT (event_id, person_id) DO NOTHING"),
		V(from_id, to_id, change_me(change), instant_now()));
}
