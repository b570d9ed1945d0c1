/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/demo.c - the demo city's answers: the week's of the whole city, and one that somebody
 * has asked (catalogues/demo/hotspots.csv) about what is planted in the events.
 */
#include "modules/hotspots/inside.h"

#include "kit/demo.h"
#include "kit/reference.h"
#include "modules/events/events.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 64 << 20 };

static struct hotspot_answer question_of(struct view *view, const struct csv_table *rows, size_t row)
{
	struct hotspot_period year = hotspots_year(date_today());
	struct str unit = csv_cell(rows, row, "unit_code"), login = csv_cell(rows, row, "login");

	return (struct hotspot_answer){ .from_day = year.from, .to_day = year.to,
		.type = csv_cell(rows, row, "type_code"),
		.unit_id = unit.len ? reference_find(view, "unit", unit) : hotspot_top_unit(view),
		.area_id = reference_find(view, "area", csv_cell(rows, row, "area_code")),
		.asked_by = login.len ? person_of_login(view, login) : 0 };
}

void hotspots_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *rows = demo_rows(arena, "hotspots");

	events_demo_gathering(store, scale);
	for (size_t row = 1; row < rows->count; row++) {
		struct view *view = view_open(store, arena, (struct who){ .is_system = true });
		struct hotspot_answer question = question_of(view, rows, row);

		view_close(view);
		hotspots_answer(store, arena, question, NULL);
	}
	arena_close(arena);
}
