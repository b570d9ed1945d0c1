/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries_demo.c - who and what is which, for the demo city; read as the system. */
#include "modules/evaluations/inside.h"

int64_t demo_unit_of(struct view *view, struct str code)
{
	return view_int(view, SQL("SELECT id FROM unit WHERE code = $1 ORDER BY id LIMIT 1"), V(code));
}

struct str demo_code_of(struct view *view, int64_t unit_id)
{
	return view_text(view, SQL("SELECT code FROM unit WHERE id = $1"), V(unit_id));
}

int64_t demo_director_of(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT min(person_id) FROM member WHERE unit_id = $1"
		" AND role = 'unit_director'"), V(unit_id));
}

struct exercise_list demo_exercises_held(struct view *view)
{
	return exercise_list_of(view_list(view, &exercise_record.shape,
		SQL("SELECT * FROM exercise WHERE state = 'ended' AND held_on <> '' ORDER BY held_on, id"), NONE));
}

int64_t demo_crisis_of(struct view *view, struct str title)
{
	return view_int(view, SQL("SELECT id FROM crisis WHERE title = $1 ORDER BY id LIMIT 1"), V(title));
}

int64_t demo_event_of(struct view *view, int64_t unit_id, struct str branch, struct instant before)
{
	return view_int(view, SQL("SELECT id FROM event WHERE (type = $1 OR type LIKE $1 || '.%')"
		" AND is_restricted = 0 AND occurred_at < $2"
		" ORDER BY CASE WHEN board_id = $3 THEN 0 ELSE 1 END, occurred_at DESC, id LIMIT 1"),
		V(branch, before, unit_id));
}
