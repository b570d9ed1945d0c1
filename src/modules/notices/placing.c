/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/placing.c - see placing.h. */
#include "modules/notices/placing.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

struct placer {
	struct placer_name *names;      /* folded, by first byte, then longest first */
	size_t first[BUCKETS + 1];      /* bucket b is names[first[b]] .. names[first[b + 1] - 1] */
};

static int by_bucket_then_length(const void *a, const void *b)
{
	const struct placer_name *x = a, *y = b;
	int bx = (unsigned char)x->name.at[0], by = (unsigned char)y->name.at[0];

	if (bx != by)
		return bx - by;
	if (x->name.len != y->name.len)
		return x->name.len < y->name.len ? 1 : -1;
	return str_compare(x->name, y->name);
}

struct placer *placer_make(struct arena *arena, const struct placer_name *names, size_t count)
{
	struct placer *placer = arena_new(arena, struct placer);
	size_t n = 0;

	placer->names = arena_array(arena, struct placer_name, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct str name = str_fold(arena, str_trim(names[i].name));

		if (name.len)
			placer->names[n++] = (struct placer_name){
				name, names[i].area_id, names[i].is_alias };
	}
	if (n)
		qsort(placer->names, n, sizeof *placer->names, by_bucket_then_length);
	for (int b = 0, i = 0; b <= BUCKETS; b++) {
		while ((size_t)i < n && (unsigned char)placer->names[i].name.at[0] < b)
			i++;
		placer->first[b] = b == BUCKETS ? n : (size_t)i;
	}
	return placer;
}

/* Does a letter or digit begin at this byte of a folded text?  Beyond ASCII all are letters,
 * but for the signs of Latin-1 and the block of dashes, quotes and spaces. */
static bool is_word_at(struct str text, size_t at)
{
	unsigned char c = at < text.len ? (unsigned char)text.at[at] : ' ';

	if (c >= 0x80)
		return c != 0xC2 && c != 0xE2;
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t letter_bytes(struct str text, size_t at)
{
	size_t bytes = 1;

	while (at + bytes < text.len && ((unsigned char)text.at[at + bytes] & 0xC0) == 0x80)
		bytes++;
	return bytes;
}

/* Does the name stand at this place as a word, perhaps in the genitive? */
static bool stands_at(struct str text, size_t at, struct str name)
{
	size_t end = at + name.len;

	if (end > text.len || memcmp(text.at + at, name.at, name.len))
		return false;
	return !is_word_at(text, end) || (text.at[end] == 's' && !is_word_at(text, end + 1));
}

static int64_t area_at_word(const struct placer *placer, struct str text, size_t at, bool aliases)
{
	unsigned char bucket = (unsigned char)text.at[at];

	for (size_t i = placer->first[bucket]; i < placer->first[bucket + 1]; i++) {
		const struct placer_name *name = &placer->names[i];

		if (name->is_alias == aliases && stands_at(text, at, name->name))
			return name->area_id;
	}
	return 0;
}

int64_t placer_find(const struct placer *placer, struct arena *arena, struct str text, bool aliases)
{
	struct str folded = str_fold(arena, text);
	bool was_word = false;

	for (size_t i = 0; i < folded.len; i += letter_bytes(folded, i)) {
		bool is_word = is_word_at(folded, i);

		if (is_word && !was_word) {
			int64_t area = area_at_word(placer, folded, i, aliases);

			if (area)
				return area;
		}
		was_word = is_word;
	}
	return 0;
}
