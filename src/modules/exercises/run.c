/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/run.c - starting, leading, pausing and ending an exercise.
 *
 * Only those who lead it come here; for all others these pages are not there.
 */
#include "modules/exercises/run.h"

#include "kit/watch.h"
#include "modules/exercises/run.html.h"
#include "modules/exercises/score.h"

/* ---- Forms ---------------------------------------------------------------------------------- */

#define RECORD struct start
static const struct field start_fields[] = { START_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record start_record = { .shape = SHAPE_OF(NULL, start, start_fields),
	.name = "exercise_start", .fields = start_fields, .count = COUNT(start_fields),
	.label = N_("Start of an exercise"), .many = N_("Starts of exercises"), .path = "/exercises" };
const struct form start_form = { .record = &start_record, .fields = FIELDS("crisis_id", "no_log") };

#define RECORD struct finish
static const struct field finish_fields[] = { FINISH_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record finish_record = { .shape = SHAPE_OF(NULL, finish, finish_fields),
	.name = "exercise_end", .fields = finish_fields, .count = COUNT(finish_fields),
	.label = N_("End of an exercise"), .many = N_("Ends of exercises"), .path = "/exercises" };
const struct form finish_form = { .record = &finish_record,
	.fields = FIELDS("participants", "keeps_log") };

const struct form pause_form = { .record = &exercise_step_record, .fields = FIELDS("reason") };

const struct exercise *exercise_led(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_asked(request, view);

	return exercise && exercise_is_led(view, exercise->id) ? exercise : NULL;
}

struct str run_clock_words(struct arena *arena, int64_t seconds)
{
	return arena_print(arena, "%02lld:%02lld", (long long)(seconds / HOUR),
		(long long)(seconds % HOUR / MINUTE));
}

/* ---- Starting ----------------------------------------------------------------------------------- */

struct reply exercise_start_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);
	struct start start = { 0 };

	if (!exercise)
		return reply_not_found(request);
	start.version = exercise->version;
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &start_form, .row = &start, .act = "start", .title = _("Start the exercise"),
		.status = _("The clock begins now, and injects come at their minute."), .is_run = true });
}

static void start_judge(struct request *request, struct view *view,
                        const struct exercise *exercise, const struct start *start)
{
	const struct item *kind = item_find("exercises/kinds", exercise->kind);
	struct problems *problems = request_problems(request);
	struct inject_row_list injects = injects_of(view, exercise->id);

	if (exercise->state != EXERCISE_planned)
		problem_add(problems, "crisis_id", "%s", _("Only what is planned can be started."));
	else if (start->no_log && kind && item_int(kind, "needs_log"))
		problem_add(problems, "no_log", "%s", _("This kind of exercise needs a log."));
	else if (start->no_log && injects.count)
		problem_add(problems, "no_log", "%s", _("There are injects: they are played in a log."));
	else if (start->no_log && start->crisis_id)
		problem_add(problems, "no_log", "%s", _("Choose a log, or none."));
	else if (!start->no_log && !start->crisis_id && !crisis_may_open(view, exercise->unit_id))
		problem_add(problems, "crisis_id", "%s",
			_("You do not open exercise rooms of this unit. Choose one that is open."));
}

/* The log, opened or chosen; NULL and a problem: it cannot be. */
static const struct crisis *room_begin(struct request *request, struct change *change,
                                       const struct exercise *exercise, const struct start *start)
{
	struct crisis *room = arena_new(request->arena, struct crisis);
	const struct crisis *chosen;
	const char *refused;

	if (!start->crisis_id) {
		*room = (struct crisis){ .unit_id = exercise->unit_id, .title = exercise->title };
		crisis_exercise_open(change, room, request_person(request)->name);
		return room;
	}
	chosen = crisis_of_id(change_view(change), start->crisis_id);
	refused = chosen ? inject_refused(chosen) : NULL;
	if (chosen && !refused && crisis_may_write(change_view(change), chosen))
		return chosen;
	problem_add(request_problems(request), "crisis_id", "%s",
		refused ? refused : _("You do not write in that log. Choose another."));
	return NULL;
}

struct reply exercise_start_act(struct request *request, struct change *change)
{
	const struct start *start = request_record(request);
	const struct exercise *exercise = exercise_led(request, change_view(change));
	const struct crisis *room = NULL;
	struct exercise now;

	if (!exercise)
		return reply_not_found(request);
	start_judge(request, change_view(change), exercise, start);
	if (!request_problems(request)->count && !start->no_log)
		room = room_begin(request, change, exercise, start);
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *exercise;
	now.state = EXERCISE_running;
	now.started_at = instant_now();
	now.crisis_id = room ? room->id : 0;
	if (!exercise_is_put(request, change, &now))
		return exercise_stale(request, change, &now);
	exercise_step_put(change, now.id, VERB_start, request_person(request)->name, S(""));
	if (room)
		exercise_leaders_join(change, &now, room);
	request_message(request, _("The exercise has begun. Put those who are exercised in the staff of its room."));
	return reply_done(request, 200, &exercise_record, &now, "/exercises/%.*s/run",
		STR(now.number));
}

/* ---- Leading -------------------------------------------------------------------------------------- */

static struct run_shown run_of(struct view *view, const struct exercise *exercise)
{
	struct run_shown run = { .exercise = exercise, .crisis = exercise_room_of(view, exercise),
		.steps = exercise_steps(view, exercise->id), .injects = injects_of(view, exercise->id) };

	run.seconds = exercise_seconds(&run.steps, instant_now());
	run.is_paused = exercise_is_paused(&run.steps) && exercise->state == EXERCISE_running;
	return run;
}

static bool run_write(struct out *out, struct view *view, int64_t id)
{
	const struct exercise *exercise = exercise_is_led(view, id) ? exercise_get(view, id) : NULL;
	struct run_shown run;

	if (!exercise)
		return false;
	run = run_of(view, exercise);
	play_live(out, &run);
	return exercise->state == EXERCISE_running;
}

struct reply exercise_run_stream(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);

	return exercise ? reply_watch(request, view, exercise->id, run_write)
		: reply_not_found(request);
}

struct reply exercise_run_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);
	struct run_shown run;
	struct out *out;

	if (!exercise || !exercise->started_at.seconds)
		return reply_not_found(request);
	run = run_of(view, exercise);
	run.request = request;
	out = page_begin(request, view, _("Run it"));
	exercise_strip(out);
	acts_refused(out, request_problems(request));
	play_head(out, &run);
	watch_show(out, view, exercise_path(request, "run/stream"), exercise->id, run_write);
	if (exercise->state == EXERCISE_running && run.injects.count)
		play_waiting(out, &run);
	return page_end(request, 200);
}

/* ---- Pauses ----------------------------------------------------------------------------------------- */

struct reply exercise_pause_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);

	if (!exercise)
		return reply_not_found(request);
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &pause_form, .act = "pause", .title = _("Pause"),
		.status = _("The clock stands still and nothing is played by itself."), .is_run = true });
}

/* The exercise that goes on, is paused or not as asked; else NULL and *reply. */
static const struct exercise *exercise_running(struct request *request, struct change *change,
                                               bool is_paused, struct reply *reply)
{
	const struct exercise *exercise = exercise_led(request, change_view(change));
	struct exercise_step_list steps;

	if (!exercise) {
		*reply = reply_not_found(request);
		return NULL;
	}
	steps = exercise_steps(change_view(change), exercise->id);
	if (exercise->state == EXERCISE_running && exercise_is_paused(&steps) == is_paused)
		return exercise;
	problem_add(request_problems(request), is_paused ? "" : "reason", "%s",
		exercise->state != EXERCISE_running ? _("The exercise does not go on.")
		: is_paused ? _("It goes on already.") : _("It is paused already."));
	*reply = reply_again(request, change);
	return NULL;
}

struct reply exercise_pause_act(struct request *request, struct change *change)
{
	const struct exercise_step *why = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_running(request, change, false, &reply);

	if (!exercise)
		return reply;
	exercise_step_put(change, exercise->id, VERB_pause, request_person(request)->name, why->reason);
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/run",
		STR(exercise->number));
}

struct reply exercise_resume_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise = exercise_running(request, change, true, &reply);

	if (!exercise)
		return reply;
	exercise_step_put(change, exercise->id, VERB_resume, request_person(request)->name, S(""));
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/run",
		STR(exercise->number));
}

/* ---- The end ------------------------------------------------------------------------------------------ */

struct reply exercise_finish_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);
	struct finish finish = { 0 };

	if (!exercise)
		return reply_not_found(request);
	finish.version = exercise->version;
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &finish_form, .row = &finish, .act = "finish", .title = _("End the exercise"),
		.status = _("What was measured is put down, and is never changed afterwards."),
		.is_run = true });
}

struct reply exercise_finish_act(struct request *request, struct change *change)
{
	const struct finish *finish = request_record(request);
	const struct exercise *exercise = exercise_led(request, change_view(change));
	struct str name = request_person(request)->name;
	struct exercise now;

	if (!exercise)
		return reply_not_found(request);
	if (exercise->state != EXERCISE_running) {
		problem_add(request_problems(request), "participants", "%s",
			_("The exercise does not go on."));
		return reply_again(request, change);
	}
	if (exercise->crisis_id && !exercise_room_of(change_view(change), exercise)) {
		problem_add(request_problems(request), "participants", "%s",
			_("You take no part in its log, so nothing could be measured. Ask somebody in it to put you there, or to end the exercise."));
		return reply_again(request, change);
	}
	now = *exercise;
	now.state = EXERCISE_ended;
	now.ended_at = instant_now();
	now.held_on = instant_date(now.started_at);
	now.participants = finish->participants;
	if (!exercise_is_put(request, change, &now))
		return exercise_stale(request, change, &now);
	scores_put(change, &now, now.ended_at);
	exercise_step_put(change, now.id, VERB_end, name, S(""));
	if (now.crisis_id && !finish->keeps_log)
		crisis_exercise_close(change, now.crisis_id, str_of(_("The exercise is over.")), name);
	request_message(request, _("The exercise is over. Here is what was measured."));
	return reply_done(request, 200, &exercise_record, &now, "/exercises/%.*s/score",
		STR(now.number));
}
