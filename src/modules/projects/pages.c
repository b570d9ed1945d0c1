/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/pages.c - the list, one project, adding and changing; the routes of the room. */
#include "modules/projects/inside.h"

#include "kit/identity.h"
#include "modules/measures/measures.h"
#include "modules/projects/pages.html.h"
#include "modules/risks/risks.h"

/* ---- The list, adding and changing ----------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	projects_buttons(out, request_may(request, MAY_projects_write));
}

static struct reply projects_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Plans and projects"), .actions = list_actions,
		.status = str_of(_("What is planned and built, when it is fixed, and whether its risks were judged before.")) };
	struct query query;

	projects_query(request, view, &query);
	return table_reply(request, view, &projects_table, &query, &page);
}

static struct reply form_page(struct request *request, struct view *view, const struct project *project,
                              const char *title, struct str action)
{
	struct form_view form = form_view_of(request, view, &project_form, project);
	struct out *out = page_begin(request, view, title);

	project_head(out, title);
	form_whole(out, &form, action, _("Save the project"), project->id ? action : S("/projects"));
	return page_end(request, 200);
}

static struct reply project_new(struct request *request, struct view *view)
{
	struct project fresh = { .unit_id = request_person(request)->unit_id, .begun_on = date_today(),
		.phase = PHASE_programme };

	if (item_find("projects/kinds", request_query(request, "kind")))
		fresh.kind = request_query(request, "kind");
	return form_page(request, view, &fresh, _("Write a project"), S("/projects"));
}

/* The scales that came with the program are there from the first project on. */
static struct reply project_add_act(struct request *request, struct change *change)
{
	struct project *project = request_record(request);

	methods_ship(change);
	project_add(change, project);
	request_message(request, _("The project is saved. Now judge its risks."));
	return reply_done(request, 201, &project_record, project, "/projects/%.*s", STR(project->number));
}

void *project_load(struct request *request, struct view *view)
{
	const struct project *project = project_of_number(view, request_param(request, "number"));

	if (!project || !project_may_write(view, project->unit_id))
		return NULL;
	return (void *)(uintptr_t)project;
}

static struct str path_of(struct request *request, const struct project *project)
{
	return arena_print(request->arena, "/projects/%.*s", STR(project->number));
}

static struct reply project_edit(struct request *request, struct view *view)
{
	const struct project *project = project_load(request, view);

	if (!project)
		return reply_not_found(request);
	return form_page(request, view, project, _("Change the project"), path_of(request, project));
}

static struct reply saved(struct request *request, struct change *change, struct project *now,
                          const struct project *before)
{
	int64_t version = request_version(request);

	if (change_update(change, &project_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &project_record, now, before);
	request_message(request, _("The project is saved."));
	return reply_done(request, 200, &project_record, now, "/projects/%.*s", STR(now->number));
}

static struct reply project_change_act(struct request *request, struct change *change)
{
	const struct project *before = project_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	return saved(request, change, request_record(request), before);
}

/* The first day stands: it can be made later, never earlier, or what was fixed too soon would
 * look as if it had been in time. */
struct reply project_assess_act(struct request *request, struct change *change)
{
	const struct project_assess *assess = request_record(request);
	const struct project *before = project_load(request, change_view(change));
	struct project now;

	if (!before)
		return reply_not_found(request);
	if (date_is_given(before->assessed_on)
	    && date_compare(assess->assessed_on, before->assessed_on) < 0)
		problem_add(request_problems(request), "assessed_on", "%s",
			_("The day that stands there can be made later, never earlier."));
	if (date_compare(assess->assessed_on, before->begun_on) < 0)
		problem_add(request_problems(request), "assessed_on", "%s",
			_("That is before the project began."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	now = *before;
	now.assessed_on = assess->assessed_on;
	now.assessed_words = assess->assessed_words;
	now.assessed_by = change_me(change);
	now.assessed_at = instant_now();
	return saved(request, change, &now, before);
}

/* ---- One ------------------------------------------------------------------------------------------- */

void project_fold_show(struct out *out, struct request *request, struct view *view, struct str path,
                       const struct project_fold *fold)
{
	struct form_view form = form_view_of(request, view, fold->form, fold->row);
	bool is_tried = request->method == METHOD_POST && str_ends(request->path, str_of(fold->ending));

	if (!is_tried)
		form.answers = NULL, form.problems = NULL;
	form.id_before = fold->ending + 1;
	fold_begin(out, fold->title, is_tried);
	form_whole(out, &form, arena_print(request->arena, "%.*s%s", STR(path), fold->ending),
		fold->title, S(""));
	fold_end(out);
}

static struct reply project_show(struct request *request, struct view *view)
{
	const struct project *project = project_of_number(view, request_param(request, "number"));
	struct project_facts facts;
	struct str path;
	struct out *out;

	if (!project)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &project_record, project);
	facts = (struct project_facts){ .view = view, .project = project,
		.risks = project_risks_of(view, project->id),
		.standing = project_standing_on(project, date_today()),
		.may_write = request_may(request, MAY_projects_write)
			&& project_may_write(view, project->unit_id) };
	path = path_of(request, project);
	out = page_begin(request, view, str_z(request->arena, project->name));
	project_page(out, &facts);
	if (facts.may_write)
		project_fold_show(out, request, view, path, &(struct project_fold){ &project_assess_form,
			&(struct project_assess){ .assessed_on = date_is_given(project->assessed_on)
				? project->assessed_on : date_today(), .assessed_words = project->assessed_words,
				.version = project->version }, "/assessed", _("The risks have been judged") });
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "project", project->id, project->unit_id);
	project_links_show(out, request, view, project, facts.may_write);
	return page_end(request, 200);
}

#define PROJECT "/projects/:number"
#define RISK "/project-risks/:number"
const struct route projects_routes[] = {
	{ GET, "/projects", .need = MAY_projects_read, .show = projects_list, .is_api_too = true,
	  .label = N_("List of plans and projects") },
	{ GET, "/projects/map", .need = MAY_projects_read, .show = projects_map, .is_api_too = true,
	  .label = N_("Map of plans and projects") },
	{ GET, "/projects/map.geojson", .need = MAY_projects_read, .show = projects_geojson,
	  .label = N_("Plans and projects as GeoJSON") },
	{ GET, "/projects/years", .need = MAY_projects_read, .show = project_years_list,
	  .is_api_too = true, .label = N_("Years without projects") },
	{ GET, "/projects/years/new", .need = MAY_projects_write, .show = project_year_new,
	  .label = N_("Sign that a unit has no projects this year") },
	{ POST, "/projects/years", .need = MAY_projects_write, .act = project_year_act,
	  .form = &project_year_form, .again = project_year_new, .is_api_too = true,
	  .label = N_("Save that a unit has no projects") },
	{ GET, "/projects/years/:id", .need = MAY_projects_read, .show = project_year_show,
	  .is_api_too = true, .label = N_("A year without projects") },
	{ POST, "/projects/years/:id/withdraw", .need = MAY_projects_write, .act = project_withdraw_act,
	  .form = &project_withdraw_form, .again = project_year_show, .is_api_too = true,
	  .label = N_("Take back that a unit has no projects") },
	{ GET, "/projects/new", .need = MAY_projects_write, .show = project_new,
	  .label = N_("Write a project") },
	{ POST, "/projects", .need = MAY_projects_write, .act = project_add_act, .form = &project_form,
	  .again = project_new, .is_api_too = true, .label = N_("Save a new project") },
	{ GET, PROJECT, .need = MAY_projects_read, .show = project_show, .is_api_too = true,
	  .label = N_("A plan or project") },
	{ GET, PROJECT "/edit", .need = MAY_projects_write, .show = project_edit,
	  .label = N_("Change a project") },
	{ POST, PROJECT, .need = MAY_projects_write, .act = project_change_act, .form = &project_form,
	  .load = project_load, .again = project_edit, .is_api_too = true,
	  .label = N_("Save changes to a project") },
	{ POST, PROJECT "/assessed", .need = MAY_projects_write, .act = project_assess_act,
	  .form = &project_assess_form, .again = project_show, .is_api_too = true,
	  .label = N_("Say that the risks of a project have been judged") },
	{ POST, PROJECT "/links", .need = MAY_projects_write, .act = project_link_act,
	  .form = &project_finding_form, .again = project_show, .is_api_too = true,
	  .label = N_("Say what a project answers to") },
	{ POST, PROJECT "/links/:id/remove", .need = MAY_projects_write, .act = project_unlink_act,
	  .is_api_too = true, .label = N_("Take away what a project answers to") },
	{ GET, PROJECT "/risks/new", .need = MAY_projects_write, .show = project_risk_new,
	  .label = N_("Judge a risk of a project") },
	{ POST, PROJECT "/risks", .need = MAY_projects_write, .act = project_risk_add_act,
	  .form = &project_risk_form, .again = project_risk_new, .is_api_too = true,
	  .label = N_("Save a new risk of a project") },
	{ GET, RISK, .need = MAY_projects_read, .show = project_risk_show, .is_api_too = true,
	  .label = N_("A risk of a project") },
	{ GET, RISK "/edit", .need = MAY_projects_write, .show = project_risk_edit,
	  .label = N_("Judge a risk of a project anew") },
	{ POST, RISK, .need = MAY_projects_write, .act = project_risk_change_act,
	  .form = &project_risk_form, .load = project_risk_load, .again = project_risk_edit,
	  .is_api_too = true, .label = N_("Save a risk of a project") },
	{ POST, RISK "/not-needed", .need = MAY_projects_write, .act = project_unneeded_act,
	  .form = &project_unneeded_form, .again = project_risk_show, .is_api_too = true,
	  .label = N_("Decide that a risk of a project needs no measure") },
	{ .path = NULL },
};
