/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_drift.c - cumulative sums beside the oracle, and how often they err. */
#include "analysis/drift.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

enum { ORACLE_STEPS = 77 };

struct oracle_run {
	double counts[ORACLE_STEPS], means[ORACLE_STEPS], alphas[ORACLE_STEPS];
	size_t row;                     /* of the first step */
};

static void oracle_run(const struct csv_table *table, size_t row, struct oracle_run *run)
{
	run->row = row;
	for (size_t i = 0; i < ORACLE_STEPS; i++) {
		run->counts[i] = oracle_number(table, row + i, "count");
		run->means[i] = oracle_number(table, row + i, "mu0");
		run->alphas[i] = 0.05;
	}
	CHECK(oracle_int(table, row, "week") == 340 && oracle_int(table, row + ORACLE_STEPS - 1, "week") == 416);
}

static bool is_near(double found, double expected)
{
	return fabs(found - expected) <= 5e-9 * fmax(1, fabs(expected));
}

/* ---- The oracle -------------------------------------------------------------------------- */

static const struct { const char *method; bool has_alpha; double times; } methods[] = {
	{ "lr_poisson_kappa_ln1.5", false, 1.5 }, { "lr_negbin_alpha0.05_kappa_ln1.5", true, 1.5 },
	{ "glr_poisson", false, 1 }, { "glr_negbin_alpha0.05", true, 1 } };

/* From each alarm of the oracle to the next; where R's search for the best kappa gave up (its
 * value is lower, and a greatest value can only be missed) the row is counted. */
static size_t run_check(const struct csv_table *table, const struct oracle_run *run, size_t method)
{
	size_t missed = 0;

	for (size_t from = 0, to; from < ORACLE_STEPS; from = to) {
		struct drift_ask ask = { { run->counts + from, run->means + from,
			methods[method].has_alpha ? run->alphas : NULL, ORACLE_STEPS - from },
			log(methods[method].times), false, INFINITY };
		const struct drift_step *steps = drift_follow(test_arena(), &ask);

		for (to = from; to < ORACLE_STEPS && (to == from || !oracle_int(table, run->row + to - 1, "alarm")); to++) {
			double expected = oracle_number(table, run->row + to, "stat");

			CHECK(steps[to - from].sum > expected - 5e-9 * fmax(1, expected));
			missed += !is_near(steps[to - from].sum, expected);
		}
	}
	return missed;
}

TEST(sums_of_log_likelihoods_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/glr_lr_cusum.csv");
	size_t missed[COUNT(methods)] = { 0 }, rows = 0;

	for (size_t row = 1; row < table->count; row += ORACLE_STEPS) {
		struct oracle_run run;
		size_t method = 0;

		while (method < COUNT(methods) && !str_is(csv_cell(table, row, "method"), methods[method].method))
			method++;
		CHECK(method < COUNT(methods));
		oracle_run(table, row, &run);
		missed[method] += run_check(table, &run, method);
		rows += ORACLE_STEPS;
	}
	CHECK(rows == table->count - 1);
	CHECK(missed[0] == 0 && missed[1] == 0 && missed[2] == 0);
	CHECK(missed[3] <= 1);
}

/* Its alarms, followed as we do: begun anew after each. */
TEST(alarms_of_fixed_changes_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/glr_lr_cusum.csv");

	for (size_t row = 1; row < table->count; row += ORACLE_STEPS) {
		struct oracle_run run;
		struct drift_ask ask = { { run.counts, run.means, NULL, ORACLE_STEPS }, log(1.5), false, 5 };
		const struct drift_step *steps;

		if (!str_is(csv_cell(table, row, "method"), methods[0].method))
			continue;
		oracle_run(table, row, &run);
		steps = drift_follow(test_arena(), &ask);
		for (size_t i = 0; i < ORACLE_STEPS; i++)
			CHECK(steps[i].is_alarm == (oracle_int(table, row + i, "alarm") == 1)
				&& is_near(steps[i].sum, oracle_number(table, row + i, "stat")));
	}
}

/* R squares a root that is below 0 when the sum is already far beyond: there 0 is right. */
static bool is_upper(double found, double expected, enum drift_shape shape, double mean, double before)
{
	double root = 4 * mean + 2 * (2.26 - before + 1.04) * sqrt(mean);

	if (shape == DRIFT_rossi && !(root >= mean))
		return found == 0;
	return is_near(found, expected);
}

TEST(sums_of_shaped_counts_are_those_of_the_oracle)
{
	static const char *const shapes[] = { "standard", "rossi", "anscombe" };
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/cusum_transformed.csv");

	for (size_t row = 1; row < table->count; row += ORACLE_STEPS) {
		double counts[ORACLE_STEPS], mean = oracle_number(table, row, "m");
		const struct drift_shaped_step *steps;
		int shape = 0;

		while (!str_is(csv_cell(table, row, "trans"), shapes[shape]))
			shape++;
		for (size_t i = 0; i < ORACLE_STEPS; i++)
			counts[i] = oracle_number(table, row + i, "count");
		steps = drift_shaped_follow(test_arena(), (enum drift_shape)shape, counts, ORACLE_STEPS, mean, 1.04, 2.26);
		for (size_t i = 0; i < ORACLE_STEPS; i++) {
			CHECK(is_near(steps[i].sum, oracle_number(table, row + i, "cusum")));
			CHECK(steps[i].is_alarm == (oracle_int(table, row + i, "alarm") == 1));
			CHECK(is_upper(steps[i].upper, oracle_number(table, row + i, "upper"), (enum drift_shape)shape,
				mean, i ? steps[i - 1].sum : 0));
		}
	}
}

TEST(runs_until_an_alarm_are_those_of_the_oracle)
{
	const struct csv_table *poisson = oracle_read("oracles/01_earlywarning/arl_poisson_cusum.csv");
	const struct csv_table *normal = oracle_read("oracles/01_earlywarning/arl_normal_cusum.csv");

	for (size_t row = 1; row < poisson->count; row++) {
		double k = oracle_number(poisson, row, "k"), h = oracle_number(poisson, row, "h");

		CHECK(is_within(drift_run_poisson(oracle_number(poisson, row, "mu0"), k, h, 0.5),
			oracle_number(poisson, row, "arl0"), 1e-8));
		CHECK(is_within(drift_run_poisson(oracle_number(poisson, row, "mu1"), k, h, 0.5),
			oracle_number(poisson, row, "arl1"), 1e-8));
	}
	for (size_t row = 1; row < normal->count; row++) {
		double k = oracle_number(normal, row, "k"), h = oracle_number(normal, row, "h");

		CHECK(is_within(drift_run_normal(0, k, h), oracle_number(normal, row, "arl0"), 1e-8));
		CHECK(is_within(drift_run_normal(1, k, h), oracle_number(normal, row, "arl_shift1"), 1e-8));
	}
}

/* ---- Edges ------------------------------------------------------------------------------- */

TEST(a_gap_adds_nothing_and_nothing_is_no_alarm)
{
	double counts[] = { 5, NAN, 5, 0 }, means[] = { 2, 2, 2, 1e9 }, without[] = { 5, 5 };
	struct drift_ask ask = { { counts, means, NULL, 4 }, log(1.5), false, 100 };
	struct drift_ask other = { { without, means, NULL, 2 }, log(1.5), false, 100 };
	const struct drift_step *steps = drift_follow(test_arena(), &ask);

	CHECK(steps[1].sum == steps[0].sum && steps[2].sum == drift_follow(test_arena(), &other)[1].sum);
	CHECK(steps[2].since == 0 && steps[3].sum == 0 && steps[3].since == 3);
	ask.kappa = 0;
	steps = drift_follow(test_arena(), &ask);
	CHECK(steps[1].sum == 0 || steps[1].since == 0);
	CHECK(steps[3].sum == 0);
	ask.series.count = 0;
	drift_follow(test_arena(), &ask);
}

TEST(great_counts_and_no_counts_have_sums)
{
	double counts[] = { 2147483648.0, 0, 0 }, means[] = { 1, 1, 1 }, alphas[] = { 0.5, 0.5, 0.5 };
	struct drift_ask ask = { { counts, means, alphas, 3 }, 0, false, 5 };
	const struct drift_step *steps = drift_follow(test_arena(), &ask);

	CHECK(isfinite(steps[0].sum) && steps[0].is_alarm && steps[2].sum == 0);
	ask.is_down = true;
	steps = drift_follow(test_arena(), &ask);
	CHECK(steps[0].sum == 0 && steps[2].sum > 1 && steps[2].since == 1 && isfinite(steps[2].sum));
}

TEST(a_decrease_is_found_to_its_side_only)
{
	double counts[40], means[40];
	struct drift_ask ask = { { counts, means, NULL, 40 }, log(1 / 1.5), false, 5 };
	const struct drift_step *steps;
	size_t down = 0, up = 0;

	for (size_t i = 0; i < 40; i++) {
		means[i] = 6;
		counts[i] = i < 20 ? 6 : 3;
	}
	steps = drift_follow(test_arena(), &ask);
	for (size_t i = 0; i < 40; i++)
		down += steps[i].is_alarm;
	ask.kappa = log(1.5);
	steps = drift_follow(test_arena(), &ask);
	for (size_t i = 0; i < 40; i++)
		up += steps[i].is_alarm;
	CHECK(down > 0 && up == 0);
}

TEST(impossible_series_are_told)
{
	double counts[] = { 1, 2 }, means[] = { 1, 0 }, alphas[] = { 0, -1 };
	struct drift_series series = { counts, means, NULL, 2 };
	struct drift_wish wish = { .means = means, .count = 2, .kappa = 0.4, .steps_between = 100, .paths = 1, .length = 10 };
	size_t at;

	CHECK(!drift_series_is_fine(&series, &at) && at == 1 && !drift_wish_is_fine(&wish, &at) && at == 1);
	means[1] = 1;
	CHECK(drift_series_is_fine(&series, &at) && drift_wish_is_fine(&wish, &at));
	wish.paths = 0;
	CHECK(!drift_wish_is_fine(&wish, &at) && at == wish.count);
	series.alphas = alphas;
	CHECK(!drift_series_is_fine(&series, &at) && at == 1);
	alphas[1] = 0;
	counts[0] = 0.5;
	CHECK(!drift_series_is_fine(&series, &at) && at == 0);
	CHECK(isnan(drift_run_poisson(1, 2, 1e6, 1)) && isnan(drift_run_normal(0, 1, 0)));
}

/* The best of all beginnings, by trying kappas one by one. */
TEST(the_best_change_is_the_best_of_all)
{
	struct stream stream = stream_open(8, 8);

	for (int round = 0; round < 20; round++) {
		double counts[12], means[12], alphas[12], best = 0;
		struct drift_ask ask = { { counts, means, alphas, 12 }, 0, false, INFINITY };

		for (size_t i = 0; i < 12; i++) {
			means[i] = 1 + 5 * stream_share(&stream);
			alphas[i] = round % 2 ? 0 : 0.3;
			counts[i] = (double)stream_poisson(&stream, 1.6 * means[i]);
		}
		for (double kappa = 0; kappa < 3; kappa += 0.0005)
			for (size_t from = 0; from < 12; from++) {
				struct drift_ask one = { { counts + from, means + from, alphas + from, 12 - from }, 1, false, INFINITY };
				double sum = 0;

				for (size_t i = 0; i < one.series.count; i++) {
					double alpha = alphas[from + i], mean = means[from + i], y = counts[from + i];

					sum += alpha > 0 ? kappa * y + (y + 1 / alpha) * log((1 + alpha * mean) / (1 + alpha * mean * exp(kappa)))
						: kappa * y + (1 - exp(kappa)) * mean;
				}
				best = fmax(best, sum);
			}
		CHECK(fabs(drift_follow(test_arena(), &ask)[11].sum - best) < 1e-4);
	}
}

/* ---- Thresholds -------------------------------------------------------------------------- */

/* Followed on other draws, alarms come as seldom as was wished. */
TEST(false_alarms_come_as_seldom_as_was_wished)
{
	enum { STEPS = 30000 };
	double means[52], alphas[52];
	struct drift_wish wish = { .means = means, .alphas = alphas, .count = 52, .kappa = log(1.5),
		.steps_between = 260, .paths = 200, .length = 260, .seed = 1 };
	struct drift_threshold found, poisson, other;
	struct stream stream = stream_open(99, 0);
	double sum = 0, alarms = 0;

	for (size_t i = 0; i < 52; i++) {
		means[i] = 5 * exp(0.3 * sin(2 * M_PI * (double)i / 52));
		alphas[i] = drift_alpha(2, means[i]);
	}
	found = drift_threshold(&wish);
	CHECK(found.is_found && found.steps_low < 260 && found.steps_high > 260);
	wish.alphas = NULL;
	poisson = drift_threshold(&wish);
	CHECK(poisson.is_found && poisson.threshold != found.threshold);
	other = drift_threshold(&wish);
	CHECK(other.threshold == poisson.threshold);
	for (size_t i = 0; i < STEPS; i++) {
		double mean = means[i % 52];

		sum = fmax(0, sum + log(1.5) * (double)stream_poisson(&stream, mean) - 0.5 * mean);
		if (sum >= poisson.threshold) {
			alarms++;
			sum = 0;
		}
	}
	CHECK(STEPS / alarms > 200 && STEPS / alarms < 340);
}

static double threshold_of(double mean, double alpha, size_t paths)
{
	struct drift_wish wish = { .means = &mean, .alphas = &alpha, .count = 1, .kappa = log(1.05),
		.steps_between = 50, .paths = paths, .length = 100, .seed = 3 };
	struct drift_threshold found = drift_threshold(&wish);

	CHECK(found.is_found && found.steps_low < 50 && found.steps_high > 50);
	return found.threshold;
}

/* Above so many a count is drawn one by one; lanes of paths that are not filled add nothing. */
TEST(thresholds_are_alike_however_counts_are_drawn)
{
	CHECK(fabs(threshold_of(455, 0, 200) / threshold_of(465, 0, 200) - 1) < 0.1);
	CHECK(fabs(threshold_of(300, 0.001, 200) / threshold_of(1200, 0.001, 200) - 1) < 0.6);
	CHECK(fabs(threshold_of(20, 0.05, 200) / threshold_of(20, 0.05, 193) - 1) < 0.1);
}

/* ---- How large --------------------------------------------------------------------------- */

TEST(how_large_a_drift_is_has_limits_that_gaps_do_not_move)
{
	const double counts[] = { 9, 15, NAN, 15 }, means[] = { 10, 10, 10, 10 }, alphas[] = { 0.1, 0.1, 0.1, 0.1 };
	struct drift_series series = { counts, means, NULL, 4 };
	struct drift_size size = drift_size(&series, 1, 3, 0.9), wider;

	CHECK(size.counts == 30 && size.means == 20 && size.ratio == 1.5);
	/* Exact limits of 30 Poisson events: 21.59 and 40.69 */
	CHECK(fabs(size.low - 21.594 / 20) < 1e-3 && fabs(size.high - 40.691 / 20) < 1e-3);
	series.alphas = alphas;
	wider = drift_size(&series, 1, 3, 0.9);
	CHECK(wider.ratio == 1.5 && wider.low < size.low && wider.high > size.high);
	CHECK(isnan(drift_size(&series, 2, 2, 0.9).ratio));
}
