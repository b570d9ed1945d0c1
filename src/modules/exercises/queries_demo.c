/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_demo.c - who leads exercises in the demo city. */
#include "modules/exercises/demo.h"

int64_t exercises_demo_holder(struct view *view, int64_t unit_id, const char *role)
{
	return view_int(view,
		SQL("SELECT COALESCE(min(person_id), 0) FROM member WHERE unit_id = $1 AND role = $2"),
		V(unit_id, role));
}

struct str exercises_demo_name(struct view *view, int64_t person_id)
{
	return view_text(view, SQL("SELECT name FROM person WHERE id = $1"), V(person_id));
}
