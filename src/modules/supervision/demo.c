/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/demo.c - what authorities found in the demo city. */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/supervision/inside.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 32 << 20 };

static void measure_make(struct change *change, const struct csv_table *table, size_t row,
                         const struct supervision *supervision, const struct deficiency *deficiency)
{
	struct measure measure = { .unit_id = supervision->unit_id,
		.title = csv_cell(table, row, "measure_sv"), .type = S("limit"),
		.source_kind = S("supervision_deficiency"), .source_id = deficiency->id,
		.responsible_id = supervision->created_by, .due_on = deficiency->due_on,
		.state = MEASURE_decided, .created_by = supervision->created_by,
		.created_at = instant_at(date_add_days(supervision->received_on, 2), 9, 0, 0),
		.decided_by = supervision->created_by,
		.decided_at = instant_at(date_add_days(supervision->received_on, 5), 9, 0, 0) };

	if (measure.title.len)
		measure_add_because(change, &measure, deficiency->words);
}

static void deficiency_make(struct change *change, const struct csv_table *table, size_t row,
                            const struct supervision *supervision)
{
	struct deficiency deficiency = { .supervision_id = supervision->id,
		.words = csv_cell(table, row, "words_sv"),
		.due_on = date_add_days(date_today(), (int)demo_int(table, row, "due_days")),
		.created_by = supervision->created_by,
		.created_at = instant_at(supervision->received_on, 14, 0, 0) };

	if (csv_cell(table, row, "closed_sv").len) {
		deficiency.state = DEFICIENCY_closed;
		deficiency.closed_words = csv_cell(table, row, "closed_sv");
		deficiency.closed_by = supervision->created_by;
		deficiency.closed_on = date_add_days(date_today(),
			-(int)demo_int(table, row, "closed_days_ago"));
	}
	deficiency_add(change, &deficiency);
	measure_make(change, table, row, supervision, &deficiency);
}

static void supervision_make(struct change *change, const struct csv_table *table, size_t row,
                             const struct csv_table *deficiencies)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct date today = date_today();
	struct supervision supervision = { .authority = csv_cell(table, row, "authority"),
		.reference = csv_cell(table, row, "reference"), .title = csv_cell(table, row, "title_sv"),
		.visited_on = date_add_days(today, -(int)demo_int(table, row, "visited_days_ago")),
		.received_on = date_add_days(today, -(int)demo_int(table, row, "received_days_ago")),
		.answer_due = date_add_days(today, (int)demo_int(table, row, "due_days")),
		.is_secret = csv_cell(table, row, "is_secret").len > 0,
		.words = csv_cell(table, row, "words_sv"),
		.created_by = person_of_login(view, csv_cell(table, row, "login")) };

	if (!unit)
		return;
	supervision.unit_id = unit->id;
	if (csv_cell(table, row, "place_of").len)
		supervision.place_id = unit->place_id;
	if (csv_cell(table, row, "answered_days_ago").len) {
		supervision.answered_on = date_add_days(today,
			-(int)demo_int(table, row, "answered_days_ago"));
		supervision.answer_words = csv_cell(table, row, "answer_sv");
	}
	supervision_add(change, &supervision);
	for (size_t i = 1; i < deficiencies->count; i++)
		if (str_equals(csv_cell(deficiencies, i, "reference"), supervision.reference))
			deficiency_make(change, deficiencies, i, &supervision);
}

void supervision_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *table = demo_rows(arena, "supervisions");
	const struct csv_table *deficiencies = demo_rows(arena, "supervision_deficiencies");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		supervision_make(change, table, row, deficiencies);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
