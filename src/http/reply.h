/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/reply.h - status, headers, body; security headers always on.
 *
 * A reply is a value.  Its body lives in the request's arena, is a static text that lives
 * for ever, or comes from a stream.
 */
#pragma once

#include "base/out.h"
#include "http/request.h"

enum { MOST_REPLY_HEADERS = 12 };

struct stream;

struct reply {
	int status;                     /* 0: our mistake, answered with 500 */
	struct str type;                /* "text/html; charset=utf-8" */
	struct str body;
	bool is_static;                 /* body lives for ever: sent without a copy */
	bool may_keep;                  /* may be cached for ever (name carries a hash) */
	const char *encoding;           /* "gzip", "br": body is already so */
	struct pair headers[MOST_REPLY_HEADERS];
	size_t header_count;
	const char *file;               /* a file to send as body (downloads); path in the arena */
	struct stream *stream;          /* server-sent events, see stream.h */
	const char *again_at;           /* what it says is told once and not kept: sent again, 303 to here */
	bool is_unsettled;              /* may leave only after server.settle() */
};

void reply_header(struct reply *reply, const char *name, struct str value);  /* refuses CR LF */
struct reply reply_text(int status, struct str text);           /* text/plain */
struct reply reply_bytes(int status, const char *type, struct str body);
/* 303 to an own path.  "/events/%s" */
struct reply reply_go(struct request *request, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void reply_download(struct reply *reply, struct arena *arena, struct str file_name);  /* Content-Disposition, RFC 6266 */
struct cookie {
	const char *name;
	struct str value;
	int64_t seconds;                /* 0: as long as the browser runs; <0: take it away */
	bool is_secure;
};
void reply_cookie(struct reply *reply, struct arena *arena, struct cookie cookie);  /* HttpOnly, SameSite=Lax, Path=/ */
const char *status_words(int status);
