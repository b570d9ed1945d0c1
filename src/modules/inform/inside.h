/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "modules/crisis/crisis.h"
#include "modules/inform/inform.h"
#include "modules/inform/rules.h"

/* ---- Records (model.c) ------------------------------------------------------------------- */

#define INFORMED_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(event_id,   ref,     N_("Event"), .is_own = true, .is_hidden = true) \
	F(rules,      codes,   N_("Answers the rules"), .list = "inform/rules", .is_own = true) \
	F(unit_id,    ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(asked_id,   ref,     N_("Was to be informed"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(person_id,  ref,     N_("Is informed"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(person_name, text,   N_("Is informed"), .is_own = true, .is_personal = true) \
	F(channel,    code,    N_("How"), .list = "inform/channels", .is_own = true) \
	F(at,         instant, N_("When"), .is_own = true) \
	F(logged_at,  instant, N_("Written down"), .is_own = true) \
	F(informed_by, ref,    N_("Informed by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(informed_by_name, text, N_("Informed by"), .is_own = true, .is_personal = true) \
	F(note,       prose,   N_("What was said"), .is_own = true) \
	F(corrects,   ref,     N_("Takes the place of"), .is_own = true, .is_hidden = true) \
	F(is_void,    yesno,   N_("It never happened"), .is_own = true) \
	F(log_seq,    count,   N_("Line of the log"), .is_own = true)
struct informed { INFORMED_FIELDS(AS_MEMBER) };
LIST_OF(informed)
extern const struct record informed_record;

#define RECEIPT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(informed_id, ref,     N_("Telling"), .is_own = true, .is_hidden = true) \
	F(person_id,   ref,     N_("Person"), .refers_to = "person", .is_own = true) \
	F(at,          instant, N_("Receipt"), .is_own = true)
struct inform_receipt { RECEIPT_FIELDS(AS_MEMBER) };
LIST_OF(inform_receipt)
extern const struct record inform_receipt_record;

extern const struct choice inform_steps[];
#define DECISION_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,    N_("Identity"), .is_own = true) \
	F(crisis_id,  ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(event_id,   ref,     N_("Event"), .is_own = true, .is_hidden = true) \
	F(kind,       choice,  N_("What is decided"), .required = true, CHOICES(inform_steps)) \
	F(minutes,    count,   N_("At least every … minutes"), .most = 10080, \
	              .help = N_("Only for a rhythm: 60 is once an hour.")) \
	F(decided_by, text,    N_("Decided by"), .required = true, .longest = 120, .is_personal = true, \
	              .help = N_("The person who decides, by name.")) \
	F(reason,     prose,   N_("Why"), .required = true, .longest = 2000) \
	F(at,         instant, N_("When"), .is_own = true) \
	F(made_by,    ref,     N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true)
struct inform_decision { DECISION_FIELDS(AS_MEMBER) };
LIST_OF(inform_decision)
extern const struct record inform_decision_record;
extern const struct form inform_decision_form;

/* A telling as it is written on the page; `line` says whom it is about. */
#define TOLD_FIELDS(F) \
	F(line,      text,  N_("Who"), .longest = 120) \
	F(person_id, ref,   N_("Somebody else in their place"), .refers_to = "person", \
	             .help = N_("By name. Empty: the person who stands in the list.")) \
	F(channel,   code,  N_("How"), .required = true, .list = "inform/channels") \
	F(at,        text,  N_("Informed at"), .longest = 40, \
	             .help = N_("14:10, or a day and a time. Empty: now.")) \
	F(note,      prose, N_("What was said"), .longest = 1000, \
	             .help = N_("No names of people who are hurt, no personal numbers.")) \
	F(is_void,   yesno, N_("It never happened"), )
struct told { TOLD_FIELDS(AS_MEMBER) };
extern const struct form inform_told_form, inform_correct_form;

/* ---- One thing that goes on (situations.c) -------------------------------------------------- */

struct situation {
	const struct crisis *crisis;    /* NULL: an event alone */
	int64_t event_id;               /* 0: none that this reader sees */
	struct str number, title, unit;
	int64_t unit_id;
	bool is_open;                   /* not closed yet */
	struct instant begun;
	int64_t severity;
	struct inform_case c;
	struct informed_list rows;      /* as they were written, corrections too */
	struct inform_decision_list decisions;
	struct telling_list told;       /* what counts of them */
	struct step_list steps;
	struct inform_line_list lines;
	struct inform_sum sum;
};
struct situation_list { size_t count; struct situation *at; };

/* What is read once for all situations of a page. */
struct inform_book;
struct inform_book *inform_book_open(struct view *view, struct instant now);
bool inform_book_asks(const struct inform_book *book, int64_t severity);        /* does any rule? */
size_t inform_book_left_out(const struct inform_book *book);   /* rules that are not whole */

/* Everything open that this reader sees and some rule is on for; what is due first on top,
 * exercises last. */
struct situation_list situations_open(struct inform_book *book);
/* NULL: absent, not yours, or no list is kept of it. */
const struct situation *situation_of_number(struct inform_book *book, struct str number);
const struct situation *situation_of_crisis(struct inform_book *book, int64_t crisis_id);
const struct situation *situation_of_event(struct inform_book *book, int64_t event_id);
bool situation_may_write(struct view *view, const struct situation *situation);
/* The row that the address names, of this situation; NULL: there is none. */
const struct informed *situation_row_asked(struct request *request, const struct situation *s);
/* Is there a later row that takes its place? */
const struct informed *informed_corrected_by(const struct informed_list *rows, int64_t id);
struct telling_list tellings_of(struct arena *arena, const struct informed_list *rows);
struct step_list steps_of_decisions(struct arena *arena, const struct inform_decision_list *decisions);
/* "own_chair.12.34" */
struct str line_key(struct arena *arena, const struct inform_line *line);
const struct inform_line *line_of_key(const struct situation *situation, struct str key);

/* The facts that follow from an event and from how a crisis was judged. */
#define EVENT_CASE_FIELDS(F) \
	F(id,          key,     "", ) \
	F(number,      text,    "", ) \
	F(title,       text,    "", ) \
	F(unit_id,     key,     "", ) \
	F(board_id,    key,     "", ) \
	F(severity,    count,   "", ) \
	F(severity_at, instant, "", ) \
	F(occurred_at, instant, "", ) \
	F(reported_at, instant, "", ) \
	F(closed_at,   instant, "", )
struct event_case { EVENT_CASE_FIELDS(AS_MEMBER) };
LIST_OF(event_case)
#define JUDGED_FIELDS(F) \
	F(crisis_id, key,     "", ) \
	F(kind,      text,    "", ) \
	F(became,    text,    "", ) \
	F(event_at,  instant, "", )
struct judged { JUDGED_FIELDS(AS_MEMBER) };
LIST_OF(judged)
/* facts.c: pure.  `event` may be NULL; `judged` are those of one crisis, in order. */
void case_facts(struct arena *arena, const struct event_case *event, const struct judged *judged,
                size_t judged_count, struct inform_case *c);
/* The boards that are hit, in order of time: what lasts without a break is one; no board is
 * none. */
void case_hits(struct arena *arena, const struct hit *hits, size_t count, struct inform_case *c);

/* ---- Queries -------------------------------------------------------------------------------- */

extern const struct shape event_case_shape, judged_shape;
struct event_case_list inform_events_open(struct view *view, int64_t severity_from);
const struct event_case *inform_event_get(struct view *view, int64_t id);
const struct event_case *inform_event_of_number(struct view *view, struct str number);
/* The event of a crisis, for those who see both. */
const struct event_case *inform_event_of_crisis(struct view *view, int64_t id);
/* The units that are to report in a crisis, of which others are told that they are hit. */
struct asked_unit { int64_t crisis_id, unit_id; struct instant asked_at, ended_at; };
LIST_OF(asked_unit)
extern const struct shape asked_unit_shape;
struct asked_unit_list inform_units_asked(struct view *view, int64_t crisis_id);
/* The board of a unit as it is today, asked once for each of the first so many units. */
struct board_now { int64_t unit_id, board_id; };
struct boards_now { size_t count; struct board_now at[256]; };
int64_t board_now(struct view *view, struct boards_now *boards, int64_t unit_id);
/* Who is hit by a crisis: the unit that it was opened for, that of its event (NULL: none), and
 * all that are to report; `asked` may hold those of other crises too. */
struct crisis_begun { int64_t id, unit_id; struct instant at; };
struct hit_list { size_t count; struct hit *at; };
struct hit_list crisis_hits(struct view *view, struct boards_now *boards, struct crisis_begun crisis,
                            const struct event_case *event, const struct asked_unit_list *asked);
struct hit event_hit(struct view *view, struct boards_now *boards, const struct event_case *event);
bool inform_event_may_write(struct view *view, int64_t id);
struct judged_list inform_judged_of(struct view *view, int64_t crisis_id);
/* From a view of lines and one of activations, those that a condition holds for: judgements in
 * their order, then who was activated and stood down. */
#define JUDGED(lines, active, holds) \
	"SELECT crisis_id, kind, became, event_at FROM (" \
	"SELECT crisis_id, 0 AS part, seq, kind, became, event_at FROM " lines \
	" WHERE kind IN ('level', 'coordination', 'close', 'reopen') AND " holds \
	" UNION ALL SELECT crisis_id, 1 AS part, id AS seq, 'active' AS kind, body AS became," \
	" began_at AS event_at FROM " active " WHERE " holds \
	" UNION ALL SELECT crisis_id, 1 AS part, id AS seq, 'ended' AS kind, body AS became," \
	" ended_at AS event_at FROM " active " WHERE ended_at <> 0 AND " holds \
	") AS judged ORDER BY crisis_id, part, CASE WHEN part = 0 THEN seq ELSE event_at END, seq"
struct informed_list informed_of(struct view *view, int64_t crisis_id, int64_t event_id);
struct informed_list informed_of_open(struct view *view, int64_t severity_from);
struct inform_decision_list inform_decisions_of_open(struct view *view, int64_t severity_from);
struct inform_receipt_list receipts_of(struct view *view, int64_t crisis_id, int64_t event_id);
struct inform_decision_list inform_decisions_of(struct view *view, int64_t crisis_id, int64_t event_id);
struct informed *informed_get(struct view *view, struct str public_id);
struct holder_list inform_role_holders(struct view *view);
struct inform_units inform_boards(struct view *view);
struct crisis_list inform_crises_open(struct view *view);

/* What oneself was told, newest first; how it is called. */
#define MINE_FIELDS(F) \
	F(public_id,  text,    N_("Identity"), ) \
	F(number,     text,    N_("Number"), ) \
	F(title,      text,    N_("What is happening"), ) \
	F(is_exercise, yesno,  N_("Exercise"), ) \
	F(at,         instant, N_("When"), ) \
	F(channel,    code,    N_("How"), .list = "inform/channels") \
	F(informed_by_name, text, N_("Informed by"), ) \
	F(note,       prose,   N_("What was said"), ) \
	F(receipt_at, instant, N_("Receipt"), )
struct mine { MINE_FIELDS(AS_MEMBER) };
LIST_OF(mine)
struct mine_list told_to_me(struct view *view);
int64_t told_to_me_waiting(struct view *view);
const struct crisis *told_crisis(struct view *view, int64_t crisis_id);
const struct inform_receipt *inform_receipt_get(struct view *view, int64_t informed_id);    /* NULL */

/* ---- Evidence (proof.c) --------------------------------------------------------------------- */

extern const struct evidence_source inform_evidence[];
struct proof_crisis { int64_t id, unit_id, event_id; struct instant opened_at; };
LIST_OF(proof_crisis)
struct proof_told { int64_t crisis_id, event_id, unit_id; struct str rules; struct instant at; };
LIST_OF(proof_told)
struct proof_facts {
	struct event_case_list events;
	struct proof_crisis_list crises;
	struct judged_list judged;
	struct proof_told_list told;    /* what counts of them */
	struct inform_decision_list decisions;
	struct asked_unit_list units;
};
struct proof_facts proof_facts_of(struct view *view, int64_t severity_from, struct instant from,
                                  struct instant to);
struct proof_by { int64_t unit_id; struct str kind; };
LIST_OF(proof_by)
struct proof_by_list proof_informers(struct view *view);
bool inform_unit_is_followed(struct view *view, int64_t unit_id);

/* ---- Pages ------------------------------------------------------------------------------------ */

struct inform_page {
	struct request *request;
	struct view *view;
	const struct situation *situation;
	struct instant now;
	struct inform_receipt_list receipts;
	bool may_write;
};
extern const struct route inform_routes[];
struct reply inform_list_page(struct request *request, struct view *view);
struct reply inform_situation_page(struct request *request, struct view *view);
struct reply inform_told_act(struct request *request, struct change *change);
struct reply inform_decide_page(struct request *request, struct view *view);
struct reply inform_decide_act(struct request *request, struct change *change);
struct reply inform_correct_page(struct request *request, struct view *view);
struct reply inform_correct_act(struct request *request, struct change *change);
struct reply inform_receipt_act(struct request *request, struct change *change);

/* "14 min", "3 h 5 min", "2 days" */
struct str waited_words(struct arena *arena, int64_t seconds);
/* "Not yet informed: 2 of 7, oldest 14 min." */
struct str sum_words(struct arena *arena, const struct inform_sum *sum, struct instant now);
struct str line_who(struct view *view, const struct inform_line *line);
struct str line_role(struct view *view, const struct inform_line *line);
struct str situation_path(struct arena *arena, const struct situation *situation);
/* Of a row of the history: who was told, who was to be, as what, and when it was confirmed. */
struct str told_name(const struct inform_page *page, const struct informed *row);
struct str asked_name(const struct inform_page *page, const struct informed *row);
struct str told_role(const struct inform_page *page, const struct informed *row);
struct instant receipt_at(const struct inform_page *page, int64_t informed_id);

void inform_demo(struct store *store, int scale);
struct crisis_list inform_demo_crises(struct view *view);
struct event_case_list inform_demo_events(struct view *view, int64_t severity_from,
                                          struct instant from, struct instant to);
