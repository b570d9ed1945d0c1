/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/replies.c - the replies that handlers give, with both faces: page and JSON.
 */
#include "kit/frame.h"

#include "base/json.h"
#include "kit/frame.html.h"
#include "kit/members.h"
#include "kit/rows.h"

#include <stdarg.h>

enum { LONGEST_JSON = 64 * 1024 * 1024 };

/* ---- Problems ----------------------------------------------------------------------- */

static void problem_json(struct json_out *json, struct visit *visit, int status,
                         const char *title, struct str detail)
{
	json_object_begin(json, NULL);
	json_str(json, "type", S("about:blank"));
	json_str(json, "title", str_of(title));
	json_int(json, "status", status);
	if (detail.len)
		json_str(json, "detail", detail);
	if (visit->problems.count) {
		json_list_begin(json, "problems");
		for (size_t i = 0; i < visit->problems.count; i++) {
			json_object_begin(json, NULL);
			json_str(json, "field", str_of(visit->problems.at[i].field));
			json_str(json, "detail", visit->problems.at[i].words);
			json_object_finish(json);
		}
		json_list_finish(json);
	}
	json_object_finish(json);
}

struct reply reply_problem(struct request *request, int status, const char *title, struct str detail)
{
	struct visit *visit = visit_of(request);
	struct out *out;

	if (visit->is_api) {
		struct out text;
		struct json_out json;

		out_init(&text, request->arena, LONGEST_JSON);
		json_begin(&json, &text);
		problem_json(&json, visit, status, title, detail);
		return reply_bytes(status, "application/problem+json; charset=utf-8", out_str(&text));
	}
	out = page_begin(request, NULL, title);
	problem_page(out, title, detail, S(""));
	return page_end(request, status);
}

struct reply reply_not_found(struct request *request)
{
	return reply_problem(request, 404, _("There is nothing here that you can see."),
		str_of(_("It may have been moved, or it belongs to a unit you do not work with.")));
}

struct reply reply_forbidden(struct request *request)
{
	return reply_problem(request, 403, _("Your role does not open this page."),
		str_of(_("Ask the coordinator of your unit if you need it for your work.")));
}

struct reply reply_again(struct request *request, struct change *change)
{
	(void)change;
	(void)request;
	return (struct reply){ .status = 422 };
}

static void stale_rows(struct out *out, struct arena *arena, const struct record *record,
                       const void *mine, const void *theirs)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct field *field = &record->fields[i];
		struct str a = field_show(arena, field, mine);
		struct str b = field_show(arena, field, theirs);

		if (field->is_own || field->is_hidden || str_equals(a, b))
			continue;
		stale_row(out, _(field->label), a, b);
	}
}

struct reply reply_stale(struct request *request, const struct record *record,
                         const void *mine, const void *theirs)
{
	struct visit *visit = visit_of(request);
	const char *title = _("Somebody else changed this while you wrote.");
	struct out *out;

	if (visit->is_api)
		return reply_problem(request, 412, title,
			str_of(_("Nothing was saved. Read the record again and repeat your change.")));
	out = page_begin(request, NULL, title);
	stale_head(out, title);
	stale_rows(out, request->arena, record, mine, theirs);
	stale_foot(out, request->target);
	return page_end(request, 412);
}

/* ---- Records ------------------------------------------------------------------------ */

static void field_json(struct json_out *json, const struct field *field, const void *row,
                       struct arena *arena)
{
	const char *name = field->column.name;

	switch (field->kind) {
	case FIELD_key: case FIELD_ref: case FIELD_count: case FIELD_money:
		json_int(json, name, *field_int(field, row));
		return;
	case FIELD_real:
		json_number(json, name, *(const double *)(const void *)field_int(field, row));
		return;
	case FIELD_yesno:
		json_bool(json, name, *(const bool *)(const void *)field_int(field, row));
		return;
	case FIELD_json:
		if (field_text(field, row)->len)
			json_already(json, name, *field_text(field, row));
		else
			json_nothing(json, name);
		return;
	case FIELD_secret:
		return;
	default:
		if (field_is_given(field, row))
			json_str(json, name, field_machine(arena, field, row));
		else
			json_nothing(json, name);
	}
}

void record_members_json(struct json_out *json, const struct record *record, const void *row)
{
	for (size_t i = 0; i < record->count; i++)
		if (!record->fields[i].is_hidden)
			field_json(json, &record->fields[i], row, json->out->arena);
}

void record_json(struct json_out *json, const struct record *record, const void *row)
{
	json_object_begin(json, NULL);
	record_members_json(json, record, row);
	json_object_finish(json);
}

struct reply reply_json(struct request *request, int status, struct out *out)
{
	(void)request;
	return reply_bytes(status, "application/json; charset=utf-8", out_str(out));
}

struct reply reply_record(struct request *request, const struct record *record, const void *row)
{
	const struct field *version = record_field(record, "version");
	struct json_out json;
	struct out out;
	struct reply reply;

	out_init(&out, request->arena, LONGEST_JSON);
	json_begin(&json, &out);
	record_json(&json, record, row);
	reply = reply_json(request, 200, &out);
	if (version)
		reply_header(&reply, "ETag", arena_print(request->arena, "\"%lld\"",
			(long long)*field_int(version, row)));
	return reply;
}

struct reply reply_rows(struct request *request, const struct record *record, struct rows rows)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "rows");
	for (size_t i = 0; i < rows.count; i++)
		record_json(&json, record, (const char *)rows.at + i * record->shape.size);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static void add_message(struct request *request, struct reply *reply)
{
	struct visit *visit = visit_of(request);
	struct out out;

	if (!visit->message)
		return;
	out_init(&out, request->arena, 4096);
	if (visit->undo_id.len)
		out_print(&out, "%.*s.", STR(visit->undo_id));
	out_link_part(&out, visit->message);
	reply_cookie(reply, request->arena, (struct cookie){
		.name = "message", .value = out_str(&out), .seconds = 60,
		.is_secure = request->is_secure });
}

struct reply reply_done(struct request *request, int status, const struct record *record, const void *row,
                        const char *path_format, ...)
{
	struct visit *visit = visit_of(request);
	struct reply reply;
	struct str path;
	va_list list;

	va_start(list, path_format);
	path = arena_vprint(request->arena, path_format, list);
	va_end(list);
	if (visit->is_api) {
		reply = record ? reply_record(request, record, row) : reply_bytes(status, "application/json", S("{}"));
		reply.status = status;
		reply_header(&reply, "Location", path);
		return reply;
	}
	reply = reply_go(request, "%.*s", STR(path));
	add_message(request, &reply);
	return reply;
}
