/* SPDX-License-Identifier: EUPL-1.2 */
/* people/pages.c - people and their contact cards; the routes of the room. */
#include "modules/people/inside.h"

#include "base/crypto.h"
#include "modules/people/pages.html.h"
#include "modules/people/rounds.h"

static struct reply people_list(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("People"), .actions = people_actions };

	people_query(&query, view_arena(view));
	return table_reply(request, view, &people_table, &query, &page);
}

static const struct staff *staff_asked(struct request *request, struct view *view)
{
	return staff_of_public_id(view, request_param(request, "id"));
}

struct str person_words(struct view *view, const struct staff *staff)
{
	(void)view;
	return str_equals(staff->name, str_of(masked_name)) ? str_of(_("Protected identity"))
		: staff->name;
}

static struct reply person_show(struct request *request, struct view *view)
{
	const struct staff *staff = staff_asked(request, view);
	struct staff_facts facts;
	struct out *out;

	if (!staff)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &staff_record, staff);
	facts = (struct staff_facts){ .staff = staff, .view = view,
		.members = members_of(view, staff->id),
		.appointments = appointments_of(view, staff->id),
		.may_edit = people_may(view, "people_write", staff->unit_id),
		.may_account = people_may(view, "accounts_write", staff->unit_id) };
	out = page_begin(request, view, str_z(view_arena(view), person_words(view, staff)));
	person_page(out, &facts);
	return page_end(request, 200);
}

static struct reply card_page(struct request *request, struct view *view, const struct card *card,
                              const char *title, struct str action, struct str back)
{
	struct out *out = page_begin(request, view, title);
	struct form_view form = form_view_of(request, view, &card_form, card);

	people_form_head(out, title, "");
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the person"), back);
	form_end(out);
	return page_end(request, 200);
}

static struct reply person_new(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct card card = { .unit_id = unit ? unit->id : request_person(request)->unit_id };

	return card_page(request, view, &card, _("New person"), S("/people"), S("/people"));
}

/* The card of a person as the form wants it; masked people cannot be changed by those for
 * whom they are masked. */
static struct card *card_of(struct view *view, const struct staff *staff)
{
	struct card *card = arena_new(view_arena(view), struct card);

	*card = (struct card){ .id = staff->id, .public_id = staff->public_id, .name = staff->name,
		.title = staff->title, .unit_id = staff->unit_id, .email = staff->email,
		.phone = staff->phone, .is_protected = staff->is_protected,
		.version = staff->version };
	return card;
}

static void *card_load(struct request *request, struct view *view)
{
	const struct staff *staff = staff_asked(request, view);

	if (!staff || !people_may(view, "people_write", staff->unit_id))
		return NULL;
	return card_of(view, staff);
}

static struct reply person_edit(struct request *request, struct view *view)
{
	const struct card *card = card_load(request, view);
	struct str path;

	if (!card)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/people/%.*s", STR(card->public_id));
	return card_page(request, view, card, _("Change the person"), path, path);
}

/* A person without account has the identity as user name, so that every name is taken once. */
static struct reply person_add(struct request *request, struct change *change)
{
	const struct card *card = request_record(request);
	struct staff staff = { .public_id = uuid_v7(change_arena(change)), .name = card->name,
		.title = card->title, .unit_id = card->unit_id, .email = card->email,
		.phone = card->phone, .is_protected = card->is_protected };

	staff.login = staff.public_id;
	change_insert(change, &staff_record.shape, &staff);
	request_message(request, _("The person is added."));
	return reply_done(request, 201, &staff_record, &staff, "/people/%.*s", STR(staff.public_id));
}

static struct reply person_change(struct request *request, struct change *change)
{
	struct card *card = request_record(request);
	const struct staff *staff;

	switch (change_update(change, &card_record.shape, card, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		staff = staff_get(change_view(change), card->id);
		return reply_stale(request, &card_record, card, card_of(change_view(change), staff));
	case UPDATED:
		request_message(request, _("The person is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &card_record, card, "/people/%.*s", STR(card->public_id));
}

static const struct route people_routes[] = {
	{ GET, "/people", .need = MAY_people_read, .show = people_list, .is_api_too = true,
	  .label = N_("People") },
	{ GET, "/people/new", .need = MAY_people_write, .show = person_new, .label = N_("New person") },
	{ POST, "/people", .need = MAY_people_write, .act = person_add, .form = &card_form,
	  .again = person_new, .is_api_too = true, .label = N_("Add a person") },
	{ GET, "/people/:id", .need = SIGNED_IN, .show = person_show, .is_api_too = true,
	  .label = N_("A person") },
	{ GET, "/people/:id/edit", .need = MAY_people_write, .show = person_edit,
	  .label = N_("Change the person") },
	{ POST, "/people/:id", .need = MAY_people_write, .act = person_change, .form = &card_form,
	  .load = card_load, .again = person_edit, .is_api_too = true,
	  .label = N_("Change the person") },
	{ GET, "/people/:id/account", .need = MAY_accounts_write, .show = account_show,
	  .label = N_("Account and roles") },
	{ POST, "/people/:id/account", .need = MAY_accounts_write, .act = account_change,
	  .form = &account_form, .load = account_load, .again = account_show,
	  .label = N_("Give or switch off an account") },
	{ POST, "/people/:id/password", .need = MAY_accounts_write, .act = account_password,
	  .again = account_show, .most_per_minute = 10, .label = N_("Set a password") },
	{ POST, "/people/:id/roles", .need = MAY_accounts_write, .act = membership_add,
	  .form = &member_form, .again = account_show, .label = N_("Give a role") },
	{ POST, "/people/:id/roles/:role/end", .need = MAY_accounts_write, .act = membership_end,
	  .again = account_show, .label = N_("End a role") },
	{ GET, "/appointments", .need = MAY_people_read, .show = appointments_list,
	  .is_api_too = true, .label = N_("Appointments") },
	{ GET, "/appointments/new", .need = MAY_people_write, .show = appointment_new,
	  .label = N_("New appointment") },
	{ GET, "/appointments/vacancies", .need = MAY_people_read, .show = vacancies_show,
	  .is_api_too = true, .label = N_("Vacancies") },
	{ POST, "/appointments", .need = MAY_people_write, .act = appointment_add,
	  .form = &appointing_form, .again = appointment_new, .is_api_too = true,
	  .label = N_("Appoint somebody") },
	{ GET, "/appointments/rounds", .need = MAY_people_write, .show = rounds_list,
	  .label = N_("Rounds of confirmation") },
	{ GET, "/appointments/rounds/new", .need = MAY_people_write, .show = round_new,
	  .label = N_("Begin a round of confirmation") },
	{ POST, "/appointments/rounds", .need = MAY_people_write, .act = round_add,
	  .form = &round_form, .again = round_new, .is_api_too = true,
	  .label = N_("Begin a round of confirmation") },
	{ GET, "/appointments/rounds/:id", .need = MAY_people_write, .show = round_show,
	  .is_api_too = true, .label = N_("A round of confirmation") },
	{ POST, "/appointments/rounds/:id/confirm", .need = MAY_people_write, .act = round_answer,
	  .again = round_show, .is_api_too = true, .label = N_("Confirm appointments") },
	{ GET, "/appointments/:id", .need = SIGNED_IN, .show = appointment_show,
	  .is_api_too = true, .label = N_("An appointment") },
	{ GET, "/appointments/:id/edit", .need = MAY_people_write, .show = appointment_edit,
	  .label = N_("Change the appointment") },
	{ POST, "/appointments/:id", .need = MAY_people_write, .act = appointment_change,
	  .form = &appointment_form, .load = appointment_load, .again = appointment_edit,
	  .is_api_too = true, .label = N_("Change the appointment") },
	{ POST, "/appointments/:id/accept", .need = SIGNED_IN, .act = appointment_accept,
	  .is_api_too = true, .label = N_("Accept an appointment") },
	{ POST, "/appointments/:id/end", .need = MAY_people_write, .act = appointment_end,
	  .is_api_too = true, .label = N_("End an appointment") },
	{ .path = NULL },
};

static const struct record *const records[] = { &staff_record, &member_record,
	&appointment_record, &round_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("People"), "/people", MAY_people_read, "person", true },
	{ N_("Appointments"), "/appointments", MAY_people_read, "duty", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module people_module = {
	.name = "people", .routes = people_routes, .records = records,
	.references = people_references, .menu = menu, .reports = people_reports,
	.commands = people_commands, .evidence = people_evidence, .wheel = people_wheel,
	.demo = people_demo,
	.home = people_home,
};
