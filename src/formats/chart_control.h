/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_control.h - a control chart: a series, its centre, its limits, and what is more than chance.
 *
 * For all kinds that analysis/control_chart.h makes (numbers, shares, rates, between rare
 * events, times): the caller gives centre and limits of each point.  A point with a signal has
 * a ring with the number of the rule; the rules that occur are explained below.  Where limits
 * begin anew there is a double line with words; where that is only suggested, a dotted one.  A
 * target is a dotted line.  What has one limit and no centre (a sum with its threshold) leaves the
 * others NAN.
 *
 *	diagram_show(out, control_diagram(&control));
 */
#pragma once

#include "formats/diagram.h"

enum { CONTROL_POINTS_MOST = 200 };

/* The numbers in the rings. */
enum control_rule { CONTROL_no_rule, CONTROL_outside, CONTROL_trend, CONTROL_near, CONTROL_shift };
enum control_meaning { CONTROL_neither, CONTROL_better, CONTROL_worse };

struct control_point {
	struct str label, short_label;  /* as band_period */
	double value, centre, low, high;        /* NAN: not known, no limits */
	enum control_rule rule;
	enum control_meaning meaning;   /* of the signal */
	struct str break_words;
	struct str hint_words;          /* a suggestion that something changed before it; "" none */
	struct str link;
};

struct chart_control {
	struct diagram_about about;
	size_t count;
	const struct control_point *points;
	double target;                  /* NAN none */
	struct str unit;                /* of the numbers */
	struct str centre_words;        /* "": Centre, shown with limits only */
	struct str better_words;        /* "Lower is better."; "" neither */
};
struct diagram control_diagram(const struct chart_control *control);
