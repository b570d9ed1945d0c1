/* SPDX-License-Identifier: EUPL-1.2 */
/* measures/tests_effect_costs.c - what is counted and said of costs before and after a measure, and to whom. */
#include "base/test.h"
#include "kit/setting.h"
#include "modules/measures/effect_costs.h"
#include "modules/measures/tests_city.h"

#include <math.h>

/* ---- What is said ---------------------------------------------------------------------------- */

static struct effect_cost found_of(enum avoided_finding finding, double avoided, double low, double high)
{
	struct avoided found = { .finding = finding, .before = { 30, 2, 90000 }, .after = { 9, 0, 20000 },
		.settled = 0.9, .phi = 1, .change = 1, .expected = 45000, .observed = 20000,
		.avoided = avoided, .low = low, .high = high };
	struct costs_ground ground = { .cap = 30000, .level = 0.9, .settled = 0.6 };
	struct effect_cost cost = { .days_after = 73, .saving_expected = 200000, .measure_cost = 120000,
		.least = 10, .known_days = 14 };

	effect_cost_judge(&cost, &found, &ground);
	return cost;
}

TEST(what_is_avoided_is_told_a_year)
{
	struct effect_cost cost = found_of(AVOIDED_less, 25000, 8000, 62000);

	CHECK(cost.avoided == 125000 && cost.low == 40000 && cost.high == 310000 && cost.cap == 30000);
	CHECK(str_find(effect_cost_sentence(test_arena(), &cost), S("cost less")) >= 0);
	CHECK(str_find(effect_cost_measure(test_arena(), &cost), S("cost 120")) >= 0);
	CHECK(str_find(effect_cost_expected(test_arena(), &cost), S("the interval holds that")) >= 0);
	CHECK(str_find(effect_cost_large(test_arena(), &cost), S("2 before and 0 after")) >= 0);
	cost.saving_expected = 400000;
	CHECK(str_find(effect_cost_expected(test_arena(), &cost), S("lies below that")) >= 0);
	cost.saving_expected = 4000;
	CHECK(str_find(effect_cost_expected(test_arena(), &cost), S("lies above that")) >= 0);
}

/* What cost more is told as more, not as less than nothing avoided. */
TEST(what_cost_more_is_told_as_more)
{
	struct effect_cost cost = found_of(AVOIDED_more, -25000, -62000, -8000);
	struct str words = effect_cost_sentence(test_arena(), &cost);

	CHECK(str_find(words, S("cost more")) >= 0 && str_find(words, S("−")) < 0 && str_find(words, S("-")) < 0);
}

TEST(an_interval_without_an_end_says_so)
{
	struct effect_cost cost = found_of(AVOIDED_unclear, 25000, -8000, INFINITY);

	CHECK(str_find(effect_cost_sentence(test_arena(), &cost), S("without end")) >= 0);
	CHECK(str_find(effect_cost_sentence(test_arena(), &cost), S("cannot be told")) >= 0);
}

TEST(no_amount_is_kept_where_there_are_too_few)
{
	for (int finding = AVOIDED_too_few; finding <= AVOIDED_unsettled; finding++) {
		struct effect_cost cost = found_of((enum avoided_finding)finding, NAN, NAN, NAN);

		CHECK(!cost.before_cost && !cost.after_cost && !cost.expected && !cost.avoided && !cost.before_large);
		CHECK(str_find(effect_cost_sentence(test_arena(), &cost), S("cannot be told")) >= 0);
		CHECK(!effect_cost_large(test_arena(), &cost).len);
	}
}

TEST(no_sentence_of_costs_says_because_or_promises)
{
	static const char *const languages[] = { "en", "sv" };
	static const char *const words[] = { "because", "thanks to", "due to", "will ", "tack vare",
		"på grund av", "beror på", "ledde till", "kommer att" };

	for (size_t l = 0; l < COUNT(languages); l++) {
		tongue_choose(str_of(languages[l]));
		for (int finding = AVOIDED_none; finding <= AVOIDED_unsettled; finding++) {
			struct effect_cost cost = found_of((enum avoided_finding)finding, 25000, 8000, 62000);
			struct str said = effect_cost_sentence(test_arena(), &cost);

			CHECK((said.len > 0) == (finding != AVOIDED_none));
			for (size_t i = 0; i < COUNT(words); i++)
				CHECK(str_find(said, str_of(words[i])) < 0);
		}
	}
	tongue_choose(S("en"));
}

/* ---- In the database --------------------------------------------------------------------------- */

/* So many events from a day on, one each second day; known at once unless late_cost is given: then
 * that is what it came to 100 days later. */
static void events_put(struct change *change, int64_t first_id, int64_t count, int64_t unit, struct date from,
                       int64_t cost, int64_t late_cost)
{
	for (int64_t i = 0; i < count; i++) {
		struct instant at = instant_at(date_add_days(from, 2 * (int)i), 9, 0, 0);
		struct instant late = { at.seconds + 100 * DAY };
		int64_t id = first_id + i;

		change_run(change, SQL("INSERT INTO event (id, public_id, number, unit_id, title, type,"
			" occurred_at, reported_at, is_restricted, state, cost_estimate)"
			" VALUES ($1, $2, $2, $3, 'Leak', 'water.pipe', $4, $4, 0, 'closed', $5)"),
			V(id, arena_print(change_arena(change), "H-%lld", (long long)id), unit, at, cost));
		change_run(change, SQL("INSERT INTO event_cost (event_id, known_at, cost, is_final)"
			" VALUES ($1, $2, $3, 0)"), V(id, at, cost));
		if (late_cost >= 0)
			change_run(change, SQL("INSERT INTO event_cost (event_id, known_at, cost, is_final)"
				" VALUES ($1, $2, $3, 1)"), V(id, late, late_cost));
	}
}

static struct effect_check check_put(struct change *change, int64_t compare_unit_id)
{
	struct measure measure = { .unit_id = 1, .title = S("Shut-off valves"), .due_on = { 2026, 10, 1 },
		.responsible_id = 11, .source_kind = S("own_initiative"), .cost_plan = 90000,
		.created_at = instant_at((struct date){ 2026, 9, 1 }, 9, 0, 0) };
	struct effect_check check = { .unit_id = 1, .compare_unit_id = compare_unit_id, .types = S("water"),
		.before_from = { 2026, 1, 1 }, .before_to = { 2026, 3, 31 }, .after_from = { 2026, 4, 1 },
		.after_to = { 2026, 6, 30 }, .due_on = { 2026, 7, 1 }, .saving_expected = 150000 };

	measure_add(change, &measure);
	change_run(change, SQL("DELETE FROM effect_check"), NONE);
	check.measure_id = measure.id;
	change_insert(change, &effect_check_record.shape, &check);
	return check;
}

static struct effect_cost_list seen_by(struct store *store, int64_t person, int64_t measure_id)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .person = person });
	struct effect_cost_list costs = effect_costs_of(view, measure_id);

	view_close(view);
	return costs;
}

TEST_ON_STORES(what_events_cost_is_kept_with_the_figure)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check;
	struct effect_figure figure;
	struct effect_cost_list costs;
	const struct effect_cost *cost;

	events_put(change, 1, 40, 1, (struct date){ 2026, 1, 2 }, 3000, -1);
	events_put(change, 101, 4, 1, (struct date){ 2026, 4, 2 }, 3000, -1);
	events_put(change, 201, 5, 2, (struct date){ 2026, 4, 2 }, 9000000, -1);
	check = check_put(change, 0);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	figure = effect_take(change, &check);
	CHECK(change_commit(change) == COMMITTED);
	costs = seen_by(store, 11, check.measure_id);
	cost = effect_cost_of(&costs, figure.id);
	CHECK(costs.count == 1 && cost && cost->finding == AVOIDED_less);
	CHECK(cost->before_costly == 40 && cost->before_cost == 120000 && cost->after_cost == 12000);
	CHECK(cost->expected == 121333 && cost->days_after == 91 && cost->known_days == 77);
	CHECK(cost->low > 0 && cost->low < cost->avoided && cost->avoided < cost->high);
	CHECK(cost->saving_expected == 150000 && cost->measure_cost == 90000 && cost->is_cost_planned);
	CHECK(cost->settled == 1 && !cost->price_year && cost->digest.len == 64);
	/* Who reads the measure but no events is told no cost, nor is who is nobody. */
	CHECK(seen_by(store, 12, check.measure_id).count == 1);
	CHECK(seen_by(store, 13, check.measure_id).count == 0);
	/* Nor who does not read all that was counted. */
	CHECK(seen_by(store, 14, check.measure_id).count == 0);
	CHECK(seen_by(store, 0, check.measure_id).count == 0);
	store_close(store);
}

TEST_ON_STORES(the_cost_of_a_comparison_is_seen_by_who_reads_both)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check;
	struct effect_cost_list costs;

	events_put(change, 1, 40, 1, (struct date){ 2026, 1, 2 }, 3000, -1);
	events_put(change, 101, 20, 1, (struct date){ 2026, 4, 2 }, 3000, -1);
	events_put(change, 201, 40, 2, (struct date){ 2026, 1, 2 }, 500, -1);
	events_put(change, 301, 20, 2, (struct date){ 2026, 4, 2 }, 500, -1);
	check = check_put(change, 2);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	effect_take(change, &check);
	CHECK(change_commit(change) == COMMITTED);
	costs = seen_by(store, 11, check.measure_id);
	/* It fell as much there: nothing can be told of the measure. */
	CHECK(costs.count == 1 && costs.at[0].finding == AVOIDED_unclear);
	CHECK(fabs(costs.at[0].change_there - 0.5 * 90 / 91) < 1e-9);
	CHECK(costs.at[0].expected == 60000 && costs.at[0].avoided == 0);
	CHECK(seen_by(store, 12, check.measure_id).count == 0);
	store_close(store);
}

/* 77 days after the last day: what came to be known 100 days after is in no sum, but it tells
 * how little was known. */
TEST_ON_STORES(costs_that_came_late_are_not_settled)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check;
	struct effect_cost_list costs;

	events_put(change, 1, 40, 1, (struct date){ 2026, 1, 2 }, 3000, 9000);
	events_put(change, 101, 4, 1, (struct date){ 2026, 4, 2 }, 3000, -1);
	check = check_put(change, 0);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	effect_take(change, &check);
	CHECK(change_commit(change) == COMMITTED);
	costs = seen_by(store, 11, check.measure_id);
	CHECK(costs.count == 1 && costs.at[0].finding == AVOIDED_unsettled && !costs.at[0].before_cost);
	CHECK(fabs(costs.at[0].settled - 3000.0 / 9000) < 1e-9);
	store_close(store);
}

/* Withdrawn at once it costs nothing; withdrawn later nothing is settled. */
TEST_ON_STORES(a_cost_that_is_withdrawn_is_no_saving)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check;
	struct effect_cost_list costs;

	events_put(change, 1, 40, 1, (struct date){ 2026, 1, 2 }, 3000, 0);
	events_put(change, 101, 4, 1, (struct date){ 2026, 4, 2 }, 3000, -1);
	check = check_put(change, 0);
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	effect_take(change, &check);
	change_run(change, SQL("UPDATE event_cost SET cost = 0"), NONE);
	effect_take(change, &check);
	CHECK(change_commit(change) == COMMITTED);
	costs = seen_by(store, 11, check.measure_id);
	CHECK(costs.count == 2 && costs.at[1].finding == AVOIDED_unsettled);
	CHECK(costs.at[0].finding == AVOIDED_too_few && !costs.at[0].before_costly);
	store_close(store);
}

/* Prices of the year after, and a loss above the cap counts as that much. */
TEST_ON_STORES(costs_are_told_in_the_prices_of_the_days_after)
{
	struct store *store = measures_city();
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct effect_check check;
	struct effect_cost_list costs;

	events_put(change, 1, 30, 1, (struct date){ 2025, 1, 2 }, 1000, -1);
	events_put(change, 101, 5, 1, (struct date){ 2026, 4, 2 }, 50000, -1);
	change_run(change, SQL("INSERT INTO cost_price (public_id, name, year, value, source, set_by, set_name, set_at)"
		" VALUES ('a', 'CPI', 2025, 200, 'x', 1, 'x', 1), ('b', 'CPI', 2026, 220, 'x', 1, 'x', 1)"), NONE);
	change_run(change, SQL("INSERT INTO cost_cap (public_id, amount, base_year, reason, decided_by, decided_on,"
		" set_by, set_name, set_at) VALUES ('c', 10000, 2025, 'x', 'x', '2025-01-01', 1, 'x', 1)"), NONE);
	check = check_put(change, 0);
	check.before_from = (struct date){ 2025, 1, 1 };
	check.before_to = (struct date){ 2025, 3, 31 };
	CHECK(change_commit(change) == COMMITTED);
	change = change_open(store, test_arena(), (struct who){ .person = 11 });
	effect_take(change, &check);
	CHECK(change_commit(change) == COMMITTED);
	costs = seen_by(store, 11, check.measure_id);
	CHECK(costs.count == 1 && costs.at[0].price_year == 2026 && str_is(costs.at[0].price_index, "CPI"));
	CHECK(costs.at[0].cap == 11000 && costs.at[0].is_cap_decided);
	CHECK(costs.at[0].before_cost == 33000 && costs.at[0].after_cost == 55000 && costs.at[0].after_large == 5);
	store_close(store);
}
