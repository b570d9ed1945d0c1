/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_losses.c - years, sums of parts and shares that are passed on. */
#include "analysis/inoperability.h"
#include "analysis/losses.h"

#include "analysis/tests_oracle.h"

#include <string.h>

static const double z_of_95 = 1.6448536269514722;

static struct estimate lognormal(double mu, double sigma)
{
	return estimate_three(exp(mu - z_of_95 * sigma), exp(mu), exp(mu + z_of_95 * sigma));
}

/* The three risks of the oracle: how often a year, and the logarithm of what it costs. */
static const struct { double yearly, mu, sigma; } three[] = { { .8, 1, .8 }, { .1, 3, 1 }, { .02, 5, .7 } };

TEST(chances_of_a_costly_year_are_those_of_the_oracle)
{
	enum { CELLS = 50001 };
	const struct csv_table *table = oracle_read("oracles/07_rsa/lec_panjer.csv");
	struct losses_known risks[3];
	struct estimate said[3];
	const double *above;
	double mean = 0;

	for (size_t i = 0; i < 3; i++) {
		said[i] = lognormal(three[i].mu, three[i].sigma);
		risks[i] = (struct losses_known){ three[i].yearly, { &said[i], 1 } };
		mean += three[i].yearly * estimate_mean(said[i]);
	}
	above = losses_exact(test_arena(), risks, 3, 0.01, CELLS);
	CHECK(above != NULL);
	for (size_t row = 1; row < table->count; row++) {
		double expected = oracle_number(table, row, "P_exceed"), level;

		if (str_is(csv_cell(table, row, "loss"), "mean")) {
			CHECK(is_within(mean, expected, 1e-9));
			continue;
		}
		level = oracle_number(table, row, "loss");
		CHECK(fabs(above[(size_t)round(level / 0.01)] - expected) < 1e-9);
	}
	risks[0].yearly = LOSSES_EXACT_MOST + 1;
	CHECK(losses_exact(test_arena(), risks, 3, 0.01, 10) == NULL);
}

TEST(drawn_years_are_as_costly_as_the_oracle_says)
{
	enum { YEARS = 100000, LEVELS = 9 };
	const struct csv_table *table = oracle_read("oracles/07_rsa/lec_panjer.csv");
	struct estimate often[3], much[3];
	struct ranking_risk risks[3];
	double levels[LEVELS];
	struct losses_ask ask = { .risks = risks, .count = 3, .values = 1, .years = YEARS,
		.levels = levels, .levels_count = LEVELS, .seed = 8, .threads = 2 };
	const struct losses *found, *again;
	size_t at;

	CHECK(table->count == LEVELS + 2);
	for (size_t i = 0; i < 3; i++) {
		often[i] = estimate_known(three[i].yearly);
		much[i] = lognormal(three[i].mu, three[i].sigma);
		risks[i] = (struct ranking_risk){ arena_print(test_arena(), "%zu", i), { &often[i], 1 },
			{ { &much[i], 1 } } };
	}
	for (size_t i = 0; i < LEVELS; i++)
		levels[i] = oracle_number(table, i + 1, "loss");
	CHECK(losses_ask_is_fine(&ask, &at));
	found = losses_drawn(test_arena(), &ask);
	for (size_t i = 0; i < LEVELS; i++) {
		double expected = oracle_number(table, i + 1, "P_exceed");

		CHECK(fabs(found->exceeding[i] - expected) < 4 * sqrt(expected * (1 - expected) / YEARS));
	}
	CHECK(is_within(found->mean, oracle_number(table, LEVELS + 1, "P_exceed"), 1e-9));
	CHECK(fabs(found->share_without - exp(-0.92)) < 4 * sqrt(0.24 / YEARS));
	CHECK(found->high.low <= found->high.at && found->high.at <= found->high.high);
	ask.threads = 1;
	again = losses_drawn(test_arena(), &ask);
	CHECK(!memcmp(found->exceeding, again->exceeding, LEVELS * sizeof(double)));
	CHECK(!memcmp(&found->rare, &again->rare, sizeof(found->rare)));
}

TEST(an_everyday_cost_is_no_risk)
{
	struct estimate often = estimate_three(1, 10, 2000), much = estimate_known(1);
	struct ranking_risk risk = { S("daily"), { &often, 1 }, { { &much, 1 } } };
	struct losses_ask ask = { .risks = &risk, .count = 1, .values = 1, .years = 10 };
	size_t at;

	CHECK(!losses_ask_is_fine(&ask, &at) && at == 0);
}

/* The density at the oracle's quantile, by hand: how far a drawn one may be from it. */
TEST(a_sum_of_parts_lies_between_the_bounds_of_the_oracle)
{
	enum { DRAWS = 400000 };
	const struct csv_table *table = oracle_read("oracles/07_rsa/frechet_sum.csv");
	struct estimate said[] = { lognormal(1, 0.8), lognormal(1.5, 0.6) };
	struct opinion parts[] = { { &said[0], 1 }, { &said[1], 1 }, { NULL, 0 } };
	struct parts_sum found = parts_sum(test_arena(), parts, 3, DRAWS, 6);
	double density = 0.01069;

	CHECK(is_within(found.together.high, oracle_number(table, 1, "q95_comonotonic"), 1e-9));
	CHECK(fabs(found.apart.high - oracle_number(table, 1, "q95_independent"))
		< 4 * sqrt(0.95 * 0.05 / DRAWS) / density);
	CHECK(found.apart.low > found.together.low && found.apart.high < found.together.high);
	CHECK(is_within(found.mean, exp(1.32) + exp(1.68), 1e-9));
}

TEST(losses_that_are_passed_on_are_those_of_the_oracle)
{
	static const double coupling[] = { 0, .8, .2, 0 }, lost[] = { 0, .6 };
	static const double endless[] = { 0, 1.2, 1, 0 }, loop[] = { 1 };
	const struct csv_table *table = oracle_read("oracles/08_cascade/inoperability_haimes.csv");
	const double *found = inoperability(test_arena(), coupling, lost, 2);

	CHECK(is_within(found[0], oracle_number(table, 1, "x1"), 1e-9));
	CHECK(is_within(found[1], oracle_number(table, 1, "x2"), 1e-9));
	CHECK(inoperability(test_arena(), endless, lost, 2) == NULL);
	CHECK(inoperability(test_arena(), loop, lost, 1) == NULL);
}
