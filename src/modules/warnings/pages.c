/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/pages.c - the list, a warning, taking files in; the routes of the room. */
#include "modules/warnings/inside.h"

#include "kit/setting.h"
#include "modules/warnings/pages.html.h"

struct str warning_title(const struct warning_row *warning)
{
	struct str title = tongue_pick(warning->headline, warning->headline_en);

	return title.len ? title : warning->identifier;
}

const char *warning_mark(int status)
{
	static const char *const marks[] = {
		[STATUS_none] = NULL, [STATUS_actual] = NULL, [STATUS_exercise] = N_("EXERCISE"),
		[STATUS_system] = N_("SYSTEM MESSAGE"), [STATUS_test] = N_("TEST"),
		[STATUS_draft] = N_("DRAFT"),
	};

	return marks[status] ? _(marks[status]) : NULL;
}

const char *warning_mark_in(int status, const char *language)
{
	struct str mine = str_of(tongue_code());
	const char *mark;

	tongue_choose(str_of(language));
	mark = warning_mark(status);
	tongue_choose(mine);
	return mark;
}

/* ---- The list -------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	warnings_actions(out, request);
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	warnings_counts(out, warning_count(view, false), warning_count(view, true),
		request_query(request, "show"));
}

static struct reply warnings_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Warnings"), .actions = list_actions, .above = list_above };
	struct query query;

	warnings_query(request, view, &query);
	return table_reply(request, view, &warnings_table, &query, &page);
}

void warnings_now_show(struct out *out, struct request *request, struct view *view)
{
	struct warning_row_list list;

	if (!request_may(request, MAY_notices_read))
		return;
	list = warnings_that_hold_here(view);
	if (list.count)
		warnings_box(out, &list);
}

/* ---- One ----------------------------------------------------------------------------------------- */

static bool body_read(struct arena *arena, struct str body, struct cap_alert *alert)
{
	struct xml_fault problem;
	struct str no = S("");
	json_t *json = json_read(arena, body, &no);
	bool is_read = json && cap_read_json(arena, json, alert, &problem);

	json_decref(json);
	return is_read;
}

static struct reply warning_page_show(struct request *request, struct view *view)
{
	struct warning_facts facts = { .warning = warning_get(view, request_param(request, "id")) };
	struct cap_alert alert = { 0 };
	struct out *out;

	if (!facts.warning)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &warning_row_record, facts.warning);
	if (body_read(request->arena, facts.warning->body, &alert))
		facts.info = cap_info_in(&alert, tongue_code());
	facts.replaced_by = facts.warning->replaced_by
		? warning_of_id(view, facts.warning->replaced_by) : NULL;
	facts.replaces = warnings_named_by(view, facts.warning->id);
	facts.places = warning_places_of(view, facts.warning->id);
	facts.file = warning_file_of_id(view, facts.warning->file_id);
	facts.holds = warning_holds(facts.warning, instant_now(),
		setting_int("warning_hours_without_end"));
	facts.may_crisis = request_may(request, MAY_crisis_lead);
	out = page_begin(request, view, str_z(request->arena, warning_title(facts.warning)));
	warning_show(out, &facts, &alert);
	return page_end(request, 200);
}

/* All of it, as it was read: JSON with the names of CAP, or CAP again. */
static struct reply warning_cap(struct request *request, struct view *view)
{
	const struct warning_row *warning = warning_get(view, request_param(request, "id"));
	struct cap_alert alert;
	struct reply reply;
	struct out out;

	if (!warning || !body_read(request->arena, warning->body, &alert))
		return reply_not_found(request);
	out_init(&out, request->arena, CAP_JSON_LARGEST);
	cap_write_xml(&out, &alert);
	reply = reply_bytes(200, "application/cap+xml; charset=utf-8", out_str(&out));
	reply_download(&reply, request->arena, S("warning.cap.xml"));
	return reply;
}

/* ---- Files ------------------------------------------------------------------------------------------ */

static struct reply files_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Files with warnings"), .actions = list_actions };
	struct query query;

	warning_files_query(request, view, &query);
	return table_reply(request, view, &warning_files_table, &query, &page);
}

static struct reply file_page(struct request *request, struct view *view)
{
	const struct warning_file *file = warning_file_get(view, request_param(request, "id"));
	struct out *out;

	if (!file)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &warning_file_record, file);
	out = page_begin(request, view, _("File with warnings"));
	warning_file_show(out, view, file, warnings_of_file(view, file->id));
	return page_end(request, 200);
}

/* As bytes and never as a page: it is a stranger's. */
static struct reply file_raw(struct request *request, struct view *view)
{
	const struct warning_file *file = warning_file_get(view, request_param(request, "id"));
	struct reply reply;

	if (!file)
		return reply_not_found(request);
	reply = reply_bytes(200, "application/octet-stream", warning_file_bytes(view, file->id));
	reply_download(&reply, request->arena, arena_print(request->arena, "%s%.*s.txt",
		file->verdict == FILE_refused ? "refused-" : "", STR(file->public_id)));
	return reply;
}

static struct reply import_page(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Take in warnings"));

	warnings_import_form(out, request, request_problems(request),
		setting_text("warning_folder").len > 0);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

static void say_taken(struct request *request, const struct warning_file *last, size_t count)
{
	static const char *const words[] = {
		[FILE_none] = "", [FILE_accepted] = N_("The file has been taken in."),
		[FILE_same] = N_("There was nothing new in the file."),
		[FILE_partly] = N_("Some of the file was refused. What was wrong stands below."),
		[FILE_refused] = N_("The file was refused. What was wrong stands below."),
	};

	if (count == 1)
		request_message(request, _(words[last->verdict]));
	else
		request_message(request, arena_print(request->arena,
			_("%zu files were looked at. What became of each stands below."), count).at);
}

/* Each with something in it, read: not one statement has been made yet. */
static size_t uploads_read(struct request *request, struct came *came)
{
	const struct upload *upload;
	size_t count = 0;

	for (size_t nth = 0; count < MOST_FILES && (upload = request_file(request, "file", nth)); nth++) {
		if (upload->is_too_large)
			problem_add(request_problems(request), "file", "%s",
				_("The file is larger than 256 kB, which no warning needs to be."));
		else if (upload->content.len)
			came[count++] = (struct came){ .name = upload->name, .way = WAY_upload,
				.bytes = upload->content };
	}
	if (!count && !request_problems(request)->count)
		problem_add(request_problems(request), "file", "%s", _("Choose a file with a warning."));
	for (size_t i = 0; i < count && !request_problems(request)->count; i++)
		came_read(request->arena, &came[i]);
	return count;
}

/* What is refused is kept too, with its bytes and why: so this is saved, and told there. */
static struct reply import_act(struct request *request, struct change *change)
{
	struct came *came = arena_array(request->arena, struct came, MOST_FILES);
	size_t count = uploads_read(request, came);
	struct warning_file file = { 0 };

	if (request_problems(request)->count)
		return reply_again(request, change);
	for (size_t i = 0; i < count; i++)
		file = warning_file_take(change, &came[i]);
	say_taken(request, &file, count);
	if (count > 1)
		return reply_done(request, 201, &warning_file_record, &file, "/warnings/files");
	return reply_done(request, 201, &warning_file_record, &file, "/warnings/files/%.*s",
		STR(file.public_id));
}

const struct route warnings_routes[] = {
	{ GET, "/warnings", .need = MAY_notices_read, .show = warnings_list, .is_api_too = true,
	  .label = N_("Warnings from outside") },
	{ GET, "/warnings/import", .need = MAY_notices_import, .show = import_page,
	  .label = N_("Take in warnings") },
	{ POST, "/warnings/import", .need = MAY_notices_import, .act = import_act,
	  .again = import_page, .is_api_too = true, .label = N_("Take in warnings: save") },
	{ GET, "/warnings/files", .need = MAY_notices_import, .show = files_list, .is_api_too = true,
	  .label = N_("Files with warnings, also those that were refused") },
	{ GET, "/warnings/files/:id", .need = MAY_notices_import, .show = file_page,
	  .is_api_too = true, .label = N_("A file with warnings") },
	{ GET, "/warnings/files/:id/raw", .need = MAY_notices_import, .show = file_raw,
	  .label = N_("The bytes of a file with warnings") },
	{ GET, "/warnings/drafts", .need = MAY_notices_import, .show = drafts_page,
	  .is_api_too = true, .label = N_("Drafts of warnings") },
	{ GET, "/warnings/drafts/new", .need = MAY_notices_import, .show = draft_new,
	  .label = N_("Write a draft of a warning") },
	{ POST, "/warnings/drafts", .need = MAY_notices_import, .act = draft_add_act,
	  .form = &warning_draft_form, .again = draft_new, .is_api_too = true,
	  .label = N_("Write a draft of a warning: save") },
	{ GET, "/warnings/drafts/:id", .need = MAY_notices_import, .show = draft_page,
	  .is_api_too = true, .label = N_("A draft of a warning") },
	{ POST, "/warnings/drafts/:id/release", .need = MAY_notices_import, .act = draft_release_act,
	  .again = draft_page, .is_api_too = true,
	  .label = N_("Release a draft of a warning, as the second person") },
	{ GET, "/warnings/drafts/:id/cap", .need = MAY_notices_import, .show = draft_file,
	  .label = N_("A draft of a warning as a file (CAP 1.2)") },
	{ GET, "/warnings/request", .need = MAY_notices_import, .show = request_page,
	  .label = N_("How a public announcement is asked for") },
	{ GET, "/warnings/:id", .need = MAY_notices_read, .show = warning_page_show,
	  .is_api_too = true, .label = N_("A warning from outside") },
	{ GET, "/warnings/:id/cap", .need = MAY_notices_read, .show = warning_cap,
	  .label = N_("A warning from outside as a file (CAP 1.2)") },
	{ .path = NULL },
};
