/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/match.c - which of the city's areas a warning is about, as a suggestion.
 *
 * Codes of areas speak of municipalities and counties, outlines of what they cover, and words
 * of what they name.  What cannot be a place at all (a municipality that no county has) is
 * wrong, and the file is refused; what cannot be used on the map is only remarked upon.
 */
#include "modules/warnings/inside.h"

#include "base/tongue.h"
#include "kit/setting.h"

enum { MOST_AREAS = 400 };

struct matching {
	struct view *view;
	struct arena *arena;
	struct matched *matched;
	struct str *problem;
	size_t info, area;              /* from 1, for words */
	struct area_list city, districts;       /* read once: a file may name thousands of areas */
};

static void area_found(struct matching *m, int64_t area_id, enum warning_how how)
{
	struct warning_area_list *areas = &m->matched->areas;

	m->matched->touches = true;
	for (size_t i = 0; i < areas->count; i++)
		if (areas->at[i].area_id == area_id)
			return;
	if (areas->count < MOST_AREAS)
		areas->at[areas->count++] = (struct warning_area){ .area_id = area_id,
			.how = (int)how };
}

static void whole_city_found(struct matching *m, enum warning_how how)
{
	m->matched->touches = true;
	for (size_t i = 0; i < m->city.count; i++)
		area_found(m, m->city.at[i].id, how);
}

static bool geocode_match(struct matching *m, const struct cap_pair *geocode, size_t nth)
{
	switch (geocode_says(geocode->valueName, geocode->value, setting_text("municipality_code"))) {
	case GEO_city:
		whole_city_found(m, HOW_geocode);
		return true;
	case GEO_unknown_scheme:
		m->matched->remarks = remark_add(m->arena, m->matched->remarks, "unknown_scheme");
		return true;
	case GEO_wrong:
		*m->problem = arena_print(m->arena, _("info[%zu]/area[%zu]/geocode[%zu]: \"%.*s\" is no code of a Swedish municipality or county."),
			m->info, m->area, nth, STR(str_letters_part(geocode->value, 40)));
		return false;
	default:
		return true;
	}
}

static void points_match(struct matching *m, const struct cap_points *points)
{
	struct area_list areas;

	if (points_are_swapped(points)) {
		m->matched->remarks = remark_add(m->arena, m->matched->remarks, "swapped");
		return;
	}
	if (!areas_touched(m->view, geojson_of_points(m->arena, points), date_today(), &areas)) {
		m->matched->remarks = remark_add(m->arena, m->matched->remarks, "crossing");
		return;
	}
	for (size_t i = 0; i < areas.count; i++)
		if (str_is(areas.at[i].kind, "district") || str_is(areas.at[i].kind, "city"))
			area_found(m, areas.at[i].id, HOW_outline);
}

static void outlines_match(struct matching *m, const struct cap_area *area)
{
	struct cap_points points;
	struct cap_point centre;
	struct str why;
	double km;

	for (size_t i = 0; i < area->polygon.count; i++)
		if (cap_polygon_read(m->arena, area->polygon.at[i], &points, &why))
			points_match(m, &points);
	for (size_t i = 0; i < area->circle.count; i++)
		if (cap_circle_read(m->arena, area->circle.at[i], &centre, &km, &why)) {
			points = circle_points(m->arena, centre, km);
			points_match(m, &points);
		}
}

static bool is_letter(struct str text, size_t at)
{
	unsigned char c = at < text.len ? (unsigned char)text.at[at] : ' ';

	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* A whole word or words of it, both folded. */
static bool names_it(struct str words, struct str name)
{
	for (size_t at = 0; name.len && at + name.len <= words.len; at++)
		if (str_equals(str_part(words, at, name.len), name)
		    && !(at && is_letter(words, at - 1)) && !is_letter(words, at + name.len))
			return true;
	return false;
}

static void names_match(struct matching *m, struct str folded, const struct area_list *areas)
{
	for (size_t i = 0; i < areas->count; i++)
		if (names_it(folded, areas->at[i].name))
			area_found(m, areas->at[i].id, HOW_name);
}

static void words_match(struct matching *m, struct str words)
{
	struct str folded = str_fold(m->arena, words);

	if (names_it(folded, str_fold(m->arena, setting_text("city_name"))))
		whole_city_found(m, HOW_name);
	names_match(m, folded, &m->city);
	names_match(m, folded, &m->districts);
}

static bool area_match(struct matching *m, const struct cap_area *area)
{
	for (size_t i = 0; i < area->geocode.count; i++)
		if (!geocode_match(m, &area->geocode.at[i], i + 1))
			return false;
	outlines_match(m, area);
	words_match(m, area->areaDesc);
	return true;
}

/* The areas of a level with folded names. */
static struct area_list areas_folded(struct view *view, const char *kind)
{
	struct area_list areas = areas_of(view, kind, date_today());

	for (size_t i = 0; i < areas.count; i++)
		areas.at[i].name = str_fold(view_arena(view), areas.at[i].name);
	return areas;
}

bool warning_match(struct view *view, const struct cap_alert *alert, struct matched *matched,
                   struct str *problem)
{
	struct matching m = { .view = view, .arena = view_arena(view), .matched = matched,
		.problem = problem, .city = areas_folded(view, "city"),
		.districts = areas_folded(view, "district") };
	size_t areas = 0;

	matched->areas.at = arena_array(m.arena, struct warning_area, MOST_AREAS);
	for (size_t i = 0; i < alert->info.count; i++)
		for (size_t j = 0; j < alert->info.at[i].area.count; j++, areas++) {
			m.info = i + 1;
			m.area = j + 1;
			if (!area_match(&m, &alert->info.at[i].area.at[j]))
				return false;
		}
	if (!areas && alert->info.count) {
		matched->remarks = remark_add(m.arena, matched->remarks, "no_area");
		matched->touches = true;
	}
	return true;
}
