/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/make.h - computing a round and writing what came of it; erasing its answers in time.
 *
 * survey-compute    {"round": public_id}: ordered on the page of a round
 * survey-erase      by itself: answers whose round was computed survey_answers_kept_days ago
 */
#pragma once

#include "modules/surveys/compute.h"

extern const struct job_kind surveys_jobs[];
void surveys_demo(struct store *store, int scale);
struct compute_settings surveys_settings(void);

/* Reads the files of a round, computes them and writes a new run, in the name of `who`.  False: *problem says why nothing was computed.  step as in round_compute(). */
struct round_making {
	struct who who;
	int64_t round_id;
	bool (*step)(void *context, size_t question);
	void *context;
	struct str problem;
	struct round_run run;           /* what was written */
};
bool round_make(struct store *store, struct arena *arena, struct round_making *making);
