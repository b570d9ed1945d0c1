/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/calibration.c - see calibration.h. */
#include "analysis/calibration.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

bool calibration_limits_are_fine(const struct calibration_limits *limits)
{
	for (size_t i = 0; i < limits->edges_count; i++)
		if (!(limits->edges[i] > (i ? limits->edges[i - 1] : 0) && limits->edges[i] <= 1))
			return false;
	return limits->least_chance >= 0 && limits->least_chance <= 1 && limits->level > 0
		&& limits->level < 1;
}

bool forecasts_are_fine(const struct forecast *forecasts, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at)
		if (!(forecasts[*at].chance >= 0 && forecasts[*at].chance <= 1))
			return false;
	return true;
}

static double z_of(double level)
{
	return qnorm(1 - (1 - level) / 2, 0, 1, 1, 0);
}

/* ---- The score --------------------------------------------------------------------------- */

static double error_of(const struct forecast *forecast)
{
	double error = forecast->chance - forecast->has_happened;

	return error * error;
}

/* The mean of squared errors, and an interval for it by its own spread (Student's t). */
static void brier_find(const struct forecast *forecasts, size_t count, double level,
                       struct calibration *found)
{
	double sum = 0, squares = 0, half;

	for (size_t i = 0; i < count; i++)
		sum += error_of(&forecasts[i]);
	found->brier = sum / (double)count;
	for (size_t i = 0; i < count; i++)
		squares += pow(error_of(&forecasts[i]) - found->brier, 2);
	found->brier_low = 0;
	found->brier_high = 1;
	if (count < 2)
		return;
	half = qt(1 - (1 - level) / 2, (double)count - 1, 1, 0)
		* sqrt(squares / (double)(count - 1) / (double)count);
	found->brier_low = fmax(0, found->brier - half);
	found->brier_high = fmin(1, found->brier + half);
}

/* What would have come out if everything were as said: how many, and what score. */
static void expected_find(const struct forecast *forecasts, size_t count, struct calibration *found)
{
	double score = 0, score_variance = 0;

	for (size_t i = 0; i < count; i++) {
		double p = forecasts[i].chance, q = p * (1 - p), chance = forecasts[i].has_happened ? p : 1 - p;

		found->happened += forecasts[i].has_happened;
		found->expected += p;
		found->log_score -= log(chance) / (double)count;
		score += (forecasts[i].has_happened - p) * (1 - 2 * p);
		score_variance += q * (1 - 2 * p) * (1 - 2 * p);
	}
	found->spiegelhalter_z = score_variance > 0 ? score / sqrt(score_variance) : 0;
}

/* ---- The table --------------------------------------------------------------------------- */

static int by_chance(const void *a, const void *b)
{
	const struct forecast *x = a, *y = b;

	if (x->chance != y->chance)
		return x->chance < y->chance ? -1 : 1;
	return x->has_happened - y->has_happened;
}

static size_t class_of(const struct calibration_limits *limits, double chance)
{
	size_t class = 0;

	while (class < limits->edges_count && chance > limits->edges[class])
		class++;
	return class;
}

static bool is_one_class(const struct calibration_limits *limits, double one, double other)
{
	return limits->edges ? class_of(limits, one) == class_of(limits, other) : one == other;
}

static void row_close(struct reliability *row, double level)
{
	double tail = (1 - level) / 2, count = (double)row->count, happened = (double)row->happened;

	row->said = row->from == row->to ? row->from : row->said / count;
	row->seen = happened / count;
	row->seen_low = happened > 0 ? qbeta(tail, happened, count - happened + 1, 1, 0) : 0;
	row->seen_high = happened < count ? qbeta(1 - tail, happened + 1, count - happened, 1, 0) : 1;
	row->is_outside = row->said < row->seen_low || row->said > row->seen_high;
}

/* sorted by chance */
static void table_make(struct arena *arena, const struct forecast *sorted, size_t count,
                       const struct calibration_limits *limits, struct calibration *found)
{
	struct reliability *table = arena_array(arena, struct reliability, count + 1), *row = table;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !is_one_class(limits, sorted[i - 1].chance, sorted[i].chance))
			row = &table[found->table_count++];
		row->from = row->count ? row->from : sorted[i].chance;
		row->to = sorted[i].chance;
		row->said += sorted[i].chance;
		row->happened += sorted[i].has_happened;
		row->count++;
	}
	for (size_t i = 0; i < found->table_count; i++)
		row_close(&table[i], limits->level);
	found->table = table;
}

/* What is left over when a class holds several chances is told apart, so that the parts are
 * always the whole. */
static void parts_find(struct calibration *found)
{
	double count = (double)found->count, base = (double)found->happened / count;

	found->uncertainty = base * (1 - base);
	for (size_t i = 0; i < found->table_count; i++) {
		const struct reliability *row = &found->table[i];

		found->reliability += (double)row->count / count * pow(row->said - row->seen, 2);
		found->resolution += (double)row->count / count * pow(row->seen - base, 2);
	}
	found->within = found->brier - (found->reliability - found->resolution + found->uncertainty);
}

/* ---- The line ---------------------------------------------------------------------------- */

/* Of intercept and slope: the slope of the likelihood, and its curvature. */
struct fit { double intercept, slope, score[2], curve[3]; };

static double log_odds(double chance)
{
	static const double furthest = 30;

	return fmax(-furthest, fmin(furthest, log(chance / (1 - chance))));
}

static void fit_look(const struct forecast *forecasts, size_t count, struct fit *fit)
{
	static const double furthest = 30;

	*fit = (struct fit){ .intercept = fit->intercept, .slope = fit->slope };
	for (size_t i = 0; i < count; i++) {
		double x = log_odds(forecasts[i].chance), eta = fit->intercept + fit->slope * x;
		double p = 1 / (1 + exp(-fmax(-furthest, fmin(furthest, eta)))), q = p * (1 - p);

		fit->score[0] += forecasts[i].has_happened - p;
		fit->score[1] += (forecasts[i].has_happened - p) * x;
		fit->curve[0] += q;
		fit->curve[1] += q * x;
		fit->curve[2] += q * x * x;
	}
}

/* Newton's way; false when there is no end to it: one chance only, or a border between those
 * that happened and those that did not. */
static bool fit_find(const struct forecast *forecasts, size_t count, struct fit *fit)
{
	enum { STEPS_MOST = 60 };
	static const double enough = 1e-12, furthest = 50;

	for (int step = 0; step < STEPS_MOST; step++) {
		double area, by_intercept, by_slope;

		fit_look(forecasts, count, fit);
		area = fit->curve[0] * fit->curve[2] - fit->curve[1] * fit->curve[1];
		if (!(area > 1e-9 * fit->curve[0] * fit->curve[2]))
			return false;
		by_intercept = (fit->curve[2] * fit->score[0] - fit->curve[1] * fit->score[1]) / area;
		by_slope = (fit->curve[0] * fit->score[1] - fit->curve[1] * fit->score[0]) / area;
		fit->intercept += by_intercept;
		fit->slope += by_slope;
		if (!(fabs(fit->intercept) < furthest && fabs(fit->slope) < furthest))
			return false;
		if (fabs(by_intercept) + fabs(by_slope) < enough)
			return true;
	}
	return false;
}

/* Who is too sure says that what comes will vary less than it does; so that nobody is told to
 * be too high for that, it is the line's variance that counts. */
static void distance_find(const struct forecast *forecasts, size_t count, const struct fit *fit,
                          struct calibration *found)
{
	double variance = fit->curve[0];

	for (size_t i = 0; !found->is_fitted && i < count; i++)
		variance += forecasts[i].chance * (1 - forecasts[i].chance);
	found->expected_z = variance > 0 ? ((double)found->happened - found->expected) / sqrt(variance) : 0;
}

static void line_find(const struct forecast *forecasts, size_t count, double level,
                      struct calibration *found)
{
	struct fit fit = { .intercept = 0, .slope = 0 };
	double area, half;

	found->is_fitted = found->happened > 0 && found->happened < count
		&& fit_find(forecasts, count, &fit);
	if (!found->is_fitted)
		fit = (struct fit){ .intercept = 0 };
	distance_find(forecasts, count, &fit, found);
	if (!found->is_fitted)
		return;
	area = fit.curve[0] * fit.curve[2] - fit.curve[1] * fit.curve[1];
	half = z_of(level) * sqrt(fit.curve[2] / area);
	found->intercept = fit.intercept;
	found->intercept_low = fit.intercept - half;
	found->intercept_high = fit.intercept + half;
	half = z_of(level) * sqrt(fit.curve[0] / area);
	found->slope = fit.slope;
	found->slope_low = fit.slope - half;
	found->slope_high = fit.slope + half;
}

/* ---- All of it --------------------------------------------------------------------------- */

static enum calibration_finding many_of(const struct calibration *found, double level)
{
	if (fabs(found->expected_z) <= z_of(level))
		return CALIBRATION_fits;
	return found->expected_z < 0 ? CALIBRATION_too_high : CALIBRATION_too_low;
}

static enum calibration_finding slant_of(const struct calibration *found)
{
	if (!found->is_fitted)
		return CALIBRATION_unknown;
	if (found->slope_high < 1)
		return CALIBRATION_too_sure;
	return found->slope_low > 1 ? CALIBRATION_too_unsure : CALIBRATION_fits;
}

struct calibration calibrate(struct arena *arena, const struct forecast *forecasts, size_t count,
                             const struct calibration_limits *limits)
{
	struct calibration found = { 0 };
	struct forecast *judged = arena_array(arena, struct forecast, count + 1);

	for (size_t i = 0; i < count; i++)
		if (forecasts[i].chance >= limits->least_chance)
			judged[found.count++] = forecasts[i];
	found.rare = count - found.count;
	if (found.count < limits->least_count || found.count == 0) {
		found.missing = found.count ? limits->least_count - found.count
			: limits->least_count + (limits->least_count == 0);
		return found;
	}
	qsort(judged, found.count, sizeof(*judged), by_chance);
	brier_find(judged, found.count, limits->level, &found);
	expected_find(judged, found.count, &found);
	table_make(arena, judged, found.count, limits, &found);
	parts_find(&found);
	line_find(judged, found.count, limits->level, &found);
	found.many = many_of(&found, limits->level);
	found.slant = slant_of(&found);
	return found;
}

const struct calibration *calibrate_groups(struct arena *arena, const struct forecast *forecasts,
                                           size_t count, const struct calibration_limits *limits,
                                           size_t groups)
{
	struct calibration *found = arena_array(arena, struct calibration, groups + 1);
	struct forecast *own = arena_array(arena, struct forecast, count + 1);

	for (size_t group = 0; group < groups; group++) {
		size_t owned = 0;

		for (size_t i = 0; i < count; i++)
			if (forecasts[i].group == (int32_t)group)
				own[owned++] = forecasts[i];
		found[group] = calibrate(arena, own, owned, limits);
	}
	return found;
}

/* The mean over what was said of 1 - exp(-frequency x years), at so many even shares of it. */
double chance_within(struct opinion frequency, double years)
{
	enum { SHARES = 200 };
	double sum = 0;

	for (size_t who = 0; who < frequency.count; who++)
		for (int i = 0; i < SHARES; i++)
			sum -= expm1(-years * estimate_quantile(frequency.said[who], (i + 0.5) / SHARES));
	return frequency.count ? sum / SHARES / (double)frequency.count : 0;
}
