/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/geometry.c - points and outlines: PROJ between SWEREF 99 18 00 and WGS 84, GEOS for
 * point in area.
 *
 * Both libraries are opened once per process and stay.  GEOS wants longitude first, and so
 * does PROJ after proj_normalize_for_visualization(); latitude first is kept at our own door.
 */
#include "modules/places/inside.h"

#include "base/say.h"
#include "kit/catalogue.h"

#include <geos_c.h>
#include <math.h>
#include <proj.h>

/* Sweden with some water around: what lies outside is a slip of the pen. */
static const double southmost = 54, northmost = 70, westmost = 9, eastmost = 26;

static PJ *projection(void)
{
	static PJ *kept;
	PJ *made;

	if (kept)
		return kept;
	made = proj_create_crs_to_crs(PJ_DEFAULT_CTX, "EPSG:4326", "EPSG:3011", NULL);
	if (!made)
		abandon("Could not open the map projection EPSG:3011.", "is proj-data installed?");
	kept = proj_normalize_for_visualization(PJ_DEFAULT_CTX, made);
	must(kept != NULL);
	proj_destroy(made);
	return kept;
}

static bool is_in_sweden(double lat, double lon)
{
	return lat >= southmost && lat <= northmost && lon >= westmost && lon <= eastmost;
}

bool sweref_of(double lat, double lon, int64_t *north_mm, int64_t *east_mm)
{
	PJ_COORD to;

	if (!is_in_sweden(lat, lon))
		return false;
	to = proj_trans(projection(), PJ_FWD, proj_coord(lon, lat, 0, 0));
	if (!isfinite(to.xy.x) || !isfinite(to.xy.y))
		return false;
	*east_mm = llround(to.xy.x * 1000);
	*north_mm = llround(to.xy.y * 1000);
	return true;
}

bool wgs84_of(int64_t north_mm, int64_t east_mm, double *lat, double *lon)
{
	PJ_COORD to = proj_trans(projection(), PJ_INV,
		proj_coord((double)east_mm / 1000, (double)north_mm / 1000, 0, 0));

	if (!isfinite(to.lp.lam) || !isfinite(to.lp.phi) || !is_in_sweden(to.lp.phi, to.lp.lam))
		return false;
	*lat = to.lp.phi;
	*lon = to.lp.lam;
	return true;
}

/* ---- Outlines ----------------------------------------------------------------------- */

struct outline {
	GEOSGeometry *shape;
	const GEOSPreparedGeometry *prepared;
};

static GEOSContextHandle_t geos(void)
{
	static GEOSContextHandle_t kept;

	if (!kept)
		kept = GEOS_init_r();
	must(kept != NULL);
	return kept;
}

/* The struct lives in the index's arena; the geometry is GEOS's own. */
static bool outline_fill(struct outline *outline, struct arena *arena, struct str geojson)
{
	GEOSGeoJSONReader *reader = GEOSGeoJSONReader_create_r(geos());

	*outline = (struct outline){ 0 };
	if (reader)
		outline->shape = GEOSGeoJSONReader_readGeometry_r(geos(), reader,
			str_z(arena, geojson));
	if (reader)
		GEOSGeoJSONReader_destroy_r(geos(), reader);
	if (outline->shape)
		outline->prepared = GEOSPrepare_r(geos(), outline->shape);
	return outline->prepared != NULL;
}

static void outline_empty(struct outline *outline)
{
	if (outline->prepared)
		GEOSPreparedGeom_destroy_r(geos(), outline->prepared);
	if (outline->shape)
		GEOSGeom_destroy_r(geos(), outline->shape);
	*outline = (struct outline){ 0 };
}

static bool outline_holds(const struct outline *outline, double lat, double lon)
{
	GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos(), lon, lat);
	bool holds = point && GEOSPreparedCovers_r(geos(), outline->prepared, point) == 1;

	if (point)
		GEOSGeom_destroy_r(geos(), point);
	return holds;
}

bool outline_is_valid(struct arena *arena, struct str geojson)
{
	struct outline outline;
	bool is_valid = outline_fill(&outline, arena, geojson)
		&& GEOSisValid_r(geos(), outline.shape) == 1;

	outline_empty(&outline);
	return is_valid;
}

/* ---- The index: every outline ready in memory, made anew when the areas change ------- */

struct indexed {
	struct outline outline;
	int64_t id, level;              /* a finer level is larger */
	struct str kind;
	double west, south, east, north;
	struct date valid_from, valid_to;
};

static struct {
	struct arena *arena;
	const struct store *store;
	int64_t mark;
	size_t count;
	struct indexed *at;
	struct area *touched;           /* room for the answer of areas_touched() */
} index_kept;

enum { INDEX_MOST_BYTES = 256 << 20 };

static void index_release(void)
{
	for (size_t i = 0; i < index_kept.count; i++)
		outline_empty(&index_kept.at[i].outline);
	index_kept.count = 0;
	if (index_kept.arena)
		arena_clear(index_kept.arena);
	else
		index_kept.arena = arena_open(INDEX_MOST_BYTES);
}

bool level_has_events(struct str kind)
{
	const struct item *item = item_find("area_kinds", kind);

	return item && !str_is(item_text(item, "has_events"), "0");
}

/* Its place among the levels; 0 for those that hold no events (water). */
static int64_t level_of(struct str kind)
{
	return level_has_events(kind) ? item_find("area_kinds", kind)->place + 1 : 0;
}

static void index_add(struct view *view, const struct area *area)
{
	struct indexed *one = &index_kept.at[index_kept.count];

	*one = (struct indexed){ .id = area->id, .level = level_of(area->kind),
		.kind = arena_copy(index_kept.arena, area->kind),
		.west = area->west, .south = area->south, .east = area->east, .north = area->north,
		.valid_from = area->valid_from, .valid_to = area->valid_to };
	if (!one->level)
		return;
	if (outline_fill(&one->outline, view_arena(view), area->outline))
		index_kept.count++;
	else
		say_warning("area %lld has an outline that cannot be read", (long long)area->id);
}

static void index_refresh(struct view *view)
{
	int64_t mark = areas_mark(view);
	struct area_list areas;

	if (index_kept.arena && mark == index_kept.mark && view_store(view) == index_kept.store)
		return;
	index_release();
	areas = areas_all(view);
	index_kept.at = arena_array(index_kept.arena, struct indexed, areas.count + 1);
	index_kept.touched = arena_array(index_kept.arena, struct area, areas.count + 1);
	for (size_t i = 0; i < areas.count; i++)
		index_add(view, &areas.at[i]);
	index_kept.mark = mark;
	index_kept.store = view_store(view);
}

static bool is_valid_on(const struct indexed *area, struct date on)
{
	return date_compare(area->valid_from, on) <= 0
		&& (!date_is_given(area->valid_to) || date_compare(area->valid_to, on) >= 0);
}

static bool is_within_box(const struct indexed *area, double lat, double lon)
{
	return lat >= area->south && lat <= area->north && lon >= area->west && lon <= area->east;
}

int64_t area_at(struct view *view, double lat, double lon, struct date on)
{
	const struct indexed *best = NULL;

	index_refresh(view);
	for (size_t i = 0; i < index_kept.count; i++) {
		const struct indexed *one = &index_kept.at[i];

		if ((best && one->level <= best->level) || !is_valid_on(one, on)
		    || !is_within_box(one, lat, lon))
			continue;
		if (outline_holds(&one->outline, lat, lon))
			best = one;
	}
	return best ? best->id : 0;
}

bool areas_touched(struct view *view, struct str geojson, struct date on, struct area_list *touched)
{
	struct outline outline;
	bool is_usable = outline_fill(&outline, view_arena(view), geojson)
		&& GEOSisValid_r(geos(), outline.shape) == 1;

	index_refresh(view);
	*touched = (struct area_list){ 0, index_kept.touched };
	for (size_t i = 0; is_usable && i < index_kept.count; i++) {
		const struct indexed *one = &index_kept.at[i];

		if (is_valid_on(one, on)
		    && GEOSPreparedIntersects_r(geos(), one->outline.prepared, outline.shape) == 1)
			touched->at[touched->count++] = (struct area){ .id = one->id, .kind = one->kind };
	}
	outline_empty(&outline);
	return is_usable;
}
