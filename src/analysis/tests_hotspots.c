/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_hotspots.c - likeness of neighbours and hot spots, against the oracle and by simulation. */
#include "analysis/hotspots.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

static double *column_of(const struct csv_table *table, const char *name)
{
	double *found = arena_array(test_arena(), double, table->count);

	for (size_t row = 1; row < table->count; row++)
		found[row - 1] = oracle_number(table, row, name);
	return found;
}

/* As many digits as the file has, of numbers that may be differences of larger ones. */
static bool is_as(double found, const struct csv_table *table, size_t row, const char *name)
{
	double expected = oracle_number(table, row, name);

	return fabs(found - expected) <= 1e-9 * fmax(fabs(expected), 1e-3);
}

/* ---- North Carolina ---------------------------------------------------------------------- */

static struct neighbours carolina(void)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/nc_neighbours_CR85.csv");
	struct neighbour_link *links = arena_array(test_arena(), struct neighbour_link, table->count);

	for (size_t row = 1; row < table->count; row++)
		links[row - 1] = (struct neighbour_link){ (uint32_t)oracle_int(table, row, "i") - 1,
			(uint32_t)oracle_int(table, row, "j") - 1 };
	return neighbours_of_links(test_arena(), 100, links, table->count - 1);
}

TEST(local_statistics_are_those_of_the_oracle)
{
	const struct csv_table *data = oracle_read("oracles/03_spatial/nc_data.csv");
	const struct csv_table *table = oracle_read("oracles/03_spatial/nc_local_stats.csv");
	struct neighbours near = carolina(), shared = neighbours_shared(test_arena(), near);
	double *rates = column_of(data, "rate74"), *counts = column_of(data, "sids74");
	double *births = column_of(data, "births74"), *plain, *star;
	struct moran *local;

	for (size_t i = 0; i < 100; i++) {
		CHECK(is_within(counts[i] / births[i] * 1000, rates[i], 1e-9) || counts[i] == 0);
		rates[i] = counts[i] / births[i] * 1000;
	}
	plain = gi(test_arena(), &near, rates);
	star = gi_star(test_arena(), &near, rates);
	local = local_moran(test_arena(), &shared, rates);
	CHECK(table->count == 101);
	for (size_t row = 1; row < table->count; row++) {
		size_t i = (size_t)oracle_int(table, row, "id") - 1;

		CHECK(is_as(plain[i], table, row, "Gi_z_binary"));
		CHECK(is_as(star[i], table, row, "GiStar_z_binary"));
		CHECK(is_as(local[i].i, table, row, "Ii"));
		CHECK(is_as(local[i].expected, table, row, "E_Ii"));
		CHECK(is_as(local[i].variance, table, row, "Var_Ii"));
		CHECK(is_as(local[i].z, table, row, "Z_Ii"));
		CHECK(is_as(local[i].p_value, table, row, "p_two_sided"));
	}
}

static double global_of(const char *name)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/nc_global.csv");

	for (size_t row = 1; row < table->count; row++)
		if (str_is(csv_cell(table, row, "stat"), name))
			return oracle_number(table, row, "value");
	CHECK(!"the oracle has it");
	return NAN;
}

TEST(likeness_of_the_whole_and_drawn_rates_are_those_of_the_oracle)
{
	const struct csv_table *data = oracle_read("oracles/03_spatial/nc_data.csv");
	const struct csv_table *drawn = oracle_read("oracles/03_spatial/nc_EBest_marshall.csv");
	struct neighbours near = carolina(), shared = neighbours_shared(test_arena(), near);
	double *counts = column_of(data, "sids74"), *births = column_of(data, "births74"), raw[100], *smooth;
	struct moran plain, standard;
	struct rates rates = rates_of(counts, births, 100);

	CHECK(rates_are_fine(counts, births, 100));
	for (size_t i = 0; i < 100; i++)
		raw[i] = counts[i] / births[i];
	plain = moran(test_arena(), &shared, raw);
	standard = moran(test_arena(), &near, rates_standardised(test_arena(), counts, births, 100));
	CHECK(is_within(plain.i, global_of("Moran_I_W"), 1e-9));
	CHECK(is_within(plain.expected, global_of("E"), 1e-9));
	CHECK(is_within(plain.variance, global_of("Var"), 1e-9));
	CHECK(is_within(standard.i, global_of("EB_Moran_I_B"), 1e-9));
	CHECK(is_within(rates.between, global_of("EBest_a"), 1e-9));
	CHECK(is_within(rates.mean, global_of("EBest_m"), 1e-9));
	smooth = rates_smoothed(test_arena(), counts, births, 100);
	for (size_t row = 1; row < drawn->count; row++) {
		CHECK(is_as(raw[row - 1], drawn, row, "raw"));
		CHECK(is_within(smooth[row - 1], oracle_number(drawn, row, "eb_global"), 1e-9));
	}
}

/* ---- The grid ---------------------------------------------------------------------------- */

TEST(hot_spots_of_the_grid_and_their_q_values_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/grid_gistar.csv");
	double *x = column_of(table, "x"), *y = column_of(table, "y"), *pop = column_of(table, "pop");
	double *counts = column_of(table, "count"), rates[400], *star;
	struct neighbours band = neighbours_within(test_arena(), x, y, 400, 2.3);
	struct neighbours queen = neighbours_shared(test_arena(), neighbours_within(test_arena(), x, y, 400, 1.5));
	struct hotspots_ask ask = { .neighbours = band, .values = rates, .q_most = 0.05 };
	struct moran *local = local_moran(test_arena(), &queen, counts);
	struct hotspot *found;

	for (size_t i = 0; i < 400; i++)
		rates[i] = counts[i] / pop[i];
	star = gi_star(test_arena(), &band, counts);
	found = hotspots(test_arena(), &ask);
	CHECK(table->count == 401);
	for (size_t row = 1; row < table->count; row++) {
		size_t i = row - 1;

		CHECK(is_as(star[i], table, row, "GiStar_count"));
		CHECK(is_as(found[i].z, table, row, "GiStar_rate"));
		CHECK(is_as(found[i].p_value, table, row, "p_two_sided"));
		CHECK(is_as(found[i].q_value, table, row, "q_BH"));
		CHECK((found[i].finding > HOTSPOT_none) == (oracle_number(table, row, "q_BH") <= 0.05));
		CHECK(is_as(local[i].i, table, row, "Ii_count"));
		CHECK(is_as(local[i].z, table, row, "Z_Ii"));
	}
}

/* ---- What must hold ---------------------------------------------------------------------- */

enum { SIDE = 12, AREAS = SIDE * SIDE };
struct made { double x[AREAS], y[AREAS], counts[AREAS], exposures[AREAS], values[AREAS]; struct neighbours near; };

static void made_make(struct made *made, uint64_t number, double mean)
{
	struct stream stream = stream_open(41, number);

	for (int i = 0; i < AREAS; i++) {
		made->x[i] = i % SIDE;
		made->y[i] = i / SIDE;
		made->values[i] = stream_normal(&stream);
		made->exposures[i] = 0.2 + 2 * stream_share(&stream);
		made->counts[i] = (double)stream_poisson(&stream, mean * made->exposures[i]);
	}
	made->near = neighbours_within(test_arena(), made->x, made->y, AREAS, 1);
}

TEST(statistics_do_not_change_with_scale_and_common_part)
{
	struct made made;
	double other[AREAS], *one, *two;
	struct moran all, moved;

	made_make(&made, 1, 1);
	for (int i = 0; i < AREAS; i++)
		other[i] = 1e6 + 3 * made.values[i];
	one = gi_star(test_arena(), &made.near, made.values);
	two = gi_star(test_arena(), &made.near, other);
	all = moran(test_arena(), &made.near, made.values);
	moved = moran(test_arena(), &made.near, other);
	CHECK(fabs(all.i - moved.i) < 1e-8 && fabs(all.variance - moved.variance) < 1e-8);
	for (int i = 0; i < AREAS; i++)
		CHECK(fabs(one[i] - two[i]) < 1e-8);
}

TEST(a_link_twice_or_to_itself_is_one_or_none)
{
	static const struct neighbour_link links[] = { { 1, 0 }, { 0, 1 }, { 0, 0 }, { 0, 1 }, { 2, 1 } };
	struct neighbours near = neighbours_of_links(test_arena(), 4, links, 5);

	CHECK(neighbours_of(&near, 0) == 1 && neighbours_of(&near, 1) == 1);
	CHECK(neighbours_of(&near, 2) == 1 && neighbours_of(&near, 3) == 0);
}

TEST(what_does_not_differ_or_has_no_neighbours_is_unknown)
{
	static const double equal[] = { 0.1, 0.1, 0.1, 0.1, 0.1 }, some[] = { 1, 2, 3, 4, 5 };
	static const struct neighbour_link links[] = { { 0, 1 }, { 1, 0 }, { 2, 3 }, { 3, 2 } };
	struct neighbours near = neighbours_of_links(test_arena(), 5, links, 4);
	struct neighbours none = neighbours_of_links(test_arena(), 5, links, 0);

	CHECK(isnan(gi(test_arena(), &near, equal)[0]) && isnan(gi_star(test_arena(), &near, equal)[0]));
	CHECK(isnan(moran(test_arena(), &near, equal).i) && isnan(local_moran(test_arena(), &near, equal)[0].i));
	CHECK(isnan(moran(test_arena(), &none, some).i) && isnan(gi(test_arena(), &near, some)[4]));
	CHECK(isnan(local_moran(test_arena(), &near, some)[4].i));
	CHECK(!isnan(gi_star(test_arena(), &near, some)[4]));
}

TEST(rates_are_counts_over_exposures)
{
	double counts[] = { 0, 5, 0 }, exposures[] = { 1, 2, 3 };
	static const double bad[] = { -1, 0.5, NAN, INFINITY, 1e16 };

	CHECK(rates_are_fine(counts, exposures, 3) && !rates_are_fine(counts, exposures, 0));
	for (size_t i = 0; i < 5; i++) {
		counts[0] = bad[i];
		CHECK(!rates_are_fine(counts, exposures, 3));
	}
	counts[0] = 2147483648.0;
	CHECK(rates_are_fine(counts, exposures, 3));
	exposures[1] = 0;
	CHECK(!rates_are_fine(counts, exposures, 3));
	CHECK(is_within(anscombe(0), 1.224744871391589, 1e-12));
}

/* Of rates that are all equal, any hot or cold area is false: it happens in q of the maps. */
static int false_maps(double mean, int maps)
{
	int found_ones = 0;

	for (int number = 0; number < maps; number++) {
		struct hotspots_ask ask = { .least_expected = 5, .q_most = 0.1 };
		struct hotspot *found;
		struct made made;
		bool is_any = false;

		made_make(&made, 100 + (uint64_t)number, mean);
		ask.neighbours = made.near;
		ask.counts = made.counts;
		ask.exposures = made.exposures;
		found = hotspots(test_arena(), &ask);
		for (int i = 0; i < AREAS; i++)
			is_any |= found[i].finding > HOTSPOT_none;
		found_ones += is_any;
	}
	return found_ones;
}

TEST(equal_rates_show_hot_areas_as_seldom_as_q_says)
{
	/* By 0.1 of 200 maps, within 4 errors; exact counts are discrete, so fewer. */
	CHECK(false_maps(10, 200) <= 37);
	CHECK(false_maps(0.3, 200) <= 37);
	CHECK(false_maps(0.02, 200) <= 37);
}

TEST(a_hot_place_is_found_with_few_and_with_many)
{
	static const double means[] = { 0.3, 10 };

	for (size_t k = 0; k < 2; k++) {
		struct hotspots_ask ask = { .least_expected = 5, .q_most = 0.05 };
		struct hotspot *found;
		struct made made;

		made_make(&made, 7, means[k]);
		for (int i = 0; i < AREAS; i++)
			if (hypot(made.x[i] - 6, made.y[i] - 6) <= 1)
				made.counts[i] = 3 + 3 * floor(means[k] * made.exposures[i]);
		ask.neighbours = made.near;
		ask.counts = made.counts;
		ask.exposures = made.exposures;
		found = hotspots(test_arena(), &ask);
		CHECK(found[6 * SIDE + 6].finding == HOTSPOT_hot && found[6 * SIDE + 6].is_exact == (k == 0));
		CHECK(found[0].finding == HOTSPOT_none);
	}
}

TEST(where_nothing_happened_nothing_is_hot)
{
	struct hotspots_ask ask = { .least_expected = 5, .q_most = 0.05 };
	struct made made;

	made_make(&made, 8, 0);
	ask.neighbours = made.near;
	ask.counts = made.counts;
	ask.exposures = made.exposures;
	for (int i = 0; i < AREAS; i++)
		CHECK(hotspots(test_arena(), &ask)[i].finding == HOTSPOT_unknown);
}
