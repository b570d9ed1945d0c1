/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/aims.c - what a programme says about goals: those that units may serve, focus areas,
 * and the development activities it asks a unit for.
 */
#include "modules/goals/inside.h"

#include "modules/units/units.h"

#include <string.h>

/* ---- Programmes of a year --------------------------------------------------------------------- */

struct programme_list programmes_in(struct view *view, int year)
{
	struct date first = { (int16_t)year, 1, 1 }, last = { (int16_t)year, 12, 31 };
	struct programme_list all = programmes_all(view);
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++)
		if (date_compare(all.at[i].valid_from, last) <= 0
		    && (!date_is_given(all.at[i].valid_to)
			|| date_compare(all.at[i].valid_to, first) >= 0))
			all.at[kept++] = all.at[i];
	all.count = kept;
	return all;
}

/* ---- Areas -------------------------------------------------------------------------------------- */

static void areas_add(struct view *view, const struct programme *programme, struct open_area_list *list,
                      size_t room)
{
	struct obligation_list obligations = obligations_of(view, programme->id);
	struct actor_list actors = actors_of(view, programme->id);
	struct focus_area_list areas = focus_areas_of(view, programme->id);

	for (size_t i = 0; i < areas.count && list->count < room; i++)
		if (area_is_open(&obligations, &actors, areas.at[i].code))
			list->at[list->count++] = (struct open_area){ programme, areas.at[i].code,
				tongue_pick(areas.at[i].name_sv, areas.at[i].name_en) };
}

enum { MOST_AREAS = 64 };

struct open_area_list open_areas(struct view *view, int year)
{
	struct programme_list programmes = programmes_in(view, year);
	struct open_area_list list = { 0, arena_array(view_arena(view), struct open_area, MOST_AREAS) };

	for (size_t i = 0; i < programmes.count; i++)
		areas_add(view, &programmes.at[i], &list, MOST_AREAS);
	return list;
}

struct str area_name_of(struct view *view, struct str code, struct str area)
{
	const struct programme *programme = programme_of_code(view, code);
	struct focus_area_list areas;

	if (!programme)
		return area;
	areas = focus_areas_of(view, programme->id);
	for (size_t i = 0; i < areas.count; i++)
		if (str_equals(areas.at[i].code, area))
			return tongue_pick(areas.at[i].name_sv, areas.at[i].name_en);
	return area;
}

/* ---- Goals that may be served ------------------------------------------------------------------- */

static bool is_goal(const struct obligation *obligation)
{
	return str_is(obligation->kind, "G") && !date_is_given(obligation->closed_on);
}

static struct aim aim_of(struct arena *arena, const struct programme *programme,
                         const struct obligation *obligation, struct str area_name)
{
	return (struct aim){ .key = arena_print(arena, "%.*s/%.*s", STR(programme->code),
			STR(obligation->code)),
		.words = obligation_words(obligation), .programme = programme->code,
		.area_code = obligation->focus_area, .area_name = area_name,
		.obligation = obligation };
}

static void aims_add(struct view *view, const struct open_area *area, struct aim_list *list)
{
	struct obligation_list all = obligations_of(view, area->programme->id);
	struct aim *grown = arena_array(view_arena(view), struct aim, list->count + all.count + 1);

	if (list->count)
		memcpy(grown, list->at, list->count * sizeof(*grown));
	list->at = grown;
	for (size_t i = 0; i < all.count; i++)
		if (is_goal(&all.at[i]) && str_equals(all.at[i].focus_area, area->code))
			list->at[list->count++] = aim_of(view_arena(view), area->programme,
				&all.at[i], area->name);
}

struct aim_list aims_of_year(struct view *view, int year)
{
	struct open_area_list areas = open_areas(view, year);
	struct aim_list list = { 0 };

	for (size_t i = 0; i < areas.count; i++)
		aims_add(view, &areas.at[i], &list);
	return list;
}

struct aim aim_of_key(struct view *view, struct str key)
{
	struct str code = key, programme_code = str_cut(&code, '/');
	const struct programme *programme = code.len ? programme_of_code(view, programme_code) : NULL;
	const struct obligation *obligation = programme
		? obligation_of_code(view, programme->id, code) : NULL;

	if (!obligation || !str_is(obligation->kind, "G"))
		return (struct aim){ .key = key };
	return aim_of(view_arena(view), programme, obligation,
		area_name_of(view, programme->code, obligation->focus_area));
}

/* ---- Development activities ----------------------------------------------------------------------- */

static bool is_development(const struct obligation *obligation)
{
	return str_is(obligation->kind, "A") && !date_is_given(obligation->closed_on);
}

enum { MOST_DEVELOPMENTS = 128 };

struct development_list developments_of(struct view *view, int64_t unit_id, int year)
{
	struct programme_list programmes = programmes_in(view, year);
	struct development_list list = { 0,
		arena_array(view_arena(view), struct development, MOST_DEVELOPMENTS) };

	for (size_t p = 0; p < programmes.count; p++) {
		struct obligation_list all = obligations_of(view, programmes.at[p].id);
		const bool *addressed = unit_addressed_by(view, &programmes.at[p], unit_id, &all,
			date_today());

		for (size_t i = 0; i < all.count && list.count < MOST_DEVELOPMENTS; i++)
			if (addressed[i] && is_development(&all.at[i]))
				list.at[list.count++] = (struct development){ &programmes.at[p],
					&all.at[i] };
	}
	return list;
}

/* ---- Events of an area ------------------------------------------------------------------------------ */

/* "alvhamn-2024-2027/1" stands in the column of the event room's own area. */
static struct str event_area(struct arena *arena, struct str programme, struct str area)
{
	const struct catalogue *areas = catalogue_get("event/focus_areas");
	struct str key = arena_print(arena, "%.*s/%.*s", STR(programme), STR(area));

	for (size_t i = 0; i < areas->count; i++)
		if (item_has(&areas->items[i], "programme_areas", str_z(arena, key)))
			return areas->items[i].code;
	return S("");
}

static bool all_below_are(const struct catalogue *types, struct str branch, const char *area)
{
	for (size_t i = 0; i < types->count; i++)
		if (str_equals(types->items[i].parent, branch)
		    && !item_has(&types->items[i], "focus_area", area))
			return false;
	return true;
}

/* A branch when all of it belongs to the area, else its types one by one. */
struct str area_event_types(struct arena *arena, struct str programme, struct str area)
{
	const struct catalogue *types = catalogue_get("event/types");
	const char *wanted = str_z(arena, event_area(arena, programme, area));
	struct out out;

	out_init(&out, arena, 65536);
	for (size_t i = 0; *wanted && i < types->count; i++) {
		const struct item *type = &types->items[i];
		struct str branch = type->parent.len ? type->parent : type->code;
		bool is_whole = all_below_are(types, branch, wanted);

		if (!item_has(type, "focus_area", wanted)
		    || (type->parent.len ? is_whole : !is_whole))
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, type->code);
	}
	return out_str(&out);
}
