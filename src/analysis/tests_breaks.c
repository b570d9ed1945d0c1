/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_breaks.c - breaks and seasons beside the oracle, and by trying everything. */
#include "analysis/breaks.h"
#include "analysis/seasons.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

/* ---- Breaks ------------------------------------------------------------------------------ */

static bool are_breaks(const struct breaks *found, struct str expected)
{
	for (size_t i = 1; i < found->parts_count; i++) {
		int64_t at = -1;

		if (!str_to_int(str_cut(&expected, ';'), &at) || (int64_t)found->parts[i].from != at)
			return false;
	}
	return str_is_empty(expected);
}

TEST(breaks_are_those_of_the_oracle)
{
	const struct csv_table *series = oracle_read("oracles/01_earlywarning/changepoint_series.csv");
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/changepoint_pelt.csv");
	double *counts = arena_array(test_arena(), double, series->count);
	struct breaks_ask ask = { counts, series->count - 1, 0, 1, 2 };
	struct breaks usual;

	for (size_t row = 1; row < series->count; row++)
		counts[row - 1] = oracle_number(series, row, "y");
	usual = breaks_find(test_arena(), &ask, 0.9);
	for (size_t row = 1; row < table->count; row++) {
		struct breaks found;

		if (!str_is(csv_cell(table, row, "data"), "own"))
			continue;               /* other data, which stand elsewhere */
		ask.penalty = oracle_number(table, row, "penvalue");
		found = breaks_find(test_arena(), &ask, 0.9);
		CHECK(are_breaks(&found, csv_cell(table, row, "cpts")));
		CHECK(are_breaks(&usual, csv_cell(table, row, "cpts")));
	}
}

/* The least cost of all ways to divide, each beginning tried. */
static double least_cost(const struct breaks_ask *ask)
{
	double best[64] = { -ask->penalty };

	for (size_t to = 1; to <= ask->count; to++) {
		best[to] = INFINITY;
		for (size_t from = 0; from + ask->least <= to; from++) {
			double sum = 0, known = 0, cost;

			for (size_t i = from; i < to; i++)
				if (!isnan(ask->counts[i])) {
					sum += ask->counts[i];
					known++;
				}
			cost = best[from] + (sum > 0 ? 2 * sum * log(known / sum) / ask->phi : 0) + ask->penalty;
			best[to] = from > 0 && from < ask->least ? best[to] : fmin(best[to], cost);
		}
	}
	return best[ask->count];
}

TEST(breaks_cost_least_of_all)
{
	for (uint64_t number = 0; number < 400; number++) {
		struct stream stream = stream_open(14, number);
		double counts[40];
		struct breaks_ask ask = { counts, 6 + (size_t)(34 * stream_share(&stream)), 0.5 + 6 * stream_share(&stream),
			1 + (double)(number % 3), 1 + (size_t)(4 * stream_share(&stream)) };
		double mean = 4;
		struct breaks found;

		for (size_t i = 0; i < ask.count; i++) {
			mean = stream_share(&stream) < 0.15 ? 10 * stream_share(&stream) : mean;
			counts[i] = stream_share(&stream) < 0.1 ? NAN : (double)stream_poisson(&stream, mean);
		}
		found = breaks_find(test_arena(), &ask, 0.9);
		if (found.is_few)
			continue;
		CHECK(is_within(found.cost + (double)(found.parts_count - 1) * ask.penalty, least_cost(&ask), 1e-9)
			|| fabs(found.cost + (double)(found.parts_count - 1) * ask.penalty - least_cost(&ask)) < 1e-9);
		for (size_t i = 0; i < found.parts_count; i++)
			CHECK(found.parts[i].count >= ask.least);
	}
}

TEST(series_without_much_have_no_breaks)
{
	double counts[50] = { 3, 7, 1 }, gaps[] = { NAN, NAN, 3, NAN };
	struct breaks_ask ask = { counts, 0, 0, 1, 2 };
	struct breaks found = breaks_find(test_arena(), &ask, 0.9);

	CHECK(found.is_few && found.parts_count == 1 && isnan(found.parts[0].mean));
	ask.count = 3;
	CHECK(breaks_find(test_arena(), &ask, 0.9).is_few);
	counts[0] = counts[1] = counts[2] = 0;
	ask.count = 50;
	found = breaks_find(test_arena(), &ask, 0.9);
	CHECK(!found.is_few && found.parts_count == 1 && found.parts[0].mean == 0 && found.parts[0].low == 0
		&& found.parts[0].high > 0);
	ask = (struct breaks_ask){ gaps, 4, 0, 1, 1 };
	CHECK(breaks_find(test_arena(), &ask, 0.9).is_few);
	counts[0] = 2147483648.0;
	ask = (struct breaks_ask){ counts, 50, 0, 1, 1 };
	CHECK(breaks_find(test_arena(), &ask, 0.9).parts[1].from == 1);
}

TEST(impossible_counts_have_no_breaks)
{
	static const double wrong[] = { -1, 0.5, INFINITY };
	size_t at;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		double counts[] = { 1, wrong[i] };
		struct breaks_ask ask = { counts, 2, 0, 1, 2 };

		CHECK(!breaks_ask_is_fine(&ask, &at) && at == 1);
	}
}

/* Of series in which nothing changes, how many have a break? */
static double share_with_breaks(double phi_of_them, double phi)
{
	enum { SERIES = 200, STEPS = 96 };
	double with = 0;

	for (uint64_t number = 0; number < SERIES; number++) {
		struct stream stream = stream_open(15, number);
		double counts[STEPS];
		struct breaks_ask ask = { counts, STEPS, 0, phi, 2 };

		for (size_t i = 0; i < STEPS; i++)
			counts[i] = phi_of_them * (double)stream_poisson(&stream, 12);
		ask.phi = phi > 0 ? phi : breaks_phi(counts, STEPS);
		with += breaks_find(test_arena(), &ask, 0.9).parts_count > 1;
	}
	return with / SERIES;
}

TEST(where_nothing_changes_breaks_are_rare_when_phi_is_known)
{
	CHECK(share_with_breaks(1, 1) < 0.12);
	CHECK(share_with_breaks(3, 1) > 0.8);
	CHECK(share_with_breaks(3, 3) < 0.12);
	CHECK(share_with_breaks(3, 0) < 0.12 && share_with_breaks(1, 0) < 0.12);
}

/* ---- Seasons ----------------------------------------------------------------------------- */

static void seasons_check(const char *path, bool is_robust)
{
	const struct csv_table *table = oracle_read(path);
	double *values = arena_array(test_arena(), double, table->count);
	struct seasons_ask ask = { values, table->count - 1, 13, 11, 23, 13, 0, 1, 1, is_robust };
	struct seasons found;

	for (size_t row = 1; row < table->count; row++)
		values[row - 1] = oracle_number(table, row, "y");
	CHECK(seasons_ask_is_fine(&ask));
	found = seasons_find(test_arena(), &ask);
	for (size_t row = 1; row < table->count; row++) {
		CHECK(fabs(found.season[row - 1] - oracle_number(table, row, "seasonal")) < 1e-9);
		CHECK(fabs(found.trend[row - 1] - oracle_number(table, row, "trend")) < 1e-9);
		CHECK(fabs(found.rest[row - 1] - oracle_number(table, row, "remainder")) < 1e-9);
		CHECK(fabs(found.weights[row - 1] - oracle_number(table, row, "weight")) < 1e-8);
	}
}

TEST(trend_and_season_are_those_of_the_oracle)
{
	seasons_check("oracles/01_earlywarning/stl_plain.csv", false);
	seasons_check("oracles/01_earlywarning/stl_robust.csv", true);
}

TEST(trend_season_and_rest_are_the_whole)
{
	for (uint64_t number = 0; number < 40; number++) {
		struct stream stream = stream_open(16, number);
		double values[70], constant[70];
		struct seasons_ask ask = { values, 24 + (size_t)(40 * stream_share(&stream)), 12, 7, 19, 13, 1, 1, 1,
			number % 2 == 0 };
		struct seasons found, moved;

		for (size_t i = 0; i < ask.count; i++) {
			values[i] = stream_normal(&stream);
			constant[i] = values[i] + 100;
		}
		found = seasons_find(test_arena(), &ask);
		ask.values = constant;
		moved = seasons_find(test_arena(), &ask);
		for (size_t i = 0; i < ask.count; i++) {
			CHECK(fabs(found.season[i] + found.trend[i] + found.rest[i] - values[i]) < 1e-12);
			CHECK(ask.is_robust || fabs(moved.trend[i] - found.trend[i] - 100) < 1e-8);
		}
	}
}

TEST(seasons_that_cannot_be_are_told)
{
	double values[24] = { 0 };
	struct seasons_ask ask = { values, 24, 12, 7, 19, 13, 0, 1, 1, true };
	struct seasons found;

	CHECK(seasons_ask_is_fine(&ask));
	found = seasons_find(test_arena(), &ask);
	CHECK(found.season[3] == 0 && found.trend[3] == 0);
	ask.count = 23;
	CHECK(!seasons_ask_is_fine(&ask));
	ask.count = 24;
	ask.season = 8;
	CHECK(!seasons_ask_is_fine(&ask));
	ask.season = 7;
	values[5] = NAN;
	CHECK(!seasons_ask_is_fine(&ask));
}
