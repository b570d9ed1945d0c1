/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/area_more.h - which areas have more than they used to, given how much there is.
 *
 * Of each area how many events there are now and how many there were before.  If nothing had
 * moved, which of all events are those of now would be by lot, as in relative_risk.h; how many
 * of an area's are then of now is hypergeometric, given both sums, and exact also where events
 * are few (Fisher 1935).  p is twice the smaller tail, q over the areas that are judged
 * (discoveries.h): of those that are told, so large a share may be chance.
 *
 * Expected is what the area would have now with the share that it had before.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct area_more_ask {
	size_t count;
	const int64_t *now, *before;    /* events, from 0 */
	int64_t least;                  /* now and before together: fewer are too few (10) */
	double q_most;                  /* 0.05 */
};

enum area_more_finding { AREA_MORE_none, AREA_too_few, AREA_as_before, AREA_more, AREA_fewer };
struct area_more {
	double expected;
	double p_value, q_value;        /* NAN: too few */
	enum area_more_finding finding;
};
struct area_more *area_more(struct arena *arena, const struct area_more_ask *ask);
