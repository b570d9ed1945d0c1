/* SPDX-License-Identifier: EUPL-1.2 */
/* people/demo.c - the people of the demo city, their roles and appointments. */
#include "modules/people/rounds.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"

enum { ARENA_BYTES = 64 << 20 };

static struct date cell_date(const struct csv_table *table, size_t row, const char *name)
{
	struct date date = { 0 };

	date_read(csv_cell(table, row, name), &date);
	return date;
}

static int64_t cell_unit(struct change *change, const struct csv_table *table, size_t row)
{
	const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, "unit_code"));

	return unit ? unit->id : 0;
}

static void demo_person(struct change *change, const struct csv_table *table, size_t row)
{
	struct staff staff = {
		.login = csv_cell(table, row, "login"), .name = csv_cell(table, row, "name"),
		.email = csv_cell(table, row, "email"), .phone = csv_cell(table, row, "phone"),
		.title = csv_cell(table, row, "title_sv"), .unit_id = cell_unit(change, table, row),
		.is_active = true };
	struct member member = { .unit_id = staff.unit_id, .role = csv_cell(table, row, "role"),
		.is_recursive = str_is(csv_cell(table, row, "recursive"), "1"),
		.valid_from = { 2015, 1, 1 }, .reason = csv_cell(table, row, "title_sv") };

	if (!staff.unit_id || !item_find("roles", member.role))
		return;
	member.person_id = change_insert(change, &staff_record.shape, &staff);
	change_insert(change, &member_record.shape, &member);
}

static void demo_appointment(struct change *change, const struct csv_table *table, size_t row)
{
	struct appointing new = {
		.role_type = csv_cell(table, row, "role_type"), .unit_id = cell_unit(change, table, row),
		.person_id = login_owner(change_view(change), csv_cell(table, row, "login")),
		.is_deputy = str_is(csv_cell(table, row, "deputy"), "1"),
		.valid_from = cell_date(table, row, "valid_from"),
		.valid_to = cell_date(table, row, "valid_to"),
		.decision = csv_cell(table, row, "decision") };
	struct appointment made;

	if (!new.unit_id || !new.person_id)
		return;
	appoint(change, &new, &made);
}

/* The round of January: most boards have confirmed, some have left a few. */
static void demo_round(struct change *change)
{
	struct date today = date_today();
	struct round round = { .name = arena_print(change_arena(change), _("January %d"), today.year),
		.opens_on = { today.year, 1, 7 }, .due_on = { today.year, 1, 31 },
		.reason = str_of(_("Yearly confirmation")) };

	if (date_compare(today, round.opens_on) < 0)
		return;
	change_insert(change, &round_record.shape, &round);
	round_confirm_most(change, &round, instant_at((struct date){ today.year, 1, 20 }, 10, 0, 0));
}

void people_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *people = demo_rows(arena, "people");
	const struct csv_table *appointments = demo_rows(arena, "appointments");

	(void)scale;
	for (size_t i = 1; i < people->count; i++)
		demo_person(change, people, i);
	for (size_t i = 1; i < appointments->count; i++)
		demo_appointment(change, appointments, i);
	tongue_choose(setting_text("language"));
	demo_round(change);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
