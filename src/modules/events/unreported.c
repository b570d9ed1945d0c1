/* SPDX-License-Identifier: EUPL-1.2 */
/* events/unreported.c - see unreported.h: noting, linking, saying why there is no event. */
#include "modules/events/unreported.h"

#include "modules/events/unreported.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#define RECORD struct unreported_answer
static const struct field answer_fields[] = { UNREPORTED_ANSWER_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record answer_record = {
	.shape = SHAPE_OF(NULL, unreported_answer, answer_fields), .name = "unreported_answer",
	.fields = answer_fields, .count = COUNT(answer_fields),
	.label = N_("Answer"), .many = N_("Answers"), .path = "/events/unreported",
};

const struct form unreported_form = {
	.record = &unreported_record,
	.fields = FIELDS("kind", "reference", "unit_id", "happened_on"),
};
const struct form unreported_answer_form = {
	.record = &answer_record,
	.fields = FIELDS("event_number", "reason"),
};

/* ---- The list and noting --------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	unreported_actions(out);
}

struct reply unreported_list_show(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Not reported as events"), .actions = list_actions,
		.status = str_of(_("Claims, police reports and injury notifications that others know of.")) };
	struct query query;

	unreported_query(request, view, &query);
	return table_reply(request, view, &unreported_table, &query, &page);
}

struct reply unreported_new(struct request *request, struct view *view)
{
	struct unreported note = { .happened_on = date_today(),
		.unit_id = request_person(request)->unit_id };
	struct form_view form = form_view_of(request, view, &unreported_form, &note);
	struct out *out = page_begin(request, view, _("Note what has no event"));

	unreported_new_head(out);
	form_begin(out, &form, S("/events/unreported"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the note"), S("/events/unreported"));
	form_end(out);
	return page_end(request, 200);
}

static bool note_is_fine(struct request *request, struct view *view, const struct unreported *note)
{
	struct problems *problems = request_problems(request);

	if (!unreported_may_note(view, note->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not look after this unit. Choose another unit."));
	if (words_guard(request->arena, note->reference) != WORDS_PASS)
		problem_add(problems, "reference", "%s",
			_("This looks like a personal number. Write the number of the claim or the report."));
	if (date_compare(note->happened_on, date_today()) > 0)
		problem_add(problems, "happened_on", "%s", _("The day is in the future."));
	if (!problems->count && unreported_is_noted(view, note->kind, note->reference))
		problem_add(problems, "reference", "%s", _("This number is noted already."));
	return !problems->count;
}

struct reply unreported_add_act(struct request *request, struct change *change)
{
	struct unreported *note = request_record(request);

	note->reference = str_trim(note->reference);
	if (!note_is_fine(request, change_view(change), note))
		return reply_again(request, change);
	change_insert(change, &unreported_record.shape, note);
	request_message(request, _("It is noted."));
	return reply_done(request, 201, &unreported_record, note, "/events/unreported/%.*s",
		STR(note->public_id));
}

/* ---- One, and its answer ------------------------------------------------------------------ */

static int state_of(const struct unreported *note)
{
	return note->event_id ? UNREPORTED_linked
		: note->no_event_reason.len ? UNREPORTED_needless : UNREPORTED_waits;
}

struct reply unreported_show(struct request *request, struct view *view)
{
	const struct unreported *note = unreported_get(view, request_param(request, "id"));
	struct unreported_answer answer = { 0 };
	struct form_view form;
	struct out *out;

	if (!note)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &unreported_record, note);
	answer.version = note->version;
	answer.reason = note->no_event_reason;
	answer.event_number = unreported_event_number(view, note->event_id);
	form = form_view_of(request, view, &unreported_answer_form, &answer);
	out = page_begin(request, view, _("Not reported as an event"));
	unreported_head(out, note, state_of(note), unit_name(view, note->unit_id),
		answer.event_number, person_name(view, note->created_by));
	form_begin(out, &form, arena_print(request->arena, "/events/unreported/%.*s",
		STR(note->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the answer"), S("/events/unreported"));
	form_end(out);
	return page_end(request, 200);
}

static void answer_put(struct unreported *note, const struct unreported_answer *answer,
                       int64_t event_id, int64_t person)
{
	note->event_id = event_id;
	note->linked_by = event_id ? person : 0;
	note->linked_at = event_id ? instant_now() : (struct instant){ 0 };
	note->no_event_reason = event_id ? S("") : str_trim(answer->reason);
}

static int64_t answer_judge(struct request *request, struct view *view,
                            const struct unreported_answer *answer)
{
	struct problems *problems = request_problems(request);
	struct str number = str_trim(answer->event_number);
	int64_t event_id = number.len ? unreported_event(view, number) : 0;

	if (number.len && !event_id)
		problem_add(problems, "event_number", "%s",
			_("There is no event with this number that you may see."));
	if (number.len && str_trim(answer->reason).len)
		problem_add(problems, "reason", "%s",
			_("Give the event or say why there is none, not both."));
	if (words_guard(request->arena, answer->reason) != WORDS_PASS)
		problem_add(problems, "reason", "%s",
			_("Write no personal numbers and nothing that may be secret."));
	return event_id;
}

struct reply unreported_answer_act(struct request *request, struct change *change)
{
	const struct unreported_answer *answer = request_record(request);
	struct view *view = change_view(change);
	const struct unreported *before = unreported_get(view, request_param(request, "id"));
	int64_t event_id = before ? answer_judge(request, view, answer) : 0;
	int64_t version = request_version(request);
	struct unreported now;
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *before;
	answer_put(&now, answer, event_id, change_me(change));
	updated = change_update(change, &unreported_record.shape, &now,
		version ? version : before->version);
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &unreported_record, &now, before);
	request_message(request, _("The answer is saved."));
	return reply_done(request, 200, &unreported_record, &now, "/events/unreported/%.*s",
		STR(now.public_id));
}
