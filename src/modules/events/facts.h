/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/facts.h - what the further questions of an event say of threats and of work, in columns.
 *
 * event.blocks holds the answers as JSON: nobody can count them.  Whoever writes an event writes
 * these rows in the same change: event_threat for what belongs to the questions of threats and of
 * undue influence, event_work for what belongs to the work environment.  They are derived, never
 * read for anything that the event itself says, and never changed by hand.
 *
 * An elected representative is not employed (Work Environment Act 1:2): harm to one is no work
 * injury.  Where somebody employed was hurt at the same time the employee alone is counted.
 */
#pragma once

#include "modules/events/inside.h"

#define EVENT_THREAT_FIELDS(F) \
	F(id,          key,     "", ) \
	F(event_id,    ref,     "", ) \
	F(unit_id,     ref,     "", ) \
	F(board_id,    ref,     "", ) \
	F(occurred_at, instant, "", ) \
	F(place_type,  text,    "", ) \
	F(severity,    count,   "", ) \
	F(is_restricted, yesno, "", ) \
	F(is_counted,  yesno,   "", ) \
	F(forms,       text,    "", ) \
	F(target,      text,    "", ) \
	F(task,        text,    "", ) \
	F(relation,    text,    "", ) \
	F(influence,   text,    "", ) \
	F(attempt,     text,    "", ) \
	F(is_repeated, yesno,   "", )
struct event_threat { EVENT_THREAT_FIELDS(AS_MEMBER) };

#define EVENT_WORK_FIELDS(F) \
	F(id,          key,     "", ) \
	F(event_id,    ref,     "", ) \
	F(unit_id,     ref,     "", ) \
	F(board_id,    ref,     "", ) \
	F(occurred_at, instant, "", ) \
	F(year,        count,   "", ) \
	F(reported_at, instant, "", ) \
	F(severity,    count,   "", ) \
	F(is_restricted, yesno, "", ) \
	F(is_counted,  yesno,   "", ) \
	F(counts_as,   text,    "", ) \
	F(serious,     text,    "", ) \
	F(occupation,  text,    "", ) \
	F(is_lone,     yesno,   "", ) \
	F(hurt,        count,   "", ) \
	F(is_told,     yesno,   "", ) \
	F(informed_at, instant, "", )
struct event_work { EVENT_WORK_FIELDS(AS_MEMBER) };

extern const struct shape event_threat_shape, event_work_shape;

/* False: the event has nothing to do with it, and gets no row. */
bool event_threat_of(struct arena *arena, const struct event *event, struct event_threat *threat);
bool event_work_of(struct arena *arena, const struct event *event, struct event_work *work);
/* Is it about an elected representative alone, so that clocks of employees do not run? */
bool event_is_of_elected(const json_t *blocks);
/* Does an answer put the event under need to know?  (event/blocks, column restricts) */
bool blocks_restrict(struct arena *arena, struct str blocks);

/* Writes the rows of events that are new, or of one that has changed. */
void event_facts_put(struct change *change, const struct event *events, size_t count);
void event_facts_change(struct change *change, const struct event *event);

/* Rows of an event that goes, or is written anew. */
void event_facts_forget(struct change *change, int64_t event_id);

struct event_fill { int64_t id, done_id, last_id; };
/* Has somebody taken need to know away from it? */
bool event_was_opened(struct view *system, int64_t event_id);
struct event_list events_to_fill(struct view *system, struct event_fill *fill, int64_t most);
void event_fill_put(struct change *change, const struct event_fill *fill);
/* The job that takes the events from before these rows were kept. */
bool event_facts_fill(struct job *job);
bool event_facts_wait(struct view *view);
