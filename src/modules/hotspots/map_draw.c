/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/map_draw.c - the map of an answer: the areas of today, and what was found over them.
 *
 * What is drawn stands with its numbers in the tables below it.
 */
#include "modules/hotspots/map_draw.h"

#include "modules/hotspots/map.html.h"

#include <math.h>

enum { LEAST_RADIUS = 12 };

/* ---- Areas ------------------------------------------------------------------------------------- */

/* Those that no other lies in. */
static struct area_list areas_drawn(struct view *view, const struct hotspot_answer *hotspot)
{
	const struct area *asked = hotspot->area_id ? area_get(view, hotspot->area_id) : NULL;
	struct area_list all = asked ? areas_within(view, asked->code, date_today()) : hotspot_map_areas(view);
	struct area_list drawn = { .at = arena_array(view_arena(view), struct area, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		if (!area_has_part(&all, all.at[i].code))
			drawn.at[drawn.count++] = all.at[i];
	return drawn;
}

static void areas_draw(struct out *out, const struct area_list *areas, const struct map_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *kind = item_find("area_kinds", areas->at[i].kind);

		hot_map_area(out, &(struct hot_shape){ .path = sheet->paths[i], .name = areas->at[i].name,
			.is_water = kind && !item_int(kind, "has_events") });
	}
}

static void outline_draw(struct out *out, const struct hotspot_told *told, size_t row,
                         const struct area_list *areas, const struct map_sheet *sheet)
{
	const struct hotspot_area *found = told->rows[row];

	if (!hotspot_finding_told(told, row) || (found->finding != SAID_more && found->finding != SAID_fewer))
		return;
	for (size_t i = 0; i < sheet->count; i++)
		if (areas->at[i].id == found->area_id)
			hot_map_outline(out, &(struct hot_shape){ .path = sheet->paths[i],
				.is_fewer = found->finding == SAID_fewer,
				.name = arena_print(out->arena, "%.*s: %s", STR(areas->at[i].name),
					_(hotspot_saids[found->finding].label)) });
}

/* ---- Squares and circles -------------------------------------------------------------------------- */

/* Squares side by side become one, so that no lines stand between them: how many, from `i` on. */
static size_t squares_beside(const struct hotspot_whole *whole, size_t i)
{
	size_t count = 1;

	for (; i + count < whole->cells.count; count++) {
		const struct hotspot_cell *one = &whole->cells.at[i + count - 1], *next = one + 1;

		if (next->north_m != one->north_m || next->finding != one->finding || next->area_id != one->area_id
		    || next->east_m - one->east_m > whole->hotspot.cell_metres + 1)
			break;
	}
	return count;
}

static void squares_draw(struct out *out, const struct hotspot_page *page, size_t i, size_t count,
                         const struct map_sheet *sheet)
{
	const struct hotspot_cell *first = &page->whole.cells.at[i], *last = first + count - 1;
	double half = (double)page->whole.hotspot.cell_metres / 2;
	struct map_point from = map_point_of(sheet, (double)first->north_m + half, (double)first->east_m - half);
	struct map_point to = map_point_of(sheet, (double)last->north_m - half, (double)last->east_m + half);
	int x = (int)lround(from.x), y = (int)lround(from.y);

	hot_map_square(out, &(struct hot_square){ .x = x, .y = y, .width = (int)lround(to.x) - x,
		.height = (int)lround(to.y) - y, .is_fewer = first->finding == SAID_fewer,
		.name = arena_print(out->arena, "%.*s: %s", STR(area_name(page->view, first->area_id)),
			_(hotspot_saids[first->finding].label)) });
}

static void circle_draw(struct out *out, const struct hotspot_cluster *cluster, const struct map_sheet *sheet)
{
	struct map_point at = map_point_of(sheet, (double)cluster->north_m, (double)cluster->east_m);
	int radius = (int)lround(map_length_of(sheet, (double)cluster->radius_m));

	hot_map_circle(out, &(struct hot_circle){ .x = (int)lround(at.x), .y = (int)lround(at.y),
		.r = radius < LEAST_RADIUS ? LEAST_RADIUS : radius, .nth = cluster->nth,
		.name = arena_print(out->arena, _("Cluster %lld"), (long long)cluster->nth) });
}

/* ---- All of it --------------------------------------------------------------------------------------- */

void hotspot_map_draw(struct out *out, const struct hotspot_page *page)
{
	const struct hotspot_whole *whole = &page->whole;
	struct area_list areas = areas_drawn(page->view, &whole->hotspot);
	const struct map_sheet *sheet;

	if (!areas.count)
		return;
	sheet = map_sheet_of(&areas);
	hot_map_begin(out, sheet, hotspot_finding(page));
	areas_draw(out, &areas, sheet);
	for (size_t i = 0, count; !page->is_guarded && i < whole->cells.count; i += count) {
		count = squares_beside(whole, i);
		squares_draw(out, page, i, count, sheet);
	}
	for (size_t i = 0; i < page->areas.count; i++)
		outline_draw(out, &page->areas, i, &areas, sheet);
	for (size_t i = 0; i < whole->clusters.count; i++)
		if (hotspot_cluster_told(whole, &whole->clusters.at[i], page->is_guarded))
			circle_draw(out, &whole->clusters.at[i], sheet);
	hot_map_end(out, page->is_guarded);
}
