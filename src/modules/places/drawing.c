/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/drawing.c - areas on a sheet: SVG paths and where a number fits.
 *
 * Degrees are drawn as they lie, longitude shrunk by the cosine of the middle latitude: over
 * a city nobody sees the difference to a proper projection.  Reading a hundred outlines takes
 * some milliseconds, so each process keeps the latest sheets.
 */
#include "modules/places/inside.h"

#include "base/json.h"
#include "base/say.h"

#include <math.h>
#include <stdlib.h>

enum { SHEET_WIDTH = 640, SHEET_HIGHEST = 900, SHEETS_KEPT = 6, SHEET_MOST_BYTES = 64 << 20,
	LONGEST_PATH = 1 << 20, LINES_TRIED = 7, MOST_CROSSINGS = 64 };
static const double tolerance = 1.1;    /* on the sheet: a pixel or so */

/* ---- From outlines to the grid ------------------------------------------------------ */

static void sheet_fit(const struct area_list *areas, struct map_sheet *sheet)
{
	double west = 180, east = -180, south = 90, north = -90, shrink, scale;

	for (size_t i = 0; i < areas->count; i++) {
		west = fmin(west, areas->at[i].west);
		east = fmax(east, areas->at[i].east);
		south = fmin(south, areas->at[i].south);
		north = fmax(north, areas->at[i].north);
	}
	shrink = cos((south + north) / 2 * M_PI / 180);
	scale = (SHEET_WIDTH - 4) / fmax((east - west) * shrink, 1e-9);
	if ((north - south) * scale > SHEET_HIGHEST)
		scale = SHEET_HIGHEST / (north - south);
	sheet->width = (int)ceil((east - west) * shrink * scale) + 4;
	sheet->height = (int)ceil((north - south) * scale) + 4;
	sheet->west = west;
	sheet->north = north;
	sheet->right = shrink * scale;
	sheet->down = scale;
}

static struct ring ring_read(struct arena *arena, const struct map_sheet *sheet, const json_t *list)
{
	struct ring ring = { 0, arena_array(arena, struct grid_point, json_array_size(list) + 1) };

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *point = json_array_get(list, i);
		double lon = json_number_value(json_array_get(point, 0));
		double lat = json_number_value(json_array_get(point, 1));

		ring.at[ring.count++] = (struct grid_point){
			(int)lround((lon - sheet->west) * sheet->right) + 2,
			(int)lround((sheet->north - lat) * sheet->down) + 2 };
	}
	return ring;
}

static void polygon_read(struct arena *arena, const struct map_sheet *sheet,
                         const json_t *polygon, struct drawing *drawing)
{
	for (size_t i = 0; i < json_array_size(polygon); i++)
		drawing->rings[drawing->count++] =
			ring_read(arena, sheet, json_array_get(polygon, i));
}

static struct drawing drawing_read(struct arena *arena, const struct map_sheet *sheet,
                                   struct str outline)
{
	struct str problem;
	struct drawing drawing = { 0 };
	json_t *geometry = json_read(arena, outline, &problem);
	const json_t *coordinates = json_object_get(geometry, "coordinates");
	bool is_many = str_is(json_text(geometry, "type"), "MultiPolygon");
	size_t rings = is_many ? 0 : json_array_size(coordinates);

	for (size_t i = 0; is_many && i < json_array_size(coordinates); i++)
		rings += json_array_size(json_array_get(coordinates, i));
	drawing.rings = arena_array(arena, struct ring, rings + 1);
	for (size_t i = 0; is_many && i < json_array_size(coordinates); i++)
		polygon_read(arena, sheet, json_array_get(coordinates, i), &drawing);
	if (!is_many)
		polygon_read(arena, sheet, coordinates, &drawing);
	json_decref(geometry);
	return drawing;
}

/* ---- From the grid to paths --------------------------------------------------------- */

static void ring_write(struct out *out, const struct ring *ring)
{
	struct grid_point here = ring->at[0];

	out_print(out, "M%d %dl", here.x, here.y);
	for (size_t i = 1; i < ring->count; i++) {
		int dx = ring->at[i].x - here.x, dy = ring->at[i].y - here.y;

		/* A minus sign parts numbers by itself. */
		out_print(out, i > 1 && dx >= 0 ? " %d" : "%d", dx);
		out_print(out, dy >= 0 ? " %d" : "%d", dy);
		here = ring->at[i];
	}
	out_char(out, 'z');
}

static struct str path_of(struct arena *arena, const struct drawing *drawing)
{
	struct out out;

	out_init(&out, arena, LONGEST_PATH);
	for (size_t i = 0; i < drawing->count; i++)
		if (drawing->rings[i].count)
			ring_write(&out, &drawing->rings[i]);
	return arena_copy(arena, out_str(&out));
}

/* ---- Where a number fits ------------------------------------------------------------ */

static int real_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The widest stretch inside the area on the line y. */
static struct map_label label_on(const struct drawing *drawing, double y)
{
	double cross[MOST_CROSSINGS];
	size_t count = 0;
	struct map_label label = { 0 };

	for (size_t k = 0; k < drawing->count; k++) {
		const struct ring *ring = &drawing->rings[k];

		for (size_t i = 0; i < ring->count && count < MOST_CROSSINGS; i++) {
			struct grid_point a = ring->at[i], b = ring->at[(i + 1) % ring->count];

			if ((a.y > y) == (b.y > y))
				continue;
			cross[count++] = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
		}
	}
	qsort(cross, count, sizeof(double), real_compare);
	for (size_t i = 0; i + 1 < count; i += 2)
		if (cross[i + 1] - cross[i] > label.room)
			label = (struct map_label){ .x = (int)((cross[i] + cross[i + 1]) / 2), .y = (int)y,
				.room = (int)(cross[i + 1] - cross[i]) };
	return label;
}

static struct map_label label_of(const struct drawing *drawing)
{
	struct map_label best = { 0 };
	int top = SHEET_HIGHEST * 2, bottom = 0;

	for (size_t k = 0; k < drawing->count; k++)
		for (size_t i = 0; i < drawing->rings[k].count; i++) {
			int y = drawing->rings[k].at[i].y;

			top = y < top ? y : top;
			bottom = y > bottom ? y : bottom;
		}
	for (int i = 1; i <= LINES_TRIED; i++) {
		double y = top + (bottom - top) * (double)i / (LINES_TRIED + 1) + 0.25;
		struct map_label label = label_on(drawing, y);

		if (label.room > best.room)
			best = label;
	}
	return bottom - top < 12 ? (struct map_label){ 0 } : best;
}

/* ---- Sheets that are kept ----------------------------------------------------------- */

struct kept_sheet {
	struct arena *arena;
	uint64_t key;
	uint64_t used;
	struct map_sheet sheet;
};
static struct kept_sheet kept[SHEETS_KEPT];

/* FNV-1a over what decides how the sheet looks. */
static uint64_t key_of(const struct area_list *areas)
{
	uint64_t key = 14695981039346656037u;

	for (size_t i = 0; i < areas->count; i++) {
		key = (key ^ (uint64_t)areas->at[i].id) * 1099511628211u;
		for (size_t k = 0; k < areas->at[i].public_id.len; k++)
			key = (key ^ (unsigned char)areas->at[i].public_id.at[k]) * 1099511628211u;
		key = (key ^ (uint64_t)areas->at[i].version) * 1099511628211u;
	}
	return key;
}

static void sheet_draw(struct arena *arena, const struct area_list *areas, struct map_sheet *sheet)
{
	struct drawing *drawings = arena_array(arena, struct drawing, areas->count + 1);
	struct str *paths = arena_array(arena, struct str, areas->count + 1);
	struct map_label *labels = arena_array(arena, struct map_label, areas->count + 1);

	sheet_fit(areas, sheet);
	for (size_t i = 0; i < areas->count; i++)
		drawings[i] = drawing_read(arena, sheet, areas->at[i].outline);
	drawings_simplify(arena, drawings, areas->count, tolerance);
	for (size_t i = 0; i < areas->count; i++) {
		paths[i] = path_of(arena, &drawings[i]);
		labels[i] = label_of(&drawings[i]);
	}
	sheet->count = areas->count;
	sheet->paths = paths;
	sheet->labels = labels;
}

static struct kept_sheet *sheet_slot(uint64_t key)
{
	struct kept_sheet *oldest = &kept[0];

	for (size_t i = 0; i < SHEETS_KEPT; i++) {
		if (kept[i].arena && kept[i].key == key)
			return &kept[i];
		if (kept[i].used < oldest->used)
			oldest = &kept[i];
	}
	if (oldest->arena)
		arena_clear(oldest->arena);
	else
		oldest->arena = arena_open(SHEET_MOST_BYTES);
	oldest->sheet = (struct map_sheet){ 0 };
	oldest->key = key;
	return oldest;
}

const struct map_sheet *map_sheet_of(const struct area_list *areas)
{
	static uint64_t clock;
	struct kept_sheet *slot = sheet_slot(key_of(areas));

	slot->used = ++clock;
	if (areas->count && !slot->sheet.count)
		sheet_draw(slot->arena, areas, &slot->sheet);
	return &slot->sheet;
}

/* ---- What others draw on it --------------------------------------------------------- */

struct map_point map_point_of(const struct map_sheet *sheet, double north, double east)
{
	double lat, lon;

	if (!wgs84_of((int64_t)llround(north * 1000), (int64_t)llround(east * 1000), &lat, &lon))
		return (struct map_point){ 0, 0 };
	return (struct map_point){ (lon - sheet->west) * sheet->right + 2, (sheet->north - lat) * sheet->down + 2 };
}

double map_length_of(const struct map_sheet *sheet, double metres)
{
	static const double metres_a_degree = 111320;

	return metres / metres_a_degree * sheet->down;
}
