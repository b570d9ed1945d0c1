/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_delay.c - the oracle for delays, and weeks whose end is known. */
#include "analysis/delay.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

static const struct delay_settings the_oracles = { .now = 60, .most = 8, .window = 60, .weight = 50,
	.least_events = 50 };

static struct delay_report *reports_read(size_t *count)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/nowcast_events_full.csv");
	struct delay_report *reports = arena_array(test_arena(), struct delay_report, table->count);

	*count = table->count - 1;
	for (size_t i = 0; i < *count; i++) {
		reports[i].occurred = oracle_int(table, i + 1, "occ");
		reports[i].registered = reports[i].occurred + oracle_int(table, i + 1, "delay");
		reports[i].count = 1;
	}
	return reports;
}

TEST(hazards_and_shares_of_delays_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/nowcast_delay_cdf.csv");
	size_t count;
	struct delay_report *reports = reports_read(&count);
	struct delay found = delay_fit(reports, count, &the_oracles, NULL);

	CHECK(found.finding == DELAY_fitted && table->count == 10);
	for (size_t row = 1; row < table->count; row++) {
		int delay = oracle_int(table, row, "delay");

		CHECK(is_within(found.hazard[delay], oracle_number(table, row, "g"), 1e-10));
		CHECK(is_within(found.share[delay], oracle_number(table, row, "F"), 1e-10));
		CHECK(fabs(found.share[delay] - oracle_number(table, row, "true_cdf")) < 0.03);
	}
}

TEST(what_is_still_to_come_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/nowcast_lawless.csv");
	size_t count;
	struct delay_report *reports = reports_read(&count);
	struct delay delay = delay_fit(reports, count, &the_oracles, NULL);

	for (size_t row = 1; row < table->count; row++) {
		int32_t ago = the_oracles.now - oracle_int(table, row, "week");
		double registered = 0, share = delay_share(&delay, ago);
		struct nowcast found;

		for (size_t i = 0; i < count; i++)
			registered += reports[i].occurred == the_oracles.now - ago
				&& reports[i].registered <= the_oracles.now;
		CHECK(registered == oracle_number(table, row, "reported"));
		CHECK(is_within(share, oracle_number(table, row, "F_hat"), 1e-10));
		found = nowcast(registered, share, 0, 0, 0.8, 0.05);
		CHECK(found.finding == NOWCAST_told);
		CHECK(is_within(found.total, oracle_number(table, row, "point"), 1e-10));
		CHECK(fabs(found.total - oracle_number(table, row, "pkg_point")) <= 1.5);
		CHECK(found.late_low <= found.late + 1e-9 && found.late <= found.late_high + 1);
	}
}

TEST(a_board_with_few_events_leans_on_the_city)
{
	size_t count;
	struct delay_report *reports = reports_read(&count);
	struct delay city = delay_fit(reports, count, &the_oracles, NULL);
	struct delay alone = delay_fit(reports, 4, &the_oracles, NULL);
	struct delay leaning = delay_fit(reports, 4, &the_oracles, &city);
	struct delay none = delay_fit(NULL, 0, &the_oracles, &city);

	CHECK(alone.finding == DELAY_too_few && delay_share(&alone, 0) == 1);
	CHECK(leaning.finding == DELAY_fitted);
	for (int x = 0; x <= 8; x++) {
		CHECK(is_within(none.share[x], city.share[x], 1e-12));
		CHECK(fabs(leaning.share[x] - city.share[x]) < 0.2);
	}
}

TEST(delays_that_cannot_be_are_passed_over)
{
	const struct delay_report odd[] = { { 10, 5, 1 }, { 10, 90, 1 }, { 59, 61, 1 }, { 10, 12, NAN },
		{ 10, 12, -3 }, { 10, 12, 0 }, { INT32_MIN, INT32_MAX, 1 }, { 50, 51, 2147483648.0 } };
	struct delay found = delay_fit(odd, COUNT(odd), &the_oracles, NULL);
	struct delay_settings wide = the_oracles;

	CHECK(found.events == 2147483648.0 && found.finding == DELAY_fitted);
	CHECK(found.share[8] == 1 && found.share[0] == 0 && found.share[1] == 1);
	CHECK(delay_share(&found, 99) == 1 && delay_share(&found, -1) == 1);
	wide.most = 100000;
	CHECK(delay_fit(odd, COUNT(odd), &wide, NULL).most == DELAY_WEEKS_MOST);
	CHECK(nowcast(NAN, 0.5, 1, 1, 0.8, 0.05).finding == NOWCAST_none);
	CHECK(nowcast(0, 0.5, 0, 0, 0.8, 0.05).finding == NOWCAST_none);
	CHECK(nowcast(3, 0.01, 5, 2, 0.8, 0.05).finding == NOWCAST_too_early);
	CHECK(nowcast(3, 1, 5, 2, 0.8, 0.05).total == 3);
}

/* With what is usual known, the interval holds about as often as it says. */
TEST(the_interval_of_what_is_to_come_holds)
{
	enum { WEEKS = 3000 };          /* means of 20, with variance 80 */
	int held = 0;

	for (uint64_t n = 0; n < WEEKS; n++) {
		struct stream stream = stream_open(5, n);
		double mean = qgamma(stream_share(&stream), 5, 4, 1, 0), share = 0.45, registered = 0;
		double total = (double)stream_poisson(&stream, mean);
		struct nowcast found;

		for (double i = 0; i < total; i++)
			registered += stream_share(&stream) < share;
		found = nowcast(registered, share, 20, 80, 0.8, 0.05);
		held += total - registered >= found.late_low && total - registered <= found.late_high;
	}
	CHECK(held > 0.78 * WEEKS && held < 0.92 * WEEKS);
}
