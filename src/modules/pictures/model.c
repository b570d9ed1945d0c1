/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/model.c - the records of the room and their choices. */
#include "modules/pictures/bases.h"
#include "modules/pictures/parts.h"
#include "modules/pictures/comments.h"

const struct choice picture_states[] = {
	{ "", "" },
	{ "working", N_("Being written") },
	{ "reviewed", N_("Reviewed") },
	{ "adopted", N_("Adopted") },
	{ "submitted", N_("Submitted") },
	{ "received", N_("Received") },
	{ "returned", N_("Returned") },
	{ "superseded", N_("Replaced by a newer version") },
	{ NULL, NULL },
};

#define RECORD struct picture
static const struct field picture_fields[] = { PICTURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_record = {
	RECORD_OF("picture", picture, picture_fields),
	.label = N_("Situation picture"), .many = N_("Situation pictures"), .path = "/pictures",
};

#define RECORD struct picture_extract
static const struct field extract_fields[] = { PICTURE_EXTRACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_extract_record = {
	RECORD_OF("picture_extract", picture_extract, extract_fields),
	.label = N_("Extract of a picture"), .many = N_("Extracts of pictures"), .path = "/pictures",
};

#define RECORD struct picture_act
static const struct field act_fields[] = { PICTURE_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_act_record = {
	.shape = SHAPE_OF(NULL, picture_act, act_fields),
	.name = "picture_act", .fields = act_fields, .count = COUNT(act_fields),
	.label = N_("Step of a picture"), .many = N_("Steps of pictures"), .path = "/pictures",
};

#define RECORD struct picture_step
static const struct field step_fields[] = { PICTURE_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape picture_step_shape = SHAPE_OF(NULL, picture_step, step_fields);

#define RECORD struct picture_row
const struct field picture_row_fields[] = { PICTURE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(picture_row_fields) == PICTURE_ROW_COUNT, "one count for each field");
const struct shape picture_row_shape = SHAPE_OF(NULL, picture_row, picture_row_fields);

static const struct record *const records[] = { &picture_record, &picture_extract_record,
	&picture_comment_record, &picture_number_record, &picture_sentence_record, &picture_base_record,
	&picture_passing_record, &picture_receipt_record, &picture_part_record,
	&picture_part_text_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Situation pictures"), "/pictures", MAY_pictures_read, "picture", false },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module pictures_module = {
	.name = "pictures",
	.routes = pictures_routes,
	.records = records,
	.references = pictures_references,
	.reports = pictures_reports,
	.rules = pictures_rules,
	.menu = menu,
	.commands = pictures_commands,
	.demo = pictures_demo,
	.home = pictures_home,
	.evidence = pictures_evidence,
};
