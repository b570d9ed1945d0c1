/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/density.c - see density.h. */
#include "analysis/density.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <string.h>

bool raster_is_fine(const struct raster *raster)
{
	return isfinite(raster->west) && isfinite(raster->south) && isfinite(raster->cell)
		&& raster->cell > 0 && raster->columns > 0 && raster->rows > 0
		&& raster->columns <= RASTER_SIDE_MOST && raster->rows <= RASTER_SIDE_MOST
		&& raster_cells(raster) <= RASTER_CELLS_MOST;
}

bool sigma_is_fine(const struct raster *raster, double sigma)
{
	return sigma >= raster->cell && sigma <= 200 * raster->cell;
}

size_t raster_cells(const struct raster *raster)
{
	return (size_t)raster->columns * (size_t)raster->rows;
}

double raster_x(const struct raster *raster, int32_t column)
{
	return raster->west + raster->cell * (column + 0.5);
}

double raster_y(const struct raster *raster, int32_t row)
{
	return raster->south + raster->cell * (row + 0.5);
}

int64_t raster_cell(const struct raster *raster, double x, double y)
{
	double column = (x - raster->west) / raster->cell, row = (y - raster->south) / raster->cell;

	if (!(column >= 0 && row >= 0 && column < raster->columns && row < raster->rows))
		return -1;
	return (int64_t)row * raster->columns + (int64_t)column;
}

/* ---- Bins -------------------------------------------------------------------------------- */

struct bins bins_make(struct arena *arena, const struct raster *raster)
{
	struct bins bins = { .raster = *raster, .width = raster->columns + 2, .height = raster->rows + 2 };

	bins.at = arena_array(arena, double, (size_t)(bins.width * bins.height));
	return bins;
}

void bins_clear(struct bins *bins)
{
	memset(bins->at, 0, (size_t)(bins->width * bins->height) * sizeof(*bins->at));
}

/* The middles of the ring's first cells are half a cell outside: position 0.  Numbers are int32_t,
 * which every processor makes of a double at once. */
static inline void bins_share(struct bins *bins, double across, double up)
{
	int32_t column = (int32_t)across, row = (int32_t)up;
	double east = across - column, north = up - row;
	double *south_at = bins->at + (int64_t)row * bins->width + column, *north_at = south_at + bins->width;

	south_at[0] += (1 - east) * (1 - north);
	south_at[1] += east * (1 - north);
	north_at[0] += (1 - east) * north;
	north_at[1] += east * north;
}

void bins_add(struct bins *bins, double x, double y)
{
	bins_share(bins, (x - bins->raster.west) / bins->raster.cell + 0.5,
		(y - bins->raster.south) / bins->raster.cell + 0.5);
}

static int32_t reach_of(const struct raster *raster, double sigma)
{
	return (int32_t)ceil(DENSITY_REACH * sigma / raster->cell);
}

struct hill hill_of_points(const struct raster *raster, double sigma)
{
	double width = sqrt(sigma * sigma - raster->cell * raster->cell / 6);
	struct hill hill = { .reach = reach_of(raster, sigma) };

	for (int32_t i = 0; i <= hill.reach; i++)
		hill.at[i] = dnorm4(i * raster->cell, 0, width, 0);
	return hill;
}

struct hill hill_of_cells(const struct raster *raster, double sigma)
{
	struct hill hill = { .reach = reach_of(raster, sigma) };

	for (int32_t i = 0; i <= hill.reach; i++)
		hill.at[i] = pnorm5((i + 0.5) * raster->cell, 0, sigma, 1, 0)
			- pnorm5((i - 0.5) * raster->cell, 0, sigma, 1, 0);
	return hill;
}

/* found[i] = weight * (one[i] + other[i]), added to what is there. */
static void line_add(double *restrict found, const double *one, const double *other, double weight,
                     int64_t count)
{
	for (int64_t i = 0; i < count; i++)
		found[i] += weight * (one[i] + other[i]);
}

static void line_begin(double *restrict found, const double *restrict from, double weight, int64_t count)
{
	for (int64_t i = 0; i < count; i++)
		found[i] = weight * from[i];
}

/* Whole lines at a time, so that each is fetched from near; beyond the ring stands nothing. */
static void spread_north(const struct bins *bins, const struct hill *hill, const double *nothing,
                         double *found, int64_t row)
{
	const double *middle = bins->at + row * bins->width;

	line_begin(found, middle, hill->at[0], bins->width);
	for (int64_t step = 1; step <= hill->reach; step++) {
		const double *south = row >= step ? middle - step * bins->width : nothing;
		const double *north = row + step < bins->height ? middle + step * bins->width : nothing;

		if (south != nothing || north != nothing)
			line_add(found, south, north, hill->at[step], bins->width);
	}
}

/* line: with as much of nothing on both sides as the hill reaches. */
static void spread_east(const struct bins *bins, const struct hill *hill, const double *line,
                        double *found)
{
	const double *middle = line + hill->reach + 1;

	line_begin(found, middle, hill->at[0], bins->raster.columns);
	for (int64_t step = 1; step <= hill->reach; step++)
		line_add(found, middle - step, middle + step, hill->at[step], bins->raster.columns);
}

size_t bins_scratch(const struct bins *bins, const struct hill *hill)
{
	return (size_t)(2 * bins->width + 2 * hill->reach);
}

void bins_spread(const struct bins *bins, const struct hill *hill, double *scratch, double *found)
{
	double *line = scratch + bins->width;

	memset(scratch, 0, bins_scratch(bins, hill) * sizeof(*scratch));
	for (int64_t row = 0; row < bins->raster.rows; row++) {
		spread_north(bins, hill, scratch, line + hill->reach, row + 1);
		spread_east(bins, hill, line, found + row * bins->raster.columns);
	}
}

/* ---- A surface --------------------------------------------------------------------------- */

/* The share of the hill over each of so many cells in a line that lies over the line. */
static double *line_inside(struct arena *arena, const struct hill *hill, int32_t count)
{
	double *found = arena_array(arena, double, count);

	for (int32_t i = 0; i < count; i++) {
		found[i] = hill->at[0];
		for (int32_t step = 1; step <= hill->reach; step++)
			found[i] += hill->at[step] * ((i >= step) + (i + step < count));
	}
	return found;
}

/* The whole raster: what is inside is that of its row times that of its column. */
static double *whole_inside(struct arena *arena, const struct raster *raster, const struct hill *hill)
{
	double *found = arena_array(arena, double, raster_cells(raster)), *at = found;
	const double *across = line_inside(arena, hill, raster->columns);
	const double *up = line_inside(arena, hill, raster->rows);

	for (int32_t row = 0; row < raster->rows; row++)
		for (int32_t column = 0; column < raster->columns; column++)
			*at++ = up[row] * across[column];
	return found;
}

/* The share of the hill at each cell that lies over cells of the mask. */
double *density_inside(struct arena *arena, const struct raster *raster, double sigma, const bool *mask)
{
	struct hill hill = hill_of_cells(raster, sigma);
	struct bins bins;
	double *found;

	if (!mask)
		return whole_inside(arena, raster, &hill);
	bins = bins_make(arena, raster);
	found = arena_array(arena, double, raster_cells(raster));
	for (int64_t row = 0; row < raster->rows; row++)
		for (int64_t column = 0; column < raster->columns; column++)
			bins.at[(row + 1) * bins.width + column + 1] = mask[row * raster->columns + column];
	bins_spread(&bins, &hill, arena_array(arena, double, bins_scratch(&bins, &hill)), found);
	return found;
}

/* As raster_cell() and bins_add() would, dividing once. */
static size_t points_bin(const struct density_ask *ask, struct bins *bins)
{
	const struct raster raster = ask->raster;
	size_t counted = 0;

	for (size_t i = 0; i < ask->count; i++) {
		double column = (ask->x[i] - raster.west) / raster.cell, row = (ask->y[i] - raster.south) / raster.cell;

		if (!(column >= 0 && row >= 0 && column < raster.columns && row < raster.rows)
		    || (ask->mask && !ask->mask[(int64_t)row * raster.columns + (int64_t)column]))
			continue;
		bins_share(bins, column + 0.5, row + 0.5);
		counted++;
	}
	return counted;
}

struct density density_of(struct arena *arena, const struct density_ask *ask)
{
	struct bins bins = bins_make(arena, &ask->raster);
	struct hill hill = hill_of_points(&ask->raster, ask->sigma);
	double *found = arena_array(arena, double, raster_cells(&ask->raster));
	double *inside = density_inside(arena, &ask->raster, ask->sigma, ask->mask);
	size_t counted = points_bin(ask, &bins);

	bins_spread(&bins, &hill, arena_array(arena, double, bins_scratch(&bins, &hill)), found);
	for (size_t i = 0; i < raster_cells(&ask->raster); i++)
		found[i] = ask->mask && !ask->mask[i] ? 0 : found[i] / inside[i];
	return (struct density){ found, inside, counted, ask->count - counted };
}
