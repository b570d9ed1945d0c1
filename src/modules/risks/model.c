/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/model.c - the records of the room, their choices, and the room itself. */
#include "modules/risks/paper.h"
#include "modules/risks/workshop.h"

const struct choice rsa_states[] = {
	{ "", "" },
	{ "draft", N_("Being worked on") },
	{ "in_review", N_("Under review") },
	{ "approved_by_director", N_("Approved by the director") },
	{ "approved_by_board", N_("Approved by the board") },
	{ "submitted", N_("Submitted") },
	{ "received", N_("Received") },
	{ "returned", N_("Returned") },
	{ "aggregated", N_("In the city's risk picture") },
	{ NULL, NULL },
};

const struct choice rsa_secrecies[] = {
	{ "", "" },
	{ "to_assess", N_("To be assessed") },
	{ "open", N_("Open") },
	{ "parts", N_("Parts are marked") },
	{ "whole", N_("All of it is marked") },
	{ NULL, NULL },
};

const struct choice risk_scopes[] = {
	{ "", "" },
	{ "own", N_("Our own activities") },
	{ "area", N_("The geographic area") },
	{ "strategic", N_("Strategic, for the whole city") },
	{ NULL, NULL },
};

const struct choice risk_trends[] = {
	{ "", "" },
	{ "rising", N_("Rising") },
	{ "same", N_("As before") },
	{ "falling", N_("Falling") },
	{ NULL, NULL },
};

const struct choice risk_treatments[] = {
	{ "", "" },
	{ "reduce", N_("Reduce it") },
	{ "avoid", N_("Avoid it") },
	{ "share", N_("Share it") },
	{ "accept", N_("Accept it") },
	{ NULL, NULL },
};

const struct choice risk_tellings[] = {
	{ "", "" },
	{ "yes", N_("Yes, as planned here") },
	{ "no", N_("No") },
	{ NULL, NULL },
};

const struct choice risk_uncertainties[] = {
	{ "", "" },
	{ "low", N_("Low") },
	{ "medium", N_("Medium") },
	{ "high", N_("High") },
	{ NULL, NULL },
};

#define RECORD struct rsa
static const struct field rsa_fields[] = { RSA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record rsa_record = {
	RECORD_OF("rsa", rsa, rsa_fields),
	.label = N_("Risk analysis"), .many = N_("Risk analyses"), .path = "/risks",
};

#define RECORD struct risk
static const struct field risk_fields[] = { RISK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_record = {
	RECORD_OF("risk", risk, risk_fields),
	.label = N_("Risk"), .many = N_("Risks"), .path = "/risks/list",
};

#define RECORD struct risk_revision
static const struct field revision_fields[] = { RISK_REVISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_revision_record = {
	RECORD_OF("risk_revision", risk_revision, revision_fields),
	.label = N_("Assessment"), .many = N_("Assessments"), .path = "/risks/list",
};

#define RECORD struct risk_method
static const struct field method_fields[] = { RISK_METHOD_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_method_record = {
	RECORD_OF("risk_method", risk_method, method_fields),
	.label = N_("Scales"), .many = N_("Versions of the scales"), .path = "/risks/methods",
};

#define RECORD struct risk_step
static const struct field step_fields[] = { RISK_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape risk_step_shape = SHAPE_OF("risk_step", risk_step, step_fields);

#define RECORD struct rsa_step
static const struct field rsa_step_fields[] = { RSA_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape rsa_step_shape = SHAPE_OF(NULL, rsa_step, rsa_step_fields);

#define RECORD struct rsa_waiting
static const struct field rsa_waiting_fields[] = { RSA_WAITING_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape rsa_waiting_shape = SHAPE_OF(NULL, rsa_waiting, rsa_waiting_fields);

#define RECORD struct risk_decision
static const struct field decision_fields[] = { RISK_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape risk_decision_shape = SHAPE_OF(NULL, risk_decision, decision_fields);

/* What forms ask that is no record of its own. */
#define FORM_RECORD(name_, type_, fields_, label_, many_, path_) { \
	.shape = SHAPE_OF(NULL, type_, fields_), .name = name_, .fields = fields_, \
	.count = COUNT(fields_), .label = label_, .many = many_, .path = path_ }

#define RECORD struct rsa_begin
static const struct field begin_fields[] = { RSA_BEGIN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record rsa_begin_record = FORM_RECORD("rsa_begin", rsa_begin, begin_fields,
	N_("Beginning of a risk analysis"), N_("Beginnings of risk analyses"), "/risks");

#define RECORD struct rsa_act
static const struct field act_fields[] = { RSA_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record rsa_act_record = FORM_RECORD("rsa_act", rsa_act, act_fields,
	N_("Step of a risk analysis"), N_("Steps of risk analyses"), "/risks");

#define RECORD struct risk_assess
static const struct field assessment_fields[] = { RISK_ASSESS_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_assess_record = FORM_RECORD("risk_assess", risk_assess, assessment_fields,
	N_("Assessment"), N_("Assessments"), "/risks/list");

#define RECORD struct risk_act
static const struct field risk_act_fields[] = { RISK_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_act_record = FORM_RECORD("risk_act", risk_act, risk_act_fields,
	N_("Decision about a risk"), N_("Decisions about risks"), "/risks/list");

#define RECORD struct risk_links
static const struct field links_fields[] = { RISK_LINKS_FIELDS(AS_FIELD) };
#undef RECORD
const struct record risk_links_record = FORM_RECORD("risk_links", risk_links, links_fields,
	N_("What a risk is linked to"), N_("What risks are linked to"), "/risks/list");

#define RECORD struct method_file
static const struct field method_file_fields[] = { METHOD_FILE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record method_file_record = FORM_RECORD("method_file", method_file, method_file_fields,
	N_("Scales"), N_("Versions of the scales"), "/risks/methods");

static const struct record *const records[] = { &rsa_record, &risk_record, &risk_revision_record,
	&risk_method_record, &rsa_extract_record, &risk_workshop_record,
	&risk_round_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Risks"), "/risks", MAY_risks_read, "risk", false },
	{ N_("Open extracts"), "/risks/extracts", MAY_programme_read, "risk", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module risks_module = {
	.name = "risks",
	.routes = risks_routes,
	.records = records,
	.rules = risks_rules,
	.menu = menu,
	.evidence = risks_evidence,
	.wheel = risks_wheel,
	.demo = risks_demo,
	.home = risks_home,
};
