/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/inside.h - what the files of this room share: its records and their queries. */
#pragma once

#include "base/out.h"
#include "kit/import.h"
#include "kit/reference.h"
#include "kit/setting.h"
#include "modules/surveys/surveys.h"

enum { SURVEYS_JSON_LONGEST = 8 << 20 };

/* A round with weights that proves something from the day it was computed. */
struct survey_proof { int64_t unit_id; struct date asked_to; struct instant made_at; };
LIST_OF(survey_proof)
struct evidence_ask;
struct survey_proof_list surveys_proving(struct view *view, const struct evidence_ask *ask);
struct evidence_record_list surveys_behind(struct view *view, const struct evidence_ask *ask);
extern const struct evidence_source surveys_evidence[];

/* ---- Records (model.c) ------------------------------------------------------------------ */

#define SURVEY_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(name,       text,  N_("Survey"), .required = true, .longest = 120) \
	F(kind,       code,  N_("Kind"), .required = true, .list = "surveys/kinds") \
	F(run_by,     text,  N_("Who runs it"), .required = true, .longest = 160) \
	F(licence,    text,  N_("Licence"), .required = true, .longest = 300, \
	              .help = N_("By which terms the answers are handed over and the figures may be used.")) \
	F(method,     prose, N_("Method"), .required = true, .longest = 4000, \
	              .help = N_("Who was asked and how they were drawn, in your own words.")) \
	F(created_by, ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Registered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct security_survey { SURVEY_FIELDS(AS_MEMBER) };
LIST_OF(security_survey)
extern const struct record security_survey_record;
extern const struct form security_survey_form;

#define QUESTION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(survey_id,  ref,   N_("Survey"), .is_own = true, .is_hidden = true) \
	F(code,       text,  N_("Column in the files"), .required = true, .longest = 30, \
	              .help = N_("Small letters, digits and _. Another wording has a column of its own.")) \
	F(subject,    text,  N_("What it is about"), .required = true, .longest = 120, \
	              .help = N_("The same for all wordings of it: Safe outdoors in the evening.")) \
	F(wording,    prose, N_("Exact wording"), .required = true, .longest = 1000) \
	F(answers,    text,  N_("Possible answers"), .required = true, .longest = 200, \
	              .help = N_("As they are written in the file, with spaces between: 1 2 3 4.")) \
	F(safe,       text,  N_("Answers that count as safe"), .required = true, .longest = 200) \
	F(not_counted, text, N_("Answers that are not counted"), .longest = 200, \
	              .help = N_("Such as “do not know”: counted as no answer.")) \
	F(created_by, ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Registered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct asked_question { QUESTION_FIELDS(AS_MEMBER) };
LIST_OF(asked_question)
extern const struct record asked_question_record;
extern const struct form asked_question_form;

#define ROUND_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(survey_id,  ref,   N_("Survey"), .is_own = true, .is_hidden = true) \
	F(name,       text,  N_("Round"), .required = true, .longest = 40, .help = N_("Such as its year.")) \
	F(asked_from, date,  N_("Asked from"), .required = true) \
	F(asked_to,   date,  N_("Asked to"), .required = true) \
	F(mode,       code,  N_("How people were asked"), .required = true, .list = "surveys/modes") \
	F(invited,    count, N_("How many were asked"), .most = 10000000) \
	F(group_columns, text, N_("Columns with groups"), .longest = 120, \
	              .help = N_("Columns whose groups are known of all people, with spaces between: sex age.")) \
	F(is_break,   yesno, N_("The series is broken here"), \
	              .help = N_("People were drawn or asked in another way, so it cannot be compared with the round before.")) \
	F(break_reason, prose, N_("Why the series is broken"), .longest = 1000) \
	F(created_by, ref,   N_("Registered by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Registered"), .is_own = true) \
	F(version,    count, N_("Version"), .is_own = true)
struct asked_round { ROUND_FIELDS(AS_MEMBER) };
LIST_OF(asked_round)
extern const struct record asked_round_record;
extern const struct form asked_round_form;

enum file_kind { FILE_none, FILE_answers, FILE_people };
extern const struct choice round_file_kinds[];
#define FILE_FIELDS(F) \
	F(id,         key,    N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,   N_("Identity"), .is_own = true) \
	F(round_id,   ref,    N_("Round"), .is_own = true, .is_hidden = true) \
	F(kind,       choice, N_("What the file holds"), CHOICES(round_file_kinds), .is_own = true) \
	F(file_name,  text,   N_("File"), .is_own = true) \
	F(rows_count, count,  N_("Rows"), .is_own = true) \
	F(import_id,  ref,    N_("Import"), .is_own = true, .is_hidden = true) \
	F(read_by,    ref,    N_("Read in by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(read_name,  text,   N_("Read in by"), .is_own = true) \
	F(read_at,    instant, N_("Read in"), .is_own = true) \
	F(erased_at,  instant, N_("Erased"), .is_own = true)
struct round_file { FILE_FIELDS(AS_MEMBER) };
LIST_OF(round_file)
extern const struct record round_file_record;

#define RUN_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), ) \
	F(round_id,     ref,   N_("Round"), .is_hidden = true) \
	F(file_id,      ref,   N_("File"), .is_hidden = true) \
	F(number,       count, N_("Computed, no."), ) \
	F(data_through, date,  N_("Answers up to"), ) \
	F(method,       text,  N_("Method"), ) \
	F(level,        real,  N_("Limits hold so often"), ) \
	F(is_weighted,  yesno, N_("Answers have weights"), ) \
	F(answers,      count, N_("Answers"), ) \
	F(margins,      text,  N_("Groups that were known"), ) \
	F(weights_cut,  count, N_("Weights that were cut"), ) \
	F(weight_median, real, N_("Weight in the middle"), ) \
	F(weight_most,  real,  N_("Greatest weight"), ) \
	F(made_by,      ref,   N_("Computed by"), .refers_to = "person", .is_hidden = true) \
	F(made_name,    text,  N_("Computed by"), ) \
	F(made_at,      instant, N_("Computed"), )
struct round_run { RUN_FIELDS(AS_MEMBER) };
LIST_OF(round_run)
extern const struct record round_run_record;

/* How a number is told.  beside: so that those that are few cannot be worked out. */
enum telling { TELLING_none, TELLING_told, TELLING_few, TELLING_unsure, TELLING_beside };
extern const struct choice tellings[];
#define RESULT_FIELDS(F) \
	F(id,           key,    N_("Number"), .is_hidden = true) \
	F(run_id,       ref,    N_("Computed"), .is_hidden = true) \
	F(question_id,  ref,    N_("Question"), .is_hidden = true) \
	F(area_id,      ref,    N_("Area"), .is_hidden = true) \
	F(area_kind,    code,   N_("Level"), .list = "area_kinds") \
	F(telling,      choice, N_("How it is told"), CHOICES(tellings)) \
	F(answers,      count,  N_("Answers"), ) \
	F(not_answered, count,  N_("No answer to the question"), ) \
	F(share,        real,   N_("Share that feels safe"), ) \
	F(error,        real,   N_("Error"), ) \
	F(low,          real,   N_("Lower limit"), ) \
	F(high,         real,   N_("Upper limit"), ) \
	F(effect,       real,   N_("Design effect"), ) \
	F(has_small,    yesno,  N_("Put together with areas like it"), ) \
	F(small,        real,   N_("Share, with areas like it"), ) \
	F(small_low,    real,   N_("Its lower limit"), ) \
	F(small_high,   real,   N_("Its upper limit"), ) \
	F(small_error,  real,   N_("Its error, on the scale of arcs"), ) \
	F(own,          real,   N_("How much own answers count"), ) \
	F(leans_before, yesno,  N_("Leans on the round before"), ) \
	F(rank_low,     count,  N_("First place it may have"), ) \
	F(rank_high,    count,  N_("Last place it may have"), ) \
	F(ranked,       count,  N_("Areas in the order"), )
struct round_result { RESULT_FIELDS(AS_MEMBER) };
LIST_OF(round_result)
extern const struct record round_result_record;

/* An area of the map, as the room needs it; above_id 0: nothing but the city is above. */
struct survey_area { int64_t id, above_id; struct str code, above_code, kind, name; };
LIST_OF(survey_area)

bool answer_words_are_fine(struct arena *arena, struct str words, struct str *trimmed);     /* "1 2", no word twice */
bool code_is_fine(struct str code);     /* a heading that a question or a group may have */

/* ---- Queries (queries.c) ------------------------------------------------------------------ */

bool survey_may_write(struct view *view);
struct security_survey_list surveys_all(struct view *view);
const struct security_survey *survey_get(struct view *view, struct str public_id);
bool survey_name_is_free(struct view *view, struct str name, int64_t but_id);
struct asked_question_list asked_questions_of(struct view *view, int64_t survey_id);
const struct asked_question *asked_question_get(struct view *view, int64_t survey_id, struct str public_id);
bool question_is_computed(struct view *view, int64_t question_id);
struct asked_round_list asked_rounds_of(struct view *view, int64_t survey_id);        /* the newest first */
const struct asked_round *asked_round_get(struct view *view, int64_t survey_id, struct str public_id);
/* The newest file of a kind that is not erased; NULL none. */
const struct round_file *round_file_now(struct view *view, int64_t round_id, enum file_kind kind);
struct round_file_list round_files(struct view *view, int64_t round_id);        /* the newest first */
struct survey_area_list survey_areas(struct view *view, struct date on);

/* ---- What was computed (queries_made.c) --------------------------------------------------- */

struct round_run_list runs_of(struct view *view, int64_t round_id);     /* the newest first */
const struct round_run *run_newest(struct view *view, int64_t round_id);        /* NULL */
struct round_result_list round_results_of(struct view *view, int64_t run_id);
/* The round of the survey before this one that has been computed; NULL. */
const struct asked_round *round_before(struct view *view, const struct asked_round *round);
/* The newest round after `before`, up to this one, where the series is broken, computed or not; NULL:
 * it is whole, and the two may be compared. */
const struct asked_round *round_broken(struct view *view, const struct asked_round *before, const struct asked_round *round);
/* As the system. */
struct str round_content(struct view *system, int64_t file_id);
const struct asked_round *round_of(struct view *system, int64_t id);
int64_t answers_put(struct change *change, struct round_file *file, struct str content);       /* its number */
int64_t answers_erase(struct change *change, int64_t round_id, enum file_kind kind);
int64_t answers_undo(struct change *change, int64_t import_id);
/* Erases answers that were first computed before that moment; those that never were, when they
 * were read in before it. */
int64_t answers_erase_old(struct change *change, struct instant before);
bool answers_are_old(struct view *system, struct instant before);
