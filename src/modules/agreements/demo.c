/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * agreements/demo.c - what the demo city has agreed on with the police: catalogues/demo/agreements.csv.
 *
 * One of "*" stands in every district that has done what it should (kit/demo.h), under the one
 * that stands before it in the file.
 */
#include "modules/agreements/inside.h"

#include "base/say.h"
#include "kit/demo.h"

enum { ARENA_BYTES = 16 << 20, HAVE_ONE = 970 };

struct filling {
	struct arena *arena;
	struct change *change;
	const struct csv_table *table;
	int64_t city_id;                /* the agreement that the local ones stand under */
};

static struct str cell(const struct filling *filling, size_t row, const char *name)
{
	return csv_cell(filling->table, row, name);
}

static struct str with_name(const struct filling *filling, struct str text, const struct unit *unit)
{
	ptrdiff_t at = str_find(text, S("{unit}"));

	if (at < 0)
		return text;
	return arena_print(filling->arena, "%.*s%.*s%.*s", STR(str_part(text, 0, (size_t)at)),
		STR(unit->name_sv), STR(str_part(text, (size_t)at + sizeof "{unit}" - 1, text.len)));
}

static int64_t agreement_put(const struct filling *filling, size_t row, const struct unit *unit,
                             int64_t parent_id)
{
	struct date begun = date_add_days(date_today(), -(int)demo_int(filling->table, row, "begun_days_ago"));
	struct agreement agreement = { .kind = cell(filling, row, "kind"), .unit_id = unit->id,
		.parent_id = parent_id, .title = with_name(filling, cell(filling, row, "title_sv"), unit),
		.other_party = with_name(filling, cell(filling, row, "other_party_sv"), unit),
		.registry_number = cell(filling, row, "registry"),
		.purpose = cell(filling, row, "purpose_sv"), .areas = cell(filling, row, "areas_sv"),
		.priorities = cell(filling, row, "priorities_sv"), .plans = cell(filling, row, "plans_sv"),
		.measures = cell(filling, row, "measures_sv"), .follow_up = cell(filling, row, "follow_up_sv"),
		.signed_by_us = cell(filling, row, "us_sv"), .signed_by_them = cell(filling, row, "them_sv"),
		.signed_on = begun, .valid_from = begun,
		.valid_to = date_add_days(date_today(), (int)demo_int(filling->table, row, "days_left")),
		.created_at = instant_at(begun, 9, 0, 0) };

	return change_insert(filling->change, &agreement_record.shape, &agreement);
}

static void in_every_district(const struct filling *filling, size_t row)
{
	const struct csv_table *units = demo_rows(filling->arena, "units");

	for (size_t i = 1; i < units->count; i++) {
		struct str code = csv_cell(units, i, "code");
		const struct unit *unit = str_is(csv_cell(units, i, "kind"), "district")
			? unit_of_code(change_view(filling->change), code) : NULL;

		if (unit && demo_is_done(filling->arena, HAVE_ONE, code, cell(filling, row, "key"), "agreement"))
			agreement_put(filling, row, unit, filling->city_id);
	}
}

void agreements_demo(struct store *store, int scale)
{
	struct filling filling = { .arena = arena_open(ARENA_BYTES) };

	(void)scale;
	filling.change = change_open(store, filling.arena, (struct who){ .is_system = true });
	filling.table = demo_rows(filling.arena, "agreements");
	for (size_t row = 1; row < filling.table->count; row++) {
		struct str code = cell(&filling, row, "unit_code");
		const struct unit *unit = unit_of_code(change_view(filling.change), code);

		if (unit)
			filling.city_id = agreement_put(&filling, row, unit, 0);
		else if (str_is(code, "*"))
			in_every_district(&filling, row);
	}
	if (change_commit(filling.change) != COMMITTED)
		abandon("Could not fill the demo city with agreements.", "somebody else was writing");
	arena_close(filling.arena);
}
