/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/hotspot_past.c - see hotspot_past.h. */
#include "analysis/hotspot_past.h"

#include "analysis/sorted.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <string.h>

struct trying {
	struct arena *arena;            /* emptied after each trial */
	const struct hotspot_past_ask *ask;
	size_t cells, area, marked;     /* area: cells of the mask */
	int64_t *cell;                  /* of each event, -1: outside */
	double *x, *y;                  /* of the events of a density */
	double *came, *score, *sorted;  /* by cell */
};

/* A density of RASTER_CELLS_MOST and what it is made of. */
static const size_t trial_bytes_most = (size_t)1 << 30;

struct trial { double came, best, hits[HOTSPOT_WAYS]; };

/* ---- One trial --------------------------------------------------------------------------- */

static bool is_area(const struct trying *trying, size_t cell)
{
	return !trying->ask->mask || trying->ask->mask[cell];
}

static void cells_count(const struct trying *trying, int32_t from, int32_t to, double *counts)
{
	memset(counts, 0, trying->cells * sizeof(*counts));
	for (size_t i = 0; i < trying->ask->count; i++)
		if (trying->cell[i] >= 0 && trying->ask->day[i] >= from && trying->ask->day[i] < to)
			counts[trying->cell[i]]++;
}

static void density_score(const struct trying *trying, int32_t from, int32_t to)
{
	struct density_ask density = { .raster = trying->ask->raster, .sigma = trying->ask->sigma,
		.mask = trying->ask->mask, .x = trying->x, .y = trying->y };
	struct density found;

	for (size_t i = 0; i < trying->ask->count; i++)
		if (trying->cell[i] >= 0 && trying->ask->day[i] >= from && trying->ask->day[i] < to) {
			trying->x[density.count] = trying->ask->x[i];
			trying->y[density.count++] = trying->ask->y[i];
		}
	found = density_of(trying->arena, &density);
	memcpy(trying->score, found.at, trying->cells * sizeof(*trying->score));
	arena_clear(trying->arena);
}

/* What came in the cells with the highest scores; those at the edge count for their part. */
static double hits_of(const struct trying *trying, const double *score)
{
	double edge, above = 0, at = 0, came_above = 0, came_at = 0;
	size_t count = 0;

	for (size_t i = 0; i < trying->cells; i++)
		if (is_area(trying, i))
			trying->sorted[count++] = score[i];
	sorted_falling(trying->sorted, count);
	edge = trying->sorted[trying->marked - 1];
	for (size_t i = 0; i < trying->cells; i++) {
		if (!is_area(trying, i))
			continue;
		above += score[i] > edge;
		came_above += score[i] > edge ? trying->came[i] : 0;
		at += score[i] == edge;
		came_at += score[i] == edge ? trying->came[i] : 0;
	}
	return came_above + came_at * ((double)trying->marked - above) / at;
}

static struct trial trial_make(const struct trying *trying, int32_t day)
{
	const struct hotspot_past_ask *ask = trying->ask;
	struct trial trial = { 0 };

	cells_count(trying, day, day + ask->ahead, trying->came);
	for (size_t i = 0; i < trying->cells; i++)
		trial.came += trying->came[i];
	trial.best = hits_of(trying, trying->came);
	density_score(trying, day - ask->back, day);
	trial.hits[HOTSPOT_WAY_smooth] = hits_of(trying, trying->score);
	cells_count(trying, day - ask->back, day, trying->score);
	trial.hits[HOTSPOT_WAY_last_year] = hits_of(trying, trying->score);
	cells_count(trying, day - ask->ahead, day, trying->score);
	trial.hits[HOTSPOT_WAY_last_weeks] = hits_of(trying, trying->score);
	return trial;
}

/* ---- All of them ------------------------------------------------------------------------- */

static struct hotspot_beside beside_find(const struct hotspot_past_ask *ask, const struct trial *trials,
                                         size_t count, double came, enum hotspot_way way)
{
	struct hotspot_beside found = { 0 };
	double many = (double)count, squares = 0, half;

	for (size_t i = 0; i < count; i++)
		found.difference += (trials[i].hits[HOTSPOT_WAY_smooth] - trials[i].hits[way]) / came;
	for (size_t i = 0; i < count; i++) {
		double apart = trials[i].hits[HOTSPOT_WAY_smooth] - trials[i].hits[way] - found.difference * trials[i].came;

		squares += apart * apart;
	}
	half = qt((1 + ask->level) / 2, many - 1, 1, 0) * sqrt(many / (many - 1) * squares) / came;
	found.low = found.difference - half;
	found.high = found.difference + half;
	found.verdict = verdict_of_difference(found.low, found.high, 0);
	return found;
}

static void trials_judge(const struct trying *trying, const struct trial *trials, struct hotspot_past *found)
{
	double best = 0;

	for (size_t i = 0; i < found->trials; i++) {
		best += trials[i].best;
		for (int way = 0; way < HOTSPOT_WAYS; way++)
			found->ways[way].hits += trials[i].hits[way];
	}
	for (int way = 0; way < HOTSPOT_WAYS; way++) {
		struct hotspot_hits *hits = &found->ways[way];

		hits->rate = hits->hits / found->came;
		hits->pai = hits->rate / ((double)found->marked / (double)found->cells);
		hits->pei = hits->hits / best;
	}
	found->beats_both = true;
	for (enum hotspot_way way = HOTSPOT_WAY_smooth + 1; way < HOTSPOT_WAYS; way++) {
		found->beside[way] = beside_find(trying->ask, trials, found->trials, found->came, way);
		found->beats_both = found->beats_both && found->beside[way].verdict == VERDICT_increase;
	}
}

/* -1: outside of the area. */
static int64_t cell_of(const struct trying *trying, double x, double y)
{
	int64_t cell = raster_cell(&trying->ask->raster, x, y);

	return cell >= 0 && is_area(trying, (size_t)cell) ? cell : -1;
}

static struct trying trying_make(struct arena *arena, const struct hotspot_past_ask *ask)
{
	struct trying trying = { .arena = arena_open(trial_bytes_most), .ask = ask, .cells = raster_cells(&ask->raster),
		.cell = arena_array(arena, int64_t, ask->count + 1), .x = arena_array(arena, double, ask->count + 1),
		.y = arena_array(arena, double, ask->count + 1) };

	for (size_t i = 0; i < trying.cells; i++)
		trying.area += is_area(&trying, i);
	trying.marked = (size_t)fmax(1, round(ask->share * (double)trying.area));
	trying.came = arena_array(arena, double, trying.cells);
	trying.score = arena_array(arena, double, trying.cells);
	trying.sorted = arena_array(arena, double, trying.cells);
	for (size_t i = 0; i < ask->count; i++)
		trying.cell[i] = cell_of(&trying, ask->x[i], ask->y[i]);
	return trying;
}

struct hotspot_past hotspot_past_find(struct arena *arena, const struct hotspot_past_ask *ask)
{
	struct trying trying = trying_make(arena, ask);
	struct trial *trials = arena_array(arena, struct trial, ask->trials + 1);
	struct hotspot_past found = { .cells = trying.area, .marked = trying.marked };
	int64_t first = INT64_MAX, last = INT64_MIN, day;

	for (size_t i = 0; i < ask->count; i++) {
		first = ask->day[i] < first ? ask->day[i] : first;
		last = ask->day[i] > last ? ask->day[i] : last;
	}
	for (day = last + 1 - ask->ahead; ask->count > 0 && found.trials < ask->trials && day - ask->back >= first;
	     day -= ask->ahead) {
		trials[found.trials] = trial_make(&trying, (int32_t)day);
		found.came += trials[found.trials++].came;
	}
	found.state = found.trials < 2 ? HOTSPOT_PAST_too_short : found.came < ask->least || found.came == 0
		? HOTSPOT_PAST_too_few : HOTSPOT_PAST_fine;
	if (found.state == HOTSPOT_PAST_fine)
		trials_judge(&trying, trials, &found);
	arena_close(trying.arena);
	return found;
}
