/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_dots.c - see chart_dots.h. */
#include "formats/chart_dots.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

/* A name and its number stand above what is drawn of them, in the part of the drawing that a
 * phone shows without scrolling. */
enum { TOP = 18, ROW = 46, SIDE = 12, HEAD_LEFT = SIDE + 5, HEAD_RIGHT = 284, GAP = 8, HEAD_FOOT = 17, BELOW_HEAD = 32 };

struct drawing {
	struct out *out;
	const struct chart_dots *dots;
	const struct diagram_about *about;
	struct scale across;
	double bottom;
};

struct dots_row dots_row(struct str label)
{
	return (struct dots_row){ .label = label, .value = NAN, .low50 = NAN, .high50 = NAN, .low90 = NAN,
		.high90 = NAN, .before = NAN, .before_low90 = NAN, .before_high90 = NAN, .less_than = NAN };
}

static bool is_shown(const struct dots_row *row)
{
	return isnan(row->less_than);
}

static void reach(const struct chart_dots *dots, struct scale *scale, double value)
{
	if (dots->is_log && !(value > 0))
		return;
	scale->low = known_least(scale->low, value);
	scale->high = known_most(scale->high, value);
}

static void row_reach(const struct chart_dots *dots, struct scale *scale, const struct dots_row *row)
{
	const double values[] = { row->value, row->low90, row->high90, row->low50, row->high50,
		row->before, row->before_low90, row->before_high90 };

	for (size_t i = 0; i < COUNT(values) && is_shown(row); i++)
		reach(dots, scale, values[i]);
}

/* A logarithmic axis has a little air; one of amounts begins at 0. */
static void scale_round(const struct chart_dots *dots, struct scale *scale)
{
	double steps[STEPS_MOST], step;
	size_t count;

	if (!dots->is_log) {
		scale->low = fmin(isnan(scale->low) ? 0 : scale->low, 0);
		scale->high = fmax(isnan(scale->high) ? 1 : scale->high, 0);
		if (!(scale->high > scale->low))
			scale->high = scale->low + 1;
		count = scale_steps(scale, 5, steps);
		step = count > 1 ? steps[1] - steps[0] : 1;
		scale->low = floor(scale->low / step + 1e-9) * step;
		scale->high = ceil(scale->high / step - 1e-9) * step;
		return;
	}
	scale->low = isnan(scale->low) ? 0.1 : scale->low / 1.1;
	scale->high = isnan(scale->high) ? 10 : scale->high * 1.1;
}

static struct drawing drawing_make(struct out *out, const struct diagram_about *about,
                                   const struct chart_dots *dots)
{
	struct drawing d = { out, dots, about,
		{ NAN, NAN, SIDE, CHART_WIDE - SIDE, dots->is_log }, 0 };

	must(dots->count <= DOTS_MOST);
	d.bottom = TOP + (double)dots->count * ROW;
	reach(dots, &d.across, dots->reference);
	for (size_t i = 0; i < dots->count; i++)
		row_reach(dots, &d.across, &dots->rows[i]);
	scale_round(dots, &d.across);
	return d;
}

static struct str value_words(struct arena *arena, const struct chart_dots *dots, const struct dots_row *row)
{
	struct str words;

	if (!is_shown(row))
		return hidden_words(arena, row->less_than);
	if (isnan(row->value))
		return str_of(_("not known"));
	words = dots->is_log && !isnan(row->low90) && !isnan(row->high90)
		? uncertain_ratio(arena, row->value, row->low90, row->high90)
		: isfinite(row->low90) && isfinite(row->high90)
		? uncertain_estimate(arena, row->value, row->low90, row->high90)
		: uncertain_number(arena, row->value, uncertain_step(row->value, NAN, NAN));
	return row->is_judged ? arena_print(arena, "%.*s %s", STR(words), verdict_sign(row->verdict)) : words;
}

static void before_draw(const struct drawing *d, const struct dots_row *row, double y)
{
	struct interval before = { row->before, NAN, NAN, row->before_low90, row->before_high90 };

	if (!isnan(row->before))
		interval_across(d->out, &d->across, &before, y, true);
}

static void head_draw(const struct drawing *d, const struct dots_row *row, double top)
{
	struct str words = value_words(d->out->arena, d->dots, row);
	double wide = fmin(letters_wide(words), 0.6 * (HEAD_RIGHT - HEAD_LEFT));

	svg_words(d->out, &(struct svg_words){ .class = "", .x = HEAD_LEFT, .y = top + HEAD_FOOT, .anchor = 's',
		.room = HEAD_RIGHT - HEAD_LEFT - GAP - wide, .text = row->label });
	svg_words(d->out, &(struct svg_words){ .class = "", .x = HEAD_RIGHT, .y = top + HEAD_FOOT, .anchor = 'e',
		.room = wide + GAP, .text = words });
}

static void row_draw(const struct drawing *d, const struct dots_row *row, size_t i)
{
	double top = TOP + (double)i * ROW, y = top + BELOW_HEAD;
	struct interval now = { row->value, row->low50, row->high50, row->low90, row->high90 };

	head_draw(d, row, top);
	if (is_shown(row)) {
		interval_across(d->out, &d->across, &now, y - (isnan(row->before) ? 0 : 5), false);
		before_draw(d, row, y + 7);
	}
	out_char(d->out, '\n');
}

static bool has_half(const struct chart_dots *dots)
{
	for (size_t i = 0; i < dots->count; i++)
		if (is_shown(&dots->rows[i]) && !isnan(dots->rows[i].low50))
			return true;
	return false;
}

static bool has_before(const struct chart_dots *dots)
{
	for (size_t i = 0; i < dots->count; i++)
		if (is_shown(&dots->rows[i]) && !isnan(dots->rows[i].before))
			return true;
	return false;
}

static double legend_draw(const struct drawing *d)
{
	const struct chart_dots *dots = d->dots;
	struct arena *arena = d->out->arena;
	struct legend legend;

	legend_begin(&legend, d->bottom + (dots->unit.len ? 42 : 26));
	legend_add(d->out, d->about, &legend, LEGEND_interval, has_half(dots)
		? _("Estimate; holds it with 50 % (thick) and 90 % (thin)")
		: dots->interval_words.len ? str_z(arena, dots->interval_words)
		: _("Estimate; holds it with 90 %"));
	if (has_before(dots))
		legend_add(d->out, d->about, &legend, LEGEND_hollow, dots->before_words.len
			? str_z(arena, dots->before_words) : _("The round before"));
	if (!isnan(dots->reference) && dots->reference_words.len)
		legend_add(d->out, d->about, &legend, LEGEND_target, str_z(arena, dots->reference_words));
	return legend_end(&legend);
}

static double dots_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	struct drawing d = drawing_make(out, about, chart);
	double x = scale_at(&d.across, d.dots->reference);
	struct str unit = d.dots->unit;

	axis_across(out, &d.across, TOP - 6, d.bottom);
	svg_line(out, "target", x, TOP - 6, x, d.bottom);
	if (unit.len)
		svg_say(out, "note", d.across.at_high, d.bottom + 33, 'e', d.dots->is_log
			? arena_print(out->arena, _("%.*s, logarithmic"), STR(unit)) : unit);
	for (size_t i = 0; i < d.dots->count; i++)
		row_draw(&d, &d.dots->rows[i], i);
	return legend_draw(&d);
}

/* ---- The same as a table -------------------------------------------------------------------- */

enum { COLUMN_value, COLUMN_low50, COLUMN_high50, COLUMN_low90, COLUMN_high90, COLUMN_before,
	COLUMN_before_low90, COLUMN_before_high90, COLUMN_verdict };

static const struct twin_column columns[] = {
	[COLUMN_value] = { "value", N_("Estimate") },
	[COLUMN_low50] = { "low50", N_("50 %, from") },
	[COLUMN_high50] = { "high50", N_("50 %, to") },
	[COLUMN_low90] = { "low90", N_("Interval, from") },
	[COLUMN_high90] = { "high90", N_("Interval, to") },
	[COLUMN_before] = { "before", N_("The round before") },
	[COLUMN_before_low90] = { "before_low90", N_("Then, from") },
	[COLUMN_before_high90] = { "before_high90", N_("Then, to") },
	[COLUMN_verdict] = { "verdict", N_("Verdict"), .is_text = true },
};

static void row_put(struct twin *twin, const struct chart_dots *dots, size_t i, const struct dots_row *row)
{
	twin->labels[i] = row->label;
	twin_at(twin, i, COLUMN_value)->link = row->link;
	if (!is_shown(row)) {
		twin_text(twin, i, COLUMN_value, value_words(twin->arena, dots, row));
		return;
	}
	twin_put(twin, i, COLUMN_value, row->value);
	twin_put(twin, i, COLUMN_low50, row->low50);
	twin_put(twin, i, COLUMN_high50, row->high50);
	twin_put(twin, i, COLUMN_low90, row->low90);
	twin_put(twin, i, COLUMN_high90, row->high90);
	twin_put(twin, i, COLUMN_before, row->before);
	twin_put(twin, i, COLUMN_before_low90, row->before_low90);
	twin_put(twin, i, COLUMN_before_high90, row->before_high90);
	if (row->is_judged)
		twin_text(twin, i, COLUMN_verdict, str_of(verdict_words(row->verdict)));
}

static void dots_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_dots *dots = chart;

	twin_make(twin, arena, columns, COUNT(columns), dots->count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_value] = dots->unit;
	twin->names[COLUMN_before] = dots->before_words;
	for (size_t i = 0; i < dots->count; i++)
		row_put(twin, dots, i, &dots->rows[i]);
}

#define DOWN { "y", "label", "nominal", NULL }
static const struct vega_layer layers[] = {
	{ "{\"type\":\"rule\"}", "isValid(datum.low90)",
	  { DOWN, { "x", "low90", "quantitative", NULL }, { "x2", "high90", NULL, NULL } } },
	{ "{\"type\":\"rule\",\"strokeWidth\":4}", "isValid(datum.low50)",
	  { DOWN, { "x", "low50", "quantitative", NULL }, { "x2", "high50", NULL, NULL } } },
	{ "{\"type\":\"point\",\"filled\":true,\"size\":60}", NULL,
	  { DOWN, { "x", "value", "quantitative", NULL } } },
	{ "{\"type\":\"point\",\"filled\":false,\"size\":60}", "isValid(datum.before)",
	  { DOWN, { "x", "before", "quantitative", NULL } } },
};

static const struct diagram_kind kind = { "dots", dots_draw, dots_twin, layers, COUNT(layers) };

struct diagram dots_diagram(const struct chart_dots *dots)
{
	return (struct diagram){ &kind, &dots->about, dots };
}
