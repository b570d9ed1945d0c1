/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/shape.c - a shape meets its table: what is missing, and the SQL that writes a row.
 */
#include "store/inside.h"
#include "base/say.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MOST = 400, TEXT_MOST = 16 * 1024 * 1024 };

struct table table_read(struct connection *connection, struct arena *arena, const char *name)
{
	struct table table = { .at = arena_array(arena, struct table_column, COLUMNS_MOST) };
	struct statement *statement = statement_run(connection, RIGHTS_all, 0,
		connection->engine->columns_sql, V(name));

	while (statement && statement_step(statement)) {
		must(table.count < COLUMNS_MOST);
		table.at[table.count++] = (struct table_column){
			.name = arena_copy(arena, statement_cell(statement, 0).text),
			.type = arena_copy(arena, statement_cell(statement, 1).text),
			.refers = value_as_int(statement_cell(statement, 2)) != 0,
			.is_required = value_as_int(statement_cell(statement, 3)) != 0,
		};
	}
	statement_finish(statement);
	return table;
}

static const struct table_column *table_find(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (str_is(table->at[i].name, name))
			return &table->at[i];
	return NULL;
}

/* --- comparing ------------------------------------------------------------------------- */

static const char *const type_words[] = {
	[COLUMN_int] = "int", [COLUMN_real] = "real", [COLUMN_bool] = "int",
	[COLUMN_text] = "text", [COLUMN_instant] = "int", [COLUMN_date] = "text",
	[COLUMN_choice] = "text",
};

static const struct column *shape_find(const struct shape *shape, struct str name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (str_is(name, shape_column(shape, i)->name))
			return shape_column(shape, i);
	return NULL;
}

static struct str column_compare(struct arena *arena, const struct shape *shape,
	const struct table *table, const struct column *column)
{
	const struct table_column *there = table_find(table, column->name);

	if (!there)
		return arena_print(arena, "The table %s lacks the column %s {%s}.",
			shape->table, column->name, type_words[column->kind]);
	if (!str_is(there->type, type_words[column->kind]))
		return arena_print(arena, "The column %s of %s is {%.*s}; the program "
			"wants {%s}.", column->name, shape->table, STR(there->type),
			type_words[column->kind]);
	return (struct str){ NULL, 0 };
}

static struct str shape_compare(struct arena *arena, const struct shape *shape,
	const struct table *table)
{
	if (table->count == 0)
		return arena_print(arena, "The table %s does not exist.", shape->table);
	for (size_t i = 0; i < shape->count; i++) {
		struct str lacks = column_compare(arena, shape, table,
			shape_column(shape, i));

		if (lacks.len)
			return lacks;
	}
	for (size_t i = 0; i < table->count; i++)
		if (table->at[i].is_required && !shape_find(shape, table->at[i].name))
			return arena_print(arena, "The column %.*s of %s needs a value, but "
				"the program does not know it.", STR(table->at[i].name),
				shape->table);
	return (struct str){ NULL, 0 };
}

struct str store_compare(struct store *store, struct arena *arena, const struct shape *shape)
{
	struct table table;

	if (!shape->table)
		return (struct str){ NULL, 0 };
	table = table_read(store_reader(store), arena, shape->table);
	return shape_compare(arena, shape, &table);
}

/* --- plans ----------------------------------------------------------------------------- */

static int place_of(const struct shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->count; i++)
		if (strcmp(shape_column(shape, i)->name, name) == 0)
			return (int)i;
	return -1;
}

static char *text_keep(const struct out *out)
{
	struct str text = out_str(out);
	char *kept = strndup(text.at, text.len);

	if (!kept)
		abandon("cannot keep a statement", "no memory");
	return kept;
}

static void names_write(struct out *out, const struct plan *plan, bool with_id)
{
	const char *comma = "";

	for (size_t i = 0; i < plan->count; i++) {
		if ((int)i == plan->id && !with_id)
			continue;
		out_print(out, "%s%s", comma, shape_column(plan->shape, i)->name);
		comma = ", ";
	}
}

/* ($1, $2), ($3, $4) ... */
static void places_write(struct out *out, size_t columns, int rows)
{
	size_t n = 0;

	for (int row = 0; row < rows; row++) {
		out_z(out, row ? ", (" : "(");
		for (size_t i = 0; i < columns; i++)
			out_print(out, "%s$%zu", i ? ", " : "", ++n);
		out_char(out, ')');
	}
}

static char *insert_text(struct arena *arena, const struct plan *plan, bool with_id, int rows)
{
	size_t columns = plan->count - (plan->id >= 0 && !with_id);
	struct out out;

	out_init(&out, arena, TEXT_MOST);
	out_print(&out, "INSERT INTO %s (", plan->table);
	names_write(&out, plan, with_id);
	out_z(&out, ") VALUES ");
	places_write(&out, columns, rows);
	if (plan->id >= 0)
		out_z(&out, " RETURNING id");
	return text_keep(&out);
}

static char *select_text(struct arena *arena, const struct plan *plan)
{
	struct out out;

	out_init(&out, arena, TEXT_MOST);
	out_z(&out, "SELECT ");
	names_write(&out, plan, true);
	out_print(&out, " FROM %s WHERE id = $1", plan->table);
	return text_keep(&out);
}

static void plan_refers(struct plan *plan, const struct table *table)
{
	plan->refers = calloc(plan->count, sizeof(*plan->refers));
	if (!plan->refers)
		abandon("cannot keep a statement", "no memory");
	for (size_t i = 0; i < plan->count; i++) {
		const struct column *column = shape_column(plan->shape, i);
		const struct table_column *there = table_find(table, column->name);

		if (!there)
			store_mistake("a column that a table lacks", column->name);
		plan->refers[i] = there->refers;
	}
}

static struct plan *plan_make(struct connection *connection, const struct shape *shape)
{
	struct store *store = connection->store;
	struct arena *arena = arena_open(TEXT_MOST);
	struct plan *plan = calloc(1, sizeof(*plan));
	struct table table = table_read(connection, arena, shape->table);

	if (!plan)
		abandon("cannot keep a statement", "no memory");
	*plan = (struct plan){ .shape = shape, .columns = shape->columns,
		.table = shape->table, .count = shape->count, .next = store->plans,
		.id = place_of(shape, "id"), .version = place_of(shape, "version"),
		.public_id = place_of(shape, "public_id"),
		.created_at = place_of(shape, "created_at"),
		.created_by = place_of(shape, "created_by") };
	plan_refers(plan, &table);
	plan->insert = insert_text(arena, plan, false, 1);
	plan->insert_with_id = insert_text(arena, plan, true, 1);
	plan->insert_many = insert_text(arena, plan, false,
		connection->engine->rows_per_insert);
	plan->select = select_text(arena, plan);
	store->plans = plan;
	arena_close(arena);
	return plan;
}

struct plan *plan_of(struct connection *connection, const struct shape *shape)
{
	struct plan *plan = connection->store->plans;

	must(shape->table != NULL);
	if (connection->has_clashed)
		return NULL;
	for (; plan; plan = plan->next)
		if (plan->shape == shape && plan->columns == shape->columns &&
		    plan->table == shape->table && plan->count == shape->count)
			return plan;
	return plan_make(connection, shape);
}

/* A reference that is not given is NULL, because 0 is nobody's key. */
struct value plan_value(const struct plan *plan, size_t place, const void *row)
{
	struct value value = member_value(shape_column(plan->shape, place), row);

	if (plan->refers[place] && value.kind == VALUE_int && value.number == 0)
		return value_null();
	return value;
}

void plans_release(struct store *store)
{
	while (store->plans) {
		struct plan *plan = store->plans;

		store->plans = plan->next;
		free(plan->refers);
		free(plan->insert);
		free(plan->insert_with_id);
		free(plan->insert_many);
		free(plan->select);
		free(plan);
	}
}
