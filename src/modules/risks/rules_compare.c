/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/rules_compare.c - see compare.h: what differs, and which group that makes. */
#include "modules/risks/compare.h"

const char *const comparison_words[COMPARISONS] = {
	[COMPARED_new] = N_("New risks"), [COMPARED_higher] = N_("Judged higher"),
	[COMPARED_lower] = N_("Judged lower"), [COMPARED_words] = N_("Judged the same, changed in words"),
	[COMPARED_gone] = N_("Not in it any more"),
	[COMPARED_carried] = N_("Carried over, not looked at yet"), [COMPARED_same] = N_("As before"),
};

static void changed(struct compared *one, const char *label, struct str old)
{
	if (one->changed_count == MOST_CHANGED)
		return;
	one->old[one->changed_count] = old;
	one->changed[one->changed_count++] = label;
}

void risk_compared_words(struct compared *one)
{
	static const struct { const char *label; size_t at; } prose[] = {
		{ N_("The risk as an event"), offsetof(struct risk, title) },
		{ N_("Causes"), offsetof(struct risk, cause) },
		{ N_("What protects us already"), offsetof(struct risk, controls) },
		{ N_("What is lacking, and what is good"), offsetof(struct risk, capability_words) },
		{ N_("Long-term action plan"), offsetof(struct risk, plan) },
	};
	const struct risk *now = one->now, *before = one->before;

	for (size_t i = 0; i < COUNT(prose); i++) {
		const struct str *a = (const void *)((const char *)now + prose[i].at);
		const struct str *b = (const void *)((const char *)before + prose[i].at);

		if (!str_equals(str_trim(*a), str_trim(*b)))
			changed(one, prose[i].label, *b);
	}
	if (now->trend != before->trend)
		changed(one, N_("Trend"), S(""));
	if (now->owner_id != before->owner_id)
		changed(one, N_("Owner of the risk"), S(""));
	if (now->treatment != before->treatment)
		changed(one, N_("What shall be done with it"), S(""));
	if (now->is_prominent != before->is_prominent)
		changed(one, N_("One of the most prominent risks"), S(""));
}

static int sign(int64_t difference)
{
	return (difference > 0) - (difference < 0);
}

/* The level decides; where it stands still, steps that all go one way do. */
static int direction(const struct compared *one, bool same_scales)
{
	int level = sign(zone_number(one->level->zone) - zone_number(one->level_before->zone));
	int often = sign(one->level->probability - one->level_before->probability);
	int much = sign(one->level->consequence - one->level_before->consequence);

	if (level || !same_scales || often * much < 0)
		return level;
	return often ? often : much;
}

enum comparison risk_compared_group(const struct compared *one, bool same_scales)
{
	int way;

	if (!one->before)
		return COMPARED_new;
	if (!one->now)
		return COMPARED_gone;
	if (!one->level || one->level->is_carried)
		return COMPARED_carried;
	way = one->level_before ? direction(one, same_scales) : 0;
	if (way)
		return way > 0 ? COMPARED_higher : COMPARED_lower;
	return one->changed_count ? COMPARED_words : COMPARED_same;
}
