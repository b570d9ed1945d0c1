/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/model.c - the records of the room, their choices, and the room itself. */
#include "modules/goals/inside.h"

const struct choice goal_states[] = {
	{ "", "" },
	{ "current", N_("In force") },
	{ "dropped", N_("Dropped") },
	{ NULL, NULL },
};

const struct choice activity_states[] = {
	{ "", "" },
	{ "planned", N_("Planned") },
	{ "started", N_("Started") },
	{ "ongoing", N_("Ongoing") },
	{ "done", N_("Done") },
	{ "effect_rated", N_("Effect rated") },
	{ "stopped", N_("Stopped") },
	{ NULL, NULL },
};

const struct choice development_states[] = {
	{ "", "" },
	{ "planned", N_("Planned") },
	{ "started", N_("Started") },
	{ "with_existing", N_("Together with existing work") },
	{ "ongoing", N_("Ongoing") },
	{ "done", N_("Done") },
	{ "effect_rated", N_("Effect rated") },
	{ "stopped", N_("Stopped") },
	{ NULL, NULL },
};

const struct choice area_answers[] = {
	{ "", "" },
	{ "not_concerned", N_("Does not concern the unit") },
	{ "concerned", N_("Concerns the unit") },
	{ NULL, NULL },
};

const struct choice follow_up_states[] = {
	{ "", "" },
	{ "open", N_("Being written") },
	{ "submitted", N_("Submitted") },
	{ NULL, NULL },
};

#define RECORD struct unit_goal
static const struct field goal_fields[] = { UNIT_GOAL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_goal_record = {
	RECORD_OF("unit_goal", unit_goal, goal_fields),
	.label = N_("Own goal"), .many = N_("Own goals"), .path = "/goals",
};

#define RECORD struct unit_activity
static const struct field activity_fields[] = { UNIT_ACTIVITY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record unit_activity_record = {
	RECORD_OF("unit_activity", unit_activity, activity_fields),
	.label = N_("Activity"), .many = N_("Activities"), .path = "/goals/activities",
};

#define RECORD struct goal_act
static const struct field act_fields[] = { GOAL_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record goal_act_record = {
	.shape = SHAPE_OF(NULL, goal_act, act_fields), .name = "goal_act",
	.fields = act_fields, .count = COUNT(act_fields),
	.label = N_("Step of an activity"), .many = N_("Steps of activities"),
	.path = "/goals/activities",
};

#define RECORD struct measure_number
static const struct field number_fields[] = { MEASURE_NUMBER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record measure_number_record = {
	.shape = SHAPE_OF(NULL, measure_number, number_fields), .name = "measure_number",
	.fields = number_fields, .count = COUNT(number_fields),
	.label = N_("Measure of an activity"), .many = N_("Measures of activities"),
	.path = "/goals/activities",
};

#define RECORD struct goal_step
static const struct field step_fields[] = { GOAL_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape goal_step_shape = SHAPE_OF(NULL, goal_step, step_fields);

#define RECORD struct area_decision
static const struct field area_fields[] = { AREA_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record area_decision_record = {
	RECORD_OF("area_decision", area_decision, area_fields),
	.label = N_("Whether a focus area concerns the unit"),
	.many = N_("Whether focus areas concern the unit"), .path = "/goals",
};

#define RECORD struct development_status
static const struct field development_fields[] = { DEVELOPMENT_STATUS_FIELDS(AS_FIELD) };
#undef RECORD
const struct record development_status_record = {
	RECORD_OF("development_status", development_status, development_fields),
	.label = N_("Status of a development activity"),
	.many = N_("Statuses of development activities"), .path = "/goals",
};

#define RECORD struct goal_follow_up
static const struct field follow_up_fields[] = { GOAL_FOLLOW_UP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record goal_follow_up_record = {
	RECORD_OF("goal_follow_up", goal_follow_up, follow_up_fields),
	.label = N_("Follow-up of goals"), .many = N_("Follow-ups of goals"), .path = "/goals",
};

#define RECORD struct follow_up_entry
static const struct field entry_fields[] = { FOLLOW_UP_ENTRY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record follow_up_entry_record = {
	RECORD_OF("follow_up_entry", follow_up_entry, entry_fields),
	.label = N_("Follow-up of a goal"), .many = N_("Follow-ups of a goal"), .path = "/goals",
};

static const struct record *const records[] = { &unit_goal_record, &unit_activity_record,
	&area_decision_record, &development_status_record, &goal_follow_up_record,
	&follow_up_entry_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Goals"), "/goals", MAY_goals_read, "ok", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module goals_module = {
	.name = "goals",
	.routes = goals_routes,
	.records = records,
	.reports = goals_reports,
	.rules = goals_rules,
	.menu = menu,
	.commands = goals_commands,
	.evidence = goals_evidence,
	.wheel = goals_wheel,
	.demo = goals_demo,
	.home = goals_home,
};
