/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/because.h - what stands out in the events of a signal's week: words, a place, a holiday.
 *
 * Words that the texts of the week have more often than those of the 52 weeks before
 * (analysis/word_odds.h), of the same types in the same place.  Only for a reader who may open
 * every event that is counted there, and only from texts that this reader may open; never from
 * one under need to know, never a word of fewer than three events, never what may point to a
 * person (texts.h).  It says what stands out, not why.
 */
#pragma once

#include "modules/signals/pages.h"

enum { BECAUSE_WORDS = 10, BECAUSE_SENTENCES = 3 };

struct because_word {
	struct str word, link;          /* link: the list of the events that have it */
	int64_t events, before;         /* that have it: of the week, of those before */
	double z;
};
struct because {
	bool may_read;
	int64_t events, before;         /* how many texts were read */
	size_t count;
	struct because_word words[BECAUSE_WORDS];
	size_t sentence_count;
	struct str sentences[BECAUSE_SENTENCES];
};
struct because because_of(struct view *view, const struct listed *listed);

/* ---- Rules (because.c): values in, values out -------------------------------------------------- */

/* An event as it is read here. */
struct event_text {
	int64_t place_id;
	struct str title, story;
};
LIST_OF(event_text)
/* The place that most events share, at least two of them; 0: none does.  Of as many, the one that
 * was met first. */
struct same_place { int64_t place_id, events; };
struct same_place same_place_of(const struct event_text_list *events);

/* ---- Queries (queries_because.c) ------------------------------------------------------------------ */

/* The newest, at most so many, that this person may open; from one day until before another. */
struct event_text_list signal_texts(struct view *view, const struct listed *listed, struct date from,
                                    struct date before, int64_t most);
