/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_curve.h - a curve with its band: how an answer depends on what is assumed, or how
 * likely it is that a loss is larger.
 *
 * A ribbon (how sensitive an answer is) has plain axes; a loss exceedance curve has the loss
 * across and how often a year brings more up, both logarithmic.  Thick line: the estimate; grey:
 * what holds it with 50 and 90 %.  Marks are single observations: losses that have happened.
 * A curve of what is left after a time (survival) goes in steps.
 *
 *	diagram_show(out, curve_diagram(&curve));
 */
#pragma once

#include "formats/diagram.h"

enum { CURVE_POINTS_MOST = 400, CURVE_MARKS_MOST = 40 };

struct curve_point { double x, y, low50, high50, low90, high90; };      /* NAN: not known; x rises */
struct curve_mark { double x, y; struct str label; };   /* label "": only a dot */

struct chart_curve {
	struct diagram_about about;
	size_t count;
	const struct curve_point *points;
	size_t marks_count;
	const struct curve_mark *marks;
	bool is_log_x, is_log_y;        /* what is not above 0 is not drawn */
	double reference;               /* of y; NAN none */
	struct str reference_words;
	struct str x_words, y_words;    /* "Loss, million kronor", "Chance of more in a year" */
	bool is_stepped;                /* what holds at a point holds until the next; plain axes */
	struct str marks_words;         /* what the marks are; "": observed */
};
struct diagram curve_diagram(const struct chart_curve *curve);
