/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/inside.h - what the files of the store share; nobody else includes it.
 *
 * A store has at most two connections: one that reads and one that writes.  They are opened
 * when first needed and closed before a fork, so that no handle crosses it.  A connection
 * keeps its prepared statements.  What differs between the databases is a struct engine.
 */
#pragma once

#include "base/arena.h"
#include "base/out.h"
#include "store/store.h"

struct connection;
struct statement;
struct term;

/* What a statement may do. */
enum rights {
	RIGHTS_page,            /* a person's view: the my_ views and nothing else */
	RIGHTS_read,            /* the system's view: every table, no writing */
	RIGHTS_write,           /* a change: INSERT, UPDATE, DELETE */
	RIGHTS_all,             /* the store itself: schema and catalogue */
};

/* ---- dialect.c ---------------------------------------------------------------------- */

struct dialect {
	char parameter;                                 /* before a parameter's number */
	struct { const char *word, *means; } types[8];  /* "key", "bigint ..." */
	const char *found;      /* {found X $n}; %1 is the name, %2 the parameter */
	const char *search;     /* {search X}; %1 is the name */
	const char *reached;    /* {reached X unit}; %1 is the permission, %2 the unit */
};

/* SQL as we write it -> SQL as the database reads it, in the arena. */
struct str dialect_translate(const struct dialect *dialect, struct arena *arena, struct str sql);
/* The next statement of a script, without its semicolon; empty at the end. */
struct str sql_next(struct str *rest);
/* Does one of these words (capitals, ended by NULL) occur outside quotes and comments? */
bool sql_has_word(struct str sql, const char *const *words);
/* The next word, sign, number or quoted text; empty at the end. */
struct str sql_token(struct str *rest);

/* ---- engines ------------------------------------------------------------------------ */

struct search_row;
struct engine {
	const char *name;
	struct dialect dialect;
	bool is_postgres;
	bool kinds_matter;      /* a statement is prepared per kinds of its values */
	int rows_per_insert;    /* what pays when many rows are put in */

	/* $1 a table -> name, type word (int, real, text, bytes), refers, needs a value */
	const char *columns_sql;
	const char *tables_sql; /* -> name */
	const char *views_sql;  /* -> name */
	const char *moved_sql;  /* a number that moves */

	void (*open)(struct connection *connection);
	void (*close)(struct connection *connection);
	void (*begin)(struct connection *connection);   /* is_changing says which kind */
	enum committed (*commit)(struct connection *connection);
	void (*undo)(struct connection *connection);

	/* An error ends the process; a clash marks the connection and answers false. */
	bool (*prepare)(struct statement *statement, struct str sql, struct values values);
	bool (*run)(struct statement *statement, struct values values);
	bool (*step)(struct statement *statement);
	size_t (*columns)(struct statement *statement);
	const char *(*name_of)(struct statement *statement, size_t column);
	struct value (*cell)(struct statement *statement, size_t column);  /* until the next step */
	int64_t (*touched)(struct statement *statement);
	void (*reset)(struct statement *statement);
	void (*forget)(struct statement *statement);

	void (*script)(struct connection *connection, const char *sql);
	/* Makes a view; false when it wants another view that is not there yet. */
	bool (*make_view)(struct connection *connection, const char *sql);
	void (*prepare_schema)(struct connection *connection);  /* roles, functions */
	void (*finish_schema)(struct connection *connection);   /* grants */
	void (*id_given)(struct connection *connection, const char *table, int64_t id);
	void (*search_put)(struct connection *connection, const char *index, int64_t id,
	                   struct str before, struct str now);
	/* Rows in one statement, `search_together` of them; 0: it is no faster here. */
	void (*search_put_rows)(struct connection *connection, const char *index,
	                        const struct search_row *rows);
	int search_together;
	struct str (*search_join)(struct arena *arena, const struct term *terms, size_t count);
	void (*describe)(struct connection *connection, char *to, size_t room);
	bool (*backup)(struct connection *connection, const char *path);
	struct str (*examine)(struct connection *connection, struct arena *arena, const char *path);
	bool (*load)(struct connection *connection, const char *path);
	void (*optimize)(struct connection *connection);
	bool (*lock)(struct store *store);
};

extern const struct engine sqlite_engine, postgres_engine;

/* store/postgres_copy.c: by PostgreSQL's own programs. */
bool postgres_backup(struct connection *connection, const char *path);
struct str postgres_examine(struct connection *connection, struct arena *arena, const char *path);
bool postgres_load(struct connection *connection, const char *path);

/* Commands outside any store, for tests: CREATE DATABASE and the like. */
bool postgres_command(const char *url, const char *sql);

/* ---- Search ------------------------------------------------------------------------- */

enum { TERM_WORDS_MOST = 201, TERMS_MOST = 16 };

/* One thing asked for: any of `words`, or with is_phrase all of them beside each other. */
struct term {
	bool is_not, is_phrase, is_beginning;           /* is_beginning: of the first word */
	size_t count;
	struct str words[TERM_WORDS_MOST];
};

/* 64-bit digests of words; a set that only grows. */
struct word_set {
	uint64_t *at;
	size_t room, count;
};
bool word_set_has(const struct word_set *set, uint64_t hash);
void word_set_add(struct word_set *set, uint64_t hash);
void word_set_release(struct word_set *set);

/* Every word of search_word, as one text with a line for each. */
struct vocabulary {
	char *text;
	size_t len, room;
	int64_t last_id;
	struct word_set listed;         /* stand in text */
	struct word_set known;          /* committed by this process */
	struct word_set pending;        /* put in by the change that is open */
};
void vocabulary_settle(struct vocabulary *vocabulary, bool is_committed);
void vocabulary_release(struct vocabulary *vocabulary);

/* ---- Connections and statements ----------------------------------------------------- */

enum { CACHE_MOST = 256, TODAY_SIZE = 24 };

struct statement {
	struct connection *connection;
	struct statement *next;         /* in the bucket */
	uint64_t hash, last_used;
	enum rights rights;
	int64_t person;                 /* who asks now */
	bool is_busy, is_loose;         /* loose: not kept when finished */
	bool is_streamed;               /* rows are fetched by and by */
	const struct shape *shape;      /* what `members` was made for */
	uint16_t *members;              /* column -> place in the shape */
	struct str text;                /* as we wrote it; the key */
	/* the engine's */
	void *native;
	int row, rows, cursor;
	char name[16];
};

struct connection {
	struct store *store;
	const struct engine *engine;
	void *native;
	bool is_writer;                 /* SQLite: the handle that may write */
	bool is_begun, is_changing, has_clashed;
	int views;                      /* open views that have begun here */
	int64_t person;                 /* whom me() names now */
	enum rights rights;             /* in force now */
	int64_t moved;                  /* store_moved() before the transaction, or -1 */
	int64_t moment;                 /* moment() and today() stand still in a transaction */
	char today[TODAY_SIZE];
	uint64_t clock;
	size_t kept;
	struct statement *buckets[CACHE_MOST];
};

/* `rights` and `person` are those of the first statement. */
void connection_begin(struct connection *connection, bool is_changing, enum rights rights,
                      int64_t person);
/* The same transaction goes on, as somebody else and at another moment. */
void connection_go_on(struct connection *connection, int64_t person);
enum committed connection_commit(struct connection *connection);
void connection_undo(struct connection *connection);

/* NULL after a clash. */
struct statement *statement_run(struct connection *connection, enum rights rights,
                                int64_t person, const char *sql, struct values values);
struct statement *statement_stream(struct connection *connection, enum rights rights,
                                   int64_t person, const char *sql, struct values values);
static inline bool statement_step(struct statement *statement)
{ return statement->connection->engine->step(statement); }
static inline struct value statement_cell(struct statement *statement, size_t column)
{ return statement->connection->engine->cell(statement, column); }
void statement_finish(struct statement *statement);     /* NULL is allowed */
void statement_bind_shape(struct statement *statement, const struct shape *shape);
void statement_row(struct statement *statement, struct arena *arena, void *row);
void statements_forget(struct connection *connection);
/* For the store's own statements that answer with nothing or one number. */
int64_t connection_run(struct connection *connection, const char *sql, struct values values);
int64_t connection_int(struct connection *connection, const char *sql, struct values values);
/* Our mistake, with what is needed to find it. */
void store_mistake(const char *what, const char *detail) __attribute__((noreturn));

struct store {
	const struct engine *engine;
	char *address;                  /* a path, or a URL with its password */
	struct connection *reader, *writer;
	struct change *change;          /* the one that is open */
	int unsettled;                  /* changes that wait for one commit */
	int clashes;                    /* of the last changes, one after the other */
	struct plan *plans;
	struct vocabulary vocabulary;
	struct arena *scratch;          /* for one translation */
	int64_t opened;                 /* the number of the last connection opened */
	int64_t moved;                  /* as last told, for the next transaction; -1: not told */
	int lock;                       /* the file that says we serve this database, or -1 */
	char description[512];
	struct store *next;
};

struct connection *store_reader(struct store *store);
struct connection *store_writer(struct store *store);
/* Between transactions only. */
void store_connections_close(struct store *store);

struct view {
	struct store *store;
	struct arena *arena;
	struct who who;
	struct connection *connection;  /* NULL before the first statement */
	struct change *change;          /* whose inside this view shows, or NULL */
	struct memo *memos;             /* view_memo() */
};

struct connection *view_begin(struct view *view);        /* begins when it has not */
enum rights view_rights(const struct view *view);
struct connection *change_connection(struct change *change);

/* ---- value.c: members and values ---------------------------------------------------- */

void member_set(struct arena *arena, const struct column *column, void *row, struct value cell);
struct value member_value(const struct column *column, const void *row);
bool value_equals(struct value a, struct value b);
int64_t value_as_int(struct value value);
struct str value_as_text(struct arena *arena, struct value value);

uint64_t hash_bytes(const void *at, size_t len, uint64_t seed);

/* ---- shape.c: a shape and its table ------------------------------------------------- */

struct table_column {
	struct str name, type;
	bool refers;                    /* to a row of another table: 0 is written as NULL */
	bool is_required;               /* NOT NULL without DEFAULT */
};
struct table {
	size_t count;                   /* 0: there is no such table */
	struct table_column *at;
};
struct table table_read(struct connection *connection, struct arena *arena, const char *table);

/* How rows of a shape are written; made once. */
struct plan {
	struct plan *next;
	const struct shape *shape;
	const struct column *columns;   /* a shape that died may leave its place to another */
	const char *table;
	size_t count;
	int id, version, public_id, created_at, created_by;     /* places, -1 when lacking */
	bool *refers;
	char *insert, *insert_with_id, *insert_many, *select;
};
struct plan *plan_of(struct connection *connection, const struct shape *shape);
struct value plan_value(const struct plan *plan, size_t place, const void *row);
void plans_release(struct store *store);
