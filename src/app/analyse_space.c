/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_space.c - see analyse_space.h. */
#include "app/analyse_space.h"

#include <math.h>
#include <stdio.h>

bool plain_number_must(const struct plain *plain, size_t row, const char *column, double *value)
{
	if (str_is_empty(plain_text(plain, row, column)))
		return plain_wrong(plain, row, "%s is empty", column);
	return plain_number(plain, row, column, value);
}

static bool coordinate_read(const struct plain *plain, size_t row, const char *column, double *value)
{
	static const double farthest = 1e8;

	if (!plain_number_must(plain, row, column, value))
		return false;
	if (fabs(*value) > farthest)
		return plain_wrong(plain, row, "%s is %g and must be metres of a plane (SWEREF 99)", column, *value);
	return true;
}

bool points_read(const struct plain *plain, struct points *points)
{
	points->count = plain->table->count - 1;
	points->x = arena_array(plain->arena, double, points->count);
	points->y = arena_array(plain->arena, double, points->count);
	for (size_t i = 0; i < points->count; i++)
		if (!coordinate_read(plain, i + 1, "x", &points->x[i])
		    || !coordinate_read(plain, i + 1, "y", &points->y[i]))
			return false;
	return true;
}

bool analyse_option_must(const struct analyse_ask *ask, const char *name, double least, double most,
                         const char *why, double *value)
{
	if (!option_value(ask->argc, ask->argv, name)) {
		fprintf(stderr, "varn analyse: say --%s: %s\n", name, why);
		return false;
	}
	return analyse_option(ask, name, least, most, value);
}

/* Whole cells around all points; the easternmost and northernmost are inside. */
static void extent_of(const struct points *points, double cell, double (*ends)[4])
{
	for (size_t i = 0; i < points->count; i++) {
		(*ends)[0] = fmin((*ends)[0], points->x[i]);
		(*ends)[1] = fmin((*ends)[1], points->y[i]);
		(*ends)[2] = fmax((*ends)[2], points->x[i]);
		(*ends)[3] = fmax((*ends)[3], points->y[i]);
	}
	for (int i = 0; i < 4; i++)
		(*ends)[i] = (floor((*ends)[i] / cell) + (i >= 2)) * cell;
}

bool raster_options(const struct analyse_ask *ask, const struct points *points, struct raster *raster,
                    double *sigma)
{
	static const char *const names[] = { "west", "south", "east", "north" };
	double ends[4] = { INFINITY, INFINITY, -INFINITY, -INFINITY };

	if (!analyse_option_must(ask, "cell", 0.1, 1e5, "the side of a cell in metres", &raster->cell)
	    || !analyse_option_must(ask, "sigma", raster->cell, 200 * raster->cell, "how wide a hill is in "
			"metres, the same from map to map, is a decision", sigma))
		return false;
	if (points->count == 0) {
		plain_wrong(&ask->plain, 0, "has no points");
		return false;
	}
	extent_of(points, raster->cell, &ends);
	for (int i = 0; i < 4; i++)
		if (!analyse_option(ask, names[i], -1e8, 1e8, &ends[i]))
			return false;
	raster->west = ends[0];
	raster->south = ends[1];
	raster->columns = (int32_t)fmin(fmax(ceil((ends[2] - ends[0]) / raster->cell - 1e-9), 0), INT32_MAX);
	raster->rows = (int32_t)fmin(fmax(ceil((ends[3] - ends[1]) / raster->cell - 1e-9), 0), INT32_MAX);
	if (raster_is_fine(raster))
		return true;
	fprintf(stderr, "varn analyse: %d x %d cells of %g m: there must be at least one, and at most %d\n",
		raster->columns, raster->rows, raster->cell, RASTER_CELLS_MOST);
	return false;
}
