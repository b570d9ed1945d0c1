/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/alike.h - which reports may tell of the same event?
 *
 * Several reports of one event inflate counts and make false alarms.  Whoever coordinates an
 * event is told of others at the same unit within two days whose words are alike
 * (analysis/likeness.h) in as much as the setting same_event_percent says, and merges them or
 * not; nothing is merged by itself.  Only events that this person sees are compared.
 */
#pragma once

#include "modules/events/inside.h"

struct alike { const struct event *event; double likeness; };
struct alike_list { size_t count; const struct alike *at; };

/* The most alike first; none for an event that is merged or rejected. */
struct alike_list events_alike(struct view *view, const struct event *event);
/* On the page of the event, for those who may merge it; nothing when none is alike. */
void alike_show(struct out *out, struct request *request, struct view *view, const struct event *event);
