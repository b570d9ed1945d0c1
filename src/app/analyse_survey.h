/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_survey.h - what the files of varn analyse survey share: rounds of answers. */
#pragma once

#include "analysis/survey.h"
#include "app/analyse_names.h"

enum { SURVEY_ROUNDS_MOST = 40, SURVEY_MARGINS_MOST = 12 };

struct survey_round {
	struct str name, question, mode;
	size_t *rows;                   /* of each answer */
	double *values;
	struct survey_sample sample;
	struct survey_weights weights;
};

struct survey_file {
	const struct plain *plain;
	size_t count;
	struct survey_round rounds[SURVEY_ROUNDS_MOST];
};
/* False: it has been told what is wrong. */
bool survey_file_read(const struct plain *plain, double trim, struct survey_file *file);
