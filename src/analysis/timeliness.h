/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/timeliness.h - how long each step takes, from what happened until it is closed.
 *
 *	occurred -> noticed -> reported -> received -> assessed -> first measure
 *	            reported -> reporter answered
 *	            reported -> closed
 *
 * An event that waits for a step counts as open: it takes at least as long as it has waited
 * (handling.h).  One that was closed without the step waited until it was closed, and nobody
 * knows how long it would have taken.  When an event was noticed is seldom written: where it is
 * not, the step "noticed" does not hold it, and "reported" is counted from when it occurred.
 * A step whose end stands before its beginning (a measure before the assessment) took no time.
 */
#pragma once

#include "analysis/handling.h"

enum timeliness_mark { TIMELINESS_occurred, TIMELINESS_noticed, TIMELINESS_reported,
	TIMELINESS_received, TIMELINESS_assessed, TIMELINESS_measured, TIMELINESS_answered,
	TIMELINESS_closed, TIMELINESS_MARKS };

/* The mark that ends each step; the first of all ends none. */
enum { TIMELINESS_FIRST_STEP = TIMELINESS_noticed };

struct timeliness_case { double at[TIMELINESS_MARKS]; };        /* hours from any beginning; NAN: not, or not yet */

/* Something is said, nothing is later than now, and it is reported no earlier than it occurred. */
bool timeliness_case_is_fine(const struct timeliness_case *one, double now);

/* True: the case belongs to the step, and *found is how long it took, or has waited. */
bool timeliness_step(const struct timeliness_case *one, enum timeliness_mark step, double now,
                     struct handling_case *found);

/* One step of all cases.  level: 0.9; least: so many that have ended are needed. */
struct handling timeliness_find(struct arena *arena, const struct timeliness_case *cases, size_t count,
                                enum timeliness_mark step, double now, double level, size_t least);

/* The share that is done within so many hours, with limits; those of Wilson where none or all
 * are.  All NAN when that is not known yet, or they are few. */
struct timeliness_share { double done, low, high; };
struct timeliness_share timeliness_within(const struct handling *found, double hours, double level);

/* Is so large a share done within the target?  What is not known is never met. */
enum timeliness_target { TIMELINESS_cannot_tell, TIMELINESS_met, TIMELINESS_not_met };
enum timeliness_target timeliness_target(struct timeliness_share within, double share);
