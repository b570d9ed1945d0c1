/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/migrate.c - brings a database to where the program is.
 *
 * Schema files run once each, in order of name, each in one transaction.  Views are not
 * migrated: they are thrown away and made anew when their text, or any table, has changed
 * (`SELECT event.*` of a view would otherwise not see a new column on PostgreSQL).
 */
#include "store/inside.h"
#include "store/turn.h"
#include "base/embedded.h"
#include "base/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MOST = 1000, VIEWS_MOST = 2000, MEMORY_MOST = 256 << 20 };

/* The row of store_file that stands for all the views. */
static const char views_name[] = "(views)";

struct migration {
	struct connection *connection;
	struct arena *arena;
};

static struct str file_text(const struct embedded *file)
{
	return (struct str){ (const char *)file->at, file->len };
}

static struct str file_hash(struct arena *arena, const struct embedded *file)
{
	return arena_print(arena, "%016llx",
		(unsigned long long)hash_bytes(file->at, file->len, 0));
}

static int compare_paths(const void *a, const void *b)
{
	const struct embedded *const *left = a, *const *right = b;

	return strcmp((*left)->path, (*right)->path);
}

static size_t files_sort(struct arena *arena, const struct embedded *table,
	const struct embedded ***sorted)
{
	size_t count = 0;

	*sorted = arena_array(arena, const struct embedded *, FILES_MOST);
	for (; table->path; table++) {
		must(count < FILES_MOST);
		(*sorted)[count++] = table;
	}
	qsort(*sorted, count, sizeof(**sorted), compare_paths);
	return count;
}

/* --- what has been done ---------------------------------------------------------------- */

static void begin(struct migration *migration)
{
	if (!migration->connection->engine->is_postgres)
		turn_take();
	connection_begin(migration->connection, true, RIGHTS_all, 0);
}

static void commit(struct migration *migration)
{
	if (connection_commit(migration->connection) != COMMITTED)
		abandon("cannot change the tables of the database",
			"somebody else changed them at the same time; try again");
	if (!migration->connection->engine->is_postgres)
		turn_give();
}

static struct str done_hash(struct migration *migration, const char *name)
{
	struct statement *statement = statement_run(migration->connection, RIGHTS_all, 0,
		"SELECT hash FROM store_file WHERE name = $1", V(name));
	struct str hash = { NULL, 0 };

	if (statement && statement_step(statement))
		hash = arena_copy(migration->arena, statement_cell(statement, 0).text);
	statement_finish(statement);
	return hash;
}

static void done_note(struct migration *migration, const char *name, struct str hash)
{
	connection_run(migration->connection,
		"INSERT INTO store_file (name, hash, at) VALUES ($1, $2, $3)"
		" ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, at = excluded.at",
		V(name, hash, instant_now()));
}

static void prepare(struct migration *migration)
{
	struct connection *connection = migration->connection;
	struct str sql = dialect_translate(&connection->engine->dialect, migration->arena,
		S("CREATE TABLE IF NOT EXISTS store_file (name {text} PRIMARY KEY,"
		  " hash {text} NOT NULL, at {int} NOT NULL) {strict}"));

	connection->engine->prepare_schema(connection);
	begin(migration);
	connection->engine->script(connection, sql.at);
	commit(migration);
}

/* A database that a later version made must not be served by an earlier one. */
static void later_refuse(struct migration *migration, const struct embedded *schema)
{
	struct statement *statement = statement_run(migration->connection, RIGHTS_all, 0,
		"SELECT name FROM store_file ORDER BY name", NONE);

	while (statement && statement_step(statement)) {
		const char *name = str_z(migration->arena, statement_cell(statement, 0).text);

		if (strcmp(name, views_name) != 0 && !embedded_find(schema, name))
			abandon("the database was made by a later version of the program; "
				"install that version", name);
	}
	statement_finish(statement);
}

/* --- views ----------------------------------------------------------------------------- */

static size_t names_read(struct migration *migration, struct str **names)
{
	struct statement *statement = statement_run(migration->connection, RIGHTS_all, 0,
		migration->connection->engine->views_sql, NONE);
	size_t count = 0;

	*names = arena_array(migration->arena, struct str, VIEWS_MOST);
	while (statement && statement_step(statement)) {
		must(count < VIEWS_MOST);
		(*names)[count++] =
			arena_copy(migration->arena, statement_cell(statement, 0).text);
	}
	statement_finish(statement);
	return count;
}

static void views_drop(struct migration *migration)
{
	struct connection *connection = migration->connection;
	const char *cascade = connection->engine->is_postgres ? " CASCADE" : "";
	struct str *names;
	size_t count = names_read(migration, &names);

	statements_forget(connection);
	for (size_t i = 0; i < count; i++)
		connection->engine->script(connection, arena_print(migration->arena,
			"DROP VIEW IF EXISTS %.*s%s", STR(names[i]), cascade).at);
	done_note(migration, views_name, S("none"));
}

static size_t statements_split(struct migration *migration,
	const struct embedded *const *files, size_t count, const char **statements)
{
	const struct dialect *dialect = &migration->connection->engine->dialect;
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		struct str rest = file_text(files[i]), one;

		while ((one = sql_next(&rest)).len) {
			must(found < VIEWS_MOST);
			statements[found++] =
				dialect_translate(dialect, migration->arena, one).at;
		}
	}
	return found;
}

/* Tries those that are left, until a round helps no more; answers how many remain. */
static size_t views_round(struct connection *connection, const char **statements,
	size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++)
		if (!connection->engine->make_view(connection, statements[i]))
			statements[left++] = statements[i];
	return left;
}

static void views_create(struct migration *migration, const struct embedded *const *files,
	size_t count)
{
	const char **statements = arena_array(migration->arena, const char *, VIEWS_MOST);
	size_t left = statements_split(migration, files, count, statements), before;

	do {
		before = left;
		left = views_round(migration->connection, statements, left);
	} while (left && left < before);
	if (left)
		abandon("cannot make a view: it wants another that there is not",
			statements[0]);
}

static struct str views_hash(struct migration *migration,
	const struct embedded *const *files, size_t count)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < count; i++)
		hash = hash_bytes(files[i]->at, files[i]->len, hash + i);
	return arena_print(migration->arena, "%016llx", (unsigned long long)hash);
}

static void views_make(struct migration *migration, const struct embedded *access)
{
	const struct embedded **files;
	size_t count = files_sort(migration->arena, access, &files);
	struct str hash = views_hash(migration, files, count);

	if (str_equals(done_hash(migration, views_name), hash))
		return;
	begin(migration);
	views_drop(migration);
	views_create(migration, files, count);
	migration->connection->engine->finish_schema(migration->connection);
	done_note(migration, views_name, hash);
	commit(migration);
}

/* --- tables ---------------------------------------------------------------------------- */

static void file_run(struct migration *migration, const struct embedded *file)
{
	const struct dialect *dialect = &migration->connection->engine->dialect;
	struct str sql = dialect_translate(dialect, migration->arena, file_text(file));

	begin(migration);
	views_drop(migration);
	say("schema: %s", file->path);
	migration->connection->engine->script(migration->connection, sql.at);
	done_note(migration, file->path, file_hash(migration->arena, file));
	commit(migration);
}

static void tables_make(struct migration *migration, const struct embedded *schema)
{
	const struct embedded **files;
	size_t count = files_sort(migration->arena, schema, &files);

	for (size_t i = 0; i < count; i++) {
		struct str done = done_hash(migration, files[i]->path);

		if (done.len == 0)
			file_run(migration, files[i]);
		else if (!str_equals(done, file_hash(migration->arena, files[i])))
			say_warning("schema: %s has changed since it was run here; what "
				"differs is not in this database", files[i]->path);
	}
}

void store_migrate(struct store *store, const struct embedded *schema,
	const struct embedded *access)
{
	struct migration migration = {
		.connection = store_writer(store), .arena = arena_open(MEMORY_MOST),
	};

	must(!store->change);
	prepare(&migration);
	later_refuse(&migration, schema);
	tables_make(&migration, schema);
	views_make(&migration, access);
	arena_close(migration.arena);
	/* Names and plans were read from what was before. */
	store_connections_close(store);
	plans_release(store);
}
