/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/queries.c - forums, their members, meetings and minutes. */
#include "modules/forums/inside.h"

/* ---- Forums ------------------------------------------------------------------------------ */

const struct forum *forum_of_code(struct view *view, struct str code)
{
	return view_get(view, &forum_record.shape,
		SQL("SELECT * FROM my_forum WHERE code = $1"), V(code));
}

const struct forum *forum_of_id(struct view *view, int64_t id)
{
	return view_get(view, &forum_record.shape, SQL("SELECT * FROM my_forum WHERE id = $1"), V(id));
}

bool forum_may_edit(struct view *view, int64_t forum_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_forum_edit WHERE id = $1"), V(forum_id)) != 0;
}

bool forum_may_add(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'forums_write' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool forum_code_is_taken(struct view *view, struct str code, int64_t but_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_forum_code WHERE code = $1 AND id <> $2"),
		V(code, but_id)) != 0;
}

bool forum_sees_city(struct view *view)
{
	return view_int(view, SQL("SELECT 1 FROM my_city_reach"
		" WHERE permission IN ('events_read', 'statistics_read') LIMIT 1"), NONE) != 0;
}

struct forum_member_list forum_members(struct view *view, int64_t forum_id)
{
	return forum_member_list_of(view_list(view, &forum_member_record.shape,
		SQL("SELECT * FROM my_forum_member WHERE forum_id = $1"
		    " ORDER BY CASE WHEN valid_to = '' OR valid_to >= today() THEN 0 ELSE 1 END,"
		    " CASE role WHEN 'chair' THEN 0 WHEN 'deputy_chair' THEN 1 ELSE 2 END, id LIMIT 500"),
		V(forum_id)));
}

const struct forum_member *forum_member_get(struct view *view, int64_t forum_id, struct str public_id)
{
	return view_get(view, &forum_member_record.shape,
		SQL("SELECT * FROM my_forum_member WHERE forum_id = $1 AND public_id = $2"),
		V(forum_id, public_id));
}

/* ---- Meetings ------------------------------------------------------------------------------ */

/* A number once given stays, also when the day moves into another year. */
int64_t meeting_add(struct change *change, const struct forum *forum, struct forum_meeting *meeting)
{
	struct arena *arena = change_arena(change);
	struct str year = arena_print(arena, "%04d", meeting->on_date.year);

	meeting->forum_id = forum->id;
	meeting->nth = change_run_id(change,
		SQL("INSERT INTO forum_meeting_series (forum_id, year, last) VALUES ($1, $2, 1)"
		    " ON CONFLICT (forum_id, year) DO UPDATE SET last = forum_meeting_series.last + 1"
		    " RETURNING last"), V(forum->id, (int64_t)meeting->on_date.year));
	meeting->number = arena_print(arena, "%.*s-%.*s-%lld", STR(forum->code), STR(year),
		(long long)meeting->nth);
	if (!meeting->state)
		meeting->state = MEETING_planned;
	return change_insert(change, &forum_meeting_record.shape, meeting);
}

const struct forum_meeting *meeting_of_number(struct view *view, struct str number)
{
	return view_get(view, &forum_meeting_record.shape,
		SQL("SELECT * FROM my_forum_meeting WHERE number = $1"), V(number));
}

const struct forum_meeting *meeting_of_id(struct view *view, int64_t id)
{
	return view_get(view, &forum_meeting_record.shape,
		SQL("SELECT * FROM my_forum_meeting WHERE id = $1"), V(id));
}

const struct forum_meeting *meeting_after(struct view *view, int64_t forum_id, struct date day)
{
	return view_get(view, &forum_meeting_record.shape,
		SQL("SELECT * FROM my_forum_meeting WHERE forum_id = $1 AND on_date > $2"
		    " AND state <> 'cancelled' ORDER BY on_date, id LIMIT 1"), V(forum_id, value_date(day)));
}

struct forum_minutes_list meeting_minutes(struct view *view, int64_t meeting_id)
{
	return forum_minutes_list_of(view_list(view, &forum_minutes_record.shape,
		SQL("SELECT * FROM my_forum_minutes WHERE meeting_id = $1 ORDER BY number DESC LIMIT 100"),
		V(meeting_id)));
}

struct forum_decision_list meeting_decisions(struct view *view, int64_t meeting_id)
{
	return forum_decision_list_of(view_list(view, &forum_decision_record.shape,
		SQL("SELECT * FROM my_forum_decision WHERE meeting_id = $1 ORDER BY number LIMIT 200"),
		V(meeting_id)));
}

bool member_was_present(struct view *view, int64_t meeting_id, int64_t member_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_forum_attendance"
		" WHERE meeting_id = $1 AND member_id = $2"), V(meeting_id, member_id)) != 0;
}

int64_t meeting_present(struct view *view, int64_t meeting_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_forum_attendance WHERE meeting_id = $1"),
		V(meeting_id));
}

void meeting_attend(struct change *change, int64_t meeting_id, int64_t member_id)
{
	change_run(change, SQL("INSERT INTO forum_attendance (meeting_id, member_id)"
		" VALUES ($1, $2) ON CONFLICT (meeting_id, member_id) DO NOTHING"),
		V(meeting_id, member_id));
}

void meeting_attendance_clear(struct change *change, int64_t meeting_id)
{
	change_run(change, SQL("DELETE FROM forum_attendance WHERE meeting_id = $1"), V(meeting_id));
}

/* ---- Points of the agenda ------------------------------------------------------------------------ */

struct forum_item_list meeting_items(struct view *view, int64_t meeting_id)
{
	return forum_item_list_of(view_list(view, &forum_item_record.shape,
		SQL("SELECT * FROM my_forum_item WHERE meeting_id = $1 ORDER BY nth, id LIMIT 200"),
		V(meeting_id)));
}

const struct forum_item *meeting_item_get(struct view *view, int64_t meeting_id, struct str public_id)
{
	return view_get(view, &forum_item_record.shape,
		SQL("SELECT * FROM my_forum_item WHERE meeting_id = $1 AND public_id = $2"),
		V(meeting_id, public_id));
}

void meeting_item_add(struct change *change, struct forum_item *item)
{
	if (!item->created_by)
		item->created_by = change_me(change);
	if (!item->created_at.seconds)
		item->created_at = instant_now();
	change_insert(change, &forum_item_record.shape, item);
	item->nth = change_run_id(change,
		SQL("UPDATE forum_item SET nth = (SELECT max(other.nth) + 1 FROM forum_item AS other"
		    " WHERE other.meeting_id = $1) WHERE id = $2 RETURNING nth"),
		V(item->meeting_id, item->id));
}

void meeting_item_take_away(struct change *change, const struct forum_item *item)
{
	change_run(change, SQL("DELETE FROM forum_item WHERE id = $1"), V(item->id));
	change_note(change, "forum_item", item->id, "take_away", item->words);
}

/* ---- Priorities ------------------------------------------------------------------------------- */

int64_t priority_add(struct change *change, struct forum_priority *priority)
{
	int64_t year = instant_local(priority->stated_at).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO forum_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = forum_series.last + 1"
		    " RETURNING last"), V(year));

	priority->number = arena_print(change_arena(change), "P-%04lld-%03lld", (long long)year,
		(long long)last);
	priority->state = PRIORITY_open;
	return change_insert(change, &forum_priority_record.shape, priority);
}

const struct forum_priority *priority_of_number(struct view *view, struct str number)
{
	return view_get(view, &forum_priority_record.shape,
		SQL("SELECT * FROM my_forum_priority WHERE number = $1"), V(number));
}

struct forum_follow_list priority_follows(struct view *view, int64_t priority_id)
{
	return forum_follow_list_of(view_list(view, &forum_follow_record.shape,
		SQL("SELECT * FROM my_forum_follow WHERE priority_id = $1 ORDER BY id DESC LIMIT 200"),
		V(priority_id)));
}

void priority_follow(struct change *change, struct forum_follow *follow)
{
	if (!follow->at.seconds)
		follow->at = instant_now();
	change_run(change, SQL("INSERT INTO forum_follow"
		" (priority_id, meeting_id, person_id, at, state, words)"
		" VALUES ($1, $2, $3, $4, $5, $6)"),
		V(follow->priority_id, follow->meeting_id, follow->person_id, follow->at,
		  priority_states[follow->state].name, follow->words));
	change_note(change, "forum_priority", follow->priority_id, "follow", follow->words);
}

/* Those who keep the forum, and who owns it. */
bool priority_may_follow(struct view *view, const struct forum_priority *priority)
{
	return forum_may_edit(view, priority->forum_id)
		|| (priority->owner_id && priority->owner_id == view_me(view))
		|| forum_may_add(view, priority->unit_id);
}

/* ---- Home --------------------------------------------------------------------------------------- */

struct home_row { struct str number, forum_name; struct date on_date; };
static const struct column home_columns[] = {
	{ "number", COLUMN_text, offsetof(struct home_row, number), NULL, false },
	{ "forum_name", COLUMN_text, offsetof(struct home_row, forum_name), NULL, false },
	{ "on_date", COLUMN_date, offsetof(struct home_row, on_date), NULL, false },
};
static const struct shape home_shape = { .size = sizeof(struct home_row),
	.count = COUNT(home_columns), .columns = home_columns };

struct forum_home forum_home_of(struct view *view)
{
	const struct home_row *next = view_get(view, &home_shape,
		SQL("SELECT my_forum_meeting.number, my_forum.name AS forum_name, my_forum_meeting.on_date"
		    " FROM my_forum_meeting JOIN my_forum ON my_forum.id = my_forum_meeting.forum_id"
		    " WHERE my_forum_meeting.state = 'planned' AND my_forum_meeting.on_date >= today()"
		    " AND (my_forum.id IN (SELECT forum_id FROM my_forum_seat)"
		    "      OR my_forum.id IN (SELECT id FROM my_forum_edit))"
		    " ORDER BY my_forum_meeting.on_date, my_forum_meeting.id LIMIT 1"), NONE);
	struct forum_home home = { .priorities = view_int(view,
		SQL("SELECT count(*) FROM my_forum_priority WHERE state = 'open' AND owner_id = me()"
		    " AND me() <> 0"), NONE) };

	if (next) {
		home.next_number = next->number;
		home.next_forum = next->forum_name;
		home.next_on = next->on_date;
	}
	return home;
}

/* ---- How forms point at a meeting ------------------------------------------------------------------ */

const struct reference forums_references[] = {
	{ .name = "forum_meeting",
	  .label = SQL("SELECT number FROM my_forum_meeting WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number AS label, on_date AS hint FROM my_forum_meeting"
	              " WHERE state <> 'cancelled' ORDER BY on_date DESC, id DESC LIMIT 500"),
	  .find = SQL("SELECT id FROM my_forum_meeting WHERE number = $1"),
	  .is_long = true },
	{ .name = NULL },
};
