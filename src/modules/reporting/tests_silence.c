/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_silence.c - few reports beside others: a finding, no praise; seen by whom, answered by whom. */
#include "modules/reporting/silence.h"
#include "modules/reporting/tests_city.h"

#include "base/test.h"

enum { UNITS = 12 };
static const struct funnel_settings usual = { .inner = 0.95, .outer = 0.998, .pulled = 0.1, .least = 5 };

/* All alike, but the one whose figures are given. */
static struct standing_list of_units(struct standing_count odd)
{
	struct standing_count counts[UNITS];
	struct standing_count_list list = { UNITS, counts };

	for (int i = 0; i < UNITS; i++)
		counts[i] = (struct standing_count){ i + 1, 1000, 95 + i, 30 + i % 3, 20 + i % 2 };
	odd.unit_id = UNITS;
	counts[UNITS - 1] = odd;
	return standings_find(test_arena(), &list, S("p"), &usual);
}

static const struct standing *of_unit(const struct standing_list *list, int64_t unit_id, enum standing_kind kind)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id && list->at[i].kind == (int)kind)
			return &list->at[i];
	return NULL;
}

TEST(few_reports_of_a_unit_that_others_know_as_much_of_may_be_silence)
{
	struct standing_list list = of_units((struct standing_count){ 0, 1000, 20, 6, 21 });
	const struct standing *odd = of_unit(&list, UNITS, STANDING_reports);

	CHECK(odd && odd->is_silent && odd->place == PLACE_very_low && odd->counted == 20 && odd->seen == 21);
	CHECK(odd->low > 0.02 && odd->rate_all > 0.08 && odd->seen_expected > 19);
	CHECK(!of_unit(&list, 1, STANDING_reports)->is_silent);
	CHECK(!of_unit(&list, UNITS, STANDING_near)->is_silent);
}

TEST(few_reports_where_others_know_of_little_too_is_no_silence)
{
	struct standing_list list = of_units((struct standing_count){ 0, 1000, 20, 6, 2 });

	CHECK(!of_unit(&list, UNITS, STANDING_reports)->is_silent);
	CHECK(of_unit(&list, UNITS, STANDING_reports)->place == PLACE_very_low);
}

TEST(few_near_misses_among_many_reports_may_be_silence)
{
	struct standing_list list = of_units((struct standing_count){ 0, 1000, 100, 2, 21 });

	CHECK(of_unit(&list, UNITS, STANDING_near)->is_silent);
	CHECK(!of_unit(&list, UNITS, STANDING_reports)->is_silent);
}

TEST(without_employees_or_beside_too_few_nobody_stands_anywhere)
{
	struct standing_list list = of_units((struct standing_count){ 0, 0, 20, 2, 21 });
	struct standing_count counts[] = { { 1, 100, 1, 0, 9 }, { 2, 100, 50, 9, 9 } };
	struct standing_count_list two = { 2, counts };

	CHECK(!of_unit(&list, UNITS, STANDING_reports));
	list = standings_find(test_arena(), &two, S("p"), &usual);
	CHECK(of_unit(&list, 1, STANDING_reports)->place == PLACE_unknown);
	CHECK(!of_unit(&list, 1, STANDING_reports)->is_silent);
}

TEST(twelve_months_are_counted_when_the_last_four_are_over_for_some_days)
{
	struct date from, to;

	silence_period((struct date){ 2026, 9, 13 }, 14, &from, &to);
	CHECK(to.month == 4 && to.day == 30 && to.year == 2026 && from.year == 2025 && from.month == 5);
	silence_period((struct date){ 2026, 9, 14 }, 14, &from, &to);
	CHECK(to.month == 8 && to.day == 31 && from.month == 9 && from.day == 1 && from.year == 2025);
	silence_period((struct date){ 2026, 1, 1 }, 14, &from, &to);
	CHECK(to.year == 2025 && to.month == 8);
}

TEST_ON_STORES(a_period_is_counted_once_and_each_unit_is_seen_by_its_own)
{
	struct store *store = test_store();
	struct change *change;
	struct view *view;

	reporting_city(store);
	reporting_events(store, SCHOOL, 1, 5, "near");
	reporting_events(store, SOUTH, 1, 4, "claim");
	reporting_events(store, SOUTH, 1, 3, "secret");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	CHECK(silence_make(change, (struct date){ 2026, 9, 14 }) == 0);
	CHECK(silence_make(change, (struct date){ 2026, 9, 15 }) == -1);
	CHECK(change_commit(change) == COMMITTED);
	view = reporting_view(store, NORA);
	CHECK(standings_now(view).count == 2 && standings_now(view).at[0].unit_id == NORTH);
	CHECK(view_int(view, SQL("SELECT counted FROM my_reporting_standing WHERE kind = 'reports'"), NONE) == 5);
	CHECK(silence_may_answer(view, NORTH) && !silence_may_answer(view, SOUTH));
	view_close(view);
	view = reporting_view(store, SECURITY);
	CHECK(standings_now(view).count == 4);
	CHECK(view_int(view, SQL("SELECT counted FROM my_reporting_standing WHERE kind = 'reports'"
		" AND unit_id = 4"), NONE) == 4);
	view_close(view);
	view = reporting_view(store, POLLY);
	CHECK(standings_now(view).count == 2 && !silence_may_answer(view, NORTH));
	CHECK(!reporting_may_count(view, NORTH));
	view_close(view);
	view = reporting_view(store, CLARA);
	CHECK(standings_now(view).count == 0);
	view_close(view);
}
