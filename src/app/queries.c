/* SPDX-License-Identifier: EUPL-1.2 */
/* app/queries.c - the few statements of the commands. */
#include "app/app.h"

static const struct who system_who = { .is_system = true };

static const struct column books_columns[] = {
	{ .name = "id", .kind = COLUMN_int, .offset = offsetof(struct books, id) },
	{ .name = "added", .kind = COLUMN_int, .offset = offsetof(struct books, added) },
	{ .name = "changed", .kind = COLUMN_int, .offset = offsetof(struct books, changed) },
	{ .name = "same", .kind = COLUMN_int, .offset = offsetof(struct books, same) },
	{ .name = "bad", .kind = COLUMN_int, .offset = offsetof(struct books, bad) },
	{ .name = "state", .kind = COLUMN_text, .offset = offsetof(struct books, state) },
	{ .name = "warnings", .kind = COLUMN_text, .offset = offsetof(struct books, warnings) },
};
static const struct shape books_shape = {
	.size = sizeof(struct books), .count = COUNT(books_columns), .columns = books_columns,
};

bool city_is_empty(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, system_who);
	int64_t units = view_int(view, SQL("SELECT count(*) FROM unit"), NONE);

	view_close(view);
	return units == 0;
}

struct grid demo_people_of(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, system_who);
	struct grid people = view_grid(view, SQL("SELECT login, name, title FROM my_demo_person"
		" WHERE login NOT LIKE '%.%' ORDER BY id LIMIT 24"), NONE);

	view_close(view);
	return people;
}

const struct books *books_read(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, system_who);
	const struct books *books = view_get(view, &books_shape,
		SQL("SELECT id, added, changed, same, bad, state, warnings FROM import"
		    " ORDER BY id DESC LIMIT 1"), NONE);

	view_close(view);
	return books;
}
