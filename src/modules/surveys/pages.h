/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/pages.h - the pages of the room, and what they say alike. */
#pragma once

#include "base/uncertain.h"
#include "modules/surveys/compute.h"

/* What stands in the address: NULL where there is none, or not for the reader. */
struct asked_page {
	const struct security_survey *survey;
	const struct asked_round *round;
	const struct asked_question *question;
};
struct asked_page asked_page_of(struct request *request, struct view *view);
struct str survey_path(struct arena *arena, const struct security_survey *survey);
struct str round_path(struct arena *arena, const struct asked_page *page);
struct str asked_question_path(
	struct arena *arena, const struct asked_page *page, const struct asked_question *question);

/* A round with what was computed of it and of the one before. */
struct round_standing {
	const struct round_run *run, *run_before;       /* NULL */
	const struct asked_round *before, *broken;      /* NULL; where the series is broken between the two */
	struct asked_question_list questions;
	struct round_result_list results, results_before;
};
struct round_standing round_standing_of(struct view *view, const struct asked_round *round);
const struct round_result *result_of(
	const struct round_result_list *list, int64_t question_id, int64_t area_id);
struct round_change change_of(const struct round_standing *standing, const struct asked_question *question,
                              int64_t area_id);

/* "62 (59–65) %"; in words when it is not told. */
struct str share_said(struct arena *arena, const struct round_run *run, const struct round_result *result);
struct str small_said(struct arena *arena, const struct round_result *result);
/* "Of the population 62 (59–65) % ..." */
struct str city_sentence(struct arena *arena, const struct round_run *run, const struct round_result *result);
struct str change_said(struct arena *arena, const struct round_standing *standing,
	const struct round_change *change);
/* The same for a table whose heading says since when, and in which unit. */
struct str change_said_short(struct arena *arena, const struct round_standing *standing,
	const struct round_change *change);
void result_json(struct json_out *json, const struct round_run *run, const struct round_result *result);
void change_json(struct json_out *json, const struct round_change *change);

struct reply surveys_page(struct request *request, struct view *view);
struct reply survey_new(struct request *request, struct view *view);
struct reply survey_add_act(struct request *request, struct change *change);
struct reply survey_page(struct request *request, struct view *view);
struct reply survey_edit(struct request *request, struct view *view);
void *survey_load(struct request *request, struct view *view);
struct reply survey_change_act(struct request *request, struct change *change);
struct reply survey_question_new(struct request *request, struct view *view);
struct reply survey_question_add_act(struct request *request, struct change *change);
struct reply survey_question_edit(struct request *request, struct view *view);
void *survey_question_load(struct request *request, struct view *view);
struct reply survey_question_change_act(struct request *request, struct change *change);
struct reply survey_round_new(struct request *request, struct view *view);
struct reply survey_round_add_act(struct request *request, struct change *change);
struct reply survey_round_page(struct request *request, struct view *view);
struct reply survey_round_edit(struct request *request, struct view *view);
void *survey_round_load(struct request *request, struct view *view);
struct reply survey_round_change_act(struct request *request, struct change *change);
struct reply survey_read_page(struct request *request, struct view *view);
struct reply survey_read_act(struct request *request, struct change *change);
struct reply survey_compute_act(struct request *request, struct change *change);
struct reply survey_erase_act(struct request *request, struct change *change);
struct reply survey_result_page(struct request *request, struct view *view);
struct reply survey_figure_file(struct request *request, struct view *view);
