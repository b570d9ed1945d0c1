/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_demo.c - how the demo's analyses come as far as their submissions have. */
#include "modules/risks/pages.h"

#include "kit/setting.h"

static int64_t holder(struct view *view, int64_t unit_id, const char *role)
{
	return view_int(view, SQL("SELECT member.person_id FROM member"
		" JOIN person ON person.id = member.person_id AND person.is_active = 1"
		" WHERE member.unit_id = $1 AND member.role = $2 AND member.valid_to = ''"
		" ORDER BY member.person_id LIMIT 1"), V(unit_id, role));
}

struct rsa_people rsa_people_of(struct view *view, int64_t unit_id)
{
	struct rsa_people people = { .writer = holder(view, unit_id, "unit_coordinator"),
		.director = holder(view, unit_id, "unit_director") };

	if (!people.writer)
		people.writer = people.director;
	return people;
}

int rsa_state_of_submission(struct view *view, int64_t unit_id, int year)
{
	static const int states[] = {
		[SUBMISSION_none] = RSA_draft, [SUBMISSION_draft] = RSA_draft,
		[SUBMISSION_dispatched] = RSA_in_review, [SUBMISSION_decided] = RSA_approved_by_board,
		[SUBMISSION_submitted] = RSA_submitted, [SUBMISSION_received] = RSA_submitted,
		[SUBMISSION_returned] = RSA_submitted, [SUBMISSION_accepted] = RSA_submitted,
	};
	int state;

	submission_of_year(view, setting_text("rsa_deliverable"), unit_id, year, &state);
	return states[state];
}

static void step_put(struct change *change, int64_t rsa_id, const struct rsa_move *move, int from,
                     int64_t person, struct instant at)
{
	change_run(change,
		SQL("INSERT INTO rsa_step (rsa_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, '')"),
		V(rsa_id, at, person, move->verb, rsa_states[from].name, rsa_states[move->to].name));
}

/* Along the straight way, a week for each step. */
void rsa_go(struct change *change, struct rsa *rsa, const struct rsa_people *people, int until,
            struct date day)
{
	int64_t version = rsa->version;
	int submission_state;

	for (const struct rsa_move *move = rsa_moves; move->verb && rsa->state < until; move++) {
		if (!(move->from & FROM_STATE(rsa->state)) || move->to <= rsa->state)
			continue;
		step_put(change, rsa->id, move, rsa->state, move->to == RSA_in_review || !people->director
			? people->writer : people->director, instant_at(day, 10, 0, 0));
		rsa->state = move->to;
		if (move->to == RSA_approved_by_board) {
			rsa->meeting_on = day;
			rsa->paragraph = S("§ 61");
			rsa->signer = S("Ordföranden");
		}
		if (move->to == RSA_submitted) {
			rsa->submitted_at = instant_at(day, 10, 0, 0);
			rsa->submitted_by = people->director;
			rsa->submission_id = submission_of_year(change_view(change),
				setting_text("rsa_deliverable"), rsa->unit_id, (int)rsa->year, &submission_state);
		}
		day = date_add_days(day, 7);
	}
	change_update(change, &rsa_record.shape, rsa, version);
}
