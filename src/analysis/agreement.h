/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/agreement.h - do two records tell of the same thing?  From which fields agree.
 *
 * Pairs of records are compared field by field; each field agrees on some level (0: the same).
 * How many pairs there are of each pattern of levels goes in; out comes how likely a pair of
 * each pattern is to be one thing told twice.  The model is that of Fellegi and Sunter, "A
 * theory for record linkage", JASA 64:1183 (1969): among pairs that belong together level l of
 * field f has the chance m, among the others u, and fields are independent of each other given
 * which of the two a pair is.  m, u and the share of pairs that belong together are found
 * without a single known link, by expectation and maximisation on the table of patterns
 * (Winkler 1988):
 *
 *	w = p prod m / (p prod m + (1 - p) prod u)
 *	p = sum n w / sum n;  m(f, l) = sum of n w where the level is l / sum n w;  u with 1 - w
 *
 * until the log likelihood moves by less than `tolerance` of itself.  The likelihood is the
 * same when the two kinds of pairs change places, and a table of few pairs says nothing: then,
 * and when it does not settle, the model it began with is used as it is, and `finding` says so.
 * Fields that are not independent (a place and a unit) can make it find something else than
 * what belongs together; then it wants more pairs than there can be, is held at that many, and
 * `finding` says so.  A person must be told.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AGREEMENT_FIELDS_MOST = 8, AGREEMENT_LEVELS_MOST = 8 };

struct agreement_field {
	int32_t levels;                         /* 2 or more; level 0 is agreement */
	double m[AGREEMENT_LEVELS_MOST];        /* sum to 1, above 0 */
	double u[AGREEMENT_LEVELS_MOST];
};

struct agreement {
	int32_t fields_count;
	struct agreement_field fields[AGREEMENT_FIELDS_MOST];
	double share;                           /* p: of all pairs, how many belong together */
};

struct agreement_pattern {
	uint8_t level[AGREEMENT_FIELDS_MOST];
	int64_t count;                          /* pairs */
	double chance;                          /* out: that a pair of it belongs together */
};

struct agreement_settings {
	double floor;                   /* no chance of a level is lower: 1e-9 */
	double tolerance;               /* 1e-11 */
	int32_t steps_most;             /* 5000 */
	int64_t pairs_least;            /* fewer pairs are too few to learn from: 200 */
	double share_most;              /* p is never more: records of the shorter list by pairs; 1: any */
	int32_t switched_most;          /* fields that may agree less often among those that belong together: 2 */
};

enum agreement_finding {
	AGREEMENT_fitted,
	AGREEMENT_held,                 /* fitted, but wanted more than share_most: chances are not to be relied on */
	AGREEMENT_too_few,              /* these three: weights as they were at the start */
	AGREEMENT_switched,             /* it found the two kinds the wrong way round */
	AGREEMENT_unsettled,            /* no end after so many steps */
};

struct agreement_found {
	enum agreement_finding finding;
	struct agreement model;
	double loglik;                  /* of the table, by the model before the last step */
	int32_t steps;
	int64_t pairs;
	double expected;                /* pairs that belong together: sum of count x chance */
};

bool agreement_is_fine(const struct agreement *model);
bool agreement_settings_are_fine(const struct agreement_settings *settings);
/* Patterns have levels that the start knows, counts from 0. */
bool agreement_patterns_are_fine(const struct agreement *start, const struct agreement_pattern *patterns,
                                 size_t count, size_t *at);
struct agreement_found agreement_fit(const struct agreement *start, struct agreement_pattern *patterns,
                                     size_t count, const struct agreement_settings *settings);

/* Why a pair is thought to belong together: log2(m / u) of one field on one level.  They add
 * up over the fields. */
double agreement_weight(const struct agreement *model, int32_t field, int32_t level);
