/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/round.c - the page of a round; its files read in, computed and erased. */
#include "modules/surveys/make.h"
#include "modules/surveys/pages.h"
#include "modules/surveys/round.html.h"

#include "base/crypto.h"
#include "base/json.h"

/* ---- What the city says ----------------------------------------------------------------------- */

static void question_json(struct json_out *json, const struct round_standing *standing,
	const struct asked_question *question, const struct round_result *city)
{
	struct round_change change = change_of(standing, question, 0);

	json_object_begin(json, NULL);
	json_str(json, "id", question->public_id);
	json_str(json, "code", question->code);
	json_str(json, "subject", question->subject);
	json_str(json, "wording", question->wording);
	json_object_begin(json, "city");
	result_json(json, standing->run, city);
	json_object_finish(json);
	change_json(json, &change);
	json_object_finish(json);
}

static struct reply round_json(struct request *request, const struct asked_page *page,
                               const struct round_standing *standing)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, SURVEYS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "round");
	record_json(&json, &asked_round_record, page->round);
	json_list_finish(&json);
	json_list_begin(&json, "computed");
	if (standing->run)
		record_json(&json, &round_run_record, standing->run);
	json_list_finish(&json);
	json_list_begin(&json, "questions");
	for (size_t i = 0; i < standing->questions.count; i++) {
		const struct round_result *city = result_of(&standing->results, standing->questions.at[i].id, 0);

		if (city)
			question_json(&json, standing, &standing->questions.at[i], city);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct str not_answered_said(struct arena *arena, const struct round_result *city)
{
	int64_t asked = city->answers + city->not_answered;

	return asked ? arena_print(arena, "%.*s %%",
		       STR(tongue_real(arena, 100 * (double)city->not_answered / (double)asked, 1)))
		     : S("");
}

static void questions_show(
	struct out *out, const struct asked_page *page, const struct round_standing *standing)
{
	struct arena *arena = out->arena;

	round_questions_begin(out);
	for (size_t i = 0; i < standing->questions.count; i++) {
		const struct asked_question *question = &standing->questions.at[i];
		const struct round_result *city = result_of(&standing->results, question->id, 0);
		struct round_change change = change_of(standing, question, 0);

		if (city)
			round_questions_row(out, question, asked_question_path(arena, page, question),
				share_said(arena, standing->run, city),
				change_said(arena, standing, &change),
				not_answered_said(arena, city));
	}
	round_questions_end(out, standing->run);
}

struct reply survey_round_page(struct request *request, struct view *view)
{
	struct asked_page page = asked_page_of(request, view);
	struct round_standing standing;
	struct round_file_list files;
	struct round_run_list runs;
	struct out *out;

	if (!page.round)
		return reply_not_found(request);
	standing = round_standing_of(view, page.round);
	if (request_wants_json(request))
		return round_json(request, &page, &standing);
	files = round_files(view, page.round->id);
	runs = runs_of(view, page.round->id);
	out = page_begin(request, view, arena_print(request->arena, "%.*s %.*s", STR(page.survey->name),
		STR(page.round->name)).at);
	round_head(out, &page, standing.run, survey_may_write(view));
	if (standing.run)
		questions_show(out, &page, &standing);
	round_work(out, request, &page, &files, survey_may_write(view));
	round_runs(out, &runs);
	return page_end(request, 200);
}

/* ---- Reading in ---------------------------------------------------------------------------------- */

struct reply survey_read_page(struct request *request, struct view *view)
{
	struct asked_page page = asked_page_of(request, view);
	struct asked_question_list questions;
	struct out *out;

	if (!page.round || !survey_may_write(view))
		return reply_not_found(request);
	questions = asked_questions_of(view, page.survey->id);
	out = page_begin(request, view, _("Read in a file"));
	round_read_form(out, request, &page, &questions, request_problems(request));
	return page_end(request, 200);
}

static const struct upload *file_of(struct request *request)
{
	const struct upload *file = request_file(request, "file", 0);

	if (!file || (!file->content.len && !file->is_too_large))
		problem_add(request_problems(request), "file", "%s", _("Choose a file."));
	else if (file->is_too_large)
		problem_add(request_problems(request), "file", "%s", _("The file is too large."));
	return request_problems(request)->count ? NULL : file;
}

/* The kept text of a file that is fine; "" when it is not. */
static struct str content_of(struct request *request, struct view *view, const struct asked_round *round,
                             enum file_kind kind, struct str content, int64_t *rows)
{
	struct asked_question_list questions = asked_questions_of(view, round->survey_id);
	struct survey_area_list areas = survey_areas(view, round->asked_to);
	struct reading_ask ask = { request->arena, round, &questions, &areas };
	struct answers_read answers;
	struct people_row_list people;

	if (kind == FILE_answers) {
		if (!answers_file_read(&ask, content, &answers, request_problems(request)))
			return S("");
		*rows = (int64_t)answers.count;
		return answers_kept(&ask, &answers);
	}
	if (!people_file_read(&ask, content, &people, request_problems(request)))
		return S("");
	*rows = (int64_t)people.count;
	return people_kept(request->arena, &people);
}

static void file_keep(struct request *request, struct change *change, const struct asked_round *round,
                      struct round_file *file, struct str content)
{
	const char *kind = file->kind == FILE_answers ? "survey_answers" : "survey_people";

	file->public_id = uuid_v7(request->arena);
	file->round_id = round->id;
	file->read_by = request_person(request)->id;
	file->read_name = request_person(request)->name;
	file->read_at = instant_now();
	file->import_id = import_begin(change, kind, round->name, file->file_name, 0);
	answers_put(change, file, content);
	import_finish(change, file->import_id, file->rows_count, 0, 0, 0);
}

struct reply survey_read_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	int kind = choice_of(round_file_kinds, request_field(request, "kind"));
	struct round_file file = { .kind = kind };
	const struct upload *upload;
	struct str content;

	if (!page.round || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	if (kind != FILE_answers && kind != FILE_people)
		problem_add(request_problems(request), "kind", "%s", _("Choose what the file holds."));
	upload = file_of(request);
	if (!upload)
		return reply_again(request, change);
	content = content_of(request, change_view(change), page.round, (enum file_kind)kind,
		upload->content, &file.rows_count);
	if (request_problems(request)->count)
		return reply_again(request, change);
	file.file_name = str_letters_part(upload->name, 120);
	file_keep(request, change, page.round, &file, content);
	request_message(request, kind == FILE_answers ? _("The answers are read in. Compute the round when the people are there too.")
		: _("The people are read in. Compute the round when its answers are there too."));
	return reply_done(request, 201, &round_file_record, &file, "%.*s", STR(round_path(request->arena, &page)));
}

/* ---- Computing and erasing --------------------------------------------------------------------------- */

struct reply survey_compute_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	int64_t job;

	if (!page.round || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	if (!round_file_now(change_view(change), page.round->id, FILE_answers))
		return reply_problem(request, 409, _("There is nothing to compute."),
			str_of(_("No answers are read in, or they have been erased.")));
	job = job_start(change, "survey-compute",
		arena_print(request->arena, "{\"round\":\"%lld\",\"page\":\"%.*s\"}",
			(long long)page.round->id, STR(round_path(request->arena, &page))),
		S(""), S(""));
	return reply_done(request, 202, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

struct reply survey_erase_act(struct request *request, struct change *change)
{
	struct asked_page page = asked_page_of(request, change_view(change));
	const struct round_file *answers;
	const struct round_run *run;

	if (!page.round || !survey_may_write(change_view(change)))
		return reply_not_found(request);
	answers = round_file_now(change_view(change), page.round->id, FILE_answers);
	run = run_newest(change_view(change), page.round->id);
	if (!answers || !run || run->file_id != answers->id)
		return reply_problem(request, 409, _("The answers are not erased."),
			str_of(_("They have not been computed, or are erased already.")));
	answers_erase(change, page.round->id, FILE_answers);
	request_message(request, _("The answers are erased. What was computed of them stays."));
	return reply_done(request, 200, NULL, NULL, "%.*s", STR(round_path(request->arena, &page)));
}
