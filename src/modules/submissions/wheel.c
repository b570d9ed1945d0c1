/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/wheel.c - when a unit is to hand something in, and its own days before that.
 *
 * What nothing is due for (it comes when something happens) has no day in the wheel.
 */
#include "modules/submissions/inside.h"

enum { MOST_DAYS = 600 };

static bool is_within(struct date on, const struct wheel_ask *ask)
{
	return date_is_given(on) && date_compare(on, ask->from) >= 0
		&& date_compare(on, ask->to) <= 0;
}

static struct str key_of(struct arena *arena, const struct programme *programme,
                         const struct delivery *one, struct str unit)
{
	return arena_print(arena, "%.*s-%.*s-%.*s-%.*s", STR(programme->code),
		STR(one->deliverable->code), STR(unit), STR(one->period));
}

static void delivery_add(struct view *view, const struct wheel_ask *ask,
                         const struct programme *programme, const struct delivery *one,
                         struct wheel_item_list *list)
{
	const struct unit *unit = unit_get(view, one->unit_id);
	bool is_open = one->state < SUBMISSION_submitted || one->state == SUBMISSION_returned;

	if (!unit || !is_within(one->due, ask) || list->count == MOST_DAYS)
		return;
	list->at[list->count++] = (struct wheel_item){
		.uid = arena_print(view_arena(view), "delivery-%.*s",
			STR(key_of(view_arena(view), programme, one, unit->code))),
		.kind = S("deliverable"), .on = one->due,
		.words = arena_print(view_arena(view), _("Hand in: %.*s"),
			STR(deliverable_name(one->deliverable))),
		.path = one->path, .state = str_of(_(delivery_words(one))),
		.is_late = one->is_late && is_open, .is_done = !is_open };
}

/* The unit's own days before its meeting: draft, dispatch ... */
static void deadlines_add(struct view *view, const struct wheel_ask *ask,
                          const struct programme *programme, const struct delivery *one,
                          const struct calendar_rule_list *rules, struct wheel_item_list *list)
{
	struct arena *arena = view_arena(view);
	const struct unit *unit = unit_get(view, one->unit_id);
	const struct unit_meeting *meeting = NULL;
	struct internal_deadline_list days;

	for (size_t i = 0; i < rules->count && !meeting; i++)
		if (str_equals(rules->at[i].code, one->deliverable->cadence))
			meeting = meeting_for(view, one->unit_id, &rules->at[i], one->from.year);
	if (!unit || !meeting)
		return;
	days = internal_deadlines(view, programme->id, meeting);
	for (size_t i = 0; i < days.count && list->count < MOST_DAYS; i++) {
		if (!is_within(days.at[i].on, ask))
			continue;
		list->at[list->count++] = (struct wheel_item){
			.uid = arena_print(arena, "deadline-%.*s-%.*s",
				STR(key_of(arena, programme, one, unit->code)), STR(days.at[i].code)),
			.kind = S("deadline"), .on = days.at[i].on, .path = one->path,
			.words = arena_print(arena, "%.*s: %.*s", STR(days.at[i].name),
				STR(deliverable_name(one->deliverable))),
			.is_done = one->state >= SUBMISSION_submitted
				&& one->state != SUBMISSION_returned };
	}
}

static void year_add(struct view *view, const struct wheel_ask *ask,
                     const struct programme *programme, int year, struct wheel_item_list *list)
{
	struct delivery_list deliveries = deliveries_of(view, programme, ask->unit_id, year);
	struct calendar_rule_list rules = calendar_rules_of(view, programme->id);

	for (size_t i = 0; i < deliveries.count; i++) {
		const struct delivery *one = &deliveries.at[i];

		/* One that is due next year is told in its own year. */
		if (one->due.year != year)
			continue;
		delivery_add(view, ask, programme, one, list);
		deadlines_add(view, ask, programme, one, &rules, list);
	}
}

static struct wheel_item_list deliveries_due(struct view *view, const struct wheel_ask *ask)
{
	struct wheel_item_list list = { 0, NULL };
	struct programme_list programmes;

	if (!ask->unit_id)
		return list;
	list.at = arena_array(view_arena(view), struct wheel_item, MOST_DAYS);
	programmes = programmes_all(view);
	for (size_t i = 0; i < programmes.count; i++)
		for (int year = ask->from.year; year <= ask->to.year; year++)
			if (programmes.at[i].valid_from.year <= year
			    && (!date_is_given(programmes.at[i].valid_to)
			        || programmes.at[i].valid_to.year >= year))
				year_add(view, ask, &programmes.at[i], year, &list);
	return list;
}

const struct wheel_source submissions_wheel[] = {
	{ .name = "deliveries", .items = deliveries_due },
	{ .name = NULL },
};
