/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/model.c - the parts of a programme as records; see programme.h. */
#include "modules/programme/programme.h"

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
