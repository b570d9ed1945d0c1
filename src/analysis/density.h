/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/density.h - where things happen: points in, a smooth surface on a raster out.
 *
 * Each point is spread over a Gaussian hill of standard deviation `sigma`, and what lies
 * beyond a border is given back: f(x) = sum exp(-d^2 / 2 s^2) / (2 pi s^2), divided by the
 * share of the hill at x that lies inside (Diggle 1985).  Points are first shared among the
 * four cells around them in proportion to nearness (linear binning, Wand 1994), which widens
 * them by a sixth of a cell squared; the hill is so much narrower, so that the answer is that
 * of direct sums within a thousandth of the peak when a cell is a fifth of sigma.  The hill is
 * rows and columns apart (separable) and ends at 4 sigma.
 *
 * Sigma is a decision and stays the same from one map to the next: what is chosen from the
 * data differs threefold between methods, and maps cannot be compared then.
 *
 * Metres of a plane (SWEREF 99; modules/places turns degrees into them).  A surface of density
 * shows first of all where people are: compare it with something (relative_risk.h).
 */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { RASTER_CELLS_MOST = 4000000, RASTER_SIDE_MOST = 100000, DENSITY_REACH = 4 };

/* Cells are squares; [row * columns + column], rows from south to north; what is said of a
 * cell is said of its middle. */
struct raster { double west, south, cell; int32_t columns, rows; };
/* sigma from one cell to 200 cells (a hill narrower than a cell is no hill). */
bool raster_is_fine(const struct raster *raster);
bool sigma_is_fine(const struct raster *raster, double sigma);
size_t raster_cells(const struct raster *raster);
double raster_x(const struct raster *raster, int32_t column);
double raster_y(const struct raster *raster, int32_t row);
/* The cell of a point, or -1: outside, or no number. */
int64_t raster_cell(const struct raster *raster, double x, double y);

struct density_ask {
	struct raster raster;
	double sigma;
	const bool *mask;               /* per cell: it can happen here (land); NULL: everywhere */
	const double *x, *y;
	size_t count;
};

struct density {
	const double *at;               /* points per square metre; 0 where the mask is false */
	const double *inside;           /* the edge factor: the share of the hill that is inside */
	size_t counted, outside;        /* points; outside: beyond the raster or the mask */
};
/* The raster and sigma are fine. */
struct density density_of(struct arena *arena, const struct density_ask *ask);

/* The edge factor alone. */
double *density_inside(struct arena *arena, const struct raster *raster, double sigma, const bool *mask);

/* ---- What it is made of, for relative_risk.c ------------------------------------------- */

/* Sums per cell with a ring of one cell around, for points between the last middle and the
 * border; (columns + 2) x (rows + 2). */
struct bins { struct raster raster; int64_t width, height; double *at; };
struct bins bins_make(struct arena *arena, const struct raster *raster);
void bins_clear(struct bins *bins);
void bins_add(struct bins *bins, double x, double y);   /* a point inside the raster */

/* The weights of a hill, [0] in the middle, `reach` the last. */
struct hill { double at[DENSITY_REACH * 200 + 2]; int32_t reach; };
/* Of points that were shared among cells; sums to 1 per square metre. */
struct hill hill_of_points(const struct raster *raster, double sigma);
/* Of whole cells: what of the hill lies over each. */
struct hill hill_of_cells(const struct raster *raster, double sigma);
/* found: columns x rows; scratch: bins_scratch() numbers, one such per thread. */
size_t bins_scratch(const struct bins *bins, const struct hill *hill);
void bins_spread(const struct bins *bins, const struct hill *hill, double *scratch, double *found);
