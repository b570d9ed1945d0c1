/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/timeliness.c - see timeliness.h. */
#include "analysis/timeliness.h"

#include "analysis/share.h"

#include <math.h>

/* From which mark a step is counted. */
static const enum timeliness_mark begins[TIMELINESS_MARKS] = {
	[TIMELINESS_noticed] = TIMELINESS_occurred,
	[TIMELINESS_reported] = TIMELINESS_noticed,
	[TIMELINESS_received] = TIMELINESS_reported,
	[TIMELINESS_assessed] = TIMELINESS_received,
	[TIMELINESS_measured] = TIMELINESS_assessed,
	[TIMELINESS_answered] = TIMELINESS_reported,
	[TIMELINESS_closed] = TIMELINESS_reported,
};

bool timeliness_case_is_fine(const struct timeliness_case *one, double now)
{
	for (int i = 0; i < TIMELINESS_MARKS; i++)
		if (!isnan(one->at[i]) && !(fabs(one->at[i]) < 1e9 && one->at[i] <= now))
			return false;
	return !isnan(one->at[TIMELINESS_occurred]) && !isnan(one->at[TIMELINESS_reported])
		&& one->at[TIMELINESS_reported] >= one->at[TIMELINESS_occurred];
}

static double began(const struct timeliness_case *one, enum timeliness_mark step)
{
	double at = one->at[begins[step]];

	if (step == TIMELINESS_reported && isnan(at))
		at = one->at[TIMELINESS_occurred];
	return at;
}

bool timeliness_step(const struct timeliness_case *one, enum timeliness_mark step, double now,
                     struct handling_case *found)
{
	double from = began(one, step), to = one->at[step];
	bool is_ended = !isnan(to);

	if (isnan(from) || (!is_ended && step <= TIMELINESS_reported))
		return false;
	if (!is_ended)
		to = isnan(one->at[TIMELINESS_closed]) ? now : one->at[TIMELINESS_closed];
	*found = (struct handling_case){ .time = fmax(0, to - from), .is_closed = is_ended };
	return true;
}

struct handling timeliness_find(struct arena *arena, const struct timeliness_case *cases, size_t count,
                                enum timeliness_mark step, double now, double level, size_t least)
{
	struct handling_case *found = arena_array(arena, struct handling_case, count + 1);
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		kept += timeliness_step(&cases[i], step, now, &found[kept]);
	return handling_find(arena, found, kept, level, least);
}

/* How many were still followed after so long. */
static double followed(const struct handling *found, double hours)
{
	for (size_t i = 0; i < found->steps_count; i++)
		if (found->steps[i].time >= hours)
			return (double)found->steps[i].at_risk;
	return 0;
}

struct timeliness_share timeliness_within(const struct handling *found, double hours, double level)
{
	struct handling_share open = handling_open(found, hours);
	struct share_limits limits = { 1 - open.high, 1 - open.low };

	if (!isnan(open.open) && open.open <= 0)
		limits = share_wilson((double)found->closed, (double)found->closed, level);
	else if (!isnan(open.open) && open.open >= 1)
		limits = share_wilson(0, followed(found, hours), level);
	return (struct timeliness_share){ 1 - open.open, limits.low, limits.high };
}

enum timeliness_target timeliness_target(struct timeliness_share within, double share)
{
	if (within.low >= share)
		return TIMELINESS_met;
	return within.high < share ? TIMELINESS_not_met : TIMELINESS_cannot_tell;
}
