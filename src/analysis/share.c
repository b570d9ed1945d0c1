/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/share.c - see share.h. */
#include "analysis/share.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

struct share_limits share_wilson(double count, double of, double level)
{
	double z = qnorm((1 + level) / 2, 0, 1, 1, 0), share = count / of;
	double middle = share + z * z / (2 * of);
	double half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of));

	if (!(of > 0))
		return (struct share_limits){ 0, 1 };
	return (struct share_limits){ fmax(0, (middle - half) / (1 + z * z / of)),
		fmin(1, (middle + half) / (1 + z * z / of)) };
}

struct share_limits share_exact(double count, double of, double level)
{
	double tail = (1 - level) / 2;

	if (!(of > 0))
		return (struct share_limits){ 0, 1 };
	return (struct share_limits){ count > 0 ? qbeta(tail, count, of - count + 1, 1, 0) : 0,
		count < of ? qbeta(tail, count + 1, of - count, 0, 0) : 1 };
}

struct share_limits share_jeffreys(double count, double of, double level)
{
	double tail = (1 - level) / 2;

	if (!(of > 0))
		return (struct share_limits){ 0, 1 };
	return (struct share_limits){ qbeta(tail, count + 0.5, of - count + 0.5, 1, 0),
		qbeta(tail, count + 0.5, of - count + 0.5, 0, 0) };
}
