/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/pages.c - what waits, what has no decision, and the routes of the room. */
#include "modules/communication/inside.h"

#include "base/json.h"
#include "modules/communication/pages.html.h"

struct reply communication_page(struct request *request, struct view *view)
{
	const struct waiting *waiting = communication_waiting(view);
	struct undecided_counts undecided = undecided_count(view);
	struct json_out json;
	struct out *out, body;

	if (!request_wants_json(request)) {
		out = page_begin(request, view, _("Communication"));
		communication_show(out, waiting, &undecided, request_may(request, MAY_communication_write));
		return page_end(request, 200);
	}
	enum { JSON_LONGEST = 1 << 16 };
	out_init(&body, request->arena, JSON_LONGEST);
	json_begin(&json, &body);
	json_object_begin(&json, NULL);
	json_int(&json, "needs_open", waiting->open);
	json_int(&json, "needs_to_review", waiting->review);
	json_int(&json, "messages_to_approve", waiting->planned);
	json_int(&json, "messages_late", waiting->late);
	json_int(&json, "messages_to_evaluate", waiting->unjudged);
	json_int(&json, "slots_to_coordinate", waiting->proposed);
	json_int(&json, "risks_undecided", undecided.risks);
	json_int(&json, "pictures_undecided", undecided.pictures);
	json_int(&json, "measures_undecided", undecided.measures);
	json_object_finish(&json);
	return reply_json(request, 200, &body);
}

static const struct {
	int kind;
	const char *title, *status;
	const struct table *table;
} undecideds[] = {
	{ SUBJECT_risk, N_("Risks without a communication decision"),
	  N_("The decision is taken at the risk: open it and say whether it shall be told."),
	  &undecided_risks_table },
	{ SUBJECT_picture, N_("Situation pictures without a communication decision"),
	  N_("Write a need about it, and decide whether it shall be told."), &undecided_pictures_table },
	{ SUBJECT_measure, N_("Measures without a communication decision"),
	  N_("Write a need about it, and decide whether it shall be told."), &undecided_measures_table },
};

static void undecided_tabs(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	undecided_choose(out, request_param(request, "of"));
}

struct reply communication_undecided_page(struct request *request, struct view *view)
{
	int kind = choice_of(told_subject_kinds, request_param(request, "of"));
	struct query query;

	for (size_t i = 0; i < COUNT(undecideds); i++)
		if (undecideds[i].kind == kind) {
			undecided_query(request, view, kind, &query);
			return table_reply(request, view, undecideds[i].table, &query,
				&(struct table_page){ .title = _(undecideds[i].title),
					.status = str_of(_(undecideds[i].status)), .above = undecided_tabs });
		}
	return reply_not_found(request);
}

/* ---- Routes ----------------------------------------------------------------------------------------- */

#define READS MAY_communication_read
#define WRITES MAY_communication_write
#define NEED "/communication/needs/:number"
#define MESSAGE "/communication/messages/:number"
#define SLOT "/communication/calendar/:number"
const struct route communication_routes[] = {
	{ GET, "/communication", .need = READS, .show = communication_page, .is_api_too = true,
	  .label = N_("Communication: what waits") },
	{ GET, "/communication/undecided/:of", .need = READS, .show = communication_undecided_page,
	  .is_api_too = true,
	  .label = N_("Risks, measures and situation pictures without a communication decision") },
	{ GET, "/communication/needs", .need = READS, .show = telling_needs_list, .is_api_too = true,
	  .label = N_("List of needs of communication") },
	{ GET, "/communication/needs/new", .need = WRITES, .show = telling_need_new,
	  .label = N_("Write a need of communication") },
	{ POST, "/communication/needs", .need = WRITES, .act = telling_need_add_act,
	  .form = &telling_need_form, .again = telling_need_new, .is_api_too = true,
	  .label = N_("Save a need of communication") },
	{ GET, NEED, .need = READS, .show = telling_need_show, .is_api_too = true,
	  .label = N_("A need of communication") },
	{ GET, NEED "/edit", .need = WRITES, .show = telling_need_edit,
	  .label = N_("Change a need of communication") },
	{ POST, NEED, .need = WRITES, .act = telling_need_change_act, .form = &telling_need_form,
	  .load = telling_need_load, .again = telling_need_edit, .is_api_too = true,
	  .label = N_("Save changes to a need of communication") },
	{ POST, NEED "/decide", .need = WRITES, .act = telling_need_decide_act, .form = &telling_decision_form,
	  .again = telling_need_show, .is_api_too = true,
	  .label = N_("Decide whether a need of communication is met") },
	{ GET, "/communication/messages", .need = READS, .show = public_messages_list, .is_api_too = true,
	  .label = N_("List of messages to the public") },
	{ GET, "/communication/messages/new", .need = WRITES, .show = public_message_new,
	  .label = N_("Plan a message to the public") },
	{ POST, "/communication/messages", .need = WRITES, .act = public_message_add_act,
	  .form = &public_message_form, .again = public_message_new, .is_api_too = true,
	  .label = N_("Save a message to the public") },
	{ GET, MESSAGE, .need = READS, .show = public_message_show, .is_api_too = true,
	  .label = N_("A message to the public") },
	{ GET, MESSAGE "/edit", .need = WRITES, .show = public_message_edit,
	  .label = N_("Change a message to the public") },
	{ POST, MESSAGE, .need = WRITES, .act = public_message_change_act, .form = &public_message_form,
	  .load = public_message_load, .again = public_message_edit, .is_api_too = true,
	  .label = N_("Save changes to a message to the public") },
	{ POST, MESSAGE "/approve", .need = WRITES, .act = public_message_approve_act, .again = public_message_show,
	  .is_api_too = true, .label = N_("Approve a message, as the second person") },
	{ POST, MESSAGE "/publish", .need = WRITES, .act = public_message_publish_act,
	  .form = &public_message_publishing_form, .again = public_message_show, .is_api_too = true,
	  .label = N_("Say that a message is published") },
	{ POST, MESSAGE "/evaluate", .need = WRITES, .act = public_message_evaluate_act,
	  .form = &public_message_evaluation_form, .again = public_message_show, .is_api_too = true,
	  .label = N_("Evaluate a message: whom it reached, and its effect") },
	{ POST, MESSAGE "/stop", .need = WRITES, .act = public_message_stop_act, .form = &public_message_stop_form,
	  .again = public_message_show, .is_api_too = true,
	  .label = N_("Stop a message that is not published") },
	{ GET, "/communication/calendar", .need = READS, .show = communication_calendar_page, .is_api_too = true,
	  .label = N_("Communication calendar of the city") },
	{ GET, "/communication/calendar/new", .need = WRITES, .show = calendar_slot_new,
	  .label = N_("Propose a slot of the communication calendar") },
	{ POST, "/communication/calendar", .need = WRITES, .act = calendar_slot_add_act,
	  .form = &calendar_slot_form, .again = calendar_slot_new, .is_api_too = true,
	  .label = N_("Save a slot of the communication calendar") },
	{ GET, SLOT, .need = READS, .show = calendar_slot_show, .is_api_too = true,
	  .label = N_("A slot of the communication calendar") },
	{ POST, SLOT "/answer", .need = MAY_communication_coordinate, .act = calendar_slot_answer_act,
	  .form = &slot_answer_form, .again = calendar_slot_show, .is_api_too = true,
	  .label = N_("Coordinate or decline a slot") },
	{ POST, SLOT "/move", .need = WRITES, .act = calendar_slot_move_act, .form = &slot_moving_form,
	  .again = calendar_slot_show, .is_api_too = true, .label = N_("Move a slot") },
	{ .path = NULL },
};
