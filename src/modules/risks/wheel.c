/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/wheel.c - the days of risks in the year wheel: looked at again, accepted no longer. */
#include "modules/risks/inside.h"

static void day_add(struct arena *arena, const struct risk_day *day, bool is_review,
                    struct wheel_item_list *list)
{
	struct date on = is_review ? day->review_on : day->accepted_until;

	list->at[list->count++] = (struct wheel_item){
		.uid = arena_print(arena, is_review ? "risk-review-%.*s" : "risk-accepted-%.*s",
			STR(day->public_id)),
		.kind = S("review"), .on = on, .title = day->title,
		.words = str_of(is_review ? _("A risk is to be looked at again")
			: _("The last day of an accepted risk")),
		.path = arena_print(arena, "/risks/%.*s", STR(day->public_id)),
		.is_late = date_compare(on, date_today()) < 0 };
}

static bool is_asked(struct date day, const struct wheel_ask *ask)
{
	return date_is_given(day) && date_compare(day, ask->from) >= 0 && date_compare(day, ask->to) <= 0;
}

static struct wheel_item_list risk_items(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct risk_day_list days = risk_days(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, 2 * days.count + 1) };

	for (size_t i = 0; i < days.count; i++) {
		if (is_asked(days.at[i].review_on, ask))
			day_add(arena, &days.at[i], true, &list);
		if (is_asked(days.at[i].accepted_until, ask))
			day_add(arena, &days.at[i], false, &list);
	}
	return list;
}

const struct wheel_source risks_wheel[] = {
	{ .name = "risks", .items = risk_items },
	{ .name = NULL },
};
