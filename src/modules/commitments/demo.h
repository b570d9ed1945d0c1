/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/demo.h - what the files that fill the demo city share. */
#pragma once

#include "base/csv.h"
#include "modules/commitments/inside.h"
#include "modules/units/units.h"

struct demo_city {
	struct arena *arena;
	struct change *change;
	struct date today;
	struct unit_list units;         /* boards and companies */
	size_t count;                   /* commitments made */
	struct demo_made {
		struct commitment commitment;
		struct str key;         /* of catalogues/demo/commitments.csv */
		const struct unit *unit;
	} *made;
};
/* The kind or the code of the unit stands among these words. */
bool commitments_demo_is_of(const struct unit *unit, struct str words);
int64_t commitments_demo_holder(const struct demo_city *city, int64_t unit_id, const char *role);
struct instant commitments_demo_at_ten(struct date day);
