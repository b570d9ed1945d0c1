/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/change.c - writing as somebody, with an audit trail.
 *
 * A change takes the turn and begins with its first statement; until then it costs nothing.
 * After a clash every call answers with zero and the commit with CLASHED, so callers need no
 * plumbing for it.
 */
#include "store/inside.h"
#include "store/turn.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"

#include <string.h>
#include <time.h>

enum { FIELDS_LONGEST = 16 * 1024 * 1024, UNSETTLED_MOST = 32, CLASH_DOUBLINGS = 8 };

struct change {
	struct store *store;
	struct arena *arena;
	struct who who;
	struct connection *connection;  /* NULL before the first statement */
	struct view *view;              /* NULL until asked for */
	struct str reason;
	bool is_inner;                  /* others wait for the same commit */
};

struct change *change_open(struct store *store, struct arena *arena, struct who who)
{
	struct change *change = arena_new(arena, struct change);

	must(!store->change);
	*change = (struct change){ .store = store, .arena = arena, .who = who };
	store->change = change;
	return change;
}

/* Changes that wait for one commit are undone one by one, each to its own savepoint. */
static void change_begin(struct change *change)
{
	struct connection *connection = change->connection;

	if (change->store->unsettled) {
		connection_go_on(connection, change->who.person);
		connection_run(connection, "SAVEPOINT one", NONE);
		change->is_inner = true;
		return;
	}
	if (!change->store->engine->is_postgres)
		turn_take();
	connection_begin(connection, true, RIGHTS_write, change->who.person);
}

struct connection *change_connection(struct change *change)
{
	if (change->connection)
		return change->connection;
	change->connection = store_writer(change->store);
	change_begin(change);
	return change->connection;
}

static void change_end(struct change *change, bool is_committed)
{
	struct store *store = change->store;

	vocabulary_settle(&store->vocabulary, is_committed);
	if (change->connection && !store->engine->is_postgres && !store->unsettled)
		turn_give();
	change->connection = NULL;
	store->change = NULL;
}

/* PostgreSQL may take a change for overlapping with one that ended long ago, as long as another
 * is under way, also of another database of the same server: trying again at once clashes again. */
static void clash_wait(struct store *store)
{
	struct timespec now, wait = { 0 };
	long longest = 1000000L << (store->clashes < CLASH_DOUBLINGS ? store->clashes : CLASH_DOUBLINGS);

	store->clashes++;
	clock_gettime(CLOCK_MONOTONIC, &now);
	wait.tv_nsec = longest / 2 + now.tv_nsec % (longest / 2);       /* who clashed with us waits less or more */
	nanosleep(&wait, NULL);
}

static enum committed commit_alone(struct change *change)
{
	struct store *store = change->store;
	enum committed committed = COMMITTED;

	if (change->connection && change->connection->has_clashed) {
		connection_undo(change->connection);
		committed = CLASHED;
	} else if (change->connection) {
		committed = connection_commit(change->connection);
	}
	change_end(change, committed == COMMITTED);
	if (committed == CLASHED)
		clash_wait(store);
	else
		store->clashes = 0;
	return committed;
}

enum committed change_commit_soon(struct change *change)
{
	struct store *store = change->store;

	must(store->change == change);
	if (!change->connection || store->engine->is_postgres)
		return commit_alone(change);
	if (change->is_inner)
		connection_run(change->connection, "RELEASE one", NONE);
	store->unsettled++;
	change_end(change, true);
	if (store->unsettled >= UNSETTLED_MOST)
		store_settle(store);
	return COMMITTED;
}

enum committed change_commit(struct change *change)
{
	enum committed committed = change_commit_soon(change);

	store_settle(change->store);
	return committed;
}

bool store_is_unsettled(const struct store *store)
{
	return store->unsettled > 0;
}

/* A failure ends the process, and with it all that was not told to anybody yet. */
void store_settle(struct store *store)
{
	if (!store->unsettled)
		return;
	must(!store->change);
	connection_commit(store->writer);
	store->unsettled = 0;
	turn_give();
}

void change_undo(struct change *change)
{
	must(change->store->change == change);
	if (change->is_inner && change->connection)
		connection_run(change->connection, "ROLLBACK TO one", NONE);
	if (change->is_inner && change->connection)
		connection_run(change->connection, "RELEASE one", NONE);
	else if (change->connection)
		connection_undo(change->connection);
	change_end(change, false);
}

struct view *change_view(struct change *change)
{
	if (change->view)
		return change->view;
	change->view = view_open(change->store, change->arena, change->who);
	change->view->change = change;
	return change->view;
}

void change_as_nobody(struct change *change)
{
	must(!change->connection);
	change->who.person = 0;
	if (change->view)
		change->view->who.person = 0;
}

int64_t change_me(struct change *change)
{
	return change->who.person;
}

struct arena *change_arena(struct change *change)
{
	return change->arena;
}

void change_because(struct change *change, struct str reason)
{
	change->reason = arena_copy(change->arena, reason);
}

/* --- the audit trail ------------------------------------------------------------------- */

static struct statement *change_statement(struct change *change, const char *sql,
	struct values values)
{
	return statement_run(change_connection(change), RIGHTS_write, change->who.person, sql,
		values);
}

static int64_t run(struct change *change, const char *sql, struct values values)
{
	struct statement *statement = change_statement(change, sql, values);
	int64_t touched = 0;

	if (!statement)
		return 0;
	while (statement_step(statement))
		;
	touched = change->connection->engine->touched(statement);
	statement_finish(statement);
	return touched;
}

static int64_t run_id(struct change *change, const char *sql, struct values values)
{
	struct statement *statement = change_statement(change, sql, values);
	int64_t id = 0;

	if (!statement)
		return 0;
	while (statement_step(statement))
		id = value_as_int(statement_cell(statement, 0));
	statement_finish(statement);
	return id;
}

static void audit(struct change *change, const char *verb, const char *table, int64_t id,
	struct str fields)
{
	run(change, "INSERT INTO audit (at, person_id, verb, table_name, row_id, fields,"
		" reason) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		V(change_connection(change)->moment, change->who.person, verb, table, id,
			fields, change->reason));
}

/* The text of a note stands where a changed column would: {"note": ["", text]}. */
void change_note(struct change *change, const char *table, int64_t id, const char *verb,
	struct str what)
{
	struct json_out json;
	struct out out;

	out_init(&out, change->arena, FIELDS_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	if (what.len) {
		json_list_begin(&json, "note");
		json_str(&json, NULL, S(""));
		json_str(&json, NULL, what);
		json_list_finish(&json);
	}
	json_object_finish(&json);
	audit(change, verb, table, id, out_str(&out));
}

static void json_value(struct json_out *json, struct value value)
{
	switch (value.kind) {
	case VALUE_int: json_int(json, NULL, value.number); break;
	case VALUE_real: json_number(json, NULL, value.real); break;
	case VALUE_text: json_str(json, NULL, value.text); break;
	case VALUE_bytes:
	case VALUE_null: json_nothing(json, NULL); break;
	}
}

static void json_difference(struct json_out *json, const char *name, struct value before,
	struct value after)
{
	json_list_begin(json, name);
	json_value(json, before);
	json_value(json, after);
	json_list_finish(json);
}

/* --- inserting ------------------------------------------------------------------------- */

static void *member(const struct plan *plan, void *row, int place)
{
	return (char *)row + shape_column(plan->shape, (size_t)place)->offset;
}

static void fill_int(const struct plan *plan, void *row, int place, int64_t number)
{
	int64_t *at = place >= 0 ? member(plan, row, place) : NULL;

	if (at && *at == 0)
		*at = number;
}

static void fill_uuid(struct change *change, const struct plan *plan, void *row)
{
	struct str *at = plan->public_id >= 0 ? member(plan, row, plan->public_id) : NULL;

	if (at && at->len == 0)
		*at = uuid_v7(change->arena);
}

/* An instant is its seconds, so that created_at can be filled like a number. */
_Static_assert(sizeof(struct instant) == sizeof(int64_t), "seconds and nothing else");

static void fill(struct change *change, const struct plan *plan, void *row)
{
	if (plan->version >= 0)
		*(int64_t *)member(plan, row, plan->version) = 1;
	fill_uuid(change, plan, row);
	fill_int(plan, row, plan->created_at, change_connection(change)->moment);
	fill_int(plan, row, plan->created_by, change->who.person);
}

/* A date's text stands in a small ring; the values of many rows must outlive that. */
static struct value kept_value(struct arena *arena, const struct plan *plan, size_t i,
	const void *row)
{
	struct value value = plan_value(plan, i, row);

	if (shape_column(plan->shape, i)->kind == COLUMN_date)
		value.text = arena_copy(arena, value.text);
	return value;
}

/* The values of one row follow those that are there. */
static size_t values_put(struct arena *arena, const struct plan *plan, const void *row,
	bool with_id, struct value *values)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++)
		if ((int)i != plan->id || with_id)
			values[count++] = kept_value(arena, plan, i, row);
	return count;
}

static int64_t insert(struct change *change, const struct plan *plan, void *row)
{
	struct value *values = arena_array(change->arena, struct value, plan->count);
	int64_t *id = plan->id >= 0 ? member(plan, row, plan->id) : NULL;
	bool with_id = id && *id;
	int64_t made;
	size_t count;

	fill(change, plan, row);
	count = values_put(change->arena, plan, row, with_id, values);
	made = run_id(change, with_id ? plan->insert_with_id : plan->insert,
		(struct values){ count, values });
	if (with_id)
		change->connection->engine->id_given(change->connection, plan->table, *id);
	else if (id)
		*id = made;
	return made;
}

int64_t change_insert(struct change *change, const struct shape *shape, void *row)
{
	const struct plan *plan = plan_of(change_connection(change), shape);
	int64_t id;

	if (!plan)
		return 0;
	id = insert(change, plan, row);
	audit(change, "insert", plan->table, id, S("{}"));
	return id;
}

/* --- inserting many -------------------------------------------------------------------- */

static void *row_at(const struct plan *plan, void *rows, size_t i)
{
	return (char *)rows + i * plan->shape->size;
}

static bool may_go_together(const struct plan *plan, void *rows, size_t many)
{
	for (size_t i = 0; plan->id >= 0 && i < many; i++)
		if (*(int64_t *)member(plan, row_at(plan, rows, i), plan->id) != 0)
			return false;
	return true;
}

/* RETURNING follows the order of VALUES in both databases. */
static void ids_read(const struct plan *plan, struct statement *statement, void *rows,
	size_t many)
{
	for (size_t i = 0; i < many && statement_step(statement); i++)
		if (plan->id >= 0)
			*(int64_t *)member(plan, row_at(plan, rows, i), plan->id) =
				value_as_int(statement_cell(statement, 0));
}

static void insert_together(struct change *change, const struct plan *plan, void *rows,
	size_t many, struct value *values)
{
	struct statement *statement;
	size_t count = 0;

	for (size_t i = 0; i < many; i++) {
		fill(change, plan, row_at(plan, rows, i));
		count += values_put(change->arena, plan, row_at(plan, rows, i), false,
			values + count);
	}
	statement = change_statement(change, plan->insert_many,
		(struct values){ count, values });
	if (statement)
		ids_read(plan, statement, rows, many);
	statement_finish(statement);
}

void change_insert_many(struct change *change, const struct shape *shape, void *rows,
	size_t count)
{
	const struct plan *plan = plan_of(change_connection(change), shape);
	size_t many = (size_t)change->store->engine->rows_per_insert, done = 0;
	struct value *values;

	if (!plan)
		return;
	values = arena_array(change->arena, struct value, many * plan->count);
	while (done < count && !change->connection->has_clashed) {
		void *first = row_at(plan, rows, done);
		bool together = many > 1 && count - done >= many &&
			may_go_together(plan, first, many);

		if (together)
			insert_together(change, plan, first, many, values);
		else
			insert(change, plan, first);
		done += together ? many : 1;
	}
	change_note(change, plan->table, 0, "insert many",
		arena_print(change->arena, "%zu", count));
}

/* --- updating -------------------------------------------------------------------------- */

static void *old_row(struct change *change, const struct plan *plan, int64_t id)
{
	struct statement *statement = statement_run(change_connection(change), RIGHTS_read,
		change->who.person, plan->select, V(id));
	void *row = NULL;

	if (!statement)
		return NULL;
	statement_bind_shape(statement, plan->shape);
	if (statement_step(statement)) {
		row = arena_take(change->arena, plan->shape->size);
		statement_row(statement, change->arena, row);
	}
	statement_finish(statement);
	return row;
}

/* What a row is born with stays, when the caller did not know it. */
static void keep_birth(const struct plan *plan, void *row, void *old)
{
	if (plan->public_id >= 0) {
		struct str *at = member(plan, row, plan->public_id);

		if (at->len == 0)
			*at = *(struct str *)member(plan, old, plan->public_id);
	}
	if (plan->created_at >= 0)
		fill_int(plan, row, plan->created_at,
			*(int64_t *)member(plan, old, plan->created_at));
	if (plan->created_by >= 0)
		fill_int(plan, row, plan->created_by,
			*(int64_t *)member(plan, old, plan->created_by));
}

/* An UPDATE that grows while the columns are compared. */
struct update {
	struct out sql, fields;
	struct json_out json;
	struct value *values;
	size_t count;
};

static void update_start(struct update *update, struct change *change,
	const struct plan *plan, int64_t id)
{
	out_init(&update->sql, change->arena, FIELDS_LONGEST);
	out_init(&update->fields, change->arena, FIELDS_LONGEST);
	json_begin(&update->json, &update->fields);
	json_object_begin(&update->json, NULL);
	update->values = arena_array(change->arena, struct value, plan->count + 2);
	update->values[0] = value_int(id);
	update->count = 1;
	out_print(&update->sql, "UPDATE %s SET ", plan->table);
}

static void update_set(struct update *update, const char *name, struct value value)
{
	update->values[update->count++] = value;
	out_print(&update->sql, "%s%s = $%zu", update->count > 2 ? ", " : "", name,
		update->count);
}

static bool update_compare(struct update *update, const struct plan *plan, const void *row,
	const void *old)
{
	for (size_t i = 0; i < plan->count; i++) {
		const struct column *column = shape_column(plan->shape, i);
		struct value before = member_value(column, old);
		struct value after = member_value(column, row);

		if ((int)i == plan->id || (int)i == plan->version ||
		    value_equals(before, after))
			continue;
		if (column->is_secret)
			before = after = value_null();
		json_difference(&update->json, column->name, before, after);
		update_set(update, column->name, plan_value(plan, i, row));
	}
	return update->count > 1;
}

static void update_write(struct update *update, struct change *change,
	const struct plan *plan, int64_t id, int64_t version)
{
	if (plan->version >= 0)
		update_set(update, "version", value_int(version + 1));
	out_z(&update->sql, " WHERE id = $1");
	out_char(&update->sql, '\0');
	json_object_finish(&update->json);
	run(change, update->sql.at, (struct values){ update->count, update->values });
	audit(change, "update", plan->table, id, out_str(&update->fields));
}

static enum updated update(struct change *change, const struct plan *plan, void *row,
	void *old, int64_t version)
{
	int64_t id = *(int64_t *)member(plan, row, plan->id);
	struct update update;

	if (plan->version >= 0 && *(int64_t *)member(plan, old, plan->version) != version)
		return UPDATED_STALE;
	keep_birth(plan, row, old);
	if (plan->version >= 0)
		*(int64_t *)member(plan, row, plan->version) = version;
	update_start(&update, change, plan, id);
	if (!update_compare(&update, plan, row, old))
		return UPDATED_NOTHING;
	update_write(&update, change, plan, id, version);
	if (plan->version >= 0)
		*(int64_t *)member(plan, row, plan->version) = version + 1;
	return UPDATED;
}

/* No other can write between the reading and the writing: SQLite has one writer, PostgreSQL
 * lets one of two serializable changes clash. */
enum updated change_update(struct change *change, const struct shape *shape, void *row,
	int64_t version)
{
	const struct plan *plan = plan_of(change_connection(change), shape);
	void *old;

	if (!plan)
		return UPDATED;
	must(plan->id >= 0);
	old = old_row(change, plan, *(int64_t *)member(plan, row, plan->id));
	/* After a clash "gone" would be told to the person before the commit is tried. */
	if (!old)
		return change->connection->has_clashed ? UPDATED : UPDATED_GONE;
	return update(change, plan, row, old, version);
}

/* --- any statement --------------------------------------------------------------------- */

int64_t change_run(struct change *change, struct sql sql, struct values values)
{
	return run(change, sql.text, values);
}

int64_t change_run_id(struct change *change, struct sql sql, struct values values)
{
	return run_id(change, sql.text, values);
}
