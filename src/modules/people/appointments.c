/* SPDX-License-Identifier: EUPL-1.2 */
/* people/appointments.c - who holds which role, appointed by whom and until when. */
#include "modules/people/inside.h"

#include "kit/undo.h"
#include "modules/people/pages.html.h"

struct reply appointments_list(struct request *request, struct view *view)
{
	struct query query;
	struct table_page page = { .title = _("Appointments"), .actions = appointments_actions };

	appointments_query(&query, view_arena(view));
	return table_reply(request, view, &appointments_table, &query, &page);
}

static const struct appointment *asked(struct request *request, struct view *view)
{
	return appointment_of_public_id(view, request_param(request, "id"));
}

/* ---- A new one ------------------------------------------------------------------------ */

struct reply appointment_new(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_query(request, "unit"));
	struct appointing row = { .unit_id = unit ? unit->id : request_person(request)->unit_id,
		.valid_from = date_today(), .role_type = request_query(request, "role"),
		.is_deputy = str_is(request_query(request, "deputy"), "1") };
	struct form_view form = form_view_of(request, view, &appointing_form, &row);
	struct out *out = page_begin(request, view, _("New appointment"));

	people_form_head(out, _("New appointment"),
		_("The role counts as filled from the first day. Ask the person to accept it."));
	form_begin(out, &form, S("/appointments"), false);
	form_all(out, &form);
	form_buttons(out, _("Appoint"), S("/appointments"));
	form_end(out);
	return page_end(request, 200);
}

int64_t appoint(struct change *change, const struct appointing *new, struct appointment *made)
{
	const struct item *role = item_find("role_types", new->role_type);
	int64_t holder = 0;

	if (new->is_deputy)
		holder = appointment_held(change_view(change), new->role_type, new->unit_id,
			new->valid_from);
	*made = (struct appointment){ .role_type = new->role_type, .unit_id = new->unit_id,
		.person_id = new->person_id, .post = new->post,
		.deputy_of = new->is_deputy && !holder ? DEPUTY_OF_NOBODY : holder,
		.valid_from = new->valid_from, .valid_to = new->valid_to, .decision = new->decision,
		.is_public = role && item_int(role, "public") && !item_int(role, "restricted") };
	return change_insert(change, &appointment_record.shape, made);
}

struct reply appointment_add(struct request *request, struct change *change)
{
	struct appointment made;

	appoint(change, request_record(request), &made);
	request_message(request, _("The appointment is made."));
	return reply_done(request, 201, &appointment_record, &made, "/appointments/%.*s",
		STR(made.public_id));
}

/* ---- One ------------------------------------------------------------------------------ */

struct reply appointment_show(struct request *request, struct view *view)
{
	const struct appointment *appointment = asked(request, view);
	struct appointment_facts facts;
	struct out *out;

	if (!appointment)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &appointment_record, appointment);
	facts = (struct appointment_facts){ .appointment = appointment, .view = view,
		.may_edit = people_may(view, "people_write", appointment->unit_id) };
	facts.may_accept = !appointment->accepted_at.seconds
		&& (facts.may_edit || appointment->person_id == view_me(view));
	out = page_begin(request, view,
		str_z(view_arena(view), code_name("role_types", appointment->role_type)));
	appointment_page(out, request, &facts);
	return page_end(request, 200);
}

void *appointment_load(struct request *request, struct view *view)
{
	const struct appointment *appointment = asked(request, view);

	if (!appointment || !people_may(view, "people_write", appointment->unit_id))
		return NULL;
	return (void *)(uintptr_t)appointment;
}

struct reply appointment_edit(struct request *request, struct view *view)
{
	const struct appointment *appointment = appointment_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!appointment)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/appointments/%.*s", STR(appointment->public_id));
	form = form_view_of(request, view, &appointment_form, appointment);
	out = page_begin(request, view, _("Change the appointment"));
	people_form_head(out, _("Change the appointment"),
		_("Another person or another role is another appointment: end this one and make a new one."));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the appointment"), path);
	form_end(out);
	return page_end(request, 200);
}

static void offer_back(struct request *request, struct change *change,
                       const struct appointment *was, const struct appointment *now)
{
	struct undo *undo = undo_begin(change, "row");

	undo_row(undo, &appointment_record.shape, was, now);
	undo_offer(undo, request);
}

/* `was`: how it can be taken back to; NULL not at all. */
static struct reply saved(struct request *request, struct change *change,
                          struct appointment *appointment, int64_t version,
                          const struct appointment *was, const char *words)
{
	switch (change_update(change, &appointment_record.shape, appointment, version)) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &appointment_record, appointment,
			appointment_get(change_view(change), appointment->id));
	case UPDATED:
		request_message(request, words);
		if (was)
			offer_back(request, change, was, appointment);
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &appointment_record, appointment, "/appointments/%.*s",
		STR(appointment->public_id));
}

struct reply appointment_change(struct request *request, struct change *change)
{
	return saved(request, change, request_record(request), request_version(request),
		NULL, _("The appointment is saved."));
}

struct reply appointment_accept(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct appointment *old = asked(request, view);
	struct appointment appointment;

	if (!old || (old->person_id != change_me(change)
	             && !people_may(view, "people_write", old->unit_id)))
		return reply_not_found(request);
	appointment = *old;
	if (!appointment.accepted_at.seconds)
		appointment.accepted_at = instant_now();
	return saved(request, change, &appointment, old->version, NULL,
		_("The appointment is accepted."));
}

/* Today is the last day, unless another is given. */
struct reply appointment_end(struct request *request, struct change *change)
{
	const struct appointment *old = appointment_load(request, change_view(change));
	struct appointment appointment;

	if (!old)
		return reply_not_found(request);
	appointment = *old;
	appointment.valid_to = date_today();
	date_read(request_field(request, "valid_to"), &appointment.valid_to);
	if (date_compare(appointment.valid_to, appointment.valid_from) < 0)
		appointment.valid_to = appointment.valid_from;
	return saved(request, change, &appointment, old->version, old, _("The appointment is ended."));
}
