/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_pages.c - upload, preview with its mapping, reading in, outcome, undo.
 */
#include "kit/import_inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/import.html.h"
#include "kit/module.h"
#include "kit/table.h"

#include <stdio.h>
#include <string.h>

enum { UNDO_DAYS = 30, LONGEST_SOURCE = 60 };

/* ---- The list ----------------------------------------------------------------------- */

static const struct choice import_states[] = {
	{ "", N_("Not given") },
	{ "preview", N_("Preview") },
	{ "running", N_("Running") },
	{ "done", N_("Done") },
	{ "failed", N_("Failed") },
	{ "cancelled", N_("Stopped") },
	{ "undone", N_("Taken back") },
	{ NULL, NULL },
};

struct import_item {
	struct str public_id, kind, source, file_name, created_by_name;
	int state;
	int64_t added, changed, same, bad;
	struct instant created_at;
};
#define RECORD struct import_item
#define ITEM_FIELDS(F) \
	F(public_id,       text,    N_("Number"), ) \
	F(kind,            text,    N_("Kind"), ) \
	F(source,          text,    N_("Source"), ) \
	F(file_name,       text,    N_("File"), ) \
	F(state,           choice,  N_("State"), CHOICES(import_states)) \
	F(added,           count,   N_("Added"), ) \
	F(changed,         count,   N_("Changed"), ) \
	F(same,            count,   N_("As before"), ) \
	F(bad,             count,   N_("Bad rows"), ) \
	F(created_at,      instant, N_("When"), )
static const struct field item_fields[] = { ITEM_FIELDS(AS_FIELD) };
#undef RECORD

static const char *kind_label(struct str name)
{
	const struct import_kind *kind = import_kind_find(name);

	return kind ? _(kind->label) : _("A kind of another version");
}

static void cell_kind(struct out *out, struct request *request, const void *row)
{
	(void)request;
	out_text(out, kind_label(((const struct import_item *)row)->kind));
}

static const struct table_column item_columns[] = {
	{ .name = "file_name", .is_link = true },
	{ .name = "kind", .cell = cell_kind },
	{ .name = "source" },
	{ .name = "state" },
	{ .name = "added" }, { .name = "changed" }, { .name = "same" }, { .name = "bad" },
	{ .name = "created_at" },
	{ .name = NULL },
};
static const struct filter item_filters[] = {
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = import_states,
	  .condition = { " AND state = $?" } },
	{ .name = "source", .label = N_("Source"), .kind = FIELD_text,
	  .condition = { " AND fold(source) = fold($?)" } },
	{ .name = NULL },
};
static const struct table imports_table = {
	.name = "imports", .label = N_("Imports, newest first"),
	.fields = item_fields, .field_count = COUNT(item_fields),
	.shape = SHAPE_OF(NULL, import_item, item_fields),
	.columns = item_columns, .filters = item_filters,
	.row_path = "/imports/%s", .row_key = "public_id",
	.order = { " ORDER BY id DESC" }, .export_need = MAY_import_write,
	.empty = N_("Files that are read in will stand here, with what came of them."
	            " An import can be taken back for 30 days."),
};

static struct reply imports_list(struct request *request, struct view *view)
{
	struct query query;

	table_start(request, view, &imports_table, &query, SQL("SELECT public_id, kind, source,"
		" file_name, state, added, changed, same, bad, created_at FROM my_import WHERE 1 = 1"), NONE);
	return table_reply(request, view, &imports_table, &query, &(struct table_page){
		.title = _("Imports"), .actions = imports_actions });
}

/* ---- Upload ------------------------------------------------------------------------- */

static bool may_read_in(struct request *request, const struct import_kind *kind)
{
	return kind && kind->form && request_may(request, kind->need);
}

void import_write_kinds(struct out *out, struct request *request, struct str chosen)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct import_kind *kind = modules[i]->imports; kind && kind->name; kind++)
			if (may_read_in(request, kind))
				import_kind_option(out, kind, str_is(chosen, kind->name));
}

static struct reply new_show(struct request *request, struct view *view)
{
	struct str kind = request_field(request, "kind");
	struct out *out = page_begin(request, view, _("Read in a file"));

	if (!kind.len)
		kind = request_query(request, "kind");
	import_new_page(out, request, kind, request_field(request, "source"), request_problems(request));
	return page_end(request, 200);
}

/* The mapping of the last import of this kind from this source, when its columns are here. */
static struct str last_mapping(struct view *view, const struct import_kind *kind, struct str source,
                               struct str content)
{
	struct str mapping = view_text(view, SQL("SELECT mapping FROM my_import WHERE kind = $1"
		" AND source = $2 AND state = 'done' ORDER BY id DESC LIMIT 1"), V(kind->name, source));
	struct import_preview preview;

	if (!mapping.len)
		return mapping;
	preview = import_look(view, kind, str_part(content, 0, 64 * 1024), mapping);
	return preview.problem.len ? S("") : mapping;
}

static const struct upload *file_of(struct request *request)
{
	const struct upload *file = request_file(request, "file", 0);
	struct problems *problems = request_problems(request);

	if (file && file->is_too_large)
		problem_add(problems, "file", "%s",
			_("The file is larger than the service takes. Cut it in two and read in both."));
	else if (!file || !file->content.len)
		problem_add(problems, "file", "%s", _("Choose the file to read in."));
	return file;
}

static struct reply new_act(struct request *request, struct change *change)
{
	const struct import_kind *kind = import_kind_find(request_field(request, "kind"));
	struct str source = str_trim(request_field(request, "source"));
	const struct upload *file = file_of(request);
	struct arena *arena = request->arena;
	struct import_books books;

	if (!may_read_in(request, kind))
		problem_add(request_problems(request), "kind", "%s", _("Choose what the file holds."));
	if (!source.len || str_letters(source) > LONGEST_SOURCE)
		problem_add(request_problems(request), "source", "%s",
			_("Write where the file comes from, in at most 60 letters."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	books = (struct import_books){
		.public_id = uuid_v7(arena), .kind = str_of(kind->name), .source = source,
		.file_name = file->name, .state = S("preview"), .warnings = S("[]"),
		.is_private = kind->is_private,
		.mapping = last_mapping(change_view(change), kind, source, file->content),
	};
	if (!books.mapping.len)
		books.mapping = import_suggest(arena, kind, file->content);
	file_write(arena, arena_print(arena, "%s/file", folder_make(arena, arena_print(arena,
		"imports/%.*s", STR(books.public_id)).at)).at, file->content);
	change_insert(change, &import_shape, &books);
	return reply_done(request, 201, NULL, NULL, "/imports/%.*s", STR(books.public_id));
}

/* ---- One import --------------------------------------------------------------------- */

static struct import_page_view import_page_of(struct request *request, struct view *view,
                                              const struct import_books *books)
{
	struct arena *arena = request->arena;
	struct import_page_view page = { .request = request, .view = view, .books = books,
		.kind = import_kind_find(books->kind), .problem = S("") };

	if (!page.kind || !page.kind->form)
		page.problem = str_of(_("This version of the program does not read in that kind."));
	else if (!file_map(arena_print(arena, "%s/file", import_folder(arena, books->public_id)).at,
	                   &page.content))
		page.problem = str_of(_("The file is no longer kept. Upload it again."));
	return page;
}

const struct mapped_field *import_mapped_by(const struct import_page_view *page, const char *name)
{
	for (size_t i = 0; i < page->mapping.field_count; i++)
		if (!strcmp(page->mapping.fields[i].field->column.name, name))
			return &page->mapping.fields[i];
	return NULL;
}

bool import_has(const struct str *texts, size_t count, struct str text)
{
	for (size_t i = 0; i < count; i++)
		if (str_equals(texts[i], text))
			return true;
	return false;
}

/* Required fields without a column, and those that have a constant already. */
bool import_wants_constant(const struct import_page_view *page, const struct field *field)
{
	const struct mapped_field *mapped = import_mapped_by(page, field->column.name);

	if (mapped && mapped->constant.len)
		return true;
	return field->required && !(mapped && mapped->part_count);
}

static struct reply preview_show(struct request *request, struct view *view, const struct import_books *books)
{
	struct import_page_view page = import_page_of(request, view, books);
	struct out *out = page_begin(request, view, _("Preview of an import"));
	struct str ignored = S("");

	if (!page.problem.len) {
		page.preview = import_look(view, page.kind, page.content, books->mapping);
		page.problem = page.preview.problem;
		mapping_read(request->arena, page.kind, books->mapping, &page.mapping, &ignored);
	}
	import_preview_head(out, &page);
	if (page.preview.columns)
		import_preview_body(out, &page);
	else
		import_preview_none(out, &page);
	mapping_free(&page.mapping);
	file_unmap(page.content);
	return page_end(request, 200);
}

static struct warnings *warnings_of(struct arena *arena, struct str text)
{
	struct warnings *warnings = arena_new(arena, struct warnings);
	struct str problem = S("");
	json_t *list = json_read(arena, text, &problem), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		if (i == MOST_WARNINGS)
			break;
		warnings->at[warnings->count++] = (struct import_warning){
			.words = arena_copy(arena, json_text(one, "words")),
			.count = json_integer_value(json_object_get(one, "count")),
			.first_line = json_integer_value(json_object_get(one, "first_line")) };
	}
	json_decref(list);
	return warnings;
}

static struct str state_words(const struct import_books *books)
{
	int state = choice_of(import_states, books->state);

	return state > 0 ? str_of(_(import_states[state].label)) : books->state;
}

static bool may_be_undone(const struct import_books *books)
{
	return str_is(books->state, "done")
		&& instant_now().seconds - books->ended_at.seconds < UNDO_DAYS * (int64_t)DAY;
}

static struct reply import_json(struct request *request, const struct import_books *books)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, 4 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "id", books->public_id);
	json_str(&json, "kind", books->kind);
	json_str(&json, "source", books->source);
	json_str(&json, "file_name", books->file_name);
	json_str(&json, "state", books->state);
	json_int(&json, "added", books->added);
	json_int(&json, "changed", books->changed);
	json_int(&json, "same", books->same);
	json_int(&json, "bad", books->bad);
	json_already(&json, "warnings", books->warnings.len ? books->warnings : S("[]"));
	json_already(&json, "mapping", books->mapping.len ? books->mapping : S("{}"));
	json_instant(&json, "created_at", books->created_at);
	json_instant(&json, "ended_at", books->ended_at);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply import_show(struct request *request, struct view *view)
{
	struct import_books *books = import_get(view, request_param(request, "id"));
	struct warnings *warnings;
	struct out *out;

	if (!books)
		return reply_not_found(request);
	if (request_wants_json(request))
		return import_json(request, books);
	if (str_is(books->state, "preview"))
		return preview_show(request, view, books);
	warnings = warnings_of(request->arena, books->warnings);
	out = page_begin(request, view, _("Import"));
	import_outcome_head(out, books, kind_label(books->kind), state_words(books));
	if (warnings->count)
		import_warnings(out, warnings->at, warnings->count);
	import_outcome_foot(out, request, books, str_is(books->state, "running") && books->job_id
		? job_path(view, books->job_id) : S(""), may_be_undone(books));
	return page_end(request, 200);
}

/* ---- Changing the mapping ----------------------------------------------------------- */

static bool keep_headings(void *context, const struct csv_row *row)
{
	struct csv_row *headings = ((void **)context)[0];

	*headings = row_copy(((void **)context)[1], row);
	return false;
}

static struct csv_row headings_of(struct arena *arena, struct csv_style style, struct str content)
{
	struct csv_row headings = { 0 };
	void *context[] = { &headings, arena };
	struct scan scan = { .style = style, .headings = keep_headings, .context = context };
	struct str ignored = S("");

	scan_run(&scan, arena, content, &ignored);
	return headings;
}

static void read_columns(struct request *request, struct mapping *mapping, const struct csv_row *headings)
{
	for (size_t i = 0; i < headings->count; i++) {
		struct str name = request_field(request,
			arena_print(request->arena, "column_%zu", i).at);
		struct mapped_field *mapped = name.len
			? mapping_field(mapping, str_z(request->arena, name)) : NULL;

		if (mapped && mapped->part_count < MOST_PARTS)
			mapped->headings[mapped->part_count++] = str_trim(headings->cells[i]);
	}
}

static void read_constants(struct request *request, struct mapping *mapping)
{
	const struct form *form = mapping->kind->form;

	for (size_t i = 0; form->fields[i]; i++) {
		struct str text = str_trim(request_field(request,
			arena_print(request->arena, "constant_%s", form->fields[i]).at));
		struct mapped_field *mapped = text.len ? mapping_field(mapping, form->fields[i]) : NULL;

		if (mapped)
			mapped->constant = text;
	}
}

static size_t read_ticks(struct request *request, const char *name, struct str *texts, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < request->field_count && count < most; i++)
		if (str_is(request->fields[i].name, name) && request->fields[i].value.len)
			texts[count++] = request->fields[i].value;
	return count;
}

/* What the page has no control for (values, encoding) stays as it was. */
static void keep_hidden(struct mapping *mapping, const struct mapping *old)
{
	mapping->delimiter = old->delimiter;
	mapping->encoding = old->encoding;
	for (size_t i = 0; i < old->field_count; i++) {
		struct mapped_field *mapped = old->fields[i].values
			? mapping_field(mapping, old->fields[i].field->column.name) : NULL;

		if (mapped)
			mapped->values = old->fields[i].values;
	}
}

static struct str mapping_of_form(struct request *request, const struct import_page_view *page,
                                  struct mapping *old)
{
	struct arena *arena = request->arena;
	struct mapping *mapping = arena_new(arena, struct mapping);
	struct csv_row headings = headings_of(arena, mapping_style(old, page->content), page->content);
	struct str problem = S("");

	must(mapping_read(arena, page->kind, S(""), mapping, &problem));
	read_columns(request, mapping, &headings);
	read_constants(request, mapping);
	mapping->date = str_trim(request_field(request, "date"));
	mapping->key = request_field(request, "key");
	mapping->mark_count = read_ticks(request, "empty", mapping->marks, MOST_MARKS);
	mapping->fold_count = read_ticks(request, "fold", mapping->folds, MOST_FOLDS);
	keep_hidden(mapping, old);
	return mapping_text(arena, mapping);
}

/* A mapping written or fetched from elsewhere, as JSON; else the controls of the page. */
static bool new_mapping(struct request *request, const struct import_page_view *page,
                        struct str *text, struct str *problem)
{
	struct mapping old = { 0 };
	bool is_well;

	*text = str_trim(request_field(request, "json"));
	if (text->len) {
		is_well = mapping_read(request->arena, page->kind, *text, &old, problem);
		mapping_free(&old);
		return is_well;
	}
	if (!mapping_read(request->arena, page->kind, page->books->mapping, &old, problem)) {
		mapping_free(&old);
		return false;
	}
	*text = mapping_of_form(request, page, &old);
	mapping_free(&old);
	return true;
}

static struct reply save_mapping(struct request *request, struct change *change,
                                 const struct import_books *books, bool *is_saved)
{
	struct import_page_view page = import_page_of(request, change_view(change), books);
	struct str text = S(""), problem = page.problem;

	*is_saved = !problem.len && new_mapping(request, &page, &text, &problem)
		&& text.len <= LONGEST_MAPPING;
	file_unmap(page.content);
	if (!*is_saved)
		return reply_problem(request, 422, _("The mapping could not be used."), problem);
	change_run(change, SQL("UPDATE import SET mapping = $1 WHERE id = $2 AND state = 'preview'"),
		V(text, books->id));
	return reply_done(request, 200, NULL, NULL, "/imports/%.*s", STR(books->public_id));
}

static struct import_books *books_in_preview(struct request *request, struct change *change)
{
	struct import_books *books = import_get(change_view(change), request_param(request, "id"));

	if (!books || !str_is(books->state, "preview")
	    || !may_read_in(request, import_kind_find(books->kind)))
		return NULL;
	return books;
}

/* One form with two buttons: look again, or read in with what is chosen. */
static struct reply preview_act(struct request *request, struct change *change)
{
	struct import_books *books = books_in_preview(request, change);
	struct arena *arena = request->arena;
	struct reply reply;
	bool is_saved;
	int64_t job;

	if (!books)
		return reply_not_found(request);
	reply = save_mapping(request, change, books, &is_saved);
	if (!is_saved || !str_is(request_field(request, "do"), "read-in"))
		return reply;
	job = job_start(change, "import-csv", arena_print(arena,
		"{\"import\":\"%.*s\",\"all_or_nothing\":%s}", STR(books->public_id),
		request_has_field(request, "all_or_nothing") ? "true" : "false"), books->file_name, S(""));
	change_run(change, SQL("UPDATE import SET state = 'running', job_id = $1 WHERE id = $2"),
		V(job, books->id));
	return reply_done(request, 202, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

static struct reply undo_act(struct request *request, struct change *change)
{
	struct import_books *books = import_get(change_view(change), request_param(request, "id"));
	const struct import_kind *kind = books ? import_kind_find(books->kind) : NULL;
	int64_t job;

	if (!kind || !kind->undo)
		return reply_not_found(request);
	if (!request_may(request, kind->need))
		return reply_forbidden(request);
	if (!may_be_undone(books))
		return reply_problem(request, 409, _("The import can no longer be taken back."),
			str_of(_("An import can be taken back once, within 30 days.")));
	job = job_start(change, "import-undo", arena_print(request->arena, "{\"import\":\"%.*s\"}",
		STR(books->public_id)), books->file_name, S(""));
	return reply_done(request, 202, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

/* ---- Files -------------------------------------------------------------------------- */

static struct reply bad_show(struct request *request, struct view *view)
{
	struct import_books *books = import_get(view, request_param(request, "id"));
	struct arena *arena = request->arena;
	struct str content;
	struct reply reply;
	const char *path;

	if (!books || !books->bad_path.len)
		return reply_not_found(request);
	path = folder_path(arena, str_z(arena, books->bad_path));
	if (!file_map(path, &content))
		return reply_not_found(request);
	file_unmap(content);
	reply = reply_bytes(200, "text/csv; charset=utf-8; header=present", S(""));
	reply.file = path;
	reply_download(&reply, arena, S("bad-rows.csv"));
	return reply;
}

static struct reply mapping_show(struct request *request, struct view *view)
{
	struct import_books *books = import_get(view, request_param(request, "id"));
	struct reply reply;

	if (!books)
		return reply_not_found(request);
	reply = reply_bytes(200, "application/json; charset=utf-8", books->mapping);
	reply_download(&reply, request->arena, S("mapping.json"));
	return reply;
}

const struct route import_routes[] = {
	{ GET, "/imports", .need = MAY_import_write, .show = imports_list, .label = N_("Imports"),
	  .is_api_too = true },
	{ GET, "/imports/new", .need = MAY_import_write, .show = new_show, .label = N_("Read in a file") },
	{ POST, "/imports/new", .need = MAY_import_write, .act = new_act, .again = new_show,
	  .label = N_("Upload a file for preview") },
	{ GET, "/imports/:id", .need = MAY_import_write, .show = import_show,
	  .label = N_("An import: preview or outcome"), .is_api_too = true },
	{ POST, "/imports/:id", .need = MAY_import_write, .act = preview_act,
	  .label = N_("Change the mapping of an import, or read it in") },
	{ POST, "/imports/:id/undo", .need = MAY_import_write, .act = undo_act,
	  .label = N_("Take back an import") },
	{ GET, "/imports/:id/bad-rows", .need = MAY_import_write, .show = bad_show,
	  .label = N_("The rows that could not be used") },
	{ GET, "/imports/:id/mapping", .need = MAY_import_write, .show = mapping_show,
	  .label = N_("The mapping of an import, as a file") },
	{ .path = NULL },
};
