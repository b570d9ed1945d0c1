/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/warning_past.h - what was to be expected in the weeks before, week by week, for a chart.
 *
 * A series that was judged by its own baseline (warning.h) is fitted anew to each week, as it
 * would have been judged then with all that is known now.  One that was judged by its share has
 * in each week the same share of what its nearest ancestor with a baseline was to have, and is
 * as uncertain of it.  Both are of whole weeks; of the latest weeks, what is still to be
 * registered is told by nowcast() (delay.h).  Exposures are not looked at: only the judged week
 * of a series that has one is told by it.
 *
 * What is fitted for an ancestor is kept for all its children.
 */
#pragma once

#include "analysis/warning.h"

struct past_week {
	double count;                   /* registered by now; NAN: not known */
	double expected;                /* of the whole week; NAN: nothing can be said, nor of the four */
	double low50, high50, low90, high90;
	double late, late_low, late_high;       /* expected to be registered yet, within 90 %; 0: all is there */
	bool is_too_early;              /* too little is registered to say how much is late */
};

struct past_ask {
	const struct warning_series *series;
	const struct warning *warnings; /* of the same, as warnings_find() judged them */
	size_t count;
	const struct warning_settings *settings;
	struct date first;              /* the day week 0 begins with */
	int32_t week, now;              /* judged; reports are in until */
	size_t weeks;                   /* that are told, the judged one last; at most week + 1 */
};

struct pasts;
struct pasts *pasts_open(struct arena *arena, const struct past_ask *ask);
/* ask->weeks of them.  delay: of the series; NULL: all is there. */
const struct past_week *past_of(struct pasts *pasts, size_t item, const struct delay *delay);
