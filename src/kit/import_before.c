/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_before.c - rows as they stood before an import changed them, so that its undo
 * puts back every column.  Kept as long as an import can be undone.
 */
#include "kit/import.h"

#include "kit/cells.h"

enum { PAGE_ROWS = 1000, UNDO_DAYS = 30 };

void *import_kept_row(struct arena *arena, const struct import_kept *kept, const struct shape *shape)
{
	return cells_row(arena, shape, kept->cells);
}

/* ---- Keeping ------------------------------------------------------------------------- */

static const struct column kept_columns[] = {
	{ "id", COLUMN_int, offsetof(struct import_kept, id), NULL },
	{ "row_id", COLUMN_int, offsetof(struct import_kept, row_id), NULL },
	{ "cells", COLUMN_text, offsetof(struct import_kept, cells), NULL },
};
static const struct shape kept_shape = {
	.size = sizeof(struct import_kept), .count = COUNT(kept_columns), .columns = kept_columns,
};

void import_keep(struct change *change, int64_t import_id, const struct shape *shape,
                 int64_t row_id, const void *row)
{
	change_run(change, SQL("INSERT INTO import_before (import_id, table_name, row_id, cells)"
		" VALUES ($1, $2, $3, $4)"),
		V(import_id, shape->table, row_id, cells_of(change_arena(change), shape, row)));
}

struct import_kept_list import_kept(struct view *system, int64_t import_id, const char *table)
{
	return import_kept_list_of(view_list(system, &kept_shape,
		SQL("SELECT id, row_id, cells FROM import_before"
		    " WHERE import_id = $1 AND table_name = $2 ORDER BY id DESC LIMIT $3"),
		V(import_id, table, PAGE_ROWS)));
}

bool import_kept_hand_on(struct change *change, const char *table, const struct import_kept *kept)
{
	int64_t later = view_int(change_view(change), SQL("SELECT id FROM import_before"
		" WHERE table_name = $1 AND row_id = $2 AND id > $3 ORDER BY id LIMIT 1"),
		V(table, kept->row_id, kept->id));

	change_run(change, SQL("DELETE FROM import_before WHERE id = $1"), V(kept->id));
	if (later)
		change_run(change, SQL("UPDATE import_before SET cells = $1 WHERE id = $2"),
			V(kept->cells, later));
	return later != 0;
}

void import_kept_forget(struct change *change, const char *table, int64_t row_id)
{
	change_run(change, SQL("DELETE FROM import_before WHERE table_name = $1 AND row_id = $2"),
		V(table, row_id));
}

void import_kept_tidy(struct change *change)
{
	change_run(change, SQL("DELETE FROM import_before WHERE import_id IN"
		" (SELECT id FROM import WHERE created_at < $1)"),
		V(instant_now().seconds - UNDO_DAYS * (int64_t)DAY));
}
