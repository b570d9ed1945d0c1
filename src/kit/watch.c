/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/watch.c - see watch.h. */
#include "kit/watch.h"

#include "base/say.h"
#include "http/stream.h"
#include "kit/watch.html.h"

#include <stdio.h>
#include <stdlib.h>

enum { PIECE_MOST = 240 * 1024, DIGEST_LETTERS = 16, LOOK_AT_LEAST_EACH = 30 /* seconds */ };

struct watch {
	struct store *store;
	struct who who;
	const struct route *route;
	int64_t key;
	watch_part *part;
	int64_t moved, looked_at;       /* store_moved() and second of the last look */
	char shown[DIGEST_LETTERS + 1]; /* digest of what the page has */
	char language[8];
};

static struct str digest_of(struct arena *arena, struct str text)
{
	uint64_t digest = 1469598103934665603u;         /* FNV-1a */

	for (size_t i = 0; i < text.len; i++)
		digest = (digest ^ (unsigned char)text.at[i]) * 1099511628211u;
	return arena_print(arena, "%016llx", (unsigned long long)digest);
}

/* ---- In the page -------------------------------------------------------------------- */

void watch_show(struct out *out, struct view *view, struct str path, int64_t key,
                watch_part *part)
{
	struct out piece;
	bool is_live;

	out_init(&piece, out->arena, PIECE_MOST);
	is_live = part(&piece, view, key) && !piece.is_full;
	if (is_live)
		watch_begin(out, path, digest_of(out->arena, out_str(&piece)));
	else
		watch_still(out);
	if (piece.is_full)
		part(out, view, key);   /* more than a stream carries: it stands still */
	else
		out_raw(out, out_str(&piece));
	watch_end(out, is_live);
}

/* ---- What comes afterwards ------------------------------------------------------------ */

/* Messages without a name are swapped in by the page (stream_event() names them), each on
 * one line. */
static void send(struct out *out, struct watch *watch, struct str text)
{
	struct str digest = digest_of(out->arena, text);

	if (!text.len || str_is(digest, watch->shown))
		return;
	snprintf(watch->shown, sizeof watch->shown, "%.*s", STR(digest));
	out_z(out, "data: ");
	for (size_t i = 0; i < text.len; i++)
		out_char(out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
	out_z(out, "\n\n");
}

/* Nobody has committed anything, and words like "12 minutes ago" are young enough. */
static bool is_as_it_was(struct watch *watch)
{
	int64_t moved = store_moved(watch->store), now = instant_now().seconds;

	if (moved == watch->moved && now - watch->looked_at < LOOK_AT_LEAST_EACH)
		return true;
	watch->moved = moved;
	watch->looked_at = now;
	return false;
}

/* Rows are the view's matter; this is the gate's, which was passed long ago. */
static bool may_still_look(struct watch *watch, struct arena *arena)
{
	struct person person = access_person_of(watch->store, arena, watch->who.person);

	return route_gate(watch->route, &person) == 200;
}

/* "done" closes the line; the page asks no more. */
static bool look(void *context, struct out *out)
{
	struct watch *watch = context;
	struct view *view;
	struct out piece;
	bool goes_on;

	if (is_as_it_was(watch))
		return true;
	if (!may_still_look(watch, out->arena)) {
		stream_event(out, "done", S(""));
		return false;
	}
	view = view_open(watch->store, out->arena, watch->who);
	tongue_choose(str_of(watch->language));
	out_init(&piece, out->arena, PIECE_MOST);
	goes_on = watch->part(&piece, view, watch->key);
	view_close(view);
	if (!piece.is_full)
		send(out, watch, out_str(&piece));
	if (!goes_on)
		stream_event(out, "done", S(""));
	return goes_on;
}

struct reply reply_watch(struct request *request, struct view *view, int64_t key,
                         watch_part *part)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (!watch)
		abandon("cannot open a stream", "out of memory");
	watch->store = view_store(view);
	watch->who.person = view_me(view);
	watch->route = request_route(request);
	watch->key = key;
	watch->part = part;
	watch->moved = -1;
	snprintf(watch->shown, sizeof watch->shown, "%.*s", STR(request_query(request, "shown")));
	snprintf(watch->language, sizeof watch->language, "%s", tongue_code());
	return reply_stream(request, look, watch);
}
