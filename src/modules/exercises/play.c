/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/play.c - injects become lines of the log: by a button, or when their minute comes.
 *
 * The line and the row that it was played are one change.  Whoever writes in the log waits for
 * its turn first, and the row can be put once: of two servers that play at the same moment the
 * second finds it played, and one that dies in between has played nothing.
 */
#include "modules/exercises/run.h"

#include "kit/setting.h"
#include "modules/exercises/channels.h"

enum { EVERY_MINUTES = 1, MOST_CLASHES = 20 };

const char *play_refused(const struct exercise *exercise, const struct exercise_step_list *steps,
                         const struct inject_row *inject)
{
	if (exercise->state != EXERCISE_running)
		return _("The exercise does not go on, so nothing is played.");
	if (exercise_is_paused(steps))
		return _("The exercise is paused. Let it go on first.");
	if (inject->verb == PLAY_play)
		return _("It has been played already.");
	if (inject->verb == PLAY_skip)
		return _("It has been left out.");
	return NULL;
}

/* "Telephone call from the fire service, to Situation picture" */
static struct str party_of(struct arena *arena, const struct inject_row *inject)
{
	struct str to = inject->function.len ? code_name("crisis/functions", inject->function)
		: str_of(_("everybody"));
	struct str how = code_name("exercises/channels", inject->channel);

	if (!inject->sender.len)
		return arena_print(arena, _("%.*s, to %.*s"), STR(how), STR(to));
	return arena_print(arena, _("%.*s from %.*s, to %.*s"), STR(how), STR(inject->sender), STR(to));
}

bool inject_play(struct change *change, const struct exercise *exercise,
                 const struct inject_row *inject, int64_t by_id, struct str by_name,
                 const char **why)
{
	struct play play = { .inject_id = inject->id, .exercise_id = exercise->id, .verb = PLAY_play,
		.at = instant_now(), .by_id = by_id, .by_name = by_name };
	struct crisis_left line = { .words = inject->words, .at = play.at, .author_name = by_name,
		.party = party_of(change_arena(change), inject) };

	play.log_seq = crisis_inject(change, exercise->crisis_id, &line, why);
	if (!play.log_seq)
		return false;
	if (play_put(change, &play)) {
		change_note(change, "exercise", exercise->id, "inject played",
			arena_print(change_arena(change), "%lld", (long long)inject->minute));
		return true;
	}
	*why = _("It has been played already.");
	return false;
}

bool inject_skip(struct change *change, const struct exercise *exercise,
                 const struct inject_row *inject, struct str by_name, struct str reason)
{
	struct play play = { .inject_id = inject->id, .exercise_id = exercise->id, .verb = PLAY_skip,
		.at = instant_now(), .by_id = change_me(change), .by_name = by_name, .reason = reason };

	change_because(change, reason);
	if (!play_put(change, &play))
		return false;
	change_note(change, "exercise", exercise->id, "inject left out", reason);
	return true;
}

/* ---- By itself ------------------------------------------------------------------------------- */

struct playing { struct store *store; struct arena *arena; struct instant now; const char **why; };

/* In the name of one who leads it: the log says that it came by itself. */
static enum committed play_once(const struct playing *p, const struct waiting *waiting,
                                bool *is_played)
{
	struct change *change = change_open(p->store, p->arena, (struct who){ .person = waiting->as_id });
	struct view *view = change_view(change);
	const struct exercise *exercise = exercise_get(view, waiting->exercise_id);
	const struct inject_row *inject = inject_row_of_id(view, waiting->inject_id);

	*is_played = false;
	if (exercise && inject) {
		struct exercise_step_list steps;

		exercise_turn_take(change, exercise->id);
		steps = exercise_steps(view, exercise->id);
		*is_played = !play_refused(exercise, &steps, inject)
			&& inject_is_due(&steps, inject->minute, p->now)
			&& inject_play(change, exercise, inject, 0,
				str_of(_("by itself, at its minute")), p->why);
	}
	if (*is_played)
		return change_commit(change);
	change_undo(change);
	return COMMITTED;
}

/* What waits and whose minute has come; rows of one exercise follow each other. */
static struct waiting_list injects_due(struct view *view, struct instant now)
{
	struct waiting_list waiting = injects_waiting(view);
	struct exercise_step_list steps = { 0 };
	int64_t steps_of = 0;
	size_t count = 0;

	for (size_t i = 0; i < waiting.count; i++) {
		const struct waiting one = waiting.at[i];

		if (one.exercise_id != steps_of)
			steps = exercise_steps_all(view, one.exercise_id);
		steps_of = one.exercise_id;
		if (inject_is_due(&steps, one.minute, now))
			waiting.at[count++] = one;
	}
	waiting.count = count;
	return waiting;
}

int64_t injects_play_due(struct store *store, struct arena *arena, struct instant now,
                         const char **why)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct waiting_list due = injects_due(view, now);
	struct playing p = { store, arena, now, why };
	int64_t played = 0;

	*why = NULL;
	view_close(view);
	for (size_t i = 0; i < due.count; i++) {
		enum committed committed = CLASHED;
		bool is_played = false;

		for (int tries = 0; committed == CLASHED && tries < MOST_CLASHES; tries++)
			committed = play_once(&p, &due.at[i], &is_played);
		played += is_played && committed == COMMITTED;
	}
	return played;
}

static bool play_run(struct job *job)
{
	const char *why;

	tongue_choose(setting_text("language"));
	injects_play_due(job_store(job), job_arena(job), instant_now(), &why);
	/* No number: those who read jobs are not to learn what is played. */
	job_say(job, "%s", why
		? _("Something that was due in an exercise was not played. Whoever leads it sees why where it is run.")
		: _("What was due in exercises has been played."));
	return true;
}

const struct job_kind exercises_jobs[] = {
	{ .name = "exercise-injects", .label = N_("Play what is due in exercises"),
	  .need = MAY_settings_write, .run = play_run, .is_hidden = true,
	  .every_minutes = EVERY_MINUTES, .is_needed = play_is_needed },
	{ .name = NULL },
};
