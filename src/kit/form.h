/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/form.h - a record as a form; reading and judging what came back.
 *
 * The same judgement serves the browser's form, a JSON body and a line of CSV: each becomes
 * answers (names and the person's own words), and form_judge() turns answers into members or
 * problems.  Nothing of the record is changed when there is a problem.
 */
#pragma once

#include "base/out.h"
#include "kit/record.h"
#include "http/request.h"

enum { MOST_PROBLEMS = 60 };

struct problem {
	const char *field;              /* name of the field; "" for the whole */
	struct str words;               /* in the person's language, a full sentence */
};
struct problems {
	struct arena *arena;
	size_t count;
	struct problem at[MOST_PROBLEMS];
};
void problem_add(struct problems *problems, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
struct str problem_for(const struct problems *problems, const char *field);     /* "" */

struct answers {
	size_t count;
	const struct pair *at;
};
struct str answer_get(const struct answers *answers, const char *name);  /* "" */
bool answer_has(const struct answers *answers, const char *name);

struct form {
	const struct record *record;
	const char *const *fields;      /* names, NULL last; FIELDS("title", "kind") */
	/* May add problems that concern several fields, and fill in what follows from others.
	 * `row` is the judged record; runs only when the fields were fine one by one. */
	void (*judge)(struct view *view, void *row, struct problems *problems);
	/* May what is typed be kept before it is sent?  `key` is the first parameter of the address.
	 * NULL: yes, unless there is a personal number in it. */
	bool (*may_keep)(struct view *view, struct str key, const struct answers *answers);
};
#define FIELDS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* Reads the form's fields from the answers into row (which may hold an existing record:
 * fields not in the answers stay, except yesno when the answers came from a browser).
 * Unknown names are a problem unless `is_browser`.  True when there is no problem. */
bool form_judge(const struct form *form, struct view *view, const struct answers *answers,
                bool is_browser, void *row, struct problems *problems);
/* One field on its own; *row gets the member. */
void field_judge(const struct field *field, struct view *view, struct str answer, void *row,
                 struct problems *problems);
/* JSON body -> answers: numbers, booleans and strings become text, lists of strings become
 * words with spaces between, null the empty text; objects go through as JSON text. */
bool answers_of_json(struct arena *arena, struct str body, struct answers *answers, struct str *problem);

/* What a form shows: the person's own words if any, else the record's. */
struct form_view {
	const struct form *form;
	struct view *view;
	struct request *request;
	const void *row;                /* NULL: empty */
	const struct answers *answers;  /* NULL: the row's */
	const struct problems *problems;        /* NULL: none */
	const char *id_before;          /* several such forms on a page: ids begin with this; NULL */
};
struct form_view form_view_of(struct request *request, struct view *view, const struct form *form,
                              const void *row);         /* takes answers and problems of a failed POST */
/* <form method=post> with CSRF token, idempotency key and version; and its end.  `confirm`
 * may be NULL; multipart when the form takes files. */
void form_begin(struct out *out, struct form_view *view, struct str action, bool has_files);
void form_end(struct out *out);
void form_problems(struct out *out, struct form_view *view);    /* the summary on top */
void form_field(struct out *out, struct form_view *view, const char *name);     /* label, help, control, problem */
void form_all(struct out *out, struct form_view *view);         /* summary and every field */
void form_buttons(struct out *out, const char *primary, struct str cancel_path);
/* All of it: begin, every field, the buttons, end. */
void form_whole(struct out *out, struct form_view *view, struct str action, const char *primary,
                struct str cancel_path);
/* What stands between is folded away under its label. */
void fold_begin(struct out *out, const char *label, bool is_open);
void fold_end(struct out *out);
/* The hidden fields of a form whose words are kept while they are typed, and the offer of
 * what was kept before.  `form` tells it from all others: its address, and a word more where
 * several forms have one address.  form_begin() has it; not for forms that a stranger fills
 * in, nor for secrets. */
void form_keep(struct out *out, struct request *request, struct view *view, struct str form);
/* Controls outside a record's form (filters, single buttons). */
void form_token(struct out *out, struct request *request);      /* hidden CSRF + idempotency fields */
void control_select_code(struct out *out, const char *name, const char *list, struct str chosen,
                         const char *empty_label);
void control_select_choice(struct out *out, const char *name, const struct choice *choices, int chosen,
                           const char *empty_label);
void control_select_ref(struct out *out, struct view *view, const char *name, const char *reference,
                        int64_t chosen, const char *empty_label);
