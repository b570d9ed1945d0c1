/* SPDX-License-Identifier: EUPL-1.2 */
/* support/model.c - the records of the room, and the room as the house sees it. */
#include "modules/support/inside.h"

const struct choice operation_states[] = {
	{ "", "" },
	{ "open", N_("Going on") },
	{ "closed", N_("Concluded") },
	{ NULL, NULL },
};
const struct choice handover_states[] = {
	{ "", "" },
	{ "offered", N_("Offered") },
	{ "read", N_("Read") },
	{ "accepted", N_("Taken over") },
	{ "declined", N_("Declined") },
	{ "withdrawn", N_("Taken back") },
	{ NULL, NULL },
};
const struct choice support_verbs[] = {
	{ "", "" },
	{ "met", N_("Met") },
	{ "ended", N_("Needs no more support") },
	{ "offered", N_("Offered") },
	{ "read", N_("Read") },
	{ "accepted", N_("Taken over") },
	{ "declined", N_("Declined") },
	{ "withdrawn", N_("Taken back") },
	{ "closed", N_("The operation was ended") },
	{ NULL, NULL },
};
/* The first of them, that a unit says of its own people. */
const struct choice count_verbs[] = {
	{ "", "" },
	{ "met", N_("So many more were met") },
	{ "ended", N_("So many need no more support") },
	{ NULL, NULL },
};

#define RECORD struct support_organisation
static const struct field organisation_fields[] = { SUPPORT_ORGANISATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_organisation_record = {
	RECORD_OF("support_organisation", support_organisation, organisation_fields),
	.label = N_("Organisation of crisis support"), .many = N_("Organisations of crisis support"), .path = "/support/organisations" };

#define RECORD struct support_staff
static const struct field staff_fields[] = { SUPPORT_STAFF_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_staff_record = {
	RECORD_OF("support_staff", support_staff, staff_fields),
	.label = N_("Staff of crisis support"), .many = N_("Staff of crisis support"), .path = "/support/organisations" };

#define RECORD struct support_premises
static const struct field premises_fields[] = { SUPPORT_PREMISES_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_premises_record = {
	RECORD_OF("support_premises", support_premises, premises_fields),
	.label = N_("Premises for crisis support"), .many = N_("Premises for crisis support"), .path = "/support/organisations" };

#define RECORD struct support_review
static const struct field review_fields[] = { SUPPORT_REVIEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_review_record = {
	RECORD_OF("support_review", support_review, review_fields),
	.label = N_("Review of crisis support"), .many = N_("Reviews of crisis support"), .path = "/support/organisations" };

#define RECORD struct support_operation
static const struct field operation_fields[] = { SUPPORT_OPERATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_operation_record = {
	RECORD_OF("support_operation", support_operation, operation_fields),
	.label = N_("Crisis support operation"), .many = N_("Crisis support"), .path = "/support" };

#define RECORD struct support_handover
static const struct field handover_fields[] = { SUPPORT_HANDOVER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_handover_record = {
	RECORD_OF("support_handover", support_handover, handover_fields),
	.label = N_("Handover of crisis support"), .many = N_("Handovers of crisis support"), .path = "/support/handovers" };

#define RECORD struct support_step
static const struct field step_fields[] = { SUPPORT_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_step_record = {
	RECORD_OF("support_step", support_step, step_fields),
	.label = N_("Step of crisis support"), .many = N_("Steps of crisis support"), .path = "/support" };

#define RECORD struct support_count
static const struct field count_fields[] = { SUPPORT_COUNT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_count_record = {
	.shape = SHAPE_OF(NULL, support_count, count_fields), .name = "support_count",
	.fields = count_fields, .count = COUNT(count_fields),
	.label = N_("Count of crisis support"), .many = N_("Counts of crisis support"), .path = "/support" };

#define RECORD struct support_answer
static const struct field answer_fields[] = { SUPPORT_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record support_answer_record = {
	.shape = SHAPE_OF(NULL, support_answer, answer_fields), .name = "support_answer",
	.fields = answer_fields, .count = COUNT(answer_fields),
	.label = N_("Answer to a handover"), .many = N_("Answers to handovers"), .path = "/support/handovers" };

static const struct record *const records[] = { &support_organisation_record,
	&support_staff_record, &support_premises_record, &support_review_record,
	&support_operation_record, &support_handover_record, &support_step_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Crisis support"), "/support", MAY_support_read, "person", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module support_module = {
	.name = "support", .routes = support_routes, .records = records,
	.references = support_references, .rules = support_rules, .menu = menu,
	.evidence = support_evidence, .wheel = support_wheel, .demo = support_demo, .home = support_home,
};
