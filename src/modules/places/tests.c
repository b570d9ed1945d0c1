/* SPDX-License-Identifier: EUPL-1.2 */
/* places/tests.c - projection, point in area, reading in areas, drawing them. */
#include "modules/places/inside.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "store/test_store.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

extern const struct embedded catalogue_files[];

static struct store *city(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static struct change *system_change(struct store *store)
{
	return change_open(store, test_arena(), (struct who){ .is_system = true });
}

static struct date day(const char *text)
{
	struct date date = { 0 };

	CHECK(date_read(str_of(text), &date));
	return date;
}

static struct str file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;
	long len;

	CHECK(file != NULL);
	fseek(file, 0, SEEK_END);
	len = ftell(file);
	rewind(file);
	text = arena_take(test_arena(), (size_t)len + 1);
	CHECK(fread(text, 1, (size_t)len, file) == (size_t)len);
	fclose(file);
	return (struct str){ text, (size_t)len };
}

/* ---- Projection ---------------------------------------------------------------------- */

TEST(a_point_in_stockholm_has_its_sweref_coordinates)
{
	int64_t north, east;
	double lat, lon;

	CHECK(sweref_of(59.3293, 18.0686, &north, &east));
	CHECK(llabs(north - 6579354448) <= 1);
	CHECK(llabs(east - 153905093) <= 1);
	CHECK(wgs84_of(north, east, &lat, &lon));
	CHECK(fabs(lat - 59.3293) < 1e-7);
	CHECK(fabs(lon - 18.0686) < 1e-7);
}

TEST(the_projection_agrees_with_others)
{
	const char *problem;
	struct csv_table *table = csv_read(test_arena(),
		file_text(test_shared("oracles/03_spatial/proj_sweref.csv")), &problem);

	CHECK(table && table->count > 5);
	for (size_t i = 1; i < table->count; i++) {
		double lat, lon, n, e;
		int64_t north, east;

		CHECK(str_to_real(csv_cell(table, i, "lat"), &lat));
		CHECK(str_to_real(csv_cell(table, i, "lon"), &lon));
		CHECK(str_to_real(csv_cell(table, i, "N_3011"), &n));
		CHECK(str_to_real(csv_cell(table, i, "E_3011"), &e));
		CHECK(sweref_of(lat, lon, &north, &east));
		CHECK(llabs(north - llround(n * 1000)) <= 1);
		CHECK(llabs(east - llround(e * 1000)) <= 1);
	}
}

TEST(latitude_and_longitude_that_changed_places_are_refused)
{
	int64_t north, east;

	CHECK(!sweref_of(18.0686, 59.3293, &north, &east));
	CHECK(!sweref_of(0, 0, &north, &east));
}

/* ---- Small rules ---------------------------------------------------------------------- */

TEST(a_code_is_made_of_a_name)
{
	CHECK(str_is(code_of_name(test_arena(), S("Gamla stan")), "gamla-stan"));
	CHECK(str_is(code_of_name(test_arena(), S("ÅRSTA  & Östberga!")), "arsta-ostberga"));
	CHECK(code_of_name(test_arena(), S("–")).len == 0);
}

TEST(names_in_capitals_are_made_readable)
{
	CHECK(str_is(name_of_capitals(test_arena(), S("SÖDRA ÄNGBY")), "Södra Ängby"));
	CHECK(str_is(name_of_capitals(test_arena(), S("ULVSUNDA INDUSTRIOMR")), "Ulvsunda Industriomr"));
	CHECK(str_is(name_of_capitals(test_arena(), S("Gamla stan")), "Gamla stan"));
}

TEST(shade_follows_the_number)
{
	CHECK(heat_of(0, 10) == 0);
	CHECK(heat_of(1, 10) == 1);
	CHECK(heat_of(7, 10) == 3);
	CHECK(heat_of(10, 10) == 3);
	CHECK(heat_of(3, 0) == 0);
}

/* ---- Reading in ------------------------------------------------------------------------ */

#define SQUARE(name, code, west, south, east, north) \
	"{\"type\":\"Feature\",\"properties\":{\"n\":\"" name "\",\"c\":\"" code "\"}," \
	"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" west "," south "],[" east "," south "],[" \
	east "," north "],[" west "," north "],[" west "," south "]]]}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static const char two_squares[] = COLLECTION(
	SQUARE("VÄSTRA", "v", "18.0", "59.0", "18.1", "59.1") ","
	SQUARE("ÖSTRA", "o", "18.1", "59.0", "18.2", "59.1"));
static const char one_square[] = COLLECTION(SQUARE("HELA", "h", "18.0", "59.0", "18.2", "59.1"));

static int64_t read_in(struct store *store, const char *text, const char *kind, const char *from,
                       struct str *problem)
{
	struct change *change = system_change(store);
	struct area_source source = { .kind = kind, .name_property = "n", .code_property = "c" };
	int64_t written;

	if (from)
		source.valid_from = day(from);
	*problem = S("");
	written = areas_import(change, str_of(text), &source, problem);
	if (written < 0)
		change_undo(change);
	else
		CHECK(change_commit(change) == COMMITTED);
	return written;
}

TEST_ON_STORES(a_point_lies_in_the_area_of_its_day)
{
	struct store *store = city();
	struct str problem;
	struct view *view;

	CHECK(read_in(store, two_squares, "district", "2015-01-01", &problem) == 2);
	CHECK(read_in(store, one_square, "district", "2020-07-01", &problem) == 3);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(str_is(area_name(view, area_at(view, 59.05, 18.15, day("2020-06-30"))), "Östra"));
	CHECK(str_is(area_name(view, area_at(view, 59.05, 18.15, day("2020-07-01"))), "Hela"));
	CHECK(area_at(view, 59.05, 18.15, day("2014-12-31")) == 0);
	CHECK(area_at(view, 59.5, 18.15, day("2020-07-01")) == 0);
	CHECK(area_at(view, 59.05, 18.1, day("2019-01-01")) != 0);
	CHECK(areas_of(view, "district", day("2019-01-01")).count == 2);
	CHECK(areas_of(view, "district", day("2021-01-01")).count == 1);
	view_close(view);
}

TEST_ON_STORES(an_outline_that_is_corrected_counts_at_once)
{
	struct store *store = city();
	struct str problem;
	struct view *view;

	CHECK(read_in(store, COLLECTION(SQUARE("A", "a", "18.0", "59.0", "18.1", "59.1")), "district",
		NULL, &problem) == 1);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(area_at(view, 59.05, 18.15, day("2024-01-01")) == 0);
	view_close(view);
	CHECK(read_in(store, COLLECTION(SQUARE("A", "a", "18.0", "59.0", "18.2", "59.1")), "district",
		NULL, &problem) == 1);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(area_at(view, 59.05, 18.15, day("2024-01-01")) != 0);
	view_close(view);
}

TEST_ON_STORES(reading_the_same_areas_again_changes_nothing)
{
	struct store *store = city();
	struct str problem;

	CHECK(read_in(store, two_squares, "district", "2015-01-01", &problem) == 2);
	CHECK(read_in(store, two_squares, "district", "2015-01-01", &problem) == 0);
}

TEST_ON_STORES(the_finer_level_is_the_area_of_a_point_and_water_is_none)
{
	struct store *store = city();
	struct str problem;
	struct view *view;

	CHECK(read_in(store, one_square, "district", NULL, &problem) == 1);
	CHECK(read_in(store, two_squares, "neighbourhood", NULL, &problem) == 2);
	CHECK(read_in(store, one_square, "water", NULL, &problem) == 1);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(str_is(area_name(view, area_at(view, 59.05, 18.05, day("2024-01-01"))), "Västra"));
	view_close(view);
}

TEST_ON_STORES(metres_are_read_as_well_as_degrees)
{
	static const char metres[] = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\","
		"\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3011\"}},\"features\":["
		SQUARE("Centrum", "c", "153000", "6578000", "155000", "6580000") "]}";
	struct store *store = city();
	struct str problem;
	struct view *view;

	CHECK(read_in(store, metres, "district", NULL, &problem) == 1);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(area_at(view, 59.3293, 18.0686, day("2024-01-01")) != 0);
	view_close(view);
}

TEST_ON_STORES(a_file_that_cannot_be_used_says_why_and_writes_nothing)
{
	static const struct { const char *text, *says; } files[] = {
		{ "{", "line" },
		{ "{\"type\":\"Feature\"}", "FeatureCollection" },
		{ COLLECTION(SQUARE("", "x", "18.0", "59.0", "18.1", "59.1")), "name" },
		{ COLLECTION(SQUARE("A", "x", "18.0", "59.0", "18.1", "59.1") ","
		             SQUARE("B", "x", "18.1", "59.0", "18.2", "59.1")), "2" },
		{ COLLECTION(SQUARE("A", "x", "218.0", "59.0", "18.1", "59.1")), "earth" },
		{ COLLECTION("{\"properties\":{\"n\":\"A\",\"c\":\"a\"},\"geometry\":"
		             "{\"type\":\"Point\",\"coordinates\":[18,59]}}"), "Polygon" },
		{ COLLECTION("{\"properties\":{\"n\":\"A\",\"c\":\"a\"},\"geometry\":{\"type\":\"Polygon\","
		             "\"coordinates\":[[[0,0],[1,1],[0,1],[1,0],[0,0]]]}}"), "crosses" },
		{ COLLECTION("{\"properties\":{\"n\":\"A\",\"c\":\"a\"},\"geometry\":{\"type\":\"Polygon\","
		             "\"coordinates\":[[[[[[[1]]]]]]]}}"), "points" },
		{ "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"name\":\"EPSG:3857\"}},"
		  "\"features\":[]}", "coordinate system" },
	};
	struct store *store = city();
	struct str problem;
	struct view *view;

	for (size_t i = 0; i < COUNT(files); i++) {
		CHECK(read_in(store, files[i].text, "district", NULL, &problem) == -1);
		if (str_find(problem, str_of(files[i].says)) < 0)
			fprintf(stderr, "file %zu: %.*s\n", i, STR(problem));
		CHECK(str_find(problem, str_of(files[i].says)) >= 0);
	}
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(areas_all(view).count == 0);
	view_close(view);
}

TEST_ON_STORES(areas_within_an_area_are_found_through_their_parents)
{
	static const char children[] = COLLECTION(
		"{\"properties\":{\"n\":\"Norra\",\"c\":\"n\",\"p\":\"h\"},\"geometry\":{\"type\":\"Polygon\","
		"\"coordinates\":[[[18,59],[18.1,59],[18.1,59.1],[18,59]]]}}");
	struct store *store = city();
	struct str problem = S("");
	struct change *change;
	struct area_source source = { .kind = "neighbourhood", .name_property = "n",
		.code_property = "c", .parent_property = "p" };
	struct view *view;

	CHECK(read_in(store, one_square, "district", NULL, &problem) == 1);
	change = system_change(store);
	CHECK(areas_import(change, str_of(children), &source, &problem) == 1);
	CHECK(change_commit(change) == COMMITTED);
	view = view_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(areas_within(view, S("h"), day("2024-01-01")).count == 2);
	CHECK(areas_within(view, S("n"), day("2024-01-01")).count == 1);
	view_close(view);
}

/* ---- The real districts ------------------------------------------------------------------ */

static const char districts[] = "data/stockholm-stadsdelar/geojson/fullsize/stadsdelar.geo.json";

static struct store *stockholm(void)
{
	struct store *store;
	struct change *change;
	struct str text = file_text(test_shared(districts)), problem = S("");
	struct area_source source = { .kind = "neighbourhood", .name_property = "name" };

	store = city();
	change = system_change(store);
	CHECK(areas_import(change, text, &source, &problem) == 117);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

static int32_t little(const char *at) { int32_t n; memcpy(&n, at, 4); return n; }
static double real(const char *at) { double x; memcpy(&x, at, 8); return x; }

/* The shapefile has the same districts in SWEREF 99 18 00: each of its corners must be a
 * corner of the outline that we keep. */
TEST_ON_STORES(the_districts_are_where_the_shapefile_has_them)
{
	struct str shapes = file_text(test_shared(
		"data/stockholm-stadsdelar/shapefiles/fullsize/stadsdelar.shp"));
	struct store *store = stockholm();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct area_list areas = areas_all(view);
	size_t at = 100, i = 0;

	CHECK(areas.count == 117);
	for (; at + 52 < shapes.len && i < areas.count; i++) {
		const char *record = shapes.at + at + 8;
		int32_t parts = little(record + 36), points = little(record + 40);
		const char *point = record + 44 + 4 * parts;
		double lat, lon;

		for (int32_t k = 0; k < points; k += 50) {
			CHECK(wgs84_of(llround(real(point + 16 * k + 8) * 1000),
				llround(real(point + 16 * k) * 1000), &lat, &lon));
			CHECK(lat > areas.at[i].south - 1e-6 && lat < areas.at[i].north + 1e-6);
			CHECK(lon > areas.at[i].west - 1e-6 && lon < areas.at[i].east + 1e-6);
		}
		at += 8 + 44 + 4 * (size_t)parts + 16 * (size_t)points;
	}
	CHECK(i == 117);
	view_close(view);
}

TEST_ON_STORES(the_districts_of_stockholm_hold_their_squares)
{
	static const struct { double lat, lon; const char *name; } points[] = {
		{ 59.3251, 18.0711, "Gamla Stan" }, { 59.2430, 18.0930, "Farsta" },
		{ 59.4032, 17.9446, "Kista" }, { 59.3326, 18.0649, "Norrmalm" },
	};
	struct store *store = stockholm();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });

	for (size_t i = 0; i < COUNT(points); i++)
		CHECK(str_is(area_name(view, area_at(view, points[i].lat, points[i].lon,
			day("2024-01-01"))), points[i].name));
	CHECK(area_at(view, 59.0, 17.0, day("2024-01-01")) == 0);
	view_close(view);
}

TEST_ON_STORES(a_map_of_all_districts_is_small)
{
	struct store *store = stockholm();
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	struct area_list areas = areas_of(view, "neighbourhood", day("2024-01-01"));
	struct map_mark *marks = arena_array(test_arena(), struct map_mark, areas.count);
	struct map map = { .title = "Events", .count = areas.count, .marks = marks, .areas = areas };
	struct out out;
	uLongf packed = 1 << 20;
	unsigned char *space = arena_take(test_arena(), packed);

	for (size_t i = 0; i < areas.count; i++)
		marks[i] = (struct map_mark){ .area_id = areas.at[i].id, .number = (int64_t)(i * 7 % 90),
			.link = arena_print(test_arena(), "/events?area=%.*s", STR(areas.at[i].code)) };
	out_init(&out, test_arena(), 1 << 22);
	const struct map_sheet *sheet = map_sheet_of(&areas);
	for (size_t i = 0; i < sheet->count; i++)
		out_raw(&out, sheet->paths[i]);
	CHECK(sheet->count == 117);
	CHECK(compress2(space, &packed, (const unsigned char *)out.at, out.len, 6) == Z_OK);
	CHECK(packed <= 8 * 1024);
	out_init(&out, test_arena(), 1 << 22);
	map_show(&out, &map);
	CHECK(!out.is_full);
	CHECK(str_find(out_str(&out), S("/events?area=akalla")) >= 0);
	CHECK(str_find(out_str(&out), S("akalla")) < str_find(out_str(&out), S("ostberga")));
	view_close(view);
}

/* ---- Drawing ---------------------------------------------------------------------------- */

TEST(neighbours_keep_the_same_line_between_them)
{
	struct grid_point left[] = { { 0, 0 }, { 50, 0 }, { 53, 10 }, { 49, 20 }, { 52, 30 },
		{ 50, 60 }, { 48, 80 }, { 50, 100 }, { 0, 100 } };
	struct grid_point right[] = { { 50, 0 }, { 100, 0 }, { 100, 100 }, { 50, 100 }, { 48, 80 },
		{ 50, 60 }, { 52, 30 }, { 49, 20 }, { 53, 10 } };
	struct ring rings[] = { { COUNT(left), left }, { COUNT(right), right } };
	struct drawing drawings[] = { { 1, &rings[0] }, { 1, &rings[1] } };
	size_t shared = 0;

	drawings_simplify(test_arena(), drawings, 2, 2.5);
	CHECK(rings[0].count < COUNT(left));
	for (size_t i = 0; i < rings[0].count; i++)
		for (size_t k = 0; k < rings[1].count; k++)
			shared += rings[0].at[i].x == rings[1].at[k].x && rings[0].at[i].y == rings[1].at[k].y;
	CHECK(shared >= 2);
	CHECK(rings[0].count - shared == 2);
	CHECK(rings[1].count - shared == 2);
}

TEST(a_code_of_squares_is_drawn_for_an_address)
{
	struct html svg = qr_svg(test_arena(), S("https://varn.example.org/r/LJU-F01"));

	CHECK(str_starts(svg.text, S("<svg")));
	CHECK(str_find(svg.text, S("h1v1h-1z")) > 0);
	CHECK(str_find(qr_svg(test_arena(), S("https://a/\"><b>")).text, S("<b>")) < 0);
}
