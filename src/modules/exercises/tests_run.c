/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/tests_run.c - the clock, injects that come once and never in a real crisis. */
#include "modules/exercises/run.h"
#include "modules/exercises/tests_city.h"

#include "base/test.h"

static struct exercise_step_list steps_at(size_t count, const struct exercise_step *steps)
{
	return (struct exercise_step_list){ count, (struct exercise_step *)(uintptr_t)steps };
}

TEST(the_clock_of_an_exercise_stands_still_in_its_pauses)
{
	static const struct exercise_step steps[] = {
		{ .verb = VERB_start, .at = { 1000 } }, { .verb = VERB_pause, .at = { 1600 } },
		{ .verb = VERB_resume, .at = { 2600 } }, { .verb = VERB_end, .at = { 3000 } },
	};
	struct exercise_step_list all = steps_at(4, steps), paused = steps_at(2, steps);
	struct exercise_step_list on = steps_at(3, steps), none = steps_at(0, steps);

	CHECK(exercise_seconds(&all, (struct instant){ 999 }) == 0);
	CHECK(exercise_seconds(&all, (struct instant){ 1300 }) == 300);
	CHECK(exercise_seconds(&all, (struct instant){ 2000 }) == 600);
	CHECK(exercise_seconds(&all, (struct instant){ 2700 }) == 700);
	CHECK(exercise_seconds(&all, (struct instant){ 9000 }) == 1000);
	CHECK(exercise_seconds(&none, (struct instant){ 9000 }) == 0);
	CHECK(exercise_is_paused(&paused) && !exercise_is_paused(&on) && !exercise_is_paused(&none));
	CHECK(!inject_is_due(&paused, 5, (struct instant){ 9000 }));
	CHECK(inject_is_due(&on, 10, (struct instant){ 2600 }));
	CHECK(!inject_is_due(&on, 11, (struct instant){ 2600 }));
	CHECK(!inject_is_due(&none, 0, (struct instant){ 9000 }));
}

/* ---- A small exercise that goes on ---------------------------------------------------------- */

static int64_t inject_put(struct store *store, const struct exercise *exercise, int64_t minute)
{
	struct change *change = exercises_change(store, LENA);
	struct inject inject = { .exercise_id = exercise->id, .minute = minute, .channel = S("call"),
		.sender = S("SOS"), .function = S("picture"), .words = S("Water in the cellar") };

	change_insert(change, &inject_record.shape, &inject);
	CHECK(change_commit(change) == COMMITTED);
	return inject.id;
}

/* Begun so many minutes ago, in a log of its own. */
static struct exercise begun(struct store *store, int64_t minutes_ago, bool is_exercise)
{
	struct exercise exercise = exercise_of_north(store, "simulation");
	struct change *change = exercises_change(store, LENA);
	struct crisis crisis = { .unit_id = NORTH, .title = S("Dark") };
	struct instant at = { instant_now().seconds - minutes_ago * MINUTE };

	crisis_exercise_open(change, &crisis, S("lena"));
	if (!is_exercise)
		change_run(change, SQL("UPDATE crisis SET is_exercise = 0 WHERE id = $1"), V(crisis.id));
	exercise.state = EXERCISE_running;
	exercise.started_at = at;
	exercise.crisis_id = crisis.id;
	CHECK(exercise_put(change, &exercise, exercise.version) == UPDATED);
	change_insert(change, &exercise_step_record.shape, &(struct exercise_step){
		.exercise_id = exercise.id, .verb = VERB_start, .at = at, .by_id = LENA,
		.by_name = S("lena") });
	CHECK(change_commit(change) == COMMITTED);
	return exercise;
}

static int64_t count_of(struct store *store, struct sql sql)
{
	struct view *view = view_open(store, test_arena(), (struct who){ .is_system = true });
	int64_t count = view_int(view, sql, NONE);

	view_close(view);
	return count;
}

static int64_t played_now(struct store *store)
{
	const char *why;

	return injects_play_due(store, test_arena(), instant_now(), &why);
}

static int64_t lines_played(struct store *store)
{
	return count_of(store, SQL("SELECT count(*) FROM crisis_entry WHERE kind = 'inject'"));
}

TEST_ON_STORES(an_inject_comes_once_when_its_minute_has_come_whoever_asks)
{
	struct store *store = test_store();
	struct exercise exercise;
	const char *why = "";

	exercises_city(store);
	exercise = begun(store, 30, true);
	inject_put(store, &exercise, 10);
	inject_put(store, &exercise, 31);
	CHECK(played_now(store) == 1);
	CHECK(played_now(store) == 0);
	CHECK(played_now(test_store_again()) == 0);
	CHECK(lines_played(store) == 1);
	CHECK(count_of(store, SQL("SELECT count(*) FROM exercise_play WHERE by_id = 0 AND log_seq > 0")) == 1);
	CHECK(injects_play_due(store, test_arena(),
		(struct instant){ instant_now().seconds + 2 * MINUTE }, &why) == 1 && !why);
	CHECK(lines_played(store) == 2);
}

/* The second of two servers has begun before the first was done. */
TEST_ON_STORES(of_two_that_play_at_the_same_moment_only_one_does)
{
	struct store *store = test_store(), *other = test_store_again();
	struct exercise exercise;
	const struct inject_row *inject;
	struct change *first, *second;
	const char *why = NULL;
	int64_t id;
	bool is_played;

	exercises_city(store);
	exercise = begun(store, 30, true);
	id = inject_put(store, &exercise, 10);
	if (!store_is_postgres(store)) {        /* one turn at a time there */
		first = exercises_change(store, LENA);
		inject = inject_row_of_id(change_view(first), id);
		CHECK(inject_play(first, &exercise, inject, LENA, S("lena"), &why));
		CHECK(change_commit(first) == COMMITTED);
		second = exercises_change(other, LENA);
		CHECK(!inject_play(second, &exercise, inject, LENA, S("lena"), &why));
		change_undo(second);
		CHECK(lines_played(store) == 1);
		return;
	}
	first = exercises_change(store, LENA);
	second = exercises_change(other, LENA);
	inject = inject_row_of_id(change_view(first), id);
	CHECK(inject_row_of_id(change_view(second), id)->verb == PLAY_none);
	CHECK(inject_play(first, &exercise, inject, LENA, S("lena"), &why));
	CHECK(change_commit(first) == COMMITTED);
	is_played = inject_play(second, &exercise, inject, LENA, S("lena"), &why);
	if (is_played)
		CHECK(change_commit(second) == CLASHED);
	else
		change_undo(second);
	CHECK(lines_played(store) == 1);
}

/* Taken away by one who had begun before it was played: a clash, to be tried again. */
TEST_ON_STORES(an_inject_that_is_being_played_is_not_taken_away)
{
	struct store *store = test_store(), *other = test_store_again();
	struct exercise exercise;
	const struct inject *inject;
	struct change *first, *second;
	const char *why = NULL;
	int64_t id;

	exercises_city(store);
	exercise = begun(store, 30, true);
	id = inject_put(store, &exercise, 10);
	if (!store_is_postgres(store))          /* one turn at a time there */
		return;
	first = exercises_change(store, LENA);
	second = exercises_change(other, LENA);
	inject = inject_get(change_view(second), exercise.id,
		inject_row_of_id(change_view(second), id)->public_id);
	CHECK(inject_play(first, &exercise, inject_row_of_id(change_view(first), id), LENA, S("lena"),
		&why));
	CHECK(change_commit(first) == COMMITTED);
	inject_remove(second, inject);
	CHECK(change_commit(second) == CLASHED);
	CHECK(lines_played(store) == 1);
}

TEST_ON_STORES(one_that_dies_while_playing_has_played_nothing)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;
	const char *why = NULL;
	int64_t id;

	exercises_city(store);
	exercise = begun(store, 30, true);
	id = inject_put(store, &exercise, 10);
	change = exercises_change(store, LENA);
	CHECK(inject_play(change, &exercise, inject_row_of_id(change_view(change), id), LENA,
		S("lena"), &why));
	change_undo(change);                    /* as when the connection ends */
	CHECK(lines_played(store) == 0);
	CHECK(played_now(store) == 1);
	CHECK(lines_played(store) == 1);
}

/* The leader has gone off the staff: somebody else who leads plays, or it is told why nobody does. */
TEST_ON_STORES(what_is_due_is_played_as_long_as_one_who_leads_takes_part_in_the_log)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;
	const char *why = NULL;

	exercises_city(store);
	exercise = begun(store, 30, true);
	inject_put(store, &exercise, 10);
	change = exercises_change(store, LENA);
	change_run(change, SQL("UPDATE crisis_staff SET ended_at = $1 WHERE person_id = $2"),
		V(instant_now(), (int64_t)LENA));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(injects_play_due(store, test_arena(), instant_now(), &why) == 0 && why != NULL);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	change_insert(change, &helper_record.shape, &(struct helper){ .exercise_id = exercise.id,
		.person_id = SVEN, .added_by = LENA, .added_at = instant_now() });
	change_run(change, SQL("INSERT INTO crisis_staff (crisis_id, person_id, function, began_at)"
		" VALUES ($1, $2, 'control', 1)"), V(exercise.crisis_id, (int64_t)SVEN));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(injects_play_due(store, test_arena(), instant_now(), &why) == 1 && why == NULL);
	CHECK(lines_played(store) == 1);
}

TEST_ON_STORES(an_inject_can_never_reach_a_real_crisis)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;
	const struct inject_row *inject;
	const char *why = NULL;

	exercises_city(store);
	exercise = begun(store, 30, false);     /* its row has been made to point at a real one */
	inject_put(store, &exercise, 10);
	CHECK(played_now(store) == 0);
	change = exercises_change(store, LENA);
	inject = &injects_of(change_view(change), exercise.id).at[0];
	CHECK(!inject_play(change, &exercise, inject, LENA, S("lena"), &why));
	CHECK(why != NULL && str_starts(str_of(why), S("That crisis is real.")));
	change_undo(change);
	CHECK(lines_played(store) == 0);
	CHECK(count_of(store, SQL("SELECT count(*) FROM exercise_play")) == 0);
	/* Nor does a caller's own word help. */
	change = exercises_change(store, LENA);
	crisis_inject(change, exercise.crisis_id, &(struct crisis_left){ .words = S("x") }, &why);
	CHECK(why != NULL);
	change_undo(change);
	CHECK(inject_refused(&(struct crisis){ .is_exercise = false, .state = CRISIS_open }) != NULL);
	CHECK(inject_refused(&(struct crisis){ .is_exercise = true, .state = CRISIS_closed }) != NULL);
	CHECK(inject_refused(&(struct crisis){ .is_exercise = true, .state = CRISIS_open }) == NULL);
	CHECK(inject_refused(NULL) != NULL);
}

TEST_ON_STORES(nothing_is_played_in_a_pause_or_after_the_end)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;

	exercises_city(store);
	exercise = begun(store, 30, true);
	inject_put(store, &exercise, 10);
	change = exercises_change(store, LENA);
	exercise_step_put(change, exercise.id, VERB_pause, S("lena"), S("Fire alarm in the house"));
	CHECK(change_commit(change) == COMMITTED);
	CHECK(played_now(store) == 0);
	change = exercises_change(store, LENA);
	exercise_step_put(change, exercise.id, VERB_resume, S("lena"), S(""));
	exercise.state = EXERCISE_ended;
	CHECK(exercise_put(change, &exercise, exercise.version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	CHECK(played_now(store) == 0);
	CHECK(lines_played(store) == 0);
}

TEST_ON_STORES(what_is_to_be_played_is_known_only_to_those_who_lead_until_it_has_been_held)
{
	struct store *store = test_store();
	struct exercise exercise;
	struct change *change;
	struct view *view;

	exercises_city(store);
	exercise = begun(store, 30, true);
	inject_put(store, &exercise, 10);
	view = exercises_view(store, LENA);
	CHECK(injects_of(view, exercise.id).count == 1);
	view_close(view);
	view = exercises_view(store, PELLE);    /* sees the exercise, is exercised */
	CHECK(exercise_get(view, exercise.id) != NULL && injects_of(view, exercise.id).count == 0);
	view_close(view);
	view = exercises_view(store, CENTRAL);  /* plans exercises, does not lead this one */
	CHECK(injects_of(view, exercise.id).count == 0);
	view_close(view);
	change = exercises_change(store, LENA);
	exercise.state = EXERCISE_ended;
	CHECK(exercise_put(change, &exercise, exercise.version) == UPDATED);
	CHECK(change_commit(change) == COMMITTED);
	view = exercises_view(store, PELLE);
	CHECK(injects_of(view, exercise.id).count == 1);
	view_close(view);
	view = exercises_view(store, SVEN);
	CHECK(injects_of(view, exercise.id).count == 0);
	view_close(view);
}
