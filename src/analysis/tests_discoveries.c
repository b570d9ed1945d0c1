/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_discoveries.c - the oracles, the definition by brute force, and cities of tests. */
#include "analysis/discoveries.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

TEST(the_rules_that_look_at_p_alone_are_those_of_the_oracle)
{
	static const struct { enum discovery_rule rule; const char *name; } rules[] = {
		{ DISCOVERY_bh, "BH" }, { DISCOVERY_by, "BY" }, { DISCOVERY_holm, "holm" },
		{ DISCOVERY_hochberg, "hochberg" }, { DISCOVERY_bonferroni, "bonferroni" } };
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/fdr_bh1995.csv");
	double p[15], q[15];
	int rejected = 0;

	CHECK(table->count == 16);
	/* From the last to the first: the order must not matter. */
	for (size_t i = 0; i < 15; i++)
		p[14 - i] = oracle_number(table, i + 1, "p");
	for (size_t r = 0; r < COUNT(rules); r++) {
		discoveries_q(rules[r].rule, p, 15, q);
		for (size_t i = 0; i < 15; i++) {
			CHECK(is_within(q[14 - i], oracle_number(table, i + 1, rules[r].name), 1e-11));
			rejected += rules[r].rule == DISCOVERY_bh && q[i] <= 0.05;
		}
	}
	CHECK(rejected == 4);
}

TEST(the_discrete_rule_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/dbh.csv");
	struct count_law laws[60];
	struct discrete_tests tests;
	double p[60], q[60], plain[60];

	CHECK(table->count == 61);
	for (size_t i = 0; i < 60; i++) {
		laws[i] = count_law(oracle_number(table, i + 1, "mu"), oracle_number(table, i + 1, "phi"));
		p[i] = count_law_at_least(laws[i], oracle_number(table, i + 1, "y"));
		CHECK(is_within(p[i], oracle_number(table, i + 1, "p"), 1e-9));
		CHECK(is_within(count_law_mid(laws[i], oracle_number(table, i + 1, "y")),
			oracle_number(table, i + 1, "midp"), 1e-9));
	}
	tests = discrete_tests_make(test_arena(), laws, 60);
	discoveries_discrete(test_arena(), &tests, p, q);
	discoveries_q(DISCOVERY_bh, p, 60, plain);
	for (size_t i = 0; i < 60; i++) {
		CHECK(is_within(plain[i], oracle_number(table, i + 1, "q_bh"), 1e-9));
		CHECK(is_within(q[i], oracle_number(table, i + 1, "q_heyse"), 1e-9));
	}
}

/* ---- The definition ----------------------------------------------------------------------- */

static double largest_given(struct count_law law, double t)
{
	for (double n = 0; n < 100000; n++)
		if (count_law_at_least(law, n) <= t * (1 + 1e-10))
			return count_law_at_least(law, n);
	return 0;
}

enum { FEW = 25 };

static void some_tests(uint64_t number, struct count_law *laws, double *p)
{
	struct stream stream = stream_open(17, number);

	for (size_t j = 0; j < FEW; j++) {
		laws[j] = count_law(exp(4 * stream_share(&stream) - 2.5),
			stream_share(&stream) < 0.5 ? 1 : 1 + 2 * stream_share(&stream));
		p[j] = count_law_at_least(laws[j], count_law_quantile(laws[j], stream_share(&stream))
			+ (stream_share(&stream) < 0.3 ? ceil(4 * laws[j].mean + 1) : 0));
	}
}

static bool is_controlled_by_hand(const struct count_law *laws, const double *p, double level, double limit,
                                  size_t *found)
{
	*found = 0;
	for (size_t r = 0; r < FEW; r++) {
		size_t rank = 0;
		double sum = 0;

		for (size_t j = 0; j < FEW; j++) {
			rank += p[j] <= p[r] * (1 + 1e-10);
			sum += largest_given(laws[j], p[r]) / (1 - largest_given(laws[j], limit));
		}
		if (p[r] <= limit * (1 + 1e-10) && sum <= level * (double)rank && rank > *found)
			*found = rank;
	}
	return true;
}

/* The largest value that any test can give, at which the sum of odds is still allowed. */
static double limit_by_hand(const struct count_law *laws, double level)
{
	double limit = 0;

	for (size_t i = 0; i < FEW; i++)
		for (double n = 0; n < 60; n++) {
			double t = count_law_at_least(laws[i], n), sum = 0;

			if (t <= limit || t >= 1)
				continue;
			for (size_t j = 0; j < FEW; j++)
				sum += largest_given(laws[j], t) / (1 - largest_given(laws[j], t));
			limit = sum <= level * FEW ? t : limit;
		}
	return limit;
}

TEST(lists_of_discrete_tests_are_those_of_the_definition)
{
	struct count_law laws[FEW];
	double p[FEW], q[FEW];
	bool is_found[FEW];

	for (uint64_t n = 0; n < 12; n++) {
		struct discrete_tests tests;
		size_t expected;

		some_tests(n, laws, p);
		tests = discrete_tests_make(test_arena(), laws, FEW);
		discoveries_discrete(test_arena(), &tests, p, q);
		for (size_t i = 0; i < FEW; i++) {
			double least = 1;

			for (size_t r = 0; r < FEW; r++) {
				double sum = 0, rank = 0;

				for (size_t j = 0; j < FEW; j++) {
					sum += largest_given(laws[j], p[r]);
					rank += p[j] <= p[r];
				}
				least = p[r] >= p[i] ? fmin(least, sum / rank) : least;
			}
			CHECK(is_within(q[i], least, 1e-9));
		}
		is_controlled_by_hand(laws, p, 0.1, limit_by_hand(laws, 0.1), &expected);
		CHECK(discoveries_controlled(test_arena(), &tests, p, 0.1, is_found) == expected);
	}
}

TEST(tests_that_were_not_made_and_edges_of_lists)
{
	const double p[] = { 0.01, NAN, 0.2, 1, 0 };
	const struct count_law laws[] = { { 2, 1 }, { 2, 1 }, { 0, 1 }, { 2147483648.0, 2 }, { 1, 5 } };
	double q[5], few[1];
	bool is_found[5];
	struct discrete_tests tests = discrete_tests_make(test_arena(), laws, 5);
	struct discrete_tests none = discrete_tests_make(test_arena(), NULL, 0);

	discoveries_q(DISCOVERY_bh, p, 5, q);
	CHECK(isnan(q[1]) && is_within(q[0], 0.02, 1e-12) && q[3] == 1 && q[4] == 0);
	discoveries_discrete(test_arena(), &tests, p, q);
	CHECK(isnan(q[1]) && q[4] == 0 && q[3] <= 1 && q[0] <= 0.02);
	discoveries_controlled(test_arena(), &tests, p, 0.1, is_found);
	CHECK(is_found[4] && !is_found[1] && !is_found[3]);
	discoveries_discrete(test_arena(), &none, NULL, NULL);
	CHECK(discoveries_controlled(test_arena(), &none, NULL, 0.1, is_found) == 0);
	discoveries_q(DISCOVERY_holm, &(double){ 0.3 }, 1, few);
	CHECK(few[0] == 0.3);
}

/* ---- A city of tests ---------------------------------------------------------------------- */

enum { CELLS = 28000, PLANTED = 60, CITY_WEEKS = 12 };

struct city { double mean[CELLS], p[CELLS], q[CELLS]; bool is_planted[CELLS]; };

/* 60 outbreaks in 28 000 sparse cells. */
static void week_make(struct city *city, const struct count_law *laws, uint64_t week)
{
	struct stream stream = stream_open(28000, week);

	for (size_t j = 0; j < CELLS; j++)
		city->is_planted[j] = false;
	for (int i = 0; i < PLANTED; i++)
		city->is_planted[stream_next(&stream) % CELLS] = true;
	for (size_t j = 0; j < CELLS; j++) {
		double count = (double)stream_poisson(&stream, laws[j].mean);

		if (city->is_planted[j])
			count += ceil(fmax(3, 4 * sqrt(laws[j].mean)));
		city->p[j] = count > 0 ? count_law_at_least(laws[j], count) : 1;
	}
}

/* Found and falsely found. */
static void week_count(const struct city *city, double level, double *found, double *wrong, double *share)
{
	double now = 0, false_now = 0;

	for (size_t j = 0; j < CELLS; j++)
		if (city->q[j] <= level) {
			now++;
			false_now += !city->is_planted[j];
		}
	*found += now;
	*wrong += false_now;
	*share += now > 0 ? false_now / now : 0;
}

TEST(of_a_citys_list_about_one_in_ten_is_false)
{
	struct city *city = arena_new(test_arena(), struct city);
	struct count_law *laws = arena_array(test_arena(), struct count_law, CELLS);
	struct stream stream = stream_open(28000, 1u << 30);
	struct discrete_tests tests;
	double found[2] = { 0 }, wrong[2] = { 0 }, share[2] = { 0 };
	const char *longer = getenv("VARN_LONG_TESTS");
	uint64_t weeks = longer ? 200 : CITY_WEEKS;

	for (size_t j = 0; j < CELLS; j++)
		laws[j] = count_law(qgamma(stream_share(&stream), 0.3, 0.5 / 0.3, 1, 0), 1);
	tests = discrete_tests_make(test_arena(), laws, CELLS);
	for (uint64_t week = 0; week < weeks; week++) {
		struct arena *arena = arena_open(64 << 20);

		week_make(city, laws, week);
		discoveries_discrete(arena, &tests, city->p, city->q);
		week_count(city, 0.1, &found[0], &wrong[0], &share[0]);
		discoveries_q(DISCOVERY_bh, city->p, CELLS, city->q);
		week_count(city, 0.1, &found[1], &wrong[1], &share[1]);
		arena_close(arena);
	}
	printf("discrete: %.1f found, share false %.3f; plain: %.1f found, %.3f (%d weeks)\n",
		found[0] / (double)weeks, share[0] / (double)weeks, found[1] / (double)weeks,
		share[1] / (double)weeks, (int)weeks);
	CHECK(share[0] / (double)weeks <= 0.11);
	CHECK(found[0] - wrong[0] > 1.15 * (found[1] - wrong[1]));
}
