/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_baseline.c - every row of the oracles for Farrington's method. */
#include "analysis/baseline.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

enum { SERIES = 12, WEEKS = 416, FIRST_JUDGED = 340 };

static double (*series_read(void))[WEEKS]
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/series_weekly.csv");
	double (*counts)[WEEKS] = (double (*)[WEEKS])arena_array(test_arena(), double, SERIES * WEEKS);

	CHECK(table->count == 1 + SERIES * WEEKS);
	for (size_t row = 1; row < table->count; row++)
		counts[oracle_int(table, row, "series") - 1][oracle_int(table, row, "week") - 1]
			= oracle_number(table, row, "count");
	return counts;
}

/* As the oracles were made: neither too few events nor thin levels are looked for. */
static struct baseline_settings as_the_oracle(int periods, double trend_p)
{
	struct baseline_settings settings = baseline_usual();

	settings.periods = periods;
	settings.trend_p = trend_p;
	settings.least_events = settings.level_events = settings.level_weeks = 0;
	return settings;
}

static struct baseline row_fit(const struct csv_table *table, size_t row, double (*series)[WEEKS],
                               const struct baseline_settings *settings)
{
	int32_t week = oracle_int(table, row, "week") - 1;
	struct baseline_plan plan = baseline_plan(test_arena(), settings, (struct date){ 0 }, week);
	const double *counts = series[oracle_int(table, row, "series") - 1];

	CHECK(counts[week] == oracle_number(table, row, "count"));
	return baseline_fit(&plan, settings, counts, NULL, NULL);
}

static bool is_number(const struct csv_table *table, size_t row, const char *name)
{
	return !str_is(csv_cell(table, row, name), "NA");
}

TEST(the_baseline_is_that_of_the_strict_oracle)
{
	static const struct { enum baseline_limit limit; const char *upper, *p; } limits[] = {
		{ BASELINE_delta, "upper_delta", "p_delta" }, { BASELINE_plugin, "upper_nb", "p_nb" },
		{ BASELINE_muan, "upper_muan", "p_muan" } };
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/farrington_flexible_strict.csv");
	double (*series)[WEEKS] = series_read();

	CHECK(table->count == 2773);
	for (size_t row = 1; row < table->count; row++) {
		struct baseline_settings settings = as_the_oracle(oracle_int(table, row, "periods"),
			oracle_number(table, row, "p_trend"));
		struct baseline found = row_fit(table, row, series, &settings);

		CHECK(found.finding == BASELINE_fitted);
		CHECK(is_within(found.expected, oracle_number(table, row, "expected"), 1e-9));
		CHECK(is_within(found.log_error, oracle_number(table, row, "se_link"), 1e-9));
		CHECK(is_within(found.phi, oracle_number(table, row, "phi"), 1e-9));
		CHECK(found.has_trend == (oracle_int(table, row, "trend") == 1));
		for (size_t i = 0; i < COUNT(limits); i++) {
			struct baseline_judged judged = baseline_judge(&found, limits[i].limit, 0.01, 1,
				oracle_number(table, row, "count"));

			CHECK(is_within(judged.upper, oracle_number(table, row, limits[i].upper), 1e-9));
			CHECK(is_within(judged.p, oracle_number(table, row, limits[i].p), 1e-8));
		}
	}
}

/* The package's score of the limits on the log scale measures from the logarithm. */
static double package_score(const struct baseline *found, enum baseline_limit limit,
                            const struct baseline_judged *judged, double count)
{
	double from = limit == BASELINE_delta ? found->expected : log(found->expected);

	return (count - from) / (judged->upper - from);
}

static enum baseline_limit limit_of(struct str method)
{
	return str_is(method, "delta") ? BASELINE_delta : str_is(method, "muan") ? BASELINE_muan
		: BASELINE_plugin;
}

TEST(the_switch_for_comparison_does_as_the_package_does)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/farrington_flexible_pkg.csv");
	double (*series)[WEEKS] = series_read();
	size_t compared = 0;

	CHECK(table->count == 11089);
	for (size_t row = 1; row < table->count; row++) {
		struct baseline_settings settings = as_the_oracle(oracle_int(table, row, "periods"),
			oracle_number(table, row, "p_trend"));
		enum baseline_limit limit = limit_of(csv_cell(table, row, "method"));
		double count = oracle_number(table, row, "count");
		struct baseline found;
		struct baseline_judged judged;

		/* Degenerate: a level without events, whose end depends on the number of steps. */
		if (!is_number(table, row, "upper") || oracle_number(table, row, "expected") < 1e-6)
			continue;
		settings.form = BASELINE_as_flexible;
		found = row_fit(table, row, series, &settings);
		if (found.events < 3)
			continue;       /* a trend through two events */
		judged = baseline_judge(&found, limit, 0.01, 1, count);
		CHECK(found.finding == BASELINE_fitted);
		CHECK(is_within(found.expected, oracle_number(table, row, "expected"), 1e-6));
		CHECK(is_within(found.phi, oracle_number(table, row, "phi"), 1e-6));
		CHECK(found.has_trend == (oracle_int(table, row, "trend") == 1));
		CHECK(is_within(judged.upper, oracle_number(table, row, "upper"), 1e-6));
		CHECK(is_within(judged.p, oracle_number(table, row, "p"), 1e-6));
		CHECK(fabs(package_score(&found, limit, &judged, count) - oracle_number(table, row, "score"))
			< 1e-6 * fmax(1, fabs(oracle_number(table, row, "score"))));
		CHECK(judged.is_above == (oracle_int(table, row, "alarm") == 1));
		compared++;
	}
	printf("compared %zu of %zu\n", compared, table->count - 1);
	CHECK(compared > 10000);
}

/* One level, residuals above 1 weigh less, and alpha on both sides. */
TEST(the_classic_method_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/farrington_classic.csv");
	double (*series)[WEEKS] = series_read();
	struct baseline_settings settings = as_the_oracle(1, 0.05);

	settings.form = BASELINE_as_classic;
	settings.heavy = 1;
	for (size_t row = 1; row < table->count; row++) {
		double count = oracle_number(table, row, "count");
		struct baseline found = row_fit(table, row, series, &settings);
		struct baseline_judged judged = baseline_judge(&found, BASELINE_delta, 0.05 / 2, 1, count);

		if (oracle_number(table, row, "median") < 1e-6) {
			CHECK(found.finding == BASELINE_too_few_events && found.events == 0);
			continue;
		}
		CHECK(is_within(judged.upper, oracle_number(table, row, "upper"), 1e-6));
		CHECK(is_within(found.expected, oracle_number(table, row, "median"), 1e-6));
		CHECK(is_within(1 - judged.p, oracle_number(table, row, "q"), 1e-6));
		CHECK(judged.is_above == (oracle_int(table, row, "alarm") == 1));
	}
}

TEST(the_same_week_of_earlier_years_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/farrington_refdates.csv");
	struct baseline_settings weekly = baseline_usual();
	struct date first = { 2012, 1, 2 };

	for (size_t row = 1; row < table->count; row++)
		if (is_number(table, row, "ref_index"))
			CHECK(baseline_reference(&weekly, first, oracle_int(table, row, "k") - 1, oracle_int(table, row, "i"))
				== oracle_int(table, row, "ref_index") - 1);
}

TEST(the_same_week_where_years_have_53_and_leap_days)
{
	struct baseline_settings weekly = baseline_usual();
	struct date monday = { 2016, 2, 29 }, from = { 2012, 1, 2 };
	int32_t week = date_days_between(from, monday) / 7;

	/* 1 March 2015 was a Sunday, so the Monday after; 29 February 2012 a Wednesday. */
	CHECK(date_compare(date_add_days(from, 7 * baseline_reference(&weekly, from, week, 1)), (struct date){ 2015, 3, 2 }) == 0);
	CHECK(date_compare(date_add_days(from, 7 * baseline_reference(&weekly, from, week, 4)), (struct date){ 2012, 2, 27 }) == 0);
	/* Week 53 of 2020 began on 28 December; the year before, the Monday nearest to that date. */
	week = date_days_between(from, (struct date){ 2020, 12, 28 }) / 7;
	CHECK(date_compare(date_add_days(from, 7 * baseline_reference(&weekly, from, week, 1)), (struct date){ 2019, 12, 30 }) == 0);
	CHECK(baseline_reference(&weekly, (struct date){ 0 }, 30, 1) == -22);
}

/* ---- The edges ---------------------------------------------------------------------------- */

static struct baseline fit_of(const double *counts, const double *exposure, double *means)
{
	struct baseline_settings settings = baseline_usual();
	struct baseline_plan plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, WEEKS - 1);

	return baseline_fit(&plan, &settings, counts, exposure, means);
}

static double *made(double mean, double phi, uint64_t number)
{
	struct stream stream = stream_open(606, number);
	double *counts = arena_array(test_arena(), double, WEEKS);

	for (size_t i = 0; i < WEEKS; i++)
		counts[i] = count_law_quantile(count_law(mean, phi), stream_share(&stream));
	return counts;
}

TEST(a_baseline_that_cannot_be_fitted_says_why)
{
	double *counts = made(5, 1, 1);
	struct baseline_settings settings = baseline_usual();
	struct baseline_plan plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, 60);

	CHECK(fit_of(counts, NULL, NULL).finding == BASELINE_fitted);
	CHECK(plan.count == 0 && plan.years == 0);
	CHECK(baseline_fit(&plan, &settings, counts, NULL, NULL).finding == BASELINE_too_few_weeks);
	counts[200] = -1;
	CHECK(fit_of(counts, NULL, NULL).finding == BASELINE_not_counts);
	counts[200] = INFINITY;
	CHECK(fit_of(counts, NULL, NULL).finding == BASELINE_not_counts);
	for (size_t i = 0; i < WEEKS; i++)
		counts[i] = 0;
	CHECK(fit_of(counts, NULL, NULL).finding == BASELINE_too_few_events);
	for (size_t i = 0; i < WEEKS; i++)
		counts[i] = NAN;
	CHECK(fit_of(counts, NULL, NULL).finding == BASELINE_too_few_weeks);
	CHECK(!baseline_settings_are_fine(&(struct baseline_settings){ 0 }));
}

TEST(a_week_that_is_not_known_is_not_a_week_without_events)
{
	double *counts = made(8, 1, 2), means[BASELINE_WEEKS_MOST];
	struct baseline whole = fit_of(counts, NULL, NULL), holes;

	for (size_t i = 200; i < 250; i++)
		counts[i] = NAN;
	holes = fit_of(counts, NULL, means);
	CHECK(holes.finding == BASELINE_fitted && holes.weeks < whole.weeks);
	CHECK(fabs(holes.expected / whole.expected - 1) < 0.25);
}

/* A level without a single event would send its mean to nothing. */
TEST(a_part_of_the_year_without_events_joins_its_neighbour)
{
	double *counts = made(4, 1, 3);
	struct baseline found;
	struct baseline_settings settings = baseline_usual();
	struct baseline_plan plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, WEEKS - 1);

	CHECK(!fit_of(counts, NULL, NULL).is_simplified);
	for (size_t i = 0; i < plan.count; i++)
		if (plan.level[i] == 4 || plan.level[i] == plan.levels)
			counts[plan.weeks[i]] = 0;
	found = fit_of(counts, NULL, NULL);
	CHECK(found.finding == BASELINE_fitted && found.is_simplified);
	CHECK(found.expected > 0.5 && found.expected < 5);
}

TEST(a_fit_of_huge_counts_and_of_the_same_count_each_week)
{
	double counts[WEEKS];
	struct baseline found;

	for (size_t i = 0; i < WEEKS; i++)
		counts[i] = 2147483648.0 + (double)(i % 7) * 1000;
	found = fit_of(counts, NULL, NULL);
	CHECK(found.finding == BASELINE_fitted && fabs(found.expected / 2147483648.0 - 1) < 1e-5);
	for (size_t i = 0; i < WEEKS; i++)
		counts[i] = 7;
	found = fit_of(counts, NULL, NULL);
	CHECK(found.finding == BASELINE_fitted && fabs(found.expected - 7) < 1e-6 && found.phi == 1);
}

/* Twice the pupils and twice the events is the same rate; a week of half the days, half. */
TEST(exposure_is_what_counts_are_proportional_to)
{
	double *counts = made(20, 1, 4), exposure[WEEKS], other[WEEKS];
	struct baseline plain, same, half;

	for (size_t i = 0; i < WEEKS; i++) {
		exposure[i] = 300;
		other[i] = 300;
	}
	other[WEEKS - 1] = 150;
	plain = fit_of(counts, NULL, NULL);
	same = fit_of(counts, exposure, NULL);
	half = fit_of(counts, other, NULL);
	CHECK(is_within(same.expected, plain.expected, 1e-9) && is_within(same.log_error, plain.log_error, 1e-9));
	CHECK(is_within(half.expected, plain.expected / 2, 1e-9));
}

TEST(an_old_outbreak_hardly_moves_what_is_usual)
{
	double *counts = made(10, 1.5, 5);
	struct baseline before = fit_of(counts, NULL, NULL), after;

	counts[WEEKS - 1 - 104] += 60;
	after = fit_of(counts, NULL, NULL);
	CHECK(after.expected > before.expected * 0.999 && after.expected < before.expected * 1.06);
}

TEST(what_is_registered_so_far_is_judged_by_a_share_of_what_is_usual)
{
	struct baseline found = fit_of(made(30, 2, 6), NULL, NULL);
	struct count_law whole = baseline_law(&found, 1), half = baseline_law(&found, 0.5);
	double error = found.expected * found.log_error;

	CHECK(is_within(whole.mean * whole.phi, found.phi * found.expected + error * error, 1e-12));
	CHECK(is_within(half.mean, found.expected / 2, 1e-12));
	CHECK(is_within(half.mean * half.phi, half.mean * (1 + (found.phi - 1) / 2) + error * error / 4, 1e-12));
	CHECK(baseline_judge(&found, BASELINE_predictive, 0.01, 0.5, 28).is_above
		&& !baseline_judge(&found, BASELINE_predictive, 0.01, 1, 28).is_above);
	for (double count = 0; count < 90; count++) {
		struct baseline_judged judged = baseline_judge(&found, BASELINE_predictive, 0.01, 1, count);

		CHECK(judged.is_above == (judged.p <= 0.01 && count > judged.upper));
		CHECK(judged.mid_p <= judged.p && (judged.score > 1) == judged.is_above);
	}
}

/* The list of section 1.6 of the design, by fewer replicates: near one in a hundred. */
TEST(a_usual_week_passes_the_limit_about_once_in_a_hundred)
{
	static const struct { double mean, phi, most; } cases[] = { { 1, 1, 0.012 }, { 10, 1.5, 0.022 },
		{ 30, 3, 0.028 }, { 100, 3, 0.02 } };
	enum { REPLICATES = 600 };

	for (size_t i = 0; i < COUNT(cases); i++) {
		int above = 0;

		for (uint64_t n = 0; n < REPLICATES; n++) {
			double *counts = made(cases[i].mean, cases[i].phi, 1000 * (i + 1) + n);
			struct baseline found = fit_of(counts, NULL, NULL);

			above += found.finding == BASELINE_fitted
				&& baseline_judge(&found, BASELINE_predictive, 0.01, 1, counts[WEEKS - 1]).is_above;
		}
		CHECK(above <= cases[i].most * REPLICATES);
	}
}

/* ---- Months ------------------------------------------------------------------------------ */

enum { MONTHS = 84, MONTH_JUDGED = MONTHS - 1 };

TEST(months_are_compared_with_the_same_of_earlier_years)
{
	struct baseline_settings settings = baseline_usual_months();
	struct baseline_plan plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, MONTH_JUDGED);

	CHECK(baseline_settings_are_fine(&settings) && plan.years == 5 && plan.count == 15 && plan.levels == 1);
	for (size_t i = 0; i < plan.count; i++)
		CHECK(plan.weeks[i] == MONTH_JUDGED - 12 * (5 - (int32_t)i / 3) + (int32_t)i % 3 - 1 && plan.level[i] == 1);
	plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, 17);
	CHECK(plan.years == 0 && plan.count == 0);
	settings.half_window = 6;
	CHECK(!baseline_settings_are_fine(&settings));
}

static double months_make(uint64_t number, double phi, double *counts)
{
	struct stream stream = stream_open(12, number);
	double mean = 12;

	for (size_t month = 0; month < MONTHS; month++) {
		double season = mean * (1 + 0.3 * sin(2 * M_PI * (double)month / 12));

		counts[month] = count_law_quantile(count_law(season, phi), stream_share(&stream));
	}
	return mean * (1 + 0.3 * sin(2 * M_PI * MONTH_JUDGED / 12.0));
}

/* Fifteen months tell less than 250 weeks: of usual months 1 to 3 of a hundred pass the limit. */
TEST(usual_months_seldom_pass_their_limit)
{
	enum { TIMES = 1500 };
	static const double phis[] = { 1, 1.5, 3 };
	struct baseline_settings settings = baseline_usual_months();
	struct baseline_plan plan = baseline_plan(test_arena(), &settings, (struct date){ 0 }, MONTH_JUDGED);

	for (size_t i = 0; i < COUNT(phis); i++) {
		double counts[MONTHS], expected = 0, usual = 0;
		size_t passed = 0;

		for (uint64_t time = 0; time < TIMES; time++) {
			struct baseline found;

			usual += months_make(time + 10000 * i, phis[i], counts);
			found = baseline_fit(&plan, &settings, counts, NULL, NULL);
			CHECK(found.finding == BASELINE_fitted);
			expected += found.expected;
			passed += baseline_judge(&found, BASELINE_predictive, 0.01, 1, counts[MONTH_JUDGED]).is_above;
		}
		CHECK(fabs(expected / usual - 1) < 0.06);
		CHECK(passed <= 0.035 * TIMES);
	}
}
