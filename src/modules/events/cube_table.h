/* SPDX-License-Identifier: EUPL-1.2 */
/* events/cube_table.h - the counting of a table, for event_table() and for proving it. */
#pragma once

#include "modules/events/cube_axes.h"

struct cube_plan {                      /* a question, put into tables of offsets */
	struct cube_axis axes[EVENT_DIMS_MOST];
	size_t strides[EVENT_DIMS_MOST];
	uint32_t *offsets[COLUMN_count];        /* NULL: nothing is asked of the column */
	size_t groups;                  /* more than COLUMN_GROUPS_MOST: too large */
	bool may_open_all;
};
/* `is_all`: every unit counts, for the system. */
struct cube_plan cube_plan(struct view *view, const struct cube_state *state,
                           const struct event_table_ask *ask, bool is_all);
/* NULL: it was changed again and again meanwhile. */
uint32_t *cube_plan_count(struct arena *arena, const struct cube_state *state,
                          const struct cube_plan *plan);
