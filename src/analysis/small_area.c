/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/small_area.c - see small_area.h. */
#include "analysis/small_area.h"

#include "analysis/symmetric.h"

#include <math.h>
#include <string.h>

enum { WIDE = SMALL_AREA_COLUMNS_MOST };

/* The fit when A is known. */
struct fit {
	double root[WIDE * WIDE];       /* of X'V^-1 X */
	double at[WIDE];
	double likelihood;              /* restricted, its logarithm */
	bool is_alike;
};

bool small_areas_ask_is_fine(const struct small_areas_ask *ask, size_t *at)
{
	*at = 0;
	if (ask->width < 1 || ask->width > WIDE)
		return false;
	for (; *at < ask->count; ++*at) {
		if (!isnan(ask->values[*at]) && !(ask->variances[*at] > 0 && isfinite(ask->variances[*at])
		    && isfinite(ask->values[*at])))
			return false;
		for (size_t k = 0; k < ask->width; k++)
			if (!isfinite(ask->columns[*at * ask->width + k]))
				return false;
	}
	return true;
}

static double dot(const double *row, const double *at, size_t width)
{
	double sum = 0;

	for (size_t k = 0; k < width; k++)
		sum += row[k] * at[k];
	return sum;
}

static struct fit fit_at(const struct small_areas_ask *ask, double between)
{
	struct fit fit = { .likelihood = 0 };

	for (size_t i = 0; i < ask->count; i++) {
		const double *row = &ask->columns[i * ask->width];
		double weight = 1 / (between + ask->variances[i]);

		if (isnan(ask->values[i]))
			continue;
		fit.likelihood += log(weight);
		for (size_t k = 0; k < ask->width; k++) {
			fit.at[k] += weight * row[k] * ask->values[i];
			for (size_t j = 0; j <= k; j++)
				fit.root[k * WIDE + j] += weight * row[k] * row[j];
		}
	}
	fit.is_alike = !symmetric_root(fit.root, WIDE, ask->width);
	if (fit.is_alike)
		return fit;
	symmetric_solve(fit.root, WIDE, ask->width, fit.at);
	fit.likelihood -= symmetric_log_size(fit.root, WIDE, ask->width);
	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->values[i])) {
			double apart = ask->values[i] - dot(&ask->columns[i * ask->width], fit.at, ask->width);

			fit.likelihood -= apart * apart / (between + ask->variances[i]);
		}
	fit.likelihood /= 2;
	return fit;
}

/* ---- A ----------------------------------------------------------------------------------- */

static double height_at(const struct small_areas_ask *ask, double between, bool is_lifted)
{
	return fit_at(ask, between).likelihood + (is_lifted ? log(between) : 0);
}

/* More than this areas cannot differ: a few times the variance of what they say. */
static double between_most(const struct small_areas_ask *ask)
{
	double sum = 0, squares = 0, many = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->values[i])) {
			sum += ask->values[i];
			squares += ask->values[i] * ask->values[i];
			many++;
		}
	return 4 * fmax(squares / many - sum / many * (sum / many), 1e-12);
}

/* The highest of a row of points, then thirds of what lies around it (golden section). */
static double between_find(const struct small_areas_ask *ask, bool is_lifted)
{
	enum { POINTS = 64, STEPS = 200 };
	const double golden = 0.6180339887498949;
	double most = between_most(ask), from, to, best = 0, highest = -INFINITY;

	for (int i = is_lifted; i <= POINTS; i++) {
		double at = most * pow((double)i / POINTS, 3), height = height_at(ask, at, is_lifted);

		if (height > highest) {
			highest = height;
			best = i;
		}
	}
	from = most * pow(fmax(best - 1, is_lifted ? 1e-6 : 0) / POINTS, 3);
	to = most * pow(fmin(best + 1, POINTS) / POINTS, 3);
	for (int step = 0; step < STEPS && to - from > 1e-14 * most; step++) {
		double left = to - golden * (to - from), right = from + golden * (to - from);

		if (height_at(ask, left, is_lifted) >= height_at(ask, right, is_lifted))
			to = right;
		else
			from = left;
	}
	return (from + to) / 2;
}

/* ---- Areas ------------------------------------------------------------------------------- */

/* x'(X'V^-1 X)^-1 x */
static double unknown_of(const struct fit *fit, const double *row, size_t width)
{
	double solved[WIDE] = { 0 };

	memcpy(solved, row, width * sizeof(*row));
	symmetric_solve(fit->root, WIDE, width, solved);
	return dot(row, solved, width);
}

static struct small_area area_find(const struct small_areas_ask *ask, const struct fit *fit, double between,
                                   double spread, size_t at)
{
	const double *row = &ask->columns[at * ask->width];
	struct small_area found = { .others = dot(row, fit->at, ask->width) };
	double unknown = unknown_of(fit, row, ask->width), variance = ask->variances[at], rest;

	found.estimate = found.others;
	found.error = sqrt(between + unknown);
	if (isnan(ask->values[at]))
		return found;
	found.own = between / (between + variance);
	rest = 1 - found.own;
	found.estimate += found.own * (ask->values[at] - found.others);
	found.error = sqrt(found.own * variance + rest * rest * unknown + 2 * rest * rest * spread / (between + variance));
	return found;
}

/* The variance of A. */
static double spread_of(const struct small_areas_ask *ask, double between)
{
	double sum = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->values[i]))
			sum += 1 / ((between + ask->variances[i]) * (between + ask->variances[i]));
	return 2 / sum;
}

static void columns_find(const struct small_areas_ask *ask, const struct fit *fit, struct small_areas *found)
{
	for (size_t k = 0; k < ask->width; k++) {
		double unit[WIDE] = { 0 };

		unit[k] = 1;
		found->at[k] = fit->at[k];
		found->error[k] = sqrt(unknown_of(fit, unit, ask->width));
	}
}

struct small_areas small_areas_find(struct arena *arena, const struct small_areas_ask *ask)
{
	struct small_areas found = { .areas = arena_array(arena, struct small_area, ask->count + 1) };
	size_t known = 0;
	double spread;
	struct fit fit;

	for (size_t i = 0; i < ask->count; i++)
		known += !isnan(ask->values[i]);
	if (known < ask->width + 2) {
		found.state = SMALL_AREAS_too_few;
		return found;
	}
	if (fit_at(ask, 1).is_alike) {
		found.state = SMALL_AREAS_alike;
		return found;
	}
	found.between = between_find(ask, false);
	found.is_lifted = found.between < 1e-9 * between_most(ask);
	if (found.is_lifted)
		found.between = between_find(ask, true);
	fit = fit_at(ask, found.between);
	spread = spread_of(ask, found.between);
	columns_find(ask, &fit, &found);
	for (size_t i = 0; i < ask->count; i++)
		found.areas[i] = area_find(ask, &fit, found.between, spread, i);
	return found;
}

/* ---- Sums -------------------------------------------------------------------------------- */

void small_areas_fit_sums(struct arena *arena, const double *direct, const double *people,
                          const int32_t *district, size_t districts, double *estimates, size_t count)
{
	double *wanted = arena_array(arena, double, districts + 1), *had = arena_array(arena, double, districts + 1);

	for (size_t i = 0; i < count; i++) {
		wanted[district[i]] += people[i] * direct[i];   /* NAN stays NAN */
		had[district[i]] += people[i] * estimates[i];
	}
	for (size_t i = 0; i < count; i++) {
		double times = wanted[district[i]] / had[district[i]];

		if (isfinite(times) && times > 0)
			estimates[i] *= times;
	}
}
