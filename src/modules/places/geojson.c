/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * places/geojson.c - a FeatureCollection becomes areas.
 *
 * Outlines are rewritten as WGS 84 with seven decimals (a centimetre), whatever the file had.
 * The whole file is judged before anything is written.
 */
#include "modules/places/inside.h"

#include "base/json.h"
#include "kit/catalogue.h"

enum { LONGEST_OUTLINE = 16 << 20, DEEPEST_COORDINATES = 4, MOST_FEATURES = 20000 };

struct reading {
	struct arena *arena;
	const struct area_source *source;
	bool is_sweref;                 /* metres, EPSG:3011; else degrees, longitude first */
	struct str *problem;
	int64_t feature;                /* from 1, for words */
};

static bool reading_fails(struct reading *reading, const char *words)
{
	*reading->problem = reading->feature
		? arena_print(reading->arena, _("Area number %lld in the file: %s"),
			(long long)reading->feature, words)
		: str_of(words);
	return false;
}

/* ---- Coordinates -------------------------------------------------------------------- */

static bool point_write(struct reading *reading, struct area *area, struct out *out,
                        const json_t *point)
{
	double lon = json_number_value(json_array_get(point, 0));
	double lat = json_number_value(json_array_get(point, 1));

	if (!json_is_number(json_array_get(point, 1)))
		return reading_fails(reading, _("a point needs two numbers."));
	if (reading->is_sweref
	    && !wgs84_of((int64_t)(lat * 1000 + 0.5), (int64_t)(lon * 1000 + 0.5), &lat, &lon))
		return reading_fails(reading, _("a point does not lie in Sweden."));
	if (lat < -90 || lat > 90 || lon < -180 || lon > 180)
		return reading_fails(reading, _("a point does not lie on the earth."));
	area->west = lon < area->west ? lon : area->west;
	area->east = lon > area->east ? lon : area->east;
	area->south = lat < area->south ? lat : area->south;
	area->north = lat > area->north ? lat : area->north;
	out_print(out, "[%.7f,%.7f]", lon, lat);
	return true;
}

static bool coordinates_write(struct reading *reading, struct area *area, struct out *out,
                              const json_t *list, int depth)
{
	if (!json_is_array(list) || depth > DEEPEST_COORDINATES)
		return reading_fails(reading, _("the coordinates are no list of points."));
	if (json_is_number(json_array_get(list, 0)))
		return point_write(reading, area, out, list);
	out_char(out, '[');
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (i)
			out_char(out, ',');
		if (!coordinates_write(reading, area, out, json_array_get(list, i), depth + 1))
			return false;
	}
	out_char(out, ']');
	return true;
}

static bool outline_write(struct reading *reading, struct area *area, const json_t *geometry)
{
	struct str type = json_text(geometry, "type");
	struct out out;

	if (!str_is(type, "Polygon") && !str_is(type, "MultiPolygon"))
		return reading_fails(reading, _("it is neither a Polygon nor a MultiPolygon."));
	out_init(&out, reading->arena, LONGEST_OUTLINE);
	out_print(&out, "{\"type\":\"%.*s\",\"coordinates\":", STR(type));
	area->west = area->south = 1000;
	area->east = area->north = -1000;
	if (!coordinates_write(reading, area, &out, json_object_get(geometry, "coordinates"), 0))
		return false;
	out_char(&out, '}');
	if (out.is_full)
		return reading_fails(reading, _("the outline is too long."));
	area->outline = out_str(&out);
	return outline_is_valid(reading->arena, area->outline)
		|| reading_fails(reading, _("the outline crosses itself or is not closed."));
}

/* ---- Properties --------------------------------------------------------------------- */

static struct str property(struct reading *reading, const json_t *feature, const char *name)
{
	const json_t *value;

	if (!name || !*name)
		return S("");
	value = json_object_get(json_object_get(feature, "properties"), name);
	if (json_is_integer(value))
		return arena_print(reading->arena, "%lld", (long long)json_integer_value(value));
	if (!json_is_string(value))
		return S("");
	return str_trim(arena_copy(reading->arena,
		(struct str){ json_string_value(value), json_string_length(value) }));
}

static void days_read(struct reading *reading, const json_t *feature, struct area *area)
{
	if (reading->source->kind) {
		area->valid_from = reading->source->valid_from;
		return;
	}
	date_read(property(reading, feature, "valid_from"), &area->valid_from);
	date_read(property(reading, feature, "valid_to"), &area->valid_to);
}

static bool feature_read(struct reading *reading, const json_t *feature, struct area *area)
{
	const struct area_source *source = reading->source;
	struct str name = property(reading, feature, source->name_property);

	*area = (struct area){ .name = name_of_capitals(reading->arena, name),
		.kind = source->kind ? str_of(source->kind) : property(reading, feature, "kind"),
		.code = property(reading, feature, source->code_property),
		.parent_code = property(reading, feature, source->parent_property) };
	if (!name.len)
		return reading_fails(reading, _("the property with the name is missing or empty."));
	if (source->code_property && *source->code_property && !area->code.len)
		return reading_fails(reading, _("the property with the code is missing or empty."));
	if (!area->code.len)
		area->code = code_of_name(reading->arena, name);
	if (!area->code.len)
		return reading_fails(reading, _("no code can be made of the name."));
	if (!item_find("area_kinds", area->kind))
		return reading_fails(reading, _("its level is not in the list of levels."));
	days_read(reading, feature, area);
	return outline_write(reading, area, json_object_get(feature, "geometry"));
}

/* ---- The file ----------------------------------------------------------------------- */

/* RFC 7946 knows WGS 84 only; older files name what they have. */
static bool crs_read(struct reading *reading, const json_t *root)
{
	static const struct { const char *ending; bool is_sweref; } known[] = {
		{ "CRS84", false }, { "4326", false }, { "3011", true },
	};
	const json_t *crs = json_object_get(root, "crs");
	struct str name = json_text(json_object_get(crs, "properties"), "name");

	if (!crs || json_is_null(crs))
		return true;
	for (size_t i = 0; i < COUNT(known); i++) {
		if (!str_ends(name, str_of(known[i].ending)))
			continue;
		reading->is_sweref = known[i].is_sweref;
		return true;
	}
	return reading_fails(reading,
		_("The file has a coordinate system we cannot read. CRS84, EPSG:4326 and EPSG:3011 can be read."));
}

static bool has_twin(const struct area *areas, size_t count)
{
	const struct area *last = &areas[count];

	for (size_t i = 0; i < count; i++)
		if (str_equals(areas[i].code, last->code) && str_equals(areas[i].kind, last->kind)
		    && !date_compare(areas[i].valid_from, last->valid_from))
			return true;
	return false;
}

static bool features_read(struct reading *reading, const json_t *root, struct area_list *areas)
{
	const json_t *features = json_object_get(root, "features");
	size_t count = json_array_size(features);

	if (!str_is(json_text(root, "type"), "FeatureCollection") || !count
	    || count > MOST_FEATURES)
		return reading_fails(reading, _("The file is no FeatureCollection with areas in it."));
	areas->at = arena_array(reading->arena, struct area, count);
	for (; areas->count < count; areas->count++) {
		reading->feature = (int64_t)areas->count + 1;
		if (!feature_read(reading, json_array_get(features, areas->count),
		                  &areas->at[areas->count]))
			return false;
		if (has_twin(areas->at, areas->count))
			return reading_fails(reading, _("another area in the file has the same code."));
	}
	return true;
}

/* True when something was written. */
static bool area_put(struct change *change, struct area *area)
{
	const struct area *old = area_same(change_view(change), area);
	struct area row = *area;

	if (!old)
		return change_insert(change, &area_record.shape, &row) != 0;
	row.id = old->id;
	row.public_id = old->public_id;
	row.created_at = old->created_at;
	row.version = old->version;
	return change_update(change, &area_record.shape, &row, old->version) == UPDATED;
}

static int64_t areas_put(struct change *change, const struct area_source *source,
                         const struct area_list *areas)
{
	int64_t written = 0;

	if (source->kind && date_is_given(source->valid_from))
		written += areas_end_before(change, str_of(source->kind), source->valid_from);
	for (size_t i = 0; i < areas->count; i++)
		written += area_put(change, &areas->at[i]);
	if (written)
		places_place_again(change);
	return written;
}

int64_t areas_import(struct change *change, struct str geojson, const struct area_source *source,
                     struct str *problem)
{
	struct reading reading = { .arena = change_arena(change), .source = source,
		.problem = problem };
	struct area_list areas = { 0 };
	json_t *root = json_read(reading.arena, geojson, problem);
	bool is_read;

	if (!root)
		return -1;
	is_read = crs_read(&reading, root) && features_read(&reading, root, &areas);
	json_decref(root);
	return is_read ? areas_put(change, source, &areas) : -1;
}
