/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_hotspot_past.c - maps of hot spots beside what came: counted by hand, planted, and chance. */
#include "analysis/hotspot_past.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

enum { EVENTS = 6000, DAYS = 1460 };

struct city { double x[EVENTS], y[EVENTS]; int32_t day[EVENTS]; };

/* So large a share around twelve places, the rest anywhere on 4 x 4 km. */
static struct hotspot_past_ask city_make(struct city *city, double share, uint64_t seed)
{
	struct stream stream = stream_open(seed, 0);

	for (size_t i = 0; i < EVENTS; i++) {
		int place = (int)(12 * stream_share(&stream));
		bool is_hot = stream_share(&stream) < share;

		city->day[i] = (int32_t)(DAYS * stream_share(&stream));
		city->x[i] = is_hot ? 300 + 300 * place + 60 * stream_normal(&stream) : 4000 * stream_share(&stream);
		city->y[i] = is_hot ? 500 + 3000 * (place * 5 % 12) / 12.0 + 60 * stream_normal(&stream)
			: 4000 * stream_share(&stream);
	}
	return (struct hotspot_past_ask){ .raster = { 0, 0, 50, 80, 80 }, .sigma = 100, .x = city->x, .y = city->y,
		.day = city->day, .count = EVENTS, .share = 0.05, .ahead = 28, .back = 365, .trials = 13, .level = 0.9,
		.least = 30 };
}

TEST(a_map_of_places_that_stay_foretells_and_beats_its_cells)
{
	struct city *city = arena_new(test_arena(), struct city);
	struct hotspot_past_ask ask = city_make(city, 0.5, 1);
	struct hotspot_past found = hotspot_past_find(test_arena(), &ask);

	CHECK(found.state == HOTSPOT_PAST_fine && found.trials == 13 && found.cells == 6400 && found.marked == 320);
	CHECK(found.ways[HOTSPOT_WAY_smooth].rate > 0.4 && found.ways[HOTSPOT_WAY_smooth].pai > 8);
	CHECK(found.ways[HOTSPOT_WAY_smooth].pei > 0.3 && found.ways[HOTSPOT_WAY_smooth].pei <= 1);
	CHECK(found.beats_both && found.beside[HOTSPOT_WAY_last_weeks].low > 0);
}

/* The city, and as much water beside it: the same map as without, and the same figures. */
TEST(what_is_not_of_the_area_makes_no_map_better)
{
	struct city *city = arena_new(test_arena(), struct city);
	struct hotspot_past_ask ask = city_make(city, 0.5, 1);
	struct hotspot_past whole = hotspot_past_find(test_arena(), &ask), wide;
	bool *mask = arena_array(test_arena(), bool, 160 * 80);

	ask.raster.columns = 160;
	for (size_t i = 0; i < 160 * 80; i++)
		mask[i] = i % 160 < 80;
	ask.mask = mask;
	wide = hotspot_past_find(test_arena(), &ask);
	CHECK(wide.cells == whole.cells && wide.marked == whole.marked && wide.came == whole.came);
	CHECK(fabs(wide.ways[HOTSPOT_WAY_smooth].pai - whole.ways[HOTSPOT_WAY_smooth].pai) < 0.1);
	CHECK(wide.ways[HOTSPOT_WAY_last_year].hits == whole.ways[HOTSPOT_WAY_last_year].hits);
	ask.mask = NULL;
	wide = hotspot_past_find(test_arena(), &ask);
	CHECK(wide.marked == 2 * whole.marked);
}

TEST(a_map_of_chance_foretells_nothing_and_says_so)
{
	struct city *city = arena_new(test_arena(), struct city);
	size_t beats = 0, sure = 0;

	for (uint64_t time = 0; time < 20; time++) {
		struct hotspot_past_ask ask = city_make(city, 0, 10 + time);
		struct hotspot_past found;

		ask.raster = (struct raster){ 0, 0, 200, 20, 20 };
		ask.sigma = 200;
		found = hotspot_past_find(test_arena(), &ask);
		CHECK(fabs(found.ways[HOTSPOT_WAY_smooth].pai - 1) < 0.5);
		beats += found.beats_both;
		sure += found.beside[HOTSPOT_WAY_last_year].verdict != VERDICT_cannot_tell;
	}
	CHECK(beats <= 2 && sure <= 6);         /* of twenty, at 0.9 */
}

/* Four cells, one is marked: two events were in the first, one each in two others. */
TEST(hits_are_those_that_are_counted_by_hand)
{
	double x[] = { 5, 5, 15, 5, 5, 15, 5, 15, 5 }, y[] = { 5, 5, 5, 15, 5, 5, 5, 5, 5 };
	int32_t day[] = { 0, 1, 2, 3, 10, 10, 14, 15, 19 };
	struct hotspot_past_ask ask = { .raster = { 0, 0, 10, 2, 2 }, .sigma = 10, .x = x, .y = y, .day = day, .count = 9,
		.share = 0.25, .ahead = 5, .back = 10, .trials = 9, .level = 0.9, .least = 1 };
	struct hotspot_past found = hotspot_past_find(test_arena(), &ask);

	/* Days 15 to 19: one in the first cell, one in the second; days 10 to 14: two and one. */
	CHECK(found.state == HOTSPOT_PAST_fine && found.trials == 2 && found.came == 5 && found.marked == 1);
	CHECK(found.ways[HOTSPOT_WAY_last_year].hits == 3 && found.ways[HOTSPOT_WAY_last_year].rate == 0.6);
	CHECK(is_within(found.ways[HOTSPOT_WAY_last_year].pai, 2.4, 1e-12)
		&& is_within(found.ways[HOTSPOT_WAY_last_year].pei, 1, 1e-12));
	/* In days 5 to 9 nothing happened: four equal cells, a quarter of what came in each. */
	CHECK(is_within(found.ways[HOTSPOT_WAY_last_weeks].hits, 1 + 0.75, 1e-12));
	ask.least = 6;
	CHECK(hotspot_past_find(test_arena(), &ask).state == HOTSPOT_PAST_too_few);
	ask.back = 11;
	CHECK(hotspot_past_find(test_arena(), &ask).state == HOTSPOT_PAST_too_short);
	ask.count = 0;
	CHECK(hotspot_past_find(test_arena(), &ask).state == HOTSPOT_PAST_too_short);
}
