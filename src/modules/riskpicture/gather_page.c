/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/gather_page.c - where the picture is put together. */
#include "modules/riskpicture/inside.h"

#include "base/json.h"
#include "modules/riskpicture/gather.html.h"

/* Those that stand in no theme and in no suggestion. */
static const struct rolled **alone_of(struct arena *arena, const struct gather *gather, size_t *count)
{
	const struct rolled **alone = arena_array(arena, const struct rolled *,
		gather->gathering->risks.count + 1);

	*count = 0;
	for (size_t i = 0; i < gather->gathering->risks.count; i++) {
		const struct rolled *risk = &gather->gathering->risks.at[i];

		if (!theme_risks_have(&gather->taken, risk->root_id)
		    && !suggestion_with(&gather->suggestions, risk->public_id))
			alone[(*count)++] = risk;
	}
	return alone;
}

static struct reply gather_json(struct request *request, const struct gather *gather)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, PAGE_BYTES);
	json_begin(&json, out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < gather->suggestions.count; i++) {
		const struct suggestion *one = &gather->suggestions.at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "title", one->risks[0]->title);
		json_int(&json, "units", (int64_t)one->units);
		json_str(&json, "reasons", one->reasons);
		json_list_begin(&json, "risks");
		for (size_t k = 0; k < one->count; k++)
			json_str(&json, NULL, one->risks[k]->public_id);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	return reply_json(request, 200, out);
}

struct reply gather_show(struct request *request, struct view *view)
{
	const struct risk_picture *picture = riskpicture_load(request, view);
	struct riskpicture_page page;
	const struct rolled **alone;
	const struct gather *gather;
	size_t alone_count;
	struct out *out;
	bool is_draft;

	if (!picture)
		return reply_not_found(request);
	gather = gather_of(view, picture);
	if (request_wants_json(request))
		return gather_json(request, gather);
	page = riskpicture_page_of(request, view, picture);
	page.face = face_of_picture(view, picture, false);
	alone = alone_of(request->arena, gather, &alone_count);
	is_draft = picture->state == RISK_PICTURE_draft;
	out = page_begin(request, view, _("Put the risk picture together"));
	gather_head(out, &page, is_draft);
	gather_numbers(out, &page, gather->suggestions.count, alone_count);
	gather_themes(out, &page);
	gather_suggestions(out, &page, &gather->suggestions, is_draft);
	gather_alone(out, &page, alone, alone_count, is_draft);
	return page_end(request, 200);
}
