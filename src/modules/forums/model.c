/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/model.c - the records of the room, and the room as the house sees it. */
#include "modules/forums/inside.h"

const struct choice meeting_states[] = {
	{ "", "" },
	{ "planned", N_("Planned") },
	{ "held", N_("Held") },
	{ "cancelled", N_("Called off") },
	{ NULL, NULL },
};
const struct choice priority_states[] = {
	{ "", "" },
	{ "open", N_("Open") },
	{ "reached", N_("Reached") },
	{ "dropped", N_("No longer a priority") },
	{ NULL, NULL },
};

#define RECORD struct forum
static const struct field forum_fields[] = { FORUM_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_record = { RECORD_OF("forum", forum, forum_fields),
	.label = N_("Forum"), .many = N_("Forums"), .path = "/forums" };

#define RECORD struct forum_member
static const struct field member_fields[] = { FORUM_MEMBER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_member_record = {
	RECORD_OF("forum_member", forum_member, member_fields),
	.label = N_("Member"), .many = N_("Members"), .path = "/forums" };

#define RECORD struct forum_meeting
static const struct field meeting_fields[] = { FORUM_MEETING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_meeting_record = {
	RECORD_OF("forum_meeting", forum_meeting, meeting_fields),
	.label = N_("Meeting"), .many = N_("Meetings"), .path = "/meetings" };

const struct choice forum_item_kinds[] = {
	{ "", "" }, { "risk", N_("Risk") }, { "crisis", N_("Crisis") },
	{ "picture", N_("Situation picture") }, { "message", N_("Message to the public") },
	{ NULL, NULL },
};
#define RECORD struct forum_item
static const struct field item_fields[] = { FORUM_ITEM_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_item_record = { RECORD_OF("forum_item", forum_item, item_fields),
	.label = N_("Point of an agenda"), .many = N_("Points of agendas"), .path = "/meetings" };

#define RECORD struct forum_minutes
static const struct field minutes_fields[] = { FORUM_MINUTES_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_minutes_record = {
	RECORD_OF("forum_minutes", forum_minutes, minutes_fields),
	.label = N_("Approved minutes"), .many = N_("Approved minutes"), .path = "/meetings" };

#define RECORD struct forum_decision
static const struct field decision_fields[] = { FORUM_DECISION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_decision_record = {
	RECORD_OF("forum_decision", forum_decision, decision_fields),
	.label = N_("Decision"), .many = N_("Decisions"), .path = "/meetings" };

#define RECORD struct forum_priority
static const struct field priority_fields[] = { FORUM_PRIORITY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_priority_record = {
	RECORD_OF("forum_priority", forum_priority, priority_fields),
	.label = N_("Priority"), .many = N_("Priorities"), .path = "/priorities" };

#define RECORD struct forum_follow
static const struct field follow_fields[] = { FORUM_FOLLOW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record forum_follow_record = {
	.shape = SHAPE_OF(NULL, forum_follow, follow_fields), .name = "forum_follow",
	.fields = follow_fields, .count = COUNT(follow_fields),
	.label = N_("What became of a priority"), .many = N_("What became of priorities"),
	.path = "/priorities" };

#define RECORD struct approve
static const struct field approve_fields[] = { APPROVE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record approve_record = {
	.shape = SHAPE_OF(NULL, approve, approve_fields), .name = "approve",
	.fields = approve_fields, .count = COUNT(approve_fields),
	.label = N_("Approval of minutes"), .many = N_("Approvals of minutes"), .path = "/meetings" };

static const struct record *const records[] = { &forum_record, &forum_member_record,
	&forum_meeting_record, &forum_item_record, &forum_minutes_record, &forum_decision_record,
	&forum_priority_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Forums"), "/forums", MAY_forums_read, "person", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module forums_module = {
	.name = "forums", .routes = forums_routes, .records = records,
	.references = forums_references, .rules = forums_rules, .menu = menu,
	.evidence = forums_evidence, .wheel = forums_wheel, .demo = forums_demo, .home = forums_home,
};
