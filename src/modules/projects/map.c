/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * projects/map.c - projects on the map, as a table beside it, and as GeoJSON (RFC 7946).
 *
 * The rows are those of the list with the same filters.  What has no point is in neither drawing,
 * but in a table of its own; in GeoJSON its geometry is null.
 */
#include "modules/projects/map.h"

#include "base/json.h"
#include "modules/projects/map.html.h"

#include <math.h>
#include <stdlib.h>

/* Rings closer than this on the sheet are one: a finger must find them on a phone. */
enum { CLOSE = 28, GEOJSON_LONGEST = 4 << 20 };

bool spot_has_point(const struct project_spot *spot)
{
	return spot->north_mm != 0;
}

/* ---- The drawing ---------------------------------------------------------------------------------- */

struct placed { int x, y; int64_t nth; const struct project_spot *spot; bool is_drawn; };

static void areas_draw(struct out *out, const struct area_list *areas, const struct map_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *kind = item_find("area_kinds", areas->at[i].kind);

		project_map_area(out, sheet->paths[i], areas->at[i].name, kind && !item_int(kind, "has_events"));
	}
}

static struct str title_of(struct arena *arena, const struct placed *one)
{
	return arena_print(arena, "%lld. %.*s, %s", (long long)one->nth, STR(one->spot->name),
		_(project_phases[one->spot->phase].label));
}

/* One ring for the first and all that lie close to it. */
static void ring_draw(struct out *out, struct placed *all, size_t count, size_t first)
{
	struct map_spot ring = { .x = all[first].x, .y = all[first].y, .is_ended = true };
	size_t inside = 0;

	for (size_t i = first; i < count; i++) {
		if (all[i].is_drawn || abs(all[i].x - ring.x) > CLOSE || abs(all[i].y - ring.y) > CLOSE)
			continue;
		all[i].is_drawn = true;
		ring.is_ended &= phase_has_ended(all[i].spot->phase);
		ring.title = inside++ ? arena_print(out->arena, "%.*s; %.*s", STR(ring.title),
			STR(title_of(out->arena, &all[i]))) : title_of(out->arena, &all[i]);
	}
	ring.label = arena_print(out->arena, inside > 1 ? "%lld+" : "%lld", (long long)all[first].nth);
	ring.link = inside > 1
		? arena_print(out->arena, "#%.*s", STR(all[first].spot->number))
		: arena_print(out->arena, "/projects/%.*s", STR(all[first].spot->number));
	project_map_mark(out, &ring);
}

static void rings_draw(struct out *out, const struct project_spot_list *spots, const struct map_sheet *sheet)
{
	struct placed *all = arena_array(out->arena, struct placed, spots->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < spots->count; i++) {
		const struct project_spot *spot = &spots->at[i];
		struct map_point at;

		if (!spot_has_point(spot))
			continue;
		at = map_point_of(sheet, (double)spot->north_mm / 1000, (double)spot->east_mm / 1000);
		all[count] = (struct placed){ (int)lround(at.x), (int)lround(at.y), (int64_t)count + 1, spot, false };
		count++;
	}
	for (size_t i = 0; i < count; i++)
		if (!all[i].is_drawn)
			ring_draw(out, all, count, i);
}

static size_t points_in(const struct project_spot_list *spots)
{
	size_t count = 0;

	for (size_t i = 0; i < spots->count; i++)
		count += spot_has_point(&spots->at[i]);
	return count;
}

static void map_draw(struct out *out, struct view *view, const struct project_spot_list *spots)
{
	struct area_list areas = project_map_areas(view);
	size_t points = points_in(spots);
	const struct map_sheet *sheet;

	if (!areas.count)
		return;
	sheet = map_sheet_of(&areas);
	project_map_begin(out, sheet, arena_print(out->arena, plural((int64_t)points,
		"%zu project with a point, %zu without.", "%zu projects with a point, %zu without."),
		points, spots->count - points));
	areas_draw(out, &areas, sheet);
	rings_draw(out, spots, sheet);
	project_map_end(out);
}

void project_map_rows(struct out *out, const struct project_spot_list *spots, bool with_point)
{
	int64_t nth = 0;

	for (size_t i = 0; i < spots->count; i++)
		if (spot_has_point(&spots->at[i]) == with_point)
			project_map_row(out, &spots->at[i], with_point ? ++nth : 0);
}

/* ---- GeoJSON ---------------------------------------------------------------------------------------- */

static void geometry_write(struct json_out *json, const struct project_spot *spot)
{
	if (!spot_has_point(spot)) {
		json_nothing(json, "geometry");
		return;
	}
	json_object_begin(json, "geometry");
	json_str(json, "type", S("Point"));
	json_list_begin(json, "coordinates");
	json_number(json, NULL, spot->lon);
	json_number(json, NULL, spot->lat);
	json_list_finish(json);
	json_object_finish(json);
}

static void feature_write(struct json_out *json, const struct project_spot *spot)
{
	json_object_begin(json, NULL);
	json_str(json, "type", S("Feature"));
	json_str(json, "id", spot->number);
	geometry_write(json, spot);
	json_object_begin(json, "properties");
	json_str(json, "number", spot->number);
	json_str(json, "name", spot->name);
	json_str(json, "kind", spot->kind);
	json_str(json, "phase", str_of(project_phases[spot->phase].name));
	json_str(json, "standing", str_of(project_standings[spot->standing].name));
	json_str(json, "unit", spot->unit_name);
	json_str(json, "area", spot->area_name);
	json_date(json, "fixed_on", spot->fixed_on);
	json_object_finish(json);
	json_object_finish(json);
}

static void collection_write(struct out *out, const struct project_spot_list *spots, bool has_more)
{
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "type", S("FeatureCollection"));
	json_bool(&json, "has_more", has_more);
	json_list_begin(&json, "features");
	for (size_t i = 0; i < spots->count; i++)
		feature_write(&json, &spots->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
}

static bool spots_cut(struct project_spot_list *spots)
{
	bool has_more = spots->count > MOST_SPOTS;

	if (has_more)
		spots->count = MOST_SPOTS;
	return has_more;
}

struct reply projects_geojson(struct request *request, struct view *view)
{
	struct project_spot_list spots = project_spots(request, view);
	bool has_more = spots_cut(&spots);
	struct reply reply;
	struct out out;

	out_init(&out, request->arena, GEOJSON_LONGEST);
	collection_write(&out, &spots, has_more);
	reply = reply_bytes(200, "application/geo+json", out_str(&out));
	reply_download(&reply, request->arena, S("projects.geojson"));
	return reply;
}

/* ---- The page ------------------------------------------------------------------------------------------ */

static struct str same_filters(struct request *request, const char *path, const struct map_asked *asked)
{
	struct out out;

	out_init(&out, request->arena, 2048);
	out_z(&out, path);
	out_z(&out, "?words=");
	out_link_part_str(&out, asked->words);
	out_z(&out, "&kind=");
	out_link_part_str(&out, asked->kind);
	out_z(&out, "&phase=");
	out_z(&out, project_phases[asked->phase].name);
	return out_str(&out);
}

struct reply projects_map(struct request *request, struct view *view)
{
	struct project_spot_list spots = project_spots(request, view);
	bool has_more = spots_cut(&spots);
	int phase = choice_of(project_phases, request_query(request, "phase"));
	struct map_asked asked = { request_query(request, "words"), request_query(request, "kind"),
		phase < 0 ? 0 : phase };
	struct out answer, *out;

	if (request_wants_json(request)) {
		out_init(&answer, request->arena, GEOJSON_LONGEST);
		collection_write(&answer, &spots, has_more);
		return reply_json(request, 200, &answer);
	}
	out = page_begin(request, view, _("Map of plans and projects"));
	project_map_head(out, same_filters(request, "/projects/map.geojson", &asked),
		same_filters(request, "/projects", &asked));
	project_map_filters(out, &asked);
	if (has_more)
		project_map_words(out, arena_print(request->arena,
			_("Only the newest %d are shown. Choose fewer with the filters."), MOST_SPOTS));
	map_draw(out, view, &spots);
	project_map_table(out, &spots, true);
	if (points_in(&spots) < spots.count)
		project_map_table(out, &spots, false);
	return page_end(request, 200);
}
