/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/scene.c - varn scene: walks through scenes, tests that a coordinator can read.
 *
 * A scene asks the whole program, from the request to the answer, without a socket.  Each
 * file runs in a process of its own on a small demo city of its own: on SQLite a copy of the
 * database that was given, on PostgreSQL that database itself (tests/scenes.sh makes the
 * copies).  The words of a scene stand in tests/README.md.
 */
#include "app/app.h"
#include "app/scene.h"

#include "base/json.h"
#include "base/say.h"
#include "http/server.h"
#include "kit/setting.h"
#include "kit/job.h"
#include "store/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

static const char boundary[] = "scene-7d1f0c5a9b";

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

/* ---- Saying what was wrong ---------------------------------------------------------- */

__attribute__((format(printf, 2, 3)))
static void fault(struct scene *scene, const char *format, ...)
{
	va_list list;

	scene->score->failed++;
	printf("%s:%d: ", scene->file, scene->line);
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
	printf("\n");
	fflush(stdout);
}

/* What one looks at: the text of a page, or the body when it is no page. */
static struct str seen(const struct scene *scene)
{
	return scene->text.len ? scene->text : scene->body;
}

/* The content, without the menu above it. */
static struct str seen_shortly(const struct scene *scene)
{
	struct str text = seen(scene);
	ptrdiff_t main = str_find(scene->body, S("<main"));

	if (scene->text.len && main >= 0)
		text = page_text(scene->arena, str_part(scene->body, (size_t)main, scene->body.len));
	return str_letters_part(text, SHOWN_LETTERS);
}

static void check(struct scene *scene, bool is_true, const char *what, struct str wanted)
{
	if (is_true)
		scene->score->passed++;
	else
		fault(scene, "%s \"%.*s\": the answer was %d%s%.*s \"%.*s ...\"", what, STR(wanted),
			scene->status, scene->location.len ? " to " : "", STR(scene->location),
			STR(seen_shortly(scene)));
}

/* ---- Cookies ------------------------------------------------------------------------ */

static void cookie_take(struct scene *scene, struct str text)
{
	struct actor *actor = scene->actor;
	struct str value = str_cut(&text, ';'), name = str_cut(&value, '=');
	bool is_gone = str_find(text, S("Max-Age=0")) >= 0 || !value.len;
	size_t i = 0;

	while (i < actor->cookie_count && !str_equals(actor->cookies[i].name, name))
		i++;
	if (is_gone) {
		if (i < actor->cookie_count)
			actor->cookies[i] = actor->cookies[--actor->cookie_count];
		return;
	}
	must(i < MOST_COOKIES);
	actor->cookies[i] = (struct pair){ arena_copy(scene->arena, name),
		arena_copy(scene->arena, value) };
	if (i == actor->cookie_count)
		actor->cookie_count++;
}

static struct str cookies_text(struct scene *scene)
{
	struct out out;

	out_init(&out, scene->request, LONGEST_HEAD);
	for (size_t i = 0; i < scene->actor->cookie_count; i++)
		out_print(&out, "%s%.*s=%.*s", i ? "; " : "", STR(scene->actor->cookies[i].name),
			STR(scene->actor->cookies[i].value));
	return out_str(&out);
}

/* ---- Asking ------------------------------------------------------------------------- */

static struct str file_read(struct arena *arena, const char *path, bool *is_there)
{
	struct stat stat;
	struct str text = S("");
	FILE *file = fopen(path, "rb");

	*is_there = file && !fstat(fileno(file), &stat) && stat.st_size <= LARGEST_UPLOAD;
	if (*is_there) {
		char *at = arena_take(arena, (size_t)stat.st_size + 1);

		text = (struct str){ at, fread(at, 1, (size_t)stat.st_size, file) };
	}
	if (file)
		fclose(file);
	return text;
}

/* What says that it is JSON must be, whatever the scene looks for in it. */
static void json_judge(struct scene *scene, struct str type)
{
	struct str problem;
	json_t *json;

	if (!str_starts(type, S("application/json")) && !str_starts(type, S("application/problem+json")))
		return;
	json = json_read(scene->arena, scene->body, &problem);
	if (!json)
		fault(scene, "the answer is no JSON: %.*s", STR(problem));
	json_decref(json);
}

static void answer_keep(struct scene *scene, const struct reply *reply)
{
	bool is_there;

	scene->status = reply->status;
	scene->body = reply->file ? file_read(scene->arena, reply->file, &is_there)
		: arena_copy(scene->arena, reply->body);
	scene->location = scene->text = S("");
	scene->answered_count = 0;
	for (size_t i = 0; i < reply->header_count; i++) {
		struct pair header = { arena_copy(scene->arena, reply->headers[i].name),
			arena_copy(scene->arena, reply->headers[i].value) };

		scene->answered[scene->answered_count++] = header;
		if (str_is_nocase(header.name, "location"))
			scene->location = header.value;
		if (str_is_nocase(header.name, "set-cookie"))
			cookie_take(scene, header.value);
	}
	if (str_starts(reply->type, S("text/html")))
		scene->text = page_text(scene->arena, scene->body);
	json_judge(scene, reply->type);
}

static void ask(struct scene *scene, const char *method, struct str target,
                struct str type, struct str body)
{
	struct pair headers[MOST_HEADERS + 3] = { { S("Host"), S("127.0.0.1") } };
	size_t count = 1;
	struct reply reply;

	arena_clear(scene->request);
	if (scene->actor->cookie_count)
		headers[count++] = (struct pair){ S("Cookie"), cookies_text(scene) };
	if (type.len)
		headers[count++] = (struct pair){ S("Content-Type"), type };
	for (size_t i = 0; i < scene->header_count; i++)
		headers[count++] = scene->headers[i];
	scene->header_count = scene->without_count = 0;
	reply = server_loopback(&scene->server, scene->request, method,
		str_z(scene->arena, target), headers, count, body);
	answer_keep(scene, &reply);
	if (!strcmp(method, "GET")) {
		scene->got = target;
		scene->actor->body = scene->body;
	} else if (scene->text.len) {
		scene->actor->body = scene->body;       /* the form again, with its problems */
	}
}

/* ---- Posting ------------------------------------------------------------------------ */

static void put_encoded(struct out *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			out_char(out, (char)c);
		else if (c && strchr("0123456789-._~", c))
			out_char(out, (char)c);
		else
			out_print(out, "%%%02X", c);
	}
}

static struct str form_body(struct scene *scene, const struct pair *fields, size_t count)
{
	struct out out;

	out_init(&out, scene->arena, LONGEST_BODY);
	for (size_t i = 0; i < count; i++) {
		if (i)
			out_char(&out, '&');
		put_encoded(&out, fields[i].name);
		out_char(&out, '=');
		put_encoded(&out, fields[i].value);
	}
	return out_str(&out);
}

static void put_file(struct scene *scene, struct out *out, struct str path)
{
	const char *z = str_z(scene->arena, path), *slash = strrchr(z, '/');
	bool is_there;
	struct str content = file_read(scene->arena, z, &is_there);

	if (!is_there)
		fault(scene, "there is no file %s", z);
	out_print(out, "; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n",
		slash ? slash + 1 : z);
	out_raw(out, content);
}

static struct str multipart_body(struct scene *scene, const struct pair *fields,
                                 size_t count)
{
	struct out out;

	out_init(&out, scene->arena, LARGEST_UPLOAD);
	for (size_t i = 0; i < count; i++) {
		struct str value = fields[i].value;

		out_print(&out, "--%s\r\nContent-Disposition: form-data; name=\"%.*s\"", boundary,
			STR(fields[i].name));
		if (str_starts(value, S("@"))) {
			put_file(scene, &out, str_part(value, 1, value.len));
		} else {
			out_z(&out, "\r\n\r\n");
			out_raw(&out, value);
		}
		out_z(&out, "\r\n");
	}
	out_print(&out, "--%s--\r\n", boundary);
	return out_str(&out);
}

static bool has_file(const struct pair *fields, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(fields[i].value, S("@")))
			return true;
	return false;
}

static bool is_said(const struct pair *fields, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(fields[i].name, name))
			return true;
	return false;
}

static bool is_left_out(const struct scene *scene, struct str name)
{
	for (size_t i = 0; i < scene->without_count; i++)
		if (str_equals(scene->without[i], name))
			return true;
	return false;
}

static bool page_has_token(struct scene *scene)
{
	return str_find(scene->actor->body, S("name=\"_token\"")) >= 0;
}

/* A signed-in person who has opened no page yet opens their settings. */
static void open_some_page(struct scene *scene)
{
	struct pair headers[MOST_HEADERS];
	size_t header_count = scene->header_count, without = scene->without_count;

	if (!scene->actor->login.len || page_has_token(scene))
		return;
	memcpy(headers, scene->headers, sizeof headers);
	scene->header_count = 0;
	ask(scene, "GET", S("/me"), S(""), S(""));
	memcpy(scene->headers, headers, sizeof headers);
	scene->header_count = header_count;
	scene->without_count = without;
}

/* What a browser adds by itself: the hidden fields of the form that is sent. */
static size_t add_hidden(struct scene *scene, struct str path, struct pair *fields,
                         size_t count)
{
	struct pair hidden[MOST_SENT];
	size_t said = count, found;

	open_some_page(scene);
	found = page_hidden(scene->arena, scene->actor->body, path, hidden, COUNT(hidden));
	for (size_t i = 0; i < found && count < MOST_SENT; i++)
		if (!is_said(fields, said, hidden[i].name) && !is_left_out(scene, hidden[i].name))
			fields[count++] = hidden[i];
	return count;
}

static size_t fields_said(struct scene *scene, const struct words *words, size_t from,
                          struct pair *fields)
{
	size_t count = 0;

	for (size_t i = from; i < words->count; i++) {
		struct str value = words->at[i], name = str_cut(&value, '=');

		if (name.len == words->at[i].len)
			fault(scene, "\"%.*s\" has no =", STR(name));
		fields[count++] = (struct pair){ name, value };
	}
	return count;
}

static void send_again(struct scene *scene)
{
	ask(scene, scene->sent.method, scene->sent.target, scene->sent.type, scene->sent.body);
}

static void send_fields(struct scene *scene, struct str target, struct pair *fields,
                        size_t count)
{
	bool is_multipart = has_file(fields, count);

	scene->sent = (struct sent){
		.method = "POST", .target = target,
		.type = is_multipart ? arena_print(scene->arena, "multipart/form-data; boundary=%s",
			boundary) : S("application/x-www-form-urlencoded"),
		.body = is_multipart ? multipart_body(scene, fields, count)
			: form_body(scene, fields, count),
	};
	send_again(scene);
}

/* ---- The steps ---------------------------------------------------------------------- */

static struct actor *actor_of(struct scene *scene, struct str login)
{
	for (size_t i = 0; i < scene->actor_count; i++)
		if (str_equals(scene->actors[i].login, login))
			return &scene->actors[i];
	must(scene->actor_count < MOST_PEOPLE);
	struct actor *actor = &scene->actors[scene->actor_count++];

	*actor = (struct actor){ .login = login, .cookie_count = 1,
		.cookies = { { S("language"), S("en") } } };
	return actor;
}

static bool has_session(const struct actor *actor)
{
	return is_said(actor->cookies, actor->cookie_count, str_of(access_cookie));
}

static void step_as(struct scene *scene, const struct words *words)
{
	struct str login = words->at[1];
	struct pair fields[] = { { S("login"), login }, { S("next"), S("/") } };

	if (str_is(login, "nobody"))
		login = S("");
	scene->actor = actor_of(scene, login);
	if (!login.len || has_session(scene->actor))
		return;
	send_fields(scene, S("/sign-in/demo"), fields, COUNT(fields));
	if (!has_session(scene->actor))
		fault(scene, "the demo has no \"%.*s\" to sign in as", STR(login));
}

static void step_get(struct scene *scene, const struct words *words)
{
	ask(scene, "GET", words->at[1], S(""), S(""));
}

static void step_send(struct scene *scene, const struct words *words)
{
	scene->sent = (struct sent){ .method = str_z(scene->arena, words->at[1]),
		.target = words->at[2] };
	send_again(scene);
}

static void step_post(struct scene *scene, const struct words *words)
{
	struct pair fields[MOST_SENT];
	size_t count = fields_said(scene, words, 2, fields);

	count = add_hidden(scene, words->at[1], fields, count);
	send_fields(scene, words->at[1], fields, count);
}

static void step_post_json(struct scene *scene, const struct words *words)
{
	struct pair token[1];

	open_some_page(scene);
	if (page_has_token(scene) && !is_left_out(scene, S("_token"))
	    && page_hidden(scene->arena, scene->actor->body, S(""), token, COUNT(token))
	    && scene->header_count < MOST_HEADERS)
		scene->headers[scene->header_count++] =
			(struct pair){ S("X-CSRF-Token"), token[0].value };
	scene->sent = (struct sent){
		.method = "POST", .target = words->at[1], .type = S("application/json"),
		.body = words_after(scene->arena, scene->whole, 2, &scene->kept),
	};
	send_again(scene);
}

static void step_again(struct scene *scene, const struct words *words)
{
	(void)words;
	if (scene->sent.method)
		send_again(scene);
	else
		fault(scene, "nothing has been sent yet");
}

static void step_follow(struct scene *scene, const struct words *words)
{
	(void)words;
	if (scene->location.len)
		ask(scene, "GET", scene->location, S(""), S(""));
	else
		check(scene, false, "follow", S(""));
}

static bool is_seen(const struct scene *scene, struct str what)
{
	return str_find(seen(scene), what) >= 0 || str_find(scene->body, what) >= 0;
}

static void step_see(struct scene *scene, const struct words *words)
{
	int64_t status;
	size_t from = 1;

	if (str_to_int(words->at[1], &status)) {
		check(scene, scene->status == status, "see", words->at[1]);
		from = 2;
	}
	for (size_t i = from; i < words->count; i++) {
		bool is_path = scene->location.len && str_starts(words->at[i], S("/"));

		check(scene, is_path ? str_starts(scene->location, words->at[i])
			: is_seen(scene, words->at[i]), "see", words->at[i]);
	}
}

static void step_not(struct scene *scene, const struct words *words)
{
	for (size_t i = 1; i < words->count; i++)
		check(scene, !is_seen(scene, words->at[i]), "not", words->at[i]);
}

/* head NAME "text": a header of the answer. */
static void step_head(struct scene *scene, const struct words *words)
{
	const char *name = str_z(scene->arena, words->at[1]);
	bool is_there = false;

	for (size_t i = 0; i < scene->answered_count; i++)
		if (str_is_nocase(scene->answered[i].name, name)
		    && str_find(scene->answered[i].value, words->at[2]) >= 0)
			is_there = true;
	check(scene, is_there, "head", words->at[2]);
}

/* keep NAME after "text" | keep NAME from REGEX */
static void step_keep(struct scene *scene, const struct words *words)
{
	const struct str places[] = { scene->location, seen(scene), scene->body };
	struct str value = S("");

	for (size_t i = 0; i < COUNT(places) && !value.len; i++)
		value = str_is(words->at[2], "after") ? text_word_after(places[i], words->at[3])
			: text_like(scene->arena, places[i], words->at[3]);
	check(scene, value.len > 0, "keep", words->at[3]);
	kept_put(&scene->kept, words->at[1], value);
}

static void step_header(struct scene *scene, const struct words *words)
{
	if (scene->header_count < MOST_HEADERS)
		scene->headers[scene->header_count++] = (struct pair){ words->at[1], words->at[2] };
}

static void step_without(struct scene *scene, const struct words *words)
{
	for (size_t i = 1; i < words->count && scene->without_count < MOST_HEADERS; i++)
		scene->without[scene->without_count++] = words->at[i];
}

static void step_language(struct scene *scene, const struct words *words)
{
	cookie_take(scene, arena_print(scene->arena, "language=%.*s; Path=/",
		STR(words->at[1])));
}

static void step_clock(struct scene *scene, const struct words *words)
{
	struct instant instant = { 0 };

	if (str_is(words->at[1], "now") || instant_read(words->at[1], &instant))
		calendar_freeze(instant);
	else
		fault(scene, "\"%.*s\" is no time", STR(words->at[1]));
}

static void step_setting(struct scene *scene, const struct words *words)
{
	struct change *change = change_open(scene->store, scene->arena,
		(struct who){ .is_system = true });

	setting_put(change, str_z(scene->arena, words->at[1]), words->at[2]);
	if (change_commit(change) != COMMITTED)
		fault(scene, "the setting \"%.*s\" could not be written", STR(words->at[1]));
}

static void jobs_begin(struct scene *scene)
{
	pid_t parent = getpid();

	if (scene->jobs)
		return;
	fflush(NULL);
	scene->jobs = fork();
	if (scene->jobs < 0)
		abandon("cannot start the job process", strerror(errno));
	if (scene->jobs)
		return;
	store_reopen(scene->store);
	if (getppid() == parent)
		job_supervise(scene->store);
	_exit(0);
}

/* The last page again and again, while the job process works, until a text is there. */
static void step_wait(struct scene *scene, const struct words *words)
{
	struct str target = scene->got;

	jobs_begin(scene);
	for (int i = 0; i < WAIT_TRIES && !is_seen(scene, words->at[1]); i++) {
		usleep(WAIT_MICROSECONDS);
		ask(scene, "GET", target, S(""), S(""));
	}
	check(scene, is_seen(scene, words->at[1]), "wait", words->at[1]);
}

static const struct step {
	const char *word;
	void (*run)(struct scene *scene, const struct words *words);
	size_t least;                   /* words, with the first */
	size_t plus_from;               /* from which word on + is a space; 0: never */
} steps[] = {
	{ "as", step_as, 2, 0 },
	{ "get", step_get, 2, 0 },
	{ "post", step_post, 2, 2 },
	{ "post-json", step_post_json, 3, 0 },
	{ "send", step_send, 3, 0 },
	{ "again", step_again, 1, 0 },
	{ "follow", step_follow, 1, 0 },
	{ "see", step_see, 2, 0 },
	{ "not", step_not, 2, 0 },
	{ "head", step_head, 3, 0 },
	{ "keep", step_keep, 4, 0 },
	{ "header", step_header, 3, 0 },
	{ "without", step_without, 2, 0 },
	{ "language", step_language, 2, 0 },
	{ "clock", step_clock, 2, 0 },
	{ "setting", step_setting, 3, 0 },
	{ "wait", step_wait, 2, 0 },
};

static const struct step *step_find(struct str word)
{
	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(word, steps[i].word))
			return &steps[i];
	return NULL;
}

static void step_run(struct scene *scene)
{
	struct words words = words_read(scene->arena, scene->whole, &scene->kept, MOST_WORDS);
	const struct step *step = step_find(words.at[0]);

	if (!step) {
		fault(scene, "there is no step \"%.*s\"", STR(words.at[0]));
		return;
	}
	if (step->plus_from)
		words = words_read(scene->arena, scene->whole, &scene->kept, step->plus_from);
	if (words.missing.len)
		fault(scene, "nobody has kept $%.*s", STR(words.missing));
	else if (words.count < step->least)
		fault(scene, "\"%s\" wants more words", step->word);
	else
		step->run(scene, &words);
}

/* ---- One file ----------------------------------------------------------------------- */

static struct reply scene_answer(struct request *request, void *context)
{
	return route_answer(request, context);
}

static void lines_run(struct scene *scene, struct str text)
{
	int next_line = 1;

	while (scene_line(scene->arena, &text, &next_line, &scene->line, &scene->whole)) {
		scene->score->line = scene->line;
		step_run(scene);
	}
}

__attribute__((noreturn))
static void scene_run(const char *file, struct store *store, struct score *score)
{
	struct arena *arena = arena_open(SCENE_BYTES);
	struct scene *scene = arena_new(arena, struct scene);
	bool is_there;
	struct str text = file_read(arena, file, &is_there);

	*scene = (struct scene){
		.file = file, .arena = arena, .request = arena_open(REQUEST_ROOM), .store = store,
		.score = score,
		.server = { .listen = "127.0.0.1:0", .arena_bytes = REQUEST_ROOM,
		            .answer = scene_answer, .context = store },
	};
	scene->actor = actor_of(scene, S(""));
	if (is_there)
		lines_run(scene, text);
	else
		fault(scene, "the file cannot be read");
	if (scene->jobs)
		kill(scene->jobs, SIGTERM);
	fflush(NULL);
	_exit(0);
}

/* ---- The database of a scene -------------------------------------------------------- */

/* In the scene's own process: no handle crosses a fork. */
static struct store *store_of_scene(struct store *store, const char *copy)
{
	if (!*copy) {
		store_reopen(store);
		return store;
	}
	return store_open(copy);
}

static void copy_make(struct store *store, char *copy, size_t size)
{
	static int number;

	*copy = '\0';
	if (store_is_postgres(store))
		return;
	snprintf(copy, size, "sqlite:%s/varn-scene-%ld-%d.db",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid(), ++number);
	if (!store_backup(store, copy + strlen("sqlite:")))
		abandon("Could not copy the database for a scene.", copy);
}

static void copy_remove(const char *copy)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };
	char path[600];

	for (size_t i = 0; *copy && i < COUNT(endings); i++) {
		snprintf(path, sizeof path, "%s%s", copy + strlen("sqlite:"), endings[i]);
		unlink(path);
	}
}

static void ending_judge(const char *file, int status, struct score *score)
{
	if (WIFSIGNALED(status))
		printf("%s:%d: ended by signal %d\n", file, score->line, WTERMSIG(status));
	else if (WEXITSTATUS(status))
		printf("%s:%d: ended with status %d\n", file, score->line, WEXITSTATUS(status));
	if (status)
		score->failed++;
	printf("%s %s: %d passed, %d failed\n", score->failed ? "FAILED" : "ok", file,
		score->passed, score->failed);
	fflush(stdout);
}

static void scene_walk(struct store *store, const char *file, struct score *score)
{
	char copy[512];
	int status = 0;
	pid_t child;

	*score = (struct score){ 0 };
	copy_make(store, copy, sizeof copy);
	fflush(NULL);
	child = fork();
	if (child < 0)
		abandon("cannot start a process for a scene", strerror(errno));
	if (!child) {
		setpgid(0, 0);
		alarm(SCENE_SECONDS);
		access_make();          /* what one scene has sent is not held against the next */
		scene_run(file, store_of_scene(store, copy), score);
	}
	while (waitpid(child, &status, 0) < 0)
		must(errno == EINTR);
	kill(-child, SIGKILL);          /* and the job process, if there was one */
	copy_remove(copy);
	ending_judge(file, status, score);
}

/* A database without a city gets the small demo city. */
static int fill(struct store *store)
{
	char *words[] = { "demo", "--size", "small", NULL };
	int out, null, status;

	fflush(NULL);
	out = dup(STDOUT_FILENO);
	null = open("/dev/null", O_WRONLY);
	dup2(null, STDOUT_FILENO);      /* who can sign in is of no interest here */
	status = demo_command(store, 3, words);
	fflush(NULL);
	dup2(out, STDOUT_FILENO);
	close(out);
	close(null);
	return status;
}

int scene_command(struct store *store, int argc, char **argv)
{
	struct score *score = mmap(NULL, sizeof *score, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int passed = 0, failed = 0;

	must(score != MAP_FAILED);
	if (argc < 2) {
		fprintf(stderr, "varn scene: say which files\n");
		return 2;
	}
	if (fill(store))
		return 1;
	say_quietly(true);
	turn_make();
	for (int i = 1; i < argc; i++) {
		if (!strncmp(argv[i], "--", 2)) {
			i++;            /* an option and its value */
			continue;
		}
		scene_walk(store, argv[i], score);
		passed += score->passed;
		failed += score->failed;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}
