/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/drift_runs.c - see drift.h: how long until an alarm. */
#include "analysis/drift.h"

#include "analysis/scratch.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

/* ---- Equations --------------------------------------------------------------------------- */

/* Gauss, the greatest of each column first; b becomes the answer. */
static void equations_solve(double *a, double *b, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t best = i;

		for (size_t row = i + 1; row < count; row++)
			best = fabs(a[row * count + i]) > fabs(a[best * count + i]) ? row : best;
		for (size_t k = 0; k < count && best != i; k++) {
			double kept = a[i * count + k];

			a[i * count + k] = a[best * count + k];
			a[best * count + k] = kept;
		}
		if (best != i) {
			double kept = b[i];

			b[i] = b[best];
			b[best] = kept;
		}
		for (size_t row = i + 1; row < count; row++) {
			double times = a[row * count + i] / a[i * count + i];

			for (size_t k = i; k < count && times != 0; k++)
				a[row * count + k] -= times * a[i * count + k];
			b[row] -= times * b[i];
		}
	}
	for (size_t i = count; i-- > 0; ) {
		for (size_t k = i + 1; k < count; k++)
			b[i] -= a[i * count + k] * b[k];
		b[i] /= a[i * count + i];
	}
}

/* ---- Poisson ----------------------------------------------------------------------------- */

/* 1 - the chance to go from one sum to the next. */
static void chain_make(double *a, size_t states, double mean, size_t reference, size_t per_count)
{
	for (size_t from = 0; from < states; from++) {
		a[from * states + from] = 1;
		for (size_t count = 0; from + count * per_count < states + reference; count++) {
			size_t to = from + count * per_count;

			to = to > reference ? to - reference : 0;
			a[from * states + to] -= dpois((double)count, mean, 0);
		}
	}
}

double drift_run_poisson(double mean, double reference, double threshold, double cell)
{
	double states_real = round(threshold / cell), *a, *b, found;
	size_t states = (size_t)states_real;

	if (!(mean > 0 && reference >= 0 && cell > 0 && states_real >= 1 && states_real <= DRIFT_STATES_MOST))
		return NAN;
	a = scratch_zeroed(states * states, sizeof(*a));
	b = scratch_zeroed(states, sizeof(*b));
	chain_make(a, states, mean, (size_t)round(reference / cell), (size_t)round(1 / cell));
	for (size_t i = 0; i < states; i++)
		b[i] = 1;
	equations_solve(a, b, states);
	found = b[0];
	free(a);
	free(b);
	return found;
}

/* ---- Normal ------------------------------------------------------------------------------ */

enum { POINTS = 50 };

/* Zeros of the polynomial of Legendre on -1 to 1, and their weights, by Newton. */
static void legendre_find(double *points, double *weights)
{
	for (size_t i = 0; i < POINTS; i++) {
		double x = cos(M_PI * ((double)i + 0.75) / (POINTS + 0.5)), slope = 1;

		for (int step = 0; step < 100; step++) {
			double before = 1, at = x, move;

			for (size_t k = 2; k <= POINTS; k++) {
				double next = ((2 * (double)k - 1) * x * at - ((double)k - 1) * before) / (double)k;

				before = at;
				at = next;
			}
			slope = POINTS * (x * at - before) / (x * x - 1);
			move = at / slope;
			x -= move;
			if (fabs(move) < 1e-15)
				break;
		}
		points[i] = x;
		weights[i] = 2 / ((1 - x * x) * slope * slope);
	}
}

/* L(s) = 1 + L(0) P(z <= k - s) + the integral over 0 to h of L(x) times the density of z at
 * x + k - s; the last unknown is L(0). */
double drift_run_normal(double mean, double reference, double threshold)
{
	double points[POINTS], weights[POINTS], a[(POINTS + 1) * (POINTS + 1)], b[POINTS + 1];

	if (!(threshold > 0))
		return NAN;
	legendre_find(points, weights);
	for (size_t i = 0; i <= POINTS; i++) {
		double s = i < POINTS ? threshold * (points[i] + 1) / 2 : 0;

		b[i] = 1;
		for (size_t k = 0; k < POINTS; k++)
			a[i * (POINTS + 1) + k] = (i == k) - weights[k] * threshold / 2
				* dnorm(threshold * (points[k] + 1) / 2 + reference - s, mean, 1, 0);
		a[i * (POINTS + 1) + POINTS] = (i == POINTS) - pnorm(reference - s, mean, 1, 1, 0);
	}
	equations_solve(a, b, POINTS + 1);
	return b[POINTS];
}
