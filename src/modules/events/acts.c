/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/acts.c - what a coordinator does with an event as a whole: merge, split, forward,
 * re-type; and the same upon many.
 *
 * Nothing is lost by an act: a merged event keeps its number and history and says where it
 * went; each act is a step in the history of every event it touched.
 */
#include "modules/events/acts.html.h"
#include "modules/events/lists.h"
#include "modules/events/undo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

/* ---- What a person says -------------------------------------------------------------- */

#define RECORD struct merge_words
static const struct field merge_fields[] = { MERGE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record merge_record = {
	.shape = SHAPE_OF(NULL, merge_words, merge_fields), .name = "event_merge",
	.fields = merge_fields, .count = COUNT(merge_fields), .label = N_("Merge"),
};
#define RECORD struct split_words
static const struct field split_fields[] = { SPLIT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record split_record = {
	.shape = SHAPE_OF(NULL, split_words, split_fields), .name = "event_split",
	.fields = split_fields, .count = COUNT(split_fields), .label = N_("Split"),
};
#define RECORD struct forward_words
static const struct field forward_fields[] = { FORWARD_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record forward_record = {
	.shape = SHAPE_OF(NULL, forward_words, forward_fields), .name = "event_forward",
	.fields = forward_fields, .count = COUNT(forward_fields), .label = N_("Forward"),
};
#define RECORD struct retype_words
static const struct field retype_fields[] = { RETYPE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record retype_record = {
	.shape = SHAPE_OF(NULL, retype_words, retype_fields), .name = "event_retype",
	.fields = retype_fields, .count = COUNT(retype_fields), .label = N_("Change type"),
};

const struct form merge_form = { .record = &merge_record, .fields = FIELDS("into", "reason") };
const struct form split_form = { .record = &split_record,
	.fields = FIELDS("title", "story", "type", "unit_id", "reason") };
const struct form forward_form = { .record = &forward_record,
	.fields = FIELDS("unit_id", "reason") };
const struct form retype_form = { .record = &retype_record,
	.fields = FIELDS("type", "class", "reason") };

/* ---- The pages that ask -------------------------------------------------------------- */

static const struct act {
	const char *name;
	const struct form *form;
	const char *title, *what;
} acts[] = {
	{ "merge", &merge_form, N_("Merge into another event"),
	  N_("When two reports are about the same thing, one of them stays. The other keeps its number and its history and points at the one that stays.") },
	{ "split", &split_form, N_("Split into two events"),
	  N_("When one report tells of two things, the second becomes an event of its own. Both keep the whole history.") },
	{ "forward", &forward_form, N_("Forward to another unit"),
	  N_("The other unit receives the event as new and gets its own time to read it. You may no longer be able to see it.") },
	{ "retype", &retype_form, N_("Change the type"),
	  N_("The type decides which questions are asked and which authorities must be told.") },
};

static const struct act *act_of(const struct request *request)
{
	for (size_t i = 0; i < COUNT(acts); i++)
		if (str_ends(request->path, str_of(acts[i].name)))
			return &acts[i];
	return NULL;
}

static const struct event *own_event(struct request *request, struct view *view)
{
	const struct event *event = event_of_number(view, request_param(request, "number"));

	if (!event || !event_may(view, MAY_events_coordinate, event->unit_id))
		return NULL;
	return event;
}

/* What the form shows before anybody has written: as the event is. */
static const void *act_row(struct arena *arena, const struct act *act, const struct event *event)
{
	struct retype_words *retype = arena_new(arena, struct retype_words);
	struct split_words *split = arena_new(arena, struct split_words);
	struct forward_words *forward = arena_new(arena, struct forward_words);
	struct merge_words *merge = arena_new(arena, struct merge_words);

	*retype = (struct retype_words){ .type = event->type, .class = event->class,
		.version = event->version };
	*split = (struct split_words){ .type = event->type, .unit_id = event->unit_id };
	forward->version = event->version;
	merge->version = event->version;
	if (act->form == &retype_form)
		return retype;
	if (act->form == &split_form)
		return split;
	return act->form == &forward_form ? (const void *)forward : merge;
}

struct reply act_page(struct request *request, struct view *view)
{
	const struct act *act = act_of(request);
	const struct event *event = own_event(request, view);
	struct str path;
	struct form_view form;
	struct out *out;

	if (!act || !event)
		return reply_not_found(request);
	path = arena_print(request->arena, "/events/%.*s", STR(event->number));
	form = form_view_of(request, view, act->form, act_row(request->arena, act, event));
	out = page_begin(request, view, _(act->title));
	act_begin(out, event, _(act->title), _(act->what));
	if (act->form == &split_form)
		act_story(out, event);
	form_begin(out, &form, request->path, false);
	form_all(out, &form);
	form_buttons(out, _(act->title), path);
	form_end(out);
	if (act->form == &merge_form) {
		struct event_list beside = events_beside(view, event, BESIDE_MOST);

		act_beside(out, request, event, &beside);
	}
	return page_end(request, 200);
}

void acts_show(struct out *out, struct request *request, struct view *view,
               const struct event *event)
{
	if (!request_may(request, MAY_events_coordinate)
	    || !event_may(view, MAY_events_coordinate, event->unit_id))
		return;
	if (event->state == STATE_merged)
		acts_unmerge(out, request, event);
	else if (event->state != STATE_rejected)
		acts_links(out, event);
}

/* ---- Common to all ------------------------------------------------------------------- */

static struct reply stale(struct request *request, struct change *change, const struct event *mine)
{
	const struct event *theirs = event_get(change_view(change), mine->id);

	return theirs ? reply_stale(request, &event_record, mine, theirs)
		: reply_not_found(request);
}

static int64_t version_of(struct request *request, const struct event *event)
{
	int64_t version = request_version(request);

	return version ? version : event->version;
}

static void step_both(struct change *change, const struct event *event, const char *verb, int from,
                      int to, struct str words)
{
	event_step_add(change, event->id, &(struct step){ .verb = verb, .from = from, .to = to,
		.words = words });
}

static struct str with_reason(struct arena *arena, struct str what, struct str reason)
{
	return reason.len ? arena_print(arena, "%.*s: %.*s", STR(what), STR(reason)) : what;
}

/* ---- Merge --------------------------------------------------------------------------- */

static bool has_ended(const struct event *event)
{
	return event->state == STATE_merged || event->state == STATE_rejected;
}

enum merge_obstacle merge_obstacle(const struct event *from, const struct event *into)
{
	if (from->id == into->id)
		return MERGE_SAME;
	if (has_ended(from))
		return MERGE_FROM_ENDED;
	if (has_ended(into))
		return MERGE_INTO_ENDED;
	/* What few may know must not come to an event that many may read. */
	if (from->is_restricted && !into->is_restricted)
		return MERGE_SECRECY;
	return MERGE_FREE;
}

static const char *const merge_words[] = {
	[MERGE_FREE] = "",
	[MERGE_SAME] = N_("This is the same event. Write the number of another one."),
	[MERGE_FROM_ENDED] = N_("This event is already merged or is no event."),
	[MERGE_INTO_ENDED] = N_("That event is itself merged, or is no event. Choose the one that stays."),
	[MERGE_SECRECY] = N_("This event is restricted and that one is not. Restrict that one first."),
};

static struct reply merge_do(struct request *request, struct change *change,
                             const struct event *from, const struct event *into, struct str reason)
{
	struct event_undo *undo = event_undo_begin(change);
	struct event now = *from;
	enum updated updated;

	now.state = STATE_merged;
	now.merged_into = into->id;
	if (reason.len)
		change_because(change, reason);
	event_undo_before(undo, change, from);
	updated = event_change(change, &now, from, version_of(request, from));
	if (updated != UPDATED)
		return stale(request, change, &now);
	clocks_end(change, &now, "received");
	clocks_end(change, &now, "closed");
	event_undo_after(undo, change, from, &now);
	event_undo_offer(undo, request);
	step_both(change, from, "merge", from->state, STATE_merged,
		with_reason(request->arena, into->number, reason));
	step_both(change, into, "merge", STATE_none, STATE_none,
		with_reason(request->arena, from->number, reason));
	request_message(request, str_z(request->arena, arena_print(request->arena,
		_("%.*s is merged into this event."), STR(from->number))));
	return reply_done(request, 200, &event_record, &now, "/events/%.*s", STR(into->number));
}

struct reply event_merge_act(struct request *request, struct change *change)
{
	const struct merge_words *words = request_record(request);
	struct view *view = change_view(change);
	const struct event *from = own_event(request, view);
	const struct event *into = event_of_number(view, str_trim(words->into));
	enum merge_obstacle obstacle;

	if (!from)
		return reply_not_found(request);
	if (!into || !event_may(view, MAY_events_coordinate, into->unit_id)) {
		problem_add(request_problems(request), "into", "%s",
			_("There is no event with that number that you may merge into."));
		return reply_again(request, change);
	}
	obstacle = merge_obstacle(from, into);
	if (obstacle != MERGE_FREE) {
		problem_add(request_problems(request), "into", "%s", _(merge_words[obstacle]));
		return reply_again(request, change);
	}
	return merge_do(request, change, from, into, words->reason);
}

struct reply event_unmerge_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct event *event = own_event(request, view);
	struct event now;

	if (!event || event->state != STATE_merged)
		return reply_not_found(request);
	now = *event;
	now.state = merge_state_before(view, event->id);
	now.merged_into = 0;
	if (event_change(change, &now, event, version_of(request, event)) != UPDATED)
		return stale(request, change, &now);
	step_both(change, event, "unmerge", event->state, now.state, S(""));
	if (event->merged_into)
		event_step_add(change, event->merged_into, &(struct step){ .verb = "unmerge",
			.words = event->number });
	request_message(request, _("The merge is taken back."));
	return reply_done(request, 200, &event_record, &now, "/events/%.*s", STR(event->number));
}

/* ---- Split --------------------------------------------------------------------------- */

static struct event split_event(const struct event *event, const struct split_words *words)
{
	struct event cut = {
		.unit_id = words->unit_id ? words->unit_id : event->unit_id,
		.place_id = event->place_id, .class = event->class,
		.type = words->type.len ? words->type : event->type,
		.title = words->title, .story = words->story,
		.reporter_role = event->reporter_role, .channel = event->channel,
		.occurred_at = event->occurred_at, .occurred_to = event->occurred_to,
		.is_time_uncertain = event->is_time_uncertain,
		.discovered_at = event->discovered_at, .reported_at = event->reported_at,
		.place_type = event->place_type, .place_text = event->place_text,
		.north_mm = event->north_mm, .east_mm = event->east_mm,
		.is_place_hidden = event->is_place_hidden, .is_indoors = event->is_indoors,
		.is_restricted = event->is_restricted, .secrecy = event->secrecy,
		.split_from = event->id,
	};
	const struct item *type = item_find("event/types", cut.type);

	if (type && !str_equals(cut.type, event->type)) {
		cut.class = item_text(type, "class");
		cut.is_restricted = cut.is_restricted || item_int(type, "restricted");
	}
	if (type)
		cut.severity = item_int(type, "severity_hint");
	return cut;
}

struct reply event_split_act(struct request *request, struct change *change)
{
	const struct split_words *words = request_record(request);
	const struct event *event = own_event(request, change_view(change));
	struct event cut;

	if (!event || has_ended(event))
		return reply_not_found(request);
	cut = split_event(event, words);
	cut.handler_id = cut.unit_id == event->unit_id ? event->handler_id
		: handler_of(change_view(change), cut.unit_id);
	if (!event_report(change, &cut, with_reason(request->arena, event->number, words->reason)))
		return reply_not_found(request);
	if (cut.is_restricted && event->is_restricted)
		needs_copy(change, event->id, cut.id);
	step_both(change, event, "split", STATE_none, STATE_none,
		with_reason(request->arena, cut.number, words->reason));
	request_message(request, str_z(request->arena, arena_print(request->arena,
		_("The new event has the number %.*s."), STR(cut.number))));
	event_undo_split(request, change, event, &cut);
	return reply_done(request, 201, &event_record, &cut, "/events/%.*s",
		STR(cut.unit_id == event->unit_id ? cut.number : event->number));
}

/* ---- Upon one event, alone or among many ---------------------------------------------- */

static bool receive_do(struct change *change, const struct event *event, struct event *now,
                       const struct act_ask *ask, const char **why)
{
	const struct transition *transition = transition_find(ask->kind);
	struct attempt attempt = { .transition = transition, .event = event,
		.person_id = change_me(change) };

	if (transition_obstacle(&attempt) != NO_OBSTACLE) {
		*why = _("it is received already");
		return false;
	}
	now->state = transition->to;
	now->received_at = instant_now();
	if (!now->handler_id)
		now->handler_id = change_me(change);
	return true;
}

static bool handler_do(struct change *change, const struct event *event, struct event *now,
                       const struct act_ask *ask, const char **why)
{
	(void)change;
	if (event->handler_id == ask->handler_id) {
		*why = _("that person handles it already");
		return false;
	}
	now->handler_id = ask->handler_id;
	return true;
}

static bool forward_do(struct change *change, const struct event *event, struct event *now,
                       const struct act_ask *ask, const char **why)
{
	if (event->unit_id == ask->unit_id) {
		*why = _("it belongs to that unit already");
		return false;
	}
	now->unit_id = ask->unit_id;
	now->handler_id = handler_of(change_view(change), ask->unit_id);
	now->state = STATE_reported;
	now->received_at = (struct instant){ 0 };
	return true;
}

static bool retype_do(struct change *change, const struct event *event, struct event *now,
                      const struct act_ask *ask, const char **why)
{
	const struct item *type = item_find("event/types", ask->type);

	(void)change;
	now->type = ask->type;
	now->class = ask->class.len ? ask->class : item_text(type, "class");
	if (item_int(type, "restricted"))
		now->is_restricted = true;
	if (str_equals(now->type, event->type) && str_equals(now->class, event->class)) {
		*why = _("it has that type already");
		return false;
	}
	return true;
}

static const struct act_kind {
	const char *name;
	enum permission need;
	bool (*make)(struct change *change, const struct event *event, struct event *now,
	             const struct act_ask *ask, const char **why);
	bool is_for_ended;              /* also upon closed events */
	bool is_told;                   /* the reporter sees it */
} act_kinds[] = {
	{ .name = "receive", .need = MAY_events_handle, .make = receive_do, .is_told = true },
	{ .name = "handler", .need = MAY_events_handle, .make = handler_do },
	{ .name = "forward", .need = MAY_events_coordinate, .make = forward_do, .is_told = true },
	{ .name = "retype", .need = MAY_events_coordinate, .make = retype_do, .is_for_ended = true },
};

static const struct act_kind *act_kind_find(struct str name)
{
	for (size_t i = 0; i < COUNT(act_kinds); i++)
		if (str_is(name, act_kinds[i].name))
			return &act_kinds[i];
	return NULL;
}

/* What stands in the history beside the verb. */
static struct str act_words(struct view *view, const struct act_ask *ask, const struct event *before)
{
	struct arena *arena = view_arena(view);

	if (str_is(ask->kind, "handler"))
		return person_name(view, ask->handler_id);
	if (str_is(ask->kind, "forward"))
		return with_reason(arena, arena_print(arena, "%.*s → %.*s",
			STR(unit_name(view, before->unit_id)), STR(unit_name(view, ask->unit_id))),
			ask->reason);
	if (str_is(ask->kind, "retype"))
		return with_reason(arena, arena_print(arena, "%.*s → %.*s",
			STR(code_name("event/types", before->type)),
			STR(code_name("event/types", ask->type))), ask->reason);
	return ask->reason;
}

bool act_do(struct change *change, const struct event *event, const struct act_ask *ask,
            int64_t version, const char **why)
{
	const struct act_kind *kind = act_kind_find(ask->kind);
	struct str words = act_words(change_view(change), ask, event);
	struct event now = *event;

	if (!event_may(change_view(change), kind->need, event->unit_id)) {
		*why = _("you may not do this at its unit");
		return false;
	}
	if (has_ended(event) || (event->state == STATE_closed && !kind->is_for_ended)) {
		*why = _("it is closed");
		return false;
	}
	if (!kind->make(change, event, &now, ask, why))
		return false;
	if (ask->reason.len)
		change_because(change, ask->reason);
	if (ask->undo)
		event_undo_before(ask->undo, change, event);
	if (event_change(change, &now, event, version) != UPDATED) {
		*why = _("somebody else changed it at the same time");
		return false;
	}
	event_step_add(change, event->id, &(struct step){ .verb = kind->name,
		.from = now.state == event->state ? STATE_none : event->state,
		.to = now.state == event->state ? STATE_none : now.state,
		.words = words, .is_for_reporter = kind->is_told });
	if (str_is(ask->kind, "receive")) {
		clocks_end(change, &now, "received");
		clocks_begin(change, &now, "received");
	}
	if (ask->undo)
		event_undo_after(ask->undo, change, event, &now);
	return true;
}

/* The reply to an act upon one event: done, or the form again with the reason. */
static struct reply act_reply(struct request *request, struct change *change,
                              struct act_ask *ask, const char *field, const char *done)
{
	const struct event *event = own_event(request, change_view(change));
	const struct event *after;
	const char *why = "";

	if (!event)
		return reply_not_found(request);
	if (version_of(request, event) != event->version)
		return stale(request, change, event);
	ask->undo = event_undo_begin(change);
	if (!act_do(change, event, ask, event->version, &why)) {
		problem_add(request_problems(request), field, _("Nothing was changed: %s."), why);
		return reply_again(request, change);
	}
	request_message(request, done);
	event_undo_offer(ask->undo, request);
	after = event_get(change_view(change), event->id);
	if (!after)             /* gone to a unit where one sees nothing */
		return reply_done(request, 200, NULL, NULL, "/events");
	return reply_done(request, 200, &event_record, after, "/events/%.*s", STR(after->number));
}

struct reply event_forward_act(struct request *request, struct change *change)
{
	const struct forward_words *words = request_record(request);
	struct act_ask ask = { .kind = S("forward"), .unit_id = words->unit_id,
		.reason = words->reason };

	return act_reply(request, change, &ask, "unit_id",
		_("The event is forwarded. The other unit receives it as new."));
}

struct reply event_retype_act(struct request *request, struct change *change)
{
	const struct retype_words *words = request_record(request);
	struct act_ask ask = { .kind = S("retype"), .type = words->type, .class = words->class,
		.reason = words->reason };

	return act_reply(request, change, &ask, "type", _("The type is changed."));
}
