/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/rules.c - what a message may become, and what falls on the same days. */
#include "modules/communication/inside.h"

/* Four eyes: whoever wrote it last does not approve it. */
const char *public_message_approve_refused(const struct public_message *message, int64_t person_id)
{
	if (message->state != MESSAGE_planned)
		return N_("Only a message that is planned can be approved.");
	return message->written_by == person_id
		? N_("Whoever wrote it does not approve it. Ask somebody else who keeps the communication of the unit.")
		: NULL;
}

const char *public_message_publish_refused(const struct public_message *message, struct date on,
                                    struct date today)
{
	if (message->state == MESSAGE_planned)
		return N_("A second person must approve it first.");
	if (message->state != MESSAGE_approved)
		return N_("It is published or stopped already.");
	if (date_compare(on, today) > 0)
		return N_("That day has not come. Write it here when it is published.");
	if (date_compare(on, instant_date(message->approved_at)) < 0)
		return N_("That is before it was approved. It is not published before that.");
	return NULL;
}

const char *public_message_evaluate_refused(const struct public_message *message)
{
	if (message->state != MESSAGE_published && message->state != MESSAGE_evaluated)
		return N_("It can be evaluated when it is published.");
	return NULL;
}

const char *public_message_stop_refused(const struct public_message *message)
{
	return public_message_may_change(message) ? NULL : N_("It is published or stopped already.");
}

bool public_message_may_change(const struct public_message *message)
{
	return message->state == MESSAGE_planned || message->state == MESSAGE_approved;
}

bool public_message_is_late(const struct public_message *message, struct date today)
{
	return public_message_may_change(message) && date_compare(message->planned_on, today) < 0;
}

bool slots_overlap(const struct calendar_slot *a, const struct calendar_slot *b)
{
	return a->state != SLOT_declined && b->state != SLOT_declined
		&& date_compare(a->from_on, b->to_on) <= 0 && date_compare(b->from_on, a->to_on) <= 0;
}
