/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/tests.c - the register: who sees what, what is held, what it proves. */
#include "modules/exercises/tests_city.h"

#include "base/test.h"
#include "kit/test_evidence.h"

static struct store *city(void)
{
	struct store *store = test_store();

	exercises_city(store);
	return store;
}

static void state_put(struct store *store, struct exercise *exercise, enum exercise_state state,
                      struct date held_on)
{
	struct change *change = exercises_change(store, LENA);

	exercise->state = (int)state;
	exercise->held_on = held_on;
	CHECK(exercise_put(change, exercise, exercise->version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(an_exercise_is_seen_where_it_is_exercised_and_by_whoever_leads_it)
{
	struct store *store = city();
	struct exercise exercise = exercise_of_north(store, "tabletop");
	struct view *view = exercises_view(store, PELLE);
	struct change *change;

	CHECK(exercise_of_number(view, exercise.number) != NULL);
	CHECK(!exercise_may_write(view, NORTH) && !exercise_is_led(view, exercise.id));
	view_close(view);
	view = exercises_view(store, SVEN);
	CHECK(exercise_of_number(view, exercise.number) == NULL);
	view_close(view);
	change = exercises_change(store, LENA);
	change_insert(change, &helper_record.shape, &(struct helper){ .exercise_id = exercise.id,
		.person_id = SVEN, .added_by = LENA, .added_at = instant_now() });
	CHECK(change_commit(change) == COMMITTED);
	view = exercises_view(store, SVEN);
	CHECK(exercise_of_number(view, exercise.number) != NULL);
	CHECK(exercise_is_led(view, exercise.id));
	view_close(view);
}

TEST_ON_STORES(exercises_are_numbered_by_the_year_of_their_day)
{
	struct store *store = city();
	struct exercise first = exercise_of_north(store, "tabletop");
	struct exercise second = exercise_of_north(store, "field");

	CHECK(str_starts(first.number, arena_print(test_arena(), "OV-%d-", date_today().year)));
	CHECK(str_ends(first.number, S("-00001")) && str_ends(second.number, S("-00002")));
}

TEST_ON_STORES(the_plan_of_the_year_tells_who_has_exercised_who_will_and_who_has_none)
{
	struct store *store = city();
	struct exercise exercise = exercise_of_north(store, "tabletop");
	int year = date_today().year;
	struct view *view = exercises_view(store, LENA);
	struct plan_sum sum = plan_sum_of(view, year);

	CHECK(sum.units == 1 && sum.held == 0 && sum.planned == 1 && sum.neither == 0);
	sum = plan_sum_of(view, year + 1);
	CHECK(sum.held == 0 && sum.planned == 0 && sum.neither == 1);
	view_close(view);
	state_put(store, &exercise, EXERCISE_ended, date_today());
	view = exercises_view(store, LENA);
	sum = plan_sum_of(view, year);
	CHECK(sum.held == 1 && sum.planned == 0 && sum.neither == 0);
	view_close(view);
}

TEST_ON_STORES(only_what_has_been_held_is_evaluated_and_only_once)
{
	struct store *store = city();
	struct exercise exercise = exercise_of_north(store, "tabletop");
	struct change *change = exercises_change(store, LENA);
	const struct exercise *now;

	CHECK(!exercise_evaluated(change, &exercise, instant_now(), S("lena")));
	change_undo(change);
	state_put(store, &exercise, EXERCISE_ended, date_today());
	change = exercises_change(store, LENA);
	CHECK(exercise_evaluated(change, &exercise, instant_now(), S("lena")));
	now = exercise_get(change_view(change), exercise.id);
	CHECK(now->state == EXERCISE_evaluated && date_is_given(now->evaluated_on));
	CHECK(!exercise_evaluated(change, now, instant_now(), S("lena")));
	change_undo(change);
}

TEST_ON_STORES(what_people_judge_needs_words_and_a_share_has_a_ceiling)
{
	struct store *store = test_store();
	struct objective people = { .measure = S("by_people") }, share = { .measure = S("alarm_reached"),
		.target = 101 }, usual = { .measure = S("first_line") };
	const char *field;

	exercises_city(store);
	CHECK(objective_refused(&people, false, &field) != NULL);
	people.words = S("All knew who led");
	people.target = 7;
	CHECK(objective_refused(&people, true, &field) == NULL && people.target == 0);
	CHECK(objective_refused(&share, true, &field) != NULL && str_is(str_of(field), "target"));
	CHECK(objective_refused(&usual, false, &field) == NULL && usual.target > 0);
	usual.measure = S("nonsense");
	CHECK(objective_refused(&usual, true, &field) != NULL);
}

/* ---- Evidence --------------------------------------------------------------------------------- */

static bool proves(struct store *store, const char *rule, int64_t unit_id)
{
	struct date today = date_today();
	struct proof_try try = { .rule = rule, .person = unit_id == NORTH ? LENA : SVEN,
		.unit_id = unit_id, .from = date_add_days(today, -30), .to = today };

	return proof_holds(store, &try);
}

COUNTER_EXAMPLE(an_exercise_that_is_only_planned_or_tries_alarms_proves_nothing,
                "exercise state=held of=staff")
{
	static const char rule[] = "exercise state=held of=staff";
	struct store *store = city();
	struct date today = date_today();
	struct exercise planned = exercise_of_north(store, "simulation");
	struct exercise alarm = exercise_of_north(store, "alarm_test");
	struct exercise before = exercise_of_north(store, "field");

	CHECK(!proves(store, rule, NORTH));
	state_put(store, &alarm, EXERCISE_ended, today);                /* no staff was exercised */
	CHECK(!proves(store, rule, NORTH));
	state_put(store, &before, EXERCISE_ended, date_add_days(today, -31));   /* another period */
	CHECK(!proves(store, rule, NORTH));
	state_put(store, &planned, EXERCISE_cancelled, (struct date){ 0 });
	CHECK(!proves(store, rule, NORTH));
	planned = exercise_of_north(store, "simulation");
	state_put(store, &planned, EXERCISE_running, (struct date){ 0 });
	CHECK(!proves(store, rule, NORTH));
	state_put(store, &planned, EXERCISE_ended, today);
	CHECK(proves(store, rule, NORTH));
	CHECK(!proves(store, rule, SOUTH));                             /* took no part */
	CHECK(!proves(store, "exercise state=evaluated of=staff", NORTH));
}
