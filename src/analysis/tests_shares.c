/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_shares.c - the oracle for shares under a parent, and families whose shares are known. */
#include "analysis/shares.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

TEST(shares_and_what_they_foretell_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/gamma_poisson_eb.csv");
	struct share_cell cells[30];
	struct share_prior prior;

	CHECK(table->count == 31);
	for (size_t i = 0; i < 30; i++)
		cells[i] = (struct share_cell){ oracle_number(table, i + 1, "y"), oracle_number(table, i + 1, "E") };
	prior = share_prior_fit(cells, 30, 1);
	CHECK(prior.finding == SHARE_fitted);
	/* optim() stops where the likelihood is flat: its shape has seven digits, and ours is no
	 * less likely.  From the oracle's own shape all else must be the same. */
	CHECK(is_within(prior.shape, oracle_number(table, 1, "alpha_hat"), 1e-6));
	CHECK(is_within(prior.mean, oracle_number(table, 1, "mean_hat"), 1e-6));
	CHECK(is_within(prior.log_likelihood, oracle_number(table, 1, "loglik"), 1e-11));
	prior.shape = oracle_number(table, 1, "alpha_hat");
	prior.mean = oracle_number(table, 1, "mean_hat");
	for (size_t row = 1; row <= 30; row++) {
		struct share share = share_of_cell(&prior, cells[row - 1], 1, 0.9);
		double expected = cells[row - 1].expected;

		CHECK(is_within(share.mean, oracle_number(table, row, "eb"), 1e-9));
		CHECK(is_within(share.low, oracle_number(table, row, "p05"), 1e-9));
		CHECK(is_within(share.high, oracle_number(table, row, "p95"), 1e-9));
		CHECK(is_within(count_law_at_least(share_law(&share, 1, expected, 1), 2 * expected),
			oracle_number(table, row, "pred_p_ge_2E"), 1e-9));
	}
}

static size_t family(struct share_cell *cells, size_t count, double shape, double expected, uint64_t number)
{
	struct stream stream = stream_open(9, number);

	for (size_t i = 0; i < count; i++) {
		double theta = qgamma(stream_share(&stream), shape, 1 / shape, 1, 0);

		cells[i].expected = expected * (0.2 + 2 * stream_share(&stream));
		cells[i].events = (double)stream_poisson(&stream, theta * cells[i].expected);
	}
	return count;
}

/* No step in any direction is better than where the fit ends. */
TEST(the_fit_is_the_top_of_the_likelihood)
{
	struct share_cell cells[60];

	for (uint64_t n = 0; n < 40; n++) {
		struct share_prior found = share_prior_fit(cells, family(cells, 60, 0.5 + (double)n / 8, 6, n), 1);

		if (found.finding != SHARE_fitted)
			continue;
		for (int i = 0; i < 8; i++) {
			double shape = found.shape * exp(0.02 * cos(i * M_PI / 4));
			double mean = found.mean * exp(0.02 * sin(i * M_PI / 4)), sum = 0;

			for (size_t c = 0; c < 60; c++)
				sum += dnbinom_mu(cells[c].events, shape, cells[c].expected * mean, 1);
			CHECK(sum < found.log_likelihood);
		}
	}
}

TEST(families_that_are_alike_unlike_few_or_without_events_say_so)
{
	struct share_cell cells[200], odd[] = { { NAN, 1 }, { 1, NAN }, { -1, 2 }, { 3, -1 }, { 1, 0 } };
	struct share_prior found;

	family(cells, 200, 1e7, 40, 1);
	for (size_t i = 0; i < 200; i++)
		cells[i].events = floor(cells[i].expected + 0.5);
	found = share_prior_fit(cells, 200, 1);
	CHECK(found.finding == SHARE_alike && found.shape == 1e4 && fabs(found.mean - 1) < 0.02);
	for (size_t i = 0; i < 200; i++)
		cells[i].events = i % 50 ? 0 : 2000;
	found = share_prior_fit(cells, 200, 1);
	CHECK(found.finding == SHARE_unlike && found.shape == 0.1);
	CHECK(share_prior_fit(cells, 2, 1).finding == SHARE_few);
	for (size_t i = 0; i < 200; i++)
		cells[i].events = 0;
	found = share_prior_fit(cells, 200, 1);
	CHECK(found.finding == SHARE_no_events && share_of_cell(&found, cells[0], 1, 0.9).mean == 0);
	CHECK(share_prior_fit(odd, COUNT(odd), 1).finding == SHARE_no_events);
	CHECK(share_prior_fit(NULL, 0, 1).finding == SHARE_no_events);
}

TEST(a_unit_on_its_first_day_is_as_its_siblings)
{
	struct share_cell cells[50];
	struct share_prior prior = share_prior_fit(cells, family(cells, 50, 3, 12, 4), 1);
	struct share first = share_of_cell(&prior, (struct share_cell){ 0, 0 }, 1, 0.9);
	struct share known = share_of_cell(&prior, (struct share_cell){ 2147483648.0, 1073741824.0 }, 1, 0.9);
	struct count_law law = share_law(&first, 1.5, 0, 1);

	CHECK(is_within(first.mean, prior.mean, 1e-12) && first.low < first.mean && first.mean < first.high);
	CHECK(fabs(known.mean - 2) < 1e-6);
	CHECK(law.mean > 0 && law.mean < 0.01);         /* a parent that expects nothing */
	CHECK(share_law(&first, 2, 8, 0.25).mean == share_law(&first, 2, 2, 1).mean);
}

/* Events in bunches of two are half as many: the same answer for half of both. */
TEST(bunches_count_for_less)
{
	struct share_cell cells[40], halves[40];
	struct share_prior one, other;

	family(cells, 40, 2, 20, 8);
	for (size_t i = 0; i < 40; i++)
		halves[i] = (struct share_cell){ cells[i].events / 2, cells[i].expected / 2 };
	one = share_prior_fit(cells, 40, 2);
	other = share_prior_fit(halves, 40, 1);
	CHECK(is_within(one.shape, other.shape, 1e-9) && is_within(one.mean, other.mean, 1e-9));
}
