/* SPDX-License-Identifier: EUPL-1.2 */
/* events/undo.h - acts upon events that can be taken back for a moment. */
#pragma once

#include "kit/undo.h"
#include "modules/events/inside.h"

struct event_undo;
struct event_undo *event_undo_begin(struct change *change);
/* Around each event of the act: before anything is written, and when all is. */
void event_undo_before(struct event_undo *undo, struct change *change, const struct event *event);
void event_undo_after(struct event_undo *undo, struct change *change, const struct event *was,
                      const struct event *now);
void event_undo_offer(struct event_undo *undo, struct request *request);
/* A split, which is taken back by a merge. */
void event_undo_split(struct request *request, struct change *change, const struct event *event,
                      const struct event *cut);
extern const struct undo_kind events_undos[];
