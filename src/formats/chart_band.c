/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_band.c - see chart_band.h. */
#include "formats/chart_band.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { BREAK_ROWS = 34, ALARM_ROWS = 24 };      /* room above for words and for rings */

struct drawing {
	struct out *out;
	const struct chart_band *band;
	const struct diagram_about *about;
	size_t count;                   /* forecast included */
	struct slots slots;
	struct scale up;
	double top, bottom;
	double *edges, *middles;        /* count + 1, count */
};

static const struct band_period *period_at(const struct chart_band *band, size_t i)
{
	return i < band->count ? &band->periods[i] : &band->forecast[i - band->count];
}

typedef double value_of(const struct band_period *period);
/* What is hidden is not drawn, and does not move the axis. */
static double if_shown(const struct band_period *period, double value)
{
	return isnan(period->less_than) ? value : NAN;
}
static double reported_of(const struct band_period *period) { return if_shown(period, period->reported); }
static double complete_of(const struct band_period *period) { return if_shown(period, period->complete); }
static double expected_of(const struct band_period *period) { return period->expected; }
static double before_of(const struct band_period *period) { return period->before; }
static double low50_of(const struct band_period *period) { return period->low50; }
static double high50_of(const struct band_period *period) { return period->high50; }
static double low90_of(const struct band_period *period) { return period->low90; }
static double high90_of(const struct band_period *period) { return period->high90; }

static bool in_order(double a, double b)
{
	return isnan(a) || isnan(b) || a <= b;
}

static void period_judge(const struct band_period *period)
{
	must(in_order(period->low90, period->low50));
	must(in_order(period->low50, period->high50));
	must(in_order(period->high50, period->high90));
}

static double most_of(const struct chart_band *band)
{
	double most = 0;

	for (size_t i = 0; i < band->count + band->forecast_count; i++) {
		const struct band_period *period = period_at(band, i);
		const double usual[] = { period->expected, period->high50, period->high90 };
		const double known[] = { reported_of(period), complete_of(period),
			if_shown(period, period->complete_high), period->before };

		period_judge(period);
		for (size_t k = 0; k < COUNT(usual); k++)
			most = known_most(most, usual[k]);
		for (size_t k = 0; i < band->count && k < COUNT(known); k++)
			most = known_most(most, known[k]);
	}
	return most;
}

static struct str period_name(const struct band_period *period)
{
	return period->short_label.len ? period->short_label : period->label;
}

static bool has_alarm(const struct chart_band *band)
{
	for (size_t i = 0; i < band->count; i++)
		if (band->periods[i].alarm)
			return true;
	return false;
}

static bool has_break(const struct chart_band *band)
{
	for (size_t i = 0; i < band->count; i++)
		if (band->periods[i].break_words.len)
			return true;
	return false;
}

static struct drawing drawing_make(struct out *out, const struct diagram_about *about,
                                   const struct chart_band *band)
{
	struct drawing d = { .out = out, .band = band, .about = about,
		.count = band->count + band->forecast_count };
	struct arena *arena = out->arena;

	must(d.count <= BAND_PERIODS_MOST);
	d.top = 12 + (has_break(band) ? BREAK_ROWS : 0) + (has_alarm(band) ? ALARM_ROWS : 0);
	d.bottom = d.top + CHART_HIGH;
	d.up = (struct scale){ 0, scale_top(most_of(band), !band->is_rate), d.bottom, d.top, false };
	d.slots.left = scale_room(arena, &d.up, 5);
	d.slots.count = d.count;
	d.slots.wide = (CHART_WIDE - CHART_RIGHT - d.slots.left) / (double)(d.count ? d.count : 1);
	d.edges = arena_array(arena, double, d.count + 1);
	d.middles = arena_array(arena, double, d.count + 1);
	for (size_t i = 0; i <= d.count; i++)
		d.edges[i] = d.slots.left + (double)i * d.slots.wide;
	for (size_t i = 0; i < d.count; i++)
		d.middles[i] = slot_middle(&d.slots, i);
	return d;
}

/* The heights of some periods; elsewhere a gap. */
static double *heights(const struct drawing *d, value_of *value, size_t from, size_t to)
{
	double *y = arena_array(d->out->arena, double, d->count + 1);

	for (size_t i = 0; i < d->count; i++)
		y[i] = i >= from && i < to ? scale_at(&d->up, value(period_at(d->band, i))) : NAN;
	return y;
}

/* ---- What is usual --------------------------------------------------------------------------- */

static void areas_draw(const struct drawing *d, size_t from, size_t to)
{
	svg_steps(d->out, "band90", d->edges, heights(d, low90_of, from, to),
		heights(d, high90_of, from, to), d->count);
	svg_steps(d->out, "band50", d->edges, heights(d, low50_of, from, to),
		heights(d, high50_of, from, to), d->count);
}

/* The limits again, as thin lines: columns stand before the area. */
static void limits_draw(const struct drawing *d)
{
	size_t known = d->band->count;

	svg_path(d->out, "edge", d->middles, heights(d, low90_of, 0, known), d->count);
	svg_path(d->out, "edge", d->middles, heights(d, high90_of, 0, known), d->count);
	svg_path(d->out, "expected", d->middles, heights(d, expected_of, 0, known), d->count);
	svg_path(d->out, "before", d->middles, heights(d, before_of, 0, known), d->count);
}

/* From the last middle that is known the fan opens. */
static void forecast_draw(const struct drawing *d)
{
	size_t from = d->band->count;

	if (!d->band->forecast_count)
		return;
	svg_line(d->out, "edge", d->edges[from], d->top, d->edges[from], d->bottom);
	areas_draw(d, from, d->count);
	svg_path(d->out, "forecast", d->middles, heights(d, expected_of, from ? from - 1 : 0, d->count),
		d->count);
}

/* ---- What was reported ------------------------------------------------------------------------ */

static double column_wide(const struct drawing *d)
{
	return fmin(fmax(d->slots.wide * 0.6, 1), 30);
}

/* Hatched from what is reported to what it will probably be. */
static void late_draw(const struct drawing *d, const struct band_period *period, double x)
{
	double wide = column_wide(d), foot = scale_at(&d->up, fmax(period->reported, 0));
	double head = scale_at(&d->up, period->complete);

	if (isnan(period->complete))
		return;
	svg_hatched(d->out, d->about, x - wide / 2, head, wide, (isnan(foot) ? d->bottom : foot) - head);
	svg_line(d->out, "whisker", x, scale_at(&d->up, period->complete_low), x,
		scale_at(&d->up, period->complete_high));
}

static void column_draw(const struct drawing *d, size_t i)
{
	const struct band_period *period = &d->band->periods[i];
	double x = d->middles[i], wide = column_wide(d), head = scale_at(&d->up, period->reported);

	if (!isnan(period->less_than)) {
		svg_say(d->out, "note", x, d->bottom - 4, 'm',
			hidden_words(d->out->arena, period->less_than));
		return;
	}
	svg_box(d->out, "mark c1", x - wide / 2, head, wide, d->bottom - head);
	late_draw(d, period, x);
}

static void alarms_draw(const struct drawing *d)
{
	struct rings rings = { 0 };

	for (size_t i = 0; i < d->band->count; i++) {
		const struct band_period *period = &d->band->periods[i];
		double head = scale_at(&d->up, known_most(known_most(0, reported_of(period)),
			if_shown(period, period->complete_high)));

		if (period->alarm)
			ring_show(d->out, &rings, d->middles[i], head, d->top - ALARM_ROWS + 2, period->alarm);
	}
}

/* Words of breaks stand on two rows in turn; one whose row is taken is only a line. */
static void breaks_draw(const struct drawing *d)
{
	double taken[2] = { -1, -1 }, top = has_alarm(d->band) ? d->top - ALARM_ROWS : d->top;
	size_t turn = 0;

	for (size_t i = 0; i < d->band->count; i++) {
		struct str words = d->band->periods[i].break_words;
		bool is_free = d->edges[i] > taken[turn];

		if (!words.len)
			continue;
		break_show(d->out, d->edges[i], top - 4, d->bottom, top - 8 - (turn ? 0 : 16),
			is_free ? words : S(""));
		if (is_free) {
			taken[turn] = d->edges[i] + fmin(letters_wide(words), 26 * LETTER_WIDE) + 8;
			turn = !turn;
		}
	}
}

/* ---- What the signs mean ------------------------------------------------------------------------ */

static bool has(const struct drawing *d, value_of *value)
{
	for (size_t i = 0; i < d->band->count; i++)
		if (!isnan(value(&d->band->periods[i])))
			return true;
	return false;
}

static const char *before_words(const struct drawing *d)
{
	return d->band->before_name.len ? str_z(d->out->arena, d->band->before_name) : _("The year before");
}

static double legend_draw(const struct drawing *d)
{
	struct legend legend;
	const struct { bool is_there; enum legend_sign sign; const char *words; } rows[] = {
		{ has(d, reported_of), LEGEND_bar, d->band->unit.len
			? str_z(d->out->arena, d->band->unit) : _("Reported") },
		{ has(d, complete_of), LEGEND_hatch, _("Probably still to come, with 90 % interval") },
		{ has(d, expected_of), LEGEND_expected, _("Expected") },
		{ has(d, low90_of), LEGEND_band, _("Holds 50 % and 90 % of what is usual") },
		{ has(d, before_of), LEGEND_before, before_words(d) },
		{ has_alarm(d->band), LEGEND_ring, _("More than usual, with its number in the list") },
		{ has_break(d->band), LEGEND_break, _("Not comparable across") },
		{ d->band->forecast_count > 0, LEGEND_forecast, _("Forecast, with 50 % and 90 %") },
	};

	legend_begin(&legend, d->bottom + 28);
	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].is_there)
			legend_add(d->out, d->about, &legend, rows[i].sign, rows[i].words);
	return legend_end(&legend);
}

static double band_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	struct drawing d = drawing_make(out, about, chart);
	struct str *names = arena_array(out->arena, struct str, d.count + 1);

	for (size_t i = 0; i < d.count; i++)
		names[i] = period_name(period_at(d.band, i));
	svg_hatch(out, about);
	axis_up(out, &d.up, d.slots.left, CHART_WIDE - CHART_RIGHT);
	areas_draw(&d, 0, d.band->count);
	for (size_t i = 0; i < d.band->count; i++)
		column_draw(&d, i);
	out_char(out, '\n');
	limits_draw(&d);
	forecast_draw(&d);
	breaks_draw(&d);
	alarms_draw(&d);
	slots_name(out, &d.slots, d.bottom + 18, names);
	return legend_draw(&d);
}

/* ---- The same as a table ------------------------------------------------------------------------ */

enum { COLUMN_reported, COLUMN_complete, COLUMN_complete_low, COLUMN_complete_high, COLUMN_expected,
	COLUMN_low50, COLUMN_high50, COLUMN_low90, COLUMN_high90, COLUMN_before, COLUMN_forecast,
	COLUMN_alarm, COLUMN_break };

static const struct twin_column columns[] = {
	[COLUMN_reported] = { "reported", N_("Reported") },
	[COLUMN_complete] = { "complete", N_("When all is reported") },
	[COLUMN_complete_low] = { "complete_low", N_("From") },
	[COLUMN_complete_high] = { "complete_high", N_("To") },
	[COLUMN_expected] = { "expected", N_("Expected") },
	[COLUMN_low50] = { "low50", N_("50 %, from") },
	[COLUMN_high50] = { "high50", N_("50 %, to") },
	[COLUMN_low90] = { "low90", N_("90 %, from") },
	[COLUMN_high90] = { "high90", N_("90 %, to") },
	[COLUMN_before] = { "before", N_("The year before") },
	[COLUMN_forecast] = { "forecast", N_("Forecast") },
	[COLUMN_alarm] = { "alarm", N_("More than usual") },
	[COLUMN_break] = { "break", N_("Break before"), .is_text = true },
};

static void usual_put(struct twin *twin, size_t row, const struct band_period *period)
{
	twin_put(twin, row, COLUMN_low50, period->low50);
	twin_put(twin, row, COLUMN_high50, period->high50);
	twin_put(twin, row, COLUMN_low90, period->low90);
	twin_put(twin, row, COLUMN_high90, period->high90);
}

static void period_put(struct twin *twin, size_t row, const struct band_period *period)
{
	if (isnan(period->less_than))
		twin_put(twin, row, COLUMN_reported, period->reported);
	else
		twin_text(twin, row, COLUMN_reported, hidden_words(twin->arena, period->less_than));
	twin_at(twin, row, COLUMN_reported)->link = period->link;
	twin_put(twin, row, COLUMN_expected, period->expected);
	twin_put(twin, row, COLUMN_before, period->before);
	if (isnan(period->less_than)) {
		twin_put(twin, row, COLUMN_complete, period->complete);
		twin_put(twin, row, COLUMN_complete_low, period->complete_low);
		twin_put(twin, row, COLUMN_complete_high, period->complete_high);
	}
	if (period->alarm)
		twin_put(twin, row, COLUMN_alarm, period->alarm);
	twin_text(twin, row, COLUMN_break, period->break_words);
}

static void band_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_band *band = chart;

	twin_make(twin, arena, columns, COUNT(columns), band->count + band->forecast_count);
	if (band->before_name.len) {
		twin->names = arena_array(arena, struct str, COUNT(columns));
		twin->names[COLUMN_before] = band->before_name;
	}
	for (size_t i = 0; i < twin->rows_count; i++) {
		const struct band_period *period = period_at(band, i);

		twin->labels[i] = period->label;
		usual_put(twin, i, period);
		if (i < band->count)
			period_put(twin, i, period);
		else
			twin_put(twin, i, COLUMN_forecast, period->expected);
	}
}

#define OVER_TIME { "x", "label", "ordinal", NULL }
static const struct vega_layer layers[] = {
	{ "{\"type\":\"area\",\"interpolate\":\"step\",\"color\":\"#999\",\"opacity\":0.3}", NULL,
	  { OVER_TIME, { "y", "low90", "quantitative", NULL }, { "y2", "high90", NULL, NULL } } },
	{ "{\"type\":\"area\",\"interpolate\":\"step\",\"color\":\"#999\",\"opacity\":0.4}", NULL,
	  { OVER_TIME, { "y", "low50", "quantitative", NULL }, { "y2", "high50", NULL, NULL } } },
	{ "{\"type\":\"bar\",\"color\":\"#00746d\"}", NULL,
	  { OVER_TIME, { "y", "reported", "quantitative", NULL } } },
	{ "{\"type\":\"bar\",\"color\":\"#00746d\",\"opacity\":0.4}", "isValid(datum.complete)",
	  { OVER_TIME, { "y", "reported", "quantitative", NULL }, { "y2", "complete", NULL, NULL } } },
	{ "{\"type\":\"rule\"}", "isValid(datum.complete)",
	  { OVER_TIME, { "y", "complete_low", "quantitative", NULL }, { "y2", "complete_high", NULL, NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#1b1d1f\"}", NULL,
	  { OVER_TIME, { "y", "expected", "quantitative", NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#b65a00\",\"strokeWidth\":1}", NULL,
	  { OVER_TIME, { "y", "before", "quantitative", NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#1b1d1f\",\"strokeDash\":[2,3]}", "isValid(datum.forecast)",
	  { OVER_TIME, { "y", "forecast", "quantitative", NULL } } },
	{ "{\"type\":\"text\",\"dy\":-10,\"fontWeight\":\"bold\"}", "isValid(datum.alarm)",
	  { OVER_TIME, { "y", "reported", "quantitative", NULL }, { "text", "alarm", "quantitative", NULL } } },
	{ "{\"type\":\"rule\",\"strokeWidth\":3}", "datum.break != ''", { OVER_TIME } },
};

static const struct diagram_kind kind = { "band", band_draw, band_twin, layers, COUNT(layers) };

struct diagram band_diagram(const struct chart_band *band)
{
	return (struct diagram){ &kind, &band->about, band };
}

struct band_period band_period(struct str label)
{
	return (struct band_period){ .label = label, .reported = NAN, .complete = NAN,
		.complete_low = NAN, .complete_high = NAN, .expected = NAN, .low50 = NAN, .high50 = NAN,
		.low90 = NAN, .high90 = NAN, .before = NAN, .less_than = NAN };
}

struct str band_finding(struct arena *arena, double reported, double expected, double low90,
                        double high90, enum verdict verdict)
{
	return arena_print(arena, _("%.*s reported, expected %.*s. %s"),
		STR(tongue_real(arena, reported, reported == floor(reported) ? 0 : 1)),
		STR(uncertain_estimate(arena, expected, low90, high90)), verdict_sentence(verdict));
}
