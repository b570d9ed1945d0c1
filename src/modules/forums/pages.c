/* SPDX-License-Identifier: EUPL-1.2 */
/* forums/pages.c - the routes of the room; lists, one forum, its members. */
#include "modules/forums/inside.h"

#include "modules/forums/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

const struct form forum_form = {
	.record = &forum_record,
	.fields = FIELDS("name", "code", "kind", "unit_id", "chair", "charter", "decision",
	                 "every_months", "valid_from", "valid_to", "is_closed"),
};
const struct form forum_member_form = {
	.record = &forum_member_record,
	.fields = FIELDS("person_id", "name", "organisation", "partner_id", "role", "valid_from", "valid_to"),
};

bool may_edit_forum(struct request *request, struct view *view, int64_t forum_id)
{
	return request_may(request, MAY_forums_write) && forum_may_edit(view, forum_id);
}

/* ---- Lists -------------------------------------------------------------------------------- */

static void forums_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	forums_buttons(out, request_may(request, MAY_forums_write));
}

struct reply forums_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Councils, networks and forums"),
		.actions = forums_actions };
	struct query query;

	forums_query(request, view, &query);
	return table_reply(request, view, &forums_table, &query, &page);
}

struct reply meetings_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Meetings") };
	struct query query;

	meetings_query(request, view, &query);
	return table_reply(request, view, &meetings_table, &query, &page);
}

struct reply priorities_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Priorities of the forums") };
	struct query query;

	priorities_query(request, view, &query);
	return table_reply(request, view, &priorities_table, &query, &page);
}

/* ---- Adding and changing ----------------------------------------------------------------------- */

static struct reply forum_form_page(struct request *request, struct view *view,
                                    const struct forum *forum, const char *title,
                                    struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &forum_form, forum);
	struct out *out = page_begin(request, view, title);

	forum_form_head(out, title);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the forum"), back);
	form_end(out);
	return page_end(request, 200);
}

struct reply forum_new(struct request *request, struct view *view)
{
	struct forum forum = { .unit_id = request_person(request)->unit_id,
		.valid_from = date_today() };

	return forum_form_page(request, view, &forum, _("New forum"), S("/forums"), S("/forums"));
}

static bool forum_is_fine(struct request *request, struct view *view, const struct forum *forum)
{
	struct problems *problems = request_problems(request);

	if (!forum_code_is_fine(forum->code))
		problem_add(problems, "code", "%s",
			_("Use small letters a to z, digits and hyphens, for example safety-council."));
	else if (forum_code_is_taken(view, forum->code, forum->id))
		problem_add(problems, "code", "%s", _("Another forum has this code."));
	if (!forum_may_add(view, forum->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the forums of this unit. Choose another unit."));
	if (date_is_given(forum->valid_to) && date_compare(forum->valid_to, forum->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
	return !problems->count;
}

struct reply forum_add_act(struct request *request, struct change *change)
{
	struct forum *forum = request_record(request);

	if (!forum_is_fine(request, change_view(change), forum))
		return reply_again(request, change);
	change_insert(change, &forum_record.shape, forum);
	request_message(request, _("The forum is saved. Now say who sits in it."));
	return reply_done(request, 201, &forum_record, forum, "/forums/%.*s", STR(forum->code));
}

void *forum_load(struct request *request, struct view *view)
{
	const struct forum *forum = forum_of_code(view, request_param(request, "code"));

	if (!forum || !forum_may_edit(view, forum->id))
		return NULL;
	return (void *)(uintptr_t)forum;
}

struct reply forum_edit(struct request *request, struct view *view)
{
	const struct forum *forum = forum_load(request, view);

	if (!forum)
		return reply_not_found(request);
	return forum_form_page(request, view, forum, _("Change the forum"),
		arena_print(request->arena, "/forums/%.*s", STR(forum->code)),
		arena_print(request->arena, "/forums/%.*s", STR(forum->code)));
}

struct reply forum_change_act(struct request *request, struct change *change)
{
	struct forum *forum = request_record(request);
	const struct forum *before = forum_of_id(change_view(change), forum->id);
	int64_t version = request_version(request);
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	if (!forum_is_fine(request, change_view(change), forum))
		return reply_again(request, change);
	updated = change_update(change, &forum_record.shape, forum, version ? version : before->version);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &forum_record, forum, before);
	request_message(request, _("The forum is saved."));
	return reply_done(request, 200, &forum_record, forum, "/forums/%.*s", STR(forum->code));
}

/* ---- One -------------------------------------------------------------------------------------------- */

struct str member_words(struct view *view, const struct forum_member *member)
{
	struct str name = member->person_id ? person_name(view, member->person_id) : member->name;

	if (!member->organisation.len)
		return name;
	return arena_print(view_arena(view), "%.*s, %.*s", STR(name), STR(member->organisation));
}

static void members_show(struct out *out, struct request *request, struct view *view,
                         const struct forum *forum, bool may_edit)
{
	struct forum_member_list members = forum_members(view, forum->id);
	const struct forum_member fresh = { .role = S("member"), .valid_from = date_today() };
	struct form_view form = form_view_of(request, view, &forum_member_form, &fresh);

	forum_members_begin(out, members.count);
	for (size_t i = 0; i < members.count; i++)
		forum_member_line(out, request, forum, &members.at[i],
			member_words(view, &members.at[i]), may_edit);
	forum_members_end(out, members.count);
	if (!may_edit)
		return;
	details_begin(out, _("Add a member"), form.answers != NULL);
	form_begin(out, &form, arena_print(request->arena, "/forums/%.*s/members", STR(forum->code)),
		false);
	form_all(out, &form);
	form_buttons(out, _("Save the member"), S(""));
	form_end(out);
	details_end(out);
}

struct reply forum_show(struct request *request, struct view *view)
{
	const struct forum *forum = forum_of_code(view, request_param(request, "code"));
	struct priority_row_list priorities;
	struct meeting_row_list meetings;
	bool may_edit;
	struct out *out;

	if (!forum)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &forum_record, forum);
	may_edit = may_edit_forum(request, view, forum->id);
	meetings = forum_meetings(view, forum->id);
	priorities = forum_priorities(view, forum->id, 0);
	out = page_begin(request, view, str_z(request->arena, forum->name));
	forum_head(out, forum, unit_name(view, forum->unit_id), may_edit);
	meetings_box(out, forum, &meetings);
	priorities_box(out, forum, &priorities);
	members_show(out, request, view, forum, may_edit);
	return page_end(request, 200);
}

struct reply forum_member_act(struct request *request, struct change *change)
{
	struct forum_member *member = request_record(request);
	const struct forum *forum = forum_load(request, change_view(change));
	struct problems *problems = request_problems(request);

	if (!forum)
		return reply_not_found(request);
	member->name = str_trim(member->name);
	if (!member->person_id && !member->name.len)
		problem_add(problems, "name", "%s", _("Choose a person or write a post."));
	if (date_is_given(member->valid_to) && date_compare(member->valid_to, member->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
	if (problems->count)
		return reply_again(request, change);
	member->forum_id = forum->id;
	if (member->partner_id && !member->organisation.len)
		member->organisation = reference_label(change_view(change), "partner", member->partner_id);
	change_insert(change, &forum_member_record.shape, member);
	request_message(request, _("The member is saved."));
	return reply_done(request, 201, &forum_member_record, member, "/forums/%.*s", STR(forum->code));
}

struct reply forum_member_end_act(struct request *request, struct change *change)
{
	const struct forum *forum = forum_load(request, change_view(change));
	const struct forum_member *before = forum ? forum_member_get(change_view(change), forum->id,
		request_param(request, "member")) : NULL;
	int64_t version = request_version(request);
	struct forum_member now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	now.valid_to = date_add_days(date_today(), -1);
	if (date_compare(now.valid_to, now.valid_from) < 0)
		now.valid_to = now.valid_from;
	if (change_update(change, &forum_member_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &forum_member_record, &now, before);
	request_message(request, _("The member has left; the days before stay."));
	return reply_done(request, 200, &forum_member_record, &now, "/forums/%.*s", STR(forum->code));
}

void forums_home(struct out *out, struct request *request, struct view *view)
{
	struct forum_home home;

	if (!request_may(request, MAY_forums_read))
		return;
	home = forum_home_of(view);
	if (home.next_number.len || home.priorities)
		forums_card(out, &home);
}

#define MEETING "/meetings/:number"
#define MEETING_ACT(path_, act_, label_) { POST, MEETING path_, .need = MAY_forums_write, \
	.act = act_, .again = meeting_show, .is_api_too = true, .label = label_ }
const struct route forums_routes[] = {
	{ GET, "/forums", .need = MAY_forums_read, .show = forums_list, .is_api_too = true,
	  .label = N_("List of forums") },
	{ GET, "/forums/new", .need = MAY_forums_write, .show = forum_new, .label = N_("New forum") },
	{ POST, "/forums", .need = MAY_forums_write, .act = forum_add_act, .form = &forum_form,
	  .again = forum_new, .is_api_too = true, .label = N_("Save a new forum") },
	{ GET, "/forums/:code", .need = MAY_forums_read, .show = forum_show, .is_api_too = true,
	  .label = N_("One forum") },
	{ GET, "/forums/:code/now", .need = MAY_forums_read, .show = forum_now_show,
	  .is_api_too = true, .label = N_("The standing picture of a council") },
	{ GET, "/forums/:code/edit", .need = MAY_forums_write, .show = forum_edit,
	  .label = N_("Change a forum") },
	{ POST, "/forums/:code", .need = MAY_forums_write, .act = forum_change_act,
	  .form = &forum_form, .load = forum_load, .again = forum_edit, .is_api_too = true,
	  .label = N_("Save a changed forum") },
	{ POST, "/forums/:code/members", .need = MAY_forums_write, .act = forum_member_act,
	  .form = &forum_member_form, .again = forum_show, .is_api_too = true,
	  .label = N_("Add a member") },
	{ POST, "/forums/:code/members/:member/end", .need = MAY_forums_write,
	  .act = forum_member_end_act, .again = forum_show, .is_api_too = true,
	  .label = N_("A member leaves") },
	{ GET, "/forums/:code/meetings/new", .need = MAY_forums_write, .show = meeting_new,
	  .label = N_("Plan a meeting") },
	{ POST, "/forums/:code/meetings", .need = MAY_forums_write, .act = meeting_add_act,
	  .form = &meeting_form, .again = meeting_new, .is_api_too = true,
	  .label = N_("Save a planned meeting") },
	{ GET, "/meetings", .need = MAY_forums_read, .show = meetings_list, .is_api_too = true,
	  .label = N_("List of meetings") },
	{ GET, MEETING, .need = MAY_forums_read, .show = meeting_show, .is_api_too = true,
	  .label = N_("One meeting with its minutes") },
	{ GET, MEETING "/edit", .need = MAY_forums_write, .show = meeting_edit,
	  .label = N_("Write agenda and minutes") },
	{ POST, MEETING, .need = MAY_forums_write, .act = meeting_change_act, .form = &meeting_form,
	  .load = meeting_load, .again = meeting_edit, .is_api_too = true,
	  .label = N_("Save agenda and minutes") },
	MEETING_ACT("/held", meeting_held_act, N_("Say that a meeting was held, and who came")),
	MEETING_ACT("/cancel", meeting_cancel_act, N_("Cancel a meeting")),
	{ POST, MEETING "/approve", .need = MAY_forums_write, .act = meeting_approve_act,
	  .form = &approve_form, .again = meeting_show, .is_api_too = true,
	  .label = N_("Approve minutes") },
	{ POST, MEETING "/decisions", .need = MAY_forums_write, .act = meeting_decide_act,
	  .form = &decision_form, .again = meeting_show, .is_api_too = true,
	  .label = N_("Write a decision of a meeting") },
	{ POST, MEETING "/priorities", .need = MAY_forums_write, .act = meeting_priority_act,
	  .form = &priority_form, .again = meeting_show, .is_api_too = true,
	  .label = N_("State a priority") },
	{ GET, MEETING "/items", .need = MAY_forums_read, .show = meeting_items_list, .is_api_too = true,
	  .label = N_("Points of the agenda of a meeting") },
	{ POST, MEETING "/items", .need = MAY_forums_write, .act = meeting_item_add_act,
	  .form = &forum_item_form, .again = meeting_show, .is_api_too = true,
	  .label = N_("Add a point to the agenda of a meeting") },
	{ POST, MEETING "/items/:item/take-away", .need = MAY_forums_write,
	  .act = meeting_item_take_away_act, .again = meeting_show, .is_api_too = true,
	  .label = N_("Take a point away from the agenda of a meeting") },
	{ GET, "/priorities", .need = MAY_forums_read, .show = priorities_list, .is_api_too = true,
	  .label = N_("List of priorities") },
	{ GET, "/priorities/:number", .need = SIGNED_IN, .show = priority_show, .is_api_too = true,
	  .label = N_("One priority and what became of it") },
	{ POST, "/priorities/:number/follow", .need = SIGNED_IN, .act = priority_follow_act,
	  .form = &follow_form, .again = priority_show, .is_api_too = true,
	  .label = N_("Tell what became of a priority") },
	{ .path = NULL },
};
