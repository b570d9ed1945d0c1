/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/judge_cells.c - squares with more than they used to have, and whether the map of the
 * last year foretold what came.
 *
 * The squares lie over all of the map, so that one answer can be laid beside another.  A square
 * counts when its middle lies in an area, or an event does in the square.
 */
#include "modules/hotspots/inside.h"

#include "analysis/hotspot_past.h"
#include "analysis/relative_risk.h"

#include <math.h>
#include <string.h>

enum { DAYS_AHEAD = 28, DAYS_BACK = 365, TRIALS_A_YEAR = 13 };
static const double map_level = 0.95, beside_level = 0.9;

/* The squares, and what stands in each. */
struct squares {
	struct raster raster;
	bool *mask;
	int64_t *area_id, *now, *before;
};

static struct raster raster_over(const struct judging_ask *ask)
{
	double cell = ask->settings.cell_metres, west = floor(ask->west / cell) * cell;
	double south = floor(ask->south / cell) * cell;

	return (struct raster){ .west = west, .south = south, .cell = cell,
		.columns = (int32_t)ceil((ask->east - west) / cell), .rows = (int32_t)ceil((ask->north - south) / cell) };
}

static void middles_ask(const struct judging_ask *ask, struct squares *squares)
{
	for (size_t i = 0; i < raster_cells(&squares->raster); i++) {
		double north = raster_y(&squares->raster, (int32_t)(i / (size_t)squares->raster.columns));
		double east = raster_x(&squares->raster, (int32_t)(i % (size_t)squares->raster.columns));
		ptrdiff_t area = ask->area_at(ask->context, north, east);

		squares->mask[i] = area >= 0;
		squares->area_id[i] = area >= 0 ? ask->areas[area].id : 0;
	}
}

static void points_put(const struct judging *judging, struct squares *squares)
{
	for (size_t i = 0; i < judging->placed; i++) {
		int64_t cell = raster_cell(&squares->raster, judging->x[i], judging->y[i]);
		ptrdiff_t area = judged_area(judging->ask, judging->area_of_point[i]);

		if (cell < 0)
			continue;
		squares->mask[cell] = true;
		if (!squares->area_id[cell] && area >= 0)
			squares->area_id[cell] = judging->ask->areas[area].id;
		if (judging->is_now[i])
			squares->now[cell]++;
		else
			squares->before[cell]++;
	}
}

static bool squares_make(const struct judging *judging, struct squares *squares)
{
	size_t count;

	squares->raster = raster_over(judging->ask);
	if (!raster_is_fine(&squares->raster) || !sigma_is_fine(&squares->raster, judging->ask->settings.sigma_metres))
		return false;
	count = raster_cells(&squares->raster);
	squares->mask = arena_array(judging->arena, bool, count);
	squares->area_id = arena_array(judging->arena, int64_t, count);
	squares->now = arena_array(judging->arena, int64_t, count);
	squares->before = arena_array(judging->arena, int64_t, count);
	middles_ask(judging->ask, squares);
	points_put(judging, squares);
	return true;
}

/* ---- More than there used to be ----------------------------------------------------------------------- */

static void cell_put(struct judging *judging, const struct squares *squares, size_t i,
                     const struct relative_risk_cell *found)
{
	struct hotspot_cell_list *list = &judging->whole->cells;

	list->at[list->count++] = (struct hotspot_cell){ .area_id = squares->area_id[i],
		.north_m = llround(raster_y(&squares->raster, (int32_t)(i / (size_t)squares->raster.columns))),
		.east_m = llround(raster_x(&squares->raster, (int32_t)(i % (size_t)squares->raster.columns))),
		.events = squares->now[i], .events_before = squares->before[i], .points = found->points,
		.ratio = isfinite(found->log2_ratio) ? exp2(found->log2_ratio) : found->log2_ratio > 0 ? -1 : 0,
		.z = found->z, .finding = found->finding == RISK_higher ? SAID_more : SAID_fewer };
}

static void squares_judge(struct judging *judging, const struct squares *squares)
{
	struct hotspot_answer *hotspot = &judging->whole->hotspot;
	struct relative_risk_ask ask = { .raster = squares->raster, .sigma = judging->ask->settings.sigma_metres,
		.mask = squares->mask, .x = judging->x, .y = judging->y, .is_now = judging->is_now,
		.count = judging->placed, .least_points = (double)judging->ask->settings.least_points,
		.level = map_level, .relabelled = (size_t)judging->ask->settings.draws, .seed = 1,
		.threads = judging->ask->threads };
	struct relative_risk found;

	if (!relative_risk_ask_is_fine(&ask))
		return;
	found = relative_risk(judging->arena, &ask);
	if (!found.is_known)
		return;
	hotspot->cells_state = HOTSPOT_told;
	hotspot->cells_judged = (int64_t)found.judged;
	hotspot->cells_more = (int64_t)found.higher;
	hotspot->cells_fewer = (int64_t)found.lower;
	judging->whole->cells.at = arena_array(judging->arena, struct hotspot_cell, found.higher + found.lower + 1);
	for (size_t i = 0; i < raster_cells(&squares->raster); i++)
		if (found.cells[i].finding == RISK_higher || found.cells[i].finding == RISK_lower)
			cell_put(judging, squares, i, &found.cells[i]);
}

/* ---- What the map of the past was worth ------------------------------------------------------------------ */

static void past_judge(struct judging *judging, const struct squares *squares)
{
	struct hotspot_answer *hotspot = &judging->whole->hotspot;
	struct hotspot_past_ask ask = { .raster = squares->raster, .sigma = judging->ask->settings.sigma_metres,
		.mask = squares->mask, .x = judging->x, .y = judging->y, .day = judging->day, .count = judging->placed,
		.share = judging->ask->settings.share_marked, .ahead = DAYS_AHEAD, .back = DAYS_BACK,
		.trials = TRIALS_A_YEAR, .level = beside_level, .least = (double)judging->ask->settings.least_events };
	struct hotspot_past found = hotspot_past_find(judging->arena, &ask);

	hotspot->past_state = found.state == HOTSPOT_PAST_fine ? HOTSPOT_told
		: found.state == HOTSPOT_PAST_too_short ? HOTSPOT_short : HOTSPOT_few;
	hotspot->past_trials = (int64_t)found.trials;
	hotspot->past_came = llround(found.came);
	if (found.state != HOTSPOT_PAST_fine)
		return;
	hotspot->past_pai = found.ways[HOTSPOT_WAY_smooth].pai;
	hotspot->past_pai_year = found.ways[HOTSPOT_WAY_last_year].pai;
	hotspot->past_pai_weeks = found.ways[HOTSPOT_WAY_last_weeks].pai;
	hotspot->past_beats_both = found.beats_both;
}

void cells_judge(struct judging *judging)
{
	const struct hotspot_answer *hotspot = &judging->whole->hotspot;
	int64_t least = judging->ask->settings.least_events;
	struct squares squares;

	if (hotspot->placed < least || hotspot->placed_before < least || !squares_make(judging, &squares))
		return;
	squares_judge(judging, &squares);
	past_judge(judging, &squares);
}
