/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/channels.c - where messages go while an exercise runs, and who lets them out.
 *
 * They go to the test addresses of the exercise.  Two persons, each signed in as themselves and
 * with a reason, may release real addresses; any one of those who may write takes that back,
 * and then it stays so.  With the end of the exercise the release ends.
 */
#include "modules/exercises/channels.h"

#include "modules/exercises/run.h"
#include "modules/exercises/run.html.h"

const struct choice release_verbs[] = {
	{ "", "" },
	{ "release", N_("Released real addresses") },
	{ "withdraw", N_("Took the release back") },
	{ NULL, NULL },
};
#define RECORD struct release
static const struct field release_fields[] = { RELEASE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record release_record = {
	RECORD_OF("exercise_release", release, release_fields),
	.label = N_("Release of real addresses"), .many = N_("Releases of real addresses"),
	.path = "/exercises",
};
const struct form release_form = { .record = &release_record, .fields = FIELDS("reason") };

/* ---- Rules: pure --------------------------------------------------------------------------- */

static size_t persons_of(const struct release_list *releases)
{
	size_t count = 0;

	for (size_t i = 0; i < releases->count; i++) {
		bool is_new = releases->at[i].verb == RELEASE_release;

		for (size_t k = 0; k < i; k++)
			is_new &= releases->at[k].verb != RELEASE_release
				|| releases->at[k].person_id != releases->at[i].person_id;
		count += is_new;
	}
	return count;
}

static bool is_withdrawn(const struct release_list *releases)
{
	for (size_t i = 0; i < releases->count; i++)
		if (releases->at[i].verb == RELEASE_withdraw)
			return true;
	return false;
}

bool exercise_is_released(const struct release_list *releases)
{
	return persons_of(releases) >= RELEASE_PERSONS && !is_withdrawn(releases);
}

const char *real_release_refused(const struct exercise *exercise, const struct release_list *releases,
                                 int64_t person_id)
{
	if (exercise->state != EXERCISE_running)
		return _("Real addresses are released only while the exercise goes on.");
	if (is_withdrawn(releases))
		return _("The release was taken back. In this exercise nothing more is released.");
	if (exercise_is_released(releases))
		return _("Two persons have released it already.");
	for (size_t i = 0; i < releases->count; i++)
		if (releases->at[i].verb == RELEASE_release && releases->at[i].person_id == person_id)
			return _("You have released it. Somebody else must do it too.");
	return NULL;
}

const char *withdraw_refused(const struct exercise *exercise, const struct release_list *releases)
{
	if (exercise->state != EXERCISE_running || !releases->count)
		return _("Nobody has released real addresses in an exercise that goes on.");
	if (is_withdrawn(releases))
		return _("The release was taken back. In this exercise nothing more is released.");
	return NULL;
}

/* ---- The door --------------------------------------------------------------------------------- */

struct exercise_way exercise_way_of(struct view *view, struct str about, bool is_exercise)
{
	const struct exercise *exercise;
	struct release_list releases;

	if (!is_exercise && !exercise_has_number(view, about))
		return (struct exercise_way){ .kind = WAY_real };
	exercise = exercise_of_about(view, about);
	if (!exercise || exercise->state != EXERCISE_running)
		return (struct exercise_way){ .kind = WAY_test };
	releases = releases_all(view, exercise->id);
	return (struct exercise_way){
		.kind = exercise_is_released(&releases) ? WAY_released : WAY_test,
		.test_email = exercise->test_email, .test_phone = exercise->test_phone };
}

/* ---- Pages ---------------------------------------------------------------------------------------- */

struct reply exercise_channels_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct exercise *exercise = exercise_to_write(request, view, &reply);
	struct release_list releases;
	struct form_view form;
	struct out *out;
	const char *refused;

	if (!exercise)
		return reply;
	releases = releases_of(view, exercise->id);
	refused = real_release_refused(exercise, &releases, request_person(request)->id);
	out = page_begin(request, view, _("Where messages go"));
	channels_show(out, exercise, &releases);
	if (!refused || request_problems(request)->count) {
		form = form_view_of(request, view, &release_form, NULL);
		channels_release_heading(out);
		form_begin(out, &form, exercise_path(request, "release"), false);
		form_all(out, &form);
		form_buttons(out, _("I release real addresses"), exercise_path(request, NULL));
		form_end(out);
	} else {
		channels_refused(out, refused);
	}
	if (!withdraw_refused(exercise, &releases))
		channels_withdraw(out, request, exercise);
	return page_end(request, 200);
}

/* The one asked for, as it is when it is this change's turn; NULL: *reply says why not. */
static const struct exercise *exercise_in_turn(struct request *request, struct change *change,
                                               struct release_list *releases, struct reply *reply)
{
	const struct exercise *exercise = exercise_to_write(request, change_view(change), reply);

	if (!exercise)
		return NULL;
	exercise_turn_take(change, exercise->id);
	*releases = releases_of(change_view(change), exercise->id);
	return exercise_get(change_view(change), exercise->id);
}

struct reply exercise_release_act(struct request *request, struct change *change)
{
	const struct release *release = request_record(request);
	struct release_list releases;
	struct reply reply;
	const struct exercise *exercise = exercise_in_turn(request, change, &releases, &reply);
	const char *refused;

	if (!exercise)
		return reply;
	refused = real_release_refused(exercise, &releases, change_me(change));
	if (refused) {
		problem_add(request_problems(request), "reason", "%s", refused);
		return reply_again(request, change);
	}
	release_put(change, exercise->id, RELEASE_release, request_person(request)->name,
		release->reason);
	releases = releases_of(change_view(change), exercise->id);
	request_message(request, exercise_is_released(&releases)
		? _("Two persons have released it: messages of this exercise now reach real people.")
		: _("Your release is noted. Nothing leaves until somebody else releases it too."));
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/channels",
		STR(exercise->number));
}

struct reply exercise_withdraw_act(struct request *request, struct change *change)
{
	struct release_list releases;
	struct reply reply;
	const struct exercise *exercise = exercise_in_turn(request, change, &releases, &reply);
	const char *refused;

	if (!exercise)
		return reply;
	refused = withdraw_refused(exercise, &releases);
	if (refused) {
		problem_add(request_problems(request), "", "%s", refused);
		return reply_again(request, change);
	}
	release_put(change, exercise->id, RELEASE_withdraw, request_person(request)->name, S(""));
	request_message(request, _("The release is taken back. Messages go to the test addresses."));
	return reply_done(request, 200, &exercise_record, exercise, "/exercises/%.*s/channels",
		STR(exercise->number));
}
