/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_channels.c - releases of real addresses; which exercise something is about. */
#include "modules/exercises/channels.h"

void exercise_turn_take(struct change *change, int64_t exercise_id)
{
	change_run(change, SQL("UPDATE exercise SET version = version WHERE id = $1"), V(exercise_id));
}

struct release_list releases_of(struct view *view, int64_t exercise_id)
{
	return release_list_of(view_list(view, &release_record.shape,
		SQL("SELECT * FROM my_exercise_release WHERE exercise_id = $1 ORDER BY id"),
		V(exercise_id)));
}

bool release_put(struct change *change, int64_t exercise_id, enum release_verb verb,
                 struct str name, struct str reason)
{
	if (!change_run(change, SQL("INSERT INTO exercise_release (exercise_id, verb, person_id,"
			" person_name, reason, at) VALUES ($1, $2, $3, $4, $5, $6)"
			" ON CONFLICT (exercise_id, verb, person_id) DO NOTHING"),
			V(exercise_id, release_verbs[verb].name, change_me(change), name, reason,
				instant_now())))
		return false;
	change_note(change, "exercise", exercise_id, release_verbs[verb].name, reason);
	return true;
}

/* ---- For what is sent, as the system -------------------------------------------------------- */

/* The one that goes on before any other that has used the same log. */
const struct exercise *exercise_of_about(struct view *view, struct str about)
{
	return view_get(view, &exercise_record.shape,
		SQL("SELECT exercise.* FROM exercise WHERE exercise.number = $1"
		    " OR exercise.crisis_id IN (SELECT crisis.id FROM crisis"
		    "                           WHERE crisis.number = $1 AND crisis.is_exercise = 1)"
		    " ORDER BY CASE WHEN exercise.state = 'running' THEN 0 ELSE 1 END, exercise.id DESC"
		    " LIMIT 1"), V(about));
}

bool exercise_has_number(struct view *view, struct str about)
{
	return about.len && view_int(view, SQL("SELECT 1 FROM my_exercise_number"
		" WHERE number = $1 LIMIT 1"), V(about)) != 0;
}

struct release_list releases_all(struct view *view, int64_t exercise_id)
{
	return release_list_of(view_list(view, &release_record.shape,
		SQL("SELECT * FROM exercise_release WHERE exercise_id = $1 ORDER BY id"),
		V(exercise_id)));
}
