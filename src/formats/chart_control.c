/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_control.c - see chart_control.h. */
#include "formats/chart_control.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { BREAK_ROWS = 34, RING_ROWS = 24 };

static const char *const rules[] = { [CONTROL_outside] = N_("outside the limits"),
	[CONTROL_trend] = N_("a run that rises or falls"),
	[CONTROL_near] = N_("2 of 3 near a limit"), [CONTROL_shift] = N_("a run on one side") };

struct drawing {
	struct out *out;
	const struct chart_control *control;
	const struct diagram_about *about;
	struct slots slots;
	struct scale up;
	double top, bottom;
	double *edges, *middles;
};

static bool has_break(const struct chart_control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->points[i].break_words.len)
			return true;
	return false;
}

static bool has_hint(const struct chart_control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->points[i].hint_words.len)
			return true;
	return false;
}

/* From 0; below it only where numbers are. */
static struct scale scale_make(const struct chart_control *control)
{
	struct scale scale = { 0, known_most(0, control->target), 0, 0, false };

	for (size_t i = 0; i < control->count; i++) {
		const struct control_point *point = &control->points[i];
		const double values[] = { point->value, point->centre, point->low, point->high };

		for (size_t k = 0; k < COUNT(values); k++) {
			scale.low = known_least(scale.low, values[k]);
			scale.high = known_most(scale.high, values[k]);
		}
	}
	scale.low = scale.low < 0 ? -scale_top(-scale.low, false) : 0;
	scale.high = scale_top(scale.high, false);
	return scale;
}

static struct drawing drawing_make(struct out *out, const struct diagram_about *about,
                                   const struct chart_control *control)
{
	struct drawing d = { .out = out, .control = control, .about = about, .up = scale_make(control) };

	must(control->count <= CONTROL_POINTS_MOST);
	d.top = 12 + RING_ROWS + (has_break(control) || has_hint(control) ? BREAK_ROWS : 0);
	d.bottom = d.top + CHART_HIGH;
	d.up.at_low = d.bottom;
	d.up.at_high = d.top;
	d.slots.left = scale_room(out->arena, &d.up, 5);
	d.slots.count = control->count;
	d.slots.wide = (CHART_WIDE - CHART_RIGHT - d.slots.left) / (double)(control->count ? control->count : 1);
	d.edges = arena_array(out->arena, double, control->count + 1);
	d.middles = arena_array(out->arena, double, control->count + 1);
	for (size_t i = 0; i <= control->count; i++)
		d.edges[i] = d.slots.left + (double)i * d.slots.wide;
	for (size_t i = 0; i < control->count; i++)
		d.middles[i] = slot_middle(&d.slots, i);
	return d;
}

typedef double value_of(const struct control_point *point);
static double value_at(const struct control_point *point) { return point->value; }
static double centre_at(const struct control_point *point) { return point->centre; }
static double low_at(const struct control_point *point) { return point->low; }
static double high_at(const struct control_point *point) { return point->high; }

static void line_draw(const struct drawing *d, const char *class, value_of *value)
{
	double *y = arena_array(d->out->arena, double, d->control->count + 1);

	for (size_t i = 0; i < d->control->count; i++)
		y[i] = scale_at(&d->up, value(&d->control->points[i]));
	svg_path(d->out, class, d->middles, y, d->control->count);
}

/* A limit belongs to its point, and ends where limits begin anew. */
static void limit_draw(const struct drawing *d, const char *class, value_of *value)
{
	const struct chart_control *control = d->control;
	double *x = arena_array(d->out->arena, double, control->count * 3 + 1);
	double *y = arena_array(d->out->arena, double, control->count * 3 + 1);
	size_t n = 0;

	for (size_t i = 0; i < control->count; i++) {
		if (control->points[i].break_words.len) {
			x[n] = d->edges[i];
			y[n++] = NAN;
		}
		for (size_t side = 0; side < 2; side++) {
			x[n] = d->edges[i + side];
			y[n++] = scale_at(&d->up, value(&control->points[i]));
		}
	}
	svg_path(d->out, class, x, y, n);
}

static void points_draw(const struct drawing *d)
{
	struct rings rings = { 0 };

	for (size_t i = 0; i < d->control->count; i++) {
		const struct control_point *point = &d->control->points[i];
		double y = scale_at(&d->up, point->value);

		if (point->rule && point->meaning == CONTROL_worse)
			svg_box(d->out, "mark c2", d->middles[i] - 4.5, y - 4.5, 9, 9);
		else
			svg_dot(d->out, point->rule && point->meaning == CONTROL_better ? "hollow" : "dot",
				d->middles[i], y, point->rule ? 4.5 : 3);
		if (point->rule && !isnan(y))
			ring_show(d->out, &rings, d->middles[i], y, d->top - RING_ROWS + 2, (int)point->rule);
	}
}

static void breaks_draw(const struct drawing *d)
{
	double taken = -1, top = d->top - RING_ROWS;

	for (size_t i = 0; i < d->control->count; i++) {
		struct str words = d->control->points[i].break_words;
		bool is_free = d->edges[i] > taken;

		if (!words.len)
			continue;
		break_show(d->out, d->edges[i], top - 4, d->bottom, top - 10, is_free ? words : S(""));
		if (is_free)
			taken = d->edges[i] + fmin(letters_wide(words), 26 * LETTER_WIDE) + 8;
	}
}

/* Words stand beside the line, unless those of one before reach so far; the table has them all. */
static void hints_draw(const struct drawing *d)
{
	enum { ROOM = 54 * LETTER_WIDE };
	double taken = -1, top = d->top - RING_ROWS;

	for (size_t i = 0; i < d->control->count; i++) {
		struct str words = d->control->points[i].hint_words;
		double wide = fmin(letters_wide(words), ROOM), x = fmin(d->edges[i], CHART_WIDE - wide);

		if (!words.len)
			continue;
		svg_line(d->out, "target", d->edges[i], top - 4, d->edges[i], d->bottom);
		if (has_break(d->control) || x <= taken)
			continue;
		svg_words(d->out, &(struct svg_words){ .class = "note", .x = x, .y = top - 10, .anchor = 's',
			.room = ROOM, .text = words });
		taken = x + wide + 8;
	}
}

/* ---- What the signs mean --------------------------------------------------------------------- */

static bool has_rule(const struct chart_control *control, enum control_rule rule)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->points[i].rule == rule)
			return true;
	return false;
}

static bool has_centre(const struct chart_control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (!isnan(control->points[i].centre))
			return true;
	return false;
}

static bool has_limits(const struct chart_control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (!isnan(control->points[i].low) || !isnan(control->points[i].high))
			return true;
	return false;
}

static bool means(const struct chart_control *control, enum control_meaning meaning)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->points[i].meaning == meaning && control->points[i].rule)
			return true;
	return false;
}

static double legend_draw(const struct drawing *d)
{
	const struct chart_control *control = d->control;
	struct arena *arena = d->out->arena;
	struct legend legend;

	legend_begin(&legend, d->bottom + 28);
	if (has_centre(control) && (has_limits(control) || control->centre_words.len))
		legend_add(d->out, d->about, &legend, LEGEND_expected,
			control->centre_words.len ? str_z(arena, control->centre_words) : _("Centre"));
	if (has_limits(control))
		legend_add(d->out, d->about, &legend, LEGEND_limit, _("Chance alone seldom goes beyond"));
	if (!isnan(control->target))
		legend_add(d->out, d->about, &legend, LEGEND_target, _("Target"));
	for (enum control_rule rule = CONTROL_outside; rule <= CONTROL_shift; rule++)
		if (has_rule(control, rule))
			legend_add(d->out, d->about, &legend, LEGEND_ring, str_z(arena,
				arena_print(arena, "%d: %s", (int)rule, _(rules[rule]))));
	if (means(control, CONTROL_worse))
		legend_add(d->out, d->about, &legend, LEGEND_second, _("Worse"));
	if (means(control, CONTROL_better))
		legend_add(d->out, d->about, &legend, LEGEND_empty, _("Better"));
	if (has_break(control))
		legend_add(d->out, d->about, &legend, LEGEND_break, _("Limits begin anew"));
	if (has_hint(control))
		legend_add(d->out, d->about, &legend, LEGEND_target, _("The level changed about then (suggested)"));
	if (control->better_words.len)
		legend_add(d->out, d->about, &legend, LEGEND_nothing, str_z(arena, control->better_words));
	return legend_end(&legend);
}

static double control_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	struct drawing d = drawing_make(out, about, chart);
	struct str *names = arena_array(out->arena, struct str, d.control->count + 1);
	double target = scale_at(&d.up, d.control->target);

	for (size_t i = 0; i < d.control->count; i++)
		names[i] = d.control->points[i].short_label.len ? d.control->points[i].short_label
			: d.control->points[i].label;
	axis_up(out, &d.up, d.slots.left, CHART_WIDE - CHART_RIGHT);
	svg_say(out, "note", 2, 12, 's', d.control->unit);
	limit_draw(&d, "expected", centre_at);
	limit_draw(&d, "limit", low_at);
	limit_draw(&d, "limit", high_at);
	svg_line(out, "target", d.slots.left, target, CHART_WIDE - CHART_RIGHT, target);
	line_draw(&d, "edge", value_at);
	breaks_draw(&d);
	hints_draw(&d);
	points_draw(&d);
	out_char(out, '\n');
	slots_name(out, &d.slots, d.bottom + 18, names);
	return legend_draw(&d);
}

/* ---- The same as a table -------------------------------------------------------------------- */

enum { COLUMN_value, COLUMN_centre, COLUMN_low, COLUMN_high, COLUMN_rule, COLUMN_rule_words,
	COLUMN_meaning, COLUMN_break, COLUMN_hint };

static const struct twin_column columns[] = {
	[COLUMN_value] = { "value", N_("Value") },
	[COLUMN_centre] = { "centre", N_("Centre") },
	[COLUMN_low] = { "low", N_("Limit, from") },
	[COLUMN_high] = { "high", N_("Limit, to") },
	[COLUMN_rule] = { "rule", NULL },
	[COLUMN_rule_words] = { "signal", N_("More than chance"), .is_text = true },
	[COLUMN_meaning] = { "meaning", N_("Means"), .is_text = true },
	[COLUMN_break] = { "break", N_("Break before"), .is_text = true },
	[COLUMN_hint] = { "suggested", N_("Suggested before"), .is_text = true },
};

static void control_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	static const char *const meanings[] = { "", N_("Better"), N_("Worse") };
	const struct chart_control *control = chart;

	twin_make(twin, arena, columns, COUNT(columns), control->count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_value] = control->unit;
	twin->names[COLUMN_centre] = control->centre_words;
	for (size_t i = 0; i < control->count; i++) {
		const struct control_point *point = &control->points[i];

		twin->labels[i] = point->label;
		twin_put(twin, i, COLUMN_value, point->value);
		twin_at(twin, i, COLUMN_value)->link = point->link;
		twin_put(twin, i, COLUMN_centre, point->centre);
		twin_put(twin, i, COLUMN_low, point->low);
		twin_put(twin, i, COLUMN_high, point->high);
		twin_text(twin, i, COLUMN_break, point->break_words);
		twin_text(twin, i, COLUMN_hint, point->hint_words);
		if (!point->rule)
			continue;
		twin_put(twin, i, COLUMN_rule, point->rule);
		twin_text(twin, i, COLUMN_rule_words, str_of(_(rules[point->rule])));
		twin_text(twin, i, COLUMN_meaning, str_of(_(meanings[point->meaning])));
	}
}

#define OVER_TIME { "x", "label", "ordinal", NULL }
#define LINE(field, mark) { mark, NULL, { OVER_TIME, { "y", field, "quantitative", NULL } } }
static const struct vega_layer layers[] = {
	LINE("centre", "{\"type\":\"line\",\"interpolate\":\"step\",\"color\":\"#1b1d1f\"}"),
	LINE("low", "{\"type\":\"line\",\"interpolate\":\"step\",\"color\":\"#b3001b\",\"strokeDash\":[6,4]}"),
	LINE("high", "{\"type\":\"line\",\"interpolate\":\"step\",\"color\":\"#b3001b\",\"strokeDash\":[6,4]}"),
	LINE("value", "{\"type\":\"line\",\"point\":true,\"color\":\"#00746d\"}"),
	{ "{\"type\":\"text\",\"dy\":-12,\"fontWeight\":\"bold\"}", "isValid(datum.rule)",
	  { OVER_TIME, { "y", "value", "quantitative", NULL }, { "text", "rule", "quantitative", NULL } } },
};

static const struct diagram_kind kind = { "control", control_draw, control_twin, layers, COUNT(layers) };

struct diagram control_diagram(const struct chart_control *control)
{
	return (struct diagram){ &kind, &control->about, control };
}
