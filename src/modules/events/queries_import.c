/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_import.c - what reading in and taking back ask the database; as the system. */
#include "modules/events/facts.h"
#include "modules/events/inside.h"

#include "store/search.h"

#include <string.h>

enum { PAGE_ROWS = 500 };

const struct event *event_naked(struct view *system, int64_t id)
{
	return view_get(system, &event_record.shape, SQL("SELECT * FROM event WHERE id = $1"), V(id));
}

const struct event *event_of_source(struct view *system, struct str source, struct str key)
{
	return view_get(system, &event_record.shape,
		SQL("SELECT * FROM event WHERE source = $1 AND source_key = $2"), V(source, key));
}

/* Those that nobody has begun to handle. */
struct event_list events_of_import(struct view *system, int64_t import_id, int64_t after_id)
{
	return event_list_of(view_list(system, &event_record.shape,
		SQL("SELECT * FROM event WHERE import_id = $1 AND id > $2"
		    " AND NOT EXISTS (SELECT 1 FROM event_step WHERE event_step.event_id = event.id)"
		    " ORDER BY id LIMIT $3"),
		V(import_id, after_id, PAGE_ROWS)));
}

bool event_differs(const struct event *a, const struct event *b)
{
	for (size_t i = 0; i < event_record.count; i++) {
		const struct field *field = &event_record.fields[i];

		if (field->column.kind == COLUMN_text
		    ? !str_equals(*field_text(field, a), *field_text(field, b))
		    : field->column.kind == COLUMN_bool
		    ? *(const bool *)field_text(field, a) != *(const bool *)field_text(field, b)
		    : field->column.kind == COLUMN_choice
		    ? *(const int *)field_text(field, a) != *(const int *)field_text(field, b)
		    : *field_int(field, a) != *field_int(field, b))
			return true;
	}
	return false;
}

void event_rows_delete(struct change *change, int64_t id)
{
	change_run(change, SQL("DELETE FROM event_photo WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_assessment WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_clock WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_check WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_need WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_step WHERE event_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM event_cost WHERE event_id = $1"), V(id));
	event_facts_forget(change, id);
	change_run(change, SQL("DELETE FROM event WHERE id = $1"), V(id));
}
