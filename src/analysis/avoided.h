/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/avoided.h - what did events cost before a measure and after it, and how much less is that?
 *
 * Expected without the measure is the cost per day (or per person and day) before, over the days
 * after; where a place without the measure stands beside, times how the cost there changed.
 * Avoided is that less what was observed:
 *
 *	avoided = S0 e1/e0 x (C1/f1)/(C0/f0) - S1
 *
 * S are sums of capped costs here, C there, e and f the days; 0 before, 1 after.  Each loss counts
 * no higher than the cap, for the largest alone may be most of a sum; how many were above it is
 * told apart.  Amounts are in the prices of one year, and as they were known at the same age of
 * each event, for what happened lately is not settled; beside each stands what it is known to
 * cost today.  How much of today's sum was known at that age says whether it is settled.
 *
 * A sum of events that come by chance, each with a cost of its own, is compound Poisson: its
 * variance is estimated by the sum of the squares v, heavy tails and all, times phi when events
 * come in clumps (Pearson's phi of the counts of 28 days within each window, at least 1).  Each
 * mean has the limits of Fay and Feuer, "Confidence intervals for directly standardized rates",
 * Statistics in Medicine 16:791-801 (1997): with y the sum and w the largest cost seen anywhere,
 *
 *	low  from Gamma(y^2/v, scale v/y), 0 when y is 0
 *	high from Gamma((y+w)^2/(v+w^2), scale (v+w^2)/(y+w))
 *
 * so that nothing seen is not nothing at all.  They are put together as Fay, Proschan and Brittain,
 * "Combining one-sample confidence procedures for inference in the two-sample case", Biometrics
 * 71:146-156 (2015), do for two: draws of each low and high in what is avoided, the low limit of
 * what makes it small, the high of what makes it large.  The draws are the middle of equal shares,
 * shuffled by a stream with a seed: the same numbers give the same limits, always.
 * The tests hold the limits to simulated cities with heavy tails.
 *
 * It is no proof that the measure did it, and says nothing of what else changed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AVOIDED_DRAWS = 2000, AVOIDED_DRAWS_MOST = 100000 };

struct avoided_loss {
	double amount;                  /* from 0, at the age at which all are compared */
	double later;                   /* what it is known to cost today; 0: withdrawn */
	int32_t day;                    /* of its window, from 0; -1: not known */
};
struct avoided_window {
	const struct avoided_loss *losses;      /* events without a cost may be left out */
	size_t count;
	double exposure;                /* days, or people x days; above 0 */
	int32_t days;                   /* of the window; 0: days of losses are not known */
};

struct avoided_ask {
	struct avoided_window before, after;
	bool has_compare;
	struct avoided_window there_before, there_after;
	double cap;                     /* above 0; INFINITY: none */
	double level;                   /* 0.9 */
	double settled;                 /* the share that must be known: 0.6 */
	int64_t least;                  /* fewer events with a cost, before and after, say nothing; from 1 */
	size_t draws;                   /* AVOIDED_DRAWS */
	uint64_t seed;
};
/* False: a number is none, or out of what is said above. */
bool avoided_ask_is_fine(const struct avoided_ask *ask);

enum avoided_finding {
	AVOIDED_none,
	AVOIDED_less,                   /* the whole interval is above 0 */
	AVOIDED_more,                   /* the whole interval is below 0: it cost more */
	AVOIDED_unclear,                /* it holds 0 */
	/* Nothing is told of these but the numbers of events. */
	AVOIDED_too_few,
	AVOIDED_too_few_there,          /* or nothing cost anything there before */
	AVOIDED_unsettled,
};

struct avoided_sum {
	int64_t costly;                 /* events with a cost */
	int64_t large;                  /* of those, above the cap */
	double capped;                  /* their cost, each no higher than the cap */
};
struct avoided {
	enum avoided_finding finding;
	struct avoided_sum before, after, there_before, there_after;
	double settled;                 /* share of today's cost before that was known; NAN: there is none */
	double phi;
	double change;                  /* there; 1 when nothing is compared */
	double expected, observed;      /* over the days after */
	double avoided, low, high;      /* the same; low may be -INFINITY, high INFINITY */
};
struct avoided avoided_find(const struct avoided_ask *ask);
