/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/crisis.h - the crisis room: one log for each crisis, that nobody can alter unseen.
 *
 * A crisis is opened from an event or from nothing, for real or as an exercise.  Everything
 * that happens in it is a line of its log: what came in and went out, decisions with their
 * grounds, tasks, corrections, and how named persons judge its level and the degree of
 * coordination.  Lines are only added.  Each carries the SHA-256 of its canonical form, in
 * which the hash of the line before stands, so whoever changes a letter breaks the chain from
 * there on; docs/crisis-log.en.md tells how to verify it without this program.
 *
 * Crises are need-to-know: who takes part sees one, and who reads all crises of its unit.
 */
#pragma once

#include "kit/module.h"

#define CRISIS_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(number,      text,    N_("Number of the crisis"), .is_own = true) \
	F(unit_id,     ref,     N_("Unit"), .required = true, .refers_to = "unit") \
	F(title,       text,    N_("What is happening"), .required = true, .longest = 120, \
	               .help = N_("A few words that everybody will call it by. They cannot be changed afterwards.")) \
	F(event_id,    ref,     N_("Begins with the event"), .refers_to = "event") \
	F(is_exercise, yesno,   N_("This is an exercise"), \
	               .help = N_("Every page and every paper will say so.")) \
	F(state,       choice,  N_("State"), CHOICES(crisis_states), .is_own = true) \
	F(level,       code,    N_("Level"), .list = "crisis/levels", .is_own = true) \
	F(level_at,    instant, N_("Level since"), .is_own = true) \
	F(coordination, code,   N_("Central coordination"), .list = "crisis/coordination", .is_own = true) \
	F(opened_by,   ref,     N_("Opened by"), .refers_to = "person", .is_own = true) \
	F(opened_at,   instant, N_("Opened"), .is_own = true) \
	F(closed_at,   instant, N_("Closed"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)

enum crisis_state { CRISIS_none, CRISIS_open, CRISIS_closed };
extern const struct choice crisis_states[];

struct crisis { CRISIS_FIELDS(AS_MEMBER) };
LIST_OF(crisis)
extern const struct record crisis_record;

/* As far as this person may see; NULL. */
const struct crisis *crisis_of_number(struct view *view, struct str number);
const struct crisis *crisis_of_id(struct view *view, int64_t id);
/* The open ones, the latest first; at most 20. */
struct crisis_list crises_open(struct view *view);
/* May this person write in its log? */
bool crisis_may_write(struct view *view, const struct crisis *crisis);

/* Words that may leave the house: those of an exercise begin with its mark, once. */
struct str exercise_words_marked(struct arena *arena, struct str words);
struct str crisis_words_marked(struct arena *arena, const struct crisis *crisis, struct str words);

/* A line that another room leaves in the log: what went out or came in, a decision with its
 * grounds, a note, a correction of line `refers_to`.  Answers its number; 0: the crisis is closed. */
enum crisis_left_kind { LEFT_out, LEFT_in, LEFT_decision, LEFT_correction, LEFT_contact, LEFT_note };
struct crisis_left {
	enum crisis_left_kind kind;
	struct str words, party, decided_by, grounds, author_name;
	struct instant at;              /* when it happened */
	int64_t refers_to;
};
int64_t crisis_leave(struct change *change, const struct crisis *crisis,
                     const struct crisis_left *left);

/* Lines of a log that another room keeps as they stand, each with its hash: its number and hash
 * cite it.  `is_whole`: what it says today still gives that hash.  `is_key`: it belongs in a
 * timeline unless somebody says otherwise. */
struct crisis_cited {
	int64_t seq;
	struct instant event_at;
	struct str kind, words, became, decided_by, grounds, hash;
	bool is_key, is_whole;
};
LIST_OF(crisis_cited)
struct crisis_cited_list crisis_lines_cited(struct view *view, const struct crisis *crisis);
/* What a kind of line is called, and what a judgement came to: "2 Serious event". */
const char *crisis_line_label(struct str kind);
struct str crisis_line_became(struct arena *arena, struct str kind, struct str became);
/* A message to the public and others of that crisis, as far as this person may see: NULL.
 * Released: another than who wrote it has read it and let it go out. */
struct crisis_said { int64_t id, number; struct str public_id, words; bool is_released; };
const struct crisis_said *crisis_said_get(struct view *view, int64_t crisis_id, struct str public_id);
const struct crisis_said *crisis_said_of_id(struct view *view, int64_t crisis_id, int64_t id);

/* The latest decided version of the shared picture, and its sentences: box, certainty ("fact",
 * "assessment", "rumour") and words.  NULL: none has been decided. */
struct crisis_shared { int64_t id, number; struct instant at; struct str summary; };
const struct crisis_shared *crisis_shared_latest(struct view *view, int64_t crisis_id);
struct crisis_shared_line { int64_t id; struct str box, certainty, words; };
LIST_OF(crisis_shared_line)
struct crisis_shared_line_list crisis_shared_lines(struct view *view, int64_t picture_id);

/* ---- For the room of exercises (exercise.c) ------------------------------------------- */

bool crisis_may_open(struct view *view, int64_t unit_id);
/* Opens an exercise, whatever else is said of it; whoever opens it takes part as control. */
void crisis_exercise_open(struct change *change, struct crisis *crisis, struct str name);
/* Takes part as control, if he takes no part yet. */
void crisis_exercise_control(struct change *change, const struct crisis *crisis, int64_t person_id);
/* False: it is no exercise, or has been closed already. */
bool crisis_exercise_close(struct change *change, int64_t crisis_id, struct str grounds,
                           struct str name);
/* An inject becomes a line of the log.  Answers its number; 0: *why, and nothing is written.
 * Only what is an exercise by its own row takes one. */
int64_t crisis_inject(struct change *change, int64_t crisis_id, const struct crisis_left *line,
                      const char **why);
const char *inject_refused(const struct crisis *crisis);        /* NULL: it may be played */

/* The public key that this service signs the logs with. */
struct str crisis_public_key(struct arena *arena);

/* "14:10", or what instant_read() reads.  A time alone is the latest such moment that has
 * been (has_been) or the next that comes.  False: it is no time. */
bool log_time_read(struct str text, struct instant now, bool has_been, struct instant *at);

extern const struct module crisis_module;
