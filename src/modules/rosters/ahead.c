/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/ahead.c - who serves when, for the paper that lies beside the telephone. */
#include "modules/rosters/inside.h"

/* Shifts and holes in the order of time; what goes on without a hand-over is one turn. */
static void turns_put(struct roster_ahead *ahead, const struct shift_list *shifts,
                      const struct shift_list *holes)
{
	size_t s = 0, h = 0;

	while (s < shifts->count || h < holes->count) {
		const struct shift *next = h == holes->count || (s < shifts->count
			&& shifts->at[s].begins.seconds <= holes->at[h].begins.seconds)
			? &shifts->at[s++] : &holes->at[h++];
		struct roster_turn *last = ahead->count ? &ahead->turns[ahead->count - 1] : NULL;

		if (last && last->person_id == next->person
		    && last->ends.seconds == next->begins.seconds)
			last->ends = next->ends;
		else
			ahead->turns[ahead->count++] = (struct roster_turn){ next->begins, next->ends,
				next->person };
	}
}

static struct roster_ahead roster_look(struct view *view, const struct roster *roster,
                                       const struct rota *rota, struct instant from,
                                       struct instant to)
{
	struct arena *arena = view_arena(view);
	struct holidays holidays = holidays_between(arena, from, to);
	struct shift_list shifts = rota_shifts(arena, rota, from, to, holidays);
	struct shift_list holes = rota_holes(arena, &shifts,
		demand_of(item_find("rosters/functions", roster->function)), from, to, holidays);
	struct roster_ahead ahead = { .name = roster_name(roster),
		.unit = roster_unit_name(view, roster->unit_id), .phone = roster->phone,
		.talk_group = roster->talk_group, .note = roster->note,
		.turns = arena_array(arena, struct roster_turn, shifts.count + holes.count + 1) };

	turns_put(&ahead, &shifts, &holes);
	return ahead;
}

struct roster_ahead_list rosters_ahead(struct view *view, int64_t unit_id, struct instant from,
                                       struct instant to)
{
	struct roster_list rosters = rosters_below(view, unit_id);
	struct roster_rules_list rules = rules_load_all(view, 0, from);
	struct roster_ahead_list list = { 0, arena_array(view_arena(view), struct roster_ahead,
		rosters.count + 1) };

	for (size_t i = 0; i < rosters.count; i++)
		list.at[list.count++] = roster_look(view, &rosters.at[i],
			rota_of(&rules, rosters.at[i].id), from, to);
	return list;
}
