/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/caps.c - what the city has decided: what a large loss is, which index, from which year. */
#include "modules/costs/inside.h"
#include "modules/costs/pages.html.h"

enum { JSON_LONGEST = 1 << 20 };

static struct reply caps_json(struct request *request, const struct cost_cap_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "decisions");
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &cost_cap_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply caps_page(struct request *request, struct view *view)
{
	struct cost_cap_list list = cost_caps(view);
	bool may_keep = request_may(request, MAY_costs_write) && costs_may_keep(view);
	struct out *out;

	if (request_wants_json(request))
		return caps_json(request, &list);
	out = page_begin(request, view, _("Large losses"));
	costs_head(out, _("What is a large loss?"), str_of(_("A decision of the city, by name and with a reason.")));
	costs_tabs(out, request, "/costs/cap");
	caps_list(out, &list, may_keep);
	return page_end(request, 200);
}

struct reply cap_new(struct request *request, struct view *view)
{
	struct form_view form = form_view_of(request, view, &cost_cap_form, NULL);
	const char *title = _("Write a decision");
	struct out *out;

	if (!costs_may_keep(view))
		return reply_forbidden(request);
	out = page_begin(request, view, title);
	costs_form_head(out, "/costs/cap", _("Large losses"), title,
		_("A decision is never changed. A new one takes its place, and both can be read."));
	form_begin(out, &form, S("/costs/cap"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the decision"), S("/costs/cap"));
	form_end(out);
	return page_end(request, 200);
}

struct reply cap_add_act(struct request *request, struct change *change)
{
	struct cost_cap *cap = request_record(request);

	if (!costs_may_keep(change_view(change)))
		return reply_forbidden(request);
	cap->set_by = change_me(change);
	cap->set_name = request_person(request)->name;
	cap->set_at = instant_now();
	change_insert(change, &cost_cap_record.shape, cap);
	request_message(request, _("The decision is saved."));
	return reply_done(request, 201, &cost_cap_record, cap, "/costs/cap");
}
