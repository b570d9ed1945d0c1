/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/diff.c - what has changed between two texts, word by word.
 *
 * The longest common subsequence by the classic table; notices are short, and longer texts
 * are cut at MOST_WORDS.
 */
#include "modules/notices/inside.h"
#include "modules/notices/pages.html.h"

enum { MOST_WORDS = 600 };

struct words {
	size_t count;
	struct str at[MOST_WORDS];
};

static void words_split(struct str text, struct words *words)
{
	words->count = 0;
	while (text.len && words->count < MOST_WORDS) {
		struct str word = str_trim(str_cut(&text, ' '));

		if (word.len)
			words->at[words->count++] = word;
	}
}

static void walk(struct out *out, const struct words *before, const struct words *after,
                 const uint16_t *common)
{
	size_t i = 0, k = 0, row = after->count + 1;

	while (i < before->count || k < after->count) {
		if (i < before->count && k < after->count
		    && str_equals(before->at[i], after->at[k])) {
			notice_diff_same(out, before->at[i]);
			i++, k++;
		} else if (k == after->count || (i < before->count
		           && common[(i + 1) * row + k] >= common[i * row + k + 1])) {
			notice_diff_gone(out, before->at[i++]);
		} else {
			notice_diff_new(out, after->at[k++]);
		}
	}
}

struct html words_diff(struct arena *arena, struct str before_text, struct str after_text)
{
	struct words *before = arena_new(arena, struct words);
	struct words *after = arena_new(arena, struct words);
	size_t row;
	uint16_t *common;
	struct out out;

	words_split(before_text, before);
	words_split(after_text, after);
	row = after->count + 1;
	common = arena_array(arena, uint16_t, (before->count + 1) * row);
	for (size_t i = before->count; i-- > 0;)
		for (size_t k = after->count; k-- > 0;) {
			uint16_t down = common[(i + 1) * row + k], right = common[i * row + k + 1];

			common[i * row + k] = str_equals(before->at[i], after->at[k])
				? (uint16_t)(common[(i + 1) * row + k + 1] + 1)
				: down > right ? down : right;
		}
	out_init(&out, arena, 1 << 20);
	walk(&out, before, after, common);
	return out_html(&out);
}
