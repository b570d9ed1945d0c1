/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/band.h - the weeks before a listing, as they are kept with it and drawn.
 *
 * JSON: {"last": the Monday of the last week, "weeks": [[reported, late, its low and high end, too
 * early (0 or 1), expected, low 50, high 50, low 90, high 90], ...]}, rounded to hundredths, null
 * where nothing is known.  A slow drift has "sums" of the same weeks and their "threshold", too.
 */
#pragma once

#include "analysis/warning_past.h"
#include "base/out.h"
#include "formats/chart_band.h"

#include <stdbool.h>

struct band {
	struct date last;
	size_t count;
	const struct past_week *weeks;
	const double *sums;             /* of a slow drift, of each week; else NULL */
	double threshold;
};
struct str band_write(struct arena *arena, const struct band *band);
struct band band_read(struct arena *arena, struct str json);    /* no weeks: there is none */
bool band_is_over(const struct band *band, size_t week);        /* the sum is above its threshold */
struct date band_monday(const struct band *band, size_t week);
/* One week of it as it is drawn. */
struct band_period band_drawn(struct arena *arena, const struct band *band, size_t week);
