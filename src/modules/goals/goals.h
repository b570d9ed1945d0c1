/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/goals.h - a unit's own goals and activities, and how they go.
 *
 * Each year a unit derives goals of its own from those of the programme, each with activities
 * that somebody owns; or says with a reason that a focus area does not concern it.  Three times
 * a year it follows them up: a light with a word and at most 1 500 letters for each goal, with
 * figures that the program has counted beside them.  When a follow-up is submitted it is
 * frozen, and its annex (page, text, document for Word) never changes; what must be corrected
 * becomes a new edition.
 */
#pragma once

#include "modules/programme/programme.h"

#define UNIT_GOAL_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(unit_id,     ref,   N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,        count, N_("Year"), .is_own = true) \
	F(aim,         text,  N_("The programme's goal that it serves"), .longest = 120) \
	F(programme,   text,  N_("Programme"), .is_own = true) \
	F(focus_area,  text,  N_("Focus area"), .is_own = true) \
	F(title,       text,  N_("The goal in one sentence"), .required = true, .longest = 160, \
	               .help = N_("What shall be true at the end of the year?")) \
	F(words,       prose, N_("How one sees that it is reached"), .longest = 2000, \
	               .help = N_("A figure, a comparison or something that can be seen. It is a contribution: write what you do, not what the whole city achieves.")) \
	F(state,       choice, N_("State"), CHOICES(goal_states), .is_own = true) \
	F(dropped_reason, prose, N_("Why it was dropped"), .is_own = true) \
	F(carried_from, ref,  N_("Carried over from"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
enum goal_state { GOAL_none, GOAL_current, GOAL_dropped };
extern const struct choice goal_states[];
struct unit_goal { UNIT_GOAL_FIELDS(AS_MEMBER) };
LIST_OF(unit_goal)
extern const struct record unit_goal_record;

#define UNIT_ACTIVITY_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(goal_id,     ref,   N_("Goal"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,   N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(year,        count, N_("Year"), .is_own = true) \
	F(title,       text,  N_("What shall be done"), .required = true, .longest = 160) \
	F(words,       prose, N_("More about it"), .longest = 2000) \
	F(owner_id,    ref,   N_("Owner"), .refers_to = "handler", \
	               .help = N_("One person who sees that it is done.")) \
	F(other_owners, text, N_("Others who take part"), ) \
	F(starts_on,   date,  N_("Starts"), ) \
	F(due_on,      date,  N_("Due"), ) \
	F(is_ongoing,  yesno, N_("It belongs to the daily work and has no last day"), ) \
	F(cost_plan,   money, N_("Planned cost, kronor"), .most = 100000000000) \
	F(cost_actual, money, N_("Cost, kronor"), .most = 100000000000) \
	F(state,       choice, N_("State"), CHOICES(activity_states), .is_own = true) \
	F(effect,      code,  N_("Effect"), .list = "measure_effects", .is_own = true) \
	F(effect_words, prose, N_("What the effect was"), .is_own = true) \
	F(stopped_reason, prose, N_("Why it was stopped"), .is_own = true) \
	F(carried_from, ref,  N_("Carried over from"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
enum activity_state { ACTIVITY_none, ACTIVITY_planned, ACTIVITY_started, ACTIVITY_ongoing,
	ACTIVITY_done, ACTIVITY_effect_rated, ACTIVITY_stopped };
extern const struct choice activity_states[];
struct unit_activity { UNIT_ACTIVITY_FIELDS(AS_MEMBER) };
LIST_OF(unit_activity)
extern const struct record unit_activity_record;

/* What stands for a unit (0: all that one reads) and a year, in the order of the programme. */
struct unit_goal_list goals_of_year(struct view *view, int64_t unit_id, int year);
struct unit_activity_list activities_of_year(struct view *view, int64_t unit_id, int year);
struct unit_activity_list activities_of_goal(struct view *view, int64_t goal_id);

/* "/goals/annex?unit=FAR&period=2026-T2" */
struct str goals_annex_path(struct arena *arena, struct str unit_code, struct str period);

extern const struct module goals_module;
