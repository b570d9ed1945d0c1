/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_costs.c - years of damage, triangles, trends and tails, against the oracle and against what was made. */
#include "analysis/costs.h"
#include "analysis/ladder.h"
#include "analysis/tail.h"
#include "analysis/trend.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

/* ---- Years ------------------------------------------------------------------------------- */

static struct costs_ask oracle_costs(void)
{
	const struct csv_table *claims = oracle_read("oracles/05_costs/claims.csv");
	const struct csv_table *years = oracle_read("oracles/05_costs/yearly.csv");
	struct claim *found = arena_array(test_arena(), struct claim, claims->count);
	struct price *prices = arena_array(test_arena(), struct price, years->count);

	for (size_t row = 1; row < claims->count; row++)
		found[row - 1] = (struct claim){ oracle_int(claims, row, "year"), oracle_number(claims, row, "amount") };
	for (size_t row = 1; row < years->count; row++)
		prices[row - 1] = (struct price){ oracle_int(years, row, "year"), oracle_number(years, row, "kpi") };
	return (struct costs_ask){ found, claims->count - 1, prices, years->count - 1, 2021, 1e5 };
}

TEST(years_of_damage_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/yearly.csv");
	const struct csv_table *errors = oracle_read("oracles/05_costs/yearly_se.csv");
	struct costs_ask ask = oracle_costs();
	struct cost_year years[COST_YEARS_MOST];
	size_t at;

	CHECK(costs_judge(&ask, &at) == COSTS_fine);
	CHECK(costs_by_year(&ask, years) == table->count - 1 && table->count == errors->count);
	for (size_t row = 1; row < table->count; row++) {
		const struct cost_year *year = &years[row - 1];

		CHECK(year->year == oracle_int(table, row, "year") && year->count == oracle_int(table, row, "n"));
		CHECK(year->large == oracle_int(table, row, "large"));
		CHECK(is_within(year->nominal, oracle_number(table, row, "nominal"), 1e-11));
		CHECK(is_within(year->real, oracle_number(table, row, "real2021"), 1e-11));
		CHECK(is_within(year->capped, oracle_number(table, row, "capped100k"), 1e-11));
		CHECK(is_within(year->real, oracle_number(errors, row, "total"), 1e-11));
		CHECK(is_within(year->real_error, oracle_number(errors, row, "poisson_se"), 1e-11));
		CHECK(is_within(year->largest_share, oracle_number(errors, row, "top_share"), 1e-10));
	}
}

TEST(where_an_index_is_100_moves_no_price)
{
	struct costs_ask ask = oracle_costs(), other = ask;
	struct price *prices = arena_array(test_arena(), struct price, ask.prices_count);
	struct cost_year one[COST_YEARS_MOST], two[COST_YEARS_MOST];
	size_t count = costs_by_year(&ask, one);

	for (size_t i = 0; i < ask.prices_count; i++)
		prices[i] = (struct price){ ask.prices[i].year, ask.prices[i].index * 0.0317 };
	other.prices = prices;
	CHECK(costs_by_year(&other, two) == count);
	for (size_t i = 0; i < count; i++)
		CHECK(is_within(one[i].real, two[i].real, 1e-12) && one[i].large == two[i].large);
	CHECK(is_within(costs_usual_cap(&ask, 0.97, 5), costs_usual_cap(&other, 0.97, 5), 1e-12));
}

TEST(a_usual_cap_has_three_of_a_hundred_above_it)
{
	struct costs_ask ask = oracle_costs();
	struct cost_year years[COST_YEARS_MOST];
	int64_t large = 0, all = 0;
	size_t count;

	ask.cap = costs_usual_cap(&ask, 0.97, 5);
	count = costs_by_year(&ask, years);
	for (size_t i = count - 5; i < count; i++) {
		large += years[i].large;
		all += years[i].count;
	}
	CHECK(fabs((double)large / (double)all - 0.03) < 0.003);
}

TEST(gaps_are_years_without_claims_and_what_is_wrong_is_told)
{
	struct claim claims[] = { { 2019, 10 }, { 2022, 0 } };
	struct price prices[] = { { 2019, 100 }, { 2022, 120 } };
	struct costs_ask ask = { claims, 2, prices, 2, 2022, INFINITY };
	struct cost_year years[COST_YEARS_MOST];
	size_t at;

	CHECK(costs_judge(&ask, &at) == COSTS_fine && costs_by_year(&ask, years) == 4);
	CHECK(years[1].count == 0 && years[1].real == 0 && years[3].count == 1 && is_within(years[0].real, 12, 1e-12));
	ask.base = 2020;
	CHECK(costs_judge(&ask, &at) == COSTS_no_base);
	ask.base = 2022;
	claims[1].year = 2021;
	CHECK(costs_judge(&ask, &at) == COSTS_no_price && at == 1);
	claims[1] = (struct claim){ 2022, NAN };
	CHECK(costs_judge(&ask, &at) == COSTS_bad_amount && at == 1);
	claims[1].amount = -1;
	CHECK(costs_judge(&ask, &at) == COSTS_bad_amount);
	prices[1].year = 2019;
	CHECK(costs_judge(&ask, &at) == COSTS_bad_index && at == 1);
	ask = (struct costs_ask){ .cap = 1 };
	CHECK(costs_judge(&ask, &at) == COSTS_fine && costs_by_year(&ask, years) == 0 && isnan(costs_usual_cap(&ask, 0.97, 5)));
	claims[1] = (struct claim){ 2500, 1 };
	ask = (struct costs_ask){ claims, 2, NULL, 0, 0, 1 };
	CHECK(costs_judge(&ask, &at) == COSTS_too_many_years);
}

/* ---- Trends ------------------------------------------------------------------------------ */

static double column_of(const struct cost_year *year, int column)
{
	const double values[] = { (double)year->count, year->real, year->capped, (double)year->large };

	return values[column];
}

TEST(trends_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/trend_glm.csv");
	struct costs_ask ask = oracle_costs();
	struct cost_year years[COST_YEARS_MOST];
	size_t count = costs_by_year(&ask, years), at;

	CHECK(table->count == 5);
	for (int column = 0; column < 4; column++) {
		struct trend_settings settings = { column == 0 || column == 3 ? TREND_counts : TREND_costs, 6, 0.9, 1.05 };
		struct trend_point points[COST_YEARS_MOST];
		struct trend found;
		size_t row = (size_t)column + 1;

		for (size_t i = 0; i < count; i++)
			points[i] = (struct trend_point){ years[i].year, column_of(&years[i], column) };
		CHECK(trend_settings_are_fine(&settings) && trend_points_are_fine(points, count, &at));
		found = trend_fit(points, count, &settings);
		CHECK(found.finding == TREND_known);
		/* The oracle stops when the deviance moves by 1e-8: costs then lack some 2e-6. */
		CHECK(is_within(found.slope, oracle_number(table, row, "slope"), 1e-5));
		CHECK(is_within(found.error, oracle_number(table, row, "se"), 1e-5));
		CHECK(is_within(found.t, oracle_number(table, row, "t"), 1e-5));
		CHECK(is_within(found.p_value, oracle_number(table, row, "p"), 1e-5));
		CHECK(is_within(100 * (found.ratio - 1), oracle_number(table, row, "pct_per_year"), 1e-5));
	}
}

static struct trend trend_of_made(uint64_t number, double slope)
{
	struct trend_settings settings = { TREND_counts, 6, 0.9, 1.05 };
	struct stream stream = stream_open(41, number);
	struct trend_point points[10];

	for (int i = 0; i < 10; i++)
		points[i] = (struct trend_point){ 2010 + i, (double)stream_poisson(&stream, 150 * exp(slope * i)) };
	return trend_fit(points, 10, &settings);
}

TEST(trends_are_found_and_false_ones_are_few)
{
	enum { TIMES = 1000 };
	double false_ones = 0, held = 0, falls = 0;

	for (uint64_t number = 0; number < TIMES; number++) {
		struct trend still = trend_of_made(number, 0), falling = trend_of_made(number, -0.08);

		false_ones += still.ratio_low > 1 || still.ratio_high < 1;
		held += falling.ratio_low <= exp(-0.08) && exp(-0.08) <= falling.ratio_high;
		falls += falling.verdict == VERDICT_decrease;
	}
	CHECK(false_ones / TIMES > 0.07 && false_ones / TIMES < 0.13);
	CHECK(held / TIMES > 0.87 && held / TIMES < 0.93 && falls / TIMES > 0.95);
}

/* Two years of 100 claims: the ratio has the error sqrt(1/100 + 1/100); four years apart, a fourth of it. */
TEST(chance_alone_says_what_could_have_been_seen)
{
	struct trend_point points[] = { { 2018, 100 }, { 2022, 100 }, { 2024, 100 } };
	const double errors[] = { 0.1, 0.1, 0.1 };

	CHECK(is_within(trend_least_by_chance(points, errors, 2), expm1(1.959964 * sqrt(0.02) / 4), 1e-6));
	CHECK(trend_least_by_chance(points, errors, 3) < trend_least_by_chance(points, errors, 2));
	CHECK(isnan(trend_least_by_chance(points, errors, 1)) && isnan(trend_least_by_chance(points, errors, 0)));
	points[1].year = 2018;
	CHECK(isnan(trend_least_by_chance(points, errors, 2)));
}

TEST(short_and_empty_series_have_no_verdict)
{
	struct trend_settings settings = { TREND_costs, 6, 0.9, 1.05 };
	struct trend_point points[] = { { 2018, 100 }, { 2019, 90 }, { 2020, 99 }, { 2021, 70 } };
	struct trend_point even[] = { { 1, 80 }, { 2, 80 }, { 3, 80 }, { 4, 80 }, { 5, 80 }, { 6, 80 }, { 7, 80 } };
	struct trend_point zeros[] = { { 2018, 0 }, { 2019, 0 }, { 2020, 0 } };
	struct trend_point same[] = { { 2018, 5 }, { 2018, 6 }, { 2018, 7 } };
	struct trend found = trend_fit(points, 4, &settings);
	size_t at;

	CHECK(trend_fit(even, 7, &settings).verdict == VERDICT_unchanged);
	CHECK(found.finding == TREND_too_short && found.verdict == VERDICT_cannot_tell && found.least_seen > 0);
	CHECK(trend_fit(points, 2, &settings).finding == TREND_nothing);
	CHECK(trend_fit(zeros, 3, &settings).finding == TREND_nothing && trend_fit(same, 3, &settings).finding == TREND_nothing);
	points[1].value = NAN;
	CHECK(!trend_points_are_fine(points, 4, &at) && at == 1);
	points[1].value = 4e9;
	CHECK(trend_points_are_fine(points, 4, &at) && isfinite(trend_fit(points, 4, &settings).slope));
}

TEST(verdicts_need_limits_on_one_side)
{
	CHECK(verdict_of_ratio(1.2, 1.5, 1.1) == VERDICT_increase && verdict_of_ratio(0.5, 0.8, 1.1) == VERDICT_decrease);
	CHECK(verdict_of_ratio(0.95, 1.05, 1.1) == VERDICT_unchanged && verdict_of_ratio(0.8, 1.3, 1.1) == VERDICT_cannot_tell);
	CHECK(verdict_of_ratio(1.01, 1.05, 1.1) == VERDICT_marginal && verdict_of_ratio(0, 0.5, 1.1) == VERDICT_decrease);
	CHECK(verdict_of_ratio(NAN, 2, 1.1) == VERDICT_cannot_tell && verdict_of_ratio(0, INFINITY, 1.1) == VERDICT_cannot_tell);
	CHECK(verdict_of_difference(-0.02, 0.02, 0.03) == VERDICT_unchanged
		&& verdict_of_difference(-0.1, -0.01, 0.03) == VERDICT_decrease
		&& verdict_of_difference(NAN, NAN, 0.03) == VERDICT_cannot_tell);
}

/* ---- Triangles --------------------------------------------------------------------------- */

static struct triangle *oracle_triangle(void)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/mack_triangle_incremental.csv");
	struct triangle *triangle = arena_new(test_arena(), struct triangle);

	triangle->size = table->count - 1;
	for (size_t row = 0; row < triangle->size; row++)
		for (size_t column = 0; column < triangle->size - row; column++)
			CHECK(str_to_real(table->rows[row + 1].cells[column], &triangle->cells[row][column]));
	return triangle;
}

TEST(a_triangle_is_completed_as_mack_did)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/mack_taylor_ashe.csv");
	const struct csv_table *factors = oracle_read("oracles/05_costs/mack_factors.csv");
	const struct csv_table *total = oracle_read("oracles/05_costs/mack_total.csv");
	const struct triangle *triangle = oracle_triangle();
	struct ladder ladder;
	size_t row, column;

	CHECK(ladder_judge(triangle, &row, &column) == LADDER_fine);
	ladder_make(triangle, &ladder);
	for (row = 1; row < table->count; row++) {
		CHECK(is_within(ladder.rows[row - 1].ultimate, oracle_number(table, row, "ultimate"), 1e-10));
		CHECK(fabs(ladder.rows[row - 1].reserve - oracle_number(table, row, "reserve")) < 0.01);
		CHECK(fabs(ladder.rows[row - 1].error - oracle_number(table, row, "se")) < 0.01);
	}
	for (row = 1; row < factors->count; row++) {
		CHECK(is_within(ladder.factor[row - 1], oracle_number(factors, row, "f"), 1e-10));
		CHECK(is_within(ladder.variance[row - 1], oracle_number(factors, row, "sigma2"), 1e-9));
	}
	CHECK(fabs(ladder.reserve - oracle_number(total, 1, "total_reserve")) < 0.01);
	CHECK(fabs(ladder.error - oracle_number(total, 1, "total_se")) < 0.01);
	/* As published. */
	CHECK(round(ladder.reserve) == 18680856 && round(ladder.error) == 2447095);
	CHECK(ladder_is_mature(&ladder.rows[0], 0.6) && !ladder_is_mature(&ladder.rows[9], 0.6));
}

/* Everything is settled as the rule says: nothing is uncertain, and ten times is ten times. */
TEST(a_triangle_that_follows_its_factors_has_no_error)
{
	struct triangle triangle = { .size = 5 }, tenfold = { .size = 5 };
	struct ladder ladder, ten;
	size_t row, column;

	for (row = 0; row < 5; row++)
		for (column = 0; column < 5 - row; column++)
			triangle.cells[row][column] = (double)(100 + 20 * row) * (column ? pow(2, (double)column - 1) : 1);
	ladder_make(&triangle, &ladder);
	CHECK(is_within(ladder.factor[0], 2, 1e-12) && ladder.error < 1e-6);
	CHECK(is_within(ladder.rows[4].ultimate, 180 * 16, 1e-12));
	for (row = 0; row < 5; row++)
		for (column = 0; column < 5 - row; column++)
			tenfold.cells[row][column] = 10 * triangle.cells[row][column] + (row == 1 ? 3 : 0);
	ladder_make(&tenfold, &ten);
	CHECK(ten.error > 0 && is_within(ten.reserve, 10 * ladder.reserve, 0.05));
	triangle.cells[4][0] = -5;
	CHECK(ladder_judge(&triangle, &row, &column) == LADDER_bad_cell && row == 4 && column == 0);
	triangle.cells[4][0] = NAN;
	CHECK(ladder_judge(&triangle, &row, &column) == LADDER_bad_cell);
	triangle.size = 2;
	CHECK(ladder_judge(&triangle, &row, &column) == LADDER_bad_size);
	triangle = (struct triangle){ .size = 3, .cells = { { 1, 1, 1 }, { 2, 2 }, { 3 } } };
	ladder_make(&triangle, &ladder);
	CHECK(isfinite(ladder.error) && is_within(ladder.rows[2].ultimate, 9, 1e-12));
}

/* ---- Tails ------------------------------------------------------------------------------- */

/* Thousands, as the oracle has them. */
static double *oracle_amounts(size_t *count, double unit)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/claims.csv");
	double *amounts = arena_array(test_arena(), double, table->count);

	*count = table->count - 1;
	for (size_t i = 0; i < *count; i++)
		amounts[i] = oracle_number(table, i + 1, "amount") / unit;
	return amounts;
}

/* The Danish losses of the other rows are no part of the oracle's files. */
TEST(the_tail_of_claims_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/gpd_pot.csv");
	size_t count, compared = 0;
	const double *amounts = oracle_amounts(&count, 1000);

	for (size_t row = 1; row < table->count; row++) {
		struct tail_settings settings = { oracle_number(table, row, "threshold"), 50, 0.9 };
		struct tail found;

		if (!str_is(csv_cell(table, row, "data"), "own_claims_kSEK"))
			continue;
		found = tail_fit(amounts, count, &settings);
		CHECK((int32_t)found.all == oracle_int(table, row, "n_total"));
		CHECK((int32_t)found.excesses == oracle_int(table, row, "n_exceed"));
		CHECK(is_within(found.xi, oracle_number(table, row, "xi"), 1e-6));
		CHECK(is_within(found.sigma, oracle_number(table, row, "sigma"), 1e-6));
		/* The oracle's errors are by differences. */
		CHECK(is_within(found.xi_error, oracle_number(table, row, "se_xi"), 1e-4));
		CHECK(is_within(found.sigma_error, oracle_number(table, row, "se_sigma"), 1e-4));
		CHECK(is_within(-found.loglik, oracle_number(table, row, "negloglik"), 1e-10));
		CHECK(is_within(tail_value(&found, 0.99), oracle_number(table, row, "VaR99"), 1e-6));
		CHECK(is_within(tail_mean_beyond(&found, 0.99), oracle_number(table, row, "ES99"), 1e-6));
		CHECK(is_within(tail_value(&found, 0.999), oracle_number(table, row, "VaR999"), 1e-6));
		CHECK(is_within(tail_mean_beyond(&found, 0.999), oracle_number(table, row, "ES999"), 1e-6));
		CHECK(found.xi_low < found.xi && found.xi < found.xi_high);
		compared++;
	}
	CHECK(compared == 3);
}

TEST(the_index_of_hill_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/05_costs/hill.csv");
	size_t count;
	const double *amounts = oracle_amounts(&count, 1);

	for (size_t row = 1; row < table->count; row++)
		CHECK(is_within(hill(amounts, count, (size_t)oracle_int(table, row, "k")),
			oracle_number(table, row, "hill_xi"), 1e-9));
	CHECK(isnan(hill(amounts, count, count)) && isnan(hill(amounts, 0, 1)) && isnan(hill(amounts, count, 0)));
}

/* Of a generalised Pareto distribution itself. */
static struct tail tail_of_made(uint64_t number, double xi, size_t count)
{
	struct tail_settings settings = { 0, 30, 0.9 };
	struct stream stream = stream_open(43, number);
	double amounts[400];

	for (size_t i = 0; i < count; i++)
		amounts[i] = fabs(xi) < 1e-9 ? -2 * log(stream_share(&stream))
			: 2 / xi * (pow(stream_share(&stream), -xi) - 1);
	return tail_fit(amounts, count, &settings);
}

TEST(limits_of_the_shape_hold_about_as_often_as_they_say)
{
	enum { TIMES = 150 };
	static const double shapes[] = { 0.5, 0, -0.15 };

	for (size_t s = 0; s < COUNT(shapes); s++) {
		double held = 0, mean = 0;

		for (uint64_t number = 0; number < TIMES; number++) {
			struct tail found = tail_of_made(number, shapes[s], 120);

			held += found.xi_low <= shapes[s] && shapes[s] <= found.xi_high;
			mean += found.xi / TIMES;
		}
		CHECK(held / TIMES > 0.83 && held / TIMES < 0.96);
		CHECK(fabs(mean - shapes[s]) < 0.04);
	}
}

TEST(limits_of_a_value_far_out_hold_about_as_often_as_they_say)
{
	enum { TIMES = 150 };
	static const double shapes[] = { 0.5, 0 };

	for (size_t s = 0; s < COUNT(shapes); s++) {
		double held = 0, truth = shapes[s] > 0 ? 2 / shapes[s] * (pow(0.005, -shapes[s]) - 1) : -2 * log(0.005);

		for (uint64_t number = 0; number < TIMES; number++) {
			struct tail found = tail_of_made(number, shapes[s], 200);
			struct tail_limits limits = tail_value_limits(&found, 0.995, 0.9);

			held += limits.low <= truth && truth <= limits.high;
			CHECK(limits.low < tail_value(&found, 0.995) && tail_value(&found, 0.995) < limits.high);
		}
		CHECK(held / TIMES > 0.8 && held / TIMES < 0.97);
	}
}

TEST(a_tail_of_few_or_without_a_mean_says_so)
{
	struct tail heavy = tail_of_made(1, 1.2, 200), few = tail_of_made(1, 0.5, 29);
	double same[40];

	CHECK(heavy.finding == TAIL_no_mean && isfinite(tail_value(&heavy, 0.99)));
	CHECK(few.finding == TAIL_too_few && isnan(few.xi) && isnan(tail_value(&few, 0.99)) && isnan(tail_mean_beyond(&few, 0.99)));
	CHECK(isnan(tail_value_limits(&few, 0.99, 0.9).low) && isnan(tail_value_limits(&few, 0.99, 0.9).high));
	for (int i = 0; i < 40; i++)
		same[i] = 7;
	CHECK(tail_fit(same, 40, &(struct tail_settings){ 0, 30, 0.9 }).finding == TAIL_unfitted);
	CHECK(tail_fit(same, 40, &(struct tail_settings){ 7, 30, 0.9 }).finding == TAIL_too_few);
	CHECK(mean_excess(same, 40, 3) == 4 && isnan(mean_excess(same, 40, 7)));
	CHECK(!tail_settings_are_fine(&(struct tail_settings){ NAN, 30, 0.9 }));
}

TEST(another_unit_scales_the_tail_and_leaves_its_shape)
{
	size_t count;
	const double *one = oracle_amounts(&count, 1000), *other = oracle_amounts(&count, 1);
	struct tail small = tail_fit(one, count, &(struct tail_settings){ 100, 50, 0.9 });
	struct tail large = tail_fit(other, count, &(struct tail_settings){ 100000, 50, 0.9 });

	CHECK(is_within(small.xi, large.xi, 1e-8) && is_within(small.sigma * 1000, large.sigma, 1e-8));
	CHECK(is_within(small.xi_low, large.xi_low, 1e-6) && is_within(small.xi_high, large.xi_high, 1e-6));
}
