/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_funnel.h - units beside each other: rate up, exposure across, limits that narrow.
 *
 * A dot is a unit.  Its own rate is compared with the rate of all together: beyond the inner
 * limits it stands out, beyond the outer ones more than chance would let any of them.  Limits
 * come as points of a curve, from small to large exposure (analysis/funnel.h makes them); a
 * unit that stands out, and the one that is highlighted, are named.
 *
 *	diagram_show(out, funnel_diagram(&funnel));
 */
#pragma once

#include "formats/diagram.h"

enum { FUNNEL_CURVE_MOST = 200 };

enum funnel_sign { FUNNEL_SIGN_within, FUNNEL_SIGN_high, FUNNEL_SIGN_low, FUNNEL_SIGN_silent };

struct funnel_dot {
	struct str label;               /* the unit */
	double exposure, rate;          /* NAN: not known, and not drawn; the table has it */
	double low, high, outer_low, outer_high;        /* its limits, for the table; NAN: none */
	double less_than;               /* events hidden because they are few; NAN: shown */
	enum funnel_sign sign;
	bool is_chosen;                 /* "your unit" */
	struct str link;
};

struct funnel_curve { double exposure, low, high, outer_low, outer_high; };

struct chart_funnel {
	struct diagram_about about;
	double centre;                  /* the rate of all; NAN: no limits are known */
	size_t count;
	const struct funnel_dot *dots;
	size_t curve_count;             /* rising exposure; 0: no limits */
	const struct funnel_curve *curve;
	struct str rate_words;          /* "events per 100 employees" */
	struct str exposure_words;      /* "employees" */
	struct str inner_words, outer_words;    /* "95 %", "99.8 %" */
};
struct diagram funnel_diagram(const struct chart_funnel *funnel);
