/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/upload.c - loading a folder from the browser. */
#include "modules/programme/pages.h"

#include "modules/programme/pages.html.h"

struct str mistake_place(struct arena *arena, const struct mistake *mistake)
{
	struct str where = mistake_where(arena, mistake);

	return str_part(where, mistake->file.len + 2, where.len);
}

struct reply upload_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Load a programme"));

	upload_page(out, request, NULL, S(""), request_problems(request));
	return page_end(request, 200);
}

/* The files of one field. */
static size_t files_take(struct request *request, const char *field, struct folder_file *files)
{
	const struct upload *upload;
	size_t count = 0;

	for (; (upload = request_file(request, field, count)); count++) {
		files[count] = (struct folder_file){ upload->name, upload->content };
		if (upload->is_too_large)
			problem_add(request_problems(request), field, _("“%.*s” is larger than 20 MB."),
				STR(upload->name));
	}
	return count;
}

static struct reply refusal(struct request *request, struct view *view, const struct folder *folder,
                            const struct load *load)
{
	struct out *out, body;

	if (request_wants_json(request)) {
		out_init(&body, request->arena, 1 << 20);
		load_json(&body, folder, load);
		return reply_json(request, 422, &body);
	}
	out = page_begin(request, view, _("Load a programme"));
	upload_page(out, request, folder, load_words(request->arena, folder, load),
		request_problems(request));
	return page_end(request, 422);
}

struct reply upload_act(struct request *request, struct change *change)
{
	struct folder_file *files = arena_array(request->arena, struct folder_file, MOST_FILES + 1);
	struct folder_file *texts = arena_array(request->arena, struct folder_file, MOST_FILES + 1);
	size_t count = files_take(request, "files", files), text_count = files_take(request, "text", texts);
	struct folder *folder;
	struct load load;
	struct out body;

	if (!count)
		problem_add(request_problems(request), "files", "%s",
			_("Choose the CSV files of the folder."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	folder = folder_read(request->arena, files, count, text_count ? &texts[0] : NULL);
	load = programme_load(change, folder);
	if (load.outcome == LOAD_refused)
		return refusal(request, change_view(change), folder, &load);
	if (request_wants_json(request)) {
		out_init(&body, request->arena, 1 << 20);
		load_json(&body, folder, &load);
		return reply_json(request, load.outcome == LOAD_new ? 201 : 200, &body);
	}
	request_message(request, str_z(request->arena, load_words(request->arena, folder, &load)));
	return reply_done(request, 200, NULL, NULL, "/programmes/%.*s", STR(load.programme->code));
}
