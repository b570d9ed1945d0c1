/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * threats/demo.c - some checks before meetings in the demo city: catalogues/demo/meeting_checks.csv,
 * and of the state of protection: catalogues/demo/protection_status.csv.
 *
 * A row is for the nth coming (1, 2 ...) or past (-1, -2 ...) meeting of a unit.
 */
#include "modules/threats/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 16 << 20 };

static void check_make(struct change *change, const struct csv_table *table, size_t row)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct threat_meeting meeting;
	struct meeting_check check = { .judged = choice_of(threat_levels, csv_cell(table, row, "judged")),
		.answers = csv_cell(table, row, "answers"), .words = csv_cell(table, row, "words_sv"),
		.judged_by = person_of_login(view, csv_cell(table, row, "login")) };

	if (!unit || !threat_meeting_nth(view, unit->id, demo_int(table, row, "meeting"), &meeting))
		return;
	check.unit_id = unit->id;
	check.meeting_id = meeting.id;
	check.done_on = date_add_days(meeting.on_day, -(int)demo_int(table, row, "days_before"));
	if (date_compare(check.done_on, date_today()) > 0)
		check.done_on = date_today();
	check.created_by = check.judged_by;
	change_insert(change, &meeting_check_record.shape, &check);
}

static void protection_make(struct change *change, const struct csv_table *table, size_t row)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_of_code(view, csv_cell(table, row, "unit_code"));
	struct protection protection = {
		.state = choice_of(protection_states, csv_cell(table, row, "state")),
		.reviewed_on = date_add_days(date_today(), -(int)demo_int(table, row, "reviewed_days_ago")),
		.next_by = date_add_days(date_today(), (int)demo_int(table, row, "next_in_days")),
		.created_by = person_of_login(view, csv_cell(table, row, "login")) };

	if (!unit)
		return;
	protection.unit_id = unit->id;
	change_insert(change, &protection_record.shape, &protection);
}

void threats_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *table = demo_rows(arena, "meeting_checks");
	const struct csv_table *protections = demo_rows(arena, "protection_status");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		check_make(change, table, row);
	for (size_t row = 1; row < protections->count; row++)
		protection_make(change, protections, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
