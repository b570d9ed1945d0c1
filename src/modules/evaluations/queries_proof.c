/* SPDX-License-Identifier: EUPL-1.2 */
/* evaluations/queries_proof.c - what evaluations and lessons prove about units; see evidence.c. */
#include "modules/evaluations/lessons.h"

#define RECORD struct proven
static const struct field proven_fields[] = { PROVEN_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proven_shape = SHAPE_OF(NULL, proven, proven_fields);
#define RECORD struct proven_lesson
static const struct field proven_lesson_fields[] = { PROVEN_LESSON_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proven_lesson_shape = SHAPE_OF(NULL, proven_lesson, proven_lesson_fields);

struct proven_list proven_of_units(struct view *view, int64_t unit_id)
{
	return proven_list_of(view_list(view, &proven_shape,
		SQL("SELECT DISTINCT crisis_id, 0 AS exercise_id, 0 AS period_id, closed_at, '' AS held_on, unit_id, owed_by,"
		    " '' AS kind, '' AS became FROM my_proof_evaluation_owed WHERE $1 = 0 OR unit_id = $1"
		    " ORDER BY unit_id, closed_at, crisis_id, owed_by"), V(unit_id)));
}

/* Of the kinds that exercise the crisis organisation, for the units that held them. */
struct proven_list proven_of_exercises(struct view *view, int64_t unit_id)
{
	struct proven_list held = proven_list_of(view_list(view, &proven_shape,
		SQL("SELECT DISTINCT 0 AS crisis_id, exercise_id, 0 AS period_id, closed_at, held_on, unit_id, owed_by,"
		    " kind, '' AS became FROM my_proof_evaluation_exercise WHERE $1 = 0 OR unit_id = $1"
		    " ORDER BY unit_id, held_on, exercise_id"), V(unit_id)));
	size_t kept = 0;

	for (size_t i = 0; i < held.count; i++) {
		if (!item_int(item_find("exercises/kinds", held.at[i].kind), "trains_staff"))
			continue;
		held.at[kept] = held.at[i];
		held.at[kept].closed_at = over_at(held.at[kept].closed_at, held.at[kept].held_on);
		kept++;
	}
	held.count = kept;
	return held;
}

/* A row for each unit whose duties one follows, and each crisis that was led centrally and each
 * period that was without one. */
struct proven_list proven_of_city(struct view *view, int64_t unit_id)
{
	struct proven_list all = proven_list_of(view_list(view, &proven_shape,
		SQL("SELECT judged.crisis_id, 0 AS exercise_id, judged.period_id, judged.closed_at, '' AS held_on,"
		    " follows.unit_id, 0 AS owed_by,"
		    " judged.kind, judged.became"
		    " FROM (SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'programme_read'"
		    "       AND ($1 = 0 OR unit_id = $1)) AS follows"
		    " CROSS JOIN my_proof_evaluation_judged AS judged"
		    " ORDER BY follows.unit_id, judged.closed_at, judged.crisis_id, judged.period_id,"
		    " judged.kind, judged.became"),
		V(unit_id)));
	struct proven_list central = { 0, all.at };
	int64_t office = evaluation_office(view);

	for (size_t i = 0; i < all.count; i++) {
		const struct proven *last = central.count ? &central.at[central.count - 1] : NULL;

		if (!is_central(all.at[i].kind, all.at[i].became)
		    || (last && last->unit_id == all.at[i].unit_id && last->crisis_id == all.at[i].crisis_id
		        && last->period_id == all.at[i].period_id))
			continue;
		central.at[central.count] = all.at[i];
		central.at[central.count++].owed_by = office;
	}
	return central;
}

struct proven_list proven_waived(struct view *view)
{
	return proven_list_of(view_list(view, &proven_shape,
		SQL("SELECT crisis_id, 0 AS exercise_id, period_id, 0 AS closed_at, '' AS held_on, 0 AS unit_id,"
		    " unit_id AS owed_by, '' AS kind, '' AS became FROM my_proof_evaluation_waived"
		    " ORDER BY crisis_id, period_id"), NONE));
}

struct answered_list proven_answers(struct view *view)
{
	return answered_list_of(view_list(view, &evaluation_answered_shape,
		SQL("SELECT * FROM my_proof_evaluation ORDER BY crisis_id, period_id, unit_id"), NONE));
}

struct evaluation_list evaluations_proving(struct view *view, const struct evidence_ask *ask)
{
	struct str of = evidence_text(ask, "of");
	int64_t office = str_is(of, "central") ? evaluation_office(view) : 0;
	struct instant from = instant_at(ask->from, 0, 0, 0);
	struct instant to = instant_at(date_add_days(ask->to, 1), 0, 0, 0);

	return evaluation_list_of(view_list(view, &evaluation_record.shape,
		SQL("SELECT * FROM my_evaluation WHERE CASE WHEN $5 = 1 THEN exercise_id"
		    " WHEN $6 = 1 THEN crisis_id + period_id ELSE crisis_id END <> 0"
		    " AND fulfilled_at >= $1 AND fulfilled_at < $2"
		    " AND (unit_id = $4"
		    "   OR ($6 = 0 AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $3)))"
		    " ORDER BY fulfilled_at DESC, id DESC LIMIT 2000"),
		V(from, to, ask->unit_id, office, str_is(of, "staff_exercise"), str_is(of, "central"))));
}

struct proven_lesson_list proven_lessons(struct view *view, int64_t unit_id)
{
	return proven_lesson_list_of(view_list(view, &proven_lesson_shape,
		SQL("SELECT DISTINCT id, unit_id, shared_at, answer, answered_at, measure_state, due_on"
		    " FROM my_proof_lesson WHERE $1 = 0 OR unit_id = $1 ORDER BY unit_id, shared_at, id"),
		V(unit_id)));
}

struct lesson_list lessons_of_unit(struct view *view, int64_t unit_id)
{
	return lesson_list_of(view_list(view, &lesson_record.shape,
		SQL("SELECT * FROM my_lesson WHERE withdrawn_at = 0"
		    " AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $1)"
		    " ORDER BY shared_at DESC, id DESC LIMIT 2000"), V(unit_id)));
}
