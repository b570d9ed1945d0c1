/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/leave.c - lines that other rooms leave in a log. */
#include "modules/crisis/inside.h"

static const enum entry_kind kinds[] = {
	[LEFT_out] = ENTRY_out, [LEFT_in] = ENTRY_in, [LEFT_decision] = ENTRY_decision,
	[LEFT_correction] = ENTRY_correction, [LEFT_contact] = ENTRY_contact, [LEFT_note] = ENTRY_note,
};

int64_t crisis_leave(struct change *change, const struct crisis *crisis,
                     const struct crisis_left *left)
{
	struct entry entry = { .kind = kinds[left->kind], .words = left->words, .party = left->party,
		.decided_by = left->decided_by, .grounds = left->grounds, .event_at = left->at,
		.refers_to = left->refers_to, .author_name = left->author_name };

	if (crisis->state != CRISIS_open)
		return 0;
	entry_put(change, crisis, &entry);
	return entry.seq;
}
