/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_scan.c - clusters of the oracle, of a slow search, and how often there is none. */
#include "analysis/scan.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

struct places { size_t areas, times; double *x, *y, *exposure, *expected; int64_t *counts; };

static struct places places_make(size_t areas, size_t times)
{
	return (struct places){ areas, times, arena_array(test_arena(), double, areas),
		arena_array(test_arena(), double, areas), arena_array(test_arena(), double, areas),
		arena_array(test_arena(), double, areas * times), arena_array(test_arena(), int64_t, areas * times) };
}

static struct scan_ask ask_of(const struct places *places, enum scan_kind kind)
{
	return (struct scan_ask){ .kind = kind, .areas = places->areas, .times = places->times, .windows = 1,
		.x = places->x, .y = places->y, .counts = places->counts, .expected = places->expected,
		.nearest_most = places->areas, .share_most = 1, .radius_most = INFINITY, .dispersion = 1,
		.seed = 1, .threads = 2, .most = 5 };
}

static bool is_fine(const struct scan_ask *ask)
{
	size_t at;

	return scan_judge(ask, &at) == SCAN_fine;
}

/* ---- The oracle -------------------------------------------------------------------------- */

static bool has_areas(struct str list, const struct scan_cluster *cluster)
{
	size_t count = 0;

	while (!str_is_empty(list)) {
		int64_t id = 0;
		bool is_in = false;

		CHECK(str_to_int(str_cut(&list, ';'), &id));
		for (size_t k = 0; k < cluster->zone.areas; k++)
			is_in |= cluster->areas[k] + 1 == (uint32_t)id;
		if (!is_in)
			return false;
		count++;
	}
	return count == cluster->zone.areas;
}

static struct places carolina(bool is_both)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/nc_data.csv");
	struct places places = places_make(table->count - 1, 1);

	for (size_t row = 1; row < table->count; row++) {
		places.x[row - 1] = oracle_number(table, row, "x_mi");
		places.y[row - 1] = oracle_number(table, row, "y_mi");
		places.expected[row - 1] = oracle_number(table, row, "births74")
			+ (is_both ? oracle_number(table, row, "births79") : 0);
		places.counts[row - 1] = oracle_int(table, row, "sids74")
			+ (is_both ? oracle_int(table, row, "sids79") : 0);
	}
	return places;
}

static struct places grid(void)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/grid_gistar.csv");
	struct places places = places_make(table->count - 1, 1);

	for (size_t row = 1; row < table->count; row++) {
		places.x[row - 1] = oracle_number(table, row, "x");
		places.y[row - 1] = oracle_number(table, row, "y");
		places.expected[row - 1] = oracle_number(table, row, "pop");
		places.counts[row - 1] = oracle_int(table, row, "count");
	}
	return places;
}

/* Means and p-values of two runs of replicates, each with its error. */
static void null_check(const struct scan *found, double mean, double sd, double replicates)
{
	CHECK(fabs(found->highest_mean - mean) < 4 * sd * sqrt(2 / replicates));
	CHECK(fabs(found->highest_sd - sd) < 4 * sd * 1.05 * sqrt(2 / replicates));
	if (replicates < 500)
		return;
	CHECK(fabs(found->highest_mean / mean - 1) < 0.05);
	CHECK(fabs(found->gumbel_mu / (mean - 0.5772156649 * sd * sqrt(6) / M_PI) - 1) < 0.05);
}

static void space_check(const char *name, struct places places, double share, size_t replicates)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/kulldorff_spatial.csv");
	const struct csv_table *null = oracle_read("oracles/03_spatial/kulldorff_null.csv");
	struct scan_ask ask = ask_of(&places, SCAN_poisson);
	struct scan found;
	size_t seen = 0;

	ask.share_most = share;
	ask.replicates = replicates;
	CHECK(is_fine(&ask));
	found = scan_make(test_arena(), &ask);
	for (size_t row = 1; row < table->count; row++) {
		const struct scan_cluster *cluster = &found.clusters[seen];
		double p = oracle_number(table, row, "p_mc"), n = (double)replicates;

		if (!str_is(csv_cell(table, row, "data"), name))
			continue;
		CHECK(seen++ < found.clusters_count && oracle_int(table, row, "rank") == (int32_t)seen);
		CHECK(has_areas(csv_cell(table, row, "ids"), cluster));
		CHECK(cluster->zone.counted == oracle_number(table, row, "cases"));
		CHECK(is_within(cluster->zone.expected, oracle_number(table, row, "expected"), 1e-9));
		CHECK(is_within(cluster->zone.counted / cluster->zone.expected, oracle_number(table, row, "rr"), 1e-9));
		CHECK(is_within(cluster->zone.score, oracle_number(table, row, "llr"), 1e-9));
		CHECK(fabs(cluster->p_value - p) < 4 * sqrt(2 * p * (1 - p) / n) + 2 / n);
		CHECK(fabs(cluster->gumbel_p - oracle_number(table, row, "p_gumbel")) < 0.06);
	}
	CHECK(seen == 5);
	for (size_t row = 1; row < null->count; row++)
		if (str_is(csv_cell(null, row, "data"), name))
			null_check(&found, oracle_number(null, row, "mean"), oracle_number(null, row, "sd"),
				(double)replicates);
}

TEST(clusters_of_space_are_those_of_the_oracle)
{
	space_check("nc_sids_1974_84_half", carolina(true), 0.5, 999);
	space_check("nc_sids_1974_84_tenpct", carolina(true), 0.1, 999);
	space_check("nc_sids_1974_78_tenpct", carolina(false), 0.1, 999);
	space_check("own_grid_quarter", grid(), 0.25, 199);
}

static struct places alive(void)
{
	const struct csv_table *areas = oracle_read("oracles/03_spatial/st_areas.csv");
	const struct csv_table *counts = oracle_read("oracles/03_spatial/st_counts.csv");
	size_t count = areas->count - 1;
	struct places places = places_make(count, (counts->count - 1) / count);

	for (size_t row = 1; row < areas->count; row++) {
		places.x[row - 1] = oracle_number(areas, row, "x");
		places.y[row - 1] = oracle_number(areas, row, "y");
		places.exposure[row - 1] = oracle_number(areas, row, "pop");
	}
	for (size_t row = 1; row < counts->count; row++) {
		size_t at = (size_t)(oracle_int(counts, row, "t") - 1) * count
			+ (size_t)(oracle_int(counts, row, "area") - 1);

		places.counts[at] = oracle_int(counts, row, "count");
		places.expected[at] = oracle_number(counts, row, "expected");
	}
	return places;
}

static struct scan_ask alive_ask(const struct places *places, enum scan_kind kind)
{
	struct scan_ask ask = ask_of(places, kind);

	ask.windows = 8;
	ask.nearest_most = 15;
	return ask;
}

TEST(zones_of_space_and_time_score_as_the_oracle_says)
{
	static const char *const kinds[] = { "poisson", "perm", "eb" };
	const struct csv_table *table = oracle_read("oracles/03_spatial/st_scan_top20.csv");
	struct places places = alive();

	for (size_t row = 1; row < table->count; row++) {
		enum scan_kind kind = SCAN_poisson;
		struct scan_ask ask;
		struct scan_zone zone;
		struct scan found;

		while (!str_is(csv_cell(table, row, "type"), kinds[kind]))
			kind++;
		ask = alive_ask(&places, kind);
		CHECK(is_fine(&ask));
		found = scan_make(test_arena(), &ask);
		zone = found.best[(oracle_int(table, row, "centre") - 1) * 8 + oracle_int(table, row, "window") - 1];
		CHECK(zone.areas == (size_t)oracle_int(table, row, "k"));
		CHECK(zone.counted == oracle_number(table, row, "cases"));
		CHECK(is_within(zone.expected, oracle_number(table, row, "expected"), 1e-9));
		CHECK(is_within(zone.score, oracle_number(table, row, "llr"), 1e-9));
		if (oracle_int(table, row, "rank") > 1)
			continue;
		CHECK(is_within(found.clusters[0].zone.score, zone.score, 1e-12));
		CHECK(has_areas(csv_cell(table, row, "areas"), &found.clusters[0]));
	}
}

TEST(what_chance_gives_in_space_and_time_is_what_the_oracle_drew)
{
	const struct csv_table *table = oracle_read("oracles/03_spatial/st_scan_mc.csv");
	struct places places = alive();
	struct scan_ask ask = alive_ask(&places, SCAN_poisson);
	struct scan found;

	ask.replicates = (size_t)oracle_int(table, 1, "B");
	found = scan_make(test_arena(), &ask);
	CHECK(is_within(found.clusters[0].zone.score, oracle_number(table, 1, "obs"), 1e-9));
	null_check(&found, oracle_number(table, 1, "mc_mean"), oracle_number(table, 1, "mc_sd"), 199);
	CHECK(found.clusters[0].p_value == 1.0 / 200 && found.clusters[0].gumbel_p < 1e-9);
	CHECK(is_within(scan_recurrence_years(0.01, 52), 100.0 / 52, 1e-12));
}

/* ---- What must hold ---------------------------------------------------------------------- */

/* Counts by lot, of expected numbers that differ. */
static struct places some(size_t areas, size_t times, uint64_t number)
{
	struct places places = places_make(areas, times);
	struct stream stream = stream_open(31, number);

	for (size_t i = 0; i < areas; i++) {
		places.x[i] = floor(10 * stream_share(&stream));
		places.y[i] = floor(10 * stream_share(&stream));
		places.exposure[i] = 1 + 9 * stream_share(&stream);
		for (size_t t = 0; t < times; t++) {
			places.expected[t * areas + i] = places.exposure[i] * (0.2 + 0.1 * (double)t);
			places.counts[t * areas + i] = (int64_t)stream_poisson(&stream, places.expected[t * areas + i]);
		}
	}
	return places;
}

static double slow_sum(const struct scan_ask *ask, const size_t *order, size_t k, size_t w, bool is_counted)
{
	double sum = 0;

	for (size_t i = 0; i < k; i++)
		for (size_t t = ask->times - w; t < ask->times; t++) {
			size_t at = t * ask->areas + order[i];

			sum += is_counted ? (double)ask->counts[at] : ask->expected[at];
		}
	return sum;
}

static void slow_order(const struct scan_ask *ask, size_t centre, size_t *order)
{
	for (size_t i = 0; i < ask->areas; i++) {
		double far = hypot(ask->x[i] - ask->x[centre], ask->y[i] - ask->y[centre]);
		size_t at = i;

		while (at && hypot(ask->x[order[at - 1]] - ask->x[centre],
				ask->y[order[at - 1]] - ask->y[centre]) > far) {
			order[at] = order[at - 1];
			at--;
		}
		order[at] = i;
	}
}

TEST(the_best_is_that_of_a_search_of_everything)
{
	enum { AREAS = 23, TIMES = 5 };

	for (uint64_t number = 0; number < 20; number++) {
		struct places places = some(AREAS, TIMES, number);
		struct scan_ask ask = ask_of(&places, SCAN_expectation);
		double highest = 0, reach = 6;
		size_t order[AREAS];
		struct scan found;

		ask.windows = 3;
		ask.nearest_most = 9;
		ask.radius_most = reach;
		found = scan_make(test_arena(), &ask);
		for (size_t i = 0; i < AREAS; i++) {
			slow_order(&ask, i, order);
			for (size_t w = 1; w <= 3; w++)
				for (size_t k = 1; k <= 9; k++) {
					double c = slow_sum(&ask, order, k, w, true), m = slow_sum(&ask, order, k, w, false);

					if (hypot(ask.x[order[k - 1]] - ask.x[i], ask.y[order[k - 1]] - ask.y[i]) <= reach)
						highest = fmax(highest, c > m ? c * log(c / m) + m - c : 0);
				}
		}
		CHECK(is_within(found.clusters_count ? found.clusters[0].zone.score : 0, highest, 1e-9));
		for (size_t i = 1; i < found.clusters_count; i++)
			CHECK(found.clusters[i].zone.score <= found.clusters[i - 1].zone.score);
	}
}

TEST(clusters_share_no_area)
{
	struct places places = some(60, 4, 5);
	struct scan_ask ask = ask_of(&places, SCAN_permutation);
	bool is_taken[60] = { false };
	struct scan found;

	ask.windows = 4;
	ask.nearest_most = 10;
	ask.most = 60;
	found = scan_make(test_arena(), &ask);
	CHECK(found.clusters_count > 3);
	for (size_t i = 0; i < found.clusters_count; i++)
		for (size_t k = 0; k < found.clusters[i].zone.areas; k++) {
			CHECK(!is_taken[found.clusters[i].areas[k]]);
			is_taken[found.clusters[i].areas[k]] = true;
		}
}

TEST(replicates_do_not_depend_on_threads_nor_on_how_many_there_are)
{
	for (enum scan_kind kind = SCAN_poisson; kind <= SCAN_expectation; kind++) {
		struct places places = some(50, 6, 7);
		struct scan_ask ask = ask_of(&places, kind);
		struct scan one, other;

		ask.windows = 4;
		ask.nearest_most = 12;
		ask.replicates = 21;
		ask.threads = 1;
		one = scan_make(test_arena(), &ask);
		ask.threads = 3;
		ask.replicates = 45;
		other = scan_make(test_arena(), &ask);
		CHECK(!memcmp(one.highest, other.highest, 21 * sizeof(double)));
		ask.seed = 2;
		other = scan_make(test_arena(), &ask);
		CHECK(memcmp(one.highest, other.highest, 21 * sizeof(double)));
	}
}

/* Of each kind; a p of at most 0.1 among maps without a cluster. */
TEST(there_is_a_cluster_by_chance_as_seldom_as_it_is_said)
{
	enum { MAPS = 300 };

	for (enum scan_kind kind = SCAN_poisson; kind <= SCAN_expectation; kind++) {
		int found_ones = 0, gumbels = 0;

		for (uint64_t number = 0; number < MAPS; number++) {
			struct places places = some(25, 4, 1000 + number);
			struct scan_ask ask = ask_of(&places, kind);
			struct scan found;

			ask.windows = 2;
			ask.nearest_most = 6;
			ask.replicates = 39;
			ask.seed = number;
			ask.threads = 1;
			found = scan_make(test_arena(), &ask);
			found_ones += found.clusters_count && found.clusters[0].p_value <= 0.1;
			gumbels += found.clusters_count && found.clusters[0].gumbel_p <= 0.1;
		}
		CHECK(found_ones >= 10 && found_ones <= 51);    /* of 300 by 0.1, within 4 errors */
		CHECK(gumbels >= 10 && gumbels <= 54);
	}
}

TEST(a_planted_cluster_is_found_with_its_weeks)
{
	struct places places = some(60, 12, 3);
	struct scan_ask ask = ask_of(&places, SCAN_expectation);
	struct scan found;

	for (size_t i = 0; i < 60; i++)
		for (size_t t = 9; t < 12; t++)
			if (hypot(places.x[i] - places.x[4], places.y[i] - places.y[4]) <= 2)
				places.counts[t * 60 + i] = 2 + (int64_t)(2.2 * places.expected[t * 60 + i]);
	ask.windows = 8;
	ask.nearest_most = 15;
	ask.replicates = 99;
	found = scan_make(test_arena(), &ask);
	CHECK(found.clusters[0].zone.windows == 3 && found.clusters[0].p_value == 0.01);
	CHECK(found.clusters[0].gumbel_p < 1e-4);
	for (size_t k = 0; k < found.clusters[0].zone.areas; k++) {
		uint32_t area = found.clusters[0].areas[k];

		CHECK(hypot(places.x[area] - places.x[4], places.y[area] - places.y[4]) <= 3.7);
	}
	ask.dispersion = 2;
	CHECK(is_within(scan_make(test_arena(), &ask).clusters[0].zone.score,
		found.clusters[0].zone.score / 2, 1e-12));
}

TEST(what_cannot_be_scanned_is_refused_with_its_place)
{
	struct places places = some(10, 3, 9);
	struct scan_ask fine = ask_of(&places, SCAN_poisson), ask = fine;
	size_t at;

	CHECK(is_fine(&ask));
	ask.windows = 4;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_ask);
	ask = fine;
	ask.share_most = NAN;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_ask);
	ask = fine;
	places.x[3] = NAN;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_area && at == 3);
	places.x[3] = 0;
	places.counts[12] = -1;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_count && at == 12);
	places.counts[12] = (int64_t)1 << 31;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_count && at == 12);
	places.counts[12] = 1;
	places.expected[12] = 0;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_expected && at == 12);
	places.expected[12] = NAN;
	CHECK(scan_judge(&ask, &at) == SCAN_bad_expected && at == 12);
	ask.kind = SCAN_permutation;
	CHECK(is_fine(&ask));
	memset(places.counts, 0, 30 * sizeof(int64_t));
	CHECK(scan_judge(&ask, &at) == SCAN_nothing);
}

TEST(one_area_one_time_and_one_case_are_no_cluster)
{
	struct places places = some(2, 1, 1);
	struct scan_ask ask = ask_of(&places, SCAN_poisson);
	struct scan found;

	places.counts[0] = 1;
	places.counts[1] = 0;
	ask.replicates = 19;
	found = scan_make(test_arena(), &ask);
	CHECK(found.clusters_count == 1 && found.clusters[0].p_value > 0.05);
	ask.kind = SCAN_permutation;            /* one time: everything is as expected */
	CHECK(is_fine(&ask));
	found = scan_make(test_arena(), &ask);
	CHECK(found.clusters_count == 0 && found.gumbel_beta == 0);
}
