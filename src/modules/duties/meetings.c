/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/meetings.c - the unit's own meetings, which its internal deadlines hang on.
 */
#include "modules/duties/inside.h"

#include "base/csv.h"
#include "base/json.h"
#include "modules/duties/meetings.html.h"

enum { JSON_BYTES = 4 << 20, MOST_PASTED = 200 };

static struct str meetings_address(struct arena *arena, const struct unit *unit)
{
	return arena_print(arena, "/duties/meetings?unit=%.*s", STR(unit->code));
}

/* ---- The page ------------------------------------------------------------------------------------------ */

static struct reply meetings_json(struct request *request, const struct unit *unit,
                                  const struct unit_meeting_list *list)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, JSON_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", unit->code);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < list->count; i++) {
		json_object_begin(&json, NULL);
		record_json(&json, &unit_meeting_record, &list->at[i]);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

/* Which of the meetings decide, and the days before each that follow from it. */
static void deciding_show(struct out *out, struct view *view, const struct unit *unit)
{
	int year = date_today().year;
	struct programme_list programmes = programmes_of_year(view, year);

	deciding_begin(out);
	for (size_t p = 0; p < programmes.count; p++) {
		struct calendar_rule_list rules = calendar_rules_of(view, programmes.at[p].id);

		for (size_t i = 0; i < rules.count; i++) {
			const struct unit_meeting *meeting;
			struct internal_deadline_list deadlines = { 0 };
			struct date from, to;

			if (!meeting_window(&rules.at[i], year, &from, &to))
				continue;
			meeting = meeting_for(view, unit->id, &rules.at[i], year);
			if (meeting)
				deadlines = internal_deadlines(view, programmes.at[p].id, meeting);
			deciding_row(out, &rules.at[i], from, to, meeting, &deadlines);
		}
	}
	deciding_end(out);
}

static bool is_tried(const struct request *request, const char *ending)
{
	return request_answers(request) && str_ends(request->path, str_of(ending));
}

static void add_form(struct out *out, struct request *request, struct view *view,
                     const struct unit *unit)
{
	struct form_view form = form_view_of(request, view, &unit_meeting_form, NULL);

	if (!is_tried(request, "/meetings")) {
		form.answers = NULL;
		form.problems = NULL;
	}
	own_meeting_add_head(out);
	form_begin(out, &form, meetings_address(request->arena, unit), false);
	form_all(out, &form);
	form_buttons(out, _("Add the meeting"), S(""));
	form_end(out);
}

struct reply own_meetings_show(struct request *request, struct view *view)
{
	const struct unit *unit = asked_unit(request, view);
	struct unit_meeting_list list;
	bool may_write;
	struct out *out;

	if (!unit)
		return reply_not_found(request);
	list = own_meetings_of(view, unit->id);
	if (request_wants_json(request))
		return meetings_json(request, unit, &list);
	may_write = duty_may(view, "programme_answer", unit->id);
	out = page_begin(request, view, _("Meetings"));
	own_meetings_head(out, unit);
	deciding_show(out, view, unit);
	own_meetings_list(out, &list, may_write);
	if (may_write) {
		add_form(out, request, view, unit);
		paste_form(out, request, view, unit, request_field(request, "rows"),
			problem_for(request_problems(request), "rows"));
	}
	return page_end(request, 200);
}

/* ---- Adding, changing, taking away ------------------------------------------------------------------------ */

static const struct unit *writable_unit(struct request *request, struct view *view)
{
	const struct unit *unit = asked_unit(request, view);

	return unit && duty_may(view, "programme_answer", unit->id) ? unit : NULL;
}

/* The unit stands in the address: the form is judged upon a meeting of that unit. */
void *own_meeting_blank(struct request *request, struct view *view)
{
	const struct unit *unit = writable_unit(request, view);
	struct unit_meeting *meeting;

	if (!unit)
		return NULL;
	meeting = arena_new(request->arena, struct unit_meeting);
	meeting->unit_id = unit->id;
	return meeting;
}

struct reply own_meeting_add(struct request *request, struct change *change)
{
	struct unit_meeting *meeting = request_record(request);
	const struct unit *unit = writable_unit(request, change_view(change));

	if (!unit)
		return reply_not_found(request);
	meeting->id = 0;
	change_insert(change, &unit_meeting_record.shape, meeting);
	request_message(request, _("The meeting is added."));
	return reply_done(request, 201, &unit_meeting_record, meeting, "%.*s",
		STR(meetings_address(request->arena, unit)));
}

void *own_meeting_load(struct request *request, struct view *view)
{
	const struct unit_meeting *meeting = own_meeting_get(view, request_key(request, "id"));

	if (!meeting || !duty_may(view, "programme_answer", meeting->unit_id))
		return NULL;
	return (void *)(uintptr_t)meeting;
}

struct reply own_meeting_edit(struct request *request, struct view *view)
{
	const struct unit_meeting *meeting = own_meeting_load(request, view);
	const struct unit *unit = meeting ? unit_get(view, meeting->unit_id) : NULL;
	struct form_view form = form_view_of(request, view, &unit_meeting_form, meeting);
	struct out *out;

	if (!unit)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the meeting"));
	own_meeting_edit_head(out, unit);
	form_begin(out, &form, arena_print(request->arena, "/duties/meetings/%lld",
		(long long)meeting->id), false);
	form_all(out, &form);
	form_buttons(out, _("Save the meeting"), meetings_address(request->arena, unit));
	form_end(out);
	own_meeting_delete_form(out, request, meeting);
	return page_end(request, 200);
}

struct reply own_meeting_change(struct request *request, struct change *change)
{
	struct unit_meeting *meeting = request_record(request);
	const struct unit *unit = unit_get(change_view(change), meeting->unit_id);

	switch (change_update(change, &unit_meeting_record.shape, meeting, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &unit_meeting_record, meeting,
			own_meeting_get(change_view(change), meeting->id));
	default:
		break;
	}
	request_message(request, _("The meeting is saved."));
	return reply_done(request, 200, &unit_meeting_record, meeting, "%.*s",
		STR(meetings_address(request->arena, unit)));
}

struct reply own_meeting_delete(struct request *request, struct change *change)
{
	const struct unit_meeting *meeting = own_meeting_load(request, change_view(change));
	const struct unit *unit = meeting ? unit_get(change_view(change), meeting->unit_id) : NULL;

	if (!unit)
		return reply_not_found(request);
	own_meeting_remove(change, meeting->id);
	change_note(change, "unit_meeting", meeting->id, "delete",
		date_iso(request->arena, meeting->on_date));
	request_message(request, _("The meeting is taken away."));
	return reply_done(request, 200, &unit_meeting_record, meeting, "%.*s",
		STR(meetings_address(request->arena, unit)));
}

/* ---- Pasting many ------------------------------------------------------------------------------------------ */

static bool line_read(const struct csv_row *row, struct unit_meeting *meeting,
                      struct problems *problems)
{
	struct str mailing = row->count > 1 ? str_trim(row->cells[1]) : S("");

	if (!date_read(str_trim(row->cells[0]), &meeting->on_date)) {
		problem_add(problems, "rows",
			_("Line %lld: “%.*s” is not a day. Write the day of the meeting first, as 2026-03-02."),
			(long long)row->line, STR(row->cells[0]));
		return false;
	}
	if (mailing.len && !date_read(mailing, &meeting->mailing_on)) {
		problem_add(problems, "rows",
			_("Line %lld: “%.*s” is not a day. Write the day when papers go out as 2026-02-20, or leave it empty."),
			(long long)row->line, STR(mailing));
		return false;
	}
	if (date_is_given(meeting->mailing_on)
	    && date_compare(meeting->mailing_on, meeting->on_date) > 0) {
		problem_add(problems, "rows", _("Line %lld: the papers cannot go out after the meeting."),
			(long long)row->line);
		return false;
	}
	if (row->count > 2)
		meeting->words = str_letters_part(str_trim(row->cells[2]), 200);
	return true;
}

static size_t lines_read(struct request *request, const struct unit *unit,
                         struct unit_meeting *meetings)
{
	struct problems *problems = request_problems(request);
	const char *why = NULL;
	struct csv_table *table = csv_read(request->arena, request_field(request, "rows"), &why);
	size_t count = 0;

	if (!table || !table->count)
		problem_add(problems, "rows", "%s",
			_("Paste at least one line: the day of the meeting, and if you like the day when papers go out and a note."));
	for (size_t i = 0; table && i < table->count && count < MOST_PASTED; i++) {
		struct unit_meeting *meeting = &meetings[count];
		int64_t number;

		*meeting = (struct unit_meeting){ .unit_id = unit->id };
		/* A first line with headings is no meeting. */
		if (i == 0 && table->rows[0].count && table->rows[0].cells[0].len
		    && !str_to_int(str_part(str_trim(table->rows[0].cells[0]), 0, 1), &number)
		    && table->count > 1)
			continue;
		if (table->rows[i].count && line_read(&table->rows[i], meeting, problems))
			count++;
	}
	return count;
}

/* All lines or none; a day that has a meeting already is left as it is. */
struct reply own_meetings_paste(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct unit *unit = writable_unit(request, view);
	struct unit_meeting *meetings = arena_array(request->arena, struct unit_meeting,
		MOST_PASTED + 1);
	size_t count;

	if (!unit)
		return reply_not_found(request);
	count = lines_read(request, unit, meetings);
	if (request_problems(request)->count)
		return reply_again(request, change);
	for (size_t i = 0; i < count; i++)
		if (!own_meeting_on(view, unit->id, meetings[i].on_date))
			change_insert(change, &unit_meeting_record.shape, &meetings[i]);
	request_message(request, _("The meetings are added."));
	return reply_done(request, 200, &unit_meeting_record, meetings, "%.*s",
		STR(meetings_address(request->arena, unit)));
}
