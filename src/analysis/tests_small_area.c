/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_small_area.c - shares of small areas and their places, beside the oracles. */
#include "analysis/small_area.h"

#include "analysis/area_ranks.h"
#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#define SAME(found, row, name) CHECK(is_within(found, oracle_number(table, row, name), 1e-7))

TEST(small_areas_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/06_survey/fay_herriot.csv");
	enum { AREAS = 42 };
	double values[AREAS], variances[AREAS], columns[2 * AREAS];
	struct small_areas_ask ask = { AREAS, 2, values, variances, columns };
	struct small_areas found;
	size_t at;

	CHECK(table->count == AREAS + 1);
	for (size_t i = 0; i < AREAS; i++) {
		values[i] = oracle_number(table, i + 1, "y");
		variances[i] = oracle_number(table, i + 1, "D");
		columns[2 * i] = 1;
		columns[2 * i + 1] = oracle_number(table, i + 1, "x");
	}
	CHECK(small_areas_ask_is_fine(&ask, &at));
	found = small_areas_find(test_arena(), &ask);
	CHECK(found.state == SMALL_AREAS_fine && !found.is_lifted);
	CHECK(is_within(found.between, oracle_number(table, 1, "A_reml"), 1e-6));
	SAME(found.at[0], 1, "beta0");
	SAME(found.at[1], 1, "beta1");
	for (size_t i = 0; i < AREAS; i++) {
		SAME(found.areas[i].estimate, i + 1, "eblup");
		CHECK(is_within(found.areas[i].own, oracle_number(table, i + 1, "gamma"), 1e-6));
		CHECK(is_within(found.areas[i].error * found.areas[i].error, oracle_number(table, i + 1, "mse"), 1e-6));
	}
}

TEST(areas_that_do_not_differ_still_count_their_own_answers)
{
	double values[] = { 0.5, 0.5, 0.5001, 0.4999, 0.5, NAN }, variances[] = { 0.01, 0.01, 0.01, 0.01, 0.01, NAN };
	double ones[] = { 1, 1, 1, 1, 1, 1 };
	struct small_areas_ask ask = { 6, 1, values, variances, ones };
	struct small_areas found = small_areas_find(test_arena(), &ask);

	CHECK(found.state == SMALL_AREAS_fine && found.is_lifted && found.between > 0);
	CHECK(found.areas[0].own > 0 && found.areas[0].own < 0.9 && fabs(found.areas[0].estimate - 0.5) < 1e-3);
	CHECK(found.areas[5].own == 0 && found.areas[5].error > sqrt(found.between)
		&& is_within(found.areas[5].estimate, found.at[0], 1e-12));
}

TEST(small_areas_that_say_nothing_are_told)
{
	double values[] = { 0.5, 0.4, NAN, NAN }, variances[] = { 0.01, 0.01, 0, 0 }, columns[] = { 1, 2, 1, 2, 1, 2, 1, 2 };
	struct small_areas_ask ask = { 4, 1, values, variances, columns };
	size_t at;

	CHECK(small_areas_find(test_arena(), &ask).state == SMALL_AREAS_too_few);
	CHECK(small_areas_ask_is_fine(&ask, &at));
	values[2] = 0.3;
	CHECK(!small_areas_ask_is_fine(&ask, &at) && at == 2);
	values[3] = 0.2;
	variances[2] = variances[3] = 0.01;
	ask.width = 2;
	CHECK(small_areas_find(test_arena(), &ask).state == SMALL_AREAS_alike);
	ask.count = 0;
	CHECK(small_areas_find(test_arena(), &ask).state == SMALL_AREAS_too_few);
}

TEST(districts_add_up_to_what_their_answers_say)
{
	double direct[] = { 0.6, 0.5, 0.4, NAN }, people[] = { 100, 300, 200, 50 }, estimates[] = { 0.58, 0.5, 0.45, 0.5 };
	int32_t district[] = { 0, 0, 1, 1 };

	small_areas_fit_sums(test_arena(), direct, people, district, 2, estimates, 4);
	CHECK(is_within(100 * estimates[0] + 300 * estimates[1], 60 + 150, 1e-12));
	CHECK(is_within(estimates[0] / estimates[1], 0.58 / 0.5, 1e-12));
	CHECK(estimates[2] == 0.45 && estimates[3] == 0.5);     /* not all of it is known */
}

/* Thirty areas like those of the model: estimates are nearer to the truth than direct ones, and the errors true. */
TEST(small_areas_are_nearer_to_the_truth_than_their_own_answers)
{
	enum { AREAS = 30, TIMES = 150 };
	double direct = 0, estimated = 0, foretold = 0;

	for (uint64_t time = 0; time < TIMES; time++) {
		struct stream stream = stream_open(1979, time);
		double values[AREAS], variances[AREAS], columns[2 * AREAS], truth[AREAS];
		struct small_areas_ask ask = { AREAS, 2, values, variances, columns };
		struct small_areas found;

		for (size_t i = 0; i < AREAS; i++) {
			columns[2 * i] = 1;
			columns[2 * i + 1] = stream_share(&stream);
			variances[i] = 0.0005 + 0.003 * stream_share(&stream);
			truth[i] = 0.6 + 0.2 * columns[2 * i + 1] + 0.03 * stream_normal(&stream);
			values[i] = truth[i] + sqrt(variances[i]) * stream_normal(&stream);
		}
		found = small_areas_find(test_arena(), &ask);
		for (size_t i = 0; i < AREAS; i++) {
			direct += pow(values[i] - truth[i], 2);
			estimated += pow(found.areas[i].estimate - truth[i], 2);
			foretold += pow(found.areas[i].error, 2);
		}
	}
	CHECK(estimated < 0.6 * direct && fabs(foretold / estimated - 1) < 0.12);
}

/* ---- Places ------------------------------------------------------------------------------ */

TEST(places_of_areas_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/rank_probabilities.csv");
	enum { AREAS = 6, DRAWS = 20000 };
	double estimates[AREAS], errors[AREAS];
	struct area_ranks_ask ask = { estimates, errors, AREAS, DRAWS, 2, 0.9, 1 };
	struct area_rank *found;

	for (size_t i = 0; i < AREAS; i++) {
		estimates[i] = oracle_number(table, i + 1, "mu");
		errors[i] = oracle_number(table, i + 1, "sigma");
	}
	found = area_ranks(test_arena(), &ask);
	for (size_t i = 0; i < AREAS; i++) {
		double first = oracle_number(table, i + 1, "P_rank1");
		double last = oracle_number(table, i + 1, "P_rank5") + oracle_number(table, i + 1, "P_rank6");

		CHECK(fabs(found[i].share_first - first) < 4 * sqrt(first * (1 - first) / DRAWS));
		CHECK(fabs(found[i].share_last - last) < 4 * sqrt(last * (1 - last) / DRAWS));
		CHECK(fabs(found[i].mean - oracle_number(table, i + 1, "expected_rank")) < 4 * 2.5 / sqrt(DRAWS));
		CHECK(found[i].low >= 1 && found[i].low <= found[i].high && found[i].high <= AREAS);
	}
}

TEST(areas_of_which_all_is_known_have_one_place_each)
{
	double estimates[] = { 0.3, 0.9, 0.5 }, errors[] = { 0, 0, 0 };
	struct area_ranks_ask ask = { estimates, errors, 3, 100, 1, 0.9, 1 };
	struct area_rank *found = area_ranks(test_arena(), &ask);

	CHECK(found[0].low == 3 && found[0].high == 3 && found[0].share_last == 1);
	CHECK(found[1].low == 1 && found[1].high == 1 && found[1].share_first == 1 && found[1].share_last == 0);
	CHECK(found[2].mean == 2);
}
