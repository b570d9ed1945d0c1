/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries_due.c - what closed crises ask for, and what has been done about it. */
#include "modules/evaluations/inside.h"

#include "kit/setting.h"

#define RECORD struct owed
static const struct field owed_fields[] = { OWED_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape owed_shape = SHAPE_OF(NULL, owed, owed_fields);
#define RECORD struct answered
static const struct field answered_fields[] = { ANSWERED_FIELDS(AS_FIELD) };
#undef RECORD
const struct shape evaluation_answered_shape = SHAPE_OF(NULL, answered, answered_fields);

struct owed_list owed_by_units(struct view *view, int64_t unit_id)
{
	return owed_list_of(view_list(view, &owed_shape,
		SQL("SELECT crisis_id, exercise_id, number, is_exercise, opened_at, closed_at, held_on,"
		    " unit_id, ground,"
		    " '' AS became FROM my_evaluation_owed"
		    " WHERE $1 = 0 OR unit_id = $1 ORDER BY closed_at, crisis_id, exercise_id, unit_id"), V(unit_id)));
}

struct owed_list owed_by_city(struct view *view)
{
	return owed_list_of(view_list(view, &owed_shape,
		SQL("SELECT crisis_id, 0 AS exercise_id, number, is_exercise, opened_at, closed_at,"
		    " '' AS held_on, 0 AS unit_id,"
		    " kind AS ground, became FROM my_evaluation_owed_city"
		    " ORDER BY closed_at, crisis_id, kind, became"), NONE));
}

struct answered_list evaluations_answering(struct view *view)
{
	return answered_list_of(view_list(view, &evaluation_answered_shape,
		SQL("SELECT * FROM my_evaluation_answer ORDER BY crisis_id, unit_id"), NONE));
}

struct waiver_list waivers_all(struct view *view)
{
	return waiver_list_of(view_list(view, &waiver_record.shape,
		SQL("SELECT * FROM my_evaluation_waiver ORDER BY id"), NONE));
}

const struct waiver *waiver_get(struct view *view, int64_t crisis_id, int64_t unit_id)
{
	return view_get(view, &waiver_record.shape,
		SQL("SELECT * FROM my_evaluation_waiver WHERE crisis_id = $1 AND unit_id = $2"),
		V(crisis_id, unit_id));
}

int64_t evaluation_office(struct view *view)
{
	return view_int(view, SQL("SELECT id FROM my_unit WHERE kind = $1"
		" AND (valid_to = '' OR valid_to >= today()) ORDER BY id LIMIT 1"),
		V(setting_text("evaluation_office_kind")));
}
