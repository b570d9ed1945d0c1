/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/capture.h - how many happened, when two or three lists each caught some of it?
 *
 * Nobody knows how many events there were.  What can be known is which share of those on one
 * list stands on the other, too: `both` of `second` is the share of the first list, a plain
 * proportion.  The number of all follows from it only when the lists are independent; a claim
 * usually causes a report, and then the share is too high and the number too low.  So the share
 * is what is shown, the number is beside it, and capture_if_dependent() says what both become
 * when being on one list makes being on the other more likely.
 *
 *	Petersen  N = n1 n2 / m
 *	Chapman   N = (n1+1)(n2+1)/(m+1) - 1,  V = (n1+1)(n2+1)(n1-m)(n2-m) / ((m+1)^2 (m+2))
 *	Chao      limits of f0 = N - D: D + f0/C, D + f0 C; C = exp(z sqrt(log(1 + V/f0^2)))
 *	Sadinle   "Transformed logit confidence intervals for small populations", Comm. Stat. -
 *	          Simulation 38:1909 (2009)
 *
 * Three lists: the Poisson log-linear models of the seven cells that can be seen, without the
 * term of all three (Fienberg 1972; Cormack 1989), weighed by exp(-BIC/2).
 */
#pragma once

#include "analysis/share.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- Two lists --------------------------------------------------------------------------- */

struct two_lists { int64_t first, second, both; };

enum capture_finding {
	CAPTURE_known,
	CAPTURE_nothing,                /* one of the lists is empty: nothing can be said */
	CAPTURE_at_least,               /* nothing on both: only sadinle_low may be shown, as "at least" */
	CAPTURE_all_seen,               /* nobody is on the second list alone, or on the first alone: chao is not known */
};

struct captured {
	enum capture_finding finding;
	int64_t distinct;               /* on any list */
	double petersen;                /* NAN when nothing is on both */
	double chapman, error;
	double chao_low, chao_high;     /* NAN when all are seen */
	double sadinle_low, sadinle_high;
	double share;                   /* of the first list, of what is on the second */
	struct share_limits wilson, exact;
};

bool two_lists_are_fine(const struct two_lists *lists); /* from 0, both on no more than each */
struct captured capture(const struct two_lists *lists, double level);

/* What is missed, how many there are and the share of the first list, when the odds of being
 * on one list are so many times higher for those on the other: 1 is independence. */
struct dependent { double missed, all, share; };        /* NAN when nothing is on both */
struct dependent capture_if_dependent(const struct two_lists *lists, double odds_ratio);

/* ---- Links that may be wrong --------------------------------------------------------------- */

/* The share when links were found by linkage.h: of those a person has looked at so many were
 * right, and of those that are known to belong together so many were found (or the sums of
 * chances of accepted and other pairs). */
struct linked_share_ask {
	int64_t linked, of;
	double right, wrong, found, missed;
	double level;
	uint64_t draws, seed;           /* 10000 */
};
struct linked_share {
	bool is_known;                  /* somebody has looked, and something is known to be found */
	double share, low, high;        /* linked x right share / found share / of, within 0 to 1 */
};
bool linked_share_ask_is_fine(const struct linked_share_ask *ask);
struct linked_share linked_share(const struct linked_share_ask *ask);

/* ---- Three lists ------------------------------------------------------------------------- */

/* Which pairs of lists depend on each other in a model: bits. */
enum { CAPTURE_AB = 1, CAPTURE_AC = 2, CAPTURE_BC = 4, CAPTURE_MODELS = 8 };

/* counts[4 a + 2 b + c]: seen on list A, B, C or not; counts[0] is what nobody saw, and not
 * looked at. */
struct three_lists { int64_t counts[8]; };

struct capture_model {
	int pairs;                      /* the bits */
	bool is_known;                  /* false: the cells do not hold it (no end, or no unique one) */
	int32_t parameters;
	double deviance, aic, bic;
	double missed, all, error, low, high;
	double share_first;             /* of list A */
	double weight;                  /* of the average; 0 when not known */
};

enum three_finding {
	THREE_known,
	THREE_nothing,                  /* too little: no model can be fitted */
	/* The model with all pairs has most of the weight and is too wide to stand alone: only
	 * the models one by one may be shown, and no single number. */
	THREE_depends_on_model,
};

struct three_captured {
	enum three_finding finding;
	int64_t distinct;
	struct capture_model models[CAPTURE_MODELS];    /* independence first, all pairs last */
	double all, error;              /* weighed by BIC, over those that are known */
	double petersen[3];             /* AB, AC, BC; NAN when nothing is on both */
};

struct three_settings {
	double level;                   /* 0.95 */
	double widest;                  /* error / all of the model with all pairs: 0.3 */
	double heaviest;                /* and its weight: 0.5 */
};

bool three_lists_are_fine(const struct three_lists *lists);      /* 0 to 2^40 */
struct three_captured capture_three(const struct three_lists *lists, const struct three_settings *settings);
