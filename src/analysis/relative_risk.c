/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/relative_risk.c - see relative_risk.h. */
#include "analysis/relative_risk.h"

#include "analysis/parallel.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#include <math.h>

static const double most_of_all = 0.95;
static const double outskirts = 2;      /* sigmas */

struct comparing {
	const struct relative_risk_ask *ask;
	struct arena *arena;
	size_t cells, all, now;
	double *x, *y;                  /* points that are inside */
	bool *is_now;
	struct hill hill;
	double *sum;                    /* of the hills of all points, per cell */
	double *sum_now;
	double *mean, *sd;              /* of sum_now when by lot; sd 0: nothing is said */
	double *points;
	double *highest;                /* |z| anywhere, per draw of the lot */
	struct comparing_hand { struct bins bins; double *scratch, *found; } *hands;
};

bool relative_risk_ask_is_fine(const struct relative_risk_ask *ask)
{
	return raster_is_fine(&ask->raster) && sigma_is_fine(&ask->raster, ask->sigma)
		&& ask->least_points >= 1 && isfinite(ask->least_points)
		&& ask->level > 0 && ask->level < 1 && ask->relabelled <= RELABELLED_MOST
		&& (1 - ask->level) * (double)(ask->relabelled + 1) >= 1 - 1e-9;
}

static void points_keep(struct comparing *comparing)
{
	const struct relative_risk_ask *ask = comparing->ask;

	comparing->x = arena_array(comparing->arena, double, ask->count);
	comparing->y = arena_array(comparing->arena, double, ask->count);
	comparing->is_now = arena_array(comparing->arena, bool, ask->count);
	for (size_t i = 0; i < ask->count; i++) {
		int64_t cell = raster_cell(&ask->raster, ask->x[i], ask->y[i]);

		if (cell < 0 || (ask->mask && !ask->mask[cell]))
			continue;
		comparing->x[comparing->all] = ask->x[i];
		comparing->y[comparing->all] = ask->y[i];
		comparing->is_now[comparing->all++] = ask->is_now[i];
		comparing->now += ask->is_now[i];
	}
}

static void hands_make(struct comparing *comparing, int threads)
{
	comparing->hands = arena_array(comparing->arena, struct comparing_hand, (size_t)threads);
	for (int i = 0; i < threads; i++) {
		struct comparing_hand *hand = &comparing->hands[i];

		hand->bins = bins_make(comparing->arena, &comparing->ask->raster);
		hand->scratch = arena_array(comparing->arena, double,
			bins_scratch(&hand->bins, &comparing->hill));
		hand->found = arena_array(comparing->arena, double, comparing->cells);
	}
}

/* The hills of all points, or of those of now. */
static double *hills_sum(struct comparing *comparing, const struct hill *hill, bool is_now_only)
{
	struct comparing_hand *hand = &comparing->hands[0];
	double *found = arena_array(comparing->arena, double, comparing->cells);

	bins_clear(&hand->bins);
	for (size_t i = 0; i < comparing->all; i++)
		if (!is_now_only || comparing->is_now[i])
			bins_add(&hand->bins, comparing->x[i], comparing->y[i]);
	bins_spread(&hand->bins, hill, hand->scratch, found);
	return found;
}

/* Squared, a hill is 1 / (4 pi s^2) times another, narrower by the root of two, which ends where
 * the hill does: on its outskirts a square of nothing would make many points of few. */
static struct hill hill_squared(const struct raster *raster, double sigma)
{
	double width = sqrt(sigma * sigma / 2 - raster->cell * raster->cell / 6);
	struct hill hill = hill_of_points(raster, sigma);

	for (int32_t i = 0; i <= hill.reach; i++) {
		double away = i * raster->cell / width;

		hill.at[i] = exp(-away * away / 2) / (width * sqrt(2 * M_PI));
	}
	return hill;
}

static double *squares_sum(struct comparing *comparing)
{
	double sigma = comparing->ask->sigma;
	struct hill narrow = hill_squared(&comparing->ask->raster, sigma);
	double *found = hills_sum(comparing, &narrow, false);

	for (size_t i = 0; i < comparing->cells; i++)
		found[i] /= 4 * M_PI * sigma * sigma;
	return found;
}

/* A sample of so many of all, without replacement. */
static void lot_moments(struct comparing *comparing)
{
	double all = (double)comparing->all, now = (double)comparing->now, sigma = comparing->ask->sigma;
	double least_sum = exp(-outskirts * outskirts / 2) / (2 * M_PI * sigma * sigma);
	double *squares = squares_sum(comparing);

	for (size_t i = 0; i < comparing->cells; i++) {
		double sum = comparing->sum[i], spread = squares[i] - sum * sum / all;

		comparing->points[i] = squares[i] > 0 ? sum * sum / squares[i] : 0;
		comparing->mean[i] = sum * now / all;
		if (comparing->points[i] >= comparing->ask->least_points && comparing->points[i] < most_of_all * all
		    && sum >= least_sum && (!comparing->ask->mask || comparing->ask->mask[i]))
			comparing->sd[i] = sqrt(now * (all - now) / (all * (all - 1)) * spread);
	}
}

/* Which are those of now, by lot: each point in turn, by how many are still to be named. */
static void lot_draw(void *context, int thread, size_t draw)
{
	struct comparing *comparing = context;
	struct comparing_hand *hand = &comparing->hands[thread];
	struct stream stream = stream_open(comparing->ask->seed, draw);
	size_t wanted = comparing->now;
	double highest = 0;

	bins_clear(&hand->bins);
	for (size_t i = 0; i < comparing->all && wanted; i++)
		if (stream_share(&stream) * (double)(comparing->all - i) < (double)wanted) {
			bins_add(&hand->bins, comparing->x[i], comparing->y[i]);
			wanted--;
		}
	bins_spread(&hand->bins, &comparing->hill, hand->scratch, hand->found);
	for (size_t i = 0; i < comparing->cells; i++)
		if (comparing->sd[i] > 0)
			highest = fmax(highest, fabs(hand->found[i] - comparing->mean[i]) / comparing->sd[i]);
	comparing->highest[draw] = highest;
}

/* So that the map of now, one of relabelled + 1 when nothing has moved, is beyond it in at
 * most (1 - level) of cases. */
static double lot_limit(struct comparing *comparing)
{
	size_t draws = comparing->ask->relabelled;
	size_t beyond = (size_t)floor((1 - comparing->ask->level) * (double)(draws + 1) + 1e-9);

	parallel_for(comparing->ask->threads, draws, lot_draw, comparing);
	sorted_rising(comparing->highest, draws);
	return comparing->highest[beyond > draws ? 0 : draws - beyond];
}

static void cells_judge(const struct comparing *comparing, struct relative_risk *found)
{
	struct relative_risk_cell *cells = arena_array(comparing->arena, struct relative_risk_cell,
		comparing->cells);

	for (size_t i = 0; i < comparing->cells; i++) {
		double now = fmax(comparing->sum_now[i], 0);
		double before = fmax(comparing->sum[i] - comparing->sum_now[i], 0);
		struct relative_risk_cell *cell = &cells[i];

		if (before < 1e-12 * comparing->sum[i])
			before = 0;             /* what is left of two equal sums */
		*cell = (struct relative_risk_cell){ .now = now / (double)found->now,
			.reference = before / (double)found->reference, .points = comparing->points[i] };
		cell->log2_ratio = log2(cell->now / cell->reference);
		if (!(comparing->sd[i] > 0))
			continue;
		cell->z = (now - comparing->mean[i]) / comparing->sd[i];
		cell->finding = fabs(cell->z) <= found->limit ? RISK_within
			: cell->z > 0 ? RISK_higher : RISK_lower;
		found->judged++;
		found->higher += cell->finding == RISK_higher;
		found->lower += cell->finding == RISK_lower;
	}
	found->cells = cells;
}

struct relative_risk relative_risk(struct arena *arena, const struct relative_risk_ask *ask)
{
	struct comparing comparing = { .ask = ask, .arena = arena, .cells = raster_cells(&ask->raster),
		.hill = hill_of_points(&ask->raster, ask->sigma) };
	struct relative_risk found = { 0 };

	points_keep(&comparing);
	found.now = comparing.now;
	found.reference = comparing.all - comparing.now;
	found.outside = ask->count - comparing.all;
	found.is_known = found.now > 0 && found.reference > 0;
	if (!found.is_known)
		return found;
	hands_make(&comparing, parallel_within(ask->threads));
	comparing.sum = hills_sum(&comparing, &comparing.hill, false);
	comparing.sum_now = hills_sum(&comparing, &comparing.hill, true);
	comparing.mean = arena_array(arena, double, comparing.cells);
	comparing.sd = arena_array(arena, double, comparing.cells);
	comparing.points = arena_array(arena, double, comparing.cells);
	comparing.highest = arena_array(arena, double, ask->relabelled + 1);
	lot_moments(&comparing);
	found.limit = lot_limit(&comparing);
	cells_judge(&comparing, &found);
	return found;
}
