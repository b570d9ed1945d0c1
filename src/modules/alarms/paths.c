/* SPDX-License-Identifier: EUPL-1.2 */
/* alarms/paths.c - alarm paths and their steps. */
#include "modules/alarms/inside.h"

#include "base/json.h"
#include "modules/alarms/paths.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 1 << 20 };

/* ---- Words ----------------------------------------------------------------------------------- */

struct str step_words(struct view *view, const struct alarm_step *step)
{
	struct str who = step->kind == STEP_duty ? code_name("rosters/functions", step->function)
		: step->kind == STEP_role ? code_name("role_types", step->role)
		: step_people(view, step->id);

	if (step->unit_id && step->kind != STEP_people)
		return arena_print(view_arena(view), "%.*s, %.*s", STR(who),
			STR(unit_name(view, step->unit_id)));
	return who;
}

struct str step_channels_words(struct arena *arena, const struct alarm_step *step)
{
	const struct str codes[] = { step->channel_1, step->channel_2, step->channel_3 };
	struct str words = S("");

	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i].len)
			words = arena_print(arena, "%.*s%s%.*s", STR(words), words.len ? " → " : "",
				STR(code_name("alarms/channels", codes[i])));
	return words;
}

/* ---- The list ------------------------------------------------------------------------------------ */

static void path_json(struct json_out *json, struct view *view, const struct alarm_path *path)
{
	struct alarm_step_list steps = path_steps(view, path->id);

	json_str(json, "id", path->public_id);
	json_str(json, "name", path->name);
	json_str(json, "unit", unit_name(view, path->unit_id));
	json_str(json, "words", path->words);
	json_str(json, "stop", str_of(alarm_stops[path->stop].name));
	json_int(json, "stop_count", path->stop_count);
	json_int(json, "rounds", path->rounds);
	json_int(json, "version", path->version);
	json_list_begin(json, "steps");
	for (size_t i = 0; i < steps.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "id", steps.at[i].public_id);
		json_str(json, "kind", str_of(step_kinds[steps.at[i].kind].name));
		json_str(json, "who", step_words(view, &steps.at[i]));
		json_str(json, "channels", step_channels_words(view_arena(view), &steps.at[i]));
		json_int(json, "wait_minutes", steps.at[i].wait_minutes);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply paths_json(struct request *request, struct view *view,
                               const struct alarm_path_list *paths)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < paths->count; i++) {
		json_object_begin(&json, NULL);
		path_json(&json, view, &paths->at[i]);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply paths_page(struct request *request, struct view *view)
{
	struct alarm_path_list paths;
	struct path_row_list rows;
	struct out *out;

	if (request_wants_json(request)) {
		paths = paths_seen(view);
		return paths_json(request, view, &paths);
	}
	rows = path_rows(view);
	out = page_begin(request, view, _("Alarm paths"));
	paths_list(out, &rows, request_may(request, MAY_alarms_write));
	return page_end(request, 200);
}

/* ---- One ------------------------------------------------------------------------------------------ */

struct reply path_page(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_get(view, request_param(request, "id"));
	struct alarm_step_list steps;
	struct json_out json;
	struct out *out, text;

	if (!path)
		return reply_not_found(request);
	if (request_wants_json(request)) {
		out_init(&text, request->arena, JSON_LONGEST);
		json_begin(&json, &text);
		json_object_begin(&json, NULL);
		path_json(&json, view, path);
		json_object_finish(&json);
		return reply_json(request, 200, &text);
	}
	steps = path_steps(view, path->id);
	out = page_begin(request, view, str_z(request->arena, path->name));
	path_one(out, request, view, path, &steps, path_load(request, view) != NULL,
		!path->closed_at.seconds && alarm_may(view, MAY_alarms_start, path->unit_id));
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

/* One that may be changed. */
void *path_load(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_get(view, request_param(request, "id"));

	if (!path || path->closed_at.seconds || !alarm_may(view, MAY_alarms_write, path->unit_id))
		return NULL;
	return (void *)(uintptr_t)path;
}

static void path_judge(struct view *view, void *row, struct problems *problems)
{
	struct alarm_path *path = row;

	if (!alarm_may(view, MAY_alarms_write, path->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the alarm paths of that unit. Choose one of yours."));
	if (path->stop == STOP_some && path->stop_count < 1)
		problem_add(problems, "stop_count", "%s", _("Write how many must acknowledge."));
}

const struct form alarm_path_form = {
	.record = &alarm_path_record,
	.fields = FIELDS("name", "unit_id", "words", "stop", "stop_count", "rounds"),
	.judge = path_judge,
};

static struct reply path_sheet(struct request *request, struct view *view, const char *title,
                               const struct alarm_path *path, struct str action)
{
	struct form_view form = form_view_of(request, view, &alarm_path_form, path);
	struct out *out = page_begin(request, view, title);

	path_form_head(out, title, path->public_id.len ? path : NULL);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, _("Save the path"), path->public_id.len ? action : S("/alarms/paths"));
	form_end(out);
	return page_end(request, 200);
}

struct reply path_new_page(struct request *request, struct view *view)
{
	struct alarm_path fresh = { .stop = STOP_first, .stop_count = 1, .rounds = 2 };

	return path_sheet(request, view, _("Make an alarm path"), &fresh, S("/alarms/paths"));
}

struct reply path_edit_page(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_load(request, view);

	if (!path)
		return reply_not_found(request);
	return path_sheet(request, view, _("Change the alarm path"), path,
		arena_print(request->arena, "/alarms/paths/%.*s", STR(path->public_id)));
}

static struct reply path_saved(struct request *request, int status,
                               const struct alarm_path *path, const char *said)
{
	request_message(request, said);
	return reply_done(request, status, &alarm_path_record, path, "/alarms/paths/%.*s",
		STR(path->public_id));
}

struct reply path_add_act(struct request *request, struct change *change)
{
	struct alarm_path *path = request_record(request);

	path->updated_at = instant_now();
	change_insert(change, &alarm_path_record.shape, path);
	return path_saved(request, 201, path, _("The path is saved. Add its first step."));
}

struct reply path_change_act(struct request *request, struct change *change)
{
	struct alarm_path *path = request_record(request);
	const struct alarm_path *theirs;
	enum updated updated;

	path->updated_at = instant_now();
	updated = change_update(change, &alarm_path_record.shape, path,
		request_version(request) ? request_version(request) : path->version);
	theirs = path_get(change_view(change), path->public_id);
	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, &alarm_path_record, path, theirs);
	return path_saved(request, 200, path, _("The path is saved."));
}

struct reply path_close_act(struct request *request, struct change *change)
{
	const struct alarm_path *before = path_load(request, change_view(change));
	struct alarm_path now;
	struct str why;

	if (!before)
		return reply_not_found(request);
	if (!why_given(request, &why))
		return reply_again(request, change);
	now = *before;
	now.closed_at = now.updated_at = instant_now();
	change_because(change, why);
	if (change_update(change, &alarm_path_record.shape, &now,
	                  request_version(request) ? request_version(request) : before->version)
	    != UPDATED)
		return reply_stale(request, &alarm_path_record, &now, before);
	return path_saved(request, 200, &now, _("The path is closed. Alarms that go on follow their own copy."));
}

/* ---- Steps ------------------------------------------------------------------------------------------- */

static void step_judge(struct view *view, void *row, struct problems *problems)
{
	struct step_new *step = row;

	if (step->kind == STEP_duty && !step->function.len)
		problem_add(problems, "function", "%s", _("Choose the function that is on duty."));
	if (step->kind == STEP_role && !step->role.len)
		problem_add(problems, "role", "%s", _("Choose the role."));
	if (step->kind != STEP_people)
		return;
	if (!people_read(view, step->people, MOST_IN_STEP, problems).count && !problems->count)
		problem_add(problems, "people", "%s", _("Write at least one person."));
}

const struct form step_form = {
	.record = &step_new_record,
	.fields = FIELDS("kind", "function", "role", "unit_id", "people", "channel_1", "channel_2",
	                 "channel_3", "wait_minutes"),
	.judge = step_judge,
};

struct reply step_new_page(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_load(request, view);
	struct step_new fresh = { .kind = STEP_duty, .wait_minutes = 5 };
	struct form_view form = form_view_of(request, view, &step_form, &fresh);
	struct out *out;

	if (!path)
		return reply_not_found(request);
	out = page_begin(request, view, _("Add a step"));
	path_form_head(out, _("Add a step"), path);
	form_begin(out, &form, arena_print(request->arena, "/alarms/paths/%.*s/steps",
		STR(path->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Add the step"), arena_print(request->arena, "/alarms/paths/%.*s",
		STR(path->public_id)));
	form_end(out);
	return page_end(request, 200);
}

struct reply step_add_act(struct request *request, struct change *change)
{
	const struct step_new *form = request_record(request);
	const struct alarm_path *path = path_load(request, change_view(change));
	struct people_named named = { 0 };
	struct alarm_step step;

	if (!path)
		return reply_not_found(request);
	if (path_steps(change_view(change), path->id).count >= MOST_STEPS) {
		problem_add(request_problems(request), "", _("A path has at most %d steps."), MOST_STEPS);
		return reply_again(request, change);
	}
	if (form->kind == STEP_people)
		named = people_read(change_view(change), form->people, MOST_IN_STEP,
			request_problems(request));
	step = (struct alarm_step){ .path_id = path->id, .kind = form->kind,
		.function = form->kind == STEP_duty ? form->function : S(""),
		.role = form->kind == STEP_role ? form->role : S(""),
		.unit_id = form->kind == STEP_people ? 0 : form->unit_id,
		.channel_1 = form->channel_1, .channel_2 = form->channel_2,
		.channel_3 = form->channel_3, .wait_minutes = form->wait_minutes };
	step_add(change, &step, named.count, named.ids);
	return path_saved(request, 201, path, _("The step is added last in the path."));
}

struct reply step_remove_act(struct request *request, struct change *change)
{
	const struct alarm_path *path = path_load(request, change_view(change));

	if (!path || !step_remove(change, path->id, request_param(request, "step")))
		return reply_not_found(request);
	return path_saved(request, 200, path, _("The step is taken out."));
}
