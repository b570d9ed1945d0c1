/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/hotspots.c - see hotspots.h. */
#include "analysis/hotspots.h"

#include "analysis/discoveries.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

struct whole { double counts, exposures; };

static struct whole whole_of(const struct hotspots_ask *ask)
{
	struct whole whole = { 0 };

	for (size_t i = 0; ask->counts && i < ask->neighbours.count; i++) {
		whole.counts += ask->counts[i];
		whole.exposures += ask->exposures[i];
	}
	return whole;
}

/* What was counted in the area with its neighbours, and how much of all exposure is there. */
static double share_of_whole(const struct hotspots_ask *ask, size_t i, struct whole whole, double *counted)
{
	double exposure = ask->exposures[i];

	*counted = ask->counts[i];
	for (size_t k = ask->neighbours.first[i]; k < ask->neighbours.first[i + 1]; k++) {
		*counted += ask->counts[ask->neighbours.other[k]];
		exposure += ask->exposures[ask->neighbours.other[k]];
	}
	return fmin(exposure / whole.exposures, 1);
}

static double exact_p(double counted, double all, double share)
{
	double at_most = pbinom(counted, all, share, 1, 0);
	double at_least = counted > 0 ? pbinom(counted - 1, all, share, 0, 0) : 1;

	return fmin(1, 2 * fmin(at_most, at_least));
}

static void spot_judge(const struct hotspots_ask *ask, size_t i, struct whole whole, struct hotspot *spot)
{
	double share;

	spot->expected = spot->counted = spot->p_value = NAN;
	if (!isnan(spot->z))
		spot->p_value = 2 * pnorm5(-fabs(spot->z), 0, 1, 1, 0);
	if (!ask->counts || !(whole.counts > 0))
		return;
	share = share_of_whole(ask, i, whole, &spot->counted);
	spot->expected = whole.counts * share;
	spot->is_exact = spot->expected < ask->least_expected;
	if (spot->is_exact)
		spot->p_value = exact_p(spot->counted, whole.counts, share);
}

static enum hotspot_finding spot_finding(const struct hotspots_ask *ask, const struct hotspot *spot)
{
	bool is_high = spot->is_exact ? spot->counted > spot->expected : spot->z > 0;

	if (isnan(spot->q_value))
		return HOTSPOT_unknown;
	if (spot->q_value > ask->q_most)
		return HOTSPOT_none;
	return is_high ? HOTSPOT_hot : HOTSPOT_cold;
}

struct hotspot *hotspots(struct arena *arena, const struct hotspots_ask *ask)
{
	size_t count = ask->neighbours.count;
	struct hotspot *found = arena_array(arena, struct hotspot, count);
	const double *values = ask->counts ? rates_standardised(arena, ask->counts, ask->exposures, count)
		: ask->values;
	double *z = gi_star(arena, &ask->neighbours, values), *p = arena_array(arena, double, count);
	double *q = arena_array(arena, double, count);
	struct whole whole = whole_of(ask);

	for (size_t i = 0; i < count; i++) {
		found[i].z = z[i];
		spot_judge(ask, i, whole, &found[i]);
		p[i] = found[i].p_value;
	}
	discoveries_q(DISCOVERY_bh, p, count, q);
	for (size_t i = 0; i < count; i++) {
		found[i].q_value = q[i];
		found[i].finding = spot_finding(ask, &found[i]);
	}
	return found;
}
