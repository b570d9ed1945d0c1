/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * store/search.h - full text over both databases.
 *
 * Text is cut into words, folded (å ä ö stay apart from a and o) and stemmed for Swedish
 * here in C; the databases only index the result: FTS5 without content on SQLite, tsvector
 * 'simple' on PostgreSQL.  So both find the same rows.  Each word is also kept once in the
 * vocabulary (table search_word), where a word asked for is sought as a part: "läcka" finds
 * "vattenläcka", which in Swedish is one word.
 *
 * Schema: a line `{search event}` in a schema file makes the index event_words.
 * Queries: `{found event $1}` is a sub-select with the column row_id, for
 *   SELECT my_event.* FROM {found event $1} AS hit JOIN my_event ON my_event.id = hit.row_id
 *   ORDER BY hit.row_id DESC LIMIT 50
 */
#pragma once

#include "store/store.h"

/* The words of a text as they are indexed, separated by spaces; kept by the caller in the
 * row (column search_text), because the index cannot be read back. */
struct str search_words(struct arena *arena, struct str text);
/* Puts, changes or (now empty) takes away a row; `before` is what was put last, "" at first. */
void search_put(struct change *change, const char *index, int64_t id, struct str before, struct str now);
/* Many rows that were not there before, in the fastest way (imports, demo). */
struct search_row {
	int64_t id;
	struct str words;
};
void search_put_many(struct change *change, const char *index, const struct search_row *rows,
	size_t count);
/* What a person typed -> the $1 of {found ...}: all words must occur; "-word" must not;
 * "quoted words" stand together; the last word may be a beginning.  "" when nothing can be
 * sought (only then must {found} not be run). */
struct str search_query(struct view *view, struct str typed);
