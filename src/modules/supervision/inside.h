/* SPDX-License-Identifier: EUPL-1.2 */
/* supervision/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "kit/catalogue.h"
#include "kit/table.h"
#include "modules/supervision/supervision.h"

#define SUPERVISION_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(unit_id,   ref,  N_("Unit"), .required = true, .refers_to = "unit") \
	F(place_id,  ref,  N_("Place"), .refers_to = "place") \
	F(authority, code, N_("Authority"), .required = true, .list = "supervision/authorities") \
	F(reference, text, N_("The authority's number"), .longest = 60) \
	F(title,     text, N_("What was looked at"), .required = true, .longest = 160) \
	F(visited_on, date, N_("Day of the visit"), ) \
	F(received_on, date, N_("Received"), .required = true) \
	F(answer_due, date, N_("Answer by"), .help = N_("Empty when no answer is asked for.")) \
	F(answered_on, date, N_("Answered"), .is_own = true) \
	F(answer_words, prose, N_("What was answered"), .is_own = true) \
	F(is_secret, yesno, N_("Under secrecy: seen only by those who keep the opinions of the unit"), ) \
	F(words,     prose, N_("What the authority says"), .longest = 4000, \
	             .help = N_("In short. No names of people.")) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct supervision { SUPERVISION_FIELDS(AS_MEMBER) };
LIST_OF(supervision)

enum deficiency_state { DEFICIENCY_none, DEFICIENCY_open, DEFICIENCY_closed };
extern const struct choice deficiency_states[];
#define DEFICIENCY_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(number,    text, N_("Number"), .is_own = true) \
	F(supervision_id, ref, N_("Opinion of an authority"), .is_own = true, .is_hidden = true) \
	F(words,     prose, N_("What is to be mended"), .required = true, .longest = 1000) \
	F(due_on,    date, N_("To be mended by"), .required = true) \
	F(state,     choice, N_("State"), CHOICES(deficiency_states), .is_own = true) \
	F(closed_on, date, N_("Mended"), .is_own = true) \
	F(closed_by, ref,  N_("Closed by"), .refers_to = "person", .is_own = true) \
	F(closed_words, prose, N_("What was done"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct deficiency { DEFICIENCY_FIELDS(AS_MEMBER) };
LIST_OF(deficiency)

#define DEFICIENCY_CLOSE_FIELDS(F) \
	F(closed_words, prose, N_("What was done"), .required = true, .longest = 1000) \
	F(version, count, N_("Version"), .is_own = true)
struct deficiency_close { DEFICIENCY_CLOSE_FIELDS(AS_MEMBER) };

#define SUPERVISION_ANSWER_FIELDS(F) \
	F(answered_on, date, N_("Answered"), .required = true) \
	F(answer_words, prose, N_("What was answered"), .required = true, .longest = 2000) \
	F(version, count, N_("Version"), .is_own = true)
struct supervision_answer { SUPERVISION_ANSWER_FIELDS(AS_MEMBER) };

extern const struct record supervision_record, deficiency_record, deficiency_close_record,
	supervision_answer_record;
extern const struct form supervision_form, supervision_answer_form, deficiency_form,
	deficiency_close_form;

/* An answer was asked for, its day has passed, and nobody has answered. */
bool supervision_is_late(const struct supervision *supervision, struct date today);

/* queries.c */
bool supervision_may_write(struct view *view, int64_t unit_id);
const struct supervision *supervision_of_number(struct view *view, struct str number);
const struct supervision *supervision_of_id(struct view *view, int64_t id);
bool supervision_is_there(struct view *view, const struct supervision *supervision);
int64_t supervision_add(struct change *change, struct supervision *supervision);
const struct deficiency *deficiency_of_number(struct view *view, struct str number);
struct deficiency_list deficiencies_of(struct view *view, int64_t supervision_id);
int64_t deficiency_add(struct change *change, struct deficiency *deficiency);
extern const struct table supervisions_table;
void supervisions_query(struct request *request, struct view *view, struct query *query);
struct wheel_ask;
struct supervision_list supervisions_due(struct view *view, const struct wheel_ask *ask);

extern const struct route supervision_routes[];
extern const struct wheel_source supervision_wheel[];
void supervision_demo(struct store *store, int scale);
