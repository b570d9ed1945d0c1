/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_warning.c - a made-up city whose outbreaks are known. */
#include "analysis/warning.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"
#include "analysis/warning_past.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

enum { WEEKS = 312, JUDGED = WEEKS - 1, BOARDS = 12, UNITS = 15, ALL = 1 + BOARDS + BOARDS * UNITS };

struct city { struct warning_series series[ALL]; double *counts; };

static int32_t unit_of(int board, int unit)
{
	return 1 + BOARDS + board * UNITS + unit;
}

/* Units of very different size; boards and the city are their sums. */
static struct city *city_make(uint64_t number, size_t weeks)
{
	struct city *city = arena_new(test_arena(), struct city);
	struct stream stream = stream_open(77, number);

	city->counts = arena_array(test_arena(), double, ALL * WEEKS);
	for (int32_t i = 0; i < ALL; i++)
		city->series[i] = (struct warning_series){ .level = i == 0 ? 0 : i <= BOARDS ? 1 : 2,
			.parent = i == 0 ? -1 : i <= BOARDS ? 0 : 1 + (i - 1 - BOARDS) / UNITS,
			.counts = &city->counts[i * WEEKS], .reported = 1 };
	for (int32_t i = 1 + BOARDS; i < ALL; i++) {
		double mean = qgamma(stream_share(&stream), 0.6, 0.3 / 0.6, 1, 0);

		for (size_t week = 0; week < weeks; week++)
			city->counts[(size_t)i * WEEKS + week] = (double)stream_poisson(&stream,
				mean * (1 + 0.3 * sin(2 * M_PI * (double)week / 52)));
	}
	return city;
}

static void city_sum(struct city *city, size_t weeks)
{
	for (int32_t i = ALL - 1; i > 0; i--)
		for (size_t week = 0; week < weeks; week++)
			city->counts[(size_t)city->series[i].parent * WEEKS + week]
				+= city->counts[(size_t)i * WEEKS + week];
}

static const struct warning *city_find(struct city *city, int32_t week, int threads)
{
	struct warning_settings settings = warning_usual();
	size_t at;

	settings.threads = threads;
	CHECK(warning_series_are_fine(city->series, ALL, &at));
	return warnings_find(test_arena(), city->series, ALL, &settings, (struct date){ 2019, 1, 7 }, week);
}

TEST(each_series_is_judged_by_what_can_be_said_of_it)
{
	struct city *city = city_make(1, WEEKS);
	const struct warning *found;
	int own = 0, shared = 0;

	city_sum(city, WEEKS);
	found = city_find(city, JUDGED, 1);
	CHECK(found[0].way == WARNING_baseline && fabs(found[0].expected - 50) < 35);
	for (int i = 0; i < ALL; i++) {
		own += found[i].way == WARNING_baseline;
		shared += found[i].way == WARNING_share;
		CHECK(found[i].way != WARNING_none && found[i].expected > 0);
		CHECK(found[i].p > 0 && found[i].p <= 1 && found[i].q > 0 && found[i].q <= 1);
	}
	CHECK(own > BOARDS && shared > 20 && own + shared == ALL);
}

TEST(an_outbreak_in_a_unit_is_listed_and_explained)
{
	struct city *city = city_make(2, WEEKS);
	int32_t unit = unit_of(3, 4), other = unit_of(7, 1);
	const struct warning *found;
	const struct contribution *why;
	size_t count;

	city->counts[(size_t)unit * WEEKS + JUDGED] += 25;
	city->series[other].is_sentinel = true;
	city->counts[(size_t)other * WEEKS + JUDGED] = 1;
	city_sum(city, WEEKS);
	found = city_find(city, JUDGED, 1);
	CHECK(found[unit].tier == WARNING_strong && found[unit].folded_under == -1);
	CHECK(found[other].tier == WARNING_sentinel);
	CHECK(warning_is_listed(&found[4]));
	why = warning_contributions(test_arena(), city->series, found, ALL, 4, 0, 0.8, &count);
	CHECK(count >= 1 && why[0].series == unit && why[0].excess > 20 && why[0].p_alone < 1e-4);
	CHECK(warnings_level(city->series, found, ALL, 2).false_expected <= 0.1 * 10);
}

/* Everything in a board doubles: the units have no more than their share. */
TEST(a_child_that_its_parent_explains_is_folded)
{
	struct city *city = city_make(3, WEEKS);
	const struct warning *found;
	int listed = 0, folded = 0;

	for (int unit = 0; unit < UNITS; unit++)
		city->counts[(size_t)unit_of(5, unit) * WEEKS + JUDGED]
			+= ceil(6 * city->counts[(size_t)unit_of(5, unit) * WEEKS + JUDGED - 1] + 2);
	city_sum(city, WEEKS);
	found = city_find(city, JUDGED, 1);
	CHECK(found[6].tier == WARNING_strong);
	for (int unit = 0; unit < UNITS; unit++) {
		listed += warning_is_listed(&found[unit_of(5, unit)]);
		folded += found[unit_of(5, unit)].folded_under >= 0;
	}
	CHECK(listed >= 2 && folded >= 1);
}

TEST(usual_weeks_have_few_in_the_list_and_say_how_many_may_be_false)
{
	double listed = 0;

	for (uint64_t n = 10; n < 20; n++) {
		struct city *city = city_make(n, WEEKS);
		const struct warning *found;

		city_sum(city, WEEKS);
		found = city_find(city, JUDGED, 1);
		for (int i = 0; i < ALL; i++)
			listed += warning_is_listed(&found[i]);
	}
	CHECK(listed <= 8);             /* ten weeks of 193 series */
}

TEST(the_first_year_is_preliminary_and_the_list_the_same_on_any_number_of_threads)
{
	struct city *city = city_make(4, 40), *whole = city_make(5, WEEKS);
	const struct warning *one, *three;

	city->counts[(size_t)unit_of(0, 0) * WEEKS + 39] += 300;
	city_sum(city, 40);
	one = city_find(city, 39, 1);
	CHECK(one[0].way == WARNING_preliminary && one[0].tier == WARNING_first_year && isnan(one[0].q));
	CHECK(one[unit_of(0, 0)].way == WARNING_none && one[unit_of(0, 0)].tier == WARNING_quiet);
	city_sum(whole, WEEKS);
	one = city_find(whole, JUDGED, 1);
	three = city_find(whole, JUDGED, 3);
	for (int i = 0; i < ALL; i++)
		CHECK(one[i].p == three[i].p && one[i].q == three[i].q && one[i].upper == three[i].upper);
}

TEST(what_is_registered_late_is_waited_for_in_the_list)
{
	struct city *city = city_make(6, WEEKS);
	const struct warning *all, *part;

	city_sum(city, WEEKS);
	all = city_find(city, JUDGED, 1);
	for (int i = 0; i < ALL; i++)
		city->series[i].reported = 0.25;
	part = city_find(city, JUDGED, 1);
	CHECK(is_within(part[0].expected, all[0].expected / 4, 1e-12) && part[0].p < all[0].p);
}

TEST(series_that_are_no_tree_and_weeks_that_are_not_known)
{
	struct city *city = city_make(7, WEEKS);
	struct warning_series odd[2] = { { .level = 1, .parent = -1, .reported = 1 },
		{ .level = 1, .parent = 0, .reported = 1 } };
	const struct warning *found;
	size_t at;

	CHECK(!warning_series_are_fine(odd, 2, &at) && at == 1);
	odd[1].level = 2;
	CHECK(warning_series_are_fine(odd, 2, &at));
	odd[0].reported = NAN;
	CHECK(!warning_series_are_fine(odd, 2, &at) && at == 0);
	city_sum(city, WEEKS);
	city->counts[JUDGED] = NAN;
	found = city_find(city, JUDGED, 1);
	CHECK(isnan(found[0].p) && isnan(found[0].q) && found[0].tier == WARNING_quiet);
	for (size_t i = 0; i < ALL * WEEKS; i++)
		city->counts[i] = 0;
	found = city_find(city, JUDGED, 1);
	for (int i = 0; i < ALL; i++)
		CHECK(found[i].way == WARNING_none && found[i].tier == WARNING_quiet);
	CHECK(warnings_find(test_arena(), NULL, 0, &(struct warning_settings){ .threads = 1 },
		(struct date){ 0 }, 300) != NULL);
}

/* ---- Exposure ---------------------------------------------------------------------------- */

/* A city, two boards and two units of the first, one of them small: in the last week they are open twice as long. */
static const struct warning *open_find(bool has_exposure, double last, struct warning_series series[5])
{
	double *counts = arena_array(test_arena(), double, 5 * WEEKS), *exposure = arena_array(test_arena(), double, WEEKS);
	struct stream stream = stream_open(5, 0);
	struct warning_settings settings = warning_usual();

	for (size_t week = 0; week < WEEKS; week++) {
		double open = exposure[week] = week == JUDGED ? last : 4 + week % 3;
		static const double means[] = { 0, 0, 6, 1.6, 0.02 };

		for (size_t i = 2; i < 5; i++)
			counts[i * WEEKS + week] = (double)stream_poisson(&stream, means[i] * (i == 2 ? 5 : open));
		counts[1 * WEEKS + week] = counts[3 * WEEKS + week] + counts[4 * WEEKS + week];
		counts[week] = counts[1 * WEEKS + week] + counts[2 * WEEKS + week];
	}
	for (int32_t i = 0; i < 5; i++)
		series[i] = (struct warning_series){ .level = i == 0 ? 0 : i < 3 ? 1 : 2, .parent = i == 0 ? -1 : i < 3 ? 0 : 1,
			.counts = &counts[i * WEEKS], .reported = 1,
			.exposure = has_exposure && (i == 3 || i == 4) ? exposure : NULL };
	return warnings_find(test_arena(), series, 5, &settings, (struct date){ 2019, 1, 7 }, JUDGED);
}

TEST(what_is_open_longer_has_more_as_usual)
{
	struct warning_series series[5];
	const struct warning *with = open_find(true, 15, series);
	double small;

	CHECK(with[3].way == WARNING_baseline && fabs(with[3].expected / 24 - 1) < 0.15 && with[3].tier == WARNING_quiet);
	CHECK(with[4].way == WARNING_share);
	small = with[4].expected;
	with = open_find(false, 15, series);
	CHECK(with[3].expected < 10 && with[3].count > with[3].upper);
	CHECK(with[4].expected > 0.05 && with[4].expected < 0.2 && fabs(small / with[4].expected / 3 - 1) < 0.05);
	with = open_find(true, NAN, series);    /* not known how long it is open: nothing is said of it */
	CHECK(with[3].way == WARNING_none && with[4].way == WARNING_none && with[1].way == WARNING_baseline);
}

/* ---- Delay, and the weeks before ----------------------------------------------------------- */

/* Half of all is registered in the week itself, the rest in the week after. */
TEST(a_series_with_few_reports_leans_on_the_delays_of_the_city)
{
	struct warning_series series[3] = { { .level = 0, .parent = -1 }, { .level = 1, .parent = 0 },
		{ .level = 1, .parent = 0 } };
	struct delay_report reports[121];
	size_t begin[4] = { 0, 120, 121, 121 };
	struct delay_settings settings = delay_usual(80);
	struct delay city;

	for (int32_t week = 0; week < 60; week++)
		for (int32_t late = 0; late < 2; late++)
			reports[2 * week + late] = (struct delay_report){ week + 20, week + 20 + late, 10 };
	reports[120] = (struct delay_report){ 70, 70, 1 };
	city = warnings_delay(test_arena(), series, 3, reports, begin, &settings, 80);
	CHECK(city.finding == DELAY_fitted && is_within(city.share[0], 0.5, 0.02));
	CHECK(is_within(series[0].reported, city.share[0], 1e-12));
	CHECK(is_within(series[2].reported, city.share[0], 1e-12));
	CHECK(series[1].reported > city.share[0] && series[1].reported < 0.6);
	warnings_delay(test_arena(), series, 3, reports, begin, &settings, 40);
	CHECK(series[0].reported == 1 && series[1].reported == 1);
}

static const struct past_week *past_make(struct city *city, const struct warning *found, size_t item,
                                         const struct delay *delay)
{
	static struct warning_settings settings;
	struct past_ask ask = { .series = city->series, .warnings = found, .count = ALL,
		.settings = &settings, .first = { 2019, 1, 7 }, .week = JUDGED, .now = JUDGED,
		.weeks = 104 };

	settings = warning_usual();
	return past_of(pasts_open(test_arena(), &ask), item, delay);
}

TEST(the_weeks_before_have_a_band_that_holds_what_is_usual)
{
	struct city *city = city_make(8, WEEKS);
	const struct warning *found;
	const struct past_week *top;
	int within = 0;

	city_sum(city, WEEKS);
	found = city_find(city, JUDGED, 1);
	top = past_make(city, found, 0, NULL);
	for (int i = 0; i < 104; i++) {
		CHECK(top[i].low90 <= top[i].low50 && top[i].low50 <= top[i].high50 && top[i].high50 <= top[i].high90);
		CHECK(top[i].count == city->counts[JUDGED - 103 + i] && top[i].late == 0);
		within += top[i].count >= top[i].low90 && top[i].count <= top[i].high90;
	}
	CHECK(within >= 86);            /* of 104; 94 are meant */
	CHECK(is_within(top[103].expected, found[0].expected, 1e-12));
}

TEST(a_series_with_few_events_has_its_share_of_what_was_expected_above_it)
{
	struct city *city = city_make(9, WEEKS);
	const struct warning *found;
	const struct past_week *small, *board;
	struct delay delay = { .finding = DELAY_fitted, .most = 2, .share = { 0.4, 0.8, 1 } };
	int32_t item = 1 + BOARDS;

	city_sum(city, WEEKS);
	found = city_find(city, JUDGED, 1);
	while (found[item].way != WARNING_share)
		item++;
	small = past_make(city, found, (size_t)item, &delay);
	board = past_make(city, found, (size_t)city->series[item].parent, NULL);
	CHECK(is_within(small[103].expected, found[item].expected, 1e-9));
	CHECK(is_within(small[50].expected / board[50].expected, small[103].expected / board[103].expected, 1e-9));
	CHECK(small[103].late > small[102].late && small[102].late > 0 && small[101].late == 0);
	CHECK(small[103].late_low <= small[103].late && small[103].late <= small[103].late_high);
}

TEST(in_the_first_year_no_band_is_drawn)
{
	struct city *city = city_make(10, 40);
	struct warning_settings settings = warning_usual();
	const struct warning *found;
	struct past_ask ask = { .series = city->series, .count = ALL, .settings = &settings,
		.first = { 2019, 1, 7 }, .week = 39, .now = 39, .weeks = 40 };
	const struct past_week *told;

	city_sum(city, 40);
	ask.warnings = found = city_find(city, 39, 1);
	told = past_of(pasts_open(test_arena(), &ask), 0, NULL);
	CHECK(found[0].way == WARNING_preliminary);
	for (int i = 0; i < 40; i++)
		CHECK(isnan(told[i].expected) && isnan(told[i].high90) && told[i].count == city->counts[i]);
}
