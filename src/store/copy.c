/* SPDX-License-Identifier: EUPL-1.2 */
/* store/copy.c - see copy.h. */
#include "store/copy.h"

#include "base/say.h"
#include "store/inside.h"

enum { INSERT_LONGEST = 16 * 1024 };

static const char *insert_of(struct arena *arena, const char *table, const struct grid *grid)
{
	struct out out;

	out_init(&out, arena, INSERT_LONGEST);
	out_print(&out, "INSERT INTO %s (", table);
	for (size_t i = 0; i < grid->columns; i++)
		out_print(&out, "%s%s", i ? ", " : "", grid->names[i]);
	out_z(&out, ") VALUES (");
	for (size_t i = 0; i < grid->columns; i++)
		out_print(&out, "%s$%zu", i ? ", " : "", i + 1);
	out_z(&out, ")");
	must(!out.is_full);
	return str_z(arena, out_str(&out));
}

void change_copy(struct change *change, const char *table, const struct grid *grid)
{
	const char *sql = insert_of(change_arena(change), table, grid);

	for (size_t row = 0; row < grid->rows; row++) {
		struct values values = { grid->columns, grid->cells + row * grid->columns };
		struct statement *statement = statement_run(change_connection(change), RIGHTS_write,
			change_me(change), sql, values);

		while (statement && statement_step(statement))
			;
		statement_finish(statement);
	}
	if (grid->rows)
		change_note(change, table, 0, "copy",
			arena_print(change_arena(change), "%zu", grid->rows));
}
