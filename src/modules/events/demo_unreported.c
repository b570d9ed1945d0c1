/* SPDX-License-Identifier: EUPL-1.2 */
/* events/demo_unreported.c - claims and reports of the demo city that nobody has reported. */
#include "modules/events/demo.h"
#include "modules/events/unreported.h"
#include "modules/units/units.h"

#include "base/say.h"
#include "kit/demo.h"

static void note_make(struct change *change, const struct csv_table *table, size_t row)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct date day = date_add_days(date_today(), -(int)demo_number(table, row, "days_ago"));
	struct str answer = csv_cell(table, row, "answer");
	struct unreported note = { .kind = csv_cell(table, row, "kind"), .happened_on = day,
		.reference = csv_cell(table, row, "reference"),
		.no_event_reason = csv_cell(table, row, "reason_sv"),
		.created_at = instant_at(date_add_days(day, 2), 10, 0, 0) };

	if (!unit)
		return;
	note.unit_id = unit->id;
	if (str_is(answer, "event"))
		note.event_id = demo_event_before(view, unit->id,
			instant_at(date_add_days(day, 1), 0, 0, 0));
	if (note.event_id)
		note.linked_at = instant_at(date_add_days(day, 4), 10, 0, 0);
	change_insert(change, &unreported_record.shape, &note);
}

void unreported_demo(struct store *store)
{
	struct arena *arena = arena_open(8 << 20);
	const struct csv_table *table = demo_rows(arena, "unreported");
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });

	for (size_t row = 1; row < table->count; row++)
		note_make(change, table, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
