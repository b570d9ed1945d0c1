/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/rules_silence.c - who stands where beside the others; no clock, no store. */
#include "modules/reporting/silence.h"

enum { MONTHS_OF_PERIOD = 12 };

const struct choice standing_kinds[] = {
	{ "", "" },
	{ "reports", N_("Reports per employee") },
	{ "near_misses", N_("Near misses per report") },
	{ NULL, NULL },
};
const struct choice standing_places[] = {
	{ "", "" },
	{ "within", N_("as could be expected") },
	{ "low", N_("low") },
	{ "high", N_("high") },
	{ "very_low", N_("very low") },
	{ "very_high", N_("very high") },
	{ "unknown", N_("cannot be told") },
	{ NULL, NULL },
};

void silence_period(struct date today, int64_t wait_days, struct date *from, struct date *to)
{
	*to = tertial_over(today, wait_days);
	*from = date_add_months(date_add_days(*to, 1), -MONTHS_OF_PERIOD);
}

static enum standing_place place_of(const struct funnel *funnel, size_t unit)
{
	static const enum standing_place places[] = {
		[FUNNEL_unknown] = PLACE_unknown, [FUNNEL_within] = PLACE_within, [FUNNEL_low] = PLACE_low,
		[FUNNEL_high] = PLACE_high, [FUNNEL_very_low] = PLACE_very_low, [FUNNEL_very_high] = PLACE_very_high,
	};

	return funnel->state == FUNNEL_fine ? places[funnel->marks[unit].place] : PLACE_unknown;
}

static struct standing standing_of(const struct funnel *reported, const struct funnel *seen, size_t unit,
                                   const struct funnel_unit *exposure)
{
	const struct funnel_mark *mark = &reported->marks[unit];
	struct standing standing = { .counted = (int64_t)exposure->events, .exposure = exposure->exposure,
		.place = place_of(reported, unit),
		.is_silent = funnel_silence(reported, seen, unit) == FUNNEL_silent };

	if (reported->state == FUNNEL_fine) {
		standing.rate_all = reported->rate;
		standing.tau2 = reported->tau2;
		standing.low = mark->low;
		standing.high = mark->high;
		standing.outer_low = mark->outer_low;
		standing.outer_high = mark->outer_high;
	}
	if (seen->state == FUNNEL_fine)
		standing.seen_expected = seen->marks[unit].expected;
	return standing;
}

/* One kind; units without exposure are not there.  What others see is per employee always. */
static void kind_find(struct arena *arena, const struct standing_count_list *counts, enum standing_kind kind,
                      const struct funnel_settings *settings, struct standing_list *list, struct str period)
{
	struct funnel_unit *own = arena_array(arena, struct funnel_unit, counts->count + 1);
	struct funnel_unit *others = arena_array(arena, struct funnel_unit, counts->count + 1);
	const struct standing_count **who = arena_array(arena, const struct standing_count *, counts->count + 1);
	struct funnel reported, seen;
	size_t count = 0;

	for (size_t i = 0; i < counts->count; i++) {
		const struct standing_count *one = &counts->at[i];
		bool is_near = kind == STANDING_near;

		if (one->employees <= 0 || (is_near && one->reports <= 0))
			continue;
		own[count] = (struct funnel_unit){ (double)(is_near ? one->near_misses : one->reports),
			(double)(is_near ? one->reports : one->employees) };
		others[count] = (struct funnel_unit){ (double)one->seen, (double)one->employees };
		who[count++] = one;
	}
	reported = funnel_make(arena, own, count, settings);
	seen = funnel_make(arena, others, count, settings);
	for (size_t i = 0; i < count; i++) {
		struct standing *standing = &list->at[list->count++];

		*standing = standing_of(&reported, &seen, i, &own[i]);
		standing->kind = kind;
		standing->unit_id = who[i]->unit_id;
		standing->seen = who[i]->seen;
		standing->period = period;
	}
}

struct standing_list standings_find(struct arena *arena, const struct standing_count_list *counts,
                                    struct str period, const struct funnel_settings *settings)
{
	struct standing_list list = { 0, arena_array(arena, struct standing, 2 * counts->count + 1) };

	kind_find(arena, counts, STANDING_reports, settings, &list, period);
	kind_find(arena, counts, STANDING_near, settings, &list, period);
	return list;
}
