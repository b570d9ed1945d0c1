/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * http/stream.h - server-sent events.
 *
 * A handler answers with a stream; the connection is suspended until something moved.  A few
 * times a second `look` is asked for new text (an arena of its own), whichever worker wrote
 * what is new; an empty answer keeps waiting (a comment line is sent every 20 s so that
 * proxies keep the line open).  Many that watch are asked in turns of some milliseconds, and
 * between them requests are answered.  After STREAM_SECONDS the stream ends and the browser
 * comes back.
 */
#pragma once

#include "http/reply.h"

enum { STREAM_SECONDS = 600, MOST_STREAMS = 512 };

/* Writes "event: x\ndata: ...\n\n" blocks to out; false ends the stream. */
typedef bool stream_look(void *context, struct out *out);

struct stream {
	stream_look *look;
	void *context;                  /* malloc'ed by the maker, freed with free() at the end */
};
void stream_event(struct out *out, const char *event, struct str data);  /* splits lines */
struct reply reply_stream(struct request *request, stream_look *look, void *context);
