/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/queries_demo.c - what the demo city has had acknowledged; written as the system. */
#include "modules/alarms/inside.h"

void demo_handed(struct change *change, const struct alarm_target *target,
                 const struct alarm_attempt *attempt)
{
	change_run(change, SQL("UPDATE alarm_attempt SET handed_at = made_at, tries = 1"
		" WHERE id = $1"), V(attempt->id));
	alarm_entry_put(change, target->alarm_id, attempt->made_at, "handed", target->id,
		attempt->channel, S(""));
}

void demo_ack(struct change *change, const struct alarm_target *target, struct instant at)
{
	change_run(change, SQL("UPDATE alarm_target SET acked_at = $2, acked_how = 'link'"
		" WHERE id = $1"), V(target->id, at));
	alarm_entry_put(change, target->alarm_id, at, "ack", target->id, S(""), S("link"));
}

/* Everybody answered. */
void demo_acknowledged(struct change *change, int64_t alarm_id)
{
	change_run(change, SQL("UPDATE alarm SET state = 'acknowledged' WHERE id = $1"), V(alarm_id));
}

void demo_step(struct change *change, struct alarm_step *step)
{
	step->id = 0;
	step->public_id = S("");
	step->version = 0;
	change_insert(change, &alarm_step_record.shape, step);
}
