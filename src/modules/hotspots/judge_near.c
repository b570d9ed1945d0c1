/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/judge_near.c - after an event, are there more within 100 metres in a week?
 *
 * Of the events of the period that have a point.  Where more than a share of them stand on one
 * and the same point it is the middle of something, and near and far are a matter of writing.
 */
#include "modules/hotspots/inside.h"

#include "analysis/knox.h"

#include <math.h>
#include <stdlib.h>

/* The band from more than 0 to 100 metres and from 0 to 7 days; the same place is another matter. */
static const double metres[] = { 0, 100, 200, 300, 400, 500 };
static const int32_t days[] = { 7, 14, 21, 28 };
enum { BAND_METRES = 1, BAND_DAYS = 0 };

struct point { double x, y; };

static int point_compare(const void *left, const void *right)
{
	const struct point *a = left, *b = right;

	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

static double commonest_share(struct arena *arena, const struct knox_ask *ask)
{
	struct point *points = arena_array(arena, struct point, ask->count + 1);
	size_t most = 0, run = 0;

	for (size_t i = 0; i < ask->count; i++)
		points[i] = (struct point){ ask->x[i], ask->y[i] };
	qsort(points, ask->count, sizeof(points[0]), point_compare);
	for (size_t i = 0; i < ask->count; i++) {
		run = i && point_compare(&points[i - 1], &points[i]) == 0 ? run + 1 : 1;
		most = run > most ? run : most;
	}
	return ask->count ? (double)most / (double)ask->count : 0;
}

static struct knox_ask near_ask(const struct judging *judging)
{
	double *x = arena_array(judging->arena, double, judging->placed + 1);
	double *y = arena_array(judging->arena, double, judging->placed + 1);
	int32_t *day = arena_array(judging->arena, int32_t, judging->placed + 1);
	struct knox_ask ask = { .x = x, .y = y, .day = day, .approximate_most = 1, .metres = metres, .days = days,
		.metres_count = COUNT(metres), .days_count = COUNT(days),
		.draws = (size_t)judging->ask->settings.draws, .seed = 1, .threads = judging->ask->threads };

	for (size_t i = 0; i < judging->placed; i++) {
		if (!judging->is_now[i])
			continue;
		x[ask.count] = judging->x[i];
		y[ask.count] = judging->y[i];
		day[ask.count++] = judging->day[i];
	}
	return ask;
}

static void band_put(struct hotspot_answer *hotspot, const struct knox_band *band)
{
	if (band->state != KNOX_known || isnan(band->ratio))
		return;
	hotspot->near_state = HOTSPOT_told;
	hotspot->near_observed = band->observed;
	hotspot->near_expected = band->drawn_mean;
	hotspot->near_ratio = band->ratio;
	hotspot->near_p = band->p_value;
}

void near_judge(struct judging *judging)
{
	struct hotspot_answer *hotspot = &judging->whole->hotspot;
	struct knox_ask ask = near_ask(judging);
	struct knox found;
	size_t at;

	hotspot->near_same_point = commonest_share(judging->arena, &ask);
	if ((int64_t)ask.count < judging->ask->settings.least_events)
		return;
	if (hotspot->near_same_point > judging->ask->settings.same_point_most) {
		hotspot->near_state = HOTSPOT_coarse;
		return;
	}
	if (knox_judge(&ask, &at) != KNOX_fine) {
		hotspot->near_state = HOTSPOT_many;
		return;
	}
	found = knox(judging->arena, &ask);
	hotspot->near_state = found.is_known ? HOTSPOT_few : HOTSPOT_many;
	if (found.is_known)
		band_put(hotspot, &found.bands[BAND_METRES * COUNT(days) + BAND_DAYS]);
}
