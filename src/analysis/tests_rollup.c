/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_rollup.c - what belongs together, why, and what many have said of one thing. */
#include "analysis/rollup.h"
#include "analysis/tests_oracle.h"

#include <stdio.h>
#include <time.h>

#define SET(...) { sizeof((int32_t[]){ __VA_ARGS__ }) / sizeof(int32_t), (int32_t[]){ __VA_ARGS__ } }

/* Power in three units, heat in two, and one that nobody else has. */
static const struct alike_item six[] = {
	{ 1, { SET(2), SET(10, 11), SET(100), SET(7), SET(1, 2, 3) } },
	{ 2, { SET(2), SET(10), SET(100), SET(8), SET(1, 2, 4) } },
	{ 3, { SET(1), SET(20), { 0, NULL }, SET(7), SET(5, 6) } },
	{ 4, { SET(2), SET(10, 12), SET(101), SET(9), SET(1, 2, 3) } },
	{ 5, { SET(1), SET(20), { 0, NULL }, SET(8), SET(5, 6, 7) } },
	{ 1, { SET(3), SET(30), { 0, NULL }, SET(7), SET(8, 9) } },
};

TEST(what_is_alike_is_grouped_and_what_is_alone_stays_alone)
{
	struct alike_groups groups = alike_group_all(test_arena(), six, COUNT(six));

	CHECK(groups.count == 2);
	CHECK(groups.at[0].count == 3 && groups.at[0].units == 3);
	CHECK(groups.at[0].items[0] == 0 && groups.at[0].items[1] == 1 && groups.at[0].items[2] == 3);
	CHECK(groups.at[1].count == 2 && groups.at[1].items[0] == 2 && groups.at[1].items[1] == 4);
}

TEST(a_group_says_what_at_least_half_of_it_share)
{
	struct alike_groups groups = alike_group_all(test_arena(), six, COUNT(six));
	const struct alike_group *power = &groups.at[0];

	CHECK(power->reason_count == 6);
	CHECK(power->reasons[0].in == ALIKE_source && power->reasons[0].what == 2 && power->reasons[0].items == 3);
	CHECK(power->reasons[1].in == ALIKE_types && power->reasons[1].what == 10 && power->reasons[1].items == 3);
	CHECK(power->reasons[2].in == ALIKE_nodes && power->reasons[2].what == 100 && power->reasons[2].items == 2);
	CHECK(power->reasons[3].in == ALIKE_words && power->reasons[3].items == 3);
	CHECK(power->reasons[5].what == 3 && power->reasons[5].items == 2);
}

TEST(what_one_unit_has_said_twice_is_no_suggestion)
{
	struct alike_item twice[] = { six[0], six[0] };

	CHECK(alike_of(test_arena(), twice, 2, 0, 1) > alike_enough);
	CHECK(alike_group_all(test_arena(), twice, 2).count == 0);
	CHECK(alike_group_all(test_arena(), twice, 0).count == 0);
	CHECK(alike_group_all(test_arena(), twice, 1).count == 0);
}

TEST(the_same_source_alone_makes_nothing_alike)
{
	struct alike_item two[] = { { 1, { SET(2), SET(10), { 0, NULL }, { 0, NULL }, SET(1) } },
		{ 2, { SET(2), SET(11), { 0, NULL }, { 0, NULL }, SET(2) } } };

	CHECK(alike_of(test_arena(), two, 2, 0, 1) == alike_points[ALIKE_source]);
	CHECK(alike_group_all(test_arena(), two, 2).count == 0);
}

TEST(a_rare_word_in_common_says_more_than_one_that_all_have)
{
	struct alike_item three[] = { { 1, { [ALIKE_words] = SET(1, 2) } },
		{ 2, { [ALIKE_words] = SET(1, 2) } }, { 3, { [ALIKE_words] = SET(1, 3) } } };
	double rare = alike_of(test_arena(), three, 3, 0, 1), usual = alike_of(test_arena(), three, 3, 0, 2);

	CHECK(is_within(rare, alike_points[ALIKE_words], 1e-12));
	CHECK(usual > 0 && usual < rare / 3);
}

TEST(three_who_say_differently_are_pooled_and_their_distance_is_kept)
{
	const struct csv_table *table = oracle_read("oracles/07_rsa/pooling.csv");
	const struct spread said[] = { { .01, .05, .2 }, { .02, .1, .5 }, { .001, .01, .3 } };
	struct rollup rollup = rollup_of(said, COUNT(said));
	size_t met = 0;

	for (size_t row = 1; row < table->count; row++) {
		double p = oracle_number(table, row, "p"), q = oracle_number(table, row, "linear_pool_quantile");

		met += p == .05 && is_within(rollup.pooled.low, q, 1e-8);
		met += p == .5 && is_within(rollup.pooled.middle, q, 1e-8);
		met += p == .95 && is_within(rollup.pooled.high, q, 1e-8);
	}
	CHECK(met == 3);
	CHECK(rollup.count == 3 && rollup.least == .01 && rollup.most == .1);
	CHECK(is_within(rollup.decades, 0.41888, 1e-4) && !rollup.is_apart);
}

TEST(more_than_a_factor_of_ten_is_told_and_what_is_not_said_does_not_count)
{
	const struct spread said[] = { { 1, 2, 4 }, { .05, .1, .3 }, { 0, 0, 0 }, { 5, 2, 1 } };

	CHECK(rollup_of(said, COUNT(said)).count == 2 && rollup_of(said, COUNT(said)).is_apart);
	CHECK(rollup_of(said, 1).count == 1 && !rollup_of(said, 1).is_apart);
	CHECK(rollup_of(said, 0).count == 0 && rollup_of(said + 2, 2).most == 0);
}

/* One hazard has one frequency: ten who say the same say what one of them says. */
TEST(those_who_agree_add_nothing_to_each_other)
{
	struct spread said[10];

	for (size_t i = 0; i < COUNT(said); i++)
		said[i] = (struct spread){ .1, .2, .5 };
	CHECK(is_within(rollup_of(said, 10).pooled.middle, .2, 1e-9));
	CHECK(is_within(rollup_of(said, 10).pooled.high, .5, 1e-9));
	CHECK(rollup_of(said, 10).decades < 1e-6);
}
