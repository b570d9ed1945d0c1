/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_pareto.c - see chart_pareto.h. */
#include "formats/chart_pareto.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { TOP = 8, ROW = 32, BAR = 16, LABEL_ROOM = 220, WORDS_ROOM = 70 };

static double row_middle(size_t row)
{
	return TOP + ((double)row + 0.5) * ROW;
}

static bool is_shown(const struct pareto_row *row)
{
	return isnan(row->less_than);
}

/* So many rows from the top have a sum: from one that is hidden on, two sums would tell it. */
static size_t summed(const struct chart_pareto *pareto)
{
	size_t rows = 0;

	while (rows < pareto->count && is_shown(&pareto->rows[rows]))
		rows++;
	return rows;
}

static struct str count_words(struct arena *arena, const struct pareto_row *row)
{
	if (!is_shown(row))
		return hidden_words(arena, row->less_than);
	return isnan(row->count) ? str_of(_("not known"))
		: tongue_real(arena, row->count, row->count == floor(row->count) ? 0 : 1);
}

static void row_draw(struct out *out, const struct scale *across, const struct chart_pareto *pareto, size_t i)
{
	const struct pareto_row *row = &pareto->rows[i];
	double y = row_middle(i), zero = scale_at(across, 0), x = scale_at(across, row->share);
	struct interval share = { NAN, NAN, NAN, row->low90, row->high90 };
	struct interval sum = { row->sum, NAN, NAN, row->sum_low90, row->sum_high90 };

	svg_label(out, LABEL_ROOM - 20, y, LABEL_ROOM - 22, 'e', row->label);
	svg_say(out, "", CHART_WIDE - WORDS_ROOM + 8, y + 5, 's', count_words(out->arena, row));
	if (!is_shown(row))
		return;
	svg_box(out, "mark c1", zero, y - BAR / 2.0, x - zero, BAR);
	interval_across(out, across, &share, y + BAR / 2.0 + 3, false);
	if (i < summed(pareto))
		interval_across(out, across, &sum, y, false);
	out_char(out, '\n');
}

/* The dots of the sums, joined. */
static void sums_draw(struct out *out, const struct scale *across, const struct chart_pareto *pareto)
{
	double *x = arena_array(out->arena, double, pareto->count + 1);
	double *y = arena_array(out->arena, double, pareto->count + 1);
	size_t count = summed(pareto);

	for (size_t i = 0; i < count; i++) {
		x[i] = scale_at(across, pareto->rows[i].sum);
		y[i] = row_middle(i);
	}
	svg_path(out, "edge", x, y, count);
}

/* Returns how many brackets there are. */
static size_t brackets_draw(struct out *out, const struct chart_pareto *pareto)
{
	size_t found = 0;

	for (size_t i = 0, end; i < pareto->count; i = end) {
		int group = pareto->rows[i].group;

		for (end = i + 1; end < pareto->count && pareto->rows[end].group == group; end++)
			;
		if (!group || end < i + 2)
			continue;
		svg_line(out, "break", LABEL_ROOM - 14, row_middle(i) - 10, LABEL_ROOM - 8, row_middle(i) - 10);
		svg_line(out, "break", LABEL_ROOM - 8, row_middle(i) - 10, LABEL_ROOM - 8, row_middle(end - 1) + 10);
		svg_line(out, "break", LABEL_ROOM - 14, row_middle(end - 1) + 10, LABEL_ROOM - 8,
			row_middle(end - 1) + 10);
		found++;
	}
	return found;
}

static void percents_draw(struct out *out, const struct scale *across, double bottom)
{
	svg_line(out, "axis", across->at_low, bottom, across->at_high, bottom);
	for (int i = 0; i <= 4; i++) {
		double x = scale_at(across, i / 4.0);

		svg_line(out, i ? "grid" : "axis", x, TOP - 4, x, bottom);
		svg_say(out, "tick", x, bottom + 17, 'm', arena_print(out->arena, "%d %%", i * 25));
	}
}

static double pareto_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	const struct chart_pareto *pareto = chart;
	struct scale across = { 0, 1, LABEL_ROOM, CHART_WIDE - WORDS_ROOM, false };
	double bottom = TOP + (double)pareto->count * ROW;
	struct legend legend;
	size_t brackets;

	must(pareto->count <= PARETO_ROWS_MOST);
	percents_draw(out, &across, bottom);
	sums_draw(out, &across, pareto);
	for (size_t i = 0; i < pareto->count; i++)
		row_draw(out, &across, pareto, i);
	brackets = brackets_draw(out, pareto);
	legend_begin(&legend, bottom + 26);
	legend_add(out, about, &legend, LEGEND_bar, _("Share of all, with 90 % interval"));
	legend_add(out, about, &legend, LEGEND_interval, _("Share of this and those above"));
	if (brackets)
		legend_add(out, about, &legend, LEGEND_bracket, _("The order among these is not known"));
	return legend_end(&legend);
}

/* ---- The same as a table -------------------------------------------------------------------- */

enum { COLUMN_count, COLUMN_share, COLUMN_low, COLUMN_high, COLUMN_sum, COLUMN_sum_low, COLUMN_sum_high,
	COLUMN_group };

static const struct twin_column columns[] = {
	[COLUMN_count] = { "count", N_("How many") },
	[COLUMN_share] = { "share", N_("Share") },
	[COLUMN_low] = { "low90", N_("90 %, from") },
	[COLUMN_high] = { "high90", N_("90 %, to") },
	[COLUMN_sum] = { "sum", N_("Share so far") },
	[COLUMN_sum_low] = { "sum_low90", N_("So far, from") },
	[COLUMN_sum_high] = { "sum_high90", N_("So far, to") },
	[COLUMN_group] = { "group", NULL },
};

static void row_put(struct twin *twin, size_t i, const struct pareto_row *row, bool has_sum)
{
	const double values[] = { row->count, row->share, row->low90, row->high90, row->sum,
		row->sum_low90, row->sum_high90 };
	size_t told = !is_shown(row) ? 0 : has_sum ? COUNT(values) : COLUMN_sum;

	twin->labels[i] = row->label;
	twin_at(twin, i, COLUMN_count)->link = row->link;
	twin_put(twin, i, COLUMN_group, row->group);
	for (size_t c = 0; c < told; c++)
		twin_put(twin, i, c, values[c]);
	if (!is_shown(row))
		twin_text(twin, i, COLUMN_count, hidden_words(twin->arena, row->less_than));
}

static void pareto_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_pareto *pareto = chart;
	size_t sums = summed(pareto);

	twin_make(twin, arena, columns, COUNT(columns), pareto->count);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_count] = pareto->unit;
	for (size_t i = 0; i < pareto->count; i++)
		row_put(twin, i, &pareto->rows[i], i < sums);
}

#define DOWN { "y", "label", "nominal", NULL }
#define PERCENT ",\"axis\":{\"format\":\"%\"},\"scale\":{\"domain\":[0,1]}"
static const struct vega_layer layers[] = {
	{ "{\"type\":\"bar\",\"color\":\"#00746d\"}", NULL, { DOWN, { "x", "share", "quantitative", PERCENT } } },
	{ "{\"type\":\"rule\"}", "isValid(datum.low90)",
	  { DOWN, { "x", "low90", "quantitative", NULL }, { "x2", "high90", NULL, NULL } } },
	{ "{\"type\":\"line\",\"point\":true,\"color\":\"#1b1d1f\"}", NULL,
	  { DOWN, { "x", "sum", "quantitative", NULL }, { "order", "row", "quantitative", NULL } } },
	{ "{\"type\":\"rule\",\"strokeDash\":[2,2]}", "isValid(datum.sum_low90)",
	  { DOWN, { "x", "sum_low90", "quantitative", NULL }, { "x2", "sum_high90", NULL, NULL } } },
};

static const struct diagram_kind kind = { "pareto", pareto_draw, pareto_twin, layers, COUNT(layers) };

struct diagram pareto_diagram(const struct chart_pareto *pareto)
{
	return (struct diagram){ &kind, &pareto->about, pareto };
}
