/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/tests_charts_fuzz.c - ten thousand charts of nonsense: nothing, one row, noughts, what is
 * not known, very large and very small numbers, long names with markup in them.
 *
 * Each must be well-formed and inside its frame in every form, and quick.
 */
#include "base/json.h"
#include "base/test.h"
#include "formats/chart_band.h"
#include "formats/chart_calendar.h"
#include "formats/chart_control.h"
#include "formats/chart_curve.h"
#include "formats/chart_dots.h"
#include "formats/chart_funnel.h"
#include "formats/chart_multiples.h"
#include "formats/chart_pareto.h"
#include "formats/chart_waterfall.h"
#include "formats/tests_svg.h"

#include <math.h>
#include <string.h>

struct maker { uint64_t state; struct arena *arena; int mood; };

static uint64_t next(struct maker *maker)
{
	uint64_t x = maker->state += 0x9E3779B97F4A7C15u;

	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
	x = (x ^ x >> 27) * 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

static size_t below(struct maker *maker, size_t most)
{
	return most ? (size_t)(next(maker) % most) : 0;
}

static bool often(struct maker *maker)
{
	return below(maker, 4) != 0;
}

/* In some moods all numbers are alike. */
static double number(struct maker *maker)
{
	static const double odd[] = { 0, 1, 4, 1e9, 1e-9, 99999, 0.5, 1e15 };

	switch (maker->mood) {
	case 0: return 0;
	case 1: return NAN;
	case 2: return 1e9;
	case 3: return (double)below(maker, 1000);
	default: break;
	}
	if (below(maker, 6) == 0)
		return NAN;
	return below(maker, 3) ? (double)below(maker, 10000) / 7 : odd[below(maker, COUNT(odd))];
}

static double signed_number(struct maker *maker)
{
	return often(maker) ? number(maker) : -number(maker);
}

static struct str text(struct maker *maker)
{
	static const char *const pieces[] = { "<script>alert(1)</script>", "å&ä", "\"ö'", " ", "x", "]]>", "räddning" };
	struct out out;

	if (below(maker, 5) == 0)
		return S("");
	out_init(&out, maker->arena, 1024);
	for (size_t left = below(maker, 20) ? below(maker, 3) + 1 : 60; left > 0; left--)
		out_z(&out, pieces[below(maker, COUNT(pieces))]);
	return out_str(&out);
}

static size_t rows(struct maker *maker, size_t most)
{
	switch (below(maker, 60)) {
	case 0: return most;
	case 1: case 2: case 3: return 0;
	case 4: case 5: case 6: return 1;
	default: return below(maker, most < 6 ? most : 6);
	}
}

/* Rising; some are not known. */
static void rising(struct maker *maker, double *values, size_t count)
{
	double at = number(maker);

	at = isnan(at) ? 0 : at;
	for (size_t i = 0; i < count; i++) {
		double more = number(maker);

		at += isnan(more) ? 0 : more;
		values[i] = isnan(more) ? NAN : at;
	}
}

static struct diagram_about about(struct maker *maker)
{
	return (struct diagram_about){ .id = "f", .title = text(maker), .finding = text(maker),
		.caveat = text(maker), .source = text(maker), .heading = text(maker),
		.is_judged = often(maker), .verdict = (enum verdict)below(maker, 5), .csv = text(maker) };
}

/* ---- One of each kind ------------------------------------------------------------------------ */

static struct band_period period(struct maker *maker)
{
	struct band_period period = band_period(text(maker));
	double values[5], known[2], late[2];

	rising(maker, values, 5);
	rising(maker, known, 2);
	rising(maker, late, 2);
	period.low90 = values[0];
	period.low50 = values[1];
	period.expected = isnan(values[1]) || isnan(values[3]) ? NAN : values[2];
	period.high50 = values[3];
	period.high90 = values[4];
	period.reported = known[0];
	period.complete = known[1];
	period.complete_low = late[0];
	period.complete_high = late[1];
	period.before = number(maker);
	period.less_than = often(maker) ? NAN : 5;
	period.alarm = often(maker) ? 0 : (int)below(maker, 2000);
	period.break_words = often(maker) ? S("") : text(maker);
	period.short_label = text(maker);
	return period;
}

static struct band_period *some_periods(struct maker *maker, size_t count)
{
	struct band_period *made = arena_array(maker->arena, struct band_period, count + 1);

	for (size_t i = 0; i < count; i++)
		made[i] = period(maker);
	return made;
}

static struct diagram a_band(struct maker *maker)
{
	struct chart_band *band = arena_new(maker->arena, struct chart_band);
	size_t count = rows(maker, 90);

	*band = (struct chart_band){ .about = about(maker), .count = count,
		.periods = some_periods(maker, count), .forecast_count = rows(maker, 20),
		.is_rate = often(maker), .unit = text(maker), .before_name = text(maker) };
	band->forecast = some_periods(maker, band->forecast_count);
	return band_diagram(band);
}

static struct diagram a_funnel(struct maker *maker)
{
	struct chart_funnel *funnel = arena_new(maker->arena, struct chart_funnel);
	size_t count = rows(maker, 60), curve_count = rows(maker, FUNNEL_CURVE_MOST);
	struct funnel_dot *dots = arena_array(maker->arena, struct funnel_dot, count + 1);
	struct funnel_curve *curve = arena_array(maker->arena, struct funnel_curve, curve_count + 1);

	for (size_t i = 0; i < count; i++)
		dots[i] = (struct funnel_dot){ .label = text(maker), .exposure = number(maker),
			.rate = number(maker), .low = number(maker), .high = number(maker),
			.outer_low = number(maker), .outer_high = number(maker),
			.less_than = often(maker) ? NAN : 5, .sign = (enum funnel_sign)below(maker, 4),
			.is_chosen = !often(maker) };
	for (size_t i = 0; i < curve_count; i++)
		curve[i] = (struct funnel_curve){ number(maker), number(maker), number(maker), number(maker),
			number(maker) };
	*funnel = (struct chart_funnel){ .about = about(maker), .centre = number(maker), .count = count,
		.dots = dots, .curve_count = curve_count, .curve = curve, .rate_words = text(maker),
		.exposure_words = text(maker), .inner_words = text(maker), .outer_words = text(maker) };
	return funnel_diagram(funnel);
}

static struct diagram a_waterfall(struct maker *maker)
{
	struct chart_waterfall *waterfall = arena_new(maker->arena, struct chart_waterfall);
	size_t count = rows(maker, WATERFALL_PARTS_MOST);
	struct waterfall_part *parts = arena_array(maker->arena, struct waterfall_part, count + 1);

	for (size_t i = 0; i < count; i++)
		parts[i] = (struct waterfall_part){ .label = text(maker), .effect = signed_number(maker),
			.low = signed_number(maker), .high = signed_number(maker), .is_judged = often(maker),
			.verdict = (enum verdict)below(maker, 5) };
	*waterfall = (struct chart_waterfall){ .about = about(maker), .before = number(maker),
		.after = number(maker), .before_label = text(maker), .after_label = text(maker),
		.count = count, .parts = parts, .unit = text(maker) };
	return waterfall_diagram(waterfall);
}

static struct diagram some_dots(struct maker *maker)
{
	struct chart_dots *dots = arena_new(maker->arena, struct chart_dots);
	size_t count = rows(maker, DOTS_MOST);
	struct dots_row *made = arena_array(maker->arena, struct dots_row, count + 1);

	for (size_t i = 0; i < count; i++)
		made[i] = (struct dots_row){ .label = text(maker), .value = signed_number(maker),
			.low50 = signed_number(maker), .high50 = signed_number(maker),
			.low90 = often(maker) ? signed_number(maker) : -INFINITY,
			.high90 = often(maker) ? signed_number(maker) : INFINITY, .before = signed_number(maker),
			.before_low90 = signed_number(maker), .before_high90 = signed_number(maker),
			.less_than = often(maker) ? NAN : 5, .is_judged = often(maker),
			.verdict = (enum verdict)below(maker, 5) };
	*dots = (struct chart_dots){ .about = about(maker), .count = count, .rows = made,
		.reference = signed_number(maker), .reference_words = text(maker), .is_log = often(maker),
		.unit = text(maker), .before_words = text(maker) };
	return dots_diagram(dots);
}

static struct diagram a_control(struct maker *maker)
{
	struct chart_control *control = arena_new(maker->arena, struct chart_control);
	size_t count = rows(maker, CONTROL_POINTS_MOST);
	struct control_point *points = arena_array(maker->arena, struct control_point, count + 1);

	for (size_t i = 0; i < count; i++)
		points[i] = (struct control_point){ .label = text(maker), .short_label = text(maker),
			.value = signed_number(maker), .centre = signed_number(maker), .low = signed_number(maker),
			.high = signed_number(maker), .rule = (enum control_rule)below(maker, 5),
			.meaning = (enum control_meaning)below(maker, 3),
			.break_words = often(maker) ? S("") : text(maker) };
	*control = (struct chart_control){ .about = about(maker), .count = count, .points = points,
		.target = signed_number(maker), .unit = text(maker), .better_words = text(maker) };
	return control_diagram(control);
}

static struct diagram a_pareto(struct maker *maker)
{
	struct chart_pareto *pareto = arena_new(maker->arena, struct chart_pareto);
	size_t count = rows(maker, PARETO_ROWS_MOST);
	struct pareto_row *made = arena_array(maker->arena, struct pareto_row, count + 1);

	for (size_t i = 0; i < count; i++)
		made[i] = (struct pareto_row){ .label = text(maker), .count = number(maker),
			.share = number(maker), .low90 = number(maker), .high90 = number(maker),
			.sum = number(maker), .sum_low90 = number(maker), .sum_high90 = number(maker),
			.less_than = often(maker) ? NAN : 5, .group = (int)below(maker, 3) };
	*pareto = (struct chart_pareto){ .about = about(maker), .count = count, .rows = made, .unit = text(maker) };
	return pareto_diagram(pareto);
}

static struct diagram a_calendar(struct maker *maker)
{
	struct chart_calendar *calendar = arena_new(maker->arena, struct chart_calendar);
	size_t high = below(maker, 6), wide = below(maker, 12) ? below(maker, 8) : below(maker, 54), count = high * wide;
	struct calendar_cell *cells = arena_array(maker->arena, struct calendar_cell, count + 1);
	struct str *labels = arena_array(maker->arena, struct str, 64);

	for (size_t i = 0; i < 64; i++)
		labels[i] = text(maker);
	for (size_t i = 0; i < count; i++) {
		cells[i] = calendar_cell(number(maker), number(maker), number(maker));
		cells[i].less_than = often(maker) ? NAN : 5;
	}
	*calendar = (struct chart_calendar){ .about = about(maker), .rows = high, .columns = wide,
		.row_labels = labels, .column_labels = labels, .cells = cells, .least = 5,
		.column_heading = text(maker) };
	return calendar_diagram(calendar);
}

static struct diagram a_curve(struct maker *maker)
{
	struct chart_curve *curve = arena_new(maker->arena, struct chart_curve);
	size_t count = rows(maker, 100), marks_count = rows(maker, CURVE_MARKS_MOST);
	struct curve_point *points = arena_array(maker->arena, struct curve_point, count + 1);
	struct curve_mark *marks = arena_array(maker->arena, struct curve_mark, marks_count + 1);

	for (size_t i = 0; i < count; i++)
		points[i] = (struct curve_point){ signed_number(maker), signed_number(maker), number(maker),
			number(maker), number(maker), number(maker) };
	for (size_t i = 0; i < marks_count; i++)
		marks[i] = (struct curve_mark){ signed_number(maker), number(maker), text(maker) };
	*curve = (struct chart_curve){ .about = about(maker), .count = count, .points = points,
		.marks_count = marks_count, .marks = marks, .is_log_x = often(maker), .is_log_y = often(maker),
		.reference = number(maker), .reference_words = text(maker), .x_words = text(maker),
		.y_words = text(maker), .is_stepped = often(maker), .marks_words = text(maker) };
	return curve_diagram(curve);
}

static struct diagram some_multiples(struct maker *maker)
{
	struct chart_multiples *all = arena_new(maker->arena, struct chart_multiples);
	size_t count = rows(maker, 13), many = rows(maker, 7);
	struct multiple *made = arena_array(maker->arena, struct multiple, many + 1);

	for (size_t i = 0; i < many; i++)
		made[i] = (struct multiple){ .label = text(maker), .deviation = number(maker),
			.is_usual = often(maker), .periods = some_periods(maker, count) };
	*all = (struct chart_multiples){ .about = about(maker), .count = count, .multiples_count = many,
		.multiples = made, .period_heading = text(maker), .is_rate = often(maker) };
	return multiples_diagram(all);
}

/* ---- Ten thousand ----------------------------------------------------------------------------- */

static struct diagram (*const makers[])(struct maker *maker) = { a_band, a_funnel, a_waterfall, some_dots,
	a_control, a_pareto, a_calendar, a_curve, some_multiples };

static bool is_well(struct maker *maker, struct diagram diagram)
{
	struct out svg, page, vega, csv;
	struct str problem = S("");
	json_t *spec;
	bool is_well;

	out_init(&svg, maker->arena, 16 << 20);
	out_init(&page, maker->arena, 16 << 20);
	out_init(&vega, maker->arena, 16 << 20);
	out_init(&csv, maker->arena, 16 << 20);
	diagram_svg(&svg, diagram);
	diagram_show(&page, diagram);
	diagram_vega(&vega, diagram);
	diagram_csv(&csv, diagram);
	spec = json_read(maker->arena, out_str(&vega), &problem);
	is_well = spec && svg_is_well_formed(out_str(&page)) && svg_is_inside(out_str(&svg), &problem)
		&& str_find(out_str(&svg), S("<script")) < 0;
	json_decref(spec);
	if (!is_well)
		printf("%.*s\n", STR(problem));
	return is_well;
}

static void charts_make(size_t from, size_t count)
{
	struct arena *arena = arena_open((size_t)512 << 20);

	for (size_t i = from; i < from + count; i++) {
		struct maker maker = { i * 7919, arena, (int)(i / COUNT(makers) % 8) };
		bool is_fine = is_well(&maker, makers[i % COUNT(makers)](&maker));

		if (!is_fine)
			printf("chart %zu of kind %zu\n", i, i % COUNT(makers));
		CHECK(is_fine);
		arena_clear(arena);
	}
	arena_close(arena);
}

TEST(ten_thousand_charts_of_nonsense_are_drawn_well) { charts_make(0, 10000); }
