/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/signals.h - what is unusual this week.
 *
 * Once a week a job judges all series of the city: branch by branch for the whole city, type by
 * type for each board, for its areas and for its units (analysis/warning.h).  What it lists is
 * kept with its numbers and never changed; the same week again is a new run.  A series that has
 * been listed is a signal: a named person reads it, follows it, dismisses or closes it with a
 * reason, or lets a measure spring from it.  It opens again when it is listed again and is
 * clearly no chance.
 *
 * Restricted events are in no number.  A board's signals are seen by those who read the events
 * of all the board, a unit's by those who read the unit's.  Nobody is told who has not asked.
 * Weeks that are over are replayed as they were known then, so that one sees how many false
 * alarms there would have been before one asks to be told.
 */
#pragma once

#include "kit/module.h"

/* What was listed in the weeks that begin on these days, of a unit and those below it, of types or
 * branches ("fire threat"; "": all): each signal once, as it was listed last, the newest week
 * first.  Those that somebody dismissed are left out. */
struct signal_told {
	struct str public_id;
	struct str words;               /* one sentence with the week, what was reported and expected */
};
LIST_OF(signal_told)
enum { SIGNALS_TOLD_MOST = 12 };
struct signal_told_list signals_told(struct view *view, int64_t unit_id, struct str types,
                                     struct date from, struct date to);
/* The sentence of one; "" when it is not seen. */
struct str signal_told_words(struct view *view, struct str public_id);

extern const struct module signals_module;
