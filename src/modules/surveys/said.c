/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/said.c - how a round stands beside the one before, and how its numbers are told. */
#include "modules/surveys/pages.h"

#include "base/json.h"

#include <math.h>

struct round_standing round_standing_of(struct view *view, const struct asked_round *round)
{
	struct round_standing standing = { .run = run_newest(view, round->id), .before = round_before(view, round) };

	standing.questions = asked_questions_of(view, round->survey_id);
	if (standing.run)
		standing.results = round_results_of(view, standing.run->id);
	if (standing.before) {
		standing.run_before = run_newest(view, standing.before->id);
		standing.broken = round_broken(view, standing.before, round);
	}
	if (standing.run_before)
		standing.results_before = round_results_of(view, standing.run_before->id);
	return standing;
}

const struct round_result *result_of(
	const struct round_result_list *list, int64_t question_id, int64_t area_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].question_id == question_id && list->at[i].area_id == area_id)
			return &list->at[i];
	return NULL;
}

/* Was the same asked before with other words? */
static bool was_worded_otherwise(const struct round_standing *standing, const struct asked_question *question)
{
	for (size_t i = 0; i < standing->questions.count; i++) {
		const struct asked_question *other = &standing->questions.at[i];

		if (other->id != question->id && str_equals(other->subject, question->subject)
		    && result_of(&standing->results_before, other->id, 0))
			return true;
	}
	return false;
}

struct round_change change_of(const struct round_standing *standing, const struct asked_question *question,
                              int64_t area_id)
{
	const struct round_result *now = result_of(&standing->results, question->id, area_id);
	const struct round_result *before = result_of(&standing->results_before, question->id, area_id);
	bool was_asked = result_of(&standing->results_before, question->id, 0) != NULL;

	if (!standing->run_before || !standing->run)
		return (struct round_change){ .state = CHANGE_first };
	if (standing->broken)
		return (struct round_change){ .state = CHANGE_break };
	if (!was_asked)
		return (struct round_change){ .state = was_worded_otherwise(standing, question)
							       ? CHANGE_wording
							       : CHANGE_first };
	if (!standing->run->is_weighted || !standing->run_before->is_weighted)
		return (struct round_change){ .state = CHANGE_unweighted };
	if (!now || !before)
		return (struct round_change){ .state = CHANGE_first };
	return results_compare(before, now, standing->run->level, (double)setting_int("survey_margin_points") / 100);
}

/* ---- Words ------------------------------------------------------------------------------------ */

static struct str percent_said(struct arena *arena, double share, double low, double high)
{
	return arena_print(arena, "%.*s\u00a0%%",
		STR(uncertain_estimate(arena, 100 * share, 100 * low, 100 * high)));
}

struct str share_said(struct arena *arena, const struct round_run *run, const struct round_result *result)
{
	if (result->telling != TELLING_told)
		return str_of(_(tellings[result->telling].label));
	if (!run->is_weighted)
		return arena_print(arena, _("%.*s %% of those who answered"), STR(tongue_real(arena, 100 * result->share, 0)));
	return percent_said(arena, result->share, result->low, result->high);
}

struct str small_said(struct arena *arena, const struct round_result *result)
{
	return result->has_small ? percent_said(arena, result->small, result->small_low, result->small_high)
		: str_of(_(tellings[result->telling == TELLING_told ? TELLING_unsure : result->telling].label));
}

struct str city_sentence(struct arena *arena, const struct round_run *run, const struct round_result *result)
{
	struct str said = share_said(arena, run, result);

	if (result->telling != TELLING_told)
		return arena_print(arena, _("Nothing can be said of the city: %.*s."), STR(said));
	if (!run->is_weighted)
		return arena_print(arena, _("%.*s gave an answer that counts as safe. Nothing can be said of anybody but those who answered: the answers have no weights."),
			STR(said));
	return arena_print(arena, _("In the whole city %.*s feel safe. The limits hold %.*s times of 100."), STR(said),
		STR(tongue_real(arena, 100 * run->level, 0)));
}

/* In whole points at the coarsest: limits that are just above 0 must not look as if they were not. */
static struct str points_said(struct arena *arena, const struct survey_difference *found)
{
	double value = 100 * found->difference, low = 100 * found->low, high = 100 * found->high;
	double step = fmin(uncertain_step(value, low, high), 1);

	return arena_print(arena, "%.*s (%.*s–%.*s)", STR(uncertain_number(arena, value, step)),
		STR(uncertain_number(arena, low, step)), STR(uncertain_number(arena, high, step)));
}

static struct str known_change_said(struct arena *arena, const struct round_standing *standing,
                                    const struct survey_difference *found)
{
	return arena_print(arena, _("%s since %.*s: %.*s percentage points"), verdict_words(found->verdict),
		STR(standing->before->name), STR(points_said(arena, found)));
}

struct str change_said_short(struct arena *arena, const struct round_standing *standing,
	const struct round_change *change)
{
	if (change->state != CHANGE_known)
		return change_said(arena, standing, change);
	return arena_print(arena, "%s: %.*s", verdict_words(change->difference.verdict),
		STR(points_said(arena, &change->difference)));
}

struct str change_said(struct arena *arena, const struct round_standing *standing,
	const struct round_change *change)
{
	switch (change->state) {
	case CHANGE_known: return known_change_said(arena, standing, &change->difference);
	case CHANGE_first: return str_of(_("Not asked before."));
	case CHANGE_break: return arena_print(arena, _("Not compared: the series is broken. %.*s"),
		STR(standing->broken->break_reason));
	case CHANGE_wording: return str_of(_("Asked with another wording before, so it is not compared."));
	case CHANGE_untold: return str_of(_("Not compared: not told in one of the rounds."));
	case CHANGE_unweighted: return str_of(_("Not compared: a round has no weights."));
	}
	return S("");
}

/* ---- For machines -------------------------------------------------------------------------------- */

static void limits_json(struct json_out *json, const char *name, double share, double low, double high)
{
	json_object_begin(json, name);
	json_number(json, "share", share);
	json_number(json, "low", low);
	json_number(json, "high", high);
	json_object_finish(json);
}

void result_json(struct json_out *json, const struct round_run *run, const struct round_result *result)
{
	json_str(json, "telling", str_of(tellings[result->telling].name));
	json_int(json, "answers", result->answers);
	json_int(json, "not_answered", result->not_answered);
	if (result->telling == TELLING_told && !run->is_weighted)
		json_number(json, "share_of_those_who_answered", result->share);
	if (result->telling == TELLING_told && run->is_weighted) {
		limits_json(json, "direct", result->share, result->low, result->high);
		json_number(json, "error", result->error);
		if (result->effect > 0)
			json_number(json, "design_effect", result->effect);
		else
			json_nothing(json, "design_effect");
	}
	if (!result->has_small)
		return;
	limits_json(json, "with_areas_like_it", result->small, result->small_low, result->small_high);
	json_number(json, "own_answers_count", result->own);
	json_bool(json, "leans_on_round_before", result->leans_before);
	if (result->ranked) {
		json_int(json, "place_low", result->rank_low);
		json_int(json, "place_high", result->rank_high);
		json_int(json, "places", result->ranked);
	}
}

void change_json(struct json_out *json, const struct round_change *change)
{
	static const char *const states[] = { [CHANGE_known] = "known", [CHANGE_first] = "not asked before",
		[CHANGE_break] = "series broken", [CHANGE_wording] = "another wording", [CHANGE_untold] = "not told",
		[CHANGE_unweighted] = "no weights" };

	json_object_begin(json, "change");
	json_str(json, "state", str_of(states[change->state]));
	if (change->state == CHANGE_known) {
		json_number(json, "difference", change->difference.difference);
		json_number(json, "low", change->difference.low);
		json_number(json, "high", change->difference.high);
		json_str(json, "verdict", str_of(verdict_name(change->difference.verdict)));
	}
	json_object_finish(json);
}
