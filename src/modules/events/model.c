/* SPDX-License-Identifier: EUPL-1.2 */
/* events/model.c - the records of the room. */
#include "modules/events/inside.h"

const struct choice event_states[] = {
	[STATE_none]         = { "", N_("Any state") },
	[STATE_reported]     = { "reported", N_("Reported") },
	[STATE_received]     = { "received", N_("Received") },
	[STATE_investigated] = { "investigated", N_("Being investigated") },
	[STATE_decided]      = { "decided", N_("Measures decided") },
	[STATE_closed]       = { "closed", N_("Closed") },
	[STATE_merged]       = { "merged", N_("Merged into another") },
	[STATE_rejected]     = { "rejected", N_("Not an event") },
	{ NULL, NULL },
};

#define RECORD struct event
static const struct field event_fields[] = { EVENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record event_record = {
	RECORD_OF("event", event, event_fields),
	.label = N_("Event"), .many = N_("Events"), .path = "/events",
};

#define RECORD struct event_step
static const struct field step_fields[] = { STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape event_step_shape = SHAPE_OF("event_step", event_step, step_fields);

#define RECORD struct event_photo
static const struct field photo_fields[] = { PHOTO_FIELDS(AS_FIELD) };
#undef RECORD
const struct record event_photo_record = {
	RECORD_OF("event_photo", event_photo, photo_fields),
	.label = N_("Photo"), .many = N_("Photos"),
};

#define RECORD struct assessment
static const struct field assessment_fields[] = { ASSESSMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record assessment_record = {
	RECORD_OF("event_assessment", assessment, assessment_fields),
	.label = N_("Risk assessment"), .many = N_("Risk assessments"),
};

#define RECORD struct event_clock
static const struct field clock_fields[] = { CLOCK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record event_clock_record = {
	RECORD_OF("event_clock", event_clock, clock_fields),
	.label = N_("Clock"), .many = N_("Clocks"),
};

static const struct column check_columns[] = {
	{ "event_id", COLUMN_int, offsetof(struct event_check, event_id), NULL },
	{ "checklist", COLUMN_text, offsetof(struct event_check, checklist), NULL },
	{ "place", COLUMN_int, offsetof(struct event_check, place), NULL },
	{ "person_id", COLUMN_int, offsetof(struct event_check, person_id), NULL },
	{ "at", COLUMN_instant, offsetof(struct event_check, at), NULL },
};
const struct shape event_check_shape = {
	.size = sizeof(struct event_check), .count = COUNT(check_columns), .columns = check_columns,
};

static const struct column need_columns[] = {
	{ "id", COLUMN_int, offsetof(struct event_need, id), NULL },
	{ "event_id", COLUMN_int, offsetof(struct event_need, event_id), NULL },
	{ "person_id", COLUMN_int, offsetof(struct event_need, person_id), NULL },
	{ "reason", COLUMN_text, offsetof(struct event_need, reason), NULL },
	{ "given_by", COLUMN_int, offsetof(struct event_need, given_by), NULL },
	{ "at", COLUMN_instant, offsetof(struct event_need, at), NULL },
};
const struct shape event_need_shape = {
	.size = sizeof(struct event_need), .count = COUNT(need_columns), .columns = need_columns,
};

static const struct column follow_columns[] = {
	{ "id", COLUMN_int, offsetof(struct event_follow, id), NULL },
	{ "unit_id", COLUMN_int, offsetof(struct event_follow, unit_id), NULL },
	{ "merged_into", COLUMN_int, offsetof(struct event_follow, merged_into), NULL },
	{ "number", COLUMN_text, offsetof(struct event_follow, number), NULL },
	{ "follow_digest", COLUMN_text, offsetof(struct event_follow, follow_digest), NULL },
	{ "type", COLUMN_text, offsetof(struct event_follow, type), NULL },
	{ "feedback", COLUMN_text, offsetof(struct event_follow, feedback), NULL },
	{ "state", COLUMN_choice, offsetof(struct event_follow, state), event_states },
	{ "reported_at", COLUMN_instant, offsetof(struct event_follow, reported_at), NULL },
	{ "received_at", COLUMN_instant, offsetof(struct event_follow, received_at), NULL },
	{ "closed_at", COLUMN_instant, offsetof(struct event_follow, closed_at), NULL },
	{ "feedback_at", COLUMN_instant, offsetof(struct event_follow, feedback_at), NULL },
	{ "occurred_at", COLUMN_instant, offsetof(struct event_follow, occurred_at), NULL },
};
const struct shape event_follow_shape = {
	.size = sizeof(struct event_follow), .count = COUNT(follow_columns), .columns = follow_columns,
};
