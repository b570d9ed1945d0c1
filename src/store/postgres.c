/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/postgres.c - the one file that knows libpq.
 *
 * Pages run as the role varn_page, which may read the my_ views and nothing else; views run
 * with their owner's rights, so the tables stay closed.  A transaction switches role only
 * when a statement needs the other one.
 *
 * A commit counts only when the server said COMMIT and no standby was left waiting; when
 * that is not known the process ends and the person is told so (never "saved" on hope).
 */
#define _GNU_SOURCE 1 /* asprintf, reallocarray */

#include "store/inside.h"
#include "store/search.h"
#include "base/say.h"

#include <endian.h>
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	COMMIT_SECONDS = 8,
	ROWS_AT_A_TIME = 500,           /* of a streamed statement */
	COMMAND_LONGEST = 1024,
	SAME_ROWS_MOST = 5,             /* unique violations in a row that count as clashes */
};

/* Types of the catalogue (pg_type.dat), which never change. */
enum { TYPE_bool = 16, TYPE_bytea = 17, TYPE_int8 = 20, TYPE_int2 = 21, TYPE_int4 = 23,
	TYPE_text = 25, TYPE_float4 = 700, TYPE_float8 = 701, TYPE_numeric = 1700 };

struct postgres {
	PGconn *link;
	unsigned names, cursors;        /* given so far */
	bool is_page;                   /* the role in force */
	bool is_ending;                 /* a view's COMMIT is on its way */
	int same_rows;                  /* unique violations since a commit */
	bool is_unsure;                 /* a standby did not confirm the commit */
	struct {                        /* of the statement about to run */
		size_t room;
		const char **at;
		int *len, *format;
		Oid *type;
		uint64_t *number;
	} values;
	unsigned char *bytes;           /* the cell read last, when it was bytea */
};

static struct postgres *postgres_of(const struct connection *connection)
{
	return connection->native;
}

/* --- what went wrong ------------------------------------------------------------------- */

static bool state_is(const PGresult *result, const char *state)
{
	const char *is = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	return is && strcmp(is, state) == 0;
}

/* Two changes may both look for a name, find it free and take it; the second is told that it
 * exists.  Done again it will see it.  A program that never looks would go on for ever. */
static bool is_same_row(const struct connection *connection, const PGresult *result)
{
	return state_is(result, "23505") &&
	       ++postgres_of(connection)->same_rows < SAME_ROWS_MOST;
}

static bool is_clash(const struct connection *connection, const PGresult *result)
{
	return connection->is_changing && (state_is(result, "40001") ||
		state_is(result, "40P01") || is_same_row(connection, result));
}

/* The server's detail line can quote what people wrote, so it is not repeated. */
__attribute__((noreturn)) static void postgres_abandon(const struct connection *connection,
	const PGresult *result, const char *what)
{
	const char *primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) :
		NULL;

	if (!primary)
		primary = PQerrorMessage(postgres_of(connection)->link);
	if (state_is(result, "42501"))
		abandon("a statement reads or writes what it may not", primary);
	abandon(what, primary);
}

/* Marks a clash; anything else ends the process. */
static void failed(struct connection *connection, const PGresult *result, const char *sql)
{
	if (is_clash(connection, result)) {
		connection->has_clashed = true;
		return;
	}
	say_warning("failed: %s", sql);
	postgres_abandon(connection, result, "the database could not do what it was asked");
}

static bool is_good(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Nobody waits for the end of a view; its answer is taken before the next question. */
static void settle(struct connection *connection)
{
	struct postgres *postgres = postgres_of(connection);
	PGresult *result;

	if (!postgres->is_ending)
		return;
	postgres->is_ending = false;
	while ((result = PQgetResult(postgres->link)))
		PQclear(result);
}

/* --- commands without values ----------------------------------------------------------- */

static void command(struct connection *connection, const char *sql)
{
	PGresult *result;

	settle(connection);
	result = PQexec(postgres_of(connection)->link, sql);
	if (!is_good(result))
		failed(connection, result, sql);
	PQclear(result);
}

static void one_text(struct connection *connection, const char *sql, char *to, size_t room)
{
	PGresult *result;

	settle(connection);
	result = PQexec(postgres_of(connection)->link, sql);
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		postgres_abandon(connection, result, "cannot ask the database");
	snprintf(to, room, "%s", PQntuples(result) ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
}

static bool is_true(struct connection *connection, const char *sql)
{
	char text[8];

	one_text(connection, sql, text, sizeof(text));
	return strcmp(text, "t") == 0;
}

/* --- opening --------------------------------------------------------------------------- */

static void notice(void *context, const PGresult *result)
{
	struct postgres *postgres = context;
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (!text)
		return;
	if (strstr(text, "canceling wait for synchronous replication") ||
	    strstr(text, "wait for synchronous replication"))
		postgres->is_unsure = true;
	say_warning("PostgreSQL: %s", text);
}

/* What stands later wins, so the address may say otherwise. */
static PGconn *link_open(const char *address)
{
	static const char *const words[] = { "fallback_application_name", "client_encoding",
		"connect_timeout", "tcp_user_timeout", "keepalives_idle", "dbname", NULL };
	const char *const values[] = { "varn", "UTF8", "10", "10000", "10", address, NULL };

	return PQconnectdbParams(words, values, 1);
}

/* Whatever the server's default, we say "saved" only when it is on the disk. */
static void session_set(struct connection *connection)
{
	char text[16];

	command(connection, "SET client_min_messages = warning; SET timezone = 'UTC';"
		" SET standard_conforming_strings = on; SET statement_timeout = 0;"
		" SET bytea_output = 'hex'; SET extra_float_digits = 1");
	one_text(connection, "SHOW server_encoding", text, sizeof(text));
	if (strcmp(text, "UTF8") != 0)
		abandon("cannot use this database", "its encoding must be UTF8");
	one_text(connection, "SHOW synchronous_commit", text, sizeof(text));
	if (strcmp(text, "off") == 0 || strcmp(text, "local") == 0)
		command(connection, "SET synchronous_commit = on");
}

static void postgres_open(struct connection *connection)
{
	struct postgres *postgres = calloc(1, sizeof(*postgres));

	if (!postgres)
		abandon("cannot open the database", "no memory");
	connection->native = postgres;
	postgres->link = link_open(connection->store->address);
	if (!postgres->link)
		abandon("cannot open the database", "no memory");
	if (PQstatus(postgres->link) != CONNECTION_OK)
		abandon("cannot reach the database", PQerrorMessage(postgres->link));
	PQsetNoticeReceiver(postgres->link, notice, postgres);
	session_set(connection);
}

static void postgres_close(struct connection *connection)
{
	struct postgres *postgres = postgres_of(connection);

	PQfinish(postgres->link);
	free(postgres->values.at);
	free(postgres->values.len);
	free(postgres->values.format);
	free(postgres->values.type);
	free(postgres->values.number);
	PQfreemem(postgres->bytes);
	free(postgres);
}

/* --- transactions ---------------------------------------------------------------------- */

/* The server went away while nothing was going on: one new connection is tried. */
static void link_mend(struct connection *connection)
{
	struct postgres *postgres = postgres_of(connection);

	statements_forget(connection);
	PQreset(postgres->link);
	if (PQstatus(postgres->link) != CONNECTION_OK)
		abandon("cannot reach the database", PQerrorMessage(postgres->link));
	session_set(connection);
}

static bool begin_try(struct connection *connection, const char *sql)
{
	PGresult *result;
	bool is_done;

	settle(connection);
	result = PQexec(postgres_of(connection)->link, sql);
	is_done = is_good(result);
	if (!is_done && PQstatus(postgres_of(connection)->link) == CONNECTION_OK)
		postgres_abandon(connection, result, "cannot begin in the database");
	PQclear(result);
	return is_done;
}

static void postgres_begin(struct connection *connection)
{
	bool is_page = connection->rights == RIGHTS_page;
	char sql[COMMAND_LONGEST];

	snprintf(sql, sizeof(sql), "BEGIN ISOLATION LEVEL %s; SET LOCAL app.me = '%lld';"
		" SET LOCAL app.moment = '%lld'; SET LOCAL app.today = '%s'%s",
		connection->is_changing ? "SERIALIZABLE" : "REPEATABLE READ READ ONLY",
		(long long)connection->person, (long long)connection->moment,
		connection->today, is_page ? "; SET LOCAL ROLE varn_page" : "");
	postgres_of(connection)->is_page = is_page;
	postgres_of(connection)->is_unsure = false;
	if (!begin_try(connection, sql)) {
		link_mend(connection);
		if (!begin_try(connection, sql))
			abandon("cannot reach the database", "the connection broke again");
	}
}

/* Who asks, and as which role; said only when it differs from the last statement. */
static void become(struct connection *connection, enum rights rights, int64_t person)
{
	struct postgres *postgres = postgres_of(connection);
	bool is_page = rights == RIGHTS_page;
	char sql[COMMAND_LONGEST], me[64] = "";

	if (!connection->is_begun)
		return;
	if (postgres->is_page == is_page && connection->person == person)
		return;
	if (connection->person != person)
		snprintf(me, sizeof(me), "SET LOCAL app.me = '%lld';", (long long)person);
	snprintf(sql, sizeof(sql), "%s%s", me, postgres->is_page == is_page ? "" :
		is_page ? "SET LOCAL ROLE varn_page" : "SET LOCAL ROLE NONE");
	command(connection, sql);
	postgres->is_page = is_page;
	connection->person = person;
}

static void link_wait(struct connection *connection, int64_t until)
{
	struct pollfd wait = { .fd = PQsocket(postgres_of(connection)->link),
		.events = POLLIN };
	struct timespec now;
	int64_t left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left = (until - now.tv_sec) * 1000 - now.tv_nsec / 1000000;
	if (left > 0)
		poll(&wait, 1, (int)left);
	else
		abandon("it is not known whether the change was saved",
			"the database did not answer the commit");
}

/* Our own deadline: a timeout of the server would answer "committed" too early. */
static PGresult *answer_wait(struct connection *connection, int64_t until)
{
	PGconn *link = postgres_of(connection)->link;

	while (PQisBusy(link)) {
		link_wait(connection, until);
		if (!PQconsumeInput(link))
			abandon("it is not known whether the change was saved",
				PQerrorMessage(link));
	}
	return PQgetResult(link);
}

static enum committed commit_judge(struct connection *connection, const PGresult *result)
{
	if (PQresultStatus(result) == PGRES_COMMAND_OK &&
	    strcmp(PQcmdStatus((PGresult *)result), "COMMIT") == 0)
		return COMMITTED;
	if (PQresultStatus(result) != PGRES_COMMAND_OK && is_clash(connection, result))
		return CLASHED;
	postgres_abandon(connection, result, "the change was not saved");
}

/* The number that moves is taken after the commit, in the same journey: whoever sees it move
 * also sees what was written. */
static enum committed change_commit_send(struct connection *connection)
{
	PGconn *link = postgres_of(connection)->link;
	enum committed committed = COMMITTED;
	bool is_first = true;
	struct timespec now;
	PGresult *result;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!PQsendQuery(link, "COMMIT; SELECT nextval('store_moved')"))
		abandon("it is not known whether the change was saved", PQerrorMessage(link));
	while ((result = answer_wait(connection, now.tv_sec + COMMIT_SECONDS))) {
		if (is_first)
			committed = commit_judge(connection, result);
		is_first = false;
		PQclear(result);
	}
	if (postgres_of(connection)->is_unsure)
		abandon("it is not known whether the change was saved",
			"the standby has not confirmed it");
	if (committed == COMMITTED)
		postgres_of(connection)->same_rows = 0;
	return committed;
}

static enum committed postgres_commit(struct connection *connection)
{
	if (connection->is_changing)
		return change_commit_send(connection);
	postgres_of(connection)->is_ending =
		PQsendQuery(postgres_of(connection)->link, "COMMIT");
	return COMMITTED;
}

static void postgres_undo(struct connection *connection)
{
	command(connection, "ROLLBACK");
}

/* --- values ---------------------------------------------------------------------------- */

static void *room_take(void *at, size_t count, size_t size)
{
	void *larger = reallocarray(at, count, size);

	if (!larger)
		abandon("cannot ask the database", "no memory");
	return larger;
}

static void values_room(struct postgres *postgres, size_t count)
{
	if (count <= postgres->values.room)
		return;
	count += 32;
	postgres->values.at = room_take(postgres->values.at, count, sizeof(char *));
	postgres->values.len = room_take(postgres->values.len, count, sizeof(int));
	postgres->values.format = room_take(postgres->values.format, count, sizeof(int));
	postgres->values.type = room_take(postgres->values.type, count, sizeof(Oid));
	postgres->values.number = room_take(postgres->values.number, count, sizeof(uint64_t));
	postgres->values.room = count;
}

static void number_put(struct postgres *postgres, size_t i, const void *number)
{
	uint64_t bits;

	memcpy(&bits, number, sizeof(bits));
	postgres->values.number[i] = htobe64(bits);
	postgres->values.at[i] = (const char *)&postgres->values.number[i];
	postgres->values.len[i] = sizeof(bits);
}

static void value_put(struct postgres *postgres, size_t i, const struct value *value)
{
	static const Oid types[] = { [VALUE_null] = 0, [VALUE_int] = TYPE_int8,
		[VALUE_real] = TYPE_float8, [VALUE_text] = TYPE_text,
		[VALUE_bytes] = TYPE_bytea };

	postgres->values.type[i] = types[value->kind];
	postgres->values.format[i] = 1;         /* as the server keeps it, not as text */
	postgres->values.at[i] = value->text.at ? value->text.at : "";
	postgres->values.len[i] = (int)value->text.len;
	if (value->kind == VALUE_null)
		postgres->values.at[i] = NULL;
	else if (value->kind == VALUE_int)
		number_put(postgres, i, &value->number);
	else if (value->kind == VALUE_real)
		number_put(postgres, i, &value->real);
}

static void values_put(struct postgres *postgres, struct values values)
{
	values_room(postgres, values.count);
	for (size_t i = 0; i < values.count; i++)
		value_put(postgres, i, &values.at[i]);
}

/* --- statements ------------------------------------------------------------------------ */

/* A streamed statement becomes a cursor when it runs. */
static bool stream_prepare(struct statement *statement, struct str sql)
{
	struct postgres *postgres = postgres_of(statement->connection);
	char *text;

	must(statement->connection->is_begun);
	statement->cursor = (int)postgres->cursors++;
	if (asprintf(&text, "DECLARE c%d NO SCROLL CURSOR FOR %s", statement->cursor,
			sql.at) < 0)
		abandon("cannot ask the database", "no memory");
	free((char *)statement->text.at);
	statement->text = str_of(text);
	return true;
}

static bool postgres_prepare(struct statement *statement, struct str sql,
	struct values values)
{
	struct connection *connection = statement->connection;
	struct postgres *postgres = postgres_of(connection);
	PGresult *result;
	bool is_prepared;

	if (statement->is_streamed)
		return stream_prepare(statement, sql);
	settle(connection);
	values_put(postgres, values);
	snprintf(statement->name, sizeof(statement->name), "s%u", postgres->names++);
	result = PQprepare(postgres->link, statement->name, sql.at, (int)values.count,
		postgres->values.type);
	is_prepared = is_good(result);
	if (!is_prepared)
		failed(connection, result, sql.at);
	PQclear(result);
	return is_prepared;
}

static bool result_take(struct statement *statement, PGresult *result)
{
	PQclear(statement->native);
	statement->native = NULL;
	if (!is_good(result)) {
		failed(statement->connection, result, statement->text.at);
		PQclear(result);
		return false;
	}
	statement->native = result;
	statement->row = -1;
	statement->rows = PQntuples(result);
	return true;
}

static bool rows_fetch(struct statement *statement)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "FETCH %d FROM c%d", ROWS_AT_A_TIME, statement->cursor);
	return result_take(statement,
		PQexec(postgres_of(statement->connection)->link, sql));
}

static bool stream_run(struct statement *statement, struct values values)
{
	struct postgres *postgres = postgres_of(statement->connection);

	return result_take(statement, PQexecParams(postgres->link, statement->text.at,
			(int)values.count, postgres->values.type, postgres->values.at,
			postgres->values.len, postgres->values.format, 0)) &&
	       rows_fetch(statement);
}

static bool postgres_run(struct statement *statement, struct values values)
{
	struct connection *connection = statement->connection;
	struct postgres *postgres = postgres_of(connection);

	settle(connection);
	become(connection, statement->rights, statement->person);
	if (connection->has_clashed)
		return false;
	values_put(postgres, values);
	if (statement->is_streamed)
		return stream_run(statement, values);
	return result_take(statement, PQexecPrepared(postgres->link, statement->name,
		(int)values.count, postgres->values.at, postgres->values.len,
		postgres->values.format, 0));
}

static bool postgres_step(struct statement *statement)
{
	if (!statement->native)
		return false;
	if (++statement->row < statement->rows)
		return true;
	if (!statement->is_streamed || statement->rows < ROWS_AT_A_TIME)
		return false;
	/* The role may have changed between two fetches; a cursor keeps its own. */
	return rows_fetch(statement) && ++statement->row < statement->rows;
}

static size_t postgres_columns(struct statement *statement)
{
	return (size_t)PQnfields(statement->native);
}

static const char *postgres_name_of(struct statement *statement, size_t column)
{
	return PQfname(statement->native, (int)column);
}

static struct value bytes_read(struct postgres *postgres, const char *at)
{
	size_t len;

	PQfreemem(postgres->bytes);
	postgres->bytes = PQunescapeBytea((const unsigned char *)at, &len);
	if (!postgres->bytes)
		abandon("cannot read from the database", "no memory");
	return value_bytes((struct str){ (const char *)postgres->bytes, len });
}

/* A sum of whole numbers is "numeric" here and a whole number in SQLite. */
static struct value number_read(struct str text)
{
	int64_t number;
	double real = 0;

	if (str_to_int(text, &number))
		return value_int(number);
	str_to_real(text, &real);
	return value_real(real);
}

static struct value postgres_cell(struct statement *statement, size_t column)
{
	const PGresult *result = statement->native;
	int row = statement->row, i = (int)column;
	struct str text;

	if (PQgetisnull(result, row, i))
		return value_null();
	text.at = PQgetvalue(result, row, i);
	text.len = (size_t)PQgetlength(result, row, i);
	switch (PQftype(result, i)) {
	case TYPE_int8:
	case TYPE_int4:
	case TYPE_int2:
	case TYPE_numeric: return number_read(text);
	case TYPE_float8:
	case TYPE_float4: return value_real(strtod(text.at, NULL));
	case TYPE_bool: return value_int(text.at[0] == 't');
	case TYPE_bytea: return bytes_read(postgres_of(statement->connection), text.at);
	}
	return value_text(text);
}

static int64_t postgres_touched(struct statement *statement)
{
	int64_t touched = 0;

	if (statement->native)
		str_to_int(str_of(PQcmdTuples(statement->native)), &touched);
	return touched;
}

static void postgres_reset(struct statement *statement)
{
	bool is_open = statement->is_streamed && statement->native;
	char sql[64];

	PQclear(statement->native);
	statement->native = NULL;
	if (!is_open || statement->connection->has_clashed)
		return;
	snprintf(sql, sizeof(sql), "CLOSE c%d", statement->cursor);
	command(statement->connection, sql);
}

/* In a transaction that failed nothing can be said; the name is then never used again. */
static void postgres_forget(struct statement *statement)
{
	struct postgres *postgres = postgres_of(statement->connection);
	char sql[64];

	settle(statement->connection);
	PQclear(statement->native);
	statement->native = NULL;
	if (!statement->name[0] || statement->connection->has_clashed ||
	    PQstatus(postgres->link) != CONNECTION_OK)
		return;
	snprintf(sql, sizeof(sql), "DEALLOCATE %s", statement->name);
	PQclear(PQexec(postgres->link, sql));
}

/* --- schema ---------------------------------------------------------------------------- */

static void postgres_script(struct connection *connection, const char *sql)
{
	PGresult *result;

	settle(connection);
	result = PQexec(postgres_of(connection)->link, sql);
	if (!is_good(result) && PQresultStatus(result) != PGRES_EMPTY_QUERY)
		postgres_abandon(connection, result,
			"cannot change the tables of the database");
	PQclear(result);
}

static bool postgres_make_view(struct connection *connection, const char *sql)
{
	PGconn *link = postgres_of(connection)->link;
	PGresult *result;
	bool is_made, is_early;

	command(connection, "SAVEPOINT making");
	result = PQexec(link, sql);
	is_made = is_good(result);
	is_early = state_is(result, "42P01");
	if (!is_made && !is_early) {
		say_warning("failed: %s", sql);
		postgres_abandon(connection, result, "cannot make the views of the database");
	}
	PQclear(result);
	command(connection, is_made ? "RELEASE SAVEPOINT making" :
		"ROLLBACK TO SAVEPOINT making");
	return is_made;
}

/* What the page role needs, or two lines for somebody who may. */
static void role_make(struct connection *connection)
{
	static const char is_there[] = "SELECT count(*) > 0 FROM pg_roles"
		" WHERE rolname = 'varn_page' AND pg_has_role(current_user, oid, 'MEMBER')";
	PGconn *link = postgres_of(connection)->link;
	char detail[COMMAND_LONGEST];

	if (is_true(connection, is_there))
		return;
	PQclear(PQexec(link, "CREATE ROLE varn_page NOLOGIN"));
	PQclear(PQexec(link, "GRANT varn_page TO CURRENT_USER"));
	if (is_true(connection, is_there))
		return;
	snprintf(detail, sizeof(detail), "let an administrator of PostgreSQL run: "
		"CREATE ROLE varn_page NOLOGIN; GRANT varn_page TO \"%s\";", PQuser(link));
	abandon("cannot make the role that pages read with", detail);
}

/* Letters that fold to one letter stand above each other for translate(); the few that fold
 * to two are replaced.  The list is made from str_fold(), so that both databases agree. */
struct folding {
	struct out from, to, before, after;
};

static void letter_write(struct out *out, uint32_t letter)
{
	char at[3] = { (char)letter };

	if (letter >= 0x80) {
		at[0] = (char)(0xC0 | letter >> 6);
		at[1] = (char)(0x80 | (letter & 0x3F));
	}
	out_z(out, at);
}

static void letter_fold(struct folding *folding, struct arena *arena, uint32_t letter)
{
	struct out one;
	struct str folded;

	out_init(&one, arena, 8);
	letter_write(&one, letter);
	folded = str_fold(arena, out_str(&one));
	if (str_equals(folded, out_str(&one)))
		return;
	if (str_letters(folded) == 1) {
		out_raw(&folding->from, out_str(&one));
		out_raw(&folding->to, folded);
		return;
	}
	out_z(&folding->before, "replace(");
	out_print(&folding->after, ", '%.*s', '%.*s')", STR(out_str(&one)), STR(folded));
}

enum { LETTER_FIRST = 0xC0, LETTER_LAST = 0x17F, ACCENT_FIRST = 0x300, ACCENT_LAST = 0x36F,
	FOLDING_LONGEST = 64 * 1024, FOLDING_MEMORY = 8 * 1024 * 1024 };

static void folding_make(struct folding *folding, struct arena *arena)
{
	out_init(&folding->from, arena, FOLDING_LONGEST);
	out_init(&folding->to, arena, FOLDING_LONGEST);
	out_init(&folding->before, arena, FOLDING_LONGEST);
	out_init(&folding->after, arena, FOLDING_LONGEST);
	for (uint32_t letter = 'A'; letter <= 'Z'; letter++)
		letter_fold(folding, arena, letter);
	for (uint32_t letter = LETTER_FIRST; letter <= LETTER_LAST; letter++)
		letter_fold(folding, arena, letter);
	/* Accents that no letter took: without a partner they are taken away. */
	for (uint32_t letter = ACCENT_FIRST; letter <= ACCENT_LAST; letter++)
		letter_write(&folding->from, letter);
}

static void fold_make(struct connection *connection)
{
	struct arena *arena = arena_open(FOLDING_MEMORY);
	struct folding folding;

	folding_make(&folding, arena);
	postgres_script(connection, arena_print(arena,
		"CREATE OR REPLACE FUNCTION fold(x text) RETURNS text LANGUAGE sql IMMUTABLE"
		" STRICT PARALLEL SAFE AS $$ SELECT CASE WHEN octet_length(x) = length(x)"
		" THEN lower(x COLLATE \"C\") ELSE"
		" translate(%.*snormalize(x, NFC)%.*s, '%.*s', '%.*s') END $$",
		STR(out_str(&folding.before)), STR(out_str(&folding.after)),
		STR(out_str(&folding.from)), STR(out_str(&folding.to))).at);
	arena_close(arena);
}

static void postgres_prepare_schema(struct connection *connection)
{
	role_make(connection);
	postgres_script(connection,
		"CREATE COLLATION IF NOT EXISTS local"
		" (provider = icu, locale = 'sv-SE-u-kn-true');"
		"CREATE SEQUENCE IF NOT EXISTS store_moved;"
		"CREATE OR REPLACE FUNCTION me() RETURNS bigint LANGUAGE sql STABLE"
		" PARALLEL SAFE AS $$ SELECT"
		" coalesce(nullif(current_setting('app.me', true), ''), '0')::bigint $$;"
		"CREATE OR REPLACE FUNCTION moment() RETURNS bigint LANGUAGE sql STABLE"
		" PARALLEL SAFE AS $$ SELECT current_setting('app.moment')::bigint $$;"
		"CREATE OR REPLACE FUNCTION today() RETURNS text LANGUAGE sql STABLE"
		" PARALLEL SAFE AS $$ SELECT current_setting('app.today') $$");
	fold_make(connection);
}

/* Everything a page may touch, and nothing that it was allowed before. */
static void postgres_finish_schema(struct connection *connection)
{
	postgres_script(connection,
		"DO $$ DECLARE name text; BEGIN"
		" EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I"
		" FROM varn_page, PUBLIC',"
		"  current_schema());"
		" FOR name IN SELECT relname FROM pg_class WHERE relkind IN ('r', 'v')"
		"   AND relnamespace = current_schema()::regnamespace"
		"   AND ((relkind = 'v' AND relname LIKE 'my\\_%')"
		"     OR (relkind = 'r' AND relname LIKE '%\\_words')"
		"     OR relname = 'search_word') LOOP"
		"  EXECUTE format('GRANT SELECT ON %I TO varn_page', name);"
		" END LOOP; GRANT SELECT ON SEQUENCE store_moved TO varn_page; END $$");
}

/* A key that was given must not be made again. */
static void postgres_id_given(struct connection *connection, const char *table, int64_t id)
{
	char sql[COMMAND_LONGEST];

	snprintf(sql, sizeof(sql), "SELECT setval('%s_id_seq', greatest(last_value, $1))"
		" FROM %s_id_seq", table, table);
	connection_run(connection, sql, V(id));
}

/* --- search ---------------------------------------------------------------------------- */

enum { POSITION_MOST = 16383, VECTOR_LONGEST = 1000 * 1000 };

/* 'word':1 'other':2 - our own words, so that no parser of the server cuts them anew. */
static struct str vector_make(struct arena *arena, struct str words)
{
	struct out out;
	int position = 0;

	out_init(&out, arena, VECTOR_LONGEST);
	while (words.len) {
		struct str word = str_cut(&words, ' ');

		position += position < POSITION_MOST;
		out_print(&out, "'%.*s':%d ", STR(word), position);
	}
	return out_str(&out);
}

static void postgres_search_put(struct connection *connection, const char *index, int64_t id,
	struct str before, struct str now)
{
	struct arena *arena = arena_open(VECTOR_LONGEST * 8);
	char sql[512];

	(void)before;
	if (now.len) {
		snprintf(sql, sizeof(sql), "INSERT INTO %s_words (row_id, words)"
			" VALUES ($1, $2::text::tsvector)"
			" ON CONFLICT (row_id) DO UPDATE SET words = excluded.words", index);
		connection_run(connection, sql, V(id, vector_make(arena, now)));
	} else {
		snprintf(sql, sizeof(sql), "DELETE FROM %s_words WHERE row_id = $1", index);
		connection_run(connection, sql, V(id));
	}
	arena_close(arena);
}

enum { SEARCH_TOGETHER = 64 };

/* ($1, $2::text::tsvector), ($3, $4::text::tsvector), ... */
static void rows_sql(char *sql, size_t room, const char *index)
{
	size_t len = (size_t)snprintf(sql, room, "INSERT INTO %s_words (row_id, words) VALUES", index);

	for (int i = 0; i < SEARCH_TOGETHER && len < room; i++)
		len += (size_t)snprintf(sql + len, room - len, "%s ($%d, $%d::text::tsvector)",
			i ? "," : "", 2 * i + 1, 2 * i + 2);
	must(len < room);
}

static void postgres_search_put_rows(struct connection *connection, const char *index,
	const struct search_row *rows)
{
	struct arena *arena = arena_open((size_t)SEARCH_TOGETHER * VECTOR_LONGEST * 8);
	struct value values[2 * SEARCH_TOGETHER];
	char sql[4096];

	rows_sql(sql, sizeof(sql), index);
	for (int i = 0; i < SEARCH_TOGETHER; i++) {
		values[2 * i] = value_int(rows[i].id);
		values[2 * i + 1] = value_text(vector_make(arena, rows[i].words));
	}
	connection_run(connection, sql, (struct values){ 2 * SEARCH_TOGETHER, values });
	arena_close(arena);
}

static void term_write(struct out *out, const struct term *term)
{
	out_z(out, term->is_not ? "!(" : "(");
	for (size_t i = 0; i < term->count; i++)
		out_print(out, "%s'%.*s'%s", i == 0 ? "" : term->is_phrase ? " <-> " : " | ",
			STR(term->words[i]), i == 0 && term->is_beginning ? ":*" : "");
	out_char(out, ')');
}

static struct str postgres_search_join(struct arena *arena, const struct term *terms,
	size_t count)
{
	struct out out;

	out_init(&out, arena, VECTOR_LONGEST);
	for (size_t i = 0; i < count; i++) {
		if (i)
			out_z(&out, " & ");
		term_write(&out, &terms[i]);
	}
	return out_str(&out);
}

/* --- the rest -------------------------------------------------------------------------- */

static void postgres_describe(struct connection *connection, char *to, size_t room)
{
	one_text(connection, "SELECT 'PostgreSQL ' || current_setting('server_version') ||"
		" '; fsync ' || current_setting('fsync') ||"
		" ', full_page_writes ' || current_setting('full_page_writes') ||"
		" ', data_checksums ' || current_setting('data_checksums') ||"
		" ', synchronous_commit ' || current_setting('synchronous_commit') ||"
		" ', standby that confirms: ' ||"
		" coalesce(nullif(current_setting('synchronous_standby_names'), ''),"
		" 'none') ||"
		" '; changes serializable, pages as varn_page'", to, room);
}

static void postgres_optimize(struct connection *connection)
{
	command(connection, "ANALYZE");
}

static bool postgres_lock(struct store *store)
{
	(void)store;
	return true;
}

bool postgres_command(const char *url, const char *sql)
{
	PGconn *link = link_open(url);
	PGresult *result = NULL;
	bool is_done = false;

	if (PQstatus(link) == CONNECTION_OK) {
		PQclear(PQexec(link, "SET client_min_messages = error"));
		result = PQexec(link, sql);
		is_done = is_good(result);
	}
	if (!is_done)
		say_warning("PostgreSQL: %s", PQerrorMessage(link));
	PQclear(result);
	PQfinish(link);
	return is_done;
}

const struct engine postgres_engine = {
	.name = "PostgreSQL",
	.is_postgres = true,
	.kinds_matter = true,
	.dialect = {
		.parameter = '$',
		.types = {
			{ "key", "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" },
			{ "int", "bigint" }, { "real", "double precision" },
			{ "text", "text" }, { "bytes", "bytea" }, { "strict", "" },
			{ "turn", "pg_current_xact_id()::text::bigint" },
			{ "settled", "pg_snapshot_xmin(pg_current_snapshot())::text::bigint" },
		},
		.found = "(SELECT row_id FROM %1_words WHERE words @@ %2::text::tsquery)",
		.reached = "(%2 IN (SELECT unit_id FROM my_reach WHERE permission = '%1'))",
		.search = "CREATE TABLE %1_words (row_id bigint PRIMARY KEY,"
			" words tsvector NOT NULL);"
			" CREATE INDEX %1_words_index ON %1_words USING gin (words);",
	},
	.rows_per_insert = 64,
	.columns_sql =
		"SELECT attname::text, CASE format_type(atttypid, NULL)"
		" WHEN 'bigint' THEN 'int' WHEN 'double precision' THEN 'real'"
		" WHEN 'bytea' THEN 'bytes' ELSE format_type(atttypid, NULL) END,"
		" EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = attrelid"
		"  AND contype = 'f' AND attnum = ANY (conkey)),"
		" attnotnull AND NOT atthasdef AND attidentity = ''"
		" FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0"
		" AND NOT attisdropped ORDER BY attnum",
	.tables_sql = "SELECT tablename::text FROM pg_tables"
		" WHERE schemaname = current_schema() AND tablename NOT LIKE '%words_%'"
		" ORDER BY tablename",
	.views_sql = "SELECT viewname::text FROM pg_views"
		" WHERE schemaname = current_schema() ORDER BY viewname",
	.moved_sql = "SELECT last_value FROM store_moved",
	.open = postgres_open,
	.close = postgres_close,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.undo = postgres_undo,
	.prepare = postgres_prepare,
	.run = postgres_run,
	.step = postgres_step,
	.columns = postgres_columns,
	.name_of = postgres_name_of,
	.cell = postgres_cell,
	.touched = postgres_touched,
	.reset = postgres_reset,
	.forget = postgres_forget,
	.script = postgres_script,
	.make_view = postgres_make_view,
	.prepare_schema = postgres_prepare_schema,
	.finish_schema = postgres_finish_schema,
	.id_given = postgres_id_given,
	.search_put = postgres_search_put,
	.search_put_rows = postgres_search_put_rows,
	.search_together = SEARCH_TOGETHER,
	.search_join = postgres_search_join,
	.describe = postgres_describe,
	.backup = postgres_backup,
	.examine = postgres_examine,
	.load = postgres_load,
	.optimize = postgres_optimize,
	.lock = postgres_lock,
};
