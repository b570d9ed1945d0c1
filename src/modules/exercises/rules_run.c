/* SPDX-License-Identifier: EUPL-1.2 */
/* exercises/rules_run.c - how long an exercise has gone on, and what is due. */
#include "modules/exercises/run.h"

/* Steps in order of time: the clock runs from a start or a resume to a pause or the end. */
int64_t exercise_seconds(const struct exercise_step_list *steps, struct instant at)
{
	int64_t seconds = 0, since = 0;

	for (size_t i = 0; i < steps->count; i++) {
		const struct exercise_step *step = &steps->at[i];
		bool begins = step->verb == VERB_start || step->verb == VERB_resume;
		bool stops = step->verb == VERB_pause || step->verb == VERB_end;

		if (step->at.seconds > at.seconds)
			break;
		if (begins && !since)
			since = step->at.seconds;
		if (stops && since) {
			seconds += step->at.seconds - since;
			since = 0;
		}
	}
	return since ? seconds + at.seconds - since : seconds;
}

bool exercise_is_paused(const struct exercise_step_list *steps)
{
	for (size_t i = steps->count; i-- > 0;) {
		if (steps->at[i].verb == VERB_pause)
			return true;
		if (steps->at[i].verb == VERB_start || steps->at[i].verb == VERB_resume)
			return false;
	}
	return false;
}

bool inject_is_due(const struct exercise_step_list *steps, int64_t minute, struct instant now)
{
	return steps->count && !exercise_is_paused(steps)
		&& exercise_seconds(steps, now) >= minute * MINUTE;
}
