/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/warning.h - the weekly list: which of a city's thousands of series have had more than usual?
 *
 * Series form a tree by levels (city, board, unit ...).  From the top down, each series is
 * judged by what can be said of it:
 *
 *   its own baseline            when it has events enough            baseline.h
 *   its share of its parent     when it has few                      shares.h
 *   the weeks just before       in the first year, at the top: preliminary     ears.h
 *
 * against what is registered by now (delay.h), and then among all tests of its level: q is the
 * share of false ones to expect among those with this q or less (discoveries.h).  Listed are
 * tests with q at most `q_most` and enough events, and sentinels: kinds of events of which one
 * is enough.  A listed child is folded under its listed parent when the parent's number alone
 * explains it: P(Bin(parent's count, child's share) >= child's count) above `child_alone`.
 *
 * A child's exposure counts beside its parent's: where it is open twice as long as it uses to be,
 * and the parent is not, twice its share is as usual.
 *
 * What comes out does not depend on the number of threads.
 */
#pragma once

#include "analysis/baseline.h"
#include "analysis/delay.h"
#include "analysis/ears.h"
#include "analysis/shares.h"

struct warning_series {
	int32_t level;                  /* 0: the top */
	int32_t parent;                 /* a series of a lower level number that stands before; -1: none */
	int32_t dimension;              /* what it is a part by (units, areas, types): siblings have the same */
	bool is_sentinel;
	const double *counts;           /* week 0 to the judged one; NAN: not known */
	double reported;                /* share of the judged week's events that is registered by now; 1: all */
	const double *exposure;         /* NULL, or what counts are proportional to (open days), above 0; NAN: not
	                                 * known, and then the week is not looked at */
};

/* What a city decides, with what is usual. */
struct warning_settings {
	struct baseline_settings baseline;
	struct ears_settings ears;      /* C2: 7 weeks, 0.001, 0.5 */
	double alpha;                   /* of `upper`: 0.01 */
	double q_most;                  /* 0.10 */
	double strong_p;                /* p below this is strong: 0.0001 */
	double least_count;             /* fewer events are not listed: 3 */
	double child_alone;             /* 0.05 */
	double explained;               /* contributions are told until this share of the excess: 0.8 */
	int threads;
};
struct warning_settings warning_usual(void);

enum warning_way { WARNING_none, WARNING_baseline, WARNING_share, WARNING_preliminary };
enum warning_tier { WARNING_quiet, WARNING_sentinel, WARNING_first_year, WARNING_listed, WARNING_strong };

struct warning {
	enum warning_way way;           /* none: too little to say */
	enum baseline_finding baseline; /* why not its own */
	bool is_simplified;
	double count, expected;         /* by now */
	double phi;                     /* variance / mean from week to week, at least 1 */
	struct count_law whole;         /* of the whole week, what is registered late too; mean 0: none */
	double upper, p, q;             /* NAN when there is none */
	double score;                   /* 1: at the limit */
	enum warning_tier tier;
	int32_t folded_under;           /* a listed series; -1: it stands by itself */
};

/* Puts in each series which share of the judged week is registered by now: each leans on the
 * delays of the topmost ones together, which are answered.  reports: of each series together,
 * those of series i from begin[i] to begin[i + 1]. */
struct delay warnings_delay(struct arena *arena, struct warning_series *series, size_t count,
                            const struct delay_report *reports, const size_t *begin,
                            const struct delay_settings *settings, int32_t week);

/* False: *at is a series whose parent does not stand before it on a level above. */
bool warning_series_are_fine(const struct warning_series *series, size_t count, size_t *at);
/* first: the day week 0 begins with (not given: years of 52 weeks). */
const struct warning *warnings_find(struct arena *arena, const struct warning_series *series, size_t count,
                                    const struct warning_settings *settings, struct date first, int32_t week);
bool warning_is_listed(const struct warning *warning);  /* or strong */

/* What a list says of itself. */
struct warning_level {
	int64_t series, judged, listed;
	double most_q;                  /* of those listed; 0: none is */
	double false_expected;          /* among those listed */
};
struct warning_level warnings_level(const struct warning_series *series, const struct warning *warnings,
                                    size_t count, int32_t level);

/* ---- Why ---------------------------------------------------------------------------------- */

struct contribution {
	int32_t series;
	double excess;                  /* count - expected */
	double p_alone;                 /* P(so many or more | the parent's count): small: more than its share */
};
/* The children of a dimension that make up `explained` of the excess, the largest first; *count
 * of them.  None when there is no excess. */
const struct contribution *warning_contributions(struct arena *arena, const struct warning_series *series,
                                                 const struct warning *warnings, size_t series_count,
                                                 int32_t parent, int32_t dimension, double explained,
                                                 size_t *count);
