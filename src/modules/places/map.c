/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/map.c - a map of areas with a number in each, and the same numbers as a table.
 *
 * Areas come in the order they are given (by name), which is also the order of tab stops.
 * Shade is the second sign: the number stands where it fits, and always in the table.
 */
#include "modules/places/inside.h"

#include "modules/places/map.html.h"

static const struct map_mark *mark_of(const struct map *map, int64_t area_id)
{
	for (size_t i = 0; i < map->count; i++)
		if (map->marks[i].area_id == area_id)
			return &map->marks[i];
	return NULL;
}

static int digits_of(int64_t number)
{
	int digits = 1;

	while (number >= 10 && digits++)
		number /= 10;
	return digits;
}

static void area_show(struct out *out, const struct map *map, const struct map_sheet *sheet, size_t i,
                      int64_t most)
{
	const struct map_mark *mark = mark_of(map, map->areas.at[i].id);
	struct map_shape shape = {
		.name = map->areas.at[i].name, .path = sheet->paths[i], .label = sheet->labels[i],
		.heat = mark ? heat_of(mark->number, most) : 0,
		.is_chosen = map->areas.at[i].id == map->highlight_id };

	if (!level_has_events(map->areas.at[i].kind)) {
		map_water_show(out, &shape);
		return;
	}
	if (!mark) {
		map_shape_show(out, &shape);
		return;
	}
	shape.number = mark->number;
	shape.link = mark->link;
	shape.has_room = shape.label.room > 9 * digits_of(mark->number) + 4;
	map_link_show(out, &shape);
}

void map_show(struct out *out, const struct map *map)
{
	const struct map_sheet *sheet = map_sheet_of(&map->areas);
	int64_t most = 0;

	for (size_t i = 0; i < map->count; i++)
		most = map->marks[i].number > most ? map->marks[i].number : most;
	map_begin(out, map, sheet);
	for (size_t i = 0; i < sheet->count; i++)
		area_show(out, map, sheet, i, most);
	map_table_begin(out, map);
	for (size_t i = 0; i < map->areas.count; i++)
		if (mark_of(map, map->areas.at[i].id))
			map_row(out, map->areas.at[i].name, mark_of(map, map->areas.at[i].id));
	map_end(out);
}
