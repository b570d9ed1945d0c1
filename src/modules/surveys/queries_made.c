/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/queries_made.c - what was computed of the rounds. */
#include "modules/surveys/inside.h"

struct round_run_list runs_of(struct view *view, int64_t round_id)
{
	return round_run_list_of(view_list(view, &round_run_record.shape,
		SQL("SELECT * FROM my_survey_run WHERE round_id = $1 ORDER BY number DESC LIMIT 100"), V(round_id)));
}

const struct round_run *run_newest(struct view *view, int64_t round_id)
{
	return view_get(view, &round_run_record.shape,
		SQL("SELECT * FROM my_survey_run WHERE round_id = $1 ORDER BY number DESC LIMIT 1"), V(round_id));
}

struct round_result_list round_results_of(struct view *view, int64_t run_id)
{
	return round_result_list_of(view_list(view, &round_result_record.shape,
		SQL("SELECT * FROM my_survey_result WHERE run_id = $1 ORDER BY question_id, id"), V(run_id)));
}

const struct asked_round *round_before(struct view *view, const struct asked_round *round)
{
	return view_get(view, &asked_round_record.shape,
		SQL("SELECT earlier.* FROM my_survey_round AS earlier WHERE earlier.survey_id = $1"
		    " AND earlier.asked_to < $2 AND EXISTS (SELECT 1 FROM my_survey_run"
		    " WHERE my_survey_run.round_id = earlier.id) ORDER BY earlier.asked_to DESC, earlier.id DESC LIMIT 1"),
		V(round->survey_id, value_date(round->asked_to)));
}

const struct asked_round *round_broken(struct view *view, const struct asked_round *before, const struct asked_round *round)
{
	return view_get(view, &asked_round_record.shape,
		SQL("SELECT * FROM my_survey_round WHERE survey_id = $1 AND is_break = 1"
		    " AND (id = $4 OR (asked_to > $2 AND asked_to <= $3))"
		    " ORDER BY CASE WHEN id = $4 THEN 0 ELSE 1 END, asked_to DESC, id DESC LIMIT 1"),
		V(round->survey_id, value_date(before->asked_to), value_date(round->asked_to), round->id));
}

/* ---- What they prove ------------------------------------------------------------------------- */

static const struct column proof_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct survey_proof, unit_id), NULL, false },
	{ "asked_to", COLUMN_date, offsetof(struct survey_proof, asked_to), NULL, false },
	{ "made_at", COLUMN_instant, offsetof(struct survey_proof, made_at), NULL, false },
};
static const struct shape proof_shape = { .size = sizeof(struct survey_proof),
	.count = COUNT(proof_columns), .columns = proof_columns };

static struct date asked_since(const struct evidence_ask *ask)
{
	return date_add_months(ask->from, -(int)evidence_number(ask, "months", 0));
}

struct survey_proof_list surveys_proving(struct view *view, const struct evidence_ask *ask)
{
	return survey_proof_list_of(view_list(view, &proof_shape,
		SQL("SELECT unit_id, asked_to, made_at FROM my_proof_survey WHERE kind = $1 AND asked_to <= $2"
		    " AND asked_to >= $3 AND ($4 = 0 OR unit_id = $4) ORDER BY unit_id, asked_to"),
		V(evidence_text(ask, "kind"), ask->to, asked_since(ask), ask->unit_id)));
}

struct evidence_record_list surveys_behind(struct view *view, const struct evidence_ask *ask)
{
	static const struct column columns[] = {
		{ "words", COLUMN_text, offsetof(struct evidence_record, words), NULL, false },
		{ "path", COLUMN_text, offsetof(struct evidence_record, path), NULL, false },
		{ "asked_to", COLUMN_date, offsetof(struct evidence_record, on), NULL, false },
	};
	static const struct shape shape = { .size = sizeof(struct evidence_record),
		.count = COUNT(columns), .columns = columns };

	return evidence_record_list_of(view_list(view, &shape,
		SQL("SELECT s.name || ' ' || r.name AS words,"
		    " '/surveys/' || s.public_id || '/rounds/' || r.public_id AS path, r.asked_to"
		    " FROM my_survey_round AS r JOIN my_security_survey AS s ON s.id = r.survey_id"
		    " WHERE s.kind = $1 AND r.asked_to <= $2 AND r.asked_to >= $3 AND EXISTS"
		    " (SELECT 1 FROM my_survey_run WHERE my_survey_run.round_id = r.id AND my_survey_run.is_weighted = 1)"
		    " ORDER BY r.asked_to DESC, r.id DESC LIMIT $4"),
		V(evidence_text(ask, "kind"), ask->to, asked_since(ask), EVIDENCE_RECORDS_MOST)));
}
