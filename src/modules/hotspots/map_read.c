/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/map_read.c - see map_read.h. */
#include "modules/hotspots/map_read.h"

#include <math.h>

enum { DEEPEST = 8 };

/* ---- One area beside the others ----------------------------------------------------------------- */

static bool is_newer(const struct area *one, const struct area *other)
{
	int days = date_compare(one->valid_from, other->valid_from);

	return days > 0 || (days == 0 && one->id > other->id);
}

static size_t newest_of(const struct area_list *list, struct str kind, struct str code, size_t else_this)
{
	size_t found = else_this;

	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].code, code) && (!kind.len || str_equals(list->at[i].kind, kind))
		    && (found == SIZE_MAX || is_newer(&list->at[i], &list->at[found])))
			found = i;
	return found;
}

/* The district above an area, or itself; where there is none, the largest above it. */
static size_t district_of(const struct area_list *list, size_t i)
{
	for (int steps = 0; steps < DEEPEST && !str_is(list->at[i].kind, HOTSPOT_DISTRICT_KIND); steps++) {
		size_t above = list->at[i].parent_code.len
			? newest_of(list, S(""), list->at[i].parent_code, SIZE_MAX) : SIZE_MAX;

		if (above == SIZE_MAX)
			return i;
		i = above;
	}
	return i;
}

static bool is_leaf(const struct area_list *list, size_t i, struct date today)
{
	const struct item *kind = item_find("area_kinds", list->at[i].kind);

	if (kind && !item_int(kind, "has_events"))
		return false;
	if (date_is_given(list->at[i].valid_to) && date_compare(list->at[i].valid_to, today) < 0)
		return false;
	return !area_has_part(list, list->at[i].code);
}

static void middle_put(struct place_area *place, const struct area *area)
{
	int64_t north_mm, east_mm;

	if (!sweref_of((area->south + area->north) / 2, (area->west + area->east) / 2, &north_mm, &east_mm))
		return;
	place->north = (double)north_mm / 1000;
	place->east = (double)east_mm / 1000;
}

/* ---- All of them ---------------------------------------------------------------------------------- */

static void corner_put(struct hotspot_ground *ground, double lat, double lon)
{
	int64_t north_mm, east_mm;

	if (!sweref_of(lat, lon, &north_mm, &east_mm))
		return;
	ground->west = fmin(ground->west, (double)east_mm / 1000);
	ground->east = fmax(ground->east, (double)east_mm / 1000);
	ground->south = fmin(ground->south, (double)north_mm / 1000);
	ground->north = fmax(ground->north, (double)north_mm / 1000);
}

static void area_put(struct hotspot_ground *ground, const struct area_list *list, size_t i)
{
	const struct area *area = &list->at[i];
	struct place_area *place = &ground->areas[i];

	place->id = area->id;
	place->same = newest_of(list, area->kind, area->code, i);
	place->district = district_of(list, place->same);
	place->is_leaf = is_leaf(list, i, ground->today);
	middle_put(place, area);
	ground->is_asked[i] = true;
	corner_put(ground, area->south, area->west);
	corner_put(ground, area->south, area->east);
	corner_put(ground, area->north, area->west);
	corner_put(ground, area->north, area->east);
}

static void asked_put(struct hotspot_ground *ground, const struct area_list *list, int64_t area_id)
{
	const struct area *asked = area_get(ground->view, area_id);
	struct area_list within = areas_within(ground->view, asked ? asked->code : S(""), ground->today);

	ground->is_below_district = asked && area_is_less_than_district(asked);
	for (size_t i = 0; i < list->count; i++) {
		ground->is_asked[i] = false;
		for (size_t k = 0; k < within.count; k++)
			if (within.at[k].id == list->at[i].id)
				ground->is_asked[i] = true;
	}
}

struct hotspot_ground *ground_read(struct view *view, int64_t area_id, struct date today)
{
	struct arena *arena = view_arena(view);
	struct hotspot_ground *ground = arena_new(arena, struct hotspot_ground);
	struct area_list list = ground_areas(view);

	*ground = (struct hotspot_ground){ .view = view, .today = today, .count = list.count,
		.areas = arena_array(arena, struct place_area, list.count + 1),
		.is_asked = arena_array(arena, bool, list.count + 1),
		.west = INFINITY, .south = INFINITY, .east = -INFINITY, .north = -INFINITY };
	for (size_t i = 0; i < list.count; i++)
		area_put(ground, &list, i);
	if (area_id)
		asked_put(ground, &list, area_id);
	return ground;
}

ptrdiff_t ground_area_at(void *context, double north, double east)
{
	const struct hotspot_ground *ground = context;
	double lat, lon;
	int64_t id;

	if (!wgs84_of(llround(north * 1000), llround(east * 1000), &lat, &lon))
		return -1;
	id = area_at(ground->view, lat, lon, ground->today);
	for (size_t i = 0; id && i < ground->count; i++)
		if (ground->areas[i].id == id)
			return ground->is_asked[i] ? (ptrdiff_t)ground->areas[i].same : -1;
	return -1;
}
