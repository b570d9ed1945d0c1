/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_hotspot_past.c - varn analyse hotspots-past: does the map of hot spots foretell?
 *
 *   --cell METRES --sigma METRES    must be said
 *   --west --south --east --north   the raster (usually the events' own extent)
 *   --share S (0.05)   of the area that is marked
 *   --ahead DAYS (28)  --back DAYS (365)  --trials N (13)  --least N (30)  --level L (0.9)  --timing
 *
 * One row is one event: x, y, day (a running number).
 */
#include "analysis/hotspot_past.h"
#include "app/analyse_space.h"

#include <math.h>

static bool options_read(const struct analyse_ask *ask, struct hotspot_past_ask *past)
{
	double ahead = 28, back = 365, trials = 13;

	past->share = 0.05;
	past->least = 30;
	past->level = analyse_level(ask, 0.9);
	if (!analyse_option(ask, "share", 1e-6, 0.9, &past->share) || !analyse_whole(ask, "ahead", 1, 3660, &ahead)
	    || !analyse_whole(ask, "back", 1, 36600, &back) || !analyse_whole(ask, "trials", 2, 1000, &trials)
	    || !analyse_whole(ask, "least", 1, 1e6, &past->least))
		return false;
	past->ahead = (int32_t)ahead;
	past->back = (int32_t)back;
	past->trials = (size_t)trials;
	return true;
}

static bool days_read(const struct plain *plain, struct hotspot_past_ask *past)
{
	int32_t *day = arena_array(plain->arena, int32_t, past->count + 1);
	double number;

	past->day = day;
	for (size_t i = 0; i < past->count; i++) {
		if (!plain_need(plain, i + 1, "day", -1e9, 1e9, &number))
			return false;
		if (number != floor(number))
			return plain_wrong(plain, i + 1, "day is %g and must be a running number", number);
		day[i] = (int32_t)number;
	}
	return true;
}

static void ways_show(struct analysed *analysed, const struct hotspot_past *found)
{
	static const char *const ways[] = { [HOTSPOT_WAY_smooth] = "smooth map", [HOTSPOT_WAY_last_year] = "last year's cells",
		[HOTSPOT_WAY_last_weeks] = "last weeks' cells" };

	for (int way = 0; way < HOTSPOT_WAYS && found->state == HOTSPOT_PAST_fine; way++) {
		const struct hotspot_beside *beside = &found->beside[way];

		analysed_row(analysed);
		analysed_text(analysed, "way", str_of(ways[way]));
		analysed_number(analysed, "hits", found->ways[way].hits);
		analysed_number(analysed, "hit_rate", found->ways[way].rate);
		analysed_number(analysed, "pai", found->ways[way].pai);
		analysed_number(analysed, "pei", found->ways[way].pei);
		if (way != HOTSPOT_WAY_smooth) {
			analysed_number(analysed, "map_is_ahead", beside->difference);
			analysed_number(analysed, "map_is_ahead_low", beside->low);
			analysed_number(analysed, "map_is_ahead_high", beside->high);
			analysed_verdict(analysed, beside->verdict);
		}
		analysed_row_finish(analysed);
	}
}

int analyse_hotspot_past(const struct analyse_ask *ask)
{
	static const char *const states[] = { "known", "too short", "too few" };
	struct hotspot_past_ask past = { 0 };
	struct analyse_clock clock;
	struct hotspot_past found;
	struct analysed analysed;
	struct points points;

	if (!options_read(ask, &past) || !points_read(&ask->plain, &points)
	    || !raster_options(ask, &points, &past.raster, &past.sigma))
		return 2;
	past.x = points.x;
	past.y = points.y;
	past.count = points.count;
	if (!days_read(&ask->plain, &past))
		return 2;
	analyse_clock_start(&clock, ask);
	found = hotspot_past_find(ask->plain.arena, &past);
	analyse_took(&clock, "hot spots of the past");
	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "all");
	analysed_row(&analysed);
	analysed_text(&analysed, "state", str_of(states[found.state]));
	analysed_count(&analysed, "trials", (int64_t)found.trials);
	analysed_number(&analysed, "came", found.came);
	analysed_count(&analysed, "cells", (int64_t)found.cells);
	analysed_count(&analysed, "marked", (int64_t)found.marked);
	if (found.state == HOTSPOT_PAST_fine)
		analysed_yes(&analysed, "beats_both", found.beats_both);
	analysed_row_finish(&analysed);
	analysed_list_finish(&analysed);
	analysed_list(&analysed, "ways");
	ways_show(&analysed, &found);
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}
