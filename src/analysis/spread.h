/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/spread.h - a number that is not known exactly: what people say, as a distribution.
 *
 * Somebody says three numbers: in one case of twenty lower than `low`, as often lower as
 * higher than `middle`, in one case of twenty higher than `high`.  Through them goes a
 * lognormal distribution of two pieces, exact at all three.  The three may be equal: then it
 * is known (and may be 0).  A class of a scale (2 to 10 years) is log-uniform: every factor
 * within it is as likely.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct spread { double low, middle, high; };            /* P5, P50, P95 */

struct spread spread_known(double value);
bool spread_is_fine(struct spread spread);              /* finite, in order, above 0 or known */
double spread_sigma_low(struct spread spread);
double spread_sigma_high(struct spread spread);
double spread_at(struct spread spread, double z);       /* z of the standard normal */
double spread_quantile(struct spread spread, double share);
/* What every draw of a spread needs, worked out once: the same numbers as spread_quantile(). */
struct spread_shape { double middle, sigma_low, sigma_high; };
struct spread_shape spread_shape_of(struct spread spread);
double spread_shape_quantile(struct spread_shape shape, double share);
double spread_share_below(struct spread spread, double value);
double spread_mean(struct spread spread);
double spread_variance(struct spread spread);

/* Several who said something: one of them is right, nobody knows who (linear pool: their
 * disagreement becomes width).  The average of quantiles is for comparison only. */
double pool_quantile(const struct spread *spreads, size_t count, double share);
double pool_average(const struct spread *spreads, size_t count, double share);

struct class_interval { double from, to; };             /* 0 < from < to */
double class_mean(struct class_interval interval);
double class_quantile(struct class_interval interval, double share);
/* The same as low, middle, high; wider by so many classes of its own width on each side (an
 * assessment whose uncertainty is said to be "high": 1, "medium": 0.5). */
struct spread class_spread(struct class_interval interval, double wider);
