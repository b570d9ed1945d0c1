/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/count_law.c - see count_law.h. */
#include "analysis/count_law.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdbool.h>

/* Nearer to Poisson than this the negative binomial's size says nothing. */
static const double as_poisson = 1e-9;

struct count_law count_law(double mean, double phi)
{
	return (struct count_law){ mean > 0 && isfinite(mean) ? mean : 0, phi > 1 && isfinite(phi) ? phi : 1 };
}

struct count_law count_law_moments(double mean, double variance)
{
	return count_law(mean, mean > 0 ? variance / mean : 1);
}

static bool is_poisson(struct count_law law)
{
	return law.phi <= 1 + as_poisson;
}

static double size_of(struct count_law law)
{
	return law.mean / (law.phi - 1);
}

double count_law_exactly(struct count_law law, double count)
{
	if (!(count >= 0) || count != floor(count))
		return 0;
	if (law.mean == 0)
		return count == 0;
	if (is_poisson(law))
		return dpois(count, law.mean, 0);
	return dnbinom(count, size_of(law), 1 / law.phi, 0);
}

double count_law_at_least(struct count_law law, double count)
{
	if (!(count > 0))
		return isnan(count) ? NAN : 1;
	if (law.mean == 0)
		return 0;
	count = ceil(count);
	if (is_poisson(law))
		return ppois(count - 1, law.mean, 0, 0);
	return pnbinom(count - 1, size_of(law), 1 / law.phi, 0, 0);
}

double count_law_mid(struct count_law law, double count)
{
	return fmax(0, count_law_at_least(law, count) - count_law_exactly(law, count) / 2);
}

double count_law_quantile(struct count_law law, double share)
{
	if (law.mean == 0)
		return 0;
	if (is_poisson(law))
		return qpois(share, law.mean, 1, 0);
	return qnbinom(share, size_of(law), 1 / law.phi, 1, 0);
}
