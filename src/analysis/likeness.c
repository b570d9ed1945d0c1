/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/likeness.c - see likeness.h. */
#include "analysis/likeness.h"

#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Numbers of pieces ---------------------------------------------------------------------- */

uint64_t likeness_seed(size_t place)
{
	return stream_mix(0x5EED + (place + 1) * 0x9E3779B97F4A7C15u);
}

/* ---- Words ---------------------------------------------------------------------------------- */

/* Unicode's compositions within Latin-1 (NFC). */
static uint32_t composed(uint32_t letter, uint32_t mark)
{
	static const struct { uint32_t mark; const char *plain; uint32_t made[7]; } marks[] = {
		{ 0x300, "aeiou", { 0xE0, 0xE8, 0xEC, 0xF2, 0xF9 } },
		{ 0x301, "aeiouy", { 0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFD } },
		{ 0x302, "aeiou", { 0xE2, 0xEA, 0xEE, 0xF4, 0xFB } },
		{ 0x303, "ano", { 0xE3, 0xF1, 0xF5 } },
		{ 0x308, "aeiouy", { 0xE4, 0xEB, 0xEF, 0xF6, 0xFC, 0xFF } },
		{ 0x30A, "a", { 0xE5 } },
		{ 0x327, "c", { 0xE7 } },
	};

	for (size_t i = 0; i < COUNT(marks); i++) {
		const char *at = letter && letter < 128 ? strchr(marks[i].plain, (int)letter) : NULL;

		if (marks[i].mark == mark && at)
			return marks[i].made[at - marks[i].plain];
	}
	return 0;
}

static uint32_t small(uint32_t letter)
{
	if ((letter >= 'A' && letter <= 'Z') || (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7))
		return letter + 32;
	return letter == 0x178 ? 0xFF : letter;
}

static bool is_kept(uint32_t letter)
{
	return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')
		|| (letter >= 0xE0 && letter <= 0xFF);
}

static size_t letter_put(char *at, uint32_t letter)
{
	if (letter < 128) {
		at[0] = (char)letter;
		return 1;
	}
	at[0] = (char)(0xC0 | letter >> 6);
	at[1] = (char)(0x80 | (letter & 0x3F));
	return 2;
}

struct str likeness_words(struct arena *arena, struct str text)
{
	char *made = arena_array(arena, char, text.len * 2 + 1);
	size_t len = 0, last = 0;       /* where the last letter began */
	bool is_apart = false;
	uint32_t before = 0;

	while (text.len) {
		uint32_t letter = small(str_next_letter(&text)), whole = is_apart ? 0 : composed(before, letter);

		if (whole) {
			len = last + letter_put(made + last, whole);
			before = whole;
			continue;
		}
		if (!is_kept(letter)) {
			is_apart = true;
			continue;
		}
		if (is_apart && len)
			made[len++] = ' ';
		is_apart = false;
		last = len;
		len += letter_put(made + len, letter);
		before = letter;
	}
	return (struct str){ made, len };
}

static int rising(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

size_t likeness_pieces(struct arena *arena, struct str text, const uint64_t **pieces)
{
	struct str words = likeness_words(arena, text);
	size_t letters = str_letters(words), count = letters > LIKENESS_PIECE ? letters - LIKENESS_PIECE + 1 : 1;
	uint64_t *made = arena_array(arena, uint64_t, count);
	size_t kept = 1;

	for (size_t i = 0; i < count; i++) {
		made[i] = str_number(str_letters_part(words, LIKENESS_PIECE));
		str_next_letter(&words);
	}
	qsort(made, count, sizeof(*made), rising);
	for (size_t i = 1; i < count; i++)
		if (made[i] != made[kept - 1])
			made[kept++] = made[i];
	*pieces = made;
	return kept;
}

double likeness_of_pieces(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
	size_t both = 0, i = 0, k = 0;

	while (i < a_count && k < b_count) {
		bool is_in_a = a[i] <= b[k], is_in_b = b[k] <= a[i];

		both += is_in_a && is_in_b;
		i += is_in_a;
		k += is_in_b;
	}
	return a_count + b_count > both ? (double)both / (double)(a_count + b_count - both) : 0;
}

double likeness_of_texts(struct arena *arena, struct str a, struct str b)
{
	const uint64_t *a_pieces, *b_pieces;
	size_t a_count = likeness_pieces(arena, a, &a_pieces), b_count = likeness_pieces(arena, b, &b_pieces);

	if (!likeness_words(arena, a).len || !likeness_words(arena, b).len)
		return 0;
	return likeness_of_pieces(a_pieces, a_count, b_pieces, b_count);
}

/* ---- Signatures ------------------------------------------------------------------------------ */

void likeness_sign(struct arena *arena, struct str text, struct likeness_signature *signature)
{
	const uint64_t *pieces;
	size_t count = likeness_pieces(arena, text, &pieces);

	signature->is_nothing = !likeness_words(arena, text).len;
	for (size_t place = 0; place < LIKENESS_PLACES; place++) {
		uint64_t seed = likeness_seed(place), least = UINT64_MAX;

		for (size_t i = 0; i < count; i++) {
			uint64_t number = stream_mix(pieces[i] ^ seed);

			least = number < least ? number : least;
		}
		signature->at[place] = least;
	}
}

double likeness_estimate(const struct likeness_signature *a, const struct likeness_signature *b)
{
	size_t same = 0;

	if (a->is_nothing || b->is_nothing)
		return 0;
	for (size_t place = 0; place < LIKENESS_PLACES; place++)
		same += a->at[place] == b->at[place];
	return (double)same / LIKENESS_PLACES;
}

static bool band_is_same(const struct likeness_signature *a, const struct likeness_signature *b, size_t band)
{
	return !memcmp(&a->at[band * LIKENESS_ROWS], &b->at[band * LIKENESS_ROWS], LIKENESS_ROWS * sizeof(*a->at));
}

bool likeness_is_candidate(const struct likeness_signature *a, const struct likeness_signature *b)
{
	for (size_t band = 0; band < LIKENESS_BANDS && !a->is_nothing && !b->is_nothing; band++)
		if (band_is_same(a, b, band))
			return true;
	return false;
}

double likeness_candidate_share(double likeness)
{
	return 1 - pow(1 - pow(likeness, LIKENESS_ROWS), LIKENESS_BANDS);
}

/* ---- All pairs ------------------------------------------------------------------------------- */

struct bucketed { uint64_t bucket; size_t item; };

static int by_bucket(const void *a, const void *b)
{
	const struct bucketed *x = a, *y = b;

	if (x->bucket != y->bucket)
		return x->bucket < y->bucket ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

static int by_pair(const void *a, const void *b)
{
	const struct likeness_pair *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

struct gathering {
	struct arena *arena;
	const struct likeness_signature *all;
	struct likeness_pair *pairs;
	size_t count, room;
};

/* A pair that an earlier band has found is there already. */
static void pair_add(struct gathering *gathering, size_t band, size_t first, size_t second)
{
	const struct likeness_signature *a = &gathering->all[first], *b = &gathering->all[second];

	if (!band_is_same(a, b, band))
		return;
	for (size_t earlier = 0; earlier < band; earlier++)
		if (band_is_same(a, b, earlier))
			return;
	if (gathering->count == gathering->room) {
		size_t room = gathering->room ? gathering->room * 2 : 64;
		struct likeness_pair *more = arena_array(gathering->arena, struct likeness_pair, room);

		if (gathering->count)
			memcpy(more, gathering->pairs, gathering->count * sizeof(*more));
		gathering->pairs = more;
		gathering->room = room;
	}
	gathering->pairs[gathering->count++] = (struct likeness_pair){ first, second };
}

static void band_gather(struct gathering *gathering, struct bucketed *buckets, size_t count, size_t band)
{
	size_t filled = 0;

	for (size_t i = 0; i < count; i++)
		if (!gathering->all[i].is_nothing)
			buckets[filled++] = (struct bucketed){ str_number((struct str){
				(const char *)&gathering->all[i].at[band * LIKENESS_ROWS],
				LIKENESS_ROWS * sizeof(uint64_t) }), i };
	qsort(buckets, filled, sizeof(*buckets), by_bucket);
	for (size_t i = 0; i < filled; i++)
		for (size_t k = i + 1; k < filled && buckets[k].bucket == buckets[i].bucket; k++)
			pair_add(gathering, band, buckets[i].item, buckets[k].item);
}

const struct likeness_pair *likeness_candidates(struct arena *arena, const struct likeness_signature *all,
                                                size_t count, size_t *pairs_count)
{
	struct gathering gathering = { .arena = arena, .all = all };
	struct bucketed *buckets = arena_array(arena, struct bucketed, count + 1);

	for (size_t band = 0; band < LIKENESS_BANDS; band++)
		band_gather(&gathering, buckets, count, band);
	if (gathering.count)
		qsort(gathering.pairs, gathering.count, sizeof(*gathering.pairs), by_pair);
	*pairs_count = gathering.count;
	return gathering.pairs;
}
