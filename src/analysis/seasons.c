/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/seasons.c - see seasons.h. */
#include "analysis/seasons.h"

#include "analysis/sorted.h"

#include <math.h>
#include <string.h>

static bool span_is_fine(size_t span)
{
	return span >= 3 && span % 2 == 1 && span < 1000000;
}

bool seasons_ask_is_fine(const struct seasons_ask *ask)
{
	for (size_t i = 0; i < ask->count; i++)
		if (!isfinite(ask->values[i]))
			return false;
	return ask->period >= 2 && ask->count >= 2 * ask->period && span_is_fine(ask->season)
		&& span_is_fine(ask->trend) && span_is_fine(ask->low) && ask->season_degree / 2 == 0
		&& ask->trend_degree / 2 == 0 && ask->low_degree / 2 == 0;
}

/* ---- Local lines ------------------------------------------------------------------------- */

/* Places are counted from 1, as in the paper: 0 and count + 1 lie just outside. */
struct smoothing {
	const double *values, *weights; /* weights NULL: all alike */
	size_t count, span;
	int degree;
	double *near;                   /* room for count numbers */
};

/* Weights of the places from `left` to `right` as seen from a place; false when all are 0. */
static bool near_find(const struct smoothing *smoothing, double place, size_t left, size_t right)
{
	double reach = fmax(place - (double)left, (double)right - place), sum = 0;

	if (smoothing->span > smoothing->count)
		reach += (double)((smoothing->span - smoothing->count) / 2);
	for (size_t i = left; i <= right; i++) {
		double apart = fabs((double)i - place), near = 0;

		if (apart <= 0.999 * reach)
			near = apart > 0.001 * reach ? pow(1 - pow(apart / reach, 3), 3) : 1;
		if (smoothing->weights)
			near *= smoothing->weights[i - 1];
		smoothing->near[i - 1] = near;
		sum += near;
	}
	for (size_t i = left; i <= right && sum > 0; i++)
		smoothing->near[i - 1] /= sum;
	return sum > 0;
}

/* Makes the weighted mean a point of a weighted line. */
static void line_tilt(const struct smoothing *smoothing, double place, size_t left, size_t right)
{
	double middle = 0, spread = 0;

	for (size_t i = left; i <= right; i++)
		middle += smoothing->near[i - 1] * (double)i;
	for (size_t i = left; i <= right; i++)
		spread += smoothing->near[i - 1] * ((double)i - middle) * ((double)i - middle);
	if (!(sqrt(spread) > 0.001 * (double)(smoothing->count - 1)))
		return;
	for (size_t i = left; i <= right; i++)
		smoothing->near[i - 1] *= 1 + (place - middle) / spread * ((double)i - middle);
}

static bool smooth_at(const struct smoothing *smoothing, double place, size_t left, size_t right, double *found)
{
	if (!near_find(smoothing, place, left, right))
		return false;
	if (smoothing->degree > 0)
		line_tilt(smoothing, place, left, right);
	*found = 0;
	for (size_t i = left; i <= right; i++)
		*found += smoothing->near[i - 1] * smoothing->values[i - 1];
	return true;
}

static void smooth(const struct smoothing *smoothing, double *found)
{
	size_t left = 1, right = smoothing->span < smoothing->count ? smoothing->span : smoothing->count;

	if (smoothing->count < 2) {
		memcpy(found, smoothing->values, smoothing->count * sizeof(*found));
		return;
	}
	for (size_t i = 1; i <= smoothing->count; i++) {
		if (i > (smoothing->span + 1) / 2 && right < smoothing->count) {
			left++;
			right++;
		}
		if (!smooth_at(smoothing, (double)i, left, right, &found[i - 1]))
			found[i - 1] = smoothing->values[i - 1];
	}
}

/* ---- A turn ------------------------------------------------------------------------------ */

struct turning {
	const struct seasons_ask *ask;
	double *season, *trend, *weights;
	bool has_weights;
	double *left, *longer, *other, *near;   /* room: longer and other are two periods longer */
	double *year, *year_weights, *year_found;
};

/* The same step of each period, smoothed, and one period more at both ends. */
static void cycle_smooth(struct turning *turning, size_t step)
{
	const struct seasons_ask *ask = turning->ask;
	size_t count = (ask->count - step - 1) / ask->period + 1, span = ask->season;
	struct smoothing smoothing = { turning->year, turning->has_weights ? turning->year_weights : NULL,
		count, span, ask->season_degree, turning->near };
	double *found = turning->year_found;

	for (size_t i = 0; i < count; i++) {
		turning->year[i] = turning->left[i * ask->period + step];
		turning->year_weights[i] = turning->weights[i * ask->period + step];
	}
	smooth(&smoothing, found + 1);
	if (!smooth_at(&smoothing, 0, 1, span < count ? span : count, &found[0]))
		found[0] = found[1];
	if (!smooth_at(&smoothing, (double)count + 1, count > span ? count - span + 1 : 1, count, &found[count + 1]))
		found[count + 1] = found[count];
	for (size_t i = 0; i < count + 2; i++)
		turning->longer[i * ask->period + step] = found[i];
}

/* Moving averages of so many; how many there are. */
static size_t average(const double *values, size_t count, size_t span, double *found)
{
	double sum = 0;

	for (size_t i = 0; i < span; i++)
		sum += values[i];
	for (size_t i = 0; i + span <= count; i++) {
		sum += i ? values[i + span - 1] - values[i - 1] : 0;
		found[i] = sum / (double)span;
	}
	return count - span + 1;
}

static void turn(struct turning *turning)
{
	const struct seasons_ask *ask = turning->ask;
	size_t count = ask->count, longer = count + 2 * ask->period;

	for (size_t i = 0; i < count; i++)
		turning->left[i] = ask->values[i] - turning->trend[i];
	for (size_t step = 0; step < ask->period; step++)
		cycle_smooth(turning, step);
	longer = average(turning->longer, longer, ask->period, turning->other);
	longer = average(turning->other, longer, ask->period, turning->season);
	average(turning->season, longer, 3, turning->other);
	smooth(&(struct smoothing){ turning->other, NULL, count, ask->low, ask->low_degree, turning->near },
		turning->season);
	for (size_t i = 0; i < count; i++) {
		turning->season[i] = turning->longer[ask->period + i] - turning->season[i];
		turning->left[i] = ask->values[i] - turning->season[i];
	}
	smooth(&(struct smoothing){ turning->left, turning->has_weights ? turning->weights : NULL, count,
		ask->trend, ask->trend_degree, turning->near }, turning->trend);
}

/* What lies further away than six medians counts nothing. */
static void weights_find(struct turning *turning)
{
	size_t count = turning->ask->count;
	double most;

	for (size_t i = 0; i < count; i++)
		turning->left[i] = turning->other[i]
			= fabs(turning->ask->values[i] - turning->trend[i] - turning->season[i]);
	sorted_rising(turning->other, count);
	most = 3 * (turning->other[count / 2] + turning->other[(count - 1) / 2]);
	for (size_t i = 0; i < count; i++) {
		double apart = turning->left[i];

		turning->weights[i] = apart <= 0.001 * most ? 1 : apart > 0.999 * most ? 0
			: pow(1 - pow(apart / most, 2), 2);
	}
	turning->has_weights = true;
}

struct seasons seasons_find(struct arena *arena, const struct seasons_ask *ask)
{
	size_t longer = ask->count + 2 * ask->period, rounds = ask->is_robust ? 15 : 0;
	struct turning turning = { .ask = ask, .season = arena_array(arena, double, longer),
		.trend = arena_array(arena, double, longer), .weights = arena_array(arena, double, longer),
		.left = arena_array(arena, double, longer), .longer = arena_array(arena, double, longer),
		.other = arena_array(arena, double, longer), .near = arena_array(arena, double, longer),
		.year = arena_array(arena, double, longer), .year_weights = arena_array(arena, double, longer),
		.year_found = arena_array(arena, double, longer) };
	double *rest = arena_array(arena, double, longer);

	for (size_t i = 0; i < ask->count; i++)
		turning.weights[i] = 1;
	for (size_t round = 0; round <= rounds; round++) {
		turn(&turning);
		if (!ask->is_robust)
			turn(&turning);
		if (round < rounds)
			weights_find(&turning);
	}
	for (size_t i = 0; i < ask->count; i++)
		rest[i] = ask->values[i] - turning.season[i] - turning.trend[i];
	return (struct seasons){ turning.season, turning.trend, rest, turning.weights };
}
