/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/vital.h - which commitments are vital societal activities, and for what function.
 *
 * A named person decides with a reason, and every decision stays as it was made.  What was
 * only marked when the commitment was written down is a proposal, and is counted as such.
 * Functions are a list in vintages (commitments/functions): each function of today says which
 * sector of the earlier list it was.
 */
#pragma once

#include "modules/commitments/inside.h"

#define VITAL_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(commitment_id, ref,   N_("Commitment"), .refers_to = "commitment", .is_own = true) \
	F(is_vital,      yesno, N_("Vital societal activity"), \
	                 .help = N_("Society would be seriously disturbed, or life and health in danger, without it.")) \
	F(societal_function, code, N_("Societal function"), .list = "commitments/functions") \
	F(reason,        prose, N_("Why"), .required = true, .longest = 2000, \
	                 .help = N_("What would happen without it, and to whom. No addresses, no weak points.")) \
	F(created_by,    ref,   N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(created_at,    instant, N_("Decided"), .is_own = true) \
	F(version,       count, N_("Version"), .is_own = true)
struct vital { VITAL_FIELDS(AS_MEMBER) };
LIST_OF(vital)
extern const struct record vital_record;
extern const struct form vital_form;

#define VITAL_UNIT_FIELDS(F) \
	F(unit_id,     ref,   N_("Unit"), ) \
	F(code,        text,  N_("Code"), ) \
	F(kind,        text,  N_("Kind"), ) \
	F(name,        text,  N_("Unit"), ) \
	F(commitments, count, N_("Commitments"), ) \
	F(decided,     count, N_("Decided"), ) \
	F(vital,       count, N_("Vital"), ) \
	F(proposed,    count, N_("Marked, not decided"), )
struct vital_unit { VITAL_UNIT_FIELDS(AS_MEMBER) };
LIST_OF(vital_unit)
extern const struct record vital_unit_record;

#define VITAL_FUNCTION_FIELDS(F) \
	F(code,        text,  N_("Code"), ) \
	F(commitments, count, N_("Vital commitments"), ) \
	F(units,       count, N_("Units"), )
struct vital_function { VITAL_FUNCTION_FIELDS(AS_MEMBER) };
LIST_OF(vital_function)
extern const struct record vital_function_record;

/* ---- Rules (rules_vital.c) --------------------------------------------------------------- */

/* Does a function belong to a sector, of its own vintage or of an earlier one? */
bool function_is_of(const struct item *function, const struct item *sector);
/* A sector stands at the top of its vintage; a heading over a vintage is none. */
bool item_is_sector(const struct item *item);
/* The newest vintage first; "" after the last. */
struct str function_vintage(size_t i);

/* ---- Queries (queries_vital.c) ------------------------------------------------------------ */

struct vital_list vital_decisions(struct view *view, int64_t commitment_id);    /* newest first */
void vital_put(struct change *change, struct commitment *commitment, struct vital *vital);
/* Active commitments that one reads, at each board and company and all below it; and of all:
 * unit_id 0. */
struct vital_unit_list vital_units(struct view *view);
struct vital_unit vital_whole(struct view *view, int64_t unit_id);
struct vital_function_list vital_functions(struct view *view, int64_t unit_id);
/* " AND societal_function IN (...)" for ?sector=. */
void vital_sector_add(struct request *request, struct query *query);

/* ---- Pages (vital.c) ------------------------------------------------------------------------ */

struct reply vital_page(struct request *request, struct view *view);
struct reply vital_edit(struct request *request, struct view *view);
struct reply vital_act(struct request *request, struct change *change);
void vital_show(struct out *out, struct view *view, const struct commitment *commitment,
                bool may_edit);
