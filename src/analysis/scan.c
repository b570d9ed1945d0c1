/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/scan.c - see scan.h: judging, what was counted, clusters. */
#include "analysis/scan_inside.h"

#include "analysis/parallel.h"

#include <math.h>
#include <string.h>

static const double euler = 0.57721566490153286;

/* ---- Judging ----------------------------------------------------------------------------- */

static bool limits_are_fine(const struct scan_ask *ask)
{
	return ask->areas > 0 && ask->areas <= SCAN_AREAS_MOST && ask->windows > 0
		&& ask->windows <= ask->times && ask->windows <= SCAN_WINDOWS_MOST
		&& ask->nearest_most > 0 && ask->share_most > 0 && ask->share_most <= 1
		&& ask->radius_most > 0 && ask->dispersion >= 1 && isfinite(ask->dispersion)
		&& ask->replicates <= SCAN_REPLICATES_MOST && ask->most > 0;
}

static enum scan_fault areas_judge(const struct scan_ask *ask, size_t *at)
{
	for (*at = 0; *at < ask->areas; ++*at)
		if (!isfinite(ask->x[*at]) || !isfinite(ask->y[*at])
		    || (ask->exposure && !(ask->exposure[*at] >= 0 && isfinite(ask->exposure[*at]))))
			return SCAN_bad_area;
	return SCAN_fine;
}

static enum scan_fault counts_judge(const struct scan_ask *ask, size_t *at)
{
	int64_t all = 0;

	for (*at = 0; *at < ask->areas * ask->times; ++*at) {
		if (ask->counts[*at] < 0 || ask->counts[*at] > SCAN_CASES_MOST - all)
			return SCAN_bad_count;
		all += ask->counts[*at];
	}
	return all ? SCAN_fine : SCAN_nothing;
}

static enum scan_fault expected_judge(const struct scan_ask *ask, size_t *at)
{
	size_t expecting = 0;
	double all = 0;

	for (*at = 0; *at < ask->areas * ask->times; ++*at) {
		double expected = ask->expected[*at];

		if (!(expected >= 0 && expected <= 1e12) || (expected == 0 && ask->counts[*at] > 0))
			return SCAN_bad_expected;
		expecting += expected > 0;
		all += expected;
	}
	if (ask->kind == SCAN_expectation && all > SCAN_CASES_MOST)
		return SCAN_bad_expected;
	return expecting > 1 ? SCAN_fine : SCAN_nothing;
}

enum scan_fault scan_judge(const struct scan_ask *ask, size_t *at)
{
	size_t nearest = ask->nearest_most < ask->areas ? ask->nearest_most : ask->areas;
	enum scan_fault fault;

	*at = 0;
	if (!limits_are_fine(ask))
		return SCAN_bad_ask;
	if (ask->areas * nearest * ask->windows > SCAN_ZONES_MOST)
		return SCAN_too_large;
	fault = areas_judge(ask, at);
	if (!fault)
		fault = counts_judge(ask, at);
	if (!fault && ask->kind != SCAN_permutation)
		fault = expected_judge(ask, at);
	return fault;
}

/* ---- Making ready ------------------------------------------------------------------------ */

double scan_score(double counted, double expected, double total)
{
	double score;

	if (!(counted > expected) || !(expected > 0))
		return 0;
	score = counted * log(counted / expected);
	if (!(total > 0))
		return score + expected - counted;
	if (total > counted)
		score += (total - counted) * log((total - counted) / (total - expected));
	return fmax(score, 0);
}

/* Of all times together, per area; of all areas together, per time. */
static void margins_of(const struct scan_ask *ask, double *areas, double *times, double *all)
{
	for (size_t t = 0; t < ask->times; t++)
		for (size_t i = 0; i < ask->areas; i++) {
			double counted = (double)ask->counts[t * ask->areas + i];

			areas[i] += counted;
			times[t] += counted;
			*all += counted;
		}
}

static double expected_all(const struct scan_ask *ask)
{
	double all = 0;

	for (size_t i = 0; i < ask->areas * ask->times; i++)
		all += ask->expected[i];
	return all;
}

/* What is expected of each area and each of the last times, the last first. */
static void expected_make(struct scanning *scanning, const double *areas, const double *times)
{
	const struct scan_ask *ask = scanning->ask;
	double scale = ask->kind == SCAN_poisson ? scanning->total / expected_all(ask) : 1;

	for (size_t w = 0; w < ask->windows; w++)
		for (size_t i = 0; i < ask->areas; i++) {
			size_t time = ask->times - 1 - w;

			scanning->counted[w * ask->areas + i] = (double)ask->counts[time * ask->areas + i];
			scanning->expected[w * ask->areas + i] = ask->kind == SCAN_permutation
				? areas[i] * times[time] / scanning->total
				: scale * ask->expected[time * ask->areas + i];
		}
}

static const double *exposure_of(const struct scanning *scanning, double *areas)
{
	const struct scan_ask *ask = scanning->ask;

	if (ask->exposure)
		return ask->exposure;
	if (ask->kind == SCAN_permutation)
		return areas;
	memset(areas, 0, ask->areas * sizeof(*areas));
	for (size_t i = 0; i < ask->areas * ask->times; i++)
		areas[i % ask->areas] += ask->expected[i];
	return areas;
}

static void ready_make(struct scanning *scanning)
{
	const struct scan_ask *ask = scanning->ask;
	double *areas = arena_array(scanning->arena, double, ask->areas);
	double *times = arena_array(scanning->arena, double, ask->times), all = 0;

	margins_of(ask, areas, times, &all);
	scanning->total = ask->kind == SCAN_expectation ? 0 : all;
	scanning->counted = arena_array(scanning->arena, double, ask->windows * ask->areas);
	scanning->expected = arena_array(scanning->arena, double, ask->windows * ask->areas);
	scanning->highest = arena_array(scanning->arena, double, ask->replicates);
	expected_make(scanning, areas, times);
	scanning->zones = scan_zones_make(scanning->arena, ask, exposure_of(scanning, areas));
}

/* ---- What was counted -------------------------------------------------------------------- */

/* The zones of a centre over one more time: sums over its last windows stand in `sums`. */
struct looking { const struct scanning *scanning; double *counted, *expected; };

static void window_add(const struct looking *looking, size_t centre, size_t w)
{
	const struct scanning *scanning = looking->scanning;
	const uint32_t *nearest = scanning->zones.nearest + scanning->zones.from[centre];
	size_t count = scanning->zones.from[centre + 1] - scanning->zones.from[centre];
	double counted = 0, expected = 0;

	for (size_t k = 0; k < count; k++) {
		size_t cell = w * scanning->ask->areas + nearest[k];

		counted += scanning->counted[cell];
		expected += scanning->expected[cell];
		looking->counted[k] = counted + (w ? looking->counted[k] : 0);
		looking->expected[k] = expected + (w ? looking->expected[k] : 0);
	}
}

static double bound_of(double counted, double expected, double total)
{
	double more = counted - expected;
	double spread = total > 0 ? expected * (1 - expected / total) : expected;

	if (!(more > 0))
		return 0;
	return spread > 0 ? more * more / spread : INFINITY;
}

/* The best of the first `count` zones, if better than `best`. */
static void window_judge(const struct looking *looking, size_t centre, size_t w, size_t count,
                         struct scan_zone *best)
{
	double total = looking->scanning->total;

	for (size_t k = 0; k < count; k++) {
		double counted = looking->counted[k], expected = looking->expected[k], score;

		if (!(bound_of(counted, expected, total) * (1 + 1e-9) > best->score))
			continue;
		score = scan_score(counted, expected, total);
		if (score > best->score)
			*best = (struct scan_zone){ centre, k + 1, w + 1, counted, expected, score };
	}
}

static void zones_sum(struct scanning *scanning, struct scan *found)
{
	const struct scan_ask *ask = scanning->ask;
	size_t zones = scanning->zones.from[ask->areas];
	struct scan_zone *best = arena_array(scanning->arena, struct scan_zone, ask->areas * ask->windows);
	struct looking looking = { scanning, arena_array(scanning->arena, double, ask->areas),
		arena_array(scanning->arena, double, ask->areas) };

	scanning->expected_sums = arena_array(scanning->arena, float, zones * ask->windows);
	for (size_t centre = 0; centre < ask->areas; centre++) {
		size_t from = scanning->zones.from[centre], count = scanning->zones.from[centre + 1] - from;

		for (size_t w = 0; w < ask->windows; w++) {
			struct scan_zone *at = &best[centre * ask->windows + w];
			float *sums = scanning->expected_sums + w * zones + from;

			at->centre = centre;
			at->windows = w + 1;
			window_add(&looking, centre, w);
			window_judge(&looking, centre, w, count, at);
			for (size_t k = 0; k < count; k++)
				sums[k] = (float)looking.expected[k];
		}
	}
	found->best = best;
	found->zones = zones * ask->windows;
}

/* ---- Clusters ---------------------------------------------------------------------------- */

/* How many of the nearest of a centre come before the first that is taken. */
static size_t free_of(const struct scanning *scanning, size_t centre, const bool *is_taken)
{
	size_t from = scanning->zones.from[centre], count = scanning->zones.from[centre + 1] - from, k = 0;

	while (k < count && !is_taken[scanning->zones.nearest[from + k]])
		k++;
	return k;
}

static struct scan_zone cluster_find(const struct looking *looking, const struct scan *found,
                                     const bool *is_taken)
{
	const struct scanning *scanning = looking->scanning;
	struct scan_zone best = { 0 };

	for (size_t centre = 0; centre < scanning->ask->areas; centre++) {
		size_t count = free_of(scanning, centre, is_taken);
		double most = 0;

		for (size_t w = 0; w < scanning->ask->windows; w++)
			most = fmax(most, found->best[centre * scanning->ask->windows + w].score);
		if (!(most > best.score))
			continue;
		for (size_t w = 0; w < scanning->ask->windows && count; w++) {
			window_add(looking, centre, w);
			window_judge(looking, centre, w, count, &best);
		}
	}
	return best;
}

static double radius_of(const struct scan_ask *ask, const struct scan_cluster *cluster)
{
	uint32_t last = cluster->areas[cluster->zone.areas - 1];

	return hypot(ask->x[last] - ask->x[cluster->zone.centre], ask->y[last] - ask->y[cluster->zone.centre]);
}

static void clusters_find(struct scanning *scanning, struct scan *found)
{
	const struct scan_ask *ask = scanning->ask;
	size_t most = ask->most < ask->areas ? ask->most : ask->areas;
	struct scan_cluster *clusters = arena_array(scanning->arena, struct scan_cluster, most);
	bool *is_taken = arena_array(scanning->arena, bool, ask->areas);
	struct looking looking = { scanning, arena_array(scanning->arena, double, ask->areas),
		arena_array(scanning->arena, double, ask->areas) };

	for (found->clusters = clusters; found->clusters_count < most; found->clusters_count++) {
		struct scan_cluster *cluster = &clusters[found->clusters_count];

		cluster->zone = cluster_find(&looking, found, is_taken);
		if (!(cluster->zone.score > 0))
			break;
		cluster->areas = scanning->zones.nearest + scanning->zones.from[cluster->zone.centre];
		cluster->radius = radius_of(ask, cluster);
		for (size_t k = 0; k < cluster->zone.areas; k++)
			is_taken[cluster->areas[k]] = true;
	}
}

/* ---- How likely -------------------------------------------------------------------------- */

static void gumbel_fit(struct scan *found, const double *highest, size_t count)
{
	double squares = 0;

	for (size_t i = 0; i < count; i++)
		found->highest_mean += highest[i] / (double)count;
	for (size_t i = 0; i < count; i++)
		squares += (highest[i] - found->highest_mean) * (highest[i] - found->highest_mean);
	found->highest_sd = count > 1 ? sqrt(squares / (double)(count - 1)) : 0;
	found->gumbel_beta = found->highest_sd * sqrt(6) / M_PI;
	found->gumbel_mu = found->highest_mean - euler * found->gumbel_beta;
	found->highest = highest;
}

static void cluster_judge(struct scan_cluster *cluster, const struct scan *found, size_t replicates)
{
	double score = cluster->zone.score;
	size_t as_high = 0;

	for (size_t i = 0; i < replicates; i++)
		as_high += found->highest[i] >= score * (1 - 1e-6);
	cluster->p_value = replicates ? (double)(1 + as_high) / (double)(replicates + 1) : NAN;
	cluster->gumbel_p = found->gumbel_beta > 0
		? -expm1(-exp(-(score - found->gumbel_mu) / found->gumbel_beta)) : NAN;
}

struct scan scan_make(struct arena *arena, const struct scan_ask *ask)
{
	struct scanning scanning = { .ask = ask, .arena = arena };
	struct scan found = { 0 };

	ready_make(&scanning);
	zones_sum(&scanning, &found);
	clusters_find(&scanning, &found);
	scan_replicate(&scanning);
	gumbel_fit(&found, scanning.highest, ask->replicates);
	for (size_t i = 0; i < ask->areas * ask->windows; i++)
		found.best[i].score /= ask->dispersion;
	for (size_t i = 0; i < found.clusters_count; i++) {
		struct scan_cluster *cluster = &found.clusters[i];

		cluster->zone.score /= ask->dispersion;
		cluster_judge(cluster, &found, ask->replicates);
	}
	return found;
}

double scan_recurrence_years(double p_value, double runs_per_year)
{
	return 1 / (p_value * runs_per_year);
}
