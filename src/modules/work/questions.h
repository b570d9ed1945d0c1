/* SPDX-License-Identifier: EUPL-1.2 */
/* work/questions.h - the saved questions of evidence (catalogue evidence_questions). */
#pragma once

#include "kit/catalogue.h"

/* Where a question leads, with the year in its place. */
struct str question_path(struct arena *arena, const struct item *question, int year);
