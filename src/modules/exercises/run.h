/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/run.h - running an exercise: its clock, its injects, its channels, its score.
 *
 * Nothing that is kept here is ever changed.  How long it has gone on follows from its steps;
 * that an inject has been played is a row that can be put only once, whoever plays it: the
 * leader by a button, or the job when its minute has come.
 */
#pragma once

#include "modules/crisis/crisis.h"
#include "modules/exercises/inside.h"

/* ---- Records ------------------------------------------------------------------------------ */

#define INJECT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(minute,      count,   N_("Minutes after the start"), .required = true, .most = 10080) \
	F(function,    code,    N_("To whom"), .list = "crisis/functions", \
	               .help = N_("The function that gets it. Empty: everybody.")) \
	F(channel,     code,    N_("How it comes"), .required = true, .list = "exercises/channels") \
	F(sender,      text,    N_("From whom"), .longest = 120, \
	               .help = N_("Whom the exercise leader plays.")) \
	F(words,       prose,   N_("What they are told"), .required = true, .longest = 3000) \
	F(expected,    prose,   N_("What you expect them to do"), .longest = 2000, \
	               .help = N_("Only those who lead see this until it has been held.")) \
	F(created_by,  ref,     N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct inject { INJECT_FIELDS(AS_MEMBER) };
LIST_OF(inject)
extern const struct record inject_record;
extern const struct form inject_form;

/* One with what became of it. */
#define INJECT_ROW_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_hidden = true) \
	F(public_id, text,    N_("Identity"), ) \
	F(minute,    count,   N_("Minutes after the start"), ) \
	F(function,  code,    N_("To whom"), .list = "crisis/functions") \
	F(channel,   code,    N_("How it comes"), .list = "exercises/channels") \
	F(sender,    text,    N_("From whom"), ) \
	F(words,     prose,   N_("What they are told"), ) \
	F(expected,  prose,   N_("What you expect them to do"), ) \
	F(verb,      choice,  N_("Played or left out"), CHOICES(play_verbs)) \
	F(at,        instant, N_("When"), ) \
	F(by_name,   text,    N_("By"), .is_personal = true) \
	F(reason,    prose,   N_("Why"), ) \
	F(log_seq,   count,   N_("Line of the log"), )
struct inject_row { INJECT_ROW_FIELDS(AS_MEMBER) };
LIST_OF(inject_row)
extern const struct record inject_row_record;
enum play_verb { PLAY_none, PLAY_play, PLAY_skip };
extern const struct choice play_verbs[];

#define PLAY_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(inject_id,   ref,     N_("Inject"), .is_own = true, .is_hidden = true) \
	F(exercise_id, ref,     N_("Exercise"), .is_own = true, .is_hidden = true) \
	F(verb,        choice,  N_("Played or left out"), CHOICES(play_verbs), .is_own = true) \
	F(at,          instant, N_("When"), .is_own = true) \
	F(by_id,       ref,     N_("By"), .is_own = true, .is_hidden = true) \
	F(by_name,     text,    N_("By"), .is_own = true, .is_personal = true) \
	F(reason,      prose,   N_("Why"), .required = true, .longest = 1000) \
	F(log_seq,     count,   N_("Line of the log"), .is_own = true)
struct play { PLAY_FIELDS(AS_MEMBER) };
extern const struct record play_record;
extern const struct form skip_form, pause_form;

#define START_FIELDS(F) \
	F(crisis_id, ref,   N_("Log"), .refers_to = "exercise_room", \
	             .help = N_("Empty: a new exercise room is opened.")) \
	F(no_log,    yesno, N_("Without a log"), \
	             .help = N_("For a tabletop or an alarm exercise. Injects and most measures need a log.")) \
	F(version,   count, N_("Version"), .is_own = true)
struct start { START_FIELDS(AS_MEMBER) };
extern const struct form start_form;

#define FINISH_FIELDS(F) \
	F(participants, count, N_("How many took part"), .required = true, .least = 1, .most = 100000, \
	                .help = N_("A number, never names.")) \
	F(keeps_log,    yesno, N_("Leave the log open"), \
	                .help = N_("When others go on exercising in the same log.")) \
	F(version,      count, N_("Version"), .is_own = true)
struct finish { FINISH_FIELDS(AS_MEMBER) };
extern const struct form finish_form;

/* ---- The clock (rules_run.c): pure ----------------------------------------------------------- */

/* Seconds that it has gone on at a moment, without its pauses. */
int64_t exercise_seconds(const struct exercise_step_list *steps, struct instant at);
bool exercise_is_paused(const struct exercise_step_list *steps);
/* Its minute has come; not before, and not while it is paused. */
bool inject_is_due(const struct exercise_step_list *steps, int64_t minute, struct instant now);

/* ---- Queries (queries_run.c) -------------------------------------------------------------------- */

struct inject_row_list injects_of(struct view *view, int64_t exercise_id);
const struct inject_row *inject_row_get(struct view *view, int64_t exercise_id, struct str public_id);
const struct inject *inject_get(struct view *view, int64_t exercise_id, struct str public_id);
bool inject_remove(struct change *change, const struct inject *inject);
/* Once; false: somebody else was first. */
bool play_put(struct change *change, const struct play *play);
/* The log of an exercise, as far as this person sees it; NULL. */
const struct crisis *exercise_room_of(struct view *view, const struct exercise *exercise);
/* Those who lead take part in its log as such. */
void exercise_leaders_join(struct change *change, const struct exercise *exercise,
                           const struct crisis *crisis);

/* For the job, as the system: what waits in exercises that go on. */
struct waiting {
	int64_t inject_id, exercise_id, minute;
	int64_t as_id;                  /* who leads it and takes part in its log, the leader first */
};
LIST_OF(waiting)
struct waiting_list injects_waiting(struct view *view);
struct exercise_step_list exercise_steps_all(struct view *view, int64_t exercise_id);
bool play_is_needed(struct view *view);
const struct inject_row *inject_row_of_id(struct view *view, int64_t id);

/* ---- Playing (play.c) -------------------------------------------------------------------------------- */

/* Why an inject cannot be played now; NULL it can. */
const char *play_refused(const struct exercise *exercise, const struct exercise_step_list *steps,
                         const struct inject_row *inject);
/* Puts the line in the log and the row that it was played, or neither: false, and *why.  The
 * change is then to be undone. */
bool inject_play(struct change *change, const struct exercise *exercise,
                 const struct inject_row *inject, int64_t by_id, struct str by_name,
                 const char **why);
bool inject_skip(struct change *change, const struct exercise *exercise,
                 const struct inject_row *inject, struct str by_name, struct str reason);
/* Everything that is due now, one after the other, each in a change of its own; how many.
 * *why: the last reason why something that was due could not be played; NULL there is none. */
int64_t injects_play_due(struct store *store, struct arena *arena, struct instant now,
                         const char **why);
extern const struct job_kind exercises_jobs[];

/* ---- Pages (run.c, injects.c) -------------------------------------------------------------------------- */

struct run_shown {
	const struct exercise *exercise;
	const struct crisis *crisis;    /* NULL: without a log */
	struct request *request;        /* NULL in a stream */
	struct exercise_step_list steps;
	struct inject_row_list injects;
	int64_t seconds;
	bool is_paused;
};
struct reply exercise_start_page(struct request *request, struct view *view);
struct reply exercise_start_act(struct request *request, struct change *change);
struct reply exercise_run_page(struct request *request, struct view *view);
struct reply exercise_run_stream(struct request *request, struct view *view);
struct reply exercise_pause_page(struct request *request, struct view *view);
struct reply exercise_pause_act(struct request *request, struct change *change);
struct reply exercise_resume_act(struct request *request, struct change *change);
struct reply exercise_finish_page(struct request *request, struct view *view);
struct reply exercise_finish_act(struct request *request, struct change *change);
struct reply injects_page(struct request *request, struct view *view);
struct reply inject_add_act(struct request *request, struct change *change);
struct reply inject_edit(struct request *request, struct view *view);
void *inject_load(struct request *request, struct view *view);
struct reply inject_change_act(struct request *request, struct change *change);
struct reply inject_end_act(struct request *request, struct change *change);
struct reply inject_play_act(struct request *request, struct change *change);
struct reply inject_skip_page(struct request *request, struct view *view);
struct reply inject_skip_act(struct request *request, struct change *change);
/* The exercise asked for when the person leads it; NULL: 404. */
const struct exercise *exercise_led(struct request *request, struct view *view);
/* "00:42" */
struct str run_clock_words(struct arena *arena, int64_t seconds);
