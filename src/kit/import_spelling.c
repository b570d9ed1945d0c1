/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_spelling.c - how often each spelling stands in a column, and which of those
 * that differ only in case and signs is the usual one; how often a key has been met.
 */
#include "kit/import_inside.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(struct str text)
{
	uint64_t hash = 1469598103934665603u;           /* FNV-1a */

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.at[i]) * 1099511628211u;
	return hash;
}

static struct spelling *slot_of(const struct spellings *spellings, struct str text)
{
	size_t at = hash_of(text) & (spellings->room - 1);

	while (spellings->at[at].count && !str_equals(spellings->at[at].text, text))
		at = (at + 1) & (spellings->room - 1);
	return &spellings->at[at];
}

static void grow(struct spellings *spellings)
{
	struct spellings larger = *spellings;

	larger.room = spellings->room ? spellings->room * 2 : 64;
	larger.at = arena_array(spellings->arena, struct spelling, larger.room);
	for (size_t i = 0; i < spellings->room; i++)
		if (spellings->at[i].count)
			*slot_of(&larger, spellings->at[i].text) = spellings->at[i];
	*spellings = larger;
}

void spellings_add(struct spellings *spellings, struct str text)
{
	struct spelling *slot;

	if (spellings->is_full)
		return;
	if (spellings->count * 2 >= spellings->room)
		grow(spellings);
	slot = slot_of(spellings, text);
	if (slot->count++)
		return;
	slot->text = arena_copy(spellings->arena, text);
	spellings->is_full = ++spellings->count > MOST_SPELLINGS;
}

/* ---- Keys --------------------------------------------------------------------------- */

static uint32_t *met_place(struct met *met, uint64_t hash)
{
	size_t at = (hash ^ hash >> 29) & (met->room - 1);

	while (met->counts[at] && met->hashes[at] != hash)
		at = (at + 1) & (met->room - 1);
	met->hashes[at] = hash;
	return &met->counts[at];
}

static void met_grow(struct met *met)
{
	struct met old = *met;

	met->room = old.room ? old.room * 2 : 1024;
	met->hashes = arena_array(met->arena, uint64_t, met->room);
	met->counts = arena_array(met->arena, uint32_t, met->room);
	for (size_t i = 0; i < old.room; i++)
		if (old.counts[i])
			*met_place(met, old.hashes[i]) = old.counts[i];
}

/* Known by 64 bits of its text: in a million rows two differ with the same bits once in
 * forty million files. */
uint32_t met_again(struct met *met, struct str text)
{
	uint32_t nth;

	if (met->count * 2 >= met->room)
		met_grow(met);
	nth = ++*met_place(met, hash_of(text));
	met->count += nth == 1;
	return nth;
}

/* ---- Spellings ---------------------------------------------------------------------- */

/* Letters and digits, with one space for everything else between them. */
static struct str plain(struct arena *arena, struct str text)
{
	struct str rest = str_fold(arena, text);
	char *to = arena_take(arena, rest.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < rest.len; i++) {
		unsigned char c = (unsigned char)rest.at[i];
		bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;

		if (is_word)
			to[len++] = (char)c;
		else if (len && to[len - 1] != ' ')
			to[len++] = ' ';
	}
	return str_trim((struct str){ to, len });
}

/* By word, the most frequent spelling of each first. */
static int by_word(const void *a, const void *b)
{
	const struct spelling *x = a, *y = b;
	int order = str_compare(x->folded, y->folded);

	if (order)
		return order;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return str_compare(x->text, y->text);
}

void spellings_settle(struct spellings *spellings)
{
	size_t count = 0;

	if (spellings->is_settled)
		return;
	for (size_t i = 0; i < spellings->room; i++) {
		if (!spellings->at[i].count)
			continue;
		spellings->at[count] = spellings->at[i];
		spellings->at[count].folded = plain(spellings->arena, spellings->at[count].text);
		count++;
	}
	if (count)
		qsort(spellings->at, count, sizeof(*spellings->at), by_word);
	spellings->folded = 0;
	for (size_t i = 0; i < count; i++)
		spellings->folded += i == 0
			|| !str_equals(spellings->at[i].folded, spellings->at[i - 1].folded);
	spellings->is_settled = true;
}

struct str spellings_best(const struct spellings *spellings, struct arena *arena, struct str text)
{
	struct str folded = plain(arena, text);
	size_t low = 0, high = spellings->count;

	while (low < high) {            /* the first of the word */
		size_t middle = low + (high - low) / 2;

		if (str_compare(spellings->at[middle].folded, folded) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < spellings->count && str_equals(spellings->at[low].folded, folded))
		return spellings->at[low].text;
	return text;
}
