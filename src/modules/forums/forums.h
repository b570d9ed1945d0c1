/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * forums/forums.h - councils, networks and forums: who sits there, meetings, priorities.
 *
 * A forum has members (people, posts, partners from outside) and meetings.  Minutes are
 * written until they are approved; an approved version is never changed, a correction is the
 * next one.  A priority is stated at a meeting, becomes measures, and what became of it is
 * told at the next meeting.  The standing page of a council has no edition: it is today's
 * numbers, and says when they last changed.
 */
#pragma once

#include "kit/module.h"

#define FORUM_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(code,      text, N_("Code"), .required = true, .longest = 40, \
	             .help = N_("Small letters, digits and hyphens; it stands in the address.")) \
	F(kind,      code, N_("Kind of forum"), .required = true, .list = "forum_kinds") \
	F(name,      text, N_("Name"), .required = true, .longest = 120) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(chair,     text, N_("Led by"), .longest = 120, \
	             .help = N_("The post rather than the person.")) \
	F(charter,   prose, N_("What it is for"), .longest = 8000) \
	F(decision,  text, N_("Set up by"), .longest = 120, \
	             .help = N_("The decision: body, day and paragraph.")) \
	F(every_months, count, N_("Means to meet every … months"), .most = 24) \
	F(is_closed, yesno, N_("Only members and the own unit read it"), ) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,  date, N_("To"), .help = N_("The last day. Empty as long as the forum exists.")) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct forum { FORUM_FIELDS(AS_MEMBER) };
LIST_OF(forum)
extern const struct record forum_record;

const struct forum *forum_of_code(struct view *view, struct str code);  /* NULL: absent or not yours */

extern const struct module forums_module;
