/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/chart_calendar.c - see chart_calendar.h. */
#include "formats/chart_calendar.h"

#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

enum { TOP = 22, CELL = 24, LABEL_ROOM = 90, WEDGE = 3, STEPS = 3 };

struct drawing {
	struct out *out;
	const struct chart_calendar *calendar;
	double wide;                    /* of a cell */
};

struct calendar_cell calendar_cell(double observed, double expected, double ratio)
{
	return (struct calendar_cell){ .observed = observed, .expected = expected, .ratio = ratio,
		.less_than = NAN };
}

/* -3 to 3: how many steps more or less than expected. */
static int step_of(double ratio)
{
	static const double steps[STEPS] = { 1.25, 1.6, 2.2 };
	double away;
	int step = 0;

	if (!(ratio > 0))
		return 0;
	away = fmax(ratio, 1 / ratio);
	while (step < STEPS && away >= steps[step] * (1 - 1e-9))
		step++;
	return ratio < 1 ? -step : step;
}

static bool is_shown(const struct calendar_cell *cell)
{
	return isnan(cell->less_than);
}

/* At the right edge of the cell, up for more, down for less. */
static void wedge_draw(const struct drawing *d, double x, double y, int step)
{
	double right = x + d->wide - 3, foot = step > 0 ? y + WEDGE + 4 : y + CELL - WEDGE - 5;
	double head = step > 0 ? y + 2 : y + CELL - 3;

	if (d->wide < 4 * WEDGE)
		return;
	out_print(d->out, "<path class=\"dot\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fz\"/>", right - 2 * WEDGE,
		foot, right, foot, right - WEDGE, head);
}

static void cell_draw(const struct drawing *d, size_t row, size_t column)
{
	const struct chart_calendar *calendar = d->calendar;
	const struct calendar_cell *cell = &calendar->cells[row * calendar->columns + column];
	double x = LABEL_ROOM + (double)column * d->wide, y = TOP + (double)row * CELL;
	int step = is_shown(cell) ? step_of(cell->ratio) : 0;
	const char *class = step ? arena_print(d->out->arena, "%s-%d", step > 0 ? "more" : "less",
		step > 0 ? step : -step).at : "heat-0";
	struct str words = is_shown(cell) ? tongue_real(d->out->arena, cell->observed, 0)
		: hidden_words(d->out->arena, cell->less_than);

	svg_box(d->out, class, x, y, fmax(d->wide - 1, 0.5), CELL - 1);
	if (step)
		wedge_draw(d, x, y, step);
	if (is_shown(cell) && !(cell->observed >= calendar->least))
		return;
	if (letters_wide(words) <= d->wide)
		svg_words(d->out, &(struct svg_words){ .class = "small", .x = x + d->wide / 2 - (step ? 4 : 0),
			.y = y + 16, .anchor = 'm', .room = d->wide, .text = words });
}

static double calendar_draw(struct out *out, const struct diagram_about *about, const void *chart)
{
	const struct chart_calendar *calendar = chart;
	struct slots slots = { LABEL_ROOM, 0, calendar->columns };
	struct drawing d = { out, calendar, 0 };
	struct legend legend;

	must(calendar->rows * calendar->columns <= CALENDAR_CELLS_MOST);
	if (!calendar->columns)
		return TOP;
	d.wide = slots.wide = (CHART_WIDE - 2.0 - LABEL_ROOM) / (double)calendar->columns;
	slots_name(out, &slots, 14, calendar->column_labels);
	for (size_t row = 0; row < calendar->rows; row++) {
		svg_words(out, &(struct svg_words){ .class = "tick", .x = LABEL_ROOM - 6,
			.y = TOP + (double)row * CELL + 16, .anchor = 'e', .room = LABEL_ROOM - 8,
			.text = calendar->row_labels[row] });
		for (size_t column = 0; column < calendar->columns; column++)
			cell_draw(&d, row, column);
		out_char(out, '\n');
	}
	legend_begin(&legend, TOP + (double)calendar->rows * CELL + 6);
	legend_add(out, about, &legend, LEGEND_more, _("▲ More than expected, darker for more"));
	legend_add(out, about, &legend, LEGEND_less, _("▼ Less than expected, darker for less"));
	return legend_end(&legend);
}

/* ---- The same as a table: one row for each cell ------------------------------------------------- */

enum { COLUMN_column, COLUMN_observed, COLUMN_expected, COLUMN_ratio };

static const struct twin_column columns[] = {
	[COLUMN_column] = { "column", N_("When"), .is_text = true },
	[COLUMN_observed] = { "observed", N_("Observed") },
	[COLUMN_expected] = { "expected", N_("Expected") },
	[COLUMN_ratio] = { "ratio", N_("Ratio, drawn towards 1 where little is known") },
};

static void cell_put(struct twin *twin, size_t at, const struct calendar_cell *cell)
{
	twin_at(twin, at, COLUMN_observed)->link = cell->link;
	if (!is_shown(cell)) {
		twin_text(twin, at, COLUMN_observed, hidden_words(twin->arena, cell->less_than));
		return;
	}
	twin_put(twin, at, COLUMN_observed, cell->observed);
	twin_put(twin, at, COLUMN_expected, cell->expected);
	twin_put(twin, at, COLUMN_ratio, cell->ratio);
}

static void calendar_twin(struct twin *twin, struct arena *arena, const void *chart)
{
	const struct chart_calendar *calendar = chart;

	twin_make(twin, arena, columns, COUNT(columns), calendar->rows * calendar->columns);
	twin->names = arena_array(arena, struct str, COUNT(columns));
	twin->names[COLUMN_column] = calendar->column_heading;
	for (size_t at = 0; at < twin->rows_count; at++) {
		twin->labels[at] = calendar->row_labels[at / calendar->columns];
		twin_text(twin, at, COLUMN_column, calendar->column_labels[at % calendar->columns]);
		cell_put(twin, at, &calendar->cells[at]);
	}
}

static const struct vega_layer layers[] = {
	{ "{\"type\":\"rect\"}", NULL,
	  { { "x", "column", "ordinal", NULL }, { "y", "label", "ordinal", NULL },
	    { "color", "ratio", "quantitative", ",\"scale\":{\"type\":\"log\",\"domainMid\":1,"
	      "\"scheme\":\"blueorange\"}" } } },
	{ "{\"type\":\"text\"}", "datum.observed >= 5",
	  { { "x", "column", "ordinal", NULL }, { "y", "label", "ordinal", NULL },
	    { "text", "observed", "quantitative", NULL } } },
};

static const struct diagram_kind kind = { "calendar", calendar_draw, calendar_twin, layers, COUNT(layers) };

struct diagram calendar_diagram(const struct chart_calendar *calendar)
{
	return (struct diagram){ &kind, &calendar->about, calendar };
}
