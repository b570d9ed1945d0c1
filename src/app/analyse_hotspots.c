/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_hotspots.c - varn analyse hotspots: is what is near alike, and where is much beside much?
 *
 *   --band METRES        neighbours are all areas within; without it the file names them
 *   --q Q (0.05)         of the areas told as hot or cold, so large a share may be chance
 *   --least-expected N (5)
 *
 * A row with `neighbour` says that this area is near `area`; a row without it is an area:
 *   area, x, y           x and y needed by --band
 *   count, exposure      or value
 */
#include "analysis/hotspots.h"
#include "app/analyse_space.h"

#include <math.h>
#include <stdio.h>

struct spotting {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct arena *arena;
	struct str *names;
	size_t count, *rows;            /* of areas */
	double *values, *counts, *exposures;
	bool has_counts;
	struct hotspots_ask hotspots;
};

static bool is_link(const struct plain *plain, size_t row)
{
	return !str_is_empty(plain_text(plain, row, "neighbour"));
}

static size_t area_find(const struct spotting *spotting, struct str name)
{
	size_t i = 0;

	while (i < spotting->count && !str_equals(spotting->names[i], name))
		i++;
	return i;
}

static bool areas_read(struct spotting *spotting)
{
	size_t rows = spotting->plain->table->count;

	spotting->names = arena_array(spotting->arena, struct str, rows);
	spotting->rows = arena_array(spotting->arena, size_t, rows);
	for (size_t row = 1; row < rows; row++) {
		struct str name = plain_text(spotting->plain, row, "area");

		if (str_is_empty(name))
			return plain_wrong(spotting->plain, row, "area is empty");
		if (is_link(spotting->plain, row))
			continue;
		if (area_find(spotting, name) < spotting->count)
			return plain_wrong(spotting->plain, row, "area %.*s stands twice", STR(name));
		if (spotting->count == NEIGHBOURS_AREAS_MOST)
			return plain_wrong(spotting->plain, row, "more than %d areas", NEIGHBOURS_AREAS_MOST);
		spotting->names[spotting->count] = name;
		spotting->rows[spotting->count++] = row;
	}
	if (spotting->count)
		return true;
	return plain_wrong(spotting->plain, 0, "has no areas");
}

static bool links_read(struct spotting *spotting)
{
	size_t rows = spotting->plain->table->count, count = 0;
	struct neighbour_link *links = arena_array(spotting->arena, struct neighbour_link, rows);

	for (size_t row = 1; row < rows; row++) {
		size_t from, to;

		if (!is_link(spotting->plain, row))
			continue;
		from = area_find(spotting, plain_text(spotting->plain, row, "area"));
		to = area_find(spotting, plain_text(spotting->plain, row, "neighbour"));
		if (from == spotting->count || to == spotting->count)
			return plain_wrong(spotting->plain, row, "there is no area %.*s",
				STR(plain_text(spotting->plain, row, to == spotting->count ? "neighbour" : "area")));
		links[count++] = (struct neighbour_link){ (uint32_t)from, (uint32_t)to };
	}
	if (!count)
		return plain_wrong(spotting->plain, 0, "names no neighbours: say --band METRES, or rows with neighbour");
	spotting->hotspots.neighbours = neighbours_of_links(spotting->arena, spotting->count, links, count);
	return true;
}

static bool band_read(struct spotting *spotting)
{
	double *x = arena_array(spotting->arena, double, spotting->count);
	double *y = arena_array(spotting->arena, double, spotting->count), band = 0;

	if (!option_value(spotting->ask->argc, spotting->ask->argv, "band"))
		return links_read(spotting);
	if (!analyse_option(spotting->ask, "band", 1e-3, 1e8, &band))
		return false;
	for (size_t i = 0; i < spotting->count; i++)
		if (!plain_number_must(spotting->plain, spotting->rows[i], "x", &x[i])
		    || !plain_number_must(spotting->plain, spotting->rows[i], "y", &y[i]))
			return false;
	spotting->hotspots.neighbours = neighbours_within(spotting->arena, x, y, spotting->count, band);
	return true;
}

static bool numbers_read(struct spotting *spotting)
{
	const struct plain *plain = spotting->plain;

	spotting->has_counts = plain_has(plain, "count");
	spotting->values = arena_array(spotting->arena, double, spotting->count);
	spotting->counts = arena_array(spotting->arena, double, spotting->count);
	spotting->exposures = arena_array(spotting->arena, double, spotting->count);
	if (spotting->has_counts == plain_has(plain, "value"))
		return plain_wrong(plain, 0, "has columns count and exposure, or value: one of the two");
	for (size_t i = 0; i < spotting->count; i++) {
		size_t row = spotting->rows[i];

		if (!spotting->has_counts) {
			if (!plain_number_must(plain, row, "value", &spotting->values[i]))
				return false;
			continue;
		}
		if (!plain_number_must(plain, row, "count", &spotting->counts[i])
		    || !plain_number_must(plain, row, "exposure", &spotting->exposures[i]))
			return false;
		if (!rates_are_fine(&spotting->counts[i], &spotting->exposures[i], 1))
			return plain_wrong(plain, row, "count is %g and must be a whole number from 0, exposure is %g "
				"and must be above 0", spotting->counts[i], spotting->exposures[i]);
	}
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void whole_show(const struct spotting *spotting, struct analysed *analysed, const double *values)
{
	struct neighbours shared = neighbours_shared(spotting->arena, spotting->hotspots.neighbours);
	struct moran all = moran(spotting->arena, &shared, values);

	analysed_list(analysed, "all");
	analysed_row(analysed);
	analysed_count(analysed, "areas", (int64_t)spotting->count);
	if (spotting->has_counts)
		analysed_number(analysed, "rate", rates_of(spotting->counts, spotting->exposures,
			spotting->count).mean);
	analysed_number(analysed, "moran", all.i);
	analysed_number(analysed, "moran_expected", all.expected);
	analysed_number(analysed, "moran_z", all.z);
	analysed_number(analysed, "moran_p", all.p_value);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static void area_show(struct analysed *analysed, const struct hotspot *spot, const struct moran *local)
{
	static const char *const findings[] = { [HOTSPOT_unknown] = "not known", [HOTSPOT_none] = "none",
		[HOTSPOT_hot] = "hot", [HOTSPOT_cold] = "cold" };

	analysed_text(analysed, "finding", str_of(findings[spot->finding]));
	analysed_number(analysed, "z", spot->z);
	analysed_number(analysed, "p_value", spot->p_value);
	analysed_number(analysed, "q_value", spot->q_value);
	if (!isnan(spot->expected)) {
		analysed_yes(analysed, "is_exact", spot->is_exact);
		analysed_number(analysed, "counted_near", spot->counted);
		analysed_number(analysed, "expected_near", spot->expected);
	}
	analysed_number(analysed, "local_moran", local->i);
	analysed_number(analysed, "local_moran_z", local->z);
}

static void areas_show(const struct spotting *spotting, struct analysed *analysed, const double *values)
{
	struct neighbours shared = neighbours_shared(spotting->arena, spotting->hotspots.neighbours);
	const struct hotspot *found = hotspots(spotting->arena, &spotting->hotspots);
	const struct moran *local = local_moran(spotting->arena, &shared, values);
	const double *drawn = spotting->has_counts ? rates_smoothed(spotting->arena, spotting->counts,
		spotting->exposures, spotting->count) : NULL;

	analysed_list(analysed, "areas");
	for (size_t i = 0; i < spotting->count; i++) {
		analysed_row(analysed);
		analysed_text(analysed, "area", spotting->names[i]);
		analysed_count(analysed, "neighbours", (int64_t)neighbours_of(&spotting->hotspots.neighbours, i));
		area_show(analysed, &found[i], &local[i]);
		if (drawn) {
			analysed_number(analysed, "rate", spotting->counts[i] / spotting->exposures[i]);
			analysed_number(analysed, "rate_drawn", drawn[i]);
		}
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

int analyse_hotspots(const struct analyse_ask *ask)
{
	struct spotting spotting = { .ask = ask, .plain = &ask->plain, .arena = ask->plain.arena,
		.hotspots = { .least_expected = 5, .q_most = 0.05 } };
	struct analysed analysed;
	const double *values;

	if (!areas_read(&spotting) || !analyse_option(ask, "q", 1e-6, 0.999, &spotting.hotspots.q_most)
	    || !analyse_option(ask, "least-expected", 0, 1e6, &spotting.hotspots.least_expected)
	    || !numbers_read(&spotting) || !band_read(&spotting))
		return 2;
	spotting.hotspots.values = spotting.values;
	if (spotting.has_counts) {
		spotting.hotspots.counts = spotting.counts;
		spotting.hotspots.exposures = spotting.exposures;
	}
	values = spotting.has_counts ? rates_standardised(spotting.arena, spotting.counts, spotting.exposures,
		spotting.count) : spotting.values;
	analysed_begin(&analysed, ask);
	whole_show(&spotting, &analysed, values);
	areas_show(&spotting, &analysed, values);
	return analysed_print(&analysed);
}
