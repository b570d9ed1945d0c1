/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * emergency/emergency.h - the central crisis management and the emergency committee at work.
 *
 * Each time one of them is activated is a period.  In it acts are added, never changed: the
 * central crisis management is activated, staffed and stood down; the emergency committee is
 * activated, takes over areas of committees and hands them back, decides what cannot wait,
 * reports its decisions, and ceases.  A period may belong to a crisis, and its acts then leave
 * lines in that log; it may also be without one.
 *
 * Who may do what follows from the appointments of today (list emergency/acts); whose areas may
 * be taken over, and who may end it, from the law in force (list emergency/laws).  The level
 * of a crisis activates nobody: named persons do, with a reason.
 */
#pragma once

#include "base/out.h"
#include "kit/module.h"
#include "modules/crisis/crisis.h"

/* Who is activated because of it, inside the page of a crisis, for those who may read it. */
void emergency_crisis_show(struct out *out, struct request *request, struct view *view,
                           int64_t crisis_id);

/* For the room that evaluates: a period of the central crisis management that belongs to no
 * crisis (reference "central_period"), by its number or its id, as far as this person may read
 * of it; NULL. */
struct emergency_worked { int64_t id; struct str number; };
const struct emergency_worked *emergency_worked_of_number(struct view *view, struct str number);
const struct emergency_worked *emergency_worked_of_id(struct view *view, int64_t id);
/* Its acts, as lines that others keep, each with a hash of everything that it says.  A line
 * names the function that was staffed, not the person. */
struct crisis_cited_list emergency_acts_cited(struct view *view, const struct emergency_worked *worked);
/* What such a line is called, and what became: "Staffed", "Head of staff".  "" of other lines. */
const char *emergency_line_label(struct str kind);
struct str emergency_line_became(struct str kind, struct str became);

extern const struct module emergency_module;
