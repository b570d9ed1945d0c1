/* SPDX-License-Identifier: EUPL-1.2 */
/* units/demo.c - the organisation of the demo city, with the merges of its past. */
#include "modules/units/inside.h"

#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"

enum { ARENA_BYTES = 64 << 20 };

static struct date cell_date(const struct csv_table *table, size_t row, const char *name)
{
	struct date date = { 0 };

	date_read(csv_cell(table, row, name), &date);
	return date;
}

static int64_t cell_unit(struct change *change, const struct csv_table *table, size_t row,
                         const char *name)
{
	const struct unit *unit = unit_of_code(change_view(change), csv_cell(table, row, name));

	return unit ? unit->id : 0;
}

static void demo_unit(struct change *change, const struct csv_table *table, size_t row)
{
	struct unit unit = {
		.code = csv_cell(table, row, "code"), .kind = csv_cell(table, row, "kind"),
		.name_sv = csv_cell(table, row, "name_sv"), .name_en = csv_cell(table, row, "name_en"),
		.valid_from = cell_date(table, row, "valid_from"),
		.valid_to = cell_date(table, row, "valid_to"),
		.area_code = csv_cell(table, row, "area_code"), .tags = csv_cell(table, row, "tags") };

	str_to_int(csv_cell(table, row, "headcount"), &unit.headcount);
	change_insert(change, &unit_record.shape, &unit);
}

/* Those that have moved have every parent in a file of their own. */
static bool has_moved(const struct csv_table *moved, struct str code)
{
	for (size_t i = 1; i < moved->count; i++)
		if (str_equals(csv_cell(moved, i, "unit_code"), code))
			return true;
	return false;
}

static void demo_parent(struct change *change, const struct csv_table *table, size_t row,
                        const char *unit)
{
	struct unit_parent link = {
		.unit_id = cell_unit(change, table, row, unit),
		.parent_id = cell_unit(change, table, row, "parent_code"),
		.valid_from = cell_date(table, row, "valid_from"),
		.valid_to = cell_date(table, row, "valid_to") };

	if (link.unit_id && link.parent_id)
		change_insert(change, &unit_parent_record.shape, &link);
}

static void demo_successor(struct change *change, const struct csv_table *table, size_t row)
{
	struct unit_successor link = {
		.from_id = cell_unit(change, table, row, "from_code"),
		.to_id = cell_unit(change, table, row, "to_code"),
		.kind = csv_cell(table, row, "kind"), .on_date = cell_date(table, row, "on_date"),
		.share = 1 };

	str_to_real(csv_cell(table, row, "share"), &link.share);
	if (link.from_id && link.to_id)
		change_insert(change, &unit_successor_record.shape, &link);
}

void units_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *units = demo_rows(arena, "units");
	const struct csv_table *moved = demo_rows(arena, "unit_parents");
	const struct csv_table *successors = demo_rows(arena, "successors");

	(void)scale;
	for (size_t i = 1; i < units->count; i++)
		demo_unit(change, units, i);
	for (size_t i = 1; i < units->count; i++)
		if (!has_moved(moved, csv_cell(units, i, "code")))
			demo_parent(change, units, i, "code");
	for (size_t i = 1; i < moved->count; i++)
		demo_parent(change, moved, i, "unit_code");
	for (size_t i = 1; i < successors->count; i++)
		demo_successor(change, successors, i);
	unit_closure_make(change);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
