/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_density.c - varn analyse density, relative-risk: surfaces on a raster.
 *
 *   --cell METRES --sigma METRES    must be said
 *   --west --south --east --north   the raster (usually the points' own extent)
 *   --timing
 * relative-risk also:
 *   --least-points N (10)  --level L (0.95)  --draws N (199)  --seed N  --threads N
 *
 * One row is one event: x, y; relative-risk: now (yes or no).
 */
#include "analysis/parallel.h"
#include "analysis/relative_risk.h"
#include "app/analyse_space.h"

#include <stdio.h>

static void cell_show(struct analysed *analysed, const struct raster *raster, size_t cell)
{
	analysed_row(analysed);
	analysed_number(analysed, "x", raster_x(raster, (int32_t)(cell % (size_t)raster->columns)));
	analysed_number(analysed, "y", raster_y(raster, (int32_t)(cell / (size_t)raster->columns)));
}

static void raster_show(struct analysed *analysed, const struct raster *raster)
{
	analysed_number(analysed, "west", raster->west);
	analysed_number(analysed, "south", raster->south);
	analysed_number(analysed, "cell", raster->cell);
	analysed_count(analysed, "columns", raster->columns);
	analysed_count(analysed, "rows", raster->rows);
}

static int density_show(const struct analyse_ask *ask, const struct raster *raster,
                        const struct density *found)
{
	struct analysed analysed;

	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "all");
	analysed_row(&analysed);
	raster_show(&analysed, raster);
	analysed_count(&analysed, "counted", (int64_t)found->counted);
	analysed_count(&analysed, "outside", (int64_t)found->outside);
	analysed_row_finish(&analysed);
	analysed_list_finish(&analysed);
	analysed_list(&analysed, "cells");
	for (size_t i = 0; i < raster_cells(raster); i++) {
		cell_show(&analysed, raster, i);
		analysed_number(&analysed, "per_square_km", found->at[i] * 1e6);
		analysed_number(&analysed, "inside", found->inside[i]);
		analysed_row_finish(&analysed);
	}
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}

int analyse_density(const struct analyse_ask *ask)
{
	struct density_ask density = { 0 };
	struct analyse_clock clock;
	struct density found;
	struct points points;

	if (!points_read(&ask->plain, &points)
	    || !raster_options(ask, &points, &density.raster, &density.sigma))
		return 2;
	density.x = points.x;
	density.y = points.y;
	density.count = points.count;
	analyse_clock_start(&clock, ask);
	found = density_of(ask->plain.arena, &density);
	analyse_took(&clock, "density");
	return density_show(ask, &density.raster, &found);
}

/* ---- Relative risk ----------------------------------------------------------------------- */

static bool now_read(const struct plain *plain, struct relative_risk_ask *risk)
{
	bool *is_now = arena_array(plain->arena, bool, risk->count);

	risk->is_now = is_now;
	for (size_t row = 1; row <= risk->count; row++) {
		if (str_is_empty(plain_text(plain, row, "now")))
			return plain_wrong(plain, row, "now is empty: yes for an event of now, no for one of the reference");
		if (!plain_yes(plain, row, "now", &is_now[row - 1]))
			return false;
	}
	return true;
}

static bool risk_options(const struct analyse_ask *ask, struct relative_risk_ask *risk)
{
	double draws = 199, seed = 1, threads = parallel_threads();

	risk->least_points = 10;
	risk->level = ask->level;
	if (!analyse_whole(ask, "draws", 1, RELABELLED_MOST, &draws)
	    || !analyse_whole(ask, "seed", 0, 1e15, &seed)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads)
	    || !analyse_option(ask, "least-points", 1, 1e6, &risk->least_points))
		return false;
	risk->relabelled = (size_t)draws;
	risk->seed = (uint64_t)seed;
	risk->threads = (int)threads;
	if (relative_risk_ask_is_fine(risk))
		return true;
	fprintf(stderr, "varn analyse: --draws %zu are too few for --level %g: one of them must be beyond\n",
		risk->relabelled, risk->level);
	return false;
}

static void risk_all_show(struct analysed *analysed, const struct raster *raster,
                          const struct relative_risk *found)
{
	analysed_list(analysed, "all");
	analysed_row(analysed);
	raster_show(analysed, raster);
	analysed_count(analysed, "now", (int64_t)found->now);
	analysed_count(analysed, "reference", (int64_t)found->reference);
	analysed_count(analysed, "outside", (int64_t)found->outside);
	analysed_yes(analysed, "is_known", found->is_known);
	if (found->is_known) {
		analysed_number(analysed, "limit", found->limit);
		analysed_count(analysed, "judged", (int64_t)found->judged);
		analysed_count(analysed, "higher", (int64_t)found->higher);
		analysed_count(analysed, "lower", (int64_t)found->lower);
	}
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

/* Cells of which nothing is said do not stand here. */
static void risk_cells_show(struct analysed *analysed, const struct raster *raster,
                            const struct relative_risk *found)
{
	static const char *const findings[] = { [RISK_too_few] = "too few", [RISK_within] = "within",
		[RISK_higher] = "higher", [RISK_lower] = "lower" };

	analysed_list(analysed, "cells");
	for (size_t i = 0; found->is_known && i < raster_cells(raster); i++) {
		const struct relative_risk_cell *cell = &found->cells[i];

		if (cell->finding == RISK_too_few)
			continue;
		cell_show(analysed, raster, i);
		analysed_number(analysed, "log2_ratio", cell->log2_ratio);
		analysed_number(analysed, "points", cell->points);
		analysed_number(analysed, "z", cell->z);
		analysed_text(analysed, "finding", str_of(findings[cell->finding]));
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

int analyse_relative_risk(const struct analyse_ask *ask)
{
	struct relative_risk_ask risk = { 0 };
	struct analyse_clock clock;
	struct relative_risk found;
	struct analysed analysed;
	struct points points;

	if (!points_read(&ask->plain, &points))
		return 2;
	risk.x = points.x;
	risk.y = points.y;
	risk.count = points.count;
	if (!now_read(&ask->plain, &risk) || !raster_options(ask, &points, &risk.raster, &risk.sigma)
	    || !risk_options(ask, &risk))
		return 2;
	analyse_clock_start(&clock, ask);
	found = relative_risk(ask->plain.arena, &risk);
	analyse_took(&clock, "relative risk");
	analysed_begin(&analysed, ask);
	risk_all_show(&analysed, &risk.raster, &found);
	risk_cells_show(&analysed, &risk.raster, &found);
	return analysed_print(&analysed);
}
