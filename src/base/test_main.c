/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/test_main.c - runs the tests: varn-tests [--store sqlite|postgresql] [NAME...]
 *
 * Each test runs in its own process, in its own process group, with a limit of time; what it
 * writes is kept and shown only when it fails.  A NAME is a part of a test's name or file.
 */
#define _GNU_SOURCE 1 /* nftw, strsignal */

#include "base/test.h"
#include "base/calendar.h"
#include "base/crypto.h"
#include "base/say.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	TEST_SECONDS = 240,
	TEST_MEMORY = 1024 * 1024 * 1024,
	OUTPUT_LONGEST = 64 * 1024,             /* shown of one failing test */
	WHY_LONGEST = 200,
	SKIPS_MOST = 256,                       /* told of one by one */
};

enum store { STORE_none, STORE_sqlite, STORE_postgresql };

static const char *const store_names[] = {
	[STORE_none] = "", [STORE_sqlite] = "sqlite", [STORE_postgresql] = "postgresql",
};

/* What the test's process tells its parent. */
struct told {
	bool has_finished;
	int failures;
	char skipped[WHY_LONGEST];
};

struct skip {
	const struct test *test;
	enum store store;
	char why[WHY_LONGEST];
};

const char *(*test_make_database)(const char *server_url, int n);
void (*test_drop_database)(const char *server_url, const char *url);

static struct test *tests;
static struct told *told;
static struct arena *arena;
static const char *database;
static int passed, failed, skipped;
static struct skip skips[SKIPS_MOST];

/* --- what tests call ------------------------------------------------------------------- */

void test_register(struct test *test)
{
	test->next = tests;
	tests = test;
}

void test_failed(const char *what, const char *file, int line)
{
	told->failures++;
	fprintf(stderr, "%s:%d: not true: %s\n", file, line, what);
}

__attribute__((noreturn)) static void test_end(void)
{
	arena_close(arena);
	arena = NULL;
	told->has_finished = true;
	exit(0);
}

void test_skip(const char *why)
{
	snprintf(told->skipped, sizeof(told->skipped), "%s", why);
	test_end();
}

struct arena *test_arena(void)
{
	return arena;
}

const char *test_database(void)
{
	must(database != NULL);         /* the test is not TEST_ON_STORES */
	return database;
}

const char *test_shared(const char *path)
{
	const char *folder = getenv("VARN_SHARED");
	struct str full = arena_print(arena, "%s/%s", folder ? folder : "../shared", path);
	const char *why = arena_print(arena, "%s is not there", full.at).at;

	if (access(full.at, R_OK) != 0)
		test_skip(why);
	return full.at;
}

/* --- one test -------------------------------------------------------------------------- */

__attribute__((noreturn)) static void child_run(const struct test *test, int output)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	arena = arena_open(TEST_MEMORY);
	alarm(TEST_SECONDS);
	test->run();
	test_end();
}

/* The process's status; whatever it started ends with it. */
static int child_wait(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			abandon("cannot wait for a test", strerror(errno));
	kill(-child, SIGKILL);
	return status;
}

static void output_show(FILE *output)
{
	char buffer[4096];
	size_t len, shown = 0;

	rewind(output);
	while (shown < OUTPUT_LONGEST &&
	       (len = fread(buffer, 1, sizeof(buffer), output)) > 0) {
		fwrite(buffer, 1, len, stdout);
		shown += len;
	}
}

static void failure_show(const struct test *test, enum store store, int status,
	FILE *output)
{
	printf("FAILED %s (%s)%s%s\n", test->name, test->file, store ? " on " : "",
		store_names[store]);
	output_show(output);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		printf("  took more than %d seconds\n", TEST_SECONDS);
	else if (WIFSIGNALED(status))
		printf("  ended by signal %d (%s)\n", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	else if (WEXITSTATUS(status) != 0)
		printf("  ended with status %d\n", WEXITSTATUS(status));
	else if (!told->has_finished)
		printf("  left before its end\n");
	printf("\n");
	failed++;
}

static void skip_note(const struct test *test, enum store store, const char *why)
{
	if (skipped < SKIPS_MOST) {
		skips[skipped] = (struct skip){ .test = test, .store = store };
		snprintf(skips[skipped].why, WHY_LONGEST, "%s", why);
	}
	skipped++;
}

static void result_judge(const struct test *test, enum store store, int status,
	FILE *output)
{
	if (status != 0 || told->failures > 0 || !told->has_finished)
		failure_show(test, store, status, output);
	else if (told->skipped[0])
		skip_note(test, store, told->skipped);
	else
		passed++;
}

static void test_run(const struct test *test, enum store store)
{
	FILE *output = tmpfile();
	pid_t child;

	if (!output)
		abandon("cannot make a temporary file", strerror(errno));
	*told = (struct told){ 0 };
	fflush(NULL);
	child = fork();
	if (child < 0)
		abandon("cannot start a process for a test", strerror(errno));
	if (child == 0)
		child_run(test, fileno(output));
	result_judge(test, store, child_wait(child), output);
	fclose(output);
}

/* --- databases ------------------------------------------------------------------------- */

static int entry_remove(const char *path, const struct stat *stat, int kind,
	struct FTW *place)
{
	(void)stat;
	(void)kind;
	(void)place;
	return remove(path);
}

static void test_run_on_sqlite(const struct test *test)
{
	const char *base = getenv("TMPDIR");
	char folder[512], url[600];

	snprintf(folder, sizeof(folder), "%s/varn-test-XXXXXX", base ? base : "/tmp");
	if (!mkdtemp(folder))
		abandon("cannot make a folder for a test", strerror(errno));
	snprintf(url, sizeof(url), "sqlite:%s/test.db", folder);
	database = url;
	test_run(test, STORE_sqlite);
	database = NULL;
	nftw(folder, entry_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void test_run_on_postgresql(const struct test *test)
{
	static int n;
	const char *server = getenv("VARN_TEST_PG");

	if (!server || !*server) {
		skip_note(test, STORE_postgresql, "VARN_TEST_PG is not set");
		return;
	}
	must(test_make_database != NULL);       /* store's tests set it */
	database = test_make_database(server, ++n);
	if (!database) {
		printf("FAILED %s (%s): no database on %s\n\n", test->name, test->file,
			server);
		failed++;
		return;
	}
	test_run(test, STORE_postgresql);
	if (test_drop_database)
		test_drop_database(server, database);
	database = NULL;
}

/* --- all tests ------------------------------------------------------------------------- */

struct wish {
	enum store store;               /* STORE_none: every store */
	int count;
	char *const *names;             /* none: every test */
};

static bool is_wished(const struct test *test, const struct wish *wish)
{
	for (int i = 0; i < wish->count; i++)
		if (strstr(test->name, wish->names[i]) || strstr(test->file, wish->names[i]))
			return true;
	return wish->count == 0;
}

static void test_run_on_wished(const struct test *test, const struct wish *wish)
{
	if (!test->on_stores) {
		test_run(test, STORE_none);
		return;
	}
	if (wish->store != STORE_postgresql)
		test_run_on_sqlite(test);
	if (wish->store != STORE_sqlite)
		test_run_on_postgresql(test);
}

static bool stands_before(const struct test *a, const struct test *b)
{
	int order = strcmp(a->file, b->file);

	return order ? order < 0 : strcmp(a->name, b->name) < 0;
}

/* Registration follows the linker's whim; the report should not. */
static void tests_sort(void)
{
	struct test *sorted = NULL;

	while (tests) {
		struct test *test = tests, **place = &sorted;

		tests = test->next;
		while (*place && stands_before(*place, test))
			place = &(*place)->next;
		test->next = *place;
		*place = test;
	}
	tests = sorted;
}

static void skips_show(void)
{
	int told_of = skipped < SKIPS_MOST ? skipped : SKIPS_MOST;

	for (int i = 0; i < told_of; i++)
		printf("skipped %s%s%s: %s\n", skips[i].test->name,
			skips[i].store ? " on " : "", store_names[skips[i].store],
			skips[i].why);
	if (skipped > told_of)
		printf("skipped %d more\n", skipped - told_of);
}

static bool wish_read(int argc, char **argv, struct wish *wish)
{
	int i = 1;

	*wish = (struct wish){ 0 };
	if (argc > 2 && strcmp(argv[1], "--store") == 0) {
		for (size_t store = 1; store < COUNT(store_names); store++)
			if (strcmp(argv[2], store_names[store]) == 0)
				wish->store = (enum store)store;
		if (!wish->store)
			return false;
		i = 3;
	}
	wish->count = argc - i;
	wish->names = argv + i;
	return i >= argc || argv[i][0] != '-';
}

static void told_open(void)
{
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		-1, 0);
	if (told == MAP_FAILED)
		abandon("cannot share memory with the tests", strerror(errno));
}

int main(int argc, char **argv)
{
	struct wish wish;

	if (!wish_read(argc, argv, &wish)) {
		fprintf(stderr, "usage: %s [--store sqlite|postgresql] [NAME...]\n", argv[0]);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, BUFSIZ);  /* whoever ends it early has what was found so far */
	told_open();
	calendar_open("Europe/Stockholm");
	crypto_open();
	tests_sort();
	for (const struct test *test = tests; test; test = test->next)
		if (is_wished(test, &wish))
			test_run_on_wished(test, &wish);
	skips_show();
	printf("%d passed, %d failed", passed, failed);
	if (skipped)
		printf(", %d skipped", skipped);
	printf("\n");
	return failed > 0;
}
