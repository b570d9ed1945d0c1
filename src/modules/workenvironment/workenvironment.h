/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * workenvironment/workenvironment.h - the work environment, as a view of the same events.
 *
 * There is no second report: an event whose type asks for it, or where an employee was hurt, is
 * seen here too, with what it counts as, and whether and how soon the safety representative was
 * told (events/facts.h).  Elected representatives are not employed and not here.  Once a year the
 * systematic work with the work environment is followed up, and a named person signs it (AFS 2023:1,
 * chapter 2); what was counted then stays as it was.
 */
#pragma once

#include "kit/module.h"

extern const struct module workenvironment_module;
