/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rosters/tests_rota.c - shifts against a slow oracle that asks each moment on its own, across
 * the nights when the clocks change, and what must never change.
 */
#include "modules/rosters/rota.h"

#include "base/test.h"

#include <time.h>

enum { TRIES = 600, MOST_LAYERS = 4, MOST_OVERRIDES = 5, QUARTER = 900 };

static const struct date free_days[] = {
	{ 2025, 12, 25 }, { 2025, 12, 26 }, { 2026, 1, 1 }, { 2026, 1, 6 }, { 2026, 4, 3 },
	{ 2026, 4, 6 }, { 2026, 5, 1 }, { 2026, 12, 25 },
};
static const struct holidays holidays = { COUNT(free_days), free_days };
static const int64_t anna_bo_cia[] = { 1, 2, 3 };

static struct date day(int year, int month, int of_month)
{
	return (struct date){ (int16_t)year, (int8_t)month, (int8_t)of_month };
}

static struct rota_layer around_the_clock(struct date starts, int turn, int hour)
{
	return (struct rota_layer){ .id = 1, .starts = starts, .turn = turn, .turn_length = 1,
		.from_minute = hour * 60, .to_minute = hour * 60, .count = 3, .people = anna_bo_cia };
}

static struct shift_list shifts_of(const struct rota_layer *layers, size_t count,
                                   struct instant from, struct instant to)
{
	struct rota rota = { .layer_count = count, .layers = layers };

	return rota_shifts(test_arena(), &rota, from, to, holidays);
}

/* ---- The oracle ------------------------------------------------------------------------------ */

static uint64_t dice;
static int64_t roll(int64_t most)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (int64_t)(dice % (uint64_t)most);
}

/* So many months later on the same day, or on the last of a shorter month. */
static struct date slow_months(struct date from, int months)
{
	static const int8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct date date = from;

	for (; months > 0; months--) {
		date.year = (int16_t)(date.year + (date.month == 12));
		date.month = (int8_t)(date.month == 12 ? 1 : date.month + 1);
	}
	if (date.day > lengths[date.month - 1])
		date.day = (int8_t)(lengths[date.month - 1]
			+ (date.month == 2 && date.year % 4 == 0));     /* until 2100 */
	return date;
}

/* Turn after turn is walked from the first day, as one would with a paper calendar. */
static int64_t slow_turn(const struct rota_layer *layer, struct date on)
{
	int64_t turn = 0;

	for (;; turn++) {
		int next = (int)((turn + 1) * layer->turn_length);
		struct date begins = layer->turn == TURN_month ? slow_months(layer->starts, next)
			: date_add_days(layer->starts, layer->turn == TURN_week ? 7 * next : next);

		if (date_compare(begins, on) > 0)
			return layer->people[(size_t)turn % layer->count];
	}
}

static bool slow_serves(const struct rota_layer *layer, struct date on)
{
	bool works = date_is_working_day(on, holidays);

	return date_compare(on, layer->starts) >= 0
		&& (!date_is_given(layer->until) || date_compare(on, layer->until) <= 0)
		&& (!layer->weekdays || (layer->weekdays >> (date_weekday(on) - 1) & 1))
		&& (layer->days != DAYS_working || works) && (layer->days != DAYS_free || !works);
}

/* By what a clock on the wall shows, and nothing else. */
static int64_t by_the_clock(const struct rota_layer *layer, struct instant at)
{
	struct clock_time now = instant_local(at);
	int minute = now.hour * 60 + now.minute;
	bool is_night = layer->to_minute <= layer->from_minute;
	struct date began = now.date;

	if (at.seconds < layer->made_at.seconds
	    || (layer->ended_at.seconds && at.seconds >= layer->ended_at.seconds))
		return 0;
	if (is_night && minute < layer->to_minute)
		began = date_add_days(began, -1);
	else if (minute < layer->from_minute || (!is_night && minute >= layer->to_minute))
		return 0;
	return slow_serves(layer, began) ? slow_turn(layer, began) : 0;
}

static int64_t oracle(const struct rota *rota, struct instant at)
{
	int64_t person = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < rota->layer_count; i++) {
			int64_t one = rota->layers[i].is_temporary == (pass == 1)
				? by_the_clock(&rota->layers[i], at) : 0;

			person = one ? one : person;
		}
	for (size_t i = 0; i < rota->override_count; i++) {
		const struct rota_override *o = &rota->overrides[i];

		if (at.seconds >= o->begins.seconds && at.seconds >= o->made_at.seconds
		    && at.seconds < o->ends.seconds
		    && (!o->withdrawn_at.seconds || at.seconds < o->withdrawn_at.seconds))
			person = o->person;
	}
	return person;
}

/* ---- Drawn rosters ---------------------------------------------------------------------------- */

static const int64_t people[] = { 11, 12, 13, 14, 15, 16, 17 };

/* Not between two and three at night: there the clock on the wall is no oracle. */
static int drawn_minute(void)
{
	static const int minutes[] = { 0, 60, 119, 180, 420, 480, 485, 1020, 1350, 1439 };

	return minutes[roll(COUNT(minutes))];
}

static struct rota_layer drawn_layer(int64_t id, struct date around)
{
	struct rota_layer layer = { .id = id, .is_temporary = roll(3) == 0,
		.starts = date_add_days(around, (int)roll(80) - 60), .turn = 1 + (int)roll(3),
		.turn_length = 1 + roll(3), .from_minute = drawn_minute(), .to_minute = drawn_minute(),
		.weekdays = roll(2) ? (unsigned)roll(128) : 0, .days = DAYS_all + (int)roll(3),
		.count = 1 + (size_t)roll(COUNT(people)), .people = people };

	if (layer.turn == TURN_month && roll(3)) {      /* the 31st of a month before */
		static const int8_t long_months[] = { 1, 3, 5, 7, 8, 10, 12 };

		layer.starts = day(around.year - 1, long_months[roll(COUNT(long_months))], 31);
	}
	if (roll(3) == 0)
		layer.until = date_add_days(layer.starts, (int)roll(70));
	if (roll(3) == 0)
		layer.made_at = instant_at(date_add_days(around, (int)roll(10) - 5), 10, 0, 0);
	if (roll(4) == 0)
		layer.ended_at = instant_at(date_add_days(around, (int)roll(10)), 15, 30, 0);
	return layer;
}

static struct rota_override drawn_override(int64_t id, struct date around)
{
	struct rota_override one = { .id = id, .person = people[roll(COUNT(people))],
		.begins = instant_at(date_add_days(around, (int)roll(12) - 4), (int)roll(24), 15, 0) };

	one.ends.seconds = one.begins.seconds + (1 + roll(200)) * QUARTER;
	if (roll(3) == 0)
		one.made_at.seconds = one.begins.seconds + roll(40) * QUARTER;
	if (roll(3) == 0)
		one.withdrawn_at.seconds = one.begins.seconds + roll(100) * QUARTER;
	return one;
}

struct drawn {
	struct rota rota;
	struct rota_layer layers[MOST_LAYERS];
	struct rota_override overrides[MOST_OVERRIDES];
	struct instant from, to;
};

static void draw(struct drawn *drawn)
{
	static const struct date around[] = { { 2026, 3, 29 }, { 2026, 10, 25 }, { 2026, 1, 31 },
		{ 2028, 2, 29 }, { 2025, 12, 30 }, { 2027, 3, 28 }, { 2026, 4, 30 },
		{ 2027, 2, 28 } };
	struct date middle = around[roll(COUNT(around))];

	*drawn = (struct drawn){ .from = instant_at(date_add_days(middle, -(int)roll(4)), 5, 0, 0),
		.to = instant_at(date_add_days(middle, 1 + (int)roll(6)), 22, 0, 0) };
	drawn->rota.layers = drawn->layers;
	drawn->rota.overrides = drawn->overrides;
	drawn->rota.layer_count = (size_t)roll(MOST_LAYERS + 1);
	drawn->rota.override_count = (size_t)roll(MOST_OVERRIDES + 1);
	for (size_t i = 0; i < drawn->rota.layer_count; i++)
		drawn->layers[i] = drawn_layer((int64_t)i + 1, middle);
	for (size_t i = 0; i < drawn->rota.override_count; i++)
		drawn->overrides[i] = drawn_override((int64_t)i + 1, middle);
}

static bool is_in_order(const struct shift_list *shifts, struct instant from, struct instant to)
{
	for (size_t i = 0; i < shifts->count; i++) {
		const struct shift *shift = &shifts->at[i];
		struct instant before = i ? shifts->at[i - 1].ends : from;

		if (shift->begins.seconds < before.seconds || shift->ends.seconds <= shift->begins.seconds
		    || shift->ends.seconds > to.seconds || !shift->person)
			return false;
	}
	return true;
}

TEST(every_quarter_of_an_hour_of_drawn_rosters_is_as_the_clock_on_the_wall_says)
{
	size_t wrong = 0, asked = 0;

	dice = 20260329;
	for (int i = 0; i < TRIES; i++) {
		struct drawn drawn;
		struct shift_list shifts;

		draw(&drawn);
		shifts = rota_shifts(test_arena(), &drawn.rota, drawn.from, drawn.to, holidays);
		CHECK(is_in_order(&shifts, drawn.from, drawn.to));
		for (struct instant at = drawn.from; at.seconds < drawn.to.seconds; at.seconds += QUARTER) {
			const struct shift *shift = shift_at(&shifts, at);

			asked++;
			wrong += (shift ? shift->person : 0) != oracle(&drawn.rota, at);
		}
	}
	CHECK(asked > 50000);
	CHECK(wrong == 0);
}

TEST(holes_and_duty_fill_what_is_demanded_and_never_overlap)
{
	dice = 77;
	for (int i = 0; i < TRIES / 3; i++) {
		struct rota_demand demand = { DEMAND_always + (int)roll(3), 480, 1020 };
		struct drawn drawn;
		struct shift_list shifts, holes;
		size_t wrong = 0;

		draw(&drawn);
		shifts = rota_shifts(test_arena(), &drawn.rota, drawn.from, drawn.to, holidays);
		holes = rota_holes(test_arena(), &shifts, demand, drawn.from, drawn.to, holidays);
		for (struct instant at = drawn.from; at.seconds < drawn.to.seconds; at.seconds += QUARTER) {
			struct clock_time now = instant_local(at);
			int minute = now.hour * 60 + now.minute;
			bool works = date_is_working_day(now.date, holidays) && minute >= demand.opens
				&& minute < demand.closes;
			bool is_demanded = demand.when == DEMAND_always
				|| (demand.when == DEMAND_working) == works;

			wrong += (shift_at(&holes, at) != NULL) != (is_demanded && !oracle(&drawn.rota, at));
		}
		CHECK(wrong == 0);
	}
}

/* What was on duty before a moment is the same, whatever is said from that moment on. */
TEST(nothing_that_is_said_later_changes_past_duty)
{
	dice = 4711;
	for (int i = 0; i < TRIES; i++) {
		struct drawn drawn;
		struct shift_list before, after;
		struct instant said;
		size_t differ = 0;

		draw(&drawn);
		said.seconds = drawn.from.seconds + (drawn.to.seconds - drawn.from.seconds) / 2;
		before = rota_shifts(test_arena(), &drawn.rota, drawn.from, said, holidays);
		for (size_t l = drawn.rota.layer_count; l < MOST_LAYERS; l++) {
			drawn.layers[l] = drawn_layer((int64_t)l + 50, instant_date(said));
			drawn.layers[l].made_at = said;
		}
		for (size_t o = drawn.rota.override_count; o < MOST_OVERRIDES; o++) {
			drawn.overrides[o] = drawn_override((int64_t)o + 50, instant_date(said));
			drawn.overrides[o].made_at = said;
		}
		for (size_t l = 0; l < drawn.rota.layer_count; l++)
			if (!drawn.layers[l].ended_at.seconds)
				drawn.layers[l].ended_at = said;
		drawn.rota.layer_count = MOST_LAYERS;
		drawn.rota.override_count = MOST_OVERRIDES;
		after = rota_shifts(test_arena(), &drawn.rota, drawn.from, said, holidays);
		differ += before.count != after.count;
		for (size_t s = 0; s < before.count && s < after.count; s++)
			differ += before.at[s].begins.seconds != after.at[s].begins.seconds
				|| before.at[s].ends.seconds != after.at[s].ends.seconds
				|| before.at[s].person != after.at[s].person;
		CHECK(differ == 0);
	}
}

/* ---- Nights that are not eight hours, months that are not thirty days --------------------------- */

static int64_t hours_of(const struct shift *shift)
{
	return (shift->ends.seconds - shift->begins.seconds) / HOUR;
}

TEST(a_night_is_shorter_in_spring_and_longer_in_autumn)
{
	struct rota_layer nights = around_the_clock(day(2026, 1, 1), TURN_day, 17);
	struct shift_list spring, autumn;

	nights.to_minute = 8 * 60;
	spring = shifts_of(&nights, 1, instant_at(day(2026, 3, 28), 12, 0, 0),
		instant_at(day(2026, 3, 29), 12, 0, 0));
	autumn = shifts_of(&nights, 1, instant_at(day(2026, 10, 24), 12, 0, 0),
		instant_at(day(2026, 10, 25), 12, 0, 0));
	CHECK(spring.count == 1);
	CHECK(hours_of(&spring.at[0]) == 14);
	CHECK(autumn.count == 1);
	CHECK(hours_of(&autumn.at[0]) == 16);
}

/* Half past two does not exist in spring and occurs twice in autumn. */
TEST(a_hand_over_in_the_hour_that_the_clocks_change_leaves_no_hole)
{
	static const struct date nights[] = { { 2026, 3, 29 }, { 2026, 10, 25 } };
	struct rota_demand always = { DEMAND_always, 0, 0 };

	for (int minute = 115; minute <= 185; minute += 5)
		for (size_t i = 0; i < COUNT(nights); i++) {
			struct rota_layer layer = around_the_clock(day(2026, 1, 1), TURN_day, 0);
			struct instant from = instant_at(date_add_days(nights[i], -1), 12, 0, 0);
			struct instant to = instant_at(date_add_days(nights[i], 1), 12, 0, 0);
			struct shift_list shifts, holes;

			layer.from_minute = layer.to_minute = minute;
			shifts = shifts_of(&layer, 1, from, to);
			holes = rota_holes(test_arena(), &shifts, always, from, to, holidays);
			CHECK(is_in_order(&shifts, from, to));
			CHECK(shifts.count == 3);
			CHECK(holes.count == 0);
		}
}

TEST(a_turn_of_a_month_that_starts_on_the_31st_ends_on_the_last_day_of_each)
{
	struct rota_layer months = around_the_clock(day(2026, 1, 31), TURN_month, 8);
	static const struct { struct date on; int64_t person; } expected[] = {
		{ { 2026, 1, 31 }, 1 }, { { 2026, 2, 27 }, 1 }, { { 2026, 2, 28 }, 2 },
		{ { 2026, 3, 30 }, 2 }, { { 2026, 3, 31 }, 3 }, { { 2026, 4, 29 }, 3 },
		{ { 2026, 4, 30 }, 1 }, { { 2026, 5, 30 }, 1 }, { { 2026, 5, 31 }, 2 },
	};

	for (size_t i = 0; i < COUNT(expected); i++)
		CHECK(rota_turn_of(&months, expected[i].on, holidays) == expected[i].person);
	CHECK(rota_turn_of(&months, day(2028, 2, 28), holidays)
		!= rota_turn_of(&months, day(2028, 2, 29), holidays));
}

TEST(a_holiday_is_a_free_day_and_a_mask_keeps_its_days)
{
	struct rota_layer layer = around_the_clock(day(2026, 1, 1), TURN_week, 8);

	layer.days = DAYS_free;
	CHECK(rota_turn_of(&layer, day(2026, 4, 3), holidays));         /* Good Friday */
	CHECK(!rota_turn_of(&layer, day(2026, 4, 2), holidays));
	layer.days = DAYS_working;
	CHECK(!rota_turn_of(&layer, day(2026, 4, 3), holidays));
	layer.weekdays = 1u << 0;                                       /* Mondays */
	CHECK(rota_turn_of(&layer, day(2026, 4, 13), holidays));
	CHECK(!rota_turn_of(&layer, day(2026, 4, 6), holidays));        /* Easter Monday */
	CHECK(!rota_turn_of(&layer, day(2026, 4, 14), holidays));
	CHECK(!rota_turn_of(&layer, day(2025, 12, 29), holidays));
}

TEST(a_layer_of_nobody_serves_nothing)
{
	struct rota_layer layer = around_the_clock(day(2026, 1, 1), TURN_week, 8);
	struct shift_list none;

	layer.count = 0;
	none = shifts_of(&layer, 1, instant_at(day(2026, 2, 1), 0, 0, 0),
		instant_at(day(2026, 3, 1), 0, 0, 0));
	CHECK(none.count == 0);
}

/* ---- Double bookings -------------------------------------------------------------------------------- */

static bool roster_one_with_two(const void *context, size_t a, size_t b)
{
	(void)context;
	return a + b == 3;
}

TEST(the_same_person_in_two_conflicting_rosters_is_a_clash_only_where_they_meet)
{
	struct booked booked[] = {
		{ { { 100 }, { 200 }, 7, 1, 0 }, 1 }, { { { 150 }, { 300 }, 7, 1, 0 }, 2 },
		{ { { 150 }, { 300 }, 8, 1, 0 }, 2 }, { { { 100 }, { 400 }, 7, 1, 0 }, 3 },
		{ { { 200 }, { 210 }, 8, 1, 0 }, 1 }, { { { 300 }, { 310 }, 7, 1, 0 }, 1 },
	};
	struct clash_list clashes = rota_clashes(test_arena(), booked, COUNT(booked),
		roster_one_with_two, NULL);

	CHECK(clashes.count == 2);
	CHECK(clashes.at[0].person == 7);
	CHECK(clashes.at[0].begins.seconds == 150);
	CHECK(clashes.at[0].ends.seconds == 200);
	CHECK(clashes.at[1].person == 8);
	CHECK(rota_clashes(test_arena(), booked, 0, roster_one_with_two, NULL).count == 0);
}

/* ---- Who bears how much ------------------------------------------------------------------------------- */

TEST(what_each_bears_is_every_quarter_of_an_hour_counted_once)
{
	dice = 99;
	for (int i = 0; i < TRIES / 3; i++) {
		struct drawn drawn;
		struct shift_list shifts;
		struct burden_list burdens;
		int64_t all = 0, night = 0, is_free = 0, slow_night = 0, slow_free = 0;

		draw(&drawn);
		for (size_t l = 0; l < drawn.rota.layer_count; l++)     /* on whole quarters */
			drawn.layers[l].from_minute -= drawn.layers[l].from_minute % 15,
			drawn.layers[l].to_minute -= drawn.layers[l].to_minute % 15;
		shifts = rota_shifts(test_arena(), &drawn.rota, drawn.from, drawn.to, holidays);
		burdens = rota_burdens(test_arena(), &shifts, holidays);
		for (size_t b = 0; b < burdens.count; b++) {
			all += burdens.at[b].seconds;
			night += burdens.at[b].night;
			is_free += burdens.at[b].free;
		}
		for (struct instant at = drawn.from; at.seconds < drawn.to.seconds; at.seconds += QUARTER) {
			struct clock_time now = instant_local(at);

			if (!shift_at(&shifts, at))
				continue;
			slow_night += now.hour < 6 || now.hour >= 22 ? QUARTER : 0;
			slow_free += date_is_working_day(now.date, holidays) ? 0 : QUARTER;
		}
		CHECK(all == shifts_seconds(&shifts));
		CHECK(night == slow_night);
		CHECK(is_free == slow_free);
	}
}

TEST(fairness_is_whole_when_all_bear_the_same_and_a_share_when_one_bears_all)
{
	struct burden same[] = { { 1, 3600, 0, 0, true }, { 2, 1800, 1800, 0, true },
		{ 3, 1800, 0, 1800, true }, { 9, 60, 0, 0, false } };
	struct burden alone[] = { { 1, 3600, 0, 0, true }, { 2, 0, 0, 0, true },
		{ 3, 0, 0, 0, true }, { 4, 0, 0, 0, true } };
	struct burden_list even = { COUNT(same), same }, one = { COUNT(alone), alone };
	struct burden_list nobody = { 0, NULL };

	CHECK(rota_fairness(&even) == 1000);
	CHECK(rota_fairness(&one) == 250);
	CHECK(rota_fairness(&nobody) == 0);
}

/* ---- How long it takes -------------------------------------------------------------------------------- */

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

enum { PROVED_ROSTERS = 50, PROVED_YEARS = 5 };

TEST(five_years_of_fifty_functions_are_proved_quickly)
{
	struct instant from = instant_at(day(2026, 1, 1), 0, 0, 0);
	struct instant to = instant_at(day(2026 + PROVED_YEARS, 1, 1), 0, 0, 0);
	double began = seconds_now(), took;
	size_t holes = 0;

	for (int i = 0; i < PROVED_ROSTERS; i++) {
		struct rota_layer layers[2] = { around_the_clock(day(2025, 1, 1), TURN_week, 17),
			around_the_clock(day(2025, 1, 1), TURN_day, 8) };
		struct shift_list shifts;

		layers[0].to_minute = 8 * 60;
		layers[1].to_minute = 17 * 60;
		layers[1].id = 2;
		shifts = shifts_of(layers, 2, from, to);
		holes += rota_holes(test_arena(), &shifts, (struct rota_demand){ DEMAND_always, 0, 0 },
			from, to, holidays).count;
	}
	took = seconds_now() - began;
	CHECK(holes == 0);
	CHECK(took < 10);               /* with sanitizers on a busy machine; the goal is 1 s */
}
