/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/wheel.c - the days on which measures are due, for the year wheel.
 *
 * A calendar leaves the house, so it is told the number only; pages add the title.
 */
#include "modules/measures/inside.h"

static struct wheel_item_list measures_due(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct measure_list found = measures_due_between(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct measure *measure = &found.at[i];

		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "measure-%.*s", STR(measure->public_id)),
			.kind = S("measure"), .on = measure->due_on, .title = measure->title,
			.words = arena_print(arena, _("Measure %.*s is due"), STR(measure->number)),
			.path = arena_print(arena, "/measures/%.*s", STR(measure->number)),
			.state = str_of(_(measure_states[measure->state].label)),
			.is_late = measure_is_late(measure->state, measure->due_on, date_today()),
			.is_done = !measure_is_open(measure->state) };
	}
	return list;
}

const struct wheel_source measures_wheel[] = {
	{ .name = "measures", .items = measures_due },
	{ .name = NULL },
};
