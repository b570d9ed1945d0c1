/* SPDX-License-Identifier: EUPL-1.2 */
/* duties/wheel.c - the unit's own meetings, for the year wheel. */
#include "modules/duties/inside.h"

static struct wheel_item_list meetings(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct unit_meeting_list all = { 0 };
	struct wheel_item_list list = { 0 };
	struct str path = S("");
	const struct unit *unit = ask->unit_id ? unit_get(view, ask->unit_id) : NULL;

	if (!unit)
		return list;
	if (unit_is_followed(view, unit->id))
		path = arena_print(arena, "/duties/meetings?unit=%.*s", STR(unit->code));
	all = own_meetings_of(view, unit->id);
	list.at = arena_array(arena, struct wheel_item, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		const struct unit_meeting *one = &all.at[i];

		if (date_compare(one->on_date, ask->from) < 0 || date_compare(one->on_date, ask->to) > 0)
			continue;
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "meeting-%lld", (long long)one->id),
			.kind = S("meeting"), .on = one->on_date,
			.words = arena_print(arena, _("Meeting: %.*s"), STR(unit_words(unit))),
			.title = one->words,
			.path = path,
			.is_done = date_compare(one->on_date, date_today()) < 0 };
	}
	return list;
}

const struct wheel_source duties_wheel[] = {
	{ .name = "meetings", .items = meetings },
	{ .name = NULL },
};
