/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/home.h - a log that went on off-line comes home, and what is said of both.
 *
 * The city's chain and that of a copy have a common beginning and then go apart.  Nothing of
 * either is ever changed: the lines of the copy are kept beside the city's, and the city's
 * chain gets one line that says how far the other had come.  Merging is to show both in one
 * order.  What a copy judged of level, coordination and staff does not move the city's own:
 * it is another statement, which stands until somebody in the city judges anew.
 */
#pragma once

#include "modules/crisis/shifts.h"

/* ---- The merge (merge.c): pure -------------------------------------------------------- */

/* A line, and whose chain it stands in. */
struct merge_line {
	struct str site;                /* "": the city */
	int64_t base;                   /* the last line of the city that its chain follows on */
	const struct entry *entry;
	struct instant stands_at;       /* where it stands in the order; the merge says */
};
LIST_OF(merge_line)
/* All lines of both, each once, in one order that depends on nothing but which they are: by
 * the time they were logged, then site, then number.  A clock that was set back does not move
 * a line before one that its chain has before it; what a chain follows on stands before it. */
struct merge_line_list crisis_merged(struct arena *arena, const struct merge_line_list *a,
                                     const struct merge_line_list *b);
struct merge_line_list merge_lines_of(struct arena *arena, struct str site, int64_t base,
                                      const struct entry_list *entries);
/* The first that corrects it, in its own chain or in one that follows on it; NULL. */
const struct merge_line *line_corrected_by(const struct merge_line_list *corrections,
                                           const struct merge_line *line);

/* What a copy says of level, coordination or a function, and the city says otherwise. */
struct statement {
	enum entry_kind kind;           /* ENTRY_level, ENTRY_coordination, ENTRY_staff */
	struct str function;            /* of ENTRY_staff */
	struct str site, ours, theirs;  /* codes, or names with a comma between */
	const struct entry *our_line;   /* the latest in the city; NULL: there is none */
	const struct entry *their_line;
	bool is_both;                   /* the city has judged as well since they went apart */
};
LIST_OF(statement)
/* Of all the lines of a crisis, in any order.  What was judged in the city after the other had
 * come home stands alone. */
struct statement_list crisis_statements(struct arena *arena, const struct merge_line_list *lines);
