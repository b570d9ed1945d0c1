/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/continuity/inside.h"

struct demo_commitment {
	int64_t id, unit_id, node_id;
	struct str name, unit_code, tags, area;
	double tolerable;
};
LIST_OF(demo_commitment)

struct demo_city {
	struct arena *arena;
	struct change *change;
	struct view *view;
	const struct csv_table *nodes;
	const int64_t *node_ids;        /* of each row of nodes; 0 for the heading */
};

/* As the system: open commitments with their units. */
struct demo_commitment_list demo_commitments(struct view *system);
int64_t continuity_demo_coordinator(struct view *system, int64_t unit_id);         /* at the unit or above; 0 */
/* Who writes and who approves there, or above. */
struct demo_plan_people { int64_t writer, approver; };
struct demo_plan_people demo_plan_people(struct view *system, int64_t unit_id);
