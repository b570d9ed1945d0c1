/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/catalogue.h"
#include "modules/agreements/agreements.h"
#include "modules/units/units.h"

#define AGREEMENT_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text, N_("Identity"), .is_own = true) \
	F(kind,       code, N_("Kind of agreement"), .required = true, .list = "agreement_kinds") \
	F(title,      text, N_("Title"), .required = true, .longest = 160) \
	F(registry_number, text, N_("Registry number"), .longest = 60) \
	F(unit_id,    ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(other_party, text, N_("With whom"), .required = true, .longest = 160, \
	              .help = N_("The organisation, for example the local police area.")) \
	F(parent_id,  ref,  N_("Stands under"), .refers_to = "agreement", \
	              .help = N_("The agreement for the whole city, when this one is local.")) \
	F(purpose,    prose, N_("Purpose"), .longest = 4000) \
	F(areas,      prose, N_("Areas of cooperation"), .longest = 4000) \
	F(priorities, prose, N_("Part 1: priorities"), .longest = 8000, \
	              .help = N_("What the problem is and where. No names, and nothing about a person.")) \
	F(plans,      prose, N_("Part 2: plans"), .longest = 8000) \
	F(measures,   prose, N_("Part 3: measures"), .longest = 8000) \
	F(follow_up,  prose, N_("Part 4: follow-up"), .longest = 8000) \
	F(signed_on,  date, N_("Signed on"), .help = N_("Empty until both have signed: it does not hold before.")) \
	F(signed_by_us, text, N_("Signed for the city by"), .longest = 120, .help = N_("The post, not the person.")) \
	F(signed_by_them, text, N_("Signed for the other party by"), .longest = 120, .help = N_("The post, not the person.")) \
	F(valid_from, date, N_("From"), .required = true) \
	F(valid_to,   date, N_("Last day"), .required = true) \
	F(ended_on,   date, N_("Given up"), .help = N_("When it ends before its day: the last day that it holds.")) \
	F(ended_why,  text, N_("Why it was given up"), .longest = 400) \
	F(followed_up_on, date, N_("Followed up"), ) \
	F(became,     prose, N_("What became of it"), .longest = 8000) \
	F(created_by, ref,  N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct agreement { AGREEMENT_FIELDS(AS_MEMBER) };
LIST_OF(agreement)
extern const struct record agreement_record;
extern const struct form agreement_form;

#define AGREEMENT_ROW_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_hidden = true) \
	F(public_id, text, N_("Identity"), ) \
	F(title,     text, N_("Title"), ) \
	F(kind,      code, N_("Kind of agreement"), .list = "agreement_kinds") \
	F(unit_name, text, N_("Unit"), ) \
	F(other_party, text, N_("With whom"), ) \
	F(parent_title, text, N_("Stands under"), ) \
	F(parts,     count, N_("Parts written"), ) \
	F(state,     choice, N_("State"), CHOICES(agreement_states)) \
	F(signed_on, date, N_("Signed on"), ) \
	F(valid_from, date, N_("From"), ) \
	F(last_day,  date, N_("Last day"), )
struct agreement_row { AGREEMENT_ROW_FIELDS(AS_MEMBER) };
enum { AGREEMENT_ROW_COUNT = 12, AGREEMENT_PARTS = 4 };
extern const struct field agreement_row_fields[];

/* ---- Rules (rules.c): values in, values out ------------------------------------------------ */

enum agreement_state { AGREEMENT_none, AGREEMENT_draft, AGREEMENT_coming, AGREEMENT_in_force,
	AGREEMENT_ending, AGREEMENT_expired };
extern const struct choice agreement_states[];
/* The last day that it holds: its own, or earlier when it was given up. */
struct date agreement_last_day(const struct agreement *agreement);
/* `warn_days`: so many days before the last one it is ending. */
enum agreement_state agreement_state_on(const struct agreement *agreement, int64_t warn_days,
                                        struct date day);
int agreement_parts(const struct agreement *agreement);         /* how many of the four are written */

/* ---- Queries --------------------------------------------------------------------------------- */

extern const struct table agreements_table;
extern const struct reference agreements_references[];
extern const struct evidence_source agreements_evidence[];
extern const struct wheel_source agreements_wheel[];
void agreements_query(struct request *request, struct view *view, struct query *query);
const struct agreement *agreement_get(struct view *view, struct str public_id);
const struct agreement *agreement_of_id(struct view *view, int64_t id);
struct agreement_list agreements_under(struct view *view, int64_t id);
/* Another of the same kind and unit that holds on one of the days; NULL. */
const struct agreement *agreement_overlapping(struct view *view, const struct agreement *agreement);
bool agreement_may_write(struct view *view, int64_t unit_id);
/* Of a unit, with a last day in the days. */
struct agreement_list agreements_ending(struct view *view, int64_t unit_id, struct date from,
                                        struct date to);
struct agreement_proof {
	int64_t unit_id, parts;
	struct date from, to, parent_from, parent_to;   /* from not given: not signed */
};
LIST_OF(agreement_proof)
struct agreement_proof_list agreements_proving(struct view *view, const struct evidence_ask *ask);
struct agreement_list agreements_behind(struct view *view, const struct evidence_ask *ask);

struct agreement_facts {
	struct view *view;
	const struct agreement *agreement, *parent, *overlapping;
	struct agreement_list under;
	enum agreement_state state;
	bool needs_parent, has_parts, may_edit;
};
struct str agreement_standing(struct arena *arena, const struct agreement *agreement,
                              enum agreement_state state);
void agreements_demo(struct store *store, int scale);
