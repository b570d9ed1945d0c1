/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/serve.c - varn serve: the floors put together.
 */
#include "app/app.h"

#include "base/say.h"
#include "base/tongue.h"
#include "http/server.h"
#include "kit/access.h"
#include "kit/away.h"
#include "kit/setting.h"
#include "modules/events/events.h"
#include "store/turn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST_BYTES = 192 << 20 };

static void worker_begin(void *context)
{
	store_reopen(context);
}

static struct reply worker_answer(struct request *request, void *context)
{
	return route_answer(request, context);
}

static void worker_settle(void *context)
{
	store_settle(context);
}

static void jobs_run(void *context)
{
	store_reopen(context);
	job_supervise(context);
}

static void counts_keep(void *context)
{
	store_reopen(context);
	event_cube_keep(context, server_is_leaving);
}

static void say_ready(const char *address, void *context)
{
	(void)context;
	printf("Värn serves at %s\n", address);
	fflush(stdout);
}

/* The demo has sign-in without password: it never leaves this machine. */
static bool is_loopback(const char *listen)
{
	return !strncmp(listen, "127.", 4) || !strncmp(listen, "[::1]", 5)
		|| !strncmp(listen, "localhost", 9) || !strncmp(listen, "unix:", 5);
}

static int refuse(const char *why)
{
	fprintf(stderr, "varn serve: %s\n", why);
	return 2;
}

int serve_command(struct store *store, int argc, char **argv)
{
	static const struct server_child children[] = {
		{ "jobs", jobs_run },
		{ "counts", counts_keep },
		{ NULL, NULL },
	};
	/* A copy sends nothing to anybody. */
	static const struct server_child nobody[] = { { NULL, NULL } };
	const char *listen = option_value(argc, argv, "listen");
	const char *workers = option_value(argc, argv, "workers");
	int64_t worker_count = 0;
	struct server server = {
		.listen = listen ? listen : "127.0.0.1:8080",
		.may_be_public = option_is_given(argc, argv, "public"),
		.arena_bytes = REQUEST_BYTES,
		.certificate = option_value(argc, argv, "tls-cert"),
		.key = option_value(argc, argv, "tls-key"),
		.trusted_proxy = option_value(argc, argv, "trusted-proxy"),
		.begin = worker_begin,
		.answer = worker_answer,
		.settle = worker_settle,
		.context = store,
		.children = children,
		.ready = say_ready,
	};

	if (workers && (!str_to_int(str_of(workers), &worker_count) || worker_count < 1 || worker_count > 256))
		return refuse("--workers wants a number from 1 to 256");
	server.workers = (int)worker_count;
	if (setting_yes("demo") && !is_loopback(server.listen))
		return refuse("a demo has sign-in without password and is served on this machine only");
	if (away_is() && !is_loopback(server.listen))
		return refuse("a copy of a city is served on this machine only");
	if (away_is())
		server.children = nobody;
	if (!store_lock(store))
		return refuse("another varn serves this database already");
	turn_make();
	access_make();
	event_cube_make();
	away_begin(store);
	return server_run(&server);
}
