/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/model.c - the records of the room, their choices, and the room itself. */
#include "modules/commitments/inside.h"

const struct choice commitment_performers[] = {
	{ "", "" },
	{ "own", N_("The city itself") },
	{ "supplier", N_("A supplier") },
	{ "joint", N_("The city and a supplier together") },
	{ NULL, NULL },
};

const struct choice commitment_states[] = {
	{ "", "" },
	{ "active", N_("In force") },
	{ "closed", N_("Closed") },
	{ NULL, NULL },
};

#define RECORD struct commitment
static const struct field commitment_fields[] = { COMMITMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record commitment_record = {
	RECORD_OF("commitment", commitment, commitment_fields),
	.label = N_("Commitment"), .many = N_("Commitments"), .path = "/commitments",
};

#define RECORD struct commitment_step
static const struct field step_fields[] = { COMMITMENT_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape commitment_step_shape = SHAPE_OF(NULL, commitment_step, step_fields);

#define RECORD struct commitment_row
const struct field commitment_row_fields[] = { COMMITMENT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(commitment_row_fields) == COMMITMENT_ROW_COUNT, "one count for each field");
const struct shape commitment_row_shape = SHAPE_OF(NULL, commitment_row, commitment_row_fields);

#define RECORD struct judgement
static const struct field judgement_fields[] = { JUDGEMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record judgement_record = {
	.shape = SHAPE_OF(NULL, judgement, judgement_fields),
	.name = "judgement", .fields = judgement_fields, .count = COUNT(judgement_fields),
	.label = N_("Judgement"), .many = N_("Judgements"), .path = "/commitments",
};

#define RECORD struct judged
static const struct field judged_fields[] = { JUDGED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record judged_record = {
	.shape = SHAPE_OF(NULL, judged, judged_fields),
	.name = "judged", .fields = judged_fields, .count = COUNT(judged_fields),
	.label = N_("Judgement"), .many = N_("Judgements"), .path = "/commitments",
};

static const struct record *const records[] = { &commitment_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Commitments"), "/commitments", MAY_commitments_read, "continuity", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module commitments_module = {
	.name = "commitments",
	.routes = commitments_routes,
	.records = records,
	.references = commitments_references,
	.rules = commitments_rules,
	.menu = menu,
	.demo = commitments_demo,
};
