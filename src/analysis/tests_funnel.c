/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_funnel.c - funnels beside the oracle, and boards that are silent. */
#include "analysis/funnel.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

static const struct funnel_settings usual = { .inner = 0.95, .outer = 0.998, .pulled = 0.1, .least = 5 };

static struct funnel_unit *oracle_units(const struct csv_table *table)
{
	struct funnel_unit *units = arena_array(test_arena(), struct funnel_unit, table->count);

	for (size_t row = 1; row < table->count; row++)
		units[row - 1] = (struct funnel_unit){ oracle_number(table, row, "events"),
			oracle_number(table, row, "exposure") };
	return units;
}

#define SAME(found, name) CHECK(is_within((found), oracle_number(table, row, (name)), 1e-9))

TEST(a_funnel_is_that_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/funnel.csv");
	struct funnel funnel = funnel_make(test_arena(), oracle_units(table), table->count - 1, &usual);

	CHECK(funnel.state == FUNNEL_fine && funnel.count == table->count - 1);
	for (size_t row = 1; row < table->count; row++) {
		const struct funnel_mark *mark = &funnel.marks[row - 1];

		SAME(mark->rate, "rate");
		SAME(funnel.rate, "centre");
		SAME(mark->expected, "expected");
		SAME(mark->z, "z");
		SAME(funnel.phi, "phi_winsorised");
		CHECK(funnel.is_spread == (oracle_int(table, row, "overdispersed") == 1));
		SAME(mark->z_spread, "z_multiplicative");
		SAME(funnel.tau2, "tau2");
		SAME(mark->z_between, "z_additive");
		SAME(mark->low, "lo95");
		SAME(mark->high, "hi95");
		SAME(mark->outer_low, "lo998");
		SAME(mark->outer_high, "hi998");
		SAME(mark->exact_low, "exact_lo025");
		SAME(mark->exact_high, "exact_hi975");
		CHECK(funnel_at(&funnel, oracle_number(table, row, "exposure"), &usual).outer_high == mark->outer_high);
	}
}

/* Board 7 was made silent, and board 23 to have too much; board 18 reports nothing at all. */
TEST(the_silent_boards_of_the_oracle_are_found_and_no_other)
{
	const struct csv_table *table = oracle_read("oracles/02_spc/funnel.csv");
	struct funnel_unit *units = oracle_units(table), *claims;
	size_t count = table->count - 1;
	struct funnel reported = funnel_make(test_arena(), units, count, &usual), seen;

	claims = arena_array(test_arena(), struct funnel_unit, count);
	for (size_t i = 0; i < count; i++)
		claims[i] = (struct funnel_unit){ round(units[i].exposure * 0.03), units[i].exposure };
	seen = funnel_make(test_arena(), claims, count, &usual);
	for (size_t i = 0; i < count; i++)
		CHECK((funnel_silence(&reported, &seen, i) == FUNNEL_silent) == (i == 6 || i == 17));
	CHECK(reported.marks[22].place == FUNNEL_very_high && reported.marks[6].place == FUNNEL_low);
	claims[6].events = 0;
	seen = funnel_make(test_arena(), claims, count, &usual);
	CHECK(funnel_silence(&reported, &seen, 6) == FUNNEL_not_silent);
}

/* Where others would hardly see anything, that they see nothing tells nothing. */
TEST(silence_is_not_known_where_little_would_be_seen)
{
	struct funnel_unit reports[10], claims[10];
	struct funnel reported, seen;

	for (size_t i = 0; i < 10; i++) {
		reports[i] = (struct funnel_unit){ i == 3 ? 10 : 100, 1000 };
		claims[i] = (struct funnel_unit){ i == 3 ? 0 : 1, 1000 };
	}
	reported = funnel_make(test_arena(), reports, 10, &usual);
	seen = funnel_make(test_arena(), claims, 10, &usual);
	CHECK(reported.marks[3].place == FUNNEL_very_low);
	CHECK(funnel_silence(&reported, &seen, 3) == FUNNEL_silence_unknown);
	CHECK(funnel_silence(&reported, &seen, 4) == FUNNEL_not_silent);
	claims[3].events = 1;
	seen = funnel_make(test_arena(), claims, 10, &usual);
	CHECK(funnel_silence(&reported, &seen, 3) == FUNNEL_silent);
	CHECK(funnel_silence(&reported, &seen, 10) == FUNNEL_silence_unknown);
}

TEST(few_units_or_nothing_at_all_have_no_limits)
{
	struct funnel_unit units[6] = { { 3, 10 }, { 2, 10 }, { 1, 10 }, { 4, 10 }, { 0, 10 }, { 3, 10 } };
	struct funnel few = funnel_make(test_arena(), units, 4, &usual), none;

	CHECK(few.state == FUNNEL_too_few && few.marks[0].place == FUNNEL_unknown && few.marks[0].rate == 0.3);
	for (size_t i = 0; i < 6; i++)
		units[i].events = 0;
	none = funnel_make(test_arena(), units, 6, &usual);
	CHECK(none.state == FUNNEL_nothing && none.marks[0].place == FUNNEL_unknown);
	CHECK(funnel_silence(&none, &none, 0) == FUNNEL_silence_unknown);
	CHECK(funnel_make(test_arena(), units, 0, &usual).state == FUNNEL_too_few);
}

TEST(impossible_units_are_told)
{
	static const struct funnel_unit wrong[] = { { -1, 1 }, { 0.5, 1 }, { 1, 0 }, { 1, -1 }, { NAN, 1 },
		{ 1, NAN }, { INFINITY, 1 }, { 1, INFINITY } };
	struct funnel_settings settings = usual;
	size_t at;

	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct funnel_unit units[] = { { 1, 1 }, wrong[i] };

		CHECK(!funnel_units_are_fine(units, 2, &at) && at == 1);
	}
	settings.pulled = 0.5;
	CHECK(funnel_settings_are_fine(&usual) && !funnel_settings_are_fine(&settings));
}

TEST(great_counts_have_limits)
{
	struct funnel_unit units[8];
	struct funnel funnel;

	for (size_t i = 0; i < 8; i++)
		units[i] = (struct funnel_unit){ 2147483648.0 + 40000.0 * (double)i, 1e9 };
	funnel = funnel_make(test_arena(), units, 8, &usual);
	for (size_t i = 0; i < 8; i++)
		CHECK(isfinite(funnel.marks[i].low) && funnel.marks[i].low < funnel.marks[i].high);
}

/* Another unit of exposure changes rates and nothing else; the order of units nothing. */
TEST(neither_scale_nor_order_matters)
{
	struct stream stream = stream_open(4, 1);
	struct funnel_unit units[30], other[30];
	struct funnel one, two;

	for (size_t i = 0; i < 30; i++) {
		units[i].exposure = 100 * exp(stream_normal(&stream));
		units[i].events = (double)stream_poisson(&stream, 0.2 * units[i].exposure);
	}
	for (size_t i = 0; i < 30; i++)
		other[i] = (struct funnel_unit){ units[29 - i].events, units[29 - i].exposure / 7 };
	one = funnel_make(test_arena(), units, 30, &usual);
	two = funnel_make(test_arena(), other, 30, &usual);
	for (size_t i = 0; i < 30; i++)
		CHECK(one.marks[i].place == two.marks[29 - i].place
			&& is_within(two.marks[29 - i].high, 7 * one.marks[i].high, 1e-9));
}

/* Units that differ with a spread of their own: how many of them lie beyond the outer limits? */
static double share_beyond(double spread, bool is_widened)
{
	enum { CITIES = 100, UNITS = 40 };
	double beyond = 0;

	for (uint64_t number = 0; number < CITIES; number++) {
		struct stream stream = stream_open(55, number);
		struct funnel_unit units[UNITS];
		struct funnel funnel;

		for (size_t i = 0; i < UNITS; i++) {
			double more = 1 + spread * stream_normal(&stream);

			units[i].exposure = 300 * exp(stream_normal(&stream));
			units[i].events = (double)stream_poisson(&stream, 0.1 * units[i].exposure * fmax(0, more));
		}
		funnel = funnel_make(test_arena(), units, UNITS, &usual);
		for (size_t i = 0; i < UNITS; i++)
			beyond += is_widened ? funnel.marks[i].place >= FUNNEL_very_low
				: fabs(funnel.marks[i].z) > 3.09;
	}
	return beyond / (CITIES * UNITS);
}

TEST(units_that_merely_differ_are_seldom_beyond)
{
	CHECK(share_beyond(0, true) < 0.008);
	CHECK(share_beyond(0.3, false) > 0.1);
	CHECK(share_beyond(0.3, true) < 0.02);
}
