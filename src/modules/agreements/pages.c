/* SPDX-License-Identifier: EUPL-1.2 */
/* agreements/pages.c - the list, one agreement, writing it. */
#include "modules/agreements/inside.h"

#include "kit/table.h"
#include "modules/agreements/pages.html.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	agreements_actions(out, request_may(request, MAY_forums_write));
}

static struct reply agreements_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Agreements"), .actions = list_actions };
	struct query query;

	agreements_query(request, view, &query);
	return table_reply(request, view, &agreements_table, &query, &page);
}

struct str agreement_standing(struct arena *arena, const struct agreement *agreement,
                              enum agreement_state state)
{
	struct date last = agreement_last_day(agreement);

	switch (state) {
	case AGREEMENT_expired:
		return arena_print(arena, _("Expired since %.*s"),
			STR(tongue_date(arena, date_add_days(last, 1))));
	case AGREEMENT_ending:
		return arena_print(arena, _("In force, ends on %.*s"), STR(tongue_date(arena, last)));
	case AGREEMENT_in_force:
		return arena_print(arena, _("In force to %.*s"), STR(tongue_date(arena, last)));
	case AGREEMENT_coming:
		return arena_print(arena, _("Signed, begins on %.*s"),
			STR(tongue_date(arena, agreement->valid_from)));
	default:
		return str_of(_("Not signed: it does not hold"));
	}
}

static struct agreement_facts facts_of(struct request *request, struct view *view,
                                       const struct agreement *agreement)
{
	const struct item *kind = item_find("agreement_kinds", agreement->kind);

	return (struct agreement_facts){ .view = view, .agreement = agreement,
		.parent = agreement_of_id(view, agreement->parent_id),
		.overlapping = date_is_given(agreement->signed_on)
			? agreement_overlapping(view, agreement) : NULL,
		.under = agreements_under(view, agreement->id),
		.state = agreement_state_on(agreement, item_int(kind, "warn_days"), date_today()),
		.needs_parent = item_text(kind, "parent_kind").len > 0,
		.has_parts = item_int(kind, "has_parts") != 0,
		.may_edit = request_may(request, MAY_forums_write)
			&& agreement_may_write(view, agreement->unit_id) };
}

static struct reply agreement_show(struct request *request, struct view *view)
{
	const struct agreement *agreement = agreement_get(view, request_param(request, "id"));
	struct agreement_facts facts;
	struct out *out;

	if (!agreement)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &agreement_record, agreement);
	facts = facts_of(request, view, agreement);
	out = page_begin(request, view, str_z(view_arena(view), agreement->title));
	agreement_page(out, &facts);
	return page_end(request, 200);
}

static struct reply form_page(struct request *request, struct view *view,
                              const struct agreement *agreement, const char *title,
                              struct str action, struct str back)
{
	struct out *out = page_begin(request, view, title);
	struct form_view form = form_view_of(request, view, &agreement_form, agreement);

	agreement_form_head(out, title);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the agreement"), back);
	form_end(out);
	return page_end(request, 200);
}

static struct reply agreement_new(struct request *request, struct view *view)
{
	struct agreement agreement = { .unit_id = request_person(request)->unit_id,
		.valid_from = date_today(),
		.valid_to = date_add_days((struct date){ (int16_t)(date_today().year + 2), 1, 1 }, -1) };

	return form_page(request, view, &agreement, _("New agreement"), S("/agreements"),
		S("/agreements"));
}

static void *agreement_load(struct request *request, struct view *view)
{
	const struct agreement *agreement = agreement_get(view, request_param(request, "id"));

	return agreement && agreement_may_write(view, agreement->unit_id)
		? (void *)(uintptr_t)agreement : NULL;
}

static struct reply agreement_edit(struct request *request, struct view *view)
{
	const struct agreement *agreement = agreement_load(request, view);
	struct str path;

	if (!agreement)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/agreements/%.*s", STR(agreement->public_id));
	return form_page(request, view, agreement, _("Change the agreement"), path, path);
}

static struct reply agreement_add(struct request *request, struct change *change)
{
	struct agreement *agreement = request_record(request);

	agreement->created_by = request_person(request)->id;
	agreement->created_at = instant_now();
	change_insert(change, &agreement_record.shape, agreement);
	request_message(request, _("The agreement is saved."));
	return reply_done(request, 201, &agreement_record, agreement, "/agreements/%.*s",
		STR(agreement->public_id));
}

static struct reply agreement_change(struct request *request, struct change *change)
{
	struct agreement *agreement = request_record(request);

	switch (change_update(change, &agreement_record.shape, agreement, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &agreement_record, agreement,
			agreement_of_id(change_view(change), agreement->id));
	case UPDATED:
		request_message(request, _("The agreement is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &agreement_record, agreement, "/agreements/%.*s",
		STR(agreement->public_id));
}

static const struct route routes[] = {
	{ GET, "/agreements", .need = MAY_forums_read, .show = agreements_list, .is_api_too = true,
	  .label = N_("Agreements") },
	{ GET, "/agreements/new", .need = MAY_forums_write, .show = agreement_new,
	  .label = N_("New agreement") },
	{ POST, "/agreements", .need = MAY_forums_write, .act = agreement_add,
	  .form = &agreement_form, .again = agreement_new, .is_api_too = true,
	  .label = N_("Add an agreement") },
	{ GET, "/agreements/:id", .need = MAY_forums_read, .show = agreement_show,
	  .is_api_too = true, .label = N_("An agreement") },
	{ GET, "/agreements/:id/edit", .need = MAY_forums_write, .show = agreement_edit,
	  .label = N_("Change the agreement") },
	{ POST, "/agreements/:id", .need = MAY_forums_write, .act = agreement_change,
	  .form = &agreement_form, .load = agreement_load, .again = agreement_edit,
	  .is_api_too = true, .label = N_("Change the agreement") },
	{ .path = NULL },
};
static const struct record *const records[] = { &agreement_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Agreements"), "/agreements", MAY_forums_read, "document", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module agreements_module = {
	.name = "agreements", .routes = routes, .records = records,
	.references = agreements_references, .menu = menu, .evidence = agreements_evidence,
	.wheel = agreements_wheel, .demo = agreements_demo,
};
