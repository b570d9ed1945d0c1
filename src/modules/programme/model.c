/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/model.c - the parts of a programme as records; see programme.h. */
#include "modules/programme/inside.h"

#define RECORD struct programme
static const struct field programme_fields[] = { PROGRAMME_FIELDS(AS_FIELD) };
#undef RECORD
const struct record programme_record = { RECORD_OF("programme", programme, programme_fields),
	.label = N_("Programme"), .many = N_("Programmes"), .path = "/programmes" };

#define RECORD struct obligation
static const struct field obligation_fields[] = { OBLIGATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record obligation_record = { RECORD_OF("obligation", obligation, obligation_fields),
	.label = N_("Duty"), .many = N_("Duties"), .path = "/programmes" };

#define RECORD struct actor
static const struct field actor_fields[] = { ACTOR_FIELDS(AS_FIELD) };
#undef RECORD
const struct record actor_record = { RECORD_OF("actor", actor, actor_fields),
	.label = N_("Actor"), .many = N_("Actors"), .path = "/programmes" };

#define RECORD struct concern_flag
static const struct field concern_flag_fields[] = { CONCERN_FLAG_FIELDS(AS_FIELD) };
#undef RECORD
const struct record concern_flag_record = { RECORD_OF("concern_flag", concern_flag, concern_flag_fields),
	.label = N_("Question of concern"), .many = N_("Questions of concern"), .path = "/programmes" };

#define RECORD struct calendar_rule
static const struct field calendar_rule_fields[] = { CALENDAR_RULE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record calendar_rule_record = { RECORD_OF("calendar_rule", calendar_rule, calendar_rule_fields),
	.label = N_("Cadence"), .many = N_("Cadences"), .path = "/programmes" };

#define RECORD struct deadline_step
static const struct field deadline_step_fields[] = { DEADLINE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record deadline_step_record = { RECORD_OF("deadline_step", deadline_step, deadline_step_fields),
	.label = N_("Internal day"), .many = N_("Internal days"), .path = "/programmes" };

#define RECORD struct evidence_rule
static const struct field evidence_rule_fields[] = { EVIDENCE_RULE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record evidence_rule_record = { RECORD_OF("evidence_rule", evidence_rule, evidence_rule_fields),
	.label = N_("Evidence rule"), .many = N_("Evidence rules"), .path = "/programmes" };

#define RECORD struct deliverable
static const struct field deliverable_fields[] = { DELIVERABLE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record deliverable_record = { RECORD_OF("deliverable", deliverable, deliverable_fields),
	.label = N_("Deliverable"), .many = N_("Deliverables"), .path = "/programmes" };

#define RECORD struct focus_area
static const struct field focus_area_fields[] = { FOCUS_AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record focus_area_record = { RECORD_OF("focus_area", focus_area, focus_area_fields),
	.label = N_("Focus area"), .many = N_("Focus areas"), .path = "/programmes" };

#define RECORD struct legal_basis
static const struct field legal_basis_fields[] = { LEGAL_BASIS_FIELDS(AS_FIELD) };
#undef RECORD
const struct record legal_basis_record = { RECORD_OF("legal_basis", legal_basis, legal_basis_fields),
	.label = N_("Legal basis"), .many = N_("Legal bases"), .path = "/programmes" };

#define RECORD struct term
static const struct field term_fields[] = { TERM_FIELDS(AS_FIELD) };
#undef RECORD
const struct record term_record = { RECORD_OF("term", term, term_fields),
	.label = N_("Definition"), .many = N_("Definitions"), .path = "/programmes" };

#define RECORD struct programme_role
static const struct field programme_role_fields[] = { PROGRAMME_ROLE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record programme_role_record = { RECORD_OF("programme_role", programme_role, programme_role_fields),
	.label = N_("Role that is asked for"), .many = N_("Roles that are asked for"), .path = "/programmes" };

#define RECORD struct succession
static const struct field succession_fields[] = { SUCCESSION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record succession_record = { RECORD_OF("succession", succession, succession_fields),
	.label = N_("Succession"), .many = N_("Successions"), .path = "/programmes" };
