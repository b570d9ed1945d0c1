/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/styrel.h - priority of electricity (styrel): how many points of each class.
 *
 * Numbers alone, per unit and planning round.  There is no field for a place, a point or a
 * word, so that no list of what must have power can come about here.  Each count stays as it
 * was made; the last one of a unit and round stands.  Rounds and what the classes mean are
 * lists (commitments/styrel_rounds, commitments/styrel_classes).
 */
#pragma once

#include "modules/commitments/inside.h"

enum { STYREL_CLASSES = 8, STYREL_UNCOUNTED = 1 };     /* version before the first count */
#define STYREL_MOST .most = 1000000
#define STYREL_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(unit_id,    ref,   N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(round,      code,  N_("Planning round"), .list = "commitments/styrel_rounds", .is_own = true) \
	F(class_1,    count, N_("Points of class 1"), STYREL_MOST) \
	F(class_2,    count, N_("Points of class 2"), STYREL_MOST) \
	F(class_3,    count, N_("Points of class 3"), STYREL_MOST) \
	F(class_4,    count, N_("Points of class 4"), STYREL_MOST) \
	F(class_5,    count, N_("Points of class 5"), STYREL_MOST) \
	F(class_6,    count, N_("Points of class 6"), STYREL_MOST) \
	F(class_7,    count, N_("Points of class 7"), STYREL_MOST) \
	F(class_8,    count, N_("Points of class 8"), STYREL_MOST) \
	F(created_by, ref,   N_("Counted by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Counted"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct styrel { STYREL_FIELDS(AS_MEMBER) };
LIST_OF(styrel)
extern const struct record styrel_record;
extern const struct form styrel_form;

/* A unit that counts, and its last count of a round (id 0: none yet). */
#define STYREL_ROW_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_hidden = true) \
	F(unit_id,    ref,   N_("Unit"), .is_hidden = true) \
	F(unit_code,  text,  N_("Code"), ) \
	F(unit_kind,  text,  N_("Kind"), ) \
	F(unit_name,  text,  N_("Unit"), ) \
	F(class_1,    count, N_("Points of class 1"), ) \
	F(class_2,    count, N_("Points of class 2"), ) \
	F(class_3,    count, N_("Points of class 3"), ) \
	F(class_4,    count, N_("Points of class 4"), ) \
	F(class_5,    count, N_("Points of class 5"), ) \
	F(class_6,    count, N_("Points of class 6"), ) \
	F(class_7,    count, N_("Points of class 7"), ) \
	F(class_8,    count, N_("Points of class 8"), ) \
	F(created_at, instant, N_("Counted"), )
struct styrel_row { STYREL_ROW_FIELDS(AS_MEMBER) };
LIST_OF(styrel_row)
extern const struct record styrel_row_record;

/* The points of a class, 1 to 8, and all of them. */
int64_t styrel_points(const struct styrel_row *row, int class);
int64_t styrel_all(const struct styrel_row *row);

/* ---- Queries (queries_styrel.c) ----------------------------------------------------------- */

/* Boards and companies, which count what lies below them too; and who else has counted. */
struct styrel_row_list styrel_rows(struct view *view, struct str round);
/* Newest first.  The counts of a unit have the version of the newest: no row is written over. */
struct styrel_list styrel_counts(struct view *view, int64_t unit_id, struct str round);
void styrel_put(struct change *change, struct styrel *styrel);

/* ---- Pages (styrel.c) ----------------------------------------------------------------------- */

struct reply styrel_page(struct request *request, struct view *view);
struct reply styrel_unit_page(struct request *request, struct view *view);
struct reply styrel_act(struct request *request, struct change *change);

struct demo_city;
void styrel_demo(struct demo_city *city);
