/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/places.h - the map: dated areas and the places in them.
 *
 * The smallest room, kept as the example for the others.  Areas come from GeoJSON in WGS 84
 * or SWEREF 99 18 00; points are stored in SWEREF 99 18 00 millimetres and shown in WGS 84
 * (PROJ converts).  Point in area is GEOS on prepared outlines, kept in memory per process.
 */
#pragma once

#include "kit/module.h"

#define PLACE_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(code,      text, N_("Code"), .required = true, .longest = 40, \
	                   .help = N_("Stands on the poster: /r/CODE.")) \
	F(name,      text, N_("Name"), .required = true, .longest = 120) \
	F(kind,      code, N_("Kind of place"), .required = true, .list = "event/place_types") \
	F(address,   text, N_("Address"), ) \
	F(unit_id,   ref,  N_("Unit that runs it"), .refers_to = "unit") \
	F(area_id,   ref,  N_("Area"), .refers_to = "area", .is_own = true) \
	F(north_mm,  count, N_("North, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(east_mm,   count, N_("East, mm (SWEREF 99 18 00)"), .is_own = true) \
	F(lat,       real, N_("Latitude"), .least = -90, .most = 90) \
	F(lon,       real, N_("Longitude"), .least = -180, .most = 180) \
	F(is_hidden, yesno, N_("Must not be shown on maps"), ) \
	F(valid_from, date, N_("From"), ) \
	F(valid_to,  date, N_("To"), ) \
	F(created_at, instant, N_("Created"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)

struct place { PLACE_FIELDS(AS_MEMBER) };
LIST_OF(place)
extern const struct record place_record;

#define AREA_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(code,      text, N_("Code"), .is_own = true) \
	F(kind,      code, N_("Level"), .list = "area_kinds", .is_own = true) \
	F(name,      text, N_("Name"), .required = true) \
	F(parent_code, text, N_("Lies in"), .longest = 40, \
	                   .help = N_("The code of the larger area.")) \
	F(outline,   json, N_("Outline"), .is_hidden = true, .is_own = true) \
	F(west,      real, N_("West"), .is_own = true, .is_hidden = true) \
	F(south,     real, N_("South"), .is_own = true, .is_hidden = true) \
	F(east,      real, N_("East"), .is_own = true, .is_hidden = true) \
	F(north,     real, N_("North"), .is_own = true, .is_hidden = true) \
	F(valid_from, date, N_("From"), ) \
	F(valid_to,  date, N_("To"), ) \
	F(created_at, instant, N_("Created"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)

struct area { AREA_FIELDS(AS_MEMBER) };
LIST_OF(area)
extern const struct record area_record;

const struct place *place_get(struct view *view, int64_t id);
/* Also for nobody, by the code of a poster; then without point and address when hidden. */
const struct place *place_of_code(struct view *view, struct str code);
const struct area *area_get(struct view *view, int64_t id);
struct str area_name(struct view *view, int64_t id);
/* The area of the finest level that holds a point on a day; 0 none. */
int64_t area_at(struct view *view, double lat, double lon, struct date on);
/* Areas of that day, of any level that has events, that a GeoJSON geometry in WGS 84 has
 * something in common with: only id and kind, good until the next call.  False: the geometry
 * crosses itself or cannot be used. */
bool areas_touched(struct view *view, struct str geojson, struct date on, struct area_list *touched);
/* Areas of a level ("district", "neighbourhood") valid on a day, by name. */
struct area_list areas_of(struct view *view, const char *kind, struct date on);
/* The area itself and all within it, on a day (ids). */
struct area_list areas_within(struct view *view, struct str code, struct date on);
/* Does one of these lie in the area of that code? */
bool area_has_part(const struct area_list *areas, struct str code);
/* For queries, " AND area_id IN " AREA_AND_INSIDE: the area whose code is bound and all within
 * it, of any day. */
#define AREA_AND_INSIDE "(WITH RECURSIVE inside(id, code) AS (" \
	"SELECT id, code FROM my_area WHERE code = $?" \
	" UNION SELECT part.id, part.code FROM my_area AS part" \
	" JOIN inside ON part.parent_code = inside.code) SELECT id FROM inside)"

/* What kit/names.h is told: words that an area or the chosen place is called by name no person;
 * several words may also be those of a unit or of any place ("Anna Sandströms skola"). */
struct called { struct view *view; int64_t place_id; };         /* place_id 0: none is chosen */
bool words_are_called(void *called, struct str words);

/* SWEREF 99 18 00 millimetres <-> WGS 84 degrees (EPSG:3011 <-> EPSG:4326). */
bool sweref_of(double lat, double lon, int64_t *north_mm, int64_t *east_mm);
bool wgs84_of(int64_t north_mm, int64_t east_mm, double *lat, double *lon);

/* Reads a FeatureCollection into areas: `kind` level, names and codes from properties that
 * are named; the CRS from the file (CRS84, EPSG:4326, EPSG:3011).  Without code_property the
 * code is made of the name; without kind each feature has its own, and its own days.  From
 * valid_from on the file replaces what was there of that level.  Answers how many areas were
 * new or changed, or -1 with *problem. */
struct area_source { const char *kind, *name_property, *code_property, *parent_property; struct date valid_from; };
int64_t areas_import(struct change *change, struct str geojson, const struct area_source *source,
                     struct str *problem);

/* A map of areas with a number in each: SVG with links, and its twin table beside. */
struct map_mark { int64_t area_id; int64_t number; struct str link; };
struct map {
	const char *title;
	struct str finding;             /* one sentence */
	size_t count;
	const struct map_mark *marks;
	struct area_list areas;         /* what is drawn */
	int64_t highlight_id;
};
void map_show(struct out *out, const struct map *map);

/* The same areas on a sheet of paper, for rooms that draw more on it than numbers: SVG paths,
 * where a number fits, and where a point lies. */
struct map_label { int x, y, room; };
struct map_sheet {
	int width, height;
	size_t count;
	const struct str *paths;        /* of each area, in their order */
	const struct map_label *labels;
	double west, north;             /* degrees of the upper left corner */
	double right, down;             /* how much of the sheet a degree is */
};
/* Good until six others have been asked for. */
const struct map_sheet *map_sheet_of(const struct area_list *areas);
struct map_point { double x, y; };
/* Of metres in SWEREF 99 18 00. */
struct map_point map_point_of(const struct map_sheet *sheet, double north, double east);
/* How much of the sheet so many metres are. */
double map_length_of(const struct map_sheet *sheet, double metres);

extern const struct module places_module;
