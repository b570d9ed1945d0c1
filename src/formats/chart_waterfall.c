/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_waterfall.c - see chart_waterfall.h. */
#include "formats/chart_waterfall.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { TOP = 8, ROW = 38, BAR = 18, LABEL_ROOM = 210, WORDS_ROOM = 110 };

struct drawing {
	struct out *out;
	const struct chart_waterfall *waterfall;
	const struct diagram_about *about;
	struct scale across;
};

static void reach(struct scale *scale, double value)
{
	scale->low = known_least(scale->low, value);
	scale->high = known_most(scale->high, value);
}

/* Amounts from 0; an interval may reach below. */
static struct scale scale_make(const struct chart_waterfall *waterfall)
{
	struct scale scale = { 0, 0, LABEL_ROOM, CHART_WIDE - WORDS_ROOM, false };
	double at = waterfall->before;

	reach(&scale, waterfall->before);
	reach(&scale, waterfall->after);
	for (size_t i = 0; i < waterfall->count; i++) {
		const struct waterfall_part *part = &waterfall->parts[i];

		reach(&scale, at + part->low);
		reach(&scale, at + part->high);
		reach(&scale, at + part->effect);
		at += isnan(part->effect) ? 0 : part->effect;
	}
	scale.high = scale_top(scale.high, true);
	return scale;
}

static double row_y(size_t row)
{
	return TOP + (double)row * ROW;
}

static void label_draw(const struct drawing *d, size_t row, struct str label)
{
	svg_label(d->out, LABEL_ROOM - 10, row_y(row) + BAR / 2.0, LABEL_ROOM - 12, 'e', label);
}

/* Words stand right of the bar and of its interval. */
static void words_draw(const struct drawing *d, size_t row, double right, struct str words)
{
	svg_words(d->out, &(struct svg_words){ .class = "", .x = fmin(right + 8, CHART_WIDE - WORDS_ROOM + 8),
		.y = row_y(row) + BAR - 4, .anchor = 's', .room = WORDS_ROOM, .text = words });
}

static void total_draw(const struct drawing *d, size_t row, struct str label, double value)
{
	double zero = scale_at(&d->across, 0), x = scale_at(&d->across, value);

	label_draw(d, row, label);
	svg_box(d->out, "mark c6", zero, row_y(row), x - zero, BAR);
	words_draw(d, row, isnan(x) ? zero : x, isnan(value) ? str_of(_("not known"))
		: tongue_real(d->out->arena, value, value == floor(value) ? 0 : 1));
}

static struct str signed_words(struct arena *arena, const struct waterfall_part *part)
{
	double step = uncertain_step(part->effect, part->low, part->high);
	struct str number = uncertain_number(arena, fabs(part->effect), step);

	if (isnan(part->effect))
		return str_of(_("not known"));
	return arena_print(arena, "%s%.*s", fabs(part->effect) < step / 2 ? "±" : part->effect < 0 ? "−" : "+",
		STR(number));
}

static void part_draw(const struct drawing *d, size_t row, const struct waterfall_part *part, double at)
{
	double from = scale_at(&d->across, at), to = scale_at(&d->across, at + part->effect);
	double low = scale_at(&d->across, at + part->low), high = scale_at(&d->across, at + part->high);
	double y = row_y(row), right = known_most(known_most(from, to), high);

	label_draw(d, row, part->label);
	if (part->effect < 0)
		svg_hatched(d->out, d->about, to, y, from - to, BAR);
	else
		svg_box(d->out, "mark c2", from, y, to - from, BAR);
	svg_line(d->out, "whisker", low, y + BAR + 5, high, y + BAR + 5);
	svg_line(d->out, "whisker", low, y + BAR + 2, low, y + BAR + 8);
	svg_line(d->out, "whisker", high, y + BAR + 2, high, y + BAR + 8);
	svg_dot(d->out, "dot", to, y + BAR + 5, 3);
	words_draw(d, row, right, part->is_judged ? arena_print(d->out->arena, "%.*s  %s",
		STR(signed_words(d->out->arena, part)), verdict_sign(part->verdict))
		: signed_words(d->out->arena, part));
}

/* From where one bar ends, down to where the next begins. */
static void step_draw(const struct drawing *d, size_t row, double at)
{
	double x = scale_at(&d->across, at);

	svg_line(d->out, "edge", x, row_y(row) + BAR, x, row_y(row + 1));
}

static double legend_draw(const struct drawing *d, double bottom)
{
	struct legend legend;

	legend_begin(&legend, bottom + 26);
	legend_add(d->out, d->about, &legend, LEGEND_second, _("Adds"));
	legend_add(d->out, d->about, &legend, LEGEND_hatch, _("Takes away"));
	legend_add(d->out, d->about, &legend, LEGEND_interval, _("90 % interval of the part"));
	return legend_end(&legend);
}

static double waterfall_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	const struct chart_waterfall *waterfall = chart;
	struct drawing d = { out, waterfall, about, { 0 } };
	double at = waterfall->before, bottom = row_y(waterfall->count + 2);

	must(waterfall->count <= WATERFALL_PARTS_MOST);
	d.across = scale_make(waterfall);
	svg_hatch(out, about);
	axis_across(out, &d.across, TOP - 4, bottom);
	total_draw(&d, 0, waterfall->before_label, waterfall->before);
	for (size_t i = 0; i < waterfall->count; i++) {
		step_draw(&d, i, at);
		part_draw(&d, i + 1, &waterfall->parts[i], at);
		at += isnan(waterfall->parts[i].effect) ? 0 : waterfall->parts[i].effect;
		out_char(out, '\n');
	}
	step_draw(&d, waterfall->count, at);
	total_draw(&d, waterfall->count + 1, waterfall->after_label, waterfall->after);
	return legend_draw(&d, bottom);
}

/* ---- The same as a table -------------------------------------------------------------------- */

enum { COLUMN_total, COLUMN_effect, COLUMN_low, COLUMN_high, COLUMN_verdict, COLUMN_from, COLUMN_to,
	COLUMN_reach_low, COLUMN_reach_high };

static const struct twin_column columns[] = {
	[COLUMN_total] = { "total", N_("In all") },
	[COLUMN_effect] = { "effect", N_("Part of the change") },
	[COLUMN_low] = { "low90", N_("90 %, from") },
	[COLUMN_high] = { "high90", N_("90 %, to") },
	[COLUMN_verdict] = { "verdict", N_("Verdict"), .is_text = true },
	[COLUMN_from] = { "from", NULL },
	[COLUMN_to] = { "to", NULL },
	[COLUMN_reach_low] = { "reach_low", NULL },
	[COLUMN_reach_high] = { "reach_high", NULL },
};

static void total_put(struct twin *twin, size_t row, struct str label, double value, struct str link)
{
	twin->labels[row] = label;
	twin_put(twin, row, COLUMN_total, value);
	twin_put(twin, row, COLUMN_from, 0);
	twin_put(twin, row, COLUMN_to, value);
	twin_at(twin, row, COLUMN_total)->link = link;
}

static void part_put(struct twin *twin, size_t row, const struct waterfall_part *part, double at)
{
	twin->labels[row] = part->label;
	twin_put(twin, row, COLUMN_effect, part->effect);
	twin_put(twin, row, COLUMN_low, part->low);
	twin_put(twin, row, COLUMN_high, part->high);
	twin_put(twin, row, COLUMN_from, at);
	twin_put(twin, row, COLUMN_to, at + part->effect);
	twin_put(twin, row, COLUMN_reach_low, at + part->low);
	twin_put(twin, row, COLUMN_reach_high, at + part->high);
	twin_at(twin, row, COLUMN_effect)->link = part->link;
	if (part->is_judged)
		twin_text(twin, row, COLUMN_verdict, str_of(verdict_words(part->verdict)));
}

static void waterfall_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_waterfall *waterfall = chart;
	double at = waterfall->before;

	twin_make(twin, arena, columns, COUNT(columns), waterfall->count + 2);
	if (waterfall->unit.len) {
		twin->names = arena_array(arena, struct str, COUNT(columns));
		twin->names[COLUMN_total] = waterfall->unit;
	}
	total_put(twin, 0, waterfall->before_label, waterfall->before, waterfall->before_link);
	for (size_t i = 0; i < waterfall->count; i++) {
		part_put(twin, i + 1, &waterfall->parts[i], at);
		at += isnan(waterfall->parts[i].effect) ? 0 : waterfall->parts[i].effect;
	}
	total_put(twin, waterfall->count + 1, waterfall->after_label, waterfall->after,
		waterfall->after_link);
}

#define DOWN { "y", "label", "nominal", NULL }
static const struct vega_layer layers[] = {
	{ "{\"type\":\"bar\",\"color\":\"#66707a\"}", "isValid(datum.total)",
	  { DOWN, { "x", "from", "quantitative", NULL }, { "x2", "to", NULL, NULL } } },
	{ "{\"type\":\"bar\",\"color\":\"#b65a00\"}", "isValid(datum.effect) && datum.effect >= 0",
	  { DOWN, { "x", "from", "quantitative", NULL }, { "x2", "to", NULL, NULL } } },
	{ "{\"type\":\"bar\",\"color\":\"#2f5fb3\"}", "isValid(datum.effect) && datum.effect < 0",
	  { DOWN, { "x", "from", "quantitative", NULL }, { "x2", "to", NULL, NULL } } },
	{ "{\"type\":\"rule\"}", "isValid(datum.reach_low)",
	  { DOWN, { "x", "reach_low", "quantitative", NULL }, { "x2", "reach_high", NULL, NULL } } },
};

static const struct diagram_kind kind = { "waterfall", waterfall_draw, waterfall_twin, layers,
	COUNT(layers) };

struct diagram waterfall_diagram(const struct chart_waterfall *waterfall)
{
	return (struct diagram){ &kind, &waterfall->about, waterfall };
}
