/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/control_draw.c - a control chart as a figure, and for machines. */
#include "modules/statistics/control.h"

#include "base/json.h"
#include "base/tongue.h"
#include "formats/chart_control.h"
#include "kit/figure.h"

#include <math.h>

enum { JSON_BYTES = 4 << 20 };

/* Shares are shown in percent; no count is below 0, whatever its limit. */
static double shown(const struct followed *followed, double number)
{
	if (followed->kind == CHART_individuals && number < 0)
		return 0;
	return followed->kind == CHART_shares ? 100 * number : number;
}

static enum control_rule rule_of(const struct chart_mark *mark)
{
	static const enum control_rule rules[] = { [CHART_no_signal] = CONTROL_no_rule,
		[CHART_outside] = CONTROL_outside, [CHART_trend] = CONTROL_trend, [CHART_near] = CONTROL_near,
		[CHART_shift] = CONTROL_shift };

	return rules[mark->signal];
}

/* "2026-03"; of weeks and days the year alone. */
static struct str short_label(const struct followed *followed, size_t point)
{
	const struct event_axis *axis = &followed->table->axes[0];
	struct str key = axis->keys[followed->places[point]];

	return axis->dim == DIM_month ? key : str_part(key, 0, 4);
}

static struct control_point point_of(struct arena *arena, const struct followed *followed,
                                     const struct breaks *breaks, size_t point)
{
	const struct chart_mark *mark = &followed->chart.marks[point];
	int means = control_means(followed, point);

	return (struct control_point){ .label = followed_label(followed, point),
		.short_label = short_label(followed, point), .value = shown(followed, mark->value),
		.centre = shown(followed, mark->centre), .low = shown(followed, mark->low),
		.high = shown(followed, mark->high), .rule = rule_of(mark),
		.meaning = means > 0 ? CONTROL_better : means < 0 ? CONTROL_worse : CONTROL_neither,
		.break_words = point && followed->points[point].begins ? str_of(_("Limits begin anew")) : S(""),
		.hint_words = change_suggested(arena, breaks, followed, point),
		.link = followed_link(arena, followed, point) };
}

static const char *heading_of(const struct followed *followed)
{
	return followed->kind == CHART_between ? _("Day") : followed->question->per == DIM_week ? _("Week")
		: _("Month");
}

struct diagram followed_diagram(struct arena *arena, const struct followed *followed, struct str files,
                                struct str asked)
{
	struct chart_control *control = arena_new(arena, struct chart_control);
	const struct breaks breaks = followed_breaks(arena, followed);
	size_t from = followed->count > CONTROL_POINTS_MOST ? followed->count - CONTROL_POINTS_MOST : 0;
	size_t count = followed->count - from;
	struct control_point *points = arena_array(arena, struct control_point, count + 1);

	for (size_t i = 0; i < count; i++)
		points[i] = point_of(arena, followed, &breaks, from + i);
	*control = (struct chart_control){ .about = { .id = "control", .title = followed_title(arena, followed),
		.finding = followed_finding(arena, followed), .heading = str_of(heading_of(followed)),
		.caveat = from ? arena_print(arena, _("The last %zu points are drawn."), count) : S(""),
		.source = arena_print(arena, _("Counted until %.*s."), STR(tongue_date(arena, followed->table->ask.to))) },
		.count = count, .points = points, .target = NAN, .unit = followed_unit(arena, followed) };
	if (files.len)
		figure_links_asked(arena, &control->about, files, asked);
	return control_diagram(control);
}

/* ---- For machines -------------------------------------------------------------------------------- */

static void point_json(struct json_out *json, struct arena *arena, const struct followed *followed, size_t point)
{
	static const char *const signals[] = { "", "outside", "trend", "near", "shift" };
	static const char *const means[] = { "worse", "neither", "better" };
	const struct chart_mark *mark = &followed->chart.marks[point];
	const struct event_axis *axis = &followed->table->axes[0];

	json_object_begin(json, NULL);
	json_str(json, "key", axis->keys[followed->places[point]]);
	json_date(json, "from", axis->from[followed->places[point]]);
	json_date(json, "to", axis->to[followed->places[point]]);
	json_number(json, "value", mark->value);
	json_number(json, "centre", mark->centre);
	json_number(json, "low", mark->low);
	json_number(json, "high", mark->high);
	json_bool(json, "begins", followed->points[point].begins);
	if (mark->signal) {
		json_str(json, "signal", str_of(signals[mark->signal]));
		json_str(json, "side", str_of(mark->side > 0 ? "high" : "low"));
		json_str(json, "means", str_of(means[1 + control_means(followed, point)]));
		json_str(json, "said", signal_said(arena, followed, point));
	}
	json_object_finish(json);
}

static void changes_json(struct json_out *json, struct arena *arena, const struct followed *followed)
{
	const struct breaks breaks = followed_breaks(arena, followed);

	json_list_begin(json, "suggested");
	for (size_t i = 1; i < breaks.parts_count; i++) {
		size_t point = breaks.parts[i].from;

		json_object_begin(json, NULL);
		json_str(json, "key", followed->table->axes[0].keys[followed->places[point]]);
		json_str(json, "words", change_suggested(arena, &breaks, followed, point));
		json_bool(json, "is_accepted", change_is_accepted(followed, point));
		json_str(json, "accept", change_accepted(arena, followed, point));
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void seasons_json(struct json_out *json, struct arena *arena, const struct followed *followed)
{
	const struct month_seasons seasons = followed_seasons(arena, followed);

	json_object_begin(json, "seasons");
	json_str(json, "said", seasons_said(arena, &seasons));
	if (seasons.is_made) {
		json_number(json, "level", seasons.level);
		json_list_begin(json, "usual");
		for (size_t month = 0; month < COUNT(seasons.usual); month++)
			json_number(json, NULL, seasons.usual[month]);
		json_list_finish(json);
		json_list_begin(json, "trend");
		for (size_t i = 0; i < seasons.count; i++)
			json_number(json, NULL, seasons.trend[i]);
		json_list_finish(json);
	}
	json_object_finish(json);
}

static void made_json(struct json_out *json, struct arena *arena, const struct followed *followed)
{
	static const char *const kinds[] = { [CHART_individuals] = "individuals", [CHART_shares] = "shares",
		[CHART_rates] = "rates", [CHART_between] = "between", [CHART_times] = "times" };

	json_str(json, "kind", str_of(kinds[followed->kind]));
	json_str(json, "title", followed_title(arena, followed));
	json_str(json, "finding", followed_finding(arena, followed));
	json_int(json, "signals", (int64_t)followed->chart.signals);
	json_list_begin(json, "notes");
	for (struct str *note = followed_notes(arena, followed); note->len; note++)
		json_str(json, NULL, *note);
	json_list_finish(json);
	json_list_begin(json, "levels");
	for (struct str *said = followed_levels(arena, followed); said->len; said++)
		json_str(json, NULL, *said);
	json_list_finish(json);
	changes_json(json, arena, followed);
	if (followed_has_seasons(followed))
		seasons_json(json, arena, followed);
	json_list_begin(json, "points");
	for (size_t i = 0; i < followed->count; i++)
		point_json(json, arena, followed, i);
	json_list_finish(json);
}

struct reply followed_json(struct request *request, const struct followed *followed)
{
	static const char *const outcomes[] = { [FOLLOWED_made] = "made", [FOLLOWED_too_large] = "too_large",
		[FOLLOWED_nothing] = "nothing", [FOLLOWED_small] = "small", [FOLLOWED_single] = "single",
		[FOLLOWED_by_area] = "by_area", [FOLLOWED_no_employees] = "no_employees" };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_BYTES);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "outcome", str_of(outcomes[followed->outcome]));
	json_date(&json, "from", followed->table->ask.from);
	json_date(&json, "to", followed->table->ask.to);
	if (followed->outcome == FOLLOWED_made)
		made_json(&json, request->arena, followed);
	else
		json_str(&json, "why", followed_refusal(request->arena, followed));
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}
