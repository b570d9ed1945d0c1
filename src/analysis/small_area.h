/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/small_area.h - a share of each small area, where few answers of each would say little.
 *
 * What an area's own answers say (y, variance D) is put together with what areas like it have
 * (x'b, from registers, neighbours, the last round), each by how sure it is (Fay and Herriot, JASA
 * 74:269, 1979):
 *
 *   y = x'b + v + e,   var v = A,   var e = D (known),   g = A / (A + D)
 *   estimate = g y + (1 - g) x'b
 *   MSE      = g D + (1 - g)^2 x'(X'V^-1 X)^-1 x + 2 (1 - g)^2 (2 / sum (A + D)^-2) / (A + D)
 *
 * (Prasad and Rao, JASA 85:163, 1990).  A, how much areas differ beyond what x says, is that of
 * the greatest restricted likelihood.  When it is 0 an area's own answers would count for
 * nothing; then A is that of the likelihood times A, which is above 0 (Li and Lahiri, Journal of
 * Multivariate Analysis 101:882, 2010), and is_lifted says so.  An area without answers has
 * x'b, with A as its variance beside.
 *
 * Estimates of one district need not add up to what the district's answers say together;
 * small_areas_fit_sums() moves them so that they do.
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_AREA_COLUMNS_MOST = 8 };

struct small_areas_ask {
	size_t count, width;            /* areas; columns with that of ones */
	const double *values;           /* NAN: no answers of its own */
	const double *variances;        /* above 0 where there is a value */
	const double *columns;          /* count rows of width, the first is 1 */
};

enum small_areas_state {
	SMALL_AREAS_fine,
	SMALL_AREAS_too_few,            /* hardly more areas with a value than columns: width + 2 is the least */
	SMALL_AREAS_alike,              /* columns that say the same */
};

struct small_area {
	double estimate, error;         /* error: root of the MSE */
	double own;                     /* g: how much the own answers count; 0: none */
	double others;                  /* x'b */
};

struct small_areas {
	enum small_areas_state state;   /* not fine: nothing below is known */
	double between;                 /* A */
	bool is_lifted;
	double at[SMALL_AREA_COLUMNS_MOST];     /* b */
	double error[SMALL_AREA_COLUMNS_MOST];  /* of b */
	struct small_area *areas;
};

bool small_areas_ask_is_fine(const struct small_areas_ask *ask, size_t *at);
struct small_areas small_areas_find(struct arena *arena, const struct small_areas_ask *ask);

/* Every estimate of a district times the same, so that sum people x estimate is what it is of the
 * direct ones; districts of which an area has no direct one are left alone.  district: from 0. */
void small_areas_fit_sums(struct arena *arena, const double *direct, const double *people,
                          const int32_t *district, size_t districts, double *estimates, size_t count);
