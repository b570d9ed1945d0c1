/* SPDX-License-Identifier: EUPL-1.2 */
/* projects/risks.c - the risks of a project: judged with the scales of the yearly analysis. */
#include "modules/projects/inside.h"

#include "modules/measures/measures.h"
#include "modules/projects/pages.html.h"
#include "modules/risks/risks.h"

/* The level that is written, or the suggested one; another than that wants a reason. */
static bool zone_settle(struct request *request, struct view *view, struct project_risk *risk)
{
	const struct scales *scales = scales_today(view);
	struct problems *problems = request_problems(request);
	struct str suggested;

	if (!scales) {
		problem_add(problems, "", "%s", _("There are no scales to judge risks with yet. Whoever keeps the risk analyses adds them."));
		return false;
	}
	suggested = scales_zone(scales, risk->probability, risk->consequence);
	risk->method_id = scales->method.id;
	if (!risk->zone.len)
		risk->zone = suggested;
	if (!str_equals(risk->zone, suggested) && !risk->zone_reason.len)
		problem_add(problems, "zone_reason", _("The scales suggest %.*s. Say why it is another level."),
			STR(code_name("event/zone_levels", suggested)));
	if (str_equals(risk->zone, suggested))
		risk->zone_reason = S("");
	return !problems->count;
}

int64_t project_risk_measures(struct view *view, int64_t risk_id)
{
	struct measure_list all = measures_of(view, "project_risk", risk_id);
	int64_t count = 0;

	for (size_t i = 0; i < all.count; i++)
		count += all.at[i].state != MEASURE_proposed && all.at[i].state != MEASURE_stopped;
	return count;
}

/* ---- Adding and changing ---------------------------------------------------------------------------- */

static struct reply form_page(struct request *request, struct view *view, const struct project *project,
                              const struct project_risk *risk, struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &project_risk_form, risk);
	const char *title = risk->id ? _("Judge the risk anew") : _("Judge a risk");
	struct out *out = page_begin(request, view, title);

	project_risk_head(out, project, title);
	form_whole(out, &form, action, _("Save the risk"), back);
	project_scales(out, scales_today(view));
	return page_end(request, 200);
}

struct reply project_risk_new(struct request *request, struct view *view)
{
	const struct project *project = project_load(request, view);
	struct str path;

	if (!project)
		return reply_not_found(request);
	path = arena_print(request->arena, "/projects/%.*s", STR(project->number));
	return form_page(request, view, project, &(struct project_risk){ 0 },
		arena_print(request->arena, "%.*s/risks", STR(path)), path);
}

struct reply project_risk_add_act(struct request *request, struct change *change)
{
	struct project_risk *risk = request_record(request);
	const struct project *project = project_load(request, change_view(change));

	if (!project)
		return reply_not_found(request);
	if (!zone_settle(request, change_view(change), risk))
		return reply_again(request, change);
	risk->project_id = project->id;
	project_risk_add(change, risk);
	request_message(request, zone_needs_measure(risk->zone)
		? _("The risk is saved. It needs a measure, or a decision that none is needed.")
		: _("The risk is saved."));
	return reply_done(request, 201, &project_risk_record, risk, "/project-risks/%.*s", STR(risk->number));
}

void *project_risk_load(struct request *request, struct view *view)
{
	const struct project_risk *risk = project_risk_of_number(view, request_param(request, "number"));
	const struct project *project = risk ? project_of_id(view, risk->project_id) : NULL;

	return project && project_may_write(view, project->unit_id) ? (void *)(uintptr_t)risk : NULL;
}

struct reply project_risk_edit(struct request *request, struct view *view)
{
	const struct project_risk *risk = project_risk_load(request, view);
	struct str path;

	if (!risk)
		return reply_not_found(request);
	path = arena_print(request->arena, "/project-risks/%.*s", STR(risk->number));
	return form_page(request, view, project_of_id(view, risk->project_id), risk, path, path);
}

static struct reply saved(struct request *request, struct change *change, struct project_risk *now,
                          const struct project_risk *before)
{
	int64_t version = request_version(request);

	if (change_update(change, &project_risk_record.shape, now, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &project_risk_record, now, before);
	request_message(request, _("The risk is saved."));
	return reply_done(request, 200, &project_risk_record, now, "/project-risks/%.*s", STR(now->number));
}

/* What was decided of a lower level does not hold for a higher one. */
struct reply project_risk_change_act(struct request *request, struct change *change)
{
	struct project_risk *now = request_record(request);
	const struct project_risk *before = project_risk_load(request, change_view(change));

	if (!before)
		return reply_not_found(request);
	if (!zone_settle(request, change_view(change), now))
		return reply_again(request, change);
	if (zone_number(now->zone) > zone_number(before->zone)) {
		now->not_needed_why = S("");
		now->not_needed_by = 0;
		now->not_needed_at = (struct instant){ 0 };
	}
	return saved(request, change, now, before);
}

/* ---- One --------------------------------------------------------------------------------------------- */

struct reply project_risk_show(struct request *request, struct view *view)
{
	const struct project_risk *risk = project_risk_of_number(view, request_param(request, "number"));
	const struct project *project = risk ? project_of_id(view, risk->project_id) : NULL;
	bool may_write;
	struct out *out;

	if (!project)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &project_risk_record, risk);
	may_write = request_may(request, MAY_projects_write) && project_may_write(view, project->unit_id);
	out = page_begin(request, view, str_z(request->arena, risk->what));
	project_risk_page(out, view, project, risk, scales_of(view, risk->method_id), may_write);
	if (request_may(request, MAY_measures_read))
		measures_show(out, request, view, "project_risk", risk->id, project->unit_id);
	if (may_write)
		project_fold_show(out, request, view,
			arena_print(request->arena, "/project-risks/%.*s", STR(risk->number)),
			&(struct project_fold){ &project_unneeded_form,
				&(struct project_unneeded){ .not_needed_why = risk->not_needed_why,
					.version = risk->version }, "/not-needed", _("No measure is needed") });
	return page_end(request, 200);
}

struct reply project_unneeded_act(struct request *request, struct change *change)
{
	const struct project_unneeded *unneeded = request_record(request);
	const struct project_risk *before = project_risk_load(request, change_view(change));
	struct project_risk now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	now.not_needed_why = unneeded->not_needed_why;
	now.not_needed_by = change_me(change);
	now.not_needed_at = instant_now();
	return saved(request, change, &now, before);
}
