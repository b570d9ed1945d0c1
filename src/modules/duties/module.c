/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/module.c - what the room shows to the house. */
#include "modules/duties/inside.h"

static const struct record *const records[] = {
	&duty_instance_record, &concern_decision_record, &duty_decision_record,
	&attestation_record, &duty_comment_record, &unit_meeting_record, NULL,
};

const struct module duties_module = {
	.name = "duties",
	.records = records,
	.rules = duties_rules,
	.jobs = duties_jobs,
	.commands = duties_commands,
	.evidence = duties_evidence,
};
