/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/told.c - what surveys say in the words of other rooms, and that people were asked lately. */
#include "modules/surveys/pages.h"

/* The newest round that has been computed and was asked no later than the day; NULL none. */
static const struct asked_round *round_until(struct view *view, const struct security_survey *survey,
                                             struct date to)
{
	struct asked_round_list rounds = asked_rounds_of(view, survey->id);

	for (size_t i = 0; i < rounds.count; i++)
		if (date_compare(rounds.at[i].asked_to, to) <= 0 && run_newest(view, rounds.at[i].id))
			return &rounds.at[i];
	return NULL;
}

static void questions_tell(struct view *view, const struct security_survey *survey,
                           const struct asked_round *round, struct survey_told_list *list)
{
	struct arena *arena = view_arena(view);
	struct round_standing standing = round_standing_of(view, round);

	for (size_t i = 0; i < standing.questions.count && list->count < SURVEYS_TOLD_MOST; i++) {
		const struct asked_question *question = &standing.questions.at[i];
		const struct round_result *city = result_of(&standing.results, question->id, 0);
		struct round_change change = change_of(&standing, question, 0);

		if (city)
			list->at[list->count++] = (struct survey_told){ question->public_id,
				arena_print(arena, "%.*s: %.*s %.*s (%.*s %.*s, %.*s)", STR(question->subject),
					STR(city_sentence(arena, standing.run, city)),
					STR(change_said(arena, &standing, &change)), STR(survey->name),
					STR(round->name), STR(survey->run_by)) };
	}
}

struct survey_told_list surveys_told(struct view *view, struct date to)
{
	struct security_survey_list all = surveys_all(view);
	struct survey_told_list list = { 0, arena_array(view_arena(view), struct survey_told, SURVEYS_TOLD_MOST) };

	for (size_t i = 0; i < all.count; i++) {
		const struct asked_round *round = round_until(view, &all.at[i], to);

		if (round)
			questions_tell(view, &all.at[i], round, &list);
	}
	return list;
}

struct str survey_told_words(struct view *view, struct str key, struct date to)
{
	struct survey_told_list list = surveys_told(view, to);

	for (size_t i = 0; i < list.count; i++)
		if (str_equals(list.at[i].key, key))
			return list.at[i].words;
	return S("");
}

/* ---- Evidence ------------------------------------------------------------------------------------- */

static const struct evidence_argument arguments[] = {
	{ .name = "kind", .label = N_("Kind"), .list = "surveys/kinds", .is_required = true },
	{ .name = "months", .label = N_("How many months what people said holds"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

/* From the day it was computed, until so many months after people were asked. */
static struct evidence_span_list survey_spans(struct view *view, const struct evidence_ask *ask)
{
	struct survey_proof_list found = surveys_proving(view, ask);
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		struct date from = instant_date(found.at[i].made_at);
		struct date to = date_add_months(found.at[i].asked_to, (int)evidence_number(ask, "months", 0));

		if (date_compare(from, to) <= 0)
			spans.at[spans.count++] = (struct evidence_span){ found.at[i].unit_id, from, to };
	}
	return spans;
}

const struct evidence_source surveys_evidence[] = {
	{ .name = "survey", .label = N_("A survey with weights has been computed"), .arguments = arguments,
	  .spans = survey_spans, .records = surveys_behind },
	{ .name = NULL },
};
