/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * forums/items.c - the points of a meeting's agenda: what each is about, and what it points at.
 *
 * A point at a risk, a crisis, a situation picture or a message is written by somebody who sees
 * that; whoever does not see it is told of what kind it is, and not which.
 */
#include "modules/forums/inside.h"

#include "kit/rows.h"
#include "modules/communication/communication.h"
#include "modules/crisis/crisis.h"
#include "modules/events/events.h"
#include "modules/forums/items.html.h"
#include "modules/forums/pages.html.h"
#include "modules/pictures/pictures.h"
#include "modules/risks/risks.h"

static void item_judge(struct view *view, void *row, struct problems *problems)
{
	struct forum_item *item = row;
	struct item_target target;

	if (words_guard(view_arena(view), item->words) != WORDS_PASS)
		problem_add(problems, "words", "%s",
			_("Write no personal numbers and nothing that may be secret."));
	item->target = str_trim(item->target);
	if (!item->kind && item->target.len)
		problem_add(problems, "kind", "%s", _("Choose what kind of thing the number is of."));
	if (!item->kind)
		return;
	target = item_target_of(view, item->kind, item->target);
	item->target_id = target.id;
	if (target.is_found)
		item->target = target.number;
	else
		problem_add(problems, "target", "%s",
			_("There is nothing of that kind with that number that you can see."));
}
const struct form forum_item_form = { .record = &forum_item_record,
	.fields = FIELDS("words", "tag", "kind", "target"), .judge = item_judge };

/* ---- What it points at ---------------------------------------------------------------------------- */

static struct item_target risk_target(struct view *view, struct str number)
{
	const struct risk *risk = risk_get(view, number);

	return risk ? (struct item_target){ true, risk->root_id, risk->number, risk->title,
		risk_path(view_arena(view), risk) } : (struct item_target){ 0 };
}

static struct item_target crisis_target(struct view *view, struct str number)
{
	const struct crisis *crisis = crisis_of_number(view, number);

	return crisis ? (struct item_target){ true, crisis->id, crisis->number, crisis->title,
		arena_print(view_arena(view), "/crises/%.*s", STR(crisis->number)) }
		: (struct item_target){ 0 };
}

static struct item_target picture_target(struct view *view, struct str id)
{
	const struct picture *picture = picture_get(view, id);

	return picture ? (struct item_target){ true, picture->id, picture->public_id, picture->title,
		arena_print(view_arena(view), "/pictures/%.*s", STR(picture->public_id)) }
		: (struct item_target){ 0 };
}

static struct item_target message_target(struct view *view, struct str number)
{
	int64_t id = communication_message_id(view, number);

	return id ? (struct item_target){ true, id, number, communication_message_title(view, number),
		arena_print(view_arena(view), "/communication/messages/%.*s", STR(number)) }
		: (struct item_target){ 0 };
}

struct item_target item_target_of(struct view *view, int kind, struct str target)
{
	switch (kind) {
	case ITEM_risk:
		return risk_target(view, target);
	case ITEM_crisis:
		return crisis_target(view, target);
	case ITEM_picture:
		return picture_target(view, target);
	case ITEM_message:
		return message_target(view, target);
	default:
		return (struct item_target){ 0 };
	}
}

static bool has_tag(struct str tags, struct str tag)
{
	while (tags.len)
		if (str_equals(str_cut(&tags, ' '), tag))
			return true;
	return false;
}

struct str meeting_tags(struct arena *arena, struct str tags, const struct forum_item_list *items)
{
	for (size_t i = 0; i < items->count; i++)
		if (items->at[i].tag.len && !has_tag(tags, items->at[i].tag))
			tags = tags.len ? arena_print(arena, "%.*s %.*s", STR(tags), STR(items->at[i].tag))
				: items->at[i].tag;
	return tags;
}

/* ---- Shown ------------------------------------------------------------------------------------------ */

static void add_form(struct out *out, struct request *request, struct view *view,
                     const struct forum_meeting *meeting)
{
	struct form_view form = form_view_of(request, view, &forum_item_form, NULL);
	bool is_tried = request->method == METHOD_POST && str_ends(request->path, S("/items"));

	form.id_before = "item";
	if (!is_tried)
		form.answers = NULL, form.problems = NULL;
	fold_begin(out, _("Add a point"), is_tried);
	form_whole(out, &form, arena_print(request->arena, "/meetings/%.*s/items",
		STR(meeting->number)), _("Save the point"), S(""));
	fold_end(out);
}

void meeting_items_show(struct out *out, struct request *request, struct view *view,
                        const struct forum_meeting *meeting, bool may_edit)
{
	struct forum_item_list items = meeting_items(view, meeting->id);
	bool may_change = may_edit && !meeting->approved && meeting->state != MEETING_cancelled;

	if (items.count || may_change)
		forum_items_begin(out);
	if (items.count)
		forum_items_list_begin(out);
	for (size_t i = 0; i < items.count; i++) {
		struct item_target target = item_target_of(view, items.at[i].kind, items.at[i].target);

		forum_item_line(out, request, meeting, &items.at[i], &target, may_change);
	}
	if (items.count)
		forum_items_list_end(out);
	if (may_change)
		add_form(out, request, view, meeting);
}

/* For programs: the same rows, and the number only of what one may see. */
struct reply meeting_items_list(struct request *request, struct view *view)
{
	const struct forum_meeting *meeting = meeting_of_number(view, request_param(request, "number"));
	struct forum_item_list items;
	struct out *out;

	if (!meeting)
		return reply_not_found(request);
	items = meeting_items(view, meeting->id);
	if (request_wants_json(request)) {
		for (size_t i = 0; i < items.count; i++)
			if (!item_target_of(view, items.at[i].kind, items.at[i].target).is_found)
				items.at[i].target = S("");
		return reply_rows(request, &forum_item_record, (struct rows){ items.count, items.at });
	}
	out = page_begin(request, view, str_z(request->arena, meeting->number));
	meeting_form_head(out, _("Points of the agenda"), forum_of_id(view, meeting->forum_id));
	meeting_items_show(out, request, view, meeting, false);
	return page_end(request, 200);
}

/* ---- Written ----------------------------------------------------------------------------------------- */

static bool may_change(struct request *request, const struct forum_meeting *meeting)
{
	if (!meeting->approved && meeting->state != MEETING_cancelled)
		return true;
	problem_add(request_problems(request), "", "%s",
		_("The minutes are approved, or the meeting is cancelled: the agenda stays as it is."));
	return false;
}

struct reply meeting_item_add_act(struct request *request, struct change *change)
{
	struct forum_item *item = request_record(request);
	const struct forum_meeting *meeting = meeting_load(request, change_view(change));
	struct forum_meeting now;
	struct reply reply;

	if (!meeting)
		return reply_not_found(request);
	if (!may_change(request, meeting))
		return reply_again(request, change);
	now = *meeting;
	now.tags = meeting_tags(request->arena, meeting->tags, &(struct forum_item_list){ 1, item });
	if (!str_equals(now.tags, meeting->tags)
	    && !meeting_write(request, change, &now, meeting, &reply))
		return reply;
	item->meeting_id = meeting->id;
	meeting_item_add(change, item);
	request_message(request, _("The point is on the agenda."));
	return reply_done(request, 201, &forum_item_record, item, "/meetings/%.*s",
		STR(meeting->number));
}

struct reply meeting_item_take_away_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct forum_meeting *meeting = meeting_load(request, view);
	const struct forum_item *item = meeting ? meeting_item_get(view, meeting->id,
		request_param(request, "item")) : NULL;

	if (!item)
		return reply_not_found(request);
	if (!may_change(request, meeting))
		return reply_again(request, change);
	meeting_item_take_away(change, item);
	request_message(request, _("The point is taken away. The subjects of the meeting stay as they are."));
	return reply_done(request, 200, &forum_item_record, item, "/meetings/%.*s",
		STR(meeting->number));
}
