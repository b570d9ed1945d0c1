/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/server.h - listening, forked workers, re-forking the fallen.  Knows no SQL.
 *
 * A parent (which parses nothing) forks workers; each is one process with one thread that
 * runs libmicrohttpd's epoll loop on the shared listening socket and answers one request at
 * a time.  A worker that ends is replaced at once; one that dies five times in a second is
 * replaced after a second.  Further children (job process, notifier) are kept alive the same
 * way.  SIGTERM: workers finish their request and leave; SIGHUP: workers are replaced one by
 * one.
 */
#pragma once

#include "http/reply.h"
#include "http/request.h"

struct server_child {
	const char *name;
	void (*run)(void *context);     /* must leave soon after SIGTERM */
};

struct server {
	const char *listen;             /* "127.0.0.1:8080", "[::1]:8080", "unix:/run/varn.sock" */
	bool may_be_public;             /* else anything but loopback and unix is refused */
	int workers;                    /* 0: one per processor, at least 2 */
	size_t arena_bytes;             /* ceiling per request (256 MiB when files came: not counted) */
	const char *certificate, *key;  /* PEM paths: TLS in the binary */
	const char *trusted_proxy;      /* address whose X-Forwarded-For/-Proto are believed; NULL none */
	void (*begin)(void *context);   /* in each new worker: open the database */
	struct reply (*answer)(struct request *request, void *context);
	/* Makes true what unsettled replies say, all those of one round at once.  NULL: no
	 * reply may be unsettled. */
	void (*settle)(void *context);
	void (*done)(struct request *request, void *context);   /* after the reply has been copied out */
	void *context;
	const struct server_child *children;    /* ends with name NULL; may be NULL */
	void (*ready)(const char *address, void *context);      /* in the parent, once listening */
};

/* Serves until SIGTERM/SIGINT; answers the exit status.  abandon()s in plain words when the
 * address cannot be had. */
int server_run(const struct server *server);
/* In a worker: one request without a socket, for scenes and tests.  Fields, files, headers
 * are given as pairs; the reply's body stays valid until the arena is cleared. */
struct reply server_loopback(const struct server *server, struct arena *arena,
                             const char *method, const char *target,
                             const struct pair *headers, size_t header_count, struct str body);
bool server_is_leaving(void);           /* a child asks: has SIGTERM come? */
