/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/compare.h - an analysis beside the one of an earlier year: what is new, what is gone,
 * what was judged higher or lower, and whose words were changed.
 *
 * A risk is the same when its number is.  Levels are compared by their number in the list of
 * levels; steps only where both analyses use the same version of the scales, because a three
 * of one scale is not a three of another.
 */
#pragma once

#include "modules/risks/pages.h"

enum comparison { COMPARED_new, COMPARED_higher, COMPARED_lower, COMPARED_words, COMPARED_gone,
	COMPARED_carried, COMPARED_same, COMPARISONS };
extern const struct choice comparisons[];       /* a group's name for machines, and its heading */

enum { MOST_CHANGED = 9 };                      /* as many fields as are compared */
struct compared {
	enum comparison group;
	const struct risk *now, *before;                /* NULL: only in the other */
	const struct risk_revision *level, *level_before;
	const struct field *changed[MOST_CHANGED];
	struct str old[MOST_CHANGED];                   /* what words said before; "" for the rest */
	size_t changed_count;
};
LIST_OF(compared)

/* Which fields differ. */
void risk_compared_words(struct arena *arena, struct compared *one);
/* `same_scales`: steps may be compared too. */
enum comparison risk_compared_group(const struct compared *one, bool same_scales);

struct compare_page {
	const struct rsa *rsa;
	const struct unit *unit;
	const struct rsa *before;       /* NULL: there is none that one may read */
	bool same_scales;
	struct compared_list list;      /* in the order of the groups */
	size_t counts[COMPARISONS];
};
