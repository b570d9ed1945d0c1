/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/hints.h - before a lesson is shared, somebody looks at what may point to a person.
 *
 * Telephone numbers, addresses, registration numbers and what may be a personal number are
 * hints (kit/identity.h), not faults: the answer "hints" says "mask" (each becomes …) or "keep",
 * and then "hints_reason" says why, which the log of the event keeps.  Without an answer
 * nothing is saved, and the page asks (a machine answers with ?hints=mask in the address).
 * Personal numbers that are right are refused before.
 */
#pragma once

#include "modules/events/inside.h"

/* May these words be shared as they now are?  Masks them when so answered; else adds problems. */
bool hints_are_answered(struct request *request, struct change *change, const char *field,
                        struct str *words);
