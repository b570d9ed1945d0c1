/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/linkage_pairs.h - all pairs worth comparing, each once; only linkage.c includes it. */
#pragma once

#include "analysis/linkage.h"

struct linkage_pair { int32_t a, b, pattern; };

struct pairs;
struct pairs *pairs_open(const struct linkage_lists *lists, const struct linkage_settings *settings);
/* How many there are of each pattern. */
void pairs_count(struct pairs *pairs, int64_t counts[LINKAGE_PATTERNS]);
/* Those of the patterns that are wanted, in no order; they are the pairs' own. */
size_t pairs_keep(struct pairs *pairs, const bool wanted[LINKAGE_PATTERNS], struct linkage_pair **kept);
void pairs_close(struct pairs *pairs);
