/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_knox.c - varn analyse knox: after one event, are there more near it for a while?
 *
 *   --metres 0,100,200,300,400,500   --days 7,14,21,28   upper ends of bands
 *   --draws N (999)  --seed N  --threads N  --timing     --approximate-most SHARE (0.05)
 *
 * One row is one event: x, y, day (a running number); approximate (yes or no).
 */
#include "analysis/knox.h"
#include "analysis/parallel.h"
#include "app/analyse_space.h"

#include <stdio.h>

struct knocking {
	const struct analyse_ask *ask;
	double metres[KNOX_BANDS_MOST], day_ends[KNOX_BANDS_MOST];
	int32_t days[KNOX_BANDS_MOST];
	struct knox_ask knox;
};

static bool bands_read(const struct analyse_ask *ask, const char *name, const char *usual, bool is_whole,
                       double *ends, size_t *count)
{
	const char *given = option_value(ask->argc, ask->argv, name);
	struct str text = str_of(given ? given : usual);
	bool is_fine = !str_is_empty(text);

	for (*count = 0; is_fine && !str_is_empty(text); ++*count) {
		struct str end = str_trim(str_cut(&text, ','));

		is_fine = *count < KNOX_BANDS_MOST && str_to_real(end, &ends[*count]) && ends[*count] >= 0
			&& ends[*count] <= (is_whole ? KNOX_DAYS_MOST : 1e6)
			&& (!is_whole || ends[*count] == (double)(int32_t)ends[*count])
			&& (*count == 0 || ends[*count] > ends[*count - 1]);
	}
	if (is_fine && (is_whole || ends[*count - 1] > 0))
		return true;
	fprintf(stderr, "varn analyse: --%s are at most %d rising %s from 0, with commas\n", name, KNOX_BANDS_MOST,
		is_whole ? "whole numbers" : "numbers");
	return false;
}

static bool options_read(struct knocking *knocking)
{
	const struct analyse_ask *ask = knocking->ask;
	struct knox_ask *knox = &knocking->knox;
	double draws = 999, seed = 1, threads = parallel_threads();

	knox->approximate_most = 0.05;
	if (!bands_read(ask, "metres", "0,100,200,300,400,500", false, knocking->metres, &knox->metres_count)
	    || !bands_read(ask, "days", "7,14,21,28", true, knocking->day_ends, &knox->days_count)
	    || !analyse_whole(ask, "draws", 0, KNOX_DRAWS_MOST, &draws)
	    || !analyse_whole(ask, "seed", 0, 1e15, &seed)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads)
	    || !analyse_option(ask, "approximate-most", 0, 1, &knox->approximate_most))
		return false;
	for (size_t i = 0; i < knox->days_count; i++)
		knocking->days[i] = (int32_t)knocking->day_ends[i];
	knox->metres = knocking->metres;
	knox->days = knocking->days;
	knox->draws = (size_t)draws;
	knox->seed = (uint64_t)seed;
	knox->threads = (int)threads;
	return true;
}

static bool events_read(struct knocking *knocking)
{
	const struct plain *plain = &knocking->ask->plain;
	int32_t *day = arena_array(plain->arena, int32_t, plain->table->count);
	bool *is_approximate = arena_array(plain->arena, bool, plain->table->count);
	struct points points;

	if (!points_read(plain, &points))
		return false;
	for (size_t i = 0; i < points.count; i++) {
		struct str text = plain_text(plain, i + 1, "day");
		int64_t found;

		if (!str_to_int(text, &found) || found < -1000000000 || found > 1000000000)
			return plain_wrong(plain, i + 1, "day is '%.*s' and must be a running number", STR(text));
		day[i] = (int32_t)found;
		if (!plain_yes(plain, i + 1, "approximate", &is_approximate[i]))
			return false;
	}
	knocking->knox.count = points.count;
	knocking->knox.x = points.x;
	knocking->knox.y = points.y;
	knocking->knox.day = day;
	knocking->knox.is_approximate = is_approximate;
	return true;
}

static bool knox_is_fine(const struct knocking *knocking)
{
	const struct plain *plain = &knocking->ask->plain;
	size_t at;

	switch (knox_judge(&knocking->knox, &at)) {
	case KNOX_fine: return true;
	case KNOX_bad_ask: return plain_wrong(plain, 0, "bands must rise");
	case KNOX_too_many: return plain_wrong(plain, 0, "more than %d events: take one kind and one year",
		KNOX_EVENTS_MOST);
	case KNOX_bad_event: return plain_wrong(plain, at + 1, "day is more than %d from the first event's",
		KNOX_DAYS_MOST);
	}
	return false;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void band_show(const struct knocking *knocking, struct analysed *analysed, const struct knox *found,
                      size_t metres, size_t days)
{
	static const char *const states[] = { [KNOX_known] = "known", [KNOX_no_pairs] = "no pairs",
		[KNOX_too_coarse] = "too coarse" };
	const struct knox_ask *knox = &knocking->knox;
	const struct knox_band *band = &found->bands[metres * knox->days_count + days];

	analysed_row(analysed);
	analysed_number(analysed, "metres_from", metres ? knox->metres[metres - 1] : 0);
	analysed_number(analysed, "metres_to", knox->metres[metres]);
	analysed_count(analysed, "days_from", days ? knox->days[days - 1] + 1 : 0);
	analysed_count(analysed, "days_to", knox->days[days]);
	analysed_text(analysed, "state", str_of(states[band->state]));
	if (band->state == KNOX_known) {
		analysed_count(analysed, "observed", band->observed);
		analysed_number(analysed, "expected", band->expected);
	}
	if (band->state == KNOX_known && knox->draws) {
		analysed_number(analysed, "drawn_mean", band->drawn_mean);
		analysed_number(analysed, "ratio", band->ratio);
		analysed_number(analysed, "p_value", band->p_value);
	}
	analysed_row_finish(analysed);
}

static int knox_show(const struct knocking *knocking, const struct knox *found)
{
	struct analysed analysed;

	analysed_begin(&analysed, knocking->ask);
	analysed_list(&analysed, "all");
	analysed_row(&analysed);
	analysed_count(&analysed, "events", (int64_t)knocking->knox.count);
	analysed_count(&analysed, "pairs", found->pairs);
	analysed_number(&analysed, "approximate", found->approximate);
	analysed_row_finish(&analysed);
	analysed_list_finish(&analysed);
	analysed_list(&analysed, "bands");
	for (size_t i = 0; i < knocking->knox.metres_count * knocking->knox.days_count; i++)
		band_show(knocking, &analysed, found, i / knocking->knox.days_count, i % knocking->knox.days_count);
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}

int analyse_knox(const struct analyse_ask *ask)
{
	struct knocking knocking = { .ask = ask };
	struct analyse_clock clock;
	struct knox found;

	if (!options_read(&knocking) || !events_read(&knocking) || !knox_is_fine(&knocking))
		return 2;
	analyse_clock_start(&clock, ask);
	found = knox(ask->plain.arena, &knocking.knox);
	analyse_took(&clock, "knox");
	if (!found.is_known) {
		plain_wrong(&ask->plain, 0, "more than %d pairs within the last of --metres", KNOX_PAIRS_MOST);
		return 2;
	}
	return knox_show(&knocking, &found);
}
