/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/compare.h - two versions of a text, told in words: what is new, what was taken away.
 *
 * For every room that keeps versions.  The pieces without what was added are the text before,
 * white space apart; the pieces without what was removed are exactly the text now.
 */
#pragma once

#include "base/json.h"
#include "base/out.h"

enum compared_kind { PIECE_same, PIECE_added, PIECE_removed };
struct compared_piece {
	enum compared_kind kind;
	struct str words;
};
struct compared_words {
	size_t count;
	struct compared_piece *pieces;
	int64_t added, removed;         /* words */
};
struct compared_words words_compare(struct arena *arena, struct str before, struct str now);

/* Members of the object that is open: words_added, words_removed, pieces. */
void compared_words_json(struct json_out *json, const struct compared_words *compared);
/* As running text: new words underlined, those taken away struck through, both also told to
 * who cannot see it. */
void compared_words_show(struct out *out, const struct compared_words *compared);
