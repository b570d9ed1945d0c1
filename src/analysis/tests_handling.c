/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_handling.c - handling times beside the oracle, by counting, and by drawing. */
#include "analysis/handling.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

static struct handling oracle_handling(void)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/handling_times.csv");
	struct handling_case *cases = arena_array(test_arena(), struct handling_case, table->count);

	for (size_t row = 1; row < table->count; row++)
		cases[row - 1] = (struct handling_case){ oracle_number(table, row, "days"),
			oracle_int(table, row, "closed") == 1 };
	return handling_find(test_arena(), cases, table->count - 1, 0.95, 5);
}

/* NA: not known. */
static bool is_same(double found, const struct csv_table *table, size_t row, const char *name)
{
	if (str_is(csv_cell(table, row, name), "NA"))
		return !isfinite(found);
	return is_within(found, oracle_number(table, row, name), 1e-9);
}

TEST(shares_that_are_open_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/handling_km.csv");
	struct handling found = oracle_handling();

	CHECK(found.cases == 60 && found.steps_count == table->count - 1);
	for (size_t row = 1; row < table->count; row++) {
		const struct handling_step *step = &found.steps[row - 1];

		CHECK(is_same(step->time, table, row, "time"));
		CHECK((int32_t)step->at_risk == oracle_int(table, row, "at_risk"));
		CHECK((int32_t)step->closed == oracle_int(table, row, "events"));
		CHECK(is_same(step->open, table, row, "survival"));
		CHECK(is_same(step->error, table, row, "se"));
		CHECK(is_same(step->low, table, row, "lo"));
		CHECK(is_same(step->high, table, row, "hi"));
	}
}

TEST(quantiles_of_handling_times_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/handling_quantiles.csv");
	struct handling found = oracle_handling();

	for (size_t row = 1; row < table->count; row++) {
		struct handling_time time = handling_quantile(&found, oracle_number(table, row, "p"));

		CHECK(is_same(time.time, table, row, "q"));
		CHECK(is_same(time.low, table, row, "lo"));
		CHECK(is_same(time.high, table, row, "hi"));
	}
}

/* ---- Edges ------------------------------------------------------------------------------- */

TEST(few_closed_cases_tell_no_quantile)
{
	struct handling_case cases[] = { { 3, true }, { 5, false }, { 9, false }, { 1, true } };
	struct handling none = handling_find(test_arena(), cases, 0, 0.95, 0), few, open;

	few = handling_find(test_arena(), cases, 4, 0.95, 3);
	CHECK(none.is_few && none.steps_count == 0 && isnan(handling_quantile(&none, 0.5).time));
	CHECK(few.is_few && isnan(handling_quantile(&few, 0.5).time) && isnan(handling_open(&few, 1).open));
	cases[0].is_closed = cases[3].is_closed = false;
	open = handling_find(test_arena(), cases, 4, 0.95, 0);
	CHECK(open.is_few && open.closed == 0 && open.steps[3].open == 1);
}

TEST(what_takes_longer_than_anything_seen_is_not_guessed)
{
	struct handling_case cases[] = { { 1, true }, { 2, true }, { 3, false }, { 4, false }, { 9, false } };
	struct handling found = handling_find(test_arena(), cases, 5, 0.95, 2);

	CHECK(isinf(handling_quantile(&found, 0.5).time));
	CHECK(is_within(handling_open(&found, 4).open, 0.6, 1e-12));
	CHECK(is_within(handling_open(&found, 9).open, 0.6, 1e-12));
	CHECK(isnan(handling_open(&found, 9.5).open) && handling_open(&found, 0.5).open == 1);
}

TEST(when_all_are_closed_the_median_is_the_middle)
{
	struct handling_case even[] = { { 4, true }, { 1, true }, { 3, true }, { 2, true } };
	struct handling_case odd[] = { { 4, true }, { 1, true }, { 7, true }, { 3, true }, { 2, true } };
	struct handling same;

	same = handling_find(test_arena(), even, 4, 0.95, 1);
	CHECK(is_within(handling_quantile(&same, 0.5).time, 2.5, 1e-12));
	CHECK(handling_open(&same, 4).open == 0 && handling_open(&same, 40).open == 0);
	same = handling_find(test_arena(), odd, 5, 0.95, 1);
	CHECK(handling_quantile(&same, 0.5).time == 3);
	for (size_t i = 0; i < 5; i++)
		odd[i].time = 0;
	same = handling_find(test_arena(), odd, 5, 0.95, 1);
	CHECK(same.steps_count == 1 && handling_quantile(&same, 0.9).time == 0);
}

TEST(impossible_times_are_told)
{
	static const double wrong[] = { -1, NAN, INFINITY };
	size_t at;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct handling_case cases[] = { { 0, true }, { wrong[i], true } };

		CHECK(!handling_cases_are_fine(cases, 2, &at) && at == 1);
	}
}

/* Each case that is still open hands its weight on to those that are followed longer (Efron
 * 1967): the same share, found another way. */
static double open_by_handing_on(const struct handling_case *cases, size_t count, double time)
{
	double weights[64], open = 0;

	for (size_t i = 0; i < count; i++)
		weights[i] = 1.0 / (double)count;
	for (size_t i = 0; i < count; i++) {    /* sorted, closed first */
		if (cases[i].is_closed)
			continue;
		for (size_t k = i + 1; k < count; k++)
			weights[k] += weights[i] / (double)(count - i - 1);
		weights[i] = i + 1 < count ? 0 : weights[i];
	}
	for (size_t i = 0; i < count; i++)
		open += cases[i].time > time ? weights[i] : 0;
	return open;
}

static int closed_first(const void *a, const void *b)
{
	const struct handling_case *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return y->is_closed - x->is_closed;
}

TEST(open_shares_are_the_same_found_another_way)
{
	for (uint64_t number = 0; number < 300; number++) {
		struct stream stream = stream_open(21, number);
		struct handling_case cases[64];
		size_t count = 1 + (size_t)(stream_share(&stream) * 30);
		struct handling found;

		for (size_t i = 0; i < count; i++)
			cases[i] = (struct handling_case){ floor(20 * stream_share(&stream)), stream_share(&stream) < 0.6 };
		found = handling_find(test_arena(), cases, count, 0.95, 0);
		qsort(cases, count, sizeof(*cases), closed_first);
		for (double time = 0; !found.is_few && time < cases[count - 1].time; time++)
			CHECK(fabs(handling_open(&found, time).open - open_by_handing_on(cases, count, time)) < 1e-12);
	}
}

/* ---- How often the limits hold ----------------------------------------------------------- */

/* Times of 20 days in the mean, of which a good third are not closed yet. */
TEST(limits_of_the_median_hold_nineteen_times_of_twenty)
{
	enum { OFFICES = 400, CASES = 80 };
	double truth = 20 * log(2), held = 0, naive = 0, found_sum = 0;

	for (uint64_t number = 0; number < OFFICES; number++) {
		struct stream stream = stream_open(22, number);
		struct handling_case cases[CASES];
		struct handling found;
		struct handling_time median;
		double closed = 0, sum = 0;

		for (size_t i = 0; i < CASES; i++) {
			double takes = -20 * log(stream_share(&stream)), followed = -35 * log(stream_share(&stream));

			cases[i] = (struct handling_case){ fmin(takes, followed), takes <= followed };
			closed += takes <= followed;
			sum += takes <= followed ? takes : 0;
		}
		found = handling_find(test_arena(), cases, CASES, 0.95, 5);
		median = handling_quantile(&found, 0.5);
		held += median.low <= truth && truth <= median.high;
		found_sum += median.time;
		naive += sum / closed;
	}
	CHECK(held / OFFICES > 0.92 && held / OFFICES < 0.99);
	CHECK(fabs(found_sum / OFFICES - truth) < 0.7);
	CHECK(naive / OFFICES < 14);    /* the mean of what is closed: 20 in truth */
}
