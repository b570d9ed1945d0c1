/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/shares.h - cells with few events borrow from their siblings: gamma-Poisson shares under a parent.
 *
 * A cell (a unit, an area) has had Y events where its parent's model expected E in all.  Its
 * factor theta = events / expected is one of the gamma distribution of all siblings, which is
 * fitted to them by maximum marginal likelihood (Clayton and Kaldor, Biometrics 43:671, 1987):
 * Y is negative binomial with size `shape` and mean E x `mean`.  What is said of a cell is the
 * mixture of that and of what it has had itself, so a new unit has an answer on its first day.
 *
 * Events that come in bunches (phi of the parent) count for less: Y / phi and E / phi.  Season
 * and trend are the parent's.  The fit is along the shape, with the best mean for each
 * (Newton within a bracket, at most 100 steps); beyond SHAPE_MOST all cells are alike.
 */
#pragma once

#include "analysis/count_law.h"

#include <stdbool.h>
#include <stddef.h>

struct share_cell { double events, expected; };         /* from 0; both 0: nothing is known of it */

enum share_finding {
	SHARE_no_events,                /* in none of the siblings: nothing to borrow */
	SHARE_few,                      /* fewer than three siblings: shape 1 is taken */
	SHARE_alike,                    /* no difference beyond chance: the shape is at its ceiling */
	SHARE_unlike,                   /* as unlike as can be: the shape is at its floor */
	SHARE_fitted,
	SHARE_no_end,                   /* no end was found; the last step is told */
};

struct share_prior {
	enum share_finding finding;
	double shape, mean;             /* of theta; 0 when there are no events */
	double log_likelihood;
};

/* phi: of the parent, at least 1.  Cells that are no numbers, or below 0, are passed over. */
struct share_prior share_prior_fit(const struct share_cell *cells, size_t count, double phi);

struct share {
	double mean;                    /* of theta: 1 is the parent's average */
	double low, high;
	double shape, rate;             /* of its gamma distribution */
};
/* level: of the interval (0.9). */
struct share share_of_cell(const struct share_prior *prior, struct share_cell cell, double phi, double level);

/* How many events the cell has in a week for which its parent expects so many, when this share
 * of them is registered by now (delay.h; 1: all). */
struct count_law share_law(const struct share *share, double phi, double parent_expected, double reported);
