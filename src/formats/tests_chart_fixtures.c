/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests_chart_fixtures.c - one chart of each kind; see tests_charts.c about the digests. */
#include "base/test.h"
#include "formats/chart_band.h"
#include "formats/chart_funnel.h"
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

const struct fixture chart_fixtures[] = {
	{ "band", band, "4446ce386a7ef264a5c5535bbcd1de6c94494d66a61677d8a7c977289eada08f" },
	{ "funnel", funnel, "eb97cc3708bb3a2874bee259e7a9236dfabb0b99e3028f72d2d8c36933cb4e6e" },
	{ "waterfall", waterfall, "135520ac6703a22a3f63664bb5dbc637954dd4c4eadcf299d602edf35acb34b6" },
	{ NULL, NULL, NULL },
};
