/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/due.c - which evaluations are due, for whom and by when.
 *
 * Nothing of it is stored: it follows from the crises that are closed, so none is forgotten,
 * and a crisis that is opened again asks for nothing until it is closed.  A period of the
 * central crisis management that belongs to a crisis is evaluated with it; one without a crisis
 * asks by itself when it is stood down.  What is stored is that a named person judged that a
 * unit need not.
 */
#include "modules/evaluations/inside.h"

#include <stdlib.h>

/* Exercises are not waived. */
static const struct waiver *waiver_of(const struct waiver_list *list, const struct owed *owed)
{
	for (size_t i = 0; i < list->count; i++)
		if (owed_is_of(owed, list->at[i].crisis_id, 0, list->at[i].period_id)
		    && list->at[i].unit_id == owed->unit_id)
			return &list->at[i];
	return NULL;
}

static struct due *due_find(struct due_list *list, const struct owed *owed, int64_t unit_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (owed_is_of(owed, list->at[i].owed.crisis_id, list->at[i].owed.exercise_id,
		               list->at[i].owed.period_id)
		    && list->at[i].owed.unit_id == unit_id)
			return &list->at[i];
	return NULL;
}

/* The strongest ground that is found is told: what was judged, else that it was the city's. */
static void city_add(struct due_list *list, const struct owed_list *judged, int64_t office)
{
	for (size_t i = 0; i < judged->count; i++) {
		struct owed owed = judged->at[i];
		struct due *there = due_find(list, &owed, office);

		if (!is_central(owed.ground, owed.became))
			continue;
		owed.unit_id = office;
		if (there && str_is(owed.ground, "city"))
			continue;
		if (there)
			there->owed = owed;
		else
			list->at[list->count++] = (struct due){ .owed = owed };
	}
}

static int due_compare(const void *left, const void *right)
{
	const struct due *a = left, *b = right;
	int days = date_compare(a->due_on, b->due_on);

	if (days)
		return days;
	if (a->owed.crisis_id != b->owed.crisis_id)
		return a->owed.crisis_id < b->owed.crisis_id ? -1 : 1;
	if (a->owed.period_id != b->owed.period_id)
		return a->owed.period_id < b->owed.period_id ? -1 : 1;
	return a->owed.unit_id < b->owed.unit_id ? -1 : a->owed.unit_id > b->owed.unit_id;
}

static void dues_judge(struct view *view, struct due_list *list, struct date today)
{
	struct answered_list *answers = arena_take(view_arena(view), sizeof *answers);
	struct waiver_list *waivers = arena_take(view_arena(view), sizeof *waivers);

	*answers = evaluations_answering(view);
	*waivers = waivers_all(view);
	for (size_t i = 0; i < list->count; i++) {
		struct due *due = &list->at[i];

		due->owed.closed_at = over_at(due->owed.closed_at, due->owed.held_on);
		due->due_on = due_day(due->owed.closed_at);
		due->by = answer_best(answers, &due->owed);
		due->waiver = waiver_of(waivers, &due->owed);
		due->state = due_state_of(due->due_on, due->by, due->waiver != NULL, today);
	}
}

struct due_list dues_of(struct view *view, int64_t unit_id, struct date today)
{
	int64_t office = evaluation_office(view);
	struct owed_list own = owed_by_units(view, unit_id), judged = { 0, NULL };
	struct due_list list = { 0, NULL };

	if (office && (!unit_id || unit_id == office))
		judged = owed_by_city(view);
	list.at = arena_array(view_arena(view), struct due, own.count + judged.count + 1);
	for (size_t i = 0; i < own.count; i++)
		if (!due_find(&list, &own.at[i], own.at[i].unit_id))
			list.at[list.count++] = (struct due){ .owed = own.at[i] };
	city_add(&list, &judged, office);
	dues_judge(view, &list, today);
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, due_compare);
	return list;
}

const struct due *due_get(struct view *view, struct str number, int64_t unit_id)
{
	struct due_list list = dues_of(view, unit_id, date_today());

	for (size_t i = 0; i < list.count; i++)
		if (str_equals(list.at[i].owed.number, number) && list.at[i].owed.unit_id == unit_id)
			return &list.at[i];
	return NULL;
}

struct str due_ground(struct arena *arena, const struct owed *owed)
{
	if (str_is(owed->ground, "own"))
		return str_of(_("the crisis was the unit's own"));
	if (str_is(owed->ground, "asked"))
		return str_of(_("the unit was asked to report in it"));
	if (str_is(owed->ground, "city"))
		return str_of(_("the crisis was that of the whole city"));
	if (str_is(owed->ground, "exercise"))
		return str_of(_("the unit held the exercise"));
	if (owed->period_id)
		return str_of(_("the central crisis management was active without a crisis"));
	if (str_is(owed->ground, "period"))
		return arena_print(arena, _("the central crisis management was active (%.*s)"), STR(owed->became));
	if (str_is(owed->ground, "level"))
		return arena_print(arena, _("it was judged as level %.*s, %.*s"), STR(owed->became),
			STR(code_name("crisis/levels", owed->became)));
	return arena_print(arena, _("the central coordination was judged as %.*s"),
		STR(code_name("crisis/coordination", owed->became)));
}

const char *due_what(const struct owed *owed)
{
	return owed->exercise_id ? "exercise" : owed->period_id ? "period" : "crisis";
}

const char *due_path(const struct owed *owed)
{
	return owed->exercise_id ? "/exercises/" : owed->period_id ? "/emergency/" : "/crisis/";
}

const char *due_class(enum due_state state)
{
	static const char *const classes[] = { [DUE_not_begun] = "", [DUE_begun] = "doing",
		[DUE_in_review] = "doing", [DUE_late] = "late", [DUE_adopted] = "ok",
		[DUE_adopted_late] = "ok", [DUE_waived] = "closed" };

	return classes[state];
}
