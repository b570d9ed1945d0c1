/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_run.c - injects and what became of them; the rooms of exercises. */
#include "modules/exercises/run.h"

#define ROW_TAKES \
	"SELECT inject.id, inject.public_id, inject.minute, inject.function, inject.channel," \
	" inject.sender, inject.words, inject.expected, COALESCE(played.verb, '') AS verb," \
	" COALESCE(played.at, 0) AS at, COALESCE(played.by_name, '') AS by_name," \
	" COALESCE(played.reason, '') AS reason, COALESCE(played.log_seq, 0) AS log_seq" \
	" FROM my_exercise_inject AS inject" \
	" LEFT JOIN my_exercise_play AS played ON played.inject_id = inject.id"

struct inject_row_list injects_of(struct view *view, int64_t exercise_id)
{
	return inject_row_list_of(view_list(view, &inject_row_record.shape,
		SQL(ROW_TAKES " WHERE inject.exercise_id = $1 ORDER BY inject.minute, inject.id LIMIT 500"),
		V(exercise_id)));
}

const struct inject_row *inject_row_get(struct view *view, int64_t exercise_id, struct str public_id)
{
	return view_get(view, &inject_row_record.shape,
		SQL(ROW_TAKES " WHERE inject.exercise_id = $1 AND inject.public_id = $2"),
		V(exercise_id, public_id));
}

const struct inject_row *inject_row_of_id(struct view *view, int64_t id)
{
	return view_get(view, &inject_row_record.shape, SQL(ROW_TAKES " WHERE inject.id = $1"), V(id));
}

const struct inject *inject_get(struct view *view, int64_t exercise_id, struct str public_id)
{
	return view_get(view, &inject_record.shape,
		SQL("SELECT * FROM my_exercise_inject WHERE exercise_id = $1 AND public_id = $2"),
		V(exercise_id, public_id));
}

bool inject_remove(struct change *change, const struct inject *inject)
{
	if (!change_run(change, SQL("DELETE FROM exercise_inject WHERE id = $1"
			" AND id NOT IN (SELECT inject_id FROM my_exercise_play)"), V(inject->id)))
		return false;
	change_note(change, "exercise", inject->exercise_id, "inject taken away", S(""));
	return true;
}

/* ---- Playing --------------------------------------------------------------------------------- */

bool play_put(struct change *change, const struct play *play)
{
	return change_run(change, SQL("INSERT INTO exercise_play (inject_id, exercise_id, verb, at,"
		" by_id, by_name, reason, log_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
		" ON CONFLICT (inject_id) DO NOTHING"),
		V(play->inject_id, play->exercise_id, play_verbs[play->verb].name, play->at, play->by_id,
			play->by_name, play->reason, play->log_seq)) > 0;
}

/* ---- The rooms ------------------------------------------------------------------------------- */

const struct crisis *exercise_room_of(struct view *view, const struct exercise *exercise)
{
	return exercise->crisis_id ? crisis_of_id(view, exercise->crisis_id) : NULL;
}

void exercise_leaders_join(struct change *change, const struct exercise *exercise,
                           const struct crisis *crisis)
{
	struct helper_part_list helpers = exercise_helpers(change_view(change), exercise->id);

	crisis_exercise_control(change, crisis, exercise->leader_id);
	for (size_t i = 0; i < helpers.count; i++)
		crisis_exercise_control(change, crisis, helpers.at[i].person_id);
}

/* ---- For the job --------------------------------------------------------------------------------- */

static const struct column waiting_columns[] = {
	{ "inject_id", COLUMN_int, offsetof(struct waiting, inject_id), NULL, false },
	{ "exercise_id", COLUMN_int, offsetof(struct waiting, exercise_id), NULL, false },
	{ "minute", COLUMN_int, offsetof(struct waiting, minute), NULL, false },
	{ "as_id", COLUMN_int, offsetof(struct waiting, as_id), NULL, false },
};
static const struct shape waiting_shape = { .size = sizeof(struct waiting),
	.count = COUNT(waiting_columns), .columns = waiting_columns };

struct waiting_list injects_waiting(struct view *view)
{
	return waiting_list_of(view_list(view, &waiting_shape,
		SQL("SELECT exercise_inject.id AS inject_id, exercise.id AS exercise_id,"
		    " exercise_inject.minute,"
		    " CASE WHEN exercise.leader_id IN (SELECT person_id FROM crisis_staff"
		    "   WHERE crisis_id = exercise.crisis_id AND ended_at = 0) THEN exercise.leader_id"
		    " ELSE COALESCE((SELECT min(exercise_helper.person_id) FROM exercise_helper"
		    "   WHERE exercise_helper.exercise_id = exercise.id AND exercise_helper.person_id IN"
		    "   (SELECT person_id FROM crisis_staff WHERE crisis_id = exercise.crisis_id"
		    "    AND ended_at = 0)), exercise.leader_id) END AS as_id"
		    " FROM exercise JOIN exercise_inject ON exercise_inject.exercise_id = exercise.id"
		    " LEFT JOIN exercise_play ON exercise_play.inject_id = exercise_inject.id"
		    " WHERE exercise.state = 'running' AND exercise.crisis_id <> 0"
		    " AND exercise_play.id IS NULL"
		    " ORDER BY exercise.id, exercise_inject.minute, exercise_inject.id LIMIT 500"), NONE));
}

struct exercise_step_list exercise_steps_all(struct view *view, int64_t exercise_id)
{
	return exercise_step_list_of(view_list(view, &exercise_step_record.shape,
		SQL("SELECT * FROM exercise_step WHERE exercise_id = $1 ORDER BY id"), V(exercise_id)));
}

bool play_is_needed(struct view *view)
{
	return injects_waiting(view).count > 0;
}
