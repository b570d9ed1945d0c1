/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/queries_cite.c - a period that belongs to no crisis, as other rooms point at it. */
#include "modules/emergency/inside.h"

#define CENTRAL_ALONE " my_emergency_period WHERE body = 'management' AND crisis_id = 0"

const struct reference emergency_references[] = {
	{ .name = "central_period",
	  .label = SQL("SELECT number FROM" CENTRAL_ALONE " AND id = $1"),
	  .list = SQL("SELECT id AS key, number AS label, '' AS hint FROM" CENTRAL_ALONE
	              " ORDER BY id DESC LIMIT 500"),
	  .exact = SQL("SELECT id FROM" CENTRAL_ALONE " AND number = $1"), .path = "/emergency/" },
	{ .name = NULL },
};

static const struct column worked_columns[] = {
	{ "id", COLUMN_int, offsetof(struct emergency_worked, id), NULL, false },
	{ "number", COLUMN_text, offsetof(struct emergency_worked, number), NULL, false },
};
static const struct shape worked_shape = { .size = sizeof(struct emergency_worked),
	.count = COUNT(worked_columns), .columns = worked_columns };

const struct emergency_worked *emergency_worked_of_number(struct view *view, struct str number)
{
	return view_get(view, &worked_shape,
		SQL("SELECT id, number FROM" CENTRAL_ALONE " AND number = $1"), V(number));
}

const struct emergency_worked *emergency_worked_of_id(struct view *view, int64_t id)
{
	return view_get(view, &worked_shape,
		SQL("SELECT id, number FROM" CENTRAL_ALONE " AND id = $1"), V(id));
}
