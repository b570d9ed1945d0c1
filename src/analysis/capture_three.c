/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/capture_three.c - see capture.h: three lists. */
#include "analysis/capture.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <string.h>

enum { CELLS = 7, PARAMETERS_MOST = 7, STEPS_MOST = 100 };

static const double tolerance = 1e-12, eta_most = 30;

/* One Poisson model with a logarithmic link, small enough to stand on the stack. */
struct poisson_fit {
	int parameters;
	double design[CELLS][PARAMETERS_MOST];
	double count[CELLS], mean[CELLS], eta[CELLS];
	double beta[PARAMETERS_MOST], covariance[PARAMETERS_MOST][PARAMETERS_MOST];
	double deviance;
};

bool three_lists_are_fine(const struct three_lists *lists)
{
	for (int cell = 1; cell <= CELLS; cell++)
		if (lists->counts[cell] < 0 || lists->counts[cell] > (int64_t)1 << 40)
			return false;
	return true;
}

static void design_make(struct poisson_fit *fit, const struct three_lists *lists, int pairs)
{
	static const int both[] = { 6, 5, 3 };          /* bits of a cell that is on A and B, A and C, B and C */

	*fit = (struct poisson_fit){ .parameters = 4 };
	for (int cell = 1; cell <= CELLS; cell++) {
		double *row = fit->design[cell - 1];
		int at = 4;

		row[0] = 1;
		for (int list = 0; list < 3; list++)
			row[1 + list] = (cell >> (2 - list)) & 1;
		for (int pair = 0; pair < 3; pair++)
			if (pairs & 1 << pair)
				row[at++] = (cell & both[pair]) == both[pair];
		fit->parameters = at;
		fit->count[cell - 1] = (double)lists->counts[cell];
	}
}

/* Inverts in place (Gauss and Jordan, largest pivot); false when it cannot. */
static bool is_inverted(double matrix[PARAMETERS_MOST][PARAMETERS_MOST], int size)
{
	double right[PARAMETERS_MOST][PARAMETERS_MOST] = { { 0 } };

	for (int i = 0; i < size; i++)
		right[i][i] = 1;
	for (int column = 0; column < size; column++) {
		int pivot = column;

		for (int i = column + 1; i < size; i++)
			if (fabs(matrix[i][column]) > fabs(matrix[pivot][column]))
				pivot = i;
		if (!(fabs(matrix[pivot][column]) > 1e-12))
			return false;
		for (int k = 0; k < size; k++) {
			double kept = matrix[pivot][k], kept_right = right[pivot][k];

			matrix[pivot][k] = matrix[column][k];
			right[pivot][k] = right[column][k];
			matrix[column][k] = kept;
			right[column][k] = kept_right;
		}
		for (int i = 0; i < size; i++) {
			double factor = matrix[i][column] / matrix[column][column];

			for (int k = 0; k < size && i != column; k++) {
				matrix[i][k] -= factor * matrix[column][k];
				right[i][k] -= factor * right[column][k];
			}
		}
	}
	for (int i = 0; i < size; i++)
		for (int k = 0; k < size; k++)
			right[i][k] /= matrix[i][i];
	memcpy(matrix, right, sizeof(right));
	return true;
}

/* One step of weighted least squares. */
static bool is_stepped(struct poisson_fit *fit)
{
	double right[PARAMETERS_MOST] = { 0 };

	memset(fit->covariance, 0, sizeof(fit->covariance));
	for (int cell = 0; cell < CELLS; cell++) {
		double work = fit->eta[cell] + (fit->count[cell] - fit->mean[cell]) / fit->mean[cell];

		for (int i = 0; i < fit->parameters; i++) {
			right[i] += fit->mean[cell] * fit->design[cell][i] * work;
			for (int k = 0; k < fit->parameters; k++)
				fit->covariance[i][k] += fit->mean[cell] * fit->design[cell][i] * fit->design[cell][k];
		}
	}
	if (!is_inverted(fit->covariance, fit->parameters))
		return false;
	for (int i = 0; i < fit->parameters; i++) {
		fit->beta[i] = 0;
		for (int k = 0; k < fit->parameters; k++)
			fit->beta[i] += fit->covariance[i][k] * right[k];
	}
	return true;
}

static void means_find(struct poisson_fit *fit)
{
	fit->deviance = 0;
	for (int cell = 0; cell < CELLS; cell++) {
		double eta = 0, count = fit->count[cell];

		for (int i = 0; i < fit->parameters; i++)
			eta += fit->design[cell][i] * fit->beta[i];
		fit->eta[cell] = fmin(fmax(eta, -eta_most), eta_most);
		fit->mean[cell] = exp(fit->eta[cell]);
		fit->deviance += 2 * ((count > 0 ? count * log(count / fit->mean[cell]) : 0)
			- (count - fit->mean[cell]));
	}
}

/* False: it has no end (a cell of 0 that the model takes for impossible), or no unique one. */
static bool is_fitted(struct poisson_fit *fit)
{
	double before = INFINITY;

	for (int cell = 0; cell < CELLS; cell++) {
		fit->mean[cell] = fit->count[cell] + 0.1;
		fit->eta[cell] = log(fit->mean[cell]);
	}
	for (int step = 0; step < STEPS_MOST; step++) {
		if (!is_stepped(fit))
			return false;
		means_find(fit);
		if (fabs(fit->deviance - before) / (fabs(fit->deviance) + 0.1) < tolerance)
			break;
		before = fit->deviance;
	}
	for (int cell = 0; cell < CELLS; cell++)
		if (!(fit->eta[cell] > -eta_most / 2 && fit->eta[cell] < eta_most))
			return false;
	return is_stepped(fit);
}

static double log_likelihood(const struct poisson_fit *fit)
{
	double sum = 0;

	for (int cell = 0; cell < CELLS; cell++)
		sum += fit->count[cell] * fit->eta[cell] - fit->mean[cell] - lgammafn(fit->count[cell] + 1);
	return sum;
}

static struct capture_model model_fit(const struct three_lists *lists, int pairs, double distinct, double level)
{
	struct capture_model model = { .pairs = pairs, .all = NAN, .bic = NAN };
	struct poisson_fit fit;
	double loglik, factor, first = 0;

	design_make(&fit, lists, pairs);
	model.parameters = fit.parameters;
	if (!is_fitted(&fit))
		return model;
	model.is_known = true;
	loglik = log_likelihood(&fit);
	model.deviance = fit.deviance;
	model.aic = -2 * loglik + 2 * fit.parameters;
	model.bic = -2 * loglik + fit.parameters * log(distinct);
	model.missed = exp(fit.beta[0]);
	model.all = distinct + model.missed;
	model.error = sqrt(model.missed + model.missed * model.missed * fit.covariance[0][0]);
	factor = exp(qnorm((1 + level) / 2, 0, 1, 1, 0)
		* sqrt(log1p(model.error * model.error / (model.missed * model.missed))));
	model.low = distinct + model.missed / factor;
	model.high = distinct + model.missed * factor;
	for (int cell = 4; cell <= CELLS; cell++)
		first += (double)lists->counts[cell];
	model.share_first = first / model.all;
	return model;
}

static void models_weigh(struct three_captured *found)
{
	double best = INFINITY, sum = 0, spread = 0;

	for (int i = 0; i < CAPTURE_MODELS; i++)
		if (found->models[i].is_known)
			best = fmin(best, found->models[i].bic);
	for (int i = 0; i < CAPTURE_MODELS; i++) {
		struct capture_model *model = &found->models[i];

		model->weight = model->is_known ? exp(-(model->bic - best) / 2) : 0;
		sum += model->weight;
		found->all += model->is_known ? model->weight * model->all : 0;
	}
	found->all /= sum;
	for (int i = 0; i < CAPTURE_MODELS; i++) {
		struct capture_model *model = &found->models[i];

		model->weight = sum > 0 ? model->weight / sum : 0;
		if (model->is_known)
			spread += model->weight * (model->error * model->error
				+ (model->all - found->all) * (model->all - found->all));
	}
	found->error = sum > 0 ? sqrt(spread) : NAN;
}

static double petersen(const struct three_lists *lists, int one, int other)
{
	int64_t first = 0, second = 0, both = 0;

	for (int cell = 1; cell <= CELLS; cell++) {
		first += cell & one ? lists->counts[cell] : 0;
		second += cell & other ? lists->counts[cell] : 0;
		both += cell & one && cell & other ? lists->counts[cell] : 0;
	}
	return both ? (double)first * (double)second / (double)both : NAN;
}

struct three_captured capture_three(const struct three_lists *lists, const struct three_settings *settings)
{
	/* Independence, one pair, two pairs, all of them. */
	static const int order[CAPTURE_MODELS] = { 0, CAPTURE_AB, CAPTURE_AC, CAPTURE_BC, CAPTURE_AB | CAPTURE_AC,
		CAPTURE_AB | CAPTURE_BC, CAPTURE_AC | CAPTURE_BC, CAPTURE_AB | CAPTURE_AC | CAPTURE_BC };
	struct three_captured found = { .petersen = { petersen(lists, 4, 2), petersen(lists, 4, 1), petersen(lists, 2, 1) } };
	const struct capture_model *all_pairs = &found.models[CAPTURE_MODELS - 1];

	for (int cell = 1; cell <= CELLS; cell++)
		found.distinct += lists->counts[cell];
	for (int i = 0; i < CAPTURE_MODELS; i++)
		found.models[i] = model_fit(lists, order[i], (double)found.distinct, settings->level);
	models_weigh(&found);
	if (isnan(found.all))
		found.finding = THREE_nothing;
	else if (all_pairs->weight > settings->heaviest && all_pairs->error > settings->widest * all_pairs->all)
		found.finding = THREE_depends_on_model;
	return found;
}
