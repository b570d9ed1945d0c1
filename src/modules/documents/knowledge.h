/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/knowledge.h - what people know of a document: three questions a year.
 *
 * A topic (catalogue knowledge_topics) rests on documents; the questions belong to a version
 * of one.  A person is asked about the version in force that concerns the unit where that
 * person works: the nearest one, if there are several.
 *
 * Nobody can be told from the answers.  They are added to sums per board, role and year the
 * moment they are given; that a person has answered is a keyed digest, kept apart and without
 * time or order.  Sums of fewer than FEWEST_ANSWERS persons are never shown, nor can they be
 * had by taking shown sums from each other.  (Who counts each day and subtracts yesterday may
 * still see what one more answer did: that is said in the guide.)
 */
#pragma once

#include "modules/documents/inside.h"

enum { CHECK_QUESTIONS = 3, MOST_ALTERNATIVES = 4, FEWEST_ANSWERS = 5 };

#define QUESTION_FIELDS(F) \
	F(id,         key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,  text,  N_("Identity"), .is_own = true) \
	F(version_id, ref,   N_("Version"), .is_own = true, .is_hidden = true) \
	F(place,      count, N_("Order"), .most = 1000) \
	F(roles,      codes, N_("Only for these roles"), .list = "roles") \
	F(text_sv,    text,  N_("Question in Swedish"), .required = true, .longest = 300) \
	F(text_en,    text,  N_("Question in English"), .required = true, .longest = 300) \
	F(a_sv,       text,  N_("Answer A in Swedish"), .required = true) \
	F(a_en,       text,  N_("Answer A in English"), .required = true) \
	F(b_sv,       text,  N_("Answer B in Swedish"), .required = true) \
	F(b_en,       text,  N_("Answer B in English"), .required = true) \
	F(c_sv,       text,  N_("Answer C in Swedish"), ) \
	F(c_en,       text,  N_("Answer C in English"), ) \
	F(d_sv,       text,  N_("Answer D in Swedish"), ) \
	F(d_en,       text,  N_("Answer D in English"), ) \
	F(answer,     choice, N_("Which answer is right"), .required = true, CHOICES(answer_choices)) \
	F(why_sv,     prose, N_("Why, in Swedish"), .required = true, .longest = 600) \
	F(why_en,     prose, N_("Why, in English"), .required = true, .longest = 600) \
	F(is_retired, yesno, N_("No longer asked"), .is_own = true) \
	F(created_by, ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,    count, N_("Edition"), .is_own = true)
struct knowledge_question { QUESTION_FIELDS(AS_MEMBER) };
LIST_OF(knowledge_question)
extern const struct choice answer_choices[];    /* "", a, b, c, d */
extern const struct record knowledge_question_record;
extern const struct form question_form;

struct str knowledge_text(const struct knowledge_question *question);
struct str knowledge_why(const struct knowledge_question *question);
struct str knowledge_answer(const struct knowledge_question *question, int answer);  /* 1..4; "" none */

/* ---- Rules (rules_knowledge.c) ------------------------------------------------------------ */

/* Which of `count` questions are asked a year: three in a row, further on each year.  Answers
 * how many; fewer than three questions are no check. */
size_t check_pick(size_t count, int year, size_t picked[CHECK_QUESTIONS]);
bool question_is_for(const struct knowledge_question *question, struct str role);

/* A sum of persons on its way to a page. */
struct known_sum {
	int64_t id;                     /* unit; 0 a role, or sums that were put together */
	struct str label;
	int64_t asked, answered, passed;
	bool is_received;
	int64_t parts;                  /* how many sums were put together; 0 itself */
};
LIST_OF(known_sum)
bool sum_is_small(const struct known_sum *sum);
/* Small sums put together until they are five or more, so that none can be had by taking the
 * shown ones from their whole.  What is left over is the last one; it may still be small, and
 * then it is all there is. */
struct known_sum_list sums_guard(struct arena *arena, struct known_sum_list sums);
/* The whole of many units.  False: it may not be shown, for what the small ones have together
 * would be had by taking the others from it. */
bool sums_total(const struct known_sum_list *sums, struct known_sum *total);
/* Is it known: received, and enough of the asked have shown it? */
bool sum_is_known(const struct known_sum *sum, int64_t share);
/* Passed of asked, in percent, rounded down: who has not answered is not known to know. */
int64_t known_percent(const struct known_sum *sum);

/* ---- Queries (queries_knowledge.c) ---------------------------------------------------------- */

/* The version in force of a topic that concerns a unit; NULL none. */
const struct document_version *topic_version(struct view *view, struct str topic, int64_t unit_id);
struct knowledge_question_list questions_of(struct view *view, int64_t version_id);     /* also retired */
const struct knowledge_question *knowledge_question_get(struct view *view, struct str public_id);
/* The role in which a person is asked of a topic; "" when it does not concern him. */
struct str topic_role(struct view *view, const struct item *topic);
/* The questions of this year for the person; count 0: none are written. */
struct knowledge_question_list check_questions(struct view *view, int64_t version_id, struct str role,
                                               int year);
bool check_is_done(struct view *view, int64_t version_id, int year);
void check_keep(struct change *change, const struct document_version *version, struct str role, int year,
                bool has_passed, const struct knowledge_question_list *questions, const int *answers);
/* Sums per board of a topic, for the versions in force. */
struct known_sum_list topic_sums(struct view *view, const struct item *topic, int year);
struct known_sum_list topic_roles(struct view *view, const struct item *topic, int64_t unit_id, int year);
int64_t check_board(struct view *view, int64_t person_unit_id);

struct reply knowledge_show(struct request *request, struct view *view);
struct reply knowledge_results(struct request *request, struct view *view);
struct reply check_show(struct request *request, struct view *view);
struct reply check_act(struct request *request, struct change *change);
struct reply questions_show(struct request *request, struct view *view);
struct reply question_add_act(struct request *request, struct change *change);
struct reply question_retire_act(struct request *request, struct change *change);
struct reply questions_carry_act(struct request *request, struct change *change);
/* A check of this year that waits for the person; NULL none. */
const struct item *check_waiting(struct request *request, struct view *view);

struct own_check {                      /* a topic as it concerns the person */
	const struct item *topic;
	struct str role;                /* "": it does not */
	const struct document *document;
	const struct document_version *version;         /* NULL: nothing is in force */
	struct knowledge_question_list questions;
	bool is_done;
};
struct own_check own_check_of(struct request *request, struct view *view, const struct item *topic);
