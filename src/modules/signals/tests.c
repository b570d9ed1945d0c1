/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/tests.c - when a week is judged, what may be done, and how series are made of events. */
#include "base/embedded.h"
#include "base/test.h"
#include "modules/signals/band.h"
#include "modules/signals/inside.h"
#include "store/test_store.h"

#include <math.h>

extern const struct embedded catalogue_files[];

static const struct signals_clock monday_at_five = { 1, 5 };

TEST(a_week_is_judged_when_it_is_over_and_once)
{
	struct date monday = { 2026, 9, 14 }, before = { 2026, 9, 7 }, earlier = { 2026, 8, 31 };
	struct date none = { 0 };

	calendar_open("Europe/Stockholm");
	CHECK(!date_compare(week_due(monday_at_five, instant_at(monday, 5, 0, 0), none), before));
	CHECK(!date_compare(week_due(monday_at_five, instant_at(monday, 4, 59, 0), none), earlier));
	CHECK(!date_is_given(week_due(monday_at_five, instant_at(monday, 5, 0, 0), before)));
	CHECK(!date_is_given(week_due(monday_at_five, instant_at(monday, 4, 0, 0), earlier)));
	/* The service was down on Monday. */
	CHECK(!date_compare(week_due(monday_at_five, instant_at(date_add_days(monday, 4), 12, 0, 0), earlier),
		before));
}

TEST(what_is_put_aside_has_a_reason_and_opens_again_only_when_it_is_clear)
{
	CHECK(!move_problem(move_find(S("read")), SIGNAL_new, S("")));
	CHECK(move_problem(move_find(S("read")), SIGNAL_read, S("")) != NULL);
	CHECK(move_problem(move_find(S("dismiss")), SIGNAL_new, S("  ")) != NULL);
	CHECK(!move_problem(move_find(S("dismiss")), SIGNAL_new, S("An exercise")));
	CHECK(move_problem(move_find(S("close")), SIGNAL_new, S("Done")) != NULL);
	CHECK(!move_problem(move_find(S("close")), SIGNAL_followed, S("Done")));
	CHECK(move_problem(move_find(S("delete")), SIGNAL_new, S("x")) != NULL);
	CHECK(state_after(S("")) == SIGNAL_new && state_after(S("close")) == SIGNAL_closed);
	CHECK(opens_again(SIGNAL_dismissed, 0.005, 0.01) && !opens_again(SIGNAL_dismissed, 0.05, 0.01));
	CHECK(!opens_again(SIGNAL_followed, 0.005, 0.01) && !opens_again(SIGNAL_closed, -1, 0.01));
}

TEST(an_amount_has_as_many_digits_as_it_bears)
{
	CHECK(str_is(amount(test_arena(), 4), "4") && str_is(amount(test_arena(), 0.832), "0.8"));
	CHECK(str_is(amount(test_arena(), 0.034), "0.03") && str_is(amount(test_arena(), 41.7), "42"));
}

/* ---- Series ---------------------------------------------------------------------------------------- */

static struct instant day(int days)
{
	return instant_at(date_add_days((struct date){ 2026, 1, 5 }, days), 12, 0, 0);
}

static void catalogue_here(void)
{
	struct store *store = test_store();

	calendar_open("Europe/Stockholm");
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
}

static int32_t series_of(const struct city_series *city, enum signal_level level, int64_t unit, const char *type)
{
	for (size_t i = 0; i < city->count; i++)
		if (city->keys[i].level == level && city->keys[i].unit_id == unit
		    && str_is(city->keys[i].type, type))
			return (int32_t)i;
	return -1;
}

TEST_ON_STORES(an_event_counts_in_its_branch_its_board_its_area_and_its_unit)
{
	const struct happened events[] = {
		{ 21, 20, 5, S("injury.fall"), day(0), day(1) },
		{ 21, 20, 5, S("injury.fall"), day(9), day(30) },       /* registered too late */
		{ 22, 20, 0, S("injury.burn"), day(9), day(8) },        /* a clock that is wrong */
		{ 30, 0, 0, S("fire.outdoor"), day(13), day(13) },      /* no board, no area */
		{ 21, 20, 5, S("injury.fall"), day(14), day(14) },      /* after the judged week */
	};
	const struct city_ask ask = { 1, { 2026, 1, 7 }, { 2026, 1, 18 }, 5 };
	const struct city_series *city;
	size_t at;

	catalogue_here();
	city = series_make(test_arena(), events, 5, &ask);
	CHECK(city->weeks == 2 && city->event_count == 3);
	CHECK(city->count == 2 + 2 + 1 + 3 && warning_series_are_fine(city->series, city->count, &at));
	CHECK(city->series[series_of(city, LEVEL_city, 1, "injury")].counts[0] == 1);
	CHECK(city->series[series_of(city, LEVEL_city, 1, "injury")].counts[1] == 1);
	CHECK(city->series[series_of(city, LEVEL_area, 20, "injury.fall")].counts[0] == 1);
	CHECK(city->series[series_of(city, LEVEL_unit, 22, "injury.burn")].counts[1] == 1);
	CHECK(city->series[series_of(city, LEVEL_unit, 22, "injury.burn")].parent
		== series_of(city, LEVEL_board, 20, "injury.burn"));
	CHECK(city->series[series_of(city, LEVEL_unit, 30, "fire.outdoor")].parent
		== series_of(city, LEVEL_city, 1, "fire"));
	CHECK(city->begin[city->count] == 2 * 3 + 2 + 1);
}

TEST_ON_STORES(a_series_without_an_event_in_the_years_looked_back_on_is_not_there)
{
	const struct happened events[] = {
		{ 21, 20, 0, S("injury.fall"), day(0), day(0) },
		{ 22, 20, 0, S("injury.fall"), day(7 * 60), day(7 * 60) },
		{ 22, 20, 0, S("threat.weapon"), day(7 * 60), day(7 * 60) },
	};
	const struct city_ask ask = { 1, { 2026, 1, 5 }, date_add_days((struct date){ 2026, 1, 5 }, 7 * 60), 1 };
	const struct city_series *city;

	catalogue_here();
	city = series_make(test_arena(), events, 3, &ask);
	CHECK(series_of(city, LEVEL_unit, 21, "injury.fall") == -1);
	/* But the old one counts in what is. */
	CHECK(city->series[series_of(city, LEVEL_board, 20, "injury.fall")].counts[0] == 1);
	CHECK(city->series[series_of(city, LEVEL_unit, 22, "threat.weapon")].is_sentinel);
	CHECK(!city->series[series_of(city, LEVEL_unit, 22, "injury.fall")].is_sentinel);
	CHECK(!city->series[series_of(city, LEVEL_board, 20, "threat.weapon")].is_sentinel);
}

TEST_ON_STORES(thousands_of_series_are_told_apart)
{
	enum { MANY = 3000 };
	struct happened *events = arena_array(test_arena(), struct happened, MANY);
	const struct city_ask ask = { 1, { 2026, 1, 5 }, { 2026, 1, 5 }, 5 };
	const struct city_series *city;

	catalogue_here();
	for (int i = 0; i < MANY; i++)
		events[i] = (struct happened){ 100 + i, 20 + i % 7, 0, S("injury.fall"), day(0), day(0) };
	city = series_make(test_arena(), events, MANY, &ask);
	CHECK(city->count == 1 + 7 + MANY);
	CHECK(city->series[0].counts[0] == MANY);
}

/* ---- The weeks before, and what is known ------------------------------------------------------------- */

TEST(the_weeks_before_are_kept_as_they_were)
{
	const struct past_week weeks[2] = {
		{ .count = NAN, .expected = NAN, .low50 = NAN, .high50 = NAN, .low90 = NAN, .high90 = NAN },
		{ .count = 7, .expected = 4.126, .low50 = 3, .high50 = 5, .low90 = 1, .high90 = 8, .late = 1.5,
		  .late_low = 0, .late_high = 4 } };
	struct str kept = band_write(test_arena(), &(struct band){ .last = { 2026, 9, 7 }, .count = 2, .weeks = weeks });
	struct band band = band_read(test_arena(), kept);

	CHECK(band.count == 2 && band.last.month == 9 && isnan(band.weeks[0].count));
	CHECK(isnan(band.weeks[0].high90) && band.weeks[1].count == 7 && band.weeks[1].expected == 4.13);
	CHECK(band.weeks[1].high90 == 8 && band.weeks[1].late == 1.5 && band.weeks[1].late_high == 4
		&& !band.weeks[1].is_too_early);
	CHECK(band_read(test_arena(), S("")).count == 0);
	CHECK(band_read(test_arena(), S("{\"weeks\":3}")).count == 0);
}

TEST_ON_STORES(what_is_known_is_found_in_its_days_its_types_and_its_place)
{
	struct signal_known known = { .types = S("fire.arson property"), .unit_id = 20, .area_id = 5,
		.from_day = { 2026, 4, 2 }, .to_day = { 2026, 5, 11 } };
	struct listed listed = { .level = LEVEL_board, .unit_id = 20, .board_id = 20,
		.type = S("fire.arson"), .week = { 2026, 3, 30 } };

	catalogue_here();
	CHECK(is_known_in(&known, &listed));
	listed.week = (struct date){ 2026, 3, 23 };
	CHECK(!is_known_in(&known, &listed));
	listed.week = (struct date){ 2026, 5, 11 };
	CHECK(is_known_in(&known, &listed));
	listed.type = S("property.theft");
	CHECK(is_known_in(&known, &listed));
	listed.type = S("fire.outdoor");
	CHECK(!is_known_in(&known, &listed));
	listed = (struct listed){ .level = LEVEL_unit, .unit_id = 31, .board_id = 30,
		.type = S("fire.arson"), .week = { 2026, 4, 6 } };
	CHECK(!is_known_in(&known, &listed));
	listed.level = LEVEL_city;
	listed.type = S("fire");
	CHECK(is_known_in(&known, &listed));
	listed = (struct listed){ .level = LEVEL_area, .unit_id = 20, .board_id = 20, .area_id = 6,
		.type = S("fire.arson"), .week = { 2026, 4, 6 } };
	CHECK(!is_known_in(&known, &listed));
}
