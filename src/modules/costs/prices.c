/* SPDX-License-Identifier: EUPL-1.2 */
/* costs/prices.c - the price indexes, year by year: who wrote which, from where. */
#include "modules/costs/inside.h"
#include "modules/costs/pages.html.h"

enum { JSON_LONGEST = 4 << 20 };

static struct reply prices_json(struct request *request, const struct cost_price_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "prices");
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &cost_price_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply prices_page(struct request *request, struct view *view)
{
	struct cost_price_list list = cost_prices(view);
	bool may_keep = request_may(request, MAY_costs_write) && costs_may_keep(view);
	struct out *out;

	if (request_wants_json(request))
		return prices_json(request, &list);
	out = page_begin(request, view, _("Price indexes"));
	costs_head(out, _("Price indexes"), str_of(_("In which money damage costs are told.")));
	costs_tabs(out, request, "/costs/prices");
	prices_list(out, &list, may_keep);
	return page_end(request, 200);
}

static struct reply form_show(struct request *request, struct view *view, const struct cost_price *price,
                              const char *title, struct str path)
{
	struct form_view form = form_view_of(request, view, &cost_price_form, price);
	struct out *out;

	if (!costs_may_keep(view))
		return reply_forbidden(request);
	out = page_begin(request, view, title);
	costs_form_head(out, "/costs/prices", _("Price indexes"), title,
		_("Write the mean of the year as the source publishes it. What is changed later stands in the audit trail."));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the value"), S("/costs/prices"));
	form_end(out);
	return page_end(request, 200);
}

struct reply price_new(struct request *request, struct view *view)
{
	return form_show(request, view, NULL, _("Add a year of a price index"), S("/costs/prices"));
}

static void price_sign(struct request *request, struct cost_price *price)
{
	price->set_by = request_person(request)->id;
	price->set_name = request_person(request)->name;
	price->set_at = instant_now();
}

struct reply price_add_act(struct request *request, struct change *change)
{
	struct cost_price *price = request_record(request);

	if (!costs_may_keep(change_view(change)))
		return reply_forbidden(request);
	price_sign(request, price);
	change_insert(change, &cost_price_record.shape, price);
	request_message(request, _("The value is saved."));
	return reply_done(request, 201, &cost_price_record, price, "/costs/prices");
}

void *price_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)cost_price_get(view, request_param(request, "id"));
}

struct reply price_edit(struct request *request, struct view *view)
{
	const struct cost_price *price = cost_price_get(view, request_param(request, "id"));

	if (!price)
		return reply_not_found(request);
	return form_show(request, view, price, _("Change a year of a price index"),
		arena_print(request->arena, "/costs/prices/%.*s", STR(price->public_id)));
}

struct reply price_change_act(struct request *request, struct change *change)
{
	struct cost_price *now = request_record(request);
	const struct cost_price *before = cost_price_get(change_view(change), request_param(request, "id"));
	int64_t version = request_version(request);
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	if (!costs_may_keep(change_view(change)))
		return reply_forbidden(request);
	price_sign(request, now);
	updated = change_update(change, &cost_price_record.shape, now, version ? version : before->version);
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &cost_price_record, now, before);
	request_message(request, _("The value is changed."));
	return reply_done(request, 200, &cost_price_record, now, "/costs/prices");
}
