/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/queries_proof.c - what exercises prove about units; days for the year wheel. */
#include "modules/exercises/inside.h"

#define HELD_THERE \
	" WHERE my_proof_exercise.held_on >= $1 AND my_proof_exercise.held_on <= $2" \
	" AND ($3 = '' OR $3 LIKE '% ' || my_proof_exercise.kind || ' %')" \
	" AND ($4 = 0 OR my_proof_exercise.evaluated_on <> '')" \
	" AND ($5 = 0 OR my_proof_exercise.unit_id = $5)"

struct evidence_count_list exercise_proofs(struct view *view, const struct exercise_proof_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, count(*) AS found, 0 AS whole, max(held_on) AS last_on"
		    " FROM my_proof_exercise" HELD_THERE " GROUP BY unit_id ORDER BY unit_id"),
		V(ask->from, ask->to, ask->kinds, ask->is_evaluated, ask->unit_id)));
}

static const struct column proven_columns[] = {
	{ "number", COLUMN_text, offsetof(struct proven, number), NULL, false },
	{ "title", COLUMN_text, offsetof(struct proven, title), NULL, false },
	{ "kind", COLUMN_text, offsetof(struct proven, kind), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct proven, on), NULL, false },
	{ "is_seen", COLUMN_int, offsetof(struct proven, is_seen), NULL, false },
};
static const struct shape proven_shape = { .size = sizeof(struct proven),
	.count = COUNT(proven_columns), .columns = proven_columns };

struct proven_list exercises_proving(struct view *view, const struct exercise_proof_ask *ask)
{
	return proven_list_of(view_list(view, &proven_shape,
		SQL("SELECT my_proof_exercise.number, my_proof_exercise.title, my_proof_exercise.kind,"
		    " my_proof_exercise.held_on AS on_day,"
		    " CASE WHEN seen.id IS NULL THEN 0 ELSE 1 END AS is_seen FROM my_proof_exercise"
		    " LEFT JOIN my_exercise AS seen ON seen.id = my_proof_exercise.exercise_id"
		    HELD_THERE " ORDER BY my_proof_exercise.held_on DESC,"
		    " my_proof_exercise.exercise_id DESC LIMIT $6"),
		V(ask->from, ask->to, ask->kinds, ask->is_evaluated, ask->unit_id,
			EVIDENCE_RECORDS_MOST)));
}

/* Those of a unit, or those that somebody leads. */
struct exercise_list exercises_between(struct view *view, const struct wheel_ask *ask)
{
	return exercise_list_of(view_list(view, &exercise_record.shape,
		SQL("SELECT * FROM my_exercise WHERE state <> 'cancelled'"
		    " AND CASE WHEN held_on <> '' THEN held_on ELSE on_date END BETWEEN $1 AND $2"
		    " AND (($3 <> 0 AND id IN (SELECT exercise_id FROM my_exercise_unit"
		    "                          WHERE unit_id = $3))"
		    "      OR ($4 <> 0 AND (leader_id = $4 OR id IN (SELECT exercise_id"
		    "                       FROM my_exercise_helper WHERE person_id = $4))))"
		    " ORDER BY on_date, id LIMIT 2000"),
		V(ask->from, ask->to, ask->unit_id, ask->person_id)));
}
