/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/queries_judge.c - how a commitment is judged today, and every judgement before. */
#include "modules/commitments/inside.h"

struct level_row {
	struct str step, value;         /* step "": criticality */
	int64_t level;
};
LIST_OF(level_row)
static const struct column level_columns[] = {
	{ "step", COLUMN_text, offsetof(struct level_row, step), NULL, false },
	{ "value", COLUMN_text, offsetof(struct level_row, value), NULL, false },
	{ "level", COLUMN_int, offsetof(struct level_row, level), NULL, false },
};
static const struct shape level_shape = { .size = sizeof(struct level_row),
	.count = COUNT(level_columns), .columns = level_columns };

static void level_put(struct profile *profile, const struct level_row *row)
{
	for (size_t v = 0; v < profile->values; v++) {
		if (!str_equals(profile->value[v]->code, row->value))
			continue;
		if (!row->step.len)
			profile->criticality[v] = (int)row->level;
		for (size_t s = 0; s < profile->steps; s++)
			if (str_equals(profile->step[s]->code, row->step))
				profile->level[s][v] = (int)row->level;
	}
}

void profile_get(struct view *view, int64_t commitment_id, struct profile *profile)
{
	struct level_row_list rows = level_row_list_of(view_list(view, &level_shape,
		SQL("SELECT '' AS step, value, level FROM my_commitment_value WHERE commitment_id = $1"
		    " UNION ALL SELECT step, value, level FROM my_commitment_profile"
		    " WHERE commitment_id = $1"), V(commitment_id)));

	profile_begin(profile);
	for (size_t i = 0; i < rows.count; i++)
		level_put(profile, &rows.at[i]);
}

struct judged_list commitment_judgements(struct view *view, int64_t commitment_id)
{
	return judged_list_of(view_list(view, &judged_record.shape,
		SQL("SELECT my_commitment_judgement.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "   WHERE my_person.id = my_commitment_judgement.person_id), '') AS person_name"
		    " FROM my_commitment_judgement WHERE commitment_id = $1 ORDER BY id DESC LIMIT 500"),
		V(commitment_id)));
}

static void levels_replace(struct change *change, int64_t id, const struct profile *profile)
{
	change_run(change, SQL("DELETE FROM commitment_value WHERE commitment_id = $1"), V(id));
	change_run(change, SQL("DELETE FROM commitment_profile WHERE commitment_id = $1"), V(id));
	for (size_t v = 0; v < profile->values; v++)
		change_run(change, SQL("INSERT INTO commitment_value (commitment_id, value, level)"
			" VALUES ($1, $2, $3)"),
			V(id, profile->value[v]->code, profile->criticality[v]));
	for (size_t s = 0; s < profile->steps; s++)
		for (size_t v = 0; v < profile->values; v++)
			change_run(change, SQL("INSERT INTO commitment_profile"
				" (commitment_id, step, value, level) VALUES ($1, $2, $3, $4)"),
				V(id, profile->step[s]->code, profile->value[v]->code,
				  profile->level[s][v]));
}

void judgement_put(struct change *change, struct commitment *commitment,
                   const struct profile *profile, const struct judgement *judgement,
                   struct judged_by by)
{
	struct outage outage = outage_suggested(profile);
	int64_t decided = judgement->acceptable_outage_hours;
	struct str criticality, levels;

	decided = decided ? decided : outage.hours;
	profile_write(change_arena(change), profile, &criticality, &levels);
	levels_replace(change, commitment->id, profile);
	change_run(change, SQL("INSERT INTO commitment_judgement (commitment_id, at, person_id,"
		" criticality, profile, suggested_hours, acceptable_hours, reason)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
		V(commitment->id, by.at, by.person, criticality, levels, outage.hours, decided,
		  judgement->reason));
	commitment_step_by(change, commitment->id, by, "judge", judgement->reason);
	commitment->judged_at = by.at;
	commitment->judged_by = by.person;
	commitment->criticality = profile_highest(profile);
	commitment->acceptable_outage_hours = decided;
	commitment->target_recovery_hours = judgement->target_recovery_hours;
}
