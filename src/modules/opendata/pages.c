/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/pages.c - made by one person, approved by a second, withdrawn with a reason. */
#include "modules/opendata/inside.h"
#include "modules/opendata/pages.html.h"

/* ---- A table as it is published -------------------------------------------------------------------- */

static bool is_first_of_row(const struct open_content *content, size_t at)
{
	return at == 0 || !str_equals(content->cells[at].row.code, content->cells[at - 1].row.code);
}

void publication_table_show(struct out *out, const struct open_content *content)
{
	const struct item *table = item_find("opendata/tables", content->table);
	size_t columns = 1;

	if (!content->count)
		return;
	while (columns < content->count && !is_first_of_row(content, columns))
		columns++;
	open_table_begin(out, content, columns, item_words(table, "row"));
	for (size_t i = 0; i + columns <= content->count; i += columns)
		open_table_row(out, content, &content->cells[i], columns);
	open_table_end(out, content);
}

/* ---- Those who make and approve ----------------------------------------------------------------------- */

static struct reply publications_page(struct request *request, struct view *view)
{
	struct publication_list list = publications_seen(view);
	struct publication_ask fresh = { .table_code = S("events"), .year = date_today().year - 1 };
	struct form_view form = form_view_of(request, view, &publication_ask_form, &fresh);
	struct out *out;

	if (!publication_may(view, "opendata_write") && !publication_may(view, "opendata_approve"))
		return reply_not_found(request);
	out = page_begin(request, view, _("Open data"));
	publications_head(out);
	publications_list(out, &list);
	if (publication_may(view, "opendata_write")) {
		fold_begin(out, _("Make a publication"), form.problems && form.problems->count);
		form_whole(out, &form, S("/publications"), _("Make it"), S("/publications"));
		fold_end(out);
	}
	return page_end(request, 200);
}

static struct str escaped(struct arena *arena, struct str text)
{
	struct out out;

	out_init(&out, arena, 16384);
	out_json(&out, text);
	return out_str(&out);
}

static struct reply publication_make_act(struct request *request, struct change *change)
{
	const struct publication_ask *ask = request_record(request);
	int64_t job;

	if (!publication_may(change_view(change), "opendata_write"))
		return reply_not_found(request);
	job = job_start(change, "opendata-make", arena_print(request->arena,
		"{\"table\":%.*s,\"year\":\"%lld\",\"reason\":%.*s}", STR(escaped(request->arena, ask->table_code)),
		(long long)ask->year, STR(escaped(request->arena, str_trim(ask->reason)))), S(""), S(""));
	return reply_done(request, 202, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

static const struct publication *publication_asked(struct request *request, struct view *view)
{
	const struct publication *of = publication_get(view, request_param(request, "table"),
		request_key(request, "year"), request_key(request, "edition"));

	if (!publication_may(view, "opendata_write") && !publication_may(view, "opendata_approve"))
		return NULL;
	return of;
}

static struct reply publication_page(struct request *request, struct view *view)
{
	const struct publication *of = publication_asked(request, view);
	const struct open_content *content;
	bool may_approve;
	struct out *out;

	if (!of)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &publication_record, of);
	may_approve = publication_may(view, "opendata_approve");
	content = content_read(request->arena, of->content);
	out = page_begin(request, view, _("Open data"));
	publication_head(out, of);
	if (of->state == PUBLICATION_made)
		publication_approve_form(out, request, of, may_approve && of->made_by != request_person(request)->id);
	if (content)
		publication_table_show(out, content);
	if (of->state == PUBLICATION_approved && may_approve)
		publication_withdraw_form(out, request, of, request_problems(request));
	return page_end(request, 200);
}

static struct reply saved(struct request *request, struct change *change, struct publication *now, const char *said)
{
	if (change_update(change, &publication_record.shape, now, now->version) == UPDATED_STALE)
		return reply_problem(request, 409, _("Somebody else changed this while you wrote."), S(""));
	request_message(request, said);
	return reply_done(request, 200, &publication_record, now, "/publications/%.*s/%lld/%lld",
		STR(now->table_code), (long long)now->year, (long long)now->edition);
}

static struct reply publication_approve_act(struct request *request, struct change *change)
{
	const struct publication *of = publication_asked(request, change_view(change));
	struct publication now;

	if (!of || !publication_may(change_view(change), "opendata_approve"))
		return reply_not_found(request);
	if (of->state != PUBLICATION_made)
		return reply_problem(request, 409, _("This edition does not wait for anybody."), S(""));
	if (of->made_by == request_person(request)->id)
		return reply_problem(request, 409, _("You made it yourself."),
			str_of(_("Another person must look at it and approve it.")));
	now = *of;
	now.state = PUBLICATION_approved;
	now.approved_by = request_person(request)->id;
	now.approved_name = request_person(request)->name;
	now.approved_at = instant_now();
	return saved(request, change, &now, _("It is published. Anybody can read it now."));
}

static struct reply publication_withdraw_act(struct request *request, struct change *change)
{
	const struct publication *of = publication_asked(request, change_view(change));
	struct str why = str_trim(request_field(request, "withdrawn_why"));
	struct publication now;

	if (!of || !publication_may(change_view(change), "opendata_approve"))
		return reply_not_found(request);
	if (of->state != PUBLICATION_approved)
		return reply_problem(request, 409, _("Only what is published can be withdrawn."), S(""));
	if (!why.len || str_letters(why) > 300)
		problem_add(request_problems(request), "withdrawn_why", "%s", _("Write why, in at most 300 letters."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *of;
	now.state = PUBLICATION_withdrawn;
	now.withdrawn_name = request_person(request)->name;
	now.withdrawn_at = instant_now();
	now.withdrawn_why = why;
	return saved(request, change, &now, _("It is withdrawn. Its files are gone; its digest and the reason stand."));
}

const struct route opendata_routes[] = {
	{ GET, "/open-data", .need = ANYBODY, .show = opendata_page, .is_api_too = true,
		.label = N_("Open data of the city") },
	{ GET, "/open-data/catalog.ttl", .need = ANYBODY, .show = opendata_catalogue,
		.label = N_("The catalogue of open data (DCAT-AP-SE)") },
	{ GET, "/open-data/:table/:year", .need = ANYBODY, .show = opendata_one, .is_api_too = true,
		.label = N_("One table of open data and its editions") },
	{ GET, "/open-data/:table/:year/:edition/:file", .need = ANYBODY, .show = opendata_file,
		.label = N_("A table of open data as a file") },
	{ GET, "/publications", .need = MAY_opendata_write, .show = publications_page,
		.label = N_("Publications of open data, made and approved") },
	{ POST, "/publications", .need = MAY_opendata_write, .act = publication_make_act,
		.form = &publication_ask_form, .again = publications_page, .is_api_too = true,
		.label = N_("Make a publication of open data") },
	{ GET, "/publications/:table/:year/:edition", .need = MAY_opendata_write, .show = publication_page,
		.is_api_too = true, .label = N_("One publication before and after it is approved") },
	{ POST, "/publications/:table/:year/:edition/approve", .need = MAY_opendata_approve,
		.act = publication_approve_act, .is_api_too = true, .label = N_("Approve a publication of open data") },
	{ POST, "/publications/:table/:year/:edition/withdraw", .need = MAY_opendata_approve,
		.act = publication_withdraw_act, .again = publication_page, .is_api_too = true,
		.label = N_("Withdraw a publication of open data") },
	{ .path = NULL },
};
