/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/panel.c - see panel.h: the effect and its errors. */
#include "analysis/panel.h"

#include "analysis/panel_making.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

bool panel_ask_is_fine(const struct panel_ask *ask, size_t *at)
{
	*at = 0;
	if (ask->units > PANEL_CELLS_MOST || ask->months > PANEL_CELLS_MOST
	    || ask->units * ask->months > PANEL_CELLS_MOST || !(ask->level > 0 && ask->level < 1))
		return false;
	for (; *at < ask->units * ask->months; ++*at) {
		double y = ask->counts[*at];

		if (!isnan(y) && !(y >= 0 && y == floor(y) && y < 1e12))
			return false;
	}
	return true;
}

/* ---- Levels ------------------------------------------------------------------------------ */

/* Units and months where nothing ever happened say nothing: they are left out. */
static void used_find(struct panel_fit *fit, const struct panel_ask *ask)
{
	bool has_changed = true;

	for (size_t i = 0; i < fit->units * fit->months; i++)
		fit->is_used[i] = !isnan(ask->counts[i]);
	while (has_changed) {
		panel_sums(fit, ask->counts);
		has_changed = false;
		for (size_t i = 0; i < fit->units * fit->months; i++)
			if (fit->is_used[i] && (fit->of_unit[i / fit->months] == 0 || fit->of_month[i % fit->months] == 0)) {
				fit->is_used[i] = false;
				has_changed = true;
			}
	}
}

void panel_sums(struct panel_fit *fit, const double *values)
{
	for (size_t u = 0; u < fit->units; u++)
		fit->of_unit[u] = 0;
	for (size_t m = 0; m < fit->months; m++)
		fit->of_month[m] = 0;
	for (size_t u = 0; u < fit->units; u++)
		for (size_t m = 0; m < fit->months; m++)
			if (fit->is_used[u * fit->months + m]) {
				fit->of_unit[u] += values[u * fit->months + m];
				fit->of_month[m] += values[u * fit->months + m];
			}
}

/* Means of all cells, of levels that fit the sums of units and months; false without an end. */
static bool levels_fit(struct panel_fit *fit, double effect)
{
	enum { TURNS = 10000 };
	double times = exp(effect);

	for (int turn = 0; turn < TURNS; turn++) {
		double most = 0;

		for (size_t u = 0; u < fit->units; u++) {
			double sum = 0;

			for (size_t m = 0; m < fit->months; m++)
				if (fit->is_used[u * fit->months + m])
					sum += fit->month[m] * (fit->on[u * fit->months + m] ? times : 1);
			fit->unit[u] = sum > 0 ? fit->of_unit[u] / sum : 0;
		}
		for (size_t m = 0; m < fit->months; m++) {
			double sum = 0, before = fit->month[m];

			for (size_t u = 0; u < fit->units; u++)
				if (fit->is_used[u * fit->months + m])
					sum += fit->unit[u] * (fit->on[u * fit->months + m] ? times : 1);
			fit->month[m] = sum > 0 ? fit->of_month[m] / sum : 0;
			if (before > 0)
				most = fmax(most, fabs(fit->month[m] / before - 1));
		}
		if (most < 1e-13)
			break;
		if (turn + 1 == TURNS)
			return false;
	}
	for (size_t i = 0; i < fit->units * fit->months; i++)
		fit->mean[i] = fit->is_used[i]
			? fit->unit[i / fit->months] * fit->month[i % fit->months] * (fit->on[i] ? times : 1) : 0;
	return true;
}

/* What of `on` units and months do not explain, weighted by the means: by taking weighted means
 * of units and of months away in turns. */
static bool rest_find(struct panel_fit *fit)
{
	enum { TURNS = 10000 };

	for (size_t i = 0; i < fit->units * fit->months; i++)
		fit->rest[i] = fit->on[i];
	for (int turn = 0; turn < TURNS; turn++) {
		double most = 0;

		for (int way = 0; way < 2; way++) {
			size_t outer = way ? fit->months : fit->units, inner = way ? fit->units : fit->months;

			for (size_t a = 0; a < outer; a++) {
				double sum = 0, weight = 0;

				for (size_t b = 0; b < inner; b++) {
					size_t i = way ? b * fit->months + a : a * fit->months + b;

					sum += fit->mean[i] * fit->rest[i];
					weight += fit->mean[i];
				}
				for (size_t b = 0; b < inner && weight > 0; b++)
					fit->rest[way ? b * fit->months + a : a * fit->months + b] -= sum / weight;
				most = weight > 0 ? fmax(most, fabs(sum / weight)) : most;
			}
		}
		if (most < 1e-14)
			return true;
	}
	return false;
}

/* How much is known of the effect: weighted squares of the rest. */
static double knowledge_of(const struct panel_fit *fit)
{
	double sum = 0;

	for (size_t i = 0; i < fit->units * fit->months; i++)
		sum += fit->mean[i] * fit->rest[i] * fit->rest[i];
	return sum;
}

/* ---- The effect -------------------------------------------------------------------------- */

static enum panel_state begin(struct panel_fit *fit, const struct panel_ask *ask)
{
	double on = 0, off = 0;

	panel_sums(fit, ask->counts);
	for (size_t m = 0; m < fit->months; m++)
		fit->month[m] = 1;
	for (size_t i = 0; i < fit->units * fit->months; i++)
		*(fit->on[i] ? &on : &off) += fit->is_used[i] ? ask->counts[i] : 0;
	return on > 0 && off > 0 ? PANEL_fine : PANEL_nothing;
}

enum panel_state panel_fit(struct panel_fit *fit, const struct panel_ask *ask, double start)
{
	enum { STEPS = 60 };
	enum panel_state state = begin(fit, ask);

	fit->effect = start;
	for (int step = 0; step < STEPS && state == PANEL_fine; step++) {
		double slope = 0, known, move;

		if (!levels_fit(fit, fit->effect) || !rest_find(fit))
			return PANEL_no_end;
		known = knowledge_of(fit);
		if (!(known > 1e-9))
			return PANEL_no_comparison;
		for (size_t i = 0; i < fit->units * fit->months; i++)
			if (fit->is_used[i] && fit->on[i])
				slope += ask->counts[i] - fit->mean[i];
		move = fmin(fmax(slope / known, -2), 2);
		if (fabs(move) < 1e-11)
			return PANEL_fine;
		fit->effect += move;
		if (fabs(fit->effect) > 30)
			return PANEL_nothing;
	}
	return state == PANEL_fine ? PANEL_no_end : state;
}

/* ---- Errors ------------------------------------------------------------------------------ */

static void counts_find(const struct panel_fit *fit, struct panel *found, size_t *levels)
{
	*levels = 0;
	for (size_t u = 0; u < fit->units; u++)
		found->units += fit->of_unit[u] > 0;
	for (size_t m = 0; m < fit->months; m++)
		*levels += fit->of_month[m] > 0;
	*levels += found->units;                /* one of them is not free, and the effect is */
	for (size_t i = 0; i < fit->units * fit->months; i++)
		found->cells += fit->is_used[i];
}

static void errors_find(const struct panel_fit *fit, const struct panel_ask *ask, size_t levels,
                        struct panel *found)
{
	double known = knowledge_of(fit), squares = 0, units = 0, half, many = (double)found->units;

	for (size_t u = 0; u < fit->units; u++) {
		double of_unit = 0;

		for (size_t i = u * fit->months; i < (u + 1) * fit->months; i++) {
			double apart = fit->is_used[i] ? ask->counts[i] - fit->mean[i] : 0;

			squares += fit->mean[i] > 0 ? apart * apart / fit->mean[i] : 0;
			of_unit += fit->rest[i] * apart / known;
		}
		units += of_unit * of_unit;
	}
	found->effect = fit->effect;
	found->phi = squares / (double)(found->cells - levels);
	found->error_counting = sqrt(1 / known);
	found->error_spread = sqrt(found->phi / known);
	found->error_units0 = sqrt(units);
	found->error_units = sqrt(units * many / (many - 1));
	half = qt((1 - ask->level) / 2, many - 1, 0, 0) * found->error_units;
	found->low = found->effect - half;
	found->high = found->effect + half;
}

struct panel panel_find(struct arena *arena, const struct panel_ask *ask)
{
	size_t cells = ask->units * ask->months, levels;
	struct panel_fit fit = { .units = ask->units, .months = ask->months, .on = arena_array(arena, bool, cells + 1),
		.is_used = arena_array(arena, bool, cells + 1), .mean = arena_array(arena, double, cells + 1),
		.rest = arena_array(arena, double, cells + 1), .unit = arena_array(arena, double, ask->units + 1),
		.of_unit = arena_array(arena, double, ask->units + 1), .month = arena_array(arena, double, ask->months + 1),
		.of_month = arena_array(arena, double, ask->months + 1) };
	struct panel found = { 0 };

	for (size_t i = 0; i < cells; i++)
		fit.on[i] = ask->on[i];
	used_find(&fit, ask);
	counts_find(&fit, &found, &levels);
	if (found.units < 2 || found.cells <= levels) {
		found.state = PANEL_too_few;
		return found;
	}
	found.state = panel_fit(&fit, ask, 0);
	if (found.state != PANEL_fine)
		return found;
	errors_find(&fit, ask, levels, &found);
	if (ask->ways > 0)
		panel_try_others(arena, ask, &fit, &found);
	return found;
}
