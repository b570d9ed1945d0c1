/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/autocorrelation.c - see autocorrelation.h. */
#include "analysis/autocorrelation.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

/* Sums of values less the first of them, so that a large common part costs no digits. */
struct sums { double n, base, first, second; };

static struct sums sums_of(const double *values, size_t count)
{
	struct sums sums = { .n = (double)count, .base = count ? values[0] : 0 };

	for (size_t i = 0; i < count; i++) {
		sums.first += values[i] - sums.base;
		sums.second += (values[i] - sums.base) * (values[i] - sums.base);
	}
	return sums;
}

static double mean_of(const double *values, size_t count)
{
	struct sums sums = sums_of(values, count);

	return sums.base + sums.first / sums.n;
}

/* Of what is equal, what is left of rounding counts as nothing. */
static double variance_of(double mean_square, double mean)
{
	double variance = mean_square - mean * mean;

	return variance > 1e-13 * mean_square ? variance : 0;
}

/* ---- Getis and Ord ----------------------------------------------------------------------- */

struct near { double sum, weight, squares; };

static struct near near_of(const struct neighbours *neighbours, const double *values, double base, size_t i)
{
	struct near near = { 0 };

	for (size_t k = neighbours->first[i]; k < neighbours->first[i + 1]; k++) {
		double weight = neighbours->weight[k];

		near.sum += weight * (values[neighbours->other[k]] - base);
		near.weight += weight;
		near.squares += weight * weight;
	}
	return near;
}

/* The sum of some, when `from` values with this mean and variance stand there by lot. */
static double near_z(struct near near, double mean, double variance, double from)
{
	double spread = variance * (from * near.squares - near.weight * near.weight) / (from - 1);

	return spread > 0 ? (near.sum - near.weight * mean) / sqrt(spread) : NAN;
}

double *gi(struct arena *arena, const struct neighbours *neighbours, const double *values)
{
	struct sums all = sums_of(values, neighbours->count);
	double *found = arena_array(arena, double, neighbours->count);

	for (size_t i = 0; i < neighbours->count; i++) {
		double own = values[i] - all.base;
		double mean = (all.first - own) / (all.n - 1);
		double variance = variance_of((all.second - own * own) / (all.n - 1), mean);

		found[i] = near_z(near_of(neighbours, values, all.base, i), mean, variance, all.n - 1);
	}
	return found;
}

double *gi_star(struct arena *arena, const struct neighbours *neighbours, const double *values)
{
	struct sums all = sums_of(values, neighbours->count);
	double mean = all.first / all.n, variance = variance_of(all.second / all.n, mean);
	double *found = arena_array(arena, double, neighbours->count);

	for (size_t i = 0; i < neighbours->count; i++) {
		struct near near = near_of(neighbours, values, all.base, i);

		near.sum += values[i] - all.base;
		near.weight += 1;
		near.squares += 1;
		found[i] = near_z(near, mean, variance, all.n);
	}
	return found;
}

/* ---- Moran ------------------------------------------------------------------------------- */

static struct moran moran_judged(double i, double expected, double variance)
{
	struct moran found = { i, expected, variance, NAN, NAN };

	if (variance > 0) {
		found.z = (i - expected) / sqrt(variance);
		found.p_value = 2 * pnorm5(-fabs(found.z), 0, 1, 1, 0);
	}
	return found;
}

static double weight_back(const struct neighbours *neighbours, size_t from, size_t to)
{
	size_t low = neighbours->first[from], high = neighbours->first[from + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (neighbours->other[middle] == to)
			return neighbours->weight[middle];
		if (neighbours->other[middle] < to)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* S0, S1 and S2 of Cliff and Ord, and the sum of weighted products. */
struct weighed { double all, squares, margins, products; };

static struct weighed weighed_of(struct arena *arena, const struct neighbours *neighbours,
                                 const double *values, double mean)
{
	double *margins = arena_array(arena, double, neighbours->count);
	struct weighed found = { 0 };

	for (size_t i = 0; i < neighbours->count; i++)
		for (size_t k = neighbours->first[i]; k < neighbours->first[i + 1]; k++) {
			double weight = neighbours->weight[k];
			uint32_t other = neighbours->other[k];

			found.all += weight;
			found.squares += weight * (weight + weight_back(neighbours, other, i));
			found.products += weight * (values[i] - mean) * (values[other] - mean);
			margins[i] += weight;
			margins[other] += weight;
		}
	for (size_t i = 0; i < neighbours->count; i++)
		found.margins += margins[i] * margins[i];
	return found;
}

/* Sums of the squares and the fourth powers of what values are beyond their mean. */
static void powers_of(const double *values, size_t count, double mean, double *second, double *fourth)
{
	*second = *fourth = 0;
	for (size_t i = 0; i < count; i++) {
		double beyond = (values[i] - mean) * (values[i] - mean);

		*second += beyond;
		*fourth += beyond * beyond;
	}
}

static bool is_even(double second, double mean, double n)
{
	return !(second > 1e-13 * (second + n * mean * mean));
}

struct moran moran(struct arena *arena, const struct neighbours *neighbours, const double *values)
{
	double n = (double)neighbours->count, mean = mean_of(values, neighbours->count), second, fourth;
	struct weighed w = weighed_of(arena, neighbours, values, mean);
	double all = w.all * w.all, kurtosis, variance, expected = -1 / (n - 1);

	powers_of(values, neighbours->count, mean, &second, &fourth);
	if (neighbours->count < 4 || !(w.all > 0) || is_even(second, mean, n))
		return (struct moran){ NAN, NAN, NAN, NAN, NAN };
	kurtosis = n * fourth / (second * second);
	variance = n * (w.squares * (n * n - 3 * n + 3) - n * w.margins + 3 * all)
		- kurtosis * (w.squares * (n * n - n) - 2 * n * w.margins + 6 * all);
	variance = variance / ((n - 1) * (n - 2) * (n - 3) * all) - expected * expected;
	return moran_judged(n / w.all * w.products / second, expected, variance);
}

struct moran *local_moran(struct arena *arena, const struct neighbours *neighbours, const double *values)
{
	struct moran *found = arena_array(arena, struct moran, neighbours->count);
	double n = (double)neighbours->count, mean = mean_of(values, neighbours->count), second, fourth;

	powers_of(values, neighbours->count, mean, &second, &fourth);
	for (size_t i = 0; i < neighbours->count; i++) {
		struct near near = near_of(neighbours, values, mean, i);
		double own = values[i] - mean, m2 = second / n;

		found[i] = (struct moran){ NAN, NAN, NAN, NAN, NAN };
		if (neighbours->count < 3 || !(near.weight > 0) || is_even(second, mean, n))
			continue;
		found[i] = moran_judged(own / m2 * near.sum,
			-own * own * near.weight / ((n - 1) * m2),
			own * own / (m2 * m2) * n / (n - 2) * (near.squares - near.weight * near.weight / (n - 1))
				* (m2 - own * own / (n - 1)));
	}
	return found;
}

/* ---- Rates ------------------------------------------------------------------------------- */

bool rates_are_fine(const double *counts, const double *exposures, size_t count)
{
	static const double most = 1e15;

	for (size_t i = 0; i < count; i++)
		if (!(counts[i] >= 0 && counts[i] <= most && counts[i] == floor(counts[i])
		      && exposures[i] > 0 && exposures[i] <= most))
			return false;
	return count > 0;
}

struct rates rates_of(const double *counts, const double *exposures, size_t count)
{
	double happened = 0, exposure = 0, spread = 0;
	struct rates rates;

	for (size_t i = 0; i < count; i++) {
		happened += counts[i];
		exposure += exposures[i];
	}
	rates.mean = happened / exposure;
	for (size_t i = 0; i < count; i++) {
		double beyond = counts[i] / exposures[i] - rates.mean;

		spread += exposures[i] * beyond * beyond;
	}
	rates.between = spread / exposure - rates.mean / (exposure / (double)count);
	return rates;
}

double *rates_smoothed(struct arena *arena, const double *counts, const double *exposures, size_t count)
{
	struct rates rates = rates_of(counts, exposures, count);
	double between = fmax(rates.between, 0);
	double *found = arena_array(arena, double, count);

	for (size_t i = 0; i < count; i++) {
		double chance = rates.mean / exposures[i];
		double share = between > 0 ? between / (between + chance) : 0;

		found[i] = rates.mean + (counts[i] / exposures[i] - rates.mean) * share;
	}
	return found;
}

double *rates_standardised(struct arena *arena, const double *counts, const double *exposures, size_t count)
{
	struct rates rates = rates_of(counts, exposures, count);
	double *found = arena_array(arena, double, count);

	for (size_t i = 0; i < count; i++) {
		double chance = rates.mean / exposures[i];
		double variance = rates.between + chance > 0 ? rates.between + chance : chance;

		found[i] = variance > 0 ? (counts[i] / exposures[i] - rates.mean) / sqrt(variance) : 0;
	}
	return found;
}

double anscombe(double count)
{
	return 2 * sqrt(count + 0.375);
}
