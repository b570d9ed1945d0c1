/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/rosters.h - who is on duty: now, next, and every moment since a roster was taken
 * into use.
 *
 * A roster is a function (catalogue rosters/functions: which there are, when somebody must be
 * on duty, what the same person must not hold at once) at a unit.  Who serves follows from
 * rotations, temporary schedules and overrides (rota.h), which are only added to and ended
 * from now on.  Coverage is proved from the same rules, ahead and back in time.
 */
#pragma once

#include "kit/module.h"

/* For alarms, which read as the system: who serves a function at a moment, at a unit when it is
 * one of units and not of the city; person 0 nobody.  Phone is that of the function. */
struct duty_holder {
	int64_t person_id;
	struct str phone;
};
struct duty_holder duty_holder_of(struct view *view, struct str function, int64_t unit_id,
                                  struct instant at);

/* When a mandatory function that has a roster is not covered, as the system; at most 400. */
struct roster_hole {
	struct str function;
	int64_t unit_id;
	struct instant begins, ends;
	struct str words;               /* "14 September 2026 08:00 to ..." */
};
LIST_OF(roster_hole)
struct roster_hole_list roster_holes(struct view *view, struct instant from, struct instant to);
/* Who can mend it: the nearest of those who keep rosters there. */
struct roster_keeper { int64_t person_id; };
LIST_OF(roster_keeper)
struct roster_keeper_list roster_keepers(struct view *view, int64_t unit_id);

/* Who is on duty at one moment, for the list of who must be informed: the same answer to
 * everybody who may read such a list, whatever else of rosters he reads.  A row for each roster
 * of the function (at the unit, or for the whole city with unit 0) that is in use, also when a
 * unit shares it; person_id 0: nobody serves. */
struct roster_held {
	int64_t unit_id, person_id;
	struct instant since;
};
struct roster_held_list { size_t count; struct roster_held *at; };
struct roster_book *roster_book_open(struct view *view, struct instant at);
struct roster_held_list roster_book_find(struct roster_book *book, struct str function,
                                         int64_t unit_id);

/* Who serves when, for emergency packs, as the system: the rosters of a unit and of what is below
 * it, those that are shared there, and those of the whole city.  A turn goes on until somebody
 * else serves; person_id 0: nobody though somebody must. */
struct roster_turn { struct instant begins, ends; int64_t person_id; };
struct roster_ahead {
	struct str name, unit, phone, talk_group, note;
	size_t count;
	struct roster_turn *turns;
};
struct roster_ahead_list { size_t count; struct roster_ahead *at; };
struct roster_ahead_list rosters_ahead(struct view *view, int64_t unit_id, struct instant from,
                                       struct instant to);

/* The feed of a whole roster: who serves when, as this reader may see it.  Identity 0: he sees
 * no such roster. */
struct roster_named { int64_t id; struct str name, unit; };
struct roster_named roster_named_get(struct view *view, struct str public_id);
struct str roster_words(struct view *view, int64_t id);         /* "" when it is not seen */
struct wheel_item_list roster_calendar(struct view *view, int64_t id, struct date from,
                                       struct date to);

extern const struct module rosters_module;
