/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/loglinear.c - see loglinear.h. */
#include "analysis/loglinear.h"

#include "analysis/scratch.h"
#include "analysis/symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double eta_most = 30;

static double within(double eta)
{
	return fmin(fmax(eta, -eta_most), eta_most);
}

static double eta_of(const double *row, const double *at, size_t width)
{
	double eta = 0;

	for (size_t i = 0; i < width; i++)
		eta += row[i] * at[i];
	return within(eta);
}

double loglinear_mean(const struct loglinear *fit, const double *row)
{
	return exp(eta_of(row, fit->at, fit->width));
}

/* ---- The fit ----------------------------------------------------------------------------- */

struct fitting {
	const struct loglinear_ask *ask;
	double *eta, *weight;           /* weight: at the last step, before it was taken */
	double root[LOGLINEAR_MOST][LOGLINEAR_MOST];
};

static const double *row_of(const struct loglinear_ask *ask, size_t i)
{
	return &ask->columns[i * ask->width];
}

static double offset_of(const struct loglinear_ask *ask, size_t i)
{
	return ask->offsets ? ask->offsets[i] : 0;
}

/* What the negative binomial takes away again: (y + size) log((y + size) / (mean + size)), less y - mean. */
static double spread_off(double y, double mean, double size)
{
	return (y + size) * log((y + size) / (mean + size)) - (y - mean);
}

static double deviance_of(const struct fitting *fitting)
{
	const struct loglinear_ask *ask = fitting->ask;
	double sum = 0;

	for (size_t i = 0; i < ask->count; i++) {
		double y = ask->counts[i], mean = exp(fitting->eta[i]);

		if (!isnan(y))
			sum += (y > 0 ? y * log(y / mean) : 0) - (y - mean)
				- (ask->size > 0 ? spread_off(y, mean, ask->size) : 0);
	}
	return 2 * sum;
}

/* One weighted least squares; false when the columns say the same. */
static bool step_take(struct fitting *fitting, double *at)
{
	const struct loglinear_ask *ask = fitting->ask;

	memset(fitting->root, 0, sizeof(fitting->root));
	memset(at, 0, LOGLINEAR_MOST * sizeof(*at));
	for (size_t i = 0; i < ask->count; i++) {
		const double *row = row_of(ask, i);
		double mean = exp(fitting->eta[i]), wanted;
		double weight = fitting->weight[i] = ask->size > 0 ? mean / (1 + mean / ask->size) : mean;

		if (isnan(ask->counts[i]))
			continue;
		wanted = fitting->eta[i] - offset_of(ask, i) + (ask->counts[i] - mean) / mean;
		for (size_t k = 0; k < ask->width; k++) {
			at[k] += weight * row[k] * wanted;
			for (size_t j = 0; j <= k; j++)
				fitting->root[k][j] += weight * row[k] * row[j];
		}
	}
	if (!symmetric_root(&fitting->root[0][0], LOGLINEAR_MOST, ask->width))
		return false;
	symmetric_solve(&fitting->root[0][0], LOGLINEAR_MOST, ask->width, at);
	for (size_t i = 0; i < ask->count; i++)
		fitting->eta[i] = within(eta_of(row_of(ask, i), at, ask->width) + offset_of(ask, i));
	return true;
}

static void steps_take(struct fitting *fitting, struct loglinear *fit)
{
	const struct loglinear_ask *ask = fitting->ask;
	double before = INFINITY;

	fit->state = LOGLINEAR_no_end;
	for (fit->steps = 1; fit->steps <= ask->most; fit->steps++) {
		if (!step_take(fitting, fit->at)) {
			fit->state = fit->steps == 1 ? LOGLINEAR_singular : LOGLINEAR_no_end;
			return;
		}
		fit->deviance = deviance_of(fitting);
		if (fabs(fit->deviance - before) / (fabs(fit->deviance) + 0.1) < ask->tolerance) {
			fit->state = LOGLINEAR_fine;
			return;
		}
		before = fit->deviance;
	}
}

static void spreads_find(struct fitting *fitting, struct loglinear *fit)
{
	const struct loglinear_ask *ask = fitting->ask;
	double sum = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->counts[i])) {
			double mean = exp(fitting->eta[i]);

			sum += fitting->weight[i] * pow((ask->counts[i] - mean) / mean, 2);
		}
	fit->phi = sum / (double)(fit->rows - fit->width);
	for (size_t k = 0; k < ask->width; k++) {
		double unit[LOGLINEAR_MOST] = { 0 };

		unit[k] = 1;
		symmetric_solve(&fitting->root[0][0], LOGLINEAR_MOST, ask->width, unit);
		for (size_t j = 0; j < ask->width; j++)
			fit->spread[k][j] = unit[j];
	}
}

static struct loglinear fit_find(struct fitting *fitting)
{
	const struct loglinear_ask *ask = fitting->ask;
	struct loglinear fit = { .width = ask->width };
	double sum = 0;

	for (size_t i = 0; i < ask->count; i++)
		if (!isnan(ask->counts[i])) {
			fitting->eta[i] = within(log(ask->counts[i] + 0.1));
			sum += ask->counts[i];
			fit.rows++;
		}
	fit.state = fit.rows <= ask->width || ask->width > LOGLINEAR_MOST ? LOGLINEAR_too_few
		: sum > 0 ? LOGLINEAR_fine : LOGLINEAR_nothing;
	if (fit.state != LOGLINEAR_fine)
		return fit;
	steps_take(fitting, &fit);
	if (fit.state == LOGLINEAR_fine)
		spreads_find(fitting, &fit);
	return fit;
}

struct loglinear loglinear_fit(const struct loglinear_ask *ask)
{
	struct fitting fitting = { .ask = ask, .eta = scratch_zeroed(ask->count, sizeof(double)),
		.weight = scratch_zeroed(ask->count, sizeof(double)) };
	struct loglinear fit = fit_find(&fitting);

	free(fitting.eta);
	free(fitting.weight);
	return fit;
}
