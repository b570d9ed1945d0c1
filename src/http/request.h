/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/request.h - one request as a struct in an arena.
 *
 * By the time a handler sees it the head has been judged strictly (http/strict.h), the body
 * is complete and within its ceilings, and form fields and files have been taken apart.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum method { METHOD_OTHER, METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE };

/* Ceilings.  A body is urlencoded, multipart, JSON or anything else up to LONGEST_BODY; files
 * in multipart up to LARGEST_FILE each and LARGEST_UPLOAD together (imports). */
enum {
	LONGEST_HEAD = 16 * 1024,
	LONGEST_BODY = 1024 * 1024,
	LARGEST_FILE = 20 * 1024 * 1024,
	LARGEST_UPLOAD = 128 * 1024 * 1024,
	MOST_FIELDS = 400,
	MOST_FILES = 24,
	HEAD_SECONDS = 10,
	BODY_SECONDS = 120,
	IDLE_SECONDS = 75,
};

struct pair {
	struct str name, value;
};

struct upload {
	struct str field;       /* the form field */
	struct str name;        /* as the client said; never a path on our disk */
	struct str type;        /* as the client said; do not believe it */
	struct str content;     /* mapped or in memory, until the answer is sent */
	bool is_too_large;      /* content was dropped: say so at the field */
};

struct request {
	struct arena *arena;
	enum method method;
	struct str method_word;
	struct str target;      /* as sent: "/events?kind=fire" */
	struct str path;        /* decoded, starts with "/", no "..", no "//" */
	struct str host;
	bool is_secure;         /* TLS here, or said so by a proxy that we trust */
	struct str address;     /* the peer, or what a trusted proxy says */

	struct pair *query;     /* after "?" */
	size_t query_count;
	struct pair *headers;   /* names as sent */
	size_t header_count;
	struct pair *cookies;
	size_t cookie_count;

	struct str body;        /* raw, when it was no form */
	struct str body_type;   /* media type in lower case, without parameters */
	struct pair *fields;    /* urlencoded or multipart, in order */
	size_t field_count;
	struct upload *files;
	size_t file_count;
	const char *problem;    /* the body could not be read: why; status below */
	int problem_status;     /* 400, 413, 415 ... or 0 */

	bool may_wait;          /* its answer may be kept back until server.settle() */
	bool is_discreet;       /* its path holds a secret: the log shows only its first part */
	void *context;          /* for the floor above (kit) */
	uint64_t number;        /* for log lines and error numbers */
};

struct str request_header(const struct request *request, const char *name);  /* "" when absent */
struct str request_cookie(const struct request *request, const char *name);
struct str request_query(const struct request *request, const char *name);   /* first; "" */
bool request_has_query(const struct request *request, const char *name);
struct str request_field(const struct request *request, const char *name);   /* first; "" */
bool request_has_field(const struct request *request, const char *name);
const struct upload *request_file(const struct request *request, const char *field, size_t nth);

/* Percent-decoding of a query or form value; false on bad UTF-8, NUL or a broken escape. */
bool request_decode(struct arena *arena, struct str text, bool plus_is_space, struct str *decoded);
/* Taking apart "a=1&b=2"; false as above or when there are more than MOST_FIELDS. */
bool request_pairs(struct arena *arena, struct str text, struct pair **pairs, size_t *count);
