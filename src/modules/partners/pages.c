/* SPDX-License-Identifier: EUPL-1.2 */
/* partners/pages.c - the register, an actor, cooperation; the routes of the room. */
#include "modules/partners/inside.h"

#include "base/json.h"
#include "kit/loose.h"
#include "kit/members.h"
#include "kit/rows.h"
#include "kit/setting.h"
#include "modules/partners/pages.html.h"
#include "modules/partners/share.html.h"

enum { JSON_LONGEST = 16 << 20 };

static int64_t check_days(void)
{
	return setting_int("partner_check_days");
}

/* ---- The register ------------------------------------------------------------------------------ */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	partners_actions(out, request_may(request, MAY_forums_write));
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	partners_counts(out, partners_count(view),
		partners_due(view, date_add_days(date_today(), -(int)check_days())), check_days());
}

static struct reply partners_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Partners"), .actions = list_actions, .above = list_above };
	struct query query;

	partners_query(request, view, &query);
	return table_reply(request, view, &partners_table, &query, &page);
}

static struct reply partner_form_page(struct request *request, struct view *view, const char *title,
                                      const struct partner *row, struct str action)
{
	struct form_view form = form_view_of(request, view, &partner_form, row);
	struct out *out = page_begin(request, view, title);

	partner_form_head(out, title);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the actor"), S("/partners"));
	form_end(out);
	return page_end(request, 200);
}

static struct reply partner_new(struct request *request, struct view *view)
{
	struct partner begun = { .unit_id = request_person(request)->unit_id,
		.valid_from = date_today() };

	return partner_form_page(request, view, _("Add an actor"), &begun, S("/partners"));
}

static struct reply partner_add_act(struct request *request, struct change *change)
{
	struct partner *partner = request_record(request);

	partner->created_by = change_me(change);
	change_insert(change, &partner_record.shape, partner);
	request_message(request, _("The actor is in the register. Now write how it is reached, and try it."));
	return reply_done(request, 201, &partner_record, partner, "/partners/%.*s",
		STR(partner->public_id));
}

static void *partner_load(struct request *request, struct view *view)
{
	struct partner *partner = partner_get(view, request_param(request, "id"));

	return partner && partner_may_edit(view, partner->id) ? partner : NULL;
}

static struct reply partner_edit(struct request *request, struct view *view)
{
	const struct partner *partner = partner_load(request, view);

	if (!partner)
		return reply_not_found(request);
	return partner_form_page(request, view, _("Change the actor"), partner,
		arena_print(request->arena, "/partners/%.*s", STR(partner->public_id)));
}

static struct reply partner_change_act(struct request *request, struct change *change)
{
	struct partner *partner = request_record(request);

	switch (change_update(change, &partner_record.shape, partner, request_version(request))) {
	case UPDATED_STALE:
		return reply_stale(request, &partner_record, partner,
			partner_get(change_view(change), partner->public_id));
	case UPDATED_GONE:
		return reply_not_found(request);
	default:
		return reply_done(request, 200, &partner_record, partner, "/partners/%.*s",
			STR(partner->public_id));
	}
}

/* ---- One ------------------------------------------------------------------------------------------- */

void form_is_for(struct form_view *form, struct request *request, struct str end)
{
	if (str_ends(request->path, end))
		return;
	form->answers = NULL;
	form->problems = NULL;
}

static void forms_show(struct out *out, struct request *request, struct view *view,
                       const struct partner *partner)
{
	struct partner_note note = { .kind = NOTE_contact, .at = instant_now() };
	struct form_view contact = form_view_of(request, view, &partner_contact_form, NULL);
	struct form_view noted = form_view_of(request, view, &partner_note_form, &note);
	struct str base = arena_print(request->arena, "/partners/%.*s", STR(partner->public_id));

	contact.id_before = "way-";
	noted.id_before = "note-";
	form_is_for(&contact, request, S("/contacts"));
	form_is_for(&noted, request, S("/notes"));
	form_heading(out, _("Add a way to reach it"));
	form_begin(out, &contact, arena_join(request->arena, base, S("/contacts")), false);
	form_all(out, &contact);
	form_buttons(out, _("Add it"), base);
	form_end(out);
	form_heading(out, _("Note what has passed between us"));
	form_begin(out, &noted, arena_join(request->arena, base, S("/notes")), false);
	form_all(out, &noted);
	form_buttons(out, _("Save the note"), base);
	form_end(out);
}

static struct reply partner_json(struct request *request, struct view *view,
                                 const struct partner *partner)
{
	struct note_row_list notes = partner_notes(view, partner->id);
	struct contact_row_list contacts = partner_contacts(view, partner->id);
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_object_begin(&json, "partner");
	record_members_json(&json, &partner_record, partner);
	json_object_finish(&json);
	json_list_begin(&json, "contacts");
	for (size_t i = 0; i < contacts.count; i++)
		record_json(&json, &contact_row_record, &contacts.at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "notes");
	for (size_t i = 0; i < notes.count; i++)
		record_json(&json, &note_row_record, &notes.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply partner_show(struct request *request, struct view *view)
{
	const struct partner *partner = partner_get(view, request_param(request, "id"));
	struct note_row_list notes;
	struct contact_row_list contacts;
	struct out *out;
	bool may_edit;

	if (!partner)
		return reply_not_found(request);
	if (request_wants_json(request))
		return partner_json(request, view, partner);
	may_edit = partner_may_edit(view, partner->id);
	notes = partner_notes(view, partner->id);
	contacts = partner_contacts(view, partner->id);
	out = page_begin(request, view, str_z(request->arena, partner->name));
	partner_page(out, view, partner, may_edit);
	if (str_ends(request->path, S("/check")))
		share_problems(out, request_problems(request));
	partner_ways(out, request, partner, &contacts, may_edit, check_days());
	form_heading(out, _("What has passed between us"));
	partner_notes_show(out, &notes, false);
	if (may_edit || request_problems(request)->count)
		forms_show(out, request, view, partner);
	return page_end(request, 200);
}

/* The actor of the address, if this person may change it; NULL: *reply. */
static struct partner *partner_to_change(struct request *request, struct view *view, struct reply *reply)
{
	struct partner *partner = partner_get(view, request_param(request, "id"));

	if (!partner) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (partner_may_edit(view, partner->id))
		return partner;
	*reply = reply_forbidden(request);
	return NULL;
}

static struct reply contact_add_act(struct request *request, struct change *change)
{
	struct partner_contact *contact = request_record(request);
	struct reply reply;
	const struct partner *partner = partner_to_change(request, change_view(change), &reply);

	if (!partner)
		return reply;
	contact->partner_id = partner->id;
	contact->created_by = change_me(change);
	change_insert(change, &partner_contact_record.shape, contact);
	return reply_done(request, 201, &partner_contact_record, contact, "/partners/%.*s",
		STR(partner->public_id));
}

static struct reply contact_check_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct partner *partner = partner_to_change(request, change_view(change), &reply);
	const struct partner_contact *contact = partner ? partner_contact_get(change_view(change),
		partner->id, request_param(request, "contact")) : NULL;
	struct partner_check check = { .on_day = date_today(), .at = instant_now(),
		.person_id = change_me(change), .worked = str_is(sent(request, "worked"), "yes") };
	bool is_said = check.worked || str_is(sent(request, "worked"), "no");

	if (!partner)
		return reply;
	if (!contact)
		return reply_not_found(request);
	if (!is_said) {
		problem_add(request_problems(request), "worked", "%s", _("Say whether it answered."));
		return reply_again(request, change);
	}
	check.contact_id = contact->id;
	check.partner_id = partner->id;
	change_insert(change, &partner_check_record.shape, &check);
	request_message(request, check.worked ? _("Noted: it answers.")
		: _("Noted: it does not answer. Find another way to reach them."));
	return reply_done(request, 201, &partner_check_record, &check, "/partners/%.*s",
		STR(partner->public_id));
}

static struct reply contact_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct partner *partner = partner_to_change(request, change_view(change), &reply);
	const struct partner_contact *contact = partner ? partner_contact_get(change_view(change),
		partner->id, request_param(request, "contact")) : NULL;

	if (!partner)
		return reply;
	if (!contact)
		return reply_not_found(request);
	partner_contact_end(change, contact, instant_now());
	return reply_done(request, 200, &partner_contact_record, contact, "/partners/%.*s",
		STR(partner->public_id));
}

/* ---- Notes --------------------------------------------------------------------------------------------- */

/* In a crisis it is also a line of the log, through the door of that room. */
static bool note_logged(struct request *request, struct change *change, const struct partner *partner,
                        const struct partner_note *note)
{
	const struct crisis *crisis = crisis_of_id(change_view(change), note->crisis_id);
	struct crisis_left left = { .words = note->words, .party = partner->name, .at = note->at,
		.author_name = request_person(request)->name,
		.kind = note->kind == NOTE_contact ? LEFT_contact : LEFT_in };

	if (!crisis || !crisis_may_write(change_view(change), crisis)) {
		problem_add(request_problems(request), "crisis_id", "%s",
			_("You do not write in the log of that crisis."));
		return false;
	}
	if (crisis_leave(change, crisis, &left))
		return true;
	problem_add(request_problems(request), "crisis_id", "%s", _("That crisis is closed."));
	return false;
}

static struct reply note_add_act(struct request *request, struct change *change)
{
	struct partner_note *note = request_record(request);
	struct reply reply;
	const struct partner *partner = partner_to_change(request, change_view(change), &reply);

	if (!partner)
		return reply;
	if (note->crisis_id && !note_logged(request, change, partner, note))
		return reply_again(request, change);
	note->partner_id = partner->id;
	note->number = note->kind == NOTE_decision
		? partner_decision_next(change_view(change), partner->id) : 0;
	note->created_by = change_me(change);
	note->created_at = instant_now();
	change_insert(change, &partner_note_record.shape, note);
	return reply_done(request, 201, &partner_note_record, note, "/partners/%.*s",
		STR(partner->public_id));
}

static struct reply cooperation_page(struct request *request, struct view *view)
{
	struct note_row_list notes = partner_notes(view, 0);
	struct out *out;

	if (request_wants_json(request))
		return reply_rows(request, &note_row_record, (struct rows){ notes.count, notes.at });
	out = page_begin(request, view, _("Cooperation"));
	cooperation_head(out);
	partner_notes_show(out, &notes, true);
	return page_end(request, 200);
}

const struct route partners_routes[] = {
	{ GET, "/partners", .need = MAY_forums_read, .show = partners_list, .is_api_too = true,
	  .label = N_("Actors outside the city") },
	{ GET, "/partners/cooperation", .need = MAY_forums_read, .show = cooperation_page,
	  .is_api_too = true, .label = N_("What has passed between us and other actors") },
	{ GET, "/partners/new", .need = MAY_forums_write, .show = partner_new,
	  .label = N_("Add an actor") },
	{ POST, "/partners", .need = MAY_forums_write, .act = partner_add_act, .form = &partner_form,
	  .again = partner_new, .is_api_too = true, .label = N_("Add an actor: save") },
	{ GET, "/partners/:id", .need = MAY_forums_read, .show = partner_show, .is_api_too = true,
	  .label = N_("An actor outside the city") },
	{ GET, "/partners/:id/edit", .need = MAY_forums_write, .show = partner_edit,
	  .label = N_("Change an actor") },
	{ POST, "/partners/:id", .need = MAY_forums_write, .act = partner_change_act,
	  .form = &partner_form, .load = partner_load, .again = partner_edit, .is_api_too = true,
	  .label = N_("Change an actor: save") },
	{ POST, "/partners/:id/contacts", .need = MAY_forums_write, .act = contact_add_act,
	  .form = &partner_contact_form, .again = partner_show, .is_api_too = true,
	  .label = N_("Add a way to reach an actor") },
	{ POST, "/partners/:id/contacts/:contact/check", .need = MAY_forums_write,
	  .act = contact_check_act, .again = partner_show, .is_api_too = true,
	  .label = N_("Note that a way to reach an actor was tried") },
	{ POST, "/partners/:id/contacts/:contact/end", .need = MAY_forums_write,
	  .act = contact_end_act, .again = partner_show, .is_api_too = true,
	  .label = N_("End a way to reach an actor") },
	{ POST, "/partners/:id/notes", .need = MAY_forums_write, .act = note_add_act,
	  .form = &partner_note_form, .again = partner_show, .is_api_too = true,
	  .label = N_("Note what has passed between us and an actor") },
	{ GET, "/crisis/:number/partners", .need = MAY_crisis_log, .show = share_page,
	  .is_api_too = true, .label = N_("What partners may read of a crisis, and who has") },
	{ POST, "/crisis/:number/partners", .need = MAY_crisis_lead, .act = share_act,
	  .form = &partner_release_form, .again = share_page, .is_api_too = true,
	  .label = N_("Release a shared picture to partners") },
	{ POST, "/crisis/:number/partners/:link/revoke", .need = MAY_crisis_lead, .act = revoke_act,
	  .form = &partner_revoke_form, .again = share_page, .is_api_too = true,
	  .label = N_("Take back the link of a partner") },
	{ GET, "/partner/:token", .need = ANYBODY, .show = guest_page,
	  .label = N_("A partner's link: who reads?") },
	{ POST, "/partner/:token", .need = ANYBODY, .act = guest_act, .needs_no_token = true,
	  .form = &partner_reading_form, .again = guest_page, .most_per_minute = 20,
	  .label = N_("A partner says who reads") },
	{ GET, "/partner/:token/picture", .need = ANYBODY, .show = guest_read_page,
	  .label = N_("A shared picture as a partner reads it") },
	{ .path = NULL },
};
