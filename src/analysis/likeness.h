/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/likeness.h - which of many short texts tell of the same thing?
 *
 * A text is taken as the set of all pieces of five letters in it, small letters, everything else
 * one space.  Two texts are as alike as the share of pieces they have in common of all they have
 * (Jaccard).  A signature is, for each of 128 orders of all possible pieces, the first piece the
 * text has; the share of equal places estimates the likeness (Broder 1997).  To find pairs
 * without comparing all, signatures are cut into 32 bands of 4: whoever shares a band is a
 * candidate.  Of pairs with likeness s, 1 - (1 - s^4)^32 become candidates: a quarter at 0.3,
 * nearly all from 0.6 on.
 *
 * Pieces are numbered by str_number(); orders come from splitmix64 started at 0x5EED.  No
 * clock, no chance: the same texts give the same signatures on every machine.
 */
#pragma once

#include "base/arena.h"

enum { LIKENESS_PLACES = 128, LIKENESS_BANDS = 32, LIKENESS_ROWS = 4, LIKENESS_PIECE = 5 };

uint64_t likeness_seed(size_t place);                   /* of an order */

/* Small letters a-z, those of Latin-1 with accents, and digits, one space between; letters that
 * come as two (a and a ring) become one. */
struct str likeness_words(struct arena *arena, struct str text);
/* The different pieces of a text as numbers, rising.  A shorter text is one piece. */
size_t likeness_pieces(struct arena *arena, struct str text, const uint64_t **pieces);
/* Exactly, from pieces: 0 to 1. */
double likeness_of_pieces(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);
double likeness_of_texts(struct arena *arena, struct str a, struct str b);

struct likeness_signature {
	uint64_t at[LIKENESS_PLACES];
	bool is_nothing;                /* no letter at all: like no other */
};
void likeness_sign(struct arena *arena, struct str text, struct likeness_signature *signature);
double likeness_estimate(const struct likeness_signature *a, const struct likeness_signature *b);
bool likeness_is_candidate(const struct likeness_signature *a, const struct likeness_signature *b);
/* In so large a share do pairs of this likeness become candidates. */
double likeness_candidate_share(double likeness);

/* All candidates among many, each pair once, the first below the second; in order. */
struct likeness_pair { size_t first, second; };
const struct likeness_pair *likeness_candidates(struct arena *arena, const struct likeness_signature *all,
                                                size_t count, size_t *pairs_count);
