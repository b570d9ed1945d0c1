/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/ranking_making.h - what the files of the ranking share; only they include it. */
#pragma once

#include "analysis/ranking.h"

/* Futures are made so many at a time: what is drawn for one risk has a stream for each time. */
enum { BLOCK = 64, BINS = 512, FREQUENCY = 0, CONSEQUENCE = 1 };

struct ready_risk { uint64_t number; struct drawer frequency, consequence[RANKING_VALUES_MOST]; };

/* What every thread only reads, except for its own hand. */
struct making {
	const struct ranking_ask *ask;
	struct ready_risk *risks;
	struct weights weights;
	size_t *members[RANKING_VALUES_MOST + 1];       /* risks with a place in a value; all */
	size_t placed[RANKING_VALUES_MOST + 1];
	double whole[RANKING_VALUES_MOST];              /* log of the likely loss of all */
	double bin_from[RANKING_RISKS_MOST][RANKING_VALUES_MOST];
	double bin_width[RANKING_RISKS_MOST][RANKING_VALUES_MOST];
	struct hand *hands;
};

struct hand {
	uint32_t *counts;               /* view x risk x place */
	uint32_t *bins;                 /* risk x value x bin; the first is of those that are 0 */
	float *logs;                    /* value x future of the block x risk; log of the loss */
	uint32_t *keys, *keys_other;
	uint16_t *order, *order_other;
};

/* All that a thread needs, but for its hand. */
struct making *ranking_ready(struct arena *arena, const struct ranking_ask *ask);
/* One block of futures: drawn, put in order and counted. */
void ranking_block(void *context, int thread, size_t block);
bool ranking_is_placed(const struct ranking_risk *risk, size_t value);
