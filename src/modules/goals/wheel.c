/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/wheel.c - the days on which activities are due, for the year wheel. */
#include "modules/goals/inside.h"

static struct wheel_item_list activities_items(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct unit_activity_list found = activities_due(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct unit_activity *activity = &found.at[i];

		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "activity-%.*s", STR(activity->public_id)),
			.kind = S("activity"), .on = activity->due_on, .title = activity->title,
			.words = str_of(_("An activity of the unit is due")),
			.path = arena_print(arena, "/goals/activities/%.*s", STR(activity->public_id)),
			.state = str_of(_(activity_states[activity->state].label)),
			.is_late = activity_is_late(activity, date_today()),
			.is_done = !activity_is_open(activity->state) };
	}
	return list;
}

const struct wheel_source goals_wheel[] = {
	{ .name = "goals", .items = activities_items },
	{ .name = NULL },
};
