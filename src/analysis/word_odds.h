/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/word_odds.h - which words do some texts have more of than others?
 *
 * A word is counted once in each text that has it.  Its odds here, beside its odds in the texts
 * before, both with a prior that says what all of them together say (log odds ratio with an
 * informative Dirichlet prior: Monroe, Colaresi and Quinn 2008, "Fightin' Words", eq. 16-22):
 *
 *	a   = prior x (here + before), A = prior x (all here + all before)
 *	d   = ln (here + a) / (all here + A - here - a) - ln (before + a) / (all before + A - before - a)
 *	z   = d / sqrt(1 / (here + a) + 1 / (before + a))
 *
 * The prior keeps a word that is new from seeming endlessly more common.  Words that nearly all
 * texts have say nothing and are left out, and so are those of too few texts here.
 */
#pragma once

#include <stddef.h>

struct word_count { double here, before; };     /* texts that have the word */

/* What somebody decides; in brackets what is usual. */
struct word_settings {
	double prior;                   /* weighs so large a share of all that was read (0.1) */
	double z;                       /* more than this is more than chance (3) */
	double least;                   /* texts here that must have it (3) */
	double common;                  /* in a larger share of the texts before: says nothing (0.5) */
};
struct word_totals { double here, before; };    /* the counts of all words together */
struct word_totals word_totals(const struct word_count *counts, size_t count);

struct word_odds { double odds, error, z; };    /* odds: d above.  All NAN when nothing was read */
struct word_odds word_odds(struct word_count count, struct word_totals all, double prior);

struct word_found { size_t word; struct word_odds odds; };
/* Those that are more than chance, the clearest first; equal ones in the order they came.
 * texts_before: how many there are.  found has room for `count`; returns how many there are. */
size_t words_more(const struct word_count *counts, size_t count, size_t texts_before,
                  const struct word_settings *settings, struct word_found *found);
