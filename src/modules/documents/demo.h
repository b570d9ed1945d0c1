/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/demo.h - what the files that fill the demo city share. */
#pragma once

#include "base/csv.h"
#include "modules/documents/inside.h"

enum { PER_MILLE = 1000 };

struct filling {
	struct change *change;
	struct arena *arena;
	struct date today;
};

const struct csv_table *documents_demo_table(struct arena *arena, const char *name);
/* A number from 0 to 999 that belongs to these words. */
int document_drawn(struct arena *arena, struct str a, struct str b, const char *what);

struct demo_version {
	int64_t id;
	struct str kind, code;          /* code: the topic, for documents of the city */
};
LIST_OF(demo_version)
struct demo_version_list demo_versions(struct view *view);      /* in force, with a topic */
void document_result_put(struct change *change, int64_t version_id, int64_t unit_id, struct str role,
                         int year, int answered, int passed);
void knowledge_demo(struct filling *filling);
