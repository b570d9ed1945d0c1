/* SPDX-License-Identifier: EUPL-1.2 */
/* places/demo.c - the map of the demo city, and a place for each of its workplaces. */
#include "modules/places/inside.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/say.h"
#include "modules/units/units.h"

extern const struct embedded catalogue_files[];

enum { ARENA_BYTES = 128 << 20 };

static struct str demo_file(const char *path)
{
	const struct embedded *file = embedded_find(catalogue_files, path);

	must(file != NULL);
	return (struct str){ (const char *)file->at, file->len };
}

static void demo_areas(struct change *change)
{
	static const struct area_source source = { .name_property = "name",
		.code_property = "code", .parent_property = "parent_code" };
	struct str problem = S("");

	if (areas_import(change, demo_file("catalogues/demo/areas.geojson"), &source, &problem) < 0)
		abandon("Could not read the areas of the demo city.",
			str_z(change_arena(change), problem));
}

/* The first mark of a workplace is its kind of place. */
static void demo_place(struct change *change, const struct csv_table *table, size_t row)
{
	struct str code = csv_cell(table, row, "code"), tags = csv_cell(table, row, "tags");
	const struct unit *unit = unit_of_code(change_view(change), code);
	struct place place = { .code = code, .name = csv_cell(table, row, "name_sv"),
		.kind = str_cut(&tags, ' ') };

	if (!unit || !str_to_real(csv_cell(table, row, "lat"), &place.lat)
	    || !str_to_real(csv_cell(table, row, "lon"), &place.lon))
		return;
	place.unit_id = unit->id;
	place.valid_from = unit->valid_from;
	place.valid_to = unit->valid_to;
	sweref_of(place.lat, place.lon, &place.north_mm, &place.east_mm);
	place.area_id = area_at(change_view(change), place.lat, place.lon, date_today());
	unit_place_set(change, unit->id, change_insert(change, &place_record.shape, &place));
}

void places_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const char *problem = NULL;
	struct csv_table *table = csv_read(arena, demo_file("catalogues/demo/units.csv"), &problem);

	(void)scale;
	must(table != NULL);
	demo_areas(change);
	for (size_t i = 1; i < table->count; i++)
		if (str_is(csv_cell(table, i, "kind"), "workplace"))
			demo_place(change, table, i);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
