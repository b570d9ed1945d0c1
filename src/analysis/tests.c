/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests.c - the same numbers by other ways: exact fractions, R's manual, oracles. */
#include "analysis/rate_ratio.h"

#include "base/csv.h"
#include "base/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_near(double found, double expected)
{
	if (isinf(expected) || expected == 0)
		return found == expected;
	return fabs(found - expected) <= 1e-9 * fabs(expected);
}

/* Made with exact fractions (binomial sums of 60 digits, halved 160 times). */
static const struct { struct rate_counts counts; double ratio, low, high, p_value; } exact[] = {
	{ { 30, 15, 365, 365 }, 0.5, 0.25000888758, 0.958877818061, 0.0356978035552 },
	{ { 30, 15, 365, 180 }, 1.01388888889, 0.506962466481, 1.94439113107, 1 },
	{ { 5, 0, 100, 100 }, 0, 0, 1.09127910518, 0.0625 },
	{ { 0, 4, 10, 10 }, INFINITY, 0.66012401936, INFINITY, 0.125 },
	{ { 412, 301, 730, 365 }, 1.46116504854, 1.25516768326, 1.6994160746, 9.38584954197e-07 },
	{ { 12, 11, 365, 365 }, 0.916666666667, 0.366486455945, 2.26927727762, 1 },
	{ { 1, 1, 1, 1 }, 1, 0.0127393670837, 78.4968353163, 1 },
};

TEST(limits_of_a_rate_ratio_are_those_of_exact_fractions)
{
	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
		struct rate_ratio found = rate_ratio(&exact[i].counts, 0.95);

		CHECK(found.is_known);
		CHECK(is_near(found.ratio, exact[i].ratio));
		CHECK(is_near(found.low, exact[i].low));
		CHECK(is_near(found.high, exact[i].high));
		CHECK(is_near(found.p_value, exact[i].p_value));
	}
}

/* The example of R's manual page poisson.test, as R prints it. */
TEST(a_rate_ratio_is_what_r_prints)
{
	struct rate_ratio found = rate_ratio(&(struct rate_counts){ 21, 11, 3011, 800 }, 0.95);

	CHECK(fabs(found.ratio - 1.971488) < 1e-6);
	CHECK(fabs(found.low - 0.8584264) < 1e-6);
	CHECK(fabs(found.high - 4.2772659) < 1e-6);
}

TEST(nothing_at_all_says_nothing)
{
	struct rate_counts none = { 0, 0, 365, 365 }, bad = { 1, 1, 0, 365 };
	struct rate_ratio found = rate_ratio(&none, 0.95);

	CHECK(!found.is_known && found.low == 0 && isinf(found.high) && found.p_value == 1);
	CHECK(rate_counts_are_fine(&none) && !rate_counts_are_fine(&bad));
	bad.before_exposure = NAN;
	CHECK(!rate_counts_are_fine(&bad));
}

/* An interval with 1 in it and a p-value below 0.05 would be two answers to one question. */
TEST(the_interval_and_the_p_value_agree)
{
	for (int64_t before = 0; before <= 40; before++)
		for (int64_t after = 0; after <= 40; after++) {
			struct rate_ratio found = rate_ratio(&(struct rate_counts){ before, after, 90, 60 },
				0.95);

			CHECK((found.low > 1 || found.high < 1) == (found.p_value < 0.05));
		}
}

/* The share of intervals that hold the truth is at least the level: summed over every count
 * that may come, not drawn. */
TEST(the_interval_holds_at_least_as_often_as_it_says)
{
	enum { MOST = 60 };
	double before_mean = 6, after_mean = 9, held = 0, all = 0;

	for (int64_t x = 0; x < MOST; x++)
		for (int64_t y = 0; y < MOST; y++) {
			double chance = exp((double)x * log(before_mean) - before_mean - lgamma((double)x + 1)
				+ (double)y * log(after_mean) - after_mean - lgamma((double)y + 1));
			struct rate_ratio found = rate_ratio(&(struct rate_counts){ x, y, 1, 1 }, 0.95);

			all += chance;
			held += found.low <= 1.5 && 1.5 <= found.high ? chance : 0;
		}
	CHECK(all > 0.999999);
	CHECK(held >= 0.95 && held < 0.995);
}

/* Made with exact fractions too; the last moves the first by its exposures. */
TEST(the_ratio_of_two_ratios_has_the_limits_of_exact_fractions)
{
	static const struct { struct rate_counts here, there; double ratio, low, high, p_value; } cases[] = {
		{ { 30, 15, 365, 365 }, { 100, 95, 365, 365 },
		  0.526315789474, 0.247336184614, 1.08618046242, 0.0871216109636 },
		{ { 8, 0, 1, 1 }, { 20, 18, 1, 1 }, 0, 0, 0.776425286402, 0.023823028928 },
		{ { 3, 1, 1, 1 }, { 11, 3, 1, 1 },
		  1.22222222222, 0.0175129842432, 23.8456485698, 1 },
		{ { 30, 15, 365, 180 }, { 100, 95, 365, 200 },
		  0.584795321637, 0.274817982904, 1.20686718046, 0.163282527519 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rate_ratio found = rate_ratio_relative(&cases[i].here, &cases[i].there, 0.95);

		CHECK(is_near(found.ratio, cases[i].ratio));
		CHECK(is_near(found.low, cases[i].low));
		CHECK(is_near(found.high, cases[i].high));
		CHECK(is_near(found.p_value, cases[i].p_value));
	}
}

/* Fisher's tea: the lower one-sided limit of 95 % that R prints for his table is the lower
 * limit of 90 % between two. */
TEST(the_lady_tasting_tea_has_her_limit)
{
	struct rate_ratio found = rate_ratio_relative(&(struct rate_counts){ 1, 3, 1, 1 },
		&(struct rate_counts){ 3, 1, 1, 1 }, 0.9);

	CHECK(fabs(found.low - 0.3135693) < 1e-4);
}

TEST(a_finding_is_chosen_by_the_interval)
{
	struct rate_ratio ratio = { .is_known = true, .ratio = 0.5, .low = 0.3, .high = 0.9 };

	CHECK(rate_finding(&ratio, 40, 10) == RATE_fell);
	CHECK(rate_finding(&ratio, 9, 10) == RATE_too_few);
	ratio.high = 1;
	CHECK(rate_finding(&ratio, 40, 10) == RATE_fell_maybe);
	ratio = (struct rate_ratio){ .is_known = true, .ratio = 1, .low = 0.5, .high = 2 };
	CHECK(rate_finding(&ratio, 40, 10) == RATE_same);
	ratio = (struct rate_ratio){ .is_known = true, .ratio = 1.5, .low = 0.9, .high = 2 };
	CHECK(rate_finding(&ratio, 40, 10) == RATE_rose_maybe);
	ratio.low = 1.01;
	CHECK(rate_finding(&ratio, 40, 10) == RATE_rose);
	ratio.is_known = false;
	CHECK(rate_finding(&ratio, 40, 10) == RATE_too_few);
}

static int64_t cell_int(const struct csv_table *table, const char *name)
{
	int64_t n = -1;

	CHECK(str_to_int(csv_cell(table, 1, name), &n));
	return n;
}

static struct displacement_counts cells(const struct csv_table *table, const char *before,
                                        const char *after)
{
	return (struct displacement_counts){ cell_int(table, before), cell_int(table, after) };
}

TEST(a_weighted_displacement_difference_is_that_of_the_oracle)
{
	char text[4096];
	const char *problem = NULL;
	FILE *file = fopen(test_shared("oracles/01_earlywarning/effect_wdd.csv"), "r");
	struct csv_table *table;
	struct displacement_ask ask;
	struct displacement found;
	size_t length;

	CHECK(file != NULL);
	length = fread(text, 1, sizeof(text), file);
	fclose(file);
	table = csv_read(test_arena(), (struct str){ text, length }, &problem);
	CHECK(table && table->count == 2);
	ask = (struct displacement_ask){ cells(table, "T0", "T1"), cells(table, "C0", "C1"), cells(table, "D0", "D1"),
		cells(table, "CD0", "CD1"), 1, 0.95, 20 };
	found = displacement(&ask);
	CHECK(found.is_known && found.events == 2413);
	CHECK(is_near(found.difference, (double)cell_int(table, "WDD")));
	CHECK(is_near(found.error, strtod(str_z(test_arena(), csv_cell(table, 1, "se")), NULL)));
	CHECK(fabs(found.z - strtod(str_z(test_arena(), csv_cell(table, 1, "z")), NULL)) < 1e-9);
	CHECK(is_near(found.high - found.low, 2 * 1.959963984540054 * found.error));
	ask.phi = 4;
	CHECK(is_near(displacement(&ask).error, 2 * found.error));
	ask.least = 2414;
	CHECK(!displacement(&ask).is_known && displacement(&ask).difference == found.difference);
	ask = (struct displacement_ask){ .phi = 1, .level = 0.9 };
	CHECK(!displacement(&ask).is_known);
}
