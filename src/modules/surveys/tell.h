/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/tell.h - what of a question may be told, so that few answers cannot be worked out; pure.
 *
 * Few answers follow from the sum above them less all that is told beside them.  So the parts of
 * an area that are not told (with the answers that stand in none of its parts) must be two or
 * more, and together have as many answers as may be told; else the smallest part that is told is
 * not told either.  What is hidden for the sake of others must not follow from its own parts: the
 * same goes for those.  Levels are gone through until nothing more has to be hidden.
 *
 * (analysis/small_cells.h hides counts in a table of rows and columns with their sums; these are
 * shares in a tree, of which a number follows only from all of the others.)
 */
#pragma once

#include "modules/surveys/inside.h"

struct telling_ask {
	struct round_result *results;   /* of one question: the city (area 0) and areas */
	size_t count;
	const struct survey_area_list *areas;
	int64_t least;                  /* answers that may be told */
};
/* Says which are told, and takes away every number of those that are not. */
void results_tell(const struct telling_ask *ask);
