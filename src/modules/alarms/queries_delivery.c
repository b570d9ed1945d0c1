/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/queries_delivery.c - what gateways tell of messages afterwards. */
#include "modules/alarms/inside.h"

static const struct column sent_columns[] = {
	{ "id", COLUMN_int, offsetof(struct sent, id), NULL, false },
	{ "is_trial", COLUMN_bool, offsetof(struct sent, is_trial), NULL, false },
	{ "alarm_id", COLUMN_int, offsetof(struct sent, alarm_id), NULL, false },
	{ "target_id", COLUMN_int, offsetof(struct sent, target_id), NULL, false },
	{ "channel", COLUMN_text, offsetof(struct sent, channel), NULL, false },
};
static const struct shape sent_shape = {
	.size = sizeof(struct sent), .count = COUNT(sent_columns), .columns = sent_columns,
};

const struct sent *sent_of(struct view *view, struct str identity)
{
	return view_get(view, &sent_shape,
		SQL("SELECT id, is_trial, alarm_id, target_id, channel FROM my_alarm_message"
		    " WHERE public_id = $1"), V(identity));
}

/* The report may be quicker than what we note ourselves, and come after we gave up. */
bool sent_arrived(struct change *change, const struct sent *sent, struct instant at)
{
	if (sent->is_trial)
		return change_run(change, SQL("UPDATE alarm_trial SET state = 'delivered', problem = '',"
			" ended_at = $2 WHERE id = $1 AND state <> 'delivered'"), V(sent->id, at)) > 0;
	if (!change_run(change, SQL("UPDATE alarm_attempt SET state = 'delivered', delivered_at = $2,"
			" handed_at = CASE WHEN handed_at = 0 THEN $2 ELSE handed_at END, problem = ''"
			" WHERE id = $1 AND state IN ('waiting', 'sending', 'handed_over', 'failed')"),
			V(sent->id, at)))
		return false;
	alarm_entry_put(change, sent->alarm_id, at, "delivered", sent->target_id, sent->channel, S(""));
	return true;
}

/* Where it is tried again already, nothing is new. */
bool sent_lost(struct change *change, const struct sent *sent, struct instant at,
               struct str problem)
{
	if (sent->is_trial)
		return change_run(change, SQL("UPDATE alarm_trial SET state = 'failed', problem = $3,"
			" ended_at = $2 WHERE id = $1 AND state IN ('waiting', 'handed_over')"),
			V(sent->id, at, problem)) > 0;
	if (!change_run(change, SQL("UPDATE alarm_attempt SET state = 'failed', problem = $3,"
			" failed_at = CASE WHEN failed_at = 0 THEN $2 ELSE failed_at END"
			" WHERE id = $1 AND state IN ('sending', 'handed_over')"),
			V(sent->id, at, problem)))
		return false;
	alarm_entry_put(change, sent->alarm_id, at, "failed", sent->target_id, sent->channel, problem);
	return true;
}
