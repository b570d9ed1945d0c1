/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_cube_fill.c - what goes from the database into the memory of cube.h.
 *
 * Everything below the position has been put in; what stands above it may still become
 * visible in another order than it was numbered (PostgreSQL), so it is read again each time.
 */
#include "modules/events/cube.h"

#include <stdlib.h>

enum { READ_AT_ONCE = 4096, MOVES_KEPT = DAY };

static const struct column row_columns[] = {
	{ "id", COLUMN_int, offsetof(struct cube_row, id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct cube_row, unit_id), NULL, false },
	{ "board_id", COLUMN_int, offsetof(struct cube_row, board_id), NULL, false },
	{ "area_id", COLUMN_int, offsetof(struct cube_row, area_id), NULL, false },
	{ "type", COLUMN_text, offsetof(struct cube_row, type), NULL, false },
	{ "severity", COLUMN_int, offsetof(struct cube_row, severity), NULL, false },
	{ "injured", COLUMN_int, offsetof(struct cube_row, injured), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct cube_row, occurred_at), NULL, false },
	{ "reported_at", COLUMN_instant, offsetof(struct cube_row, reported_at), NULL, false },
};
static const struct shape row_shape = {
	.size = sizeof(struct cube_row), .count = COUNT(row_columns), .columns = row_columns,
};

struct cube_move { int64_t id, first_id, last_id; };
LIST_OF(cube_move)
static const struct column move_columns[] = {
	{ "id", COLUMN_int, offsetof(struct cube_move, id), NULL, false },
	{ "first_id", COLUMN_int, offsetof(struct cube_move, first_id), NULL, false },
	{ "last_id", COLUMN_int, offsetof(struct cube_move, last_id), NULL, false },
};
static const struct shape move_shape = {
	.size = sizeof(struct cube_move), .count = COUNT(move_columns), .columns = move_columns,
};

/* Up to where a view that reads all has read. */
static void position_put(struct view *view, struct cube_position before)
{
	struct cube_position now = {
		.turn = view_int(view, SQL("SELECT {settled}"), NONE),
		.id = view_int(view, SQL("SELECT COALESCE(max(id), 0) FROM my_event_moved"), NONE),
	};

	if (now.turn < before.turn)
		now.turn = before.turn;
	if (now.id < before.id)
		now.id = before.id;
	cube_position_put(now, instant_now().seconds);
}

static bool row_put(void *context, const void *row)
{
	(void)context;
	cube_put(row);
	return true;
}

void cube_fill(struct view *view)
{
	int64_t greatest = view_int(view, SQL("SELECT COALESCE(max(id), 0) FROM my_event_column"),
		NONE);

	cube_fill_begin(greatest);
	view_each(view, &row_shape, SQL("SELECT id, unit_id, board_id, area_id, type, severity,"
		" injured, occurred_at, reported_at FROM my_event_column"), NONE, row_put, NULL);
	cube_fill_finish();
	position_put(view, (struct cube_position){ 0, 0 });
}

/* ---- What has moved ------------------------------------------------------------------------ */

static struct cube_move_list moves_since(struct view *view, struct cube_position position)
{
	return cube_move_list_of(view_list(view, &move_shape,
		SQL("SELECT id, first_id, last_id FROM my_event_moved WHERE turn = 0 AND id > $1"
		    " UNION ALL"
		    " SELECT id, first_id, last_id FROM my_event_moved WHERE turn >= $2 AND turn > 0"
		    " ORDER BY first_id, last_id"), V(position.id, position.turn)));
}

/* What is not among the rows of a stretch counts no more. */
static void stretch_put(const struct cube_row *rows, size_t count, int64_t first, int64_t last)
{
	size_t at = 0;

	cube_change_begin();
	for (int64_t id = first; id <= last; id++) {
		if (at < count && rows[at].id == id)
			cube_put(&rows[at++]);
		else
			cube_take_out(id);
	}
	cube_change_finish();
}

/* Read before anything is written: whoever falls while reading leaves all as it was. */
static void stretch_read(struct view *view, int64_t first, int64_t last)
{
	struct rows rows = view_list(view, &row_shape,
		SQL("SELECT id, unit_id, board_id, area_id, type, severity, injured, occurred_at,"
		    " reported_at FROM my_event_column WHERE id BETWEEN $1 AND $2 ORDER BY id"),
		V(first, last));

	stretch_put(rows.at, rows.count, first, last);
}

static void move_follow(struct view *view, const struct cube_move *move)
{
	for (int64_t id = move->first_id; id <= move->last_id; id += READ_AT_ONCE) {
		int64_t last = id + READ_AT_ONCE - 1;

		stretch_read(view, id, last < move->last_id ? last : move->last_id);
	}
}

void cube_catch_up(struct view *view)
{
	struct cube_position position = cube_position();
	struct cube_move_list moves = moves_since(view, position);
	int64_t greatest = 0;

	for (size_t i = 0; i < moves.count; i++)
		if (moves.at[i].last_id > greatest)
			greatest = moves.at[i].last_id;
	if (!cube_has_room(greatest)) {
		cube_fill(view);
		return;
	}
	for (size_t i = 0; i < moves.count; i++)
		if (!i || moves.at[i].first_id != moves.at[i - 1].first_id
		    || moves.at[i].last_id != moves.at[i - 1].last_id)
			move_follow(view, &moves.at[i]);
	position_put(view, position);
}

/* ---- Telling that something has moved ------------------------------------------------------ */

static void move_put(struct change *change, int64_t first, int64_t last)
{
	change_run(change, SQL("INSERT INTO event_moved (turn, first_id, last_id, at)"
		" VALUES ({turn}, $1, $2, moment())"), V(first, last));
}

void cube_event_moved(struct change *change, int64_t event_id)
{
	move_put(change, event_id, event_id);
}

static int id_compare(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

void cube_events_moved(struct change *change, const struct event *events, size_t count)
{
	int64_t *ids = arena_array(change_arena(change), int64_t, count + 1);
	size_t first = 0;

	for (size_t i = 0; i < count; i++)
		ids[i] = events[i].id;
	if (count)
		qsort(ids, count, sizeof(*ids), id_compare);
	for (size_t i = 0; i < count; i++) {
		if (i + 1 < count && ids[i + 1] <= ids[i] + 1)
			continue;
		move_put(change, ids[first], ids[i]);
		first = i + 1;
	}
}

int64_t cube_moves_sweep(struct change *change)
{
	return change_run(change, SQL("DELETE FROM event_moved WHERE at < moment() - $1"
		" AND id < (SELECT max(id) FROM event_moved)"), V((int64_t)MOVES_KEPT));
}
