/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/inside.h - what the files of this room share; nobody else includes it.
 */
#pragma once

#include "http/reply.h"
#include "http/request.h"
#include "http/server.h"
#include "http/stream.h"

#include <microhttpd.h>

/* --- request.c: pure, from bytes to struct request; no socket, no libmicrohttpd ----- */

enum { MOST_HEADERS = 100 };

struct request *request_open(struct arena *arena, struct str method, struct str target);
void request_add_header(struct request *request, struct str name, struct str value);
/* The whole head is there: takes it apart.  0, or the status that refuses it outright. */
int request_judge_head(struct request *request);
/* The length of the body to come, as its head says. */
uint64_t request_body_length(const struct request *request);
/* 0, or 413 when a body of its kind may not be that long. */
int request_judge_length(const struct request *request, uint64_t length);
/* The whole body is there: takes it apart; `body` must live as long as the request. */
void request_read_body(struct request *request, struct str body);
void request_set_problem(struct request *request, int status, const char *problem);

/* --- multipart.c -------------------------------------------------------------------- */

/* RFC 7578.  Fields and files point into the body. */
void multipart_read(struct request *request, struct str content_type, struct str body);

/* --- body.c: a body on its way in, in memory or in a file without a name ------------ */

enum { BODY_IN_MEMORY = 64 * 1024 };

struct body {
	char *at;
	size_t len, room;
	int file;                       /* -1: in memory */
	char *mapped;
	bool has_failed;                /* no room on the disk */
};

void body_init(struct body *body);
void body_expect(struct body *body, struct arena *arena, size_t length);
void body_add(struct body *body, const char *at, size_t len);
struct str body_finish(struct body *body);
void body_release(struct body *body);

/* --- reply.c ------------------------------------------------------------------------ */

/* Ready to be queued; the reply's body must live until the request is completed. */
struct MHD_Response *reply_response(struct MHD_Connection *connection,
                                    struct request *request, struct reply *reply);

/* --- stream.c ----------------------------------------------------------------------- */

struct MHD_Response *stream_response(struct MHD_Connection *connection,
                                     const struct reply *reply);
/* Asks those who wait, whoever was asked longest ago first, for as long as one turn may take. */
void streams_look(void);
int streams_wait_ms(int most);          /* until the next of them is to be asked; 0: now */
void streams_finish(void);              /* the worker leaves */

/* --- worker.c ----------------------------------------------------------------------- */

/* What the parent found out before it forked. */
struct listening {
	int socket;
	bool is_unix;
	char path[108];                 /* unix: to be removed at the end */
	char address[160];              /* "http://127.0.0.1:8080" */
	char *certificate, *key;        /* PEM texts; NULL without TLS */
};

void worker_run(const struct server *server, const struct listening *listening)
	__attribute__((noreturn));

/* --- listening.c -------------------------------------------------------------------- */

void listening_open(struct listening *listening, const struct server *server);
void listening_close(struct listening *listening);

/* --- server.c ----------------------------------------------------------------------- */

void leaving_catch(void);               /* from now on SIGTERM makes server_is_leaving() true */
