/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/drift_runs.c - see drift.h: how long until an alarm, and thresholds that make it so. */
#include "analysis/drift.h"

#include "analysis/drift_making.h"
#include "analysis/scratch.h"
#include "analysis/stream.h"

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

/* ---- Thresholds -------------------------------------------------------------------------- */

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

/* What each step of each path adds. */
static double *gains_draw(const struct drift_wish *wish)
{
	double *gains = scratch_grow(NULL, wish->paths * wish->length, sizeof(*gains));

	for (size_t path = 0; path < wish->paths; path++) {
		struct stream stream = stream_open(wish->seed, path);

		for (size_t i = 0; i < wish->length; i++) {
			double mean = wish->means[i % wish->count];
			double alpha = wish->alphas ? wish->alphas[i % wish->count] : 0;

			gains[path * wish->length + i] = drift_gain(count_draw(&stream, mean, alpha), mean, alpha,
				wish->kappa);
		}
	}
	return gains;
}

/* One path goes on where the other ends: what is under way there counts too. */
static double alarms_of(const struct drift_wish *wish, const double *gains, double threshold)
{
	double alarms = 0, sum = 0;

	for (size_t i = 0; i < wish->paths * wish->length; i++) {
		sum = fmax(0, sum + gains[i]);
		if (sum >= threshold) {
			alarms++;
			sum = 0;
		}
	}
	return alarms;
}

/* Between two thresholds of which one has too many alarms and the other too few. */
struct drift_threshold drift_threshold(const struct drift_wish *wish)
{
	enum { HALVINGS = 40 };
	const double least = 0.01, most = 50;
	double *gains = gains_draw(wish), from = least, to = most, alarms;
	double steps = (double)wish->paths * (double)wish->length, wanted = steps / wish->steps_between;
	struct drift_threshold found;

	for (int i = 0; i < HALVINGS; i++) {
		double middle = (from + to) / 2;

		if (alarms_of(wish, gains, middle) > wanted)
			from = middle;
		else
			to = middle;
	}
	alarms = alarms_of(wish, gains, to);
	free(gains);
	found = (struct drift_threshold){ .is_found = from > least && to < most && alarms > 0, .threshold = to,
		.steps_between = steps / alarms };
	found.steps_low = steps / qgamma(0.975, alarms + 1, 1, 1, 0);
	found.steps_high = alarms > 0 ? steps / qgamma(0.025, alarms, 1, 1, 0) : INFINITY;
	return found;
}
