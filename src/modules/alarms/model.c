/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/model.c - the records of the room, their choices, and the room itself. */
#include "modules/alarms/inside.h"

#include "modules/alarms/pages.html.h"

const struct choice alarm_stops[] = {
	[STOP_none] = { "", "" },
	[STOP_first] = { "first", N_("somebody has acknowledged") },
	[STOP_some] = { "some", N_("a certain number have acknowledged") },
	[STOP_all] = { "all", N_("all have acknowledged") },
	{ NULL, NULL },
};
const struct choice step_kinds[] = {
	[STEP_none] = { "", "" },
	[STEP_duty] = { "duty", N_("Whoever is on duty") },
	[STEP_role] = { "role", N_("Whoever holds a role") },
	[STEP_people] = { "people", N_("People by name") },
	{ NULL, NULL },
};
const struct choice alarm_states[] = {
	[ALARM_none] = { "", "" },
	[ALARM_going] = { "going", N_("Going on") },
	[ALARM_acknowledged] = { "acknowledged", N_("Acknowledged") },
	[ALARM_exhausted] = { "exhausted", N_("Nobody more to reach") },
	[ALARM_stopped] = { "stopped", N_("Stopped") },
	{ NULL, NULL },
};
const struct choice attempt_states[] = {
	[ATTEMPT_none] = { "", "" },
	[ATTEMPT_waiting] = { "waiting", N_("Waiting") },
	[ATTEMPT_sending] = { "sending", N_("Being sent") },
	[ATTEMPT_handed_over] = { "handed_over", N_("Handed over") },
	[ATTEMPT_failed] = { "failed", N_("Failed") },
	[ATTEMPT_dropped] = { "dropped", N_("No longer needed") },
	[ATTEMPT_delivered] = { "delivered", N_("Arrived") },
	{ NULL, NULL },
};
const struct choice gateway_methods[] = {
	{ "", "" }, { "post", N_("POST") }, { "get", N_("GET") }, { "put", N_("PUT") },
	{ NULL, NULL },
};

#define RECORD struct alarm_path
static const struct field alarm_path_fields[] = { PATH_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_path_record = {
	RECORD_OF("alarm_path", alarm_path, alarm_path_fields),
	.label = N_("Alarm path"), .many = N_("Alarm paths"), .path = "/alarms/paths",
};

#define RECORD struct alarm_step
static const struct field alarm_step_fields[] = { STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_step_record = {
	RECORD_OF("alarm_step", alarm_step, alarm_step_fields),
	.label = N_("Step"), .many = N_("Steps"), .path = "/alarms/paths",
};

#define RECORD struct step_new
static const struct field step_new_fields[] = { STEP_NEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record step_new_record = {
	.shape = SHAPE_OF(NULL, step_new, step_new_fields),
	.name = "alarm_step_new", .fields = step_new_fields, .count = COUNT(step_new_fields),
	.label = N_("Step"), .many = N_("Steps"), .path = "/alarms/paths",
};

#define RECORD struct alarm
static const struct field alarm_fields[] = { ALARM_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_record = {
	RECORD_OF("alarm", alarm, alarm_fields),
	.label = N_("Alarm"), .many = N_("Alarms"), .path = "/alarms",
};

#define RECORD struct alarm_row
const struct field alarm_row_fields[] = { ALARM_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(alarm_row_fields) == ALARM_ROW_COUNT, "one count for each field");

#define RECORD struct alarm_new
static const struct field alarm_new_fields[] = { ALARM_NEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_new_record = {
	.shape = SHAPE_OF(NULL, alarm_new, alarm_new_fields),
	.name = "alarm_new", .fields = alarm_new_fields, .count = COUNT(alarm_new_fields),
	.label = N_("Alarm"), .many = N_("Alarms"), .path = "/alarms",
};

#define RECORD struct alarm_target
static const struct field alarm_target_fields[] = { TARGET_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_target_record = {
	RECORD_OF("alarm_target", alarm_target, alarm_target_fields),
	.label = N_("Who is reached"), .many = N_("Who is reached"), .path = "/alarms",
};

#define RECORD struct alarm_attempt
static const struct field alarm_attempt_fields[] = { ATTEMPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record alarm_attempt_record = {
	RECORD_OF("alarm_attempt", alarm_attempt, alarm_attempt_fields),
	.label = N_("Way to somebody"), .many = N_("Ways to somebody"), .path = "/alarms",
};

#define RECORD struct gateway
static const struct field gateway_fields[] = { GATEWAY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record gateway_record = {
	.shape = SHAPE_OF("alarm_gateway", gateway, gateway_fields),
	.name = "alarm_gateway", .fields = gateway_fields, .count = COUNT(gateway_fields),
	.label = N_("Gateway"), .many = N_("Gateways"), .path = "/alarms/channels",
};

#define RECORD struct trial
static const struct field trial_fields[] = { TRIAL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record trial_record = {
	.shape = SHAPE_OF("alarm_trial", trial, trial_fields),
	.name = "alarm_trial", .fields = trial_fields, .count = COUNT(trial_fields),
	.label = N_("Trial"), .many = N_("Trials"), .path = "/alarms/channels",
};

#define RECORD struct probe
static const struct field probe_fields[] = { PROBE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record probe_record = {
	.shape = SHAPE_OF("alarm_probe", probe, probe_fields),
	.name = "alarm_probe", .fields = probe_fields, .count = COUNT(probe_fields),
	.label = N_("Reachability probe"), .many = N_("Reachability probes"), .path = "/alarms/paths",
};

#define RECORD struct alarm_entry
static const struct field entry_fields[] = { ALARM_ENTRY_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape alarm_entry_shape = SHAPE_OF(NULL, alarm_entry, entry_fields);

#define RECORD struct alarm_link
static const struct field link_fields[] = { LINK_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape alarm_link_shape = SHAPE_OF(NULL, alarm_link, link_fields);

#define RECORD struct alarm_result
const struct field result_fields[] = { RESULT_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(result_fields) == RESULT_FIELD_COUNT, "one count for each field");

/* What goes on, and what waits for an answer of one's own. */
static void alarms_home(struct out *out, struct request *request, struct view *view)
{
	struct alarm_list mine = alarms_to_me(view), going = { 0 };

	if (request_may(request, MAY_alarms_read))
		going = alarms_going_seen(view);
	if (mine.count || going.count)
		alarm_home_card(out, request, &mine, &going);
}

static const struct record *const records[] = { &alarm_path_record, &alarm_step_record,
	&alarm_record, &alarm_target_record, &alarm_attempt_record, &gateway_record, &trial_record,
	&probe_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Alarms"), "/alarms", MAY_alarms_read, "alarm", true },
	{ N_("Alarm channels"), "/alarms/channels", MAY_settings_write, "settings", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module alarms_module = {
	.name = "alarms",
	.routes = alarms_routes,
	.records = records,
	.references = alarms_references,
	.jobs = alarms_jobs,
	.menu = menu,
	.evidence = alarms_evidence,
	.demo = alarms_demo,
	.home = alarms_home,
	.home_first = SIGNED_IN,
};
