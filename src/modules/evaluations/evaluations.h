/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * evaluations/evaluations.h - what is learnt of crises, exercises and events, and comes back.
 *
 * A closed crisis asks for an evaluation of each unit that took part, and of the executive
 * office when it was led centrally; so does the central crisis management when it was active
 * without a crisis and is stood down, and a held exercise.  Nobody orders that and no row says
 * so: it follows from what has ended.  The days are those of the list evaluations/kinds.
 *
 * An evaluation is written under its leader, with a timeline of lines of the chained log, or of
 * acts of the period, each with its hash; what worked and what did not under the headings of
 * capability; and findings, each of which becomes a measure or is declined by a named person.
 * A second person adopts it, and that edition is frozen.  A finding may be shared as a lesson in open words: when
 * something of the same kind begins, what was said the last times stands there, with what
 * became of it.
 */
#pragma once

#include "base/out.h"
#include "kit/module.h"

struct crisis;
/* "The last times we said we would ...", where something of the same kind begins: inside the
 * page of a crisis, or beside other kinds of event (codes of event/types, with spaces).  For
 * those who read lessons; nothing where there is none. */
void lessons_crisis_show(struct out *out, struct request *request, struct view *view,
                         const struct crisis *crisis);
void lessons_types_show(struct out *out, struct request *request, struct view *view, struct str types);

extern const struct module evaluations_module;
