/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/model.c - the records of the room, their choices, and the room itself. */
#include "modules/evaluations/lessons.h"

const struct choice evaluation_states[] = {
	{ "", "" },
	{ "draft", N_("Being written") },
	{ "review", N_("In review") },
	{ "adopted", N_("Adopted") },
	{ NULL, NULL },
};
const struct choice finding_answers[] = {
	{ "", N_("Without an answer") },
	{ "measure", N_("Measure") },
	{ "declined", N_("Declined") },
	{ NULL, NULL },
};
const struct choice due_states[] = {
	[DUE_not_begun] = { "not_begun", N_("Not begun") },
	[DUE_begun] = { "begun", N_("Being written") },
	[DUE_in_review] = { "review", N_("In review") },
	[DUE_late] = { "late", N_("Late") },
	[DUE_adopted] = { "adopted", N_("Adopted in time") },
	[DUE_adopted_late] = { "adopted_late", N_("Adopted, late") },
	[DUE_waived] = { "waived", N_("Not needed") },
	{ NULL, NULL },
};

#define RECORD struct evaluation
static const struct field evaluation_fields[] = { EVALUATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record evaluation_record = {
	RECORD_OF("evaluation", evaluation, evaluation_fields),
	.label = N_("Evaluation"), .many = N_("Evaluations"), .path = "/evaluations",
};

#define RECORD struct evaluation_aspect
static const struct field aspect_fields[] = { EVALUATION_ASPECT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record evaluation_aspect_record = {
	RECORD_OF("evaluation_aspect", evaluation_aspect, aspect_fields),
	.label = N_("Heading of an evaluation"), .many = N_("Headings of evaluations"),
	.path = "/evaluations",
};

#define RECORD struct evaluation_line
static const struct field line_fields[] = { EVALUATION_LINE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record evaluation_line_record = {
	RECORD_OF("evaluation_line", evaluation_line, line_fields),
	.label = N_("Line of a timeline"), .many = N_("Lines of timelines"), .path = "/evaluations",
};

#define RECORD struct finding
static const struct field finding_fields[] = { FINDING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record finding_record = {
	RECORD_OF("evaluation_finding", finding, finding_fields),
	.label = N_("Finding"), .many = N_("Findings"), .path = "/evaluations",
};

#define RECORD struct evaluation_edition
static const struct field edition_fields[] = { EVALUATION_EDITION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record evaluation_edition_record = {
	RECORD_OF("evaluation_edition", evaluation_edition, edition_fields),
	.label = N_("Adopted edition"), .many = N_("Adopted editions"), .path = "/evaluations",
};

#define RECORD struct waiver
static const struct field waiver_fields[] = { WAIVER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record waiver_record = {
	RECORD_OF("evaluation_waiver", waiver, waiver_fields),
	.label = N_("Evaluation that is not needed"), .many = N_("Evaluations that are not needed"),
	.path = "/evaluations/due",
};

#define FORM_RECORD(type_, fields_, label_) { .shape = SHAPE_OF(NULL, type_, fields_), \
	.name = "evaluation_" #type_, .fields = fields_, .count = COUNT(fields_), \
	.label = label_, .many = label_, .path = "/evaluations" }
#define RECORD struct answer
static const struct field answer_fields[] = { ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record answer_record = FORM_RECORD(answer, answer_fields, N_("Measure"));
#define RECORD struct saying
static const struct field saying_fields[] = { SAYING_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record saying_record = FORM_RECORD(saying, saying_fields, N_("Reason"));
#define RECORD struct reader
static const struct field reader_fields[] = { READER_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record reader_record = FORM_RECORD(reader, reader_fields, N_("Reader"));

const struct form finding_measure_form = { .record = &answer_record,
	.fields = FIELDS("title", "unit_id", "responsible_id", "due_on") };
const struct form evaluation_saying_form = { .record = &saying_record, .fields = FIELDS("words") };
const struct form evaluation_reader_form = { .record = &reader_record, .fields = FIELDS("person_id") };
const struct form waiver_form = { .record = &waiver_record, .fields = FIELDS("reason") };
const struct form evaluation_aspect_form = { .record = &evaluation_aspect_record,
	.fields = FIELDS("worked", "failed") };
const struct form finding_form = { .record = &finding_record,
	.fields = FIELDS("aspect", "words", "recommendation", "functions") };

#define RECORD struct evaluation_row
const struct field evaluation_row_fields[] = { EVALUATION_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(evaluation_row_fields) == EVALUATION_ROW_COUNT, "one count for each field");

static const struct record *const records[] = { &evaluation_record, &evaluation_aspect_record,
	&evaluation_line_record, &finding_record, &evaluation_edition_record, &waiver_record,
	&shared_lesson_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Evaluations"), "/evaluations", MAY_evaluations_read, "document", true },
	{ N_("Lessons"), "/lessons", MAY_evaluations_read, "help", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module evaluations_module = {
	.name = "evaluations", .routes = evaluations_routes, .records = records,
	.references = evaluations_references, .rules = evaluations_rules, .menu = menu,
	.evidence = evaluations_evidence,
	.wheel = evaluations_wheel, .demo = evaluations_demo, .home = evaluations_home,
};
