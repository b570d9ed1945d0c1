/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/queries_demo.c - what the demo asks, as the system. */
#include "modules/communication/demo.h"

const struct titled *demo_measure(struct view *view, int64_t unit_id)
{
	struct str number = view_text(view, SQL("SELECT number FROM measure"
		" WHERE unit_id IN (SELECT below_id FROM unit_closure WHERE above_id = $1)"
		" AND state IN ('decided', 'in_progress') AND source_kind <> 'event'"
		" ORDER BY id LIMIT 1"), V(unit_id));
	struct titled *titled = arena_new(view_arena(view), struct titled);

	titled->id = view_int(view, SQL("SELECT id FROM measure WHERE number = $1"), V(number));
	titled->number = number;
	return titled;
}

int64_t demo_need(struct view *view, struct str words)
{
	return words.len ? view_int(view, SQL("SELECT id FROM communication_need WHERE words = $1"),
		V(words)) : 0;
}

int64_t demo_message(struct view *view, struct str title)
{
	return title.len ? view_int(view, SQL("SELECT id FROM communication_message WHERE title = $1"),
		V(title)) : 0;
}
