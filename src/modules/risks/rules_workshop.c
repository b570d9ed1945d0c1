/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/rules_workshop.c - which step of a workshop follows upon which, and how votes are spread. */
#include "modules/risks/workshop.h"

#include <string.h>

enum workshop_phase workshop_phase_of(const struct risk_round *round)
{
	if (!round || round->revision_id)
		return PHASE_waiting;
	if (!round->closed_at.seconds)
		return PHASE_voting;
	return round->is_shown ? PHASE_shown : PHASE_waiting;
}

static const char *risk_problem(const struct workshop_facts *f)
{
	if (!f->risk)
		return N_("There is no such risk in the analysis.");
	if (f->needs_account)
		return NULL;
	return f->is_secret || f->risk->secret_whole.len || f->risk->secret_assessment.len
		? N_("The analysis, this risk or its assessment is marked: it is only taken up in a workshop where everybody is signed in.")
		: NULL;
}

static const char *take_problem(const struct workshop_facts *f)
{
	if (workshop_phase_of(f->round) == PHASE_voting)
		return N_("A round is being voted. Close it first.");
	return risk_problem(f);
}

static const char *close_problem(const struct workshop_facts *f)
{
	if (workshop_phase_of(f->round) != PHASE_voting)
		return N_("No round is being voted.");
	if (f->people && f->votes > f->people)
		return N_("There are more votes than people who vote: somebody has voted twice. Leave the risk and take it up again.");
	return f->votes < LEAST_VOTES
		? N_("There are fewer than three votes: it would be seen who gave which. Wait for more, or leave the risk.")
		: NULL;
}

static const char *leave_problem(const struct workshop_facts *f)
{
	return workshop_phase_of(f->round) == PHASE_waiting ? N_("No risk is taken up.") : NULL;
}

static const char *again_problem(const struct workshop_facts *f)
{
	if (workshop_phase_of(f->round) != PHASE_shown)
		return N_("A new round comes after one that has been closed.");
	return f->round->round >= MOST_ROUNDS ? N_("There have been rounds enough about this risk.")
		: risk_problem(f);
}

const char *workshop_problem(const struct workshop_facts *f)
{
	static const struct { const char *verb; const char *(*problem)(const struct workshop_facts *f); } all[] = {
		{ "take", take_problem }, { "close", close_problem }, { "again", again_problem },
		{ "leave", leave_problem }, { "finish", NULL },
	};

	if (!f->is_open)
		return N_("The workshop is finished. Open a new one.");
	for (size_t i = 0; i < COUNT(all); i++)
		if (!strcmp(f->verb, all[i].verb)) {
			if (!f->is_editable && strcmp(f->verb, "finish"))
				return N_("The analysis is no longer being worked on: nothing can be voted about.");
			return all[i].problem ? all[i].problem(f) : NULL;
		}
	return N_("There is no such step.");
}

/* ---- The spread -------------------------------------------------------------------------------- */

static void spread_finish(struct spread_row *row)
{
	int64_t seen = row->untouched;

	row->least = row->untouched ? 0 : row->steps;
	for (int64_t step = 1; step <= row->steps; step++) {
		if (row->at[step] && step < row->least)
			row->least = step;
		if (row->at[step])
			row->most = step;
		if (2 * seen < row->votes && 2 * (seen + row->at[step]) >= row->votes)
			row->middle = step;
		seen += row->at[step];
	}
}

static int64_t step_of(const struct risk_consequence_list *said, struct str value)
{
	for (size_t i = 0; i < said->count; i++)
		if (str_equals(said->at[i].value, value))
			return said->at[i].step;
	return 0;
}

static void vote_count(struct arena *arena, const struct risk_vote *vote, const struct scales *scales,
                       struct spread_row_list *list)
{
	struct risk_consequence_list said;

	if (!consequences_read(arena, vote->consequences, scales, &said)
	    || !scales_step(scales, "probability", S(""), vote->probability))
		return;
	for (size_t i = 0; i < list->count; i++) {
		struct spread_row *row = &list->at[i];
		int64_t step = i ? step_of(&said, row->value) : vote->probability;

		row->votes++;
		if (step)
			row->at[step]++;
		else
			row->untouched++;
	}
}

struct spread_row_list vote_spread(struct arena *arena, const struct risk_vote_list *votes,
                                   const struct scales *scales)
{
	struct str values[MOST_VALUES];
	size_t count = scales_values(scales, values);
	struct spread_row_list list = { count + 1, arena_array(arena, struct spread_row, count + 1) };

	list.at[0] = (struct spread_row){ .steps = scales->method.probability_steps };
	for (size_t i = 0; i < count; i++)
		list.at[i + 1] = (struct spread_row){ .value = values[i],
			.steps = scales->method.consequence_steps };
	for (size_t i = 0; i < votes->count; i++)
		vote_count(arena, &votes->at[i], scales, &list);
	for (size_t i = 0; i < list.count; i++)
		spread_finish(&list.at[i]);
	return list;
}
