/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/alarms.h - alarm paths: who is reached, how, and who comes next when nobody answers.
 *
 * A path is steps in order; a step means whoever is on duty, holds a role or is named, and
 * says by which channels and how long to wait for an acknowledgement.  An alarm follows a
 * copy of the path.  What is due follows from rules (rules.h) over what has happened, so a
 * worker that dies loses nothing: the next one reckons anew.  Each message is an attempt in a
 * queue with a lease, handed to a gateway at least once and always with the same identity.
 *
 * Alarm tests measure how many were reached in time, function by function.
 */
#pragma once

#include "kit/module.h"

/* Something that somebody must mend, told to these people through the queue of alarms; as the
 * system, and once for each key.  False: it has been told already. */
struct alarm_told {
	int64_t unit_id;
	const char *kind;               /* catalogue alarms/kinds */
	const char *channel;            /* setting with a channel of alarms/channels */
	struct str key, title, words;
	size_t count;
	const int64_t *people;
};
bool alarm_tell(struct change *change, const struct alarm_told *told);
bool alarm_may_tell(struct view *view, const char *channel);    /* is the channel set up? */

extern const struct module alarms_module;
