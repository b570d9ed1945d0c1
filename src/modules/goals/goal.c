/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/goal.c - one goal: written, shown, changed, dropped; whether an area concerns the unit. */
#include "modules/goals/inside.h"

#include "modules/goals/goal.html.h"
#include "modules/goals/pages.h"

static void goal_judge(struct view *view, void *row, struct problems *problems);
const struct form goal_form = {
	.record = &unit_goal_record,
	.fields = FIELDS("aim", "title", "words"),
	.judge = goal_judge,
};
const struct form goal_area_form = {
	.record = &area_decision_record,
	.fields = FIELDS("reason"),
};

/* ---- What it serves ------------------------------------------------------------------------ */

static bool is_offered(struct view *view, const struct aim *aim)
{
	const struct programme *programme = programme_of_code(view, aim->programme);
	struct obligation_list obligations;
	struct actor_list actors;

	if (!programme)
		return false;
	obligations = obligations_of(view, programme->id);
	actors = actors_of(view, programme->id);
	return area_is_open(&obligations, &actors, aim->area_code);
}

/* Programme and focus area follow from the goal that is served. */
static void goal_judge(struct view *view, void *row, struct problems *problems)
{
	struct unit_goal *goal = row;
	struct aim aim = aim_of_key(view, goal->aim);

	if (!goal->aim.len) {
		goal->programme = goal->focus_area = S("");
		return;
	}
	if (!aim.words.len || !is_offered(view, &aim)) {
		problem_add(problems, "aim", "%s",
			_("The programme has no such goal that units may serve. Choose one in the list."));
		return;
	}
	goal->programme = aim.programme;
	goal->focus_area = aim.area_code;
}

/* ---- A new one ------------------------------------------------------------------------------- */

void goal_add(struct change *change, struct unit_goal *goal)
{
	goal->state = GOAL_current;
	change_insert(change, &unit_goal_record.shape, goal);
	goal_step_add(change, &(struct step_of){ .goal_id = goal->id,
		.verb = goal->carried_from ? "carry" : "write",
		.to = goal_states[GOAL_current].name, .at = goal->created_at });
}

static struct str form_aim(const struct form_view *form, const struct unit_goal *goal)
{
	return form->answers ? answer_get(form->answers, "aim") : goal->aim;
}

static void form_write(struct out *out, struct form_view *form, const struct unit_goal *goal, int year)
{
	struct aim_list aims = aims_of_year(form->view, year);

	form_problems(out, form);
	goal_aim_field(out, &aims, form_aim(form, goal), request_query(form->request, "programme"),
		request_query(form->request, "area"),
		form->problems ? problem_for(form->problems, "aim") : S(""));
	form_field(out, form, "title");
	form_field(out, form, "words");
}

struct reply goal_new(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct unit_goal empty = { 0 };
	struct form_view form = form_view_of(request, view, &goal_form, &empty);
	struct out *out;

	if (!page.may_write)
		return reply_not_found(request);
	out = page_begin(request, view, _("Write a goal"));
	goal_new_begin(out, &page);
	form_begin(out, &form, arena_print(request->arena, "/goals?unit=%.*s&year=%d",
		STR(page.unit->code), page.year), false);
	form_write(out, &form, &empty, page.year);
	form_buttons(out, _("Save the goal"), arena_print(request->arena, "/goals?unit=%.*s&year=%d",
		STR(page.unit->code), page.year));
	form_end(out);
	return page_end(request, 200);
}

struct reply goal_add_act(struct request *request, struct change *change)
{
	struct goals_page page = goals_page_of(request, change_view(change));
	struct unit_goal *goal = request_record(request);

	if (!page.may_write)
		return reply_not_found(request);
	goal->unit_id = page.unit->id;
	goal->year = page.year;
	goal_add(change, goal);
	request_message(request, _("The goal is saved. Write at least one activity that leads to it."));
	return reply_done(request, 201, &unit_goal_record, goal, "/goals/%.*s", STR(goal->public_id));
}

/* ---- One ----------------------------------------------------------------------------------------- */

static const struct unit_goal *asked(struct request *request, struct view *view)
{
	return goal_get(view, request_param(request, "id"));
}

static bool may_write(struct request *request, struct view *view, const struct unit_goal *goal)
{
	return request_may(request, MAY_goals_write) && goals_may_write(view, goal->unit_id);
}

struct reply goal_show(struct request *request, struct view *view)
{
	const struct unit_goal *goal = asked(request, view);
	struct unit_activity_list activities;
	struct goal_step_list steps;
	struct aim aim;
	struct out *out;

	if (!goal)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &unit_goal_record, goal);
	activities = activities_of_goal(view, goal->id);
	steps = goal_steps(view, goal->id, 0);
	aim = aim_of_key(view, goal->aim);
	out = page_begin(request, view, str_z(request->arena, goal->title));
	goal_head(out, goal, unit_get(view, goal->unit_id), may_write(request, view, goal));
	goal_facts(out, view, goal, &aim);
	goal_activities(out, view, &activities);
	if (may_write(request, view, goal))
		goal_state_form(out, request, view, goal);
	goal_history(out, &steps);
	return page_end(request, 200);
}

void *goal_load(struct request *request, struct view *view)
{
	const struct unit_goal *goal = asked(request, view);

	if (!goal || !goals_may_write(view, goal->unit_id))
		return NULL;
	return (void *)(uintptr_t)goal;
}

struct reply goal_edit(struct request *request, struct view *view)
{
	const struct unit_goal *goal = goal_load(request, view);
	struct form_view form = form_view_of(request, view, &goal_form, goal);
	struct str path;
	struct out *out;

	if (!goal)
		return reply_not_found(request);
	path = arena_print(request->arena, "/goals/%.*s", STR(goal->public_id));
	out = page_begin(request, view, _("Change the goal"));
	goal_edit_begin(out, goal);
	form_begin(out, &form, path, false);
	form_write(out, &form, goal, (int)goal->year);
	form_buttons(out, _("Save the goal"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply stale(struct request *request, struct change *change, enum updated updated,
                          const struct unit_goal *mine)
{
	const struct unit_goal *theirs = goal_of_id(change_view(change), mine->id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &unit_goal_record, mine, theirs);
}

struct reply goal_change_act(struct request *request, struct change *change)
{
	struct unit_goal *goal = request_record(request);
	const struct unit_goal *before = goal_of_id(change_view(change), goal->id);
	struct difference_list differences = goal_differences(request->arena, before, goal);
	enum updated updated = change_update(change, &unit_goal_record.shape, goal,
		request_version(request) ? request_version(request) : goal->version);

	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, goal);
	for (size_t i = 0; updated == UPDATED && i < differences.count; i++)
		goal_step_add(change, &(struct step_of){ .goal_id = goal->id, .verb = "change",
			.words = arena_print(request->arena, "%s: %.*s", differences.at[i].label,
				STR(differences.at[i].before)) });
	request_message(request, _("The goal is saved."));
	return reply_done(request, 200, &unit_goal_record, goal, "/goals/%.*s", STR(goal->public_id));
}

/* Dropped with a reason, and taken up again with one: a goal that was followed up is not erased. */
struct reply goal_state_act(struct request *request, struct change *change)
{
	const struct unit_goal *before = goal_load(request, change_view(change));
	const struct goal_act *act = request_record(request);
	struct unit_goal now;
	enum updated updated;

	if (!before)
		return reply_not_found(request);
	if (!str_trim(act->reason).len) {
		problem_add(request_problems(request), "reason", "%s", _("Write why."));
		return reply_again(request, change);
	}
	now = *before;
	now.state = before->state == GOAL_current ? GOAL_dropped : GOAL_current;
	now.dropped_reason = now.state == GOAL_dropped ? str_trim(act->reason) : S("");
	updated = change_update(change, &unit_goal_record.shape, &now,
		request_version(request) ? request_version(request) : before->version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, &now);
	goal_step_add(change, &(struct step_of){ .goal_id = now.id,
		.verb = now.state == GOAL_dropped ? "drop" : "take_up",
		.from = goal_states[before->state].name, .to = goal_states[now.state].name,
		.words = str_trim(act->reason) });
	request_message(request, now.state == GOAL_dropped ? _("The goal is dropped.")
		: _("The goal is in force again."));
	return reply_done(request, 200, &unit_goal_record, &now, "/goals/%.*s", STR(now.public_id));
}

/* ---- Does an area concern the unit? ---------------------------------------------------------------- */

static const struct open_area *area_asked(struct request *request, const struct open_area_list *areas)
{
	for (size_t i = 0; i < areas->count; i++)
		if (str_equals(areas->at[i].programme->code, request_query(request, "programme"))
		    && str_equals(areas->at[i].code, request_query(request, "area")))
			return &areas->at[i];
	return NULL;
}

static bool is_not_concerned(struct view *view, const struct goals_page *page, const struct open_area *area)
{
	struct area_decision_list all = area_decisions(view, page->unit->id, page->year);
	const struct area_decision *newest = area_decision_find(&all, area->programme->code, area->code);

	return newest && newest->answer == AREA_not_concerned;
}

static struct str area_path(const struct goals_page *page, const struct open_area *area)
{
	return arena_print(page->request->arena, "/goals/area?unit=%.*s&year=%d&programme=%.*s&area=%.*s",
		STR(page->unit->code), page->year, STR(area->programme->code), STR(area->code));
}

struct reply area_show(struct request *request, struct view *view)
{
	struct goals_page page = goals_page_of(request, view);
	struct open_area_list areas = open_areas(view, page.year);
	const struct open_area *area = area_asked(request, &areas);
	struct area_decision empty = { 0 };
	struct form_view form = form_view_of(request, view, &goal_area_form, &empty);
	bool is_not;
	struct out *out;

	if (!page.may_write || !area)
		return reply_not_found(request);
	is_not = is_not_concerned(view, &page, area);
	out = page_begin(request, view, str_z(request->arena, area->name));
	area_begin(out, &page, area, is_not);
	form_begin(out, &form, area_path(&page, area), false);
	form_all(out, &form);
	form_buttons(out, is_not ? _("It does concern us") : _("It does not concern us"),
		arena_print(request->arena, "/goals?unit=%.*s&year=%d", STR(page.unit->code), page.year));
	form_end(out);
	return page_end(request, 200);
}

/* A new row each time: the newest counts, and the others stand as they were. */
struct reply area_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct goals_page page = goals_page_of(request, view);
	struct open_area_list areas = open_areas(view, page.year);
	const struct open_area *area = area_asked(request, &areas);
	struct area_decision *decision = request_record(request);

	if (!page.may_write || !area)
		return reply_not_found(request);
	decision->unit_id = page.unit->id;
	decision->year = page.year;
	decision->programme = area->programme->code;
	decision->focus_area = area->code;
	decision->answer = is_not_concerned(view, &page, area) ? AREA_concerned : AREA_not_concerned;
	change_insert(change, &area_decision_record.shape, decision);
	request_message(request, decision->answer == AREA_concerned
		? _("It is saved that the area concerns the unit.")
		: _("It is saved, with your name, that the area does not concern the unit."));
	return reply_done(request, 201, &area_decision_record, decision, "/goals?unit=%.*s&year=%d",
		STR(page.unit->code), page.year);
}
