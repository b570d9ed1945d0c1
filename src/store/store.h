/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/store.h - rows in and out; the whole contract.  Knows no HTTP and no events.
 *
 * One store per process is an open database, SQLite or PostgreSQL.  A view reads as
 * somebody, a change writes as somebody.  A view cannot write: neither in C (another type)
 * nor in the database (read-only transaction).  Nobody but the system reads a naked table:
 * statements name the my_... views of access.sql; SQLite's authorizer and PostgreSQL's
 * grants refuse the rest.
 *
 * SQL is a literal, in the dialect both databases read (ARCHITECTURE.md, "One SQL for two
 * databases"): $1 parameters (may repeat), no casts, no date functions, me() the person's
 * key or 0, moment() now in seconds, today() the local date, fold(x) lower case, COLLATE
 * local Swedish order.  `{found event $1}` stands for a sub-select of row_id, see search.h;
 * `{reached events_read event.unit_id}` says whether me() reaches the unit with the permission
 * today, as the view my_reach has it, but so that no index is taken for it.  `{turn}` is the
 * number of the transaction that writes, and `{settled}` the first that may still go on: every
 * row of a lesser turn is seen, or never will be.  Both are 0 on SQLite, where nobody writes
 * beside another and keys are in the order of commits.
 *
 * The world's failures (disk, connection, an SQL error, which is our mistake) end the
 * process through abandon(): callers contain no error plumbing.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"

struct embedded;
struct store;
struct view;
struct change;

/* ---- Shapes: how a row lies in a struct -------------------------------------------- */

enum column_kind {
	COLUMN_int,             /* int64_t */
	COLUMN_real,            /* double */
	COLUMN_bool,            /* bool, 0 or 1 in the table */
	COLUMN_text,            /* struct str */
	COLUMN_instant,         /* struct instant, integer seconds, 0 not given */
	COLUMN_date,            /* struct date, text '2026-03-02', '' not given */
	COLUMN_choice,          /* int: index in choices; the name stands in the table */
};

/* A list of choices ends with name NULL.  Row 0 is the one that means "not given", with
 * name "". */
struct choice {
	const char *name;       /* in the database and in JSON */
	const char *label;      /* N_(): on the page */
};
int choice_of(const struct choice *choices, struct str name);   /* -1 when there is none */

struct column {
	const char *name;
	enum column_kind kind;
	size_t offset;
	const struct choice *choices;
	bool is_secret;         /* the audit says that it changed, not from what to what */
};

struct shape {
	const char *table;      /* "event"; NULL for a shape that is only read */
	size_t size;
	size_t count;
	const struct column *columns;
	size_t stride;          /* bytes from one column to the next; 0: sizeof(struct column) */
};
static inline const struct column *shape_column(const struct shape *shape, size_t i)
{
	size_t stride = shape->stride ? shape->stride : sizeof(struct column);

	return (const struct column *)(const void *)((const char *)shape->columns + i * stride);
}

/* ---- Values bound to $1, $2 ... ----------------------------------------------------- */

enum value_kind { VALUE_null, VALUE_int, VALUE_real, VALUE_text, VALUE_bytes };

struct value {
	enum value_kind kind;
	int64_t number;
	double real;
	struct str text;
};

struct values {
	size_t count;
	const struct value *at;
};

static inline struct value value_int(int64_t n)
{ return (struct value){ .kind = VALUE_int, .number = n }; }
static inline struct value value_real(double x)
{ return (struct value){ .kind = VALUE_real, .real = x }; }
static inline struct value value_text(struct str s)
{ return (struct value){ .kind = VALUE_text, .text = s }; }
static inline struct value value_z(const char *z)
{ return value_text(str_of(z)); }
static inline struct value value_instant(struct instant i)
{ return value_int(i.seconds); }
struct value value_date(struct date date);      /* text in a small ring; bind it at once */
static inline struct value value_bytes(struct str s)
{ return (struct value){ .kind = VALUE_bytes, .text = s }; }
static inline struct value value_same(struct value v) { return v; }
static inline struct value value_null(void) { return (struct value){ .kind = VALUE_null }; }

#define VALUE(x) _Generic((x), \
	struct str: value_text, const char *: value_z, char *: value_z, \
	double: value_real, float: value_real, struct instant: value_instant, \
	struct date: value_date, struct value: value_same, default: value_int)(x)

#define STORE_EACH_1(m, a) m(a)
#define STORE_EACH_2(m, a, ...) m(a), STORE_EACH_1(m, __VA_ARGS__)
#define STORE_EACH_3(m, a, ...) m(a), STORE_EACH_2(m, __VA_ARGS__)
#define STORE_EACH_4(m, a, ...) m(a), STORE_EACH_3(m, __VA_ARGS__)
#define STORE_EACH_5(m, a, ...) m(a), STORE_EACH_4(m, __VA_ARGS__)
#define STORE_EACH_6(m, a, ...) m(a), STORE_EACH_5(m, __VA_ARGS__)
#define STORE_EACH_7(m, a, ...) m(a), STORE_EACH_6(m, __VA_ARGS__)
#define STORE_EACH_8(m, a, ...) m(a), STORE_EACH_7(m, __VA_ARGS__)
#define STORE_EACH_9(m, a, ...) m(a), STORE_EACH_8(m, __VA_ARGS__)
#define STORE_EACH_10(m, a, ...) m(a), STORE_EACH_9(m, __VA_ARGS__)
#define STORE_EACH_11(m, a, ...) m(a), STORE_EACH_10(m, __VA_ARGS__)
#define STORE_EACH_12(m, a, ...) m(a), STORE_EACH_11(m, __VA_ARGS__)
#define STORE_EACH_13(m, a, ...) m(a), STORE_EACH_12(m, __VA_ARGS__)
#define STORE_EACH_14(m, a, ...) m(a), STORE_EACH_13(m, __VA_ARGS__)
#define STORE_EACH_15(m, a, ...) m(a), STORE_EACH_14(m, __VA_ARGS__)
#define STORE_EACH_16(m, a, ...) m(a), STORE_EACH_15(m, __VA_ARGS__)
#define STORE_NTH(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, n, ...) n
#define STORE_EACH(m, ...) STORE_NTH(__VA_ARGS__, STORE_EACH_16, STORE_EACH_15, STORE_EACH_14, \
	STORE_EACH_13, STORE_EACH_12, STORE_EACH_11, STORE_EACH_10, STORE_EACH_9, STORE_EACH_8, \
	STORE_EACH_7, STORE_EACH_6, STORE_EACH_5, STORE_EACH_4, STORE_EACH_3, STORE_EACH_2, \
	STORE_EACH_1, )(m, __VA_ARGS__)

/* The values of a statement, in order; NONE when there are none. */
#define V(...) ((struct values){ \
	sizeof((struct value[]){ STORE_EACH(VALUE, __VA_ARGS__) }) / sizeof(struct value), \
	(struct value[]){ STORE_EACH(VALUE, __VA_ARGS__) } })
#define NONE ((struct values){ 0, NULL })

struct sql {
	const char *text;
};
#define SQL(literal) ((struct sql){ "" literal "" })

/* ---- Opening ------------------------------------------------------------------------ */

/* "sqlite:PATH" or "postgresql://...".  Made before the fork of workers, each of which then
 * calls store_reopen(): no handle crosses a fork.  abandon()s in plain words. */
struct store *store_open(const char *url);
struct str store_url(const struct store *store, struct arena *arena);   /* as it was opened */
void store_reopen(struct store *store);                 /* in a child: own handle */
void store_close(struct store *store);
bool store_is_postgres(const struct store *store);
const char *store_describe(const struct store *store);  /* product, version, rules in force */
/* True and kept until close when nobody else serves this SQLite file (flock on PATH.lock);
 * always true on PostgreSQL. */
bool store_lock(struct store *store);
/* A number that moves when anybody has committed (PRAGMA data_version; on PostgreSQL a
 * NOTIFY counter). */
int64_t store_moved(struct store *store);

/* Runs each schema file that has not run, in order of name, each in one transaction; then
 * makes the views of the access files anew when their text has changed. */
void store_migrate(struct store *store, const struct embedded *schema,
                   const struct embedded *access);
/* What is missing between a shape and its table, in one sentence; "" when nothing. */
struct str store_compare(struct store *store, struct arena *arena, const struct shape *shape);
/* Every table with its columns as lines, for `varn schema`. */
struct str store_schema(struct store *store, struct arena *arena);
/* A consistent copy in a file while others work (SQLite: the back-up API; PostgreSQL:
 * pg_dump, which says itself what was wrong when the answer is false). */
bool store_backup(struct store *store, const char *path);
/* Reads such a copy whole, and says what is wrong with it; "" nothing. */
struct str store_backup_problem(struct store *store, struct arena *arena, const char *path);
/* Puts a copy in the place of everything in the database, all or nothing; then migrate.
 * Nobody else may be using it: see store_lock().  False: nothing has changed. */
bool store_load(struct store *store, const char *path);
/* Statistics for the planner, after much has been written. */
void store_optimize(struct store *store);

/* ---- Reading ------------------------------------------------------------------------ */

struct who {
	int64_t person;         /* 0: nobody is signed in */
	bool is_system;         /* jobs, sign-in, the command line: may read naked tables */
};

/* What a view gives lives in its arena, until the answer is sent. */
struct view *view_open(struct store *store, struct arena *arena, struct who who);
void view_close(struct view *view);
struct arena *view_arena(struct view *view);
struct store *view_store(struct view *view);
int64_t view_me(struct view *view);
/* What it reads may never come to be: it is inside a change that has not been committed. */
bool view_is_in_change(const struct view *view);
/* What store_moved() was when this view began to read, for what is kept in memory: what has
 * been read here may be shown again to the same person as long as the number is the same, and
 * the day.  -1: it must not be kept (inside a change, as the system, or it is not known). */
int64_t view_moved(struct view *view);

struct rows {
	size_t count;
	void *at;               /* structs of the shape, one after another */
};
#define LIST_OF(name) \
	struct name##_list { size_t count; struct name *at; }; \
	static inline struct name##_list name##_list_of(struct rows rows) \
	{ return (struct name##_list){ rows.count, rows.at }; }

/* Columns meet members by name; a column without a member is our mistake (must). */
void *view_get(struct view *view, const struct shape *shape, struct sql sql, struct values values);
struct rows view_list(struct view *view, const struct shape *shape, struct sql sql, struct values values);
/* Row by row without keeping them (exports); false from `each` stops. */
void view_each(struct view *view, const struct shape *shape, struct sql sql, struct values values,
               bool (*each)(void *context, const void *row), void *context);
int64_t view_int(struct view *view, struct sql sql, struct values values);      /* first cell, 0 when no row */
struct str view_text(struct view *view, struct sql sql, struct values values);  /* first cell, "" when no row */

/* Any rows at all, for reports and statistics. */
struct grid {
	size_t columns, rows;
	const char **names;
	struct value *cells;    /* rows x columns */
};
struct grid view_grid(struct view *view, struct sql sql, struct values values);
static inline struct value grid_at(const struct grid *grid, size_t row, size_t column)
{ return grid->cells[row * grid->columns + column]; }

/* A statement put together from literals, for lists with filters: only the conditions that
 * are asked for reach the planner.  In the pieces `$?` is the next parameter.
 *   query_start(&q, arena, SQL("SELECT * FROM my_event WHERE 1 = 1"), NONE);
 *   if (type.len) query_add(&q, SQL(" AND type = $?"), V(type)); */
enum { QUERY_MOST_VALUES = 96, QUERY_LONGEST = 16384 };
struct query {
	struct arena *arena;
	size_t len, count;
	char *text;
	struct value *values;
};
void query_start(struct query *query, struct arena *arena, struct sql sql, struct values values);
void query_add(struct query *query, struct sql sql, struct values values);
struct rows view_list_of(struct view *view, const struct shape *shape, const struct query *query);
void view_each_of(struct view *view, const struct shape *shape, const struct query *query,
                  bool (*each)(void *context, const void *row), void *context);
int64_t view_int_of(struct view *view, const struct query *query);
struct grid view_grid_of(struct view *view, const struct query *query);
/* Of its text, its values and the person who asks; for memories, with a seed of one's own. */
uint64_t query_digest(struct view *view, const struct query *query, uint64_t seed);

/* ---- Writing ------------------------------------------------------------------------ */

/* Takes the turn (SQLite) and begins.  Nothing is visible to others before change_commit()
 * has answered COMMITTED; after CLASHED (serialization, PostgreSQL) all is rolled back and
 * the caller may do the whole again.  The commit has then waited: a millisecond the first
 * time, a quarter of a second at most from the ninth clash in a row on. */
enum committed { COMMITTED, CLASHED };
struct change *change_open(struct store *store, struct arena *arena, struct who who);
enum committed change_commit(struct change *change);
/* Commits together with the changes that follow: others see it, and it is on the disk, only
 * after store_settle().  One wait for the disk then serves many who can wait with their
 * answer.  Meanwhile this process keeps the turn, so it must not dwell.  PostgreSQL commits
 * at once. */
enum committed change_commit_soon(struct change *change);
bool store_is_unsettled(const struct store *store);
void store_settle(struct store *store);         /* nothing to do: does nothing */
void change_undo(struct change *change);
struct view *change_view(struct change *change);        /* reads inside the change, same rights */
int64_t change_me(struct change *change);
struct arena *change_arena(struct change *change);
/* From here on nobody has done it: for a signed-in person who wants to be anonymous.  Only
 * before the first statement of the change. */
void change_as_nobody(struct change *change);
/* Why this is done; stands in the audit rows that follow. */
void change_because(struct change *change, struct str reason);

/* Inserts and answers the new id.  Members id (when 0), version (1), public_id (uuid v7 when
 * empty), created_at/created_by (when 0) are filled in, also in the struct.  Audited. */
int64_t change_insert(struct change *change, const struct shape *shape, void *row);
/* Writes every column where id = row's id and version = `version`; the new version is put
 * in the struct.  Audited: the columns that differ, before and after. */
enum updated { UPDATED, UPDATED_NOTHING /* nothing differed */, UPDATED_STALE, UPDATED_GONE };
enum updated change_update(struct change *change, const struct shape *shape, void *row, int64_t version);
/* INSERT, UPDATE or DELETE; answers the number of rows.  A SELECT is refused: use the view. */
int64_t change_run(struct change *change, struct sql sql, struct values values);
int64_t change_run_id(struct change *change, struct sql sql, struct values values);    /* ... RETURNING id */
/* An audit row for what change_run() did: "event", 17, "forward", what. */
void change_note(struct change *change, const char *table, int64_t id, const char *verb, struct str what);

/* Many rows of one shape in the fastest way that is still audited as one act (imports,
 * demo): no audit row each. */
void change_insert_many(struct change *change, const struct shape *shape, void *rows, size_t count);
