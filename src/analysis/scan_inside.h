/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scan_inside.h - what the files of the scan share; only they include it. */
#pragma once

#include "analysis/scan.h"

/* Zones of all centres.  Nearest areas of a centre: nearest[from[centre]] ... */
struct scan_zones { size_t *from; uint32_t *nearest; };
struct scan_zones scan_zones_make(struct arena *arena, const struct scan_ask *ask,
                                  const double *exposure);

struct scanning {
	const struct scan_ask *ask;
	struct arena *arena;
	struct scan_zones zones;
	double total;                   /* C; 0: expectation-based, there is none */
	double *expected;               /* [window * areas + area]: of that time alone, the last first */
	double *counted;                /* the same */
	float *expected_sums;           /* of zones: [window * zones + from[centre] + k] */
	double *highest;
};

/* 0 unless c > m. */
double scan_score(double counted, double expected, double total);
/* Of all replicates, into highest. */
void scan_replicate(struct scanning *scanning);
