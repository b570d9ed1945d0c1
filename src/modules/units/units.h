/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * units/units.h - the organisation: a dated tree of units of any depth.
 *
 * A unit that only moves gets a new parent from a day; one that is renamed, merged or split
 * is followed by another unit (successor).  "As was" asks the tree of the day the thing
 * happened; "as is" follows the successors to today.  The kinds of units, and which of them
 * are boards (the level that answers to the council: committees and companies), are the
 * catalogue unit_kinds (column is_board = 1).
 */
#pragma once

#include "kit/module.h"

#define UNIT_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(code,       text,  N_("Code"), .required = true, .longest = 40, \
	                     .help = N_("Short and lasting: it stands on posters and in files.")) \
	F(name_sv,    text,  N_("Name in Swedish"), .required = true, .longest = 120) \
	F(name_en,    text,  N_("Name in English"), .longest = 120) \
	F(kind,       code,  N_("Kind"), .required = true, .list = "unit_kinds") \
	F(valid_from, date,  N_("From"), ) \
	F(valid_to,   date,  N_("To"), .help = N_("The last day. Empty as long as the unit exists.")) \
	F(area_code,  text,  N_("Geographic responsibility"), .longest = 40) \
	F(headcount,  count, N_("Employees"), .most = 1000000) \
	F(tags,       text,  N_("Marks"), ) \
	F(place_id,   ref,   N_("Place"), .refers_to = "place") \
	F(created_at, instant, N_("Created"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)

struct unit { UNIT_FIELDS(AS_MEMBER) };
LIST_OF(unit)
extern const struct record unit_record;

/* One that the person may see, or NULL.  Names follow the language of the moment. */
const struct unit *unit_get(struct view *view, int64_t id);
const struct unit *unit_of_code(struct view *view, struct str code);
struct str unit_name(struct view *view, int64_t id);            /* "" when 0 or not seen */
struct str unit_words(const struct unit *unit);
/* The same as a piece of a statement, for lists: `id` is a column, `language` a parameter. */
#define UNIT_NAME_IN(id, language) \
	" COALESCE((SELECT CASE WHEN " language " = 'en' AND my_unit.name_en <> ''" \
	" THEN my_unit.name_en ELSE my_unit.name_sv END FROM my_unit WHERE my_unit.id = " id "), '')"
/* $1 is the language; sorted as it sorts. */
#define UNIT_NAME(id) UNIT_NAME_IN(id, "$1") " COLLATE local"
/* The committee or company above a unit (or itself) on a day; 0 none.  As was; a day before
 * the unit began gives the board it has today. */
int64_t unit_board(struct view *view, int64_t id, struct date on);
/* "('', 'district', 'company')": the kinds that are boards, for what asks my_unit.kind IN. */
void unit_board_kinds_add(struct query *query);
/* The unit that follows it today: itself, or the successor with the largest share.  As is. */
int64_t unit_today(struct view *view, int64_t id);
/* Every unit that has become part of `id` over time, itself included (as-is roll-up). */
struct unit_list unit_ancestors_in_time(struct view *view, int64_t id);
/* Makes unit_closure anew from unit_parent; after every change of the tree. */
void unit_closure_make(struct change *change);

/* Where a workplace is; the room places keeps its places in step by this. */
void unit_place_set(struct change *change, int64_t id, int64_t place_id);
/* May this person change the unit itself (0: a unit at the top)?  Read in `view`. */
bool unit_may_edit(struct view *view, int64_t id);

extern const struct module units_module;
