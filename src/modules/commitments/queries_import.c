/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_import.c - what reading in and taking back ask the database. */
#include "modules/commitments/lines.h"

enum { PAGE_ROWS = 500 };

const struct commitment *commitment_of_source(struct view *view, struct str source, struct str key)
{
	return view_get(view, &commitment_record.shape,
		SQL("SELECT * FROM commitment WHERE source = $1 AND source_key = $2"
		    " AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'commitments_write')"
		    " ORDER BY id LIMIT 1"), V(source, key));
}

const struct commitment *commitment_naked(struct view *system, int64_t id)
{
	return view_get(system, &commitment_record.shape,
		SQL("SELECT * FROM commitment WHERE id = $1"), V(id));
}

struct commitment_list commitments_of_import(struct view *system, int64_t import_id, int64_t after)
{
	return commitment_list_of(view_list(system, &commitment_record.shape,
		SQL("SELECT * FROM commitment WHERE import_id = $1 AND id > $2"
		    " AND NOT EXISTS (SELECT 1 FROM commitment_step"
		    "  WHERE commitment_step.commitment_id = commitment.id"
		    "  AND (commitment_step.at > commitment.created_at"
		    "       OR commitment_step.verb NOT IN ('write', 'judge')))"
		    " AND NOT EXISTS (SELECT 1 FROM contract_carries"
		    "  WHERE contract_carries.commitment_id = commitment.id)"
		    " AND NOT EXISTS (SELECT 1 FROM node WHERE node.commitment_id = commitment.id)"
		    " AND NOT EXISTS (SELECT 1 FROM plan_commitment"
		    "  WHERE plan_commitment.commitment_id = commitment.id)"
		    " AND NOT EXISTS (SELECT 1 FROM risk_commitment"
		    "  WHERE risk_commitment.commitment_id = commitment.id)"
		    " ORDER BY id LIMIT $3"), V(import_id, after, PAGE_ROWS)));
}

const struct judged *judged_last(struct view *system, int64_t commitment_id)
{
	return view_get(system, &judged_record.shape,
		SQL("SELECT commitment_judgement.*, '' AS person_name FROM commitment_judgement"
		    " WHERE commitment_id = $1 ORDER BY id DESC LIMIT 1"), V(commitment_id));
}

void commitment_remove(struct change *change, int64_t id)
{
	change_run(change, SQL("DELETE FROM commitment_value WHERE commitment_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM commitment_profile WHERE commitment_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM commitment_judgement WHERE commitment_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM commitment_step WHERE commitment_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM commitment WHERE id = $1"), V(id));
	change_note(change, "commitment", id, "taken back", S(""));
}
