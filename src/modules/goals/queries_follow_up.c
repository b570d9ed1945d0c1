/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/queries_follow_up.c - editions of follow-ups and their entries, which are only added to. */
#include "modules/goals/inside.h"

/* ---- Editions ----------------------------------------------------------------------------- */

const struct goal_follow_up *follow_up_newest(struct view *view, int64_t unit_id, struct str period)
{
	return view_get(view, &goal_follow_up_record.shape,
		SQL("SELECT * FROM my_goal_follow_up WHERE unit_id = $1 AND period = $2"
		    " ORDER BY number DESC LIMIT 1"), V(unit_id, period));
}

const struct goal_follow_up *follow_up_submitted(struct view *view, int64_t unit_id, struct str period)
{
	return view_get(view, &goal_follow_up_record.shape,
		SQL("SELECT * FROM my_goal_follow_up WHERE unit_id = $1 AND period = $2"
		    " AND state = 'submitted' ORDER BY number DESC LIMIT 1"), V(unit_id, period));
}

struct goal_follow_up_list follow_up_editions(struct view *view, int64_t unit_id, struct str period)
{
	return goal_follow_up_list_of(view_list(view, &goal_follow_up_record.shape,
		SQL("SELECT * FROM my_goal_follow_up WHERE unit_id = $1 AND period = $2 ORDER BY number"),
		V(unit_id, period)));
}

/* Without what is frozen: the overview asks for every unit. */
struct goal_follow_up_list follow_ups_of(struct view *view, int64_t unit_id, int year)
{
	struct arena *arena = view_arena(view);

	return goal_follow_up_list_of(view_list(view, &goal_follow_up_record.shape,
		SQL("SELECT id, public_id, unit_id, period, number, state, reason, '' AS frozen,"
		    " frozen_digest, submitted_by, submitted_at, created_by, created_at, version"
		    " FROM my_goal_follow_up WHERE period IN ($1, $2, $3)"
		    " AND ($4 = 0 OR unit_id = $4)"
		    " AND NOT EXISTS (SELECT 1 FROM my_goal_follow_up AS later"
		    "   WHERE later.unit_id = my_goal_follow_up.unit_id"
		    "     AND later.period = my_goal_follow_up.period"
		    "     AND later.number > my_goal_follow_up.number)"
		    " ORDER BY unit_id, period"),
		V(goal_part_key(arena, 1, year), goal_part_key(arena, 2, year),
		  goal_part_key(arena, 3, year), unit_id)));
}

/* ---- Entries --------------------------------------------------------------------------------- */

struct follow_up_entry_list follow_up_entries(struct view *view, int64_t follow_up_id)
{
	return follow_up_entry_list_of(view_list(view, &follow_up_entry_record.shape,
		SQL("SELECT * FROM my_follow_up_entry WHERE follow_up_id = $1"
		    " AND NOT EXISTS (SELECT 1 FROM my_follow_up_entry AS later"
		    "   WHERE later.follow_up_id = my_follow_up_entry.follow_up_id"
		    "     AND later.goal_id = my_follow_up_entry.goal_id"
		    "     AND later.number > my_follow_up_entry.number)"
		    " ORDER BY goal_id"), V(follow_up_id)));
}

struct follow_up_entry_list follow_up_entry_history(struct view *view, int64_t follow_up_id, int64_t goal_id)
{
	return follow_up_entry_list_of(view_list(view, &follow_up_entry_record.shape,
		SQL("SELECT * FROM my_follow_up_entry WHERE follow_up_id = $1 AND goal_id = $2"
		    " ORDER BY number"), V(follow_up_id, goal_id)));
}

const struct follow_up_entry *follow_up_entry_find(const struct follow_up_entry_list *list, int64_t goal_id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].goal_id == goal_id)
			return &list->at[i];
	return NULL;
}

/* In the third before, or the one before that; the whole year comes after its thirds. */
const struct follow_up_entry *follow_up_entry_before(struct view *view, const struct goal_follow_up *now,
                                                     int64_t goal_id)
{
	struct arena *arena = view_arena(view);
	struct goal_period period;
	int part = 0;

	if (!goal_period_read(arena, now->period, &period))
		return NULL;
	while (++part < 3 && !str_equals(goal_part_key(arena, part, period.year), now->period))
		;
	return view_get(view, &follow_up_entry_record.shape,
		SQL("SELECT * FROM my_follow_up_entry WHERE unit_id = $1 AND goal_id = $2"
		    " AND period IN ($3, $4)"
		    " ORDER BY CASE WHEN period = $3 THEN 0 ELSE 1 END, follow_up_id DESC, number DESC"
		    " LIMIT 1"),
		V(now->unit_id, goal_id, goal_part_key(arena, part - 1, period.year),
		  goal_part_key(arena, part - 2, period.year)));
}

/* Somebody who reads the goals of the whole city, for the command line; 0: there is nobody. */
int64_t goals_reader(struct view *view)
{
	return view_int(view,
		SQL("SELECT member.person_id FROM member"
		    " JOIN role_permission ON role_permission.role = member.role"
		    "  AND role_permission.permission = 'goals_read'"
		    " WHERE member.is_recursive = 1 AND member.valid_from <= today()"
		    "   AND (member.valid_to = '' OR member.valid_to >= today())"
		    "   AND member.unit_id NOT IN (SELECT unit_id FROM unit_parent)"
		    " ORDER BY member.id LIMIT 1"), NONE);
}

/* For the demo, which looks as the system: who has a role at this very unit (0: at any). */
int64_t goals_writer_at(struct view *view, int64_t unit_id, const char *role)
{
	return view_int(view, SQL("SELECT person_id FROM member WHERE ($1 = 0 OR unit_id = $1)"
		" AND role = $2 ORDER BY id LIMIT 1"), V(unit_id, role));
}
