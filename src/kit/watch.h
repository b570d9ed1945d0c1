/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/watch.h - a piece of a page that follows what is committed, by server-sent events.
 *
 * The page shows the piece with watch_show(), which makes an element that asks a route for
 * what becomes of it; the route answers reply_watch() with the same part.  The part is merged
 * into what is shown, so that focus, marked text and the place in the page stay where they
 * are; nothing that one types in belongs in it.  Without script the page is what it was when
 * it was asked for: a link to ask for it again belongs beside it.
 */
#pragma once

#include "kit/route.h"

/* Writes the piece about `key` as the one who watches may see it, in that person's language;
 * false: nothing more will become of it.  Nothing written: there is nothing to show. */
typedef bool watch_part(struct out *out, struct view *view, int64_t key);

/* The piece, and the script that keeps it fresh from `path`, a route of reply_watch(). */
void watch_show(struct out *out, struct view *view, struct str path, int64_t key,
                watch_part *part);
struct reply reply_watch(struct request *request, struct view *view, int64_t key,
                         watch_part *part);
