/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/tests_drifts.c - a board in which falls slowly become more: what is found, who sees it. */
#include "base/test.h"
#include "kit/setting.h"
#include "modules/signals/band.h"
#include "modules/signals/tests_city.h"
#include "store/test_store.h"

#include <math.h>

enum { BEGAN = JUDGED - 12 };

/* Half as many again in the unit, and so in its board, from the week on. */
static void rise(struct store *store, int64_t unit, int from, int to)
{
	for (int week = from; week <= to; week++)
		burst_put(store, (struct burst){ unit, "injury.fall", week, 1 + week % 2, 0, false });
}

static void setting_is(struct store *store, const char *name, const char *value)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	setting_put(change, name, str_of(value));
	CHECK(change_commit(change) == COMMITTED);
}

static const struct listed *drift_seen(struct store *store, int64_t person, int64_t run_id,
                                       enum signal_level level, int64_t unit)
{
	struct view *view = view_as(store, person);
	struct listed_list list = run_listed(view, run_id), drifts = { .at = arena_array(test_arena(),
		struct listed, list.count + 1) };

	for (size_t i = 0; i < list.count; i++)
		if (is_drift(&list.at[i]))
			drifts.at[drifts.count++] = list.at[i];
	view_close(view);
	return listed_in(&drifts, level, unit);
}

TEST_ON_STORES(a_slow_rise_is_found_with_its_beginning_and_seen_by_who_reads_the_board)
{
	struct store *store = city_of_weeks(WEEKS);
	const struct listed *drift;
	struct signals_made made;

	rise(store, SOUTH_1, BEGAN, JUDGED);
	setting_is(store, "signals_drift_weeks", "13");
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	drift = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
	CHECK(drift && drift->tier == TIER_rising && drift->p < 0 && made.listed == 0);
	CHECK(abs(date_days_between(drift->since, city_monday(BEGAN))) <= 21);
	CHECK(date_compare(drift->found, drift->since) > 0);
	CHECK((double)drift->events / drift->expected > 1.4 && drift->ratio_low > 1 && drift->ratio_high < 3);
	CHECK(drift_seen(store, ANALYST, made.run_id, LEVEL_board, SOUTH));
	CHECK(!drift_seen(store, NORTH_LEADS, made.run_id, LEVEL_board, SOUTH));
	CHECK(!drift_seen(store, NORTH_LEADS, made.run_id, LEVEL_city, CITY));
	CHECK(!drift_seen(store, MANAGER, made.run_id, LEVEL_board, SOUTH));
	CHECK(!drift_seen(store, ANALYST, made.run_id, LEVEL_board, NORTH));
}

TEST_ON_STORES(a_slow_fall_is_found_too_and_one_week_is_no_drift)
{
	struct store *store = city_of_weeks(WEEKS - 12);
	const struct listed *drift;
	struct signals_made made;

	burst_put(store, (struct burst){ NORTH_1, "injury.fall", JUDGED - 12, 60, 0, false });
	for (int week = WEEKS - 12; week < WEEKS; week++) {
		burst_put(store, (struct burst){ NORTH_1, "injury.fall", week, 4, 0, false });
		burst_put(store, (struct burst){ SOUTH_1, "injury.fall", week, week % 2, 0, false });
	}
	setting_is(store, "signals_drift_weeks", "13");
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	drift = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
	CHECK(drift && drift->tier == TIER_falling && drift->ratio_high < 1);
	CHECK(!drift_seen(store, ANALYST, made.run_id, LEVEL_board, NORTH));
}

TEST_ON_STORES(how_many_are_followed_is_told_of_what_one_reads_and_may_be_none)
{
	struct store *store = city_of_weeks(WEEKS);
	struct signals_made made = signals_judge(store, test_arena(), city_monday(JUDGED));
	struct view *view = view_as(store, ANALYST);
	struct followed_row_list all = run_followed(view, made.run_id), south;

	CHECK(all.count == 3 && all.at[0].level == LEVEL_city && all.at[0].series == 1);
	CHECK(fabs(all.at[0].false_expected - 2 * 4 / 260.0) < 1e-9);
	view_close(view);
	view = view_as(store, SOUTH_LEADS);
	south = run_followed(view, made.run_id);
	CHECK(south.count == 1 && south.at[0].unit_id == SOUTH);
	view_close(view);
	view = view_as(store, MANAGER);
	CHECK(run_followed(view, made.run_id).count == 0);
	view_close(view);
	setting_is(store, "signals_drift_between", "0");
	made = signals_judge(store, test_arena(), city_monday(JUDGED));
	view = view_as(store, ANALYST);
	CHECK(run_followed(view, made.run_id).count == 0);
	view_close(view);
}

static void drift_act(struct store *store, const struct listed *drift, const char *verb)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = SOUTH_LEADS });

	CHECK(signal_may_act(change_view(change), drift->signal_id));
	step_keep(change, &(struct signal_step){ .signal_id = drift->signal_id, .listing_id = drift->id,
		.verb = str_of(verb), .words = S("x"), .person_id = SOUTH_LEADS });
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(a_drift_that_was_dismissed_opens_again_only_when_it_is_found_anew)
{
	struct store *store = city_of_weeks(WEEKS);
	const struct listed *first = NULL, *again;
	struct signals_made made;
	int week = BEGAN;

	rise(store, SOUTH_1, BEGAN, JUDGED);
	rise(store, SOUTH_1, BEGAN, JUDGED);
	setting_is(store, "signals_drift_weeks", "13");
	for (; !first && week < JUDGED; week++) {
		made = signals_judge(store, test_arena(), city_monday(week));
		first = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
	}
	CHECK(first && !date_compare(first->found, first->week));
	drift_act(store, first, "dismiss");
	made = signals_judge(store, test_arena(), city_monday(week));
	again = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
	CHECK(again && again->signal_id == first->signal_id);
	CHECK(date_compare(again->found, first->found) || state_after(again->verb) == SIGNAL_dismissed);
	for (; week <= JUDGED && !date_compare(again->found, first->found); week++) {
		made = signals_judge(store, test_arena(), city_monday(week));
		again = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
		CHECK(again != NULL);
	}
	CHECK(date_compare(again->found, first->found) > 0 && state_after(again->verb) == SIGNAL_new);
}

static size_t told_in(struct store *store, int64_t run_id)
{
	struct view *view = view_as(store, SOUTH_LEADS);
	size_t count = run_wanted(view, run_id, WANTED_asked).count;

	view_close(view);
	return count;
}

static void ask(struct store *store, int level)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = SOUTH_LEADS });
	struct signal_watch watch = { .person_id = SOUTH_LEADS, .unit_id = SOUTH, .level = level };

	change_insert(change, &signal_watch_record.shape, &watch);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(nobody_is_told_of_a_drift_who_has_not_asked_for_drifts)
{
	struct store *store = city_of_weeks(WEEKS);
	const struct listed *drift = NULL;
	struct signals_made made;

	rise(store, SOUTH_1, BEGAN, JUDGED);
	ask(store, LEVEL_none);
	for (int week = BEGAN; !drift && week <= JUDGED; week++) {
		made = signals_judge(store, test_arena(), city_monday(week));
		drift = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
	}
	CHECK(drift && told_in(store, made.run_id) == 0);
	ask(store, WATCH_drift);
	CHECK(told_in(store, made.run_id) == 1);
	/* It is found in one week; the week after it still stands in the list, and nobody is told again. */
	made = signals_judge(store, test_arena(), date_add_days(drift->week, 7));
	CHECK(drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH) && told_in(store, made.run_id) == 0);
}

/* Each run is the first that lists it: the weeks after it are no earlier ones. */
TEST_ON_STORES(a_drift_that_is_first_listed_after_the_week_it_was_found_in_is_told_too)
{
	struct store *store = city_of_weeks(WEEKS);
	const struct listed *drift = NULL;
	struct signals_made made;

	rise(store, SOUTH_1, BEGAN, JUDGED);
	rise(store, SOUTH_1, BEGAN, JUDGED);
	setting_is(store, "signals_drift_weeks", "13");
	ask(store, WATCH_drift);
	for (int week = JUDGED; week > BEGAN; week--) {
		made = signals_judge(store, test_arena(), city_monday(week));
		drift = drift_seen(store, SOUTH_LEADS, made.run_id, LEVEL_board, SOUTH);
		if (!drift || date_compare(drift->found, drift->week) < 0)
			break;
	}
	CHECK(drift && date_compare(drift->found, drift->week) < 0 && told_in(store, made.run_id) == 1);
}

TEST(sums_are_kept_with_the_weeks)
{
	const struct past_week weeks[2] = { { .count = 1, .expected = 2 }, { .count = 4, .expected = 2 } };
	const double sums[2] = { 0, 2.718281 };
	struct band band = { { 2026, 9, 7 }, 2, weeks, sums, 2.71828 };

	band = band_read(test_arena(), band_write(test_arena(), &band));
	CHECK(band.count == 2 && band.sums && fabs(band.threshold - 2.7183) < 1e-9);
	CHECK(!band_is_over(&band, 0) && band_is_over(&band, 1));
	band.sums = NULL;
	band = band_read(test_arena(), band_write(test_arena(), &band));
	CHECK(band.count == 2 && !band.sums && !band_is_over(&band, 1));
}
