/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/forums/inside.h"
#include "modules/units/units.h"

struct demo_city {
	struct change *change;
	struct view *view;
	const struct csv_table *forums, *members, *meetings, *priorities;
};

/* Planned, or held with those who came; approved: the minutes too. */
void demo_meeting_make(const struct demo_city *city, const struct forum *forum,
                       struct forum_meeting *meeting, bool is_approved);
/* demo_series.c: forums that many units have alike, and those that meet every week. */
void forum_series_make(const struct demo_city *city);
/* Somebody who has the role at the unit itself; 0 nobody. */
int64_t forums_demo_holder(struct view *view, int64_t unit_id, struct str role);
