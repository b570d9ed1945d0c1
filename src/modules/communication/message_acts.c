/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/message_acts.c - a message is planned, approved, published, evaluated, stopped. */
#include "modules/communication/inside.h"

#include "modules/people/people.h"

static struct reply refused(struct request *request, struct change *change, const char *field,
                            const char *why)
{
	problem_add(request_problems(request), field, "%s", why);
	return reply_again(request, change);
}

static bool is_planned_well(struct request *request, const struct public_message *now,
                            const struct public_message *before)
{
	if (before && !date_compare(now->planned_on, before->planned_on))
		return true;
	if (date_compare(now->planned_on, date_today()) >= 0)
		return true;
	problem_add(request_problems(request), "planned_on", "%s",
		_("That day has passed. Choose a day that has not."));
	return false;
}

struct reply public_message_add_act(struct request *request, struct change *change)
{
	struct public_message *message = request_record(request);

	if (!is_planned_well(request, message, NULL))
		return reply_again(request, change);
	public_message_add(change, message);
	request_message(request, _("The message is planned. A second person approves it before it is published."));
	return reply_done(request, 201, &public_message_record, message,
		"/communication/messages/%.*s", STR(message->number));
}

/* What was read is what is approved: not what somebody has written since. */
static struct reply saved(struct request *request, struct change *change, struct public_message *now,
                          const struct public_message *before, const char *message)
{
	int64_t version = request_version(request);

	if (change_update(change, &public_message_record.shape, now,
			version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &public_message_record, now, before);
	request_message(request, message);
	return reply_done(request, 200, &public_message_record, now, "/communication/messages/%.*s",
		STR(now->number));
}

struct reply public_message_change_act(struct request *request, struct change *change)
{
	struct public_message *now = request_record(request);
	const struct public_message *before = public_message_load(request, change_view(change));

	if (!before || !public_message_may_change(before))
		return reply_not_found(request);
	if (!is_planned_well(request, now, before))
		return reply_again(request, change);
	now->state = MESSAGE_planned;
	now->written_by = change_me(change);
	now->written_name = person_name(change_view(change), now->written_by);
	now->approved_by = 0;
	now->approved_name = S("");
	now->approved_at = (struct instant){ 0 };
	return saved(request, change, now, before,
		_("The message is saved. A second person approves it before it is published."));
}

/* The decision at the risk may have changed since it was written. */
static const char *stop_of(struct view *view, const struct public_message *message)
{
	return message->subject == SUBJECT_own ? NULL
		: told_subject_find(view, message->subject, message->subject_number).stop;
}

struct reply public_message_approve_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct public_message *before = public_message_load(request, view);
	struct public_message now;
	const char *why;

	if (!before)
		return reply_not_found(request);
	why = public_message_approve_refused(before, change_me(change));
	if (!why)
		why = stop_of(view, before);
	if (why)
		return refused(request, change, "", _(why));
	now = *before;
	now.state = MESSAGE_approved;
	now.approved_by = change_me(change);
	now.approved_name = person_name(view, now.approved_by);
	now.approved_at = instant_now();
	return saved(request, change, &now, before, _("It is approved and can be published."));
}

struct reply public_message_publish_act(struct request *request, struct change *change)
{
	const struct message_publishing *publishing = request_record(request);
	struct view *view = change_view(change);
	const struct public_message *before = public_message_load(request, view);
	struct public_message now;
	const char *why;

	if (!before)
		return reply_not_found(request);
	why = public_message_publish_refused(before, publishing->published_on, date_today());
	if (!why)
		why = stop_of(view, before);
	if (why)
		return refused(request, change, before->state == MESSAGE_approved ? "published_on" : "", _(why));
	now = *before;
	now.state = MESSAGE_published;
	now.published_on = publishing->published_on;
	now.published_where = publishing->published_where;
	now.published_by = change_me(change);
	return saved(request, change, &now, before,
		_("It is published. Evaluate it when you know whom it reached."));
}

struct reply public_message_evaluate_act(struct request *request, struct change *change)
{
	const struct message_evaluation *evaluation = request_record(request);
	const struct public_message *before = public_message_load(request, change_view(change));
	struct public_message now;

	if (!before)
		return reply_not_found(request);
	if (public_message_evaluate_refused(before))
		return refused(request, change, "", _(public_message_evaluate_refused(before)));
	now = *before;
	now.state = MESSAGE_evaluated;
	now.reach = evaluation->reach;
	now.reach_words = evaluation->reach_words;
	now.effect = evaluation->effect;
	now.effect_words = evaluation->effect_words;
	now.evaluated_by = change_me(change);
	now.evaluated_at = instant_now();
	return saved(request, change, &now, before, _("The evaluation is saved."));
}

struct reply public_message_stop_act(struct request *request, struct change *change)
{
	const struct message_stop *stop = request_record(request);
	const struct public_message *before = public_message_load(request, change_view(change));
	struct public_message now;

	if (!before)
		return reply_not_found(request);
	if (public_message_stop_refused(before))
		return refused(request, change, "", _(public_message_stop_refused(before)));
	now = *before;
	now.state = MESSAGE_stopped;
	now.stopped_why = stop->stopped_why;
	return saved(request, change, &now, before, _("It is stopped and will not be published."));
}
