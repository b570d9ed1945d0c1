/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/draft.h - what the numbers of a picture say, as sentences to take or leave.
 *
 * A small grammar: each template is one whole sentence, its numbers are marks (marks.h) that
 * lead to their rows.  Nothing is written in a picture by itself: a person takes a sentence,
 * changes it, or leaves it.
 *
 * Whether there were more or fewer is one judgement for the whole house of pictures: the ratio
 * of two rates with exact limits (analysis/rate_ratio.h) and the verdict on it
 * (analysis/verdict.h).  Where the verdict is that it cannot be said, no sentence has a word
 * of growth, decline or direction.  Many types, areas and months are looked through at once:
 * those that are told as standing out are kept to a false share (analysis/discoveries.h).
 *
 * What may come is the sum of the coming months (analysis/outlook.h), going on and staying.
 * Pure: the frozen numbers in, sentences out.
 */
#pragma once

#include "analysis/outlook.h"
#include "analysis/verdict.h"
#include "modules/pictures/inside.h"
#include "modules/pictures/marks.h"

enum proposal_rows { ROWS_none, ROWS_events, ROWS_history, ROWS_notices, ROWS_measures };

struct proposal {
	struct str key;                 /* "type:injury.fall"; a row's name stays the same next time */
	size_t section;                 /* of picture_sections */
	struct str words;               /* with marks */
	enum proposal_rows rows;        /* what lies behind it ... */
	const char *by;                 /* ... and by what, as events_link() takes it; "" all */
	struct str of;
};
enum { MOST_PROPOSALS = 40 };
struct proposal_list { size_t count; struct proposal *at; };

struct draft {
	struct arena *arena;
	const struct picture_query *query;
	const struct numbers *numbers;
	const struct picture_limits *limits;
	struct proposal_list list;
};
struct proposal_list picture_draft(struct arena *arena, const struct picture_query *query,
                                   const struct numbers *numbers, const struct picture_limits *limits);

/* The one judgement of more or fewer: counts of the query's days and those of the year before. */
enum verdict picture_verdict(const struct picture_query *query, int64_t now, int64_t before,
                             const struct picture_limits *limits);
/* The first sentence: how many, compared, how sure; with marks. */
struct str draft_total(struct arena *arena, const struct picture_query *query,
                       const struct numbers *numbers, const struct picture_limits *limits);

/* ---- What the files of the grammar share ------------------------------------------------- */

void draft_say(struct draft *draft, const struct proposal *proposal);
struct str draft_mark(struct arena *arena, int64_t number, struct str name);    /* "[41 #total]" */
bool draft_has_few(const struct draft *draft);
/* draft_ahead.c: how it may go on. */
void draft_consequences(struct draft *draft);
void draft_development(struct draft *draft);
