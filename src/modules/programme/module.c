/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/module.c - what the room shows to the house. */
#include "modules/programme/inside.h"

static const struct record *const records[] = { &programme_record, &obligation_record,
	&actor_record, &concern_flag_record, &calendar_rule_record, &deadline_step_record,
	&evidence_rule_record, &deliverable_record, NULL };

const struct module programme_module = {
	.name = "programme", .records = records,
};
