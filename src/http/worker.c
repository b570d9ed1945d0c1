/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/worker.c - one process, one thread, libmicrohttpd's epoll loop.
 *
 * A request is an exchange: it begins when its first line is read, gathers its body, is
 * answered in one go, and ends when the answer has been sent.  Many are on their way at a
 * time, each with an arena from the pool; only one is being answered.
 */
#include "http/inside.h"
#include "base/say.h"
#include "base/tongue.h"
#include "http/strict.h"

#include <arpa/inet.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	MOST_CONNECTIONS = 8192,
	CONNECTION_MEMORY = 32 * 1024,  /* a head, its table and the answer's head */
	TICK_MS = 1000,
	FINISH_MS = 4000,               /* for exchanges under way when we leave */
	ARENAS_KEPT = 32,
	ARENA_BYTES = 64 * 1024 * 1024, /* unless the server says */
};

/* What answers one request.  It lives in its wire: a connection has one at a time. */
struct exchange {
	struct arena *arena;            /* NULL: none is under way */
	struct str target;
	struct request *request;        /* NULL: the head has not come */
	struct body body;
	bool is_skipping;               /* too long: read and forgotten */
	bool was_answered;
	int64_t began;                  /* to be answered, in microseconds */
	struct reply *kept;             /* the answer, until what it says is settled */
	struct MHD_Connection *connection;      /* suspended meanwhile */
	struct wire *next;              /* the next that waits */
};

struct wire {                           /* one connection */
	int fd;
	char address[INET6_ADDRSTRLEN];
	bool is_trusted;                /* a proxy that speaks for others */
	struct exchange exchange;
};

static struct {
	const struct server *server;
	struct MHD_Daemon *daemon;
	struct arena *arenas[ARENAS_KEPT];      /* at rest */
	int arena_count;
	int exchange_count;
	uint64_t number;
	struct wire *answering;
	struct wire *waiting;
	bool is_sealed, is_quiet;
} worker;

/* --- arenas ------------------------------------------------------------------------- */

static struct arena *arena_fetch(void)
{
	size_t limit = worker.server->arena_bytes;

	if (worker.arena_count > 0)
		return worker.arenas[--worker.arena_count];
	return arena_open(limit ? limit : ARENA_BYTES);
}

static void arena_return(struct arena *arena)
{
	if (worker.arena_count == ARENAS_KEPT) {
		arena_close(arena);
		return;
	}
	arena_clear(arena);
	worker.arenas[worker.arena_count++] = arena;
}

/* --- connections -------------------------------------------------------------------- */

static void address_write(const struct sockaddr *peer, char *at, size_t room)
{
	const void *bytes = NULL;

	if (peer && peer->sa_family == AF_INET)
		bytes = &((const struct sockaddr_in *)(const void *)peer)->sin_addr;
	else if (peer && peer->sa_family == AF_INET6)
		bytes = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
	if (!bytes || !inet_ntop(peer->sa_family, bytes, at, (socklen_t)room))
		snprintf(at, room, "unix");
	if (strncmp(at, "::ffff:", 7) == 0 && strchr(at, '.'))
		memmove(at, at + 7, strlen(at + 7) + 1);
}

static struct wire *wire_open(struct MHD_Connection *connection)
{
	struct wire *wire = malloc(sizeof(*wire));
	const char *trusted = worker.server->trusted_proxy;

	if (!wire)
		abandon("cannot get memory from the system", "malloc failed");
	*wire = (struct wire){ .fd = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd };
	address_write(MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, wire->address,
		sizeof(wire->address));
	wire->is_trusted = trusted && strcmp(trusted, wire->address) == 0;
	strict_watch(wire->fd, worker.is_sealed);
	return wire;
}

static void exchange_end(struct wire *wire);

static void on_connection(void *context, struct MHD_Connection *connection, void **place,
	enum MHD_ConnectionNotificationCode what)
{
	(void)context;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*place = wire_open(connection);
		return;
	}
	if (!*place)
		return;
	exchange_end(*place);
	strict_forget(((struct wire *)*place)->fd);
	free(*place);
	*place = NULL;
}

/* --- the head ----------------------------------------------------------------------- */

/* Before libmicrohttpd takes the line apart: the target as it was sent. */
static void *on_target(void *context, const char *target, struct MHD_Connection *connection)
{
	struct wire *wire = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	struct exchange *exchange = &wire->exchange;

	(void)context;
	exchange_end(wire);
	exchange->arena = arena_fetch();
	exchange->target = arena_copy(exchange->arena, str_of(target));
	body_init(&exchange->body);
	worker.exchange_count++;
	return wire;
}

/* libmicrohttpd must not decode: "%00" and "%2e" are ours to judge. */
static size_t leave_as_is(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind, const char *name,
	size_t name_len, const char *value, size_t value_len)
{
	(void)kind;
	request_add_header(context, (struct str){ name, name_len },
		(struct str){ value, value_len });
	return MHD_YES;
}

static struct str last_of_list(struct str list)
{
	struct str last = S("");

	while (list.len)
		last = str_trim(str_cut(&list, ','));
	return last;
}

static struct str last_header(const struct request *request, const char *name)
{
	for (size_t i = request->header_count; i > 0; i--)
		if (str_is_nocase(request->headers[i - 1].name, name))
			return last_of_list(request->headers[i - 1].value);
	return S("");
}

static bool is_address(struct arena *arena, struct str text)
{
	struct in6_addr room;

	return text.len < INET6_ADDRSTRLEN
		&& (inet_pton(AF_INET, str_z(arena, text), &room) == 1
		    || inet_pton(AF_INET6, str_z(arena, text), &room) == 1);
}

/* Only the last word of a list is the trusted proxy's own; the others came from outside. */
static void read_peer(struct request *request, const struct wire *wire)
{
	struct str said = last_header(request, "X-Forwarded-For");

	request->address = str_of(wire->address);
	request->is_secure = worker.is_sealed;
	if (!wire->is_trusted)
		return;
	if (is_address(request->arena, said))
		request->address = said;
	if (str_is(last_header(request, "X-Forwarded-Proto"), "https"))
		request->is_secure = true;
}

/* --- the answer --------------------------------------------------------------------- */

static const struct {
	int status;
	const char *text;
} refusals[] = {
	{ 400, "The request is malformed.\n" },
	{ 405, "The method is not known here.\n" },
	{ 413, "The body is too large.\n" },
	{ 414, "The address is too long.\n" },
	{ 431, "The request has too many or too long headers.\n" },
};

static struct reply refusal(int status)
{
	struct reply reply = reply_text(status, S("The request cannot be answered.\n"));

	for (size_t i = 0; i < COUNT(refusals); i++)
		if (refusals[i].status == status)
			reply.body = str_of(refusals[i].text);
	if (status == 405)
		reply_header(&reply, "Allow", S("GET, HEAD, POST, PUT, PATCH, DELETE"));
	return reply;
}

/* No query: what people look for is nobody's business in a log. */
static void say_answered(const struct request *request, const struct reply *reply,
	int64_t microseconds)
{
	struct str rest = request->target;
	struct str path = str_cut(&rest, '?');
	ptrdiff_t slash = str_find_char(str_part(path, 1, path.len), '/');

	if (request->is_discreet && slash >= 0)
		path = str_part(path, 0, (size_t)slash + 2);
	if (!worker.is_quiet)
		say("%.*s %.*s %d %zu %lld.%lld ms", STR(request->method_word), STR(path),
			reply->status, reply->body.len, (long long)(microseconds / 1000),
			(long long)(microseconds % 1000 / 100));
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct request *request,
	struct reply *reply)
{
	struct MHD_Response *response = reply_response(connection, request, reply);
	enum MHD_Result result;

	if (server_is_leaving())
		MHD_add_response_header(response, "Connection", "close");
	result = MHD_queue_response(connection, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	return result;
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static enum MHD_Result refuse(struct wire *wire, struct MHD_Connection *connection,
	int status)
{
	struct request *request = wire->exchange.request;
	struct reply reply = refusal(status);

	say_answered(request, &reply, 0);
	return send_reply(connection, request, &reply);
}

static enum MHD_Result finish_answer(struct wire *wire, struct MHD_Connection *connection,
	struct reply *reply)
{
	struct exchange *exchange = &wire->exchange;
	enum MHD_Result result = send_reply(connection, exchange->request, reply);

	say_answered(exchange->request, reply, now_us() - exchange->began);
	return result;
}

/* Others whose requests have come too are answered first; then one commit serves all. */
static enum MHD_Result answer_later(struct wire *wire, struct MHD_Connection *connection,
	const struct reply *reply)
{
	struct exchange *exchange = &wire->exchange;

	exchange->kept = arena_new(exchange->arena, struct reply);
	*exchange->kept = *reply;
	exchange->connection = connection;
	exchange->next = worker.waiting;
	worker.waiting = wire;
	MHD_suspend_connection(connection);
	return MHD_YES;
}

/* libmicrohttpd asks again for the answers of those that are resumed. */
static void settle(void)
{
	if (!worker.waiting)
		return;
	worker.server->settle(worker.server->context);
	while (worker.waiting) {
		struct exchange *exchange = &worker.waiting->exchange;

		worker.waiting = exchange->next;
		MHD_resume_connection(exchange->connection);
	}
}

static enum MHD_Result answer(struct wire *wire, struct MHD_Connection *connection)
{
	struct exchange *exchange = &wire->exchange;
	struct request *request = exchange->request;
	struct reply reply;
	enum MHD_Result result;

	if (exchange->kept)
		return finish_answer(wire, connection, exchange->kept);
	exchange->began = now_us();
	if (exchange->body.has_failed)
		request_set_problem(request, 507, N_("There is no room for the upload."));
	request_read_body(request, body_finish(&exchange->body));
	request->may_wait = worker.server->settle != NULL;
	worker.answering = wire;
	exchange->was_answered = true;
	reply = worker.server->answer(request, worker.server->context);
	result = reply.is_unsettled ? answer_later(wire, connection, &reply)
		: finish_answer(wire, connection, &reply);
	worker.answering = NULL;
	return result;
}

/* --- the exchange ------------------------------------------------------------------- */

static void number_give(struct request *request)
{
	request->number = (uint64_t)getpid() << 32 | ++worker.number;
}

static enum MHD_Result judge_body(struct wire *wire, struct MHD_Connection *connection)
{
	struct exchange *exchange = &wire->exchange;
	struct request *request = exchange->request;
	uint64_t length = request_body_length(request);

	if (length > LARGEST_UPLOAD + LONGEST_BODY)
		return refuse(wire, connection, 413);   /* under TLS; else the doorman did */
	if (!request_judge_length(request, length)) {
		body_expect(&exchange->body, exchange->arena, (size_t)length);
		return MHD_YES;
	}
	request_set_problem(request, 413, N_("That is larger than can be received here."));
	exchange->is_skipping = true;
	/* Who asked first is told before it sends; others send it all, and we read and forget
	 * it, so that they stay to hear the answer. */
	return request_header(request, "Expect").len ? answer(wire, connection) : MHD_YES;
}

static enum MHD_Result exchange_begin(struct wire *wire, struct MHD_Connection *connection,
	const char *method)
{
	struct exchange *exchange = &wire->exchange;
	struct request *request = request_open(exchange->arena, str_of(method),
		exchange->target);
	int status;

	exchange->request = request;
	strict_head_is_whole(wire->fd, true);
	number_give(request);
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, add_header, request);
	read_peer(request, wire);
	status = request_judge_head(request);
	return status ? refuse(wire, connection, status) : judge_body(wire, connection);
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection,
	const char *path, const char *method, const char *version, const char *piece,
	size_t *piece_len, void **place)
{
	struct wire *wire = *place;
	struct exchange *exchange = &wire->exchange;

	(void)context;
	(void)path;
	(void)version;
	if (!exchange->request)
		return exchange_begin(wire, connection, method);
	if (*piece_len == 0)
		return answer(wire, connection);
	if (!exchange->is_skipping)
		body_add(&exchange->body, piece, *piece_len);
	*piece_len = 0;
	return MHD_YES;
}

static void exchange_end(struct wire *wire)
{
	struct exchange *exchange = &wire->exchange;

	if (!exchange->arena)
		return;
	if (exchange->was_answered && worker.server->done)
		worker.server->done(exchange->request, worker.server->context);
	body_release(&exchange->body);
	arena_return(exchange->arena);
	*exchange = (struct exchange){ .arena = NULL };
	worker.exchange_count--;
	strict_head_is_whole(wire->fd, false);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **place,
	enum MHD_RequestTerminationCode why)
{
	(void)context;
	(void)connection;
	(void)why;
	if (*place)
		exchange_end(*place);
	*place = NULL;
}

/* --- the end of the world ----------------------------------------------------------- */

/* This process is about to end: its last words go straight to the socket of the request
 * that it could not answer.  (Not under TLS: there the connection just closes.) */
static void say_sorry(const char *what, const char *number)
{
	struct wire *wire = worker.answering;
	char body[400], text[1000];
	int len;

	(void)what;                             /* stands in the log; it may say too much */
	if (!wire || worker.is_sealed)
		return;
	snprintf(body, sizeof(body),
		"Något gick fel hos oss. Försök igen. Om det händer igen, uppge nummer %s.\n"
		"Something went wrong on our side. Try again. If it happens again, tell us "
		"this number: %s.\n", number, number);
	len = snprintf(text, sizeof(text),
		"HTTP/1.1 500 Internal Server Error\r\n"
		"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %zu\r\n"
		"X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
		"Connection: close\r\n\r\n%s", strlen(body),
		wire->exchange.request->method == METHOD_HEAD ? "" : body);
	send(wire->fd, text, (size_t)len, MSG_NOSIGNAL | MSG_DONTWAIT);
	shutdown(wire->fd, SHUT_WR);
}

/* --- the loop ----------------------------------------------------------------------- */

static void daemon_open(const struct listening *listening)
{
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, listening->certificate },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, listening->key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0,
		  (void *)(uintptr_t)"NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2" },
		{ MHD_OPTION_END, 0, NULL },
	};

	if (!worker.is_sealed)
		tls[0] = (struct MHD_OptionItem){ MHD_OPTION_END, 0, NULL };
	/* This libmicrohttpd wakes every idle worker for a new connection (no
	 * EPOLLEXCLUSIVE); with one worker per processor that costs less than it evens out. */
	worker.daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | (worker.is_sealed ? MHD_USE_TLS : 0),
		0, NULL, NULL, on_request, NULL,
		MHD_OPTION_LISTEN_SOCKET, listening->socket,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL,
		MHD_OPTION_ARRAY, tls,
		MHD_OPTION_END);
	if (!worker.daemon)
		abandon("cannot begin to serve", "libmicrohttpd refused");
}

/* One line a second at most, however many come. */
static void say_refused(void)
{
	static uint64_t told;
	uint64_t count = strict_refused_count();

	if (count != told && !worker.is_quiet)
		say("refused at the door: %llu", (unsigned long long)(count - told));
	told = count;
}

static void tick(int64_t *last)
{
	int64_t now = strict_now();

	if (now - *last < TICK_MS)
		return;
	strict_reap(now);
	say_refused();
	*last = now;
}

static void serve(void)
{
	int64_t last = strict_now();

	while (!server_is_leaving()) {
		if (MHD_run_wait(worker.daemon, streams_wait_ms(TICK_MS)) != MHD_YES)
			abandon("cannot go on serving", "libmicrohttpd's loop failed");
		settle();
		streams_look();
		tick(&last);
	}
}

static void finish(void)
{
	int64_t until = strict_now() + FINISH_MS;

	MHD_quiesce_daemon(worker.daemon);
	streams_finish();
	while (worker.exchange_count > 0 && strict_now() < until) {
		MHD_run_wait(worker.daemon, 100);
		settle();
	}
}

void worker_run(const struct server *server, const struct listening *listening)
{
	const char *log = getenv("VARN_LOG");

	must(strict_is_in_force());
	worker.server = server;
	worker.is_sealed = listening->certificate != NULL;
	worker.is_quiet = log && strcmp(log, "quiet") == 0;
	/* Arenas come and go with every page: their blocks stay with us. */
	mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
	mallopt(M_TRIM_THRESHOLD, 32 * 1024 * 1024);
	abandon_hook(say_sorry);
	if (server->begin)
		server->begin(server->context);
	daemon_open(listening);
	serve();
	finish();
	_exit(0);
}

/* --- without a socket --------------------------------------------------------------- */

struct reply server_loopback(const struct server *server, struct arena *arena,
	const char *method, const char *target, const struct pair *headers,
	size_t header_count, struct str body)
{
	struct request *request = request_open(arena, str_of(method), str_of(target));
	struct reply reply;
	int status;

	for (size_t i = 0; i < header_count; i++)
		request_add_header(request, headers[i].name, headers[i].value);
	number_give(request);
	request->address = S("127.0.0.1");
	status = request_judge_head(request);
	if (status)
		return refusal(status);
	if (request_judge_length(request, body.len))
		request_set_problem(request, 413,
			N_("That is larger than can be received here."));
	request_read_body(request, body);
	reply = server->answer(request, server->context);
	if (server->done)
		server->done(request, server->context);
	return reply;
}
