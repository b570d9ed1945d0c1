/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/outlook.c - see outlook.h. */
#include "analysis/outlook.h"

#include "analysis/count_law.h"
#include "analysis/loglinear.h"
#include "analysis/scratch.h"

#include <math.h>
#include <stdlib.h>

enum { HARMONICS_MOST = 4 };

bool outlook_settings_are_fine(const struct outlook_settings *settings)
{
	return settings->season > 1 && settings->harmonics <= HARMONICS_MOST && settings->fading > 0
		&& settings->fading <= 1 && settings->horizon >= 1 && settings->horizon <= 1000
		&& settings->least >= 2 && settings->events >= 0 && settings->tolerance > 0 && (settings->window == 0 || settings->window >= settings->least)
		&& settings->low > 0 && settings->low < 0.5 && settings->high > 0.5 && settings->high < 1;
}

bool outlook_counts_are_fine(const double *counts, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at)
		if (!isnan(counts[*at]) && !(counts[*at] >= 0 && counts[*at] == floor(counts[*at])
		    && counts[*at] < 1e12))
			return false;
	return true;
}

/* ---- The model --------------------------------------------------------------------------- */

static size_t width_of(const struct outlook_settings *settings)
{
	return 2 + 2 * settings->harmonics;
}

/* step is in the season, time is how far along the trend. */
static void row_put(double *row, double step, double time, const struct outlook_settings *settings)
{
	row[0] = 1;
	row[1] = time / settings->season;
	for (size_t k = 1; k <= settings->harmonics; k++) {
		double angle = 2 * M_PI * (double)k * step / settings->season;

		row[2 * k] = sin(angle);
		row[2 * k + 1] = cos(angle);
	}
}

static struct loglinear model_fit(const double *counts, size_t count, size_t width,
                                  const struct outlook_settings *settings)
{
	double *columns = scratch_grow(NULL, count * width, sizeof(*columns));
	struct loglinear_ask ask = { counts, columns, count, width, settings->tolerance, 50 };
	struct loglinear fit;

	for (size_t i = 0; i < count; i++) {
		if (width == 1)
			columns[i] = 1;
		else
			row_put(&columns[i * width], (double)i, (double)i - (double)count, settings);
	}
	fit = loglinear_fit(&ask);
	free(columns);
	return fit;
}

/* How far along the trend h steps after the last one stand. */
static double time_ahead(double h, enum outlook_way way, double fading)
{
	if (way == OUTLOOK_staying)
		return -1;              /* where the last one stood */
	return -1 + (fading < 1 ? (1 - pow(fading, h)) / (1 - fading) : h);
}

static void sum_find(struct outlook *outlook, const struct loglinear *fit, size_t count, enum outlook_way way,
                     const struct outlook_settings *settings)
{
	double row[LOGLINEAR_MOST] = { 1 }, slope[LOGLINEAR_MOST] = { 0 }, unknown = 0;

	for (size_t h = 1; h <= settings->horizon; h++) {
		double mean;

		if (fit->width > 1)
			row_put(row, (double)(count + h - 1), time_ahead((double)h, way, settings->fading), settings);
		mean = loglinear_mean(fit, row);
		outlook->mean += mean;
		for (size_t k = 0; k < fit->width; k++)
			slope[k] += mean * row[k];
	}
	outlook->phi = fmax(1, fit->phi);
	for (size_t k = 0; k < fit->width; k++)
		for (size_t j = 0; j < fit->width; j++)
			unknown += slope[k] * fit->spread[k][j] * slope[j];
	outlook->variance = outlook->phi * (outlook->mean + unknown);
}

static const double *last_of(const double *counts, size_t *count, const struct outlook_settings *settings)
{
	size_t left_out = settings->window && *count > settings->window ? *count - settings->window : 0;

	*count -= left_out;
	return counts + left_out;
}

static double events_of(const double *counts, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += isnan(counts[i]) ? 0 : counts[i];
	return sum;
}

/* The fit, or a simpler one; the state says which. */
static struct loglinear fit_find(const double *counts, size_t count, const struct outlook_settings *settings,
                                 enum outlook_state *state)
{
	struct loglinear fit = model_fit(counts, count, width_of(settings), settings);

	*state = OUTLOOK_fine;
	if (fit.rows < settings->least || fit.state == LOGLINEAR_too_few)
		*state = OUTLOOK_too_few;
	else if (fit.state == LOGLINEAR_nothing)
		*state = OUTLOOK_nothing;
	else if (fit.state != LOGLINEAR_fine || events_of(counts, count) < settings->events) {
		*state = OUTLOOK_simple;
		fit = model_fit(counts, count, 1, settings);
	}
	return fit;
}

struct outlooks outlook_make(const double *counts, size_t count, double wider,
                             const struct outlook_settings *settings)
{
	struct outlooks found = { 0 };
	enum outlook_state state;
	struct loglinear fit;

	counts = last_of(counts, &count, settings);
	fit = fit_find(counts, count, settings, &state);
	for (int way = 0; way < OUTLOOK_WAYS; way++) {
		struct outlook *outlook = &found.ways[way];

		outlook->state = state;
		if (state == OUTLOOK_too_few || state == OUTLOOK_nothing)
			continue;
		sum_find(outlook, &fit, count, (enum outlook_way)way, settings);
		outlook->variance *= wider * wider;
		outlook->low = outlook_quantile(outlook, settings->low);
		outlook->middle = outlook_quantile(outlook, 0.5);
		outlook->high = outlook_quantile(outlook, settings->high);
	}
	return found;
}

/* ---- The sum ----------------------------------------------------------------------------- */

static struct count_law law_of(const struct outlook *outlook)
{
	return count_law_moments(outlook->mean, outlook->variance);
}

double outlook_quantile(const struct outlook *outlook, double share)
{
	return count_law_quantile(law_of(outlook), share);
}

double outlook_above(const struct outlook *outlook, double count)
{
	return count_law_at_least(law_of(outlook), floor(count) + 1);
}

double outlook_exactly(const struct outlook *outlook, double count)
{
	return count_law_exactly(law_of(outlook), count);
}
