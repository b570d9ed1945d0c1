/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/tests_coverage.c - what a plan covers, step by step, and what it does not prove. */
#include "kit/test_evidence.h"
#include "modules/continuity/coverage.h"
#include "modules/continuity/plan_beside.h"
#include "modules/continuity/tests_city.h"

static const struct date day = { 2026, 9, 20 }, year_on = { 2027, 9, 19 };

struct cover_city { struct store *store; int64_t care, need; };

/* Care in the north stands on a station that takes six hours to come back. */
static struct cover_city cover_city(double recovery_hours, int64_t acceptable_hours)
{
	struct store *store = continuity_city();
	int64_t station = node_made_at(store, "Station", ENERGY, recovery_hours);
	int64_t care = commitment_made(store, "Care", NORTH, acceptable_hours);

	return (struct cover_city){ store, care, need_made(store, node_made_for(store, care, NORTH),
		"electricity", 0, 1, NODES(station)) };
}

static void tested(struct store *store, struct plan_made made, enum test_result result, const char *resources,
                   struct date counts_to)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct plan_test test = { .plan_id = made.plan, .edition_id = made.edition, .kind = S("desk"),
		.tested_on = day, .result = (int)result, .resources = str_of(resources), .counts_to = counts_to };

	change_insert(change, &plan_test_record.shape, &test);
	CHECK(change_commit(change) == COMMITTED);
}

static void reviewed_at(struct store *store, struct plan_made made, struct date on, struct date review_by)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });
	struct plan_review review = { .plan_id = made.plan, .edition_id = made.edition, .words = S("read"),
		.reviewed_on = on, .review_by = review_by };

	change_insert(change, &plan_review_record.shape, &review);
	CHECK(change_commit(change) == COMMITTED);
}

static void reviewed(struct store *store, struct plan_made made, struct date review_by)
{
	reviewed_at(store, made, day, review_by);
}

static enum coverage seen(struct cover_city city)
{
	struct view *view = seen_by(city.store, WRITER);
	enum coverage found = coverage_of_dependency(view, city.need);

	view_close(view);
	return found;
}

TEST_ON_STORES(each_step_to_a_covered_dependency_is_told)
{
	struct cover_city city = cover_city(6, 24);
	struct plan_made made, other;

	CHECK(seen(city) == COVER_no_plan);
	made = plan_made_at(city.store, NORTH, "Care", city.care, 4);
	CHECK(seen(city) == COVER_no_plan);             /* a draft covers nothing */
	plan_approved(city.store, made, day, year_on);
	CHECK(seen(city) == COVER_too_short);
	other = plan_made_at(city.store, NORTH, "Care again", city.care, 6);
	plan_approved(city.store, other, day, date_add_days(day, 1));
	CHECK(seen(city) == COVER_untested);            /* of several the one that comes nearest */
	tested(city.store, other, TEST_failed, "", (struct date){ 0 });
	CHECK(seen(city) == COVER_untested);
	tested(city.store, other, TEST_worked, "water", year_on);
	CHECK(seen(city) == COVER_untested);            /* the loss of something else was tried */
	tested(city.store, other, TEST_shortcomings, "water electricity", year_on);
	CHECK(seen(city) == COVER_covered);
	calendar_freeze(instant_at(date_add_days(day, 2), 12, 0, 0));
	CHECK(seen(city) == COVER_review_due);
	reviewed(city.store, other, year_on);
	CHECK(seen(city) == COVER_covered);
	calendar_freeze(instant_at(date_add_days(year_on, 1), 12, 0, 0));
	CHECK(seen(city) != COVER_covered);
}

TEST_ON_STORES(a_plan_without_a_routine_for_the_resource_or_without_a_known_time_covers_nothing)
{
	struct cover_city city = cover_city(0, 0);
	struct plan_made made = plan_made_at(city.store, NORTH, "Care", city.care, 1000);
	struct change *change;

	plan_approved(city.store, made, day, year_on);
	tested(city.store, made, TEST_worked, "", year_on);
	CHECK(seen(city) == COVER_unknown_time);
	change = change_open(city.store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE plan_routine SET resource = 'water'"), NONE);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(seen(city) == COVER_no_routine);
}

TEST_ON_STORES(where_recovery_is_unknown_a_routine_lasts_as_long_as_the_acceptable_outage)
{
	struct cover_city city = cover_city(0, 24);
	struct plan_made made = plan_made_at(city.store, NORTH, "Care", city.care, 23);
	struct plan_made longer = plan_made_at(city.store, NORTH, "Care longer", city.care, 24);

	plan_approved(city.store, made, day, year_on);
	CHECK(seen(city) == COVER_too_short);
	plan_approved(city.store, longer, day, year_on);
	CHECK(seen(city) == COVER_untested);
}

TEST_ON_STORES(sums_are_of_what_one_reads_and_agree_with_what_duties_are_judged_by)
{
	struct cover_city city = cover_city(6, 24);
	struct plan_made made = plan_made_at(city.store, NORTH, "Care", city.care, 8);
	struct board_coverage_list boards, proved;
	struct view *view;

	need_made(city.store, node_made_for(city.store, commitment_made(city.store, "South", SOUTH, 24), SOUTH),
		"water", 0, 1, NODES(node_made_at(city.store, "Waterworks", ENERGY, 6)));
	plan_approved(city.store, made, day, year_on);
	tested(city.store, made, TEST_worked, "", year_on);
	view = seen_by(city.store, WRITER);
	CHECK(coverage_sum_of(view, 0).whole == 1 && coverage_sum_of(view, 0).count[COVER_covered] == 1);
	CHECK(coverage_sum_of(view, SOUTH).whole == 0);
	CHECK(plans_held(view, NORTH, day).count == 1 && plans_held(view, NORTH, date_add_days(day, -1)).count == 0);
	view_close(view);
	view = seen_by(city.store, CHIEF);
	boards = coverage_boards(view);
	proved = coverage_boards_proved(view, day);
	CHECK(boards.count == 2 && proved.count == 2);
	CHECK(boards.at[0].unit_id == SOUTH && boards.at[0].covered == 0 && boards.at[1].covered == 1);
	CHECK(proved.at[0].unit_id == NORTH && proved.at[0].covered == 1 && proved.at[1].covered == 0);
	view_close(view);
	view = seen_by(city.store, OFFICE);             /* counts, no rows */
	CHECK(coverage_boards(view).count == 0 && coverage_boards_proved(view, day).count == 2);
	view_close(view);
}

TEST_ON_STORES(the_days_of_review_and_test_stand_in_the_wheel_of_the_unit_and_the_owner)
{
	struct cover_city city = cover_city(6, 24);
	struct plan_made made = plan_made_at(city.store, NORTH, "Care", city.care, 8);
	struct wheel_ask ask = { .unit_id = NORTH, .from = { 2027, 9, 1 }, .to = { 2027, 9, 30 } };
	struct wheel_item_list items;
	struct view *view;

	plan_approved(city.store, made, day, year_on);
	tested(city.store, made, TEST_worked, "", (struct date){ 2027, 9, 10 });
	view = seen_by(city.store, WRITER);
	items = continuity_wheel[0].items(view, &ask);
	CHECK(items.count == 2 && str_equals(items.at[0].title, S("Care")));
	ask.to = (struct date){ 2027, 9, 10 };
	CHECK(continuity_wheel[0].items(view, &ask).count == 1);
	ask = (struct wheel_ask){ .person_id = WRITER, .from = { 2027, 9, 1 }, .to = { 2027, 9, 30 } };
	CHECK(continuity_wheel[0].items(view, &ask).count == 0);
	view_close(view);
	view = seen_by(city.store, STRANGER);
	ask = (struct wheel_ask){ .unit_id = NORTH, .from = { 2027, 9, 1 }, .to = { 2027, 9, 30 } };
	CHECK(continuity_wheel[0].items(view, &ask).count == 0);
	view_close(view);
}

/* ---- What it does not prove ------------------------------------------------------------------ */

COUNTER_EXAMPLE(a_plan_nobody_has_tried_or_that_is_too_short_covers_nothing, "covered")
{
	struct cover_city city = cover_city(6, 24);
	struct proof_try all = { .rule = "covered", .person = WRITER, .unit_id = NORTH,
		.from = { 2026, 1, 1 }, .to = day, .percent = 100 };
	struct plan_made made;

	CHECK(!proof_holds(city.store, &all));
	made = plan_made_at(city.store, NORTH, "Care", city.care, 5);
	plan_approved(city.store, made, day, year_on);
	tested(city.store, made, TEST_worked, "", year_on);
	CHECK(!proof_holds(city.store, &all));          /* the station is back after six hours */
	made = plan_made_at(city.store, NORTH, "Care again", city.care, 6);
	plan_approved(city.store, made, day, year_on);
	CHECK(!proof_holds(city.store, &all));          /* nobody has tried it */
	tested(city.store, made, TEST_failed, "", (struct date){ 0 });
	CHECK(!proof_holds(city.store, &all));
	tested(city.store, made, TEST_worked, "", year_on);
	CHECK(proof_holds(city.store, &all));
	all.to = date_add_days(day, -1);
	CHECK(!proof_holds(city.store, &all));          /* it was not in force then */
}

COUNTER_EXAMPLE(a_review_that_came_later_does_not_cover_the_days_before_it, "covered")
{
	struct cover_city city = cover_city(6, 24);
	struct proof_try late = { .rule = "covered", .person = WRITER, .unit_id = NORTH,
		.from = { 2026, 1, 1 }, .to = date_add_days(day, 10), .percent = 100 };
	struct plan_made made = plan_made_at(city.store, NORTH, "Care", city.care, 6);

	plan_approved(city.store, made, day, date_add_days(day, 5));
	tested(city.store, made, TEST_worked, "", year_on);
	calendar_freeze(instant_at(date_add_days(day, 20), 12, 0, 0));
	CHECK(!proof_holds(city.store, &late));
	reviewed_at(city.store, made, date_add_days(day, 20), year_on);
	CHECK(!proof_holds(city.store, &late));         /* that day nobody had looked */
	late.to = date_add_days(day, 20);
	CHECK(proof_holds(city.store, &late));
}
