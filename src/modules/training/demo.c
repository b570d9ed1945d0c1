/* SPDX-License-Identifier: EUPL-1.2 */
/* training/demo.c - training in the demo city: catalogues/demo/training.csv. */
#include "modules/training/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 16 << 20 };

static void training_make(struct change *change, const struct csv_table *table, size_t row)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct training training = { .topic = csv_cell(table, row, "topic"),
		.audience = csv_cell(table, row, "audience"), .form = csv_cell(table, row, "form"),
		.on_day = date_add_days(date_today(), -(int)demo_int(table, row, "days_ago")),
		.invited = demo_int(table, row, "invited"), .attended = demo_int(table, row, "attended"),
		.created_by = person_of_login(view, csv_cell(table, row, "login")) };

	if (!unit)
		return;
	training.unit_id = unit->id;
	change_insert(change, &training_record.shape, &training);
}

void training_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *table = demo_rows(arena, "training");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		training_make(change, table, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
