/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/drift_threshold.c - see drift.h: thresholds that make alarms as seldom as is wished.
 *
 * What a step may add is a table: the chance of each count (by the law's own recursion), and what it
 * adds.  A draw is a share looked up in it.  Paths stand side by side, LANES of them, and each lane
 * goes on from one path to the next: what is under way at the end of one counts there too.
 */
#include "analysis/drift.h"

#include "analysis/drift_making.h"
#include "analysis/scratch.h"
#include "analysis/stream.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 4, LANES = 2 * PAIRS, TABLE_MOST = 4096, GUIDES = 256 };
/* Two numbers are what every processor of ours compares at once. */
typedef double pair __attribute__((vector_size(2 * sizeof(double))));
typedef int64_t pair_mask __attribute__((vector_size(2 * sizeof(int64_t))));

bool drift_wish_is_fine(const struct drift_wish *wish, size_t *at)
{
	for (*at = 0; *at < wish->count; ++*at)
		if (!(wish->means[*at] > 0 && wish->means[*at] < 1e6)
		    || (wish->alphas && !(wish->alphas[*at] >= 0 && wish->alphas[*at] < 1e6)))
			return false;
	return wish->count > 0 && wish->kappa != 0 && fabs(wish->kappa) < 10 && wish->steps_between >= 2
		&& wish->paths > 0 && wish->length > 0 && wish->paths < 1e6 && wish->length < 1e6
		&& wish->paths * wish->length <= 50000000;
}

/* ---- One step ---------------------------------------------------------------------------- */

struct step {
	double mean, alpha;
	size_t count;                   /* of the table; 0: too long for one */
	double *upto, *gain;            /* chance of so many or fewer; what so many add */
	uint16_t guide[GUIDES];         /* where to begin, by the share */
};

/* Gamma of this shape and mean 1 (Marsaglia and Tsang 2000). */
static double gamma_draw(struct stream *stream, double shape)
{
	double less = shape < 1 ? pow(stream_share(stream), 1 / shape) : 1;
	double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);

	for (;;) {
		double z = stream_normal(stream), v = pow(1 + c * z, 3);

		if (v > 0 && log(stream_share(stream)) < z * z / 2 + d - d * v + d * log(v))
			return less * d * v / shape;
	}
}

static double count_draw(struct stream *stream, double mean, double alpha)
{
	if (alpha > 1e-9)
		mean *= gamma_draw(stream, 1 / alpha);
	return (double)stream_poisson(stream, fmin(mean, 1e6));
}

/* The chance of y + 1 over that of y. */
static double ratio_after(double y, double mean, double alpha)
{
	return mean * (1 + alpha * y) / ((1 + alpha * mean) * (y + 1));
}

/* False: it would be longer than TABLE_MOST, or its first chance is too small for a number. */
static bool table_fill(struct step *step, double kappa)
{
	double chance = step->alpha > 1e-9 ? exp(-log1p(step->alpha * step->mean) / step->alpha) : exp(-step->mean);
	double sum = 0;

	if (chance < 1e-200)
		return false;
	for (size_t y = 0; y < TABLE_MOST; y++) {
		sum += chance;
		step->upto[y] = sum;
		step->gain[y] = drift_gain((double)y, step->mean, step->alpha, kappa);
		chance *= ratio_after((double)y, step->mean, step->alpha);
		if (chance < 1e-14 && (double)y > step->mean) {
			step->upto[y] = 1;
			step->count = y + 1;
			return true;
		}
	}
	return false;
}

static void table_make(struct step *step, double kappa)
{
	size_t at = 0;

	step->upto = scratch_grow(NULL, TABLE_MOST, sizeof(*step->upto));
	step->gain = scratch_grow(NULL, TABLE_MOST, sizeof(*step->gain));
	if (!table_fill(step, kappa))
		return;
	step->upto = scratch_grow(step->upto, step->count, sizeof(*step->upto));
	step->gain = scratch_grow(step->gain, step->count, sizeof(*step->gain));
	for (int i = 0; i < GUIDES; i++) {
		while (step->upto[at] < (double)i / GUIDES)
			at++;
		step->guide[i] = (uint16_t)at;
	}
}

static double gain_draw(const struct step *step, struct stream *stream, double kappa)
{
	double share;
	size_t at;

	if (step->count == 0)
		return drift_gain(count_draw(stream, step->mean, step->alpha), step->mean, step->alpha, kappa);
	share = stream_share(stream);
	at = step->guide[(size_t)(share * GUIDES)];
	while (step->upto[at] < share)
		at++;
	return step->gain[at];
}

/* ---- Paths ------------------------------------------------------------------------------- */

struct paths {
	const struct drift_wish *wish;
	struct step *steps;             /* that differ from the one before */
	size_t steps_count;
	uint32_t *step_of;              /* of each step of a path */
	double *gains;                  /* [(path / LANES * length + step) * LANES + path % LANES] */
	size_t rows;                    /* of LANES each */
};

static void steps_make(struct paths *paths)
{
	const struct drift_wish *wish = paths->wish;

	paths->step_of = scratch_grow(NULL, wish->length, sizeof(*paths->step_of));
	for (size_t i = 0; i < wish->length; i++) {
		double mean = wish->means[i % wish->count], alpha = wish->alphas ? wish->alphas[i % wish->count] : 0;
		const struct step *last = paths->steps_count ? &paths->steps[paths->steps_count - 1] : NULL;

		if (i >= wish->count) {
			paths->step_of[i] = paths->step_of[i - wish->count];
			continue;
		}
		if (!last || last->mean != mean || last->alpha != alpha) {
			paths->steps = scratch_grow(paths->steps, paths->steps_count + 1, sizeof(*paths->steps));
			paths->steps[paths->steps_count] = (struct step){ .mean = mean, .alpha = alpha };
			table_make(&paths->steps[paths->steps_count++], wish->kappa);
		}
		paths->step_of[i] = (uint32_t)paths->steps_count - 1;
	}
}

static void path_draw(struct paths *paths, size_t path)
{
	struct stream stream = stream_open(paths->wish->seed, path);
	size_t length = paths->wish->length;
	double *at = &paths->gains[path / LANES * length * LANES + path % LANES];

	for (size_t i = 0; i < length; i++)
		at[i * LANES] = gain_draw(&paths->steps[paths->step_of[i]], &stream, paths->wish->kappa);
}

/* Lanes without a last path have nothing there: no sum rises. */
static void paths_draw(struct paths *paths)
{
	size_t turns = (paths->wish->paths + LANES - 1) / LANES;

	paths->rows = turns * paths->wish->length;
	paths->gains = scratch_grow(NULL, paths->rows * LANES, sizeof(*paths->gains));
	for (size_t i = (turns - 1) * paths->wish->length * LANES; i < paths->rows * LANES; i++)
		paths->gains[i] = -1e300;
	for (size_t path = 0; path < paths->wish->paths; path++)
		path_draw(paths, path);
}

static void paths_close(struct paths *paths)
{
	for (size_t i = 0; i < paths->steps_count; i++) {
		free(paths->steps[i].upto);
		free(paths->steps[i].gain);
	}
	free(paths->steps);
	free(paths->step_of);
	free(paths->gains);
}

/* ---- The threshold ----------------------------------------------------------------------- */

/* One step of two paths; a sum that is an alarm begins anew. */
static inline pair pair_step(pair sum, const double *gain, pair threshold, pair *alarms)
{
	const pair one = { 1, 1 }, zero = { 0 };
	pair_mask is_above;
	pair added;

	memcpy(&added, gain, sizeof(added));
	sum += added;
	sum = (pair)((pair_mask)sum & (sum > zero));
	is_above = sum >= threshold;
	*alarms += (pair)(is_above & (pair_mask)one);
	return (pair)((pair_mask)sum & ~is_above);
}

static double alarms_of(const struct paths *paths, double threshold)
{
	pair sums[PAIRS] = { { 0 } }, alarms[PAIRS] = { { 0 } }, limit = { threshold, threshold };
	double found = 0;

	for (size_t row = 0; row < paths->rows; row++)
		for (int i = 0; i < PAIRS; i++)
			sums[i] = pair_step(sums[i], &paths->gains[row * LANES + 2 * (size_t)i], limit, &alarms[i]);
	for (int i = 0; i < PAIRS; i++)
		found += alarms[i][0] + alarms[i][1];
	return found;
}

/* Where the alarms would be as many as wished: their logarithm falls nearly straight. */
static double guess_between(double from, double to, double more, double fewer, double wanted)
{
	double way = (log(more + 0.5) - log(wanted)) / (log(more + 0.5) - log(fewer + 0.5));

	return from + fmin(fmax(way, 0.05), 0.95) * (to - from);
}

/* Two thresholds of which one has too many alarms and the other no more than wished. */
struct bracket { double from, to, more, fewer; };

static const double least = 0.01, most = 50;

static struct bracket bracket_find(const struct paths *paths, double wanted)
{
	struct bracket found = { least, least, INFINITY, alarms_of(paths, least) };

	while (found.fewer > wanted && found.to < most) {
		found.from = found.to;
		found.more = found.fewer;
		found.to = fmin(most, found.to < 1 ? 1 : 2 * found.to);
		found.fewer = alarms_of(paths, found.to);
	}
	return found;
}

/* Drawing makes a threshold uncertain in its second decimal; it is found to its fourth. */
static struct drift_threshold threshold_find(const struct paths *paths)
{
	enum { STEPS = 60 };
	const double near = 1e-4;
	double steps = (double)paths->wish->paths * (double)paths->wish->length;
	double wanted = steps / paths->wish->steps_between;
	struct bracket bracket = bracket_find(paths, wanted);
	struct drift_threshold found;

	for (int i = 0; i < STEPS && bracket.to - bracket.from > near && bracket.fewer <= wanted; i++) {
		double middle = i % 3 == 2 ? (bracket.from + bracket.to) / 2
			: guess_between(bracket.from, bracket.to, bracket.more, bracket.fewer, wanted);
		double alarms = alarms_of(paths, middle);

		*(alarms > wanted ? &bracket.from : &bracket.to) = middle;
		*(alarms > wanted ? &bracket.more : &bracket.fewer) = alarms;
	}
	found = (struct drift_threshold){ .threshold = bracket.to, .steps_between = steps / bracket.fewer };
	found.is_found = bracket.to > least && bracket.to < most && bracket.fewer > 0;
	found.steps_low = steps / qgamma(0.975, bracket.fewer + 1, 1, 1, 0);
	found.steps_high = bracket.fewer > 0 ? steps / qgamma(0.025, bracket.fewer, 1, 1, 0) : INFINITY;
	return found;
}

struct drift_threshold drift_threshold(const struct drift_wish *wish)
{
	struct paths paths = { .wish = wish };
	struct drift_threshold found;

	steps_make(&paths);
	paths_draw(&paths);
	found = threshold_find(&paths);
	paths_close(&paths);
	return found;
}
