/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_likeness.c - texts that tell of the same, beside the oracle. */
#include "analysis/likeness.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"
#include "base/out.h"

#include <string.h>

static uint64_t hex(struct str text)
{
	return strtoull(str_z(test_arena(), text), NULL, 16);
}

TEST(pieces_have_the_numbers_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/10_text/hash_vectors.csv");

	for (size_t row = 1; row + 1 < table->count; row++) {
		struct str input = csv_cell(table, row, "input");

		CHECK(str_number(input) == hex(csv_cell(table, row, "fnv1a64")));
		CHECK(stream_mix(str_number(input)) == hex(csv_cell(table, row, "mix_of_fnv")));
	}
	CHECK(likeness_seed(0) == hex(csv_cell(table, table->count - 1, "fnv1a64")));
	CHECK(likeness_seed(1) == hex(csv_cell(table, table->count - 1, "mix_of_fnv")));
}

TEST(signatures_are_those_of_the_oracle_bit_by_bit)
{
	const struct csv_table *texts = oracle_read("oracles/10_text/minhash_texts.csv");
	const struct csv_table *pairs = oracle_read("oracles/10_text/minhash_pairs.csv");
	struct likeness_signature *all = arena_array(test_arena(), struct likeness_signature, texts->count);

	for (size_t row = 1; row < texts->count; row++) {
		struct str text = csv_cell(texts, row, "text");
		const uint64_t *pieces;

		likeness_sign(test_arena(), text, &all[row - 1]);
		CHECK(str_equals(likeness_words(test_arena(), text), csv_cell(texts, row, "normalized")));
		CHECK((int32_t)likeness_pieces(test_arena(), text, &pieces) == oracle_int(texts, row, "shingles"));
		CHECK(all[row - 1].at[0] == hex(csv_cell(texts, row, "sig0")));
		CHECK(all[row - 1].at[1] == hex(csv_cell(texts, row, "sig1")));
		CHECK(all[row - 1].at[127] == hex(csv_cell(texts, row, "sig127")));
	}
	for (size_t row = 1; row < pairs->count; row++) {
		size_t a = (size_t)oracle_int(pairs, row, "a"), b = (size_t)oracle_int(pairs, row, "b");

		CHECK(fabs(likeness_of_texts(test_arena(), csv_cell(texts, a + 1, "text"),
			csv_cell(texts, b + 1, "text")) - oracle_number(pairs, row, "jaccard_exact")) < 1e-6);
		CHECK(fabs(likeness_estimate(&all[a], &all[b]) - oracle_number(pairs, row, "minhash128")) < 1e-6);
	}
}

TEST(candidates_are_as_many_as_the_curve_of_the_oracle_says)
{
	const struct csv_table *table = oracle_read("oracles/10_text/lsh_scurve.csv");

	for (size_t row = 1; row < table->count; row++)
		CHECK(fabs(likeness_candidate_share(oracle_number(table, row, "jaccard"))
			- oracle_number(table, row, "p_candidate_b32_r4")) < 1e-6);
}

TEST(letters_that_come_as_two_are_one)
{
	CHECK(str_is(likeness_words(test_arena(), S("  Fo\xCC\x88nster, RÅ\xC3\x84\xC3\x96!  A\xCC\x8A-e\xCC\x81 ")),
		"fönster råäö å é"));
	CHECK(str_is(likeness_words(test_arena(), S("÷ × — \xFF")), "÷"));
	CHECK(likeness_words(test_arena(), S("...")).len == 0);
}

TEST(what_has_no_letter_is_like_nothing)
{
	struct likeness_signature nothing, other;

	likeness_sign(test_arena(), S("?!"), &nothing);
	likeness_sign(test_arena(), S("..."), &other);
	CHECK(!likeness_is_candidate(&nothing, &other) && likeness_estimate(&nothing, &other) == 0);
	CHECK(likeness_of_texts(test_arena(), S("?"), S("!")) == 0);
	likeness_sign(test_arena(), S("Is"), &other);
	CHECK(likeness_is_candidate(&other, &other) && likeness_of_texts(test_arena(), S("is"), S("Is!")) == 1);
}

/* Each candidate of the buckets is one when compared directly, and the other way round. */
TEST(buckets_find_the_same_pairs_as_comparing_all)
{
	enum { TEXTS = 120 };
	static const char *const words[] = { "elev", "slog", "rutan", "hallen", "föll", "larm", "kök", "hot", "dörr",
		"natt", "vakt", "brand" };
	struct likeness_signature *all = arena_array(test_arena(), struct likeness_signature, TEXTS);
	struct stream stream = stream_open(7, 0);
	const struct likeness_pair *pairs;
	size_t count, found = 0;

	for (size_t i = 0; i < TEXTS; i++) {
		struct out out;

		out_init(&out, test_arena(), 1000);
		for (size_t k = 0; k < 5; k++)
			out_print(&out, "%s ", words[stream_next(&stream) % COUNT(words)]);
		likeness_sign(test_arena(), out_str(&out), &all[i]);
	}
	pairs = likeness_candidates(test_arena(), all, TEXTS, &count);
	for (size_t a = 0; a < TEXTS; a++)
		for (size_t b = a + 1; b < TEXTS; b++)
			if (likeness_is_candidate(&all[a], &all[b])) {
				CHECK(found < count && pairs[found].first == a && pairs[found].second == b);
				found++;
			}
	CHECK(found == count && count > 10 && count < TEXTS * TEXTS / 2);
}
