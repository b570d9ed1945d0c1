/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_multiples.h - the same series for many: small drawings with common axes.
 *
 * Three beside each other, those that deviate most first, whatever their names begin with.
 * Each has its columns, what was expected of it and the area that holds 90 % of what is usual;
 * what is within the usual is drawn faintly.  Above each stands its name, and its rank.
 *
 *	diagram_show(out, multiples_diagram(&multiples));
 */
#pragma once

#include "formats/chart_band.h"

enum { MULTIPLES_MOST = 60, MULTIPLES_PERIODS_MOST = 60 };

struct multiple {
	struct str label;
	double deviation;               /* orders them, the greatest first: a score, or 1 - q */
	bool is_usual;                  /* within what was expected: drawn faintly */
	const struct band_period *periods;      /* chart.count of them; as in chart_band.h */
	struct str link;                /* behind the name, in the table */
};

struct chart_multiples {
	struct diagram_about about;     /* heading: of what there are many */
	size_t count;                   /* periods of each */
	size_t multiples_count;
	const struct multiple *multiples;
	struct str period_heading;      /* "Month" */
	bool is_rate;
};
struct diagram multiples_diagram(const struct chart_multiples *multiples);
