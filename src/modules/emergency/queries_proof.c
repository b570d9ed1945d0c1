/* SPDX-License-Identifier: EUPL-1.2 */
/* emergency/queries_proof.c - what activations prove about units; see evidence.c. */
#include "modules/emergency/inside.h"

#define RECORD struct emergency_proof
static const struct field proof_fields[] = { EMERGENCY_PROOF_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proof_shape = SHAPE_OF(NULL, emergency_proof, proof_fields);

/* Each at most once: joined, not looked up for every crisis.  $1 levels, $2 who, $3 and $4 the
 * time, $5 a unit or 0. */
#define REACHED \
	" JOIN (SELECT DISTINCT crisis_id FROM my_proof_crisis_step" \
	"       WHERE kind = 'level' AND $1 LIKE '% ' || level || ' %') AS reached" \
	"   ON reached.crisis_id = my_proof_crisis.id"

struct emergency_proof_list emergency_proofs(struct view *view, const struct emergency_proof_ask *ask)
{
	return emergency_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT follows.unit_id, my_proof_crisis.opened_at,"
		    " CASE WHEN had.crisis_id IS NULL THEN 0 ELSE 1 END AS has_it"
		    " FROM (SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'programme_read'"
		    "       AND ($5 = 0 OR unit_id = $5)) AS follows CROSS JOIN my_proof_crisis" REACHED
		    " LEFT JOIN (SELECT DISTINCT crisis_id FROM my_proof_emergency WHERE body = $2) AS had"
		    "   ON had.crisis_id = my_proof_crisis.id"
		    " WHERE my_proof_crisis.opened_at >= $3 AND my_proof_crisis.opened_at < $4"
		    " ORDER BY follows.unit_id, my_proof_crisis.opened_at"),
		V(ask->levels, ask->body, ask->from, ask->to, ask->unit_id)));
}

/* What stands behind the count, as far as the reader sees activations. */
struct period_list periods_proving(struct view *view, const struct emergency_proof_ask *ask)
{
	return period_list_of(view_list(view, &period_record.shape,
		SQL("SELECT my_emergency_period.* FROM my_emergency_period JOIN my_proof_crisis"
		    "   ON my_proof_crisis.id = my_emergency_period.crisis_id" REACHED
		    " WHERE my_emergency_period.body = $2 AND my_emergency_period.is_exercise = 0"
		    " AND my_proof_crisis.opened_at >= $3 AND my_proof_crisis.opened_at < $4"
		    " ORDER BY my_emergency_period.began_at DESC, my_emergency_period.id DESC LIMIT 200"),
		V(ask->levels, ask->body, ask->from, ask->to)));
}

/* ---- Decisions, and where they have been reported ------------------------------------------ */

/* To the council goes everything up to and with an act, to the committee one by one. */
struct emergency_proof_list decision_proofs(struct view *view, const struct emergency_proof_ask *ask)
{
	return emergency_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT follows.unit_id, decided.event_at AS opened_at,"
		    " CASE WHEN ($1 = 'council' AND council.upto >= decided.seq)"
		    "   OR ($1 = 'committee' AND reported.seq IS NOT NULL) THEN 1 ELSE 0 END AS has_it"
		    " FROM (SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'programme_read'"
		    "       AND ($4 = 0 OR unit_id = $4)) AS follows"
		    " CROSS JOIN my_proof_emergency_act AS decided"
		    " LEFT JOIN (SELECT period_id, MAX(refers_to) AS upto FROM my_proof_emergency_act"
		    "            WHERE kind = 'council' GROUP BY period_id) AS council"
		    "   ON council.period_id = decided.period_id"
		    " LEFT JOIN (SELECT DISTINCT period_id, refers_to AS seq FROM my_proof_emergency_act"
		    "            WHERE kind = 'reported') AS reported"
		    "   ON reported.period_id = decided.period_id AND reported.seq = decided.seq"
		    " WHERE decided.decision_no <> 0 AND decided.event_at >= $2 AND decided.event_at < $3"
		    " ORDER BY follows.unit_id, decided.event_at"),
		V(ask->body, ask->from, ask->to, ask->unit_id)));
}

struct period_list periods_deciding(struct view *view, const struct emergency_proof_ask *ask)
{
	return period_list_of(view_list(view, &period_record.shape,
		SQL("SELECT my_emergency_period.* FROM my_emergency_period"
		    " WHERE my_emergency_period.is_exercise = 0 AND my_emergency_period.id IN"
		    "   (SELECT period_id FROM my_proof_emergency_act WHERE decision_no <> 0"
		    "    AND event_at >= $1 AND event_at < $2)"
		    " ORDER BY my_emergency_period.began_at DESC, my_emergency_period.id DESC LIMIT 200"),
		V(ask->from, ask->to)));
}
