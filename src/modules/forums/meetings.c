/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/meetings.c - a meeting from agenda to approved minutes, and the priorities of it. */
#include "modules/forums/inside.h"

#include "base/crypto.h"
#include "modules/forums/pages.html.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

const struct form meeting_form = {
	.record = &forum_meeting_record,
	.fields = FIELDS("on_date", "begins", "place", "tags", "agenda", "minutes"),
};
const struct form decision_form = { .record = &forum_decision_record, .fields = FIELDS("words") };
const struct form priority_form = {
	.record = &forum_priority_record,
	.fields = FIELDS("title", "reason", "unit_id", "owner_id", "due_on"),
};
const struct form follow_form = {
	.record = &forum_follow_record, .fields = FIELDS("state", "words", "meeting_id"),
};
const struct form approve_form = { .record = &approve_record, .fields = FIELDS("why") };

/* ---- Planning and writing --------------------------------------------------------------------- */

static struct reply meeting_form_page(struct request *request, struct view *view,
                                      const struct forum_meeting *meeting, const char *title,
                                      const struct forum *forum, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &meeting_form, meeting);
	struct out *out = page_begin(request, view, title);

	meeting_form_head(out, title, forum);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the meeting"), back);
	form_end(out);
	return page_end(request, 200);
}

struct reply meeting_new(struct request *request, struct view *view)
{
	const struct forum *forum = forum_load(request, view);
	const struct forum_meeting fresh = { .on_date = date_add_days(date_today(), 30) };

	if (!forum)
		return reply_not_found(request);
	return meeting_form_page(request, view, &fresh, _("Plan a meeting"), forum,
		arena_print(request->arena, "/forums/%.*s/meetings", STR(forum->code)),
		arena_print(request->arena, "/forums/%.*s", STR(forum->code)));
}

static struct reply meeting_saved(struct request *request, int status,
                                  const struct forum_meeting *meeting)
{
	return reply_done(request, status, &forum_meeting_record, meeting, "/meetings/%.*s",
		STR(meeting->number));
}

struct reply meeting_add_act(struct request *request, struct change *change)
{
	struct forum_meeting *meeting = request_record(request);
	const struct forum *forum = forum_load(request, change_view(change));

	if (!forum)
		return reply_not_found(request);
	meeting_add(change, forum, meeting);
	request_message(request, _("The meeting is saved."));
	return meeting_saved(request, 201, meeting);
}

void *meeting_load(struct request *request, struct view *view)
{
	const struct forum_meeting *meeting = meeting_of_number(view, request_param(request, "number"));

	if (!meeting || !forum_may_edit(view, meeting->forum_id))
		return NULL;
	return (void *)(uintptr_t)meeting;
}

struct reply meeting_edit(struct request *request, struct view *view)
{
	const struct forum_meeting *meeting = meeting_load(request, view);
	struct str path;

	if (!meeting)
		return reply_not_found(request);
	path = arena_print(request->arena, "/meetings/%.*s", STR(meeting->number));
	return meeting_form_page(request, view, meeting, _("Agenda and minutes"),
		forum_of_id(view, meeting->forum_id), path, path);
}

/* Writes the meeting, or answers what hindered it. */
bool meeting_write(struct request *request, struct change *change, struct forum_meeting *now,
                   const struct forum_meeting *before, struct reply *reply)
{
	int64_t version = request_version(request);

	if (change_update(change, &forum_meeting_record.shape, now, version ? version : before->version)
	    != UPDATED_STALE)
		return true;
	*reply = reply_stale(request, &forum_meeting_record, now, before);
	return false;
}

struct reply meeting_change_act(struct request *request, struct change *change)
{
	struct forum_meeting *meeting = request_record(request);
	const struct forum_meeting *before = meeting_of_id(change_view(change), meeting->id);
	struct forum_item_list items;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	items = meeting_items(change_view(change), before->id);
	meeting->tags = meeting_tags(request->arena, meeting->tags, &items);
	if (!meeting_write(request, change, meeting, before, &reply))
		return reply;
	request_message(request, _("The meeting is saved."));
	return meeting_saved(request, 200, meeting);
}

/* ---- Held, cancelled, approved ------------------------------------------------------------------- */

static const char *const obstacles[] = {
	[MEETING_NOT_YET] = N_("The day of the meeting has not come."),
	[MEETING_IS_CANCELLED] = N_("The meeting is cancelled."),
	[MEETING_IS_HELD] = N_("The meeting is held; it cannot be cancelled."),
	[MEETING_NOT_HELD] = N_("Say first that the meeting was held, and who came."),
	[MEETING_NO_MINUTES] = N_("Write the minutes first."),
	[MEETING_NOBODY_CAME] = N_("Say first who was there."),
	[MEETING_SAME_MINUTES] = N_("These minutes are approved already."),
	[MEETING_REASON_MISSING] = N_("Write why a new version is needed."),
};

static bool is_free(struct request *request, enum meeting_obstacle obstacle)
{
	if (obstacle == MEETING_FREE)
		return true;
	problem_add(request_problems(request),
		obstacle == MEETING_REASON_MISSING ? "why" : "", "%s", _(obstacles[obstacle]));
	return false;
}

/* Fields "present" are keys of members; those of other forums count for nothing. */
static void attendance_put(struct request *request, struct change *change,
                           const struct forum_meeting *meeting)
{
	struct forum_member_list members = forum_members(change_view(change), meeting->forum_id);

	meeting_attendance_clear(change, meeting->id);
	for (size_t i = 0; i < members.count; i++)
		if (request_field(request, str_z(request->arena, arena_print(request->arena, "present-%.*s",
		    STR(members.at[i].public_id)))).len)
			meeting_attend(change, meeting->id, members.at[i].id);
}

struct reply meeting_held_act(struct request *request, struct change *change)
{
	const struct forum_meeting *before = meeting_load(request, change_view(change));
	struct forum_meeting now;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	if (!is_free(request, meeting_hold_obstacle(before, date_today())))
		return reply_again(request, change);
	now = *before;
	now.state = MEETING_held;
	if (!meeting_write(request, change, &now, before, &reply))
		return reply;
	attendance_put(request, change, &now);
	change_note(change, "forum_meeting", now.id, "held", S(""));
	request_message(request, _("It is noted who was there."));
	return meeting_saved(request, 200, &now);
}

struct reply meeting_cancel_act(struct request *request, struct change *change)
{
	const struct forum_meeting *before = meeting_load(request, change_view(change));
	struct forum_meeting now;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	if (!is_free(request, meeting_cancel_obstacle(before)))
		return reply_again(request, change);
	now = *before;
	now.state = MEETING_cancelled;
	if (!meeting_write(request, change, &now, before, &reply))
		return reply;
	request_message(request, _("The meeting is cancelled."));
	return meeting_saved(request, 200, &now);
}

static void minutes_keep(struct change *change, struct forum_meeting *meeting, struct str reason)
{
	struct forum_minutes minutes = { .meeting_id = meeting->id, .number = meeting->approved + 1,
		.words = meeting->minutes, .reason = str_trim(reason), .approved_by = change_me(change),
		.approved_at = instant_now(),
		.digest = digest_hex(change_arena(change), meeting->minutes) };

	change_insert(change, &forum_minutes_record.shape, &minutes);
	meeting->approved = minutes.number;
	meeting->approved_at = minutes.approved_at;
}

struct reply meeting_approve_act(struct request *request, struct change *change)
{
	const struct approve *approve = request_record(request);
	struct view *view = change_view(change);
	const struct forum_meeting *before = meeting_load(request, view);
	struct forum_minutes_list versions;
	struct forum_meeting now;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	versions = meeting_minutes(view, before->id);
	if (!is_free(request, meeting_approve_obstacle(before, meeting_present(view, before->id),
	    versions.count ? versions.at[0].words : S(""), approve->why)))
		return reply_again(request, change);
	now = *before;
	minutes_keep(change, &now, approve->why);
	if (!meeting_write(request, change, &now, before, &reply))
		return reply;
	request_message(request, _("The minutes are approved and kept as they are."));
	return meeting_saved(request, 200, &now);
}

/* ---- Decisions and priorities ---------------------------------------------------------------------- */

struct reply meeting_decide_act(struct request *request, struct change *change)
{
	struct forum_decision *decision = request_record(request);
	const struct forum_meeting *meeting = meeting_load(request, change_view(change));

	if (!meeting)
		return reply_not_found(request);
	if (!is_free(request, meeting->state == MEETING_held ? MEETING_FREE : MEETING_NOT_HELD))
		return reply_again(request, change);
	decision->meeting_id = meeting->id;
	decision->number = (int64_t)meeting_decisions(change_view(change), meeting->id).count + 1;
	change_insert(change, &forum_decision_record.shape, decision);
	request_message(request, _("The decision is written."));
	return reply_done(request, 201, &forum_decision_record, decision, "/meetings/%.*s",
		STR(meeting->number));
}

struct reply meeting_priority_act(struct request *request, struct change *change)
{
	struct forum_priority *priority = request_record(request);
	const struct forum_meeting *meeting = meeting_load(request, change_view(change));

	if (!meeting)
		return reply_not_found(request);
	if (!is_free(request, meeting->state == MEETING_held ? MEETING_FREE : MEETING_NOT_HELD))
		return reply_again(request, change);
	priority->forum_id = meeting->forum_id;
	priority->meeting_id = meeting->id;
	priority->stated_at = instant_at(meeting->on_date, 12, 0, 0);
	priority_add(change, priority);
	request_message(request, _("The priority is stated. Now it can become measures."));
	return reply_done(request, 201, &forum_priority_record, priority, "/priorities/%.*s",
		STR(priority->number));
}

/* ---- The page of a meeting --------------------------------------------------------------------------- */

static bool failed_at(struct request *request, const char *ending)
{
	return request->method == METHOD_POST && str_ends(request->path, str_of(ending));
}

/* One of the forms of the page; the person's own words only in the one that failed. */
struct box { const struct form *form; const void *row; const char *ending, *label, *button; };

static void box_show(struct out *out, struct request *request, struct view *view,
                     const struct forum_meeting *meeting, const struct box *box)
{
	struct form_view form = form_view_of(request, view, box->form, box->row);
	bool is_tried = failed_at(request, box->ending);

	if (!is_tried) {
		form.answers = NULL;
		form.problems = NULL;
	}
	details_begin(out, _(box->label), is_tried);
	form_begin(out, &form, arena_print(request->arena, "/meetings/%.*s%s", STR(meeting->number),
		box->ending), false);
	form_all(out, &form);
	form_buttons(out, _(box->button), S(""));
	form_end(out);
	details_end(out);
}

static void attendance_show(struct out *out, struct request *request, struct view *view,
                            const struct forum_meeting *meeting)
{
	struct forum_member_list members = forum_members(view, meeting->forum_id);

	attendance_begin(out, request, meeting);
	for (size_t i = 0; i < members.count; i++) {
		const struct forum_member *member = &members.at[i];
		bool sat_then = date_compare(member->valid_from, meeting->on_date) <= 0
			&& (!date_is_given(member->valid_to)
			    || date_compare(member->valid_to, meeting->on_date) >= 0);

		if (sat_then)
			attendance_line(out, member, member_words(view, member),
				member_was_present(view, meeting->id, member->id));
	}
	attendance_end(out, meeting);
}

static void acts_of(struct out *out, struct request *request, struct view *view,
                    const struct forum_meeting *meeting)
{
	const struct forum_priority priority = { .unit_id = request_person(request)->unit_id };
	const struct approve approve = { .version = meeting->version };
	const struct box boxes[] = {
		{ &approve_form, &approve, "/approve", N_("Approve the minutes"), N_("Approve the minutes") },
		{ &decision_form, NULL, "/decisions", N_("Write a decision"), N_("Save the decision") },
		{ &priority_form, &priority, "/priorities", N_("State a priority"), N_("Save the priority") },
	};

	if (meeting->state != MEETING_cancelled
	    && date_compare(meeting->on_date, date_today()) <= 0)
		attendance_show(out, request, view, meeting);
	for (size_t i = 0; meeting->state == MEETING_held && i < COUNT(boxes); i++)
		box_show(out, request, view, meeting, &boxes[i]);
	if (meeting->state == MEETING_planned)
		meeting_cancel_form(out, request, meeting);
}

/* What hindered a step that has no form of its own. */
static void step_problem(struct out *out, struct request *request, struct view *view,
                         const struct forum_meeting *meeting)
{
	struct form_view form = form_view_of(request, view, &meeting_form, NULL);

	if (form.problems && (meeting->state != MEETING_held || failed_at(request, "/held")
	    || failed_at(request, "/cancel")))
		form_problems(out, &form);
}

static void present_show(struct out *out, struct view *view, const struct forum_meeting *meeting)
{
	struct forum_member_list members = forum_members(view, meeting->forum_id);

	present_begin(out, meeting_present(view, meeting->id));
	for (size_t i = 0; i < members.count; i++)
		if (member_was_present(view, meeting->id, members.at[i].id))
			present_line(out, member_words(view, &members.at[i]), members.at[i].role);
	present_end(out);
}

struct reply meeting_show(struct request *request, struct view *view)
{
	const struct forum_meeting *meeting = meeting_of_number(view, request_param(request, "number"));
	const struct forum *forum = meeting ? forum_of_id(view, meeting->forum_id) : NULL;
	struct priority_row_list stated;
	struct forum_decision_list decisions;
	struct forum_minutes_list versions;
	struct out *out;
	bool may_edit;

	if (!forum)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &forum_meeting_record, meeting);
	may_edit = may_edit_forum(request, view, forum->id);
	versions = meeting_minutes(view, meeting->id);
	decisions = meeting_decisions(view, meeting->id);
	stated = forum_priorities(view, forum->id, meeting->id);
	out = page_begin(request, view, str_z(request->arena, meeting->number));
	meeting_head(out, forum, meeting, may_edit);
	step_problem(out, request, view, meeting);
	meeting_agenda(out, meeting);
	meeting_items_show(out, request, view, meeting, may_edit);
	present_show(out, view, meeting);
	meeting_minutes_show(out, meeting, &versions,
		versions.count ? person_name(view, versions.at[0].approved_by) : S(""), may_edit);
	meeting_results(out, &decisions, &stated);
	if (may_edit)
		acts_of(out, request, view, meeting);
	return page_end(request, 200);
}

/* ---- A priority ------------------------------------------------------------------------------------------ */

struct reply priority_show(struct request *request, struct view *view)
{
	const struct forum_priority *priority = priority_of_number(view, request_param(request, "number"));
	struct forum_follow fresh = { .state = PRIORITY_open };
	const struct forum_meeting *meeting;
	struct forum_follow_list follows;
	struct form_view form;
	struct out *out;

	if (!priority)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &forum_priority_record, priority);
	meeting = meeting_of_id(view, priority->meeting_id);
	follows = priority_follows(view, priority->id);
	out = page_begin(request, view, str_z(request->arena, priority->title));
	priority_head(out, priority, forum_of_id(view, priority->forum_id), meeting,
		unit_name(view, priority->unit_id), person_name(view, priority->owner_id));
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "council_priority", priority->id, priority->unit_id);
	priority_history(out, view, &follows);
	if (priority_may_follow(view, priority)) {
		form = form_view_of(request, view, &follow_form, &fresh);
		details_begin(out, _("Tell what became of it"), form.answers != NULL);
		form_begin(out, &form, arena_print(request->arena, "/priorities/%.*s/follow",
			STR(priority->number)), false);
		form_all(out, &form);
		form_buttons(out, _("Save what became of it"), S(""));
		form_end(out);
		details_end(out);
	}
	return page_end(request, 200);
}

struct reply priority_follow_act(struct request *request, struct change *change)
{
	struct forum_follow *follow = request_record(request);
	struct view *view = change_view(change);
	const struct forum_priority *before = priority_of_number(view, request_param(request, "number"));
	const struct forum_meeting *meeting = meeting_of_id(view, follow->meeting_id);
	struct forum_priority now;

	if (!before || !priority_may_follow(view, before))
		return reply_not_found(request);
	if (meeting && meeting->forum_id != before->forum_id) {
		problem_add(request_problems(request), "meeting_id", "%s",
			_("This meeting is of another forum."));
		return reply_again(request, change);
	}
	now = *before;
	now.state = follow->state;
	follow->priority_id = before->id;
	follow->person_id = change_me(change);
	change_update(change, &forum_priority_record.shape, &now, before->version);
	priority_follow(change, follow);
	request_message(request, _("It is told what became of the priority."));
	return reply_done(request, 200, &forum_priority_record, &now, "/priorities/%.*s",
		STR(now.number));
}
