/* SPDX-License-Identifier: EUPL-1.2 */
/* events/cube_keep.h - the counts in memory are compared with the database. */
#pragma once

#include "modules/events/events.h"

struct cube_proof {
	int64_t asked, differed;
	bool has_room;                  /* false: it ended before `questions`, for not all fits in memory */
};
/* Random questions by every dimension, narrowed by unit, area, type and severity, as it was and
 * as it is, each asked of the memory and of the database at one moment, as the system.
 * When one differs, or not all fits, all is read anew by the next who counts: units and types
 * may have become fewer. */
struct cube_proof cube_prove(struct store *store, int64_t questions, uint64_t seed);

extern const struct job_kind events_jobs[];
int counts_command(struct store *store, int argc, char **argv);
