/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/exercises.h - exercises: planned, run, measured against what they were to show.
 *
 * An exercise has units that take part, a leader, a day, and objectives, most of which the
 * program can measure.  While it runs it has a log of its own: a crisis that is an exercise.
 * Its leader has a list of injects by the minute that nobody else sees before they are
 * played.  When it ends, what was measured stands beside each objective and is never changed.
 *
 * Nothing that is sent from an exercise reaches anybody for real, unless two named persons
 * have released that (exercise_way).
 */
#pragma once

#include "kit/module.h"

#define EXERCISE_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(number,       text,    N_("Number of the exercise"), .is_own = true) \
	F(unit_id,      ref,     N_("Unit"), .required = true, .refers_to = "unit", \
	                .help = N_("Which holds it. You add other units that take part afterwards.")) \
	F(kind,         code,    N_("Kind of exercise"), .required = true, .list = "exercises/kinds") \
	F(title,        text,    N_("What is it called?"), .required = true, .longest = 120) \
	F(on_date,      date,    N_("Day"), .required = true) \
	F(leader_id,    ref,     N_("Exercise leader"), .required = true, .refers_to = "person", \
	                .help = N_("By name. Sees the injects and runs the exercise.")) \
	F(functions,    codes,   N_("Functions that are exercised"), .list = "crisis/functions") \
	F(scenario,     prose,   N_("Scenario"), .longest = 4000, \
	                .help = N_("What those who take part may know beforehand. The rest belongs in the injects.")) \
	F(test_email,   email,   N_("Test address for e-mail"), \
	                .help = N_("E-mail from the exercise goes here and nowhere else. Empty: none is sent.")) \
	F(test_phone,   phone,   N_("Test number"), \
	                .help = N_("SMS and calls from the exercise go here and nowhere else. Empty: none is sent.")) \
	F(state,        choice,  N_("State"), CHOICES(exercise_states), .is_own = true) \
	F(crisis_id,    ref,     N_("Log"), .refers_to = "crisis", .is_own = true, .is_hidden = true) \
	F(started_at,   instant, N_("Started"), .is_own = true) \
	F(ended_at,     instant, N_("Ended"), .is_own = true) \
	F(held_on,      date,    N_("Held on"), .is_own = true) \
	F(participants, count,   N_("How many took part"), .most = 100000, .is_own = true) \
	F(evaluated_on, date,    N_("Evaluated on"), .is_own = true) \
	F(reason,       prose,   N_("Why it was cancelled"), .is_own = true) \
	F(created_by,   ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,   instant, N_("Written"), .is_own = true) \
	F(updated_at,   instant, N_("Changed"), .is_own = true) \
	F(version,      count,   N_("Version"), .is_own = true)

enum exercise_state {
	EXERCISE_none, EXERCISE_planned, EXERCISE_running, EXERCISE_ended, EXERCISE_evaluated,
	EXERCISE_cancelled,
};
extern const struct choice exercise_states[];

struct exercise { EXERCISE_FIELDS(AS_MEMBER) };         /* table exercise */
LIST_OF(exercise)
extern const struct record exercise_record;

/* As far as this person may see; NULL. */
const struct exercise *exercise_get(struct view *view, int64_t id);
const struct exercise *exercise_of_number(struct view *view, struct str number);
/* The one whose log this crisis is, or was; NULL. */
const struct exercise *exercise_of_crisis(struct view *view, int64_t crisis_id);
static inline bool exercise_is_held(const struct exercise *exercise)
{
	return exercise->state == EXERCISE_ended || exercise->state == EXERCISE_evaluated;
}

/* For the room that evaluates: it was evaluated at this moment, by the person of the change.
 * False: it has not been held, or has been evaluated already. */
bool exercise_evaluated(struct change *change, const struct exercise *exercise, struct instant at,
                        struct str by_name);

/* Is this the number of an exercise, or of the log of one?  Also when the person sees neither. */
bool exercise_has_number(struct view *view, struct str about);

/* How what is sent about something leaves: `about` is the number of an exercise or of the log
 * of one.  Asked as the system, at each try.  What is marked as of an exercise but has none
 * that goes on has no address at all. */
enum exercise_way_kind { WAY_real, WAY_test, WAY_released };
struct exercise_way {
	enum exercise_way_kind kind;
	struct str test_email, test_phone;      /* "" nothing leaves by that channel */
};
struct exercise_way exercise_way_of(struct view *view, struct str about, bool is_exercise);

extern const struct module exercises_module;
