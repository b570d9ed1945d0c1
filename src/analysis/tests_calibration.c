/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_calibration.c - the oracle, and forecasters whose faults are known. */
#include "analysis/calibration.h"
#include "analysis/prior.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#include <string.h>

static const struct calibration_limits usual = { .least_chance = 0, .least_count = 20, .level = 0.9 };

static struct forecast *oracle_forecasts(size_t *count)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/brier_data.csv");
	struct forecast *forecasts = arena_array(test_arena(), struct forecast, table->count);

	*count = table->count - 1;
	for (size_t i = 0; i < *count; i++)
		forecasts[i] = (struct forecast){ oracle_number(table, i + 1, "p"),
			oracle_int(table, i + 1, "occurred") == 1, (int32_t)(i % 3) };
	return forecasts;
}

TEST(the_score_its_parts_and_the_line_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/brier.csv");
	size_t count;
	struct forecast *forecasts = oracle_forecasts(&count);
	struct calibration found = calibrate(test_arena(), forecasts, count, &usual);

	CHECK(count == 200 && found.count == 200 && found.missing == 0);
	CHECK(is_within(found.brier, oracle_number(table, 1, "brier"), 1e-10));
	CHECK(is_within(found.reliability, oracle_number(table, 1, "reliability"), 1e-10));
	CHECK(is_within(found.resolution, oracle_number(table, 1, "resolution"), 1e-10));
	CHECK(is_within(found.uncertainty, oracle_number(table, 1, "uncertainty"), 1e-10));
	CHECK(fabs(found.within) < 1e-12);
	CHECK(is_within(found.log_score, oracle_number(table, 1, "log_score"), 1e-10));
	CHECK(found.is_fitted);
	CHECK(is_within(found.intercept, oracle_number(table, 1, "cal_intercept"), 1e-9));
	CHECK(is_within(found.slope, oracle_number(table, 1, "cal_slope"), 1e-9));
	CHECK(found.brier_low < found.brier && found.brier < found.brier_high);
}

TEST(the_table_of_reliability_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/brier_classes.csv");
	size_t count;
	struct forecast *forecasts = oracle_forecasts(&count);
	struct calibration found = calibrate(test_arena(), forecasts, count, &usual);

	CHECK(found.table_count == table->count - 1);
	for (size_t row = 1; row < table->count; row++) {
		const struct reliability *class = &found.table[row - 1];

		CHECK(is_within(class->said, oracle_number(table, row, "p"), 1e-12));
		CHECK((int32_t)class->count == oracle_int(table, row, "n"));
		CHECK((int32_t)class->happened == oracle_int(table, row, "occurred"));
		CHECK(is_within(class->seen, oracle_number(table, row, "observed_share"), 1e-12));
		CHECK(class->seen_low <= class->seen && class->seen <= class->seen_high);
	}
}

/* As R's binom.test(5, 46, conf.level = 0.95) prints it. */
TEST(limits_of_a_share_are_the_exact_ones)
{
	struct calibration_limits limits = { .least_count = 1, .level = 0.95 };
	struct forecast forecasts[46];
	struct calibration found;

	for (size_t i = 0; i < 46; i++)
		forecasts[i] = (struct forecast){ 0.1, i < 5, -1 };
	found = calibrate(test_arena(), forecasts, 46, &limits);
	CHECK(fabs(found.table[0].seen_low - 0.03622) < 1e-4);
	CHECK(fabs(found.table[0].seen_high - 0.23572) < 1e-4);
	CHECK(!found.is_fitted && !found.table[0].is_outside);
}

TEST(the_parts_are_the_whole_however_the_classes_are_cut)
{
	static const double edges[] = { 0.25, 0.5, 0.75 };
	struct calibration_limits limits = { .least_count = 20, .level = 0.9, .edges = edges, .edges_count = 3 };
	struct stream stream = stream_open(9, 9);
	struct forecast forecasts[300];
	struct calibration found;

	for (size_t i = 0; i < 300; i++) {
		forecasts[i].chance = stream_share(&stream);
		forecasts[i].has_happened = stream_share(&stream) < forecasts[i].chance;
	}
	found = calibrate(test_arena(), forecasts, 300, &limits);
	CHECK(calibration_limits_are_fine(&limits) && found.table_count == 4);
	CHECK(found.table[0].to <= 0.25 && found.table[1].from > 0.25 && found.table[3].from > 0.75);
	CHECK(fabs(found.reliability - found.resolution + found.uncertainty + found.within - found.brier) < 1e-12);
	CHECK(found.within != 0);
}

TEST(what_is_too_rare_or_too_few_is_not_judged)
{
	struct calibration_limits limits = { .least_chance = 0.1, .least_count = 20, .level = 0.9 };
	struct forecast forecasts[40];
	struct calibration found;
	const struct calibration *groups;

	for (size_t i = 0; i < 40; i++)
		forecasts[i] = (struct forecast){ i % 2 ? 0.3 : 0.02, i % 6 == 1, i < 30 ? 0 : 1 };
	found = calibrate(test_arena(), forecasts, 40, &limits);
	CHECK(found.count == 20 && found.rare == 20 && found.missing == 0 && found.many != CALIBRATION_unknown);
	groups = calibrate_groups(test_arena(), forecasts, 40, &limits, 2);
	CHECK(groups[0].count == 15 && groups[0].missing == 5 && groups[0].many == CALIBRATION_unknown);
	CHECK(groups[1].count == 5 && groups[1].missing == 15 && groups[1].brier == 0 && groups[1].table_count == 0);
	found = calibrate(test_arena(), forecasts, 0, &limits);
	CHECK(found.missing == 20);
}

TEST(impossible_numbers_are_no_forecasts)
{
	struct forecast forecasts[] = { { 0.5, false, 0 }, { NAN, true, 0 } };
	static const double edges[] = { 0.5, 0.5 };
	size_t at;

	CHECK(!forecasts_are_fine(forecasts, 2, &at) && at == 1);
	forecasts[1].chance = 1.01;
	CHECK(!forecasts_are_fine(forecasts, 2, &at) && at == 1);
	forecasts[1].chance = 1;
	CHECK(forecasts_are_fine(forecasts, 2, &at));
	CHECK(!calibration_limits_are_fine(&(struct calibration_limits){ .level = 0.9, .edges = edges, .edges_count = 2 }));
	CHECK(!calibration_limits_are_fine(&(struct calibration_limits){ .level = 1 }));
}

/* Who said that it cannot happen, and it did: no end to the log score, and still a score. */
TEST(the_impossible_that_happened_has_a_score)
{
	struct calibration_limits limits = { .least_count = 1, .level = 0.9 };
	struct forecast forecasts[] = { { 0, true, 0 }, { 1, true, 0 }, { 0.5, false, 0 }, { 0.5, true, 0 } };
	struct calibration found = calibrate(test_arena(), forecasts, 4, &limits);

	CHECK(isinf(found.log_score) && is_within(found.brier, 1.5 / 4, 1e-12));
}

/* ---- Forecasters whose faults are known ---------------------------------------------------- */

/* What is said when the truth is p. */
typedef double forecaster(double p);

static double log_odds_times(double p, double times, double more)
{
	return 1 / (1 + exp(-(more + times * log(p / (1 - p)))));
}

static double honest(double p) { return p; }
static double too_high(double p) { return log_odds_times(p, 1, 1.2); }
static double too_low(double p) { return log_odds_times(p, 1, -1.2); }
static double too_sure(double p) { return log_odds_times(p, 2.5, 0); }
static double too_unsure(double p) { return log_odds_times(p, 0.3, 0); }

enum { CITIES = 400, CITY_RISKS = 150 };

static void city_make(struct forecast *forecasts, forecaster *says, uint64_t number)
{
	struct stream stream = stream_open(31, number);

	for (size_t i = 0; i < CITY_RISKS; i++) {
		double p = 0.1 + 0.8 * stream_share(&stream);

		forecasts[i] = (struct forecast){ says(p), stream_share(&stream) < p, 0 };
	}
}

/* How many of a hundred cities are found to be so. */
static double found_as(forecaster *says, enum calibration_finding finding)
{
	struct forecast forecasts[CITY_RISKS];
	struct calibration found;
	double count = 0;

	for (uint64_t number = 0; number < CITIES; number++) {
		city_make(forecasts, says, number);
		found = calibrate(test_arena(), forecasts, CITY_RISKS, &usual);
		count += found.many == finding || found.slant == finding;
	}
	return 100 * count / CITIES;
}

TEST(faults_of_forecasters_are_found)
{
	CHECK(found_as(too_high, CALIBRATION_too_high) > 95);
	CHECK(found_as(too_low, CALIBRATION_too_low) > 95);
	CHECK(found_as(too_sure, CALIBRATION_too_sure) > 95);
	CHECK(found_as(too_unsure, CALIBRATION_too_unsure) > 95);
}

/* At 90 % some ten of a hundred are, for each of the two questions. */
TEST(honest_forecasters_are_seldom_blamed)
{
	CHECK(found_as(honest, CALIBRATION_too_high) < 9 && found_as(honest, CALIBRATION_too_low) < 9);
	CHECK(found_as(honest, CALIBRATION_too_sure) < 9 && found_as(honest, CALIBRATION_too_unsure) < 9);
	CHECK(found_as(too_sure, CALIBRATION_too_high) < 9 && found_as(too_high, CALIBRATION_too_sure) < 9);
}

TEST(the_interval_of_the_score_holds_the_true_score)
{
	struct forecast forecasts[CITY_RISKS];
	double held = 0;

	for (uint64_t number = 0; number < CITIES; number++) {
		struct calibration found;

		city_make(forecasts, honest, number);
		found = calibrate(test_arena(), forecasts, CITY_RISKS, &usual);
		/* E p(1-p) for p even in 0.1 to 0.9 */
		held += found.brier_low <= 0.196666667 && 0.196666667 <= found.brier_high;
	}
	CHECK(held / CITIES > 0.86 && held / CITIES < 0.95);
}

TEST(the_interval_of_the_slope_holds_the_true_slope)
{
	struct forecast forecasts[CITY_RISKS];
	double held = 0;

	for (uint64_t number = 0; number < CITIES; number++) {
		struct calibration found;

		city_make(forecasts, too_sure, number);
		found = calibrate(test_arena(), forecasts, CITY_RISKS, &usual);
		held += found.is_fitted && found.slope_low <= 0.4 && 0.4 <= found.slope_high;
	}
	CHECK(held / CITIES > 0.86 && held / CITIES < 0.95);
}

/* ---- How often ----------------------------------------------------------------------------- */

static struct frequency_found updated(const struct csv_table *table, size_t row)
{
	struct frequency_ask ask = { { oracle_number(table, row, "p5"), oracle_number(table, row, "p95") },
		{ oracle_int(table, row, "events"), oracle_number(table, row, "years"),
		  oracle_number(table, row, "report_share") }, 0.9, 0.02 };

	CHECK(frequency_ask_is_fine(&ask));
	return frequency_update(&ask);
}

TEST(what_was_said_and_what_was_counted_are_joined_as_the_oracle_does)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/bayes_update.csv");

	for (size_t row = 1; row < table->count; row++) {
		struct frequency_found found = updated(table, row);

		CHECK(is_within(found.before.shape, oracle_number(table, row, "shape"), 1e-8));
		CHECK(is_within(found.before.rate, oracle_number(table, row, "rate"), 1e-8));
		CHECK(is_within(found.before.low, oracle_number(table, row, "p5"), 1e-9));
		CHECK(is_within(found.before.high, oracle_number(table, row, "p95"), 1e-9));
		CHECK(is_within(found.after.mean, oracle_number(table, row, "post_mean"), 1e-8));
		CHECK(is_within(found.after.low, oracle_number(table, row, "post_p5"), 1e-8));
		CHECK(is_within(found.after.high, oracle_number(table, row, "post_p95"), 1e-8));
		CHECK(is_within(found.none_next_year, oracle_number(table, row, "pred_P0_next_year"), 1e-8));
	}
}

static struct frequency_found counted_events(int64_t events)
{
	return frequency_update(&(struct frequency_ask){ { 0.02, 0.5 }, { events, 5, 1 }, 0.9, 0.02 });
}

TEST(what_would_have_been_a_surprise_is_a_conflict)
{
	struct frequency_ask often = { { 5, 20 }, { 3, 2, 1 }, 0.9, 0.02 };
	double sum = 0;

	CHECK(counted_events(0).conflict == FREQUENCY_agrees);
	CHECK(counted_events(2).conflict == FREQUENCY_agrees);
	CHECK(counted_events(9).conflict == FREQUENCY_more_than_said);
	CHECK(frequency_update(&often).conflict == FREQUENCY_fewer_than_said);
	/* Chances of each count sum up: so many or more, and fewer, are everything. */
	for (int64_t n = 0; n < 200; n++)
		sum += counted_events(n).chance_so_many - counted_events(n + 1).chance_so_many;
	CHECK(is_within(sum, 1, 1e-9));
	CHECK(is_within(counted_events(3).chance_so_many, 1 - counted_events(2).chance_so_few, 1e-9));
}

TEST(more_events_say_more_often_and_more_years_say_less)
{
	struct frequency_ask ask = { { 0.02, 0.5 }, { 0, 5, 1 }, 0.9, 0.02 };
	double before = 0;

	for (int64_t n = 0; n < 20; n++) {
		struct frequency_found found = counted_events(n);

		CHECK(found.after.mean > before && found.after.low < found.after.mean
			&& found.after.mean < found.after.high);
		before = found.after.mean;
	}
	before = INFINITY;
	for (ask.seen.years = 0; ask.seen.years < 40; ask.seen.years += 2) {
		CHECK(frequency_update(&ask).after.mean < before);
		before = frequency_update(&ask).after.mean;
	}
	ask.seen.years = 0;
	CHECK(is_within(frequency_update(&ask).after.mean, frequency_update(&ask).before.mean, 1e-12));
	CHECK(isinf(frequency_update(&ask).data.high));
}

TEST(what_cannot_be_joined_is_told)
{
	struct frequency_ask fine = { { 0.02, 0.5 }, { 3, 5, 1 }, 0.9, 0.02 }, ask = fine;

	CHECK(frequency_ask_is_fine(&ask));
	ask.said.high = 0.02;
	CHECK(!frequency_ask_is_fine(&ask));
	ask = fine;
	ask.said.low = 0;
	CHECK(!frequency_ask_is_fine(&ask));
	ask = fine;
	ask.seen.share_reported = 0;
	CHECK(!frequency_ask_is_fine(&ask));
	ask = fine;
	ask.seen.years = 0;
	CHECK(!frequency_ask_is_fine(&ask));
	ask = fine;
	ask.seen.events = -1;
	CHECK(!frequency_ask_is_fine(&ask));
}

TEST(a_chance_within_a_year_follows_from_how_often)
{
	struct estimate known = estimate_known(0.5), wide = estimate_three(0.02, 0.1, 0.5);
	double chance = chance_within((struct opinion){ &wide, 1 }, 1);

	CHECK(is_within(chance_within((struct opinion){ &known, 1 }, 2), 1 - exp(-1), 1e-12));
	CHECK(chance > 0.02 && chance < 1 - exp(-estimate_mean(wide)));
}
