/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/sqlite_reach.c - see sqlite_reach.h.
 */
#include "store/sqlite_reach.h"
#include "base/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEPT_MOST = 64, PERMISSION_LONGEST = 32, DAY_SIZE = 24 };

/* A state of the database as this connection sees it. */
struct state {
	unsigned version;               /* moves with every commit, also by others */
	int64_t written;                /* rows that this connection has written */
};

struct reach {
	int64_t person;
	char permission[PERMISSION_LONGEST];
	char day[DAY_SIZE];
	struct state state;
	uint64_t last_used;             /* 0: nothing is kept here */
	uint64_t judged;                /* the statement it was last found to hold for */
	size_t count, room;
	int64_t *units;                 /* in order */
};

struct reaches {
	sqlite3 *db;
	sqlite3_stmt *units;
	bool is_writer;
	uint64_t statement, clock;
	struct reach kept[KEPT_MOST];
	struct reach *last;
};

static void reach_abandon(struct reaches *reaches)
{
	abandon("cannot read who reaches which units", sqlite3_errmsg(reaches->db));
}

struct reaches *reaches_open(sqlite3 *db, bool is_writer)
{
	struct reaches *reaches = calloc(1, sizeof(*reaches));

	if (!reaches)
		abandon("cannot open the database", "no memory");
	reaches->db = db;
	reaches->is_writer = is_writer;
	reaches->statement = 1;
	return reaches;
}

void reaches_close(struct reaches *reaches)
{
	sqlite3_finalize(reaches->units);
	for (size_t i = 0; i < KEPT_MOST; i++)
		free(reaches->kept[i].units);
	free(reaches);
}

void reaches_doubt(struct reaches *reaches)
{
	reaches->statement++;
	reaches->last = NULL;
}

void reaches_forget(struct reaches *reaches)
{
	for (size_t i = 0; i < KEPT_MOST; i++)
		reaches->kept[i].last_used = 0;
	reaches_doubt(reaches);
}

/* SQLite drops its own pages by the same number, so what is kept is never older than they. */
static struct state state_now(struct reaches *reaches)
{
	struct state state = { 0 };

	if (sqlite3_file_control(reaches->db, "main", SQLITE_FCNTL_DATA_VERSION,
			&state.version) != SQLITE_OK)
		reach_abandon(reaches);
	if (reaches->is_writer)
		state.written = sqlite3_total_changes64(reaches->db);
	return state;
}

/* --- reading it ------------------------------------------------------------------------ */

static void unit_add(struct reach *reach, int64_t unit)
{
	if (reach->count == reach->room) {
		reach->room = reach->room ? reach->room * 2 : 64;
		reach->units = realloc(reach->units, reach->room * sizeof(*reach->units));
		if (!reach->units)
			abandon("cannot read who reaches which units", "no memory");
	}
	reach->units[reach->count++] = unit;
}

static void units_read(struct reaches *reaches, struct reach *reach)
{
	static const char sql[] = "SELECT DISTINCT unit_id FROM my_reach WHERE permission = ?1"
		" ORDER BY unit_id";
	int answer;

	if (!reaches->units && sqlite3_prepare_v3(reaches->db, sql, -1,
			SQLITE_PREPARE_PERSISTENT, &reaches->units, NULL) != SQLITE_OK)
		reach_abandon(reaches);
	sqlite3_bind_text(reaches->units, 1, reach->permission, -1, SQLITE_STATIC);
	reach->count = 0;
	while ((answer = sqlite3_step(reaches->units)) == SQLITE_ROW)
		unit_add(reach, sqlite3_column_int64(reaches->units, 0));
	if (answer != SQLITE_DONE)
		reach_abandon(reaches);
	sqlite3_reset(reaches->units);
}

/* --- finding and keeping --------------------------------------------------------------- */

static bool is_of(const struct reach *reach, int64_t person, struct str permission)
{
	return reach->last_used && reach->person == person &&
	       str_is(permission, reach->permission);
}

static bool holds(const struct reach *reach, const char *today, struct state now)
{
	return reach->state.version == now.version && reach->state.written == now.written &&
	       strcmp(reach->day, today) == 0;
}

/* The one asked for, or the one unused for longest. */
static struct reach *place_of(struct reaches *reaches, int64_t person, struct str permission)
{
	struct reach *oldest = &reaches->kept[0];

	for (size_t i = 0; i < KEPT_MOST; i++) {
		struct reach *reach = &reaches->kept[i];

		if (is_of(reach, person, permission))
			return reach;
		if (reach->last_used < oldest->last_used)
			oldest = reach;
	}
	return oldest;
}

static void reach_read(struct reaches *reaches, struct reach *reach, int64_t person,
	struct str permission, const char *today)
{
	must(permission.len < PERMISSION_LONGEST);
	reach->person = person;
	snprintf(reach->permission, sizeof(reach->permission), "%.*s", STR(permission));
	snprintf(reach->day, sizeof(reach->day), "%s", today);
	reach->state = state_now(reaches);
	units_read(reaches, reach);
}

static struct reach *reach_of(struct reaches *reaches, int64_t person, const char *today,
	struct str permission)
{
	struct reach *reach = reaches->last;

	if (reach && is_of(reach, person, permission))
		return reach;
	reach = place_of(reaches, person, permission);
	if (!is_of(reach, person, permission) ||
	    (reach->judged != reaches->statement &&
	     !holds(reach, today, state_now(reaches))))
		reach_read(reaches, reach, person, permission, today);
	reach->judged = reaches->statement;
	reach->last_used = ++reaches->clock;
	return reaches->last = reach;
}

bool reaches_unit(struct reaches *reaches, int64_t person, const char *today,
	struct str permission, int64_t unit)
{
	const struct reach *reach = reach_of(reaches, person, today, permission);
	size_t from = 0, to = reach->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (reach->units[middle] < unit)
			from = middle + 1;
		else
			to = middle;
	}
	return from < reach->count && reach->units[from] == unit;
}
