/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_funnel.c - see chart_funnel.h. */
#include "formats/chart_funnel.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { TOP = 26, NAMES_MOST = 12 };

struct drawing {
	struct out *out;
	const struct chart_funnel *funnel;
	const struct diagram_about *about;
	struct scale up, across;
	double bottom;
	size_t named;                   /* boxes of names, so that none covers another */
	struct { double x, y, wide; } names[NAMES_MOST];
};

static bool is_drawn(const struct funnel_dot *dot)
{
	return isnan(dot->less_than) && isfinite(dot->rate) && isfinite(dot->exposure);
}

static struct drawing drawing_make(struct out *out, const struct diagram_about *about,
                                   const struct chart_funnel *funnel)
{
	struct drawing d = { .out = out, .funnel = funnel, .about = about, .bottom = TOP + CHART_HIGH + 40 };
	double rate = known_most(0, funnel->centre), exposure = 0, left;

	must(funnel->curve_count <= FUNNEL_CURVE_MOST);
	for (size_t i = 0; i < funnel->count; i++)
		if (is_drawn(&funnel->dots[i])) {
			rate = known_most(rate, funnel->dots[i].rate);
			exposure = known_most(exposure, funnel->dots[i].exposure);
		}
	/* The limits of the smallest are wide; they may leave the drawing. */
	if (isfinite(funnel->centre))
		rate = fmax(rate, 2 * funnel->centre);
	for (size_t i = 0; i < funnel->curve_count; i++)
		exposure = known_most(exposure, funnel->curve[i].exposure);
	d.up = (struct scale){ 0, scale_top(rate, false), d.bottom, TOP, false };
	left = scale_room(out->arena, &d.up, 5);
	d.across = (struct scale){ 0, scale_top(exposure, true), left, CHART_WIDE - CHART_RIGHT, false };
	return d;
}

/* ---- Limits --------------------------------------------------------------------------------- */

typedef double limit_of(const struct funnel_curve *point);
static double low_of(const struct funnel_curve *point) { return point->low; }
static double high_of(const struct funnel_curve *point) { return point->high; }
static double outer_low_of(const struct funnel_curve *point) { return point->outer_low; }
static double outer_high_of(const struct funnel_curve *point) { return point->outer_high; }

/* Where a limit is above the drawing it is not drawn along its edge. */
static void limit_draw(const struct drawing *d, const char *class, limit_of *limit)
{
	const struct chart_funnel *funnel = d->funnel;
	double *x = arena_array(d->out->arena, double, funnel->curve_count + 1);
	double *y = arena_array(d->out->arena, double, funnel->curve_count + 1);

	for (size_t i = 0; i < funnel->curve_count; i++) {
		double value = limit(&funnel->curve[i]);

		x[i] = scale_at(&d->across, funnel->curve[i].exposure);
		y[i] = value > d->up.high ? NAN : scale_at(&d->up, value);
	}
	svg_path(d->out, class, x, y, funnel->curve_count);
}

static void limits_draw(const struct drawing *d)
{
	const struct chart_funnel *funnel = d->funnel;
	double y = scale_at(&d->up, funnel->centre);

	svg_line(d->out, "expected", d->across.at_low, y, d->across.at_high, y);
	limit_draw(d, "edge", low_of);
	limit_draw(d, "edge", high_of);
	limit_draw(d, "limit", outer_low_of);
	limit_draw(d, "limit", outer_high_of);
}

/* ---- Units ---------------------------------------------------------------------------------- */

static bool is_free(const struct drawing *d, double x, double y, double wide)
{
	for (size_t i = 0; i < d->named; i++)
		if (fabs(d->names[i].y - y) < 15 && x < d->names[i].x + d->names[i].wide
		    && d->names[i].x < x + wide)
			return false;
	return y > TOP && y < d->bottom - 2;
}

static struct str name_of(struct arena *arena, const struct funnel_dot *dot)
{
	if (dot->sign == FUNNEL_SIGN_silent)
		return arena_print(arena, _("%.*s, silence?"), STR(dot->label));
	return dot->label;
}

/* The name stands right of the dot, left of it near the edge, above or below when taken. */
static void name_draw(struct drawing *d, const struct funnel_dot *dot, double x, double y)
{
	enum { NAME_WIDEST = 22 * LETTER_WIDE };
	static const double shifts[] = { 4, -10, 18, -24, 32 };
	struct str name = name_of(d->out->arena, dot);
	double wide = fmin(letters_wide(name), NAME_WIDEST);
	bool is_right = x + 10 + wide < CHART_WIDE;
	double left = is_right ? x + 10 : fmax(x - 10 - wide, 0);

	for (size_t i = 0; i < COUNT(shifts) && d->named < NAMES_MOST; i++) {
		if (!is_free(d, left, y + shifts[i], wide))
			continue;
		svg_words(d->out, &(struct svg_words){ .class = "", .x = is_right ? left : left + wide,
			.y = y + shifts[i], .anchor = is_right ? 's' : 'e', .room = NAME_WIDEST,
			.text = name });
		d->names[d->named].x = left;
		d->names[d->named].y = y + shifts[i];
		d->names[d->named++].wide = wide;
		return;
	}
}

static void dot_draw(const struct drawing *d, const struct funnel_dot *dot)
{
	double x = scale_at(&d->across, dot->exposure), y = scale_at(&d->up, dot->rate);

	if (dot->is_chosen)
		svg_dot(d->out, "chosen", x, y, 7);
	else if (dot->sign == FUNNEL_SIGN_low || dot->sign == FUNNEL_SIGN_silent)
		svg_dot(d->out, "hollow", x, y, 5);
	else
		svg_dot(d->out, dot->sign == FUNNEL_SIGN_high ? "mark c2" : "mark c1", x, y,
			dot->sign == FUNNEL_SIGN_high ? 6 : 4);
}

static void dots_draw(struct drawing *d)
{
	for (size_t i = 0; i < d->funnel->count; i++)
		if (is_drawn(&d->funnel->dots[i]))
			dot_draw(d, &d->funnel->dots[i]);
	out_char(d->out, '\n');
	for (int is_other = 0; is_other < 2; is_other++)        /* the chosen one is named first */
		for (size_t i = 0; i < d->funnel->count; i++) {
			const struct funnel_dot *dot = &d->funnel->dots[i];

			if (is_drawn(dot) && dot->is_chosen != is_other
			    && (dot->is_chosen || dot->sign != FUNNEL_SIGN_within))
				name_draw(d, dot, scale_at(&d->across, dot->exposure),
					scale_at(&d->up, dot->rate));
		}
}

/* ---- Words ---------------------------------------------------------------------------------- */

static bool has_sign(const struct chart_funnel *funnel, enum funnel_sign sign)
{
	for (size_t i = 0; i < funnel->count; i++)
		if (funnel->dots[i].sign == sign && is_drawn(&funnel->dots[i]))
			return true;
	return false;
}

static bool has_chosen(const struct chart_funnel *funnel)
{
	for (size_t i = 0; i < funnel->count; i++)
		if (funnel->dots[i].is_chosen && is_drawn(&funnel->dots[i]))
			return true;
	return false;
}

static const char *limit_words(struct arena *arena, struct str level)
{
	return str_z(arena, arena_print(arena, _("%.*s of units would be within by chance"), STR(level)));
}

static double legend_draw(const struct drawing *d)
{
	struct arena *arena = d->out->arena;
	const struct chart_funnel *funnel = d->funnel;
	bool has_limits = funnel->curve_count > 0;
	struct legend legend;
	const struct { bool is_there; enum legend_sign sign; const char *words; } rows[] = {
		{ isfinite(funnel->centre), LEGEND_expected, _("All together") },
		{ has_limits, LEGEND_outer, limit_words(arena, funnel->inner_words) },
		{ has_limits, LEGEND_limit, limit_words(arena, funnel->outer_words) },
		{ has_sign(funnel, FUNNEL_SIGN_high), LEGEND_second, _("Above the limits") },
		{ has_sign(funnel, FUNNEL_SIGN_low) || has_sign(funnel, FUNNEL_SIGN_silent),
		  LEGEND_empty, _("Below the limits") },
		{ has_chosen(funnel), LEGEND_chosen, _("The unit chosen") },
	};

	legend_begin(&legend, d->bottom + 46);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].is_there)
			legend_add(d->out, d->about, &legend, rows[i].sign, rows[i].words);
	return legend_end(&legend);
}

static double funnel_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	struct drawing d = drawing_make(out, about, chart);

	axis_up(out, &d.up, d.across.at_low, d.across.at_high);
	axis_across(out, &d.across, d.bottom, d.bottom);
	svg_say(out, "note", 2, 14, 's', d.funnel->rate_words);
	svg_say(out, "note", d.across.at_high, d.bottom + 36, 'e', d.funnel->exposure_words);
	limits_draw(&d);
	dots_draw(&d);
	return legend_draw(&d);
}

/* ---- The same as a table -------------------------------------------------------------------- */

enum { COLUMN_exposure, COLUMN_rate, COLUMN_low, COLUMN_high, COLUMN_outer_low, COLUMN_outer_high,
	COLUMN_place, COLUMN_chosen };

static const struct twin_column columns[] = {
	[COLUMN_exposure] = { "exposure", N_("Exposure") },
	[COLUMN_rate] = { "rate", N_("Rate") },
	[COLUMN_low] = { "low", N_("Inner limit, from") },
	[COLUMN_high] = { "high", N_("Inner limit, to") },
	[COLUMN_outer_low] = { "outer_low", N_("Outer limit, from") },
	[COLUMN_outer_high] = { "outer_high", N_("Outer limit, to") },
	[COLUMN_place] = { "place", N_("Beside the others"), .is_text = true },
	[COLUMN_chosen] = { "chosen", NULL },
};

static const char *const places[] = { [FUNNEL_SIGN_within] = N_("within the limits"),
	[FUNNEL_SIGN_high] = N_("above the limits"), [FUNNEL_SIGN_low] = N_("below the limits"),
	[FUNNEL_SIGN_silent] = N_("below the limits; silence?") };

static void dot_put(struct twin *twin, size_t row, const struct funnel_dot *dot)
{
	twin->labels[row] = dot->label;
	twin_put(twin, row, COLUMN_exposure, dot->exposure);
	twin_at(twin, row, COLUMN_rate)->link = dot->link;
	if (!isnan(dot->less_than)) {
		twin_text(twin, row, COLUMN_rate, hidden_words(twin->arena, dot->less_than));
		return;
	}
	twin_put(twin, row, COLUMN_rate, dot->rate);
	twin_put(twin, row, COLUMN_low, dot->low);
	twin_put(twin, row, COLUMN_high, dot->high);
	twin_put(twin, row, COLUMN_outer_low, dot->outer_low);
	twin_put(twin, row, COLUMN_outer_high, dot->outer_high);
	if (!isnan(dot->low) && !isnan(dot->high) && !isnan(dot->rate))
		twin_text(twin, row, COLUMN_place, str_of(_(places[dot->sign])));
	twin_put(twin, row, COLUMN_chosen, dot->is_chosen);
}

static void funnel_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_funnel *funnel = chart;

	twin_make(twin, arena, columns, COUNT(columns), funnel->count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_exposure] = funnel->exposure_words;
	twin->names[COLUMN_rate] = funnel->rate_words;
	for (size_t i = 0; i < funnel->count; i++)
		dot_put(twin, i, &funnel->dots[i]);
}

#define ACROSS { "x", "exposure", "quantitative", NULL }
#define LIMIT(field) { "{\"type\":\"line\",\"color\":\"#55595e\",\"strokeWidth\":1}", \
	"isValid(datum." field ")", { ACROSS, { "y", field, "quantitative", NULL } } }
static const struct vega_layer layers[] = {
	LIMIT("low"), LIMIT("high"), LIMIT("outer_low"), LIMIT("outer_high"),
	{ "{\"type\":\"point\",\"filled\":true,\"size\":60,\"tooltip\":{\"content\":\"data\"}}", NULL,
	  { ACROSS, { "y", "rate", "quantitative", NULL }, { "color", "place", "nominal", NULL } } },
	{ "{\"type\":\"text\",\"dx\":8,\"align\":\"left\"}", "datum.chosen == 1",
	  { ACROSS, { "y", "rate", "quantitative", NULL }, { "text", "label", "nominal", NULL } } },
};

static const struct diagram_kind kind = { "funnel", funnel_draw, funnel_twin, layers, COUNT(layers) };

struct diagram funnel_diagram(const struct chart_funnel *funnel)
{
	return (struct diagram){ &kind, &funnel->about, funnel };
}
