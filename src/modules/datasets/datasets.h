/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * datasets/datasets.h - figures that others publish: who, by which licence, made how, and since when
 * they can be compared.
 *
 * A data set has a publisher, a licence, a note on its method, a caveat, a cadence and the days on
 * which its series were broken.  What is read in is an edition: a file with its digest and who read
 * it, all of its rows or none, never changed.  When a later edition says something else of the same
 * measure, area and period, the later is told and the earlier stands beside it as history.  A wrong
 * edition is withdrawn with a reason; its rows stay, and what it took the place of is told again.
 *
 * A number, ".." (not known) and "-" (nothing to count) are three things and never made one.  Two
 * periods with a break between them are not compared.  Sums of levels that are not what their parts
 * come to are told beside the edition.
 */
#pragma once

#include "kit/module.h"

/* A data set as another room tells of it. */
struct dataset_told {
	struct str code, words;         /* words: what may be put into a text, with its source */
};
LIST_OF(dataset_told)
enum { DATASETS_TOLD_MOST = 12 };

/* Sets with something in a period that ends no later than `to`: the newest of their headline. */
struct dataset_told_list datasets_told(struct view *view, struct date to);
/* The words of one of them as of that day; "" when it is not there. */
struct str dataset_told_words(struct view *view, struct str code, struct date to);

extern const struct module datasets_module;
