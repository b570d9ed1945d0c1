/* SPDX-License-Identifier: EUPL-1.2 */
/* events/alike.c - see alike.h. */
#include "modules/events/alike.h"

#include "analysis/likeness.h"
#include "kit/setting.h"
#include "modules/events/acts.html.h"
#include "modules/events/lists.h"

#include <stdlib.h>

enum { COMPARED_MOST = 60 };

static struct str words_of(struct arena *arena, const struct event *event)
{
	return arena_print(arena, "%.*s %.*s", STR(event->title), STR(event->story));
}

static int by_likeness(const void *a, const void *b)
{
	const struct alike *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	return x->event->id < y->event->id ? -1 : x->event->id > y->event->id;
}

struct alike_list events_alike(struct view *view, const struct event *event)
{
	struct arena *arena = view_arena(view);
	double least = (double)setting_int("same_event_percent") / 100;
	struct alike_list list = { 0 };
	struct event_list beside = { 0 };
	struct alike *found;

	if (event->state != STATE_merged && event->state != STATE_rejected)
		beside = events_beside(view, event, COMPARED_MOST);
	list.at = found = arena_array(arena, struct alike, beside.count + 1);
	for (size_t i = 0; i < beside.count; i++) {
		double likeness = likeness_of_texts(arena, words_of(arena, event), words_of(arena, &beside.at[i]));

		if (likeness >= least)
			found[list.count++] = (struct alike){ &beside.at[i], likeness };
	}
	if (list.count)
		qsort(found, list.count, sizeof(*found), by_likeness);
	return list;
}

void alike_show(struct out *out, struct request *request, struct view *view, const struct event *event)
{
	struct alike_list list;

	if (!request_may(request, MAY_events_coordinate)
	    || !event_may(view, MAY_events_coordinate, event->unit_id))
		return;
	list = events_alike(view, event);
	if (list.count)
		act_alike(out, request, event, &list);
}
