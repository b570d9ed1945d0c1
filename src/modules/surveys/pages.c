/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/pages.c - the list, a survey, and the forms of surveys, questions and rounds. */
#include "modules/surveys/pages.h"
#include "modules/surveys/pages.html.h"

#include "base/json.h"

/* ---- Addresses -------------------------------------------------------------------------------- */

struct asked_page asked_page_of(struct request *request, struct view *view)
{
	struct asked_page page = { .survey = survey_get(view, request_param(request, "survey")) };

	if (!page.survey)
		return page;
	page.round = asked_round_get(view, page.survey->id, request_param(request, "round"));
	page.question = asked_question_get(view, page.survey->id, request_param(request, "question"));
	return page;
}

struct str survey_path(struct arena *arena, const struct security_survey *survey)
{
	return arena_print(arena, "/surveys/%.*s", STR(survey->public_id));
}

struct str round_path(struct arena *arena, const struct asked_page *page)
{
	return arena_print(arena, "/surveys/%.*s/rounds/%.*s", STR(page->survey->public_id),
		STR(page->round->public_id));
}

struct str asked_question_path(
	struct arena *arena, const struct asked_page *page, const struct asked_question *question)
{
	return arena_print(arena, "%.*s/questions/%.*s", STR(round_path(arena, page)), STR(question->public_id));
}

/* ---- The list ----------------------------------------------------------------------------------- */

static void surveys_json(struct json_out *json, const struct security_survey_list *list)
{
	json_object_begin(json, NULL);
	json_list_begin(json, "surveys");
	for (size_t i = 0; i < list->count; i++)
		record_json(json, &security_survey_record, &list->at[i]);
	json_list_finish(json);
	json_object_finish(json);
}

/* The newest round that has been computed. */
static struct asked_page newest_of(struct view *view, const struct security_survey *survey)
{
	struct asked_round_list rounds = asked_rounds_of(view, survey->id);

	for (size_t i = 0; i < rounds.count; i++)
		if (run_newest(view, rounds.at[i].id))
			return (struct asked_page){ .survey = survey, .round = &rounds.at[i] };
	return (struct asked_page){ .survey = survey };
}

static void newest_show(struct out *out, struct view *view, const struct security_survey *survey)
{
	struct asked_page page = newest_of(view, survey);
	struct round_standing standing;

	surveys_item_begin(out, &page);
	if (page.round) {
		standing = round_standing_of(view, page.round);
		for (size_t i = 0; i < standing.questions.count; i++) {
			const struct asked_question *question = &standing.questions.at[i];
			const struct round_result *city = result_of(&standing.results, question->id, 0);
			struct round_change change = change_of(&standing, question, 0);

			if (city)
				surveys_item_line(out, &page, question, share_said(out->arena, standing.run, city),
					change_said(out->arena, &standing, &change));
		}
	}
	surveys_item_end(out);
}

struct reply surveys_page(struct request *request, struct view *view)
{
	struct security_survey_list list = surveys_all(view);
	struct json_out json;
	struct out *out, made;

	if (request_wants_json(request)) {
		out_init(&made, request->arena, SURVEYS_JSON_LONGEST);
		json_begin(&json, &made);
		surveys_json(&json, &list);
		return reply_json(request, 200, &made);
	}
	out = page_begin(request, view, _("Surveys"));
	surveys_head(out, survey_may_write(view), list.count);
	for (size_t i = 0; i < list.count; i++)
		newest_show(out, view, &list.at[i]);
	return page_end(request, 200);
}

/* ---- One survey ----------------------------------------------------------------------------------- */

static void list_json(struct json_out *json, const char *name, const struct record *record, struct rows rows)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < rows.count; i++)
		record_json(json, record, (const char *)rows.at + i * record->shape.size);
	json_list_finish(json);
}

static struct reply survey_json(struct request *request, const struct security_survey *survey,
	const struct asked_question_list *questions, const struct asked_round_list *rounds)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, SURVEYS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	list_json(&json, "survey", &security_survey_record, (struct rows){ 1, (void *)(uintptr_t)survey });
	list_json(&json, "questions", &asked_question_record, (struct rows){ questions->count, questions->at });
	list_json(&json, "rounds", &asked_round_record, (struct rows){ rounds->count, rounds->at });
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply survey_page(struct request *request, struct view *view)
{
	const struct security_survey *survey = survey_get(view, request_param(request, "survey"));
	struct asked_question_list questions;
	struct asked_round_list rounds;
	struct out *out;
	bool may_write;

	if (!survey)
		return reply_not_found(request);
	questions = asked_questions_of(view, survey->id);
	rounds = asked_rounds_of(view, survey->id);
	if (request_wants_json(request))
		return survey_json(request, survey, &questions, &rounds);
	may_write = survey_may_write(view);
	out = page_begin(request, view, str_z(request->arena, survey->name));
	survey_head(out, survey, may_write);
	survey_rounds_begin(out, survey, may_write, rounds.count);
	for (size_t i = 0; i < rounds.count; i++)
		survey_rounds_row(out, survey, &rounds.at[i], run_newest(view, rounds.at[i].id));
	survey_rounds_end(out, rounds.count);
	survey_questions_begin(out, survey, may_write, questions.count);
	for (size_t i = 0; i < questions.count; i++)
		survey_questions_row(out, survey, &questions.at[i],
			may_write && !question_is_computed(view, questions.at[i].id));
	survey_questions_end(out, questions.count);
	return page_end(request, 200);
}

/* ---- Forms ------------------------------------------------------------------------------------------ */

struct form_ask {
	const struct form *form;
	const void *row;
	const struct security_survey *survey;   /* NULL: a new one */
	const char *title, *button;
	struct str action, cancel;
};

/* Who keeps surveys does so for the whole city; elsewhere the form is not there. */
static struct reply form_page(struct request *request, struct view *view, const struct form_ask *ask)
{
	struct form_view form = form_view_of(request, view, ask->form, ask->row);
	struct out *out;

	if (!survey_may_write(view))
		return reply_not_found(request);
	out = page_begin(request, view, ask->title);
	surveys_form_head(out, ask->title, ask->survey);
	form_begin(out, &form, ask->action, false);
	form_all(out, &form);
	form_buttons(out, ask->button, ask->cancel);
	form_end(out);
	return page_end(request, 200);
}

/* Saved, gone, or changed by somebody else meanwhile. */
static struct reply update(struct request *request, struct change *change, const struct record *record,
	void *now, const void *before, int64_t version, struct str path)
{
	enum updated updated = change_update(change, &record->shape, now, version);

	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE)
		return reply_stale(request, record, now, before);
	request_message(request, _("It is saved."));
	return reply_done(request, 200, record, now, "%.*s", STR(path));
}

struct reply survey_new(struct request *request, struct view *view)
{
	return form_page(request, view, &(struct form_ask){ .form = &security_survey_form, .title = _("Register a survey"),
		.button = _("Save the survey"), .action = S("/surveys"), .cancel = S("/surveys") });
}

struct reply survey_add_act(struct request *request, struct change *change)
{
	struct security_survey *survey = request_record(request);

	if (!survey_may_write(change_view(change)))
		return reply_not_found(request);
	change_insert(change, &security_survey_record.shape, survey);
	request_message(request, _("The survey is registered. Now write what is asked, and its rounds."));
	return reply_done(request, 201, &security_survey_record, survey, "/surveys/%.*s", STR(survey->public_id));
}

struct reply survey_edit(struct request *request, struct view *view)
{
	const struct security_survey *survey = survey_get(view, request_param(request, "survey"));

	if (!survey)
		return reply_not_found(request);
	return form_page(request, view,
		&(struct form_ask){ .form = &security_survey_form,
			.row = survey,
			.survey = survey,
			.title = _("Change the survey"),
			.button = _("Save the survey"),
			.action = survey_path(request->arena, survey),
			.cancel = survey_path(request->arena, survey) });
}

void *survey_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)survey_get(view, request_param(request, "survey"));
}

struct reply survey_change_act(struct request *request, struct change *change)
{
	const struct security_survey *before = survey_get(change_view(change), request_param(request, "survey"));
	int64_t version = request_version(request);

	if (!before || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	return update(request, change, &security_survey_record, request_record(request), before,
		version ? version : before->version, survey_path(request->arena, before));
}

/* ---- Questions ----------------------------------------------------------------------------------------- */

static struct str questions_path(struct arena *arena, const struct asked_page *page)
{
	return page->question
		       ? arena_print(arena, "%.*s/questions/%.*s",
			       STR(survey_path(arena, page->survey)), STR(page->question->public_id))
		       : arena_print(arena, "%.*s/questions", STR(survey_path(arena, page->survey)));
}

static struct reply question_form(struct request *request, struct view *view, const char *title)
{
	struct asked_page page = asked_page_of(request, view);

	if (!page.survey)
		return reply_not_found(request);
	return form_page(request, view, &(struct form_ask){ .form = &asked_question_form, .row = page.question,
		.survey = page.survey, .title = title, .button = _("Save the question"),
		.action = questions_path(request->arena, &page), .cancel = survey_path(request->arena, page.survey) });
}

struct reply survey_question_new(struct request *request, struct view *view)
{
	return question_form(request, view, _("Register a question"));
}

static bool code_is_free(struct request *request, struct view *view, const struct asked_question *question)
{
	struct asked_question_list list = asked_questions_of(view, question->survey_id);

	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].id != question->id && str_equals(list.at[i].code, question->code)) {
			problem_add(request_problems(request), "code", "%s", _("The survey has a question with this column already."));
			return false;
		}
	return true;
}

struct reply survey_question_add_act(struct request *request, struct change *change)
{
	const struct security_survey *survey = survey_get(change_view(change), request_param(request, "survey"));
	struct asked_question *question = request_record(request);

	if (!survey || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	question->survey_id = survey->id;
	if (!code_is_free(request, change_view(change), question))
		return reply_again(request, change);
	change_insert(change, &asked_question_record.shape, question);
	request_message(request, _("The question is saved."));
	return reply_done(request, 201, &asked_question_record, question, "/surveys/%.*s", STR(survey->public_id));
}

struct reply survey_question_edit(struct request *request, struct view *view)
{
	if (!survey_question_load(request, view))
		return reply_not_found(request);
	return question_form(request, view, _("Change the question"));
}

void *survey_question_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)asked_page_of(request, view).question;
}

/* What has been computed of a wording belongs to that wording. */
struct reply survey_question_change_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	int64_t version = request_version(request);

	if (!page.question || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	if (question_is_computed(change_view(change), page.question->id))
		return reply_problem(request, 409, _("The question can no longer be changed."),
			str_of(_("Answers to it have been computed. Register another wording as a question of its own.")));
	if (!code_is_free(request, change_view(change), request_record(request)))
		return reply_again(request, change);
	return update(request, change, &asked_question_record, request_record(request), page.question,
		version ? version : page.question->version, survey_path(request->arena, page.survey));
}

/* ---- Rounds ---------------------------------------------------------------------------------------------- */

static struct reply round_form(struct request *request, struct view *view, const char *title)
{
	struct asked_page page = asked_page_of(request, view);
	struct arena *arena = request->arena;
	struct str path;

	if (!page.survey)
		return reply_not_found(request);
	path = page.round ? round_path(arena, &page)
			  : arena_print(arena, "%.*s/rounds", STR(survey_path(arena, page.survey)));
	return form_page(request, view, &(struct form_ask){ .form = &asked_round_form, .row = page.round,
		.survey = page.survey, .title = title, .button = _("Save the round"), .action = path,
		.cancel = page.round ? path : survey_path(arena, page.survey) });
}

struct reply survey_round_new(struct request *request, struct view *view)
{
	return round_form(request, view, _("Register a round"));
}

static bool round_is_free(struct request *request, struct view *view, const struct asked_round *round)
{
	struct asked_round_list list = asked_rounds_of(view, round->survey_id);

	for (size_t i = 0; i < list.count; i++)
		if (list.at[i].id != round->id && str_equals(list.at[i].name, round->name)) {
			problem_add(request_problems(request), "name", "%s", _("The survey has a round with this name already."));
			return false;
		}
	return true;
}

struct reply survey_round_add_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	struct asked_round *round = request_record(request);

	if (!page.survey || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	round->survey_id = page.survey->id;
	if (!round_is_free(request, change_view(change), round))
		return reply_again(request, change);
	change_insert(change, &asked_round_record.shape, round);
	page.round = round;
	request_message(request, _("The round is registered. Now read in its answers."));
	return reply_done(request, 201, &asked_round_record, round, "%.*s", STR(round_path(request->arena, &page)));
}

struct reply survey_round_edit(struct request *request, struct view *view)
{
	if (!survey_round_load(request, view))
		return reply_not_found(request);
	return round_form(request, view, _("Change the round"));
}

void *survey_round_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)asked_page_of(request, view).round;
}

struct reply survey_round_change_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	int64_t version = request_version(request);

	if (!page.round || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	if (!round_is_free(request, change_view(change), request_record(request)))
		return reply_again(request, change);
	return update(request, change, &asked_round_record, request_record(request), page.round,
		version ? version : page.round->version, round_path(request->arena, &page));
}
