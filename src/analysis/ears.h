/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/ears.h - the first year, when there is nothing to look back on: EARS C1 to C3.
 *
 * The week beside the few just before it (Hutwagner et al., Journal of Urban Health 80:i89,
 * 2003).  Preliminary, and to be called so: seven weeks cannot give a limit that one in a
 * thousand passes.  At alpha 0.01, of usual weeks with one event or more, 5 to 9 of a hundred
 * pass that of C1 and 6 to 12 that of C2 (by simulation, tests_ears.c).
 *
 *   C1: the `weeks` before;  C2: the `weeks` that end three weeks before;
 *   C3: C2, with what was above it in the two weeks before added.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum ears_way { EARS_c1, EARS_c2, EARS_c3 };

struct ears_settings {
	int weeks;                      /* looked back on: 7 */
	double alpha;                   /* 0.001 for C1 and C2, 0.025 for C3 */
	double least_deviation;         /* of weeks that are all alike: 0.5 */
};

struct ears_judged {
	bool is_known;                  /* the weeks are there and known (C3: and not all alike) */
	double mean, deviation;
	double upper;
	bool is_above;
};

/* counts[0 .. week]; NAN: not known. */
struct ears_judged ears_judge(enum ears_way way, const struct ears_settings *settings,
                              const double *counts, size_t week);
