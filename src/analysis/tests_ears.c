/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_ears.c - every row of the oracle for EARS, and how often usual weeks pass its limits. */
#include "analysis/ears.h"

#include "analysis/count_law.h"
#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

enum { SERIES = 12, WEEKS = 416 };

static bool is_degenerate(const struct ears_settings *settings, const double *counts, size_t week)
{
	struct ears_judged one = ears_judge(EARS_c2, settings, counts, week - 1);
	struct ears_judged two = ears_judge(EARS_c2, settings, counts, week - 2);

	return one.deviation == 0 || two.deviation == 0;
}

TEST(the_first_years_limits_are_those_of_the_oracle)
{
	const struct csv_table *weeks = oracle_read("oracles/01_earlywarning/series_weekly.csv");
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/ears.csv");
	double (*counts)[WEEKS] = (double (*)[WEEKS])arena_array(test_arena(), double, SERIES * WEEKS);
	size_t passed_over = 0;

	for (size_t row = 1; row < weeks->count; row++)
		counts[oracle_int(weeks, row, "series") - 1][oracle_int(weeks, row, "week") - 1]
			= oracle_number(weeks, row, "count");
	CHECK(table->count == 5545);
	for (size_t row = 1; row < table->count; row++) {
		struct str method = csv_cell(table, row, "method");
		enum ears_way way = str_is(method, "C1") ? EARS_c1 : str_is(method, "C2") ? EARS_c2 : EARS_c3;
		struct ears_settings settings = { 7, way == EARS_c3 ? 0.025 : 0.001,
			oracle_number(table, row, "min_sigma") };
		const double *series = counts[oracle_int(table, row, "series") - 1];
		size_t week = (size_t)oracle_int(table, row, "week") - 1;
		struct ears_judged found = ears_judge(way, &settings, series, week);

		/* 0 / 0: two weeks before, all weeks were alike. */
		if (way == EARS_c3 && is_degenerate(&settings, series, week)) {
			passed_over++;
			CHECK(!found.is_known && settings.least_deviation == 0);
			continue;
		}
		CHECK(found.is_known);
		CHECK(fabs(found.upper - oracle_number(table, row, "upper"))
			<= 1e-9 * fmax(1, oracle_number(table, row, "upper")));
		CHECK(found.is_above == (oracle_int(table, row, "alarm") == 1));
	}
	CHECK(passed_over < 200);
}

TEST(the_first_weeks_and_weeks_that_are_not_known_are_not_judged)
{
	static const struct ears_settings usual = { 7, 0.001, 0.5 };
	double counts[20];

	for (size_t i = 0; i < 20; i++)
		counts[i] = 2;
	CHECK(!ears_judge(EARS_c1, &usual, counts, 6).is_known && ears_judge(EARS_c1, &usual, counts, 7).is_known);
	CHECK(!ears_judge(EARS_c2, &usual, counts, 8).is_known && ears_judge(EARS_c2, &usual, counts, 9).is_known);
	CHECK(!ears_judge(EARS_c3, &usual, counts, 10).is_known && ears_judge(EARS_c3, &usual, counts, 11).is_known);
	counts[15] = NAN;
	CHECK(!ears_judge(EARS_c1, &usual, counts, 16).is_known && !ears_judge(EARS_c1, &usual, counts, 15).is_known);
	counts[15] = 2147483648.0;
	CHECK(ears_judge(EARS_c1, &usual, counts, 15).is_above);
}

enum { LAST = 9 };

/* As it may be at any time of a year in which counts are a third higher and lower. */
static void usual_make(uint64_t number, double mean, double phi, double counts[LAST + 1])
{
	struct stream stream = stream_open(2003, number);

	for (size_t week = 0; week <= LAST; week++) {
		double season = 1 + 0.3 * sin(2 * M_PI * (double)(number + week) / 52);

		counts[week] = count_law_quantile(count_law(mean * season, phi), stream_share(&stream));
	}
}

/* The figures of ears.h. */
TEST(usual_weeks_pass_the_limit_of_seven_weeks_far_too_often)
{
	static const struct { double mean, phi; } cases[] = { { 1, 1.5 }, { 10, 3 }, { 100, 1 }, { 100, 3 } };
	static const struct ears_settings settings = { 7, 0.01, 0.5 };
	enum { TIMES = 52 * 60 };

	for (size_t i = 0; i < COUNT(cases); i++) {
		double counts[LAST + 1], c1 = 0, c2 = 0;

		for (uint64_t n = 0; n < TIMES; n++) {
			usual_make(n + TIMES * i, cases[i].mean, cases[i].phi, counts);
			c1 += ears_judge(EARS_c1, &settings, counts, LAST).is_above;
			c2 += ears_judge(EARS_c2, &settings, counts, LAST).is_above;
		}
		CHECK(c1 > 0.05 * TIMES && c1 < 0.09 * TIMES);
		CHECK(c2 > 0.06 * TIMES && c2 < 0.12 * TIMES);
	}
}
