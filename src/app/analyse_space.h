/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_space.h - what the methods on places share: points, options of metres, a raster. */
#pragma once

#include "analysis/density.h"
#include "app/analyse.h"

/* A number that must be there. */
bool plain_number_must(const struct plain *plain, size_t row, const char *column, double *value);
/* x and y of each row, metres of a plane. */
struct points { size_t count; double *x, *y; };
bool points_read(const struct plain *plain, struct points *points);

/* --cell and --sigma (must be said), --west --south --east --north (usually the points' own
 * extent, in whole cells). */
bool raster_options(const struct analyse_ask *ask, const struct points *points, struct raster *raster,
                    double *sigma);
/* An option that must be said, and why. */
bool analyse_option_must(const struct analyse_ask *ask, const char *name, double least, double most,
                         const char *why, double *value);
