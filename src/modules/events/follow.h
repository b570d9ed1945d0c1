/* SPDX-License-Identifier: EUPL-1.2 */
/* events/follow.h - what the reporter sees of the own report. */
#pragma once

#include "modules/events/inside.h"

struct follow_page {
	const struct event_follow *follow;
	struct str code;                /* "" for a signed-in reporter */
	struct str unit, due, action;   /* action: where additions are sent */
	struct event_step_list steps;
	int64_t photos;
	struct str words;               /* what was written and not saved */
	struct str problem;
};
const char *state_for_reporter(const struct event_follow *follow);
const char *step_for_reporter(const struct event_step *step);
