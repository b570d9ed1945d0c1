/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/methods.c - versions of the scales: listed, shown, taken out as a file, read in. */
#include "modules/risks/pages.h"

#include "modules/risks/methods.html.h"

const struct form method_form = {
	.record = &method_file_record,
	.fields = FIELDS("code", "name_sv", "name_en", "in_force_from", "source_sv", "source_en", "steps"),
};

struct reply methods_show(struct request *request, struct view *view)
{
	struct risk_method_list methods = risk_methods(view);
	struct out *out;

	if (request_wants_json(request))
		return methods_json(request, &methods);
	out = page_begin(request, view, _("Scales"));
	methods_page(out, request, view, &methods, request_may(request, MAY_risks_receive));
	return page_end(request, 200);
}

struct reply method_show(struct request *request, struct view *view)
{
	const struct risk_method *method = risk_method_get(view, request_param(request, "code"));
	const struct scales *scales = method ? scales_of(view, method->id) : NULL;
	struct str values[MOST_VALUES];
	struct reply reply;
	struct out *out;

	if (!scales)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &risk_method_record, method);
	if (str_is(request_query(request, "format"), "csv")) {
		reply = reply_bytes(200, "text/csv; charset=utf-8", scales_csv(request->arena, scales));
		reply_download(&reply, request->arena, arena_print(request->arena, "%.*s.csv", STR(method->code)));
		return reply;
	}
	out = page_begin(request, view, str_z(request->arena, method_name(method)));
	method_head(out, scales, method_analyses(view, method->id, false),
		method_analyses(view, method->id, true), request_may(request, MAY_risks_receive));
	method_scale(out, scales, "probability", S(""), 1, scales->method.probability_steps);
	for (size_t i = 0, count = scales_values(scales, values); i < count; i++)
		method_scale(out, scales, "consequence", values[i], 1, scales->method.consequence_steps);
	method_scale(out, scales, "capability", S(""), 0, CAPABILITY_STEPS - 1);
	method_matrix(out, scales);
	return page_end(request, 200);
}

/* Filled in from a version that is there, when one is asked for: what differs is written over. */
struct reply method_new(struct request *request, struct view *view)
{
	const struct risk_method *from = risk_method_get(view, request_query(request, "from"));
	struct method_file *row = arena_new(request->arena, struct method_file);
	struct form_view form;
	struct out *out;

	*row = (struct method_file){ 0 };
	if (from) {
		*row = (struct method_file){ .name_sv = from->name_sv, .name_en = from->name_en,
			.source_sv = from->source_sv, .source_en = from->source_en,
			.steps = scales_csv(request->arena, scales_of(view, from->id)) };
	}
	form = form_view_of(request, view, &method_form, row);
	out = page_begin(request, view, _("Read in a version of the scales"));
	method_new_begin(out);
	form_begin(out, &form, S("/risks/methods"), false);
	form_all(out, &form);
	form_buttons(out, _("Read it in"), S("/risks/methods"));
	form_end(out);
	return page_end(request, 200);
}

struct reply method_add_act(struct request *request, struct change *change)
{
	const struct method_file *file = request_record(request);
	const struct risk_method *there = risk_method_get(change_view(change), str_trim(file->code));
	struct str problem = S("");
	struct scales *scales;

	if (there && method_analyses(change_view(change), there->id, true)) {
		problem_add(request_problems(request), "code", _("“%.*s” is used by an analysis that is approved, so it cannot change. Give the new version a code of its own."), STR(there->code));
		return reply_again(request, change);
	}
	scales = scales_read(request->arena, file, &problem);
	if (!scales) {
		problem_add(request_problems(request), "steps", "%.*s", STR(problem));
		return reply_again(request, change);
	}
	if (there && (there->probability_steps != scales->method.probability_steps
	              || there->consequence_steps != scales->method.consequence_steps)
	    && method_analyses(change_view(change), there->id, false)) {
		problem_add(request_problems(request), "steps", "%s", _("An analysis that is being worked on uses this version: its number of steps cannot change. Give the new version a code of its own."));
		return reply_again(request, change);
	}
	method_replace(change, scales);
	request_message(request, _("The version is read in."));
	return reply_done(request, there ? 200 : 201, &risk_method_record, &scales->method,
		"/risks/methods/%.*s", STR(scales->method.code));
}

struct reply methods_ship_act(struct request *request, struct change *change)
{
	methods_ship(change);
	request_message(request, _("The scales that came with the program are read in."));
	return reply_go(request, "/risks/methods");
}
