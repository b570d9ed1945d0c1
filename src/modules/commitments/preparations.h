/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/preparations.h - how far preparations for civil defence have come.
 *
 * Status alone: which preparation (list commitments/preparations), whose it is, by which day,
 * and the decision of the city executive board that began it.  There is no field for what it
 * holds: that is kept outside.  Every status stays as it was set.
 */
#pragma once

#include "modules/commitments/inside.h"

enum preparation_state { PREPARATION_none, PREPARATION_not_begun, PREPARATION_begun,
	PREPARATION_ready, PREPARATION_paused };
extern const struct choice preparation_states[];

#define PREPARATION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(unit_id,    ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(kind,       code,  N_("Preparation"), .required = true, .list = "commitments/preparations") \
	F(state,      choice, N_("Status"), .required = true, CHOICES(preparation_states)) \
	F(owner_id,   ref,   N_("Responsible"), .required = true, .refers_to = "handler") \
	F(due_on,     date,  N_("To be ready by")) \
	F(decided_on, date,  N_("The executive board decided on"), \
	              .help = N_("The decision of the city executive board that began it.")) \
	F(paragraph,  text,  N_("Paragraph of the decision"), .longest = 12) \
	F(reference,  text,  N_("Case number"), .longest = 30, \
	              .help = N_("Where the decision is registered. What it holds is not written here.")) \
	F(created_by, ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(updated_at, instant, N_("Changed"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct preparation { PREPARATION_FIELDS(AS_MEMBER) };
extern const struct record preparation_record;
extern const struct form preparation_form, preparation_change_form;

#define PREPARATION_STEP_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true) \
	F(preparation_id, ref, N_("Preparation"), ) \
	F(at,         instant, N_("When"), ) \
	F(person_id,  ref,   N_("Who"), ) \
	F(state,      choice, N_("Status"), CHOICES(preparation_states)) \
	F(owner_id,   ref,   N_("Responsible"), ) \
	F(due_on,     date,  N_("To be ready by"), ) \
	F(person_name, text, N_("Name"), ) \
	F(owner_name, text,  N_("Responsible"), )
struct preparation_step { PREPARATION_STEP_FIELDS(AS_MEMBER) };
LIST_OF(preparation_step)
extern const struct shape preparation_step_shape;

#define PREPARATION_ROW_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), ) \
	F(kind,       code,  N_("Preparation"), .list = "commitments/preparations") \
	F(unit_name,  text,  N_("Unit"), ) \
	F(state,      choice, N_("Status"), CHOICES(preparation_states)) \
	F(owner,      text,  N_("Responsible"), .is_personal = true) \
	F(due_on,     date,  N_("To be ready by"), ) \
	F(is_late,    yesno, N_("Late"), ) \
	F(decided_on, date,  N_("The executive board decided on"), ) \
	F(paragraph,  text,  N_("Paragraph of the decision"), ) \
	F(updated_at, instant, N_("Changed"), )
struct preparation_row { PREPARATION_ROW_FIELDS(AS_MEMBER) };
enum { PREPARATION_ROW_COUNT = 11 };
extern const struct field preparation_row_fields[];

bool preparation_is_late(const struct preparation *preparation, struct date today);
/* Some preparations are begun by the executive board: no other may begin them. */
bool preparation_lacks_decision(const struct preparation *preparation);

/* ---- Queries (queries_preparations.c) -------------------------------------------------------- */

extern const struct table preparations_table;
void preparations_query(struct request *request, struct view *view, struct query *query);
const struct preparation *preparation_of_public(struct view *view, struct str public_id);
const struct preparation *preparation_of_kind(struct view *view, int64_t unit_id, struct str kind);
bool preparation_may_edit(struct view *view, const struct preparation *preparation);
struct preparation_step_list preparation_steps(struct view *view, int64_t preparation_id);
void preparation_step_put(struct change *change, const struct preparation *preparation,
                          struct judged_by by);

/* ---- Pages (preparations.c) ------------------------------------------------------------------- */

struct reply preparations_list(struct request *request, struct view *view);
struct reply preparation_new(struct request *request, struct view *view);
struct reply preparation_add_act(struct request *request, struct change *change);
struct reply preparation_show(struct request *request, struct view *view);
struct reply preparation_edit(struct request *request, struct view *view);
struct reply preparation_change_act(struct request *request, struct change *change);
void *preparation_load(struct request *request, struct view *view);

struct demo_city;
void preparations_demo(struct demo_city *city);
