/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/exercises/inside.h"

struct exercise_demo {
	struct arena *arena;
	struct change *change;          /* as the system */
	struct date today;
	const struct csv_table *table;  /* catalogues/demo/exercises.csv */
};

/* queries_demo.c, as the system; 0 none. */
int64_t exercises_demo_holder(struct view *view, int64_t unit_id, const char *role);
struct str exercises_demo_name(struct view *view, int64_t person_id);
