/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/surveys.h - perceived safety: what people say when they are asked, and how sure that is.
 *
 * A survey (the security survey, a survey of pupils) has rounds, and questions with their exact
 * wording.  The answers of a round are read in from a file, one row each, with whom each speaks
 * for; beside it a file says how many people there are in groups that are known.  A job computes
 * the share that feels safe in the city, its districts and areas (analysis/survey.h,
 * small_area.h, area_ranks.h): always with limits, in words when there are too few answers, and
 * never as a list by size without the places that each may have.  What was computed is never
 * changed.  Two rounds are compared when the wording is the same and the series is not broken.
 *
 * Single answers stand in no view: nobody reads them, and they are erased in time.
 */
#pragma once

#include "kit/module.h"

/* What the newest computed round of a survey says of one of its questions, in the words of a text. */
struct survey_told {
	struct str key, words;          /* key: of the question */
};
LIST_OF(survey_told)
enum { SURVEYS_TOLD_MOST = 12 };

/* Of rounds that were asked no later than `to`; told as the room itself tells it, few answers too. */
struct survey_told_list surveys_told(struct view *view, struct date to);
struct str survey_told_words(struct view *view, struct str key, struct date to);        /* "" */

extern const struct module surveys_module;
