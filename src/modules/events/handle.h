/* SPDX-License-Identifier: EUPL-1.2 */
/* events/handle.h - the handler's one page, and what the acts behind it share. */
#pragma once

#include "modules/events/pieces.h"

struct clock_line {                     /* a clock or a proposed duty */
	const struct item *item;
	const struct event_clock *clock;        /* NULL: proposed, not begun */
	struct instant due;
	bool is_duty, is_late, is_at_once;
};
LIST_OF(clock_line)

struct event_page {
	struct request *request;
	struct view *view;
	const struct event *event;
	bool may_handle, may_coordinate, may_restrict;
	const struct answers *answers;          /* of a failed POST */
	const struct problems *problems;
	const struct form *failed;              /* the form that failed; NULL none of the record's */
	const char *failed_path;                /* route of the failed POST; "" none */
	struct event_step_list steps;
	struct event_photo_list photos;
	struct clock_line_list clocks;
	struct assessment_list assessments;
	struct event_check_list checks;
	struct event_need_list needs, reads;
	struct audit_row_list audits;
	struct block_list blocks;
	bool has_witness, is_followed;
	bool must_be_countersigned;
};

struct section {                        /* a section that is only fields of the record */
	const char *id, *title, *change, *button;       /* the last three N_() */
	const struct form *form;
	bool is_before;                 /* before the risk assessment */
};
extern const struct section sections[];         /* ends with id NULL */

/* May act on this event now; else *reply says why not. */
const struct event *event_for_act(struct request *request, struct change *change,
                                  enum permission need, struct reply *reply);
/* Back to a section of the page, where nothing of the record itself was changed. */
struct reply event_section_saved(struct request *request, const struct event *event,
                                 const char *section);
/* Adds a problem to the field when there is a personal number in its words. */
bool words_have_number(struct request *request, const char *field, struct str words);
/* What a section answers when it was saved, or was not. */
struct reply event_saved(struct request *request, struct change *change, enum updated updated,
                         struct event *now, const char *section);
bool event_must_be_countersigned(const struct event *event);

/* The view of a section's form: the person's own words only in the form that failed. */
struct form_view section_view(const struct event_page *page, const struct form *form,
                              const void *row);
bool section_failed(const struct event_page *page, const struct form *form);
bool path_failed(const struct event_page *page, const char *path);
struct str failed_answer(const struct event_page *page, const char *path, const char *name);
struct str page_problem(const struct event_page *page, const char *path, const char *name);
struct str event_path(const struct event_page *page, const char *piece);

/* For the page: pieces in words. */
struct str step_line(const struct event_page *page, const struct event_step *step);
struct str name_of(const struct event_page *page, int64_t person_id);
struct str audit_words(const struct event_page *page, const struct audit_row *row);
struct str severity_words(struct arena *arena, int64_t severity);
const char *state_class(int state);
bool check_is_ticked(const struct event_page *page, struct str checklist, int64_t place);
bool transition_is_open(const struct event_page *page, const struct transition *transition);
/* Does a person answer for it, and has nobody yet?  The others end with the event's states. */
bool clock_wants_answer(const struct clock_line *line);
/* A nought nobody wrote is no fact. */
bool fact_is_given(const struct field *field, const struct event *event);
bool has_checklists(const struct event_page *page);
bool checklist_is_first(const struct event_page *page, size_t line);
bool block_failed(const struct event_page *page, struct str block);
struct str zone_words(struct arena *arena, int64_t probability, int64_t consequence);
int zone_level(int64_t probability, int64_t consequence);
