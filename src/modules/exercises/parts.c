/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/parts.c - who takes part in an exercise, what it is to show, who leads it.
 *
 * Three small forms on one page.  Once it has begun, units and objectives stay as they are:
 * what is measured is what was wanted beforehand.
 */
#include "modules/exercises/run.h"

#include "kit/loose.h"
#include "modules/exercises/pages.html.h"
#include "modules/exercises/run.html.h"

const struct form objective_form = { .record = &objective_record,
	.fields = FIELDS("measure", "target", "words") };

static bool was_sent(struct request *request, const struct form *form)
{
	return answer_has(request_sent(request), form->fields[0]);
}

/* Its own words go only into the form that was refused; the fields of the three differ. */
static void form_show(struct out *out, struct request *request, struct view *view,
                      const struct form *form, const char *act, const char *button)
{
	struct form_view shown = form_view_of(request, view, form, NULL);

	if (!was_sent(request, form)) {
		shown.answers = NULL;
		shown.problems = NULL;
	}
	shown.id_before = act;
	form_begin(out, &shown, exercise_path(request, act), false);
	form_all(out, &shown);
	form_buttons(out, button, S(""));
	form_end(out);
}

struct reply exercise_parts_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, view, &reply);
	struct helper_part_list helpers;
	struct shown shown;
	struct out *out;

	if (!exercise)
		return reply;
	shown = exercise_shown(request, view, exercise);
	helpers = exercise_helpers(view, exercise->id);
	out = page_begin(request, view, _("Units and objectives"));
	exercise_sheet_begin(out, exercise, _("Units and objectives"),
		_("Once it has begun, units and objectives stay as they are."));
	if (!was_sent(request, &objective_form) && !was_sent(request, &exercise_unit_form)
	    && !was_sent(request, &helper_form))
		acts_refused(out, request_problems(request));
	parts_objectives(out, &shown);
	measures_explained(out);
	form_show(out, request, view, &objective_form, "objectives", _("Add the objective"));
	parts_units(out, &shown);
	form_show(out, request, view, &exercise_unit_form, "units", _("Add the unit"));
	parts_helpers(out, &shown, &helpers);
	if (shown.is_led)
		form_show(out, request, view, &helper_form, "leaders", _("Let this person lead too"));
	return page_end(request, 200);
}

/* The exercise that is planned still; NULL: *reply says why not. */
static const struct exercise *exercise_in_plan(struct request *request, struct change *change,
                                               const char *field, struct reply *reply)
{
	const struct exercise *exercise = exercise_to_write(request, change_view(change), reply);

	if (!exercise || exercise->state == EXERCISE_planned)
		return exercise;
	problem_add(request_problems(request), field, "%s",
		_("The exercise is no longer only planned, so this stays as it is."));
	*reply = reply_again(request, change);
	return NULL;
}

static struct reply parts_done(struct request *request, const struct exercise *exercise)
{
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/parts",
		STR(exercise->number));
}

/* ---- Units ----------------------------------------------------------------------------------- */

struct reply exercise_unit_act(struct request *request, struct change *change)
{
	const struct exercise_unit *unit = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_in_plan(request, change, "unit_id", &reply);

	if (!exercise)
		return reply;
	if (exercise_has_unit(change_view(change), exercise->id, unit->unit_id)) {
		problem_add(request_problems(request), "unit_id", "%s", _("The unit takes part already."));
		return reply_again(request, change);
	}
	exercise_unit_put(change, exercise->id, unit->unit_id);
	return parts_done(request, exercise);
}

struct reply exercise_unit_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise = exercise_in_plan(request, change, "", &reply);

	if (!exercise)
		return reply;
	if (!exercise_unit_remove(change, exercise->id, request_param(request, "code")))
		return reply_not_found(request);
	return parts_done(request, exercise);
}

/* ---- Objectives --------------------------------------------------------------------------------- */

struct reply exercise_objective_act(struct request *request, struct change *change)
{
	struct objective *objective = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_in_plan(request, change, "measure", &reply);
	const char *refused, *field;

	if (!exercise)
		return reply;
	refused = objective_refused(objective, request_is_answered(request, "target"), &field);
	if (refused) {
		problem_add(request_problems(request), field, "%s", refused);
		return reply_again(request, change);
	}
	objective->exercise_id = exercise->id;
	objective->created_by = change_me(change);
	objective->created_at = instant_now();
	change_insert(change, &objective_record.shape, objective);
	return reply_done(request, 201, &objective_record, objective, "/exercises/%.*s/parts",
		STR(exercise->number));
}

struct reply exercise_objective_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise = exercise_in_plan(request, change, "", &reply);
	const struct objective *objective;

	if (!exercise)
		return reply;
	objective = objective_get(change_view(change), exercise->id, request_param(request, "id"));
	if (!objective)
		return reply_not_found(request);
	objective_remove(change, objective);
	return parts_done(request, exercise);
}

/* ---- Those who lead -------------------------------------------------------------------------------- */

/* Whoever leads sees the injects: nobody who only plans lets himself or others in. */
static const struct exercise *exercise_to_share(struct request *request, struct change *change,
                                                struct reply *reply)
{
	const struct exercise *exercise = exercise_to_write(request, change_view(change), reply);

	if (!exercise || exercise_is_led(change_view(change), exercise->id))
		return exercise;
	*reply = reply_forbidden(request);
	return NULL;
}

struct reply exercise_helper_act(struct request *request, struct change *change)
{
	struct helper *helper = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_to_share(request, change, &reply);
	const struct crisis *room;
	struct helper_part_list helpers;
	bool is_there;

	if (!exercise)
		return reply;
	helpers = exercise_helpers(change_view(change), exercise->id);
	is_there = helper->person_id == exercise->leader_id;
	for (size_t i = 0; i < helpers.count; i++)
		is_there |= helpers.at[i].person_id == helper->person_id;
	if (is_there) {
		problem_add(request_problems(request), "person_id", "%s", _("This person leads it already."));
		return reply_again(request, change);
	}
	helper->exercise_id = exercise->id;
	helper->added_by = change_me(change);
	helper->added_at = instant_now();
	change_insert(change, &helper_record.shape, helper);
	room = exercise->state == EXERCISE_running
		? exercise_room_of(change_view(change), exercise) : NULL;
	if (room)
		crisis_exercise_control(change, room, helper->person_id);
	return parts_done(request, exercise);
}

struct reply exercise_helper_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_share(request, change, &reply);

	if (!exercise)
		return reply;
	if (!exercise_helper_remove(change, exercise->id, request_key(request, "id")))
		return reply_not_found(request);
	return parts_done(request, exercise);
}
