/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/inside.h - what the files of this room share. */
#pragma once

#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/crisis/crisis.h"
#include "modules/emergency/emergency.h"
#include "modules/evaluations/evaluations.h"
#include "modules/exercises/exercises.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

/* ---- Records ------------------------------------------------------------------------- */

#define EVALUATION_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(number,      text,  N_("Number of the evaluation"), .is_own = true) \
	F(kind,        code,  N_("Kind of evaluation"), .required = true, .list = "evaluations/kinds") \
	F(crisis_id,   ref,   N_("Crisis"), .refers_to = "crisis") \
	F(event_id,    ref,   N_("Event"), .refers_to = "event") \
	F(exercise_id, ref,   N_("Exercise"), .refers_to = "exercise") \
	F(period_id,   ref,   N_("Central crisis management without a crisis"), .refers_to = "central_period", \
	               .help = N_("When it was activated because of a crisis, choose the crisis.")) \
	F(unit_id,     ref,   N_("Unit"), .required = true, .refers_to = "unit", \
	               .help = N_("Whose handling is evaluated.")) \
	F(leader_id,   ref,   N_("Led by"), .required = true, .refers_to = "person", \
	               .help = N_("By name. Whoever leads it reads and writes all of it.")) \
	F(made_by,     text,  N_("Carried out by, if from outside"), .longest = 120) \
	F(title,       text,  N_("What is evaluated"), .required = true, .longest = 120, \
	               .help = N_("A few words that everybody will call it by.")) \
	F(types,       codes, N_("Kinds of event"), .list = "event/types", \
	               .help = N_("Lessons come back when the same kind happens again.")) \
	F(summary,     prose, N_("What happened, in short"), .longest = 4000, \
	               .help = N_("Ways of working, not people. The course of events stands in the timeline.")) \
	F(secrecy,     code,  N_("Secrecy"), .list = "secrecy_grounds", \
	               .help = N_("With a mark only its leader and those on its list read it.")) \
	F(state,       choice, N_("State"), CHOICES(evaluation_states), .is_own = true) \
	F(edition,     count, N_("Edition"), .is_own = true) \
	F(sent_by,     ref,   N_("Sent to review by"), .refers_to = "person", .is_own = true) \
	F(sent_at,     instant, N_("Sent to review"), .is_own = true) \
	F(adopted_by,  ref,   N_("Adopted by"), .refers_to = "person", .is_own = true) \
	F(adopted_at,  instant, N_("Adopted"), .is_own = true) \
	F(fulfilled_at, instant, N_("First adopted"), .is_own = true) \
	F(created_by,  ref,   N_("Begun by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Begun"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)
enum evaluation_state { EVALUATION_none, EVALUATION_draft, EVALUATION_review, EVALUATION_adopted };
extern const struct choice evaluation_states[];
struct evaluation { EVALUATION_FIELDS(AS_MEMBER) };
LIST_OF(evaluation)
extern const struct record evaluation_record;

#define EVALUATION_ASPECT_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(evaluation_id, ref,   N_("Evaluation"), .is_own = true, .is_hidden = true) \
	F(aspect,        code,  N_("Heading"), .list = "risk/aspects", .is_own = true) \
	F(worked,        prose, N_("What worked"), .longest = 4000) \
	F(failed,        prose, N_("What did not"), .longest = 4000) \
	F(version,       count, N_("Version"), .is_own = true)
struct evaluation_aspect { EVALUATION_ASPECT_FIELDS(AS_MEMBER) };
LIST_OF(evaluation_aspect)
extern const struct record evaluation_aspect_record;

#define EVALUATION_LINE_FIELDS(F) \
	F(id,            key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(evaluation_id, ref,     N_("Evaluation"), .is_own = true, .is_hidden = true) \
	F(selection,     count,   N_("Choice"), .is_own = true) \
	F(seq,           count,   N_("No."), .is_own = true) \
	F(kind,          text,    N_("Kind"), .is_own = true) \
	F(event_at,      instant, N_("Happened"), .is_own = true) \
	F(words,         prose,   N_("What"), .is_own = true) \
	F(became,        text,    N_("Became"), .is_own = true) \
	F(decided_by,    text,    N_("Decided by"), .is_own = true, .is_personal = true) \
	F(grounds,       prose,   N_("Grounds"), .is_own = true) \
	F(hash,          text,    N_("Hash"), .is_own = true) \
	F(chosen_by,     ref,     N_("Chosen by"), .refers_to = "person", .is_own = true) \
	F(chosen_at,     instant, N_("Chosen"), .is_own = true)
struct evaluation_line { EVALUATION_LINE_FIELDS(AS_MEMBER) };
LIST_OF(evaluation_line)
extern const struct record evaluation_line_record;

#define FINDING_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(evaluation_id, ref,   N_("Evaluation"), .is_own = true, .is_hidden = true) \
	F(number,        count, N_("No."), .is_own = true) \
	F(aspect,        code,  N_("Heading"), .required = true, .list = "risk/aspects") \
	F(words,         prose, N_("What was found"), .required = true, .longest = 2000) \
	F(recommendation, prose, N_("What should be done"), .required = true, .longest = 2000, \
	                 .help = N_("One thing that somebody can do and see when it is done.")) \
	F(functions,     codes, N_("Functions"), .list = "crisis/functions", \
	                 .help = N_("Who in the crisis organisation it concerns.")) \
	F(answer,        choice, N_("What became of it"), CHOICES(finding_answers), .is_own = true) \
	F(measure_id,    ref,   N_("Measure"), .refers_to = "measure", .is_own = true) \
	F(reason,        prose, N_("Why it was declined"), .is_own = true) \
	F(answered_by,   ref,   N_("Decided by"), .refers_to = "person", .is_own = true) \
	F(answered_name, text,  N_("Decided by, as named then"), .is_own = true, .is_personal = true) \
	F(answered_at,   instant, N_("Decided"), .is_own = true) \
	F(created_by,    ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,    instant, N_("Written"), .is_own = true) \
	F(version,       count, N_("Version"), .is_own = true)
enum finding_answer { FINDING_open, FINDING_measure, FINDING_declined };
extern const struct choice finding_answers[];
struct finding { FINDING_FIELDS(AS_MEMBER) };
LIST_OF(finding)
extern const struct record finding_record;

#define EVALUATION_EDITION_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(evaluation_id, ref,   N_("Evaluation"), .is_own = true, .is_hidden = true) \
	F(number,        count, N_("Edition"), .is_own = true) \
	F(words,         prose, N_("The text"), .is_own = true) \
	F(digest,        text,  N_("Digest"), .is_own = true) \
	F(reason,        prose, N_("Why a new edition"), .is_own = true) \
	F(adopted_by,    ref,   N_("Adopted by"), .refers_to = "person", .is_own = true) \
	F(adopted_name,  text,  N_("Adopted by, as named then"), .is_own = true, .is_personal = true) \
	F(adopted_at,    instant, N_("Adopted"), .is_own = true)
struct evaluation_edition { EVALUATION_EDITION_FIELDS(AS_MEMBER) };
LIST_OF(evaluation_edition)
extern const struct record evaluation_edition_record;

#define EVALUATION_STEP_FIELDS(F) \
	F(id,            key,     N_("Number"), .is_hidden = true) \
	F(evaluation_id, ref,     N_("Evaluation"), .is_hidden = true) \
	F(at,            instant, N_("When"), ) \
	F(person_id,     ref,     N_("Who"), .is_hidden = true) \
	F(person_name,   text,    N_("Who"), .is_personal = true) \
	F(verb,          text,    N_("What was done"), ) \
	F(words,         prose,   N_("Words"), )
struct evaluation_step { EVALUATION_STEP_FIELDS(AS_MEMBER) };
LIST_OF(evaluation_step)

#define WAIVER_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(crisis_id,    ref,     N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(period_id,    ref,     N_("Central crisis management"), .is_own = true, .is_hidden = true) \
	F(unit_id,      ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(reason,       prose,   N_("Why no evaluation is needed"), .required = true, .longest = 1000, \
	                .help = N_("For example: the unit was asked to report, and its crisis organisation was never called.")) \
	F(decided_by,   ref,     N_("Judged by"), .refers_to = "person", .is_own = true) \
	F(decided_name, text,    N_("Judged by, as named then"), .is_own = true, .is_personal = true) \
	F(decided_at,   instant, N_("Judged"), .is_own = true)
struct waiver { WAIVER_FIELDS(AS_MEMBER) };
LIST_OF(waiver)
extern const struct record waiver_record;

/* ---- Small forms --------------------------------------------------------------------- */

/* A finding becomes a measure. */
#define ANSWER_FIELDS(F) \
	F(title,          text, N_("What shall be done"), .required = true, .longest = 160) \
	F(unit_id,        ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(responsible_id, ref,  N_("Responsible"), .required = true, .refers_to = "handler") \
	F(due_on,         date, N_("Due"), .required = true) \
	F(version,        count, N_("Version"), .is_own = true)
struct answer { ANSWER_FIELDS(AS_MEMBER) };
/* Words that a step needs. */
#define SAYING_FIELDS(F) \
	F(words,   prose, N_("Why"), .required = true, .longest = 2000) \
	F(version, count, N_("Version"), .is_own = true)
struct saying { SAYING_FIELDS(AS_MEMBER) };
#define READER_FIELDS(F) \
	F(person_id, ref, N_("Person"), .required = true, .refers_to = "person")
struct reader { READER_FIELDS(AS_MEMBER) };

extern const struct form evaluation_form, evaluation_new_form, evaluation_aspect_form, finding_form,
	finding_measure_form, evaluation_saying_form, evaluation_reader_form, waiver_form;

/* ---- What is due (due.c, queries_due.c) -------------------------------------------------- */

#define OWED_FIELDS(F) \
	F(crisis_id,   key,     N_("Crisis"), .is_hidden = true) \
	F(number,      text,    N_("Crisis"), ) \
	F(is_exercise, yesno,   N_("Exercise"), ) \
	F(opened_at,   instant, N_("Opened"), ) \
	F(closed_at,   instant, N_("Closed"), ) \
	F(exercise_id, key,     N_("Exercise"), .is_hidden = true) \
	F(held_on,     date,    N_("Held on"), ) \
	F(period_id,   key,     N_("Central crisis management"), .is_hidden = true) \
	F(unit_id,     ref,     N_("Unit"), ) \
	F(ground,      text,    N_("Because"), ) \
	F(became,      text,    N_("Judged as"), )
struct owed { OWED_FIELDS(AS_MEMBER) };
LIST_OF(owed)

/* What has been done about it. */
#define ANSWERED_FIELDS(F) \
	F(crisis_id,    key,     "", ) \
	F(exercise_id,  key,     "", ) \
	F(period_id,    key,     "", ) \
	F(unit_id,      ref,     "", ) \
	F(kind,         text,    "", ) \
	F(state,        choice,  "", CHOICES(evaluation_states)) \
	F(fulfilled_at, instant, "", ) \
	F(leader_id,    ref,     "", ) \
	F(number,       text,    "", )
struct answered { ANSWERED_FIELDS(AS_MEMBER) };
LIST_OF(answered)

extern const struct shape evaluation_answered_shape;

enum due_state { DUE_not_begun, DUE_begun, DUE_in_review, DUE_late, DUE_adopted, DUE_adopted_late, DUE_waived };
extern const struct choice due_states[];
struct due {
	struct owed owed;
	struct date due_on;
	enum due_state state;
	const struct answered *by;      /* the evaluation that answers it; NULL */
	const struct waiver *waiver;    /* NULL */
};
LIST_OF(due)
/* Of a unit (0: all that one reads), the earliest day first. */
struct due_list dues_of(struct view *view, int64_t unit_id, struct date today);
bool due_is_open(enum due_state state);

/* What the page says besides: what crises, exercises and periods are called, of those one sees
 * (a period has no title of its own: ""); and the units of those rows, with what one may do there. */
#define DUE_NAME_FIELDS(F) \
	F(crisis_id,   key,  "", ) \
	F(exercise_id, key,  "", ) \
	F(period_id,   key,  "", ) \
	F(title,       text, "", )
struct due_name { DUE_NAME_FIELDS(AS_MEMBER) };
LIST_OF(due_name)
#define DUE_UNIT_FIELDS(F) \
	F(id,         key,   "", ) \
	F(code,       text,  "", ) \
	F(name,       text,  "", ) \
	F(may_write,  yesno, "", ) \
	F(may_adopt,  yesno, "", )
struct due_unit { DUE_UNIT_FIELDS(AS_MEMBER) };
LIST_OF(due_unit)
struct due_name_list due_names(struct view *view);
struct due_unit_list due_units(struct view *view);

struct owed_list owed_by_units(struct view *view, int64_t unit_id);
struct owed_list owed_by_city(struct view *view);       /* a row for each judgement */
struct answered_list evaluations_answering(struct view *view);
struct waiver_list waivers_all(struct view *view);
int64_t evaluation_office(struct view *view);           /* the unit that evaluates for the city; 0 */
/* By the number of what is to be evaluated; NULL. */
const struct due *due_get(struct view *view, struct str number, int64_t unit_id);
/* Is it the same crisis, exercise or period that is evaluated, whoever evaluates it? */
static inline bool owed_is_of(const struct owed *owed, int64_t crisis_id, int64_t exercise_id, int64_t period_id)
{
	return owed->crisis_id == crisis_id && owed->exercise_id == exercise_id && owed->period_id == period_id;
}
/* How an address begins with it, and what it is called there: "crisis", "exercise", "period". */
const char *due_path(const struct owed *owed);
const char *due_what(const struct owed *owed);

/* ---- Rules (rules.c): pure ------------------------------------------------------------------ */

/* When it was over; an exercise that was noted afterwards has a day and no hour. */
struct instant over_at(struct instant closed, struct date held_on);
/* The last day for a full evaluation, by the list. */
struct date due_day(struct instant closed);
enum due_state due_state_of(struct date due_on, const struct answered *by, bool is_waived, struct date today);
/* Was it led centrally, by what was judged?  `kind` is city, period, level or coordination. */
bool is_central(struct str kind, struct str became);
/* The evaluation that answers best: a full one, the first adopted. */
const struct answered *answer_best(const struct answered_list *list, const struct owed *owed);

enum obstacle { FREE, NOT_DRAFT, NOT_IN_REVIEW, NOT_ADOPTED, SUMMARY_MISSING, ASPECTS_MISSING,
	FINDINGS_OPEN, SAME_PERSON, TIMELINE_MISSING, NOT_OVER };
extern const char *const obstacle_words[];
struct whole {                          /* an evaluation with all that belongs to it */
	const struct evaluation *evaluation;
	struct evaluation_aspect_list aspects;
	struct evaluation_line_list lines;
	struct finding_list findings;
	bool is_marked, may_write, may_adopt, goes_on, has_log;
};
enum obstacle review_obstacle(const struct whole *whole);
enum obstacle adopt_obstacle(const struct whole *whole, int64_t person);
extern const struct rule_table evaluations_rules[];

/* ---- Queries ---------------------------------------------------------------------------------- */

#define EVALUATION_ROW_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_hidden = true) \
	F(number,     text,   N_("Number"), ) \
	F(title,      text,   N_("What is evaluated"), ) \
	F(kind,       code,   N_("Kind of evaluation"), .list = "evaluations/kinds") \
	F(unit_name,  text,   N_("Unit"), ) \
	F(leader,     text,   N_("Led by"), .is_personal = true) \
	F(state,      choice, N_("State"), CHOICES(evaluation_states)) \
	F(adopted_at, instant, N_("Adopted"), ) \
	F(findings,   count,  N_("Findings"), ) \
	F(open_findings, count, N_("Without an answer"), )
struct evaluation_row { EVALUATION_ROW_FIELDS(AS_MEMBER) };
enum { EVALUATION_ROW_COUNT = 10 };
extern const struct field evaluation_row_fields[];
extern const struct table evaluations_table;
extern const struct reference evaluations_references[];
void evaluations_query(struct request *request, struct view *view, struct query *query);

const struct evaluation *evaluation_of_number(struct view *view, struct str number);
bool evaluation_may_write(struct view *view, int64_t id);
bool evaluation_may_adopt(struct view *view, int64_t id);
bool evaluation_is_open(struct view *view, int64_t id);         /* may read what is being written */
/* What is evaluated is not over: the crisis is open, the exercise not held, the period active. */
bool evaluation_goes_on(struct view *view, int64_t id);
bool evaluation_is_by_event(struct view *view, int64_t id);     /* the mark is that of its event */
bool may_at_unit(struct view *view, const char *permission, int64_t unit_id);
struct whole whole_of(struct view *view, const struct evaluation *evaluation);
struct evaluation_aspect *aspect_get(struct view *view, int64_t evaluation_id, struct str aspect);
struct finding *finding_get(struct view *view, int64_t evaluation_id, int64_t number);
struct evaluation_edition_list evaluation_editions(struct view *view, int64_t evaluation_id);
struct evaluation_step_list evaluation_steps(struct view *view, int64_t evaluation_id);
struct reader_row { int64_t person_id; struct str name; };
LIST_OF(reader_row)
struct reader_row_list readers_of(struct view *view, int64_t evaluation_id);

int64_t evaluations_mine(struct view *view);            /* that I lead and that are being written */
int64_t evaluations_in_review(struct view *view);       /* that I may adopt */

/* Numbers it, makes its headings, and says that it was begun. */
void evaluation_add(struct change *change, struct evaluation *evaluation, struct str name);
void finding_add(struct change *change, const struct evaluation *evaluation, struct finding *finding);
void evaluation_step_put(struct change *change, const struct evaluation *evaluation, const char *verb,
                         struct str words, struct str name, struct instant at);
void reader_put(struct change *change, int64_t evaluation_id, int64_t person_id);
void reader_remove(struct change *change, int64_t evaluation_id, int64_t person_id);
/* The chosen lines become the newest selection. */
void lines_put(struct change *change, const struct evaluation *evaluation,
               const struct crisis_cited_list *lines, struct instant at);
/* Freezes it as it stands: the edition that is adopted now. */
void evaluation_edition_put(struct change *change, struct evaluation *evaluation, struct str words,
                 struct str reason, struct str name, struct instant at);

/* ---- Pages ------------------------------------------------------------------------------------- */

extern const struct route evaluations_routes[];
const struct evaluation *evaluation_asked(struct request *request, struct view *view);
/* The one asked for when the person may write in it, and for the second also when it is a draft;
 * else NULL, and *reply says why. */
const struct evaluation *evaluation_to_change(struct request *request, struct change *change,
                                              struct reply *reply);
const struct evaluation *evaluation_to_write(struct request *request, struct change *change,
                                             struct reply *reply);
/* The log it stands on, its crisis' or its exercise's, as far as this person sees it; NULL. */
const struct crisis *evaluation_log(struct view *view, const struct evaluation *evaluation);
/* What its timeline is chosen from (timeline.c): the lines of that log, or the acts of its
 * period.  False: this person does not see them, or there are none. */
bool evaluation_lines(struct view *view, const struct evaluation *evaluation, struct crisis_cited_list *lines);
struct str evaluation_path(struct arena *arena, const struct evaluation *evaluation);
/* What a line of a timeline is called, and says besides its words: "2 Serious event". */
const char *line_label(struct str kind);
struct str line_became(struct arena *arena, struct str kind, struct str became);
const char *evaluation_step_words(struct str verb);
/* Its measure, when the reader sees it; NULL. */
const struct measure *finding_measure_of(const struct measure_list *list, const struct finding *finding);
/* How many of the lines are no longer what the log says under their numbers. */
size_t timeline_faults(const struct evaluation_line_list *lines, const struct crisis_cited_list *log);
struct str due_ground(struct arena *arena, const struct owed *owed);
const char *due_class(enum due_state state);
/* The whole of it as Markdown: what an edition is made of. */
struct str whole_markdown(struct view *view, const struct whole *whole);

struct reply evaluations_list(struct request *request, struct view *view);
struct reply dues_page(struct request *request, struct view *view);
struct reply waive_page(struct request *request, struct view *view);
struct reply waive_act(struct request *request, struct change *change);
struct reply evaluation_new(struct request *request, struct view *view);
struct reply evaluation_add_act(struct request *request, struct change *change);
struct reply evaluation_show(struct request *request, struct view *view);
struct reply evaluation_edit(struct request *request, struct view *view);
struct reply evaluation_change_act(struct request *request, struct change *change);
void *evaluation_load(struct request *request, struct view *view);
struct reply aspect_edit(struct request *request, struct view *view);
struct reply aspect_act(struct request *request, struct change *change);
void *aspect_load(struct request *request, struct view *view);
struct reply finding_new(struct request *request, struct view *view);
struct reply finding_add_act(struct request *request, struct change *change);
struct reply finding_edit(struct request *request, struct view *view);
struct reply finding_measure_page(struct request *request, struct view *view);
struct reply finding_decline_page(struct request *request, struct view *view);
struct reply finding_act(struct request *request, struct change *change);
void *finding_load(struct request *request, struct view *view);
struct reply finding_measure_act(struct request *request, struct change *change);
struct reply finding_decline_act(struct request *request, struct change *change);
struct reply timeline_page(struct request *request, struct view *view);
struct reply timeline_act(struct request *request, struct change *change);
struct reply review_act(struct request *request, struct change *change);
struct reply return_act(struct request *request, struct change *change);
struct reply adopt_act(struct request *request, struct change *change);
struct reply revise_act(struct request *request, struct change *change);
struct reply reader_act(struct request *request, struct change *change);
struct reply reader_end_act(struct request *request, struct change *change);
struct reply evaluation_edition_page(struct request *request, struct view *view);
struct reply summary_page(struct request *request, struct view *view);
struct reply evaluation_json(struct request *request, struct view *view, const struct whole *whole);
void evaluations_home(struct out *out, struct request *request, struct view *view);

/* ---- The demo city (demo.c, queries_demo.c) ------------------------------------------------- */

void evaluations_demo(struct store *store, int scale);
int64_t demo_unit_of(struct view *view, struct str code);
struct str demo_code_of(struct view *view, int64_t unit_id);
int64_t demo_director_of(struct view *view, int64_t unit_id);
struct exercise_list demo_exercises_held(struct view *view);
int64_t demo_crisis_of(struct view *view, struct str title);
/* The newest open event of a branch before a moment: the unit's own, else another's. */
int64_t demo_event_of(struct view *view, int64_t unit_id, struct str branch, struct instant before);
