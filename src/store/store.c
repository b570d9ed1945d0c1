/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/store.c - opening a database and keeping its connections.
 *
 * Connections are opened when first used and closed before a fork: SQLite's file locks belong
 * to a process, and a socket with two owners serves neither.
 */
#include "store/inside.h"
#include "store/turn.h"
#include "base/say.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SCRATCH_MOST = 64 * 1024 * 1024, OPENED_SHIFT = 40 };

static struct store *stores;
static int64_t connections_opened;      /* by this process, of any store */

/* --- connections ----------------------------------------------------------------------- */

static struct connection *connection_open(struct store *store, bool is_writer)
{
	struct connection *connection = calloc(1, sizeof(*connection));

	if (!connection)
		abandon("cannot open the database", "no memory");
	connection->store = store;
	connection->engine = store->engine;
	connection->is_writer = is_writer;
	store->opened = ++connections_opened;
	store->engine->open(connection);
	return connection;
}

static void connection_close(struct connection **place)
{
	struct connection *connection = *place;

	if (!connection)
		return;
	statements_forget(connection);
	connection->engine->close(connection);
	free(connection);
	*place = NULL;
}

static bool is_busy(const struct connection *connection, bool for_changing)
{
	return connection && connection->is_begun &&
	       (for_changing || connection->is_changing);
}

static struct connection *connection_of(struct store *store, struct connection **place,
	bool is_writer)
{
	if (!*place)
		*place = connection_open(store, is_writer);
	return *place;
}

/* PostgreSQL needs a second connection only when a view and a change are open at once. */
struct connection *store_reader(struct store *store)
{
	bool is_taken = store->engine->is_postgres && is_busy(store->reader, false);

	return connection_of(store, is_taken ? &store->writer : &store->reader, false);
}

struct connection *store_writer(struct store *store)
{
	bool is_reader = store->engine->is_postgres && !is_busy(store->reader, true);

	return connection_of(store, is_reader ? &store->reader : &store->writer, true);
}

void store_connections_close(struct store *store)
{
	must(!store->change);
	connection_close(&store->reader);
	connection_close(&store->writer);
}

/* --- transactions ---------------------------------------------------------------------- */

/* moment() and today() stand still for the length of a transaction. */
static void clock_stop(struct connection *connection)
{
	struct instant now = instant_now();
	struct date today = instant_date(now);

	connection->moment = now.seconds;
	snprintf(connection->today, sizeof(connection->today), "%04d-%02d-%02d",
		today.year, today.month, today.day);
}

void connection_begin(struct connection *connection, bool is_changing, enum rights rights,
	int64_t person)
{
	must(!connection->is_begun);
	clock_stop(connection);
	connection->is_changing = is_changing;
	connection->has_clashed = false;
	connection->rights = rights;
	connection->person = person;
	connection->moved = connection->engine->is_postgres ? connection->store->moved : -1;
	connection->store->moved = -1;
	connection->engine->begin(connection);
	connection->is_begun = true;
}

void connection_go_on(struct connection *connection, int64_t person)
{
	must(connection->is_begun && connection->is_changing);
	clock_stop(connection);
	connection->person = person;
}

enum committed connection_commit(struct connection *connection)
{
	enum committed committed;

	must(connection->is_begun);
	committed = connection->engine->commit(connection);
	connection->is_begun = connection->is_changing = connection->has_clashed = false;
	return committed;
}

void connection_undo(struct connection *connection)
{
	must(connection->is_begun);
	connection->engine->undo(connection);
	connection->is_begun = connection->is_changing = connection->has_clashed = false;
}

/* --- forks ----------------------------------------------------------------------------- */

/* A transaction that is open stays where it is: the child must then not use the store. */
static void before_fork(void)
{
	for (struct store *store = stores; store; store = store->next) {
		if (store->reader && !store->reader->is_begun && !store->reader->views)
			connection_close(&store->reader);
		if (store->writer && !store->writer->is_begun)
			connection_close(&store->writer);
	}
}

static void fork_watch(void)
{
	pthread_atfork(before_fork, NULL, NULL);
}

void store_reopen(struct store *store)
{
	must(!store->change);
	must(!store->reader && !store->writer);         /* nothing crossed the fork */
}

/* --- the store ------------------------------------------------------------------------- */

static const struct {
	const char *prefix;
	const struct engine *engine;
	bool keeps_prefix;
} engines[] = {
	{ "sqlite:", &sqlite_engine, false },
	{ "postgresql://", &postgres_engine, true },
	{ "postgres://", &postgres_engine, true },
};

static void address_read(struct store *store, const char *url)
{
	for (size_t i = 0; i < COUNT(engines); i++) {
		size_t len = strlen(engines[i].prefix);

		if (strncmp(url, engines[i].prefix, len) != 0)
			continue;
		store->engine = engines[i].engine;
		store->address = strdup(url + (engines[i].keeps_prefix ? 0 : len));
		return;
	}
}

struct str store_url(const struct store *store, struct arena *arena)
{
	return arena_print(arena, "%s%s", store_is_postgres(store) ? "" : engines[0].prefix,
		store->address);
}

struct store *store_open(const char *url)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct store *store = calloc(1, sizeof(*store));

	if (!store)
		abandon("cannot open the database", "no memory");
	address_read(store, url);
	if (!store->engine || !store->address || !*store->address)
		abandon("cannot open the database",
			"its address must be sqlite:PATH or postgresql://...");
	pthread_once(&once, fork_watch);
	store->scratch = arena_open(SCRATCH_MOST);
	store->lock = -1;
	store->moved = -1;
	store->next = stores;
	stores = store;
	store_writer(store);            /* what is wrong is said now and not later */
	return store;
}

void store_close(struct store *store)
{
	struct store **place = &stores;

	if (!store)
		return;
	store_connections_close(store);
	while (*place != store)
		place = &(*place)->next;
	*place = store->next;
	if (store->lock >= 0)
		close(store->lock);
	plans_release(store);
	vocabulary_release(&store->vocabulary);
	arena_close(store->scratch);
	free(store->address);
	free(store);
}

bool store_is_postgres(const struct store *store)
{
	return store->engine->is_postgres;
}

const char *store_describe(const struct store *store)
{
	struct store *own = (struct store *)store;

	if (!own->description[0])
		own->engine->describe(store_reader(own), own->description,
			sizeof(own->description));
	return own->description;
}

bool store_lock(struct store *store)
{
	return store->engine->lock(store);
}

/* A connection that is opened anew counts from the start; the number must move then too.  No
 * two stores of a process ever have the same. */
int64_t store_moved(struct store *store)
{
	int64_t moved = connection_int(store_reader(store), store->engine->moved_sql, NONE);

	moved |= store->opened << OPENED_SHIFT;
	/* Told within a transaction, it says nothing of the next one. */
	store->moved = store->reader->is_begun ? -1 : moved;
	return moved;
}

bool store_backup(struct store *store, const char *path)
{
	return store->engine->backup(store_reader(store), path);
}

struct str store_backup_problem(struct store *store, struct arena *arena, const char *path)
{
	return store->engine->examine(store_reader(store), arena, path);
}

bool store_load(struct store *store, const char *path)
{
	bool is_loaded;

	must(!store->change);
	is_loaded = store->engine->load(store_writer(store), path);
	/* Nothing that was read before is true any more. */
	store_connections_close(store);
	return is_loaded;
}

void store_optimize(struct store *store)
{
	must(!store->change);
	store->engine->optimize(store_writer(store));
}

/* --- what tables there are ------------------------------------------------------------- */

static void table_show(struct connection *connection, struct arena *arena, struct out *out,
	struct str name)
{
	struct table table = table_read(connection, arena, str_z(arena, name));

	out_print(out, "%.*s\n", STR(name));
	for (size_t i = 0; i < table.count; i++)
		out_print(out, "\t%.*s %.*s%s%s\n", STR(table.at[i].name),
			STR(table.at[i].type), table.at[i].is_required ? ", required" : "",
			table.at[i].refers ? ", refers" : "");
}

struct str store_schema(struct store *store, struct arena *arena)
{
	struct connection *connection = store_reader(store);
	struct statement *statement = statement_run(connection, RIGHTS_all, 0,
		store->engine->tables_sql, NONE);
	struct out out;

	must(statement != NULL);
	out_init(&out, arena, SCRATCH_MOST);
	while (statement_step(statement))
		table_show(connection, arena, &out,
			arena_copy(arena, statement_cell(statement, 0).text));
	statement_finish(statement);
	return out_str(&out);
}
