/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/queries_protective.c - the only statements that read or write the compartment.
 *
 * They are run without change_insert(), so that the audit trail, which auditors read, has no
 * word of them: who wrote and when stands in the rows themselves, and no row is ever changed.
 */
#include "modules/duties/inside.h"

static const struct column unit_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct protective_unit, unit_id), NULL, true },
	{ "is_affected", COLUMN_bool, offsetof(struct protective_unit, is_affected), NULL, true },
};
static const struct shape unit_shape = { .size = sizeof(struct protective_unit),
	.count = COUNT(unit_columns), .columns = unit_columns };

static const struct column status_columns[] = {
	{ "programme_code", COLUMN_text, offsetof(struct protective_status, programme_code), NULL, true },
	{ "code", COLUMN_text, offsetof(struct protective_status, code), NULL, true },
	{ "unit_id", COLUMN_int, offsetof(struct protective_status, unit_id), NULL, true },
	{ "year", COLUMN_int, offsetof(struct protective_status, year), NULL, true },
	{ "is_done", COLUMN_bool, offsetof(struct protective_status, is_done), NULL, true },
	{ "on_date", COLUMN_date, offsetof(struct protective_status, on_date), NULL, true },
};
static const struct shape status_shape = { .size = sizeof(struct protective_status),
	.count = COUNT(status_columns), .columns = status_columns };

struct protective_unit_list protective_units(struct view *view)
{
	return protective_unit_list_of(view_list(view, &unit_shape,
		SQL("SELECT unit_id, is_affected FROM my_protective_unit ORDER BY id"), NONE));
}

struct protective_status_list protective_statuses(struct view *view, int year)
{
	return protective_status_list_of(view_list(view, &status_shape,
		SQL("SELECT programme_code, code, unit_id, year, is_done, on_date"
		    " FROM my_protective_status WHERE year = $1 ORDER BY id"), V(year)));
}

void protective_unit_put(struct change *change, int64_t unit_id, bool is_affected)
{
	change_run(change,
		SQL("INSERT INTO protective_unit (unit_id, is_affected, created_by, created_at)"
		    " VALUES ($1, $2, $3, moment())"), V(unit_id, is_affected, change_me(change)));
}

void protective_status_put(struct change *change, const struct protective_status *status)
{
	change_run(change,
		SQL("INSERT INTO protective_status (programme_code, code, unit_id, year, is_done, on_date,"
		    "  created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, moment())"),
		V(status->programme_code, status->code, status->unit_id, status->year, status->is_done,
			status->on_date, change_me(change)));
}
