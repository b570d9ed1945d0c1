/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/guard.c - what is due, made ready to leave; the one place that all sending passes.
 *
 * What belongs to an exercise is marked at its beginning, and goes to the test address of that
 * exercise in place of the person's.  Without such an address it does not leave at all.  Only
 * two persons, each by name and with a reason, release real addresses, and only as long as the
 * exercise goes on: it is asked again at each try, so a message that has waited too long does
 * not slip out afterwards.
 */
#include "modules/alarms/inside.h"

#include "modules/crisis/crisis.h"
#include "modules/exercises/exercises.h"

static struct str refused_words(struct arena *arena, struct str channel)
{
	return arena_print(arena, _("An exercise, and it has no test address for %.*s: nothing was sent."),
		STR(code_name("alarms/channels", channel)));
}

void pending_guard(struct view *view, const struct alarm *alarm, struct pending *one)
{
	struct arena *arena = view_arena(view);
	struct message *message = &one->parcel.message;
	struct str personal = item_text(item_find("alarms/channels", one->attempt.channel), "personal");
	struct exercise_way way = exercise_way_of(view, alarm->about, alarm->is_exercise);

	if (way.kind == WAY_real)
		return;
	message->subject = exercise_words_marked(arena, message->subject);
	message->text = exercise_words_marked(arena, message->text);
	if (way.kind == WAY_released)
		return;
	one->is_rewritten = true;
	message->to = str_is(personal, "email") ? way.test_email
		: str_is(personal, "phone") ? way.test_phone : S("");
	if (!message->to.len)
		one->refused = refused_words(arena, one->attempt.channel);
}

static struct pending *pending_add(struct pending_list *list, struct view *view,
                                   const struct alarm_attempt *attempt,
                                   const struct message *message)
{
	struct pending *one = &list->at[list->count];

	if (list->count == MOST_PENDING || !adapter_of(attempt->channel))
		return NULL;
	*one = (struct pending){ .attempt = *attempt, .parcel = {
		.adapter = adapter_of(attempt->channel), .gateway = gateway_of(view, attempt->channel),
		.secret = gateway_secret(view, attempt->channel), .message = *message } };
	list->count++;
	return one;
}

static void attempts_read(struct view *view, struct instant now, struct pending_list *list)
{
	struct alarm_attempt_list due = attempts_due(view, now);

	for (size_t i = 0; i < due.count; i++) {
		const struct alarm *alarm = alarm_of_id(view, due.at[i].alarm_id);
		const struct alarm_target *target = target_of_id(view, due.at[i].target_id);
		struct message message;
		struct pending *one;

		if (!alarm || !target)
			continue;
		message = message_of(view_arena(view), alarm, target, &due.at[i]);
		one = pending_add(list, view, &due.at[i], &message);
		if (one)
			pending_guard(view, alarm, one);
	}
}

/* Somebody tries a channel of the city, with an address that he has written himself. */
static void trials_read(struct view *view, struct pending_list *list)
{
	struct trial_list waiting = trials_waiting(view);

	for (size_t i = 0; i < waiting.count; i++) {
		const struct trial *trial = &waiting.at[i];
		struct alarm_attempt attempt = { .id = trial->id, .channel = trial->channel };
		struct message message = { .to = trial->address, .identity = trial->public_id,
			.subject = str_of(_("TEST of an alarm channel")),
			.text = str_of(_("TEST. This only shows that the channel works. Nothing has happened.")) };
		struct pending *one = pending_add(list, view, &attempt, &message);

		if (one)
			one->is_trial = true;
	}
}

void pending_read(struct view *view, struct instant now, struct pending_list *list)
{
	list->count = 0;
	attempts_read(view, now, list);
	trials_read(view, list);
}
