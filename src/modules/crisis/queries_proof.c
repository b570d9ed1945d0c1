/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_proof.c - what crises prove about units; see evidence.c. */
#include "modules/crisis/inside.h"

#define RECORD struct crisis_proof
static const struct field proof_fields[] = { CRISIS_PROOF_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape proof_shape = SHAPE_OF(NULL, crisis_proof, proof_fields);

/* Steps, each at most once: joined, not looked up for every crisis.  $1 levels, $2 what it
 * must have, $3 and $4 the time, $5 a unit or 0. */
#define PROVEN \
	" JOIN (SELECT DISTINCT crisis_id FROM my_proof_crisis_step" \
	"       WHERE kind = 'level' AND $1 LIKE '% ' || level || ' %') AS reached" \
	"   ON reached.crisis_id = my_proof_crisis.id" \
	" LEFT JOIN (SELECT DISTINCT crisis_id FROM my_proof_crisis_step WHERE kind = $2) AS had" \
	"   ON had.crisis_id = my_proof_crisis.id" \
	" WHERE my_proof_crisis.opened_at >= $3 AND my_proof_crisis.opened_at < $4"
#define PROOF_TAKES ", my_proof_crisis.opened_at," \
	" CASE WHEN had.crisis_id IS NULL THEN 0 ELSE 1 END AS has_it"

struct crisis_proof_list crisis_proofs(struct view *view, const struct crisis_proof_ask *ask)
{
	if (ask->of_city)
		return crisis_proof_list_of(view_list(view, &proof_shape,
			SQL("SELECT follows.unit_id" PROOF_TAKES
			    " FROM (SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'programme_read'"
			    "       AND ($5 = 0 OR unit_id = $5)) AS follows CROSS JOIN my_proof_crisis"
			    PROVEN " ORDER BY follows.unit_id, my_proof_crisis.opened_at"),
			V(ask->levels, ask->with, ask->from, ask->to, ask->unit_id)));
	return crisis_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT my_unit_below.above_id AS unit_id" PROOF_TAKES
		    " FROM my_unit_below JOIN my_proof_crisis"
		    "   ON my_proof_crisis.unit_id = my_unit_below.below_id"
		    PROVEN " AND ($5 = 0 OR my_unit_below.above_id = $5)"
		    " AND my_unit_below.above_id IN (SELECT unit_id FROM my_reach"
		    "                                WHERE permission = 'programme_read')"
		    " ORDER BY my_unit_below.above_id, my_proof_crisis.opened_at"),
		V(ask->levels, ask->with, ask->from, ask->to, ask->unit_id)));
}

/* What stands behind the count, as far as the reader sees crises. */
struct crisis_list crises_proving(struct view *view, const struct crisis_proof_ask *ask)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT my_crisis.* FROM my_crisis JOIN my_proof_crisis"
		    "   ON my_proof_crisis.id = my_crisis.id"
		    PROVEN " AND ($6 = 1 OR my_crisis.unit_id IN (SELECT below_id FROM my_unit_below"
		    "                                             WHERE above_id = $5))"
		    " ORDER BY my_crisis.opened_at DESC, my_crisis.id DESC LIMIT 200"),
		V(ask->levels, ask->with, ask->from, ask->to, ask->unit_id, ask->of_city)));
}
