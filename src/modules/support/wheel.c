/* SPDX-License-Identifier: EUPL-1.2 */
/* support/wheel.c - when crisis support is to be gone through again, for the year wheel. */
#include "modules/support/inside.h"

struct date support_review_due(const struct support_organisation *organisation, struct date last)
{
	int64_t months = item_int(item_find("support/hours", organisation->hours), "review_months");

	if (!months || date_is_given(organisation->valid_to))
		return (struct date){ 0 };
	return date_is_given(last) ? date_add_months(last, (int)months) : organisation->valid_from;
}

static struct wheel_item_list reviews(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct support_organisation_list found = organisations_for_wheel(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct support_organisation *organisation = &found.at[i];
		struct date due = support_review_due(organisation,
			organisation_reviewed(view, organisation->id));

		if (!date_is_given(due) || date_compare(due, ask->from) < 0
		    || date_compare(due, ask->to) > 0)
			continue;
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "support-%.*s-%.*s", STR(organisation->public_id),
				STR(date_iso(arena, due))),
			.kind = S("review"), .on = due,
			.words = str_of(_("Go through staff and premises of crisis support")),
			.path = arena_print(arena, "/support/organisations/%.*s",
				STR(unit_code(view, organisation->unit_id))),
			.is_late = date_compare(due, date_today()) < 0 };
	}
	return list;
}

const struct wheel_source support_wheel[] = {
	{ .name = "support", .items = reviews },
	{ .name = NULL },
};
