/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/demo.c - the demo city's council, its districts' councils, a network, a forum. */
#include "modules/forums/demo.h"

#include "base/crypto.h"
#include "base/say.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 256 << 20 };

static struct date day_of(const struct csv_table *table, size_t row, const char *name)
{
	return date_add_days(date_today(), (int)demo_int(table, row, name));
}

/* ---- A forum and who sits in it -------------------------------------------------------------- */

static void members_make(const struct demo_city *city, const struct forum *forum)
{
	const struct csv_table *table = city->members;

	for (size_t row = 1; row < table->count; row++) {
		struct forum_member member = { .forum_id = forum->id, .valid_from = forum->valid_from,
			.person_id = person_of_login(city->view, csv_cell(table, row, "login")),
			.name = csv_cell(table, row, "name_sv"),
			.organisation = csv_cell(table, row, "organisation_sv"),
			.role = csv_cell(table, row, "role") };

		if (str_equals(csv_cell(table, row, "forum"), forum->code)
		    && (member.person_id || member.name.len))
			change_insert(city->change, &forum_member_record.shape, &member);
	}
}

static bool forum_make(const struct demo_city *city, size_t row, struct forum *forum)
{
	const struct csv_table *table = city->forums;
	const struct unit *unit = unit_of_code(city->view, csv_cell(table, row, "unit_code"));
	struct date today = date_today();

	if (!unit)
		return false;
	*forum = (struct forum){ .code = csv_cell(table, row, "code"), .unit_id = unit->id,
		.kind = csv_cell(table, row, "kind"), .name = csv_cell(table, row, "name_sv"),
		.chair = csv_cell(table, row, "chair_sv"), .charter = csv_cell(table, row, "charter_sv"),
		.decision = csv_cell(table, row, "decision_sv"),
		.every_months = (int)demo_int(table, row, "every_months"),
		.valid_from = { (int16_t)(today.year - (int)demo_int(table, row, "years_ago")), 2, 1 } };
	change_insert(city->change, &forum_record.shape, forum);
	members_make(city, forum);
	return true;
}

/* ---- Meetings ------------------------------------------------------------------------------------ */

static void minutes_make(const struct demo_city *city, struct forum_meeting *meeting, int64_t person)
{
	struct forum_minutes minutes = { .meeting_id = meeting->id, .number = 1,
		.words = meeting->minutes, .approved_by = person,
		.approved_at = instant_at(date_add_days(meeting->on_date, 9), 15, 0, 0),
		.digest = digest_hex(change_arena(city->change), meeting->minutes) };

	change_insert(city->change, &forum_minutes_record.shape, &minutes);
	meeting->approved = 1;
	meeting->approved_at = minutes.approved_at;
	change_update(city->change, &forum_meeting_record.shape, meeting, meeting->version);
}

/* All but every fifth came; the chair always does. */
static int64_t attendance_make(const struct demo_city *city, const struct forum_meeting *meeting)
{
	struct forum_member_list members = forums_demo_members(city->view, meeting->forum_id);

	for (size_t i = 0; i < members.count; i++)
		if (!i || (i + (size_t)meeting->nth) % 5)
			meeting_attend(city->change, meeting->id, members.at[i].id);
	return members.count ? members.at[0].person_id : 0;
}

void demo_meeting_make(const struct demo_city *city, const struct forum *forum,
                       struct forum_meeting *meeting, bool is_approved)
{
	int64_t chair;

	meeting->state = date_compare(meeting->on_date, date_today()) < 0 ? MEETING_held : MEETING_planned;
	if (meeting->state != MEETING_held)
		meeting->minutes = S("");
	meeting_add(city->change, forum, meeting);
	if (meeting->state != MEETING_held)
		return;
	chair = attendance_make(city, meeting);
	if (is_approved)
		minutes_make(city, meeting, chair);
}

static void meeting_make(const struct demo_city *city, size_t row, const struct forum *forum)
{
	const struct csv_table *table = city->meetings;
	struct str decision = csv_cell(table, row, "decision_sv");
	struct forum_meeting meeting = { .on_date = day_of(table, row, "days_from_today"),
		.begins = csv_cell(table, row, "begins"), .place = csv_cell(table, row, "place_sv"),
		.tags = csv_cell(table, row, "tags"), .agenda = csv_cell(table, row, "agenda_sv"),
		.minutes = csv_cell(table, row, "minutes_sv") };

	demo_meeting_make(city, forum, &meeting, csv_cell(table, row, "approved").len > 0);
	if (decision.len && meeting.state == MEETING_held)
		change_insert(city->change, &forum_decision_record.shape, &(struct forum_decision){
			.meeting_id = meeting.id, .number = 1, .words = decision,
			.created_at = instant_at(meeting.on_date, 15, 0, 0) });
}

/* ---- Priorities ------------------------------------------------------------------------------------ */

static void told_make(const struct demo_city *city, size_t row, const struct forum_priority *priority)
{
	const struct csv_table *table = city->priorities;
	struct forum_follow follow = { .priority_id = priority->id, .state = priority->state,
		.words = csv_cell(table, row, "told_sv"), .person_id = priority->owner_id,
		.at = instant_at(day_of(table, row, "told_days"), 13, 0, 0),
		.meeting_id = forums_demo_meeting(city->view, priority->forum_id,
			day_of(table, row, "told_days")) };

	if (follow.words.len)
		priority_follow(city->change, &follow);
}

static void measure_make(const struct demo_city *city, size_t row, const struct forum_priority *priority)
{
	const struct csv_table *table = city->priorities;
	struct measure measure = { .unit_id = priority->unit_id, .responsible_id = priority->owner_id,
		.title = csv_cell(table, row, "measure_sv"), .type = csv_cell(table, row, "measure_kind"),
		.source_kind = S("council_priority"), .source_id = priority->id,
		.due_on = date_add_days(date_today(), 60), .state = MEASURE_in_progress,
		.created_at = { priority->stated_at.seconds + 14 * DAY },
		.decided_at = { priority->stated_at.seconds + 20 * DAY },
		.decided_by = priority->owner_id, .created_by = priority->owner_id };

	if (measure.title.len)
		measure_add_because(city->change, &measure, priority->reason);
}

static void priority_make(const struct demo_city *city, size_t row, const struct forum *forum)
{
	const struct csv_table *table = city->priorities;
	const struct unit *unit = unit_of_code(city->view, csv_cell(table, row, "unit_code"));
	struct date stated = day_of(table, row, "meeting_days");
	struct forum_priority priority = { .forum_id = forum->id,
		.meeting_id = forums_demo_meeting(city->view, forum->id, stated),
		.title = csv_cell(table, row, "title_sv"), .reason = csv_cell(table, row, "reason_sv"),
		.unit_id = unit ? unit->id : forum->unit_id,
		.owner_id = person_of_login(city->view, csv_cell(table, row, "owner")),
		.due_on = day_of(table, row, "due_days"), .stated_at = instant_at(stated, 12, 0, 0) };

	if (!priority.meeting_id)
		return;
	priority_add(city->change, &priority);
	priority.state = choice_of(priority_states, csv_cell(table, row, "state"));
	change_update(city->change, &forum_priority_record.shape, &priority, priority.version);
	told_make(city, row, &priority);
	measure_make(city, row, &priority);
}

static void forum_fill(const struct demo_city *city, const struct forum *forum)
{
	for (size_t row = 1; row < city->meetings->count; row++)
		if (str_equals(csv_cell(city->meetings, row, "forum"), forum->code))
			meeting_make(city, row, forum);
	for (size_t row = 1; row < city->priorities->count; row++)
		if (str_equals(csv_cell(city->priorities, row, "forum"), forum->code))
			priority_make(city, row, forum);
}

void forums_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct demo_city city = { change, change_view(change), demo_rows(arena, "forums"),
		demo_rows(arena, "forum_members"), demo_rows(arena, "forum_meetings"),
		demo_rows(arena, "forum_priorities") };
	struct forum forum;

	(void)scale;
	for (size_t row = 1; row < city.forums->count; row++)
		if (forum_make(&city, row, &forum))
			forum_fill(&city, &forum);
	forum_series_make(&city);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
