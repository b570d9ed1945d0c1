/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/model.c - the records of the room, and the room as the house sees it. */
#include "modules/warnings/inside.h"

/* The names are those of the standard. */
const struct choice warning_statuses[] = {
	{ "", "" }, { "Actual", N_("Real") }, { "Exercise", N_("Exercise") },
	{ "System", N_("System message") }, { "Test", N_("Test") }, { "Draft", N_("Draft") },
	{ NULL, NULL },
};
const struct choice warning_types[] = {
	{ "", "" }, { "Alert", N_("Warning") }, { "Update", N_("Update") },
	{ "Cancel", N_("Cancellation") }, { "Ack", N_("Receipt") },
	{ "Error", N_("Report of an error") }, { NULL, NULL },
};
const struct choice draft_types[] = {
	{ "", "" }, { "Alert", N_("Warning") }, { "Update", N_("Update") },
	{ "Cancel", N_("Cancellation") }, { NULL, NULL },
};
const struct choice warning_scopes[] = {
	{ "", "" }, { "Public", N_("Everybody") }, { "Restricted", N_("A limited circle") },
	{ "Private", N_("Those it is addressed to") }, { NULL, NULL },
};
const struct choice file_ways[] = {
	{ "", "" }, { "upload", N_("The page") }, { "command", N_("The command") },
	{ "folder", N_("The watched folder") }, { NULL, NULL },
};
const struct choice file_verdicts[] = {
	{ "", "" }, { "accepted", N_("Taken in") }, { "same", N_("Nothing new") },
	{ "partly", N_("Partly refused") }, { "refused", N_("Refused") }, { NULL, NULL },
};
const struct choice warning_hows[] = {
	{ "", "" }, { "geocode", N_("the code of the area") }, { "outline", N_("its outline") },
	{ "name", N_("its name") }, { NULL, NULL },
};

#define RECORD struct warning_file
const struct field warning_file_fields[] = { WARNING_FILE_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(warning_file_fields) == WARNING_FILE_COUNT, "one count for each field");
const struct record warning_file_record = {
	RECORD_OF("warning_file", warning_file, warning_file_fields),
	.label = N_("File with warnings"), .many = N_("Files with warnings"),
	.path = "/warnings/files" };

#define RECORD struct warning
static const struct field warning_fields[] = { WARNING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_record = { RECORD_OF("warning", warning, warning_fields),
	.label = N_("Warning"), .many = N_("Warnings"), .path = "/warnings" };

#define RECORD struct warning_row
const struct field warning_row_fields[] = { WARNING_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(warning_row_fields) == WARNING_ROW_COUNT, "one count for each field");
const struct record warning_row_record = {
	.shape = SHAPE_OF(NULL, warning_row, warning_row_fields), .name = "warning_row",
	.fields = warning_row_fields, .count = COUNT(warning_row_fields),
	.label = N_("Warning"), .many = N_("Warnings"), .path = "/warnings" };

#define RECORD struct warning_reference
static const struct field reference_fields[] = { WARNING_REFERENCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_reference_record = {
	RECORD_OF("warning_reference", warning_reference, reference_fields),
	.label = N_("Earlier message"), .many = N_("Earlier messages"), .path = "/warnings" };

#define RECORD struct warning_area
static const struct field area_fields[] = { WARNING_AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_area_record = {
	RECORD_OF("warning_area", warning_area, area_fields),
	.label = N_("Area of a warning"), .many = N_("Areas of warnings"), .path = "/warnings" };

#define RECORD struct warning_draft
static const struct field draft_fields[] = { WARNING_DRAFT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_draft_record = {
	RECORD_OF("warning_draft", warning_draft, draft_fields),
	.label = N_("Draft of a warning"), .many = N_("Drafts of warnings"),
	.path = "/warnings/drafts" };

#define RECORD struct warning_draft_row
static const struct field draft_row_fields[] = { WARNING_DRAFT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_draft_row_record = {
	.shape = SHAPE_OF(NULL, warning_draft_row, draft_row_fields), .name = "warning_draft_row",
	.fields = draft_row_fields, .count = COUNT(draft_row_fields),
	.label = N_("Draft of a warning"), .many = N_("Drafts of warnings"),
	.path = "/warnings/drafts" };

#define RECORD struct warning_release
static const struct field release_fields[] = { WARNING_RELEASE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record warning_release_record = {
	RECORD_OF("warning_release", warning_release, release_fields),
	.label = N_("Release of a draft of a warning"), .many = N_("Releases of drafts of warnings"),
	.path = "/warnings/drafts" };

static void draft_form_judge(struct view *view, void *row, struct problems *problems)
{
	(void)view;
	draft_judge(row, instant_now(), problems);
}

const struct form warning_draft_form = { .record = &warning_draft_record,
	.fields = FIELDS("msg_type", "replaces_id", "event", "event_en", "headline", "headline_en",
		"description", "description_en", "instruction", "instruction_en", "category", "response",
		"urgency", "severity", "certainty", "area_words", "area_id", "onset_at", "expires_at",
		"web"),
	.judge = draft_form_judge };

static const struct record *const records[] = { &warning_file_record, &warning_record,
	&warning_reference_record, &warning_area_record, &warning_draft_record,
	&warning_release_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Warnings"), "/warnings", MAY_notices_read, "warning", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module warnings_module = {
	.name = "warnings", .routes = warnings_routes, .records = records,
	.references = warnings_references, .jobs = warnings_jobs, .rules = warnings_rules,
	.menu = menu, .demo = warnings_demo,
};
