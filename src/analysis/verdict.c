/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/verdict.c - see verdict.h. */
#include "analysis/verdict.h"

#include <math.h>
#include <stdbool.h>

/* Limits that are not numbers make every comparison false. */
enum verdict verdict_of_difference(double low, double high, double margin)
{
	bool is_within = low > -margin && high < margin;

	if (low > 0)
		return is_within ? VERDICT_marginal : VERDICT_increase;
	if (high < 0)
		return is_within ? VERDICT_marginal : VERDICT_decrease;
	return is_within ? VERDICT_unchanged : VERDICT_cannot_tell;
}

enum verdict verdict_of_ratio(double low, double high, double margin)
{
	if (!(low > 0) || !(high >= low))
		return high < 1 && low <= 0 && high >= 0 ? VERDICT_decrease : VERDICT_cannot_tell;
	return verdict_of_difference(log(low), log(high), log(margin));
}
