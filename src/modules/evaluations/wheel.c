/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/wheel.c - the days on which evaluations are due, for the year wheel.
 *
 * A calendar leaves the house: it is told the number of the crisis, as the one who is to
 * evaluate it was.  Who leads an evaluation has its day among the own.
 */
#include "modules/evaluations/lessons.h"

static bool is_asked(const struct due *due, const struct wheel_ask *ask)
{
	if (date_compare(due->due_on, ask->from) < 0 || date_compare(due->due_on, ask->to) > 0
	    || due->state == DUE_waived)
		return false;
	return !ask->person_id || (due->by && due->by->leader_id == ask->person_id);
}

static struct wheel_item_list due_items(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct due_list dues = dues_of(view, ask->unit_id, date_today());
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, dues.count + 1) };

	for (size_t i = 0; i < dues.count; i++) {
		const struct due *due = &dues.at[i];

		if (!is_asked(due, ask))
			continue;
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "evaluation-%.*s-%lld", STR(due->owed.number),
				(long long)due->owed.unit_id),
			.kind = S("evaluation"), .on = due->due_on,
			.words = arena_print(arena, _("The evaluation of %.*s is due"), STR(due->owed.number)),
			.path = due->by && due->by->number.len
				? arena_print(arena, "/evaluations/%.*s", STR(due->by->number))
				: S("/evaluations/due"),
			.state = str_of(_(due_states[due->state].label)), .is_late = due->state == DUE_late,
			.is_done = !due_is_open(due->state) };
	}
	return list;
}

const struct wheel_source evaluations_wheel[] = {
	{ .name = "evaluations", .items = due_items },
	{ .name = NULL },
};
