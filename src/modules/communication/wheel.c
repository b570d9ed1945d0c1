/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/wheel.c - planned messages and slots in the year wheel and in calendar feeds. */
#include "modules/communication/inside.h"

static void messages_add(struct view *view, const struct wheel_ask *ask, struct wheel_item_list *list,
                         const struct public_message_list *found)
{
	struct arena *arena = view_arena(view);

	for (size_t i = 0; i < found->count; i++)
		list->at[list->count++] = (struct wheel_item){
			.uid = arena_print(arena, "message-%.*s", STR(found->at[i].number)),
			.kind = S("message"), .on = found->at[i].planned_on,
			.words = str_of(ask->unit_id ? _("Message to the public") : _("Publish a message")),
			.title = found->at[i].title,
			.path = arena_print(arena, "/communication/messages/%.*s", STR(found->at[i].number)),
			.state = str_of(_(public_message_states[found->at[i].state].label)),
			.is_late = public_message_is_late(&found->at[i], date_today()),
			.is_done = !public_message_may_change(&found->at[i]) };
}

/* What all units see in the calendar of the city may leave the house too. */
static struct wheel_item_list communication_days(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct public_message_list messages = public_messages_planned(view, ask);
	struct calendar_slot_list slots = slots_of_unit(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item,
		messages.count + slots.count + 1) };

	messages_add(view, ask, &list, &messages);
	for (size_t i = 0; i < slots.count; i++)
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "slot-%.*s", STR(slots.at[i].number)),
			.kind = S("message"), .on = slots.at[i].from_on,
			.to = date_compare(slots.at[i].from_on, slots.at[i].to_on) ? slots.at[i].to_on
				: (struct date){ 0 },
			.words = arena_print(arena, _("Communication: %.*s"), STR(slots.at[i].title)),
			.path = arena_print(arena, "/communication/calendar/%.*s", STR(slots.at[i].number)),
			.state = str_of(_(calendar_slot_states[slots.at[i].state].label)) };
	return list;
}

const struct wheel_source communication_wheel[] = {
	{ .name = "communication", .items = communication_days },
	{ .name = NULL },
};
