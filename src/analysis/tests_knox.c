/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_knox.c - near repeats against the oracle, a slow count, and events without any. */
#include "analysis/knox.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

static const double metres[] = { 0, 100, 200, 300, 400, 500 };
static const int32_t weeks[] = { 7, 14, 21, 28 };
enum { METRES = 6, WEEKS = 4 };

TEST(bands_of_distance_and_days_are_those_of_the_oracle)
{
	const struct csv_table *events = oracle_read("oracles/03_spatial/knox_events.csv");
	const struct csv_table *table = oracle_read("oracles/03_spatial/knox_table.csv");
	double *x = arena_array(test_arena(), double, events->count), *y = arena_array(test_arena(), double, events->count);
	int32_t *day = arena_array(test_arena(), int32_t, events->count);
	struct knox_ask ask = { .count = events->count - 1, .x = x, .y = y, .day = day, .metres = metres,
		.metres_count = METRES, .days = weeks, .days_count = WEEKS, .draws = 999, .seed = 1, .threads = 2 };
	struct knox found;
	size_t at;

	for (size_t row = 1; row < events->count; row++) {
		x[row - 1] = oracle_number(events, row, "x");
		y[row - 1] = oracle_number(events, row, "y");
		day[row - 1] = oracle_int(events, row, "t");
	}
	CHECK(knox_judge(&ask, &at) == KNOX_fine && table->count == METRES * WEEKS + 1);
	found = knox(test_arena(), &ask);
	for (size_t row = 1; row < table->count; row++) {
		const struct knox_band *band = &found.bands[row - 1];
		double p = oracle_number(table, row, "p_mc999"), ratio = NAN;

		CHECK(found.pairs == oracle_int(table, row, "pairs"));
		CHECK(band->observed == oracle_int(table, row, "observed"));
		CHECK(band->near_in_space == oracle_int(table, row, "n_s"));
		CHECK(band->near_in_time == oracle_int(table, row, "n_t"));
		CHECK(is_within(band->expected, oracle_number(table, row, "expected"), 1e-9));
		CHECK(fabs(band->p_value - p) <= 4 * sqrt(2 * p * (1 - p) / 999) + 1e-3);
		if (!str_to_real(csv_cell(table, row, "ratio_obs_to_mc_mean"), &ratio)) {
			CHECK(band->state == KNOX_no_pairs && isnan(band->ratio));
			continue;
		}
		/* Means of 999 counts that are about Poisson, twice. */
		CHECK(fabs(band->observed / ratio - band->drawn_mean) < 4 * sqrt(2 * band->drawn_mean / 999));
		CHECK(fabs(band->drawn_mean - band->expected) < 4 * sqrt(band->expected / 999));
	}
}

/* ---- What must hold ---------------------------------------------------------------------- */

enum { EVENTS = 120 };
struct made { double x[EVENTS], y[EVENTS]; int32_t day[EVENTS]; bool is_approximate[EVENTS]; struct knox_ask ask; };

static void made_make(struct made *made, uint64_t number)
{
	struct stream stream = stream_open(51, number);

	memset(made, 0, sizeof(*made));
	for (int i = 0; i < EVENTS; i++) {
		made->x[i] = floor(1500 * stream_share(&stream)) - 700;
		made->y[i] = i % 9 ? floor(1500 * stream_share(&stream)) - 700 : made->y[i - (i > 0)];
		if (i % 9 == 0 && i)
			made->x[i] = made->x[i - 1];
		made->day[i] = (int32_t)(200 * stream_share(&stream)) - 50;
	}
	made->ask = (struct knox_ask){ .count = EVENTS, .x = made->x, .y = made->y, .day = made->day,
		.is_approximate = made->is_approximate, .approximate_most = 0.05, .metres = metres,
		.metres_count = METRES, .days = weeks, .days_count = WEEKS, .draws = 19, .seed = number, .threads = 1 };
}

static size_t slow_band(double far, int32_t days)
{
	size_t m = 0, d = 0;

	while (m < METRES && far > metres[m])
		m++;
	while (d < WEEKS && days > weeks[d])
		d++;
	return m < METRES && d < WEEKS ? m * WEEKS + d : METRES * WEEKS;
}

TEST(pairs_are_those_of_a_count_of_everything)
{
	for (uint64_t number = 0; number < 20; number++) {
		int64_t slow[METRES * WEEKS + 1] = { 0 };
		struct made made;
		struct knox found;

		made_make(&made, number);
		found = knox(test_arena(), &made.ask);
		for (int i = 0; i < EVENTS; i++)
			for (int k = 0; k < i; k++)
				slow[slow_band(hypot(made.x[i] - made.x[k], made.y[i] - made.y[k]),
					abs(made.day[i] - made.day[k]))]++;
		for (size_t i = 0; i < METRES * WEEKS; i++)
			CHECK(found.bands[i].observed == slow[i]);
		CHECK(found.is_known && found.pairs == EVENTS * (EVENTS - 1) / 2 && found.bands[0].near_in_space >= 12);
	}
}

TEST(draws_do_not_depend_on_threads_nor_on_where_days_and_metres_begin)
{
	struct made one, other;
	struct knox a, b;

	made_make(&one, 3);
	made_make(&other, 3);
	for (int i = 0; i < EVENTS; i++) {
		other.x[i] += 6600000;
		other.day[i] += 20000;
	}
	other.ask.threads = 3;
	a = knox(test_arena(), &one.ask);
	b = knox(test_arena(), &other.ask);
	for (size_t i = 0; i < METRES * WEEKS; i++)
		CHECK(a.bands[i].observed == b.bands[i].observed && a.bands[i].p_value == b.bands[i].p_value
			&& a.bands[i].drawn_mean == b.bands[i].drawn_mean);
}

TEST(events_without_repeats_show_some_as_seldom_as_p_says)
{
	enum { YEARS = 300 };
	int found_ones = 0;

	for (uint64_t number = 0; number < YEARS; number++) {
		struct made made;

		made_make(&made, 500 + number);
		found_ones += knox(test_arena(), &made.ask).bands[WEEKS].p_value <= 0.1;
	}
	CHECK(found_ones <= 51);                /* of 300 by 0.1, within 4 errors */
	CHECK(found_ones >= 8);
}

TEST(nothing_is_said_of_the_same_place_when_places_are_coarse)
{
	struct made made;
	struct knox found;

	made_make(&made, 1);
	for (int i = 0; i < EVENTS; i += 20)
		made.is_approximate[i] = true;
	found = knox(test_arena(), &made.ask);
	CHECK(found.approximate > 0.0499 && found.bands[0].state == KNOX_known);
	made.is_approximate[1] = true;
	found = knox(test_arena(), &made.ask);
	CHECK(found.bands[0].state == KNOX_too_coarse && found.bands[WEEKS - 1].state == KNOX_too_coarse);
	CHECK(found.bands[WEEKS].state == KNOX_known);
}

TEST(no_event_and_one_event_have_no_pairs)
{
	for (size_t count = 0; count < 2; count++) {
		struct made made;
		struct knox found;

		made_make(&made, 1);
		made.ask.count = count;
		found = knox(test_arena(), &made.ask);
		CHECK(found.is_known && found.pairs == 0);
		for (size_t i = 0; i < METRES * WEEKS; i++)
			CHECK(found.bands[i].state == KNOX_no_pairs && found.bands[i].expected == 0);
	}
}

TEST(what_cannot_be_paired_is_refused_with_its_place)
{
	static const double falling[] = { 100, 100 };
	static const int32_t days_falling[] = { 7, 3 };
	struct made made;
	struct knox_ask ask;
	size_t at;

	made_make(&made, 1);
	ask = made.ask;
	CHECK(knox_judge(&ask, &at) == KNOX_fine);
	ask.metres = falling;
	ask.metres_count = 2;
	CHECK(knox_judge(&ask, &at) == KNOX_bad_ask);
	ask = made.ask;
	ask.days = days_falling;
	ask.days_count = 2;
	CHECK(knox_judge(&ask, &at) == KNOX_bad_ask);
	ask = made.ask;
	ask.count = KNOX_EVENTS_MOST + 1;
	CHECK(knox_judge(&ask, &at) == KNOX_too_many);
	ask = made.ask;
	made.x[7] = NAN;
	CHECK(knox_judge(&ask, &at) == KNOX_bad_event && at == 7);
	made.x[7] = 0;
	made.day[9] = INT32_MAX;
	CHECK(knox_judge(&ask, &at) == KNOX_bad_event && at == 9);
}
