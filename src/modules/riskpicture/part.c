/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/part.c - a unit's part and the city's use of it; what commitments of many units
 * stand on.
 */
#include "modules/riskpicture/part.h"

#include "base/json.h"
#include "modules/riskpicture/part.html.h"

/* ---- A unit's part ------------------------------------------------------------------------------------- */

static struct reply part_json(struct request *request, const struct part_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", page->unit->code);
	json_int(&json, "year", page->year);
	json_str(&json, "picture", page->picture ? page->picture->public_id : S(""));
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < page->rows.count; i++) {
		const struct part_row *row = &page->rows.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "risk", row->public_id);
		json_str(&json, "title", row->title);
		json_bool(&json, "is_prominent", row->is_prominent);
		json_bool(&json, "is_used", row->is_used);
		json_str(&json, "theme", row->theme_id);
		json_str(&json, "doing", row->doing);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply part_show(struct request *request, struct view *view)
{
	struct part_page page = { .request = request, .year = date_today().year,
		.unit = unit_of_code(view, request_query(request, "unit")) };
	struct out *out;
	int64_t year;

	if (str_to_int(request_query(request, "year"), &year) && year >= 2000 && year <= 2199)
		page.year = (int)year;
	page.rsa = page.unit ? part_analysis(view, page.unit->id, page.year) : NULL;
	if (!page.rsa)
		return reply_not_found(request);
	page.picture = picture_published(view, page.year);
	if (page.picture)
		page.rows = part_of(view, page.picture->id, page.rsa->id);
	if (request_wants_json(request))
		return part_json(request, &page);
	out = page_begin(request, view, _("Your part of the city's risk picture"));
	part_page_show(out, &page);
	return page_end(request, 200);
}

/* ---- What many stand on ---------------------------------------------------------------------------------- */

static struct reply shared_json(struct request *request, const struct shared_node_list *list)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < list->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "kind", list->at[i].kind);
		json_str(&json, "name", list->at[i].name);
		json_int(&json, "things", list->at[i].things);
		json_int(&json, "commitments", list->at[i].commitments);
		json_int(&json, "units", list->at[i].boards);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

struct reply shared_show(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	struct shared_node_list list;
	struct out *out;

	if (!picture || !reads_continuity(view))
		return reply_not_found(request);
	list = shared_nodes(view);
	if (request_wants_json(request))
		return shared_json(request, &list);
	out = page_begin(request, view, _("What many stand on"));
	shared_page(out, picture, &list, reads_graph(view));
	return page_end(request, 200);
}
