/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/rules_compare.c - see compare.h: what differs, and which group that makes. */
#include "modules/risks/compare.h"

const struct choice comparisons[] = {
	[COMPARED_new] = { "new", N_("New risks") },
	[COMPARED_higher] = { "higher", N_("Judged higher") },
	[COMPARED_lower] = { "lower", N_("Judged lower") },
	[COMPARED_words] = { "words", N_("Judged the same, changed in words") },
	[COMPARED_gone] = { "gone", N_("Not in it any more") },
	[COMPARED_carried] = { "carried", N_("Carried over, not looked at yet") },
	[COMPARED_same] = { "same", N_("As before") },
	[COMPARISONS] = { NULL, NULL },
};

void risk_compared_words(struct arena *arena, struct compared *one)
{
	static const char *const names[MOST_CHANGED] = { "title", "cause", "controls", "capability_words",
		"plan", "trend", "owner_id", "treatment", "is_prominent" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct field *field = record_field(&risk_record, names[i]);
		struct str before = str_trim(field_machine(arena, field, one->before));

		if (str_equals(str_trim(field_machine(arena, field, one->now)), before))
			continue;
		one->old[one->changed_count] = field->column.kind == COLUMN_text ? before : S("");
		one->changed[one->changed_count++] = field;
	}
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
