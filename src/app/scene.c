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
#include "app/scene_inside.h"

#include "base/say.h"
#include "kit/setting.h"
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

/* ---- Saying what was wrong ---------------------------------------------------------- */

void fault(struct scene *scene, const char *format, ...)
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

/* A browser keeps what stands after # to itself: it is a place on the page. */
static void step_follow(struct scene *scene, const struct words *words)
{
	struct str place = scene->location;

	(void)words;
	if (place.len)
		ask(scene, "GET", str_cut(&place, '#'), S(""), S(""));
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

/* The program's output is shown with the scene's; VARN_SCENE_DB is the city of the scene. */
__attribute__((noreturn))
static void command_become(struct scene *scene, const struct words *words)
{
	struct str url = store_url(scene->store, scene->arena);
	char *argv[MOST_WORDS + 1] = { NULL };

	for (size_t i = 1; i < words->count; i++)
		argv[i - 1] = (char *)str_z(scene->arena, words->at[i]);
	setenv("VARN_SCENE_DB", str_z(scene->arena, url), 1);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* A program of the machine, which does what no request can: takes the network away, kills. */
static void step_run_command(struct scene *scene, const struct words *words)
{
	int status = 0;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child < 0)
		abandon("cannot start a program of the scene", strerror(errno));
	if (!child)
		command_become(scene, words);
	while (waitpid(child, &status, 0) < 0)
		must(errno == EINTR);
	if (status)
		fault(scene, "\"%.*s\" ended with %d", STR(words->at[1]),
			WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
	else
		scene->score->passed++;
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
	{ "run", step_run_command, 2, 0 },
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

/* A database without a city gets the small demo city, at noon whatever the hour is here. */
static int fill(struct store *store)
{
	char *words[] = { "demo", "--size", "small", "--at", "12:00", NULL };
	int out, null, status;

	fflush(NULL);
	out = dup(STDOUT_FILENO);
	null = open("/dev/null", O_WRONLY);
	dup2(null, STDOUT_FILENO);      /* who can sign in is of no interest here */
	status = demo_command(store, COUNT(words) - 1, words);
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
