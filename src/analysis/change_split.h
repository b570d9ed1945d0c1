/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/change_split.h - more reports: is it worse, or do we report better?
 *
 * Reports are exposure x true rate x share reported.  Given how many reports there were, how
 * much exposure, and which share is reported (as three numbers, spread.h: the share is never
 * known exactly), the change is split among the three so that the parts add up to it exactly,
 * in no order (logarithmic mean Divisia index; Ang, Energy Policy 33:867, 2005):
 *
 *	effect of x = L(N1, N0) ln(x1 / x0),  L(a, b) = (a - b) / ln(a / b),  L(a, a) = a
 *
 * Limits come from drawing the two shares; the rate is what is left.
 */
#pragma once

#include "analysis/spread.h"

#include <stdint.h>

struct reported { double reports, exposure; struct spread share; };

struct change_part { double effect, low, high; };
struct change_split {
	bool is_known;                  /* no reports before or after: a change from nothing has no parts */
	double change;
	struct change_part exposure, rate, share;
};

struct change_split_ask {
	struct reported before, after;
	double level;                   /* 0.9 */
	uint64_t draws, seed;           /* 10000 */
};

bool change_split_ask_is_fine(const struct change_split_ask *ask);
struct change_split change_split(const struct change_split_ask *ask);
