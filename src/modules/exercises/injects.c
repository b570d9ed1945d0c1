/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/injects.c - writing injects; playing one by a button, or leaving it out. */
#include "modules/exercises/run.h"

#include "kit/rows.h"
#include "modules/exercises/channels.h"
#include "modules/exercises/run.html.h"

const struct choice play_verbs[] = {
	{ "", "" },
	{ "play", N_("Played") },
	{ "skip", N_("Left out") },
	{ NULL, NULL },
};
#define RECORD struct inject
static const struct field inject_fields[] = { INJECT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record inject_record = { RECORD_OF("exercise_inject", inject, inject_fields),
	.label = N_("Inject"), .many = N_("Injects"), .path = "/exercises" };
const struct form inject_form = { .record = &inject_record,
	.fields = FIELDS("minute", "function", "channel", "sender", "words", "expected") };

#define RECORD struct inject_row
static const struct field row_fields[] = { INJECT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record inject_row_record = { .shape = SHAPE_OF(NULL, inject_row, row_fields),
	.name = "exercise_inject_row", .fields = row_fields, .count = COUNT(row_fields),
	.label = N_("Inject"), .many = N_("Injects"), .path = "/exercises" };

#define RECORD struct play
static const struct field play_fields[] = { PLAY_FIELDS(AS_FIELD) };
#undef RECORD
const struct record play_record = { RECORD_OF("exercise_play", play, play_fields),
	.label = N_("What became of an inject"), .many = N_("What became of injects"),
	.path = "/exercises" };
const struct form skip_form = { .record = &play_record, .fields = FIELDS("reason") };

/* ---- The list ------------------------------------------------------------------------------ */

/* Known to those who lead; once it has been held, to all who see the exercise. */
static const struct exercise *exercise_of_injects(struct request *request, struct view *view,
                                                  bool *is_led)
{
	const struct exercise *exercise = exercise_asked(request, view);

	*is_led = exercise && exercise_is_led(view, exercise->id);
	return exercise && (*is_led || exercise_is_held(exercise)) ? exercise : NULL;
}

static bool may_change(const struct exercise *exercise, bool is_led)
{
	return is_led && (exercise->state == EXERCISE_planned || exercise->state == EXERCISE_running);
}

struct reply injects_page(struct request *request, struct view *view)
{
	bool is_led;
	const struct exercise *exercise = exercise_of_injects(request, view, &is_led);
	struct inject_row_list injects;
	struct form_view form;
	struct out *out;

	if (!exercise)
		return reply_not_found(request);
	injects = injects_of(view, exercise->id);
	if (request_wants_json(request))
		return reply_rows(request, &inject_row_record,
			(struct rows){ injects.count, injects.at });
	out = page_begin(request, view, _("Injects"));
	exercise_strip(out);
	exercise_sheet_begin(out, exercise, _("Injects"),
		exercise_is_held(exercise) ? _("What was played, and what was expected.")
		: _("Only those who lead the exercise see these before they are played."));
	if (!may_change(exercise, is_led))
		acts_refused(out, request_problems(request));
	injects_list(out, request, exercise, &injects, may_change(exercise, is_led));
	if (may_change(exercise, is_led)) {
		form = form_view_of(request, view, &inject_form, NULL);
		inject_heading(out);
		form_begin(out, &form, exercise_path(request, "injects"), false);
		form_all(out, &form);
		form_buttons(out, _("Save the inject"), exercise_path(request, NULL));
		form_end(out);
	}
	return page_end(request, 200);
}

/* ---- Writing ---------------------------------------------------------------------------------- */

/* The one whose injects are written, while none of them is played; NULL: *reply says why. */
static const struct exercise *exercise_written(struct request *request, struct change *change,
                                               const char *field, struct reply *reply)
{
	const struct exercise *exercise = exercise_led(request, change_view(change));

	if (!exercise) {
		*reply = reply_not_found(request);
		return NULL;
	}
	exercise_turn_take(change, exercise->id);
	if (may_change(exercise, true))
		return exercise;
	problem_add(request_problems(request), field, "%s",
		_("The exercise is over, so its injects stay as they are."));
	*reply = reply_again(request, change);
	return NULL;
}

static struct reply injects_done(struct request *request, int status, const struct inject *inject)
{
	return reply_done(request, status, &inject_record, inject, "/exercises/%.*s/injects",
		STR(request_param(request, "number")));
}

struct reply inject_add_act(struct request *request, struct change *change)
{
	struct inject *inject = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_written(request, change, "minute", &reply);

	if (!exercise)
		return reply;
	inject->exercise_id = exercise->id;
	inject->created_by = change_me(change);
	inject->created_at = instant_now();
	change_insert(change, &inject_record.shape, inject);
	return injects_done(request, 201, inject);
}

void *inject_load(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);

	return exercise ? (void *)(uintptr_t)inject_get(view, exercise->id, request_param(request, "id"))
		: NULL;
}

struct reply inject_edit(struct request *request, struct view *view)
{
	const struct inject *inject = inject_load(request, view);
	struct form_view form;
	struct out *out;

	if (!inject)
		return reply_not_found(request);
	form = form_view_of(request, view, &inject_form, inject);
	out = page_begin(request, view, _("Change the inject"));
	exercise_strip(out);
	exercise_sheet_begin(out, exercise_asked(request, view), _("Change the inject"), "");
	form_begin(out, &form, exercise_path(request, str_z(request->arena, arena_print(request->arena,
		"injects/%.*s", STR(inject->public_id)))), false);
	form_all(out, &form);
	form_buttons(out, _("Save the inject"), exercise_path(request, "injects"));
	form_end(out);
	return page_end(request, 200);
}

/* What has been played says what was said: it is not written over. */
static bool waits_still(struct request *request, struct change *change,
                        const struct exercise *exercise, const struct inject *inject,
                        const char *field)
{
	const struct inject_row *row = inject_row_get(change_view(change), exercise->id,
		inject->public_id);

	if (row && row->verb == PLAY_none)
		return true;
	problem_add(request_problems(request), field, "%s",
		_("It has been played or left out, so it stays as it is."));
	return false;
}

struct reply inject_change_act(struct request *request, struct change *change)
{
	struct inject *mine = request_record(request);
	struct reply reply;
	const struct exercise *exercise = exercise_written(request, change, "minute", &reply);
	int64_t version = request_version(request);
	const struct inject *theirs;
	enum updated updated;

	if (!exercise)
		return reply;
	if (!waits_still(request, change, exercise, mine, "words"))
		return reply_again(request, change);
	updated = change_update(change, &inject_record.shape, mine, version ? version : mine->version);
	if (updated == UPDATED || updated == UPDATED_NOTHING)
		return injects_done(request, 200, mine);
	theirs = inject_get(change_view(change), exercise->id, mine->public_id);
	return theirs ? reply_stale(request, &inject_record, mine, theirs) : reply_not_found(request);
}

struct reply inject_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise = exercise_written(request, change, "", &reply);
	const struct inject *inject;

	if (!exercise)
		return reply;
	inject = inject_get(change_view(change), exercise->id, request_param(request, "id"));
	if (!inject)
		return reply_not_found(request);
	if (!waits_still(request, change, exercise, inject, ""))
		return reply_again(request, change);
	inject_remove(change, inject);
	return injects_done(request, 200, inject);
}

/* ---- Playing ------------------------------------------------------------------------------------ */

/* The inject to play or leave out, and nobody else does meanwhile; NULL: *reply says why. */
static const struct inject_row *inject_to_play(struct request *request, struct change *change,
                                               const struct exercise **exercise, const char *field,
                                               struct reply *reply)
{
	const struct inject_row *inject;
	struct exercise_step_list steps;
	const char *refused;

	*exercise = exercise_led(request, change_view(change));
	if (*exercise)
		exercise_turn_take(change, (*exercise)->id);
	inject = *exercise ? inject_row_get(change_view(change), (*exercise)->id,
		request_param(request, "id")) : NULL;
	if (!inject) {
		*reply = reply_not_found(request);
		return NULL;
	}
	steps = exercise_steps(change_view(change), (*exercise)->id);
	refused = play_refused(*exercise, &steps, inject);
	if (!refused)
		return inject;
	problem_add(request_problems(request), field, "%s", refused);
	*reply = reply_again(request, change);
	return NULL;
}

static struct reply run_done(struct request *request, const struct exercise *exercise)
{
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/run",
		STR(exercise->number));
}

struct reply inject_play_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct exercise *exercise;
	const struct inject_row *inject = inject_to_play(request, change, &exercise, "", &reply);
	const char *why;

	if (!inject)
		return reply;
	if (!inject_play(change, exercise, inject, change_me(change), request_person(request)->name,
	                 &why)) {
		problem_add(request_problems(request), "", "%s", why);
		return reply_again(request, change);
	}
	request_message(request, _("It is played and stands in the log."));
	return run_done(request, exercise);
}

struct reply inject_skip_page(struct request *request, struct view *view)
{
	const struct exercise *exercise = exercise_led(request, view);
	const struct inject_row *inject = exercise
		? inject_row_get(view, exercise->id, request_param(request, "id")) : NULL;
	struct form_view form = form_view_of(request, view, &skip_form, NULL);
	struct out *out;

	if (!inject)
		return reply_not_found(request);
	out = page_begin(request, view, _("Leave it out"));
	exercise_strip(out);
	exercise_sheet_begin(out, exercise, _("Leave it out"), "");
	inject_said(out, inject);
	form_begin(out, &form, exercise_path(request, str_z(request->arena, arena_print(request->arena,
		"injects/%.*s/skip", STR(inject->public_id)))), false);
	form_all(out, &form);
	form_buttons(out, _("Leave it out"), exercise_path(request, "run"));
	form_end(out);
	return page_end(request, 200);
}

struct reply inject_skip_act(struct request *request, struct change *change)
{
	const struct play *play = request_record(request);
	struct reply reply;
	const struct exercise *exercise;
	const struct inject_row *inject = inject_to_play(request, change, &exercise, "reason", &reply);

	if (!inject)
		return reply;
	inject_skip(change, exercise, inject, request_person(request)->name, play->reason);
	return run_done(request, exercise);
}
