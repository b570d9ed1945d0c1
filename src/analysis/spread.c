/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/spread.c - see spread.h. */
#include "analysis/spread.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

static const double z_of_95 = 1.6448536269514722;

struct spread spread_known(double value)
{
	return (struct spread){ value, value, value };
}

static bool is_known(struct spread spread)
{
	return spread.low == spread.middle && spread.middle == spread.high;
}

bool spread_is_fine(struct spread spread)
{
	return isfinite(spread.low) && isfinite(spread.high) && spread.low <= spread.middle
		&& spread.middle <= spread.high && (spread.low > 0 || (is_known(spread) && spread.low == 0));
}

double spread_sigma_low(struct spread spread)
{
	return is_known(spread) ? 0 : log(spread.middle / spread.low) / z_of_95;
}

double spread_sigma_high(struct spread spread)
{
	return is_known(spread) ? 0 : log(spread.high / spread.middle) / z_of_95;
}

struct spread_shape spread_shape_of(struct spread spread)
{
	return (struct spread_shape){ spread.middle, spread_sigma_low(spread), spread_sigma_high(spread) };
}

static double shape_at(struct spread_shape shape, double z)
{
	double sigma = z < 0 ? shape.sigma_low : shape.sigma_high;

	return sigma > 0 ? shape.middle * exp(sigma * z) : shape.middle;
}

double spread_at(struct spread spread, double z)
{
	return shape_at(spread_shape_of(spread), z);
}

double spread_shape_quantile(struct spread_shape shape, double share)
{
	return shape_at(shape, qnorm(share, 0, 1, 1, 0));
}

double spread_quantile(struct spread spread, double share)
{
	return spread_shape_quantile(spread_shape_of(spread), share);
}

double spread_share_below(struct spread spread, double value)
{
	double sigma = value < spread.middle ? spread_sigma_low(spread) : spread_sigma_high(spread);

	if (value <= 0)
		return 0;
	if (!(sigma > 0))
		return value < spread.middle ? 0 : 1;
	return pnorm(log(value / spread.middle) / sigma, 0, 1, 1, 0);
}

/* The mean of the spread raised to a power. */
static double moment(struct spread spread, double power)
{
	double low = power * spread_sigma_low(spread), high = power * spread_sigma_high(spread);

	return pow(spread.middle, power) * (exp(low * low / 2) * pnorm(-low, 0, 1, 1, 0)
		+ exp(high * high / 2) * pnorm(high, 0, 1, 1, 0));
}

double spread_mean(struct spread spread)
{
	return moment(spread, 1);
}

double spread_variance(struct spread spread)
{
	double mean = moment(spread, 1);

	return is_known(spread) ? 0 : moment(spread, 2) - mean * mean;
}

/* ---- Several who said something ---------------------------------------------------------- */

static double pool_share_below(const struct spread *spreads, size_t count, double value)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += spread_share_below(spreads[i], value);
	return sum / (double)count;
}

double pool_quantile(const struct spread *spreads, size_t count, double share)
{
	enum { HALVINGS = 100 };
	double from = INFINITY, to = 0;

	for (size_t i = 0; i < count; i++) {
		from = fmin(from, spread_quantile(spreads[i], share));
		to = fmax(to, spread_quantile(spreads[i], share));
	}
	for (int i = 0; i < HALVINGS && from < to; i++) {
		double between = from > 0 ? sqrt(from) * sqrt(to) : to / 2;

		if (pool_share_below(spreads, count, between) < share)
			from = between;
		else
			to = between;
	}
	return to;
}

double pool_average(const struct spread *spreads, size_t count, double share)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += log(spread_quantile(spreads[i], share));
	return exp(sum / (double)count);
}

/* ---- Classes of a scale ------------------------------------------------------------------ */

double class_mean(struct class_interval interval)
{
	return (interval.to - interval.from) / log(interval.to / interval.from);
}

double class_quantile(struct class_interval interval, double share)
{
	return interval.from * pow(interval.to / interval.from, share);
}

struct spread class_spread(struct class_interval interval, double wider)
{
	return (struct spread){ class_quantile(interval, 0.05 - wider),
		class_quantile(interval, 0.5), class_quantile(interval, 0.95 + wider) };
}
