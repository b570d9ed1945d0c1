/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/route.h - the route table and the dispatcher, the only caller of handlers.
 *
 * A .show handler gets a view and cannot write; an .act handler gets a change.  The gate
 * (session, permission, origin, CSRF token, rate, idempotency key) stands in route_answer()
 * and nowhere else.  The same routes answer under /api/v1/... with JSON: replies made by
 * reply_record() and table_reply() have both faces.
 */
#pragma once

#include "http/reply.h"
#include "kit/access.h"
#include "kit/form.h"

#define GET METHOD_GET
#define POST METHOD_POST

struct route {
	enum method method;
	const char *path;               /* "/events/:id"; names with ":" are keys */
	enum permission need;           /* NOBODY unless said */
	struct reply (*show)(struct request *request, struct view *view);
	struct reply (*act)(struct request *request, struct change *change);
	/* Signing in and out: before there is a person who could change anything.  Behind the
	 * gate as .act is; only for the kit. */
	struct reply (*outside)(struct request *request, struct store *store);
	const struct form *form;        /* act: judged before the handler runs */
	/* act on an existing record: finds it (NULL: 404); a copy is judged upon.  The answer's
	 * `version` field is compared by the handler through change_update(). */
	void *(*load)(struct request *request, struct view *view);
	/* The page to show again, with the person's own words, when there were problems (422). */
	struct reply (*again)(struct request *request, struct view *view);
	const char *label;              /* N_(): what it is, for `varn routes` and the manual */
	bool is_api_too;                /* also under /api/v1 */
	bool needs_no_token;            /* public forms without session: origin is checked instead */
	int most_per_minute;            /* rate per address (nobody) or person; 0: the setting's */
};

/* What handlers ask of a request. */
const struct person *request_person(const struct request *request);
bool request_may(const struct request *request, enum permission permission);
/* Is there a page at a path ("/events?unit=X"), and does the gate let this person in?  For
 * links that come out of data.  Whether its rows may be seen is the page's own matter. */
bool request_may_open(const struct request *request, struct str path);
bool person_may_open(const struct person *person, struct str path);     /* for what is sent */
struct str request_param(const struct request *request, const char *name);      /* ":id" as text */
int64_t request_key(const struct request *request, const char *name);           /* ":id" as number; 0 */
void *request_record(const struct request *request);    /* act: the judged record (own copy) */
int64_t request_version(const struct request *request); /* hidden field or If-Match; 0 */
const struct answers *request_answers(const struct request *request);   /* of a failed POST; NULL */
/* Was anything written in the field?  (A number that is not given is nought in the record.) */
bool request_is_answered(const struct request *request, const char *field);
struct problems *request_problems(struct request *request);     /* never NULL; an act handler may add */
bool request_wants_json(const struct request *request); /* /api/... */
bool request_is_part(const struct request *request);    /* htmx asks for a piece without frame */
const struct route *request_route(const struct request *request);
struct str request_csrf(struct request *request);
struct str answers_text(struct request *request);       /* the form's fields as a JSON object, without token */

/* Replies. */
struct reply reply_not_found(struct request *request);          /* also: not yours */
struct reply reply_forbidden(struct request *request);
struct reply reply_again(struct request *request, struct change *change);  /* act found problems: 422 and nothing is changed */
struct reply reply_stale(struct request *request, const struct record *record,
                         const void *mine, const void *theirs); /* 412 with both texts */
/* After a change: 303 for a browser, 200/201 with the record for a machine. */
struct reply reply_done(struct request *request, int status, const struct record *record, const void *row,
                        const char *path_format, ...) __attribute__((format(printf, 5, 6)));
/* A page: begin, write HTML to the out, end.  page_begin writes head, menu, messages; for a
 * part (htmx) only the content. */
struct out *page_begin(struct request *request, struct view *view, const char *title);
struct reply page_end(struct request *request, int status);
/* A bare page without menu (public report, sign-in); `dress` is its class in the style sheet. */
struct out *page_begin_bare(struct request *request, const char *dress, const char *title);
/* JSON of one record, with links; the other face of a page. */
struct reply reply_record(struct request *request, const struct record *record, const void *row);
struct json_out;
void record_json(struct json_out *json, const struct record *record, const void *row);
struct reply reply_json(struct request *request, int status, struct out *out);
struct reply reply_problem(struct request *request, int status, const char *title, struct str detail); /* problem+json or page */

/* A one-time message shown on the next page ("Saved."), kept in a cookie. */
void request_message(struct request *request, const char *text);

struct reply route_answer(struct request *request, struct store *store);
/* The answer of the gate alone for role x route, for the matrix: 200, 303 (sign in), 403. */
int route_gate(const struct route *route, const struct person *person);
