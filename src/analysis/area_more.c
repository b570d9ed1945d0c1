/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/area_more.c - see area_more.h. */
#include "analysis/area_more.h"

#include "analysis/discoveries.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

static double sum_of(const int64_t *counts, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (double)counts[i];
	return sum;
}

/* Of the area's events so many are of now: of `now` and `before` drawn without putting back. */
static double p_of(double events, double own, double now, double before)
{
	double lower = phyper(events, now, before, own, 1, 0);
	double upper = phyper(events - 1, now, before, own, 0, 0);

	return fmin(1, 2 * fmin(lower, upper));
}

struct area_more *area_more(struct arena *arena, const struct area_more_ask *ask)
{
	struct area_more *found = arena_array(arena, struct area_more, ask->count + 1);
	double *p = arena_array(arena, double, ask->count + 1), *q = arena_array(arena, double, ask->count + 1);
	double now = sum_of(ask->now, ask->count), before = sum_of(ask->before, ask->count);

	for (size_t i = 0; i < ask->count; i++) {
		int64_t own = ask->now[i] + ask->before[i];

		found[i].expected = before > 0 ? (double)ask->before[i] * now / before : 0;
		p[i] = own < ask->least || now <= 0 || before <= 0 ? NAN
			: p_of((double)ask->now[i], (double)own, now, before);
	}
	discoveries_q(DISCOVERY_bh, p, ask->count, q);
	for (size_t i = 0; i < ask->count; i++) {
		found[i].p_value = p[i];
		found[i].q_value = q[i];
		found[i].finding = isnan(p[i]) ? AREA_too_few : q[i] > ask->q_most ? AREA_as_before
			: (double)ask->now[i] > found[i].expected ? AREA_more : AREA_fewer;
	}
	return found;
}
