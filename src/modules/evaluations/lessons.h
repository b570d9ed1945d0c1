/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/lessons.h - lessons, for the files of this room. */
#pragma once

#include "modules/evaluations/inside.h"

enum { LESSON_TIMES = 3 };              /* "the last three times we said we would ..." */

/* ---- Records ------------------------------------------------------------------------------ */

#define SHARED_LESSON_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(number,        text,  N_("Number of the lesson"), .is_own = true) \
	F(evaluation_id, ref,   N_("Evaluation"), .is_own = true, .is_hidden = true) \
	F(finding_id,    ref,   N_("Finding"), .is_own = true, .is_hidden = true) \
	F(unit_id,       ref,   N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(words,         text,  N_("The lesson"), .required = true, .longest = 300, \
	                 .help = N_("One sentence that a colleague understands without the evaluation. No names, nothing secret.")) \
	F(types,         codes, N_("Kinds of event"), .list = "event/types", .required = true, \
	                 .help = N_("It comes back when one of these happens. A group is all that stands in it.")) \
	F(functions,     codes, N_("Functions"), .list = "crisis/functions") \
	F(unit_kind,     code,  N_("Kind of unit"), .list = "unit_kinds", \
	                 .help = N_("Empty: it concerns every kind.")) \
	F(reach,         code,  N_("Who reads it"), .list = "evaluations/reaches", .required = true) \
	F(reason,        prose, N_("Why it may be shared"), .required = true, .longest = 500, \
	                 .help = N_("Your name stands beside it: you have seen that nothing in the words is secret.")) \
	F(shared_by,     ref,   N_("Shared by"), .refers_to = "person", .is_own = true) \
	F(shared_name,   text,  N_("Shared by, as named then"), .is_own = true, .is_personal = true) \
	F(shared_at,     instant, N_("Shared"), .is_own = true) \
	F(withdrawn_by,  ref,   N_("Withdrawn by"), .refers_to = "person", .is_own = true) \
	F(withdrawn_at,  instant, N_("Withdrawn"), .is_own = true) \
	F(withdrawn_reason, prose, N_("Why withdrawn"), .is_own = true) \
	F(version,       count, N_("Version"), .is_own = true)
struct shared_lesson { SHARED_LESSON_FIELDS(AS_MEMBER) };
extern const struct record shared_lesson_record;

/* One as it is read, with what became of it. */
#define LESSON_FIELDS(F) \
	F(id,            key,    N_("Number"), .is_hidden = true) \
	F(number,        text,   N_("Number"), ) \
	F(words,         text,   N_("The lesson"), ) \
	F(types,         codes,  N_("Kinds of event"), .list = "event/types") \
	F(functions,     codes,  N_("Functions"), .list = "crisis/functions") \
	F(unit_kind,     code,   N_("Kind of unit"), .list = "unit_kinds") \
	F(unit_id,       ref,    N_("Unit"), .refers_to = "unit") \
	F(reach,         code,   N_("Who reads it"), .list = "evaluations/reaches") \
	F(learnt_at,     instant, N_("Learnt"), ) \
	F(answer,        choice, N_("What became of it"), CHOICES(finding_answers)) \
	F(measure_state, choice, N_("State of the measure"), CHOICES(measure_states)) \
	F(due_on,        date,   N_("Due"), ) \
	F(effect,        code,   N_("Effect"), .list = "measure_effects") \
	F(measure_number, text,  N_("Measure"), ) \
	F(evaluation_id, ref,    N_("Evaluation"), .is_hidden = true) \
	F(finding_id,    ref,    N_("Finding"), .is_hidden = true) \
	F(evaluation_number, text, N_("Evaluation"), ) \
	F(shared_name,   text,   N_("Shared by"), .is_personal = true) \
	F(shared_at,     instant, N_("Shared"), ) \
	F(reason,        prose,  N_("Why it may be shared"), ) \
	F(withdrawn_at,  instant, N_("Withdrawn"), ) \
	F(withdrawn_reason, prose, N_("Why withdrawn"), ) \
	F(version,       count,  N_("Version"), )
struct lesson { LESSON_FIELDS(AS_MEMBER) };
LIST_OF(lesson)
enum { LESSON_FIELD_COUNT = 23 };
extern const struct field lesson_fields[];
extern const struct record lesson_record;

#define TOPIC_FIELDS(F) \
	F(type, code, N_("Kind of event"), .list = "event/types", .required = true, \
	  .help = N_("As far as you know now. What was learnt when that happened before stands in the room then."))
struct topic { TOPIC_FIELDS(AS_MEMBER) };
extern const struct form lesson_share_form, topic_form;

/* ---- Rules (rules_lessons.c): pure ----------------------------------------------------------- */

/* How near two kinds of event are, by the tree of the list: the same, one within the other. */
enum kinship { KINSHIP_none, KINSHIP_within, KINSHIP_same };
enum kinship types_kinship(struct str one, struct str other);   /* codes with spaces */
bool functions_share(struct str one, struct str other);

/* What became of a lesson. */
enum lesson_state { LESSON_open, LESSON_late, LESSON_done, LESSON_stopped, LESSON_declined };
enum lesson_state lesson_state_of(const struct lesson *lesson, struct date today);
const char *lesson_state_words(enum lesson_state state);        /* N_() */
const char *lesson_state_class(enum lesson_state state);
/* When it is recommended again: a question for people. */
const char *lesson_question(enum lesson_state state);           /* N_() */

/* Those of the latest `times` evaluations of the same kind, the nearest kind and then the
 * newest first; those of one evaluation stand together. */
struct lesson_list lessons_last_times(struct arena *arena, const struct lesson_list *all,
                                      struct str types, size_t times);
/* Those of the same kind and function that are older: it has been recommended before. */
struct lesson_list lessons_before(struct arena *arena, const struct lesson_list *all, struct str types,
                                  struct str functions, struct instant before);
struct recurrence { const struct lesson *now, *before; enum lesson_state state; };
LIST_OF(recurrence)
struct recurrence_list recurrences_all(struct arena *arena, const struct lesson_list *all, struct date today);

enum lesson_obstacle { LESSON_FREE, LESSON_NOT_ADOPTED, LESSON_UNANSWERED, LESSON_RESTRICTED, LESSON_SHARED };
enum lesson_obstacle lesson_obstacle(const struct evaluation *evaluation, const struct finding *finding,
                                     bool is_by_event, bool is_shared);

/* ---- Queries (queries_lessons.c) ---------------------------------------------------------------- */

extern const struct table lessons_table;
void lessons_query(struct request *request, struct view *view, struct query *query);
struct lesson_list lessons_all(struct view *view);              /* that are not withdrawn, newest first */
struct lesson_list lessons_of_evaluation(struct view *view, int64_t evaluation_id);     /* all of them */
const struct lesson *lesson_of_number(struct view *view, struct str number);
const struct lesson *lesson_of_finding(struct view *view, int64_t finding_id);  /* NULL */
const struct shared_lesson *lesson_row_get(struct view *view, int64_t id);
void lesson_add(struct change *change, struct shared_lesson *lesson);
struct str topic_of(struct view *view, int64_t crisis_id);      /* all that has been said; "" */
void topic_put(struct change *change, int64_t crisis_id, struct str types, struct str name);

/* ---- Pages ------------------------------------------------------------------------------------------- */

struct reply lessons_page(struct request *request, struct view *view);
struct reply lesson_page(struct request *request, struct view *view);
struct reply lesson_withdraw_act(struct request *request, struct change *change);
struct reply lesson_new(struct request *request, struct view *view);
struct reply lesson_add_act(struct request *request, struct change *change);
struct reply topic_page(struct request *request, struct view *view);
struct reply topic_act(struct request *request, struct change *change);

/* ---- What they prove (evidence.c, queries_proof.c) ------------------------------------------- */

#define PROVEN_FIELDS(F) \
	F(crisis_id,   key,     "", ) \
	F(exercise_id, key,     "", ) \
	F(period_id,   key,     "", ) \
	F(closed_at,   instant, "", ) \
	F(held_on,     date,    "", ) \
	F(unit_id,     ref,     "", ) \
	F(owed_by,     ref,     "", ) \
	F(kind,        text,    "", ) \
	F(became,      text,    "", )
/* unit_id: whose duty; owed_by: who evaluates; kind: what was judged, or of the exercise */
struct proven { PROVEN_FIELDS(AS_MEMBER) };
LIST_OF(proven)
#define PROVEN_LESSON_FIELDS(F) \
	F(id,            key,     "", ) \
	F(unit_id,       ref,     "", ) \
	F(shared_at,     instant, "", ) \
	F(answer,        choice,  "", CHOICES(finding_answers)) \
	F(answered_at,   instant, "", ) \
	F(measure_state, choice,  "", CHOICES(measure_states)) \
	F(due_on,        date,    "", )
struct proven_lesson { PROVEN_LESSON_FIELDS(AS_MEMBER) };
LIST_OF(proven_lesson)
struct proven_list proven_of_units(struct view *view, int64_t unit_id);
struct proven_list proven_of_exercises(struct view *view, int64_t unit_id);
struct proven_list proven_of_city(struct view *view, int64_t unit_id);
struct proven_list proven_waived(struct view *view);
struct answered_list proven_answers(struct view *view);
struct evaluation_list evaluations_proving(struct view *view, const struct evidence_ask *ask);
struct proven_lesson_list proven_lessons(struct view *view, int64_t unit_id);
struct lesson_list lessons_of_unit(struct view *view, int64_t unit_id);
extern const struct evidence_source evaluations_evidence[];
extern const struct wheel_source evaluations_wheel[];
