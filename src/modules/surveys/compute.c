/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/compute.c - see compute.h: shares of the city and of each area, and what may be told. */
#include "modules/surveys/compute.h"
#include "base/say.h"
#include "modules/surveys/small.h"
#include "modules/surveys/tell.h"

#include <math.h>

enum { SHARE_BYTES = 256 << 20 };

struct computing {
	struct arena *arena, *own;      /* own: emptied after each share */
	const struct round_data *data;
	const struct weighed *weighed;
	const struct compute_settings *settings;
	bool *inside;                   /* areas x areas: the first lies in the second, or is it */
	double *values;                 /* of the question: 1 safe, 0 not, NAN no answer */
	struct round_result *results;
	size_t count, room;
};

const struct survey_area *survey_area_above(const struct survey_area_list *areas, const struct survey_area *area)
{
	for (size_t i = 0; area->above_id && i < areas->count; i++)
		if (areas->at[i].id == area->above_id)
			return &areas->at[i];
	return NULL;
}

static void values_fill(struct computing *computing, size_t q)
{
	const struct asked_question *question = &computing->data->questions->at[q];
	const struct str *cells = computing->data->answers->values[q];

	for (size_t i = 0; i < computing->data->answers->count; i++)
		computing->values[i] = !str_has_word(question->answers, cells[i]) ? NAN
			: str_has_word(question->safe, cells[i]);
}

static bool lies_in(const struct round_data *data, const struct survey_area *area, int64_t id)
{
	for (int deep = 0; area && deep < AREAS_DEEPEST; deep++) {
		if (area->id == id)
			return true;
		area = survey_area_above(data->areas, area);
	}
	return false;
}

static void inside_fill(struct computing *computing)
{
	const struct survey_area_list *areas = computing->data->areas;

	computing->inside = arena_array(computing->arena, bool, areas->count * areas->count + 1);
	for (size_t i = 0; i < areas->count; i++)
		for (size_t k = 0; k < areas->count; k++)
			computing->inside[i * areas->count + k] = lies_in(computing->data, &areas->at[i], areas->at[k].id);
}

/* ---- One share ------------------------------------------------------------------------------ */

/* Of those who answered, and of nobody else. */
static void share_unweighted(
	const struct computing *computing, const bool *is_in, struct round_result *result)
{
	double safe = 0;

	for (size_t i = 0; i < computing->data->answers->count; i++)
		if (is_in[i] && !isnan(computing->values[i])) {
			result->answers++;
			safe += computing->values[i];
		}
	result->share = result->answers ? safe / (double)result->answers : 0;
}

static void share_weighted(struct computing *computing, const bool *is_in, struct round_result *result)
{
	struct survey_share found = survey_share(computing->own, &computing->weighed->sample,
		&computing->weighed->weights, computing->values, is_in, computing->settings->level);

	result->answers = (int64_t)found.answers;
	if (!found.answers)
		return;
	result->share = found.share;
	result->error = found.error;
	result->low = found.low;
	result->high = found.high;
	result->effect = isnan(found.effect) ? 0 : found.effect;
}

static enum telling telling_of(const struct computing *computing, const struct round_result *result)
{
	if (!result->answers || result->answers < computing->settings->least)
		return TELLING_few;
	return result->error <= computing->settings->widest * result->share ? TELLING_told : TELLING_unsure;
}

static void result_add(
	struct computing *computing, size_t q, const struct survey_area *area, const bool *is_in)
{
	struct round_result *result = &computing->results[computing->count];
	int64_t asked = 0;

	for (size_t i = 0; i < computing->data->answers->count; i++)
		asked += is_in[i];
	if (!asked)
		return;
	must(computing->count < computing->room);
	*result = (struct round_result){ .question_id = computing->data->questions->at[q].id,
		.area_id = area ? area->id : 0, .area_kind = area ? area->kind : S("") };
	if (computing->weighed->is_weighted)
		share_weighted(computing, is_in, result);
	else
		share_unweighted(computing, is_in, result);
	result->not_answered = asked - result->answers;
	result->telling = telling_of(computing, result);
	computing->count++;
}

/* ---- A question --------------------------------------------------------------------------------- */

static bool *answers_in(struct computing *computing, const struct survey_area *area)
{
	const struct survey_area_list *areas = computing->data->areas;
	bool *is_in = arena_array(computing->own, bool, computing->data->answers->count);

	for (size_t i = 0; i < computing->data->answers->count; i++)
		is_in[i] = !area
			   || computing->inside[(size_t)(computing->data->answers->areas[i] - areas->at)
							* areas->count
						+ (size_t)(area - areas->at)];
	return is_in;
}

static void question_compute(struct computing *computing, size_t q)
{
	const struct survey_area_list *areas = computing->data->areas;
	size_t first = computing->count;
	struct small_ask ask;

	values_fill(computing, q);
	result_add(computing, q, NULL, answers_in(computing, NULL));
	for (size_t i = 0; i < areas->count; i++) {
		arena_clear(computing->own);
		result_add(computing, q, &areas->at[i], answers_in(computing, &areas->at[i]));
	}
	arena_clear(computing->own);
	ask = (struct small_ask){ .results = computing->results + first, .count = computing->count - first,
		.before = computing->data->before, .settings = computing->settings };
	if (computing->weighed->is_weighted)
		small_find(computing->own, &ask);
	arena_clear(computing->own);
	results_tell(&(struct telling_ask){ .results = computing->results + first, .count = computing->count - first,
		.areas = areas, .least = computing->settings->least });
	if (computing->weighed->is_weighted)
		small_rank(computing->own, &ask);
}

struct round_result_list round_compute(struct arena *arena, const struct round_data *data,
                                       const struct weighed *weighed, const struct compute_settings *settings,
                                       bool (*step)(void *context, size_t question), void *context)
{
	struct computing computing = { .arena = arena,
		.own = arena_open(SHARE_BYTES),
		.data = data,
		.weighed = weighed,
		.settings = settings,
		.room = (data->areas->count + 2) * (data->questions->count + 1) };
	bool is_stopped = false;

	computing.values = arena_array(arena, double, data->answers->count);
	inside_fill(&computing);
	computing.results = arena_array(arena, struct round_result, computing.room);
	for (size_t q = 0; q < data->questions->count && q < QUESTIONS_MOST && !is_stopped; q++) {
		arena_clear(computing.own);
		if (data->answers->values[q])
			question_compute(&computing, q);
		is_stopped = step && !step(context, q);
	}
	arena_close(computing.own);
	return is_stopped ? (struct round_result_list){ 0 }
			  : (struct round_result_list){ computing.count, computing.results };
}

/* ---- Change --------------------------------------------------------------------------------------- */

struct round_change results_compare(const struct round_result *before, const struct round_result *now,
                                    double level, double margin)
{
	struct survey_share earlier = {
		.answers = (size_t)before->answers, .share = before->share, .error = before->error
	};
	struct survey_share later = { .answers = (size_t)now->answers, .share = now->share, .error = now->error };
	struct round_change change = { .state = CHANGE_untold };

	if (before->telling != TELLING_told || now->telling != TELLING_told)
		return change;
	change.difference = survey_change(&earlier, &later, level, margin);
	change.state = change.difference.is_known ? CHANGE_known : CHANGE_untold;
	return change;
}
