/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/tests_compare.c - two texts compared in words. */
#include "base/test.h"
#include "kit/compare.h"

/* "same+added-removed" as one text, and both texts put together again. */
static struct str told(struct compared_words comparison)
{
	static const char *const marks[] = { "=", "+", "-" };
	struct str all = S("");

	for (size_t i = 0; i < comparison.count; i++)
		all = arena_print(test_arena(), "%.*s%s%.*s", STR(all),
			marks[comparison.pieces[i].kind], STR(comparison.pieces[i].words));
	return all;
}

static struct str text_of(struct compared_words comparison, enum compared_kind without)
{
	struct str all = S("");

	for (size_t i = 0; i < comparison.count; i++)
		if (comparison.pieces[i].kind != without)
			all = arena_join(test_arena(), all, comparison.pieces[i].words);
	return all;
}

TEST(words_that_differ_are_told_and_no_others)
{
	struct compared_words c = words_compare(test_arena(), S("Clear snow before seven."),
		S("Clear snow before six and sand."));

	CHECK(str_is(told(c), "=Clear snow before -seven.+six and sand."));
	CHECK(c.added == 3 && c.removed == 1);
	c = words_compare(test_arena(), S("Same\n"), S("Same\n"));
	CHECK(str_is(told(c), "=Same\n") && !c.added && !c.removed);
	CHECK(words_compare(test_arena(), S(""), S("")).count == 0);
	CHECK(words_compare(test_arena(), S(""), S("One two")).added == 2);
	CHECK(words_compare(test_arena(), S("One two"), S("")).removed == 2);
}

TEST(a_comparison_put_together_again_is_the_new_text)
{
	struct str before = S("a b c\n\nd e f\ng h\n"), now = S("a c x\n\nd e\nnew line\ng h\n");
	struct compared_words c = words_compare(test_arena(), before, now);

	CHECK(str_equals(text_of(c, PIECE_removed), now));
}

TEST(a_comparison_of_two_long_texts_ends)
{
	struct out a, b;
	struct compared_words c;

	out_init(&a, test_arena(), 1 << 20);
	out_init(&b, test_arena(), 1 << 20);
	for (int i = 0; i < 9000; i++) {
		out_print(&a, "word%d ", i);
		out_print(&b, "other%d\n", i);
	}
	c = words_compare(test_arena(), out_str(&a), out_str(&b));
	CHECK(c.added == 9000 && c.removed == 9000);
	CHECK(str_equals(text_of(c, PIECE_removed), out_str(&b)));
}
