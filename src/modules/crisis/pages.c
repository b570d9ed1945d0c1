/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/pages.c - the list, opening a crisis; the routes of the room. */
#include "modules/crisis/home.h"
#include "modules/crisis/messages.h"
#include "modules/crisis/shifts.h"

#include "modules/crisis/pages.html.h"
#include "modules/events/events.h"

const struct form crisis_form = { .record = &crisis_record,
	.fields = FIELDS("title", "unit_id", "event_id", "is_exercise") };

const struct crisis *crisis_asked(struct request *request, struct view *view)
{
	return crisis_of_number(view, request_param(request, "number"));
}

void crisis_mark(struct out *out, const struct crisis *crisis)
{
	if (crisis->is_exercise)
		crisis_mark_strip(out);
}

bool crisis_takes_words(struct view *view, const struct crisis *crisis)
{
	return crisis->state == CRISIS_open && crisis_may_write(view, crisis);
}

struct str crisis_path(struct request *request, const char *act)
{
	return arena_print(request->arena, "/crisis/%.*s%s%s", STR(request_param(request, "number")),
		act ? "/" : "", act ? act : "");
}

void crisis_form_show(struct out *out, struct request *request, struct form_view *form,
                      const char *act, const char *button)
{
	form_begin(out, form, crisis_path(request, act), false);
	form_all(out, form);
	form_buttons(out, button, crisis_path(request, NULL));
	form_end(out);
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	crisis_list_actions(out, request_may(request, MAY_crisis_lead));
}

static struct reply crisis_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Crises"), .actions = list_actions };
	struct query query;

	crisis_query(request, view, &query);
	return table_reply(request, view, &crisis_table, &query, &page);
}

/* ---- Opening -------------------------------------------------------------------------- */

enum { TITLE_LONGEST = 120 };

/* What it is opened from: /crisis/new?event=H-2026-00012, or ?title=Skyfall from a warning. */
static const struct event *event_begun_with(struct request *request, struct view *view)
{
	struct str number = request_query(request, "event");

	return number.len ? event_of_number(view, number) : NULL;
}

static struct reply crisis_new(struct request *request, struct view *view)
{
	const struct event *event = event_begun_with(request, view);
	struct crisis crisis = { .unit_id = request_person(request)->unit_id,
		.title = str_letters_part(str_trim(request_query(request, "title")), TITLE_LONGEST) };
	struct form_view form;
	struct out *out;

	if (event) {
		crisis.event_id = event->id;
		crisis.unit_id = event->unit_id;
		crisis.title = event->title;
	}
	form = form_view_of(request, view, &crisis_form, &crisis);
	out = page_begin(request, view, _("Open a crisis"));
	crisis_new_begin(out, event ? level_suggested(event->severity) : NULL,
		event ? event->number : S(""));
	form_begin(out, &form, S("/crisis"), false);
	form_all(out, &form);
	form_buttons(out, _("Open the crisis"), S("/crisis"));
	form_end(out);
	return page_end(request, 200);
}

static struct reply crisis_add_act(struct request *request, struct change *change)
{
	struct crisis *crisis = request_record(request);

	if (!crisis_may_open(change_view(change), crisis->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not open crises of this unit. Choose another unit."));
		return reply_again(request, change);
	}
	crisis_add(change, crisis, request_person(request)->name);
	request_message(request, _("The log has begun. Judge the level when you know enough."));
	return reply_done(request, 201, &crisis_record, crisis, "/crisis/%.*s", STR(crisis->number));
}

const struct route crisis_routes[] = {
	{ GET, "/crisis", .need = MAY_crisis_log, .show = crisis_list, .is_api_too = true,
	  .label = N_("List of crises") },
	{ GET, "/crisis/new", .need = MAY_crisis_lead, .show = crisis_new,
	  .label = N_("Open a crisis") },
	{ POST, "/crisis", .need = MAY_crisis_lead, .act = crisis_add_act, .form = &crisis_form,
	  .again = crisis_new, .is_api_too = true, .label = N_("Open a crisis: save") },
	{ GET, "/crisis/home", .need = MAY_crisis_lead, .show = home_new,
	  .label = N_("Bring the log of a crisis home that was opened off-line") },
	{ POST, "/crisis/home", .need = MAY_crisis_lead, .act = home_new_act, .form = &home_unit_form,
	  .again = home_new, .label = N_("Bring the log of a crisis home that was opened off-line: save") },
	{ GET, "/crisis/:number", .need = MAY_crisis_log, .show = crisis_room, .is_api_too = true,
	  .label = N_("The crisis room") },
	{ POST, "/crisis/:number/entries", .need = MAY_crisis_log, .act = crisis_line_act,
	  .form = &crisis_line_form, .again = crisis_room, .is_api_too = true,
	  .label = N_("Write a line in the log of a crisis") },
	{ GET, "/crisis/:number/log", .need = MAY_crisis_log, .show = crisis_log_page, .is_api_too = true,
	  .label = N_("The whole log of a crisis") },
	{ GET, "/crisis/:number/print", .need = MAY_crisis_log, .show = crisis_log_print,
	  .label = N_("The log of a crisis for paper") },
	{ GET, "/crisis/:number/stream", .need = MAY_crisis_log, .show = crisis_log_stream,
	  .label = N_("The lines of a log while it grows") },
	{ GET, "/crisis/:number/export", .need = MAY_crisis_log, .show = crisis_export_page,
	  .label = N_("The log of a crisis as one file that others can verify") },
	{ GET, "/crisis/:number/chain", .need = MAY_crisis_log, .show = chain_page,
	  .is_api_too = true, .label = N_("Is the log of a crisis as it was written?") },
	{ GET, "/crisis/:number/home", .need = MAY_crisis_log, .show = home_page,
	  .is_api_too = true, .label = N_("Logs of a crisis that have come home from off-line") },
	{ POST, "/crisis/:number/home", .need = MAY_crisis_lead, .act = home_act, .again = home_page,
	  .label = N_("Bring a log of a crisis home from off-line") },
	{ GET, "/crisis/:number/home/:site", .need = MAY_crisis_log, .show = home_file_page,
	  .label = N_("A log from off-line as it came") },
	{ GET, "/crisis/:number/level", .need = MAY_crisis_log, .show = crisis_level_page,
	  .label = N_("Judge the level of a crisis") },
	{ POST, "/crisis/:number/level", .need = MAY_crisis_log, .act = crisis_level_act,
	  .form = &crisis_level_form, .again = crisis_level_page, .is_api_too = true,
	  .label = N_("Save the level of a crisis") },
	{ GET, "/crisis/:number/coordination", .need = MAY_crisis_log, .show = crisis_coordination_page,
	  .label = N_("Judge the coordination of a crisis") },
	{ POST, "/crisis/:number/coordination", .need = MAY_crisis_log, .act = crisis_coordination_act,
	  .form = &crisis_coordination_form, .again = crisis_coordination_page, .is_api_too = true,
	  .label = N_("Save the coordination of a crisis") },
	{ GET, "/crisis/:number/state", .need = MAY_crisis_log, .show = crisis_state_page,
	  .label = N_("Close a crisis, or open it again") },
	{ POST, "/crisis/:number/close", .need = MAY_crisis_log, .act = crisis_close_act,
	  .form = &crisis_state_form, .again = crisis_state_page, .is_api_too = true,
	  .label = N_("Close a crisis") },
	{ POST, "/crisis/:number/reopen", .need = MAY_crisis_log, .act = crisis_reopen_act,
	  .form = &crisis_state_form, .again = crisis_state_page, .is_api_too = true,
	  .label = N_("Open a crisis again") },
	{ GET, "/crisis/:number/staff", .need = MAY_crisis_log, .show = crisis_staff_page,
	  .label = N_("Who takes part in a crisis") },
	{ POST, "/crisis/:number/staff", .need = MAY_crisis_log, .act = crisis_staff_act,
	  .form = &crisis_staff_form, .again = crisis_staff_page, .is_api_too = true,
	  .label = N_("Put a person in the staff of a crisis") },
	{ POST, "/crisis/:number/staff/:id/end", .need = MAY_crisis_log, .act = crisis_staff_end_act,
	  .again = crisis_staff_page, .is_api_too = true,
	  .label = N_("Let a person go off the staff of a crisis") },
	{ GET, "/crisis/:number/sitreps", .need = MAY_crisis_log, .show = sitreps_page,
	  .is_api_too = true, .label = N_("Situation reports of a crisis") },
	{ POST, "/crisis/:number/units", .need = MAY_crisis_log, .act = crisis_unit_act,
	  .form = &crisis_unit_form, .again = sitreps_page, .is_api_too = true,
	  .label = N_("Ask a unit to report in a crisis") },
	{ POST, "/crisis/:number/units/:id/end", .need = MAY_crisis_log, .act = crisis_unit_end_act,
	  .again = sitreps_page, .is_api_too = true,
	  .label = N_("Let a unit report no more in a crisis") },
	{ GET, "/crisis/:number/sitreps/new", .need = MAY_crisis_log, .show = sitrep_new,
	  .label = N_("Hand in a situation report") },
	{ POST, "/crisis/:number/sitreps", .need = MAY_crisis_log, .act = sitrep_act,
	  .again = sitrep_new, .is_api_too = true, .label = N_("Hand in a situation report: save") },
	{ POST, "/crisis/:number/sitreps/same", .need = MAY_crisis_log, .act = sitrep_same_act,
	  .again = sitrep_new, .is_api_too = true,
	  .label = N_("Hand in a situation report once more as it stands") },
	{ GET, "/crisis/:number/sitreps/:id", .need = MAY_crisis_log, .show = sitrep_page,
	  .is_api_too = true, .label = N_("A situation report") },
	{ GET, "/crisis/:number/picture", .need = MAY_crisis_log, .show = crisis_picture_page,
	  .is_api_too = true, .label = N_("What units say in a crisis, put together") },
	{ GET, "/crisis/:number/picture/stream", .need = MAY_crisis_log, .show = crisis_picture_stream,
	  .label = N_("What units say in a crisis, while they say it") },
	{ GET, "/crisis/:number/picture/new", .need = MAY_crisis_log, .show = crisis_picture_new,
	  .label = N_("Decide the shared picture of a crisis") },
	{ POST, "/crisis/:number/picture", .need = MAY_crisis_log, .act = crisis_picture_act,
	  .again = crisis_picture_new, .is_api_too = true,
	  .label = N_("Decide the shared picture of a crisis: save") },
	{ GET, "/crisis/:number/pictures/:version", .need = MAY_crisis_log, .show = crisis_picture_version,
	  .is_api_too = true, .label = N_("A decided version of the shared picture") },
	{ GET, "/crisis/:number/wis", .need = MAY_crisis_log, .show = wis_page,
	  .is_api_too = true, .label = N_("Texts of a crisis to paste elsewhere") },
	{ GET, "/crisis/:number/direction", .need = MAY_crisis_log, .show = direction_page,
	  .is_api_too = true, .label = N_("The common direction of a crisis") },
	{ POST, "/crisis/:number/direction", .need = MAY_crisis_log, .act = direction_act,
	  .form = &direction_form, .again = direction_page, .is_api_too = true,
	  .label = N_("Decide the common direction of a crisis") },
	{ GET, "/crisis/:number/rhythm", .need = MAY_crisis_log, .show = rhythm_page,
	  .is_api_too = true, .label = N_("Meetings and reports of a crisis") },
	{ POST, "/crisis/:number/rhythm", .need = MAY_crisis_log, .act = rhythm_act,
	  .form = &rhythm_form, .again = rhythm_page, .is_api_too = true,
	  .label = N_("Agree on a meeting or report of a crisis") },
	{ POST, "/crisis/:number/rhythm/:id/end", .need = MAY_crisis_log, .act = rhythm_end_act,
	  .again = rhythm_page, .is_api_too = true,
	  .label = N_("End a meeting or report of a crisis") },
	{ GET, "/crisis/:number/shifts", .need = MAY_crisis_log, .show = shifts_page,
	  .is_api_too = true, .label = N_("Shifts of the staff of a crisis") },
	{ POST, "/crisis/:number/shifts", .need = MAY_crisis_log, .act = shifts_act,
	  .form = &shift_plan_form, .again = shifts_page, .is_api_too = true,
	  .label = N_("Plan shifts of the staff of a crisis") },
	{ POST, "/crisis/:number/shifts/:id/end", .need = MAY_crisis_log, .act = shift_end_act,
	  .again = shifts_page, .is_api_too = true,
	  .label = N_("Take a shift away from the staff of a crisis") },
	{ GET, "/crisis/:number/messages", .need = MAY_crisis_log, .show = messages_page,
	  .is_api_too = true, .label = N_("Messages of a crisis") },
	{ POST, "/crisis/:number/messages", .need = MAY_crisis_log, .act = message_act,
	  .form = &message_form, .again = messages_page, .is_api_too = true,
	  .label = N_("Write a message in a crisis") },
	{ GET, "/crisis/:number/messages/:id", .need = MAY_crisis_log, .show = message_page,
	  .is_api_too = true, .label = N_("A message of a crisis") },
	{ POST, "/crisis/:number/messages/:id/release", .need = MAY_crisis_log,
	  .act = message_release_act, .again = message_page, .is_api_too = true,
	  .label = N_("Release a message of a crisis") },
	{ POST, "/crisis/:number/messages/:id/stop", .need = MAY_crisis_log,
	  .act = message_stop_act, .form = &message_stop_form, .again = message_page,
	  .is_api_too = true, .label = N_("Stop a message of a crisis") },
	{ GET, "/crisis/:number/welcome", .need = MAY_crisis_log, .show = crisis_welcome_page,
	  .is_api_too = true, .label = N_("What one needs to know when one enters a crisis") },
	{ GET, "/crisis/:number/wall", .need = MAY_crisis_log, .show = crisis_wall_page,
	  .is_api_too = true, .label = N_("A crisis on the wall") },
	{ GET, "/crisis/:number/wall/stream", .need = MAY_crisis_log, .show = crisis_wall_stream,
	  .label = N_("A crisis on the wall while it goes on") },
	{ .path = NULL },
};
