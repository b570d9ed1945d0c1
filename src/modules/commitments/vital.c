/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/vital.c - deciding what is vital; how the city stands, per function and unit. */
#include "modules/commitments/vital.h"

#include "base/json.h"
#include "modules/commitments/vital.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

static void vital_judge(struct view *view, void *row, struct problems *problems)
{
	const struct vital *vital = row;

	(void)view;
	judge_words(&vital_form, row, problems);
	judge_function(vital->is_vital, vital->societal_function, problems);
	if (vital->is_vital && !vital->societal_function.len)
		problem_add(problems, "societal_function", "%s",
			_("Choose which societal function it serves."));
}

const struct form vital_form = { .record = &vital_record,
	.fields = FIELDS("is_vital", "societal_function", "reason"), .judge = vital_judge };

/* ---- One commitment --------------------------------------------------------------------- */

void vital_show(struct out *out, struct view *view, const struct commitment *commitment,
                bool may_edit)
{
	struct vital_list all = vital_decisions(view, commitment->id);

	vital_box(out, commitment, &all,
		all.count ? person_name(view, all.at[0].created_by) : S(""), may_edit);
}

struct reply vital_edit(struct request *request, struct view *view)
{
	const struct commitment *commitment =
		commitment_of_number(view, request_param(request, "number"));
	struct vital vital = { 0 };
	struct form_view form = form_view_of(request, view, &vital_form, &vital);
	struct str path = arena_print(request->arena, "/commitments/%.*s",
		STR(request_param(request, "number")));
	struct vital_list all;
	struct out *out;

	if (!commitment)
		return reply_not_found(request);
	all = vital_decisions(view, commitment->id);
	if (request_wants_json(request))
		return reply_items(request, &vital_record, all.at, all.count);
	vital.is_vital = commitment->is_vital;
	vital.societal_function = commitment->societal_function;
	vital.version = commitment->version;
	out = page_begin(request, view, _("Is it vital?"));
	vital_head(out, commitment);
	if (commitment_may_change(request, view, commitment)) {
		form_begin(out, &form, arena_print(request->arena, "%.*s/vital", STR(path)), false);
		form_all(out, &form);
		form_buttons(out, _("Save the decision"), path);
		form_end(out);
	}
	vital_history_begin(out, all.count);
	for (size_t i = 0; i < all.count; i++)
		vital_one(out, &all.at[i], person_name(view, all.at[i].created_by));
	vital_history_end(out, all.count);
	return page_end(request, 200);
}

struct reply vital_act(struct request *request, struct change *change)
{
	struct vital *vital = request_record(request);
	const struct commitment *before = commitment_load(request, change_view(change));
	struct commitment now;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	now = *before;
	vital->version = 0;
	vital->created_by = change_me(change);
	vital->created_at = instant_now();
	change_because(change, vital->reason);
	vital_put(change, &now, vital);
	if (!commitment_update(request, change, &now, before->version, &reply))
		return reply;
	request_message(request, _("The decision is saved."));
	return commitment_saved(request, &now);
}

/* ---- The whole --------------------------------------------------------------------------- */

static int64_t sector_count(const struct vital_function_list *functions,
                            const struct item *sector)
{
	int64_t count = 0;

	for (size_t i = 0; i < functions->count; i++) {
		const struct item *item = item_find("commitments/functions", functions->at[i].code);

		if (item && function_is_of(item, sector))
			count += functions->at[i].commitments;
	}
	return count;
}

static int64_t function_count(const struct vital_function_list *functions, struct str code)
{
	for (size_t i = 0; i < functions->count; i++)
		if (str_equals(functions->at[i].code, code))
			return functions->at[i].commitments;
	return 0;
}

static void functions_show(struct out *out, struct str vintage, struct str unit,
                           const struct vital_function_list *functions)
{
	enum { LONGEST = 64 * 1024 };
	const struct catalogue *list = catalogue_get("commitments/functions");
	struct out empty;

	out_init(&empty, out->arena, LONGEST);
	vital_functions_begin(out, vintage);
	for (size_t i = 0; i < list->count; i++) {
		const struct item *item = &list->items[i];

		if (!str_equals(item_text(item, "vintage"), vintage) || item->is_retired)
			continue;
		if (item_is_sector(item))
			vital_sector_row(out, item, unit, sector_count(functions, item));
		else if (function_count(functions, item->code))
			vital_function_row(out, item, unit, function_count(functions, item->code));
		else if (!str_is(item_text(item, "level"), "group"))
			out_print(&empty, "%s%.*s", empty.len ? ", " : "", STR(item_name(item)));
	}
	vital_functions_end(out, unit, function_count(functions, S("")), out_str(&empty));
}

static struct reply whole_json(struct request *request, const struct vital_unit *whole,
                               const struct vital_unit_list *units,
                               const struct vital_function_list *functions)
{
	enum { LONGEST = 4 * 1024 * 1024 };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "commitments", whole->commitments);
	json_int(&json, "decided", whole->decided);
	json_int(&json, "vital", whole->vital);
	json_int(&json, "proposed", whole->proposed);
	json_list_begin(&json, "units");
	for (size_t i = 0; i < units->count; i++)
		record_json(&json, &vital_unit_record, &units->at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "functions");
	for (size_t i = 0; i < functions->count; i++)
		record_json(&json, &vital_function_record, &functions->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct str vintage_asked(struct request *request)
{
	struct str asked = request_query(request, "list");

	for (size_t i = 0; function_vintage(i).len; i++)
		if (str_equals(asked, function_vintage(i)))
			return function_vintage(i);
	return function_vintage(0);
}

struct reply vital_page(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");
	int64_t unit_id = code.len ? reference_find(view, "unit", code) : 0;
	struct vital_function_list functions;
	struct vital_unit_list units;
	struct vital_unit whole;
	struct out *out;

	if (code.len && !unit_id)
		return reply_not_found(request);
	whole = vital_whole(view, unit_id);
	units = vital_units(view);
	functions = vital_functions(view, unit_id);
	if (request_wants_json(request))
		return whole_json(request, &whole, &units, &functions);
	code = unit_id ? unit_get(view, unit_id)->code : S("");
	out = page_begin(request, view, _("Vital societal activity"));
	vital_page_head(out, unit_id ? unit_name(view, unit_id) : S(""));
	vital_whole_show(out, &whole, code);
	vital_vintages(out, vintage_asked(request), code);
	functions_show(out, vintage_asked(request), code, &functions);
	if (!unit_id)
		vital_units_show(out, &units);
	return page_end(request, 200);
}
