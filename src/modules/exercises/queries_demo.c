/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_demo.c - who leads exercises in the demo city. */
#include "modules/exercises/demo.h"

int64_t exercises_demo_holder(struct view *view, int64_t unit_id, const char *role)
{
	return view_int(view,
		SQL("SELECT COALESCE(min(person_id), 0) FROM member WHERE unit_id = $1 AND role = $2"),
		V(unit_id, role));
}

const struct crisis *exercises_demo_crisis(struct view *view, struct str title)
{
	return view_get(view, &crisis_record.shape,
		SQL("SELECT * FROM crisis WHERE title = $1 AND is_exercise = 1 ORDER BY id LIMIT 1"),
		V(title));
}

int64_t exercises_demo_line(struct view *view, int64_t crisis_id, struct str words)
{
	return view_int(view, SQL("SELECT COALESCE(min(seq), 0) FROM crisis_entry"
		" WHERE crisis_id = $1 AND kind = 'inject' AND words = $2"), V(crisis_id, words));
}
