/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/baseline_plan.c - see baseline.h: which weeks of earlier years are looked at. */
#include "analysis/baseline.h"

enum { YEAR_WEEKS = 52, YEAR_MONTHS = 12 };

struct baseline_settings baseline_usual(void)
{
	return (struct baseline_settings){ .years = 5, .half_window = 3, .periods = 10,
		.recent = 26, .heavy = 2.58, .trend_p = 0.05, .least_events = 50, .level_events = 5, .level_weeks = 20 };
}

struct baseline_settings baseline_usual_months(void)
{
	struct baseline_settings settings = baseline_usual();

	settings.is_monthly = true;
	settings.half_window = settings.periods = 1;
	settings.recent = YEAR_MONTHS / 2;
	return settings;
}

int32_t baseline_year(const struct baseline_settings *settings)
{
	return settings->is_monthly ? YEAR_MONTHS : YEAR_WEEKS;
}

bool baseline_settings_are_fine(const struct baseline_settings *settings)
{
	int rest = baseline_year(settings) - 2 * settings->half_window - 1;

	return settings->years >= 1 && settings->years <= BASELINE_YEARS_MOST
		&& settings->half_window >= 0 && settings->half_window <= 12
		&& settings->periods >= 1 && settings->periods <= BASELINE_PERIODS_MOST
		&& settings->periods - 1 <= rest
		&& settings->recent >= 0 && settings->recent <= 3 * baseline_year(settings)
		&& settings->heavy > 0 && settings->trend_p >= 0 && settings->trend_p <= 1
		&& settings->least_events >= 0 && settings->level_events >= 0
		&& settings->level_weeks >= 0;
}

static int32_t weeks_floor(int days)
{
	return days >= 0 ? days / 7 : -((-days + 6) / 7);
}

int32_t baseline_reference(const struct baseline_settings *settings, struct date first, int32_t week,
                           int years_back)
{
	struct date date;

	if (settings->is_monthly || !date_is_given(first))
		return week - baseline_year(settings) * years_back;
	if (years_back == 0)
		return week;
	date = date_add_days(first, week * 7);
	if (date.month == 2 && date.day == 29 && years_back % 4 != 0)
		date = date_add_days(date, 1);
	date.year = (int16_t)(date.year - years_back);
	return weeks_floor(date_days_between(first, date) + 3);
}

struct planning {
	int16_t *level;                 /* by week; 0: not looked at */
	int32_t week;
	int periods, half;
};

static void mark(struct planning *planning, int32_t from, int32_t to, int level)
{
	for (int32_t week = from; week <= to; week++)
		if (week >= 0 && week <= planning->week)
			planning->level[week] = (int16_t)level;
}

/* What lies between two windows is cut into blocks, the first ones a week longer. */
static void blocks_mark(struct planning *planning, int32_t from, int32_t to)
{
	int blocks = planning->periods - 1, weeks = to - from + 1;

	for (int block = 1; block <= blocks; block++) {
		int length = weeks / blocks + (block <= weeks % blocks);

		mark(planning, from, from + length - 1, block);
		from += length;
	}
}

static int years_there_are(const struct baseline_settings *settings, int32_t week)
{
	int years = (week - settings->recent) / baseline_year(settings);

	return years < 0 ? 0 : years < settings->years ? years : settings->years;
}

struct baseline_plan baseline_plan(struct arena *arena, const struct baseline_settings *settings,
                                   struct date first, int32_t week)
{
	struct baseline_plan plan = { .week = week, .levels = settings->periods };
	struct planning planning = { .week = week, .periods = settings->periods,
		.half = settings->half_window };
	int32_t *weeks, later = week, oldest = week;

	plan.years = years_there_are(settings, week);
	if (plan.years == 0)
		return plan;
	planning.level = arena_array(arena, int16_t, (size_t)week + 1);
	mark(&planning, week - planning.half, week, planning.periods);
	for (int year = 1; year <= plan.years; year++) {
		int32_t same = baseline_reference(settings, first, week, year);

		mark(&planning, same - planning.half, same + planning.half, planning.periods);
		if (planning.periods > 1)
			blocks_mark(&planning, same + planning.half + 1, later - planning.half - 1);
		later = same;
		oldest = same - planning.half;
	}
	weeks = arena_array(arena, int32_t, (size_t)week + 1);
	for (int32_t at = oldest < 0 ? 0 : oldest; at < week - settings->recent; at++)
		if (planning.level[at] && plan.count < BASELINE_WEEKS_MOST) {
			planning.level[plan.count] = planning.level[at];
			weeks[plan.count++] = at;
		}
	plan.weeks = weeks;
	plan.level = planning.level;
	return plan;
}
