/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/pages.c - the list, one exercise, planning it, cancelling, noting it as held. */
#include "modules/exercises/channels.h"
#include "modules/exercises/run.h"
#include "modules/exercises/score.h"

#include "modules/exercises/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

/* ---- Forms ------------------------------------------------------------------------------ */

static void exercise_judge(struct view *view, void *row, struct problems *problems)
{
	const struct exercise *exercise = row;

	(void)view;
	if (exercise->on_date.year < date_today().year - 10
	    || exercise->on_date.year > date_today().year + 10)
		problem_add(problems, "on_date", "%s", _("Choose a day within ten years from now."));
}

#define PLANNED "kind", "title", "on_date", "leader_id", "functions", "scenario", \
	"test_email", "test_phone"
const struct form exercise_form = { .record = &exercise_record,
	.fields = FIELDS("unit_id", PLANNED), .judge = exercise_judge };
const struct form exercise_change_form = { .record = &exercise_record,
	.fields = FIELDS(PLANNED), .judge = exercise_judge };

#define RECORD struct held
static const struct field held_fields[] = { HELD_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record held_record = {
	.shape = SHAPE_OF(NULL, held, held_fields), .name = "exercise_held", .fields = held_fields,
	.count = COUNT(held_fields), .label = N_("Exercise that was held"),
	.many = N_("Exercises that were held"), .path = "/exercises",
};

static void held_judge(struct view *view, void *row, struct problems *problems)
{
	const struct held *held = row;

	(void)view;
	if (date_compare(held->held_on, date_today()) > 0)
		problem_add(problems, "held_on", "%s",
			_("That day has not come. Note the exercise as held when it has been."));
}

const struct form held_form = { .record = &held_record,
	.fields = FIELDS("held_on", "participants"), .judge = held_judge };

/* ---- Which ------------------------------------------------------------------------------------ */

const struct exercise *exercise_asked(struct request *request, struct view *view)
{
	return exercise_of_number(view, request_param(request, "number"));
}

struct str exercise_path(struct request *request, const char *act)
{
	return arena_print(request->arena, "/exercises/%.*s%s%s",
		STR(request_param(request, "number")), act ? "/" : "", act ? act : "");
}

const struct exercise *exercise_to_write(struct request *request, struct view *view,
                                         struct reply *reply)
{
	const struct exercise *exercise = exercise_asked(request, view);

	if (!exercise) {
		*reply = reply_not_found(request);
		return NULL;
	}
	if (exercise_may_write(view, exercise->unit_id) || exercise_is_led(view, exercise->id))
		return exercise;
	*reply = reply_forbidden(request);
	return NULL;
}

/* ---- The list ----------------------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	exercises_actions(out, request_may(request, MAY_exercises_write));
}

struct reply exercises_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Exercises"), .actions = list_actions };
	struct query query;

	exercise_query(request, view, &query);
	return table_reply(request, view, &exercise_table, &query, &page);
}

static void plan_page_above(struct out *out, struct request *request, struct view *view)
{
	int year = plan_year_asked(request);
	struct plan_sum sum = plan_sum_of(view, year);

	plan_above(out, &sum, year);
}

static void plan_page_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	plan_actions(out, request_may(request, MAY_exercises_write));
}

struct reply exercises_plan_page(struct request *request, struct view *view)
{
	struct table_page page = { .above = plan_page_above, .actions = plan_page_actions };
	int year = plan_year_asked(request);
	struct query query;

	page.title = str_z(request->arena, arena_print(request->arena, _("Exercises in %d"), year));
	plan_query(request, view, year, &query);
	return table_reply(request, view, &plan_table, &query, &page);
}

/* ---- One ------------------------------------------------------------------------------------------ */

struct str measure_amount(struct arena *arena, struct str measure, int64_t value)
{
	struct str rule = item_text(item_find("exercises/measures", measure), "rule");

	if (str_is(rule, "minutes"))
		return arena_print(arena, _("%lld min"), (long long)value);
	if (str_is(rule, "share"))
		return arena_print(arena, _("%lld %%"), (long long)value);
	return arena_print(arena, "%lld", (long long)value);
}

struct str measure_target(struct arena *arena, const struct objective *objective)
{
	const struct item *measure = item_find("exercises/measures", objective->measure);
	struct str amount = measure_amount(arena, objective->measure, objective->target);

	if (!measure || str_is(item_text(measure, "rule"), "none"))
		return str_of(_("judged by people"));
	return arena_print(arena, str_is(item_text(measure, "good"), "least")
		? _("at least %.*s") : _("at most %.*s"), STR(amount));
}

struct shown exercise_shown(struct request *request, struct view *view,
                            const struct exercise *exercise)
{
	const struct crisis *room = exercise_room_of(view, exercise);
	const struct unit *unit = unit_get(view, exercise->unit_id);

	return (struct shown){ .exercise = exercise, .request = request, .view = view,
		.unit = unit_name(view, exercise->unit_id), .unit_code = unit ? unit->code : S(""),
		.room = room ? room->number : S(""), .leader = person_name(view, exercise->leader_id),
		.functions = field_show(request->arena, record_field(&exercise_record, "functions"), exercise),
		.units = exercise_units(view, exercise->id),
		.objectives = objectives_of(view, exercise->id),
		.steps = exercise_steps(view, exercise->id),
		.is_led = exercise_is_led(view, exercise->id),
		.may_write = request_may(request, MAY_exercises_write)
			&& (exercise_may_write(view, exercise->unit_id)
			    || exercise_is_led(view, exercise->id)) };
}

/* Test addresses are somebody's: for those who plan or lead it. */
static struct reply exercise_json(struct request *request, struct view *view,
                                  const struct exercise *exercise)
{
	struct exercise told = *exercise;

	if (!exercise_may_write(view, exercise->unit_id) && !exercise_is_led(view, exercise->id))
		told.test_email = told.test_phone = S("");
	return reply_record(request, &exercise_record, &told);
}

struct reply exercise_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_asked(request, view);
	struct shown shown;
	struct out *out;

	if (!exercise)
		return reply_not_found(request);
	if (request_wants_json(request))
		return exercise_json(request, view, exercise);
	shown = exercise_shown(request, view, exercise);
	out = page_begin(request, view, str_z(request->arena, exercise->title));
	exercise_head(out, &shown);
	exercise_facts(out, &shown);
	exercise_objectives(out, &shown);
	exercise_history(out, &shown);
	return page_end(request, 200);
}

/* ---- Planning ---------------------------------------------------------------------------------------- */

struct reply exercise_new(struct request *request, struct view *view)
{
	struct exercise exercise = { .unit_id = request_person(request)->unit_id,
		.leader_id = request_person(request)->id };
	struct form_view form = form_view_of(request, view, &exercise_form, &exercise);
	struct out *out = page_begin(request, view, _("Plan an exercise"));

	exercise_sheet_begin(out, NULL, _("Plan an exercise"),
		_("You say afterwards who takes part and what it is to show."));
	form_begin(out, &form, S("/exercises"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the exercise"), S("/exercises"));
	form_end(out);
	return page_end(request, 200);
}

struct reply exercise_add_act(struct request *request, struct change *change)
{
	struct exercise *exercise = request_record(request);

	if (!exercise_may_write(change_view(change), exercise->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("You do not plan exercises of this unit. Choose another unit."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	exercise_add(change, exercise);
	request_message(request, _("It is planned. Write what it is to show."));
	return reply_done(request, 201, &exercise_record, exercise, "/exercises/%.*s/parts",
		STR(exercise->number));
}

void *exercise_load(struct request *request, struct view *view)
{
	struct reply reply;

	return (void *)(uintptr_t)exercise_to_write(request, view, &reply);
}

struct reply exercise_sheet(struct request *request, struct view *view, const struct sheet *sheet)
{
	struct form_view shown = form_view_of(request, view, sheet->form, sheet->row);
	struct out *out = page_begin(request, view, sheet->title);

	if (sheet->is_run)
		exercise_strip(out);
	exercise_sheet_begin(out, sheet->exercise, sheet->title, sheet->status ? sheet->status : "");
	form_begin(out, &shown, exercise_path(request, sheet->act), false);
	form_all(out, &shown);
	form_buttons(out, sheet->title, exercise_path(request, NULL));
	form_end(out);
	return page_end(request, 200);
}

struct reply exercise_edit(struct request *request, struct view *view)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, view, &reply);

	if (!exercise)
		return reply;
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &exercise_change_form, .row = exercise, .title = _("Change the exercise") });
}

static bool is_planned_still(struct request *request, const struct exercise *exercise,
                             const char *field)
{
	if (exercise->state == EXERCISE_planned)
		return true;
	problem_add(request_problems(request), field, "%s",
		_("The exercise is no longer only planned, so this stays as it is."));
	return false;
}

struct reply exercise_stale(struct request *request, struct change *change,
                            const struct exercise *mine)
{
	const struct exercise *theirs = exercise_get(change_view(change), mine->id);

	return theirs ? reply_stale(request, &exercise_record, mine, theirs)
		: reply_not_found(request);
}

bool exercise_is_put(struct request *request, struct change *change, struct exercise *exercise)
{
	int64_t version = request_version(request);
	enum updated updated = exercise_put(change, exercise, version ? version : exercise->version);

	return updated == UPDATED || updated == UPDATED_NOTHING;
}

struct reply exercise_change_act(struct request *request, struct change *change)
{
	struct exercise *mine = request_record(request);
	const struct exercise *before = exercise_get(change_view(change), mine->id);

	if (!is_planned_still(request, mine, "title"))
		return reply_again(request, change);
	if (!exercise_is_put(request, change, mine))
		return exercise_stale(request, change, mine);
	if (before && before->leader_id != mine->leader_id)     /* sees the injects from now on */
		exercise_step_put(change, mine->id, VERB_leader, request_person(request)->name, S(""));
	request_message(request, _("The exercise is saved."));
	return reply_done(request, 200, &exercise_record, mine, "/exercises/%.*s", STR(mine->number));
}

struct reply exercise_cancel_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, view, &reply);

	if (!exercise)
		return reply;
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &exercise_cancel_form, .act = "cancel", .title = _("Cancel the exercise") });
}

struct reply exercise_cancel_act(struct request *request, struct change *change)
{
	const struct exercise_step *why = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, change_view(change), &reply);
	struct exercise now;

	if (!exercise)
		return reply;
	if (!is_planned_still(request, exercise, "reason"))
		return reply_again(request, change);
	now = *exercise;
	now.state = EXERCISE_cancelled;
	now.reason = why->reason;
	change_because(change, why->reason);
	if (!exercise_is_put(request, change, &now))
		return exercise_stale(request, change, &now);
	exercise_step_put(change, now.id, VERB_cancel, request_person(request)->name, why->reason);
	request_message(request, _("The exercise is cancelled."));
	return reply_done(request, 200, &exercise_record, &now, "/exercises/%.*s", STR(now.number));
}

struct reply exercise_held_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, view, &reply);
	struct held held = { 0 };

	if (!exercise)
		return reply;
	held.version = exercise->version;
	if (date_compare(exercise->on_date, date_today()) <= 0)
		held.held_on = exercise->on_date;
	return exercise_sheet(request, view, &(struct sheet){ .exercise = exercise,
		.form = &held_form, .row = &held, .act = "held", .title = _("Note it as held") });
}

struct reply exercise_held_act(struct request *request, struct change *change)
{
	const struct held *held = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, change_view(change), &reply);
	struct exercise now;

	if (!exercise)
		return reply;
	if (!is_planned_still(request, exercise, "held_on"))
		return reply_again(request, change);
	now = *exercise;
	now.state = EXERCISE_ended;
	now.held_on = held->held_on;
	now.participants = held->participants;
	if (!exercise_is_put(request, change, &now))
		return exercise_stale(request, change, &now);
	exercise_step_put(change, now.id, VERB_held, request_person(request)->name, S(""));
	request_message(request, _("It is noted as held."));
	return reply_done(request, 200, &exercise_record, &now, "/exercises/%.*s", STR(now.number));
}

const struct route exercises_routes[] = {
	{ GET, "/exercises", .need = MAY_exercises_read, .show = exercises_list, .is_api_too = true,
	  .label = N_("List of exercises") },
	{ GET, "/exercises/plan", .need = MAY_exercises_read, .show = exercises_plan_page,
	  .is_api_too = true, .label = N_("Units and their exercises of the year") },
	{ GET, "/exercises/new", .need = MAY_exercises_write, .show = exercise_new,
	  .label = N_("Plan an exercise") },
	{ POST, "/exercises", .need = MAY_exercises_write, .act = exercise_add_act,
	  .form = &exercise_form, .again = exercise_new, .is_api_too = true,
	  .label = N_("Plan an exercise: save") },
	{ GET, "/exercises/:number", .need = MAY_exercises_read, .show = exercise_page,
	  .is_api_too = true, .label = N_("An exercise") },
	{ GET, "/exercises/:number/edit", .need = MAY_exercises_write, .show = exercise_edit,
	  .label = N_("Change an exercise") },
	{ POST, "/exercises/:number", .need = MAY_exercises_write, .act = exercise_change_act,
	  .load = exercise_load, .form = &exercise_change_form, .again = exercise_edit,
	  .is_api_too = true, .label = N_("Change an exercise: save") },
	{ GET, "/exercises/:number/cancel", .need = MAY_exercises_write, .show = exercise_cancel_page,
	  .label = N_("Cancel an exercise") },
	{ POST, "/exercises/:number/cancel", .need = MAY_exercises_write, .act = exercise_cancel_act,
	  .form = &exercise_cancel_form, .again = exercise_cancel_page, .is_api_too = true,
	  .label = N_("Cancel an exercise: save") },
	{ GET, "/exercises/:number/held", .need = MAY_exercises_write, .show = exercise_held_page,
	  .label = N_("Note an exercise as held") },
	{ POST, "/exercises/:number/held", .need = MAY_exercises_write, .act = exercise_held_act,
	  .form = &held_form, .again = exercise_held_page, .is_api_too = true,
	  .label = N_("Note an exercise as held: save") },
	{ GET, "/exercises/:number/parts", .need = MAY_exercises_write, .show = exercise_parts_page,
	  .label = N_("Units, objectives and leaders of an exercise") },
	{ POST, "/exercises/:number/units", .need = MAY_exercises_write, .act = exercise_unit_act,
	  .form = &exercise_unit_form, .again = exercise_parts_page, .is_api_too = true,
	  .label = N_("A unit takes part in an exercise") },
	{ POST, "/exercises/:number/units/:code/end", .need = MAY_exercises_write,
	  .act = exercise_unit_end_act, .again = exercise_parts_page, .is_api_too = true,
	  .label = N_("A unit takes no part in an exercise") },
	{ POST, "/exercises/:number/objectives", .need = MAY_exercises_write,
	  .act = exercise_objective_act, .form = &objective_form, .again = exercise_parts_page,
	  .is_api_too = true, .label = N_("Write an objective of an exercise") },
	{ POST, "/exercises/:number/objectives/:id/end", .need = MAY_exercises_write,
	  .act = exercise_objective_end_act, .again = exercise_parts_page, .is_api_too = true,
	  .label = N_("Take an objective of an exercise away") },
	{ POST, "/exercises/:number/leaders", .need = MAY_exercises_write,
	  .act = exercise_helper_act, .form = &helper_form, .again = exercise_parts_page,
	  .is_api_too = true, .label = N_("Somebody more leads an exercise") },
	{ POST, "/exercises/:number/leaders/:id/end", .need = MAY_exercises_write,
	  .act = exercise_helper_end_act, .again = exercise_parts_page, .is_api_too = true,
	  .label = N_("Somebody leads an exercise no more") },
	{ GET, "/exercises/:number/start", .need = MAY_exercises_read, .show = exercise_start_page,
	  .label = N_("Start an exercise") },
	{ POST, "/exercises/:number/start", .need = MAY_exercises_read, .act = exercise_start_act,
	  .form = &start_form, .again = exercise_start_page, .is_api_too = true,
	  .label = N_("Start an exercise: save") },
	{ GET, "/exercises/:number/run", .need = MAY_exercises_read, .show = exercise_run_page,
	  .label = N_("Lead an exercise") },
	{ GET, "/exercises/:number/run/stream", .need = MAY_exercises_read,
	  .show = exercise_run_stream, .label = N_("An exercise while it goes on") },
	{ GET, "/exercises/:number/pause", .need = MAY_exercises_read, .show = exercise_pause_page,
	  .label = N_("Pause an exercise") },
	{ POST, "/exercises/:number/pause", .need = MAY_exercises_read, .act = exercise_pause_act,
	  .form = &pause_form, .again = exercise_pause_page, .is_api_too = true,
	  .label = N_("Pause an exercise: save") },
	{ POST, "/exercises/:number/resume", .need = MAY_exercises_read, .act = exercise_resume_act,
	  .again = exercise_run_page, .is_api_too = true, .label = N_("Let an exercise go on") },
	{ GET, "/exercises/:number/finish", .need = MAY_exercises_read, .show = exercise_finish_page,
	  .label = N_("End an exercise") },
	{ POST, "/exercises/:number/finish", .need = MAY_exercises_read, .act = exercise_finish_act,
	  .form = &finish_form, .again = exercise_finish_page, .is_api_too = true,
	  .label = N_("End an exercise: save") },
	{ GET, "/exercises/:number/injects", .need = MAY_exercises_read, .show = injects_page,
	  .is_api_too = true, .label = N_("Injects of an exercise") },
	{ POST, "/exercises/:number/injects", .need = MAY_exercises_read, .act = inject_add_act,
	  .form = &inject_form, .again = injects_page, .is_api_too = true,
	  .label = N_("Write an inject") },
	{ GET, "/exercises/:number/injects/:id", .need = MAY_exercises_read, .show = inject_edit,
	  .label = N_("Change an inject") },
	{ POST, "/exercises/:number/injects/:id", .need = MAY_exercises_read,
	  .act = inject_change_act, .load = inject_load, .form = &inject_form, .again = inject_edit,
	  .is_api_too = true, .label = N_("Change an inject: save") },
	{ POST, "/exercises/:number/injects/:id/end", .need = MAY_exercises_read,
	  .act = inject_end_act, .again = injects_page, .is_api_too = true,
	  .label = N_("Take an inject away") },
	{ POST, "/exercises/:number/injects/:id/play", .need = MAY_exercises_read,
	  .act = inject_play_act, .again = exercise_run_page, .is_api_too = true,
	  .label = N_("Play an inject now") },
	{ GET, "/exercises/:number/injects/:id/skip", .need = MAY_exercises_read,
	  .show = inject_skip_page, .label = N_("Leave an inject out") },
	{ POST, "/exercises/:number/injects/:id/skip", .need = MAY_exercises_read,
	  .act = inject_skip_act, .form = &skip_form, .again = inject_skip_page, .is_api_too = true,
	  .label = N_("Leave an inject out: save") },
	{ GET, "/exercises/:number/channels", .need = MAY_exercises_read,
	  .show = exercise_channels_page, .label = N_("Where messages of an exercise go") },
	{ POST, "/exercises/:number/release", .need = MAY_exercises_read,
	  .act = exercise_release_act, .form = &release_form, .again = exercise_channels_page,
	  .is_api_too = true, .label = N_("Release real addresses in an exercise") },
	{ POST, "/exercises/:number/withdraw", .need = MAY_exercises_read,
	  .act = exercise_withdraw_act, .again = exercise_channels_page, .is_api_too = true,
	  .label = N_("Take the release of real addresses back") },
	{ GET, "/exercises/:number/score", .need = MAY_exercises_read, .show = exercise_score_page,
	  .is_api_too = true, .label = N_("What an exercise showed") },
	{ GET, "/exercises/:number/objectives/:id/observe", .need = MAY_exercises_read,
	  .show = exercise_observe_page, .label = N_("Write what you saw in an exercise") },
	{ POST, "/exercises/:number/objectives/:id/observe", .need = MAY_exercises_read,
	  .act = exercise_observe_act, .form = &observation_form, .again = exercise_observe_page,
	  .is_api_too = true, .label = N_("Write what you saw in an exercise: save") },
	{ .path = NULL },
};
