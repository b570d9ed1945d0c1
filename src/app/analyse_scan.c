/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_scan.c - varn analyse scan: is there a cluster somewhere, and of late?
 *
 *   --kind poisson | permutation | expectation     must be said
 *   --windows N (8)     --nearest N (200)  --share S (0.1)  --radius METRES (2000)
 *   --dispersion D (1)  --draws N (99)     --seed N         --threads N   --timing
 *   --most N (5)        --runs-per-year N
 *
 * One row is one area, or one area at one time.
 *   area, x, y          x and y in the first row of the area at least
 *   time                a running number without gaps, such as of the week; every area has each
 *   count, expected     expected not needed by permutation
 *   exposure            of the area, in its first row
 */
#include "analysis/parallel.h"
#include "analysis/scan.h"
#include "app/analyse_names.h"
#include "app/analyse_space.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TIMES_MOST = 5000 };
static const char *const kinds[] = { [SCAN_poisson] = "poisson", [SCAN_permutation] = "permutation",
	[SCAN_expectation] = "expectation" };

struct reading {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct arena *arena;
	struct naming names;            /* of areas */
	size_t *rows;                   /* the first of an area */
	size_t *area_of;                /* of each row */
	int64_t first_time;
	size_t *row_of;                 /* [time * areas + area] */
	struct scan_ask scan;
	double runs;
};

/* ---- Areas and times --------------------------------------------------------------------- */

static bool areas_read(struct reading *reading)
{
	size_t rows = reading->plain->table->count;

	naming_init(&reading->names, reading->arena, rows);
	reading->rows = arena_array(reading->arena, size_t, rows);
	reading->area_of = arena_array(reading->arena, size_t, rows);
	for (size_t row = 1; row < rows; row++) {
		size_t before = reading->names.count;
		int32_t area = naming_of(&reading->names, plain_text(reading->plain, row, "area"));

		if (area < 0)
			return plain_wrong(reading->plain, row, "area is empty");
		if (reading->names.count > before)
			reading->rows[area] = row;
		reading->area_of[row] = (size_t)area;
	}
	reading->scan.areas = reading->names.count;
	if (reading->scan.areas > 0)
		return true;
	return plain_wrong(reading->plain, 0, "has no areas");
}

static bool time_read(const struct reading *reading, size_t row, int64_t *time)
{
	struct str text = plain_text(reading->plain, row, "time");

	*time = 0;
	if (!plain_has(reading->plain, "time"))
		return true;
	if (!str_to_int(text, time) || *time < -1000000000 || *time > 1000000000)
		return plain_wrong(reading->plain, row, "time is '%.*s' and must be a running number, such as of "
			"the week", STR(text));
	return true;
}

static bool times_read(struct reading *reading)
{
	int64_t last = INT64_MIN, time;

	reading->first_time = INT64_MAX;
	for (size_t row = 1; row < reading->plain->table->count; row++) {
		if (!time_read(reading, row, &time))
			return false;
		reading->first_time = time < reading->first_time ? time : reading->first_time;
		last = time > last ? time : last;
	}
	if (last - reading->first_time >= TIMES_MOST)
		return plain_wrong(reading->plain, 0, "time goes from %lld to %lld: that are more than %d",
			(long long)reading->first_time, (long long)last, TIMES_MOST);
	reading->scan.times = (size_t)(last - reading->first_time + 1);
	return true;
}

/* Every area has a row for every time, and one only. */
static bool cells_find(struct reading *reading)
{
	const struct scan_ask *scan = &reading->scan;
	int64_t time;

	reading->row_of = arena_array(reading->arena, size_t, scan->areas * scan->times);
	for (size_t row = 1; row < reading->plain->table->count; row++) {
		size_t *cell;

		time_read(reading, row, &time);
		cell = &reading->row_of[(size_t)(time - reading->first_time) * scan->areas + reading->area_of[row]];
		if (*cell)
			return plain_wrong(reading->plain, row, "area %.*s stands twice%s",
				STR(reading->names.names[reading->area_of[row]]),
				plain_has(reading->plain, "time") ? " at this time" : "");
		*cell = row;
	}
	for (size_t i = 0; i < scan->areas * scan->times; i++)
		if (!reading->row_of[i])
			return plain_wrong(reading->plain, reading->rows[i % scan->areas],
				"area %.*s has no row for time %lld", STR(reading->names.names[i % scan->areas]),
				(long long)(reading->first_time + (int64_t)(i / scan->areas)));
	return true;
}

/* ---- Numbers ----------------------------------------------------------------------------- */

static bool count_read(const struct plain *plain, size_t row, int64_t *count)
{
	struct str text = plain_text(plain, row, "count");

	if (!str_to_int(text, count) || *count < 0 || *count > SCAN_CASES_MOST)
		return plain_wrong(plain, row, "count is '%.*s' and must be a whole number from 0 to %d", STR(text),
			SCAN_CASES_MOST);
	return true;
}

static bool cells_read(struct reading *reading)
{
	size_t cells = reading->scan.areas * reading->scan.times;
	int64_t *counts = arena_array(reading->arena, int64_t, cells);
	double *expected = arena_array(reading->arena, double, cells);

	reading->scan.counts = counts;
	reading->scan.expected = expected;
	for (size_t i = 0; i < cells; i++) {
		size_t row = reading->row_of[i];

		if (!count_read(reading->plain, row, &counts[i])
		    || (reading->scan.kind != SCAN_permutation
			&& !plain_number_must(reading->plain, row, "expected", &expected[i])))
			return false;
	}
	return true;
}

static bool places_read(struct reading *reading)
{
	size_t areas = reading->scan.areas;
	double *x = arena_array(reading->arena, double, areas), *y = arena_array(reading->arena, double, areas);
	double *exposure = arena_array(reading->arena, double, areas);
	bool has_exposure = plain_has(reading->plain, "exposure");

	reading->scan.x = x;
	reading->scan.y = y;
	reading->scan.exposure = has_exposure ? exposure : NULL;
	for (size_t i = 0; i < areas; i++)
		if (!plain_number_must(reading->plain, reading->rows[i], "x", &x[i])
		    || !plain_number_must(reading->plain, reading->rows[i], "y", &y[i])
		    || (has_exposure
			&& !plain_number_must(reading->plain, reading->rows[i], "exposure", &exposure[i])))
			return false;
	return true;
}

static bool scan_is_fine(const struct reading *reading)
{
	size_t at;
	enum scan_fault fault = scan_judge(&reading->scan, &at);
	size_t row = fault == SCAN_bad_area ? reading->rows[at] : 0;

	if (fault == SCAN_bad_count || fault == SCAN_bad_expected)
		row = reading->row_of[at];
	switch (fault) {
	case SCAN_fine: return true;
	case SCAN_bad_ask: return plain_wrong(reading->plain, 0, "at most %d areas", SCAN_AREAS_MOST);
	case SCAN_bad_area: return plain_wrong(reading->plain, row, "exposure is below 0");
	case SCAN_bad_count: return plain_wrong(reading->plain, row, "count: more than %d together", SCAN_CASES_MOST);
	case SCAN_bad_expected: return plain_wrong(reading->plain, row, "expected is %g and must be above 0 where "
		"something was counted, and never below", reading->scan.expected[at]);
	case SCAN_nothing: return plain_wrong(reading->plain, 0, "nothing was counted, or all of it is expected in "
		"one place");
	case SCAN_too_large: return plain_wrong(reading->plain, 0, "areas x nearest x windows are more than %d: "
		"say a lower --nearest or --windows", SCAN_ZONES_MOST);
	}
	return false;
}

/* ---- What is asked ----------------------------------------------------------------------- */

static bool kind_read(struct reading *reading)
{
	const char *word = option_value(reading->ask->argc, reading->ask->argv, "kind");

	for (size_t i = 0; word && i < COUNT(kinds); i++)
		if (!strcmp(word, kinds[i])) {
			reading->scan.kind = (enum scan_kind)i;
			return true;
		}
	fprintf(stderr, "varn analyse: say --kind poisson (expected says what belongs where), expectation (expected is "
		"what would be counted now) or permutation (without expected)\n");
	return false;
}

static bool options_read(struct reading *reading)
{
	const struct analyse_ask *ask = reading->ask;
	struct scan_ask *scan = &reading->scan;
	double windows = fmin(8, (double)scan->times), nearest = 200, draws = 99, seed = 1;
	double threads = parallel_threads(), most = 5;

	scan->share_most = 0.1;
	scan->radius_most = 2000;
	scan->dispersion = 1;
	if (!analyse_whole(ask, "windows", 1, fmin((double)scan->times, SCAN_WINDOWS_MOST), &windows)
	    || !analyse_whole(ask, "nearest", 1, SCAN_AREAS_MOST, &nearest)
	    || !analyse_option(ask, "share", 1e-6, 1, &scan->share_most)
	    || !analyse_option(ask, "radius", 1e-3, 1e9, &scan->radius_most)
	    || !analyse_option(ask, "dispersion", 1, 1e6, &scan->dispersion)
	    || !analyse_whole(ask, "draws", 0, SCAN_REPLICATES_MOST, &draws)
	    || !analyse_whole(ask, "seed", 0, 1e15, &seed)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads)
	    || !analyse_whole(ask, "most", 1, SCAN_AREAS_MOST, &most)
	    || !analyse_option(ask, "runs-per-year", 0.01, 1e6, &reading->runs))
		return false;
	scan->windows = (size_t)windows;
	scan->nearest_most = (size_t)nearest;
	scan->replicates = (size_t)draws;
	scan->seed = (uint64_t)seed;
	scan->threads = (int)threads;
	scan->most = (size_t)most;
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void all_show(const struct reading *reading, struct analysed *analysed, const struct scan *found)
{
	analysed_list(analysed, "all");
	analysed_row(analysed);
	analysed_count(analysed, "areas", (int64_t)reading->scan.areas);
	analysed_count(analysed, "times", (int64_t)reading->scan.times);
	analysed_count(analysed, "zones", (int64_t)found->zones);
	analysed_count(analysed, "draws", (int64_t)reading->scan.replicates);
	if (reading->scan.replicates) {
		analysed_number(analysed, "highest_mean", found->highest_mean);
		analysed_number(analysed, "highest_sd", found->highest_sd);
		analysed_number(analysed, "gumbel_mu", found->gumbel_mu);
		analysed_number(analysed, "gumbel_beta", found->gumbel_beta);
	}
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static struct str areas_said(const struct reading *reading, const struct scan_cluster *cluster)
{
	struct out out;

	out_init(&out, reading->arena, ANALYSE_LONGEST_INPUT);
	for (size_t k = 0; k < cluster->zone.areas; k++)
		out_print(&out, "%s%.*s", k ? ";" : "", STR(reading->names.names[cluster->areas[k]]));
	return out_str(&out);
}

static void cluster_show(const struct reading *reading, struct analysed *analysed,
                         const struct scan_cluster *cluster)
{
	const struct scan_zone *zone = &cluster->zone;

	analysed_row(analysed);
	analysed_text(analysed, "centre", reading->names.names[zone->centre]);
	analysed_number(analysed, "radius", cluster->radius);
	analysed_text(analysed, "areas", areas_said(reading, cluster));
	analysed_count(analysed, "windows", (int64_t)zone->windows);
	if (plain_has(reading->plain, "time"))
		analysed_count(analysed, "from_time", reading->first_time
			+ (int64_t)(reading->scan.times - zone->windows));
	analysed_count(analysed, "counted", (int64_t)zone->counted);
	analysed_number(analysed, "expected", zone->expected);
	analysed_number(analysed, "ratio", zone->counted / zone->expected);
	analysed_number(analysed, "score", zone->score);
	if (reading->scan.replicates) {
		analysed_number(analysed, "p_value", cluster->p_value);
		analysed_number(analysed, "gumbel_p", cluster->gumbel_p);
	}
	if (reading->scan.replicates && reading->runs > 0)
		analysed_number(analysed, "recurrence_years", scan_recurrence_years(
			isnan(cluster->gumbel_p) ? cluster->p_value : cluster->gumbel_p, reading->runs));
	analysed_row_finish(analysed);
}

int analyse_scan(const struct analyse_ask *ask)
{
	struct reading reading = { .ask = ask, .plain = &ask->plain, .arena = ask->plain.arena };
	struct analyse_clock clock;
	struct analysed analysed;
	struct scan found;

	if (!kind_read(&reading) || !areas_read(&reading) || !times_read(&reading) || !cells_find(&reading)
	    || !options_read(&reading) || !places_read(&reading) || !cells_read(&reading)
	    || !scan_is_fine(&reading))
		return 2;
	analyse_clock_start(&clock, ask);
	found = scan_make(reading.arena, &reading.scan);
	analyse_took(&clock, "scan");
	analysed_begin(&analysed, ask);
	all_show(&reading, &analysed, &found);
	analysed_list(&analysed, "clusters");
	for (size_t i = 0; i < found.clusters_count; i++)
		cluster_show(&reading, &analysed, &found.clusters[i]);
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}
