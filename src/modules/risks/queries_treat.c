/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_treat.c - decisions about a risk, and what it is linked to. */
#include "modules/risks/inside.h"

void decision_add(struct change *change, const struct risk *risk, const struct risk_decision *decision)
{
	change_run(change,
		SQL("INSERT INTO risk_decision (risk_id, revision_id, at, person_id, verb, until, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7)"),
		V(risk->id, risk->revision_id, instant_now(),
		  decision->person_id ? decision->person_id : change_me(change),
		  decision->verb, decision->until, decision->words));
	change_note(change, "risk", risk->id, str_z(change_arena(change), decision->verb), decision->words);
}

struct risk_decision_list decisions_of(struct view *view, int64_t root_id)
{
	return risk_decision_list_of(view_list(view, &risk_decision_shape,
		SQL("SELECT my_risk_decision.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_risk_decision.person_id), '') AS person_name"
		    " FROM my_risk_decision JOIN my_risk ON my_risk.id = my_risk_decision.risk_id"
		    " WHERE my_risk.root_id = $1 ORDER BY my_risk_decision.id DESC LIMIT 200"), V(root_id)));
}

/* ---- Links ----------------------------------------------------------------------------------- */

struct commitment_list risk_commitments(struct view *view, int64_t risk_id)
{
	return commitment_list_of(view_list(view, &commitment_record.shape,
		SQL("SELECT my_commitment.* FROM my_commitment"
		    " WHERE my_commitment.id IN (SELECT commitment_id FROM my_risk_commitment"
		    "                            WHERE risk_id = $1)"
		    " ORDER BY my_commitment.name COLLATE local, my_commitment.id"), V(risk_id)));
}

void risk_commitments_put(struct change *change, int64_t risk_id, const struct commitment_list *list)
{
	change_run(change, SQL("DELETE FROM risk_commitment WHERE risk_id = $1"
		" AND commitment_id IN (SELECT id FROM my_commitment)"), V(risk_id));
	for (size_t i = 0; i < list->count; i++)
		change_run(change, SQL("INSERT INTO risk_commitment (risk_id, commitment_id)"
			" VALUES ($1, $2) ON CONFLICT (risk_id, commitment_id) DO NOTHING"),
			V(risk_id, list->at[i].id));
}

static const struct column hit_columns[] = {
	{ "risk_id", COLUMN_int, offsetof(struct risk_hit, risk_id), NULL, false },
};
static const struct shape hit_shape = { .size = sizeof(struct risk_hit), .count = 1,
	.columns = hit_columns };

struct risk_hit_list risk_hits_of_rsa(struct view *view, int64_t rsa_id)
{
	return risk_hit_list_of(view_list(view, &hit_shape,
		SQL("SELECT my_risk_hit.risk_id FROM my_risk_hit"
		    " JOIN my_risk ON my_risk.id = my_risk_hit.risk_id WHERE my_risk.rsa_id = $1"), V(rsa_id)));
}

bool hit_find(const struct risk_hit_list *list, int64_t risk_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].risk_id == risk_id)
			return true;
	return false;
}

static const struct column type_columns[] = {
	{ "risk_id", COLUMN_int, offsetof(struct risk_type, risk_id), NULL, false },
	{ "type", COLUMN_text, offsetof(struct risk_type, type), NULL, false },
};
static const struct shape type_shape = { .size = sizeof(struct risk_type),
	.count = COUNT(type_columns), .columns = type_columns };

struct risk_type_list risk_types_of_rsa(struct view *view, int64_t rsa_id)
{
	return risk_type_list_of(view_list(view, &type_shape,
		SQL("SELECT my_risk_event_query.risk_id, my_risk_event_query.type FROM my_risk_event_query"
		    " JOIN my_risk ON my_risk.id = my_risk_event_query.risk_id WHERE my_risk.rsa_id = $1"
		    " ORDER BY my_risk_event_query.risk_id, my_risk_event_query.type"), V(rsa_id)));
}

struct str types_find(struct arena *arena, const struct risk_type_list *list, int64_t risk_id)
{
	struct out out;

	out_init(&out, arena, 16384);
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].risk_id == risk_id)
			out_print(&out, "%s%.*s", out.len ? " " : "", STR(list->at[i].type));
	return out_str(&out);
}

struct str risk_types(struct view *view, int64_t risk_id)
{
	struct risk_type_list list = risk_type_list_of(view_list(view, &type_shape,
		SQL("SELECT risk_id, type FROM my_risk_event_query WHERE risk_id = $1 ORDER BY type"),
		V(risk_id)));

	return types_find(view_arena(view), &list, risk_id);
}

bool rsa_has_commitments(struct view *view, int64_t rsa_id)
{
	return view_int(view, SQL("SELECT has_commitments FROM my_rsa_ground WHERE rsa_id = $1"),
		V(rsa_id)) != 0;
}

bool risk_bump(struct change *change, int64_t risk_id, int64_t version)
{
	return change_run(change, SQL("UPDATE risk SET version = version + 1"
		" WHERE id = $1 AND version = $2"), V(risk_id, version)) == 1;
}
