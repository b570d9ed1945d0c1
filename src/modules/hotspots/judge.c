/* SPDX-License-Identifier: EUPL-1.2 */
/* hotspots/judge.c - events in, findings out: what is counted, and the areas. */
#include "modules/hotspots/inside.h"

#include "analysis/area_more.h"

#include <math.h>

static const struct date first_day = { 1970, 1, 1 };

/* ---- Where things are --------------------------------------------------------------------------- */

bool is_in_period(const struct judging *judging, const struct hotspot_event *event)
{
	return event->occurred.seconds >= judging->begins.seconds;
}

ptrdiff_t judged_area(const struct judging_ask *ask, int64_t area_id)
{
	size_t low = 0, high = ask->area_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ask->areas[middle].id == area_id)
			return (ptrdiff_t)ask->areas[middle].same;
		if (ask->areas[middle].id < area_id)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* ---- What is counted ------------------------------------------------------------------------------ */

static bool has_point(const struct hotspot_event *event)
{
	return event->north_mm != 0 && event->east_mm != 0 && !event->hides_place;
}

static bool point_can_be(const struct judging_ask *ask, double north, double east)
{
	return north >= ask->south && north < ask->north && east >= ask->west && east < ask->east;
}

static void point_put(struct judging *judging, const struct hotspot_event *event)
{
	struct hotspot_answer *hotspot = &judging->whole->hotspot;
	double north = (double)event->north_mm / 1000, east = (double)event->east_mm / 1000;
	bool is_now = is_in_period(judging, event);
	size_t i = judging->placed;

	if (!has_point(event))
		return;
	if (!point_can_be(judging->ask, north, east)) {
		hotspot->misplaced += is_now;
		return;
	}
	judging->x[i] = east;
	judging->y[i] = north;
	judging->is_now[i] = is_now;
	judging->day[i] = date_days_between(first_day, instant_date(event->occurred));
	judging->area_of_point[i] = event->area_id;
	judging->placed++;
	hotspot->placed += is_now;
	hotspot->placed_before += !is_now;
}

static void event_count(struct judging *judging, const struct hotspot_event *event)
{
	struct hotspot_answer *hotspot = &judging->whole->hotspot;
	bool is_now = is_in_period(judging, event), is_near = type_is_near_persons(event->type);

	if (is_near && judging->ask->is_below_district)
		return;
	hotspot->events += is_now;
	hotspot->events_before += !is_now;
	hotspot->near_persons += is_now && is_near;
	hotspot->without_area += is_now && judged_area(judging->ask, event->area_id) < 0;
	if (is_near)
		return;
	judging->events[judging->count++] = event;
	point_put(judging, event);
}

static struct judging judging_make(const struct judging_ask *ask, struct hotspot_whole *whole)
{
	struct arena *arena = ask->arena;
	size_t room = ask->events.count + 1;
	struct judging judging = { .ask = ask, .arena = arena, .whole = whole,
		.begins = instant_at(whole->hotspot.from_day, 0, 0, 0),
		.events = arena_array(arena, const struct hotspot_event *, room),
		.x = arena_array(arena, double, room), .y = arena_array(arena, double, room),
		.is_now = arena_array(arena, bool, room), .day = arena_array(arena, int32_t, room),
		.area_of_point = arena_array(arena, int64_t, room) };

	for (size_t i = 0; i < ask->events.count; i++)
		event_count(&judging, &ask->events.at[i]);
	return judging;
}

/* ---- Areas ------------------------------------------------------------------------------------------- */

/* Counts of one level; an event counts where it stands, or in the district of that. */
struct level { int64_t *now, *before; };

static void level_add(const struct judging *judging, struct level *level, const struct hotspot_event *event,
                      bool by_district)
{
	ptrdiff_t area = judged_area(judging->ask, event->area_id);

	if (area < 0)
		return;
	if (by_district)
		area = (ptrdiff_t)judging->ask->areas[area].district;
	if (is_in_period(judging, event))
		level->now[area]++;
	else
		level->before[area]++;
}

static struct hotspot_area area_said(const struct area_more *more, enum hotspot_level level)
{
	static const int findings[] = { [AREA_MORE_none] = SAID_none, [AREA_too_few] = SAID_few,
		[AREA_as_before] = SAID_usual, [AREA_more] = SAID_more, [AREA_fewer] = SAID_fewer };

	return (struct hotspot_area){ .level = (int)level, .expected = more->expected,
		.p = isnan(more->p_value) ? -1 : more->p_value, .q = isnan(more->q_value) ? -1 : more->q_value,
		.finding = findings[more->finding] };
}

static void level_judge(struct judging *judging, const struct level *level, enum hotspot_level which)
{
	const struct judging_ask *ask = judging->ask;
	struct hotspot_area_list *list = &judging->whole->areas;
	const struct area_more *found = area_more(judging->arena, &(struct area_more_ask){
		.count = ask->area_count, .now = level->now, .before = level->before,
		.least = ask->settings.least_points, .q_most = ask->settings.false_most });

	for (size_t i = 0; i < ask->area_count; i++) {
		if (level->now[i] + level->before[i] == 0)
			continue;
		list->at[list->count] = area_said(&found[i], which);
		list->at[list->count].area_id = ask->areas[i].id;
		list->at[list->count].events = level->now[i];
		list->at[list->count++].events_before = level->before[i];
	}
}

static struct level level_make(const struct judging *judging)
{
	return (struct level){ arena_array(judging->arena, int64_t, judging->ask->area_count + 1),
		arena_array(judging->arena, int64_t, judging->ask->area_count + 1) };
}

/* A part of a district is not told as the district. */
static void areas_judge(struct judging *judging)
{
	struct level districts = level_make(judging), areas = level_make(judging);

	judging->whole->areas.at = arena_array(judging->arena, struct hotspot_area, 2 * judging->ask->area_count + 1);
	for (size_t i = 0; i < judging->ask->events.count; i++)
		level_add(judging, &districts, &judging->ask->events.at[i], true);
	for (size_t i = 0; i < judging->count; i++)
		level_add(judging, &areas, judging->events[i], false);
	if (!judging->ask->is_below_district)
		level_judge(judging, &districts, HOTSPOT_LEVEL_district);
	level_judge(judging, &areas, HOTSPOT_LEVEL_area);
}

/* ---- All of it ------------------------------------------------------------------------------------------ */

static void method_put(const struct judging_ask *ask, struct hotspot_answer *hotspot)
{
	hotspot->method = S(HOTSPOTS_METHOD);
	hotspot->cell_metres = ask->settings.cell_metres;
	hotspot->sigma_metres = ask->settings.sigma_metres;
	hotspot->draws = ask->settings.draws;
	hotspot->state = hotspot->cells_state = hotspot->scan_state = hotspot->near_state = hotspot->past_state = HOTSPOT_few;
	hotspot->past_share = ask->settings.share_marked;
	hotspot->scan_to = sunday_before(hotspot->to_day, ask->today);
}

void hotspots_judge(const struct judging_ask *ask, struct hotspot_whole *whole)
{
	struct judging judging = judging_make(ask, whole);

	method_put(ask, &whole->hotspot);
	if (whole->hotspot.events < ask->settings.least_events
	    || whole->hotspot.events_before < ask->settings.least_events)
		return;
	whole->hotspot.state = HOTSPOT_told;
	areas_judge(&judging);
	cells_judge(&judging);
	clusters_judge(&judging);
	near_judge(&judging);
}
