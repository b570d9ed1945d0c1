/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/hotspot_past.h - do hot spots foretell?  The map as it would have been, beside what came.
 *
 * So many times in the past, by what was known then, cells are put in order and the first of them
 * are marked, a twentieth of the area, say; of what came in the next weeks a share falls there, the
 * hit rate.  PAI is that share over the share of the area (Chainey, Tompson and Uhlig, Security
 * Journal 21:4, 2008), PEI the hits over the most that so many cells could have had (Hunt 2016).
 *
 * What costs nothing stands beside: the cells with most events of the last year, and those with most
 * of the last weeks.  A map that does not beat them says so.  Trials do not overlap, so that the
 * difference has an error: that of a ratio of sums over trials, Student's t.
 *
 * Where cells are equal at the edge of what is marked, each counts for its part; nothing depends on
 * the order in which cells stand.
 */
#pragma once

#include "analysis/density.h"
#include "analysis/verdict.h"

enum hotspot_way {
	HOTSPOT_WAY_smooth,             /* density.h of the days looked back on */
	HOTSPOT_WAY_last_year,          /* events per cell in the same days */
	HOTSPOT_WAY_last_weeks,         /* in as many days as are looked ahead */
	HOTSPOT_WAYS,
};

struct hotspot_past_ask {
	struct raster raster;
	double sigma;
	const bool *mask;               /* per cell: it counts as area (land); NULL: all of it does */
	const double *x, *y;
	const int32_t *day;
	size_t count;
	double share;                   /* of the area that is marked: 0.05 */
	int32_t ahead, back;            /* days: 28, 365 */
	size_t trials;                  /* at most so many, the last first: 13 are a year */
	double level;                   /* 0.9 */
	double least;                   /* events that came: fewer are too few (30) */
};

enum hotspot_past_state {
	HOTSPOT_PAST_fine,
	HOTSPOT_PAST_too_short,         /* no two trials have so many days before them */
	HOTSPOT_PAST_too_few,           /* events that came */
};

struct hotspot_hits { double hits, rate, pai, pei; };
/* How much more of what came lies in the map's cells than in those of the other way. */
struct hotspot_beside { double difference, low, high; enum verdict verdict; };

struct hotspot_past {
	enum hotspot_past_state state;  /* not fine: only trials and came are known */
	size_t trials, cells, marked;   /* cells: those that count as area */
	double came;
	struct hotspot_hits ways[HOTSPOT_WAYS];
	struct hotspot_beside beside[HOTSPOT_WAYS];     /* [HOTSPOT_WAY_smooth] is nothing */
	bool beats_both;
};

/* The raster and sigma are fine; share above 0 and at most 1, ahead and back from 1. */
struct hotspot_past hotspot_past_find(struct arena *arena, const struct hotspot_past_ask *ask);
