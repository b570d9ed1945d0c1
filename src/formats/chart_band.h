/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_band.h - a series over time beside what was expected of it.
 *
 * One column is a week or a month.  What is reported is solid; what will probably still come is
 * hatched on top of it, with its 90 % interval.  Behind them lie the expected number (a line)
 * and the areas that hold 50 and 90 % of what is usual.  Alarms carry a ring with the number
 * they have in the list beside the figure; a double line with words says that what is to its
 * left and right cannot be compared.  A thin line is the same period a year before.  At the
 * right edge a forecast may follow, dotted, with its fan.
 *
 *	diagram_show(out, band_diagram(&band));
 */
#pragma once

#include "formats/diagram.h"

enum { BAND_PERIODS_MOST = 110 };       /* two years of weeks, and some; forecast included */

/* Counts, or rates when is_rate.  NAN: not known, or not wanted; {0} would say nought, so begin
 * with band_period().  Limits that are not in order (low90, low50, high50, high90) are a mistake
 * of ours.  Of very small numbers the mean may lie beyond what holds 90 %. */
struct band_period {
	struct str label;               /* in full, in the table: "week 14, 2026" */
	struct str short_label;         /* under the axis: "14"; "": label */
	double reported;
	double complete, complete_low, complete_high;   /* when all is reported, 90 %; NAN: it is */
	double expected, low50, high50, low90, high90;
	double before;                  /* a year before */
	double less_than;               /* hidden because it is few: fewer than this; NAN: shown */
	int alarm;                      /* the number in its ring; 0 none */
	struct str break_words;         /* a break before this period; "" none */
	struct str link;                /* the rows behind what is reported; "" none */
};
/* A period of which nothing is known. */
struct band_period band_period(struct str label);

struct chart_band {
	struct diagram_about about;
	size_t count;
	const struct band_period *periods;
	size_t forecast_count;          /* only expected and its intervals are looked at */
	const struct band_period *forecast;
	bool is_rate;                   /* numbers need not be whole */
	struct str unit;                /* of the numbers: "events"; "": Reported */
	struct str before_name;         /* "2025"; "": the year before */
};
struct diagram band_diagram(const struct chart_band *band);     /* the caller keeps the band */

/* "37 events, expected 24 (17–33). It is an increase." */
struct str band_finding(struct arena *arena, double reported, double expected, double low90,
                        double high90, enum verdict verdict);
