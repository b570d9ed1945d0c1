/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/follow.c - the reporter follows the own report, with the code or signed in.
 *
 * What is shown is what was meant for the reporter: the state in words, the words of the
 * handler, questions and answers.  Whoever is anonymous stays so: additions through the code
 * are written by nobody, also when a person is signed in.
 */
#include "modules/events/follow.h"

#include "modules/events/follow.html.h"
#include "modules/events/pieces.h"
#include "modules/units/units.h"

enum { TRIES = 20, TRY_SECONDS = 60, LONGEST_ADDITION = 4000 };

/* ---- Words ---------------------------------------------------------------------------- */

static const char *const state_words[] = {
	[STATE_none] = "",
	[STATE_reported] = N_("Nobody has read it yet."),
	[STATE_received] = N_("It has been read, and somebody takes care of it."),
	[STATE_investigated] = N_("It is being investigated."),
	[STATE_decided] = N_("It has been decided what shall be done."),
	[STATE_closed] = N_("It is closed."),
	[STATE_merged] = N_("It has been put together with another report of the same event."),
	[STATE_rejected] = N_("It was judged to be something else than an unwanted event."),
};

const char *state_for_reporter(const struct event_follow *follow)
{
	return state_words[follow->state];
}

static const struct { const char *verb, *words; } step_words[] = {
	{ "question", N_("Question to you") },
	{ "answer", N_("Your answer") },
	{ "addition", N_("You added") },
	{ "same", N_("You said that it is the same event as another") },
	{ "photo", N_("You added a photo") },
	{ "feedback", N_("To you") },
	{ "close", N_("Closed") },
	{ "reject", N_("Judged to be something else") },
	{ "receive", N_("Read") },
	{ "investigate", N_("The investigation began") },
	{ "decide", N_("Measures were decided") },
	{ "reopen", N_("Opened again") },
	{ "undo", N_("The last step was taken back") },
};

const char *step_for_reporter(const struct event_step *step)
{
	for (size_t i = 0; i < COUNT(step_words); i++)
		if (str_is(step->verb, step_words[i].verb))
			return _(step_words[i].words);
	return "";
}

/* ---- Showing ---------------------------------------------------------------------------- */

static struct reply too_many_tries(struct request *request)
{
	return reply_problem(request, 429, _("That was too many tries."),
		str_of(_("Wait a minute and write the code again.")));
}

static struct reply follow_reply(struct request *request, struct view *view,
                                 const struct event_follow *follow, struct str code)
{
	const struct answers *answers = request_answers(request);
	struct instant due = reading_due(request->arena, follow->reported_at);
	struct follow_page page = {
		.follow = follow, .code = code,
		.unit = unit_name(view, follow->unit_id),
		.due = due.seconds ? tongue_date(request->arena, instant_date(due)) : S(""),
		.steps = follow_steps(view, follow->id),
		.photos = photo_count(view, follow->id),
		.action = code.len ? arena_print(request->arena, "/f/%.*s/add", STR(code))
			: arena_print(request->arena, "/my-reports/%.*s/add", STR(follow->number)),
	};
	struct out *out;

	if (answers) {
		page.words = personal_numbers_removed(request->arena, answer_get(answers, "words"));
		page.problem = problem_for(request_problems(request), "words");
	}
	out = code.len ? page_begin_bare(request, "narrow", str_z(request->arena, follow->number))
		: page_begin(request, view, str_z(request->arena, follow->number));
	follow_page_show(out, &page, request);
	return page_end(request, answers ? 422 : 200);
}

struct reply follow_ask(struct request *request, struct view *view)
{
	struct str typed = request_query(request, "code");
	struct str code = code_plain(request->arena, typed);
	struct out *out;

	(void)view;
	if (code.len)
		return reply_go(request, "/f/%.*s", STR(code));
	out = page_begin_bare(request, "narrow", _("Follow a report"));
	follow_ask_page(out, typed);
	return page_end(request, 200);
}

static const struct event_follow *follow_of_request(struct request *request, struct view *view,
                                                    struct str *code)
{
	*code = code_plain(request->arena, request_param(request, "code"));
	return code->len ? follow_of_code(view, follow_digest(request->arena, *code)) : NULL;
}

struct reply follow_show(struct request *request, struct view *view)
{
	const struct event_follow *follow;
	struct str code;
	struct out *out;

	if (!access_rate("follow", request->address, TRIES, TRY_SECONDS))
		return too_many_tries(request);
	follow = follow_of_request(request, view, &code);
	if (follow)
		return follow_reply(request, view, follow, code);
	out = page_begin_bare(request, "narrow", _("Follow a report"));
	follow_unknown_page(out, request_param(request, "code"));
	return page_end(request, 404);
}

/* ---- Adding ------------------------------------------------------------------------------ */

/* The last question nobody answered makes what is written an answer. */
static bool is_asked(struct view *view, int64_t event_id)
{
	struct event_step_list steps = follow_steps(view, event_id);

	for (size_t i = steps.count; i-- > 0; ) {
		if (str_is(steps.at[i].verb, "question"))
			return true;
		if (str_is(steps.at[i].verb, "answer"))
			return false;
	}
	return false;
}

static bool words_judge(struct request *request, struct str words, bool has_photos)
{
	struct problems *problems = request_problems(request);

	if (!words.len && !has_photos)
		problem_add(problems, "words", "%s", _("Write what you want to add."));
	if (str_letters(words) > LONGEST_ADDITION)
		problem_add(problems, "words", _("The text is too long: at most %d letters."),
			LONGEST_ADDITION);
	if (words_guard(request->arena, words) == WORDS_HOLD_NUMBER)
		problem_add(problems, "words", "%s",
			_("There is a personal number in the text. Send it without the number."));
	return problems->count == 0;
}

/* The same words sent twice (a form with a code carries no key) stand once. */
static bool is_said_already(struct view *view, int64_t event_id, struct str words)
{
	struct event_step_list steps = follow_steps(view, event_id);

	return steps.count && str_equals(steps.at[steps.count - 1].words, words);
}

static void addition_keep(struct request *request, struct change *change,
                          const struct event_follow *follow, struct str words,
                          const struct photos *photos)
{
	const char *verb = is_asked(change_view(change), follow->id) ? "answer" : "addition";
	int refused = photos_keep(change, photos, follow->id);

	if (words.len && !is_said_already(change_view(change), follow->id, words))
		event_step_add(change, follow->id, &(struct step){ .verb = verb, .words = words,
			.is_for_reporter = true });
	if (photos->count)
		event_step_add(change, follow->id, &(struct step){ .verb = "photo",
			.is_for_reporter = true });
	request_message(request, refused
		? _("Saved, but some photos could not be kept. Photos are JPEG or PNG, at most 20 MB, at most five.")
		: _("Saved. The handler sees it."));
}

static struct reply addition_act(struct request *request, struct change *change,
                                 const struct event_follow *follow, struct str back,
                                 const struct photos *photos)
{
	struct str words = str_trim(request_field(request, "words"));

	if (words_guard(request->arena, words) == WORDS_ARE_PROTECTIVE)
		return words_seal(request, change, "addition", S("mark"), follow->unit_id);
	if (!words_judge(request, words, photos->count + (size_t)photos->refused > 0))
		return reply_again(request, change);
	addition_keep(request, change, follow, words, photos);
	return reply_done(request, 201, NULL, NULL, "%.*s", STR(back));
}

struct reply follow_add(struct request *request, struct change *change)
{
	const struct event_follow *follow;
	struct photos photos;
	struct str code;

	if (!access_rate("follow", request->address, TRIES, TRY_SECONDS))
		return too_many_tries(request);
	change_as_nobody(change);
	photos = photos_read(request, "photos");
	follow = follow_of_request(request, change_view(change), &code);
	if (!follow)
		return reply_not_found(request);
	return addition_act(request, change, follow,
		arena_print(request->arena, "/f/%.*s", STR(code)), &photos);
}

/* The reporter says that another report is about the same; the handler merges. */
struct reply follow_same(struct request *request, struct change *change)
{
	const struct event_follow *follow;
	struct event_follow_list near;
	struct str code, number = request_field(request, "same_as");

	if (!access_rate("follow", request->address, TRIES, TRY_SECONDS))
		return too_many_tries(request);
	change_as_nobody(change);
	follow = follow_of_request(request, change_view(change), &code);
	if (!follow)
		return reply_not_found(request);
	near = events_near(change_view(change), follow);
	for (size_t i = 0; i < near.count; i++)
		if (str_equals(near.at[i].number, number))
			event_step_add(change, follow->id, &(struct step){ .verb = "same",
				.words = number, .is_for_reporter = true });
	request_message(request, _("Thank you. The handler sees that they belong together."));
	return reply_done(request, 201, NULL, NULL, "/f/%.*s", STR(code));
}

/* ---- Signed in ------------------------------------------------------------------------------ */

struct reply my_reports_show(struct request *request, struct view *view)
{
	struct event_follow_list own = follows_own(view);
	struct out *out = page_begin(request, view, _("My reports"));

	my_reports_page(out, &own);
	return page_end(request, 200);
}

struct reply my_report_show(struct request *request, struct view *view)
{
	const struct event_follow *follow = follow_of_own(view, request_param(request, "number"));

	return follow ? follow_reply(request, view, follow, S("")) : reply_not_found(request);
}

struct reply my_report_add(struct request *request, struct change *change)
{
	struct photos photos = photos_read(request, "photos");
	const struct event_follow *follow = follow_of_own(change_view(change),
		request_param(request, "number"));

	if (!follow)
		return reply_not_found(request);
	return addition_act(request, change, follow,
		arena_print(request->arena, "/my-reports/%.*s", STR(follow->number)), &photos);
}
