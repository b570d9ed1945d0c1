/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_dots.h - estimates below each other, each with its intervals.
 *
 * A filled dot with a thick line (50 %) and a thin one (90 %); the round before as a hollow dot
 * below it, and a line up at the value to compare with (1 for ratios, 0 for differences).  Name
 * and number, rounded as its interval allows, stand above what is drawn, at the left: a phone shows
 * them without scrolling.
 *
 *	diagram_show(out, dots_diagram(&dots));
 */
#pragma once

#include "formats/diagram.h"

enum { DOTS_MOST = 60 };

/* Where a thing is not known: NAN.  An infinite limit is drawn to the edge. */
struct dots_row {
	struct str label;
	double value, low50, high50, low90, high90;
	double before, before_low90, before_high90;     /* the round before; NAN none */
	double less_than;               /* hidden because it is few; NAN: shown */
	enum verdict verdict;
	bool is_judged;
	struct str link;
};
struct dots_row dots_row(struct str label);     /* of which nothing is known */

struct chart_dots {
	struct diagram_about about;
	size_t count;
	const struct dots_row *rows;
	double reference;               /* NAN none */
	struct str reference_words;     /* "as before"; "" none */
	bool is_log;                    /* ratios and costs; values above 0 */
	struct str unit;                /* under the axis, and over the numbers */
	struct str interval_words;      /* what the thin line holds; "": 90 % */
	struct str before_words;        /* "2023"; "": the round before */
};
struct diagram dots_diagram(const struct chart_dots *dots);
