/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_waterfall.h - from one total to another, part by part.
 *
 * The first bar is where it began and the last where it ended; each bar between begins where
 * the one before ended and is one part of the change, to the right when it adds, to the left
 * when it takes away, with its 90 % interval.  "More reports: worse, or better reported?"
 *
 *	diagram_show(out, waterfall_diagram(&waterfall));
 */
#pragma once

#include "formats/diagram.h"

enum { WATERFALL_PARTS_MOST = 12 };

struct waterfall_part {
	struct str label;               /* "The share that is reported" */
	double effect, low, high;       /* added by it, and its 90 % interval; NAN: not known */
	enum verdict verdict;           /* of this part */
	bool is_judged;
	struct str link;
};

struct chart_waterfall {
	struct diagram_about about;
	struct str before_label, after_label;   /* "2024", "2025" */
	double before, after;           /* NAN: not known */
	struct str before_link, after_link;
	size_t count;
	const struct waterfall_part *parts;
	struct str unit;                /* "reports" */
};
struct diagram waterfall_diagram(const struct chart_waterfall *waterfall);
