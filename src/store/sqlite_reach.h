/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/sqlite_reach.h - which units a person reaches, kept by one SQLite connection.
 *
 * The view my_reach (kit/access.sql) alone says who reaches what; here its answer is kept
 * between statements, so that a list does not gather some hundred units anew for each of
 * them.  It holds as long as the connection sees the same state of the database (what anybody
 * commits, in any process, ends it, and so does every row that this connection writes), on
 * the same day.  Only for store/sqlite.c.
 */
#pragma once

#include "base/str.h"

#include <sqlite3.h>

struct reaches;
struct reaches *reaches_open(sqlite3 *db, bool is_writer);
void reaches_close(struct reaches *reaches);
/* Before every statement, and when another person's goes on: what is kept is judged anew. */
void reaches_doubt(struct reaches *reaches);
/* After what changes neither rows nor versions: a transaction or a savepoint that ends. */
void reaches_forget(struct reaches *reaches);
/* Does this person reach the unit with this permission today?  Asks the connection. */
bool reaches_unit(struct reaches *reaches, int64_t person, const char *today,
                  struct str permission, int64_t unit);
