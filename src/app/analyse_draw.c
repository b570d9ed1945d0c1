/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_draw.c - see analyse_draw.h. */
#include "app/analyse_draw.h"

#include "analysis/change_split.h"
#include "analysis/control_chart.h"
#include "analysis/funnel.h"
#include "analysis/verdict.h"
#include "formats/chart_control.h"
#include "formats/chart_dots.h"
#include "formats/chart_funnel.h"
#include "formats/chart_waterfall.h"

#include <math.h>

/* ---- Control ------------------------------------------------------------------------------ */

static struct control_point control_point(const struct control_drawing *drawing, size_t i)
{
	static const enum control_rule rules[] = { [CHART_no_signal] = CONTROL_no_rule,
		[CHART_outside] = CONTROL_outside, [CHART_trend] = CONTROL_trend, [CHART_near] = CONTROL_near,
		[CHART_shift] = CONTROL_shift };
	const struct chart_mark *mark = &drawing->chart->marks[i];
	int means = chart_means(drawing->chart->kind, (enum chart_better)drawing->better, mark->side);

	return (struct control_point){ .label = drawing->periods[i], .value = mark->value,
		.centre = mark->centre, .low = mark->low, .high = mark->high, .rule = rules[mark->signal],
		.meaning = means > 0 ? CONTROL_better : means < 0 ? CONTROL_worse : CONTROL_neither,
		.break_words = i && drawing->begins[i] ? str_of(_("Break")) : S("") };
}

struct diagram control_drawn(struct arena *arena, const struct control_drawing *drawing)
{
	struct chart_control *control = arena_new(arena, struct chart_control);
	size_t from = drawing->chart->count > CONTROL_POINTS_MOST ? drawing->chart->count - CONTROL_POINTS_MOST : 0;
	size_t count = drawing->chart->count - from;
	struct control_point *points = arena_array(arena, struct control_point, count + 1);

	for (size_t i = 0; i < count; i++)
		points[i] = control_point(drawing, from + i);
	*control = (struct chart_control){ .about = { .id = "control", .title = drawing->title,
		.finding = arena_print(arena, plural((int64_t)drawing->chart->signals,
			"%zu of %zu points is more than chance.", "%zu of %zu points are more than chance."),
			drawing->chart->signals, drawing->chart->count),
		.caveat = from ? arena_print(arena, _("The last %zu points are drawn."), count) : S(""),
		.heading = str_of(_("Period")) },
		.count = count, .points = points, .target = drawing->target };
	return control_diagram(control);
}

/* ---- Funnel ------------------------------------------------------------------------------- */

static enum funnel_sign sign_of(enum funnel_place place, bool is_silent)
{
	if (place == FUNNEL_high || place == FUNNEL_very_high)
		return FUNNEL_SIGN_high;
	if (place == FUNNEL_low || place == FUNNEL_very_low)
		return is_silent ? FUNNEL_SIGN_silent : FUNNEL_SIGN_low;
	return FUNNEL_SIGN_within;
}

static struct funnel_dot funnel_dot(const struct funnel_drawing *drawing, size_t i)
{
	const struct funnel_mark *mark = &drawing->funnel->marks[i];
	bool has_limits = drawing->funnel->state == FUNNEL_fine;

	return (struct funnel_dot){ .label = drawing->units[i], .exposure = drawing->exposures[i],
		.rate = mark->rate, .low = has_limits ? mark->low : NAN, .high = has_limits ? mark->high : NAN,
		.outer_low = has_limits ? mark->outer_low : NAN, .outer_high = has_limits ? mark->outer_high : NAN,
		.less_than = NAN, .sign = sign_of(mark->place, drawing->is_silent[i]),
		.is_chosen = drawing->chosen.len && str_equals(drawing->chosen, drawing->units[i]) };
}

static struct str percent(struct arena *arena, double level)
{
	return arena_print(arena, "%.4g %%", level * 100);
}

struct diagram funnel_drawn(struct arena *arena, const struct funnel_drawing *drawing)
{
	struct chart_funnel *funnel = arena_new(arena, struct chart_funnel);
	struct funnel_dot *dots = arena_array(arena, struct funnel_dot, drawing->funnel->count + 1);
	struct funnel_curve *curve = arena_array(arena, struct funnel_curve, drawing->curve_count + 1);
	size_t beyond = 0;

	for (size_t i = 0; i < drawing->funnel->count; i++) {
		dots[i] = funnel_dot(drawing, i);
		beyond += dots[i].sign != FUNNEL_SIGN_within;
	}
	for (size_t i = 0; i < drawing->curve_count; i++)
		curve[i] = (struct funnel_curve){ drawing->curve_exposures[i], drawing->curve[i].low,
			drawing->curve[i].high, drawing->curve[i].outer_low, drawing->curve[i].outer_high };
	*funnel = (struct chart_funnel){ .about = { .id = "funnel", .title = drawing->title,
		.finding = arena_print(arena, plural((int64_t)beyond, "%zu of %zu units is beyond the limits.",
			"%zu of %zu units are beyond the limits."), beyond, drawing->funnel->count),
		.heading = str_of(_("Unit")) },
		.centre = drawing->funnel->state == FUNNEL_fine ? drawing->funnel->rate : NAN,
		.count = drawing->funnel->count, .dots = dots, .curve_count = drawing->curve_count, .curve = curve,
		.rate_words = str_of(_("Rate")), .exposure_words = str_of(_("Exposure")),
		.inner_words = percent(arena, drawing->inner), .outer_words = percent(arena, drawing->outer) };
	return funnel_diagram(funnel);
}

/* ---- Worse, or better reported --------------------------------------------------------------- */

static struct waterfall_part split_part(const char *label, const struct change_part *part)
{
	return (struct waterfall_part){ .label = str_of(label), .effect = part->effect, .low = part->low,
		.high = part->high, .is_judged = true, .verdict = verdict_of_difference(part->low, part->high, 0) };
}

struct diagram split_drawn(struct arena *arena, struct str title, const struct change_split_ask *ask,
                           const struct change_split *found)
{
	struct chart_waterfall *waterfall = arena_new(arena, struct chart_waterfall);
	struct waterfall_part *parts = arena_array(arena, struct waterfall_part, 3);

	parts[0] = split_part(_("Exposure"), &found->exposure);
	parts[1] = split_part(_("What happens per exposure"), &found->rate);
	parts[2] = split_part(_("The share that is reported"), &found->share);
	*waterfall = (struct chart_waterfall){ .about = { .id = "split", .title = title,
		.heading = str_of(_("Part")), .finding = found->is_known
			? str_of(_("The change, part by part; the parts add up to it."))
			: str_of(_("A change from nothing has no parts.")) },
		.before_label = str_of(_("Before")), .after_label = str_of(_("After")),
		.before = ask->before.reports, .after = ask->after.reports,
		.count = found->is_known ? 3 : 0, .parts = parts, .unit = str_of(_("Reports")) };
	return waterfall_diagram(waterfall);
}

/* ---- Estimates --------------------------------------------------------------------------------- */

struct diagram estimates_drawn(struct arena *arena, const struct estimates_drawing *drawing)
{
	struct chart_dots *dots = arena_new(arena, struct chart_dots);
	size_t count = drawing->count < DOTS_MOST ? drawing->count : DOTS_MOST;
	struct dots_row *rows = arena_array(arena, struct dots_row, count + 1);

	for (size_t i = 0; i < count; i++) {
		const struct estimate_row *row = &drawing->rows[i];

		rows[i] = dots_row(row->label);
		rows[i].value = row->value;
		rows[i].low90 = row->low;
		rows[i].high90 = row->high;
		rows[i].before = row->before;
	}
	*dots = (struct chart_dots){ .about = { .id = "estimates", .title = drawing->title,
		.finding = drawing->finding, .heading = drawing->heading,
		.caveat = count < drawing->count ? arena_print(arena, _("The first %zu rows are drawn."), count)
			: S("") },
		.count = count, .rows = rows, .reference = NAN, .unit = drawing->unit,
		.interval_words = drawing->interval_words, .before_words = drawing->before_words };
	return dots_diagram(dots);
}
