/* SPDX-License-Identifier: EUPL-1.2 */
/* support/handovers.c - a handover: offered, read, accepted or declined, by named persons. */
#include "modules/support/inside.h"

#include "base/say.h"
#include "modules/support/pages.html.h"
#include "modules/units/units.h"

const struct form handover_form = {
	.record = &support_handover_record,
	.fields = FIELDS("from_unit_id", "to_unit_id", "adults", "children", "situation", "remains",
	                 "contact"),
};
const struct form answer_form = { .record = &support_answer_record, .fields = FIELDS("reason") };

struct reply handovers_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Handovers of crisis support") };
	struct query query;

	handovers_query(request, view, &query);
	return table_reply(request, view, &handovers_table, &query, &page);
}

/* ---- Offering --------------------------------------------------------------------------------- */

static const struct support_operation *operation_asked(struct request *request, struct view *view)
{
	return operation_of_number(view, request_param(request, "number"));
}

struct reply handover_new(struct request *request, struct view *view)
{
	const struct support_operation *operation = operation_asked(request, view);
	struct support_handover fresh = { 0 };
	struct support_standing standing;
	const struct support_part *part;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!operation)
		return reply_not_found(request);
	standing = support_stands(request->arena, operation_steps(view, operation->id));
	part = support_my_part(view, &standing, true);
	if (!part && request->method != METHOD_POST)
		return reply_not_found(request);
	if (part)
		fresh = (struct support_handover){ .from_unit_id = part->unit_id,
			.adults = support_left(part).adults, .children = support_left(part).children };
	path = arena_print(request->arena, "/support/%.*s", STR(operation->number));
	form = form_view_of(request, view, &handover_form, &fresh);
	out = page_begin(request, view, _("Hand over crisis support"));
	support_form_head(out, _("Hand over crisis support"), path, str_z(request->arena, operation->number),
		_("Your unit is responsible until somebody at the other unit has read this and accepted it. To hand over to several units, make one offer to each."));
	form_begin(out, &form, arena_print(request->arena, "%.*s/handovers", STR(path)), false);
	form_all(out, &form);
	form_buttons(out, _("Offer the handover"), path);
	form_end(out);
	return page_end(request, 200);
}

struct reply handover_add_act(struct request *request, struct change *change)
{
	struct support_handover *handover = request_record(request);
	struct view *view = change_view(change);
	const struct support_operation *operation = operation_asked(request, view);
	struct support_standing standing;

	if (!operation)
		return reply_not_found(request);
	standing = support_stands(request->arena, operation_steps(view, operation->id));
	if (!support_answers_for(view, handover->from_unit_id))
		problem_add(request_problems(request), "from_unit_id", "%s",
			_("You do not answer for the crisis support of this unit. Choose another unit."));
	words_are_fine(request, "situation", handover->situation);
	words_are_fine(request, "remains", handover->remains);
	words_are_fine(request, "contact", handover->contact);
	if (request_problems(request)->count
	    || !is_free(request, support_offer_obstacle(&standing, handover)))
		return reply_again(request, change);
	handover_add(change, operation, handover);
	request_message(request, _("The handover is offered. Your unit is responsible until it is accepted."));
	return reply_done(request, 201, &support_handover_record, handover,
		"/support/handovers/%.*s", STR(handover->number));
}

/* ---- One ------------------------------------------------------------------------------------------- */

static const struct support_handover *handover_asked(struct request *request, struct view *view)
{
	return handover_of_number(view, request_param(request, "number"));
}

static void refuse_show(struct out *out, struct request *request, struct view *view,
                        const struct support_handover *handover, const char *ending,
                        const char *label)
{
	const struct support_answer answer = { .version = handover->version };

	support_box_show(out, request, view, arena_print(request->arena, "/support/handovers/%.*s",
		STR(handover->number)),
		&(struct support_box){ &answer_form, &answer, ending, label, label });
}

/* What hindered a button that has no form of its own, or whose form is gone by now. */
static void button_problem(struct out *out, struct request *request, struct view *view,
                           const struct support_handover *handover)
{
	struct form_view form = form_view_of(request, view, &answer_form, NULL);

	if (form.problems && (handover_is_answered(handover->state) || support_failed_at(request, "/read")
	    || support_failed_at(request, "/accept")))
		form_problems(out, &form);
}

static void acts_show(struct out *out, struct request *request, struct view *view,
                      const struct support_handover *handover)
{
	bool is_open = !handover_is_answered(handover->state)
		&& request_may(request, MAY_support_write);
	bool is_mine = handover->offered_by == view_me(view);

	if (is_open && !is_mine && support_answers_for(view, handover->to_unit_id)) {
		answer_buttons(out, request, handover);
		refuse_show(out, request, view, handover, "/decline", N_("Decline the handover"));
	}
	if (is_open && support_answers_for(view, handover->from_unit_id))
		refuse_show(out, request, view, handover, "/withdraw", N_("Take the handover back"));
}

struct reply handover_show(struct request *request, struct view *view)
{
	const struct support_handover *handover = handover_asked(request, view);
	const struct support_operation *operation = handover
		? operation_of_id(view, handover->operation_id) : NULL;
	struct support_step_list steps;
	struct out *out;

	if (!operation)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &support_handover_record, handover);
	steps = handover_steps(view, handover->id);
	out = page_begin(request, view, str_z(request->arena, handover->number));
	handover_head(out, view, operation, handover);
	button_problem(out, request, view, handover);
	handover_clock(out, view, handover, instant_now(), request);
	handover_words(out, view, handover);
	acts_show(out, request, view, handover);
	steps_box(out, view, &steps);
	handover_signed(out, handover, &steps);
	return page_end(request, 200);
}

/* ---- Answers ------------------------------------------------------------------------------------------ */

struct answer_to {
	enum support_verb verb;
	enum handover_state state;
	const char *said;
};

/* Writes the row and the step together; the step holds what was signed. */
static struct reply answer_put(struct request *request, struct change *change,
                               const struct support_handover *before,
                               const struct answer_to *answer, struct str reason)
{
	int64_t version = request_version(request);
	struct support_handover now = *before;
	struct support_step step = { .operation_id = now.operation_id, .handover_id = now.id,
		.verb = (int)answer->verb, .unit_id = now.from_unit_id, .to_unit_id = now.to_unit_id,
		.adults = now.adults, .children = now.children, .created_at = instant_now(),
		.digest = handover_digest(request->arena, before) };

	must(str_equals(step.digest, before->digest));
	now.state = (int)answer->state;
	now.reason = str_trim(reason);
	if (handover_is_answered(now.state)) {
		now.answered_by = change_me(change);
		now.answered_at = step.created_at;
	}
	if (change_update(change, &support_handover_record.shape, &now,
	    version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &support_handover_record, &now, before);
	support_step_add(change, &step);
	request_message(request, answer->said);
	return reply_done(request, 200, &support_handover_record, &now, "/support/handovers/%.*s",
		STR(now.number));
}

/* The receiver answers; the one that offered may take it back. */
static struct reply answer_give(struct request *request, struct change *change, bool is_receiver,
                                const struct answer_to *answer, struct str reason)
{
	struct view *view = change_view(change);
	const struct support_handover *handover = handover_asked(request, view);

	if (!handover || !support_answers_for(view, is_receiver ? handover->to_unit_id
	    : handover->from_unit_id))
		return reply_not_found(request);
	words_are_fine(request, "reason", reason);
	if (request_problems(request)->count
	    || !is_free(request, handover_obstacle(handover, answer->verb, change_me(change))))
		return reply_again(request, change);
	return answer_put(request, change, handover, answer, reason);
}

struct reply handover_read_act(struct request *request, struct change *change)
{
	return answer_give(request, change, true, &(struct answer_to){ VERB_read, HANDOVER_read,
		_("It is noted that you have read it. The other unit is still responsible.") }, S(""));
}

struct reply handover_accept_act(struct request *request, struct change *change)
{
	return answer_give(request, change, true, &(struct answer_to){ VERB_accepted,
		HANDOVER_accepted, _("Your unit is responsible from now on.") }, S(""));
}

struct reply handover_decline_act(struct request *request, struct change *change)
{
	const struct support_answer *answer = request_record(request);

	return answer_give(request, change, true, &(struct answer_to){ VERB_declined,
		HANDOVER_declined, _("The handover is declined. The other unit is still responsible.") },
		answer->reason);
}

struct reply handover_withdraw_act(struct request *request, struct change *change)
{
	const struct support_answer *answer = request_record(request);

	return answer_give(request, change, false, &(struct answer_to){ VERB_withdrawn,
		HANDOVER_withdrawn, _("The handover is taken back. Your unit is still responsible.") },
		answer->reason);
}
