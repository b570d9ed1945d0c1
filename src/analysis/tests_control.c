/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_control.c - control charts beside the oracle, and what they do at the edges. */
#include "analysis/control_chart.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

static const struct chart_settings all_of_it = { .base = 0, .least = 8, .shift = 7, .trend = 7,
	.is_screened = true, .widening = CHART_never_widened, .widened_above = 1.1, .widened_size = 1e4,
	.rare = 2 };

static struct chart_point *oracle_points(const struct csv_table *table, const char *value, const char *size)
{
	struct chart_point *points = arena_array(test_arena(), struct chart_point, table->count);

	for (size_t row = 1; row < table->count; row++)
		points[row - 1] = (struct chart_point){ oracle_number(table, row, value),
			size ? oracle_number(table, row, size) : 0, false };
	return points;
}

static struct chart oracle_chart(const struct csv_table *table, enum chart_kind kind, const char *value,
                                 const char *size, const struct chart_settings *settings)
{
	struct chart chart = chart_make(test_arena(), kind, oracle_points(table, value, size),
		table->count - 1, settings);

	CHECK(chart.count == table->count - 1 && chart.parts_count == 1 && chart.parts[0].state == CHART_fine);
	return chart;
}

#define SAME(found, name) CHECK(is_within((found), oracle_number(table, row, (name)), 1e-9))

/* ---- The oracle -------------------------------------------------------------------------- */

static void counted_check(const char *path, enum chart_kind kind)
{
	const struct csv_table *table = oracle_read(path);
	struct chart_settings widened = all_of_it;
	struct chart plain = oracle_chart(table, kind, "n", "d", &all_of_it), wide;

	widened.widening = CHART_always_widened;
	wide = oracle_chart(table, kind, "n", "d", &widened);
	CHECK(!plain.parts[0].is_widened && wide.parts[0].is_widened);
	for (size_t row = 1; row < table->count; row++) {
		const struct chart_mark *mark = &plain.marks[row - 1];

		SAME(mark->value, "rate");
		SAME(mark->centre, "cl");
		SAME(mark->low, "lcl");
		SAME(mark->high, "ucl");
		SAME(mark->z, "z");
		SAME(plain.parts[0].sigma_z, "sigma_z");
		SAME(wide.marks[row - 1].low, "lcl_prime");
		SAME(wide.marks[row - 1].high, "ucl_prime");
	}
}

TEST(shares_and_rates_are_those_of_the_oracle)
{
	counted_check("oracles/02_spc/p_chart.csv", CHART_shares);
	counted_check("oracles/02_spc/u_chart.csv", CHART_rates);
}

TEST(what_is_between_rare_events_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/g_chart.csv");
	struct chart chart = oracle_chart(table, CHART_between, "g", NULL, &all_of_it);

	for (size_t row = 1; row < table->count; row++) {
		const struct chart_mark *mark = &chart.marks[row - 1];

		SAME(chart.parts[0].mean, "mean");
		SAME(1 / (1 + chart.parts[0].mean), "p");
		SAME(chart.parts[0].sigma_high, "ucl3s");
		SAME(chart.parts[0].sigma_low, "lcl3s");
		SAME(mark->high, "ucl_exact");
		SAME(mark->low, "lcl_exact");
		SAME(mark->centre, "median");
		SAME(mark->chance_high, "p_upper");
		SAME(mark->chance_low, "p_lower");
	}
}

TEST(times_between_events_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/t_chart.csv");
	struct chart_settings unscreened = all_of_it;
	struct chart chart;

	unscreened.is_screened = false;
	chart = oracle_chart(table, CHART_times, "t", NULL, &unscreened);
	for (size_t row = 1; row < table->count; row++) {
		const struct chart_part *part = &chart.parts[0];

		SAME(pow(chart.marks[row - 1].value, 1 / 3.6), "y");
		SAME(chart.marks[row - 1].centre, "cl");
		SAME(chart.marks[row - 1].high, "ucl");
		SAME(chart.marks[row - 1].low, "lcl");
		SAME(part->mean, "exp_mean");
		SAME(part->exact_high, "ucl_exp");
		SAME(part->exact_low, "lcl_exp");
		SAME(part->exact_middle, "median_exp");
	}
}

static bool is_marked(const struct csv_table *table, size_t row, const char *name)
{
	return oracle_int(table, row, name) == 1;
}

TEST(individuals_and_their_rules_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/xmr_rules.csv");

	for (size_t shift = 7; shift <= 9; shift++) {
		struct chart_settings settings = all_of_it;
		static const char *const shifts[] = { "shift7", "shift8", "shift9" };
		struct chart chart;

		settings.shift = shift;
		settings.trend = shift == 7 ? 6 : 7;
		chart = oracle_chart(table, CHART_individuals, "x", NULL, &settings);
		for (size_t row = 1; row < table->count; row++) {
			const struct chart_mark *mark = &chart.marks[row - 1];

			SAME(mark->centre, "cl");
			SAME(mark->low, "lpl");
			SAME(mark->high, "upl");
			SAME(chart.parts[0].range, "amr");
			SAME(chart.parts[0].range_screened, "amr_screened");
			CHECK(row == 1 || is_within(fabs(mark->value - mark[-1].value), oracle_number(table, row, "mr"), 1e-9));
			CHECK(mark->is_outside == is_marked(table, row, "outside"));
			CHECK(mark->is_shift == is_marked(table, row, shifts[shift - 7]));
			CHECK(mark->is_trend == is_marked(table, row, shift == 7 ? "trend6" : "trend7"));
		}
	}
}

static const struct { const char *words; enum chart_signal signal; int side; } nhs_words[] = {
	{ "Common Cause", CHART_no_signal, 0 },
	{ "Above UCL", CHART_outside, 1 }, { "Below LCL", CHART_outside, -1 },
	{ "7 Point Trend (Increasing)", CHART_trend, 1 }, { "7 Point Trend (Decreasing)", CHART_trend, -1 },
	{ "2 Out of 3 (High)", CHART_near, 1 }, { "2 Out of 3 (Low)", CHART_near, -1 },
	{ "7 Points Above CL", CHART_shift, 1 }, { "7 Points Below CL", CHART_shift, -1 },
};

TEST(types_of_points_are_those_of_the_nhs)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/nhs_point_types.csv");
	struct chart chart = oracle_chart(table, CHART_individuals, "x", NULL, &all_of_it);

	for (size_t row = 1; row < table->count; row++) {
		const struct chart_mark *mark = &chart.marks[row - 1];
		static const char *const means[] = { "special_cause_concern", "common_cause", "special_cause_improvement" };
		size_t i = 0;

		while (i + 1 < COUNT(nhs_words) && !str_is(csv_cell(table, row, "special_cause"), nhs_words[i].words))
			i++;
		CHECK(mark->signal == nhs_words[i].signal && mark->side == nhs_words[i].side);
		CHECK(str_is(csv_cell(table, row, "point_type"),
			means[1 + chart_means(CHART_individuals, CHART_fewer_is_better, mark->side)]));
		SAME(mark->centre, "mean");
		SAME(mark->low, "lpl");
		SAME(mark->high, "upl");
	}
}

/* ---- Edges ------------------------------------------------------------------------------- */

static struct chart chart_of(enum chart_kind kind, const struct chart_point *points, size_t count)
{
	return chart_make(test_arena(), kind, points, count, &all_of_it);
}

/* Twenty numbers that move up and down by 1 around 10. */
static void waves(struct chart_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		points[i] = (struct chart_point){ .value = i % 2 ? 11 : 9, .size = 100 };
}

TEST(too_few_points_have_no_limits_and_no_signals)
{
	struct chart_point points[7] = { { .value = 1000 } };
	struct chart empty = chart_of(CHART_rates, points, 0), few;

	waves(points + 1, 6);
	few = chart_of(CHART_individuals, points, 7);
	CHECK(empty.count == 0 && empty.parts_count == 0);
	CHECK(few.parts[0].state == CHART_too_few && few.signals == 0 && isnan(few.marks[0].high));
	CHECK(chart_assurance(&few, CHART_fewer_is_better, 5) == CHART_no_assurance);
}

TEST(what_never_varies_has_no_limits)
{
	struct chart_point points[20];

	for (int kind = CHART_individuals; kind <= CHART_times; kind++) {
		for (size_t i = 0; i < COUNT(points); i++)
			points[i] = (struct chart_point){ .value = 0, .size = 50 };
		CHECK(chart_of(kind, points, COUNT(points)).parts[0].state == CHART_no_spread);
	}
	for (size_t i = 0; i < COUNT(points); i++)
		points[i] = (struct chart_point){ .value = 50, .size = 50 };
	CHECK(chart_of(CHART_shares, points, COUNT(points)).parts[0].state == CHART_no_spread);
	CHECK(chart_of(CHART_rates, points, COUNT(points)).parts[0].state == CHART_fine);
}

TEST(a_break_begins_anew_and_ends_runs)
{
	struct chart_point points[40];
	struct chart whole, broken;

	waves(points, 40);
	for (size_t i = 20; i < 40; i++)
		points[i].value += 20;
	whole = chart_of(CHART_individuals, points, 40);
	points[20].begins = true;
	broken = chart_of(CHART_individuals, points, 40);
	CHECK(whole.parts_count == 1 && whole.signals == 40);
	CHECK(broken.parts_count == 2 && broken.signals == 0);
	CHECK(broken.marks[19].centre == 10 && broken.marks[20].centre == 30);
}

TEST(limits_come_from_the_base_alone)
{
	struct chart_settings settings = all_of_it;
	struct chart_point points[40];
	struct chart chart;

	settings.base = 20;
	waves(points, 40);
	for (size_t i = 20; i < 40; i++)
		points[i].value += 20;
	chart = chart_make(test_arena(), CHART_individuals, points, 40, &settings);
	CHECK(chart.marks[39].centre == 10 && chart.marks[20].signal == CHART_outside);
	CHECK(chart.signals == 21 && chart.marks[19].signal == CHART_shift);    /* the last of the base begins the run */
}

TEST(gaps_end_runs_and_have_no_limits)
{
	struct chart_point points[30];
	struct chart chart;

	waves(points, 30);
	for (size_t i = 10; i < 20; i++)
		points[i].value = i < 18 ? 10.1 : 9;
	CHECK(chart_of(CHART_individuals, points, 30).marks[12].signal == CHART_shift);
	points[14].value = NAN;
	chart = chart_of(CHART_individuals, points, 30);
	CHECK(chart.signals == 0 && isnan(chart.marks[14].value));
	points[14] = (struct chart_point){ .value = 0, .size = 0 };
	chart = chart_of(CHART_rates, points, 30);
	CHECK(isnan(chart.marks[14].value) && isnan(chart.marks[14].high) && !isnan(chart.marks[15].high));
}

TEST(two_of_three_near_a_limit_are_a_signal_and_one_is_not)
{
	struct chart_point points[30];
	struct chart chart;

	waves(points, 30);              /* limits 10 and 5.32 on both sides */
	points[12].value = 14.5;
	CHECK(chart_of(CHART_individuals, points, 30).marks[12].signal == CHART_no_signal);
	points[14].value = 14.5;
	chart = chart_of(CHART_individuals, points, 30);
	CHECK(chart.marks[12].signal == CHART_near && chart.marks[14].signal == CHART_near
		&& chart.marks[13].signal == CHART_no_signal && chart.marks[12].side == 1);
	points[14].value = 5.5;         /* the other side */
	CHECK(chart_of(CHART_individuals, points, 30).signals == 0);
}

TEST(impossible_points_are_told)
{
	static const struct { enum chart_kind kind; struct chart_point point; } wrong[] = {
		{ CHART_shares, { .value = 5, .size = 4 } }, { CHART_shares, { .value = 1.5, .size = 4 } },
		{ CHART_shares, { .value = 1, .size = 4.5 } }, { CHART_rates, { .value = -1, .size = 4 } },
		{ CHART_rates, { .value = 1, .size = -4 } }, { CHART_rates, { .value = 1, .size = NAN } },
		{ CHART_rates, { .value = 1, .size = 0 } }, { CHART_between, { .value = 0.5 } },
		{ CHART_times, { .value = -0.1 } }, { CHART_individuals, { .value = INFINITY } } };
	struct chart_settings settings = all_of_it;
	size_t at;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct chart_point points[] = { { .value = 1, .size = 1 }, wrong[i].point };

		CHECK(!chart_points_are_fine(wrong[i].kind, points, 2, &at) && at == 1);
	}
	settings.base = 5;
	CHECK(chart_settings_are_fine(&all_of_it) && !chart_settings_are_fine(&settings));
}

TEST(great_counts_keep_their_limits)
{
	struct chart_point points[24];
	struct chart chart;

	for (size_t i = 0; i < COUNT(points); i++)
		points[i] = (struct chart_point){ .value = 2147483648.0 + (i % 2 ? 30000 : -30000), .size = 4294967296.0 };
	chart = chart_of(CHART_rates, points, COUNT(points));
	CHECK(chart.parts[0].state == CHART_fine && chart.signals == 0 && is_within(chart.marks[0].centre, 0.5, 1e-9));
	CHECK(chart_of(CHART_between, points, COUNT(points)).parts[0].state == CHART_fine);
	CHECK(chart_of(CHART_shares, points, COUNT(points)).parts[0].state == CHART_fine);
}

TEST(few_between_rare_events_is_worse)
{
	CHECK(chart_means(CHART_between, CHART_fewer_is_better, -1) == -1);
	CHECK(chart_means(CHART_times, CHART_fewer_is_better, 1) == 1);
	CHECK(chart_means(CHART_rates, CHART_fewer_is_better, 1) == -1);
	CHECK(chart_means(CHART_rates, CHART_more_is_better, 1) == 1 && chart_means(CHART_rates, CHART_neither, 1) == 0);
}

TEST(a_target_is_always_sometimes_or_never_met)
{
	struct chart_point points[20];
	struct chart chart;

	waves(points, 20);
	chart = chart_of(CHART_individuals, points, 20);
	CHECK(chart_assurance(&chart, CHART_fewer_is_better, 20) == CHART_always_met);
	CHECK(chart_assurance(&chart, CHART_more_is_better, 20) == CHART_never_met);
	CHECK(chart_assurance(&chart, CHART_more_is_better, 2) == CHART_always_met);
	CHECK(chart_assurance(&chart, CHART_more_is_better, 10) == CHART_sometimes_met);
	CHECK(chart_assurance(&chart, CHART_neither, 20) == CHART_no_assurance);
}

TEST(the_chart_is_chosen_by_what_is_counted)
{
	struct chart_point points[10];

	waves(points, 10);
	CHECK(chart_choose(CHART_data_counts, points, 10, &all_of_it) == CHART_rates);
	CHECK(chart_choose(CHART_data_yes_no, points, 10, &all_of_it) == CHART_shares);
	CHECK(chart_choose(CHART_data_numbers, points, 10, &all_of_it) == CHART_individuals);
	for (size_t i = 0; i < 10; i++)
		points[i].value = i % 3;
	CHECK(chart_choose(CHART_data_counts, points, 10, &all_of_it) == CHART_between);
	CHECK(chart_choose(CHART_data_counts, points, 0, &all_of_it) == CHART_rates);
}

/* ---- How often they err ------------------------------------------------------------------ */

/* A change of scale moves limits and nothing else. */
TEST(another_unit_changes_no_signal)
{
	struct stream stream = stream_open(9, 0);
	struct chart_point points[60], other[60];

	for (size_t i = 0; i < 60; i++) {
		points[i] = (struct chart_point){ .value = 50 + 4 * stream_normal(&stream) + (i > 40 ? 6 : 0) };
		other[i] = (struct chart_point){ .value = 3 * points[i].value - 70 };
	}
	for (size_t i = 0; i < 60; i++)
		CHECK(chart_of(CHART_individuals, points, 60).marks[i].signal
			== chart_of(CHART_individuals, other, 60).marks[i].signal);
}

/* Shares of points outside when nothing has changed: rates of Poisson counts whose mean varies
 * with so much spread of its own. */
static double share_outside(double spread, enum chart_widening widening)
{
	enum { SERIES = 60, POINTS = 60 };
	struct chart_settings settings = all_of_it;
	double outside = 0;

	settings.base = 24;
	settings.widening = widening;
	for (uint64_t number = 0; number < SERIES; number++) {
		struct stream stream = stream_open(77, number);
		struct chart_point points[POINTS];
		struct chart chart;

		for (size_t i = 0; i < POINTS; i++)
			points[i] = (struct chart_point){ .size = 1000, .value = (double)stream_poisson(&stream,
				40 * exp(spread * stream_normal(&stream))) };
		chart = chart_make(test_arena(), CHART_rates, points, POINTS, &settings);
		for (size_t i = 0; i < POINTS; i++)
			outside += chart.marks[i].is_outside;
	}
	return outside / (SERIES * POINTS);
}

TEST(few_points_are_outside_when_nothing_has_changed)
{
	CHECK(share_outside(0, CHART_widened_when_needed) < 0.008);
	CHECK(share_outside(0.3, CHART_never_widened) > 0.08);
	CHECK(share_outside(0.3, CHART_widened_when_needed) < 0.015);
}
