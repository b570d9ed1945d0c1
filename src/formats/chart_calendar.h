/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_calendar.h - when is there more than expected?  Hour by weekday, week by year.
 *
 * Each cell compares what was observed with what was expected of it (of its row and column, so
 * that weekends are not news).  The colour is the ratio, as the caller has drawn it towards 1
 * where little is known: one hue for more, another for less, each in three steps (1.25, 1.6 and
 * 2.2 times); a wedge that points up or down says the same without colour.  The number observed
 * is printed from `least` on.
 *
 *	diagram_show(out, calendar_diagram(&calendar));
 */
#pragma once

#include "formats/diagram.h"

enum { CALENDAR_CELLS_MOST = 53 * 31 };

struct calendar_cell {
	double observed, expected;      /* NAN: not known */
	double ratio;                   /* above 0; NAN: no colour */
	double less_than;               /* hidden because it is few; NAN: shown */
	struct str link;
};

struct chart_calendar {
	struct diagram_about about;     /* heading: of the rows */
	size_t rows, columns;
	const struct str *row_labels, *column_labels;
	const struct calendar_cell *cells;      /* rows x columns */
	double least;                   /* numbers from this are printed in the cell (5) */
	struct str column_heading;      /* "Hour" */
};
struct diagram calendar_diagram(const struct chart_calendar *calendar);
/* The cell of a count and what was expected of it, nothing hidden. */
struct calendar_cell calendar_cell(double observed, double expected, double ratio);
