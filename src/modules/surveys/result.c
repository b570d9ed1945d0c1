/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/result.c - one question of a round: the city, its districts as a figure, all areas as a table. */
#include "modules/surveys/pages.h"
#include "modules/surveys/round.html.h"

#include "base/json.h"
#include "formats/chart_dots.h"
#include "kit/catalogue.h"
#include "kit/figure.h"

#include <math.h>

struct asked_result {
	struct asked_page page;
	struct round_standing standing;
	struct survey_area_list areas;
	const struct round_result *city;
};

/* False: there is none, or not for the reader. */
static bool asked_result_of(struct request *request, struct view *view, struct asked_result *asked)
{
	asked->page = asked_page_of(request, view);
	if (!asked->page.round || !asked->page.question)
		return false;
	asked->standing = round_standing_of(view, asked->page.round);
	asked->areas = survey_areas(view, asked->page.round->asked_to);
	asked->city = result_of(&asked->standing.results, asked->page.question->id, 0);
	return asked->city != NULL;
}

static const struct round_result *area_result(
	const struct asked_result *asked, const struct survey_area *area)
{
	return result_of(&asked->standing.results, asked->page.question->id, area->id);
}

static struct round_change area_change(const struct asked_result *asked, int64_t area_id)
{
	return change_of(&asked->standing, asked->page.question, area_id);
}

/* ---- The figure ------------------------------------------------------------------------------ */

/* The level with the fewest areas, which are the largest. */
static struct str level_above(const struct asked_result *asked)
{
	struct str best = S("");
	size_t fewest = 0;

	for (size_t i = 0; i < asked->areas.count; i++) {
		size_t count = 0;

		if (!area_result(asked, &asked->areas.at[i]))
			continue;
		for (size_t k = 0; k < asked->areas.count; k++)
			count += str_equals(asked->areas.at[k].kind, asked->areas.at[i].kind)
				 && area_result(asked, &asked->areas.at[k]);
		if (!best.len || count < fewest) {
			best = asked->areas.at[i].kind;
			fewest = count;
		}
	}
	return best;
}

static struct dots_row dot_of(const struct asked_result *asked, struct str name, int64_t area_id)
{
	const struct round_result *now = result_of(&asked->standing.results, asked->page.question->id, area_id);
	const struct round_result *before =
		result_of(&asked->standing.results_before, asked->page.question->id, area_id);
	struct round_change change = area_change(asked, area_id);
	struct dots_row row = dots_row(name);
	bool is_compared = change.state == CHANGE_known;

	if (now && now->telling == TELLING_told) {
		row.value = 100 * now->share;
		row.low90 = asked->standing.run->is_weighted ? 100 * now->low : NAN;
		row.high90 = asked->standing.run->is_weighted ? 100 * now->high : NAN;
	}
	if (is_compared) {
		row.before = 100 * before->share;
		row.before_low90 = 100 * before->low;
		row.before_high90 = 100 * before->high;
		row.is_judged = true;
		row.verdict = change.difference.verdict;
	}
	return row;
}

static struct diagram result_diagram(struct arena *arena, const struct asked_result *asked)
{
	struct chart_dots *dots = arena_new(arena, struct chart_dots);
	struct dots_row *rows = arena_array(arena, struct dots_row, DOTS_MOST);
	const struct round_run *run = asked->standing.run;
	struct str level = level_above(asked);
	size_t count = 0;

	rows[count++] = dot_of(asked, str_of(_("The whole city")), 0);
	for (size_t i = 0; i < asked->areas.count && count < DOTS_MOST; i++)
		if (str_equals(asked->areas.at[i].kind, level) && area_result(asked, &asked->areas.at[i]))
			rows[count++] = dot_of(asked, asked->areas.at[i].name, asked->areas.at[i].id);
	*dots = (struct chart_dots){ .about = { .id = "survey", .title = asked->page.question->subject,
		.finding = city_sentence(arena, run, asked->city), .heading = str_of(_("Area")),
		.caveat = str_of(_("By name, not by size: where limits overlap it cannot be told which is higher.")),
		.source = arena_print(arena, _("%.*s %.*s, %.*s. Licence: %.*s"), STR(asked->page.survey->name),
			STR(asked->page.round->name), STR(asked->page.survey->run_by), STR(asked->page.survey->licence)) },
		.count = count, .rows = rows, .reference = NAN, .unit = str_of(_("Percent who feel safe")),
		.interval_words = arena_print(arena, _("Estimate, with its %.*s %% interval"),
			STR(tongue_real(arena, 100 * run->level, 0))),
		.before_words = asked->standing.before ? asked->standing.before->name : S("") };
	figure_links(arena, &dots->about, arena_print(arena, "%.*s/figure",
		STR(asked_question_path(arena, &asked->page, asked->page.question))));
	return dots_diagram(dots);
}

struct reply survey_figure_file(struct request *request, struct view *view)
{
	struct asked_result asked;

	if (!asked_result_of(request, view, &asked))
		return reply_not_found(request);
	return figure_reply(request, result_diagram(request->arena, &asked), asked.page.question->code);
}

/* ---- The page ------------------------------------------------------------------------------------ */

static struct reply asked_json(struct request *request, const struct asked_result *asked)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, SURVEYS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "survey", asked->page.survey->name);
	json_str(&json, "licence", asked->page.survey->licence);
	json_str(&json, "round", asked->page.round->name);
	json_str(&json, "wording", asked->page.question->wording);
	json_date(&json, "data_through", asked->standing.run->data_through);
	json_str(&json, "method", asked->standing.run->method);
	json_int(&json, "computed", asked->standing.run->number);
	json_bool(&json, "is_weighted", asked->standing.run->is_weighted);
	json_list_begin(&json, "areas");
	for (size_t i = 0; i <= asked->areas.count; i++) {
		const struct survey_area *area = i ? &asked->areas.at[i - 1] : NULL;
		const struct round_result *result = area ? area_result(asked, area) : asked->city;
		struct round_change change = area_change(asked, area ? area->id : 0);

		if (!result)
			continue;
		json_object_begin(&json, NULL);
		json_str(&json, "area", area ? area->code : S(""));
		json_str(&json, "level", area ? area->kind : S("city"));
		json_str(&json, "name", area ? area->name : str_of(_("The whole city")));
		result_json(&json, asked->standing.run, result);
		change_json(&json, &change);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct str place_said(struct arena *arena, const struct round_result *result)
{
	return result->ranked ? arena_print(arena, _("%lld–%lld of %lld"), (long long)result->rank_low,
		(long long)result->rank_high, (long long)result->ranked) : S("");
}

static void level_show(struct out *out, const struct asked_result *asked, struct str kind)
{
	struct arena *arena = out->arena;

	result_level_begin(out, code_name("area_kinds", kind), asked->standing.run->is_weighted);
	for (size_t i = 0; i < asked->areas.count; i++) {
		const struct survey_area *area = &asked->areas.at[i];
		const struct round_result *result = area_result(asked, area);
		struct round_change change = area_change(asked, area->id);

		if (result && str_equals(area->kind, kind))
			result_level_row(out, area, result,
				share_said(arena, asked->standing.run, result),
				small_said(arena, result), place_said(arena, result),
				change_said_short(arena, &asked->standing, &change),
				asked->standing.run->is_weighted);
	}
	result_level_end(out);
}

static void levels_show(struct out *out, const struct asked_result *asked)
{
	const struct catalogue *levels = catalogue_get("area_kinds");

	for (size_t k = 0; k < levels->count; k++)
		for (size_t i = 0; i < asked->areas.count; i++)
			if (str_equals(asked->areas.at[i].kind, levels->items[k].code)
				&& area_result(asked, &asked->areas.at[i])) {
				level_show(out, asked, levels->items[k].code);
				break;
			}
}

struct reply survey_result_page(struct request *request, struct view *view)
{
	struct asked_result asked;
	struct round_change change;
	struct out *out;

	if (!asked_result_of(request, view, &asked))
		return reply_not_found(request);
	if (request_wants_json(request))
		return asked_json(request, &asked);
	change = area_change(&asked, 0);
	out = page_begin(request, view, str_z(request->arena, asked.page.question->subject));
	result_head(out, &asked.page, city_sentence(request->arena, asked.standing.run, asked.city),
		change_said(request->arena, &asked.standing, &change), change.state == CHANGE_known);
	diagram_show(out, result_diagram(request->arena, &asked));
	levels_show(out, &asked);
	result_foot(out, asked.standing.run, asked.city, setting_int("survey_least_answers"),
		setting_int("survey_widest_percent"), setting_int("survey_margin_points"), change.state == CHANGE_known);
	return page_end(request, 200);
}
