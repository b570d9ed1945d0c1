/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/model.c - the records of exercises, and what the room shows to the house. */
#include "modules/exercises/channels.h"
#include "modules/exercises/pages.html.h"
#include "modules/exercises/score.h"

const struct choice exercise_states[] = {
	{ "", "" },
	{ "planned", N_("Is planned") },
	{ "running", N_("Goes on") },
	{ "ended", N_("Has been held") },
	{ "evaluated", N_("Held and evaluated") },
	{ "cancelled", N_("Cancelled") },
	{ NULL, NULL },
};
const struct choice exercise_verbs[] = {
	{ "", "" },
	{ "start", N_("Started it") },
	{ "pause", N_("Paused it") },
	{ "resume", N_("Went on") },
	{ "end", N_("Ended it") },
	{ "held", N_("Noted as held") },
	{ "cancel", N_("Cancelled it") },
	{ "evaluate", N_("Evaluated it") },
	{ "leader", N_("Chose another leader") },
	{ NULL, NULL },
};

#define RECORD struct exercise
static const struct field exercise_fields[] = { EXERCISE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record exercise_record = {
	RECORD_OF("exercise", exercise, exercise_fields),
	.label = N_("Exercise"), .many = N_("Exercises"), .path = "/exercises",
};

#define RECORD struct objective
static const struct field objective_fields[] = { OBJECTIVE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record objective_record = {
	RECORD_OF("exercise_objective", objective, objective_fields),
	.label = N_("Objective"), .many = N_("Objectives"), .path = "/exercises",
};

#define RECORD struct exercise_unit
static const struct field unit_fields[] = { EXERCISE_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record exercise_unit_record = {
	RECORD_OF("exercise_unit", exercise_unit, unit_fields),
	.label = N_("Unit that takes part"), .many = N_("Units that take part"), .path = "/exercises",
};
const struct form exercise_unit_form = { .record = &exercise_unit_record,
	.fields = FIELDS("unit_id") };

#define RECORD struct helper
static const struct field helper_fields[] = { HELPER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record helper_record = {
	RECORD_OF("exercise_helper", helper, helper_fields),
	.label = N_("Leads too"), .many = N_("Those who lead too"), .path = "/exercises",
};
const struct form helper_form = { .record = &helper_record, .fields = FIELDS("person_id") };

#define RECORD struct exercise_step
static const struct field step_fields[] = { EXERCISE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record exercise_step_record = {
	RECORD_OF("exercise_step", exercise_step, step_fields),
	.label = N_("Step of an exercise"), .many = N_("Steps of exercises"), .path = "/exercises",
};
const struct form exercise_cancel_form = { .record = &exercise_step_record,
	.fields = FIELDS("reason") };

#define RECORD struct exercise_row
const struct field exercise_row_fields[] = { EXERCISE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(exercise_row_fields) == EXERCISE_ROW_COUNT, "one count for each field");

#define RECORD struct plan_row
const struct field plan_row_fields[] = { PLAN_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(plan_row_fields) == PLAN_ROW_COUNT, "one count for each field");

/* Whoever leads one that goes on finds it first. */
static void exercises_home(struct out *out, struct request *request, struct view *view)
{
	struct exercise_list led;

	if (!request_may(request, MAY_exercises_read))
		return;
	led = exercises_led(view);
	if (led.count)
		exercises_card(out, &led);
}

static const struct record *const records[] = { &exercise_record, &objective_record,
	&exercise_unit_record, &helper_record, &exercise_step_record, &inject_record, &play_record,
	&release_record, &score_record, &observation_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Exercises"), "/exercises", MAY_exercises_read, "exercise", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module exercises_module = {
	.name = "exercises",
	.routes = exercises_routes,
	.records = records,
	.references = exercises_references,
	.jobs = exercises_jobs,
	.rules = exercises_rules,
	.menu = menu,
	.evidence = exercises_evidence,
	.wheel = exercises_wheel,
	.demo = exercises_demo,
	.home = exercises_home,
};
