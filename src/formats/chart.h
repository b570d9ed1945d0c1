/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart.h - figures as SVG: line, bars, stacked columns, heat grid.
 *
 * Numbers in, a <figure class="chart"> out; nothing is read and nothing is kept.  Every axis
 * of amounts begins at zero.  What is drawn stands as a table below the drawing, with a link
 * at each number that has one; the drawing itself is one image with a title and one sentence
 * (role "img").  A last period that has not ended is hatched and named.  Ids begin with
 * chart.id, so several figures fit on one page.
 */
#pragma once

#include "base/out.h"

enum chart_kind {
	CHART_LINE,             /* over time; the second series is what to compare with */
	CHART_BARS,             /* lying bars, one label each; the second series is a thin bar */
	CHART_STACKED,          /* columns over time, one part per series */
};

enum { MOST_CHART_SERIES = 6 };         /* what the eye can tell apart, and the style sheet has */

struct chart_series {
	struct str name;
	const int64_t *values;          /* chart.count of them, none below zero */
	const struct str *links;        /* the rows behind each number; NULL none */
};

struct chart {
	enum chart_kind kind;
	const char *id;                 /* letters, digits and -; one per page */
	struct str title;
	struct str finding;             /* one sentence: what it shows */
	struct str caveat;              /* what must be said beside it; "" none */
	struct str heading;             /* of the labels, in the table: "Month" */
	size_t count;
	const struct str *labels;       /* in full, in the table */
	const struct str *short_labels; /* in the drawing; NULL: labels */
	size_t series_count;
	const struct chart_series *series;
	struct str unfinished;          /* "until 24 November": the last period goes on; "" has ended */
};
void chart_show(struct out *out, const struct chart *chart);

/* Amounts in rows and columns, darker for more; each cell also says its number. */
struct heat {
	const char *id;
	struct str title, finding, caveat;
	struct str heading;             /* of the rows */
	size_t rows, columns;
	const struct str *row_labels, *column_labels;
	const int64_t *values;          /* rows x columns */
	const struct str *links;        /* the same, or NULL */
};
void heat_show(struct out *out, const struct heat *heat);

/* The upper end of an axis that holds `most`: 1, 2 or 5 times a power of ten, at least 4 so
 * that whole numbers fit the lines. */
int64_t chart_top(int64_t most);
