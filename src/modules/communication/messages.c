/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/messages.c - messages to the public: the list, one of them, its form. */
#include "modules/communication/inside.h"

#include "modules/communication/pages.html.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	communication_buttons(out, "messages", request_may(request, MAY_communication_write));
}

struct reply public_messages_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Messages to the public"), .actions = list_actions,
		.status = str_of(_("What is planned, what was published, and what came of it.")) };
	struct query query;

	public_messages_query(request, view, &query);
	return table_reply(request, view, &public_messages_table, &query, &page);
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct public_message *message, const char *title,
                              struct str action)
{
	struct form_view form = form_view_of(request, view, &public_message_form, message);
	struct out *out = page_begin(request, view, title);

	communication_form_head(out, "messages", _("Messages to the public"), title);
	form_whole(out, &form, action, _("Save the message"),
		message->id ? action : S("/communication/messages"));
	return page_end(request, 200);
}

/* ?need=KB-2026-001: what the need is about, and to whom. */
struct reply public_message_new(struct request *request, struct view *view)
{
	const struct telling_need *need = telling_need_get(view, request_query(request, "need"));
	struct public_message message = { .unit_id = request_person(request)->unit_id,
		.subject = SUBJECT_own, .owner_id = request_person(request)->id };

	if (need) {
		message.need_id = need->id;
		message.unit_id = need->unit_id;
		message.subject = need->source;
		message.subject_number = told_subject_find(view, need->source, need->source_number).number;
		message.audience = need->audience;
	}
	return form_page(request, view, &message, _("Plan a message"), S("/communication/messages"));
}

static bool is_known(struct view *view, const struct public_message *message)
{
	return message->subject == SUBJECT_own
		|| told_subject_find(view, message->subject, message->subject_number).id != 0;
}

/* Who may not see what it is about does not change it, and does not approve it. */
void *public_message_load(struct request *request, struct view *view)
{
	const struct public_message *message = public_message_get(view,
		request_param(request, "number"));

	if (!message || !communication_may_write(view, message->unit_id) || !is_known(view, message))
		return NULL;
	return (void *)(uintptr_t)message;
}

struct reply public_message_edit(struct request *request, struct view *view)
{
	const struct public_message *message = public_message_load(request, view);

	if (!message || !public_message_may_change(message))
		return reply_not_found(request);
	return form_page(request, view, message, _("Change the message"),
		arena_print(request->arena, "/communication/messages/%.*s", STR(message->number)));
}

/* What can be done with it now, each folded away. */
static void steps_show(struct out *out, const struct message_page *page)
{
	const struct public_message *message = page->message;
	struct str path = arena_print(page->request->arena, "/communication/messages/%.*s",
		STR(message->number));

	if (message->state == MESSAGE_approved)
		communication_fold_show(out, page->request, page->view, path, &(struct fold_form){
			&public_message_publishing_form, &(struct message_publishing){
				.published_on = date_today(), .version = message->version },
			"/publish", _("It is published") });
	if (!public_message_evaluate_refused(message))
		communication_fold_show(out, page->request, page->view, path, &(struct fold_form){
			&public_message_evaluation_form, &(struct message_evaluation){ .reach = message->reach,
				.reach_words = message->reach_words, .effect = message->effect,
				.effect_words = message->effect_words, .version = message->version },
			"/evaluate", _("Evaluate the message") });
	if (public_message_may_change(message))
		communication_fold_show(out, page->request, page->view, path, &(struct fold_form){
			&public_message_stop_form, &(struct message_stop){ .version = message->version },
			"/stop", _("Stop the message") });
}

struct reply public_message_show(struct request *request, struct view *view)
{
	const struct public_message *message = public_message_get(view,
		request_param(request, "number"));
	struct message_page page = { .request = request, .view = view, .message = message };
	struct public_message shown;
	struct out *out;

	if (!message)
		return reply_not_found(request);
	page.subject = told_subject_find(view, message->subject, message->subject_number);
	if (request_wants_json(request)) {
		shown = *message;
		shown.subject_number = page.subject.number;     /* what one may not see has no number */
		return reply_record(request, &public_message_record, &shown);
	}
	page.need = telling_need_of_id(view, message->need_id);
	page.may_write = request_may(request, MAY_communication_write) && public_message_load(request, view);
	page.may_approve = page.may_write && !page.subject.stop
		&& !public_message_approve_refused(message, request_person(request)->id);
	out = page_begin(request, view, str_z(request->arena, message->title));
	public_message_page_show(out, &page);
	if (page.may_write)
		steps_show(out, &page);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}
