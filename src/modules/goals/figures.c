/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * goals/figures.c - what the program has counted, beside the words of a follow-up.
 *
 * Each figure is a sentence with the page that shows exactly its rows.  It stands beside the
 * text and goes into it only when the person says so.  A figure shows what happened; it does
 * not say that the unit's work was the cause.
 */
#include "modules/goals/inside.h"

#include "modules/units/units.h"

enum { MOST_FIGURES = 12 };

static void add(struct figure_list *list, struct str words, struct str path)
{
	if (list->count < MOST_FIGURES)
		list->at[list->count++] = (struct figure){ words, path };
}

/* ---- Duties ---------------------------------------------------------------------------------- */

struct verdict_list figures_verdicts(struct view *view, const struct unit *unit, int year)
{
	struct programme_list programmes = programmes_in(view, year);
	struct verdict_list all = { 0 };

	for (size_t p = 0; p < programmes.count; p++) {
		struct verdict_list some = verdicts_of(view, &(struct verdict_ask){
			.programme = &programmes.at[p], .unit_id = unit->id, .year = year,
			.is_bare = true });
		struct verdict *grown = arena_array(view_arena(view), struct verdict,
			all.count + some.count + 1);

		for (size_t i = 0; i < all.count; i++)
			grown[i] = all.at[i];
		for (size_t i = 0; i < some.count; i++)
			grown[all.count + i] = some.at[i];
		all.at = grown;
		all.count += some.count;
	}
	return all;
}

/* Follow-up points are asked of the duties and are no duties. */
static bool is_about(const struct verdict *verdict, int64_t programme_id, struct str area)
{
	return !str_is(verdict->obligation->kind, "U")
		&& (!programme_id || (verdict->obligation->programme_id == programme_id
			&& str_equals(verdict->obligation->focus_area, area)));
}

static struct str duties_path(struct arena *arena, const struct figure_ask *ask, const char *state)
{
	struct str path = arena_print(arena, "/duties/rows?unit=%.*s&year=%d&state=%s",
		STR(ask->unit->code), ask->period->year, state);

	if (!ask->goal)
		return path;
	return arena_print(arena, "%.*s&programme=%.*s&focus=%.*s", STR(path),
		STR(ask->goal->programme), STR(ask->goal->focus_area));
}

static void duties_add(struct view *view, const struct figure_ask *ask, struct figure_list *list)
{
	const struct programme *programme = ask->goal
		? programme_of_code(view, ask->goal->programme) : NULL;
	struct arena *arena = view_arena(view);
	int64_t held = 0, behind = 0;

	if (ask->goal && !programme)
		return;
	for (size_t i = 0; i < ask->verdicts->count; i++) {
		const struct verdict *verdict = &ask->verdicts->at[i];

		if (!is_about(verdict, programme ? programme->id : 0,
				ask->goal ? ask->goal->focus_area : S("")))
			continue;
		held += verdict->state == VERDICT_fulfilled;
		behind += verdict_counts_behind(verdict);
	}
	add(list, arena_print(arena, ask->goal
			? _("Duties in the focus area that are fulfilled: %lld.")
			: _("Duties of the programme that are fulfilled: %lld."), (long long)held),
		duties_path(arena, ask, "fulfilled"));
	add(list, arena_print(arena, ask->goal
			? _("Duties in the focus area that the unit is behind with: %lld.")
			: _("Duties of the programme that the unit is behind with: %lld."), (long long)behind),
		duties_path(arena, ask, "behind"));
}

/* ---- Activities and measures -------------------------------------------------------------------- */

static void measures_add(struct view *view, const struct unit_activity_list *activities,
                         struct str path, struct figure_list *list)
{
	int64_t all = 0, done = 0, late = 0;

	for (size_t i = 0; i < activities->count; i++) {
		struct measure_list measures = activity_measures(view, activities->at[i].id);

		for (size_t m = 0; m < measures.count; m++) {
			int state = measures.at[m].state;

			all++;
			done += state == MEASURE_done || state == MEASURE_evaluated
				|| state == MEASURE_closed;
			late += state < MEASURE_done && date_is_given(measures.at[m].due_on)
				&& date_compare(measures.at[m].due_on, date_today()) < 0;
		}
	}
	if (all)
		add(list, arena_print(view_arena(view),
			_("Measures in the activities: %lld, of which %lld are done and %lld late."),
			(long long)all, (long long)done, (long long)late), path);
}

static void activities_add(struct view *view, const struct figure_ask *ask, struct figure_list *list)
{
	struct unit_activity_list all = ask->goal ? activities_of_goal(view, ask->goal->id)
		: activities_of_year(view, ask->unit->id, ask->period->year);
	struct arena *arena = view_arena(view);
	int64_t done = 0, late = 0;
	struct str path;

	for (size_t i = 0; i < all.count; i++) {
		done += all.at[i].state == ACTIVITY_done || all.at[i].state == ACTIVITY_effect_rated;
		late += activity_is_late(&all.at[i], date_today());
	}
	path = ask->goal ? arena_print(arena, "/goals/%.*s#activities", STR(ask->goal->public_id))
		: arena_print(arena, "/goals/activities?unit=%.*s&year=%d", STR(ask->unit->code),
			ask->period->year);
	add(list, arena_print(arena, _("Activities: %lld, of which %lld are done and %lld late."),
		(long long)all.count, (long long)done, (long long)late), path);
	measures_add(view, &all, path, list);
}

/* ---- Events -------------------------------------------------------------------------------------- */

/* Only for those who see the events of the unit: others would count what they may see and
 * believe that it is all. */
static void events_add(struct view *view, const struct figure_ask *ask, struct figure_list *list)
{
	struct arena *arena = view_arena(view);
	struct date today = date_today();
	struct event_ask now = { .unit_id = ask->unit->id, .without_restricted = true,
		.from = ask->period->from, .to = ask->period->to };
	struct event_ask before;

	if (!events_are_seen(view, ask->unit->id))
		return;
	if (ask->goal)
		now.types = area_event_types(arena, ask->goal->programme, ask->goal->focus_area);
	if (ask->goal && !now.types.len)
		return;
	if (date_compare(now.to, today) > 0)
		now.to = today;
	before = now;
	before.from = date_add_months(now.from, -12);
	before.to = date_add_months(now.to, -12);
	add(list, arena_print(arena, _("Reported events %.*s to %.*s: %lld."),
		STR(tongue_date(arena, now.from)), STR(tongue_date(arena, now.to)),
		(long long)events_total(view, &now)), events_link(arena, &now, "", S("")));
	add(list, arena_print(arena, _("The same days the year before: %lld."),
		(long long)events_total(view, &before)), events_link(arena, &before, "", S("")));
}

struct figure_list figures_of(struct view *view, const struct figure_ask *ask)
{
	struct figure_list list = { 0, arena_array(view_arena(view), struct figure, MOST_FIGURES) };

	if (!ask->goal || ask->goal->programme.len)
		duties_add(view, ask, &list);
	activities_add(view, ask, &list);
	if (!ask->goal || ask->goal->programme.len)
		events_add(view, ask, &list);
	return list;
}
