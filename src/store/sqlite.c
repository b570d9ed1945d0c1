/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/sqlite.c - the one file that knows SQLite.
 *
 * Two handles per process: one that only reads (query_only) and one that writes, and writes
 * only while its process has the turn.  Nothing checkpoints by itself; whoever commits looks
 * at the length of the log and checkpoints before giving the turn away (see turn.h).
 */
#include "store/inside.h"
#include "store/sqlite_reach.h"
#include "store/turn.h"
#include "base/say.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

enum {
	BUSY_MILLISECONDS = 5000,
	WAL_FRAMES = 1000,              /* 4 MB: then the log is worked into the file */
	WAL_FRAMES_LONG = 16000,        /* 64 MB: readers have hindered that for long */
	STATEMENT_VALUES_MOST = 250,
	EXPRESSION_DEEPEST = 250,
	PATH_LONGEST = 4096,
	LIKE_LONGEST = 1000,
	FOLD_MEMORY = 256 * 1024 * 1024,
	FIRST_GOOD_VERSION = 3051003,   /* mends the reset of the log */
};

struct names {
	size_t count;
	char **at;
};

struct sqlite {
	sqlite3 *db;
	bool is_preparing;              /* the authorizer judges only what we prepare */
	enum rights rights;             /* of what is being prepared */
	struct names tables, views, indexes;
	struct names counted;           /* tables of which no column is read, only rows */
	struct arena *folding;          /* for one call of fold() */
	struct reaches *reaches;        /* for reaches() */
	int log_frames, log_done;       /* at the last commit; when last checkpointed */
};

static struct sqlite *sqlite_of(const struct connection *connection)
{
	return connection->native;
}

__attribute__((noreturn)) static void sqlite_abandon(sqlite3 *db, const char *what)
{
	abandon(what, sqlite3_errmsg(db));
}

static void pragma(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		sqlite_abandon(db, "cannot set up the database");
}

/* --- our functions --------------------------------------------------------------------- */

static void function_me(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct connection *connection = sqlite3_user_data(context);

	(void)count;
	(void)values;
	sqlite3_result_int64(context, connection->person);
}

static void function_moment(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct connection *connection = sqlite3_user_data(context);

	(void)count;
	(void)values;
	sqlite3_result_int64(context, connection->moment);
}

static void function_today(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct connection *connection = sqlite3_user_data(context);

	(void)count;
	(void)values;
	sqlite3_result_text(context, connection->today, -1, SQLITE_TRANSIENT);
}

static void function_fold(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct connection *connection = sqlite3_user_data(context);
	const char *at = (const char *)sqlite3_value_text(values[0]);
	struct str text = { at, (size_t)sqlite3_value_bytes(values[0]) };
	struct arena *arena = sqlite_of(connection)->folding;

	(void)count;
	if (!at)
		return;                 /* NULL stays NULL */
	text = str_fold(arena, text);
	sqlite3_result_text(context, text.at ? text.at : "", (int)text.len, SQLITE_TRANSIENT);
	arena_clear(arena);
}

/* reaches('events_read', unit): what `unit IN (SELECT unit_id FROM my_reach ...)` says. */
static void function_reaches(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct connection *connection = sqlite3_user_data(context);
	struct str permission = { (const char *)sqlite3_value_text(values[0]), 0 };

	(void)count;
	permission.len = (size_t)sqlite3_value_bytes(values[0]);
	if (!permission.at || sqlite3_value_type(values[1]) == SQLITE_NULL)
		return;                 /* NULL stays NULL */
	sqlite3_result_int(context, reaches_unit(sqlite_of(connection)->reaches,
		connection->person, connection->today, permission,
		sqlite3_value_int64(values[1])));
}

static bool letter_fits(struct str *text, struct str *pattern, uint32_t escape)
{
	uint32_t letter = str_next_letter(text), wanted = str_next_letter(pattern);

	if (wanted == escape && escape && pattern->len)
		return str_next_letter(pattern) == letter;
	return wanted == '_' || wanted == letter;
}

/* LIKE as PostgreSQL has it: capital and small letters differ, \ takes a sign as itself.
 * Only the last % is gone back to, so no pattern takes long. */
static bool is_like(struct str text, struct str pattern, uint32_t escape)
{
	struct str text_back = { NULL, 0 }, pattern_back = { NULL, 0 };

	while (text.len || pattern.len) {
		if (pattern.len && pattern.at[0] == '%') {
			pattern = pattern_back = str_part(pattern, 1, pattern.len);
			text_back = text;
			continue;
		}
		if (text.len && pattern.len && letter_fits(&text, &pattern, escape))
			continue;
		if (!pattern_back.at || text_back.len == 0)
			return false;
		str_next_letter(&text_back);
		text = text_back;
		pattern = pattern_back;
	}
	return true;
}

static struct str text_of(sqlite3_value *value)
{
	struct str text = { (const char *)sqlite3_value_text(value), 0 };

	text.len = (size_t)sqlite3_value_bytes(value);
	return text;
}

/* "text LIKE pattern ESCAPE sign" is like(pattern, text, sign). */
static void function_like(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct str pattern = text_of(values[0]), text = text_of(values[1]);
	struct str sign = count > 2 ? text_of(values[2]) : S("\\");

	if (!pattern.at || !text.at)
		return;                 /* NULL stays NULL */
	if (pattern.len > LIKE_LONGEST) {
		sqlite3_result_error(context, "the pattern of LIKE is too long", -1);
		return;
	}
	sqlite3_result_int(context, is_like(text, pattern, str_next_letter(&sign)));
}

static int order_local(void *context, int a_len, const void *a, int b_len, const void *b)
{
	(void)context;
	return str_compare_swedish((struct str){ a, (size_t)a_len },
		(struct str){ b, (size_t)b_len });
}

/* "Deterministic" is said of one statement; there me() and the clock do stand still. */
static void functions_make(struct connection *connection)
{
	static const struct {
		const char *name;
		int count;
		void (*call)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "me", 0, function_me }, { "moment", 0, function_moment },
		{ "today", 0, function_today }, { "fold", 1, function_fold },
		{ "like", 2, function_like }, { "like", 3, function_like },
		{ "reaches", 2, function_reaches },
	};
	enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
	sqlite3 *db = sqlite_of(connection)->db;

	for (size_t i = 0; i < COUNT(functions); i++)
		if (sqlite3_create_function(db, functions[i].name, functions[i].count, FLAGS,
				connection, functions[i].call, NULL, NULL) != SQLITE_OK)
			sqlite_abandon(db, "cannot set up the database");
	if (sqlite3_create_collation(db, "local", SQLITE_UTF8, NULL, order_local))
		sqlite_abandon(db, "cannot set up the database");
}

/* --- names of views and indexes -------------------------------------------------------- */

static bool names_have(const struct names *names, const char *name, size_t len)
{
	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->at[i]) == len && strncmp(names->at[i], name, len) == 0)
			return true;
	return false;
}

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->at[i]);
	free(names->at);
	*names = (struct names){ 0 };
}

static void names_add(struct names *names, const char *name)
{
	names->at = realloc(names->at, (names->count + 1) * sizeof(*names->at));
	if (!names->at || !(names->at[names->count++] = strdup(name)))
		abandon("cannot set up the database", "no memory");
}

static void names_read(sqlite3 *db, struct names *names, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
		sqlite_abandon(db, "cannot read the database");
	while (sqlite3_step(statement) == SQLITE_ROW)
		names_add(names, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
}

/* Touching an index here lets it set itself up before pages, whom that is not allowed. */
static void indexes_touch(struct sqlite *sqlite)
{
	for (size_t i = 0; i < sqlite->indexes.count; i++) {
		char *sql = sqlite3_mprintf("SELECT rowid FROM \"%w\" LIMIT 0",
			sqlite->indexes.at[i]);

		pragma(sqlite->db, sql);
		sqlite3_free(sql);
	}
}

static void schema_read(struct sqlite *sqlite)
{
	names_release(&sqlite->tables);
	names_release(&sqlite->views);
	names_release(&sqlite->indexes);
	names_read(sqlite->db, &sqlite->tables,
		"SELECT name FROM sqlite_master WHERE type = 'table'");
	names_read(sqlite->db, &sqlite->views,
		"SELECT name FROM sqlite_master WHERE type = 'view'");
	names_read(sqlite->db, &sqlite->indexes, "SELECT name FROM sqlite_master"
		" WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'");
	indexes_touch(sqlite);
}

/* --- who may do what ------------------------------------------------------------------- */

static bool is_my_view(const struct sqlite *sqlite, const char *name)
{
	return strncmp(name, "my_", 3) == 0 &&
	       names_have(&sqlite->views, name, strlen(name));
}

/* Reading a column of `table`, inside `view` when that is not NULL.  A name in WITH is
 * reported as a view, so it must be one of the database's own. */
static bool page_may_read(const struct sqlite *sqlite, const char *table, const char *view)
{
	if (view && names_have(&sqlite->views, view, strlen(view)))
		return true;
	return is_my_view(sqlite, table) || strcmp(table, "search_word") == 0 ||
	       names_have(&sqlite->indexes, table, strlen(table));
}

/* Rows that are counted but not read are reported without the view they are seen through,
 * so they are judged afterwards by the text: see counts_what_is_closed(). */
static bool page_may_count(struct sqlite *sqlite, const char *table, const char *column)
{
	if (!column || *column)
		return false;
	if (!names_have(&sqlite->counted, table, strlen(table)))
		names_add(&sqlite->counted, table);
	return true;
}

static int judge(void *context, int action, const char *a, const char *b,
	const char *database, const char *view)
{
	struct sqlite *sqlite = context;
	bool may = sqlite->rights == RIGHTS_all || !sqlite->is_preparing;

	(void)database;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
	case SQLITE_FUNCTION:
		may = true;
		break;
	case SQLITE_READ:
		may = may || sqlite->rights != RIGHTS_page ||
			page_may_read(sqlite, a, view) || page_may_count(sqlite, a, b);
		break;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		may = may || sqlite->rights == RIGHTS_write;
		break;
	}
	return may ? SQLITE_OK : SQLITE_DENY;
}

static bool is_one_of(struct str token, const char *const *words)
{
	for (; *words; words++)
		if (str_is_nocase(token, *words))
			return true;
	return false;
}

/* Does a name stand where a statement says what it reads from? */
static bool reads_from(struct str sql, const char *name)
{
	static const char *const before_tables[] = { "FROM", "JOIN", ",", "(", ".", "[", "`",
		NULL };
	struct str before = { NULL, 0 }, token;

	while ((token = sql_token(&sql)).len) {
		struct str bare = token;

		if (token.len > 1 && token.at[0] == '"')
			bare = str_part(token, 1, token.len - 2);
		if (str_is_nocase(bare, name) && is_one_of(before, before_tables))
			return true;
		before = token;
	}
	return false;
}

/* SELECT count(*) FROM event, also inside another; FROM my_event counts the same table, but
 * does not name it. */
static bool counts_what_is_closed(const struct sqlite *sqlite, struct str sql)
{
	const struct names *counted = &sqlite->counted, *views = &sqlite->views;

	for (size_t i = 0; i < counted->count; i++)
		if (names_have(&sqlite->tables, counted->at[i], strlen(counted->at[i])) &&
		    reads_from(sql, counted->at[i]))
			return true;
	for (size_t i = 0; counted->count && i < views->count; i++)
		if (!is_my_view(sqlite, views->at[i]) && reads_from(sql, views->at[i]))
			return true;
	return false;
}

/* WITH my_event AS (SELECT * FROM event) would look like the view itself. */
static bool hides_a_view(const struct sqlite *sqlite, struct str sql)
{
	static const char *const before_names[] = { "WITH", "RECURSIVE", ",", NULL };
	static const char *const bodies[] = { "(", "NOT", "MATERIALIZED", NULL };
	struct str before = { NULL, 0 }, token;

	while ((token = sql_token(&sql)).len) {
		struct str after = sql, next = sql_token(&after);

		if (str_is_nocase(next, "AS"))  /* AS ( or AS MATERIALIZED (, but not AS e */
			next = sql_token(&after);
		if (is_one_of(next, bodies) &&
		    is_one_of(before, before_names) &&
		    names_have(&sqlite->views, token.at, token.len))
			return true;
		before = token;
	}
	return false;
}

/* --- opening --------------------------------------------------------------------------- */

static void configure(void)
{
	/* Each process uses its handles from one thread, and nobody asks for statistics. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_initialize() != SQLITE_OK)
		abandon("cannot start SQLite", sqlite3_libversion());
}

static void folder_of(const char *path, char *folder)
{
	char copy[PATH_LONGEST];

	snprintf(copy, sizeof(copy), "%s", path);
	snprintf(folder, PATH_LONGEST, "%s", dirname(copy));
}

/* Locks and shared memory cannot be relied on over a network. */
static void network_refuse(const char *path)
{
	static const struct { unsigned long type; const char *name; } networks[] = {
		{ 0x6969, "NFS" }, { 0x517B, "SMB" }, { 0xFE534D42, "SMB" },
		{ 0xFF534D42, "CIFS" }, { 0x65735546, "FUSE" }, { 0x01021997, "9P" },
		{ 0x00C36400, "Ceph" }, { 0x5346414F, "AFS" },
	};
	char folder[PATH_LONGEST], detail[256];
	struct statfs where;

	folder_of(path, folder);
	if (statfs(folder, &where) != 0)
		abandon("cannot open the database: its folder is not there", folder);
	for (size_t i = 0; i < COUNT(networks); i++) {
		if (((unsigned long)where.f_type & 0xFFFFFFFF) != networks[i].type)
			continue;
		snprintf(detail, sizeof(detail), "the folder is on %s, where a database "
			"can be damaged; choose a folder on a disk of this machine",
			networks[i].name);
		abandon("cannot open the database", detail);
	}
}

/* Made by us, so that nobody else may read it. */
static void file_make(const char *path)
{
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (file < 0)
		abandon("cannot open the database", strerror(errno));
	close(file);
}

static bool wal_is_on(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	bool is_on;

	if (sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &statement, NULL) != SQLITE_OK)
		sqlite_abandon(db, "cannot open the database");
	is_on = sqlite3_step(statement) == SQLITE_ROW &&
		strcmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
	sqlite3_finalize(statement);
	return is_on;
}

static void wal_switch_on(sqlite3 *db)
{
	if (wal_is_on(db))
		return;
	turn_take();
	pragma(db, "PRAGMA journal_mode = WAL");
	turn_give();
	if (!wal_is_on(db))
		abandon("cannot open the database", "write-ahead log is not possible here");
}

static int log_grew(void *context, sqlite3 *db, const char *database, int frames)
{
	struct sqlite *sqlite = context;

	(void)db;
	(void)database;
	sqlite->log_frames = frames;
	return SQLITE_OK;
}

static void limits_set(sqlite3 *db)
{
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, EXPRESSION_DEEPEST);
	sqlite3_limit(db, SQLITE_LIMIT_VARIABLE_NUMBER, STATEMENT_VALUES_MOST);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

static void handle_open(struct connection *connection, const char *path)
{
	struct sqlite *sqlite = sqlite_of(connection);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;

	if (sqlite3_open_v2(path, &sqlite->db, flags, NULL) != SQLITE_OK)
		sqlite_abandon(sqlite->db, "cannot open the database");
	sqlite3_busy_timeout(sqlite->db, BUSY_MILLISECONDS);
	limits_set(sqlite->db);
	wal_switch_on(sqlite->db);
	pragma(sqlite->db, "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL;"
		" PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
		" PRAGMA cache_size = -16000");
	functions_make(connection);
}

static void sqlite_open(struct connection *connection)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const char *path = connection->store->address;
	struct sqlite *sqlite = calloc(1, sizeof(*sqlite));

	pthread_once(&once, configure);
	if (!sqlite)
		abandon("cannot open the database", "no memory");
	connection->native = sqlite;
	sqlite->folding = arena_open(FOLD_MEMORY);
	network_refuse(path);
	file_make(path);
	handle_open(connection, path);
	sqlite->reaches = reaches_open(sqlite->db, connection->is_writer);
	schema_read(sqlite);
	if (connection->is_writer)
		sqlite3_wal_hook(sqlite->db, log_grew, sqlite);
	else
		pragma(sqlite->db, "PRAGMA query_only = ON; PRAGMA cache_size = -48000");
	sqlite3_set_authorizer(sqlite->db, judge, sqlite);
}

/* The log is worked in for good when it has grown under us; the turn is needed for it, and
 * waiting for the turn at the end of a child would only delay it. */
static void sqlite_close(struct connection *connection)
{
	struct sqlite *sqlite = sqlite_of(connection);

	if (connection->is_writer && sqlite->log_frames > 0) {
		turn_take();
		sqlite3_wal_checkpoint_v2(sqlite->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
			NULL);
		turn_give();
	}
	reaches_close(sqlite->reaches);
	if (sqlite3_close(sqlite->db) != SQLITE_OK)
		sqlite_abandon(sqlite->db, "cannot close the database");
	names_release(&sqlite->tables);
	names_release(&sqlite->views);
	names_release(&sqlite->indexes);
	names_release(&sqlite->counted);
	arena_close(sqlite->folding);
	free(sqlite);
}

/* --- transactions ---------------------------------------------------------------------- */

static void command(struct connection *connection, const char *sql)
{
	connection_run(connection, sql, NONE);
}

static void sqlite_begin(struct connection *connection)
{
	command(connection, connection->is_changing ? "BEGIN IMMEDIATE" : "BEGIN");
}

/* Readers at work can hinder a checkpoint; it is tried again when as much more is written. */
static void log_work_in(struct sqlite *sqlite)
{
	int how = sqlite->log_frames > WAL_FRAMES_LONG ? SQLITE_CHECKPOINT_RESTART :
		SQLITE_CHECKPOINT_PASSIVE;
	int problem;

	if (sqlite->log_frames < sqlite->log_done)
		sqlite->log_done = 0;           /* the log began anew */
	if (sqlite->log_frames - sqlite->log_done < WAL_FRAMES)
		return;
	problem = sqlite3_wal_checkpoint_v2(sqlite->db, NULL, how, NULL, NULL);
	if (problem != SQLITE_OK && (problem & 0xFF) != SQLITE_BUSY)
		sqlite_abandon(sqlite->db, "cannot work the log into the database");
	sqlite->log_done = sqlite->log_frames;
}

static enum committed sqlite_commit(struct connection *connection)
{
	command(connection, "COMMIT");
	if (connection->is_changing)
		log_work_in(sqlite_of(connection));
	return COMMITTED;
}

static void sqlite_undo(struct connection *connection)
{
	command(connection, "ROLLBACK");
}

/* --- statements ------------------------------------------------------------------------ */

static void refused(const struct statement *statement, sqlite3 *db)
{
	say_warning("refused: %s", statement->text.at);
	if ((sqlite3_errcode(db) & 0xFF) == SQLITE_AUTH)
		abandon("a statement reads or writes what it may not", sqlite3_errmsg(db));
	sqlite_abandon(db, "the database does not understand a statement");
}

static int prepare_judged(struct sqlite *sqlite, struct str sql, sqlite3_stmt **prepared,
	const char **tail)
{
	int problem;

	sqlite->is_preparing = true;
	problem = sqlite3_prepare_v3(sqlite->db, sql.at, (int)sql.len,
		SQLITE_PREPARE_PERSISTENT, prepared, tail);
	sqlite->is_preparing = false;
	return problem;
}

static bool sqlite_prepare(struct statement *statement, struct str sql, struct values values)
{
	struct sqlite *sqlite = sqlite_of(statement->connection);
	sqlite3_stmt *prepared = NULL;
	const char *tail = NULL;
	int problem;

	(void)values;
	if (statement->rights == RIGHTS_page && hides_a_view(sqlite, sql))
		abandon("a statement may not give a view's name to something else",
			statement->text.at);
	names_release(&sqlite->counted);
	sqlite->rights = statement->rights;
	problem = prepare_judged(sqlite, sql, &prepared, &tail);
	if (problem != SQLITE_OK) {
		/* When the schema has changed (new statistics do), an index sets itself up
		 * again; a page's rights do not suffice for that. */
		indexes_touch(sqlite);
		problem = prepare_judged(sqlite, sql, &prepared, &tail);
	}
	if (problem != SQLITE_OK)
		refused(statement, sqlite->db);
	must(prepared != NULL);
	if (counts_what_is_closed(sqlite, sql))
		abandon("a statement may not count these rows", statement->text.at);
	must(str_is_empty(str_trim(str_of(tail))));
	if (statement->rights < RIGHTS_write && !sqlite3_stmt_readonly(prepared))
		store_mistake("a view may not write", statement->text.at);
	statement->native = prepared;
	return true;
}

static int value_bind(sqlite3_stmt *prepared, int place, const struct value *value)
{
	static const char nothing[] = "";
	const char *at = value->text.at ? value->text.at : nothing;

	switch (value->kind) {
	case VALUE_int: return sqlite3_bind_int64(prepared, place, value->number);
	case VALUE_real: return sqlite3_bind_double(prepared, place, value->real);
	case VALUE_text: return sqlite3_bind_text64(prepared, place, at, value->text.len,
		SQLITE_STATIC, SQLITE_UTF8);
	case VALUE_bytes: return sqlite3_bind_blob64(prepared, place, at, value->text.len,
		SQLITE_STATIC);
	case VALUE_null: break;
	}
	return sqlite3_bind_null(prepared, place);
}

static bool sqlite_run(struct statement *statement, struct values values)
{
	sqlite3_stmt *prepared = statement->native;
	struct reaches *reaches = sqlite_of(statement->connection)->reaches;

	if (statement->connection->is_writer && statement->rights == RIGHTS_all)
		reaches_forget(reaches);        /* a transaction or a savepoint, perhaps */
	reaches_doubt(reaches);
	if ((size_t)sqlite3_bind_parameter_count(prepared) != values.count)
		store_mistake("a statement has not as many values as parameters",
			statement->text.at);
	for (size_t i = 0; i < values.count; i++)
		if (value_bind(prepared, (int)i + 1, &values.at[i]) != SQLITE_OK)
			sqlite_abandon(sqlite_of(statement->connection)->db,
				"the database does not take a value");
	statement->connection->person = statement->person;
	return true;
}

static bool sqlite_step(struct statement *statement)
{
	sqlite3 *db = sqlite_of(statement->connection)->db;
	int answer;

	/* Statements of different people may be open side by side, and rows may have been
	 * written meanwhile. */
	statement->connection->person = statement->person;
	if (statement->connection->is_writer)
		reaches_doubt(sqlite_of(statement->connection)->reaches);
	answer = sqlite3_step(statement->native);
	if (answer == SQLITE_ROW)
		return true;
	if (answer == SQLITE_DONE)
		return false;
	say_warning("failed: %s", statement->text.at);
	if ((answer & 0xFF) == SQLITE_FULL)
		abandon("cannot save: the disk is full", sqlite3_errmsg(db));
	if ((answer & 0xFF) == SQLITE_BUSY)
		abandon("cannot save: another program holds the database",
			sqlite3_errmsg(db));
	sqlite_abandon(db, "the database could not do what it was asked");
}

static size_t sqlite_columns(struct statement *statement)
{
	return (size_t)sqlite3_column_count(statement->native);
}

static const char *sqlite_name_of(struct statement *statement, size_t column)
{
	return sqlite3_column_name(statement->native, (int)column);
}

static struct value sqlite_cell(struct statement *statement, size_t column)
{
	sqlite3_stmt *prepared = statement->native;
	int i = (int)column;
	struct str text;

	switch (sqlite3_column_type(prepared, i)) {
	case SQLITE_INTEGER: return value_int(sqlite3_column_int64(prepared, i));
	case SQLITE_FLOAT: return value_real(sqlite3_column_double(prepared, i));
	case SQLITE_TEXT:
		text.at = (const char *)sqlite3_column_text(prepared, i);
		text.len = (size_t)sqlite3_column_bytes(prepared, i);
		return value_text(text);
	case SQLITE_BLOB:
		text.at = sqlite3_column_blob(prepared, i);
		text.len = (size_t)sqlite3_column_bytes(prepared, i);
		return value_bytes(text);
	}
	return value_null();
}

static int64_t sqlite_touched(struct statement *statement)
{
	return sqlite3_changes64(sqlite_of(statement->connection)->db);
}

static void sqlite_reset(struct statement *statement)
{
	sqlite3_reset(statement->native);
	sqlite3_clear_bindings(statement->native);
}

static void sqlite_forget(struct statement *statement)
{
	sqlite3_finalize(statement->native);
	statement->native = NULL;
}

/* --- schema ---------------------------------------------------------------------------- */

static void sqlite_script(struct connection *connection, const char *sql)
{
	struct sqlite *sqlite = sqlite_of(connection);

	if (sqlite3_exec(sqlite->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		sqlite_abandon(sqlite->db, "cannot change the tables of the database");
}

/* SQLite looks for what a view names only when it is used; so each is used once. */
static bool sqlite_make_view(struct connection *connection, const char *sql)
{
	sqlite_script(connection, sql);
	return true;
}

static void sqlite_prepare_schema(struct connection *connection)
{
	(void)connection;
}

static void sqlite_finish_schema(struct connection *connection)
{
	struct sqlite *sqlite = sqlite_of(connection);

	schema_read(sqlite);
	for (size_t i = 0; i < sqlite->views.count; i++) {
		char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" LIMIT 0",
			sqlite->views.at[i]);

		if (sqlite3_exec(sqlite->db, sql, NULL, NULL, NULL) != SQLITE_OK) {
			say_warning("the view %s cannot be read", sqlite->views.at[i]);
			sqlite_abandon(sqlite->db, "cannot make the views of the database");
		}
		sqlite3_free(sql);
	}
}

static void sqlite_id_given(struct connection *connection, const char *table, int64_t id)
{
	(void)connection;
	(void)table;
	(void)id;
}

/* --- search ---------------------------------------------------------------------------- */

/* An index without content must be told what it forgets. */
static void sqlite_search_put(struct connection *connection, const char *index, int64_t id,
	struct str before, struct str now)
{
	char sql[256];

	if (before.len) {
		snprintf(sql, sizeof(sql), "INSERT INTO %s_words (%s_words, rowid, words)"
			" VALUES ('delete', $1, $2)", index, index);
		connection_run(connection, sql, V(id, before));
	}
	if (now.len) {
		snprintf(sql, sizeof(sql), "INSERT INTO %s_words (rowid, words)"
			" VALUES ($1, $2)", index);
		connection_run(connection, sql, V(id, now));
	}
}

static void phrase_write(struct out *out, const struct term *term)
{
	out_char(out, '"');
	for (size_t i = 0; i < term->count; i++) {
		if (i)
			out_char(out, ' ');
		out_raw(out, term->words[i]);
	}
	out_char(out, '"');
}

static void any_write(struct out *out, const struct term *term)
{
	for (size_t i = 0; i < term->count; i++) {
		out_print(out, "%s\"%.*s\"", i ? " OR " : "", STR(term->words[i]));
		if (i == 0 && term->is_beginning)
			out_char(out, '*');
	}
}

static void term_write(struct out *out, const struct term *term)
{
	out_char(out, '(');
	if (term->is_phrase)
		phrase_write(out, term);
	else
		any_write(out, term);
	out_char(out, ')');
}

/* FTS5: (a OR b) AND (c) NOT (d); what must not occur comes last, NOT has two sides. */
static struct str sqlite_search_join(struct arena *arena, const struct term *terms,
	size_t count)
{
	struct out out;

	out_init(&out, arena, 1024 * 1024);
	for (int is_not = 0; is_not < 2; is_not++)
		for (size_t i = 0; i < count; i++) {
			if (terms[i].is_not != is_not)
				continue;
			if (out.len)
				out_z(&out, is_not ? " NOT " : " AND ");
			term_write(&out, &terms[i]);
		}
	return out_str(&out);
}

/* --- the rest -------------------------------------------------------------------------- */

static void sqlite_describe(struct connection *connection, char *to, size_t room)
{
	bool is_good = sqlite3_libversion_number() >= FIRST_GOOD_VERSION;

	(void)connection;
	snprintf(to, room, "SQLite %s; write-ahead log, synchronous FULL; writes and "
		"checkpoints under the turn%s", sqlite3_libversion(), is_good ? "" :
		" (this version can lose a commit when two connections write and checkpoint "
		"at the same instant; the turn prevents it; mended in 3.51.3)");
}

static bool file_sync(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool is_safe = file >= 0 && fsync(file) == 0;

	if (file >= 0)
		close(file);
	return is_safe;
}

static void copy_make(sqlite3 *from, const char *path)
{
	sqlite3_backup *backup;
	sqlite3 *to = NULL;

	if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL))
		sqlite_abandon(to, "cannot make the copy of the database");
	backup = sqlite3_backup_init(to, "main", from, "main");
	if (!backup || sqlite3_backup_step(backup, -1) != SQLITE_DONE)
		sqlite_abandon(to, "cannot make the copy of the database");
	if (sqlite3_backup_finish(backup) != SQLITE_OK || sqlite3_close(to) != SQLITE_OK)
		sqlite_abandon(to, "cannot make the copy of the database");
}

/* The copy gets its name only when it is whole and on the disk. */
static bool sqlite_backup(struct connection *connection, const char *path)
{
	char part[PATH_LONGEST], folder[PATH_LONGEST];

	if ((size_t)snprintf(part, sizeof(part), "%s.part", path) >= sizeof(part))
		abandon("cannot make the copy of the database", "its path is too long");
	unlink(part);
	file_make(part);
	copy_make(sqlite_of(connection)->db, part);
	folder_of(path, folder);
	if (!file_sync(part) || rename(part, path) != 0 || !file_sync(folder))
		abandon("cannot make the copy of the database", strerror(errno));
	return true;
}

/* A copy is read as it lies: nothing is written beside it. */
static sqlite3 *copy_open(const char *path)
{
	char address[PATH_LONGEST * 3 + 32];
	sqlite3 *copy = NULL;
	char *at = address + snprintf(address, sizeof(address), "file:");

	for (; *path && at < address + sizeof(address) - 16; path++)
		at += strchr("?#%", *path) ? snprintf(at, 4, "%%%02x", (unsigned char)*path)
			: snprintf(at, 2, "%c", *path);
	snprintf(at, 16, "?immutable=1");
	if (!sqlite3_open_v2(address, &copy, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL))
		return copy;
	sqlite3_close(copy);
	return NULL;
}

static struct str sqlite_examine(struct connection *connection, struct arena *arena, const char *path)
{
	sqlite3 *copy = copy_open(path);
	sqlite3_stmt *statement = NULL;
	struct str problem = S("it cannot be read");

	(void)connection;
	if (copy && !sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &statement, NULL)
	    && sqlite3_step(statement) == SQLITE_ROW)
		problem = arena_copy(arena,
			str_of((const char *)sqlite3_column_text(statement, 0)));
	sqlite3_finalize(statement);
	sqlite3_close(copy);
	return str_is(problem, "ok") ? S("") : problem;
}

static bool sqlite_load(struct connection *connection, const char *path)
{
	sqlite3 *to = sqlite_of(connection)->db, *from = copy_open(path);
	sqlite3_backup *backup = from ? sqlite3_backup_init(to, "main", from, "main") : NULL;
	bool is_whole = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;

	is_whole = sqlite3_backup_finish(backup) == SQLITE_OK && is_whole;
	sqlite3_close(from);
	return is_whole;
}

static void sqlite_optimize(struct connection *connection)
{
	turn_take();
	sqlite_script(connection, "PRAGMA analysis_limit = 2000; ANALYZE");
	log_work_in(sqlite_of(connection));
	turn_give();
}

static bool sqlite_lock(struct store *store)
{
	char path[PATH_LONGEST];

	if (store->lock >= 0)
		return true;
	snprintf(path, sizeof(path), "%s.lock", store->address);
	store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (store->lock < 0)
		abandon("cannot lock the database", strerror(errno));
	if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	close(store->lock);
	store->lock = -1;
	return false;
}

const struct engine sqlite_engine = {
	.name = "SQLite",
	.dialect = {
		.parameter = '?',
		.types = {
			{ "key", "INTEGER PRIMARY KEY" }, { "int", "INTEGER" },
			{ "real", "REAL" }, { "text", "TEXT" }, { "bytes", "BLOB" },
			{ "strict", "STRICT" }, { "turn", "0" }, { "settled", "0" },
		},
		.found = "(SELECT rowid AS row_id FROM %1_words WHERE %1_words MATCH %2)",
		.reached = "reaches('%1', %2)",
		.search = "CREATE VIRTUAL TABLE %1_words USING fts5(words, content='',"
			" tokenize=\"unicode61 remove_diacritics 0\");",
	},
	.rows_per_insert = 1,
	.columns_sql =
		"SELECT name, CASE type WHEN 'INTEGER' THEN 'int' WHEN 'REAL' THEN 'real'"
		" WHEN 'TEXT' THEN 'text' WHEN 'BLOB' THEN 'bytes' ELSE type END,"
		" name IN (SELECT \"from\" FROM pragma_foreign_key_list($1)),"
		" \"notnull\" AND dflt_value IS NULL AND pk = 0"
		" FROM pragma_table_info($1) ORDER BY cid",
	.tables_sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
		" AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%words_%' ORDER BY name",
	.views_sql = "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name",
	.moved_sql = "PRAGMA data_version",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.undo = sqlite_undo,
	.prepare = sqlite_prepare,
	.run = sqlite_run,
	.step = sqlite_step,
	.columns = sqlite_columns,
	.name_of = sqlite_name_of,
	.cell = sqlite_cell,
	.touched = sqlite_touched,
	.reset = sqlite_reset,
	.forget = sqlite_forget,
	.script = sqlite_script,
	.make_view = sqlite_make_view,
	.prepare_schema = sqlite_prepare_schema,
	.finish_schema = sqlite_finish_schema,
	.id_given = sqlite_id_given,
	.search_put = sqlite_search_put,
	.search_join = sqlite_search_join,
	.describe = sqlite_describe,
	.backup = sqlite_backup,
	.examine = sqlite_examine,
	.load = sqlite_load,
	.optimize = sqlite_optimize,
	.lock = sqlite_lock,
};
