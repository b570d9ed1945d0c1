/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/discoveries.h - thousands of tests at once: which are worth a look, and how many of those are false?
 *
 * q is the share of false ones to expect in a list of all tests with this q or less (Benjamini
 * and Hochberg, JRSS B 57:289, 1995; Yekutieli's for any dependence).  Holm and Hochberg bound
 * the chance of a single false one.
 *
 * p-values of small counts are discrete: most tests cannot give a small p at all, so the plain
 * rule is far too timid.  The discrete one (Gilbert 2005; Heyse 2011) asks of every test what
 * it could have given:
 *
 *   F_j(t) = the largest p that test j can give and that is at most t (0: none)
 *   q_(k)  = least over r >= k of  sum_j F_j(p_(r)) / r
 *
 * For lists.  When a report must say "controlled", discoveries_controlled() is the step-up
 * method that is proved for independent tests (DBH-SU; Döhler, Durand and Roquain, Electronic
 * Journal of Statistics 12:1867, 2018), a little more careful.
 */
#pragma once

#include "analysis/count_law.h"
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum discovery_rule { DISCOVERY_bh, DISCOVERY_by, DISCOVERY_holm, DISCOVERY_hochberg, DISCOVERY_bonferroni };

/* p[0..count): q of each, in the same order.  A p that is no number is no test: its q is NAN
 * and it is not counted. */
void discoveries_q(enum discovery_rule rule, const double *p, size_t count, double *q);

/* What each test can give: P(at least n) for n = 0, 1, 2 ...  Made once for the laws of a week. */
struct discrete_tests {
	size_t count;
	const size_t *begin;            /* count + 1: where the values of each begin */
	const double *values;           /* of each rising; below DISCOVERY_FLOOR one, and last 1 */
};
/* Below it F_j(t) is taken to be t itself, which is never too little. */
#define DISCOVERY_FLOOR 1e-15

struct discrete_tests discrete_tests_make(struct arena *arena, const struct count_law *laws, size_t count);
/* p[j]: what test j gave, as count_law_at_least(); NAN: the test was not made (then it gives
 * nothing to the sum either). */
void discoveries_discrete(struct arena *arena, const struct discrete_tests *tests, const double *p, double *q);
/* Which are found at this level (0.1), by DBH-SU; how many. */
size_t discoveries_controlled(struct arena *arena, const struct discrete_tests *tests, const double *p,
                              double level, bool *is_found);
