/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/texts.h - the words of some texts, and how many of the texts have each.
 *
 * Words with the same stem are one, and are told as most texts here write them.  What may point
 * to a person is no word: what the identity guard finds (kit/identity.h), everything with a
 * digit in it, and what is never written with a small letter, which may be a name.
 */
#pragma once

#include "analysis/word_odds.h"
#include "base/arena.h"

struct text_words {
	size_t count;
	struct str *words;              /* small letters */
	struct word_count *counts;      /* texts that have it: here, before */
};
/* The first `here` texts are those that are looked at, the others stand before them.  Memory is
 * taken from `scratch`; the words themselves stand in it, too. */
struct text_words texts_words(struct arena *scratch, const struct str *texts, size_t here, size_t count);
