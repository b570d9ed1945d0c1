/* SPDX-License-Identifier: EUPL-1.2 */
/* app/scene_inside.h - a scene that is walked through: shared by scene.c and scene_ask.c. */
#pragma once

#include "app/scene.h"
#include "http/server.h"
#include "kit/job.h"
#include "store/store.h"

#include <sys/types.h>

enum {
	MOST_PEOPLE = 24,               /* in one scene */
	MOST_COOKIES = 8,
	MOST_SENT = 120,                /* fields of one post */
	MOST_HEADERS = 8,
	SCENE_BYTES = 1 << 30,
	REQUEST_ROOM = 512 << 20,
	SCENE_SECONDS = 240,
	WAIT_TRIES = 150,
	WAIT_MICROSECONDS = 200 * 1000,
	SHOWN_LETTERS = 300,            /* of a page that was not as it should be */
};

/* What somebody in the scene has before the eyes: as a browser of their own. */
struct actor {
	struct str login;               /* "" is nobody */
	struct pair cookies[MOST_COOKIES];
	size_t cookie_count;
	struct str body;                /* of the last page that was got */
};

struct sent {                           /* the last post, for `again` */
	const char *method;
	struct str target, type, body;
};

/* Kept where the parent can read it when the scene's process has ended. */
struct score {
	int passed, failed, line;
};

struct scene {
	const char *file;
	int line;
	struct str whole;               /* the line as it is written */
	struct arena *arena;
	struct arena *request;          /* emptied before each request */
	struct store *store;
	struct server server;
	struct score *score;
	struct kept kept;
	struct actor actors[MOST_PEOPLE];
	size_t actor_count;
	struct actor *actor;
	struct pair headers[MOST_HEADERS];      /* for the next request only */
	size_t header_count;
	struct str without[MOST_HEADERS];       /* hidden fields the next post leaves out */
	size_t without_count;
	struct sent sent;
	pid_t jobs;                     /* the supervisor, once somebody waits */

	int status;                     /* the last answer */
	struct str body, text, location, got;
	struct pair answered[MOST_REPLY_HEADERS];
	size_t answered_count;
};

/* scene.c: says what was wrong, with file and line, and counts it. */
__attribute__((format(printf, 2, 3)))
void fault(struct scene *scene, const char *format, ...);

/* ---- scene_ask.c -------------------------------------------------------------------- */

void cookie_take(struct scene *scene, struct str text);         /* "NAME=VALUE; ..." */
struct str file_read(struct arena *arena, const char *path, bool *is_there);
/* As a browser of the actor; the answer stands in the scene. */
void ask(struct scene *scene, const char *method, struct str target, struct str type,
         struct str body);
/* The words from number `from` on, each NAME=VALUE; answers how many. */
size_t fields_said(struct scene *scene, const struct words *words, size_t from,
                   struct pair *fields);
/* And what a browser adds by itself: the hidden fields of the form with that action. */
size_t add_hidden(struct scene *scene, struct str path, struct pair *fields, size_t count);
bool is_said(const struct pair *fields, size_t count, struct str name);
bool is_left_out(const struct scene *scene, struct str name);   /* by `without` */
bool page_has_token(struct scene *scene);
void open_some_page(struct scene *scene);       /* when the actor has none with a token */
void send_fields(struct scene *scene, struct str target, struct pair *fields, size_t count);
void send_again(struct scene *scene);
