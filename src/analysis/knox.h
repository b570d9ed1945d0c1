/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/knox.h - after one event, are there more near it for a while? (near repeats)
 *
 * Pairs of events of one kind, by how far apart they are in space and in days (Knox 1964).
 * Of each band of distance and of days: how many pairs there are, how many there would be if
 * the one had nothing to do with the other (n_s n_t / pairs), and, from drawing which event
 * happened on which of the days, their mean and how often there were as many:
 * p_value = (1 + draws with as many) / (draws + 1).
 *
 * The first band of space holds events at the same place.  When more than a share of the
 * events stand at places that are only about right (the middle of an area, an address made
 * coarse), the same place is a matter of writing and not of happening: nothing is said of it.
 * Seasons and growth of the whole city raise all bands a little; compare the near with the far.
 *
 * Only pairs within the last band of space are kept: a draw costs as much as there are of them.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { KNOX_EVENTS_MOST = 50000, KNOX_BANDS_MOST = 16, KNOX_DRAWS_MOST = 9999, KNOX_DAYS_MOST = 36600,
	KNOX_PAIRS_MOST = 50000000 };

struct knox_ask {
	size_t count;
	const double *x, *y;            /* metres */
	const int32_t *day;             /* a running number */
	const bool *is_approximate;     /* the place is only about right; NULL: none */
	double approximate_most;        /* usually 0.05 */
	/* Upper ends, rising: of metres the first may be 0 (the same place), up to and with each;
	 * of days the first from 0. */
	const double *metres;
	const int32_t *days;
	size_t metres_count, days_count;
	size_t draws;                   /* usually 999 */
	uint64_t seed;
	int threads;
};

enum knox_fault {
	KNOX_fine,
	KNOX_bad_ask,                   /* bands that do not rise, too many draws */
	KNOX_too_many,                  /* events, or pairs within the last band */
	KNOX_bad_event,                 /* `at`: no number, or days too far apart */
};
enum knox_fault knox_judge(const struct knox_ask *ask, size_t *at);

enum knox_state { KNOX_known, KNOX_no_pairs, KNOX_too_coarse };
struct knox_band {
	enum knox_state state;          /* no_pairs: none in this band of space, or of days */
	int64_t observed, near_in_space, near_in_time;
	double expected;
	double drawn_mean, ratio;       /* observed / drawn_mean; NAN without draws or when it is 0 */
	double p_value;                 /* NAN without draws */
};
struct knox {
	bool is_known;                  /* false: KNOX_too_many pairs; nothing else is set */
	int64_t pairs;                  /* of all events */
	double approximate;             /* share of the events */
	const struct knox_band *bands;  /* [metres * days_count + days] */
};
struct knox knox(struct arena *arena, const struct knox_ask *ask);
