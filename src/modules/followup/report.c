/* SPDX-License-Identifier: EUPL-1.2 */
/* followup/report.c - the yearly reports: written, published, followed by a new version. */
#include "modules/followup/inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "modules/followup/pages.html.h"

struct reply yearly_list(struct request *request, struct view *view)
{
	struct yearly_report_list list = yearly_all(view);
	struct out *out;

	if (request_wants_json(request)) {
		struct json_out json;

		out = arena_new(request->arena, struct out);
		out_init(out, request->arena, 4 << 20);
		json_begin(&json, out);
		json_list_begin(&json, NULL);
		for (size_t i = 0; i < list.count; i++)
			record_json(&json, &yearly_report_record, &list.at[i]);
		json_list_finish(&json);
		return reply_json(request, 200, out);
	}
	out = page_begin(request, view, _("Yearly reports"));
	yearly_list_page(out, &list, may_write_reports(view));
	return page_end(request, 200);
}

/* ---- Beginning -------------------------------------------------------------------------------- */

struct reply yearly_new(struct request *request, struct view *view)
{
	struct programme_list now = programmes_on(view, date_today());
	struct yearly_report row = { .kind = YEARLY_effects, .year = date_today().year,
		.programme_code = now.count ? now.at[0].code : S("") };
	struct form_view form = form_view_of(request, view, &yearly_new_form, &row);
	struct out *out = page_begin(request, view, _("Begin a yearly report"));

	yearly_head(out, _("Begin a yearly report"),
		_("The tables come by themselves; you write what they mean."));
	form_begin(out, &form, S("/follow-up/reports"), false);
	form_all(out, &form);
	form_buttons(out, _("Begin the report"), S("/follow-up/reports"));
	form_end(out);
	return page_end(request, 200);
}

struct reply yearly_add(struct request *request, struct change *change)
{
	struct yearly_report *report = request_record(request);

	report->state = REPORT_working;
	report->number = 1;
	change_insert(change, &yearly_report_record.shape, report);
	return reply_done(request, 201, &yearly_report_record, report, "/follow-up/reports/%.*s/edit",
		STR(report->public_id));
}

/* ---- Showing ------------------------------------------------------------------------------------ */

static struct reply yearly_json(struct request *request, const struct yearly_report *report,
                                const struct report_tables *tables)
{
	struct out *out = arena_new(request->arena, struct out);
	struct report_section sections[MOST_SECTIONS];
	size_t count = report_sections(report, sections);
	struct json_out json;

	out_init(out, request->arena, 8 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "kind", str_of(yearly_report_kinds[report->kind].name));
	json_str(&json, "programme", report->programme_code);
	json_int(&json, "year", report->year);
	json_int(&json, "number", report->number);
	json_str(&json, "state", str_of(yearly_report_states[report->state].name));
	json_instant(&json, "published_at", report->published_at);
	json_str(&json, "digest", report->digest);
	for (size_t i = 0; i < count; i++)
		json_str(&json, sections[i].member, sections[i].text);
	json_already(&json, "tables", tables_write(request->arena, tables));
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply yearly_show(struct request *request, struct view *view)
{
	const struct yearly_report *report = yearly_get(view, request_param(request, "id"));
	struct yearly_facts facts;
	struct out *out;

	if (!report)
		return reply_not_found(request);
	facts = (struct yearly_facts){ .report = report, .view = view,
		.tables = tables_for_reader(request, view, report_tables_of(view, report)),
		.programme = programme_of_code(view, report->programme_code),
		.may_write = may_write_reports(view) };
	facts.section_count = report_sections(report, facts.sections);
	if (request_wants_json(request))
		return yearly_json(request, report, facts.tables);
	out = page_begin(request, view, _(yearly_report_kinds[report->kind].label));
	yearly_page(out, request, &facts);
	return page_end(request, 200);
}

/* ---- Writing -------------------------------------------------------------------------------------- */

void *yearly_load(struct request *request, struct view *view)
{
	const struct yearly_report *report = yearly_get(view, request_param(request, "id"));

	return report && may_write_reports(view) ? (void *)(uintptr_t)report : NULL;
}

struct reply yearly_edit(struct request *request, struct view *view)
{
	const struct yearly_report *report = yearly_load(request, view);
	struct form_view form;
	struct str path;
	struct out *out;

	if (!report)
		return reply_not_found(request);
	path = arena_print(view_arena(view), "/follow-up/reports/%.*s", STR(report->public_id));
	form = form_view_of(request, view, &yearly_form, report);
	out = page_begin(request, view, _("Write the yearly report"));
	yearly_head(out, _("Write the yearly report"),
		_("Text may have **bold**, lists and links (Markdown). The tables stand beside your words and are frozen when you publish."));
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the report"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply stored(struct request *request, struct change *change,
                           struct yearly_report *report, int64_t version, const char *words)
{
	switch (change_update(change, &yearly_report_record.shape, report, version)) {
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED_STALE:
		return reply_stale(request, &yearly_report_record, report,
			yearly_get(change_view(change), report->public_id));
	case UPDATED: case UPDATED_NOTHING:
		request_message(request, words);
		break;
	}
	return reply_done(request, 200, &yearly_report_record, report, "/follow-up/reports/%.*s",
		STR(report->public_id));
}

struct reply yearly_change(struct request *request, struct change *change)
{
	return stored(request, change, request_record(request), request_version(request),
		_("The report is saved."));
}

/* What a colleague would say before it leaves the house. */
static const char *obstacle(const struct yearly_report *report)
{
	if (report->state != REPORT_working)
		return N_("The report is published already.");
	if (!report->summary.len)
		return N_("Write “In short” first: many read nothing else.");
	if (report->kind == YEARLY_effects && (!report->changed.len || !report->unknown.len))
		return N_("Write what changed and what is not known before you publish.");
	return NULL;
}

struct reply yearly_publish(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct yearly_report *old = yearly_load(request, view);
	const struct yearly_report *before;
	struct yearly_report report;

	if (!old)
		return reply_not_found(request);
	if (obstacle(old)) {
		problem_add(request_problems(request), "", "%s", _(obstacle(old)));
		return reply_again(request, change);
	}
	report = *old;
	report.state = REPORT_published;
	report.numbers = tables_write(view_arena(view), tables_now(view, old));
	report.digest = digest_hex(view_arena(view), report.numbers);
	report.published_by = change_me(change);
	report.published_at = instant_now();
	before = report_before(view, old);
	if (before) {
		struct yearly_report former = *before;

		former.state = REPORT_superseded;
		change_update(change, &yearly_report_record.shape, &former, before->version);
	}
	return stored(request, change, &report, request_version(request) ? request_version(request)
		: old->version, _("The report is published. Its numbers are frozen."));
}

struct reply yearly_follow(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct yearly_report *old = yearly_load(request, view);
	struct yearly_report next;

	if (!old)
		return reply_not_found(request);
	if (old->state != REPORT_published || yearly_last(view, old->kind, old->programme_code,
			old->year)->id != old->id)
		return reply_problem(request, 409, _("There is a newer version already."), S(""));
	next = (struct yearly_report){ .kind = old->kind, .programme_code = old->programme_code,
		.year = old->year, .state = REPORT_working, .number = old->number + 1,
		.summary = old->summary, .done = old->done, .cost = old->cost, .changed = old->changed,
		.unknown = old->unknown, .ahead = old->ahead };
	change_insert(change, &yearly_report_record.shape, &next);
	return reply_done(request, 201, &yearly_report_record, &next, "/follow-up/reports/%.*s/edit",
		STR(next.public_id));
}
