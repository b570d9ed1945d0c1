/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/funnel.h - many units beside each other: which rates are higher or lower than the rest?
 *
 * Around the rate of all together stand limits that are wide for small units and narrow for
 * large ones (Spiegelhalter 2005).  Units differ more than counting alone would let them; how
 * much more (phi) is found from z = 2 (sqrt(events + 1/4) - sqrt(expected)), its ends pulled in
 * so that those who stand out do not hide themselves.  When it is more than chance, a variance
 * between units (tau2, on the scale of events / expected) widens the limits for all.
 *
 * Low is not good by itself.  A unit that reports much less than others while what others see
 * of it (claims, injuries) is not low either is silent: what is missing there are the reports.
 * For the share of near misses, exposure is the number of all reports.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct funnel_unit { double events, exposure; };        /* a whole number from 0; above 0 */

/* What somebody decides; in brackets what is usual. */
struct funnel_settings {
	double inner, outer;            /* levels of the limits (0.95, 0.998) */
	double pulled;                  /* such a share of units at each end is pulled in (0.1) */
	size_t least;                   /* fewer units than these are too few (5) */
};

enum funnel_place { FUNNEL_unknown, FUNNEL_within, FUNNEL_low, FUNNEL_high, FUNNEL_very_low,
	FUNNEL_very_high };             /* beyond the inner limits; beyond the outer */

struct funnel_mark {
	double rate, expected;
	double z, z_spread;             /* by counting alone; divided by the root of phi */
	double z_between;               /* with what units differ: what the limits are drawn from */
	double low, high, outer_low, outer_high;        /* limits of the rate, from 0 */
	double exact_low, exact_high;   /* counts: inner limits of Poisson, without differences */
	enum funnel_place place;
};

enum funnel_state { FUNNEL_fine, FUNNEL_too_few, FUNNEL_nothing };      /* units; no event anywhere */

struct funnel {
	enum funnel_state state;        /* not fine: nothing below is known but rates */
	double rate;                    /* of all together */
	double phi, tau2;               /* tau2 is 0 when phi is no more than chance */
	bool is_spread;                 /* phi is more than chance */
	const struct funnel_mark *marks;
	size_t count;
};

bool funnel_settings_are_fine(const struct funnel_settings *settings);
bool funnel_units_are_fine(const struct funnel_unit *units, size_t count, size_t *at);
struct funnel funnel_make(struct arena *arena, const struct funnel_unit *units, size_t count,
                          const struct funnel_settings *settings);

/* The limits for a unit of some exposure that need not exist: a point of the curve to draw. */
struct funnel_mark funnel_at(const struct funnel *funnel, double exposure,
                             const struct funnel_settings *settings);

/* The same units in two funnels: what they report, and what others see. */
enum funnel_silence {
	FUNNEL_silence_unknown,         /* a funnel is not fine, or so little would be expected from
	                                 * others that low cannot be told from nothing */
	FUNNEL_not_silent,
	FUNNEL_silent,
};
enum funnel_silence funnel_silence(const struct funnel *reported, const struct funnel *seen, size_t unit);
