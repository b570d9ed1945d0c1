/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/model.c - the records of the room, their choices, and the room itself. */
#include "modules/submissions/inside.h"

const struct choice submission_states[] = {
	{ "", "" },
	{ "draft", N_("Draft") },
	{ "dispatched", N_("Sent out within the unit") },
	{ "decided", N_("Decided") },
	{ "submitted", N_("Submitted") },
	{ "received", N_("Received") },
	{ "returned", N_("Returned") },
	{ "accepted", N_("Accepted") },
	{ NULL, NULL },
};

const struct choice registration_states[] = {
	{ "", "" },
	{ "not_public", N_("Not yet a public document") },
	{ "to_register", N_("To be registered") },
	{ "registered", N_("Registered") },
	{ NULL, NULL },
};

const struct choice reminder_states[] = {
	{ "", "" },
	{ "waiting", N_("Waiting") },
	{ "sending", N_("Being sent") },
	{ "sent", N_("Taken by the mail server") },
	{ "failed", N_("Not sent") },
	{ "unknown", N_("Not known whether it was sent") },
	{ NULL, NULL },
};

#define RECORD struct submission
static const struct field submission_fields[] = { SUBMISSION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record submission_record = {
	RECORD_OF("submission", submission, submission_fields),
	.label = N_("Submission"), .many = N_("Submissions"), .path = "/submissions",
};

#define RECORD struct submission_begin
static const struct field begin_fields[] = { SUBMISSION_BEGIN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record submission_begin_record = {
	.shape = SHAPE_OF(NULL, submission_begin, begin_fields),
	.name = "submission_begin", .fields = begin_fields, .count = COUNT(begin_fields),
	.label = N_("Beginning of a submission"), .many = N_("Beginnings of submissions"),
	.path = "/submissions",
};

#define RECORD struct submission_act
static const struct field act_fields[] = { SUBMISSION_ACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record submission_act_record = {
	.shape = SHAPE_OF(NULL, submission_act, act_fields),
	.name = "submission_act", .fields = act_fields, .count = COUNT(act_fields),
	.label = N_("Step of a submission"), .many = N_("Steps of submissions"),
	.path = "/submissions",
};

#define RECORD struct submission_step
static const struct field step_fields[] = { SUBMISSION_STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape submission_step_shape = SHAPE_OF(NULL, submission_step, step_fields);

#define RECORD struct submission_file
static const struct field file_fields[] = { SUBMISSION_FILE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record submission_file_record = {
	RECORD_OF("submission_file", submission_file, file_fields),
	.label = N_("Attached file"), .many = N_("Attached files"), .path = "/submissions",
};

#define RECORD struct submission_link
static const struct field link_fields[] = { SUBMISSION_LINK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record submission_link_record = {
	RECORD_OF("submission_link", submission_link, link_fields),
	.label = N_("Record that it rests on"), .many = N_("Records that it rests on"),
	.path = "/submissions",
};

#define RECORD struct reminder
const struct field reminder_fields[] = { REMINDER_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(reminder_fields) == REMINDER_FIELD_COUNT, "one count for each field");
const struct record reminder_record = {
	RECORD_OF("reminder", reminder, reminder_fields),
	.label = N_("Reminder"), .many = N_("Reminders"), .path = "/submissions/letters",
};

static const struct record *const records[] = { &submission_record, &submission_file_record,
	&submission_link_record, &reminder_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Submissions"), "/submissions", MAY_programme_read, "document", false },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module submissions_module = {
	.name = "submissions",
	.routes = submissions_routes,
	.records = records,
	.jobs = submissions_jobs,
	.reports = submissions_reports,
	.rules = submissions_rules,
	.menu = menu,
	.evidence = submissions_evidence,
	.wheel = submissions_wheel,
	.demo = submissions_demo,
	.home = submissions_home,
};
