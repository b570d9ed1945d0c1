/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/small.h - the areas of each level together: small areas, and the places they may have; see compute.h. */
#pragma once

#include "modules/surveys/compute.h"

struct small_ask {
	struct round_result *results;   /* of one question */
	size_t count;
	const struct round_result_list *before;
	const struct compute_settings *settings;
};
/* Fills in small, its limits and own where areas of a level are enough for it; has_small where it
 * is sure enough to be told. */
void small_find(struct arena *arena, const struct small_ask *ask);
/* The places of those that are told; after it is decided which are. */
void small_rank(struct arena *arena, const struct small_ask *ask);
