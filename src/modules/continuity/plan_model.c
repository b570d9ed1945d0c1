/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/plan_model.c - the records of continuity plans and their choices. */
#include "modules/continuity/plans.h"

const struct choice edition_states[] = {
	{ "", "" },
	{ "draft", N_("Being written") },
	{ "in_review", N_("In review") },
	{ "approved", N_("Approved") },
	{ NULL, NULL },
};

const struct choice test_results[] = {
	{ "", "" },
	{ "worked", N_("It worked") },
	{ "shortcomings", N_("It worked, with shortcomings") },
	{ "failed", N_("It did not work") },
	{ NULL, NULL },
};

const struct choice plan_standings[] = {
	{ "", "" },
	{ "writing", N_("Being written") },
	{ "in_review", N_("In review") },
	{ "coming", N_("Approved, not yet in force") },
	{ "in_force", N_("In force") },
	{ "review_due", N_("To be reviewed") },
	{ "superseded", N_("Replaced by a newer edition") },
	{ "ended", N_("Not used any more") },
	{ NULL, NULL },
};

#define RECORD struct continuity_plan
static const struct field plan_fields[] = { PLAN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record plan_record = { RECORD_OF("continuity_plan", continuity_plan, plan_fields),
	.label = N_("Continuity plan"), .many = N_("Continuity plans"), .path = "/plans" };

#define RECORD struct plan_edition
static const struct field edition_fields[] = { EDITION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record edition_record = { RECORD_OF("plan_edition", plan_edition, edition_fields),
	.label = N_("Edition of a plan"), .many = N_("Editions of plans"), .path = "/plans" };

#define RECORD struct plan_routine
static const struct field routine_fields[] = { ROUTINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record routine_record = { RECORD_OF("plan_routine", plan_routine, routine_fields),
	.label = N_("Reserve routine"), .many = N_("Reserve routines"), .path = "/plans" };

#define RECORD struct plan_test
static const struct field test_fields[] = { PLAN_TEST_FIELDS(AS_FIELD) };
#undef RECORD
const struct record plan_test_record = { RECORD_OF("plan_test", plan_test, test_fields),
	.label = N_("Test of a plan"), .many = N_("Tests of plans"), .path = "/plans" };

#define RECORD struct plan_review
static const struct field review_fields[] = { PLAN_REVIEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record plan_review_record = { RECORD_OF("plan_review", plan_review, review_fields),
	.label = N_("Review of a plan"), .many = N_("Reviews of plans"), .path = "/plans" };

#define RECORD struct plan_copy
static const struct field copy_fields[] = { PLAN_COPY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record plan_copy_record = { RECORD_OF("plan_copy", plan_copy, copy_fields),
	.label = N_("Printed copy"), .many = N_("Printed copies"), .path = "/plans" };
