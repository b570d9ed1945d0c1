/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/plan.c - the long-term action plan of an analysis, for the board: each of the most
 * prominent risks with its plan, and the measures that lead from it.
 *
 * The plan spans years and belongs to the risk; the measures follow its number, so what was
 * decided in an earlier year stands here too.
 */
#include "modules/risks/pages.h"

#include "base/json.h"
#include "modules/measures/measures.h"
#include "modules/risks/plan.html.h"

enum { LONGEST_JSON = 2 << 20 };

static struct reply plan_json(struct request *request, const struct rsa_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, LONGEST_JSON);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "rsa", page->rsa->public_id);
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < page->risks.count; i++) {
		const struct judged *j = &page->risks.at[i];

		if (!j->risk->is_prominent)
			continue;
		json_object_begin(&json, NULL);
		json_str(&json, "number", j->risk->number);
		json_str(&json, "title", j->risk->title);
		json_str(&json, "zone", j->now ? j->now->zone : S(""));
		json_str(&json, "plan", j->risk->plan);
		json_int(&json, "measures", j->measures->measures);
		json_int(&json, "open", j->measures->open);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static size_t prominent(const struct rsa_page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < page->risks.count; i++)
		count += page->risks.at[i].risk->is_prominent;
	return count;
}

struct reply rsa_plan_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	struct rsa_page page;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	page = rsa_page_of(request, view, rsa);
	if (request_wants_json(request))
		return plan_json(request, &page);
	out = page_begin(request, view, _("Long-term action plan"));
	rsa_plan_begin(out, &page, prominent(&page));
	for (size_t i = 0; i < page.risks.count; i++) {
		const struct risk *risk = page.risks.at[i].risk;
		struct measure_list measures = { 0 };

		if (!risk->is_prominent)
			continue;
		if (request_may(request, MAY_measures_read))
			measures = measures_of(view, "risk", risk->root_id);
		rsa_plan_risk(out, &page, &page.risks.at[i], &measures);
	}
	return page_end(request, 200);
}
