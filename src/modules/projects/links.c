/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/links.c - what a project answers to: a picture, a hot place, an event, a risk. */
#include "modules/projects/inside.h"

#include "modules/measures/measures.h"
#include "modules/projects/pages.html.h"

/* Those that this reader may open; of the others nothing is told. */
void project_links_show(struct out *out, struct request *request, struct view *view,
                        const struct project *project, bool may_write)
{
	struct project_link_list links = project_links_of(view, project->id);
	struct project_found_list found = { 0,
		arena_array(request->arena, struct project_found, links.count + 1) };

	for (size_t i = 0; i < links.count; i++) {
		struct measure_source one = measure_source_get(view, links.at[i].kind, links.at[i].target_id);

		if (one.id)
			found.at[found.count++] = (struct project_found){ .kind = links.at[i].kind,
				.words = one.words, .path = one.path, .public_id = links.at[i].public_id };
	}
	project_found_box(out, request, project, &found, may_write);
	if (may_write)
		project_fold_show(out, request, view,
			arena_print(request->arena, "/projects/%.*s", STR(project->number)),
			&(struct project_fold){ &project_finding_form, &(struct project_finding){ .kind = S("") },
				"/links", _("Add what it answers to") });
}

struct reply project_link_act(struct request *request, struct change *change)
{
	const struct project_finding *finding = request_record(request);
	struct view *view = change_view(change);
	const struct project *project = project_load(request, view);
	struct project_link_list links;
	struct measure_source found;
	struct project_link link;

	if (!project)
		return reply_not_found(request);
	found = measure_source_find(view, finding->kind, finding_key(finding->target));
	if (!found.id)
		problem_add(request_problems(request), "target", "%s",
			_("There is nothing of that kind with that number that you can see."));
	links = project_links_of(view, project->id);
	for (size_t i = 0; found.id && i < links.count; i++)
		if (str_equals(links.at[i].kind, finding->kind) && links.at[i].target_id == found.id)
			problem_add(request_problems(request), "target", "%s", _("It stands there already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	link = (struct project_link){ .project_id = project->id, .kind = finding->kind,
		.target_id = found.id, .created_by = change_me(change) };
	change_insert(change, &project_link_record.shape, &link);
	request_message(request, _("It is saved."));
	return reply_done(request, 201, &project_link_record, &link, "/projects/%.*s", STR(project->number));
}

struct reply project_unlink_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct project *project = project_load(request, view);
	const struct project_link *link = project
		? project_link_get(view, project->id, request_param(request, "id")) : NULL;
	struct project_link now;

	if (!link)
		return reply_not_found(request);
	now = *link;
	now.removed_on = date_today();
	change_update(change, &project_link_record.shape, &now, link->version);
	request_message(request, _("It is taken away."));
	return reply_done(request, 200, &project_link_record, &now, "/projects/%.*s", STR(project->number));
}
