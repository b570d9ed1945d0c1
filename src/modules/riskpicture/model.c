/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/model.c - the records of the room, their choices, and the room itself. */
#include "modules/riskpicture/demo.h"
#include "modules/riskpicture/part.h"

const struct choice risk_picture_states[] = {
	{ "", "" },
	{ "draft", N_("Being put together") },
	{ "decided", N_("Decided") },
	{ "published", N_("Published") },
	{ NULL, NULL },
};

const struct choice risk_theme_kinds[] = {
	{ "", "" },
	{ "gathered", N_("Risks of several units") },
	{ "shared", N_("What many stand on") },
	{ "strategic", N_("Strategic risk of the city") },
	{ NULL, NULL },
};

#define RECORD struct risk_picture
static const struct field picture_fields[] = { RISK_PICTURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_picture_record = {
	RECORD_OF("risk_picture", risk_picture, picture_fields),
	.label = N_("Risk picture of the city"), .many = N_("Risk pictures of the city"),
	.path = "/risk-picture",
};

#define RECORD struct risk_theme
static const struct field theme_fields[] = { RISK_THEME_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_theme_record = {
	RECORD_OF("risk_theme", risk_theme, theme_fields),
	.label = N_("Theme"), .many = N_("Themes"), .path = "/risk-picture",
};

#define RECORD struct theme_ask
static const struct field ask_fields[] = { THEME_ASK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record theme_ask_record = {
	.shape = SHAPE_OF(NULL, theme_ask, ask_fields), .name = "risk_theme_ask",
	.fields = ask_fields, .count = COUNT(ask_fields), .label = N_("Theme"), .many = N_("Themes"),
	.path = "/risk-picture",
};

#define RECORD struct riskpicture_act
static const struct field act_fields[] = { RISKPICTURE_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record riskpicture_act_record = {
	.shape = SHAPE_OF(NULL, riskpicture_act, act_fields), .name = "risk_picture_act",
	.fields = act_fields, .count = COUNT(act_fields), .label = N_("Step of the risk picture"),
	.many = N_("Steps of the risk picture"), .path = "/risk-picture",
};

#define RECORD struct riskpicture_decision
static const struct field decision_fields[] = { RISKPICTURE_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record riskpicture_decision_record = {
	.shape = SHAPE_OF(NULL, riskpicture_decision, decision_fields), .name = "risk_picture_decision",
	.fields = decision_fields, .count = COUNT(decision_fields),
	.label = N_("Decision of the risk picture"), .many = N_("Decisions of the risk picture"),
	.path = "/risk-picture",
};

#define RECORD struct riskpicture_step
static const struct field step_fields[] = { RISKPICTURE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape riskpicture_step_shape = SHAPE_OF(NULL, riskpicture_step, step_fields);

#define RECORD struct rolled
static const struct field rolled_fields[] = { ROLLED_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape rolled_shape = SHAPE_OF(NULL, rolled, rolled_fields);

static const struct record *const records[] = { &risk_picture_record, &risk_theme_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("The city's risk picture"), "/risk-picture", MAY_programme_read, "risk", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module riskpicture_module = {
	.name = "riskpicture", .routes = riskpicture_routes, .records = records,
	.rules = riskpicture_rules, .menu = menu,
	.evidence = riskpicture_evidence, .wheel = riskpicture_wheel,
	.demo = riskpicture_demo, .home = riskpicture_home,
};
