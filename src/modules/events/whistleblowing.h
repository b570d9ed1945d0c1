/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/whistleblowing.h - whoever wants to report as a whistleblower is shown the right door.
 *
 * Such a report is protected by a law of its own and is received by others; here it must not be
 * stored.  Choosing it throws away what was written: it is neither kept, sealed nor logged, and
 * the page that follows empties the draft in the browser.  Only the day and the form are known.
 * The words and the address are the city's (settings whistleblowing_words and _address).
 */
#pragma once

#include "modules/events/inside.h"

struct reply whistleblowing_show(struct request *request, struct view *view);
/* For machines, and for the button of the form. */
struct reply whistleblowing_act(struct request *request, struct change *change);
/* The same for an answer in another form: nothing of the request is stored.  Before the first
 * statement of the change. */
struct reply whistleblowing_turn(struct request *request, struct change *change, const char *form);
