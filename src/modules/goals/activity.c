/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/activity.c - one activity: written, shown, changed, taken on, and the measures in it. */
#include "modules/goals/inside.h"

#include "modules/goals/goal.html.h"
#include "modules/goals/pages.h"

static void activity_judge(struct view *view, void *row, struct problems *problems);
const struct form activity_form = {
	.record = &unit_activity_record,
	.fields = FIELDS("title", "owner_id", "due_on", "is_ongoing", "words", "other_owners",
	                 "starts_on", "cost_plan", "cost_actual"),
	.judge = activity_judge,
};
const struct form goal_act_form = {
	.record = &goal_act_record,
	.fields = FIELDS("reason", "effect", "effect_words", "cost_actual"),
};
/* A measure is pointed out by its number; only the field of measures is read. */
const struct form activity_measure_form = {
	.record = &measure_number_record,
	.fields = FIELDS("number", "away"),
};

static void activity_judge(struct view *view, void *row, struct problems *problems)
{
	struct unit_activity *activity = row;

	(void)view;
	if (activity->is_ongoing)
		activity->due_on = (struct date){ 0 };
	else if (!date_is_given(activity->due_on))
		problem_add(problems, "due_on", "%s",
			_("Write the day it shall be done, or mark that it belongs to the daily work."));
	else if (date_is_given(activity->starts_on)
		 && date_compare(activity->due_on, activity->starts_on) < 0)
		problem_add(problems, "due_on", "%s", _("It cannot be due before it starts."));
}

/* ---- A new one -------------------------------------------------------------------------------- */

void activity_add(struct change *change, struct unit_activity *activity)
{
	if (!activity->state)
		activity->state = ACTIVITY_planned;
	change_insert(change, &unit_activity_record.shape, activity);
	goal_step_add(change, &(struct step_of){ .goal_id = activity->goal_id,
		.activity_id = activity->id, .verb = activity->carried_from ? "carry" : "write",
		.to = activity_states[activity->state].name, .at = activity->created_at });
}

struct reply activity_new(struct request *request, struct view *view)
{
	const struct unit_goal *goal = goal_load(request, view);
	struct unit_activity empty = { .owner_id = request_person(request)->id };
	struct form_view form;
	struct out *out;

	if (!goal)
		return reply_not_found(request);
	empty.due_on = (struct date){ (int16_t)goal->year, 12, 31 };
	form = form_view_of(request, view, &activity_form, &empty);
	out = page_begin(request, view, _("Add an activity"));
	activity_new_begin(out, goal);
	form_begin(out, &form, arena_print(request->arena, "/goals/%.*s/activities",
		STR(goal->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the activity"), arena_print(request->arena, "/goals/%.*s",
		STR(goal->public_id)));
	form_end(out);
	return page_end(request, 200);
}

struct reply activity_add_act(struct request *request, struct change *change)
{
	const struct unit_goal *goal = goal_load(request, change_view(change));
	struct unit_activity *activity = request_record(request);

	if (!goal)
		return reply_not_found(request);
	activity->goal_id = goal->id;
	activity->unit_id = goal->unit_id;
	activity->year = goal->year;
	activity_add(change, activity);
	request_message(request, _("The activity is saved."));
	return reply_done(request, 201, &unit_activity_record, activity, "/goals/activities/%.*s",
		STR(activity->public_id));
}

/* ---- One ------------------------------------------------------------------------------------------ */

static const struct unit_activity *asked(struct request *request, struct view *view)
{
	return activity_get(view, request_param(request, "id"));
}

static bool may_write(struct request *request, struct view *view, const struct unit_activity *activity)
{
	return request_may(request, MAY_goals_write) && goals_may_write(view, activity->unit_id);
}

static void steps_show(struct out *out, struct request *request, struct view *view,
                       const struct unit_activity *activity)
{
	struct form_view form = form_view_of(request, view, &goal_act_form, NULL);

	activity_steps_begin(out);
	if (form.problems && problem_for(form.problems, "").len)
		form_problems(out, &form);
	for (const struct activity_move *move = activity_moves; move->verb; move++) {
		bool is_tried = form.answers && str_is(request_param(request, "verb"), move->verb);

		if (!(move->from & FROM_STATE(activity->state)))
			continue;
		if (move->needs_reason || move->needs_effect || move->asks_cost)
			activity_step_form(out, request, view, activity, move, is_tried ? form.problems : NULL,
				is_tried ? form.answers : NULL);
		else
			activity_step_button(out, request, activity, move->verb, _(move->label));
	}
	activity_steps_end(out);
}

struct reply activity_show(struct request *request, struct view *view)
{
	const struct unit_activity *activity = asked(request, view);
	struct measure_list measures;
	struct goal_step_list steps;
	bool writes;
	struct out *out;

	if (!activity)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &unit_activity_record, activity);
	measures = activity_measures(view, activity->id);
	steps = goal_steps(view, activity->goal_id, activity->id);
	writes = may_write(request, view, activity);
	out = page_begin(request, view, str_z(request->arena, activity->title));
	activity_head(out, activity, goal_of_id(view, activity->goal_id),
		unit_get(view, activity->unit_id), writes);
	activity_facts(out, view, activity);
	activity_measures_show(out, request, activity, &measures, writes);
	if (activity_may_move(view, activity))
		steps_show(out, request, view, activity);
	goal_history(out, &steps);
	return page_end(request, 200);
}

void *activity_load(struct request *request, struct view *view)
{
	const struct unit_activity *activity = asked(request, view);

	if (!activity || !goals_may_write(view, activity->unit_id))
		return NULL;
	return (void *)(uintptr_t)activity;
}

struct reply activity_edit(struct request *request, struct view *view)
{
	const struct unit_activity *activity = activity_load(request, view);
	struct form_view form = form_view_of(request, view, &activity_form, activity);
	struct str path;
	struct out *out;

	if (!activity)
		return reply_not_found(request);
	path = arena_print(request->arena, "/goals/activities/%.*s", STR(activity->public_id));
	out = page_begin(request, view, _("Change the activity"));
	activity_edit_begin(out, activity);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the activity"), path);
	form_end(out);
	return page_end(request, 200);
}

/* ---- Changes ------------------------------------------------------------------------------------------ */

static struct reply stale(struct request *request, struct change *change, enum updated updated,
                          const struct unit_activity *mine)
{
	const struct unit_activity *theirs = activity_get(change_view(change), mine->public_id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &unit_activity_record, mine, theirs);
}

static int64_t sent_version(struct request *request, int64_t version)
{
	return request_version(request) ? request_version(request) : version;
}

struct reply activity_change_act(struct request *request, struct change *change)
{
	struct unit_activity *activity = request_record(request);
	const struct unit_activity *before = activity_get(change_view(change), activity->public_id);
	struct difference_list differences = activity_differences(request->arena, before, activity);
	enum updated updated = change_update(change, &unit_activity_record.shape, activity,
		sent_version(request, activity->version));

	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, activity);
	for (size_t i = 0; updated == UPDATED && i < differences.count; i++)
		goal_step_add(change, &(struct step_of){ .goal_id = activity->goal_id,
			.activity_id = activity->id, .verb = "change",
			.words = arena_print(request->arena, "%s: %.*s", differences.at[i].label,
				STR(differences.at[i].before)) });
	request_message(request, _("The activity is saved."));
	return reply_done(request, 200, &unit_activity_record, activity, "/goals/activities/%.*s",
		STR(activity->public_id));
}

static struct reply refused(struct request *request, struct change *change, const char *field,
                            const char *words)
{
	problem_add(request_problems(request), field, "%s", _(words));
	return reply_again(request, change);
}

struct reply activity_step_act(struct request *request, struct change *change)
{
	const struct activity_move *move = activity_move_find(request_param(request, "verb"));
	const struct unit_activity *before = asked(request, change_view(change));
	const struct goal_act *act = request_record(request);
	const char *field, *words;
	struct unit_activity now;
	enum updated updated;

	if (!move || !before)
		return reply_not_found(request);
	if (!activity_may_move(change_view(change), before))
		return reply_forbidden(request);
	field = activity_act_problem(move, before, act, &words);
	if (field)
		return refused(request, change, field, words);
	now = *before;
	activity_after(move, &now, act);
	updated = change_update(change, &unit_activity_record.shape, &now,
		sent_version(request, before->version));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return stale(request, change, updated, &now);
	goal_step_add(change, &(struct step_of){ .goal_id = now.goal_id, .activity_id = now.id,
		.verb = move->verb, .from = activity_states[before->state].name,
		.to = activity_states[now.state].name,
		.words = move->needs_effect ? act->effect_words : act->reason });
	request_message(request, _(move->done));
	return reply_done(request, 200, &unit_activity_record, &now, "/goals/activities/%.*s",
		STR(now.public_id));
}

struct reply activity_measure_act(struct request *request, struct change *change)
{
	const struct unit_activity *activity = activity_load(request, change_view(change));
	const struct measure_number *asked_for = request_record(request);
	struct str number = str_trim(asked_for->number);
	int64_t measure;

	if (!activity)
		return reply_not_found(request);
	measure = measure_seen(change_view(change), number);
	if (!measure)
		return refused(request, change, "number",
			N_("There is no measure with this number that you may see."));
	if (activity_measure_put(change, activity->id, measure, !asked_for->away))
		goal_step_add(change, &(struct step_of){ .goal_id = activity->goal_id,
			.activity_id = activity->id, .words = number,
			.verb = asked_for->away ? "measure_away" : "measure" });
	return reply_done(request, 200, &unit_activity_record, activity,
		"/goals/activities/%.*s#measures", STR(activity->public_id));
}
