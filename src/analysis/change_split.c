/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/change_split.c - see change_split.h. */
#include "analysis/change_split.h"

#include "analysis/scratch.h"
#include "analysis/sorted.h"
#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>

enum { DRAWS_MOST = 10000000 };

static bool reported_is_fine(const struct reported *reported)
{
	return reported->reports >= 0 && isfinite(reported->reports) && reported->exposure > 0
		&& isfinite(reported->exposure) && spread_is_fine(reported->share)
		&& reported->share.low > 0 && reported->share.middle <= 1;
}

bool change_split_ask_is_fine(const struct change_split_ask *ask)
{
	return reported_is_fine(&ask->before) && reported_is_fine(&ask->after) && ask->level > 0
		&& ask->level < 1 && ask->draws > 0 && ask->draws <= DRAWS_MOST;
}

static double log_mean(double a, double b)
{
	double ratio = log(a / b);

	/* (a - b) / ln(a / b) for a near b: the differences have no digits left. */
	return fabs(ratio) < 1e-6 ? sqrt(a * b) : (a - b) / ratio;
}

/* ln(share after / share before), drawn; a share beyond 1 is 1. */
static double *share_changes(const struct change_split_ask *ask)
{
	double *changes = scratch_grow(NULL, ask->draws, sizeof(*changes));

	for (uint64_t i = 0; i < ask->draws; i++) {
		struct stream stream = stream_open(ask->seed, i);
		double before = fmin(1, spread_quantile(ask->before.share, stream_share(&stream)));
		double after = fmin(1, spread_quantile(ask->after.share, stream_share(&stream)));

		changes[i] = log(after / before);
	}
	sorted_rising(changes, ask->draws);
	return changes;
}

struct change_split change_split(const struct change_split_ask *ask)
{
	double before = ask->before.reports, after = ask->after.reports, tail = (1 - ask->level) / 2;
	struct change_split found = { .change = after - before };
	double mean, of_exposure, of_share, whole, *changes, last = (double)(ask->draws - 1);

	if (!(before > 0 && after > 0))
		return found;
	found.is_known = true;
	mean = log_mean(after, before);
	whole = log(after / before);
	of_exposure = log(ask->after.exposure / ask->before.exposure);
	of_share = log(ask->after.share.middle / ask->before.share.middle);
	found.exposure = (struct change_part){ mean * of_exposure, mean * of_exposure, mean * of_exposure };
	found.share.effect = mean * of_share;
	found.rate.effect = mean * (whole - of_exposure - of_share);
	changes = share_changes(ask);
	found.share.low = mean * changes[(size_t)floor(tail * last)];
	found.share.high = mean * changes[(size_t)ceil((1 - tail) * last)];
	found.rate.low = mean * (whole - of_exposure) - found.share.high;
	found.rate.high = mean * (whole - of_exposure) - found.share.low;
	free(changes);
	return found;
}
