/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/machines.c - lists and the matrix as JSON, for those who read with a program. */
#include "base/json.h"
#include "modules/risks/pages.h"

enum { LONGEST_JSON = 2 << 20 };

struct out *json_start(struct request *request, struct json_out *json)
{
	struct out *out = arena_new(request->arena, struct out);

	out_init(out, request->arena, LONGEST_JSON);
	json_begin(json, out);
	json_object_begin(json, NULL);
	return out;
}

struct reply overview_json(struct request *request, const struct overview_row_list *rows, int year)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_int(&json, "year", year);
	json_list_begin(&json, "units");
	for (size_t i = 0; i < rows->count; i++) {
		const struct overview_row *row = &rows->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "unit", row->unit->code);
		json_str(&json, "rsa", row->rsa ? row->rsa->public_id : S(""));
		json_str(&json, "state", str_of(row->rsa ? rsa_states[row->rsa->state].name : ""));
		json_int(&json, "risks", row->risks);
		json_int(&json, "prominent", row->prominent);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply methods_json(struct request *request, const struct risk_method_list *methods)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_list_begin(&json, "methods");
	for (size_t i = 0; i < methods->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "code", methods->at[i].code);
		json_str(&json, "name_sv", methods->at[i].name_sv);
		json_str(&json, "name_en", methods->at[i].name_en);
		json_int(&json, "probability_steps", methods->at[i].probability_steps);
		json_int(&json, "consequence_steps", methods->at[i].consequence_steps);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void judged_json(struct json_out *json, const struct judged *j)
{
	json_object_begin(json, NULL);
	json_int(json, "mark", (int64_t)j->nth);
	json_str(json, "number", j->risk->number);
	json_str(json, "title", j->risk->title);
	if (j->now) {
		json_int(json, "probability", j->now->probability);
		json_int(json, "consequence", j->now->consequence);
		json_str(json, "suggested", j->now->suggested);
		json_str(json, "zone", j->now->zone);
		json_str(json, "uncertainty", str_of(risk_uncertainties[j->now->uncertainty].name));
	}
	if (j->before) {
		json_int(json, "probability_before", j->before->probability);
		json_int(json, "consequence_before", j->before->consequence);
	}
	if (j->beside->types.len) {
		json_int(json, "events_this_year", j->beside->this_year);
		json_int(json, "events_last_year", j->beside->last_year);
	}
	json_object_finish(json);
}

struct reply matrix_json(struct request *request, const struct rsa_page *page,
                         const struct judged_list *sorted)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_str(&json, "rsa", page->rsa->public_id);
	json_str(&json, "method", page->scales->method.code);
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < sorted->count; i++)
		judged_json(&json, &sorted->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}
