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

/* Who is activated because of it, inside the page of a crisis, for those who may read it. */
void emergency_crisis_show(struct out *out, struct request *request, struct view *view,
                           int64_t crisis_id);

extern const struct module emergency_module;
