/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/exercises/run.h"

struct exercise_demo {
	struct arena *arena;
	struct change *change;          /* as the system */
	struct date today;
	const struct csv_table *table;  /* catalogues/demo/exercises.csv */
};

/* demo_runs.c: those that are run here; the held ones, to be measured once they are committed. */
size_t exercise_runs_tell(const struct exercise_demo *demo, struct exercise *made, size_t most);
void exercise_run_measure(struct store *store, struct arena *arena, const struct exercise *exercise);

/* queries_demo.c, as the system; 0 none. */
int64_t exercises_demo_holder(struct view *view, int64_t unit_id, const char *role);
const struct crisis *exercises_demo_crisis(struct view *view, struct str title);        /* NULL */
int64_t exercises_demo_line(struct view *view, int64_t crisis_id, struct str words);
