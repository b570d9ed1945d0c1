/* SPDX-License-Identifier: EUPL-1.2 */
/* surveys/tests_town.h - a town of 14 districts and who keeps its survey, for the tests of this room. */
#pragma once

#include "modules/surveys/make.h"
#include "modules/surveys/pages.h"
#include "store/test_store.h"

enum { TOWN_ANALYST = 11, TOWN_POLITICIAN, TOWN_HANDLER, TOWN_AREAS = 14 };

struct town {
	struct store *store;
	struct security_survey survey;
	struct asked_question question;         /* column safe: 1 counts as safe, 0 does not */
	struct asked_round round;               /* columns sex and age */
};
struct town town_make(void);
struct view *town_view(const struct town *town, int64_t person);
/* Reads a file in as the page does; the number of problems, of which the first is in *problem. */
size_t town_read(const struct town *town, const struct asked_round *round, enum file_kind kind,
	struct str content, struct str *problem);
struct round_making town_compute(const struct town *town, const struct asked_round *round);
struct asked_round town_round(const struct town *town, const char *name, int year);
/* So many answers of district d1, d2 ...: the first `safe` of them safe; weight 10 each. */
void town_answers(struct out *out, int district, int count, int safe);
