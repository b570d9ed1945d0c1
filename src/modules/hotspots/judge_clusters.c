/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/judge_clusters.c - areas that lie together and have had more in the last weeks.
 *
 * Week by week and area by area, since the first day that is compared with: what an area usually
 * has and how busy the whole city was in a week are both in what is expected (the scan of
 * permutations), so that no exposure is needed and a busy week is no cluster.
 */
#include "modules/hotspots/inside.h"

#include "analysis/scan.h"

#include <math.h>

enum { WEEK_DAYS = 7, NEAREST_MOST = 200, CLUSTERS_MOST = 5, RUNS_A_YEAR = 52 };
static const double share_most = 0.5;

/* The areas that are scanned, each with its place in the list of all. */
struct scanning {
	struct judging *judging;
	struct scan_ask scan;
	size_t *area, *place_of;        /* of a place in the list; SIZE_MAX: not scanned */
	int64_t *counts;
	struct date first;              /* a Monday */
};

static void areas_choose(struct scanning *scanning)
{
	const struct judging_ask *ask = scanning->judging->ask;
	struct arena *arena = scanning->judging->arena;
	double *x = arena_array(arena, double, ask->area_count + 1), *y = arena_array(arena, double, ask->area_count + 1);
	size_t count = 0;

	scanning->area = arena_array(arena, size_t, ask->area_count + 1);
	scanning->place_of = arena_array(arena, size_t, ask->area_count + 1);
	for (size_t i = 0; i < ask->area_count; i++) {
		scanning->place_of[i] = SIZE_MAX;
		if (!ask->areas[i].is_leaf || ask->areas[i].same != i)
			continue;
		x[count] = ask->areas[i].east;
		y[count] = ask->areas[i].north;
		scanning->area[count] = i;
		scanning->place_of[i] = count++;
	}
	scanning->scan.areas = count;
	scanning->scan.x = x;
	scanning->scan.y = y;
}

static void weeks_count(struct scanning *scanning)
{
	const struct judging *judging = scanning->judging;

	scanning->counts = arena_array(judging->arena, int64_t, scanning->scan.areas * scanning->scan.times + 1);
	for (size_t i = 0; i < judging->count; i++) {
		ptrdiff_t area = judged_area(judging->ask, judging->events[i]->area_id);
		int days = date_days_between(scanning->first, instant_date(judging->events[i]->occurred));
		size_t place = area < 0 ? SIZE_MAX : scanning->place_of[area];

		if (place == SIZE_MAX || days < 0 || (size_t)(days / WEEK_DAYS) >= scanning->scan.times)
			continue;
		scanning->counts[(size_t)(days / WEEK_DAYS) * scanning->scan.areas + place]++;
	}
	scanning->scan.counts = scanning->counts;
}

static bool scan_prepare(struct scanning *scanning)
{
	const struct judging_ask *ask = scanning->judging->ask;
	const struct hotspot_answer *hotspot = &scanning->judging->whole->hotspot;
	struct date reference = hotspot->reference_day;
	int days;
	size_t at;

	scanning->first = date_add_days(reference, (8 - date_weekday(reference)) % WEEK_DAYS);
	days = date_days_between(scanning->first, hotspot->scan_to) + 1;
	if (days < 2 * WEEK_DAYS * ask->settings.weeks)
		return false;
	scanning->scan = (struct scan_ask){ .kind = SCAN_permutation, .times = (size_t)(days / WEEK_DAYS),
		.windows = (size_t)ask->settings.weeks, .nearest_most = NEAREST_MOST, .share_most = share_most,
		.radius_most = ask->settings.radius_metres, .dispersion = 1, .replicates = (size_t)ask->settings.draws,
		.seed = 1, .threads = ask->threads, .most = CLUSTERS_MOST };
	areas_choose(scanning);
	if (!scanning->scan.areas)
		return false;
	weeks_count(scanning);
	return scan_judge(&scanning->scan, &at) == SCAN_fine;
}

/* ---- What was found --------------------------------------------------------------------------------------- */

static int64_t area_counted(const struct scanning *scanning, size_t place, size_t windows)
{
	int64_t sum = 0;

	for (size_t back = 1; back <= windows; back++)
		sum += scanning->counts[(scanning->scan.times - back) * scanning->scan.areas + place];
	return sum;
}

static void cluster_put(struct scanning *scanning, const struct scan_cluster *found)
{
	struct judging *judging = scanning->judging;
	struct hotspot_whole *whole = judging->whole;
	const struct scan_zone *zone = &found->zone;
	int64_t nth = (int64_t)whole->clusters.count + 1;

	whole->clusters.at[whole->clusters.count++] = (struct hotspot_cluster){ .nth = nth,
		.from_day = date_add_days(whole->hotspot.scan_to, 1 - WEEK_DAYS * (int)zone->windows),
		.weeks = (int64_t)zone->windows, .north_m = llround(scanning->scan.y[zone->centre]),
		.east_m = llround(scanning->scan.x[zone->centre]), .radius_m = llround(found->radius),
		.events = llround(zone->counted), .expected = zone->expected, .p = found->p_value,
		.years_between = scan_recurrence_years(found->gumbel_p, RUNS_A_YEAR) };
	for (size_t i = 0; i < zone->areas; i++)
		whole->cluster_areas.at[whole->cluster_areas.count++] = (struct hotspot_cluster_area){
			.cluster_id = nth, .area_id = judging->ask->areas[scanning->area[found->areas[i]]].id,
			.events = area_counted(scanning, found->areas[i], zone->windows) };
}

void clusters_judge(struct judging *judging)
{
	struct scanning scanning = { .judging = judging };
	struct hotspot_whole *whole = judging->whole;
	struct scan found;

	if ((int64_t)judging->count < judging->ask->settings.least_events || !scan_prepare(&scanning))
		return;
	whole->hotspot.scan_state = HOTSPOT_told;
	found = scan_make(judging->arena, &scanning.scan);
	whole->clusters.at = arena_array(judging->arena, struct hotspot_cluster, CLUSTERS_MOST + 1);
	whole->cluster_areas.at = arena_array(judging->arena, struct hotspot_cluster_area,
		CLUSTERS_MOST * (scanning.scan.areas + 1));
	for (size_t i = 0; i < found.clusters_count; i++)
		if (found.clusters[i].p_value <= judging->ask->settings.false_most)
			cluster_put(&scanning, &found.clusters[i]);
}
