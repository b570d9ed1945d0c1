/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/rollup.h - what many units have said, put together without being averaged away.
 *
 * Likeness of two descriptions is a sum of points: the same source, the same types of events,
 * things that both stand on, the same place, and rare words in common.  Descriptions are
 * grouped by average linkage: two groups become one as long as their members are, on the
 * average, so alike.  A group is only a suggestion, and it can say why: what at least half of
 * its members share.
 *
 * Frequencies are pooled (spread.h: their disagreement becomes width) and never added: one
 * hazard has one frequency however many have described it.  What each one said stays beside
 * it, and when they are more than a factor of ten apart that is a question for a meeting and
 * no number.
 */
#pragma once

#include "analysis/spread.h"
#include "base/arena.h"

enum alike { ALIKE_source, ALIKE_types, ALIKE_nodes, ALIKE_place, ALIKE_words, ALIKE_COUNT };

struct number_set { size_t count; const int32_t *at; };         /* rising, each once */

struct alike_item {                     /* one description; numbers are names that somebody else gave */
	int32_t unit;                   /* who said it */
	struct number_set of[ALIKE_COUNT];
};

/* What full likeness in each respect is worth, and how much makes two belong together. */
extern const double alike_points[ALIKE_COUNT];
extern const double alike_enough;

struct alike_reason {
	enum alike in;
	int32_t what;
	size_t items;                   /* so many of the group share it */
};
struct alike_group {
	size_t count;
	const size_t *items;            /* rising */
	size_t units;                   /* how many different */
	size_t reason_count;
	const struct alike_reason *reasons;     /* what at least half share: by respect, the most shared first */
};
struct alike_groups { size_t count; const struct alike_group *at; };

/* Points of two of the items; `count` and `items` are all of them, which say which words are rare. */
double alike_of(struct arena *arena, const struct alike_item *items, size_t count, size_t a, size_t b);
/* Groups of items of at least two units, the largest (by units, then items) first. */
struct alike_groups alike_group_all(struct arena *arena, const struct alike_item *items, size_t count);

struct rollup {
	size_t count;
	double least, most;             /* of what they hold for likely */
	struct spread pooled;           /* 5, 50 and 95 per cent of the pool */
	double decades;                 /* standard deviation of log10 of what is likely */
	bool is_apart;                  /* more than one decade between two of them */
};
struct rollup rollup_of(const struct spread *said, size_t count);       /* those that are fine and above 0 */
