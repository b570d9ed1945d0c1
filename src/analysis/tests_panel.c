/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_panel.c - effects of measures beside the oracle, and how often they err. */
#include "analysis/panel.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"
#include "analysis/verdict.h"

#include <string.h>

enum { UNITS = 14, MONTHS = 36 };

static void oracle_panel(double *counts, bool *on)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/effect_panel.csv");

	CHECK(table->count == UNITS * MONTHS + 1);
	for (size_t row = 1; row < table->count; row++) {
		size_t at = (size_t)((oracle_int(table, row, "unit") - 1) * MONTHS + oracle_int(table, row, "month") - 1);

		counts[at] = oracle_number(table, row, "y");
		on[at] = oracle_int(table, row, "on") == 1;
	}
}

#define SAME(found, name) CHECK(is_within((found), oracle_number(table, 1, (name)), 1e-8))

TEST(the_effect_and_its_errors_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/01_earlywarning/effect_did.csv");
	double counts[UNITS * MONTHS];
	bool on[UNITS * MONTHS];
	struct panel_ask ask = { counts, on, UNITS, MONTHS, 0.95, 5000, 1 };
	struct panel found;

	oracle_panel(counts, on);
	found = panel_find(test_arena(), &ask);
	CHECK(found.state == PANEL_fine && found.units == UNITS && found.cells == UNITS * MONTHS);
	SAME(found.effect, "effect_log");
	SAME(100 * expm1(found.effect), "pct");
	SAME(found.error_counting, "se_poisson");
	SAME(found.error_spread, "se_quasi");
	SAME(found.phi, "phi");
	SAME(found.error_units0, "se_CR0");
	SAME(found.error_units, "se_CR1");
	SAME(found.low, "lo_t");
	SAME(found.high, "hi_t");
	CHECK(found.is_every_way && found.ways == 1001);
	SAME(found.chance_less, "p_randomisation_one_sided");
	CHECK(verdict_of_ratio(exp(found.low), exp(found.high), 1.1) == VERDICT_cannot_tell);
}

/* Two units, two months: the ratio of ratios. */
TEST(the_smallest_panel_is_a_ratio_of_ratios)
{
	double counts[] = { 40, 30, 50, 60, 20, 18 };
	bool on[] = { false, true, false, false, false, false };
	struct panel_ask ask = { counts, on, 2, 2, 0.9, 0, 1 };

	CHECK(panel_find(test_arena(), &ask).state == PANEL_too_few);   /* nothing is left to judge by */
	ask.units = 3;
	counts[4] = 50;
	counts[5] = 60;
	CHECK(is_within(panel_find(test_arena(), &ask).effect, log(30.0 / 40 / 1.2), 1e-9));
}

TEST(panels_that_cannot_be_compared_are_told)
{
	double counts[5 * 6];
	bool on[5 * 6] = { false };
	struct panel_ask ask = { counts, on, 5, 6, 0.9, 100, 1 };

	for (size_t i = 0; i < 30; i++)
		counts[i] = 5 + (double)(i * 7 % 4);
	CHECK(panel_find(test_arena(), &ask).state == PANEL_nothing);   /* nowhere on */
	for (size_t i = 0; i < 30; i++)
		on[i] = i % 6 >= 3;
	CHECK(panel_find(test_arena(), &ask).state == PANEL_no_comparison);     /* everywhere at once */
	for (size_t i = 0; i < 30; i++)
		on[i] = i < 12;
	CHECK(panel_find(test_arena(), &ask).state == PANEL_no_comparison);     /* always */
	for (size_t i = 0; i < 30; i++) {
		on[i] = i < 12 && i % 6 >= 3;
		counts[i] = on[i] ? 0 : counts[i];
	}
	CHECK(panel_find(test_arena(), &ask).state == PANEL_nothing);
	memset(counts, 0, sizeof(counts));
	CHECK(panel_find(test_arena(), &ask).state == PANEL_too_few);
	ask.units = 0;
	CHECK(panel_find(test_arena(), &ask).state == PANEL_too_few);
}

TEST(impossible_panels_are_told)
{
	double counts[] = { 1, 2, -1, 4 };
	bool on[4] = { false };
	struct panel_ask ask = { counts, on, 2, 2, 0.9, 0, 1 };
	size_t at;

	CHECK(!panel_ask_is_fine(&ask, &at) && at == 2);
	counts[2] = 0.5;
	CHECK(!panel_ask_is_fine(&ask, &at) && at == 2);
	counts[2] = NAN;
	CHECK(panel_ask_is_fine(&ask, &at));
	ask.months = PANEL_CELLS_MOST;
	CHECK(!panel_ask_is_fine(&ask, &at));
}

/* What a unit or a month has more of is no effect; nor is a cell that is left out. */
TEST(levels_are_no_effect)
{
	double counts[UNITS * MONTHS], other[UNITS * MONTHS];
	bool on[UNITS * MONTHS];
	struct panel_ask ask = { counts, on, UNITS, MONTHS, 0.9, 0, 1 };
	struct panel one, two;

	oracle_panel(counts, on);
	one = panel_find(test_arena(), &ask);
	memcpy(other, counts, sizeof(counts));
	for (size_t m = 0; m < MONTHS; m++)
		other[2 * MONTHS + m] *= 1000000;
	ask.counts = other;
	two = panel_find(test_arena(), &ask);
	CHECK(two.state == PANEL_fine && two.effect != one.effect);     /* that unit now weighs most */
	for (size_t m = 0; m < MONTHS; m++)
		other[2 * MONTHS + m] = NAN;
	two = panel_find(test_arena(), &ask);
	CHECK(two.state == PANEL_fine && two.units == UNITS - 1 && two.cells == (UNITS - 1) * MONTHS);
}

TEST(the_verdict_knows_when_it_cannot_tell)
{
	CHECK(verdict_of_ratio(0.7, 0.9, 1.1) == VERDICT_decrease && verdict_of_ratio(1.2, 1.5, 1.1) == VERDICT_increase);
	CHECK(verdict_of_ratio(0.95, 1.05, 1.1) == VERDICT_unchanged
		&& verdict_of_ratio(0.7, 1.2, 1.1) == VERDICT_cannot_tell);
	CHECK(verdict_of_ratio(0.92, 0.98, 1.1) == VERDICT_marginal);
}

/* ---- How often it errs ------------------------------------------------------------------- */

/* Twelve units of which six are treated for the last of four years; units vary more from month
 * to month than counting would let them. */
static void city_make(uint64_t number, double effect, double *counts, bool *on)
{
	struct stream stream = stream_open(71, number);

	for (size_t u = 0; u < 12; u++) {
		double level = 8 * exp(0.5 * stream_normal(&stream));

		for (size_t m = 0; m < 24; m++) {
			on[u * 24 + m] = u < 6 && m >= 12;
			counts[u * 24 + m] = (double)stream_poisson(&stream, level * exp(0.2 * stream_normal(&stream)
				+ 0.3 * sin(2 * M_PI * (double)m / 12) + (on[u * 24 + m] ? effect : 0)));
		}
	}
}

TEST(intervals_hold_and_effects_are_found)
{
	enum { CITIES = 150 };
	double counts[12 * 24], held = 0, found_less = 0, found_other = 0;
	bool on[12 * 24];
	struct panel_ask ask = { counts, on, 12, 24, 0.9, 0, 1 };

	for (uint64_t number = 0; number < CITIES; number++) {
		struct panel found;

		city_make(number, 0, counts, on);
		found = panel_find(test_arena(), &ask);
		held += found.low <= 0 && found.high >= 0;
		city_make(number, log(0.7), counts, on);
		found = panel_find(test_arena(), &ask);
		found_less += verdict_of_ratio(exp(found.low), exp(found.high), 1.1) == VERDICT_decrease;
		found_other += verdict_of_ratio(exp(found.low), exp(found.high), 1.1) == VERDICT_increase;
	}
	CHECK(held / CITIES > 0.83 && held / CITIES < 0.96);
	CHECK(found_less / CITIES > 0.85 && found_other == 0);
}

/* Nothing was done: one in ten ways or fewer has an effect as far from 0 as one of ten. */
TEST(drawn_ways_are_fair_and_the_same_each_time)
{
	double counts[12 * 24], as_rare = 0;
	bool on[12 * 24];
	struct panel_ask ask = { counts, on, 12, 24, 0.9, 100, 1 };
	struct panel found;

	for (uint64_t number = 0; number < 20; number++) {
		city_make(number, 0, counts, on);
		found = panel_find(test_arena(), &ask);
		CHECK(!found.is_every_way && found.ways == 100 && found.chance_as_far >= 0.01);
		as_rare += found.chance_as_far <= 0.2;
	}
	CHECK(as_rare <= 9);
	CHECK(panel_find(test_arena(), &ask).chance_less == found.chance_less);
}
