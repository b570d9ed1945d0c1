/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/messages.c - writing a message from the bank, reading it, releasing or stopping it. */
#include "modules/crisis/messages.h"

#include "kit/rows.h"
#include "modules/crisis/messages.html.h"
#include "modules/crisis/pages.html.h"

/* ---- The list, and writing -------------------------------------------------------------------- */

/* ?from=power begins with the words of the bank, ?replaces=3 with those of an earlier one. */
static struct message message_begun(struct request *request, const struct message_row_list *messages)
{
	const struct item *bank = item_find("crisis/messages", request_query(request, "from"));
	struct message message = { 0 };
	int64_t earlier = 0;

	if (bank) {
		message.words = item_words(bank, "words");
		message.audience = item_text(bank, "audience");
	}
	str_to_int(request_query(request, "replaces"), &earlier);
	for (size_t i = 0; i < messages->count; i++)
		if (messages->at[i].number == earlier)
			message = (struct message){ .words = messages->at[i].words, .replaces = earlier,
				.audience = messages->at[i].audience, .channels = messages->at[i].channels };
	return message;
}

struct reply messages_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct message_row_list messages;
	struct message begun;
	struct form_view form;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	messages = messages_of(view, crisis->id);
	if (request_wants_json(request))
		return reply_rows(request, &message_row_record,
			(struct rows){ messages.count, messages.at });
	begun = message_begun(request, &messages);
	form = form_view_of(request, view, &message_form, &begun);
	out = page_begin(request, view, _("Messages"));
	crisis_mark(out, crisis);
	messages_list(out, crisis, &messages);
	if (crisis_takes_words(view, crisis) || request_problems(request)->count) {
		messages_bank(out, crisis);
		crisis_form_show(out, request, &form, "messages", _("Save for another to release"));
	}
	return page_end(request, 200);
}

struct reply message_act(struct request *request, struct change *change)
{
	struct message *message = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "words", &reply);

	if (!crisis)
		return reply;
	if (message->replaces && !message_is_there(change_view(change), crisis->id, message->replaces))
		problem_add(request_problems(request), "replaces",
			_("There is no message %lld in this crisis."), (long long)message->replaces);
	if (request_problems(request)->count)
		return reply_again(request, change);
	message->written_by = change_me(change);
	message->written_name = request_person(request)->name;
	message->written_at = instant_now();
	message_put(change, crisis, message);
	return reply_done(request, 201, &message_record, message, "/crisis/%.*s/messages/%.*s",
		STR(crisis->number), STR(message->public_id));
}

/* ---- One message -------------------------------------------------------------------------------- */

struct reply message_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	const struct message_row *message = crisis
		? message_get(view, crisis->id, request_param(request, "id")) : NULL;
	struct form_view form;
	struct out *out;
	bool may_write;

	if (!message)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &message_row_record, message);
	may_write = crisis_takes_words(view, crisis);
	form = form_view_of(request, view, &message_stop_form, NULL);
	out = page_begin(request, view, _("Message"));
	crisis_mark(out, crisis);
	message_show(out, crisis, message);
	if (may_write || request_problems(request)->count)
		message_release(out, request, crisis, message,
			release_refused(message, request_person(request)->id));
	if ((may_write && message->state == MESSAGE_draft) || request_problems(request)->count) {
		message_stop_heading(out);
		form_begin(out, &form, arena_print(request->arena, "%.*s/%.*s/stop",
			STR(crisis_path(request, "messages")), STR(message->public_id)), false);
		form_all(out, &form);
		form_buttons(out, _("Stop it"), crisis_path(request, "messages"));
		form_end(out);
	}
	return page_end(request, 200);
}

/* The message to act upon; NULL: *reply says why. */
static const struct message_row *message_to_act(struct request *request, struct change *change,
                                                const char *field, const struct crisis **crisis,
                                                struct reply *reply)
{
	const struct message_row *message;

	*crisis = crisis_to_change(request, change, field, reply);
	if (!*crisis)
		return NULL;
	message = message_get(change_view(change), (*crisis)->id, request_param(request, "id"));
	if (!message)
		*reply = reply_not_found(request);
	return message;
}

static struct reply step_done(struct request *request, struct change *change,
                              const struct crisis *crisis, const struct message_row *message,
                              struct message_step *step)
{
	step->by_id = change_me(change);
	step->by_name = request_person(request)->name;
	step->at = instant_now();
	message_step_put(change, crisis, message, step);
	return reply_done(request, 200, &message_step_record, step, "/crisis/%.*s/messages/%.*s",
		STR(crisis->number), STR(message->public_id));
}

struct reply message_release_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis;
	const struct message_row *message = message_to_act(request, change, "", &crisis, &reply);
	const char *refused;

	if (!message)
		return reply;
	refused = release_refused(message, change_me(change));
	if (refused)
		problem_add(request_problems(request), "", "%s", refused);
	if (request_problems(request)->count)
		return reply_again(request, change);
	request_message(request, _("It is released and stands in the log. Nothing is sent from here: put it out where it says."));
	return step_done(request, change, crisis, message, &(struct message_step){ .verb = S("release") });
}

struct reply message_stop_act(struct request *request, struct change *change)
{
	const struct message_step *why = request_record(request);
	struct reply reply;
	const struct crisis *crisis;
	const struct message_row *message = message_to_act(request, change, "why", &crisis, &reply);

	if (!message)
		return reply;
	if (message->state != MESSAGE_draft)
		problem_add(request_problems(request), "why", "%s", message->state == MESSAGE_released
			? _("It is released already. Write a new one that replaces it.")
			: _("It has been stopped. Write a new one."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	return step_done(request, change, crisis, message,
		&(struct message_step){ .verb = S("stop"), .why = why->why });
}
