/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/view.c - reading as somebody.
 *
 * A view begins its transaction with the first statement, and views that are open side by
 * side share one, so that a page sees the city at one moment.
 */
#include "store/inside.h"
#include "store/memo.h"
#include "base/say.h"

#include <string.h>

enum { ROWS_FIRST = 16, NAME_LONGEST = 128 };

struct view *view_open(struct store *store, struct arena *arena, struct who who)
{
	struct view *view = arena_new(arena, struct view);

	*view = (struct view){ .store = store, .arena = arena, .who = who };
	return view;
}

void view_close(struct view *view)
{
	struct connection *connection = view->connection;

	must(!view->change);            /* it ends with its change */
	view->connection = NULL;
	view->memos = NULL;
	if (connection && --connection->views == 0)
		connection_commit(connection);
}

struct arena *view_arena(struct view *view)
{
	return view->arena;
}

struct store *view_store(struct view *view)
{
	return view->store;
}

int64_t view_me(struct view *view)
{
	return view->who.person;
}

bool view_is_in_change(const struct view *view)
{
	return view->change != NULL;
}

/* What was told before the transaction began is sure: what it reads is no older.  PostgreSQL
 * tells later how it stands by then, SQLite how this transaction sees it. */
int64_t view_moved(struct view *view)
{
	struct connection *connection;

	if (view->change || view->who.is_system)
		return -1;
	connection = view_begin(view);
	if (connection->moved < 0 && !connection->engine->is_postgres)
		connection->moved = store_moved(view->store);
	return connection->moved;
}

struct memo {
	const void *what;
	void *at;
	struct memo *next;
};

void *view_memo(struct view *view, const void *what, size_t size)
{
	struct memo *memo = view->change ? NULL : view->memos;

	while (memo && memo->what != what)
		memo = memo->next;
	if (memo)
		return memo->at;
	memo = arena_new(view->arena, struct memo);
	*memo = (struct memo){ what, arena_take(view->arena, size), view->memos };
	view->memos = memo;
	return memo->at;
}

enum rights view_rights(const struct view *view)
{
	return view->who.is_system ? RIGHTS_read : RIGHTS_page;
}

struct connection *view_begin(struct view *view)
{
	if (view->change)
		return change_connection(view->change);
	if (view->connection)
		return view->connection;
	view->connection = store_reader(view->store);
	if (!view->connection->is_begun)
		connection_begin(view->connection, false, view_rights(view),
			view->who.person);
	view->connection->views++;
	return view->connection;
}

static struct statement *view_run(struct view *view, const char *sql, struct values values)
{
	return statement_run(view_begin(view), view_rights(view), view->who.person, sql,
		values);
}

static struct statement *view_run_shape(struct view *view, const struct shape *shape,
	const char *sql, struct values values)
{
	struct statement *statement = view_run(view, sql, values);

	if (statement)
		statement_bind_shape(statement, shape);
	return statement;
}

/* --- rows ------------------------------------------------------------------------------ */

void *view_get(struct view *view, const struct shape *shape, struct sql sql,
	struct values values)
{
	struct statement *statement = view_run_shape(view, shape, sql.text, values);
	void *row = NULL;

	if (statement && statement_step(statement)) {
		row = arena_take(view->arena, shape->size);
		statement_row(statement, view->arena, row);
	}
	statement_finish(statement);
	return row;
}

static void rows_grow(struct arena *arena, struct rows *rows, size_t *room, size_t size)
{
	size_t more = *room ? *room * 2 : ROWS_FIRST;
	void *at = arena_take_many(arena, more, size);

	if (rows->count)
		memcpy(at, rows->at, rows->count * size);
	rows->at = at;
	*room = more;
}

static struct rows list(struct view *view, const struct shape *shape, const char *sql,
	struct values values)
{
	struct statement *statement = view_run_shape(view, shape, sql, values);
	struct rows rows = { 0 };
	size_t room = 0;

	while (statement && statement_step(statement)) {
		if (rows.count == room)
			rows_grow(view->arena, &rows, &room, shape->size);
		statement_row(statement, view->arena,
			(char *)rows.at + rows.count++ * shape->size);
	}
	statement_finish(statement);
	return rows;
}

struct rows view_list(struct view *view, const struct shape *shape, struct sql sql,
	struct values values)
{
	return list(view, shape, sql.text, values);
}

struct rows view_list_of(struct view *view, const struct shape *shape,
	const struct query *query)
{
	return list(view, shape, query->text, (struct values){ query->count, query->values });
}

/* --- row by row ------------------------------------------------------------------------ */

enum { ROW_MEMORY = 256 * 1024 * 1024 };

static void each_row(struct view *view, const struct shape *shape, const char *sql,
	struct values values, bool (*each)(void *context, const void *row), void *context)
{
	struct statement *statement = statement_stream(view_begin(view),
		view_rights(view), view->who.person, sql, values);
	struct arena *arena = arena_open(ROW_MEMORY);
	bool goes_on = statement != NULL;

	if (statement)
		statement_bind_shape(statement, shape);
	while (goes_on && statement_step(statement)) {
		void *row = arena_take(arena, shape->size);

		statement_row(statement, arena, row);
		goes_on = each(context, row);
		arena_clear(arena);
	}
	statement_finish(statement);
	arena_close(arena);
}

void view_each(struct view *view, const struct shape *shape, struct sql sql,
	struct values values, bool (*each)(void *context, const void *row), void *context)
{
	each_row(view, shape, sql.text, values, each, context);
}

void view_each_of(struct view *view, const struct shape *shape, const struct query *query,
	bool (*each)(void *context, const void *row), void *context)
{
	each_row(view, shape, query->text, (struct values){ query->count, query->values }, each,
		context);
}

/* --- one cell -------------------------------------------------------------------------- */

static int64_t first_int(struct view *view, const char *sql, struct values values)
{
	struct statement *statement = view_run(view, sql, values);
	int64_t number = 0;

	if (statement && statement_step(statement))
		number = value_as_int(statement_cell(statement, 0));
	statement_finish(statement);
	return number;
}

int64_t view_int(struct view *view, struct sql sql, struct values values)
{
	return first_int(view, sql.text, values);
}

int64_t view_int_of(struct view *view, const struct query *query)
{
	return first_int(view, query->text, (struct values){ query->count, query->values });
}

struct str view_text(struct view *view, struct sql sql, struct values values)
{
	struct statement *statement = view_run(view, sql.text, values);
	struct str text = { NULL, 0 };

	if (statement && statement_step(statement))
		text = value_as_text(view->arena, statement_cell(statement, 0));
	statement_finish(statement);
	return text;
}

/* --- any rows at all ------------------------------------------------------------------- */

static const char **grid_names(struct statement *statement, struct arena *arena, size_t count)
{
	const struct engine *engine = statement->connection->engine;
	const char **names = arena_array(arena, const char *, count);

	for (size_t i = 0; i < count; i++)
		names[i] = arena_copy(arena, str_of(engine->name_of(statement, i))).at;
	return names;
}

static void grid_row(struct statement *statement, struct arena *arena, struct grid *grid)
{
	struct value *cells = grid->cells + grid->rows++ * grid->columns;

	for (size_t i = 0; i < grid->columns; i++) {
		cells[i] = statement_cell(statement, i);
		if (cells[i].kind == VALUE_text || cells[i].kind == VALUE_bytes)
			cells[i].text = arena_copy(arena, cells[i].text);
	}
}

static struct grid grid(struct view *view, const char *sql, struct values values)
{
	struct statement *statement = view_run(view, sql, values);
	struct grid grid = { 0 };
	size_t room = 0;

	if (!statement)
		return grid;
	grid.columns = statement->connection->engine->columns(statement);
	grid.names = grid_names(statement, view->arena, grid.columns);
	while (statement_step(statement)) {
		struct rows rows = { grid.rows, grid.cells };

		if (grid.rows == room)
			rows_grow(view->arena, &rows, &room,
				grid.columns * sizeof(struct value));
		grid.cells = rows.at;
		grid_row(statement, view->arena, &grid);
	}
	statement_finish(statement);
	return grid;
}

struct grid view_grid(struct view *view, struct sql sql, struct values values)
{
	return grid(view, sql.text, values);
}

struct grid view_grid_of(struct view *view, const struct query *query)
{
	return grid(view, query->text, (struct values){ query->count, query->values });
}
