/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/statement.c - prepared statements, kept by a connection for the next time.
 *
 * A statement is found again by its text and by what it may do.  At most CACHE_MOST are kept;
 * the one unused for longest leaves.
 */
#include "store/inside.h"
#include "base/say.h"

#include <stdlib.h>
#include <string.h>

enum { NO_MEMBER = UINT16_MAX };

void store_mistake(const char *what, const char *detail)
{
	say_warning("%s: %s", what, detail);
	say_must_failed("a statement of ours is right", __FILE__, __LINE__);
}

/* --- finding and keeping --------------------------------------------------------------- */

static uint64_t statement_hash(const struct engine *engine, enum rights rights,
	struct str text, struct values values)
{
	uint64_t hash = hash_bytes(text.at, text.len, rights);

	if (engine->kinds_matter)
		for (size_t i = 0; i < values.count; i++)
			hash = (hash ^ values.at[i].kind) * 0x9E3779B97F4A7C15u;
	return hash;
}

static struct statement **bucket_of(struct connection *connection, uint64_t hash)
{
	return &connection->buckets[(hash >> 32) % CACHE_MOST];
}

static struct statement *statement_find(struct connection *connection, uint64_t hash,
	enum rights rights, struct str text)
{
	struct statement *statement = *bucket_of(connection, hash);

	for (; statement; statement = statement->next)
		if (statement->hash == hash && statement->rights == rights &&
		    !statement->is_busy && str_equals(statement->text, text))
			return statement;
	return NULL;
}

static void statement_free(struct statement *statement)
{
	statement->connection->engine->forget(statement);
	free((char *)statement->text.at);
	free(statement->members);
	free(statement);
}

static void statement_unlink(struct statement *statement)
{
	struct statement **place = bucket_of(statement->connection, statement->hash);

	while (*place != statement)
		place = &(*place)->next;
	*place = statement->next;
	statement->connection->kept--;
}

static void oldest_leave(struct connection *connection)
{
	struct statement *oldest = NULL;

	for (size_t i = 0; i < CACHE_MOST; i++)
		for (struct statement *s = connection->buckets[i]; s; s = s->next)
			if (!s->is_busy && (!oldest || s->last_used < oldest->last_used))
				oldest = s;
	if (!oldest)
		return;
	statement_unlink(oldest);
	statement_free(oldest);
}

static void statement_keep(struct statement *statement)
{
	struct statement **place = bucket_of(statement->connection, statement->hash);

	if (statement->connection->kept >= CACHE_MOST)
		oldest_leave(statement->connection);
	statement->next = *place;
	*place = statement;
	statement->connection->kept++;
}

void statements_forget(struct connection *connection)
{
	for (size_t i = 0; i < CACHE_MOST; i++)
		while (connection->buckets[i]) {
			struct statement *statement = connection->buckets[i];

			statement_unlink(statement);
			statement_free(statement);
		}
}

/* --- making ---------------------------------------------------------------------------- */

/* The database refuses too; here the mistake is named. */
static void text_judge(enum rights rights, struct str text)
{
	static const char *const writing[] = { "INSERT", "UPDATE", "DELETE", "CREATE", "DROP",
		"ALTER", "PRAGMA", "TRUNCATE", "ATTACH", NULL };
	static const char *const changing[] = { "INSERT", "UPDATE", "DELETE", NULL };
	struct str rest = text, first = sql_token(&rest);

	if (rights == RIGHTS_all)
		return;
	if (rights == RIGHTS_write) {
		if (str_is_nocase(first, "SELECT") || !sql_has_word(text, changing))
			store_mistake("a change may not run this; use its view", text.at);
	} else if (sql_has_word(text, writing)) {
		store_mistake("a view may not run this", text.at);
	}
}

static struct str text_copy(const char *sql, size_t len)
{
	char *copy = malloc(len + 1);

	if (!copy)
		abandon("cannot keep a statement", "no memory");
	memcpy(copy, sql, len + 1);
	return (struct str){ copy, len };
}

static struct statement *statement_new(struct connection *connection, enum rights rights,
	struct str text, uint64_t hash)
{
	struct statement *statement = calloc(1, sizeof(*statement));

	if (!statement)
		abandon("cannot keep a statement", "no memory");
	statement->connection = connection;
	statement->rights = rights;
	statement->hash = hash;
	statement->text = text_copy(text.at, text.len);
	statement->cursor = -1;
	return statement;
}

static struct statement *statement_make(struct connection *connection, enum rights rights,
	struct str text, struct values values, bool is_streamed, uint64_t hash)
{
	struct store *store = connection->store;
	struct statement *statement;
	struct str sql;

	text_judge(rights, text);
	statement = statement_new(connection, rights, text, hash);
	statement->is_streamed = is_streamed;
	statement->is_loose = is_streamed || statement_find(connection, hash, rights, text);
	sql = dialect_translate(&connection->engine->dialect, store->scratch, text);
	if (!connection->engine->prepare(statement, sql, values)) {
		arena_clear(store->scratch);
		statement_free(statement);
		return NULL;
	}
	arena_clear(store->scratch);
	if (!statement->is_loose)
		statement_keep(statement);
	return statement;
}

/* --- running --------------------------------------------------------------------------- */

static struct statement *run(struct connection *connection, enum rights rights,
	int64_t person, const char *sql, struct values values, bool is_streamed)
{
	struct str text = str_of(sql);
	uint64_t hash = statement_hash(connection->engine, rights, text, values);
	struct statement *statement = NULL;

	if (connection->has_clashed)
		return NULL;
	if (!is_streamed)
		statement = statement_find(connection, hash, rights, text);
	if (!statement)
		statement = statement_make(connection, rights, text, values, is_streamed,
			hash);
	if (!statement)
		return NULL;
	statement->is_busy = true;
	statement->person = person;
	statement->last_used = ++connection->clock;
	if (connection->engine->run(statement, values))
		return statement;
	statement_finish(statement);
	return NULL;
}

struct statement *statement_run(struct connection *connection, enum rights rights,
	int64_t person, const char *sql, struct values values)
{
	return run(connection, rights, person, sql, values, false);
}

/* A database that sends all rows at once is asked for some at a time. */
struct statement *statement_stream(struct connection *connection, enum rights rights,
	int64_t person, const char *sql, struct values values)
{
	return run(connection, rights, person, sql, values, connection->engine->is_postgres);
}

void statement_finish(struct statement *statement)
{
	if (!statement)
		return;
	statement->connection->engine->reset(statement);
	statement->is_busy = false;
	if (statement->is_loose)
		statement_free(statement);
}

int64_t connection_run(struct connection *connection, const char *sql, struct values values)
{
	struct statement *statement =
		statement_run(connection, RIGHTS_all, connection->person, sql, values);
	int64_t touched = 0;

	if (!statement)
		return 0;
	while (statement_step(statement))
		;
	touched = connection->engine->touched(statement);
	statement_finish(statement);
	return touched;
}

int64_t connection_int(struct connection *connection, const char *sql, struct values values)
{
	struct statement *statement =
		statement_run(connection, RIGHTS_all, connection->person, sql, values);
	int64_t number = 0;

	if (!statement)
		return 0;
	if (statement_step(statement))
		number = value_as_int(statement_cell(statement, 0));
	statement_finish(statement);
	return number;
}

/* --- rows to structs ------------------------------------------------------------------- */

static uint16_t member_find(const struct statement *statement, const struct shape *shape,
	const char *name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (strcmp(shape_column(shape, i)->name, name) == 0)
			return (uint16_t)i;
	say_warning("the column %s has no member in its struct", name);
	store_mistake("a column has no member", statement->text.at);
}

/* Columns meet members by name, once per statement and shape. */
void statement_bind_shape(struct statement *statement, const struct shape *shape)
{
	const struct engine *engine = statement->connection->engine;
	size_t columns = engine->columns(statement);

	if (statement->shape == shape)
		return;
	free(statement->members);
	statement->members = calloc(columns ? columns : 1, sizeof(*statement->members));
	if (!statement->members)
		abandon("cannot keep a statement", "no memory");
	must(shape->count < NO_MEMBER);
	for (size_t i = 0; i < columns; i++)
		statement->members[i] =
			member_find(statement, shape, engine->name_of(statement, i));
	statement->shape = shape;
}

void statement_row(struct statement *statement, struct arena *arena, void *row)
{
	size_t columns = statement->connection->engine->columns(statement);

	for (size_t i = 0; i < columns; i++)
		member_set(arena, shape_column(statement->shape, statement->members[i]), row,
			statement_cell(statement, i));
}
