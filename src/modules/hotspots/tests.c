/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/tests.c - periods; a planted cluster is found, an even city has none, few say nothing. */
#include "modules/hotspots/inside.h"

#include "analysis/stream.h"
#include "base/embedded.h"
#include "base/test.h"
#include "store/test_store.h"

#include <math.h>

extern const struct embedded catalogue_files[];

static struct date day(int year, int month, int number)
{
	return (struct date){ (int16_t)year, (int8_t)month, (int8_t)number };
}

TEST(a_year_is_twelve_whole_months_and_the_last_is_the_one_that_is)
{
	struct hotspot_period year = hotspots_year(day(2026, 9, 15));

	CHECK(!date_compare(year.from, day(2025, 10, 1)) && !date_compare(year.to, day(2026, 9, 30)));
	CHECK(is_whole_months(year.from, year.to) && !is_whole_months(year.from, day(2026, 9, 29)));
	year = months_around(day(2024, 2, 10), day(2024, 2, 11));
	CHECK(!date_compare(year.from, day(2024, 2, 1)) && !date_compare(year.to, day(2024, 2, 29)));
}

TEST(the_city_is_looked_at_once_a_week_until_a_sunday_that_is_over)
{
	struct instant tuesday, monday;

	calendar_open("Europe/Stockholm");
	tuesday = instant_at(day(2026, 9, 15), 9, 0, 0);
	monday = instant_at(day(2026, 9, 14), 0, 0, 0);
	CHECK(hotspots_are_due(tuesday, (struct instant){ 0 }));
	CHECK(hotspots_are_due(tuesday, (struct instant){ monday.seconds - 1 }));
	CHECK(!hotspots_are_due(tuesday, monday));
	CHECK(!date_compare(sunday_before(day(2026, 9, 30), day(2026, 9, 15)), day(2026, 9, 13)));
	CHECK(!date_compare(sunday_before(day(2026, 9, 6), day(2026, 9, 15)), day(2026, 9, 6)));
	CHECK(!date_compare(sunday_before(day(2026, 9, 5), day(2026, 9, 15)), day(2026, 8, 30)));
}

TEST_ON_STORES(a_type_is_near_persons_unless_the_catalogue_says_that_it_is_not)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	CHECK(type_is_near_persons(S("threat.named_employee")) && type_is_near_persons(S("health.medication")));
	CHECK(!type_is_near_persons(S("property.graffiti")) && !type_is_near_persons(S("injury.fall")));
	CHECK(type_is_near_persons(S("what.nobody.knows")));
}

/* ---- A city of 6 x 6 areas in four districts, a kilometre each ------------------------------------- */

enum { SIDE = 6, AREAS = SIDE * SIDE, DISTRICTS = 4, ALL = AREAS + DISTRICTS, EVENTS_MOST = 4000, PLANTED = 24,
	HOT = 14 };
static const double kilometre = 1000;

static ptrdiff_t city_area(void *context, double north, double east)
{
	(void)context;
	if (north < 0 || east < 0 || north >= SIDE * kilometre || east >= SIDE * kilometre)
		return -1;
	return DISTRICTS + (ptrdiff_t)(north / kilometre) * SIDE + (ptrdiff_t)(east / kilometre);
}

struct city { struct place_area areas[ALL]; struct hotspot_event events[EVENTS_MOST]; size_t count; };

static struct city *city_make(void)
{
	struct city *city = arena_new(test_arena(), struct city);

	for (size_t i = 0; i < ALL; i++)
		city->areas[i] = (struct place_area){ .id = (int64_t)i + 1, .same = i, .district = i };
	for (size_t i = 0; i < AREAS; i++) {
		struct place_area *area = &city->areas[DISTRICTS + i];

		area->north = ((double)(i / SIDE) + 0.5) * kilometre;
		area->east = ((double)(i % SIDE) + 0.5) * kilometre;
		area->district = (i / SIDE) / 3 * 2 + (i % SIDE) / 3;
		area->is_leaf = true;
	}
	return city;
}

static void event_put(struct city *city, double north, double east, int days_ago, const char *type)
{
	city->events[city->count++] = (struct hotspot_event){ .type = str_of(type),
		.north_mm = llround(north * 1000), .east_mm = llround(east * 1000),
		.area_id = city->areas[city_area(NULL, north, east)].id,
		.occurred = instant_at(date_add_days(day(2026, 9, 14), -days_ago), 12, 0, 0) };
}

/* Over three years, everywhere alike. */
static void even_put(struct city *city, uint64_t seed, int count)
{
	struct stream stream = stream_open(seed, 0);

	for (int i = 0; i < count; i++) {
		double north = SIDE * kilometre * stream_share(&stream), east = SIDE * kilometre * stream_share(&stream);

		event_put(city, north, east, 1 + (int)(1070 * stream_share(&stream)), "property.graffiti");
	}
}

/* In five weeks, within 60 metres in the middle of one area. */
static void cluster_put_in(struct city *city)
{
	for (int i = 0; i < PLANTED; i++)
		event_put(city, city->areas[DISTRICTS + HOT].north + i % 7 * 10, city->areas[DISTRICTS + HOT].east + i % 5 * 12,
			2 + i * 34 / PLANTED, "property.damage");
}

static struct hotspot_whole judged(struct city *city)
{
	struct hotspot_whole whole = { .hotspot = { .from_day = day(2025, 10, 1), .to_day = day(2026, 9, 30),
		.reference_day = day(2023, 10, 1) } };
	struct judging_ask ask = { .arena = test_arena(), .events = { city->count, city->events }, .area_count = ALL,
		.areas = city->areas, .east = SIDE * kilometre, .north = SIDE * kilometre, .area_at = city_area,
		.today = day(2026, 9, 14), .threads = 1, .settings = { .years = 2, .least_events = 30, .least_points = 10,
			.cell_metres = 125, .sigma_metres = 250, .draws = 199, .weeks = 8, .radius_metres = 2000,
			.share_marked = 0.05, .false_most = 0.05, .same_point_most = 0.05 } };

	hotspots_judge(&ask, &whole);
	return whole;
}

static struct city *city_open(void)
{
	struct store *store = test_store();

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return city_make();
}

static const struct hotspot_area *area_of(const struct hotspot_whole *whole, enum hotspot_level level, int64_t id)
{
	for (size_t i = 0; i < whole->areas.count; i++)
		if (whole->areas.at[i].level == (int)level && whole->areas.at[i].area_id == id)
			return &whole->areas.at[i];
	return NULL;
}

TEST_ON_STORES(a_planted_cluster_is_found_in_every_way)
{
	struct city *city = city_open();
	struct hotspot_whole whole;
	int64_t hot = DISTRICTS + HOT + 1;

	even_put(city, 1, 900);
	cluster_put_in(city);
	whole = judged(city);
	CHECK(whole.hotspot.state == HOTSPOT_told && whole.hotspot.scan_state == HOTSPOT_told);
	CHECK(area_of(&whole, HOTSPOT_LEVEL_area, hot)->finding == SAID_more);
	CHECK(whole.clusters.count >= 1 && whole.clusters.at[0].p < 0.01 && whole.clusters.at[0].weeks == 5);
	CHECK(whole.clusters.at[0].events >= PLANTED && whole.clusters.at[0].years_between > 10);
	CHECK(whole.cluster_areas.count >= 1 && whole.cluster_areas.at[0].area_id == hot);
	CHECK(whole.hotspot.cells_more > 0 && whole.cells.at[0].area_id > 0);
	CHECK(whole.hotspot.near_state == HOTSPOT_told && whole.hotspot.near_ratio > 2 && whole.hotspot.near_p < 0.01);
	CHECK(whole.hotspot.past_state == HOTSPOT_told && whole.hotspot.past_trials == 13);
}

TEST_ON_STORES(an_even_city_has_hardly_ever_a_cluster)
{
	enum { CITIES = 8 };
	struct city *city = city_open();
	size_t clusters = 0, areas = 0, squares = 0, near = 0;

	for (uint64_t seed = 10; seed < 10 + CITIES; seed++) {
		struct hotspot_whole whole;

		city->count = 0;
		even_put(city, seed, 900);
		whole = judged(city);
		clusters += whole.clusters.count > 0;
		squares += whole.hotspot.cells_more + whole.hotspot.cells_fewer > 0;
		near += whole.hotspot.near_p <= 0.01;
		for (size_t i = 0; i < whole.areas.count; i++)
			areas += whole.areas.at[i].finding == SAID_more || whole.areas.at[i].finding == SAID_fewer;
	}
	CHECK(clusters <= 2 && squares <= 2 && areas <= 2 && near <= 1);
}

TEST_ON_STORES(few_events_say_nothing_and_draw_nothing)
{
	struct city *city = city_open();
	struct hotspot_whole whole;

	even_put(city, 3, 60);
	whole = judged(city);
	CHECK(whole.hotspot.state == HOTSPOT_few && whole.hotspot.events + whole.hotspot.events_before == 60);
	CHECK(!whole.areas.count && !whole.cells.count && !whole.clusters.count);
}

TEST_ON_STORES(what_is_near_persons_is_in_no_number_finer_than_a_district)
{
	struct city *city = city_open();
	struct hotspot_whole whole;
	const struct hotspot_area *district;
	int64_t placed, fine = 0;

	even_put(city, 4, 900);
	whole = judged(city);
	placed = whole.hotspot.placed;
	for (int i = 0; i < PLANTED; i++)
		event_put(city, 2500, 2500, 2 + i, "threat.named_employee");
	whole = judged(city);
	CHECK(whole.hotspot.near_persons == PLANTED && whole.hotspot.placed == placed);
	CHECK(!whole.clusters.count);
	for (size_t i = 0; i < whole.areas.count; i++)
		fine += whole.areas.at[i].level == HOTSPOT_LEVEL_area ? whole.areas.at[i].events : 0;
	CHECK(fine == whole.hotspot.events - PLANTED);
	district = area_of(&whole, HOTSPOT_LEVEL_district, 1);
	CHECK(district && district->events >= PLANTED);
}

TEST_ON_STORES(a_place_that_cannot_be_or_must_not_be_shown_is_counted_and_told)
{
	struct city *city = city_open();
	struct hotspot_whole whole;

	even_put(city, 5, 900);
	whole = judged(city);
	for (size_t i = 0, left = 3; left; i++)
		if (city->events[i].occurred.seconds >= instant_at(day(2025, 10, 1), 0, 0, 0).seconds) {
			left--;
			city->events[i].hides_place = left == 0;
			city->events[i].north_mm = left == 1 ? 0 : left == 2 ? 90000000 : city->events[i].north_mm;
		}
	CHECK(whole.hotspot.misplaced == 0 && whole.hotspot.placed == whole.hotspot.events);
	whole = judged(city);
	CHECK(whole.hotspot.misplaced == 1 && whole.hotspot.placed == whole.hotspot.events - 3);
}

TEST_ON_STORES(nothing_is_said_of_near_repeats_when_many_stand_on_one_point)
{
	struct city *city = city_open();
	struct hotspot_whole whole;

	even_put(city, 6, 600);
	for (int i = 0; i < 40; i++)
		event_put(city, 1500, 1500, 2 + i * 8, "property.damage");
	whole = judged(city);
	CHECK(whole.hotspot.near_state == HOTSPOT_coarse && whole.hotspot.near_same_point > 0.05);
	CHECK(whole.hotspot.near_observed == 0);
	CHECK(str_find(hotspot_near_words(test_arena(), &whole.hotspot), S("Nothing is said of near repeats")) == 0);
}

/* ---- What is told to whom ---------------------------------------------------------------------------- */

TEST_ON_STORES(who_has_statistics_alone_is_told_no_small_number_nor_what_follows_from_it)
{
	struct store *store = test_store();
	struct hotspot_area areas[] = {
		{ .level = HOTSPOT_LEVEL_area, .area_id = 1, .events = 20, .events_before = 40, .finding = SAID_usual },
		{ .level = HOTSPOT_LEVEL_area, .area_id = 2, .events = 3, .events_before = 31, .finding = SAID_fewer },
		{ .level = HOTSPOT_LEVEL_area, .area_id = 3, .events = 17, .events_before = 12, .finding = SAID_usual },
		{ .level = HOTSPOT_LEVEL_area, .area_id = 4, .events = 33, .events_before = 50, .finding = SAID_more } };
	struct hotspot_whole whole = { .areas = { COUNT(areas), areas } };
	struct hotspot_told told, all;
	size_t hidden = 0;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	told = hotspot_told_areas(test_arena(), &whole, HOTSPOT_LEVEL_area, true);
	all = hotspot_told_areas(test_arena(), &whole, HOTSPOT_LEVEL_area, false);
	CHECK(hotspot_how(&told, 1, TOLD_now) == CELL_small);
	CHECK(str_is(hotspot_number_words(test_arena(), &told, 1, TOLD_now), "<5"));
	CHECK(!hotspot_finding_told(&told, 1));
	for (size_t i = 0; i < told.count; i++) {
		hidden += hotspot_how(&told, i, TOLD_now) != CELL_told;
		CHECK(hotspot_how(&all, i, TOLD_now) == CELL_told && hotspot_finding_told(&all, i));
	}
	CHECK(hidden >= 2);             /* one beside it, or the sum would tell */
}

TEST_ON_STORES(a_cluster_with_a_small_number_in_it_is_not_told_to_others)
{
	struct store *store = test_store();
	struct hotspot_cluster clusters[] = { { .id = 1, .nth = 1, .events = 9 }, { .id = 2, .nth = 2, .events = 11 } };
	struct hotspot_cluster_area areas[] = { { .cluster_id = 1, .area_id = 1, .events = 7 },
		{ .cluster_id = 1, .area_id = 2, .events = 2 }, { .cluster_id = 2, .area_id = 3, .events = 11 } };
	struct hotspot_whole whole = { .clusters = { 2, clusters }, .cluster_areas = { 3, areas } };

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	CHECK(!hotspot_cluster_told(&whole, &clusters[0], true) && hotspot_cluster_told(&whole, &clusters[0], false));
	CHECK(hotspot_cluster_told(&whole, &clusters[1], true));
}
