/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries_due.c - what crises, exercises and periods ask for, and what has been done. */
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
		SQL("SELECT crisis_id, exercise_id, 0 AS period_id, number, is_exercise, opened_at, closed_at, held_on,"
		    " unit_id, ground,"
		    " '' AS became FROM my_evaluation_owed"
		    " WHERE $1 = 0 OR unit_id = $1 ORDER BY closed_at, crisis_id, exercise_id, unit_id"), V(unit_id)));
}

struct owed_list owed_by_city(struct view *view)
{
	return owed_list_of(view_list(view, &owed_shape,
		SQL("SELECT crisis_id, 0 AS exercise_id, period_id, number, is_exercise, opened_at, closed_at,"
		    " '' AS held_on, 0 AS unit_id,"
		    " kind AS ground, became FROM my_evaluation_owed_city"
		    " ORDER BY closed_at, crisis_id, period_id, kind, became"), NONE));
}

struct answered_list evaluations_answering(struct view *view)
{
	return answered_list_of(view_list(view, &evaluation_answered_shape,
		SQL("SELECT * FROM my_evaluation_answer ORDER BY crisis_id, period_id, unit_id"), NONE));
}

struct waiver_list waivers_all(struct view *view)
{
	return waiver_list_of(view_list(view, &waiver_record.shape,
		SQL("SELECT * FROM my_evaluation_waiver ORDER BY id"), NONE));
}

#define RECORD struct due_name
static const struct field due_name_fields[] = { DUE_NAME_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape due_name_shape = SHAPE_OF(NULL, due_name, due_name_fields);
#define RECORD struct due_unit
static const struct field due_unit_fields[] = { DUE_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape due_unit_shape = SHAPE_OF(NULL, due_unit, due_unit_fields);

struct due_name_list due_names(struct view *view)
{
	return due_name_list_of(view_list(view, &due_name_shape,
		SQL("SELECT id AS crisis_id, 0 AS exercise_id, 0 AS period_id, title"
		    " FROM my_crisis WHERE state = 'closed'"
		    " UNION ALL"
		    " SELECT 0, id, 0, title FROM my_exercise WHERE state IN ('ended', 'evaluated')"
		    " UNION ALL"
		    " SELECT 0, 0, id, '' FROM my_emergency_period"
		    " WHERE body = 'management' AND crisis_id = 0 AND state = 'ended'"), NONE));
}

struct due_unit_list due_units(struct view *view)
{
	return due_unit_list_of(view_list(view, &due_unit_shape,
		SQL("SELECT id, code, CASE WHEN $1 = 'en' AND name_en <> '' THEN name_en ELSE name_sv END AS name,"
		    " CASE WHEN id IN (SELECT unit_id FROM my_reach WHERE permission = 'evaluations_write')"
		    "  THEN 1 ELSE 0 END AS may_write,"
		    " CASE WHEN id IN (SELECT unit_id FROM my_reach WHERE permission = 'evaluations_adopt')"
		    "  THEN 1 ELSE 0 END AS may_adopt"
		    " FROM my_unit"
		    " WHERE id IN (SELECT unit_id FROM my_reach WHERE permission = 'evaluations_read')"),
		V(tongue_code())));
}

int64_t evaluation_office(struct view *view)
{
	return view_int(view, SQL("SELECT id FROM my_unit WHERE kind = $1"
		" AND (valid_to = '' OR valid_to >= today()) ORDER BY id LIMIT 1"),
		V(setting_text("evaluation_office_kind")));
}
