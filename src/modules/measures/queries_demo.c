/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/queries_demo.c - what the measures of the demo city may cite. */
#include "modules/measures/effects.h"

int64_t measures_demo_event(struct view *view, int64_t unit_id, struct str branch, struct instant before)
{
	return view_int(view, SQL("SELECT id FROM my_event WHERE is_restricted = 0"
		" AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		" AND occurred_at < $3 AND state NOT IN ('merged', 'rejected')"
		" AND type IN (SELECT code FROM my_catalogue_item"
		"              WHERE list = 'event/types' AND (code = $2 OR parent_code = $2))"
		" ORDER BY occurred_at DESC, id DESC LIMIT 1"), V(unit_id, branch, before));
}

/* The newest one that had been adopted then; "" of any kind. */
int64_t measures_demo_picture(struct view *view, int64_t unit_id, struct str kind, struct instant before)
{
	return view_int(view, SQL("SELECT id FROM my_picture WHERE unit_id = $1 AND adopted_at > 0"
		" AND adopted_at < $2 AND ($3 = '' OR kind = $3) ORDER BY adopted_at DESC, id DESC LIMIT 1"),
		V(unit_id, before, kind));
}

int64_t measures_demo_coordinator(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT id FROM my_person WHERE unit_id = $1 ORDER BY id LIMIT 1"),
		V(unit_id));
}

void effect_check_forget(struct change *change, int64_t measure_id)
{
	change_run(change, SQL("DELETE FROM effect_check WHERE measure_id = $1"), V(measure_id));
}
