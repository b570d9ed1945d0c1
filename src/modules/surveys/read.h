/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * surveys/read.h - the two files of a round: the answers, and the people they speak for.
 *
 * answers   reference;area;[stratum];[weight];columns with groups;columns of questions
 *           One row is one answer.  reference tells it from all others, and is not kept.  area is
 *           the code of an area of the map.  weight: for how many people it speaks.
 * people    margin;group;people
 *           margin is area (group: its code), stratum, or one of the round's columns with groups.
 *
 * A file is fine as a whole or not at all.  A column that the round does not know is refused, so
 * that no name comes in by mistake; so is a cell that looks like a personal number.
 */
#pragma once

#include "modules/surveys/inside.h"

enum { GROUP_COLUMNS_MOST = 10, QUESTIONS_MOST = 60, ANSWERS_MOST = 200000, CELL_LONGEST = 40 };

/* What a file is judged by. */
struct reading_ask {
	struct arena *arena;
	const struct asked_round *round;
	const struct asked_question_list *questions;
	const struct survey_area_list *areas;
};

struct answers_read {
	size_t count;
	const struct survey_area **areas;       /* of each answer */
	double *weights;                /* NULL: the file has none */
	struct str *strata;             /* NULL: the file has none */
	size_t group_count;
	struct str group_names[GROUP_COLUMNS_MOST];
	struct str *groups[GROUP_COLUMNS_MOST];
	struct str *values[QUESTIONS_MOST];     /* by question; NULL: not asked; "" no answer */
};

struct people_row { struct str margin, group; double people; };
LIST_OF(people_row)

/* False: `problems` says what is wrong, with line and column, at the field "file". */
bool answers_file_read(const struct reading_ask *ask, struct str content, struct answers_read *read,
                       struct problems *problems);
bool people_file_read(const struct reading_ask *ask, struct str content, struct people_row_list *read,
                      struct problems *problems);
/* What is kept of them: the same without what is not needed. */
struct str answers_kept(const struct reading_ask *ask, const struct answers_read *read);
struct str people_kept(struct arena *arena, const struct people_row_list *read);
