/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/model_picture.c - the records of reports, shared pictures, directions and meetings. */
#include "modules/crisis/picture.h"

const struct choice certainties[] = {
	{ "", "" },
	{ "fact", N_("Fact") },
	{ "assessment", N_("Assessment") },
	{ "rumour", N_("Rumour") },
	{ NULL, NULL },
};

#define RECORD struct crisis_unit
static const struct field unit_fields[] = { CRISIS_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_unit_record = {
	RECORD_OF("crisis_unit", crisis_unit, unit_fields),
	.label = N_("Unit that reports"), .many = N_("Units that report"), .path = "/crisis",
};
const struct form crisis_unit_form = { .record = &crisis_unit_record,
	.fields = FIELDS("unit_id") };

#define RECORD struct sitrep
static const struct field sitrep_fields[] = { SITREP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record sitrep_record = {
	RECORD_OF("crisis_sitrep", sitrep, sitrep_fields),
	.label = N_("Situation report"), .many = N_("Situation reports"), .path = "/crisis",
};

#define RECORD struct sentence
static const struct field sentence_fields[] = { SENTENCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record sentence_record = {
	RECORD_OF("crisis_sentence", sentence, sentence_fields),
	.label = N_("Sentence of a report"), .many = N_("Sentences of reports"), .path = "/crisis",
};

#define RECORD struct said
static const struct field said_fields[] = { SAID_FIELDS(AS_FIELD) };
#undef RECORD
const struct record said_record = {
	.shape = SHAPE_OF(NULL, said, said_fields),
	.name = "crisis_said", .fields = said_fields, .count = COUNT(said_fields),
	.label = N_("Sentence of a report"), .many = N_("Sentences of reports"), .path = "/crisis",
};

#define RECORD struct reporting
static const struct field reporting_fields[] = { REPORTING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record reporting_record = {
	.shape = SHAPE_OF(NULL, reporting, reporting_fields),
	.name = "crisis_reporting", .fields = reporting_fields, .count = COUNT(reporting_fields),
	.label = N_("Unit that reports"), .many = N_("Units that report"), .path = "/crisis",
};

#define RECORD struct crisis_picture
static const struct field picture_fields[] = { CRISIS_PICTURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record crisis_picture_record = {
	RECORD_OF("crisis_picture", crisis_picture, picture_fields),
	.label = N_("Shared picture"), .many = N_("Shared pictures"), .path = "/crisis",
};

#define RECORD struct picture_line
static const struct field line_fields[] = { PICTURE_LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_line_record = {
	RECORD_OF("crisis_picture_line", picture_line, line_fields),
	.label = N_("Sentence of a shared picture"), .many = N_("Sentences of shared pictures"),
	.path = "/crisis",
};

#define RECORD struct direction
static const struct field direction_fields[] = { DIRECTION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record direction_record = {
	RECORD_OF("crisis_direction", direction, direction_fields),
	.label = N_("Common direction"), .many = N_("Common directions"), .path = "/crisis",
};
const struct form direction_form = { .record = &direction_record,
	.fields = FIELDS("words", "decided_by", "grounds") };

static void rhythm_judge(struct view *view, void *row, struct problems *problems)
{
	const struct rhythm *rhythm = row;

	(void)view;
	if (rhythm->every_minutes && rhythm->every_minutes < 5)
		problem_add(problems, "every_minutes", "%s",
			_("Nobody meets that often. Write at least 5 minutes, or 0 for once."));
	if (!rhythm->every_minutes && rhythm->first_at.seconds < instant_now().seconds)
		problem_add(problems, "first_at", "%s",
			_("That time has been. Write one that comes, or how often it comes again."));
}

#define RECORD struct rhythm
static const struct field rhythm_fields[] = { RHYTHM_FIELDS(AS_FIELD) };
#undef RECORD
const struct record rhythm_record = {
	RECORD_OF("crisis_rhythm", rhythm, rhythm_fields),
	.label = N_("Meeting or report"), .many = N_("Meetings and reports"), .path = "/crisis",
};
const struct form rhythm_form = { .record = &rhythm_record,
	.fields = FIELDS("kind", "first_at", "every_minutes", "place"), .judge = rhythm_judge };
