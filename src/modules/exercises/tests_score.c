/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/tests_score.c - what is measured; who may release real addresses. */
#include "modules/exercises/channels.h"
#include "modules/exercises/score.h"
#include "modules/exercises/tests_city.h"

#include "base/test.h"

static const struct exercise_step begun[] = { { .verb = VERB_start, .at = { 1000 } } };

static struct measured measured(const char *measure, const struct fact *fact)
{
	struct facts facts = { fact ? 1 : 0, fact };
	struct exercise_step_list steps = { 1, (struct exercise_step *)(uintptr_t)begun };

	return objective_measured(item_find("exercises/measures", str_of(measure)), &facts, &steps);
}

static int verdict(const char *measure, int64_t target, const struct fact *fact)
{
	struct measured found = measured(measure, fact);

	return objective_verdict(item_find("exercises/measures", str_of(measure)), target, &found);
}

TEST_ON_STORES(what_was_not_measured_never_counts_as_reached)
{
	struct fact unknown = { "level", false, { 0 }, 0, 0 }, nobody = { "alarm_reached", true, { 0 }, 0, 0 };

	exercises_city(test_store());
	CHECK(verdict("level", 0, NULL) == VERDICT_unmeasured);
	CHECK(verdict("level", 100000, &unknown) == VERDICT_unmeasured);
	CHECK(verdict("alarm_reached", 0, &nobody) == VERDICT_unmeasured);
	CHECK(verdict("by_people", 0, &nobody) == VERDICT_unmeasured);
	CHECK(verdict("nonsense", 0, &nobody) == VERDICT_unmeasured);
}

TEST_ON_STORES(a_minute_that_has_begun_counts_and_what_never_came_is_missed)
{
	struct fact level = { "level", true, { 1000 + 10 * MINUTE }, 0, 0 };

	exercises_city(test_store());
	CHECK(measured("level", &level).value == 10 && verdict("level", 10, &level) == VERDICT_reached);
	level.at.seconds++;
	CHECK(measured("level", &level).value == 11 && verdict("level", 10, &level) == VERDICT_missed);
	level.at.seconds = 0;
	CHECK(measured("level", &level).finding == FINDING_never);
	CHECK(verdict("level", 100000, &level) == VERDICT_missed);
}

TEST_ON_STORES(counts_and_shares_are_compared_in_their_own_direction)
{
	struct fact late = { "tasks_late", true, { 0 }, 1, 0 }, decided = { "decisions", true, { 0 }, 1, 0 };
	struct fact share = { "alarm_reached", true, { 0 }, 799, 1000 };

	exercises_city(test_store());
	CHECK(verdict("tasks_late", 0, &late) == VERDICT_missed);
	CHECK(verdict("tasks_late", 1, &late) == VERDICT_reached);
	CHECK(verdict("decisions", 1, &decided) == VERDICT_reached);
	CHECK(verdict("decisions", 2, &decided) == VERDICT_missed);
	CHECK(measured("alarm_reached", &share).value == 79);
	CHECK(verdict("alarm_reached", 80, &share) == VERDICT_missed);
	CHECK(verdict("alarm_reached", 79, &share) == VERDICT_reached);
}

TEST_ON_STORES(two_different_persons_release_and_anyone_takes_it_back_for_good)
{
	struct exercise running = { .state = EXERCISE_running }, planned = { .state = EXERCISE_planned };
	struct release rows[] = {
		{ .verb = RELEASE_release, .person_id = LENA }, { .verb = RELEASE_release, .person_id = LENA },
		{ .verb = RELEASE_release, .person_id = SVEN }, { .verb = RELEASE_withdraw, .person_id = PELLE },
	};
	struct release_list none = { 0, rows }, once = { 1, rows }, twice = { 2, rows };
	struct release_list both = { 3, rows }, back = { 4, rows };

	exercises_city(test_store());
	CHECK(!exercise_is_released(&none) && !exercise_is_released(&once));
	CHECK(!exercise_is_released(&twice) && exercise_is_released(&both));
	CHECK(!exercise_is_released(&back));
	CHECK(real_release_refused(&running, &none, LENA) == NULL);
	CHECK(real_release_refused(&planned, &none, LENA) != NULL);
	CHECK(real_release_refused(&running, &once, LENA) != NULL);
	CHECK(real_release_refused(&running, &once, SVEN) == NULL);
	CHECK(real_release_refused(&running, &both, CENTRAL) != NULL);
	CHECK(real_release_refused(&running, &back, CENTRAL) != NULL);
	CHECK(withdraw_refused(&running, &once) == NULL && withdraw_refused(&running, &none) != NULL);
	CHECK(withdraw_refused(&planned, &once) != NULL && withdraw_refused(&running, &back) != NULL);
}

static void log_line(struct store *store, int64_t crisis_id, const char *kind, const char *function,
                     int64_t at)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .is_system = true });

	change_run(change, SQL("INSERT INTO crisis_entry (crisis_id, seq, kind, event_at, logged_at,"
		" author_id, author_name, author_function, words, party, decision_no, decided_by, grounds,"
		" refers_to, holder, due_at, was, became, prev_hash, hash) VALUES ($1, (SELECT"
		" COALESCE(max(seq), 0) + 1 FROM crisis_entry WHERE crisis_id = $1), $2, $4, $4, 11, '',"
		" $3, '', '', 0, '', '', 0, '', 0, '', '', '', '')"), V(crisis_id, kind, function, at));
	CHECK(change_commit(change) == COMMITTED);
}

TEST_ON_STORES(when_it_ends_figures_are_put_down_from_what_the_exercised_did)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct crisis crisis = { .unit_id = NORTH, .title = S("Dark") };
	struct change *change;
	struct score_list scores;
	struct view *view;
	int64_t start;

	exercises_city(store);
	exercise = exercise_of_north(store, "simulation");
	change = exercises_change(store, LENA);
	for (size_t i = 0; i < 3; i++) {
		static const char *const measures[] = { "first_line", "level", "by_people" };
		struct objective objective = { .exercise_id = exercise.id, .target = 10,
			.measure = str_of(measures[i]), .words = S("All knew") };

		change_insert(change, &objective_record.shape, &objective);
	}
	crisis_exercise_open(change, &crisis, S("lena"));
	start = crisis.opened_at.seconds;
	exercise.started_at = crisis.opened_at;
	exercise.crisis_id = crisis.id;
	exercise.state = EXERCISE_running;
	CHECK(exercise_put(change, &exercise, exercise.version) == UPDATED);
	exercise_step_put(change, exercise.id, VERB_start, S("lena"), S(""));
	CHECK(change_commit(change) == COMMITTED);
	log_line(store, crisis.id, "note", "control", start + MINUTE);          /* of those who lead */
	log_line(store, crisis.id, "inject", "", start + 2 * MINUTE);
	log_line(store, crisis.id, "note", "log", start + 12 * MINUTE);
	change = exercises_change(store, LENA);
	scores_put(change, &exercise, (struct instant){ start + HOUR });
	CHECK(change_commit(change) == COMMITTED);
	view = exercises_view(store, LENA);
	scores = scores_of(view, exercise.id);
	CHECK(scores.count == 3);
	CHECK(scores.at[0].value == 12 && scores.at[0].verdict == VERDICT_missed);
	CHECK(scores.at[1].finding == FINDING_never && scores.at[1].verdict == VERDICT_missed);
	CHECK(scores.at[2].verdict == VERDICT_unmeasured);
	view_close(view);
}

static const struct fact *fact_named(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->count; i++)
		if (str_is(str_of(facts->at[i].name), name))
			return &facts->at[i];
	return NULL;
}

static void alarm_tested(struct change *change, int64_t id, bool is_exercise, struct date day,
                         int64_t asked, int64_t in_time)
{
	change_run(change, SQL("INSERT INTO alarm (id, public_id, number, unit_id, kind, title, words,"
		" stop, started_at, is_exercise) VALUES ($1, $2, $2, 1, 'test', 't', 'w', 'first', 1, $3)"),
		V(id, arena_print(test_arena(), "LA-%lld", (long long)id), is_exercise));
	change_run(change, SQL("INSERT INTO alarm_result (alarm_id, unit_id, kind, function, on_day,"
		" asked, reached, in_time, within_minutes) VALUES ($1, 1, 'test', '', $2, $3, $4, $4, 10)"),
		V(id, day, asked, in_time));
}

TEST_ON_STORES(only_alarms_that_could_reach_somebody_in_its_days_count_for_an_exercise)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;
	struct facts facts;
	struct view *view;
	struct date day;

	exercises_city(store);
	exercise = exercise_of_north(store, "simulation");
	day = instant_date(instant_now());
	exercise.started_at = instant_at(date_add_days(day, -1), 20, 0, 0);     /* over midnight */
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	alarm_tested(change, 1, true, day, 40, 0);
	alarm_tested(change, 2, false, date_add_days(day, -1), 3, 2);
	alarm_tested(change, 3, false, date_add_days(day, -2), 100, 0);
	CHECK(change_commit(change) == COMMITTED);
	view = exercises_view(store, LENA);
	facts = score_facts(view, &exercise, instant_now());
	CHECK(fact_named(&facts, "alarm_reached")->whole == 3);
	CHECK(fact_named(&facts, "alarm_reached")->count == 2);
	view_close(view);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	for (int64_t person = LENA; person <= SVEN; person++)
		change_run(change, SQL("INSERT INTO exercise_release (exercise_id, verb, person_id,"
			" person_name, reason, at) VALUES ($1, 'release', $2, 'x', 'Because', 1)"),
			V(exercise.id, person));
	CHECK(change_commit(change) == COMMITTED);
	view = exercises_view(store, LENA);
	facts = score_facts(view, &exercise, instant_now());
	CHECK(fact_named(&facts, "alarm_reached")->whole == 43);
	view_close(view);
}

TEST_ON_STORES(whoever_left_before_it_began_neither_staffs_it_nor_owes_it_a_report)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct crisis crisis = { .unit_id = NORTH, .title = S("Dark") };
	struct change *change;
	struct facts facts;
	struct view *view;
	int64_t now = instant_now().seconds;

	exercises_city(store);
	exercise = exercise_of_north(store, "simulation");
	exercise.functions = S("log");
	change = exercises_change(store, LENA);
	crisis_exercise_open(change, &crisis, S("lena"));
	change_run(change, SQL("INSERT INTO crisis_staff (crisis_id, person_id, function, began_at,"
		" ended_at) VALUES ($1, $2, 'log', $3, $4)"), V(crisis.id, (int64_t)PELLE, now - 9000, now - 8000));
	change_run(change, SQL("INSERT INTO crisis_unit (crisis_id, unit_id, asked_by, asked_at, ended_at)"
		" VALUES ($1, 2, 11, $2, $3)"), V(crisis.id, now - 9000, now - 8000));
	CHECK(change_commit(change) == COMMITTED);
	exercise.crisis_id = crisis.id;
	exercise.started_at.seconds = now - 3600;
	view = exercises_view(store, LENA);
	facts = score_facts(view, &exercise, instant_now());
	CHECK(fact_named(&facts, "staffed")->is_known && !fact_named(&facts, "staffed")->at.seconds);
	CHECK(!fact_named(&facts, "all_sitreps")->is_known);
	view_close(view);
}

TEST_ON_STORES(what_was_seen_is_written_by_those_who_took_part_and_not_by_who_only_reads)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;

	exercises_city(store);
	exercise = exercise_of_north(store, "simulation");
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name)"
		" VALUES (98, 'rut', 'rut', 'rut')"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role) VALUES (98, $1, 'audits')"),
		V((int64_t)NORTH));
	CHECK(change_commit(change) == COMMITTED);
	for (size_t i = 0; i < 4; i++) {
		static const struct { int64_t person; bool reads, writes; } people[] = {
			{ LENA, true, true }, { PELLE, true, true }, { SVEN, false, false }, { 98, true, false },
		};
		struct view *view = exercises_view(store, people[i].person);

		CHECK((exercise_get(view, exercise.id) != NULL) == people[i].reads);
		CHECK(exercise_may_observe(view, exercise.id) == people[i].writes);
		view_close(view);
	}
}
