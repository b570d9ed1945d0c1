/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/tests_lessons.c - which lessons come back, who reads them, what they prove. */
#include "kit/test_evidence.h"
#include "modules/evaluations/lessons.h"
#include "modules/evaluations/tests_city.h"

static const struct date march = { 2026, 3, 2 }, april = { 2026, 4, 1 }, none = { 0 };

static struct lesson learnt(int64_t id, int64_t evaluation, const char *types, int day)
{
	return (struct lesson){ .id = id, .evaluation_id = evaluation, .types = str_of(types),
		.functions = S("unit logistics"), .answer = FINDING_measure,
		.measure_state = MEASURE_decided, .learnt_at = { day * (int64_t)DAY } };
}

/* ---- The same kind ---------------------------------------------------------------------------- */

TEST_ON_STORES(a_kind_is_near_itself_and_what_it_stands_in_and_no_other)
{
	struct store *store = evaluations_city();

	(void)store;
	CHECK(types_kinship(S("water.pipe"), S("water.pipe")) == KINSHIP_same);
	CHECK(types_kinship(S("water"), S("water.pipe")) == KINSHIP_within);
	CHECK(types_kinship(S("water.pipe"), S("water")) == KINSHIP_within);
	CHECK(types_kinship(S("water.pipe"), S("water.roof")) == KINSHIP_none);
	CHECK(types_kinship(S("water"), S("weather")) == KINSHIP_none);
	CHECK(types_kinship(S("fire water.roof"), S("weather water.roof")) == KINSHIP_same);
	CHECK(types_kinship(S(""), S("water")) == KINSHIP_none);
	CHECK(types_kinship(S("water"), S("")) == KINSHIP_none);
	CHECK(types_kinship(S("no-such-kind"), S("no-such")) == KINSHIP_none);
	CHECK(functions_share(S("unit logistics"), S("logistics")));
	CHECK(!functions_share(S("unit"), S("")) && !functions_share(S(""), S("unit")));
	CHECK(!functions_share(S("log"), S("logistics")));
}

TEST_ON_STORES(the_last_three_times_come_back_the_nearest_kind_first)
{
	struct store *store = evaluations_city();
	struct lesson at[] = {
		learnt(1, 10, "water", 900), learnt(2, 20, "water.pipe", 100),
		learnt(3, 20, "water.pipe", 100), learnt(4, 30, "water.pipe", 200),
		learnt(5, 40, "fire", 950), learnt(6, 50, "water", 800), learnt(7, 60, "water.roof", 990),
	};
	struct lesson_list all = { COUNT(at), at }, found;

	(void)store;
	found = lessons_last_times(test_arena(), &all, S("water.pipe"), 3);
	CHECK(found.count == 4);
	CHECK(found.at[0].id == 4 && found.at[1].id == 2 && found.at[2].id == 3 && found.at[3].id == 1);
	at[3].withdrawn_at.seconds = 1;
	found = lessons_last_times(test_arena(), &all, S("water.pipe"), 3);
	CHECK(found.count == 4 && found.at[0].id == 2 && found.at[3].id == 6);
	CHECK(lessons_last_times(test_arena(), &all, S(""), 3).count == 0);
	CHECK(lessons_last_times(test_arena(), &all, S("threat"), 3).count == 0);
}

TEST(what_became_of_a_lesson_follows_from_its_measure)
{
	struct lesson lesson = learnt(1, 1, "water", 1);
	const struct date today = { 2026, 5, 1 };

	CHECK(lesson_state_of(&lesson, today) == LESSON_open);
	lesson.due_on = today;
	CHECK(lesson_state_of(&lesson, today) == LESSON_open);
	lesson.due_on = (struct date){ 2026, 4, 30 };
	CHECK(lesson_state_of(&lesson, today) == LESSON_late);
	lesson.measure_state = MEASURE_evaluated;
	CHECK(lesson_state_of(&lesson, today) == LESSON_done);
	lesson.measure_state = MEASURE_stopped;
	CHECK(lesson_state_of(&lesson, today) == LESSON_stopped);
	lesson.answer = FINDING_declined;
	CHECK(lesson_state_of(&lesson, today) == LESSON_declined);
}

TEST_ON_STORES(what_is_recommended_again_asks_about_the_latest_time)
{
	struct store *store = evaluations_city();
	struct lesson at[] = { learnt(1, 10, "water", 100), learnt(2, 20, "water.pipe", 200),
		learnt(3, 30, "water.pipe", 300), learnt(4, 40, "fire", 50) };
	struct lesson_list all = { COUNT(at), at };
	struct recurrence_list found;

	(void)store;
	at[1].measure_state = MEASURE_done;
	found = recurrences_all(test_arena(), &all, march);
	CHECK(found.count == 2);
	CHECK(found.at[0].now->id == 2 && found.at[0].before->id == 1 && found.at[0].state == LESSON_open);
	CHECK(found.at[1].now->id == 3 && found.at[1].before->id == 2 && found.at[1].state == LESSON_done);
	at[2].functions = S("log");
	CHECK(recurrences_all(test_arena(), &all, march).count == 1);
	CHECK(lessons_before(test_arena(), &all, S("water"), S("unit"), at[2].learnt_at).count == 2);
	CHECK(lessons_before(test_arena(), &all, S("water"), S("log"), at[2].learnt_at).count == 0);
}

TEST(a_lesson_is_shared_of_what_is_adopted_and_answered_and_never_of_a_restricted_event)
{
	struct evaluation evaluation = { .edition = 0 };
	struct finding finding = { .answer = FINDING_open };

	CHECK(lesson_obstacle(&evaluation, &finding, false, false) == LESSON_NOT_ADOPTED);
	evaluation.edition = 1;
	CHECK(lesson_obstacle(&evaluation, &finding, false, false) == LESSON_UNANSWERED);
	finding.answer = FINDING_declined;
	CHECK(lesson_obstacle(&evaluation, &finding, false, true) == LESSON_SHARED);
	CHECK(lesson_obstacle(&evaluation, &finding, true, false) == LESSON_RESTRICTED);
	CHECK(lesson_obstacle(&evaluation, &finding, false, false) == LESSON_FREE);
}

/* ---- Who reads ------------------------------------------------------------------------------------ */

static int64_t shared(struct store *store, int64_t unit_id, const char *reach, int measure_state,
                      struct date due, struct date at)
{
	struct evaluation evaluation = evaluation_made(store, 77, unit_id, "internal", at);
	struct change *change = evaluations_change(store, 0);
	struct measure measure = { .source_kind = S("evaluation"), .source_id = evaluation.id,
		.unit_id = unit_id, .title = S("Do it"), .state = measure_state, .due_on = due };
	struct finding finding = { .aspect = S("command"), .words = S("No key"),
		.recommendation = S("A key"), .functions = S("unit"), .answer = FINDING_measure };
	struct shared_lesson lesson = { .evaluation_id = evaluation.id, .unit_id = unit_id,
		.words = S("Have a key"), .types = S("water"), .functions = S("unit"),
		.reach = str_of(reach), .reason = S("Open"), .shared_name = S("N"),
		.shared_at = instant_at(at, 12, 0, 0) };

	finding.measure_id = measure_add(change, &measure);
	finding_add(change, &evaluation, &finding);
	lesson.finding_id = finding.id;
	lesson_add(change, &lesson);
	evaluations_commit(change);
	return lesson.id;
}

static size_t reads(struct store *store, int64_t person)
{
	struct view *view = evaluations_view(store, person);
	size_t count = lessons_all(view).count;

	view_close(view);
	return count;
}

TEST_ON_STORES(a_lesson_of_the_unit_stays_there_and_one_of_the_city_is_for_all)
{
	struct store *store = evaluations_city();
	struct view *view;

	shared(store, NORTH, "unit", MEASURE_decided, march, march);
	CHECK(reads(store, NORA) == 1 && reads(store, CENTRAL) == 1 && reads(store, SVEN) == 0);
	shared(store, NORTH, "city", MEASURE_decided, march, april);
	CHECK(reads(store, SVEN) == 1 && reads(store, READER) == 2);
	view = evaluations_view(store, SVEN);
	/* The words and the state, not the evaluation nor the measure. */
	CHECK(!lessons_all(view).at[0].evaluation_number.len && !lessons_all(view).at[0].measure_number.len);
	CHECK(lessons_all(view).at[0].measure_state == MEASURE_decided);
	view_close(view);
}

static bool opens(struct store *store, int64_t person, const char *number)
{
	struct view *view = evaluations_view(store, person);
	bool is_there = lesson_of_number(view, str_of(number)) != NULL;

	view_close(view);
	return is_there;
}

TEST_ON_STORES(the_words_of_a_withdrawn_lesson_are_for_those_who_read_the_evaluation)
{
	struct store *store = evaluations_city();
	struct change *change;

	closed_crisis(store, 77, NORTH, march);
	shared(store, NORTH, "city", MEASURE_decided, march, april);
	CHECK(opens(store, SVEN, "L-2026-00001") && opens(store, READER, "L-2026-00001"));
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE lesson SET withdrawn_at = 1"), NONE);
	evaluations_commit(change);
	CHECK(!opens(store, SVEN, "L-2026-00001") && opens(store, READER, "L-2026-00001"));
	CHECK(reads(store, READER) == 0);
}

TEST_ON_STORES(a_lesson_of_what_is_restricted_afterwards_is_for_those_who_read_the_evaluation)
{
	struct store *store = evaluations_city();

	closed_crisis(store, 77, NORTH, march);
	shared(store, NORTH, "city", MEASURE_decided, march, april);
	CHECK(reads(store, SVEN) == 1 && reads(store, READER) == 1);
	restricted_afterwards(store, 1);
	CHECK(reads(store, SVEN) == 0 && reads(store, NORA) == 0 && reads(store, READER) == 1);
}

TEST_ON_STORES(a_measure_of_a_marked_evaluation_is_for_its_list_and_who_is_to_do_it)
{
	struct store *store = evaluations_city();
	struct change *change;
	struct view *view;

	shared(store, NORTH, "city", MEASURE_decided, march, march);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE evaluation SET secrecy = 'rsa'"), NONE);
	evaluations_commit(change);
	view = evaluations_view(store, NORA);
	CHECK(!measure_is_seen(view, view_text(view, SQL("SELECT number FROM my_measure"), NONE)));
	view_close(view);
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE measure SET responsible_id = $1"), V(READER));
	evaluations_commit(change);
	view = evaluations_view(store, READER);
	CHECK(view_int(view, SQL("SELECT count(*) FROM my_measure"), NONE) == 1);
	view_close(view);
}

/* ---- What they prove --------------------------------------------------------------------------------- */

static size_t records_of(struct store *store, const struct evidence_source *source,
                         const char *arguments)
{
	struct view *view = evaluations_view(store, CENTRAL);
	struct evidence_ask ask = { 0 };
	struct str problem;
	size_t at, count;

	CHECK(evidence_arguments_read(test_arena(), str_of(arguments), &ask, &problem, &at));
	ask.unit_id = NORTH;
	ask.from = (struct date){ 2026, 1, 1 };
	ask.to = (struct date){ 2026, 12, 31 };
	count = source->records(view, &ask).count;
	view_close(view);
	return count;
}

TEST_ON_STORES(behind_a_count_stand_the_evaluations_that_were_counted_and_no_other)
{
	struct store *store = evaluations_city();
	const struct evidence_source *source = &evaluations_evidence[0];

	closed_crisis(store, 1, NORTH, march);
	evaluation_made(store, 1, NORTH, "hot_debrief", march);
	evaluation_made(store, 1, NORTH, "internal", none);
	evaluation_made(store, 1, NORTH, "internal", (struct date){ 2026, 8, 1 });     /* too late */
	evaluation_made(store, 9, NORTH, "internal", april);    /* no crisis asked for it */
	CHECK(records_of(store, source, "of=own") == 0);
	evaluation_made(store, 1, NORTH, "external", april);
	CHECK(records_of(store, source, "of=own") == 1);
	CHECK(records_of(store, source, "of=central") == 0);
	closed_crisis(store, 2, NORTH, march);
	evaluation_made(store, 2, NORTH, "internal", april);
	CHECK(records_of(store, source, "of=own") == 2);
}

TEST_ON_STORES(behind_a_count_stand_the_evaluated_exercises_that_were_counted_and_no_other)
{
	struct store *store = evaluations_city();
	const struct evidence_source *source = &evaluations_evidence[0];
	const char *rule = "of=staff_exercise";

	held_exercise(store, 1, NORTH, "tabletop", march);
	held_exercise(store, 2, SOUTH, "tabletop", march);
	held_exercise(store, 3, NORTH, "alarm_test", march);
	exercise_evaluation(store, 1, NORTH, "hot_debrief", march);
	exercise_evaluation(store, 2, SOUTH, "internal", april);
	exercise_evaluation(store, 3, NORTH, "internal", april);
	exercise_evaluation(store, 9, NORTH, "internal", april);        /* nobody held it */
	closed_crisis(store, 1, NORTH, march);
	evaluation_made(store, 1, NORTH, "internal", april);
	CHECK(records_of(store, source, rule) == 0);
	exercise_evaluation(store, 1, NORTH, "external", april);
	CHECK(records_of(store, source, rule) == 1 && records_of(store, source, "of=own") == 1);
	exercise_evaluation(store, 1, NORTH, "internal", (struct date){ 2026, 8, 1 });  /* too late */
	CHECK(records_of(store, source, rule) == 1);
}

TEST_ON_STORES(behind_a_count_stand_the_lessons_that_were_counted_and_no_other)
{
	struct store *store = evaluations_city();
	const struct evidence_source *source = &evaluations_evidence[1];
	const struct date before = { 2025, 4, 1 };

	shared(store, NORTH, "city", MEASURE_done, before, before);
	shared(store, NORTH, "city", MEASURE_decided, april, before);
	shared(store, SOUTH, "city", MEASURE_done, april, april);
	CHECK(records_of(store, source, "with=shared") == 0);
	CHECK(records_of(store, source, "with=closed") == 0);
	shared(store, NORTH, "city", MEASURE_done, april, before);
	CHECK(records_of(store, source, "with=shared") == 0);
	CHECK(records_of(store, source, "with=closed") == 1);
	shared(store, NORTH, "unit", MEASURE_decided, april, march);
	CHECK(records_of(store, source, "with=shared") == 1);
	CHECK(records_of(store, source, "with=closed") == 1);
}

static bool holds_of(struct store *store, const char *rule, int64_t unit_id, int percent)
{
	return proof_holds(store, &(struct proof_try){ .rule = rule, .person = CENTRAL, .unit_id = unit_id,
		.from = { 2026, 1, 1 }, .to = { 2026, 12, 31 }, .percent = percent });
}

COUNTER_EXAMPLE(a_crisis_without_an_evaluation_in_time_is_not_evaluated, "evaluation of=own")
{
	const char *rule = "evaluation of=own";
	struct store *store = evaluations_city();

	closed_crisis(store, 1, NORTH, march);
	CHECK(!holds_of(store, rule, NORTH, 100));
	evaluation_made(store, 1, NORTH, "hot_debrief", march);
	evaluation_made(store, 1, NORTH, "internal", none);
	evaluation_made(store, 1, SOUTH, "internal", april);
	CHECK(!holds_of(store, rule, NORTH, 100));
	evaluation_made(store, 1, NORTH, "internal", (struct date){ 2026, 8, 1 });     /* too late */
	CHECK(!holds_of(store, rule, NORTH, 100));
	evaluation_made(store, 1, NORTH, "internal", april);
	CHECK(holds_of(store, rule, NORTH, 100));
	closed_crisis(store, 2, NORTH, march);          /* and another one is not */
	CHECK(!holds_of(store, rule, NORTH, 100));
}

COUNTER_EXAMPLE(an_exercise_without_an_evaluation_in_time_is_not_evaluated, "evaluation of=staff_exercise")
{
	const char *rule = "evaluation of=staff_exercise";
	struct store *store = evaluations_city();
	struct change *change;

	held_exercise(store, 1, NORTH, "tabletop", march);
	held_exercise(store, 2, SOUTH, "tabletop", march);
	exercise_evaluation(store, 2, SOUTH, "internal", april);
	exercise_evaluation(store, 1, NORTH, "hot_debrief", march);
	exercise_evaluation(store, 1, NORTH, "internal", none);
	exercise_evaluation(store, 1, SOUTH, "internal", april);
	CHECK(!holds_of(store, rule, NORTH, 1));
	exercise_evaluation(store, 1, NORTH, "internal", (struct date){ 2026, 8, 1 });  /* too late */
	CHECK(!holds_of(store, rule, NORTH, 1));
	exercise_evaluation(store, 1, NORTH, "internal", april);
	CHECK(holds_of(store, rule, NORTH, 100) && holds_of(store, rule, CITY, 100));
	held_exercise(store, 3, NORTH, "alarm_test", march);    /* does not exercise the staff */
	CHECK(holds_of(store, rule, NORTH, 100));
	held_exercise(store, 4, NORTH, "field", march);         /* a waiver is of a crisis */
	change = evaluations_change(store, 0);
	change_run(change, SQL("INSERT INTO evaluation_waiver (public_id, crisis_id, unit_id, reason,"
		" decided_by, decided_name, decided_at) VALUES ('w', 0, $1, 'No', 11, 'n', 1)"), V(NORTH));
	evaluations_commit(change);
	CHECK(!holds_of(store, rule, NORTH, 100) && !holds_of(store, rule, CITY, 100));
}

TEST_ON_STORES(an_exercise_is_asked_of_when_its_evaluation_is_due_and_not_before)
{
	const char *rule = "evaluation of=staff_exercise";
	struct store *store = evaluations_city();

	held_exercise(store, 1, NORTH, "tabletop", march);
	exercise_evaluation(store, 1, NORTH, "internal", april);
	held_exercise(store, 2, NORTH, "tabletop", (struct date){ 2026, 11, 20 });      /* next year */
	CHECK(holds_of(store, rule, NORTH, 100));
	held_exercise(store, 3, NORTH, "tabletop", (struct date){ 2025, 11, 20 });      /* due in this */
	CHECK(!holds_of(store, rule, NORTH, 100));
	exercise_evaluation(store, 3, NORTH, "internal", (struct date){ 2025, 12, 10 });
	CHECK(holds_of(store, rule, NORTH, 100));
}

COUNTER_EXAMPLE(what_was_led_centrally_is_evaluated_by_the_office, "evaluation of=central")
{
	const char *rule = "evaluation of=central";
	struct store *store = evaluations_city();

	closed_crisis(store, 1, NORTH, march);
	crisis_judged(store, 1, "coordination", "command");
	evaluation_made(store, 1, NORTH, "internal", april);
	CHECK(!holds_of(store, rule, OFFICE, 100));
	evaluation_made(store, 1, OFFICE, "external", april);
	CHECK(holds_of(store, rule, OFFICE, 100));
}

COUNTER_EXAMPLE(a_lesson_whose_measure_is_late_is_not_closed, "lesson with=closed")
{
	const char *rule = "lesson with=closed";
	struct store *store = evaluations_city();

	shared(store, NORTH, "unit", MEASURE_in_progress, april, march);
	CHECK(!holds_of(store, rule, NORTH, 80));
	shared(store, NORTH, "unit", MEASURE_stopped, april, march);
	CHECK(!holds_of(store, rule, NORTH, 30));
	shared(store, NORTH, "unit", MEASURE_done, april, march);
	CHECK(!holds_of(store, rule, NORTH, 80));
	CHECK(holds_of(store, rule, NORTH, 30));
}

COUNTER_EXAMPLE(a_lesson_that_is_withdrawn_or_of_another_year_is_not_shared, "lesson with=shared")
{
	const char *rule = "lesson with=shared";
	struct store *store = evaluations_city();
	struct change *change;
	int64_t id;

	shared(store, NORTH, "city", MEASURE_decided, april, (struct date){ 2025, 4, 1 });
	shared(store, SOUTH, "city", MEASURE_decided, april, april);
	CHECK(!holds_of(store, rule, NORTH, 0));
	id = shared(store, NORTH, "city", MEASURE_decided, april, april);
	CHECK(holds_of(store, rule, NORTH, 0));
	change = evaluations_change(store, 0);
	change_run(change, SQL("UPDATE lesson SET withdrawn_at = 1 WHERE id = $1"), V(id));
	evaluations_commit(change);
	CHECK(!holds_of(store, rule, NORTH, 0));
}
