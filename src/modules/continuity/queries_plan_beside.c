/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/queries_plan_beside.c - tests and copies of plans, and the days that lie ahead. */
#include "modules/continuity/plan_beside.h"

struct plan_test_list plan_tests_of(struct view *view, int64_t plan_id)
{
	return plan_test_list_of(view_list(view, &plan_test_record.shape,
		SQL("SELECT * FROM my_plan_test WHERE plan_id = $1 ORDER BY tested_on DESC, id DESC LIMIT 100"),
		V(plan_id)));
}

const struct plan_test *plan_test_of_public(struct view *view, struct str public_id)
{
	return view_get(view, &plan_test_record.shape,
		SQL("SELECT * FROM my_plan_test WHERE public_id = $1"), V(public_id));
}

static const struct column copy_columns[] = {
	{ "id", COLUMN_int, offsetof(struct copy_row, id), NULL, false },
	{ "number", COLUMN_int, offsetof(struct copy_row, number), NULL, false },
	{ "public_id", COLUMN_text, offsetof(struct copy_row, public_id), NULL, false },
	{ "place", COLUMN_text, offsetof(struct copy_row, place), NULL, false },
	{ "person_name", COLUMN_text, offsetof(struct copy_row, person_name), NULL, false },
	{ "checked_on", COLUMN_date, offsetof(struct copy_row, checked_on), NULL, false },
	{ "version", COLUMN_int, offsetof(struct copy_row, version), NULL, false },
};
static const struct shape copy_shape = { .size = sizeof(struct copy_row),
	.count = COUNT(copy_columns), .columns = copy_columns };

struct copy_row_list plan_copies_of(struct view *view, int64_t plan_id)
{
	return copy_row_list_of(view_list(view, &copy_shape,
		SQL("SELECT copy.id, copy.number, copy.public_id, copy.place, copy.checked_on, copy.version,"
		    " COALESCE((SELECT name FROM my_person WHERE my_person.id = copy.person_id), '') AS person_name"
		    " FROM my_plan_copy_now AS copy WHERE copy.plan_id = $1"
		    " ORDER BY copy.place COLLATE local, copy.id LIMIT 200"), V(plan_id)));
}

const struct plan_copy *plan_copy_of_public(struct view *view, int64_t plan_id, struct str public_id)
{
	return view_get(view, &plan_copy_record.shape,
		SQL("SELECT * FROM my_plan_copy WHERE plan_id = $1 AND public_id = $2 AND ended_on = ''"),
		V(plan_id, public_id));
}

static const struct column day_columns[] = {
	{ "public_id", COLUMN_text, offsetof(struct plan_day, public_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct plan_day, name), NULL, false },
	{ "number", COLUMN_int, offsetof(struct plan_day, number), NULL, false },
	{ "review_by", COLUMN_date, offsetof(struct plan_day, review_by), NULL, false },
	{ "counts_to", COLUMN_date, offsetof(struct plan_day, counts_to), NULL, false },
};
static const struct shape day_shape = { .size = sizeof(struct plan_day),
	.count = COUNT(day_columns), .columns = day_columns };

struct plan_day_list plan_days(struct view *view, const struct wheel_ask *ask)
{
	return plan_day_list_of(view_list(view, &day_shape,
		SQL("SELECT plan.public_id, plan.name, held.number, held.review_by, held.counts_to"
		    " FROM my_plan_now AS held JOIN my_continuity_plan AS plan ON plan.id = held.plan_id"
		    " WHERE (plan.unit_id = $1 AND $1 <> 0 OR plan.owner_id = $2 AND $2 <> 0)"
		    " AND (held.review_by BETWEEN $3 AND $4 OR held.counts_to BETWEEN $3 AND $4)"
		    " ORDER BY plan.id LIMIT 500"),
		V(ask->unit_id, ask->person_id, ask->from, ask->to)));
}
