/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inform/inform.h - who must be informed now: by when, and whether it has been done.
 *
 * What sets a duty to inform in motion, whom it concerns, within how long and how often again
 * is the list inform/rules.  Together with what is going on (a serious event in one unit
 * alone, a crisis, how it is judged and who is activated) and with who holds a role or is on
 * duty at this moment it gives a list of people.  Nothing of that list is stored: when the
 * watch changes the next one stands there.  A role that nobody holds stands there too, as a hole.
 *
 * What is stored is each telling, with two clocks; the receipt of whoever was told; and what
 * named persons decide of the repeats.  In a crisis each is also a line of its log.
 *
 * Of a restricted event no list is kept: who would have to be told may not be told it here.
 */
#pragma once

#include "base/out.h"
#include "kit/module.h"

/* How it stands, inside the page of another room, for those who may read it: "not yet
 * informed: 2 of 7, oldest 14 min". */
void inform_crisis_show(struct out *out, struct request *request, struct view *view,
                        int64_t crisis_id);
void inform_event_show(struct out *out, struct request *request, struct view *view,
                       int64_t event_id);

/* Of a crisis that this person sees: how many had been told until a moment of all who must be,
 * and when the last of them was; 0: not all.  With nobody to tell, whole is 0. */
struct inform_done { int64_t told, whole; struct instant complete_at; };
struct inform_done inform_done_of(struct view *view, int64_t crisis_id, struct instant until);

extern const struct module inform_module;
