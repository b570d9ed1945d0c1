/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/kept.h - answers over so many events that nobody should wait for them.
 *
 * A job counts them as the system and puts them in kept_answer, with the moment they are of and
 * with all else they depend on (settings, prices, the day) in words: `question`.  A page uses one
 * only for the same question, for an hour at most, and says of when it is; of costs only when an
 * event with a cost has moved since, for else they are the same now.  One in which an event was
 * counted that has become restricted is used by nobody.  Who does not read the statistics of
 * everything below the unit is not shown it (access.sql): it is counted for that person alone.
 * Small numbers are hidden afterwards, from each reader as always.
 * Whoever wants it to the second asks with ?fresh=yes.
 */
#pragma once

#include "kit/module.h"

/* Writes what lies in memory as words, or reads it back: the same lines do both. */
struct kept_pen { struct out *out; struct str left; bool is_bad; };
int64_t kept_int(struct kept_pen *pen, int64_t value);
double kept_real(struct kept_pen *pen, double value);   /* to the last bit; also NAN and INFINITY */

struct kept {
	struct instant made_at;
	int64_t turn, moved;
	struct str body;
	bool has_moved_cost;            /* an event that has, or had, a cost has changed since */
};
/* NULL: there is none that may be used. */
const struct kept *kept_get(struct view *view, const char *name, int64_t unit_id, struct str question);
/* How many units are below it today, and which, as one number: a part of the question, so that
 * nothing is told of a unit that has moved away. */
struct str kept_units_mark(struct view *view, int64_t unit_id);
bool kept_is_declined(struct request *request);         /* ?fresh=yes */
/* Of when what stands on the page is, and the link that counts it now; nothing for 0. */
void kept_show(struct out *out, struct instant as_of, struct str link);

/* ---- Making them: in a job, as the system --------------------------------------------------- */

/* What the answers of this view hold; before anything is counted. */
struct kept kept_mark(struct view *system);
struct kept_answer { struct kept of; const char *name; int64_t unit_id; struct str question, body; };
void kept_write(struct change *change, const struct kept_answer *answer);
/* Units of today with so many events below them that counting takes long, and the city. */
struct kept_unit { int64_t unit_id, events; };
LIST_OF(kept_unit)
struct kept_unit_list kept_units(struct view *system);
/* Is it time to count anew?  The city's answer to this question is missing, or an event has moved
 * since and some minutes have gone, or it is so old that it may soon not be used. */
bool kept_is_due(struct view *system, const char *name, struct str question);

/* What has been counted, until it is written. */
struct keeping {
	struct store *store;
	struct arena *arena;
	/* One unit, in a view and an arena of its own; the city (0) comes first. */
	void (*count_one)(struct keeping *keeping, struct view *system, int64_t unit_id);
	struct kept of;                 /* the view that is counted in */
	size_t count, room;
	struct kept_answer *answers;
};
void keeping_add(struct keeping *keeping, const char *name, int64_t unit_id, struct str question, struct str body);
void keeping_count(struct keeping *keeping, int64_t unit_id);
bool keeping_write(const struct keeping *keeping);      /* false: others were writing all the time */
/* The whole job: all units are counted, then all is written. */
bool keeping_run(struct job *job, void (*count_one)(struct keeping *keeping, struct view *system, int64_t unit_id));
