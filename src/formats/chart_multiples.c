/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_multiples.c - see chart_multiples.h. */
#include "formats/chart_multiples.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>
#include <stdlib.h>

enum { ACROSS = 3, GAP = 16, HEAD = 22, HIGH = 78, FOOT = 8, ENDS = 20 };

struct drawing {
	struct out *out;
	const struct chart_multiples *all;
	double left, wide;              /* of the first; of one */
	double top_value;
	double *edges;                  /* count + 1, from 0 */
};

static bool is_shown(const struct band_period *period)
{
	return isnan(period->less_than);
}

static int by_deviation(const void *a, const void *b)
{
	const struct multiple *const *left = a, *const *right = b;
	double x = isnan((*left)->deviation) ? -INFINITY : (*left)->deviation;
	double y = isnan((*right)->deviation) ? -INFINITY : (*right)->deviation;

	if (x != y)
		return x > y ? -1 : 1;
	return *left < *right ? -1 : *left > *right;
}

static const struct multiple **ordered(struct arena *arena, const struct chart_multiples *all)
{
	const struct multiple **order = arena_array(arena, const struct multiple *, all->multiples_count + 1);

	for (size_t i = 0; i < all->multiples_count; i++)
		order[i] = &all->multiples[i];
	qsort(order, all->multiples_count, sizeof(*order), by_deviation);
	return order;
}

static double most_of(const struct chart_multiples *all)
{
	double most = 0;

	for (size_t m = 0; m < all->multiples_count; m++)
		for (size_t i = 0; i < all->count; i++) {
			const struct band_period *period = &all->multiples[m].periods[i];

			most = known_most(most, is_shown(period) ? period->reported : NAN);
			most = known_most(most, period->expected);
			most = known_most(most, period->high90);
		}
	return most;
}

static void columns_draw(const struct drawing *d, const struct multiple *one, const struct scale *up,
                         double left)
{
	double wide = fmax(d->wide / (double)d->all->count * 0.6, 0.8);

	for (size_t i = 0; i < d->all->count; i++) {
		double y = is_shown(&one->periods[i]) ? scale_at(up, one->periods[i].reported) : NAN;

		svg_box(d->out, "mark c1", left + (d->edges[i] + d->edges[i + 1]) / 2 - wide / 2, y, wide,
			up->at_low - y);
	}
}

static void usual_draw(const struct drawing *d, const struct multiple *one, const struct scale *up,
                       double left)
{
	size_t count = d->all->count;
	struct arena *arena = d->out->arena;
	double *edges = arena_array(arena, double, count + 1), *middles = arena_array(arena, double, count + 1);
	double *low = arena_array(arena, double, count + 1), *high = arena_array(arena, double, count + 1);
	double *expected = arena_array(arena, double, count + 1);

	for (size_t i = 0; i < count; i++) {
		edges[i] = left + d->edges[i];
		edges[i + 1] = left + d->edges[i + 1];
		middles[i] = (edges[i] + edges[i + 1]) / 2;
		low[i] = scale_at(up, one->periods[i].low90);
		high[i] = scale_at(up, one->periods[i].high90);
		expected[i] = scale_at(up, one->periods[i].expected);
	}
	svg_steps(d->out, "band90", edges, low, high, count);
	columns_draw(d, one, up, left);
	svg_path(d->out, "expected", middles, expected, count);
}

static void one_draw(const struct drawing *d, const struct multiple *one, size_t rank)
{
	double left = d->left + (double)(rank % ACROSS) * (d->wide + GAP);
	double top = (double)(rank / ACROSS) * (HEAD + HIGH + FOOT) + HEAD;
	struct scale up = { 0, d->top_value, top + HIGH, top, false };

	svg_words(d->out, &(struct svg_words){ .class = one->is_usual ? "note" : "", .x = left,
		.y = top - 7, .anchor = 's', .room = d->wide,
		.text = arena_print(d->out->arena, "%zu. %.*s", rank + 1, STR(one->label)) });
	if (rank % ACROSS == 0)
		svg_say(d->out, "tick", d->left - 5, top + 9, 'e',
			scale_words(d->out->arena, &up, d->top_value));
	out_z(d->out, one->is_usual ? "<g class=\"weaker\">" : "<g>");
	svg_line(d->out, "axis", left, top + HIGH, left + d->wide, top + HIGH);
	svg_line(d->out, "grid", left, top, left + d->wide, top);
	usual_draw(d, one, &up, left);
	out_z(d->out, "</g>\n");
}

/* The first and the last period, under each of the lowest. */
static void ends_name(const struct drawing *d, size_t rank)
{
	const struct band_period *periods = d->all->multiples[0].periods;
	double left = d->left + (double)(rank % ACROSS) * (d->wide + GAP);
	double y = (double)(rank / ACROSS) * (HEAD + HIGH + FOOT) + HEAD + HIGH + 15;
	const struct { size_t at; double x; char anchor; } ends[] = {
		{ 0, left, 's' }, { d->all->count - 1, left + d->wide, 'e' } };

	for (size_t i = 0; i < COUNT(ends) && i < d->all->count; i++) {
		const struct band_period *period = &periods[ends[i].at];

		svg_words(d->out, &(struct svg_words){ .class = "tick", .x = ends[i].x, .y = y,
			.anchor = ends[i].anchor, .room = d->wide / 2 - 2,
			.text = period->short_label.len ? period->short_label : period->label });
	}
}

static double multiples_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	const struct chart_multiples *all = chart;
	const struct multiple **order = ordered(out->arena, all);
	struct drawing d = { .out = out, .all = all, .top_value = scale_top(most_of(all), !all->is_rate) };
	struct scale up = { 0, d.top_value, 0, 1, false };
	size_t rows = (all->multiples_count + ACROSS - 1) / ACROSS;
	struct legend legend;

	must(all->multiples_count <= MULTIPLES_MOST);
	must(all->count <= MULTIPLES_PERIODS_MOST);
	d.left = fmin(letters_wide(scale_words(out->arena, &up, d.top_value)) + 10, 120);
	d.wide = (CHART_WIDE - 2 - d.left - (ACROSS - 1) * GAP) / ACROSS;
	d.edges = arena_array(out->arena, double, all->count + 1);
	for (size_t i = 0; i <= all->count; i++)
		d.edges[i] = (double)i * d.wide / (double)(all->count ? all->count : 1);
	for (size_t i = 0; i < all->multiples_count; i++) {
		one_draw(&d, order[i], i);
		if (all->count && i + ACROSS >= all->multiples_count)
			ends_name(&d, i);
	}
	legend_begin(&legend, (double)rows * (HEAD + HIGH + FOOT) + ENDS);
	legend_add(out, about, &legend, LEGEND_bar, _("Reported"));
	legend_add(out, about, &legend, LEGEND_expected, _("Expected"));
	legend_add(out, about, &legend, LEGEND_band, _("Holds 90 % of what is usual"));
	return legend_end(&legend);
}

/* ---- The same as a table: one row for each period of each ------------------------------------- */

enum { COLUMN_period, COLUMN_rank, COLUMN_reported, COLUMN_expected, COLUMN_low, COLUMN_high };

static const struct twin_column columns[] = {
	[COLUMN_period] = { "period", N_("Period"), .is_text = true },
	[COLUMN_rank] = { "rank", NULL },
	[COLUMN_reported] = { "reported", N_("Reported") },
	[COLUMN_expected] = { "expected", N_("Expected") },
	[COLUMN_low] = { "low90", N_("90 %, from") },
	[COLUMN_high] = { "high90", N_("90 %, to") },
};

static void period_put(struct twin *twin, size_t at, const struct multiple *one, size_t rank,
                       const struct band_period *period)
{
	twin->labels[at] = one->label;
	twin_text(twin, at, COLUMN_period, period->label);
	twin_put(twin, at, COLUMN_rank, (double)rank + 1);
	twin_at(twin, at, COLUMN_reported)->link = period->link.len ? period->link : one->link;
	if (is_shown(period))
		twin_put(twin, at, COLUMN_reported, period->reported);
	else
		twin_text(twin, at, COLUMN_reported, hidden_words(twin->arena, period->less_than));
	twin_put(twin, at, COLUMN_expected, period->expected);
	twin_put(twin, at, COLUMN_low, period->low90);
	twin_put(twin, at, COLUMN_high, period->high90);
}

static void multiples_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_multiples *all = chart;
	const struct multiple **order = ordered(arena, all);

	twin_make(twin, arena, columns, COUNT(columns), all->multiples_count * all->count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_period] = all->period_heading;
	for (size_t m = 0; m < all->multiples_count; m++)
		for (size_t i = 0; i < all->count; i++)
			period_put(twin, m * all->count + i, order[m], m, &order[m]->periods[i]);
}

#define OVER_TIME { "x", "period", "ordinal", NULL }
static const struct vega_layer layers[] = {
	{ "{\"type\":\"area\",\"interpolate\":\"step\",\"color\":\"#999\",\"opacity\":0.3}", NULL,
	  { OVER_TIME, { "y", "low90", "quantitative", NULL }, { "y2", "high90", NULL, NULL } } },
	{ "{\"type\":\"bar\",\"color\":\"#00746d\"}", NULL, { OVER_TIME, { "y", "reported", "quantitative", NULL } } },
	{ "{\"type\":\"line\",\"color\":\"#1b1d1f\"}", NULL, { OVER_TIME, { "y", "expected", "quantitative", NULL } } },
};

static const struct diagram_kind kind = { "multiples", multiples_draw, multiples_twin, layers, COUNT(layers),
	.facet = "label" };

struct diagram multiples_diagram(const struct chart_multiples *multiples)
{
	return (struct diagram){ &kind, &multiples->about, multiples };
}
