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
