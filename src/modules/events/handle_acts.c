/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/handle_acts.c - what is done to one event: states, clocks, checklists, further
 * questions, words to the reporter, need to know.
 */
#include "modules/events/handle.h"
#include "modules/events/undo.h"

#include "kit/reference.h"

#include <string.h>

/* Answers of a POST without a record's form. */
static struct str word(struct request *request, const char *name)
{
	return str_trim(request_field(request, name));
}

static struct answers answers_of(struct request *request)
{
	return (struct answers){ request->field_count, request->fields };
}

bool words_have_number(struct request *request, const char *field, struct str words)
{
	return personal_number_refuse(request_problems(request), field, words);
}

struct reply event_section_saved(struct request *request, const struct event *event,
                                 const char *section)
{
	request_message(request, _("Saved."));
	return reply_done(request, 200, &event_record, event, "/events/%.*s#%s", STR(event->number),
		section);
}

/* ---- States ------------------------------------------------------------------------------ */

static void obstacle_say(struct problems *problems, enum obstacle obstacle)
{
	static const struct { const char *field, *words; } said[] = {
		[NO_OBSTACLE] = { "", "" },
		[WRONG_STATE] = { "", N_("The event is in another state now. Look at the page again.") },
		[WORDS_MISSING] = { "words", N_("Write why. One sentence is enough.") },
		[FEEDBACK_MISSING] = { "feedback", N_("Write some words to the reporter, or why there are none.") },
		[COUNTERSIGN_MISSING] = { "", N_("The coordinator must countersign before this event is closed.") },
		[OWN_COUNTERSIGN] = { "", N_("You handle this event yourself. Somebody else must countersign.") },
	};

	problem_add(problems, said[obstacle].field, "%s", _(said[obstacle].words));
}

static void feedback_put(struct change *change, struct event *now, struct str feedback)
{
	now->feedback = feedback;
	now->feedback_at = instant_now();
	event_step_add(change, now->id, &(struct step){ .verb = "feedback", .words = feedback,
		.is_for_reporter = true });
	clocks_end(change, now, "feedback_sent");
}

/* What a transition writes into the event itself. */
static void transition_put(struct change *change, const struct transition *transition,
                           struct event *now, struct str words)
{
	if (transition->to)
		now->state = transition->to;
	if (!strcmp(transition->verb, "receive")) {
		now->received_at = instant_now();
		if (!now->handler_id)
			now->handler_id = change_me(change);
	} else if (!strcmp(transition->verb, "countersign")) {
		now->countersigned_by = change_me(change);
		now->countersigned_at = instant_now();
	} else if (!strcmp(transition->verb, "close")) {
		now->closed_at = instant_now();
	} else if (!strcmp(transition->verb, "reject")) {
		now->reject_reason = words;
	} else if (!strcmp(transition->verb, "reopen")) {
		now->closed_at = (struct instant){ 0 };
		now->reject_reason = S("");
		now->countersigned_by = 0;
		now->countersigned_at = (struct instant){ 0 };
	}
}

/* Which own clocks end with which verb, and which begin. */
static const struct { const char *verb, *ends, *begins; } clock_moves[] = {
	{ "receive", "received", NULL },
	{ "decide", "received", NULL },
	{ "decide", "decided", "decided" },
	{ "investigate", NULL, "received" },
	{ "receive", NULL, "received" },
	{ "countersign", "countersigned", NULL },
	{ "close", "received", NULL },
	{ "close", "decided", NULL },
	{ "close", "closed", "closed" },
};

static void transition_clocks(struct change *change, const char *verb, const struct event *now,
                              struct str words)
{
	for (size_t i = 0; i < COUNT(clock_moves); i++) {
		if (strcmp(verb, clock_moves[i].verb))
			continue;
		if (clock_moves[i].ends)
			clocks_end(change, now, clock_moves[i].ends);
		if (clock_moves[i].begins)
			clocks_begin(change, now, clock_moves[i].begins);
	}
	if (!strcmp(verb, "reject"))
		clocks_stop(change, now->id, words);
}

static struct reply transition_do(struct request *request, struct change *change,
                                  const struct transition *transition, const struct event *event)
{
	struct str words = word(request, "words"), feedback = word(request, "feedback");
	struct event_undo *undo = event_undo_begin(change);
	struct event now = *event;
	enum updated updated;

	transition_put(change, transition, &now, words);
	if (!strcmp(transition->verb, "close") && feedback.len) {
		now.feedback = feedback;
		now.feedback_at = instant_now();
	}
	event_undo_before(undo, change, event);
	updated = event_change(change, &now, event, request_version(request));
	if (updated != UPDATED)
		return event_saved(request, change, updated, &now, "next");
	event_step_add(change, event->id, &(struct step){ .verb = transition->verb,
		.from = event->state, .to = now.state, .words = words,
		.is_for_reporter = transition->to && !words.len });
	transition_clocks(change, transition->verb, &now, words);
	if (feedback.len && !strcmp(transition->verb, "close"))
		feedback_put(change, &now, feedback);
	else if (!strcmp(transition->verb, "close") && now.feedback.len)
		clocks_end(change, &now, "feedback_sent");
	request_message(request, _("Saved."));
	event_undo_after(undo, change, event, &now);
	event_undo_offer(undo, request);
	return reply_done(request, 200, &event_record, &now, "/events/%.*s", STR(now.number));
}

struct reply event_state_act(struct request *request, struct change *change)
{
	const struct transition *transition = transition_find(word(request, "verb"));
	const struct event *event;
	struct attempt attempt;
	enum obstacle obstacle;
	struct reply reply;

	if (!transition)
		return reply_not_found(request);
	event = event_for_act(request, change, transition->need, &reply);
	if (!event)
		return reply;
	attempt = (struct attempt){ .transition = transition, .event = event,
		.must_be_countersigned = event_must_be_countersigned(event),
		.has_words = word(request, "words").len > 0,
		.has_feedback = event->feedback.len || word(request, "feedback").len,
		.person_id = change_me(change) };
	obstacle = transition_obstacle(&attempt);
	if (obstacle != NO_OBSTACLE) {
		obstacle_say(request_problems(request), obstacle);
		return reply_again(request, change);
	}
	if (words_have_number(request, "words", word(request, "words"))
	    || words_have_number(request, "feedback", word(request, "feedback")))
		return reply_again(request, change);
	return transition_do(request, change, transition, event);
}

/* ---- Words to the reporter --------------------------------------------------------------- */

struct reply event_feedback_act(struct request *request, struct change *change)
{
	struct str words = word(request, "feedback");
	const struct event *event;
	struct event now;
	enum updated updated;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	if (!words.len)
		problem_add(request_problems(request), "feedback", "%s", _("Write some words to the reporter."));
	if (!words.len || words_have_number(request, "feedback", words))
		return reply_again(request, change);
	now = *event;
	now.feedback = words;
	now.feedback_at = instant_now();
	updated = event_change(change, &now, event, request_version(request));
	if (updated == UPDATED)
		feedback_put(change, &now, words);
	return event_saved(request, change, updated, &now, "reporter");
}

struct reply event_question_act(struct request *request, struct change *change)
{
	struct str words = word(request, "question");
	const struct event *event;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	if (!words.len)
		problem_add(request_problems(request), "question", "%s", _("Write what you want to know."));
	if (!words.len || words_have_number(request, "question", words))
		return reply_again(request, change);
	event_step_add(change, event->id, &(struct step){ .verb = "question", .words = words,
		.is_for_reporter = true });
	return event_section_saved(request, event, "reporter");
}

/* ---- Further questions --------------------------------------------------------------------- */

struct reply event_block_act(struct request *request, struct change *change)
{
	struct str block = request_param(request, "block");
	struct answers answers = answers_of(request);
	const struct event *event;
	enum updated updated;
	struct event now;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	if (!item_find("event/block_names", block))
		return reply_not_found(request);
	now = *event;
	if (!block_judge(change_view(change), block, &answers, &now, request_problems(request)))
		return reply_again(request, change);
	updated = event_change(change, &now, event, request_version(request));
	if (updated == UPDATED && now.is_restricted && !event->is_restricted) {
		read_put(change, event->id);
		event_step_add(change, event->id, &(struct step){ .verb = "restrict",
			.words = str_of(_("By the answer to a further question.")) });
	}
	return event_saved(request, change, updated, &now, "blocks");
}

/* ---- Clocks and checklists ------------------------------------------------------------------- */

/* A proposed duty that a person answers for begins to run first. */
static const struct event_clock *clock_for_act(struct change *change, const struct event *event,
                                               struct str code)
{
	const struct item *duty = item_find("event/clocks", code);
	struct instant starts;

	if (duty) {
		starts = duty_starts(duty, event);
		clock_put(change, event, code, starts, duty_due(duty, starts));
	}
	return clock_get(change_view(change), event->id, code);
}

static bool clock_answer(struct request *request, struct event_clock *clock, bool is_duty)
{
	struct str act = word(request, "do");

	clock->reference = word(request, "reference");
	if (str_is(act, "waive")) {
		clock->waived_reason = word(request, "reason");
		if (clock->waived_reason.len)
			return true;
		problem_add(request_problems(request), "reason", "%s", _("Write why it does not apply."));
		return false;
	}
	if (is_duty && str_is(act, "done") && !clock->reference.len) {
		problem_add(request_problems(request), "reference", "%s",
			_("Write the reference number, or how it was done."));
		return false;
	}
	if (str_is(act, "done"))
		clock->done_at = instant_now();
	if (str_is(act, "undo")) {
		clock->done_at = (struct instant){ 0 };
		clock->waived_reason = S("");
	}
	return true;
}

static struct str clock_words(struct arena *arena, const struct event_clock *clock)
{
	const struct item *item = item_find("event/clocks", clock->clock);

	if (!item)
		item = item_find("event/handling_clocks", clock->clock);
	return arena_print(arena, "%.*s %.*s%.*s", STR(item_name(item)), STR(clock->reference),
		STR(clock->waived_reason));
}

struct reply event_clock_act(struct request *request, struct change *change)
{
	struct str code = request_param(request, "clock");
	const struct event_clock *before;
	const struct event *event;
	struct event_clock clock;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	before = clock_for_act(change, event, code);
	if (!before)
		return reply_not_found(request);
	clock = *before;
	if (!clock_answer(request, &clock, item_find("event/clocks", code) != NULL))
		return reply_again(request, change);
	clock.done_by = clock.done_at.seconds ? change_me(change) : 0;
	change_update(change, &event_clock_record.shape, &clock, before->version);
	event_step_add(change, event->id, &(struct step){ .verb = "clock",
		.words = clock_words(request->arena, &clock) });
	return event_section_saved(request, event, "clocks");
}

static bool is_ticked(struct request *request, int64_t place)
{
	for (size_t i = 0; i < request->field_count; i++) {
		int64_t n;

		if (str_is(request->fields[i].name, "tick")
		    && str_to_int(request->fields[i].value, &n) && n == place)
			return true;
	}
	return false;
}

struct reply event_check_act(struct request *request, struct change *change)
{
	const struct catalogue *lines = catalogue_get("event/checklists");
	struct str checklist = word(request, "checklist");
	const struct event *event;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	for (size_t i = 0; i < lines->count; i++) {
		int64_t place = item_int(&lines->items[i], "order");

		if (!str_equals(item_text(&lines->items[i], "checklist_code"), checklist))
			continue;
		if (is_ticked(request, place))
			check_put(change, event->id, checklist, place);
		else
			check_take(change, event->id, checklist, place);
	}
	return event_section_saved(request, event, "checklists");
}

/* ---- Need to know -------------------------------------------------------------------------------- */

struct reply event_open_act(struct request *request, struct change *change)
{
	const struct event *event = event_of_number(change_view(change),
		request_param(request, "number"));

	if (!event)
		return reply_not_found(request);
	if (event->is_restricted)
		read_put(change, event->id);
	return reply_done(request, 200, &event_record, event, "/events/%.*s", STR(event->number));
}

/* Answers the reason, or "" after having said that there must be one. */
static struct str reason_asked(struct request *request)
{
	struct str reason = word(request, "reason");

	if (!reason.len)
		problem_add(request_problems(request), "reason", "%s", _("Write why. One sentence is enough."));
	return reason;
}

static struct reply restrict_to(struct request *request, struct change *change, bool is_restricted)
{
	struct str reason = reason_asked(request);
	const struct event *event;
	struct event now;
	enum updated updated;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_restricted, &reply);
	if (!event)
		return reply;
	if (!reason.len)
		return reply_again(request, change);
	now = *event;
	now.is_restricted = is_restricted;
	change_because(change, reason);
	updated = event_change(change, &now, event, request_version(request));
	if (updated != UPDATED)
		return event_saved(request, change, updated, &now, "secrecy");
	if (is_restricted)
		read_put(change, event->id);
	else
		needs_clear(change, event->id);
	event_step_add(change, event->id, &(struct step){
		.verb = is_restricted ? "restrict" : "unrestrict", .words = reason });
	return event_saved(request, change, updated, &now, "secrecy");
}

struct reply event_restrict_act(struct request *request, struct change *change)
{
	return restrict_to(request, change, true);
}

struct reply event_unrestrict_act(struct request *request, struct change *change)
{
	return restrict_to(request, change, false);
}

static int64_t person_asked(struct request *request, struct change *change)
{
	struct str typed = word(request, "person");
	int64_t id = 0;

	if (!str_to_int(typed, &id) && typed.len)
		id = reference_find(change_view(change), "person", typed);
	if (!id || !need_is_possible(change_view(change), id)) {
		problem_add(request_problems(request), "person", "%s",
			_("Choose a person whose role may read restricted events."));
		return 0;
	}
	return id;
}

struct reply event_need_act(struct request *request, struct change *change)
{
	struct str reason = reason_asked(request);
	int64_t person_id = person_asked(request, change);
	const struct event *event;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_restricted, &reply);
	if (!event)
		return reply;
	if (!event->is_restricted)
		return reply_not_found(request);
	if (!reason.len || !person_id)
		return reply_again(request, change);
	need_give(change, event->id, person_id, reason);
	event_step_add(change, event->id, &(struct step){ .verb = "need",
		.words = arena_print(request->arena, "%.*s: %.*s",
			STR(reference_label(change_view(change), "person", person_id)), STR(reason)) });
	return event_section_saved(request, event, "secrecy");
}

struct reply event_need_withdraw_act(struct request *request, struct change *change)
{
	const struct event *event;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_restricted, &reply);
	if (!event)
		return reply;
	if (!need_withdraw(change, event->id, request_key(request, "need")))
		return reply_not_found(request);
	event_step_add(change, event->id, &(struct step){ .verb = "need withdrawn" });
	if (!event_of_number(change_view(change), event->number))
		return reply_done(request, 200, NULL, NULL, "/events");
	return event_section_saved(request, event, "secrecy");
}
