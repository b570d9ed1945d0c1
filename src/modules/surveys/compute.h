/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/compute.h - from the files of a round to what can be said of each area; pure.
 *
 * Weights are those of the file, or else people of a stratum / answers of it; raked to the groups
 * that are known (analysis/survey.h).  The share of the city, of each area and of what lies above
 * it is told with the limits of Korn and Graubard.  Areas of one level are then put together with
 * each other (analysis/small_area.h) on the scale asin(sqrt p), where the variance of a share of
 * n answers is effect / (4 n), the effect being the design effect of all areas together; when the
 * round before says something of all of them, with that too.
 *
 * Nothing is told of fewer answers than `least`, nor of a share whose error is more than `widest`
 * of it; and nothing from which what is not told could be worked out (tell.h).  Without weights
 * shares are of those who answered, and have no limits.
 */
#pragma once

#include "analysis/survey.h"
#include "modules/surveys/read.h"

/* An area lies in at most so many others: a map whose areas lie in each other has an end too. */
enum { AREAS_DEEPEST = 8 };
const struct survey_area *survey_area_above(const struct survey_area_list *areas, const struct survey_area *area); /* NULL */

struct compute_settings {
	double level, trim, widest;
	int64_t least;
	uint64_t seed;                  /* of the order of areas */
};

struct round_data {
	const struct answers_read *answers;
	const struct people_row_list *people;
	const struct asked_question_list *questions;
	const struct survey_area_list *areas;
	const struct round_result_list *before; /* of the round before; NULL: not comparable */
};

struct weighed {
	bool is_weighted;
	struct survey_sample sample;
	struct survey_weights weights;
	struct str margins;             /* "area sex age"; "" none */
};
/* False: *problem is a sentence that says which group to join, that a column has more than 5 000 of
 * them, or what contradicts. */
bool round_weigh(struct arena *arena, const struct round_data *data, const struct compute_settings *settings,
                 struct weighed *weighed, struct str *problem);

/* Of each question that was asked: the city (area 0) and each area that has answers.  step() is
 * told after each question, and may stop it (NULL results).  May be NULL. */
struct round_result_list round_compute(struct arena *arena, const struct round_data *data,
                                       const struct weighed *weighed, const struct compute_settings *settings,
                                       bool (*step)(void *context, size_t question), void *context);

/* ---- Compared with the round before ---- */

enum change_state { CHANGE_known, CHANGE_first, CHANGE_break, CHANGE_wording, CHANGE_untold, CHANGE_unweighted };
struct round_change { enum change_state state; struct survey_difference difference; };
struct round_change results_compare(const struct round_result *before, const struct round_result *now,
                                    double level, double margin);
