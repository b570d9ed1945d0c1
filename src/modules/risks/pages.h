/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/pages.h - what the pages of this room show. */
#pragma once

#include "modules/events/events.h"
#include "modules/risks/inside.h"
#include "modules/submissions/submissions.h"

struct risks_page {                     /* what an address asks about */
	struct request *request;
	struct view *view;
	const struct unit *unit;        /* NULL: all */
	int year;
	bool may_write;                 /* at the unit */
};
struct risks_page risks_page_of(struct request *request, struct view *view);
/* 422: the form again, and nothing is changed.  `field` "": the words are about the whole. */
struct reply risks_refused(struct request *request, struct change *change, const char *field,
                           struct str words);

struct overview_row {
	const struct unit *unit;
	const struct rsa *rsa;          /* of the year; NULL not begun, or not to be seen yet */
	int64_t risks, prominent, untold;
	bool may_write;
};
LIST_OF(overview_row)

struct beside {                         /* what stands beside a risk (beside.c) */
	struct str types;               /* of events that are counted; "" none */
	bool hits;                      /* some commitment, also one that the reader may not see */
	int64_t this_year, last_year, twelve_months;    /* events, this year until today */
	struct str this_link, last_link;
};
LIST_OF(beside)
struct event_ask risk_event_ask(struct view *view, const struct risk *risk, struct date from, struct date to);
struct beside_list besides_of(struct view *view, const struct risk_list *risks);        /* of one analysis */

/* A risk with how it is judged, now and the year before. */
struct judged {
	const struct risk *risk;
	size_t nth;                     /* in the analysis, from 1: the number of its mark */
	const struct risk_revision *now, *before;       /* NULL: not assessed */
	const struct measure_tally *measures;
	const struct beside *beside;
	struct lint_list lint;
};
LIST_OF(judged)
struct judged_list rsa_judged(struct view *view, const struct rsa *rsa);

struct rsa_page {
	struct request *request;
	struct view *view;
	const struct rsa *rsa;
	const struct unit *unit;
	const struct scales *scales;
	struct judged_list risks;
	struct risk_list dropped;
	struct rsa_step_list steps;
	const struct rsa *next;         /* the version that follows; NULL */
	struct wanting_list wanting;
	bool may_write;                 /* and it is being worked on */
	bool may_follow;                /* and it is locked */
	bool may_extract;               /* make an open extract */
	bool may_learn;                 /* writes for the unit: what was said beside what happened */
	struct str submission;          /* its address; "" none that one may see */
};
struct rsa_page rsa_page_of(struct request *request, struct view *view, const struct rsa *rsa);

/* The form of the step that was refused is on the page, and tells what was wrong. */
bool rsa_form_is_shown(const struct rsa_page *page);
/* The first that nobody has assessed, or looked at again; NULL none. */
const struct risk *risk_waiting(const struct rsa_page *page);

struct risk_page {
	struct request *request;
	struct view *view;
	const struct risk *risk, *before;
	const struct rsa *rsa;
	const struct unit *unit;
	const struct scales *scales;
	const struct risk_revision *now;
	struct risk_consequence_list consequences;
	struct risk_revision_list history;
	struct risk_list years;
	struct lint_list lint;
	struct beside beside;
	bool may_write;
};

struct str step_name(const struct risk_step *step);     /* in the person's language; "" for NULL */
struct str step_anchor(const struct risk_step *step);
struct str step_example(const struct risk_step *step);
struct str method_name(const struct risk_method *method);
const char *rsa_state_class(int state);                 /* of .state */
int64_t consequence_of(const struct risk_consequence_list *list, struct str value);

struct str rsa_locked_words(struct arena *arena, const struct rsa *rsa);
struct risk_page risk_page_of(struct request *request, struct view *view, const struct risk *risk);
/* The analysis of a risk, where the person writes; NULL.  Whether it still may be is another matter. */
const struct rsa *rsa_written(struct view *view, const struct risk *risk);
/* How a changed risk is written down.  A decision stands in the history of the risk too. */
struct risk_saving {
	const char *verb;               /* of the decision; NULL: its words were changed */
	const char *told;               /* shown next */
	struct date until;
	struct str words;
};
/* Writes the judged record where the analysis may be written in; 404, 422 when it is locked. */
struct reply risk_write(struct request *request, struct change *change, const struct risk_saving *saving);
/* Writes a changed risk, whoever may: 412, history. */
struct reply risk_save(struct request *request, struct change *change, struct risk *risk,
                       const struct risk_saving *saving);
void treat_side(struct out *out, const struct risk_page *page); /* decisions, and their forms */
/* The form of the decision that was refused is on the page, and tells what was wrong. */
bool treat_form_is_shown(const struct risk_page *page);
struct str marks_words(struct arena *arena, const struct risk *risk);   /* "" no marks */
struct str decision_words(struct arena *arena, const struct risk_decision *decision);
void risk_links_facts(struct out *out, const struct risk_page *page);
struct lint_list lint_of(struct view *view, const struct judged *judged, const struct scales *scales);
struct str consequences_sent(struct request *request, const struct scales *scales, struct str text);
struct risk_revision revision_from(const struct risk_assess *a, const struct scales *scales,
                                   const struct risk_consequence_list *consequences);
const char *rsa_verb_words(struct str verb);            /* "" unknown */
struct str risk_grade(const struct risk *risk, struct str aspect);
/* Submits through the room submissions; "" well, else why not. */
struct str rsa_hand_in(struct change *change, struct rsa *rsa, struct str words);
struct str rsa_letter(struct view *view, const struct rsa *rsa);        /* Markdown, open */

size_t matrix_count(const struct judged_list *risks, int64_t probability, int64_t consequence);
struct html matrix_drawing(struct arena *arena, const struct rsa_page *page);
struct judged_list matrix_sorted(struct arena *arena, const struct judged_list *risks);

struct json_out;
struct out *json_start(struct request *request, struct json_out *json); /* and its object */
struct reply overview_json(struct request *request, const struct overview_row_list *rows, int year);
struct reply methods_json(struct request *request, const struct risk_method_list *methods);
struct reply matrix_json(struct request *request, const struct rsa_page *page,
                         const struct judged_list *sorted);

/* ---- The demo -------------------------------------------------------------------------------- */

struct rsa_people { int64_t writer, director; };        /* 0: nobody */
struct rsa_people rsa_people_of(struct view *view, int64_t unit_id);    /* as the system */
/* How far an analysis must have come whose submission stands so. */
int rsa_state_of_submission(struct view *view, int64_t unit_id, int year);
void rsa_go(struct change *change, struct rsa *rsa, const struct rsa_people *people, int until,
            struct date day);
