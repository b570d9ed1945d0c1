/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/discoveries.c - see discoveries.h: rules that look at p alone. */
#include "analysis/discoveries.h"

#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>

struct ranked { double p; size_t at; };

static int by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

/* What p is multiplied by: the k-th of n (from 1). */
static double factor(enum discovery_rule rule, size_t k, size_t n, double harmonic)
{
	if (rule == DISCOVERY_bh)
		return (double)n / (double)k;
	if (rule == DISCOVERY_by)
		return harmonic * (double)n / (double)k;
	return rule == DISCOVERY_bonferroni ? (double)n : (double)(n - k + 1);
}

void discoveries_q(enum discovery_rule rule, const double *p, size_t count, double *q)
{
	struct ranked *ranked = scratch_grow(NULL, count, sizeof(*ranked));
	double harmonic = 0, kept = rule == DISCOVERY_holm || rule == DISCOVERY_bonferroni ? 0 : 1;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		q[i] = NAN;
		if (!isnan(p[i]))
			ranked[n++] = (struct ranked){ p[i], i };
	}
	for (size_t k = 1; k <= n; k++)
		harmonic += 1 / (double)k;
	qsort(ranked, n, sizeof(*ranked), by_p);
	for (size_t step = 0; step < n; step++) {
		/* Holm steps down from the smallest, the others up from the largest. */
		bool is_down = rule == DISCOVERY_holm;
		size_t k = is_down ? step + 1 : n - step;
		double now = fmin(1, ranked[k - 1].p * factor(rule, k, n, harmonic));

		if (rule == DISCOVERY_bonferroni)
			kept = now;
		else
			kept = is_down ? fmax(kept, now) : fmin(kept, now);
		q[ranked[k - 1].at] = kept;
	}
	free(ranked);
}
