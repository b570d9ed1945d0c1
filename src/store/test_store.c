/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/test_store.c - a fresh database for each test, copied from one that is migrated once.
 *
 * The runner (base/test_main.c) names a database; it is made here, by the test that wants
 * it: a file's copy on SQLite, CREATE DATABASE ... TEMPLATE on PostgreSQL.
 */
#include "store/test_store.h"
#include "store/inside.h"
#include "base/embedded.h"
#include "base/say.h"
#include "base/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

enum { URL_LONGEST = 1024 };

extern const struct embedded schema_files[], access_files[];
extern const char *(*test_make_database)(const char *server_url, int n);
extern void (*test_drop_database)(const char *server_url, const char *url);

static char server[URL_LONGEST];        /* "" until a test runs on PostgreSQL */
static pid_t runner;

/* --- PostgreSQL ------------------------------------------------------------------------ */

/* postgresql://varn@host:port/postgres?x -> postgresql://varn@host:port/NAME?x */
static void url_with(char *to, const char *url, const char *name)
{
	const char *host = strstr(url, "://");
	const char *path, *query;

	must(host != NULL);
	path = host + 3 + strcspn(host + 3, "/?");
	query = path + strcspn(path, "?");
	must((size_t)snprintf(to, URL_LONGEST, "%.*s/%s%s", (int)(path - url), url, name,
		query) < URL_LONGEST);
}

static void name_of(char *to, const char *url)
{
	const char *path = strstr(url, "://") + 3;

	path += strcspn(path, "/?");
	path += *path == '/';
	must((size_t)snprintf(to, URL_LONGEST, "%.*s", (int)strcspn(path, "?"), path) <
		URL_LONGEST);
}

static bool server_run(const char *format, const char *a, const char *b)
{
	char sql[URL_LONGEST * 3];

	snprintf(sql, sizeof(sql), format, a, b);
	return postgres_command(server, sql);
}

static void template_name(char *to, pid_t of)
{
	snprintf(to, URL_LONGEST, "vt_%ld_template", (long)of);
}

static const char *database_name(const char *server_url, int n)
{
	static char url[URL_LONGEST];
	char name[64];

	snprintf(server, sizeof(server), "%s", server_url);
	snprintf(name, sizeof(name), "vt_%ld_%d", (long)getpid(), n);
	url_with(url, server_url, name);
	return url;
}

static void database_drop(const char *server_url, const char *url)
{
	char name[URL_LONGEST];

	(void)server_url;
	name_of(name, url);
	server_run("DROP DATABASE IF EXISTS %s WITH (FORCE)%s", name, "");
}

static void postgres_template_make(const char *template)
{
	char url[URL_LONGEST];
	struct store *store;

	if (!server_run("CREATE DATABASE %s TEMPLATE template0 ENCODING UTF8%s", template,
			""))
		abandon("cannot make a database for tests", server);
	url_with(url, server, template);
	store = store_open(url);
	store_migrate(store, schema_files, access_files);
	store_close(store);
}

static bool postgres_is_there(const char *name)
{
	char sql[URL_LONGEST * 2];

	snprintf(sql, sizeof(sql), "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_database"
		" WHERE datname = '%s') THEN RAISE EXCEPTION 'not yet'; END IF; END $$", name);
	return postgres_command(server, sql);
}

static void postgres_make(const char *url, bool is_bare)
{
	char name[URL_LONGEST], template[URL_LONGEST];

	name_of(name, url);
	template_name(template, getppid());
	if (!is_bare && !postgres_is_there(template))
		postgres_template_make(template);
	if (!server_run("CREATE DATABASE %s TEMPLATE %s", name,
			is_bare ? "template0 ENCODING UTF8" : template))
		abandon("cannot make a database for tests", server);
}

/* --- SQLite ---------------------------------------------------------------------------- */

static void sqlite_template_path(char *to, pid_t of)
{
	const char *folder = getenv("TMPDIR");

	snprintf(to, URL_LONGEST, "%s/varn-template-%ld.db", folder ? folder : "/tmp",
		(long)of);
}

static void file_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct stat stat;
	ssize_t sent;

	if (in < 0 || out < 0 || fstat(in, &stat) != 0)
		abandon("cannot make a database for tests", strerror(errno));
	for (off_t left = stat.st_size; left > 0; left -= sent)
		if ((sent = sendfile(out, in, NULL, (size_t)left)) <= 0)
			abandon("cannot make a database for tests", strerror(errno));
	close(in);
	close(out);
}

static void sqlite_make(const char *url)
{
	char template[URL_LONGEST];
	struct store *store;

	sqlite_template_path(template, getppid());
	if (access(template, R_OK) == 0) {
		file_copy(template, url + strlen("sqlite:"));
		return;
	}
	store = store_open(url);
	store_migrate(store, schema_files, access_files);
	store_backup(store, template);
	store_close(store);
}

/* --- the tests' side ------------------------------------------------------------------- */

static struct store *make(bool is_bare)
{
	const char *url = test_database();

	say_quietly(true);
	if (strncmp(url, "sqlite:", 7) != 0)
		postgres_make(url, is_bare);
	else if (!is_bare)
		sqlite_make(url);
	return store_open(url);
}

struct store *test_store(void)
{
	return make(false);
}

struct store *test_store_bare(void)
{
	return make(true);
}

struct store *test_store_again(void)
{
	return store_open(test_database());
}

/* --- before and after the run ---------------------------------------------------------- */

static void run_end(void)
{
	char name[URL_LONGEST];

	if (getpid() != runner)
		return;
	sqlite_template_path(name, runner);
	unlink(name);
	template_name(name, runner);
	if (server[0])
		server_run("DROP DATABASE IF EXISTS %s WITH (FORCE)%s", name, "");
}

__attribute__((constructor)) static void run_start(void)
{
	test_make_database = database_name;
	test_drop_database = database_drop;
	runner = getpid();
	atexit(run_end);
}
