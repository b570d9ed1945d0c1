/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/sources.c - the register of sources: which there are, by which law, who decided. */
#include "modules/reporting/flows.h"
#include "modules/reporting/flows.html.h"

static void sources_json(struct json_out *json, const struct source_list *list)
{
	json_object_begin(json, NULL);
	json_list_begin(json, "sources");
	for (size_t i = 0; i < list->count; i++)
		record_json(json, &source_record, &list->at[i]);
	json_list_finish(json);
	json_object_finish(json);
}

struct reply sources_page(struct request *request, struct view *view)
{
	struct source_list list = sources_all(view);
	bool may_judge = request_may(request, MAY_reporting_rows);
	struct json_out json;
	struct out *out, made;

	if (request_wants_json(request)) {
		out_init(&made, request->arena, REPORTING_JSON_LONGEST);
		json_begin(&json, &made);
		sources_json(&json, &list);
		return reply_json(request, 200, &made);
	}
	out = page_begin(request, view, _("Sources"));
	sources_head(out, request, request_may(request, MAY_reporting_sources));
	sources_list(out, &list);
	if (may_judge)
		sources_work(out, request, pairs_waiting(view));
	return page_end(request, 200);
}

static struct reply form_show(struct request *request, struct view *view, const struct source *source,
                              const char *title, struct str path)
{
	struct form_view form = form_view_of(request, view, &source_form, source);
	struct out *out = page_begin(request, view, title);

	source_form_head(out, title, source);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the source"), S("/reporting/sources"));
	form_end(out);
	return page_end(request, 200);
}

struct reply source_new(struct request *request, struct view *view)
{
	return form_show(request, view, NULL, _("Register a source"), S("/reporting/sources"));
}

/* Who writes a legal basis, or another one, stands for it by name. */
static void basis_sign(struct request *request, struct source *source, struct str before)
{
	if (str_equals(source->legal_basis, before))
		return;
	source->registered_by = source->legal_basis.len ? request_person(request)->id : 0;
	source->registered_name = source->legal_basis.len ? request_person(request)->name : S("");
	source->registered_at = source->legal_basis.len ? instant_now() : (struct instant){ 0 };
}

static bool name_is_free(struct request *request, struct view *view, const struct source *source)
{
	struct source_list list = sources_all(view);

	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].id != source->id && str_equals(list.at[i].name, source->name)) {
			problem_add(request_problems(request), "name", "%s",
				_("There is a source with this name already."));
			return false;
		}
	return true;
}

struct reply source_add_act(struct request *request, struct change *change)
{
	struct source *source = request_record(request);

	source->name = str_trim(source->name);
	if (!name_is_free(request, change_view(change), source))
		return reply_again(request, change);
	basis_sign(request, source, S(""));
	change_insert(change, &source_record.shape, source);
	request_message(request, source->legal_basis.len ? _("The source is on.")
		: _("The source is registered. It is off until its legal basis is written."));
	return reply_done(request, 201, &source_record, source, "/reporting/sources/%.*s",
		STR(source->public_id));
}

struct reply source_page(struct request *request, struct view *view)
{
	const struct source *source = source_get(view, request_param(request, "id"));
	struct out *out;

	if (!source)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &source_record, source);
	out = page_begin(request, view, str_z(request->arena, source->name));
	source_facts(out, source, request_may(request, MAY_reporting_sources));
	return page_end(request, 200);
}

void *source_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)source_get(view, request_param(request, "id"));
}

struct reply source_edit(struct request *request, struct view *view)
{
	const struct source *source = source_get(view, request_param(request, "id"));

	if (!source)
		return reply_not_found(request);
	return form_show(request, view, source, _("Change the source"),
		arena_print(request->arena, "/reporting/sources/%.*s", STR(source->public_id)));
}

struct reply source_change_act(struct request *request, struct change *change)
{
	struct source *now = request_record(request);
	const struct source *before = source_get(change_view(change), request_param(request, "id"));
	int64_t version = request_version(request);
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	now->name = str_trim(now->name);
	if (!name_is_free(request, change_view(change), now))
		return reply_again(request, change);
	basis_sign(request, now, before->legal_basis);
	updated = change_update(change, &source_record.shape, now, version ? version : before->version);
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &source_record, now, before);
	request_message(request, _("The source is changed."));
	return reply_done(request, 200, &source_record, now, "/reporting/sources/%.*s", STR(now->public_id));
}
