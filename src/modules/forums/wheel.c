/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/wheel.c - meetings of councils and networks, for the year wheel. */
#include "modules/forums/inside.h"

static struct wheel_item_list meetings(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct wheel_meeting_list found = meetings_between(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++)
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "forum-%.*s", STR(found.at[i].public_id)),
			.kind = S("forum"), .on = found.at[i].on_date, .words = found.at[i].forum,
			.path = arena_print(arena, "/meetings/%.*s", STR(found.at[i].number)),
			.is_done = date_compare(found.at[i].on_date, date_today()) < 0 };
	return list;
}

const struct wheel_source forums_wheel[] = {
	{ .name = "forums", .items = meetings },
	{ .name = NULL },
};
