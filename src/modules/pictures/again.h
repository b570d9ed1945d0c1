/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/again.h - a picture counted again: the same question, the same way, today.
 *
 * An extract keeps its question with the day, the language, the method and the program.  Asked
 * again with the same data it gives the same bytes, and so the same digest.  When it does not,
 * what is another is told: late events, events changed since, another method, and every value
 * that differs.  Only who reads the events behind it can count again; others would get other
 * numbers for want of rights, which would say nothing.
 */
#pragma once

#include "kit/route.h"
#include "modules/pictures/inside.h"

struct again_event {                    /* reported or changed since the second of the extract */
	struct str number;
	struct instant at;
	bool is_late;                   /* reported since; else changed */
};
LIST_OF(again_event)
struct again_event_list again_events(struct view *view, const struct picture_query *query, bool is_before,
                                     struct instant taken);

enum { AGAIN_EVENTS_MOST = 500 };

struct again {
	bool is_same;                   /* byte for byte */
	struct str digest;              /* of what is counted now */
	struct number_change changes[MOST_NUMBER_CHANGES];
	size_t change_count;
	struct again_value_list values;
	struct again_event_list late, late_before;
	bool is_kept_whole;             /* what was submitted still has its digest; or nothing was */
};
/* The page has an extract.  Counted with the rights of the view. */
const struct again *picture_again_count(struct view *view, const struct picture_page *page);

struct reply picture_again(struct request *request, struct view *view);
int picture_again_command(struct store *store, int argc, char **argv);
