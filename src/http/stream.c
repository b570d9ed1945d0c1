/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/stream.c - server-sent events: connections that wait in suspension.
 *
 * libmicrohttpd asks for text; when there is none the connection is suspended and costs
 * nothing but its memory and the looks of the worker's loop.
 */
#define _GNU_SOURCE 1 /* POLLRDHUP */

#include "http/inside.h"
#include "base/out.h"
#include "base/say.h"
#include "http/strict.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MS = 250,                  /* between two looks of one stream */
	TURN_MS = 10,                   /* for looks, before requests are answered again */
	BEAT_MS = 20 * 1000,
	TEXT_MOST = 256 * 1024,         /* of one look */
	LOOK_MEMORY = 16 * 1024 * 1024,
	PIECE = 4096,
};

struct live {
	struct live *next;
	struct MHD_Connection *connection;
	struct stream stream;
	struct arena *arena;            /* of the last look */
	struct str text;                /* not yet sent */
	int64_t ends_at, beat_at, look_at;
	int fd;
	bool is_suspended, has_ended;
};

static struct live *lives;
static int live_count;

/* --- what handlers call ------------------------------------------------------------- */

void stream_event(struct out *out, const char *event, struct str data)
{
	out_print(out, "event: %s\n", event);
	do {
		struct str line = str_cut(&data, '\n');

		if (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		out_z(out, "data: ");
		for (size_t i = 0; i < line.len; i++)   /* a lone CR ends a line too */
			out_char(out, line.at[i] == '\r' ? ' ' : line.at[i]);
		out_char(out, '\n');
	} while (data.len);
	out_char(out, '\n');
}

struct reply reply_stream(struct request *request, stream_look *look, void *context)
{
	struct reply reply = reply_bytes(200, "text/event-stream", S(""));

	if (live_count >= MOST_STREAMS) {
		free(context);
		reply = reply_text(503, S("Too many pages are watching; reload instead.\n"));
		reply_header(&reply, "Retry-After", S("30"));
		return reply;
	}
	if (request->method == METHOD_HEAD) {
		free(context);
		return reply;
	}
	reply.stream = arena_new(request->arena, struct stream);
	*reply.stream = (struct stream){ .look = look, .context = context };
	/* nginx would wait for more */
	reply_header(&reply, "X-Accel-Buffering", S("no"));
	return reply;
}

/* --- one stream --------------------------------------------------------------------- */

static bool peer_has_left(const struct live *live)
{
	struct pollfd poll_one = { .fd = live->fd, .events = POLLRDHUP };

	return poll(&poll_one, 1, 0) > 0
		&& (poll_one.revents & (POLLRDHUP | POLLHUP | POLLERR));
}

static void look_now(struct live *live, int64_t now_ms)
{
	struct out out;

	arena_clear(live->arena);
	out_init(&out, live->arena, TEXT_MOST);
	if (!live->stream.look(live->stream.context, &out))
		live->has_ended = true;
	if (out.is_full) {                      /* half an event is worse than none */
		say_warning("a stream had too much to say and was ended");
		live->has_ended = true;
		return;
	}
	live->text = out_str(&out);
	if (!live->text.len && now_ms >= live->beat_at)
		live->text = S(": still here\n\n");
	if (live->text.len)
		live->beat_at = now_ms + BEAT_MS;
}

static void live_wake(struct live *live)
{
	live->is_suspended = false;
	MHD_resume_connection(live->connection);
}

static void live_look(struct live *live, int64_t now_ms)
{
	live->look_at = now_ms + LOOK_MS;
	if (peer_has_left(live) || now_ms >= live->ends_at)
		live->has_ended = true;
	else
		look_now(live, now_ms);
	if (live->has_ended || live->text.len)
		live_wake(live);
}

static ssize_t live_read(void *context, uint64_t position, char *at, size_t room)
{
	struct live *live = context;
	size_t len = live->text.len < room ? live->text.len : room;

	(void)position;
	if (len > 0) {
		memcpy(at, live->text.at, len);
		live->text = str_part(live->text, len, live->text.len);
		return (ssize_t)len;
	}
	if (live->has_ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	live->is_suspended = true;
	MHD_suspend_connection(live->connection);
	return 0;
}

static void live_close(void *context)
{
	struct live *live = context;
	struct live **place = &lives;

	while (*place != live)
		place = &(*place)->next;
	*place = live->next;
	live_count--;
	arena_close(live->arena);
	free(live->stream.context);
	free(live);
}

struct MHD_Response *stream_response(struct MHD_Connection *connection,
	const struct reply *reply)
{
	struct live *live = malloc(sizeof(*live));
	int64_t now = strict_now();

	if (!live)
		abandon("cannot get memory from the system", "malloc failed");
	*live = (struct live){ .next = lives, .connection = connection,
		.stream = *reply->stream, .arena = arena_open(LOOK_MEMORY),
		/* sent at once, so that the browser knows that it is connected */
		.text = S("retry: 2000\n\n"),
		.ends_at = now + STREAM_SECONDS * 1000, .beat_at = now + BEAT_MS,
		.fd = MHD_get_connection_info(connection,
			MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd };
	lives = live;
	live_count++;
	return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, live_read, live,
		live_close);
}

/* --- all of them -------------------------------------------------------------------- */

/* Who has waited longest; NULL when nobody waits. */
static struct live *next_to_look(void)
{
	struct live *next = NULL;

	for (struct live *live = lives; live; live = live->next)
		if (live->is_suspended && (!next || live->look_at < next->look_at))
			next = live;
	return next;
}

void streams_look(void)
{
	int64_t now = strict_now(), until = now + TURN_MS;
	struct live *live;

	while (now < until && (live = next_to_look()) && live->look_at <= now) {
		live_look(live, now);
		now = strict_now();
	}
}

int streams_wait_ms(int most)
{
	const struct live *next = next_to_look();
	int64_t wait = next ? next->look_at - strict_now() : most;

	return wait < 0 ? 0 : wait > most ? most : (int)wait;
}

void streams_finish(void)
{
	for (struct live *live = lives; live; live = live->next) {
		live->has_ended = true;
		if (live->is_suspended)
			live_wake(live);
	}
}
