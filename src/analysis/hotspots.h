/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/hotspots.h - which areas are hot, so that not more than one in twenty of them is chance.
 *
 * Of each area with its neighbours together (Getis and Ord's G*, autocorrelation.h) a two-sided
 * p-value, of all areas together a q-value (discoveries.h): areas with q below a limit are
 * hot or cold, and of those so large a share is expected to be chance.
 *
 * Counts with exposures are judged by their standardised rates (Assuncao and Reis 1999).  Where
 * fewer than `least_expected` events are expected in an area with its neighbours a z is not
 * normal; there the count itself is judged, exactly: when every event falls by lot in
 * proportion to exposure, how many fall there is binomial, given how many there are.
 * p is then twice the smaller tail, which is what drawing the counts anew would tell.
 */
#pragma once

#include "analysis/autocorrelation.h"

struct hotspots_ask {
	struct neighbours neighbours;
	const double *values;           /* or NULL: counts and exposures */
	const double *counts, *exposures;       /* rates_are_fine() */
	double least_expected;          /* usually 5 */
	double q_most;                  /* usually 0.05 */
};

enum hotspot_finding { HOTSPOT_unknown, HOTSPOT_none, HOTSPOT_hot, HOTSPOT_cold };
struct hotspot {
	double z;                       /* G*; NAN: values do not differ */
	double expected, counted;       /* of counts: the area with its neighbours; else NAN */
	bool is_exact;                  /* p of the count, not of z */
	double p_value, q_value;        /* NAN: unknown */
	enum hotspot_finding finding;
};
struct hotspot *hotspots(struct arena *arena, const struct hotspots_ask *ask);
