/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/rules_effects.c - which days are compared, and what is said of the comparison.
 *
 * A difference is told as a fact; what it came from is never told, for that the numbers
 * cannot know.  Which sentence it is follows from the interval alone (analysis/rate_ratio.h).
 */
#include "modules/measures/effects.h"

#include <math.h>

enum { LONGEST_WINDOW = 5 * 366 };
#define LEVEL 0.95
#define METHOD "rate-ratio 1"

void effect_suggest(struct effect_check *check, const struct effect_facts *facts)
{
	check->before_to = date_add_days(facts->since, -facts->margin - 1);
	check->before_from = date_add_days(check->before_to, -facts->days + 1);
	check->after_from = date_add_days(facts->ready, 1);
	if (date_compare(check->after_from, facts->since) <= 0)
		check->after_from = date_add_days(facts->since, 1);
	check->after_to = date_add_days(check->after_from, facts->days - 1);
	check->due_on = date_add_days(check->after_to, facts->delay);
	check->is_suggested = true;
}

bool effect_has_compare(const struct effect_check *check)
{
	return check->compare_unit_id || check->compare_area_code.len;
}

/* Where nothing is said of the place to compare with, it is the same as here. */
static int64_t there_unit(const struct effect_check *check)
{
	return check->compare_unit_id ? check->compare_unit_id : check->unit_id;
}

enum effect_obstacle effect_obstacle(const struct effect_check *check, int measure_state)
{
	if (date_compare(check->before_from, check->before_to) > 0)
		return EFFECT_BEFORE_ORDER;
	if (date_compare(check->after_from, check->after_to) > 0)
		return EFFECT_AFTER_ORDER;
	if (date_compare(check->before_to, check->after_from) >= 0)
		return EFFECT_OVERLAP;
	if (date_days_between(check->before_from, check->before_to) >= LONGEST_WINDOW
	    || date_days_between(check->after_from, check->after_to) >= LONGEST_WINDOW)
		return EFFECT_TOO_LONG;
	if (date_compare(check->due_on, check->after_to) <= 0)
		return EFFECT_DUE_EARLY;
	if (!check->people_before != !check->people_after)
		return EFFECT_PEOPLE_HALF;
	if (!check->compare_people_before != !check->compare_people_after)
		return EFFECT_THERE_PEOPLE_HALF;
	if (effect_has_compare(check) && there_unit(check) == check->unit_id
	    && str_equals(check->compare_area_code, check->area_code))
		return EFFECT_SAME_PLACE;
	if (measure_state >= MEASURE_done && !str_trim(check->change_reason).len)
		return EFFECT_REASON_MISSING;
	return EFFECT_FREE;
}

struct date effect_until(const struct effect_check *check, struct date today)
{
	struct date yesterday = date_add_days(today, -1);

	if (date_compare(check->after_from, yesterday) > 0)
		return (struct date){ 0 };
	return date_compare(check->after_to, yesterday) < 0 ? check->after_to : yesterday;
}

/* ---- From counts to a figure ------------------------------------------------------------- */

static double exposure(struct date from, struct date to, int64_t people)
{
	return (double)(date_days_between(from, to) + 1) * (people ? (double)people : 1);
}

/* A ratio without an end is kept as -1. */
static double kept(double ratio)
{
	return isfinite(ratio) ? ratio : -1;
}

void effect_judge(struct effect_figure *figure, const struct effect_check *check,
                  const struct effect_counts *counts, struct date until, int64_t least)
{
	struct rate_counts here = { counts->before, counts->after,
		exposure(check->before_from, check->before_to, check->people_before),
		exposure(check->after_from, until, check->people_after) };
	struct rate_counts there = { counts->there_before, counts->there_after,
		exposure(check->before_from, check->before_to, check->compare_people_before),
		exposure(check->after_from, until, check->compare_people_after) };
	struct rate_ratio ratio = rate_ratio(&here, LEVEL), other = rate_ratio(&there, LEVEL);
	struct rate_ratio relative = rate_ratio_relative(&here, &there, LEVEL);

	figure->method = S(METHOD);
	figure->before_count = here.before;
	figure->after_count = here.after;
	figure->before_exposure = here.before_exposure;
	figure->after_exposure = here.after_exposure;
	figure->ratio = kept(ratio.ratio);
	figure->low = ratio.low;
	figure->high = kept(ratio.high);
	figure->p_value = ratio.p_value;
	figure->finding = rate_finding(&ratio, here.before + here.after, least);
	figure->has_compare = effect_has_compare(check);
	if (!figure->has_compare)
		return;
	figure->compare_before = there.before;
	figure->compare_after = there.after;
	figure->compare_before_exposure = there.before_exposure;
	figure->compare_after_exposure = there.after_exposure;
	figure->compare_ratio = kept(other.ratio);
	figure->compare_low = other.low;
	figure->compare_high = kept(other.high);
	figure->relative = kept(relative.ratio);
	figure->relative_low = relative.low;
	figure->relative_high = kept(relative.high);
	/* Each side must have enough, or the one says nothing about the other. */
	figure->compare_finding = here.before + here.after < least
		? RATE_too_few : rate_finding(&relative, there.before + there.after, least);
}

/* ---- In words ----------------------------------------------------------------------------- */

static struct str ratio_words(struct arena *arena, double ratio)
{
	if (ratio < 0)
		return str_of(_("without end"));
	return tongue_real(arena, ratio, 2);
}

struct str effect_interval(struct arena *arena, double ratio, double low, double high)
{
	return arena_print(arena, _("%.*s (%.*s to %.*s)"), STR(ratio_words(arena, ratio)),
		STR(ratio_words(arena, low)), STR(ratio_words(arena, high)));
}

static struct str interval_words(struct arena *arena, double ratio, double low, double high)
{
	return arena_print(arena, _("%.*s (95 %% interval %.*s to %.*s)"),
		STR(ratio_words(arena, ratio)), STR(ratio_words(arena, low)),
		STR(ratio_words(arena, high)));
}

static const char *const sentences[] = {
	[RATE_none] = "",
	[RATE_too_few] = N_("Too few events to say anything: %lld before and %lld after."),
	[RATE_fell] = N_("The rate fell: %lld events before and %lld after. It is now %.*s of what it was. The interval does not hold an unchanged rate; what else changed meanwhile is not known."),
	[RATE_fell_maybe] = N_("The rate fell, but it could be chance: %lld events before and %lld after. It is now %.*s of what it was, and the interval also holds an unchanged rate."),
	[RATE_same] = N_("The rate is the same: %lld events before and %lld after. It is now %.*s of what it was."),
	[RATE_rose_maybe] = N_("The rate rose, but it could be chance: %lld events before and %lld after. It is now %.*s of what it was, and the interval also holds an unchanged rate."),
	[RATE_rose] = N_("The rate rose: %lld events before and %lld after. It is now %.*s of what it was. The interval does not hold an unchanged rate; more may have happened, or more may have been reported."),
};

static const char *const compare_sentences[] = {
	[RATE_none] = "",
	[RATE_too_few] = N_("Too few events here or where the measure was not taken to compare: %lld before and %lld after there."),
	[RATE_fell] = N_("Where the measure was not taken there were %lld events before and %lld after. Compared with that the rate here fell, to %.*s; the interval does not hold the same development."),
	[RATE_fell_maybe] = N_("Where the measure was not taken there were %lld events before and %lld after. Compared with that the rate here is %.*s: the same development cannot be ruled out."),
	[RATE_same] = N_("Where the measure was not taken there were %lld events before and %lld after: the same development, %.*s."),
	[RATE_rose_maybe] = N_("Where the measure was not taken there were %lld events before and %lld after. Compared with that the rate here is %.*s: the same development cannot be ruled out."),
	[RATE_rose] = N_("Where the measure was not taken there were %lld events before and %lld after. Compared with that the rate here rose, to %.*s; the interval does not hold the same development."),
};

struct str effect_sentence(struct arena *arena, const struct effect_figure *figure)
{
	struct str interval = interval_words(arena, figure->ratio, figure->low, figure->high);

	if (figure->finding == RATE_none)
		return S("");
	return arena_print(arena, _(sentences[figure->finding]), (long long)figure->before_count,
		(long long)figure->after_count, STR(interval));
}

struct str effect_compare_sentence(struct arena *arena, const struct effect_figure *figure)
{
	struct str interval = interval_words(arena, figure->relative, figure->relative_low,
		figure->relative_high);

	if (!figure->has_compare || figure->compare_finding == RATE_none)
		return S("");
	return arena_print(arena, _(compare_sentences[figure->compare_finding]),
		(long long)figure->compare_before, (long long)figure->compare_after, STR(interval));
}

/* ---- For `varn rules` ----------------------------------------------------------------------- */

static const char *const conditions[] = {
	[RATE_none] = "",
	[RATE_too_few] = N_("fewer events in all than the setting effect_least_events"),
	[RATE_fell] = N_("the whole interval lies below 1"),
	[RATE_fell_maybe] = N_("the ratio is below 1, the interval holds 1"),
	[RATE_same] = N_("the ratio is 1"),
	[RATE_rose_maybe] = N_("the ratio is above 1, the interval holds 1"),
	[RATE_rose] = N_("the whole interval lies above 1"),
};

bool effect_finding_row(size_t i, struct out *out)
{
	size_t row = i + 1;

	if (row >= COUNT(conditions))
		return false;
	out_print(out, "| %s | %s |", _(conditions[row]), _(effect_findings[row].label));
	return true;
}
