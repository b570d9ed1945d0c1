/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/count_law.h - how many events there may be: the one law that early warning counts with.
 *
 * Counts are negative binomial with variance phi x mean ("NB1"; in R: size = mean / (phi - 1),
 * prob = 1 / phi), and Poisson when phi is 1.  Limits, alarms and forecasts all ask this law,
 * so that they never contradict each other.  The functions themselves are those of R (libRmath).
 *
 * A mean that is no number, or below 0, is taken as 0; a phi below 1 as 1.
 */
#pragma once

struct count_law { double mean, phi; };

struct count_law count_law(double mean, double phi);
/* The same from a variance, which may come from more than one source. */
struct count_law count_law_moments(double mean, double variance);

double count_law_exactly(struct count_law law, double count);
double count_law_at_least(struct count_law law, double count);
/* Half of the chance of exactly this many is taken away: for what is to be uniform when
 * nothing is wrong.  Never below 0. */
double count_law_mid(struct count_law law, double count);
/* The smallest count that is not exceeded in so large a share of the cases (0 to below 1). */
double count_law_quantile(struct count_law law, double share);
