/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/frame.c - the frame around every page, and the files it needs (style, script, icons).
 */
#include "kit/frame.h"

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/say.h"
#include "kit/away.h"
#include "kit/frame.html.h"
#include "kit/setting.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded web_files[];

enum { LONGEST_PAGE = 32 * 1024 * 1024, MOST_ASSETS = 32, MESSAGE_SECONDS = 60 };

/* ---- Files -------------------------------------------------------------------------- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static const struct embedded *asset_find(const char *name)
{
	for (const struct embedded *file = web_files; file->path; file++)
		if (!strcmp(base_name(file->path), name))
			return file;
	return NULL;
}

struct str asset(const char *name)
{
	static struct { const char *name; char path[96]; } known[MOST_ASSETS];
	const struct embedded *file;

	for (size_t i = 0; i < MOST_ASSETS; i++) {
		if (known[i].name && !strcmp(known[i].name, name))
			return str_of(known[i].path);
		if (known[i].name)
			continue;
		file = asset_find(name);
		must(file != NULL);
		snprintf(known[i].path, sizeof known[i].path, "/web/%s/%s", file->hash, name);
		known[i].name = base_name(file->path);
		return str_of(known[i].path);
	}
	must(!"room for every asset");
	return S("");
}

static const char *asset_type(const char *path)
{
	static const struct { const char *ending, *type; } types[] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".webmanifest", "application/manifest+json" },
	};

	for (size_t i = 0; i < COUNT(types); i++)
		if (str_ends(str_of(path), str_of(types[i].ending)))
			return types[i].type;
	return "application/octet-stream";
}

/* "/web/<hash>/<name>": the hash makes the address change with the content, so it may be
 * kept for ever.  An old hash is answered too, but not to be kept. */
struct reply asset_reply(struct request *request)
{
	struct str rest = str_part(request->path, 5, request->path.len);
	struct str hash = str_cut(&rest, '/');
	const struct embedded *file = asset_find(str_z(request->arena, rest));
	struct str accept = request_header(request, "Accept-Encoding");
	struct reply reply;

	if (!file)
		return reply_text(404, S("not found\n"));
	reply = reply_bytes(200, asset_type(file->path),
		(struct str){ (const char *)file->at, file->len });
	if (file->brotli && str_find(accept, S("br")) >= 0) {
		reply.body = (struct str){ (const char *)file->brotli, file->brotli_len };
		reply.encoding = "br";
	} else if (file->gzip && str_find(accept, S("gzip")) >= 0) {
		reply.body = (struct str){ (const char *)file->gzip, file->gzip_len };
		reply.encoding = "gzip";
	}
	reply.is_static = true;
	reply.may_keep = str_is(hash, file->hash);
	return reply;
}

/* ---- Menu --------------------------------------------------------------------------- */

static bool entry_is_open(const struct menu_entry *entry, const struct person *person)
{
	if (!away_has(entry->path))
		return false;
	return entry->need == ANYBODY || (person->id && entry->need == SIGNED_IN)
		|| (person->id && entry->need > SIGNED_IN && person_may(person, entry->need));
}

static bool entry_is_here(const struct menu_entry *entry, struct str path)
{
	struct str own = str_of(entry->path);

	return str_equals(own, path)
		|| (own.len > 1 && str_starts(path, own) && path.at[own.len] == '/');
}

void frame_menu(struct out *out, const struct frame *frame, bool more)
{
	for (size_t i = 0; modules[i]; i++) {
		const struct menu_entry *entry = modules[i]->menu;

		for (; entry && entry->label; entry++) {
			if (entry->is_more != more || !entry_is_open(entry, frame->person))
				continue;
			if (entry_is_here(entry, frame->path))
				frame_menu_here(out, entry);
			else
				frame_menu_link(out, entry);
		}
	}
}

static bool has_more(const struct person *person)
{
	for (size_t i = 0; modules[i]; i++) {
		const struct menu_entry *entry = modules[i]->menu;

		for (; entry && entry->label; entry++)
			if (entry->is_more && entry_is_open(entry, person))
				return true;
	}
	return false;
}

/* ---- Pages -------------------------------------------------------------------------- */

static struct frame frame_of(struct visit *visit, const char *title)
{
	struct str icons = asset("icons.svg");
	struct arena *arena = visit->request->arena;

	return (struct frame){
		.title = title,
		.language = tongue_code(),
		.theme = visit->person.theme,
		.city = setting_text("city_name"),
		.csrf = request_csrf(visit->request),
		.path = visit->path,
		.icon_menu = arena_join(arena, icons, S("#menu")),
		.icon_report = arena_join(arena, icons, S("#add")),
		.body_class = "narrow",
		.person = &visit->person,
		.is_bare = visit->is_bare,
		.away = away_words(arena),
		.is_demo = setting_yes("demo"),
		.clock_shift = setting_int("clock_shift_seconds"),
		.today = date_today(),
		.has_more = has_more(&visit->person),
		.refresh_seconds = visit->refresh_seconds,
	};
}

/* The cookie holds the words, before them perhaps the number of what can be taken back. */
static void write_message(struct visit *visit)
{
	struct str words = visit->message_shown, undo_id = str_cut(&words, '.'), text;

	if (!uuid_is(undo_id)) {
		words = visit->message_shown;
		undo_id = S("");
	}
	if (!words.len || !request_decode(visit->request->arena, words, false, &text))
		return;
	frame_message(&visit->page, text);
	if (undo_id.len && visit->person.id)
		frame_undo(&visit->page, visit->request, undo_id);
}

struct out *page_begin(struct request *request, struct view *view, const char *title)
{
	struct visit *visit = visit_of(request);
	struct frame frame;

	(void)view;
	out_init(&visit->page, request->arena, LONGEST_PAGE);
	if (visit->is_part)
		return &visit->page;
	frame = frame_of(visit, title);
	frame_top(&visit->page, &frame);
	frame_head(&visit->page, &frame);
	write_message(visit);
	return &visit->page;
}

struct out *page_begin_bare(struct request *request, const char *dress, const char *title)
{
	struct visit *visit = visit_of(request);
	struct frame frame;

	visit->is_bare = true;
	out_init(&visit->page, request->arena, LONGEST_PAGE);
	frame = frame_of(visit, title);
	frame.body_class = dress;
	frame_top(&visit->page, &frame);
	frame_bare_head(&visit->page, &frame);
	write_message(visit);
	return &visit->page;
}

struct reply page_end(struct request *request, int status)
{
	struct visit *visit = visit_of(request);
	struct frame frame = frame_of(visit, "");
	struct reply reply;

	if (!visit->is_part)
		frame_foot(&visit->page, &frame);
	if (visit->page.is_full)
		return reply_text(500, S("The page became too long.\n"));
	reply = reply_bytes(status, "text/html; charset=utf-8", out_str(&visit->page));
	if (visit->message_shown.len)
		reply_cookie(&reply, request->arena, (struct cookie){ .name = "message", .seconds = -1 });
	return reply;
}

void request_message(struct request *request, const char *text)
{
	visit_of(request)->message = text;
}
