/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/model.c - the records of the room, their choices and forms, and the room itself. */
#include "modules/emergency/inside.h"

#include "modules/emergency/pages.html.h"

const struct choice emergency_bodies[] = {
	{ "", "" },
	{ "management", N_("Central crisis management") },
	{ "committee", N_("Emergency committee") },
	{ NULL, NULL },
};
const struct choice period_states[] = {
	{ "", "" },
	{ "active", N_("Active") },
	{ "ended", N_("Has ended") },
	{ NULL, NULL },
};
const struct choice emergency_act_kinds[] = {
	{ "", "" },
	{ "activate", N_("Activated") },
	{ "staff", N_("Staffed") },
	{ "relieve", N_("Goes off") },
	{ "stand_down", N_("Stood down") },
	{ "takeover", N_("Area taken over") },
	{ "handback", N_("Area handed back") },
	{ "decision", N_("Decision that could not wait") },
	{ "reported", N_("Reported to the committee") },
	{ "council", N_("Reported to the council") },
	{ "end", N_("The committee’s work ceases") },
	{ NULL, NULL },
};

#define RECORD struct period
static const struct field period_fields[] = { PERIOD_FIELDS(AS_FIELD) };
#undef RECORD
const struct record period_record = {
	RECORD_OF("emergency_period", period, period_fields),
	.label = N_("Activation"), .many = N_("Activations"), .path = "/emergency",
};

#define RECORD struct act
static const struct field act_fields[] = { ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record emergency_act_record = {
	RECORD_OF("emergency_act", act, act_fields),
	.label = N_("Act"), .many = N_("Acts"), .path = "/emergency",
};

#define RECORD struct deed
static const struct field deed_fields[] = { DEED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record deed_record = {
	.shape = SHAPE_OF(NULL, deed, deed_fields),
	.name = "emergency_deed", .fields = deed_fields, .count = COUNT(deed_fields),
	.label = N_("Act"), .many = N_("Acts"), .path = "/emergency",
};

#define FORM_OF(...) { .record = &deed_record, .fields = FIELDS(__VA_ARGS__) }
const struct form emergency_activate_form = FORM_OF("body", "crisis_id", "is_exercise",
	"grounds", "happened");
const struct form emergency_staff_form = FORM_OF("person_id", "function", "happened");
const struct form emergency_relieve_form = FORM_OF("refers_to", "happened");
const struct form emergency_stand_down_form = FORM_OF("grounds", "happened");
const struct form emergency_takeover_form = FORM_OF("area_id", "extent", "grounds", "happened");
const struct form emergency_handback_form = FORM_OF("refers_to", "grounds", "happened");
const struct form emergency_decision_form = FORM_OF("decision", "grounds", "happened");
const struct form emergency_reported_form = FORM_OF("refers_to", "on_date");
const struct form emergency_council_form = FORM_OF("refers_to", "on_date", "reference");
const struct form emergency_end_form = FORM_OF("ended_by", "reference", "grounds", "happened");

/* Who is active stands on the first page of everybody who may read of it. */
static void emergency_home(struct out *out, struct request *request, struct view *view)
{
	const struct period *active[BODY_COUNT] = { NULL };
	bool is_any = false;

	if (!request_may(request, MAY_emergency_read))
		return;
	for (int body = BODY_management; body < BODY_COUNT; body++) {
		active[body] = period_active(view, (enum emergency_body)body);
		is_any = is_any || active[body];
	}
	if (is_any)
		emergency_card(out, active);
}

static const struct record *const records[] = { &period_record, &emergency_act_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Emergency committee"), "/emergency", MAY_emergency_read, "crisis", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module emergency_module = {
	.name = "emergency",
	.routes = emergency_routes,
	.records = records,
	.references = emergency_references,
	.evidence = emergency_evidence,
	.rules = emergency_rules,
	.menu = menu,
	.demo = emergency_demo,
	.home = emergency_home,
	.home_first = MAY_emergency_act,
};
