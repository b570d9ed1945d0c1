/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/loglinear.h - counts whose logarithm is a sum of a few columns: log mean = X b.
 *
 * Quasi-Poisson: variance is phi times the mean.  Fitted by iteratively reweighted least squares
 * as glm() of R does it (McCullagh and Nelder 1989), so that the same tolerance gives the same
 * numbers.  For a handful of columns; log means stay within -30 and 30.
 *
 * Or negative binomial with variance mean + mean^2 / size (NB2), when counts vary the more, the
 * more there are of them; loglinear_spread_fit() finds the size, too (as glm.nb() of R's MASS: the
 * fit and the size of greatest likelihood in turns).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { LOGLINEAR_MOST = 12 };           /* columns */

struct loglinear_ask {
	const double *counts;           /* from 0; NAN: a row that is left out */
	const double *columns;          /* count rows of width */
	size_t count, width;
	double tolerance;               /* of the deviance, relative: 1e-10 (R: 1e-8) */
	int most;                       /* steps: 50 */
	double size;                    /* 0: Poisson's variance */
	const double *offsets;          /* NULL, or what is added to the log mean of each row: log exposure */
};

enum loglinear_state {
	LOGLINEAR_fine,
	LOGLINEAR_too_few,              /* no more rows than columns */
	LOGLINEAR_nothing,              /* no count above 0 */
	LOGLINEAR_singular,             /* columns that say the same */
	LOGLINEAR_no_end,               /* the steps did not suffice: a column that rules out counts */
};

struct loglinear {
	enum loglinear_state state;     /* not fine: nothing below is known */
	size_t rows, width;             /* rows that were used */
	double at[LOGLINEAR_MOST];      /* b */
	double spread[LOGLINEAR_MOST][LOGLINEAR_MOST];  /* covariance of b when phi is 1 */
	double phi;                     /* as found; below 1 too */
	double deviance;
	int steps;
};

struct loglinear loglinear_fit(const struct loglinear_ask *ask);
double loglinear_mean(const struct loglinear *fit, const double *row);    /* without an offset */

struct loglinear_spread {
	bool is_found;                  /* false: counts vary no more than Poisson's, or no fit has an end */
	double size, size_error;        /* 0 when not found, and the fit is Poisson's */
	double log_likelihood;
	struct loglinear fit;           /* spread is then that of b itself */
};
/* ask->size is not looked at. */
struct loglinear_spread loglinear_spread_fit(const struct loglinear_ask *ask);
