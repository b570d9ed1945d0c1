/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * threats/threats.h - threats and undue influence: meetings, protection, patterns.
 *
 * Before each meeting of a board somebody goes through a checklist and judges the threat; only
 * those who arrange the meeting see it.  Of the protection of those who hold certain offices a
 * day and a state are kept, and there is no place to write more.  What the events of all boards
 * say together is read by named persons alone, by a decision with a last day, each time noted:
 * counts, never an event, and never who was behind it together with where.
 */
#pragma once

#include "kit/module.h"

extern const struct module threats_module;
