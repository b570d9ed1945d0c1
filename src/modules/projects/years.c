/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/years.c - a unit that has no plan or project signs that, year by year. */
#include "modules/projects/inside.h"

#include "modules/projects/pages.html.h"

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	project_years_buttons(out, request_may(request, MAY_projects_write));
}

struct reply project_years_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Years without projects"), .actions = list_actions,
		.status = str_of(_("Signed by name. A signature falls when a project of that year is written.")) };
	struct query query;

	project_years_query(request, view, &query);
	return table_reply(request, view, &project_years_table, &query, &page);
}

struct reply project_year_new(struct request *request, struct view *view)
{
	struct project_year fresh = { .unit_id = request_person(request)->unit_id, .year = date_today().year };
	struct form_view form = form_view_of(request, view, &project_year_form, &fresh);
	const char *title = _("No projects this year");
	struct out *out = page_begin(request, view, title);

	project_head(out, title);
	form_whole(out, &form, S("/projects/years"), _("Sign"), S("/projects/years"));
	return page_end(request, 200);
}

struct reply project_year_act(struct request *request, struct change *change)
{
	struct project_year *year = request_record(request);

	year->created_by = change_me(change);
	change_insert(change, &project_year_record.shape, year);
	request_message(request, _("It is signed."));
	return reply_done(request, 201, &project_year_record, year, "/projects/years/%.*s",
		STR(year->public_id));
}

struct reply project_year_show(struct request *request, struct view *view)
{
	const struct project_year *year = project_year_get(view, request_param(request, "id"));
	struct str path;
	struct out *out;

	if (!year)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &project_year_record, year);
	path = arena_print(request->arena, "/projects/years/%.*s", STR(year->public_id));
	out = page_begin(request, view, _("No projects this year"));
	project_year_page(out, view, year, projects_in_year(view, year->unit_id, year->year));
	if (!date_is_given(year->withdrawn_on) && request_may(request, MAY_projects_write)
	    && project_may_write(view, year->unit_id))
		project_fold_show(out, request, view, path, &(struct project_fold){ &project_withdraw_form,
			&(struct project_withdraw){ .version = year->version }, "/withdraw",
			_("Take the signature back") });
	return page_end(request, 200);
}

struct reply project_withdraw_act(struct request *request, struct change *change)
{
	const struct project_withdraw *withdraw = request_record(request);
	struct view *view = change_view(change);
	const struct project_year *before = project_year_get(view, request_param(request, "id"));
	int64_t version = request_version(request);
	struct project_year now;

	if (!before || !project_may_write(view, before->unit_id))
		return reply_not_found(request);
	if (date_is_given(before->withdrawn_on)) {
		problem_add(request_problems(request), "withdrawn_why", "%s", _("It is taken back already."));
		return reply_again(request, change);
	}
	now = *before;
	now.withdrawn_on = date_today();
	now.withdrawn_why = withdraw->withdrawn_why;
	now.withdrawn_by = change_me(change);
	if (change_update(change, &project_year_record.shape, &now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &project_year_record, &now, before);
	request_message(request, _("It is taken back."));
	return reply_done(request, 200, &project_year_record, &now, "/projects/years/%.*s",
		STR(now.public_id));
}
