/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_density.c - surfaces against direct sums, and what must hold of their comparison. */
#include "analysis/relative_risk.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

/* ---- Density ----------------------------------------------------------------------------- */

static double *column_of(const struct csv_table *table, const char *name)
{
	double *found = arena_array(test_arena(), double, table->count);

	for (size_t row = 1; row < table->count; row++)
		found[row - 1] = oracle_number(table, row, name);
	return found;
}

TEST(a_surface_is_that_of_the_direct_sums_of_the_oracle)
{
	const struct csv_table *points = oracle_read("oracles/03_spatial/kde_points.csv");
	const struct csv_table *sums = oracle_read("oracles/03_spatial/kde_gauss250.csv");
	struct density_ask ask = { .raster = { 0, 0, 50, 100, 100 }, .sigma = 250,
		.x = column_of(points, "px"), .y = column_of(points, "py"), .count = points->count - 1 };
	struct density found = density_of(test_arena(), &ask);
	double peak = 0, peak_inside = 0;

	for (size_t row = 1; row < sums->count; row++) {
		peak = fmax(peak, oracle_number(sums, row, "density"));
		peak_inside = fmax(peak_inside, oracle_number(sums, row, "density_edge"));
	}
	CHECK(found.counted == points->count - 1 && found.outside == 0 && sums->count == 401);
	for (size_t row = 1; row < sums->count; row++) {
		int64_t cell = raster_cell(&ask.raster, oracle_number(sums, row, "x"), oracle_number(sums, row, "y"));

		CHECK(fabs(found.inside[cell] - oracle_number(sums, row, "edge")) < 1e-4);
		CHECK(fabs(found.at[cell] * found.inside[cell] - oracle_number(sums, row, "density")) < 0.003 * peak);
		CHECK(fabs(found.at[cell] - oracle_number(sums, row, "density_edge")) < 0.004 * peak_inside);
	}
}

enum { SOME = 200 };

struct some { double x[SOME], y[SOME]; bool is_now[SOME]; struct density_ask ask; };

/* Points in a rectangle that is no square, with a corner of water. */
static void some_make(struct some *some, uint64_t number, bool *mask)
{
	struct stream stream = stream_open(9, number);

	*some = (struct some){ .ask = { .raster = { -1000, 500, 40, 25, 18 }, .sigma = 160,
		.x = some->x, .y = some->y, .count = SOME, .mask = mask } };
	for (size_t i = 0; i < SOME; i++) {
		some->x[i] = -1000 + 1000 * stream_share(&stream);
		some->y[i] = 500 + 720 * stream_share(&stream);
		some->is_now[i] = stream_share(&stream) < 0.3;
	}
	for (int32_t i = 0; mask && i < 25 * 18; i++)
		mask[i] = i % 25 >= 8 || i / 25 >= 6;
}

static double direct(const struct some *some, double x, double y, const bool *mask)
{
	double sum = 0, s = some->ask.sigma;

	for (size_t i = 0; i < SOME; i++) {
		double d = hypot(x - some->x[i], y - some->y[i]);

		if (!mask || mask[raster_cell(&some->ask.raster, some->x[i], some->y[i])])
			sum += exp(-d * d / (2 * s * s)) / (2 * M_PI * s * s);
	}
	return sum;
}

TEST(a_surface_is_the_sum_of_hills_whatever_the_raster_and_the_mask)
{
	bool mask[25 * 18];
	struct some some;

	for (uint64_t number = 0; number < 20; number++) {
		struct density found;
		double peak = 0;

		some_make(&some, number, number % 2 ? mask : NULL);
		found = density_of(test_arena(), &some.ask);
		CHECK(found.counted + found.outside == SOME && (found.outside > 0) == (number % 2));
		for (int32_t i = 0; i < 25 * 18; i++)
			peak = fmax(peak, found.at[i] * found.inside[i]);
		for (int32_t i = 0; i < 25 * 18; i++) {
			double sum = direct(&some, raster_x(&some.ask.raster, i % 25),
				raster_y(&some.ask.raster, i / 25), some.ask.mask);

			if (some.ask.mask && !mask[i])
				CHECK(found.at[i] == 0);
			else
				CHECK(fabs(found.at[i] * found.inside[i] - sum) < 0.01 * peak);
			CHECK(found.inside[i] >= 0 && found.inside[i] <= 1 + 1e-12);
		}
	}
}

TEST(evenly_spread_points_are_even_up_to_the_border)
{
	enum { SIDE = 60 };
	double x[SIDE * SIDE], y[SIDE * SIDE];
	struct density_ask ask = { .raster = { 0, 0, 20, 30, 30 }, .sigma = 60, .x = x, .y = y,
		.count = SIDE * SIDE };
	struct density found;

	for (int i = 0; i < SIDE * SIDE; i++) {
		x[i] = 5 + 10 * (i % SIDE);
		y[i] = 5 + 10 * (i / SIDE);
	}
	found = density_of(test_arena(), &ask);
	for (size_t i = 0; i < raster_cells(&ask.raster); i++)
		CHECK(fabs(found.at[i] / 0.01 - 1) < 0.01);
}

TEST(what_is_no_point_of_the_raster_is_counted_and_moves_nothing)
{
	double x[] = { 100, NAN, 1e300, -0.001, 100, 200, -INFINITY }, y[] = { 100, 50, 50, 50, NAN, 100, 3 };
	struct density_ask ask = { .raster = { 0, 0, 20, 10, 10 }, .sigma = 60, .x = x, .y = y, .count = 7 };
	struct density all = density_of(test_arena(), &ask), one;

	CHECK(all.counted == 1 && all.outside == 6);
	ask.count = 1;
	one = density_of(test_arena(), &ask);
	CHECK(!memcmp(all.at, one.at, 100 * sizeof(double)));
	ask.count = 0;
	one = density_of(test_arena(), &ask);
	for (size_t i = 0; i < 100; i++)
		CHECK(one.at[i] == 0);
}

TEST(a_raster_has_cells_and_a_hill_is_wider_than_one)
{
	struct raster fine = { 0, 0, 50, 100, 100 };
	const struct raster bad[] = { { NAN, 0, 50, 9, 9 }, { 0, INFINITY, 50, 9, 9 }, { 0, 0, 0, 9, 9 },
		{ 0, 0, -50, 9, 9 }, { 0, 0, NAN, 9, 9 }, { 0, 0, 50, 0, 9 }, { 0, 0, 50, 9, -1 },
		{ 0, 0, 50, INT32_MAX, INT32_MAX }, { 0, 0, 50, 3000, 3000 } };

	CHECK(raster_is_fine(&fine));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!raster_is_fine(&bad[i]));
	CHECK(sigma_is_fine(&fine, 50) && sigma_is_fine(&fine, 10000));
	CHECK(!sigma_is_fine(&fine, 49) && !sigma_is_fine(&fine, 10001) && !sigma_is_fine(&fine, NAN));
}

/* ---- Relative risk ----------------------------------------------------------------------- */

static struct relative_risk_ask risk_of(const struct some *some)
{
	return (struct relative_risk_ask){ .raster = some->ask.raster, .sigma = some->ask.sigma,
		.mask = some->ask.mask, .x = some->x, .y = some->y, .is_now = some->is_now, .count = SOME,
		.least_points = 10, .level = 0.9, .relabelled = 39, .seed = 1, .threads = 1 };
}

TEST(a_ratio_and_its_z_are_those_of_direct_sums)
{
	struct some some;
	struct relative_risk_ask ask;
	struct relative_risk found;

	some_make(&some, 3, NULL);
	ask = risk_of(&some);
	found = relative_risk(test_arena(), &ask);
	for (int32_t cell = 0; cell < 25 * 18; cell++) {
		double sums[2] = { 0, 0 }, squares = 0, n = (double)found.now, all = SOME, mean, spread;

		for (size_t i = 0; i < SOME; i++) {
			double d = hypot(raster_x(&ask.raster, cell % 25) - some.x[i],
				raster_y(&ask.raster, cell / 25) - some.y[i]);
			double hill = exp(-d * d / (2 * ask.sigma * ask.sigma)) / (2 * M_PI * ask.sigma * ask.sigma);

			sums[some.is_now[i]] += hill;
			squares += hill * hill;
		}
		mean = (sums[0] + sums[1]) / all;
		spread = sqrt(n * (all - n) / (all * (all - 1)) * (squares - mean * mean * all));
		CHECK(fabs(found.cells[cell].points - mean * mean * all * all / squares) < 0.5);
		if (found.cells[cell].finding == RISK_too_few)
			continue;
		CHECK(fabs(found.cells[cell].z - (sums[1] - n * mean) / spread) < 0.06);
		CHECK(fabs(exp2(found.cells[cell].log2_ratio) / (sums[1] / n / (sums[0] / (all - n))) - 1) < 0.05);
	}
	CHECK(found.judged > 200 && found.now + found.reference == SOME);
}

TEST(a_map_on_which_nothing_moved_shows_a_cell_as_seldom_as_it_says)
{
	enum { MAPS = 200 };
	int shown = 0;

	for (uint64_t number = 0; number < MAPS; number++) {
		struct some some;
		struct relative_risk_ask ask;
		struct relative_risk found;

		some_make(&some, 1000 + number, NULL);
		ask = risk_of(&some);
		ask.seed = number;
		found = relative_risk(test_arena(), &ask);
		shown += found.higher + found.lower > 0;
	}
	CHECK(shown >= 4 && shown <= 37);       /* of 200 by 0.1; beyond in 1 of 10 000 */
}

TEST(a_place_with_three_times_as_much_is_found_and_the_rest_is_not)
{
	bool is_found = false;
	struct some some;
	struct relative_risk_ask ask;
	struct relative_risk found;

	some_make(&some, 5, NULL);
	for (size_t i = 0; i < SOME; i++)
		some.is_now[i] = hypot(some.x[i] + 300, some.y[i] - 900) < 180 ? i % 4 > 0 : i % 4 == 0;
	ask = risk_of(&some);
	ask.level = 0.95;
	ask.relabelled = 99;
	found = relative_risk(test_arena(), &ask);
	for (int32_t i = 0; i < 25 * 18; i++) {
		double far = hypot(raster_x(&ask.raster, i % 25) + 300, raster_y(&ask.raster, i / 25) - 900);

		is_found |= found.cells[i].finding == RISK_higher && far < 60;
		CHECK(found.cells[i].finding != RISK_higher || far < 400);
	}
	CHECK(is_found);
}

/* Events at a hundred addresses of a large city, and fifteen new ones at one of them.  No z can be
 * larger than that of all n points alike, sqrt(n (1 - p) / p): on outskirts it was once. */
TEST(few_places_far_apart_have_no_loud_outskirts)
{
	enum { FEW = 500, NEW = 15, COLUMNS = 80 };
	struct relative_risk_ask ask = { .raster = { 0, 0, 250, COLUMNS, COLUMNS }, .sigma = 250, .count = FEW + NEW,
		.least_points = 10, .level = 0.95, .relabelled = 99, .seed = 1, .threads = 1 };
	struct stream stream = stream_open(4, 0);
	double x[FEW + NEW], y[FEW + NEW];
	bool is_now[FEW + NEW];
	struct relative_risk found;
	size_t near = 0;

	for (size_t i = 0; i < FEW + NEW; i++) {
		size_t place = i < FEW ? (size_t)(100 * stream_share(&stream)) : 33;

		x[i] = 1000 + 180.0 * (double)place;
		y[i] = 1000 + 180.0 * (double)(place * 37 % 100);
		is_now[i] = i >= FEW || stream_share(&stream) < 0.35;
	}
	ask.x = x;
	ask.y = y;
	ask.is_now = is_now;
	found = relative_risk(test_arena(), &ask);
	CHECK(found.limit < 6 && found.higher > 0 && found.higher < 40);
	for (int32_t i = 0; i < COLUMNS * COLUMNS; i++) {
		CHECK(found.cells[i].finding == RISK_too_few || found.cells[i].points < FEW / 2);
		if (found.cells[i].finding == RISK_higher)
			near += hypot(raster_x(&ask.raster, i % COLUMNS) - x[FEW], raster_y(&ask.raster, i / COLUMNS) - y[FEW])
				< 3 * ask.sigma;
	}
	CHECK(near == found.higher);
}

TEST(threads_and_names_of_the_two_sets_do_not_change_a_map)
{
	struct some some;
	struct relative_risk_ask ask;
	struct relative_risk one, other;
	bool mask[25 * 18];

	some_make(&some, 6, mask);
	ask = risk_of(&some);
	one = relative_risk(test_arena(), &ask);
	ask.threads = 3;
	other = relative_risk(test_arena(), &ask);
	CHECK(one.limit == other.limit && one.higher == other.higher);
	CHECK(!memcmp(one.cells, other.cells, 25 * 18 * sizeof(*one.cells)));
	for (size_t i = 0; i < SOME; i++)
		some.is_now[i] = !some.is_now[i];
	other = relative_risk(test_arena(), &ask);
	for (size_t i = 0; i < 25 * 18; i++) {
		CHECK(fabs(one.cells[i].z + other.cells[i].z) < 1e-6);
		CHECK(mask[i] || one.cells[i].finding == RISK_too_few);
	}
}

TEST(nothing_to_compare_is_said_to_be_unknown)
{
	struct some some;
	struct relative_risk_ask ask;

	some_make(&some, 7, NULL);
	memset(some.is_now, 0, sizeof(some.is_now));
	ask = risk_of(&some);
	CHECK(!relative_risk(test_arena(), &ask).is_known);
	memset(some.is_now, 1, sizeof(some.is_now));
	CHECK(!relative_risk(test_arena(), &ask).is_known);
	ask.count = 0;
	CHECK(!relative_risk(test_arena(), &ask).is_known);
	ask.count = SOME;
	for (size_t i = 0; i < SOME; i++) {     /* all at one place: no lot can move anything */
		some.x[i] = -500;
		some.y[i] = 800;
		some.is_now[i] = i % 2;
	}
	CHECK(relative_risk(test_arena(), &ask).judged == 0);
}

TEST(a_comparison_is_asked_for_with_numbers_that_can_be)
{
	struct some some;
	struct relative_risk_ask fine, ask;

	some_make(&some, 8, NULL);
	ask = fine = risk_of(&some);
	CHECK(relative_risk_ask_is_fine(&fine));
	ask.level = 0.99;                       /* 39 draws cannot say one of a hundred */
	CHECK(!relative_risk_ask_is_fine(&ask));
	ask = fine;
	ask.level = NAN;
	CHECK(!relative_risk_ask_is_fine(&ask));
	ask = fine;
	ask.least_points = 0;
	CHECK(!relative_risk_ask_is_fine(&ask));
	ask = fine;
	ask.sigma = 3;
	CHECK(!relative_risk_ask_is_fine(&ask));
}

TEST(no_mask_is_a_mask_that_holds_everywhere)
{
	static const struct raster raster = { 0, 0, 50, 23, 9 };
	bool mask[23 * 9];
	double *whole, *masked;

	for (size_t i = 0; i < COUNT(mask); i++)
		mask[i] = true;
	for (double sigma = 50; sigma < 2000; sigma *= 3) {
		whole = density_inside(test_arena(), &raster, sigma, NULL);
		masked = density_inside(test_arena(), &raster, sigma, mask);
		for (size_t i = 0; i < COUNT(mask); i++)
			CHECK(is_within(whole[i], masked[i], 1e-12) && whole[i] > 0 && whole[i] < 1 + 1e-12);
	}
}
