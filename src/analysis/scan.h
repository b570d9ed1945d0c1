/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/scan.h - is there a cluster somewhere, and of late? Counts per area in, clusters out.
 *
 * Every area with its k nearest is a zone, for every k up to what is asked; with times, every
 * zone is looked at over the last 1, 2, ... windows that end now.  Of each, c is what was
 * counted and m what was expected, and its score L is a log likelihood ratio, 0 unless c > m:
 *
 *   SCAN_poisson      c log(c/m) + (C-c) log((C-c)/(C-m)); expected numbers say only what
 *                     belongs where, and are scaled to the C counted (Kulldorff 1997, 2001)
 *   SCAN_permutation  the same, m from the sums of areas and of times: for when nothing is
 *                     known of exposure (Kulldorff et al. 2005)
 *   SCAN_expectation  c log(c/m) + m - c; expected numbers are what would be counted now
 *                     (Neill 2009): all places together may be higher
 *
 * Whether the highest score is high is told by `replicates` drawn where nothing is clustered:
 * C by lot among areas and times; the times of all by lot among them; or Poisson counts.
 * p_value = (1 + those as high) / (replicates + 1).  gumbel_p is the tail of a Gumbel
 * distribution with their mean and variance (Abrams, Kleinman and Kulldorff 2010), which says
 * more than 1 / (replicates + 1): 99 replicates are enough for it.  `dispersion` divides the
 * scores of what was counted (not of replicates) when counts vary more than Poisson does.
 *
 * Clusters are told by score; the second is the best of the zones that share no area with the
 * first, and so on.  The first was chosen because it is high: its ratio c/m is too high in the
 * mean, and more so the smaller m is.
 *
 * Ties go to the lower area, the shorter window, the smaller zone.  Replicates are drawn by
 * their number; 8 are looked at together, and only where (c-m)^2 C / (m (C-m)), or (c-m)^2 / m,
 * which no score exceeds, is higher than what has been seen, is a logarithm taken.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_AREAS_MOST = 20000, SCAN_WINDOWS_MOST = 60, SCAN_REPLICATES_MOST = 9999,
	SCAN_CASES_MOST = 10000000, SCAN_ZONES_MOST = 40000000 };

enum scan_kind { SCAN_poisson, SCAN_permutation, SCAN_expectation };

struct scan_ask {
	enum scan_kind kind;
	size_t areas, times;            /* times 1: of space alone */
	size_t windows;                 /* 1 to times, usually 8 weeks */
	const double *x, *y;            /* of the areas, metres */
	const double *exposure;         /* of the areas; NULL: all their expected, or counted, together */
	const int64_t *counts;          /* [time * areas + area], the oldest time first */
	const double *expected;         /* the same; not looked at by SCAN_permutation */
	size_t nearest_most;            /* areas of a zone */
	double share_most;              /* of all exposure, usually 0.1 or 0.5; the area itself may be larger */
	double radius_most;             /* metres, usually 2000; INFINITY */
	double dispersion;              /* 1 or more */
	size_t replicates;              /* 99 with Gumbel, 999; 0: scores alone */
	uint64_t seed;
	int threads;
	size_t most;                    /* clusters told, 1 or more */
};

enum scan_fault {
	SCAN_fine,
	SCAN_bad_ask,                   /* no areas or times, too many, limits that cannot be */
	SCAN_bad_area,                  /* x, y or exposure of area `at` */
	SCAN_bad_count,                 /* below 0, or too many together; [`at`] */
	SCAN_bad_expected,              /* no number, below 0, or 0 where something was counted; [`at`] */
	SCAN_nothing,                   /* nothing was counted, or all is expected in one area and time */
	SCAN_too_large,                 /* zones times windows */
};
enum scan_fault scan_judge(const struct scan_ask *ask, size_t *at);

struct scan_zone { size_t centre, areas, windows; double counted, expected, score; };
struct scan_cluster {
	struct scan_zone zone;
	const uint32_t *areas;          /* zone.areas of them, the nearest first */
	double radius;                  /* metres from the centre to the farthest of them */
	double p_value, gumbel_p;       /* NAN without replicates */
};
struct scan {
	size_t zones;                   /* times windows: how many were looked at */
	struct scan_zone *best;         /* [centre * windows + window - 1], by whatever k */
	struct scan_cluster *clusters;
	size_t clusters_count;          /* fewer than `most` when no more score above 0 */
	const double *highest;          /* of each replicate */
	double highest_mean, highest_sd;
	double gumbel_mu, gumbel_beta;
};
/* Judged fine.  Scores are divided by the dispersion, those of `best` too. */
struct scan scan_make(struct arena *arena, const struct scan_ask *ask);

/* Run so many times a year, how many years pass between two such findings by chance. */
double scan_recurrence_years(double p_value, double runs_per_year);
