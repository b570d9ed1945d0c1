/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/cube.h - every event that counts as a row of small numbers, in memory that all
 * processes of the service share.
 *
 * The database stays the truth.  Whoever changes an event says so in event_moved, in the same
 * transaction (cube_event_moved()); whoever is to count first puts in what has moved since
 * somebody last did (cube_refresh(), one at a time), and then counts without a lock
 * (analysis/columns.h).  So an answer holds everything that its own view of the database sees.
 * When somebody falls in the middle, when there is no more room and when nobody has looked for
 * long, all is read anew into a new segment, and the old one is given back; so is one that was
 * being filled by somebody who fell.
 *
 * Events under need to know are in the memory of nobody, nor are merged and rejected ones, nor
 * what happened before 2000.
 *
 * On PostgreSQL two that refresh at the same instant with views of different age may for that
 * instant leave one event as the elder saw it; the next count puts it right.  A transaction that
 * goes on for long, in any database of the server, makes every count read again what has moved
 * since it began: slower by that, and never wrong.
 */
#pragma once

#include "analysis/columns.h"
#include "modules/events/events.h"

/* Keys of the database become small numbers, in the order in which they were first met.  0 is
 * for none: no board, no area, no type.  Only added to, until all is read anew. */
struct cube_keys {
	uint32_t count;                 /* numbers 1 to count are taken */
	const int64_t *ids;             /* [number]; [0] is 0 */
	const char (*texts)[64];        /* of types instead */
};

/* What a count stands on: good until the next cube_refresh() of this process. */
struct cube_state {
	const struct columns *columns;  /* NULL: there are more units, areas or types than fit */
	uint64_t segment;
	struct cube_keys units, boards, areas, types;
	struct instant up_to;           /* when it was last brought up to date */
	int64_t change;                 /* the newest line of event_moved in it */
};

/* Brings the memory up to what the view sees.  Not inside a change. */
struct cube_state cube_refresh(struct view *view);
/* The same, and nobody else puts anything in until cube_release(): for comparing. */
struct cube_state cube_hold(struct view *view);
void cube_release(void);
/* Did the segment stay in use all the while?  Otherwise what was counted says nothing. */
bool cube_is_still(const struct cube_state *state);
/* The next refresh reads everything anew. */
void cube_doubt(void);
/* How many bytes of memory all segments hold together. */
int64_t cube_memory(void);

/* In the transaction that writes, changes or takes away events; any order, doubles are well. */
void cube_event_moved(struct change *change, int64_t event_id);
void cube_events_moved(struct change *change, const struct event *events, size_t count);
/* Lines that no copy in memory asks for any more. */
int64_t cube_moves_sweep(struct change *change);

/* ---- For queries_cube_fill.c: what it reads goes in here ----------------------------------- */

struct cube_row {
	int64_t id, unit_id, board_id, area_id, severity, injured;
	struct str type;
	struct instant occurred_at, reported_at;
};
/* What has been put in before this is there: a position in event_moved. */
struct cube_position { int64_t turn, id; };

/* With the lock held.  cube_fill_begin() gives a new segment for keys up to `greatest`. */
void cube_lock(void);
void cube_unlock(void);
bool cube_is_fresh(int64_t moment);     /* filled, whole, and looked after of late */
bool cube_has_room(int64_t greatest);
struct cube_position cube_position(void);
void cube_fill_begin(int64_t greatest);
void cube_fill_finish(void);
void cube_change_begin(void);
void cube_change_finish(void);
void cube_put(const struct cube_row *row);
void cube_take_out(int64_t id);
/* At the end, with what the view had seen. */
void cube_position_put(struct cube_position position, int64_t moment);
struct cube_state cube_state(void);
void cube_fill(struct view *view);      /* queries_cube_fill.c: all; with the lock */
void cube_catch_up(struct view *view);  /* queries_cube_fill.c: what has moved */
