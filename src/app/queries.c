/* SPDX-License-Identifier: EUPL-1.2 */
/* app/queries.c - the few statements of the commands. */
#include "app/app.h"

#include "base/crypto.h"
#include "base/say.h"
#include "base/tongue.h"

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

struct grid schema_names(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, system_who);
	struct grid names = view_grid(view, SQL("SELECT name FROM store_file"
		" WHERE name LIKE '%.sql' ORDER BY name"), NONE);

	view_close(view);
	return names;
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

int64_t command_line_person(struct store *store, struct arena *arena)
{
	struct change *change = change_open(store, arena, system_who);
	int64_t person;

	change_run(change, SQL("INSERT INTO person (public_id, login, name, is_active, created_at)"
		" VALUES ($1, 'command-line', $2, 0, $3) ON CONFLICT (login) DO NOTHING"),
		V(uuid_v7(arena), _("The command line"), instant_now()));
	person = view_int(change_view(change),
		SQL("SELECT id FROM person WHERE login = 'command-line'"), NONE);
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" SELECT $1, unit.id, 'command_line', 1 FROM unit"
		" WHERE NOT EXISTS (SELECT 1 FROM unit_parent WHERE unit_parent.unit_id = unit.id)"
		" AND NOT EXISTS (SELECT 1 FROM member WHERE member.person_id = $1"
		"  AND member.unit_id = unit.id)"), V(person));
	if (change_commit(change) != COMMITTED)
		abandon("cannot note who reads from the command line", "others wrote at the same time");
	return person;
}
