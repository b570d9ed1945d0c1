/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/pictures.h - situation pictures: what happened, why, what follows, what next.
 *
 * A picture stands on a frozen extract (query, counts, time, version).  It lives until it is
 * submitted; from then on it is kept whole and a change is a new version.
 */
#pragma once

#include "kit/module.h"

#define PICTURE_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(kind,         code,    N_("Kind of picture"), .required = true, .list = "picture_kinds") \
	F(unit_id,      ref,     N_("Unit"), .required = true, .refers_to = "picture_unit") \
	F(area_code,    text,    N_("Area"), .longest = 40, \
	                         .help = N_("The code of an area: only what happened there is counted. Empty: all events of the unit.")) \
	F(period,       text,    N_("Period"), .required = true, .longest = 40, \
	                         .help = N_("For example 2026, 2026-T2 (May to August), 2026-Q1 or 2026-03.")) \
	F(title,        text,    N_("Title"), .is_own = true) \
	F(state,        choice,  N_("State"), CHOICES(picture_states), .is_own = true) \
	F(number,       count,   N_("Version"), .is_own = true) \
	F(present,      prose,   N_("Present situation"), .longest = 20000) \
	F(causes,       prose,   N_("Causes"), .longest = 20000) \
	F(consequences, prose,   N_("Likely consequences"), .longest = 20000) \
	F(development,  prose,   N_("Possible development"), .longest = 20000) \
	F(proposals,    prose,   N_("Proposed measures"), .longest = 20000) \
	F(contributors, prose,   N_("Who took part"), .longest = 4000, \
	                         .help = N_("Units, police, housing companies and others. Roles rather than names.")) \
	F(sources,      prose,   N_("Sources"), .longest = 8000, \
	                         .help = N_("Statistics, surveys, supervision, reports and what people have told. The numbers below come by themselves.")) \
	F(secrecy,      code,    N_("Secrecy"), .list = "secrecy_grounds") \
	F(extract_id,   ref,     N_("Extract"), .is_own = true, .is_hidden = true) \
	F(reviewed_by,  ref,     N_("Reviewed by"), .refers_to = "person", .is_own = true) \
	F(reviewed_at,  instant, N_("Reviewed"), .is_own = true) \
	F(adopted_by,   ref,     N_("Adopted by"), .refers_to = "person", .is_own = true) \
	F(adopted_at,   instant, N_("Adopted"), .is_own = true) \
	F(adopted_decision, text, N_("Decision"), .is_own = true) \
	F(submitted_by, ref,     N_("Submitted by"), .refers_to = "person", .is_own = true) \
	F(submitted_at, instant, N_("Submitted"), .is_own = true) \
	F(received_by,  ref,     N_("Received by"), .refers_to = "person", .is_own = true) \
	F(received_at,  instant, N_("Received"), .is_own = true) \
	F(returned_reason, prose, N_("Why it was returned"), .is_own = true) \
	F(supersedes,   ref,     N_("Follows upon"), .is_own = true, .is_hidden = true) \
	F(frozen,       json,    N_("As submitted"), .is_own = true, .is_hidden = true) \
	F(frozen_digest, text,   N_("Digest"), .is_own = true) \
	F(created_by,   ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,   instant, N_("Written"), .is_own = true) \
	F(version,      count,   N_("Edition"), .is_own = true)

enum picture_state { PICTURE_none, PICTURE_working, PICTURE_reviewed, PICTURE_adopted,
	PICTURE_submitted, PICTURE_received, PICTURE_returned, PICTURE_superseded };
extern const struct choice picture_states[];

struct picture { PICTURE_FIELDS(AS_MEMBER) };
LIST_OF(picture)
extern const struct record picture_record;

/* By public_id; NULL: absent or not yours. */
const struct picture *picture_get(struct view *view, struct str public_id);

/* How the newest picture of a kind stands for a unit and a period, whoever follows its duties
 * asks.  `handed_in` is the day on which the first version was submitted; `public_id` is ""
 * when the asker may not open it; `was_returned`: a version before it was sent back. */
struct picture_standing {
	int64_t unit_id;
	struct str period, public_id;
	int state;                      /* enum picture_state */
	bool was_returned;
	struct instant handed_in;
};
LIST_OF(picture_standing)
/* Of periods that begin in a year, sorted by unit, for one unit or (0) all. */
struct picture_standing_list pictures_standing(struct view *view, struct str kind, int year,
                                               int64_t unit_id);

/* The newest one of each kind that a unit has adopted, as far as the reader may see. */
struct picture_list pictures_newest(struct view *view, int64_t unit_id);

/* What is another value of two texts of JSON, when numbers are counted again: "events.month[2026-06].now".
 * Rows of a list are known by their key, month, number or source. */
struct again_value { struct str path, was, is; };
struct again_value_list { size_t count; struct again_value *at; };      /* the first MOST_AGAIN */
enum { MOST_AGAIN = 200 };
struct again_value_list again_values(struct arena *arena, struct str was, struct str is);

extern const struct module pictures_module;
