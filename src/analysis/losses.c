/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/losses.c - see losses.h. */
#include "analysis/losses.h"

#include "analysis/parallel.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#include <math.h>

bool losses_ask_is_fine(const struct losses_ask *ask, size_t *at)
{
	*at = ask->count;
	if (ask->years < 1 || ask->years > RANKING_DRAWS_MOST || ask->levels_count > LOSSES_LEVELS_MOST)
		return false;
	for (size_t i = 0; i < ask->levels_count; i++)
		if (!(ask->levels[i] >= 0 && isfinite(ask->levels[i])))
			return false;
	for (*at = 0; *at < ask->count; ++*at)
		if (opinion_quantile(ask->risks[*at].frequency, 0.95) > LOSSES_YEARLY_MOST)
			return false;
	return true;
}

/* ---- Years ------------------------------------------------------------------------------- */

enum { YEARS_BLOCK = 64, COUNTS = 0, LOSS = 1 };

struct year_risk { uint64_t number; struct drawer frequency, consequence[RANKING_VALUES_MOST]; };

struct yearing {
	const struct losses_ask *ask;
	struct year_risk *risks;
	double *years;                  /* value x year */
};

static struct stream year_stream(const struct yearing *yearing, size_t risk, size_t what, size_t block)
{
	return stream_open(~yearing->ask->seed, yearing->risks[risk].number ^ ((uint64_t)what << 40 | block));
}

/* A tail that nobody meant is cut: what is drawn is at most ten times the most. */
static uint64_t events_drawn(struct stream *stream, double log_often)
{
	return stream_poisson(stream, fmin(exp(log_often), 10.0 * LOSSES_YEARLY_MOST));
}

static void risk_years(const struct yearing *yearing, size_t risk, size_t block, size_t count)
{
	const struct losses_ask *ask = yearing->ask;
	const struct year_risk *ready = &yearing->risks[risk];
	struct stream counts = year_stream(yearing, risk, COUNTS, block), loss[RANKING_VALUES_MOST];
	double often[YEARS_BLOCK], much;

	drawer_draw(&ready->frequency, &counts, often, count);
	for (size_t v = 0; v < ask->values; v++)
		loss[v] = year_stream(yearing, risk, LOSS + v, block);
	for (size_t y = 0; y < count; y++)
		for (uint64_t n = events_drawn(&counts, often[y]); n > 0; n--)
			for (size_t v = 0; v < ask->values; v++) {
				if (!ready->consequence[v].count)
					continue;
				drawer_draw(&ready->consequence[v], &loss[v], &much, 1);
				yearing->years[v * ask->years + block * YEARS_BLOCK + y] += exp(much);
			}
}

/* Risks one after the other: sums are rounded the same way on any number of threads. */
static void years_do(void *context, int thread, size_t block)
{
	const struct yearing *yearing = context;
	size_t from = block * YEARS_BLOCK, left = yearing->ask->years - from;

	(void)thread;
	for (size_t i = 0; i < yearing->ask->count; i++)
		risk_years(yearing, i, block, left < YEARS_BLOCK ? left : YEARS_BLOCK);
}

static void yearing_open(struct arena *arena, struct yearing *yearing)
{
	const struct losses_ask *ask = yearing->ask;

	yearing->risks = arena_array(arena, struct year_risk, ask->count + 1);
	yearing->years = arena_array(arena, double, ask->values * ask->years + 1);
	for (size_t i = 0; i < ask->count; i++) {
		yearing->risks[i].number = str_number(ask->risks[i].id);
		yearing->risks[i].frequency = drawer_make(arena, ask->risks[i].frequency);
		for (size_t v = 0; v < ask->values; v++)
			yearing->risks[i].consequence[v] = drawer_make(arena, ask->risks[i].consequence[v]);
	}
}

/* ---- What the years say ------------------------------------------------------------------ */

static double ranked_at(const double *sorted, size_t count, double rank)
{
	rank = ceil(rank);
	return sorted[rank < 1 ? 0 : rank > (double)count ? count - 1 : (size_t)rank - 1];
}

/* The limits are order statistics: how many years lie below the quantile is binomial. */
static struct losses_quantile quantile_of(const double *sorted, size_t count, double share)
{
	static const double z_of_975 = 1.959963984540054;
	double rank = share * (double)count, half = z_of_975 * sqrt(rank * (1 - share));

	return (struct losses_quantile){ ranked_at(sorted, count, rank), ranked_at(sorted, count, rank - half),
		ranked_at(sorted, count, rank + half + 1) };
}

static size_t count_up_to(const double *sorted, size_t count, double level)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (sorted[middle] <= level)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void losses_tell(struct arena *arena, const struct losses_ask *ask, double *years,
                        struct losses *losses)
{
	double *exceeding = arena_array(arena, double, ask->levels_count + 1);
	double *errors = arena_array(arena, double, ask->levels_count + 1);

	sorted_rising(years, ask->years);
	losses->share_without = (double)count_up_to(years, ask->years, 0) / (double)ask->years;
	losses->middle = quantile_of(years, ask->years, 0.5);
	losses->high = quantile_of(years, ask->years, 0.95);
	losses->rare = quantile_of(years, ask->years, 0.99);
	for (size_t i = 0; i < ask->levels_count; i++) {
		exceeding[i] = 1 - (double)count_up_to(years, ask->years, ask->levels[i]) / (double)ask->years;
		errors[i] = sqrt(exceeding[i] * (1 - exceeding[i]) / (double)ask->years);
	}
	losses->exceeding = exceeding;
	losses->exceeding_error = errors;
}

const struct losses *losses_drawn(struct arena *arena, const struct losses_ask *ask)
{
	struct yearing yearing = { .ask = ask };
	struct losses *losses = arena_array(arena, struct losses, ask->values + 1);

	yearing_open(arena, &yearing);
	parallel_for(ask->threads, (ask->years + YEARS_BLOCK - 1) / YEARS_BLOCK, years_do, &yearing);
	for (size_t v = 0; v < ask->values; v++) {
		losses_tell(arena, ask, &yearing.years[v * ask->years], &losses[v]);
		for (size_t i = 0; i < ask->count; i++)
			losses[v].mean += opinion_mean(ask->risks[i].frequency)
				* opinion_mean(ask->risks[i].consequence[v]);
	}
	return losses;
}

/* ---- Without drawing --------------------------------------------------------------------- */

/* Backwards and times its number: [cells - 1 - j] is j times the mean number of losses of j
 * cells a year.  Returns those of none. */
static double severities(const struct losses_known *risks, size_t count, double cell, size_t cells,
                         double *backwards)
{
	double none = 0;

	for (size_t i = 0; i < count; i++) {
		double before = 0;

		for (size_t j = 0; j < cells; j++) {
			double now = opinion_share_below(risks[i].loss, ((double)j + 0.5) * cell);

			none += j == 0 ? risks[i].yearly * now : 0;
			backwards[cells - 1 - j] += risks[i].yearly * (double)j * (now - before);
			before = now;
		}
	}
	return none;
}

/* The chance of k cells is 1/k of the sum of j times the mean number of losses of j cells,
 * times the chance of k - j. */
const double *losses_exact(struct arena *arena, const struct losses_known *risks, size_t count,
                           double cell, size_t cells)
{
	double *backwards = arena_array(arena, double, cells + 1);
	double *chances = arena_array(arena, double, cells + 1), *above = arena_array(arena, double, cells + 1);
	double yearly = 0, below;

	for (size_t i = 0; i < count; i++)
		yearly += risks[i].yearly;
	if (!(yearly >= 0 && yearly <= LOSSES_EXACT_MOST) || cells == 0)
		return NULL;
	below = chances[0] = exp(severities(risks, count, cell, cells, backwards) - yearly);
	above[0] = 1 - below;
	for (size_t k = 1; k < cells; k++) {
		const double *severity = &backwards[cells - 1 - k];
		double sum = 0;

		for (size_t i = 0; i < k; i++)
			sum += severity[i] * chances[i];
		chances[k] = sum / (double)k;
		below += chances[k];
		above[k] = 1 - below;
	}
	return above;
}

/* ---- Parts ------------------------------------------------------------------------------- */

static double quantiles_sum(const struct opinion *parts, size_t count, double share)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += parts[i].count ? opinion_quantile(parts[i], share) : 0;
	return sum;
}

struct parts_sum parts_sum(struct arena *arena, const struct opinion *parts, size_t count,
                           size_t draws, uint64_t seed)
{
	double *sums = arena_array(arena, double, draws + 1), *logs = arena_array(arena, double, draws + 1);
	struct parts_sum found = { .mean = 0 };

	for (size_t i = 0; i < count; i++) {
		struct drawer drawer = drawer_make(arena, parts[i]);
		struct stream stream = stream_open(seed, i);

		if (parts[i].count == 0)
			continue;
		drawer_draw(&drawer, &stream, logs, draws);
		for (size_t d = 0; d < draws; d++)
			sums[d] += exp(logs[d]);
		found.mean += opinion_mean(parts[i]);
	}
	sorted_rising(sums, draws);
	found.apart = estimate_three(ranked_at(sums, draws, 0.05 * (double)draws),
		ranked_at(sums, draws, 0.5 * (double)draws), ranked_at(sums, draws, 0.95 * (double)draws));
	found.together = estimate_three(quantiles_sum(parts, count, 0.05),
		quantiles_sum(parts, count, 0.5), quantiles_sum(parts, count, 0.95));
	return found;
}
