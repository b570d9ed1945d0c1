/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/model.c - the records of the room, their choices, and the room itself. */
#include "modules/commitments/contracts.h"
#include "modules/commitments/lines.h"
#include "modules/commitments/preparations.h"
#include "modules/commitments/styrel.h"
#include "modules/commitments/vital.h"

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

#define RECORD struct contract
static const struct field contract_fields[] = { CONTRACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record contract_record = {
	RECORD_OF("supplier_contract", contract, contract_fields),
	.label = N_("Contract"), .many = N_("Contracts with suppliers"), .path = "/contracts",
};

#define RECORD struct contract_new
static const struct field contract_new_fields[] = { CONTRACT_NEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record contract_new_record = {
	.shape = SHAPE_OF(NULL, contract_new, contract_new_fields),
	.name = "contract_new", .fields = contract_new_fields, .count = COUNT(contract_new_fields),
	.label = N_("Contract"), .many = N_("Contracts with suppliers"), .path = "/contracts",
};

#define RECORD struct carry
static const struct field carry_fields[] = { CARRY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record carry_record = {
	.shape = SHAPE_OF(NULL, carry, carry_fields),
	.name = "carry", .fields = carry_fields, .count = COUNT(carry_fields),
	.label = N_("Contract"), .many = N_("Contracts with suppliers"), .path = "/contracts",
};

#define RECORD struct carried
static const struct field carried_fields[] = { CARRIED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record carried_record = {
	.shape = SHAPE_OF(NULL, carried, carried_fields),
	.name = "carried", .fields = carried_fields, .count = COUNT(carried_fields),
	.label = N_("Contract"), .many = N_("Contracts with suppliers"), .path = "/contracts",
};

#define RECORD struct contract_step
static const struct field contract_step_fields[] = { CONTRACT_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape contract_step_shape = SHAPE_OF(NULL, contract_step, contract_step_fields);

#define RECORD struct contract_row
const struct field contract_row_fields[] = { CONTRACT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(contract_row_fields) == CONTRACT_ROW_COUNT, "one count for each field");

#define RECORD struct line
static const struct field line_fields[] = { LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record line_record = {
	.shape = SHAPE_OF(NULL, line, line_fields),
	.name = "commitment", .fields = line_fields, .count = COUNT(line_fields),
	.label = N_("Commitment"), .many = N_("Commitments"), .path = "/commitments",
};
_Static_assert(offsetof(struct line, judged_levels) >= sizeof(struct commitment),
               "a line begins as a commitment does");

#define RECORD struct vital
static const struct field vital_fields[] = { VITAL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record vital_record = {
	RECORD_OF("vital_decision", vital, vital_fields),
	.label = N_("Decision on what is vital"), .many = N_("Decisions on what is vital"), .path = "/vital",
};

#define RECORD struct vital_unit
static const struct field vital_unit_fields[] = { VITAL_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record vital_unit_record = {
	.shape = SHAPE_OF(NULL, vital_unit, vital_unit_fields),
	.name = "vital_unit", .fields = vital_unit_fields, .count = COUNT(vital_unit_fields),
	.label = N_("Unit"), .many = N_("Units"), .path = "/vital",
};

#define RECORD struct vital_function
static const struct field vital_function_fields[] = { VITAL_FUNCTION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record vital_function_record = {
	.shape = SHAPE_OF(NULL, vital_function, vital_function_fields),
	.name = "vital_function", .fields = vital_function_fields, .count = COUNT(vital_function_fields),
	.label = N_("Societal function"), .many = N_("Societal functions"), .path = "/vital",
};

#define RECORD struct styrel
static const struct field styrel_fields[] = { STYREL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record styrel_record = {
	RECORD_OF("styrel_count", styrel, styrel_fields),
	.label = N_("Count of points"), .many = N_("Counts of points"), .path = "/styrel",
};

#define RECORD struct styrel_row
static const struct field styrel_row_fields[] = { STYREL_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record styrel_row_record = {
	.shape = SHAPE_OF(NULL, styrel_row, styrel_row_fields),
	.name = "styrel_row", .fields = styrel_row_fields, .count = COUNT(styrel_row_fields),
	.label = N_("Count of points"), .many = N_("Counts of points"), .path = "/styrel",
};

const struct choice preparation_states[] = {
	{ "", "" },
	{ "not_begun", N_("Not begun") },
	{ "begun", N_("Under way") },
	{ "ready", N_("Ready") },
	{ "paused", N_("Paused") },
	{ NULL, NULL },
};

#define RECORD struct preparation
static const struct field preparation_fields[] = { PREPARATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record preparation_record = {
	RECORD_OF("preparation", preparation, preparation_fields),
	.label = N_("Preparation"), .many = N_("Preparations for civil defence"), .path = "/preparations",
};

#define RECORD struct preparation_step
static const struct field preparation_step_fields[] = { PREPARATION_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape preparation_step_shape = SHAPE_OF(NULL, preparation_step, preparation_step_fields);

#define RECORD struct preparation_row
const struct field preparation_row_fields[] = { PREPARATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(preparation_row_fields) == PREPARATION_ROW_COUNT, "one count for each field");

static const struct record *const records[] = { &commitment_record, &contract_record, &vital_record,
	&styrel_record, &preparation_record, NULL };
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
	.imports = commitments_imports,
	.evidence = contracts_evidence,
	.demo = commitments_demo,
};
