/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/compare.c - see compare.h.
 *
 * First the longest common row of lines is found, then within each place where lines differ
 * the longest common row of words.  A place that is too large for that is told as lines out
 * and lines in, which is true as well and as a rule easier to read.
 */
#include "kit/compare.h"

#include "base/say.h"
#include "kit/compare.html.h"

enum { MOST_CELLS = 4 << 20 };

struct tokens {
	size_t count;
	struct str *at;
};

struct comparing {
	struct arena *arena;
	struct compared_words *comparison;
	size_t room;
};

/* ---- Taking apart ------------------------------------------------------------------------- */

/* Lines keep their end, so that put together again they are the text. */
static struct tokens lines_of(struct arena *arena, struct str text)
{
	struct tokens tokens = { 0, arena_array(arena, struct str, text.len + 1) };

	while (text.len) {
		ptrdiff_t end = str_find_char(text, '\n');
		size_t len = end < 0 ? text.len : (size_t)end + 1;

		tokens.at[tokens.count++] = str_part(text, 0, len);
		text = str_part(text, len, text.len);
	}
	return tokens;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* A word with the white space that follows it. */
static struct tokens words_of(struct arena *arena, struct str text)
{
	struct tokens tokens = { 0, arena_array(arena, struct str, text.len + 1) };

	while (text.len) {
		size_t len = 0;

		while (len < text.len && !is_space(text.at[len]))
			len++;
		while (len < text.len && is_space(text.at[len]))
			len++;
		tokens.at[tokens.count++] = str_part(text, 0, len);
		text = str_part(text, len, text.len);
	}
	return tokens;
}

static bool same_token(struct str a, struct str b)
{
	return str_equals(str_trim(a), str_trim(b));
}

/* ---- Telling -------------------------------------------------------------------------------- */

static int64_t words_count(struct str text)
{
	int64_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += !is_space(text.at[i]) && (i == 0 || is_space(text.at[i - 1]));
	return count;
}

/* Tokens of one text lie one after another, so what goes on is the same piece grown. */
static void tell(struct comparing *comparing, enum compared_kind kind, struct str words)
{
	struct compared_words *comparison = comparing->comparison;
	struct compared_piece *last = comparison->count ? &comparison->pieces[comparison->count - 1] : NULL;

	if (!words.len)
		return;
	if (kind != PIECE_same)
		*(kind == PIECE_added ? &comparison->added : &comparison->removed) += words_count(words);
	if (last && last->kind == kind && last->words.at + last->words.len == words.at) {
		last->words.len += words.len;
		return;
	}
	must(comparison->count < comparing->room);
	comparison->pieces[comparison->count++] = (struct compared_piece){ kind, words };
}

static struct str together(const struct tokens *tokens, size_t from, size_t to)
{
	if (from >= to)
		return S("");
	return (struct str){ tokens->at[from].at,
		(size_t)(tokens->at[to - 1].at - tokens->at[from].at) + tokens->at[to - 1].len };
}

/* ---- The longest common row ------------------------------------------------------------------- */

struct stretch { size_t a_from, a_to, b_from, b_to; };

/* lengths[i][j]: of what is left from a[i] and b[j]. */
static uint32_t *lengths_fill(struct arena *arena, const struct tokens *a, const struct tokens *b,
                              struct stretch s)
{
	size_t rows = s.a_to - s.a_from, columns = s.b_to - s.b_from;
	uint32_t *lengths = arena_array(arena, uint32_t, (rows + 1) * (columns + 1));

	for (size_t i = rows; i-- > 0;)
		for (size_t j = columns; j-- > 0;) {
			uint32_t *here = &lengths[i * (columns + 1) + j];
			uint32_t down = here[columns + 1], right = here[1];

			if (same_token(a->at[s.a_from + i], b->at[s.b_from + j]))
				*here = here[columns + 2] + 1;
			else
				*here = down > right ? down : right;
		}
	return lengths;
}

static void differ(struct comparing *comparing, const struct tokens *a, const struct tokens *b,
                   struct stretch s, bool in_words);

static void differ_here(struct comparing *comparing, const struct tokens *a, const struct tokens *b,
                        struct stretch s, bool in_words)
{
	struct str before = together(a, s.a_from, s.a_to), now = together(b, s.b_from, s.b_to);

	if (in_words || !before.len || !now.len) {
		tell(comparing, PIECE_removed, before);
		tell(comparing, PIECE_added, now);
	} else {
		struct tokens x = words_of(comparing->arena, before), y = words_of(comparing->arena, now);

		differ(comparing, &x, &y, (struct stretch){ 0, x.count, 0, y.count }, true);
	}
}

/* Walks along the longest common row; what lies beside it differs. */
static void walk(struct comparing *comparing, const struct tokens *a, const struct tokens *b,
                 struct stretch s, bool in_words)
{
	size_t columns = s.b_to - s.b_from + 1, i = s.a_from, j = s.b_from, x = i, y = j;
	const uint32_t *lengths = lengths_fill(comparing->arena, a, b, s);

	while (i < s.a_to && j < s.b_to) {
		const uint32_t *here = &lengths[(i - s.a_from) * columns + (j - s.b_from)];

		if (same_token(a->at[i], b->at[j])) {
			differ_here(comparing, a, b, (struct stretch){ x, i, y, j }, in_words);
			tell(comparing, PIECE_same, b->at[j]);
			x = ++i;
			y = ++j;
		} else if (here[columns] >= here[1]) {
			i++;
		} else {
			j++;
		}
	}
	differ_here(comparing, a, b, (struct stretch){ x, s.a_to, y, s.b_to }, in_words);
}

/* What is the same at both ends needs no table. */
static void differ(struct comparing *comparing, const struct tokens *a, const struct tokens *b,
                   struct stretch s, bool in_words)
{
	size_t tail = 0;

	while (s.a_from < s.a_to && s.b_from < s.b_to
	       && same_token(a->at[s.a_from], b->at[s.b_from])) {
		tell(comparing, PIECE_same, b->at[s.b_from]);
		s.a_from++;
		s.b_from++;
	}
	while (s.a_from < s.a_to && s.b_from < s.b_to
	       && same_token(a->at[s.a_to - 1], b->at[s.b_to - 1])) {
		s.a_to--;
		s.b_to--;
		tail++;
	}
	if ((s.a_to - s.a_from + 1) * (s.b_to - s.b_from + 1) <= MOST_CELLS)
		walk(comparing, a, b, s, in_words);
	else
		differ_here(comparing, a, b, s, true);
	for (size_t i = 0; i < tail; i++)
		tell(comparing, PIECE_same, b->at[s.b_to + i]);
}

struct compared_words words_compare(struct arena *arena, struct str before, struct str now)
{
	struct compared_words comparison = { 0 };
	size_t room = before.len + now.len + 1;
	struct comparing comparing = { arena, &comparison, room };
	struct tokens a = lines_of(arena, before), b = lines_of(arena, now);

	comparison.pieces = arena_array(arena, struct compared_piece, room);
	differ(&comparing, &a, &b, (struct stretch){ 0, a.count, 0, b.count }, false);
	return comparison;
}

/* ---- Shown ------------------------------------------------------------------------------------- */

void compared_words_json(struct json_out *json, const struct compared_words *compared)
{
	static const char *const kinds[] = { "same", "added", "removed" };

	json_int(json, "words_added", compared->added);
	json_int(json, "words_removed", compared->removed);
	json_list_begin(json, "pieces");
	for (size_t i = 0; i < compared->count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "is", str_of(kinds[compared->pieces[i].kind]));
		json_str(json, "words", compared->pieces[i].words);
		json_object_finish(json);
	}
	json_list_finish(json);
}

void compared_words_show(struct out *out, const struct compared_words *compared)
{
	compared_pieces(out, compared);
}
