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

extern const struct module signals_module;
