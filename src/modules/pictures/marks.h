/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/marks.h - numbers that stand in a text for what was counted: "[41 #3]".
 *
 * What stands before # is how the number was when it was put there; what stands after it is
 * its name: 3, the third number that the picture cites, or a question in words that becomes
 * such a number when the text is saved:
 *
 *   total  injured  notices  silent  workplaces  causes  open  late
 *   type:injury.fall  branch:injury  area:12  severity:3  place_type:school  weekday:1
 *   month:2026-06  cause:technical.maintenance
 *
 * and each with :before for the same days the year before.  Pure: text in, text out.
 */
#pragma once

#include "base/out.h"

struct mark {
	size_t at, len;                 /* where in the text */
	struct str shown, name;
};
/* The first mark at `from` or after it. */
bool mark_find(struct str text, size_t from, struct mark *mark);
struct str mark_write(struct arena *arena, struct str shown, struct str name);

/* What stands instead of a mark; len 0: the mark stays as it is. */
struct mark_answer {
	struct str (*say)(void *context, const struct mark *mark);
	void *context;
};
struct str marks_replace(struct arena *arena, struct str text, const struct mark_answer *answer);
/* The same in HTML: only in running text, never within a tag. */
struct html marks_replace_html(struct arena *arena, struct html html, const struct mark_answer *answer);
/* As one reads it aloud: each mark is what it shows. */
struct str marks_plain(struct arena *arena, struct str text);
/* By name alone: what stays when the amounts change. */
struct str marks_named(struct arena *arena, struct str text);
/* A name in words taken apart; false: it is none.  `of` may be empty. */
struct mark_words { struct str what, of; bool is_before; };
bool mark_words_read(struct str name, struct mark_words *words);
