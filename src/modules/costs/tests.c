/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/tests.c - rules: what was known when, prices, the four series, and when nothing is said. */
#include "modules/costs/inside.h"

#include "base/test.h"

#include <math.h>

enum { FIRST = 2012, LAST = 2026, LINES_MOST = 2000 };

static struct cost_line lines[LINES_MOST];
static size_t lines_count;

static struct instant noon(int year, int month, int day)
{
	return instant_at((struct date){ (int16_t)year, (int8_t)month, (int8_t)day }, 12, 0, 0);
}

/* One more event, or one more line of the newest. */
static void line_add(bool is_new, int year, struct instant known, int64_t cost, bool is_final)
{
	int64_t event_id = lines_count ? lines[lines_count - 1].event_id + is_new : 1;

	lines[lines_count++] = (struct cost_line){ .event_id = event_id, .cost = cost, .known_at = known,
		.occurred_at = noon(year, 3, 1), .is_final = is_final };
}

/* So many events of a year, known at once. */
static void year_add(int year, int count, int64_t cost)
{
	for (int i = 0; i < count; i++)
		line_add(true, year, noon(year, 4, 1), cost + i, false);
}

static struct costs_question question_of(const struct cost_price *prices, size_t prices_count)
{
	return (struct costs_question){ .lines = { lines_count, lines }, .city = { lines_count, lines },
		.prices = { prices_count, (struct cost_price *)(uintptr_t)prices }, .known = { LAST, 9, 1 },
		.first_year = FIRST, .settings = { .level = 0.9, .margin = 1.05, .settled = 0.6, .least_years = 6,
		.unsettled_years = 2, .cap_share = 0.97, .tail_share = 0.9, .cap_years = 5, .tail_least = 50,
		.return_years = 100, .small_below = 5 } };
}

static struct cost_price *flat(void)
{
	struct cost_price *prices = arena_array(test_arena(), struct cost_price, LAST - FIRST);

	for (int year = FIRST; year < LAST; year++)
		prices[year - FIRST] = (struct cost_price){ .year = year, .value = 100 };
	return prices;
}
enum { PRICES = LAST - FIRST };

static const struct costs_year *year_in(const struct costs_found *found, int year)
{
	for (size_t i = 0; i < found->count; i++)
		if (found->years[i].sums.year == year)
			return &found->years[i];
	return NULL;
}

/* ---- What was known, and in which prices ----------------------------------------------------- */

TEST(a_cost_is_told_as_it_was_known_on_a_day)
{
	struct cost_line_list list = { 0, lines };
	struct known_costs known;

	calendar_open("Europe/Stockholm");
	line_add(true, 2024, noon(2024, 3, 5), 1000, false);
	line_add(false, 2024, noon(2025, 2, 1), 3000, true);
	line_add(true, 2024, noon(2024, 6, 1), 500, false);
	line_add(false, 2024, noon(2024, 7, 1), 0, false);
	list.count = lines_count;
	known = costs_known(test_arena(), &list, (struct date){ 2024, 3, 4 });
	CHECK(known.count == 0);
	known = costs_known(test_arena(), &list, (struct date){ 2024, 6, 1 });
	CHECK(known.count == 2 && known.at[0].amount == 1000 && !known.at[0].is_final && known.at[1].amount == 500);
	known = costs_known(test_arena(), &list, (struct date){ 2026, 1, 1 });
	CHECK(known.count == 1 && known.at[0].amount == 3000 && known.at[0].is_final && known.at[0].year == 2024);
}

TEST(a_year_without_an_index_borrows_that_before_it)
{
	struct cost_price prices[] = { { .year = 2021, .value = 100 }, { .year = 2023, .value = 120 } };
	struct cost_price_list list = { 2, prices }, none = { 0, NULL };
	struct year_price *years = year_prices(test_arena(), &list, 2020, 2025);

	CHECK(years[0].index == 100 && years[0].is_borrowed);           /* none before it */
	CHECK(years[1].index == 100 && !years[1].is_borrowed);
	CHECK(years[2].index == 100 && years[2].is_borrowed);
	CHECK(years[5].index == 120 && years[5].is_borrowed && !years[3].is_borrowed);
	CHECK(year_prices(test_arena(), &none, 2020, 2020)[0].index == 1);
}

TEST(the_four_series_stand_in_prices_of_the_newest_year)
{
	struct cost_price prices[] = { { .year = 2023, .value = 100 }, { .year = 2024, .value = 110 } };
	struct cost_cap cap = { .amount = 5000, .base_year = 2023, .first_year = 2023 };
	struct costs_question question;
	struct costs_found found;
	const struct costs_year *year;

	calendar_open("Europe/Stockholm");
	line_add(true, 2023, noon(2023, 4, 1), 1000, false);
	line_add(true, 2023, noon(2023, 4, 1), 9000, true);
	line_add(true, 2024, noon(2024, 4, 1), 2000, false);
	question = question_of(prices, 2);
	question.settings.small_below = 2;
	question.cap = &cap;
	found = costs_find(test_arena(), &question);
	CHECK(found.has_prices && found.base == 2024 && found.cap_kind == CAP_decided && fabs(found.cap - 5500) < 1e-6);
	year = year_in(&found, 2023);
	CHECK(year->sums.count == 2 && year->sums.large == 1 && fabs(year->sums.capped - (1100 + 5500)) < 1e-6);
	CHECK(fabs(year->sums.real - 11000) < 1e-6 && year->sums.nominal == 10000);
	CHECK(year->final_count == 1 && fabs(year->final - 9900) < 1e-6);
	CHECK(fabs(year->sums.largest_share - 0.9) < 1e-9);
	CHECK(year_in(&found, 2024)->sums.capped == 2000 && year_in(&found, 2026)->sums.count == 0);
	CHECK(year_in(&found, 2025)->state == YEAR_without_index && year_in(&found, 2026)->state == YEAR_goes_on);
	cap.base_year = 2019;
	found = costs_find(test_arena(), &question);
	CHECK(found.cap_kind == CAP_without_index && found.cap > 0);
	question.cap = NULL;
	CHECK(costs_find(test_arena(), &question).cap_kind == CAP_usual);
}

TEST(a_cap_that_nobody_decided_has_two_digits)
{
	struct costs_question question;

	calendar_open("Europe/Stockholm");
	for (int i = 0; i < 100; i++)
		line_add(true, 2025, noon(2025, 4, 1), 1000 + 137 * i, false);
	question = question_of(flat(), PRICES);
	CHECK(costs_find(test_arena(), &question).cap == 14000);         /* 14 157 between two events */
	question.lines.count = 5;               /* of a small unit it is the same */
	CHECK(costs_find(test_arena(), &question).cap == 14000);
	question.city.count = 4;                /* so few that it would tell of one of them */
	CHECK(costs_find(test_arena(), &question).cap_kind == CAP_none);
}

/* ---- Which years are part of a verdict ---------------------------------------------------------- */

/* Half of what a year costs is known in it, a quarter in each of the two years that follow. */
static void slowly_known(int first, int last, int count)
{
	for (int year = first; year <= last; year++)
		for (int i = 0; i < 4 * count; i++)
			line_add(true, year, noon(i % 4 < 2 ? year : year + i % 4, 11, 1), 10000, false);
}

TEST(a_year_that_is_not_settled_is_not_in_the_verdict)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	slowly_known(2015, 2025, 5);
	question = question_of(flat(), PRICES);
	found = costs_find(test_arena(), &question);
	CHECK(found.is_development_known);
	CHECK(fabs(year_in(&found, 2025)->developed - 0.5) < 1e-9 && year_in(&found, 2025)->state == YEAR_unsettled);
	CHECK(fabs(year_in(&found, 2025)->settled - 200000) < 1e-6);
	CHECK(fabs(year_in(&found, 2025)->events_settled - 20) < 1e-9);
	CHECK(fabs(year_in(&found, 2023)->developed - 0.75) < 1e-9 && year_in(&found, 2023)->state == YEAR_used);
	CHECK(year_in(&found, 2015)->state == YEAR_not_comparable);
	CHECK(year_in(&found, 2026)->state == YEAR_goes_on);
	CHECK(found.used_from == 2016 && found.used_to == 2023 && found.used == 8);
	/* What is expected is compared, so that what is late is no fall. */
	CHECK(found.trends[SERIES_capped].finding == TREND_known && fabs(found.trends[SERIES_capped].ratio - 1) < 1e-6);
}

TEST(the_first_year_is_compared_when_that_is_decided)
{
	struct cost_cap cap = { .amount = 50000, .base_year = 2024, .first_year = 2015 };
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	slowly_known(2015, 2025, 5);
	question = question_of(flat(), PRICES);
	question.cap = &cap;
	found = costs_find(test_arena(), &question);
	CHECK(found.used_from == 2015);
	cap.first_year = 2018;
	found = costs_find(test_arena(), &question);
	CHECK(found.used_from == 2018 && year_in(&found, 2017)->state == YEAR_not_comparable);
}

TEST(where_it_cannot_be_calculated_the_last_years_are_left_out)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	year_add(2020, 3, 100);
	year_add(2025, 3, 100);
	question = question_of(flat(), PRICES);
	found = costs_find(test_arena(), &question);
	CHECK(!found.is_development_known && isnan(year_in(&found, 2025)->developed));
	CHECK(year_in(&found, 2025)->state == YEAR_unsettled && year_in(&found, 2024)->state == YEAR_unsettled);
	CHECK(year_in(&found, 2023)->state == YEAR_used);
	CHECK(found.trends[SERIES_capped].finding == TREND_nothing);     /* all zeros but none */
}

TEST(a_fall_is_found_and_a_short_period_says_what_could_have_been_seen)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	for (int year = 2012; year <= 2025; year++)
		year_add(year, (int)round(80 * pow(0.88, year - 2012)), 20000 + 37 * (year % 3));
	question = question_of(flat(), PRICES);
	found = costs_find(test_arena(), &question);
	CHECK(found.trends[SERIES_capped].finding == TREND_known && found.trends[SERIES_capped].verdict == VERDICT_decrease);
	CHECK(found.trends[SERIES_events].verdict == VERDICT_decrease && found.trends[SERIES_capped].chance_of_decrease > 0.95);
	question.first_year = 2021;
	found = costs_find(test_arena(), &question);
	CHECK(found.used == 4 && found.trends[SERIES_capped].finding == TREND_too_short);
	CHECK(found.trends[SERIES_capped].verdict == VERDICT_cannot_tell && found.trends[SERIES_capped].least_seen > 0);
}

/* ---- What is not said --------------------------------------------------------------------------------- */

TEST(without_prices_no_trend_of_money_is_told)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	slowly_known(2015, 2025, 5);
	question = question_of(NULL, 0);
	found = costs_find(test_arena(), &question);
	CHECK(!found.has_prices && !found.base && year_in(&found, 2020)->sums.capped == 200000);
	CHECK(!costs_is_told(&found, SERIES_capped) && !costs_is_told(&found, SERIES_large));
	CHECK(costs_is_told(&found, SERIES_events));
}

TEST(small_numbers_are_hidden_from_who_may_not_open_the_rows)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	slowly_known(2015, 2025, 5);
	year_add(2026, 4, 1000);
	question = question_of(flat(), PRICES);
	found = costs_find(test_arena(), &question);
	CHECK(!found.has_hidden && costs_is_told(&found, SERIES_capped));
	question.is_guarded = true;
	found = costs_find(test_arena(), &question);
	CHECK(found.has_hidden && year_in(&found, 2026)->is_hidden && !year_in(&found, 2020)->is_hidden);
	CHECK(!costs_is_told(&found, SERIES_events) && !costs_is_told(&found, SERIES_capped));
}

TEST(nothing_costs_nothing)
{
	struct costs_question question = question_of(flat(), PRICES);
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	found = costs_find(test_arena(), &question);
	CHECK(found.count == 0 && found.cap_kind == CAP_none && !found.used);
}

TEST(the_largest_is_told_with_limits_from_many)
{
	struct costs_question question;
	struct costs_found found;

	calendar_open("Europe/Stockholm");
	for (int year = 2014; year <= 2025; year++)
		for (int i = 1; i <= 100; i++)
			line_add(true, year, noon(year, 4, 1), (int64_t)(10000 * pow(i / 101.0, -0.5)) + year, false);
	question = question_of(flat(), PRICES);
	found = costs_find(test_arena(), &question);
	CHECK(found.tail.finding == TAIL_known && found.events_a_year == 100);
	CHECK(found.limits.low < found.value && found.value < found.limits.high && found.mean_beyond > found.value);
	question.settings.tail_least = 500;
	found = costs_find(test_arena(), &question);
	CHECK(found.tail.finding == TAIL_too_few && isnan(found.value));
}
