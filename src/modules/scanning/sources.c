/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/sources.c - whom the city follows, and the files that have come from them. */
#include "modules/scanning/fetch.h"

#include "kit/setting.h"
#include "modules/scanning/sources.html.h"

/* ---- Sources -------------------------------------------------------------------------------- */

static struct reply sources_json(struct request *request, const struct news_source_list *list)
{
	enum { LONGEST = 1 << 20 };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_bool(&json, "is_fetched", setting_yes("scanning_network"));
	json_list_begin(&json, "sources");
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &news_source_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply news_sources_page(struct request *request, struct view *view)
{
	struct news_source_list list = news_sources(view);
	struct out *out;

	if (request_wants_json(request))
		return sources_json(request, &list);
	out = page_begin(request, view, _("Sources of news"));
	news_sources_head(out, setting_yes("scanning_network"), setting_text("scanning_folder").len > 0);
	if (!list.count)
		news_sources_empty(out);
	for (size_t i = 0; i < list.count; i++)
		news_source_row(out, &list.at[i], news_fetch_of(view, list.at[i].id));
	return page_end(request, 200);
}

struct reply news_source_page(struct request *request, struct view *view)
{
	const struct news_source *source = news_source_get(view, request_param(request, "id"));
	struct out *out;

	if (!source)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &news_source_record, source);
	out = page_begin(request, view, str_z(request->arena, source->name));
	news_source_show(out, source, news_fetch_of(view, source->id), setting_yes("scanning_network"));
	return page_end(request, 200);
}

static struct reply source_form_page(struct request *request, struct view *view,
                                     const struct news_source *source, const char *title, struct str path)
{
	struct form_view form = form_view_of(request, view, &news_source_form, source);
	struct out *out = page_begin(request, view, title);

	news_source_form_head(out, title);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the source"), S("/scanning/sources"));
	form_end(out);
	return page_end(request, 200);
}

struct reply news_source_new(struct request *request, struct view *view)
{
	struct news_source empty = { .is_on = true };

	if (!scanning_may_write(view))
		return reply_not_found(request);
	return source_form_page(request, view, &empty, _("New source"), S("/scanning/sources"));
}

void *news_source_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)news_source_get(view, request_param(request, "id"));
}

struct reply news_source_edit(struct request *request, struct view *view)
{
	const struct news_source *source = news_source_load(request, view);

	if (!source)
		return reply_not_found(request);
	return source_form_page(request, view, source, _("Change the source"),
		arena_print(request->arena, "/scanning/sources/%.*s", STR(source->public_id)));
}

struct reply news_source_add_act(struct request *request, struct change *change)
{
	struct news_source *source = request_record(request);

	if (!scanning_may_write(change_view(change)))
		return reply_not_found(request);
	change_insert(change, &news_source_record.shape, source);
	request_message(request, _("The source is saved."));
	return reply_done(request, 201, &news_source_record, source, "/scanning/sources/%.*s",
		STR(source->public_id));
}

struct reply news_source_change_act(struct request *request, struct change *change)
{
	struct news_source *source = request_record(request);

	switch (change_update(change, &news_source_record.shape, source, request_version(request))) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &news_source_record, source,
			news_source_of_id(change_view(change), source->id));
	case UPDATED:
		news_fetch_anew(change, source->id);
		request_message(request, _("The source is saved."));
		break;
	case UPDATED_NOTHING:
		break;
	}
	return reply_done(request, 200, &news_source_record, source, "/scanning/sources/%.*s",
		STR(source->public_id));
}

/* ---- Files ---------------------------------------------------------------------------------- */

static void files_actions(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	(void)view;
	news_files_actions(out);
}

struct reply news_files_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Files with news"), .actions = files_actions };
	struct query query;

	news_files_query(request, view, &query);
	return table_reply(request, view, &news_files_table, &query, &page);
}

struct reply news_file_page(struct request *request, struct view *view)
{
	const struct news_file *file = news_file_get(view, request_param(request, "id"));
	struct out *out;

	if (!file)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &news_file_record, file);
	out = page_begin(request, view, _("File with news"));
	news_file_show(out, view, file, news_items_of_file(view, file->id));
	return page_end(request, 200);
}

/* As bytes and never as a page: it is a stranger's. */
struct reply news_file_raw(struct request *request, struct view *view)
{
	const struct news_file *file = news_file_get(view, request_param(request, "id"));
	struct reply reply;

	if (!file)
		return reply_not_found(request);
	reply = reply_bytes(200, "application/octet-stream", news_file_bytes(view, file->id));
	reply_download(&reply, request->arena, arena_print(request->arena, "%s%.*s.txt",
		file->verdict == VERDICT_refused ? "refused-" : "", STR(file->public_id)));
	return reply;
}

struct reply news_import_page(struct request *request, struct view *view)
{
	struct problems *problems = request_problems(request);
	int64_t chosen = reference_read(view, "news_source", request_answers(request)
		? request_field(request, "source_id") : request_query(request, "source"));
	struct out *out = page_begin(request, view, _("Take in a feed"));

	news_import_form(out, request, view, problems, chosen);
	return page_end(request, problems->count ? 422 : 200);
}

static struct str taken_words(struct arena *arena, const struct news_file *file)
{
	if (file->verdict == VERDICT_refused)
		return str_of(_("The file was refused. What was wrong stands below."));
	if (file->verdict == VERDICT_same)
		return str_of(_("There was nothing new in the file."));
	return arena_print(arena, _("The file has been taken in: %lld new, %lld changed."),
		(long long)file->items_new, (long long)file->items_changed);
}

/* What is refused is kept too, with its bytes and why: so this is saved, and told there. */
struct reply news_import_act(struct request *request, struct change *change)
{
	const struct upload *upload = request_file(request, "file", 0);
	struct problems *problems = request_problems(request);
	struct news_came came = { .way = WAY_upload };
	struct news_file file;

	if (!upload || (!upload->content.len && !upload->is_too_large))
		problem_add(problems, "file", "%s", _("Choose a file with a feed."));
	else if (upload->is_too_large)
		problem_add(problems, "file", "%s", _("The file is larger than 5 MB, which no feed needs to be."));
	if (problems->count)
		return reply_again(request, change);
	came.name = upload->name;
	came.bytes = upload->content;
	news_came_read(request->arena, &came);  /* not one statement has been made yet */
	came.source_id = reference_read(change_view(change), "news_source", request_field(request, "source_id"));
	if (!news_source_of_id(change_view(change), came.source_id)) {
		problem_add(problems, "source_id", "%s", _("Choose the source that the file is from."));
		return reply_again(request, change);
	}
	file = news_file_take(change, &came);
	request_message(request, str_z(request->arena, taken_words(request->arena, &file)));
	return reply_done(request, 201, &news_file_record, &file, "/scanning/files/%.*s",
		STR(file.public_id));
}
