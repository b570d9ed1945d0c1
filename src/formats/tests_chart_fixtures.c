/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_chart_fixtures.c - one chart of each kind; see tests_charts.c about the digests. */
#include "base/test.h"
#include "formats/chart_band.h"
#include "formats/chart_calendar.h"
#include "formats/chart_control.h"
#include "formats/chart_curve.h"
#include "formats/chart_dots.h"
#include "formats/chart_funnel.h"
#include "formats/chart_multiples.h"
#include "formats/chart_pareto.h"
#include "formats/chart_waterfall.h"
#include "formats/tests_charts.h"

#include <math.h>

static struct str words(const char *name, int n)
{
	return arena_print(test_arena(), "%s %d", name, n);
}

/* A number from 0 to 1 for each place, always the same. */
static double noise(size_t i)
{
	uint64_t x = (i + 1) * 0x9E3779B97F4A7C15u;

	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
	x = (x ^ x >> 27) * 0x94D049BB133111EBu;
	return (double)((x ^ x >> 31) >> 11) / 9007199254740992.0;
}

/* ---- Trend ------------------------------------------------------------------------------------ */

enum { WEEKS = 61, LATE_WEEKS = 4, AHEAD = 8 };

static void usual(struct band_period *period, double mean, double wide)
{
	double sd = sqrt(mean * wide);

	period->expected = mean;
	period->low50 = floor(mean - 0.674 * sd);
	period->high50 = ceil(mean + 0.674 * sd);
	period->low90 = floor(fmax(mean - 1.645 * sd, 0));
	period->high90 = ceil(mean + 1.645 * sd);
}

static double season(size_t week)
{
	return 24 + 9 * sin((double)week / 52 * 2 * M_PI);
}

static void late(struct band_period *period, size_t weeks_ago)
{
	double share = 0.55 + 0.12 * (double)weeks_ago, whole = round(period->reported / share);

	period->complete = whole;
	period->complete_low = fmax(period->reported, round(whole - 1.6 * sqrt(whole * (1 - share))));
	period->complete_high = round(whole + 1.6 * sqrt(whole * (1 - share)));
}

static struct diagram band(void)
{
	struct band_period *periods = arena_array(test_arena(), struct band_period, WEEKS + AHEAD);
	struct chart_band *chart = arena_new(test_arena(), struct chart_band);

	for (size_t i = 0; i < WEEKS + AHEAD; i++) {
		struct band_period *period = &periods[i];

		*period = band_period(words("week", 1 + (int)i % 52));
		period->short_label = arena_print(test_arena(), "%d", 1 + (int)i % 52);
		usual(period, season(i), i < WEEKS ? 1.6 : 1.6 + 0.15 * (double)(i - WEEKS));
		period->reported = round(season(i) + (noise(i) - 0.5) * 16);
		period->before = round(season(i) * 0.9 + (noise(i + 500) - 0.5) * 14);
		if (i + LATE_WEEKS >= WEEKS && i < WEEKS)
			late(period, WEEKS - 1 - i);
	}
	periods[18].reported = 52;
	periods[18].alarm = 2;
	periods[19].reported = 49;
	periods[19].alarm = 3;
	periods[55].reported = 41;
	periods[55].alarm = 1;
	periods[30].break_words = S("New form for reports");
	periods[40].reported = NAN;
	*chart = (struct chart_band){ .about = { .id = "band", .title = S("Threats and violence per week"),
		.finding = band_finding(test_arena(), 41, 22.4, 14, 32, VERDICT_increase),
		.caveat = S("Fewer reports may mean fewer events, or fewer who report."),
		.source = S("Reported events, all units, until 1 March 2026."), .heading = S("Week"),
		.csv = S("/x.csv"), .vega = S("/x.json") },
		.count = WEEKS, .periods = periods, .forecast_count = AHEAD, .forecast = periods + WEEKS };
	return band_diagram(chart);
}

/* ---- Funnel ----------------------------------------------------------------------------------- */

enum { UNITS = 26, CURVE = 80 };

static struct funnel_curve limits(double exposure, double centre)
{
	double error = sqrt(1 / (centre * exposure) + 0.02);

	return (struct funnel_curve){ exposure, fmax(centre * (1 - 1.96 * error), 0),
		centre * (1 + 1.96 * error), fmax(centre * (1 - 3.09 * error), 0), centre * (1 + 3.09 * error) };
}

static struct diagram funnel(void)
{
	struct funnel_dot *dots = arena_array(test_arena(), struct funnel_dot, UNITS);
	struct funnel_curve *curve = arena_array(test_arena(), struct funnel_curve, CURVE);
	struct chart_funnel *chart = arena_new(test_arena(), struct chart_funnel);

	for (size_t i = 0; i < UNITS; i++) {
		double exposure = 80 + 1900 * noise(i) * noise(i), centre = 0.12;
		struct funnel_curve limit = limits(exposure, centre);

		dots[i] = (struct funnel_dot){ .label = words("School", (int)i + 1), .exposure = exposure,
			.rate = centre * (1 + 0.7 * (noise(i + 100) - 0.5) * sqrt(400 / exposure)),
			.less_than = NAN, .low = limit.low, .high = limit.high,
			.outer_low = limit.outer_low, .outer_high = limit.outer_high };
	}
	dots[3].rate = dots[3].outer_high * 1.1;
	dots[3].sign = FUNNEL_SIGN_high;
	dots[7].rate = dots[7].low * 0.5;
	dots[7].sign = FUNNEL_SIGN_silent;
	dots[11].is_chosen = true;
	dots[12].less_than = 5;
	for (size_t i = 0; i < CURVE; i++)
		curve[i] = limits(25 + 25 * (double)i, 0.12);
	*chart = (struct chart_funnel){ .about = { .id = "funnel", .title = S("Reports per employee, by school"),
		.finding = S("One school reports more than chance would let it, and one is silent."),
		.heading = S("Unit") }, .centre = 0.12, .count = UNITS, .dots = dots, .curve_count = CURVE,
		.curve = curve, .rate_words = S("Reports per employee"), .exposure_words = S("Employees"),
		.inner_words = S("95 %"), .outer_words = S("99.8 %") };
	return funnel_diagram(chart);
}

/* ---- Waterfall -------------------------------------------------------------------------------- */

static struct diagram waterfall(void)
{
	static const struct waterfall_part parts[] = {
		{ .label = { "More employees", 14 }, .effect = 38, .low = 38, .high = 38 },
		{ .label = { "More happened per employee", 26 }, .effect = -61, .low = -190, .high = 66,
		  .is_judged = true, .verdict = VERDICT_cannot_tell },
		{ .label = { "A larger share is reported", 26 }, .effect = 243, .low = 112, .high = 371,
		  .is_judged = true, .verdict = VERDICT_increase },
	};
	static const struct chart_waterfall chart = { .about = { .id = "waterfall",
		.title = { "Worse, or better reported?", 26 },
		.finding = { "220 reports more. Most of it is that a larger share is reported.", 64 },
		.heading = { "Part", 4 }, .is_judged = true, .verdict = VERDICT_cannot_tell },
		.before_label = { "2024", 4 }, .after_label = { "2025", 4 }, .before = 812, .after = 1032,
		.count = 3, .parts = parts, .unit = { "Reports", 7 } };

	return waterfall_diagram(&chart);
}

/* ---- Estimates -------------------------------------------------------------------------------- */

static struct diagram dots(void)
{
	static const char *const names[] = { "Feels safe in the evening", "Refrains from going out",
		"Has been threatened", "Has seen vandalism", "Trusts that help comes" };
	struct dots_row *rows = arena_array(test_arena(), struct dots_row, 6);
	struct chart_dots *chart = arena_new(test_arena(), struct chart_dots);

	for (size_t i = 0; i < 5; i++) {
		double value = 0.2 + 0.6 * noise(i), wide = 0.03 + 0.05 * noise(i + 9);

		rows[i] = dots_row(str_of(names[i]));
		rows[i].value = value;
		rows[i].low90 = value - wide;
		rows[i].high90 = value + wide;
		rows[i].low50 = value - wide * 0.41;
		rows[i].high50 = value + wide * 0.41;
		rows[i].before = value - 0.05 + 0.1 * noise(i + 40);
		rows[i].before_low90 = rows[i].before - wide;
		rows[i].before_high90 = rows[i].before + wide;
		rows[i].is_judged = true;
		rows[i].verdict = (enum verdict)i;
	}
	rows[5] = dots_row(S("Answers of the smallest group"));
	rows[5].less_than = 5;
	*chart = (struct chart_dots){ .about = { .id = "dots", .title = S("What people say about their safety"),
		.finding = S("One of five has fallen since the round before."), .heading = S("Question") },
		.count = 6, .rows = rows, .reference = NAN, .unit = S("Share who say so"),
		.before_words = S("2023") };
	return dots_diagram(chart);
}

static struct diagram forest(void)
{
	static const char *const names[] = { "Lighting in the park", "Two in the reception", "All measures" };
	static const double numbers[][3] = { { 0.62, 0.41, 0.94 }, { 1.12, 0.71, 1.77 }, { 0.81, 0.6, 1.09 } };
	struct dots_row *rows = arena_array(test_arena(), struct dots_row, 3);
	struct chart_dots *chart = arena_new(test_arena(), struct chart_dots);

	for (size_t i = 0; i < 3; i++) {
		rows[i] = dots_row(str_of(names[i]));
		rows[i].value = numbers[i][0];
		rows[i].low90 = numbers[i][1];
		rows[i].high90 = numbers[i][2];
	}
	*chart = (struct chart_dots){ .about = { .id = "forest", .title = S("Before and after"),
		.finding = S("One measure has an interval below 1."), .heading = S("Measure") }, .count = 3,
		.rows = rows, .reference = 1, .reference_words = S("As before"), .is_log = true,
		.unit = S("Rate after / rate before") };
	return dots_diagram(chart);
}

/* ---- Control ---------------------------------------------------------------------------------- */

static struct diagram control(void)
{
	enum { POINTS = 36, REBASED = 22 };
	struct control_point *points = arena_array(test_arena(), struct control_point, POINTS);
	struct chart_control *chart = arena_new(test_arena(), struct chart_control);

	for (size_t i = 0; i < POINTS; i++) {
		double centre = i < REBASED ? 12 : 9;

		points[i] = (struct control_point){ .label = words("Month", (int)i + 1),
			.short_label = arena_print(test_arena(), "%zu", i + 1),
			.value = centre + 5 * (noise(i + 70) - 0.5), .centre = centre,
			.low = centre - 4, .high = centre + 4 };
	}
	points[9].value = 17.2;
	points[9].rule = CONTROL_outside;
	points[9].meaning = CONTROL_worse;
	points[15].value = NAN;
	points[REBASED].break_words = S("Second guard");
	for (size_t i = 28; i < 35; i++) {
		points[i].value = 7.4 + noise(i);
		points[i].rule = CONTROL_shift;
		points[i].meaning = CONTROL_better;
	}
	*chart = (struct chart_control){ .about = { .id = "control", .title = S("Threats per 1 000 visits"),
		.finding = S("One month was more than chance; since month 29 it is lower than before."),
		.heading = S("Month") }, .count = POINTS, .points = points, .target = 8,
		.unit = S("Threats per 1 000 visits"), .better_words = S("Lower is better.") };
	return control_diagram(chart);
}

/* ---- Shares of all ----------------------------------------------------------------------------- */

static struct diagram pareto(void)
{
	static const char *const names[] = { "Threats", "Violence", "Theft", "Vandalism and graffiti in the"
		" grounds of schools", "Fire", "Water damage", "Other" };
	static const double counts[] = { 312, 298, 144, 96, 41, 38, NAN };
	struct pareto_row *rows = arena_array(test_arena(), struct pareto_row, COUNT(names));
	struct chart_pareto *chart = arena_new(test_arena(), struct chart_pareto);
	double all = 312 + 298 + 144 + 96 + 41 + 38, sum = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		double share = counts[i] / all, error = 1.645 * sqrt(share * (1 - share) / all);

		sum += isnan(share) ? 0 : share;
		rows[i] = (struct pareto_row){ .label = str_of(names[i]), .count = counts[i], .share = share,
			.low90 = share - error, .high90 = share + error, .sum = isnan(share) ? NAN : sum,
			.sum_low90 = sum - 0.02 * (1 - sum), .sum_high90 = sum + 0.02 * (1 - sum),
			.less_than = isnan(share) ? 5 : NAN, .group = i < 2 ? 1 : i == 4 || i == 5 ? 2 : 0 };
	}
	*chart = (struct chart_pareto){ .about = { .id = "pareto", .title = S("What happens most"),
		.finding = S("Threats and violence are two thirds; which is larger is not known."),
		.heading = S("Kind") }, .count = COUNT(names), .rows = rows, .unit = S("Events") };
	return pareto_diagram(chart);
}

/* ---- When --------------------------------------------------------------------------------------- */

static struct diagram calendar(void)
{
	static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday" };
	struct str *rows = arena_array(test_arena(), struct str, 7);
	struct str *hours = arena_array(test_arena(), struct str, 24);
	struct calendar_cell *cells = arena_array(test_arena(), struct calendar_cell, 7 * 24);
	struct chart_calendar *chart = arena_new(test_arena(), struct chart_calendar);

	for (size_t i = 0; i < 7; i++)
		rows[i] = str_of(days[i]);
	for (size_t i = 0; i < 24; i++)
		hours[i] = arena_print(test_arena(), "%02zu", i);
	for (size_t i = 0; i < 7 * 24; i++) {
		double expected = 3 + 9 * (i % 24 > 7 && i % 24 < 18), observed = round(expected * (0.4 + 1.2 * noise(i)));

		if (i / 24 == 4 && i % 24 > 20)
			observed = 14;
		cells[i] = calendar_cell(observed, expected, (observed + 4) / (expected + 4));
	}
	cells[3].less_than = 5;
	cells[30] = calendar_cell(NAN, NAN, NAN);
	*chart = (struct chart_calendar){ .about = { .id = "calendar", .title = S("When it happens"),
		.finding = S("Friday night has more than its day and its hours would make one expect."),
		.heading = S("Day") }, .rows = 7, .columns = 24, .row_labels = rows, .column_labels = hours,
		.cells = cells, .least = 5, .column_heading = S("Hour") };
	return calendar_diagram(chart);
}

/* ---- Curves ------------------------------------------------------------------------------------- */

static struct diagram exceedance(void)
{
	enum { POINTS = 30 };
	static const struct curve_mark marks[] = { { 2.1, 0.3, { NULL, 0 } }, { 11, 0.05, { "The fire of 2019", 16 } } };
	struct curve_point *points = arena_array(test_arena(), struct curve_point, POINTS);
	struct chart_curve *chart = arena_new(test_arena(), struct chart_curve);

	for (size_t i = 0; i < POINTS; i++) {
		double x = 0.3 * pow(1.3, (double)i), y = fmin(0.9 * pow(x, -1.1), 1), wide = 1.2 + 0.08 * (double)i;

		points[i] = (struct curve_point){ x, y, y / sqrt(wide), fmin(y * sqrt(wide), 1), y / wide / wide,
			fmin(y * wide * wide, 1) };
	}
	*chart = (struct chart_curve){ .about = { .id = "exceedance", .title = S("How large losses can become"),
		.finding = S("A loss above 10 million comes in a year with a chance of 3 to 13 %."),
		.heading = S("Point") }, .count = POINTS, .points = points, .marks_count = 2, .marks = marks,
		.is_log_x = true, .is_log_y = true, .reference = NAN, .x_words = S("Loss, million kronor"),
		.y_words = S("Chance of more in a year") };
	return curve_diagram(chart);
}

static struct diagram ribbon(void)
{
	enum { POINTS = 21 };
	struct curve_point *points = arena_array(test_arena(), struct curve_point, POINTS);
	struct chart_curve *chart = arena_new(test_arena(), struct chart_curve);

	for (size_t i = 0; i < POINTS; i++) {
		double x = (double)i / 20, y = 40 + 55 * x * x;

		points[i] = (struct curve_point){ x, y, y - 4 - 5 * x, y + 4 + 5 * x, y - 10 - 12 * x, y + 10 + 12 * x };
	}
	*chart = (struct chart_curve){ .about = { .id = "ribbon", .title = S("If links may be wrong"),
		.finding = S("The number depends on how many links are wrong."), .heading = S("Point") },
		.count = POINTS, .points = points, .reference = 60, .reference_words = S("As it is reported"),
		.x_words = S("Share of links that are wrong"), .y_words = S("Events in a month") };
	return curve_diagram(chart);
}

static struct diagram survival(void)
{
	enum { POINTS = 9 };
	static const struct curve_mark marks[] = { { 14, 62.5, { NULL, 0 } } };
	struct curve_point *points = arena_array(test_arena(), struct curve_point, POINTS);
	struct chart_curve *chart = arena_new(test_arena(), struct chart_curve);

	points[0] = (struct curve_point){ 0, 100, NAN, NAN, NAN, NAN };
	for (size_t i = 1; i < POINTS; i++) {
		double x = (double)(i * i), y = 100 - 12.5 * (double)i + 12.5;

		points[i] = (struct curve_point){ x, y, y - 5, fmin(y + 5, 100), y - 12, fmin(y + 12, 100) };
	}
	*chart = (struct chart_curve){ .about = { .id = "survival", .title = S("How long it takes until it is closed"),
		.finding = S("Half of them within 25 days."), .heading = S("Point") },
		.count = POINTS, .points = points, .is_stepped = true, .marks_count = 1, .marks = marks,
		.marks_words = S("When the target is due"), .reference = 10,
		.reference_words = S("Target: at most 10 of 100"), .x_words = S("Days"), .y_words = S("Still waiting") };
	return curve_diagram(chart);
}

/* ---- Many ----------------------------------------------------------------------------------------- */

static struct diagram multiples(void)
{
	enum { MANY = 8, MONTHS = 24 };
	struct multiple *many = arena_array(test_arena(), struct multiple, MANY);
	struct chart_multiples *chart = arena_new(test_arena(), struct chart_multiples);

	for (size_t m = 0; m < MANY; m++) {
		struct band_period *periods = arena_array(test_arena(), struct band_period, MONTHS);

		for (size_t i = 0; i < MONTHS; i++) {
			periods[i] = band_period(words("month", (int)i + 1));
			usual(&periods[i], 6 + 2 * (double)m, 1.5);
			periods[i].reported = round((6 + 2 * (double)m) * (0.6 + 0.8 * noise(m * 100 + i)));
		}
		if (m == 5)
			periods[MONTHS - 1].reported = 38;
		many[m] = (struct multiple){ .label = words("District", (int)m + 1), .deviation = m == 5 ? 4 : noise(m),
			.is_usual = m != 5, .periods = periods };
	}
	*chart = (struct chart_multiples){ .about = { .id = "multiples", .title = S("Threats, by district"),
		.finding = S("One of eight districts is outside the usual."), .heading = S("District") },
		.count = MONTHS, .multiples_count = MANY, .multiples = many, .period_heading = S("Month") };
	return multiples_diagram(chart);
}

const struct fixture chart_fixtures[] = {
	{ "band", band, "38d1b68088cf26ae0102bed059d162db933261c8a267896aa322a0b316c5cba9" },
	{ "funnel", funnel, "885aa4885b9fce0f17d25de3f0d0d000b4f89ded12356331a9b44e6858fda329" },
	{ "waterfall", waterfall, "52c9ed427aaef81dac28a40bbc4f10e08d1a2d2ec535c39ca6a9f6a15e6ab00d" },
	{ "dots", dots, "c1f9b1f0b4696593e3594b30852ce0c211f91f9540cc23f8d4008de372d7c072" },
	{ "forest", forest, "abe2fecc64c597d6cf5562c275aeb164ad801bbcfe15bb0b1031981736730c3a" },
	{ "control", control, "8894eb38f44b73efaea6f3ae0731cb6b6f01165c99d41bbca71b3be04abaadac" },
	{ "pareto", pareto, "9226763c03fdab81cc64db757a455afa577d44b5f5979ba04b57f93750a265d1" },
	{ "calendar", calendar, "130036161353708d266e8ccecf28d622f773c72eebc617494550a44411843dc3" },
	{ "exceedance", exceedance, "278bc3936ccca2794fbaef2b86bc8b0b4ec63e4bb3f4fb6b83276bfc773174a6" },
	{ "survival", survival, "a25df61ee65940ae5a8a794486d15873e6e086b9538fc6b97f9eb24dcc369e22" },
	{ "ribbon", ribbon, "fa6eff2a59b466bf12d3bec393f9062713c7a20adc458efd1bb88ca7cf269dd5" },
	{ "multiples", multiples, "42f6d43b6d2a7af462a63a6c88f70f28aa46bb6f65f6edd0d884e4e5a5fe143d" },
	{ NULL, NULL, NULL },
};
