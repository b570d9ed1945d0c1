/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/visit.h - what the kit knows of a request on its way through the gate; only for the
 * files of the kit.  Handlers ask through route.h.
 */
#pragma once

#include "kit/route.h"

enum { MOST_PARAMS = 4 };

struct visit {
	struct request *request;
	struct store *store;
	struct person person;
	const struct route *route;
	struct pair params[MOST_PARAMS];
	size_t param_count;
	bool is_api;
	bool is_part;                   /* htmx: content without frame */
	struct str path;                /* without /api/v1 */
	struct answers answers;
	bool has_failed;                /* a judged form had problems: show the answers again */
	struct problems problems;
	void *record;
	int64_t version;
	struct str csrf;
	struct out page;                /* the page being written */
	bool is_bare;
	int refresh_seconds;            /* the page asks for itself again, where there is no script */
	struct job *job;                /* a list taken out by a job; NULL in a worker */
	struct str export_name;         /* set by table_export(): what the file is called */
	int64_t export_rows;
	struct str undo_id;             /* what was just done can be taken back; goes with the message */
	const char *message;            /* set by request_message(): to be shown next */
	struct str message_shown;       /* from the cookie: to be shown now */
};

struct visit *visit_of(const struct request *request);
/* The address of our own page that sent the request; "/" when it does not say. */
struct str request_came_from(const struct request *request);

/* kit/frame.c */
struct str asset(const char *name);                     /* "/web/<hash>/varn.css" */
struct reply asset_reply(struct request *request);      /* for paths under /web/ */
