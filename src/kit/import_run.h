/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/import_run.h - what came of the last import that this process ran; its tidying. */
#pragma once

#include "store/store.h"

struct run_outcome {
	bool is_well;
	int64_t rows, added, changed, same, bad;
};
struct run_outcome import_outcome(void);
void import_tidy(struct store *store, struct arena *arena);     /* files older than 90 days */
