/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/demo_runs.c - exercises of the demo city that are run here: one held and measured,
 * one that goes on, one with its injects written.
 *
 * Their logs are told by the room crisis; what was measured is what follows from those logs.
 */
#include "modules/exercises/demo.h"
#include "modules/exercises/score.h"

#include "base/say.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

struct run_demo {
	const struct exercise_demo *demo;
	const struct csv_table *runs, *objectives, *injects;
	size_t row;
	struct exercise exercise;
	struct crisis crisis;           /* id 0: without a log */
};

static struct str cell(const struct run_demo *run, const char *name)
{
	return csv_cell(run->runs, run->row, name);
}

static bool is_of(const struct run_demo *run, const struct csv_table *table, size_t row)
{
	return str_equals(csv_cell(table, row, "run"), cell(run, "key"));
}

static struct str name_of(const struct run_demo *run, int64_t person_id)
{
	return person_name_kept(change_view(run->demo->change), person_id);
}

static void step_tell(const struct run_demo *run, enum exercise_verb verb, struct instant at)
{
	change_insert(run->demo->change, &exercise_step_record.shape, &(struct exercise_step){
		.exercise_id = run->exercise.id, .verb = (int)verb, .at = at,
		.by_id = run->exercise.leader_id, .by_name = name_of(run, run->exercise.leader_id) });
}

/* ---- What was to be shown, and what people saw ------------------------------------------------ */

static void seen_tell(const struct run_demo *run, size_t row, const struct objective *objective)
{
	struct view *view = change_view(run->demo->change);
	int64_t by = person_of_login(view, csv_cell(run->objectives, row, "login"));

	if (!by)
		return;
	change_insert(run->demo->change, &observation_record.shape, &(struct observation){
		.objective_id = objective->id, .exercise_id = run->exercise.id, .by_id = by,
		.by_name = name_of(run, by), .words = csv_cell(run->objectives, row, "seen_sv"),
		.at = { run->exercise.ended_at.seconds + DAY } });
}

static void objectives_tell(const struct run_demo *run)
{
	for (size_t row = 1; row < run->objectives->count; row++) {
		struct objective objective = { .exercise_id = run->exercise.id,
			.measure = csv_cell(run->objectives, row, "measure"),
			.target = demo_int(run->objectives, row, "target"),
			.words = csv_cell(run->objectives, row, "words_sv"),
			.created_by = run->exercise.leader_id, .created_at = run->exercise.created_at };

		if (!is_of(run, run->objectives, row))
			continue;
		change_insert(run->demo->change, &objective_record.shape, &objective);
		seen_tell(run, row, &objective);
	}
}

/* ---- Injects -------------------------------------------------------------------------------------- */

static void play_tell(const struct run_demo *run, size_t row, const struct inject *inject)
{
	struct play play = { .inject_id = inject->id, .exercise_id = run->exercise.id,
		.verb = choice_of(play_verbs, csv_cell(run->injects, row, "verb")),
		.at = { run->exercise.started_at.seconds + inject->minute * MINUTE },
		.by_id = run->exercise.leader_id, .by_name = name_of(run, run->exercise.leader_id),
		.reason = csv_cell(run->injects, row, "reason_sv") };

	if (play.verb == PLAY_none)
		return;
	play.log_seq = exercises_demo_line(change_view(run->demo->change), run->crisis.id,
		inject->words);
	play_put(run->demo->change, &play);
}

static void injects_tell(const struct run_demo *run)
{
	for (size_t row = 1; row < run->injects->count; row++) {
		struct inject inject = { .exercise_id = run->exercise.id,
			.minute = demo_int(run->injects, row, "minute"),
			.function = csv_cell(run->injects, row, "function"),
			.channel = csv_cell(run->injects, row, "channel"),
			.sender = csv_cell(run->injects, row, "sender_sv"),
			.words = csv_cell(run->injects, row, "words_sv"),
			.expected = csv_cell(run->injects, row, "expected_sv"),
			.created_by = run->exercise.leader_id, .created_at = run->exercise.created_at };

		if (!is_of(run, run->injects, row))
			continue;
		change_insert(run->demo->change, &inject_record.shape, &inject);
		play_tell(run, row, &inject);
	}
}

/* ---- An exercise ------------------------------------------------------------------------------------ */

/* False: its log is not there, since the year has not come so far. */
static bool log_find(struct run_demo *run)
{
	const struct crisis *crisis = exercises_demo_crisis(change_view(run->demo->change),
		cell(run, "crisis_sv"));

	run->crisis = crisis ? *crisis : (struct crisis){ 0 };
	return crisis || !cell(run, "crisis_sv").len;
}

static void exercise_fill(struct run_demo *run, int64_t unit_id)
{
	struct exercise *e = &run->exercise;
	struct instant begun = run->crisis.opened_at, now = instant_now();

	*e = (struct exercise){ .unit_id = unit_id, .kind = cell(run, "kind"),
		.title = cell(run, "title_sv"), .scenario = cell(run, "scenario_sv"),
		.functions = cell(run, "functions"), .crisis_id = run->crisis.id, .started_at = begun,
		.test_email = cell(run, "test_email"), .test_phone = cell(run, "test_phone"),
		.participants = demo_int(run->runs, run->row, "participants"),
		.ended_at = run->crisis.closed_at, .leader_id = person_of_login(
			change_view(run->demo->change), cell(run, "login")) };
	e->created_by = e->leader_id;
	e->on_date = begun.seconds ? instant_date(begun)
		: date_add_days(run->demo->today, (int)demo_int(run->runs, run->row, "days"));
	e->created_at = (struct instant){ (begun.seconds ? begun : now).seconds - 30 * (int64_t)DAY };
	e->state = e->ended_at.seconds ? EXERCISE_ended : begun.seconds ? EXERCISE_running
		: EXERCISE_planned;
	if (e->ended_at.seconds)
		e->held_on = e->on_date;
}

static void run_tell(struct run_demo *run)
{
	struct view *view = change_view(run->demo->change);
	const struct unit *unit = unit_of_code(view, cell(run, "unit_code"));
	struct str units = cell(run, "units");

	if (!unit || !log_find(run))
		return;
	exercise_fill(run, unit->id);
	if (!run->exercise.leader_id)
		return;
	exercise_add(run->demo->change, &run->exercise);
	while (units.len) {
		const struct unit *other = unit_of_code(view, str_cut(&units, ' '));

		if (other)
			exercise_unit_put(run->demo->change, run->exercise.id, other->id);
	}
	if (run->exercise.started_at.seconds)
		step_tell(run, VERB_start, run->exercise.started_at);
	if (run->exercise.ended_at.seconds)
		step_tell(run, VERB_end, run->exercise.ended_at);
	objectives_tell(run);
	injects_tell(run);
}

size_t exercise_runs_tell(const struct exercise_demo *demo, struct exercise *made, size_t most)
{
	struct run_demo run = { .demo = demo, .runs = demo_rows(demo->arena, "exercise_runs"),
		.objectives = demo_rows(demo->arena, "exercise_objectives"),
		.injects = demo_rows(demo->arena, "exercise_injects") };
	size_t count = 0;

	for (run.row = 1; run.row < run.runs->count && count < most; run.row++) {
		run.exercise = (struct exercise){ 0 };
		run_tell(&run);
		if (run.exercise.id && exercise_is_held(&run.exercise))
			made[count++] = run.exercise;
	}
	return count;
}

/* As the leader, who sees the log. */
void exercise_run_measure(struct store *store, struct arena *arena, const struct exercise *exercise)
{
	struct change *change = change_open(store, arena, (struct who){ .person = exercise->leader_id });

	scores_put(change, exercise, exercise->ended_at);
	must(change_commit(change) == COMMITTED);
}
