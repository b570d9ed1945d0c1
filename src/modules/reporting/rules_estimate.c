/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/rules_estimate.c - shares and their changes; no clock, no store. */
#include "modules/reporting/estimate.h"

#include <math.h>

enum { DRAWS = 4000, SEED = 1 };

bool tertial_is_ripe(struct str tertial, struct date today, int64_t follow_up_days)
{
	return date_compare(date_add_days(tertial_end(tertial), (int)follow_up_days), today) <= 0;
}

/* Links that a person said yes to count as found beside those that were taken. */
static struct linked_share corrected(const struct matched *counts, const struct link_quality *quality,
                                     double level)
{
	struct linked_share_ask ask = { .linked = counts->linked, .of = counts->rows,
		.right = (double)quality->right, .wrong = (double)quality->wrong,
		.found = quality->expected_accepted,
		.missed = fmax(0, quality->expected - quality->expected_accepted),
		.level = level, .draws = DRAWS, .seed = SEED };

	if (quality->right + quality->wrong == 0 || !linked_share_ask_is_fine(&ask))
		return (struct linked_share){ 0 };
	return linked_share(&ask);
}

struct matched_share matched_share_of(const struct matched *counts, const struct link_quality *quality,
                                      double level, double less, double more)
{
	struct two_lists lists = { counts->events > counts->linked ? counts->events : counts->linked,
		counts->rows, counts->linked };
	struct share_limits limits = share_wilson((double)counts->linked, (double)counts->rows, level);
	struct linked_share better = corrected(counts, quality, level);
	struct matched_share found = { .counts = counts, .low = limits.low, .high = limits.high,
		.share = counts->rows ? (double)counts->linked / (double)counts->rows : NAN,
		.captured = capture(&lists, level) };

	if (better.is_known) {
		found.is_corrected = true;
		found.share = better.share;
		found.low = better.low;
		found.high = better.high;
	}
	found.if_less = capture_if_dependent(&lists, less).share;
	found.if_more = capture_if_dependent(&lists, more).share;
	return found;
}

/* ---- From year to year -------------------------------------------------------------------- */

static int year_of(struct str tertial)
{
	int64_t year = 0;

	return tertial.len > 4 && str_to_int((struct str){ tertial.at, 4 }, &year) ? (int)year : 0;
}

static const struct matched *matched_find(const struct matched_list *list, struct str tertial)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].tertial, tertial))
			return &list->at[i];
	return NULL;
}

static void matched_add(struct matched *sum, const struct matched *one)
{
	sum->rows += one->rows;
	sum->linked += one->linked;
	sum->events += one->events;
}

/* The odds of having an event, one year to the other, with exact limits. */
static struct rate_ratio odds_of(const struct year_change *change, double level)
{
	struct rate_counts linked = { change->before.linked, change->after.linked, 1, 1 };
	struct rate_counts not_linked = { change->before.rows - change->before.linked,
		change->after.rows - change->after.linked, 1, 1 };

	return rate_ratio_relative(&linked, &not_linked, level);
}

/* `list`: one source, ripe ones alone. */
struct year_change year_change_of(struct arena *arena, const struct matched_list *list, double level, double margin)
{
	struct year_change change = { 0 };

	for (size_t i = 0; i < list->count; i++)
		change.year = year_of(list->at[i].tertial) > change.year ? year_of(list->at[i].tertial) : change.year;
	for (size_t i = 0; i < list->count; i++) {
		struct str tertial = list->at[i].tertial;
		const struct matched *before;

		if (year_of(tertial) != change.year)
			continue;
		before = matched_find(list, arena_print(arena, "%d%.*s", change.year - 1,
			(int)tertial.len - 4, tertial.at + 4));
		if (!before)
			continue;
		matched_add(&change.before, before);
		matched_add(&change.after, &list->at[i]);
	}
	change.is_known = change.before.rows > 0 && change.after.rows > 0;
	if (!change.is_known)
		return change;
	change.odds = odds_of(&change, level);
	if (change.odds.is_known)
		change.verdict = verdict_of_ratio(change.odds.low, change.odds.high, margin);
	return change;
}
