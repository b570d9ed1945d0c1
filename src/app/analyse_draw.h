/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_draw.h - the answers of varn analyse as figures: --chart FILE.svg, .csv or .json.
 *
 * A method that can draw asks whether it shall, and gives the figure of one thing: the first, or
 * what --chart-of names.  The file is written when the answer is printed.
 */
#pragma once

#include "app/analyse.h"

struct chart;
struct funnel;
struct funnel_mark;
struct change_split;
struct change_split_ask;

/* Figures of what was found; all of it stays in the arena. */
struct control_drawing {
	struct str title;
	const struct chart *chart;      /* analysis/control_chart.h */
	const struct str *periods;
	const bool *begins;             /* a break before this point */
	int better;                     /* enum chart_better */
	double target;
};
struct diagram control_drawn(struct arena *arena, const struct control_drawing *drawing);

struct funnel_drawing {
	struct str title;
	const struct funnel *funnel;
	const double *exposures;
	const struct str *units;
	const bool *is_silent;
	const struct funnel_mark *curve;        /* curve_count limits ... */
	const double *curve_exposures;          /* ... at these exposures, rising */
	size_t curve_count;
	double inner, outer;
	struct str chosen;              /* a unit to highlight; "" none */
};
struct diagram funnel_drawn(struct arena *arena, const struct funnel_drawing *drawing);

struct diagram split_drawn(struct arena *arena, struct str title, const struct change_split_ask *ask,
                           const struct change_split *found);

/* Estimates below each other: shares, forecasts. */
struct estimate_row { struct str label; double value, low, high, before; };
struct estimates_drawing {
	struct str title, finding, heading, unit, interval_words, before_words;
	const struct estimate_row *rows;
	size_t count;
};
struct diagram estimates_drawn(struct arena *arena, const struct estimates_drawing *drawing);
