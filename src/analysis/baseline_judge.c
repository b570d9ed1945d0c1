/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/baseline_judge.c - see baseline.h: what is too many. */
#include "analysis/baseline.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

/* Of what will be registered a share is, each event by itself: thinning makes the law nearer
 * to Poisson, and the uncertainty of the mean shrinks with it. */
struct count_law baseline_law(const struct baseline *baseline, double share)
{
	double mean = baseline->expected * share, error = mean * baseline->log_error;

	return count_law_moments(mean, mean * (1 + (baseline->phi - 1) * share) + error * error);
}

static struct count_law law_of(const struct baseline *baseline, enum baseline_limit limit, double share,
                               double z)
{
	double phi = 1 + (baseline->phi - 1) * share;

	if (limit == BASELINE_plugin)
		return count_law(baseline->expected * share, phi);
	if (limit == BASELINE_muan)
		return count_law(baseline->expected * exp(z * baseline->log_error) * share, phi);
	return baseline_law(baseline, share);
}

static void delta_judge(const struct baseline *baseline, double z, double share, double count,
                        struct baseline_judged *judged)
{
	double mean = baseline->expected * share, error = mean * baseline->log_error;
	double tau = 1 + (baseline->phi - 1) * share + error * error / mean;
	double s = sqrt(4.0 / 9 * cbrt(mean) * tau), middle = pow(mean, 2.0 / 3);

	judged->upper = pow(middle + z * s, 1.5);
	judged->p = judged->mid_p = pnorm(pow(count, 2.0 / 3), middle, s, 0, 0);
}

struct baseline_judged baseline_judge(const struct baseline *baseline, enum baseline_limit limit,
                                      double alpha, double share, double count)
{
	double z = qnorm(alpha, 0, 1, 0, 0), mean = baseline->expected * share;
	struct count_law law = law_of(baseline, limit, share, z);
	struct baseline_judged judged;

	if (limit == BASELINE_delta)
		delta_judge(baseline, z, share, count, &judged);
	else
		judged = (struct baseline_judged){ .upper = count_law_quantile(law, 1 - alpha),
			.p = count_law_at_least(law, count), .mid_p = count_law_mid(law, count) };
	judged.score = judged.upper > mean ? (count - mean) / (judged.upper - mean)
		: count > judged.upper ? INFINITY : 0;
	judged.is_above = count > judged.upper;
	return judged;
}
