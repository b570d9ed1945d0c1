/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/wheel.c - the next control rounds, for the year wheel. */
#include "modules/fire/inside.h"

static struct wheel_item_list rounds(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct fire_object_list found = fire_objects_due(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct fire_object *object = &found.at[i];

		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "fire-%.*s-%.*s", STR(object->number),
				STR(date_iso(arena, object->due_on))),
			.kind = S("fire_round"), .on = object->due_on,
			.words = arena_print(arena, _("Control round, %.*s"), STR(object->name)),
			.path = fire_object_path(arena, object),
			.is_late = date_compare(object->due_on, date_today()) < 0 };
	}
	return list;
}

const struct wheel_source fire_wheel[] = {
	{ .name = "fire", .items = rounds },
	{ .name = NULL },
};
