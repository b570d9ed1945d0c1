/* SPDX-License-Identifier: EUPL-1.2 */
/* work/inside.h - what the files of this room share. */
#pragma once

#include "base/out.h"
#include "formats/markdown.h"
#include "kit/catalogue.h"
#include "modules/duties/duties.h"
#include "modules/events/events.h"
#include "modules/measures/measures.h"
#include "modules/pictures/pictures.h"
#include "modules/submissions/submissions.h"
#include "modules/units/units.h"
#include "modules/work/work.h"

/* ---- facts.c: numbers of one unit, read through the other rooms' doors ------------------------ */

struct facts {
	const struct unit *unit;
	int year;
	struct date today;
	int64_t deliveries_late, deliveries_soon, deliveries_returned, deliveries_to_submit;
	struct date next_due;           /* of what is to be handed in */
	struct str next_words;
	int64_t gaps, gap_days;         /* standing duties that do not hold today; the longest */
	struct str gap_words;           /* the one that has stood longest */
	int64_t duties_late, duties_held, duties_asked;
	int64_t serious_week;           /* serious events of the last seven days */
	struct date events_from, events_to;     /* the whole months of the year that have passed */
	int64_t events, events_before;  /* in them, and in the same months the year before */
	int64_t injured, injured_before;
	int64_t measures_late, measures_done, measures_unrated;
};
struct facts facts_of(struct view *view, const struct unit *unit, struct date today);

/* ---- rules.c: what to say ---------------------------------------------------------------------- */

enum { MOST_SENTENCES = 5, SOON_DAYS = 14 };
enum sentence_weight { SENTENCE_act, SENTENCE_know, SENTENCE_calm };
struct sentence {
	enum sentence_weight weight;
	struct str words, path;
};
struct sentences { size_t count; struct sentence at[MOST_SENTENCES]; };
struct str events_path(struct arena *arena, const struct facts *facts, int years_before);
struct sentences sentences_of(struct arena *arena, const struct facts *facts);
extern const struct rule_table work_rules[];

/* ---- pages ---------------------------------------------------------------------------------------- */

struct brief {
	const struct facts *facts;
	struct view *view;
	struct sentences sentences;
	struct picture_list pictures;   /* the newest adopted of each kind */
	struct measure_list measures;   /* the three that cost most, under way or done this year */
};
struct str first_words(struct arena *arena, struct str markdown, size_t letters);
void work_home(struct out *out, struct request *request, struct view *view);
