/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/prior.h - how often it was thought to happen, what has happened, how often it happens.
 *
 * Somebody has said between what and what the number of times a year lies (P5, P95); a gamma
 * distribution goes through both.  Then so many events were counted in so many years, of which
 * a known share is reported at all.  Both together are a gamma distribution again.  When what
 * was counted would have been a surprise to who said it, that is a conflict: the two should be
 * looked at by a person and not be averaged in silence.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct frequency_said { double low, high; };            /* P5 and P95, 0 < low < high */
struct frequency_seen { int64_t events; double years, share_reported; };

/* gamma: shape and rate. */
struct frequency { double shape, rate, mean, low, high; };      /* low and high of `level` */

struct frequency_ask {
	struct frequency_said said;
	struct frequency_seen seen;
	double level;                   /* of the intervals: 0.9 */
	double surprise;                /* a conflict is what had a smaller chance than this: 0.02 */
};
enum frequency_conflict { FREQUENCY_agrees, FREQUENCY_more_than_said, FREQUENCY_fewer_than_said };

struct frequency_found {
	struct frequency before;        /* as said */
	struct frequency data;          /* from what was counted alone; is known when years > 0 */
	struct frequency after;         /* both */
	double chance_so_many, chance_so_few;   /* of so many or more; of so few or fewer; as said */
	enum frequency_conflict conflict;
	double none_next_year;          /* the chance that nothing happens in the next year */
};

bool frequency_ask_is_fine(const struct frequency_ask *ask);
struct frequency_found frequency_update(const struct frequency_ask *ask);
