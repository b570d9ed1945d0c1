/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/postgres_copy.c - a copy of a PostgreSQL database, made and put back by pg_dump and
 * pg_restore; they say on standard error what they did not like.
 */
#include "store/inside.h"

#include "base/say.h"

#include <errno.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* By the environment: what stands on a command line is seen by everybody on the machine. */
static void address_tell(const char *url)
{
	PQconninfoOption *options = PQconninfoParse(url, NULL);

	for (PQconninfoOption *option = options; option && option->keyword; option++)
		if (option->val && option->envvar)
			setenv(option->envvar, option->val, 1);
	PQconninfoFree(options);
}

static bool program_run(const char *url, char *const *words)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0)
		abandon("cannot start a program of PostgreSQL", strerror(errno));
	if (!child) {
		address_tell(url);
		execvp(words[0], words);
		say_warning("%s: %s", words[0], strerror(errno));
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Who uses the copy may be another role than who made it. */
bool postgres_backup(struct connection *connection, const char *path)
{
	return program_run(connection->store->address, (char *[]){ "pg_dump", "--format=custom",
		"--no-owner", "--file", (char *)path, NULL });
}

struct str postgres_examine(struct connection *connection, struct arena *arena, const char *path)
{
	(void)arena;
	if (program_run(connection->store->address, (char *[]){ "pg_restore", "--file=/dev/null",
	                (char *)path, NULL }))
		return S("");
	return S("it cannot be read");
}

bool postgres_load(struct connection *connection, const char *path)
{
	const char *database = NULL;
	PQconninfoOption *options = PQconninfoParse(connection->store->address, NULL);
	bool is_loaded;

	for (PQconninfoOption *option = options; option && option->keyword; option++)
		if (!strcmp(option->keyword, "dbname"))
			database = option->val;
	is_loaded = program_run(connection->store->address, (char *[]){ "pg_restore", "--clean",
		"--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname",
		(char *)(database ? database : ""), (char *)path, NULL });
	PQconninfoFree(options);
	return is_loaded;
}
