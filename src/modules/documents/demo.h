/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/documents/inside.h"

struct filling {
	struct change *change;
	struct arena *arena;
	struct date today;
};

struct demo_version {
	int64_t id;
	struct str kind, code;          /* code: the topic, for documents of the city */
};
LIST_OF(demo_version)
struct demo_version_list demo_versions(struct view *view);      /* in force, with a topic */
void document_result_put(struct change *change, int64_t version_id, int64_t unit_id, struct str role,
                         int year, int answered, int passed);
/* How many people of a unit and below have one of the roles; "" any. */
int64_t document_demo_people(struct view *view, int64_t unit_id, struct str roles);
void knowledge_demo(struct filling *filling);
