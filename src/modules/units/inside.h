/* SPDX-License-Identifier: EUPL-1.2 */
/* units/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "modules/units/units.h"

/* ---- model.c ------------------------------------------------------------------------ */

/* A parent for some days. */
#define UNIT_PARENT_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true) \
	F(unit_id,    ref,  N_("Unit"), .refers_to = "unit") \
	F(parent_id,  ref,  N_("Belongs to"), .refers_to = "unit") \
	F(valid_from, date, N_("From"), ) \
	F(valid_to,   date, N_("To"), )
struct unit_parent { UNIT_PARENT_FIELDS(AS_MEMBER) };
LIST_OF(unit_parent)
extern const struct record unit_parent_record;

#define UNIT_SUCCESSOR_FIELDS(F) \
	F(id,      key,  N_("Number"), .is_own = true) \
	F(from_id, ref,  N_("Ended"), .refers_to = "unit") \
	F(to_id,   ref,  N_("Went on as"), .refers_to = "unit") \
	F(kind,    code, N_("What happened"), .list = "successor_kinds") \
	F(on_date, date, N_("From"), ) \
	F(share,   real, N_("Share"), )
struct unit_successor { UNIT_SUCCESSOR_FIELDS(AS_MEMBER) };
LIST_OF(unit_successor)
extern const struct record unit_successor_record;

#define UNIT_CLOSURE_FIELDS(F) \
	F(above_id,   ref,   N_("Above"), ) \
	F(below_id,   ref,   N_("Below"), ) \
	F(depth,      count, N_("Depth"), ) \
	F(valid_from, date,  N_("From"), ) \
	F(valid_to,   date,  N_("To"), ) \
	F(is_history, yesno, N_("Earlier unit"), )
struct unit_closure { UNIT_CLOSURE_FIELDS(AS_MEMBER) };
LIST_OF(unit_closure)
extern const struct record unit_closure_record;

/* A new unit stands somewhere from the start. */
#define UNIT_NEW_FIELDS(F) \
	F(code,       text,  N_("Code"), .required = true, .longest = 40, \
	                     .help = N_("Short and lasting: it stands on posters and in files.")) \
	F(name_sv,    text,  N_("Name in Swedish"), .required = true, .longest = 120) \
	F(name_en,    text,  N_("Name in English"), .longest = 120) \
	F(kind,       code,  N_("Kind"), .required = true, .list = "unit_kinds") \
	F(parent_id,  ref,   N_("Belongs to"), .refers_to = "unit") \
	F(valid_from, date,  N_("From"), .required = true) \
	F(area_code,  text,  N_("Geographic responsibility"), .longest = 40, \
	                     .help = N_("The code of an area, for units that answer for one.")) \
	F(headcount,  count, N_("Employees"), .most = 1000000) \
	F(tags,       text,  N_("Marks"), )
struct unit_new { UNIT_NEW_FIELDS(AS_MEMBER) };

#define UNIT_MOVE_FIELDS(F) \
	F(parent_id, ref,   N_("Belongs to"), .required = true, .refers_to = "unit") \
	F(on_date,   date,  N_("From"), .required = true)
struct unit_move { UNIT_MOVE_FIELDS(AS_MEMBER) };

/* Renamed, merged or split: the units that end and those that go on. */
enum { MOST_FOLLOWERS = 4 };
#define UNIT_FOLLOW_FIELDS(F) \
	F(kind,    code, N_("What happens"), .required = true, .list = "successor_kinds") \
	F(on_date, date, N_("From"), .required = true, \
	                 .help = N_("The first day of what comes. The earlier units end the day before.")) \
	F(others,  text, N_("Other units that end, by code"), \
	                 .help = N_("When units are merged. Put a space between the codes.")) \
	F(code_1,  text, N_("First unit that goes on: code"), .required = true, .longest = 40, \
	                 .help = N_("A new code, or the code of a unit that is there already.")) \
	F(name_1,  text, N_("First unit: name"), .longest = 120, \
	                 .help = N_("Only for a new unit.")) \
	F(share_1, count, N_("First unit: share in per cent"), .most = 100, \
	                 .help = N_("When a unit is split. Empty: equal shares.")) \
	F(code_2,  text, N_("Second unit: code"), .longest = 40) \
	F(name_2,  text, N_("Second unit: name"), .longest = 120) \
	F(share_2, count, N_("Second unit: share in per cent"), .most = 100) \
	F(code_3,  text, N_("Third unit: code"), .longest = 40) \
	F(name_3,  text, N_("Third unit: name"), .longest = 120) \
	F(share_3, count, N_("Third unit: share in per cent"), .most = 100) \
	F(code_4,  text, N_("Fourth unit: code"), .longest = 40) \
	F(name_4,  text, N_("Fourth unit: name"), .longest = 120) \
	F(share_4, count, N_("Fourth unit: share in per cent"), .most = 100)
struct unit_follow { UNIT_FOLLOW_FIELDS(AS_MEMBER) };
struct follower { struct str code, name; int64_t share; };
size_t followers_of(const struct unit_follow *follow, struct follower followers[MOST_FOLLOWERS]);

extern const struct form unit_form, unit_new_form, unit_move_form, unit_follow_form;

/* ---- rules.c: values in, values out -------------------------------------------------- */

struct tree {                           /* all there is to know about the tree */
	struct unit_list units;         /* id, valid_from, valid_to */
	struct unit_parent_list parents;
	struct unit_successor_list successors;
};
struct unit_closure_list closure_of(struct arena *arena, const struct tree *tree);
/* Would `unit` stand below itself if it belonged to `parent` from a day on? */
bool makes_circle(const struct tree *tree, int64_t unit, int64_t parent, struct date from);
bool kind_may_hold(struct str parent_kind, struct str kind);
/* How many units end and go on in a rename, a merge, a split; a sentence when it is wrong. */
const char *follow_problem(struct str kind, size_t ends, size_t goes_on);
bool is_unit_code(struct str code);
/* The day before; not given stays not given. */
struct date day_before(struct date date);
bool unit_is_valid(const struct unit *unit, struct date on);

/* ---- queries.c ---------------------------------------------------------------------- */

extern const struct table units_table;
extern const struct reference units_references[];
void units_query(struct query *query, struct arena *arena, struct date on);
struct tree tree_read(struct view *view);
const struct unit_parent *unit_parent_on(struct view *view, int64_t id, struct date on);
struct unit_parent_list unit_parents(struct view *view, int64_t id);
struct unit_list units_below(struct view *view, int64_t id, struct date on);
struct unit_list units_valid(struct view *view, struct date on);
struct unit_parent_list parents_valid(struct view *view, struct date on);
struct unit_successor_list unit_followers(struct view *view, int64_t id);
struct unit_successor_list unit_forerunners(struct view *view, int64_t id);
/* Belongs to `parent` from a day on; what was there from that day falls away. */
void unit_parent_put(struct change *change, int64_t unit, int64_t parent, struct date from);
void unit_parent_end(struct change *change, int64_t unit, struct date last);

/* ---- follow.c ----------------------------------------------------------------------- */

void follow_judge(struct view *view, const struct unit *unit, const struct unit_follow *follow,
                  struct problems *problems);
/* Ends and begins what the form says; answers the first unit that goes on. */
int64_t follow_do(struct change *change, const struct unit *unit, const struct unit_follow *follow);

/* ---- tree.c, pages.html -------------------------------------------------------------- */

struct unit_facts {
	const struct unit *unit;
	struct view *view;
	struct unit_parent_list parents;
	struct unit_successor_list followers, forerunners;
	struct unit_list below;
	struct date on;
	bool may_edit, may_move;
};
struct branch {                         /* a unit in the tree of a day */
	const struct unit *unit;
	size_t child_count, depth;
	const struct branch *const *children;
};
struct forest { size_t count; const struct branch *const *roots; size_t units; };
struct forest forest_of(struct view *view, struct date on);
struct forest forest_grow(struct arena *arena, struct unit_list units, struct unit_parent_list parents);
void branches_show(struct out *out, const struct branch *const *branches, size_t count, struct date on);

/* words.c */
struct str days_words(struct arena *arena, struct date from, struct date to);
struct str about_words(struct arena *arena, const struct unit *unit);
struct str share_words(struct arena *arena, double share);
struct str tree_status(struct arena *arena, const struct forest *forest, struct date on);
/* " (Farsta District Committee)", for a parent that is not itself the committee. */
struct str board_beside(const struct unit_facts *facts, const struct unit_parent *parent);
void crumbs_above(struct out *out, const struct unit_facts *facts);

void units_demo(struct store *store, int scale);
