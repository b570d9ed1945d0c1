/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_curve.c - see chart_curve.h. */
#include "formats/chart_curve.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { TOP = 26, HIGH = 220 };

struct drawing {
	struct out *out;
	const struct chart_curve *curve;
	struct scale up, across;
	double bottom;
	double *x;
};

static void reach(struct scale *scale, double value)
{
	if (scale->is_log && !(value > 0))
		return;
	scale->low = known_least(scale->low, value);
	scale->high = known_most(scale->high, value);
}

/* Whole tens on a logarithmic axis; 0 belongs to a plain one. */
static void scale_round(struct scale *scale)
{
	if (scale->is_log) {
		scale->low = isnan(scale->low) ? 0.1 : pow(10, floor(log10(scale->low) + 1e-9));
		scale->high = isnan(scale->high) ? 10 : pow(10, ceil(log10(scale->high) - 1e-9));
		if (!(scale->high > scale->low))
			scale->high = scale->low * 10;
		return;
	}
	scale->low = isnan(scale->low) || scale->low >= 0 ? 0 : -scale_top(-scale->low, false);
	scale->high = isnan(scale->high) || scale->high <= 0 ? 0 : scale_top(scale->high, false);
	if (!(scale->high > scale->low))
		scale->high = scale->low + 1;
}

static struct drawing drawing_make(struct out *out, const struct chart_curve *curve)
{
	struct drawing d = { out, curve, { NAN, NAN, TOP + HIGH, TOP, curve->is_log_y },
		{ NAN, NAN, 0, CHART_WIDE - CHART_RIGHT, curve->is_log_x }, TOP + HIGH, NULL };

	must(curve->count <= CURVE_POINTS_MOST);
	must(curve->marks_count <= CURVE_MARKS_MOST);
	reach(&d.up, curve->reference);
	for (size_t i = 0; i < curve->count; i++) {
		reach(&d.across, curve->points[i].x);
		reach(&d.up, curve->points[i].y);
		reach(&d.up, curve->points[i].low90);
		reach(&d.up, curve->points[i].high90);
	}
	for (size_t i = 0; i < curve->marks_count; i++) {
		reach(&d.across, curve->marks[i].x);
		reach(&d.up, curve->marks[i].y);
	}
	scale_round(&d.up);
	scale_round(&d.across);
	d.across.at_low = scale_room(out->arena, &d.up, 5);
	return d;
}

static double place(const struct scale *scale, double value)
{
	return scale->is_log && !(value > 0) ? NAN : scale_at(scale, value);
}

typedef double value_of(const struct curve_point *point);
static double x_of(const struct curve_point *point) { return point->x; }
static double y_of(const struct curve_point *point) { return point->y; }
static double low50_of(const struct curve_point *point) { return point->low50; }
static double high50_of(const struct curve_point *point) { return point->high50; }
static double low90_of(const struct curve_point *point) { return point->low90; }
static double high90_of(const struct curve_point *point) { return point->high90; }

/* How many places a line goes through: in steps, each point but the last stands for two. */
static size_t places_count(const struct chart_curve *curve)
{
	return curve->is_stepped && curve->count ? 2 * curve->count - 1 : curve->count;
}

static double *places(const struct drawing *d, const struct scale *scale, value_of *value)
{
	size_t count = places_count(d->curve), each = d->curve->is_stepped ? 2 : 1;
	double *at = arena_array(d->out->arena, double, count + 1);

	for (size_t i = 0; i < count; i++)      /* across, the second of a point is where the next begins */
		at[i] = place(scale, value(&d->curve->points[(value == x_of ? i + each - 1 : i) / each]));
	return at;
}

/* Where x is not known, there is no area either. */
static double *area_places(const struct drawing *d, value_of *value)
{
	double *at = places(d, &d->up, value);

	for (size_t i = 0; i < places_count(d->curve); i++)
		at[i] = isnan(d->x[i]) ? NAN : at[i];
	return at;
}

static void marks_draw(const struct drawing *d)
{
	for (size_t i = 0; i < d->curve->marks_count; i++) {
		const struct curve_mark *mark = &d->curve->marks[i];
		double x = place(&d->across, mark->x), y = place(&d->up, mark->y);

		svg_dot(d->out, "dot", x, y, 4);
		if (mark->label.len && !isnan(x) && !isnan(y))
			svg_words(d->out, &(struct svg_words){ .class = "", .x = x + 8, .y = y - 6,
				.anchor = 's', .room = 160, .text = mark->label });
	}
}

static struct str axis_words(struct arena *arena, struct str words, bool is_log)
{
	return is_log && words.len ? arena_print(arena, _("%.*s, logarithmic"), STR(words)) : words;
}

static double legend_draw(const struct drawing *d, const struct diagram_about *about)
{
	const struct chart_curve *curve = d->curve;
	bool has_band = false;
	struct legend legend;

	for (size_t i = 0; i < curve->count; i++)
		has_band = has_band || !isnan(curve->points[i].low90);
	legend_begin(&legend, d->bottom + 44);
	legend_add(d->out, about, &legend, LEGEND_line, _("Estimate"));
	if (has_band)
		legend_add(d->out, about, &legend, LEGEND_band, _("Holds it with 50 % and 90 %"));
	if (curve->marks_count)
		legend_add(d->out, about, &legend, LEGEND_dot, curve->marks_words.len
			? str_z(d->out->arena, curve->marks_words) : _("Observed"));
	if (!isnan(curve->reference) && curve->reference_words.len)
		legend_add(d->out, about, &legend, LEGEND_target,
			str_z(d->out->arena, curve->reference_words));
	return legend_end(&legend);
}

static double curve_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	struct drawing d = drawing_make(out, chart);
	const struct chart_curve *curve = d.curve;
	double reference = place(&d.up, curve->reference);

	d.x = places(&d, &d.across, x_of);
	axis_up(out, &d.up, d.across.at_low, d.across.at_high);
	axis_across(out, &d.across, TOP, d.bottom);
	svg_say(out, "note", 2, 14, 's', axis_words(out->arena, curve->y_words, d.up.is_log));
	svg_say(out, "note", d.across.at_high, d.bottom + 34, 'e',
		axis_words(out->arena, curve->x_words, d.across.is_log));
	svg_area(out, "band90", d.x, area_places(&d, low90_of), area_places(&d, high90_of),
		places_count(curve));
	svg_area(out, "band50", d.x, area_places(&d, low50_of), area_places(&d, high50_of),
		places_count(curve));
	svg_line(out, "target", d.across.at_low, reference, d.across.at_high, reference);
	svg_path(out, "line c1", d.x, places(&d, &d.up, y_of), places_count(curve));
	marks_draw(&d);
	return legend_draw(&d, about);
}

/* ---- The same as a table: the curve, then what was observed ----------------------------------- */

enum { COLUMN_x, COLUMN_y, COLUMN_low50, COLUMN_high50, COLUMN_low90, COLUMN_high90, COLUMN_observed };

static const struct twin_column columns[] = {
	[COLUMN_x] = { "x", N_("Across") },
	[COLUMN_y] = { "y", N_("Estimate") },
	[COLUMN_low50] = { "low50", N_("50 %, from") },
	[COLUMN_high50] = { "high50", N_("50 %, to") },
	[COLUMN_low90] = { "low90", N_("90 %, from") },
	[COLUMN_high90] = { "high90", N_("90 %, to") },
	[COLUMN_observed] = { "observed", N_("Observed") },
};

static void point_put(struct twin *twin, size_t i, const struct curve_point *point)
{
	const double values[] = { point->x, point->y, point->low50, point->high50, point->low90, point->high90 };

	twin->labels[i] = arena_print(twin->arena, "%zu", i + 1);
	for (size_t c = 0; c < COUNT(values); c++)
		twin_put(twin, i, c, values[c]);
}

static void curve_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_curve *curve = chart;

	twin_make(twin, arena, columns, COUNT(columns), curve->count + curve->marks_count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_x] = curve->x_words;
	twin->names[COLUMN_y] = curve->y_words;
	twin->names[COLUMN_observed] = curve->marks_words;
	for (size_t i = 0; i < curve->count; i++)
		point_put(twin, i, &curve->points[i]);
	for (size_t i = 0; i < curve->marks_count; i++) {
		const struct curve_mark *mark = &curve->marks[i];

		twin->labels[curve->count + i] = mark->label.len ? mark->label
			: arena_print(arena, "%zu", curve->count + i + 1);
		twin_put(twin, curve->count + i, COLUMN_x, mark->x);
		twin_put(twin, curve->count + i, COLUMN_observed, mark->y);
	}
}

#define ACROSS { "x", "x", "quantitative", NULL }
static const struct vega_layer layers[] = {
	{ "{\"type\":\"area\",\"color\":\"#999\",\"opacity\":0.3}", "isValid(datum.low90)",
	  { ACROSS, { "y", "low90", "quantitative", NULL }, { "y2", "high90", NULL, NULL } } },
	{ "{\"type\":\"area\",\"color\":\"#999\",\"opacity\":0.4}", "isValid(datum.low50)",
	  { ACROSS, { "y", "low50", "quantitative", NULL }, { "y2", "high50", NULL, NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#00746d\"}", "isValid(datum.y)",
	  { ACROSS, { "y", "y", "quantitative", NULL } } },
	{ "{\"type\":\"point\",\"filled\":true}", "isValid(datum.observed)",
	  { ACROSS, { "y", "observed", "quantitative", NULL } } },
};
#define STEP_AFTER "\"interpolate\":\"step-after\""
static const struct vega_layer layers_stepped[] = {
	{ "{\"type\":\"area\"," STEP_AFTER ",\"color\":\"#999\",\"opacity\":0.3}", "isValid(datum.low90)",
	  { ACROSS, { "y", "low90", "quantitative", NULL }, { "y2", "high90", NULL, NULL } } },
	{ "{\"type\":\"area\"," STEP_AFTER ",\"color\":\"#999\",\"opacity\":0.4}", "isValid(datum.low50)",
	  { ACROSS, { "y", "low50", "quantitative", NULL }, { "y2", "high50", NULL, NULL } } },
	{ "{\"type\":\"line\"," STEP_AFTER ",\"color\":\"#00746d\"}", "isValid(datum.y)",
	  { ACROSS, { "y", "y", "quantitative", NULL } } },
	{ "{\"type\":\"point\",\"filled\":true}", "isValid(datum.observed)",
	  { ACROSS, { "y", "observed", "quantitative", NULL } } },
};
#define LOG ",\"scale\":{\"type\":\"log\"}"
#define ACROSS_LOG { "x", "x", "quantitative", LOG }
static const struct vega_layer layers_log[] = {
	{ "{\"type\":\"area\",\"color\":\"#999\",\"opacity\":0.3}", "datum.low90 > 0 && datum.x > 0",
	  { ACROSS_LOG, { "y", "low90", "quantitative", LOG }, { "y2", "high90", NULL, NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#00746d\"}", "datum.y > 0 && datum.x > 0",
	  { ACROSS_LOG, { "y", "y", "quantitative", LOG } } },
	{ "{\"type\":\"point\",\"filled\":true}", "datum.observed > 0 && datum.x > 0",
	  { ACROSS_LOG, { "y", "observed", "quantitative", LOG } } },
};

static const struct diagram_kind ribbon = { "ribbon", curve_draw, curve_twin, layers, COUNT(layers) };
static const struct diagram_kind survival = { "survival", curve_draw, curve_twin, layers_stepped,
	COUNT(layers_stepped) };
static const struct diagram_kind exceedance = { "exceedance", curve_draw, curve_twin, layers_log,
	COUNT(layers_log) };

struct diagram curve_diagram(const struct chart_curve *curve)
{
	const struct diagram_kind *kind = curve->is_stepped ? &survival
		: curve->is_log_x && curve->is_log_y ? &exceedance : &ribbon;

	return (struct diagram){ kind, &curve->about, curve };
}
