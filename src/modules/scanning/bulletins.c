/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/bulletins.c - the list, a bulletin, its form, what other rooms show; the routes. */
#include "modules/scanning/bulletins.h"

#include "modules/pictures/pictures.h"
#include "modules/risks/risks.h"
#include "modules/scanning/bulletins.html.h"

enum { JSON_LONGEST = 1 << 20, DAYS_OFFERED = 60 };

/* ---- The list ------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	bulletins_actions(out, scanning_may_write(view));
}

struct reply bulletins_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Bulletins"), .actions = list_actions,
		.status = str_of(_("What horizon scanning has seen and sent to units.")) };
	struct query query;

	bulletins_query(request, view, &query);
	return table_reply(request, view, &bulletins_table, &query, &page);
}

void bulletins_home(struct out *out, struct request *request, struct view *view)
{
	int64_t count = request_may(request, MAY_scanning_read) ? bulletins_for_me(view) : 0;

	if (count)
		bulletins_card(out, count);
}

void bulletins_told_show(struct out *out, const struct bulletin_told_list *list)
{
	if (list->count)
		bulletins_told_section(out, list);
}

/* ---- One ------------------------------------------------------------------------------------ */

static bool risk_pointed(struct view *view, struct str target, struct bulletin_pointed *pointed)
{
	const struct risk *risk = risk_get(view, target);

	if (risk)
		*pointed = (struct bulletin_pointed){ .kind = N_("Risk"), .name = risk->number,
			.path = risk_path(view_arena(view), risk),
			.title = risk->secret_whole.len ? S("") : risk->title };
	return risk != NULL;
}

static bool picture_pointed(struct view *view, struct str target, struct bulletin_pointed *pointed)
{
	const struct picture *picture = picture_get(view, target);

	if (picture)
		*pointed = (struct bulletin_pointed){ .kind = N_("Situation picture"), .name = picture->title,
			.path = arena_print(view_arena(view), "/pictures/%.*s", STR(picture->public_id)) };
	return picture != NULL;
}

static struct bulletin_pointed_list pointed_of(struct request *request, struct view *view, int64_t bulletin_id)
{
	struct bulletin_link_list links = bulletin_links(view, bulletin_id);
	struct bulletin_pointed_list list = { 0, arena_array(request->arena, struct bulletin_pointed,
		links.count + 1) };

	for (size_t i = 0; i < links.count; i++) {
		const struct bulletin_link *link = &links.at[i];
		struct bulletin_pointed *pointed = &list.at[list.count];

		list.count += link->kind == TARGET_risk
			? request_may(request, MAY_risks_read) && risk_pointed(view, link->target, pointed)
			: request_may(request, MAY_pictures_read) && picture_pointed(view, link->target, pointed);
	}
	return list;
}

static struct bulletin_page page_of(struct request *request, struct view *view, const struct bulletin *b)
{
	struct bulletin_page page = { .request = request, .view = view, .bulletin = b,
		.corrects = b->replaces_id ? bulletin_of_id(view, b->replaces_id) : NULL,
		.corrected_by = bulletin_correction_of(view, b->id),
		.items = bulletin_items(view, b->id), .units = bulletin_units(view, b->id),
		.pointed = pointed_of(request, view, b->id), .may_write = scanning_may_write(view) };

	page.reach = bulletin_reach_of(request->arena, &page.units, b->sent_at);
	if (b->state != BULLETIN_sent)
		page.would_reach = bulletin_would_reach(view, b);
	return page;
}

static struct reply bulletin_json(const struct bulletin_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "bulletin");
	record_json(&json, &bulletin_record, page->bulletin);
	json_list_finish(&json);
	json_int(&json, "addressed", page->reach.addressed);
	json_int(&json, "received", page->reach.received);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < page->items.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "title", page->items.at[i].title);
		json_str(&json, "origin", page->items.at[i].origin);
		json_str(&json, "link", page->items.at[i].link);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}

static void links_write(struct out *out, const struct bulletin_page *page)
{
	struct form_view form;

	bulletin_links_show(out, page);
	if (!page->may_write)
		return;
	form = form_view_of(page->request, page->view, &bulletin_link_form, NULL);
	bulletin_link_begin(out);
	form_begin(out, &form, arena_print(page->request->arena, "/scanning/bulletins/%.*s/links",
		STR(page->bulletin->number)), false);
	form_all(out, &form);
	bulletin_link_end(out);
	form_end(out);
	bulletin_link_close(out);
}

struct reply bulletin_page_show(struct request *request, struct view *view)
{
	const struct bulletin *bulletin = bulletin_get(view, request_param(request, "number"));
	struct bulletin_page page;
	struct out *out;

	if (!bulletin)
		return reply_not_found(request);
	page = page_of(request, view, bulletin);
	if (request_wants_json(request))
		return bulletin_json(&page);
	out = page_begin(request, view, str_z(request->arena, bulletin->title));
	bulletin_head(out, &page);
	bulletin_problems(out, request_problems(request));
	bulletin_words(out, &page);
	bulletin_from_show(out, &page);
	if (bulletin->state == BULLETIN_sent)
		bulletin_reach_show(out, &page);
	links_write(out, &page);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

/* ---- The form -------------------------------------------------------------------------------- */

static bool is_in(const struct bulletin_from_list *items, int64_t id)
{
	for (size_t i = 0; i < items->count; i++)
		if (items->at[i].item_id == id)
			return true;
	return false;
}

/* Those it is written from already, and those that are tagged and told nowhere. */
static void boxes_write(struct out *out, const struct form_view *form, const struct bulletin_from_list *items)
{
	struct news_item_list unused = news_unused(form->view,
		(struct instant){ instant_now().seconds - DAYS_OFFERED * (int64_t)DAY });
	struct str first = request_query(form->request, "item");

	bulletin_boxes_begin(out);
	for (size_t i = 0; i < items->count; i++)
		bulletin_box(out, items->at[i].public_id, items->at[i].title, items->at[i].origin,
			!form->answers || request_has_field(form->request,
				arena_print(out->arena, "item-%.*s", STR(items->at[i].public_id)).at));
	for (size_t i = 0; i < unused.count; i++)
		if (!is_in(items, unused.at[i].id))
			bulletin_box(out, unused.at[i].public_id, unused.at[i].title, unused.at[i].origin,
				form->answers ? request_has_field(form->request,
					arena_print(out->arena, "item-%.*s", STR(unused.at[i].public_id)).at)
				: str_equals(first, unused.at[i].public_id));
	bulletin_boxes_end(out, items->count + unused.count);
}

static struct reply form_page(struct request *request, struct view *view, const struct bulletin *bulletin,
                              const char *title, struct str path)
{
	struct form_view form = form_view_of(request, view, &bulletin_form, bulletin);
	struct bulletin_from_list items = bulletin_items(view, bulletin->id ? bulletin->id : bulletin->replaces_id);
	struct out *out = page_begin(request, view, title);

	bulletin_form_head(out, title);
	form_begin(out, &form, path, false);
	form_problems(out, &form);
	boxes_write(out, &form, &items);
	for (size_t i = 0; bulletin_form.fields[i]; i++)
		form_field(out, &form, bulletin_form.fields[i]);
	if (!bulletin->id && bulletin->replaces_id)
		bulletin_replaces(out, bulletin_of_id(view, bulletin->replaces_id));
	form_buttons(out, _("Save the draft"), S("/scanning/bulletins"));
	form_end(out);
	return page_end(request, 200);
}

struct reply bulletin_new(struct request *request, struct view *view)
{
	const struct bulletin *old = bulletin_get(view, request_answers(request)
		? request_field(request, "replaces") : request_query(request, "replaces"));
	struct bulletin empty = { .unit_id = request_person(request)->unit_id };

	if (!scanning_may_write(view))
		return reply_not_found(request);
	if (old && old->state == BULLETIN_sent) {
		empty = *old;
		empty.replaces_id = old->id;
		empty.id = empty.version = 0;
	}
	return form_page(request, view, &empty, _("Write a bulletin"), S("/scanning/bulletins"));
}

void *bulletin_load(struct request *request, struct view *view)
{
	const struct bulletin *bulletin = bulletin_get(view, request_param(request, "number"));

	return bulletin && bulletin->state != BULLETIN_sent ? (void *)(uintptr_t)bulletin : NULL;
}

struct reply bulletin_edit(struct request *request, struct view *view)
{
	const struct bulletin *bulletin = bulletin_load(request, view);

	if (!bulletin)
		return reply_not_found(request);
	return form_page(request, view, bulletin, _("Change the bulletin"),
		arena_print(request->arena, "/scanning/bulletins/%.*s", STR(bulletin->number)));
}

/* ---- Routes ------------------------------------------------------------------------------------ */

const struct route scanning_routes[] = {
	{ GET, "/scanning", .need = MAY_scanning_write, .show = news_queue_page, .is_api_too = true,
	  .label = N_("Horizon scanning: the queue") },
	{ GET, "/scanning/items", .need = MAY_scanning_write, .show = news_items_list,
	  .is_api_too = true, .label = N_("Horizon scanning: all news") },
	{ GET, "/scanning/items/new", .need = MAY_scanning_write, .show = news_item_new,
	  .label = N_("Write in news") },
	{ POST, "/scanning/items", .need = MAY_scanning_write, .act = news_item_add_act,
	  .form = &news_item_form, .again = news_item_new, .is_api_too = true,
	  .label = N_("Write in news: save") },
	{ GET, "/scanning/items/:id", .need = MAY_scanning_write, .show = news_item_page,
	  .is_api_too = true, .label = N_("A piece of news") },
	{ POST, "/scanning/items/:id/tag", .need = MAY_scanning_write, .act = news_tag_act,
	  .again = news_queue_page, .is_api_too = true, .label = N_("Tag a piece of news, by one key") },
	{ POST, "/scanning/items/:id/drop", .need = MAY_scanning_write, .act = news_drop_act,
	  .again = news_queue_page, .is_api_too = true, .label = N_("Drop a piece of news") },
	{ POST, "/scanning/items/:id/tags", .need = MAY_scanning_write, .act = news_tags_act,
	  .form = &news_tags_form, .load = news_item_load, .again = news_item_page,
	  .is_api_too = true, .label = N_("All tags of a piece of news") },
	{ GET, "/scanning/sources", .need = MAY_scanning_write, .show = news_sources_page,
	  .is_api_too = true, .label = N_("Sources of news") },
	{ GET, "/scanning/sources/new", .need = MAY_scanning_write, .show = news_source_new,
	  .label = N_("New source of news") },
	{ POST, "/scanning/sources", .need = MAY_scanning_write, .act = news_source_add_act,
	  .form = &news_source_form, .again = news_source_new, .is_api_too = true,
	  .label = N_("New source of news: save") },
	{ GET, "/scanning/sources/:id", .need = MAY_scanning_write, .show = news_source_page,
	  .is_api_too = true, .label = N_("A source of news") },
	{ GET, "/scanning/sources/:id/edit", .need = MAY_scanning_write, .show = news_source_edit,
	  .label = N_("Change a source of news") },
	{ POST, "/scanning/sources/:id", .need = MAY_scanning_write, .act = news_source_change_act,
	  .form = &news_source_form, .load = news_source_load, .again = news_source_edit,
	  .is_api_too = true, .label = N_("Change a source of news: save") },
	{ GET, "/scanning/files", .need = MAY_scanning_write, .show = news_files_list,
	  .is_api_too = true, .label = N_("Files with news, also those that were refused") },
	{ GET, "/scanning/files/:id", .need = MAY_scanning_write, .show = news_file_page,
	  .is_api_too = true, .label = N_("A file with news") },
	{ GET, "/scanning/files/:id/raw", .need = MAY_scanning_write, .show = news_file_raw,
	  .label = N_("The bytes of a file with news") },
	{ GET, "/scanning/import", .need = MAY_scanning_write, .show = news_import_page,
	  .label = N_("Take in a feed") },
	{ POST, "/scanning/import", .need = MAY_scanning_write, .act = news_import_act,
	  .again = news_import_page, .is_api_too = true, .label = N_("Take in a feed: save") },
	{ GET, "/scanning/bulletins", .need = MAY_scanning_read, .show = bulletins_list,
	  .is_api_too = true, .label = N_("Bulletins of horizon scanning") },
	{ GET, "/scanning/bulletins/new", .need = MAY_scanning_write, .show = bulletin_new,
	  .label = N_("Write a bulletin") },
	{ POST, "/scanning/bulletins", .need = MAY_scanning_write, .act = bulletin_add_act,
	  .form = &bulletin_form, .again = bulletin_new, .is_api_too = true,
	  .label = N_("Write a bulletin: save") },
	{ GET, "/scanning/bulletins/:number", .need = MAY_scanning_read, .show = bulletin_page_show,
	  .is_api_too = true, .label = N_("A bulletin") },
	{ GET, "/scanning/bulletins/:number/edit", .need = MAY_scanning_write, .show = bulletin_edit,
	  .label = N_("Change a bulletin") },
	{ POST, "/scanning/bulletins/:number", .need = MAY_scanning_write, .act = bulletin_change_act,
	  .form = &bulletin_form, .load = bulletin_load, .again = bulletin_edit, .is_api_too = true,
	  .label = N_("Change a bulletin: save") },
	{ POST, "/scanning/bulletins/:number/approve", .need = MAY_scanning_write,
	  .act = bulletin_approve_act, .again = bulletin_page_show, .is_api_too = true,
	  .label = N_("Approve a bulletin, as the second person") },
	{ POST, "/scanning/bulletins/:number/send", .need = MAY_scanning_write,
	  .act = bulletin_send_act, .again = bulletin_page_show, .is_api_too = true,
	  .label = N_("Send a bulletin to its units") },
	{ POST, "/scanning/bulletins/:number/receipts", .need = MAY_scanning_read,
	  .act = bulletin_receipt_act, .form = &bulletin_receipt_form, .again = bulletin_page_show,
	  .is_api_too = true, .label = N_("Receive a bulletin for a unit") },
	{ POST, "/scanning/bulletins/:number/links", .need = MAY_scanning_write,
	  .act = bulletin_link_act, .form = &bulletin_link_form, .again = bulletin_page_show,
	  .is_api_too = true, .label = N_("Point a bulletin at a risk or a situation picture") },
	{ .path = NULL },
};
