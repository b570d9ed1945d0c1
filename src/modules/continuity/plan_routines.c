/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/plan_routines.c - what is done instead of what is gone, while an edition is written. */
#include "modules/continuity/plans.h"

#include "modules/continuity/plans.html.h"

static void routine_judge(struct view *view, void *row, struct problems *problems)
{
	const struct plan_routine *routine = row;

	(void)view;
	if (!(routine->endurance_hours > 0))
		problem_add(problems, "endurance_hours", "%s",
			_("Say for how many hours it can be kept up. What cannot be kept up is no routine."));
}
const struct form routine_form = { .record = &routine_record,
	.fields = FIELDS("resource", "instead", "performed_by", "materials", "endurance_hours"),
	.judge = routine_judge };

static struct reply form_page(struct request *request, struct view *view, const struct plan_page *page,
                              const struct plan_routine *routine, const char *title, struct str action)
{
	struct form_view form = form_view_of(request, view, &routine_form, routine);
	struct out *out = page_begin(request, view, title);

	plan_form_head(out, title, _("What is done when it is gone, and how long that can be kept up."),
		page->plan->name, page->edition_path);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save"), page->edition_path);
	form_end(out);
	return page_end(request, 200);
}

struct reply routine_new(struct request *request, struct view *view)
{
	struct plan_routine routine = { .resource = request_query(request, "resource") };
	struct plan_page page;

	if (!edition_written(request, view, &page))
		return reply_not_found(request);
	if (!item_find("dependency_resources", routine.resource))
		routine.resource = S("");
	return form_page(request, view, &page, &routine, _("Add a reserve routine"),
		arena_print(request->arena, "%.*s/routines", STR(page.edition_path)));
}

static struct reply routine_done(struct request *request, struct change *change, int status,
                                 const struct plan_page *page, const struct plan_routine *routine,
                                 const char *words)
{
	plan_step_add(change, page->plan->id, page->edition->number, "edit", routine->resource);
	request_message(request, words);
	return reply_done(request, status, &routine_record, routine, "%.*s", STR(page->edition_path));
}

struct reply routine_add_act(struct request *request, struct change *change)
{
	struct plan_routine *routine = request_record(request);
	struct plan_page page;

	if (!edition_written(request, change_view(change), &page))
		return reply_not_found(request);
	routine->edition_id = page.edition->id;
	change_insert(change, &routine_record.shape, routine);
	return routine_done(request, change, 201, &page, routine, _("The routine is saved."));
}

static const struct plan_routine *routine_asked(struct request *request, struct view *view, struct plan_page *page)
{
	return edition_written(request, view, page)
		? routine_of_public(view, page->edition->id, request_param(request, "routine")) : NULL;
}

void *routine_load(struct request *request, struct view *view)
{
	struct plan_page page;

	return (void *)(uintptr_t)routine_asked(request, view, &page);
}

struct reply routine_edit(struct request *request, struct view *view)
{
	struct plan_page page;
	const struct plan_routine *routine = routine_asked(request, view, &page);

	if (!routine)
		return reply_not_found(request);
	return form_page(request, view, &page, routine, _("Change the reserve routine"),
		arena_print(request->arena, "%.*s/routines/%.*s", STR(page.edition_path), STR(routine->public_id)));
}

struct reply routine_change_act(struct request *request, struct change *change)
{
	struct plan_routine *now = request_record(request);
	struct plan_page page;
	const struct plan_routine *before = routine_asked(request, change_view(change), &page);
	int64_t version = request_version(request);

	if (!before)
		return reply_not_found(request);
	if (change_update(change, &routine_record.shape, now, version ? version : before->version) == UPDATED_STALE)
		return reply_stale(request, &routine_record, now, before);
	return routine_done(request, change, 200, &page, now, _("The routine is saved."));
}

struct reply routine_drop_act(struct request *request, struct change *change)
{
	struct plan_page page;
	const struct plan_routine *routine = routine_asked(request, change_view(change), &page);

	if (!routine)
		return reply_not_found(request);
	routine_drop(change, routine->id);
	return routine_done(request, change, 200, &page, routine, _("The routine is taken away."));
}
