/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_word_odds.c - beside numbers worked out elsewhere with 40 digits, and at the edges. */
#include "analysis/word_odds.h"

#include "base/test.h"

#include <math.h>

static const struct word_settings usual = { .prior = 0.1, .z = 3, .least = 3, .common = 0.5 };

static const struct word_count counts[] = { { 5, 0 }, { 10, 5 }, { 3, 1 }, { 20, 1700 }, { 0, 300 }, { 2, 0 },
	{ 7, 7 } };

/* mpmath, 40 digits: the formulas of the header. */
static const struct word_odds known[] = {
	{ 4.59107126160859, 1.477097891751993, 3.108169937310721 },
	{ 2.78555376225707, 0.4907164920657184, 5.676503250443067 },
	{ 3.071624367501214, 1.004192890506868, 3.058799157551104 },
	{ -0.5388163692362079, 0.0757794257534416, -7.110325314278817 },
	{ -0.2612641767569798, 0.1906925178491185, -1.370080901463054 },
	{ 4.577961252220684, 2.335496832484569, 1.960165900696391 },
	{ 2.201395027623783, 0.4879500364742666, 4.511517292897835 },
};

static bool is_near(double found, double sought)
{
	return fabs(found - sought) <= 1e-12 * fabs(sought) + 1e-13;
}

TEST(odds_of_words_are_those_of_the_formula)
{
	struct word_totals all = word_totals(counts, COUNT(counts));

	CHECK(all.here == 47 && all.before == 2013);
	for (size_t i = 0; i < COUNT(counts); i++) {
		struct word_odds found = word_odds(counts[i], all, usual.prior);

		CHECK(is_near(found.odds, known[i].odds) && is_near(found.error, known[i].error));
		CHECK(is_near(found.z, known[i].z));
	}
}

TEST(words_that_are_more_than_chance_come_the_clearest_first)
{
	struct word_found found[COUNT(counts)];

	CHECK(words_more(counts, COUNT(counts), 2000, &usual, found) == 4);
	CHECK(found[0].word == 1 && found[1].word == 6 && found[2].word == 0 && found[3].word == 2);
}

TEST(a_word_of_too_few_texts_or_of_nearly_all_of_them_is_left_out)
{
	static const struct word_count plain[] = { { 40, 60 }, { 2, 0 }, { 9, 0 }, { 30, 400 } };
	struct word_found found[COUNT(plain)];

	CHECK(words_more(plain, COUNT(plain), 1000, &usual, found) == 2);
	CHECK(found[0].word == 0 && found[1].word == 2);
	/* Of 100 texts before, 60 have the first. */
	CHECK(words_more(plain, COUNT(plain), 100, &usual, found) == 1 && found[0].word == 2);
	CHECK(words_more(plain, COUNT(plain), 0, &usual, found) == 0);
	CHECK(words_more(plain, 0, 100, &usual, found) == 0);
}

TEST(of_nothing_no_odds_are_told)
{
	struct word_totals none = { 0, 0 };

	CHECK(isnan(word_odds((struct word_count){ 0, 0 }, none, 0.1).z));
	CHECK(isnan(word_odds((struct word_count){ 3, 0 }, (struct word_totals){ 3, 0 }, 0.1).z));
}

/* Both sides swapped: the same with the other sign. */
TEST(less_here_is_more_there)
{
	struct word_odds more = word_odds((struct word_count){ 8, 3 }, (struct word_totals){ 90, 400 }, 0.1);
	struct word_odds less = word_odds((struct word_count){ 3, 8 }, (struct word_totals){ 400, 90 }, 0.1);

	CHECK(is_near(more.odds, -less.odds) && is_near(more.error, less.error));
}
