/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/holes.c - times that must be covered and are not, for those who tell of them. */
#include "modules/rosters/inside.h"

enum { MOST_HOLES = 400 };

/* Rosters of one function at one unit are one duty: somebody of any of them is enough. */
static bool is_first(const struct roster_list *rosters, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (str_equals(rosters->at[j].function, rosters->at[i].function)
		    && rosters->at[j].unit_id == rosters->at[i].unit_id)
			return false;
	return true;
}

/* What every one of them leaves open is what both leave open: holes of the next are sought only
 * in the holes of those before. */
static struct shift_list holes_within(struct arena *arena, const struct shift_list *before,
                                      const struct rota *rota, struct rota_demand demand)
{
	struct shift_list left = { 0 };
	size_t room = 0;

	for (size_t pass = 0; pass < 2; pass++) {
		if (pass)
			left.at = arena_array(arena, struct shift, room + 1);
		for (size_t i = 0; i < before->count; i++) {
			struct instant from = before->at[i].begins, to = before->at[i].ends;
			struct holidays holidays = holidays_between(arena, from, to);
			struct shift_list shifts = rota_shifts(arena, rota, from, to, holidays);
			struct shift_list holes = rota_holes(arena, &shifts, demand, from, to, holidays);

			for (size_t h = 0; h < holes.count && pass; h++)
				left.at[left.count++] = holes.at[h];
			room += pass ? 0 : holes.count;
		}
	}
	return left;
}

static void duty_add(struct view *view, struct roster_hole_list *list,
                     const struct roster_list *rosters, const struct roster_rules_list *rules,
                     size_t i, struct instant from, struct instant to)
{
	const struct item *function = item_find("rosters/functions", rosters->at[i].function);
	struct shift whole = { .begins = from, .ends = to };
	struct shift_list holes = { 1, &whole };

	if (!function || item_int(function, "is_mandatory") != 1)
		return;
	for (size_t j = i; j < rosters->count; j++)
		if (str_equals(rosters->at[j].function, function->code)
		    && rosters->at[j].unit_id == rosters->at[i].unit_id)
			holes = holes_within(view_arena(view), &holes, rota_of(rules, rosters->at[j].id),
				demand_of(function));
	for (size_t h = 0; h < holes.count && list->count < MOST_HOLES; h++)
		list->at[list->count++] = (struct roster_hole){ .function = function->code,
			.unit_id = rosters->at[i].unit_id, .begins = holes.at[h].begins,
			.ends = holes.at[h].ends,
			.words = between_words(view_arena(view), holes.at[h].begins, holes.at[h].ends) };
}

struct roster_hole_list roster_holes(struct view *view, struct instant from, struct instant to)
{
	struct roster_list rosters = rosters_in_use(view);
	struct roster_rules_list rules = rules_load_all(view, 0, from);
	struct roster_hole_list list = { 0, arena_array(view_arena(view), struct roster_hole,
		MOST_HOLES) };

	for (size_t i = 0; i < rosters.count; i++)
		if (is_first(&rosters, i))
			duty_add(view, &list, &rosters, &rules, i, from, to);
	return list;
}
