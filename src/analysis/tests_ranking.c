/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_ranking.c - the oracle of risks, and what must hold of any ranking. */
#include "analysis/pareto.h"
#include "analysis/ranking.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

static const double z_of_95 = 1.6448536269514722;

/* A share of so many draws is this far from the true one in less than one of 10 000 tests. */
static bool is_drawn(double found, double expected, double draws)
{
	return fabs(found - expected) <= 4 * sqrt(expected * (1 - expected) / draws) + 0.5 / draws;
}

/* ---- What was said ----------------------------------------------------------------------- */

TEST(three_numbers_have_the_moments_and_quantiles_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/twopiece.csv");

	for (size_t row = 1; row < table->count; row++) {
		struct spread said = { oracle_number(table, row, "p5"), oracle_number(table, row, "p50"),
			oracle_number(table, row, "p95") };
		struct estimate estimate = estimate_three(said.low, said.middle, said.high);

		CHECK(is_within(spread_sigma_low(said), oracle_number(table, row, "sigma_lo"), 1e-9));
		CHECK(is_within(spread_sigma_high(said), oracle_number(table, row, "sigma_hi"), 1e-9));
		CHECK(is_within(estimate_mean(estimate), oracle_number(table, row, "mean"), 1e-9));
		CHECK(is_within(spread_variance(said), oracle_number(table, row, "var"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.01), oracle_number(table, row, "p01"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.25), oracle_number(table, row, "p25"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.75), oracle_number(table, row, "p75"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.99), oracle_number(table, row, "p99"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.05), said.low, 1e-12));
		CHECK(is_within(estimate_quantile(estimate, 0.95), said.high, 1e-12));
	}
}

TEST(classes_have_the_moments_and_quantiles_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/loguniform.csv");

	for (size_t row = 1; row < table->count; row++) {
		struct class_interval interval = { oracle_number(table, row, "lo"), oracle_number(table, row, "hi") };
		struct estimate estimate = estimate_class(interval, 0);

		CHECK(is_within(estimate_mean(estimate), oracle_number(table, row, "mean"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.5), oracle_number(table, row, "median"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.05), oracle_number(table, row, "p5"), 1e-9));
		CHECK(is_within(estimate_quantile(estimate, 0.95), oracle_number(table, row, "p95"), 1e-9));
		for (double share = 0.05; share < 1; share += 0.1)
			CHECK(is_within(estimate_share_below(estimate, estimate_quantile(estimate, share)),
				share, 1e-9));
	}
}

TEST(an_uncertain_class_reaches_into_its_neighbours)
{
	struct class_interval tenth = { 0.1, 1 };
	struct estimate medium = estimate_class(tenth, 0.5), high = estimate_class(tenth, 1);

	CHECK(is_within(medium.low, 0.1 / sqrt(10), 1e-12) && is_within(medium.high, sqrt(10), 1e-12));
	CHECK(is_within(high.low, 0.01, 1e-12) && is_within(high.high, 10, 1e-12));
	CHECK(is_within(estimate_quantile(high, 0.5), estimate_quantile(medium, 0.5), 1e-12));
}

TEST(opinions_are_pooled_as_the_oracle_does)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/pooling.csv");
	static const struct spread spreads[] = { { .01, .05, .2 }, { .02, .1, .5 }, { .001, .01, .3 } };
	struct estimate said[3];
	struct opinion opinion = { said, 3 };

	for (size_t i = 0; i < 3; i++)
		said[i] = estimate_three(spreads[i].low, spreads[i].middle, spreads[i].high);
	for (size_t row = 1; row < table->count; row++) {
		double share = oracle_number(table, row, "p");
		double linear = oracle_number(table, row, "linear_pool_quantile");

		CHECK(is_within(opinion_quantile(opinion, share), linear, 1e-9));
		CHECK(is_within(pool_quantile(spreads, 3, share), linear, 1e-9));
		CHECK(is_within(pool_average(spreads, 3, share),
			oracle_number(table, row, "quantile_average_log"), 1e-9));
	}
}

TEST(disagreement_is_told_in_factors_of_ten)
{
	struct estimate said[] = { estimate_known(0.01), estimate_three(0.5, 1, 3), estimate_known(0) };

	CHECK(is_within(opinion_disagreement((struct opinion){ said, 2 }), sqrt(2), 1e-12));
	CHECK(is_within(opinion_disagreement((struct opinion){ said, 3 }), sqrt(2), 1e-12));
	CHECK(opinion_disagreement((struct opinion){ said, 1 }) == 0);
	CHECK(opinion_quantile((struct opinion){ said, 3 }, 0.1) == 0);
}

/* ---- Classes only ------------------------------------------------------------------------ */

TEST(fronts_and_possible_places_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/pareto_ranks.csv");
	static const char *const names[] = { "L", "C1", "C2", "C3", "C4" };
	double scores[12 * 5];
	struct pareto *found;

	CHECK(table->count == 13);
	for (size_t row = 1; row < table->count; row++) {
		double most = 0;

		for (size_t i = 0; i < 5; i++) {
			scores[(row - 1) * 5 + i] = oracle_number(table, row, names[i]);
			most = i ? fmax(most, scores[(row - 1) * 5 + i]) : 0;
		}
		CHECK(scores[(row - 1) * 5] * most == oracle_number(table, row, "product_L_maxC"));
	}
	found = pareto_ranks(test_arena(), scores, 12, 5);
	for (size_t row = 1; row < table->count; row++) {
		CHECK(found[row - 1].best == oracle_int(table, row, "best_rank"));
		CHECK(found[row - 1].worst == oracle_int(table, row, "worst_rank"));
		CHECK(found[row - 1].front == oracle_int(table, row, "front"));
	}
}

TEST(a_product_of_class_numbers_is_wrong_as_often_as_the_oracle_says)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/ordinal_reversal.csv");
	struct product_faults faults = product_faults(5, 5);

	CHECK(faults.pairs == oracle_int(table, 1, "pairs_of_cells"));
	CHECK(is_within(faults.reversed,
		oracle_number(table, 1, "share_cellpairs_product_order_contradicts_decade_order"), 1e-9));
	CHECK(is_within(faults.tied,
		oracle_number(table, 1, "share_ties_in_product_with_different_decade_order"), 1e-9));
}

enum { CLASSED = 40, WAYS = 3 };

static bool is_above(const double *a, const double *b)
{
	bool is_any = false;

	for (int i = 0; i < WAYS; i++) {
		if (a[i] < b[i])
			return false;
		is_any |= a[i] > b[i];
	}
	return is_any;
}

/* Peeled one front at a time. */
static void slow_fronts(double (*scores)[WAYS], size_t count, int32_t *fronts)
{
	memset(fronts, 0, count * sizeof(*fronts));
	for (int32_t front = 1; front <= (int32_t)count; front++)
		for (size_t i = 0; i < count; i++) {
			bool is_free = !fronts[i];

			for (size_t k = 0; k < count; k++)
				is_free &= !((fronts[k] == 0 || fronts[k] == front) && is_above(scores[k], scores[i]));
			if (is_free)
				fronts[i] = front;
		}
}

static void classed_make(double (*scores)[WAYS], uint64_t number)
{
	struct stream stream = stream_open(5, number);

	for (size_t i = 0; i < CLASSED; i++)
		for (int k = 0; k < WAYS; k++)
			scores[i][k] = 1 + (int)(stream_share(&stream) * 5);
}

TEST(fronts_are_what_is_left_when_the_fronts_before_are_gone)
{
	double scores[CLASSED][WAYS];
	int32_t fronts[CLASSED];

	for (uint64_t number = 0; number < 200; number++) {
		struct pareto *found;

		classed_make(scores, number);
		slow_fronts(scores, CLASSED, fronts);
		found = pareto_ranks(test_arena(), scores[0], CLASSED, WAYS);
		for (size_t i = 0; i < CLASSED; i++) {
			CHECK(found[i].front == fronts[i]);
			CHECK(found[i].front <= found[i].best && found[i].best <= found[i].worst);
		}
	}
}

TEST(a_risk_more_that_is_dominated_moves_no_front)
{
	double scores[CLASSED + 1][WAYS];

	for (uint64_t number = 0; number < 100; number++) {
		struct pareto *before, *after;

		classed_make(scores, number);
		for (int k = 0; k < WAYS; k++)
			scores[CLASSED][k] = scores[number % CLASSED][k] - (k == 0);
		before = pareto_ranks(test_arena(), scores[0], CLASSED, WAYS);
		after = pareto_ranks(test_arena(), scores[0], CLASSED + 1, WAYS);
		CHECK(after[CLASSED].front > after[number % CLASSED].front);
		for (size_t i = 0; i < CLASSED; i++)
			CHECK(before[i].front == after[i].front || is_above(scores[CLASSED], scores[i]));
	}
}

/* ---- Weighing ---------------------------------------------------------------------------- */

TEST(acceptabilities_are_the_areas_of_the_oracle)
{
	enum { DRAWS = 400000 };
	static const double values[] = { .9, .2, .3, .4, .8, .4, .3, .5, .9, .55, .55, .55 };
	const struct csv_table *table = oracle_read("oracles/07_rsa/smaa.csv");
	struct weights weights;
	double *found, sum = 0;

	CHECK(weights_make(&weights, 3, NULL));
	found = acceptabilities(test_arena(), &weights,
		&(struct acceptability_ask){ .values = values, .count = 4, .draws = DRAWS, .seed = 3 });
	for (size_t row = 1; row < table->count; row++)
		CHECK(is_drawn(found[(row - 1) * 4], oracle_number(table, row, "rank1_acceptability_grid"), DRAWS));
	for (size_t i = 0; i < 16; i++)
		sum += found[i];
	CHECK(is_within(sum, 4, 1e-9));
}

TEST(weights_are_within_what_was_decided)
{
	static const struct weight_bounds some[] = { { 0.2, 0.5 }, { 0, 0.3 }, { 0.1, 1 } };
	static const struct weight_bounds none[] = { { 0, 0.2 }, { 0, 0.2 }, { 0, 0.2 } };
	static const struct weight_bounds more[] = { { 0.5, 1 }, { 0.6, 1 }, { 0, 1 } };
	static const struct weight_bounds decided[] = { { 0.5, 0.5 }, { 0.3, 0.3 }, { 0.2, 0.2 } };
	struct stream stream = stream_open(1, 1);
	struct weights weights;
	double drawn[WEIGHTS_MOST];

	CHECK(!weights_make(&weights, 3, none) && !weights_make(&weights, 3, more));
	CHECK(!weights_make(&weights, 0, NULL) && !weights_make(&weights, WEIGHTS_MOST + 1, NULL));
	CHECK(weights_make(&weights, 3, some));
	for (int i = 0; i < 1000; i++) {
		weights_draw(&weights, &stream, drawn);
		CHECK(fabs(drawn[0] + drawn[1] + drawn[2] - 1) < 1e-9);
		for (int k = 0; k < 3; k++)
			CHECK(drawn[k] >= some[k].least && drawn[k] <= some[k].most + 1e-9);
	}
	CHECK(weights_make(&weights, 3, decided));
	weights_draw(&weights, &stream, drawn);
	CHECK(is_within(drawn[0], 0.5, 1e-12) && is_within(drawn[2], 0.2, 1e-12));
}

/* ---- Ranking: the oracle ----------------------------------------------------------------- */

enum { SIX = 6, ORACLE_DRAWS = 200000 };

static void six_risks(const struct csv_table *table, struct ranking_risk *risks, struct estimate *said)
{
	static const struct estimate yearly = { ESTIMATE_three, 1, 1, 1 };

	for (size_t i = 0; i < SIX; i++) {
		double mu = oracle_number(table, i + 1, "mu"), sigma = oracle_number(table, i + 1, "sigma");

		said[i] = estimate_three(exp(mu - z_of_95 * sigma), exp(mu), exp(mu + z_of_95 * sigma));
		CHECK(is_within(estimate_mean(said[i]), oracle_number(table, i + 1, "mean"), 1e-9));
		risks[i] = (struct ranking_risk){ .id = arena_print(test_arena(), "risk %zu", i),
			.frequency = { &yearly, 1 }, .consequence = { { &said[i], 1 } } };
	}
}

TEST(chances_of_each_place_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/rank_probabilities.csv");
	struct ranking_risk risks[SIX];
	struct estimate said[SIX];
	struct ranking_ask ask = { .risks = risks, .count = SIX, .values = 1, .draws = ORACLE_DRAWS,
		.seed = 11, .threads = 2, .top = 3, .sure = 0.8 };
	const struct ranking *found;

	six_risks(table, risks, said);
	found = ranking_make(test_arena(), &ask);
	for (size_t i = 0; i < SIX; i++) {
		double expected = oracle_number(table, i + 1, "expected_rank"), spread = 0;

		for (int32_t place = 1; place <= SIX; place++) {
			double share = oracle_number(table, i + 1, str_z(test_arena(),
				arena_print(test_arena(), "P_rank%d", place)));

			CHECK(is_drawn(ranking_share(found, 0, i, place), share, ORACLE_DRAWS));
			spread += share * (place - expected) * (place - expected);
		}
		CHECK(fabs(found->of[i].in[0].mean - expected) < 4 * sqrt(spread / ORACLE_DRAWS));
		CHECK(is_within(found->of[i].loss[0].low, said[i].low, 0.03));
		CHECK(is_within(found->of[i].loss[0].middle, said[i].middle, 0.03));
		CHECK(is_within(found->of[i].loss[0].high, said[i].high, 0.03));
	}
}

TEST(chances_that_one_is_above_the_other_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/pairwise.csv");
	struct ranking_risk risks[SIX];
	struct estimate said[SIX];
	struct ranking_ask ask = { .risks = risks, .count = SIX, .values = 1, .draws = ORACLE_DRAWS,
		.seed = 4, .threads = 2, .top = 3, .sure = 0.8 };
	struct ranking_pair pairs[SIX * SIX];
	double shares[SIX * SIX];

	six_risks(oracle_read("oracles/07_rsa/rank_probabilities.csv"), risks, said);
	CHECK(table->count == SIX * (SIX - 1) + 1);
	for (size_t row = 1; row < table->count; row++)
		pairs[row - 1] = (struct ranking_pair){ (size_t)oracle_int(table, row, "i"),
			(size_t)oracle_int(table, row, "j") };
	ranking_pairs(test_arena(), &ask, 0, pairs, table->count - 1, shares);
	for (size_t row = 1; row < table->count; row++)
		CHECK(is_drawn(shares[row - 1], oracle_number(table, row, "P_i_gt_j"), ORACLE_DRAWS));
}

/* ---- Ranking: what must hold ------------------------------------------------------------- */

enum { MADE = 20, MADE_VALUES = 3, MADE_JUDGES = 2 };

struct made {
	struct ranking_risk risks[MADE + 1];
	struct estimate often[MADE + 1][MADE_JUDGES], much[MADE + 1][MADE_VALUES];
	struct ranking_ask ask;
};

static struct estimate some_estimate(struct stream *stream, double about)
{
	double low = about * exp(2 * stream_normal(stream));

	if (stream_share(stream) < 0.4)
		return estimate_class((struct class_interval){ low, low * 10 }, stream_share(stream) < 0.5);
	return estimate_three(low, low * (1 + 5 * stream_share(stream)), low * (6 + 20 * stream_share(stream)));
}

static void made_make(struct made *made, uint64_t number)
{
	struct stream stream = stream_open(77, number);

	memset(made, 0, sizeof(*made));
	for (size_t i = 0; i <= MADE; i++) {
		struct ranking_risk *risk = &made->risks[i];

		risk->id = arena_print(test_arena(), "r-%zu", i);
		for (size_t k = 0; k < MADE_JUDGES; k++)
			made->often[i][k] = some_estimate(&stream, 0.1);
		risk->frequency = (struct opinion){ made->often[i], 1 + i % MADE_JUDGES };
		for (size_t v = 0; v < MADE_VALUES; v++) {
			made->much[i][v] = some_estimate(&stream, 100);
			risk->consequence[v] = (struct opinion){ &made->much[i][v], v == 0 || (i + v) % 4 > 0 };
		}
	}
	made->ask = (struct ranking_ask){ .risks = made->risks, .count = MADE, .values = MADE_VALUES,
		.draws = 1000, .seed = number, .threads = 1, .top = 5, .sure = 0.8 };
}

/* How many futures at this place or before. */
static double up_to(const struct ranking *ranking, size_t value, size_t risk, int32_t place)
{
	double sum = 0;

	for (int32_t i = 1; i <= place; i++)
		sum += ranking_share(ranking, value, risk, i);
	return sum;
}

TEST(every_future_gives_every_risk_one_place)
{
	struct made made;
	const struct ranking *found;

	made_make(&made, 1);
	found = ranking_make(test_arena(), &made.ask);
	CHECK(found->placed[0] == MADE && found->placed[1] < MADE && found->placed[MADE_VALUES] == MADE);
	for (size_t v = 0; v <= MADE_VALUES; v++)
		for (size_t i = 0; i < MADE; i++) {
			bool has_place = v == MADE_VALUES || made.risks[i].consequence[v].count > 0;

			CHECK(fabs(up_to(found, v, i, (int32_t)found->placed[v]) - has_place) < 1e-9);
			CHECK((v < MADE_VALUES ? found->of[i].in[v].has_place
				: found->of[i].combined.has_place) == has_place);
		}
	for (size_t v = 0; v <= MADE_VALUES; v++)
		for (int32_t place = 1; place <= (int32_t)found->placed[v]; place++) {
			double sum = 0;

			for (size_t i = 0; i < MADE; i++)
				sum += ranking_share(found, v, i, place);
			CHECK(fabs(sum - 1) < 1e-9);
		}
}

TEST(a_risk_raised_never_falls_behind)
{
	for (uint64_t number = 0; number < 20; number++) {
		struct made before, after;
		const struct ranking *was, *is;
		size_t risk = number % MADE;

		made_make(&before, number);
		made_make(&after, number);
		for (size_t v = 0; v < MADE_VALUES; v++) {
			after.much[risk][v].low *= 2;
			after.much[risk][v].middle *= 2;
			after.much[risk][v].high *= 2;
		}
		was = ranking_make(test_arena(), &before.ask);
		is = ranking_make(test_arena(), &after.ask);
		for (size_t v = 0; v <= MADE_VALUES; v++)
			for (int32_t place = 1; place <= (int32_t)was->placed[v]; place++) {
				CHECK(up_to(is, v, risk, place) >= up_to(was, v, risk, place) - 1e-9);
				for (size_t i = 0; i < MADE && v < MADE_VALUES; i++)
					CHECK(i == risk || up_to(is, v, i, place) <= up_to(was, v, i, place) + 1e-9);
			}
	}
}

TEST(another_risk_does_not_change_what_the_others_draw)
{
	struct made made;
	const struct ranking_pair pair = { 2, 9 };
	const struct ranking *was, *is;
	double before, after;

	made_make(&made, 3);
	was = ranking_make(test_arena(), &made.ask);
	ranking_pairs(test_arena(), &made.ask, 0, &pair, 1, &before);
	made.ask.count = MADE + 1;
	is = ranking_make(test_arena(), &made.ask);
	ranking_pairs(test_arena(), &made.ask, 0, &pair, 1, &after);
	CHECK(before == after && before > 0 && before < 1);
	for (size_t i = 0; i < MADE; i++)
		for (int32_t place = 1; place <= MADE; place++) {
			CHECK(up_to(is, 0, i, place) <= up_to(was, 0, i, place) + 1e-9);
			CHECK(up_to(is, 0, i, place + 1) >= up_to(was, 0, i, place) - 1e-9);
		}
}

TEST(the_order_in_which_risks_stand_does_not_matter)
{
	struct made made;
	const struct ranking *was, *is;

	made_make(&made, 4);
	was = ranking_make(test_arena(), &made.ask);
	for (size_t i = 0; i < MADE / 2; i++) {
		struct ranking_risk kept = made.risks[i];

		made.risks[i] = made.risks[MADE - 1 - i];
		made.risks[MADE - 1 - i] = kept;
	}
	is = ranking_make(test_arena(), &made.ask);
	for (size_t v = 0; v < MADE_VALUES; v++)
		for (size_t i = 0; i < MADE; i++)
			for (int32_t place = 1; place <= MADE; place++)
				CHECK(ranking_share(was, v, i, place) == ranking_share(is, v, MADE - 1 - i, place));
}

TEST(the_same_seed_gives_the_same_bytes_on_any_number_of_threads)
{
	struct made made;
	const struct ranking *one, *three, *other;
	size_t bytes = MADE * sizeof(struct ranked);

	made_make(&made, 5);
	one = ranking_make(test_arena(), &made.ask);
	made.ask.threads = 3;
	three = ranking_make(test_arena(), &made.ask);
	made.ask.seed++;
	other = ranking_make(test_arena(), &made.ask);
	CHECK(!memcmp(one->of, three->of, bytes));
	CHECK(memcmp(one->of, other->of, bytes) != 0);
}

/* Every run of places is tried. */
TEST(probable_places_are_the_fewest_that_hold_enough)
{
	struct made made;
	const struct ranking *found;

	made_make(&made, 6);
	found = ranking_make(test_arena(), &made.ask);
	for (size_t i = 0; i < MADE; i++) {
		const struct ranking_place *place = &found->of[i].in[0];

		CHECK(place->share_among >= 0.8 - 1e-9);
		CHECK(fabs(place->share_among - (up_to(found, 0, i, place->to)
			- up_to(found, 0, i, place->from - 1))) < 1e-9);
		for (int32_t from = 1; from <= MADE; from++)
			for (int32_t to = from; to <= MADE && to - from < place->to - place->from; to++)
				CHECK(up_to(found, 0, i, to) - up_to(found, 0, i, from - 1) < 0.8);
		CHECK(fabs(place->share_top - up_to(found, 0, i, 5)) < 1e-9);
		CHECK(up_to(found, 0, i, place->low) >= 0.05 - 1e-9
			&& up_to(found, 0, i, place->low - 1) < 0.05);
		CHECK(up_to(found, 0, i, place->high) >= 0.95 - 1e-9
			&& up_to(found, 0, i, place->high - 1) < 0.95);
	}
}

TEST(risks_that_are_equal_share_their_places)
{
	enum { DRAWS = 20000 };
	struct estimate often = estimate_known(2), much = estimate_known(7);
	struct ranking_risk risks[3];
	struct ranking_ask ask = { .risks = risks, .count = 3, .values = 1, .draws = DRAWS, .seed = 1,
		.top = 1, .sure = 0.8 };
	const struct ranking *found;

	for (size_t i = 0; i < 3; i++)
		risks[i] = (struct ranking_risk){ arena_print(test_arena(), "%zu", i), { &often, 1 },
			{ { &much, 1 } } };
	found = ranking_make(test_arena(), &ask);
	for (size_t i = 0; i < 3; i++) {
		for (int32_t place = 1; place <= 3; place++)
			CHECK(is_drawn(ranking_share(found, 0, i, place), 1 / 3.0, DRAWS));
		CHECK(is_within(found->of[i].loss[0].high, 14, 1e-9));
		CHECK(is_within(found->of[i].loss[0].mean, 14, 1e-9));
	}
}

TEST(who_says_that_it_costs_nothing_is_believed_as_often_as_the_others)
{
	enum { DRAWS = 20000 };
	struct estimate often = estimate_known(1);
	struct estimate says[] = { estimate_known(0), estimate_known(8) }, middle = estimate_known(5);
	struct ranking_risk risks[] = {
		{ S("both"), { &often, 1 }, { { says, 2 } } },
		{ S("middle"), { &often, 1 }, { { &middle, 1 } } },
		{ S("nothing"), { &often, 1 }, { { says, 1 } } },
	};
	struct ranking_ask ask = { .risks = risks, .count = 3, .values = 1, .draws = DRAWS, .seed = 1,
		.top = 1, .sure = 0.8 };
	const struct ranking *found = ranking_make(test_arena(), &ask);

	CHECK(found->placed[0] == 2 && !found->of[2].in[0].has_place);
	CHECK(is_drawn(found->of[0].in[0].share_first, 0.5, DRAWS));
	CHECK(found->of[0].loss[0].low == 0 && is_within(found->of[0].loss[0].high, 8, 1e-9));
	CHECK(is_within(found->of[0].loss[0].mean, 4, 1e-12));
}

TEST(what_is_wrong_with_a_ranking_is_told)
{
	static const struct weight_bounds narrow[MADE_VALUES] = { { 0, 0.1 }, { 0, 0.1 }, { 0, 0.1 } };
	struct made made;
	size_t at;

#define FAULT() ranking_judge(test_arena(), &made.ask, &at)
	made_make(&made, 7);
	CHECK(FAULT() == RANKING_fine);
	made.ask.sure = 1;
	CHECK(FAULT() == RANKING_bad_ask);
	made_make(&made, 7);
	made.ask.bounds = narrow;
	CHECK(FAULT() == RANKING_bad_bounds);
	made_make(&made, 7);
	made.ask.draws = 0;
	CHECK(FAULT() == RANKING_too_many);
	made_make(&made, 7);
	made.often[4][0] = estimate_three(2, 1, 3);
	CHECK(FAULT() == RANKING_bad_frequency && at == 4);
	made_make(&made, 7);
	made.risks[6].frequency.count = 0;
	CHECK(FAULT() == RANKING_bad_frequency && at == 6);
	made_make(&made, 7);
	made.much[8][0] = (struct estimate){ ESTIMATE_class, 1, 1, NAN };
	CHECK(FAULT() == RANKING_bad_consequence && at == 8);
	made_make(&made, 7);
	made.risks[9].id = made.risks[3].id;
	CHECK(FAULT() == RANKING_twice && at == 9);
#undef FAULT
}

/* What harms only people, and what harms only the environment: which is worse is a matter of
 * weights, until somebody has decided. */
TEST(decided_weights_decide)
{
	struct estimate often = estimate_known(1), much = estimate_known(10);
	struct ranking_risk risks[] = {
		{ S("people"), { &often, 1 }, { { &much, 1 } } },
		{ S("environment"), { &often, 1 }, { { NULL, 0 }, { &much, 1 } } },
	};
	const struct weight_bounds bounds[] = { { 0.6, 1 }, { 0, 0.4 } };
	struct ranking_ask ask = { .risks = risks, .count = 2, .values = 2, .draws = 10000, .seed = 2,
		.top = 1, .sure = 0.8 };

	CHECK(is_drawn(ranking_make(test_arena(), &ask)->of[0].combined.share_first, 0.5, 10000));
	ask.bounds = bounds;
	CHECK(ranking_make(test_arena(), &ask)->of[0].combined.share_first == 1);
}
