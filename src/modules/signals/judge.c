/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/judge.c - see judge.h. */
#include "modules/signals/judge.h"

#include <math.h>

struct judged week_judge(const struct city_series *city, const struct warning_settings *settings)
{
	struct judged judged = { .city = city, .settings = *settings, .week = city->weeks - 1 };
	const struct delay_settings delay = delay_usual(judged.week);

	judged.delay = warnings_delay(city->arena, city->series, city->count, city->reports, city->begin,
		&delay, judged.week);
	judged.warnings = warnings_find(city->arena, city->series, city->count, settings, city->first,
		judged.week);
	return judged;
}

bool is_in_the_list(const struct warning *warning)
{
	return warning->tier != WARNING_quiet;
}

struct warning_level level_told(const struct judged *judged, enum signal_level level)
{
	return warnings_level(judged->city->series, judged->warnings, judged->city->count,
		(int32_t)level - LEVEL_city);
}

bool is_preliminary(const struct judged *judged)
{
	for (size_t i = 0; i < judged->city->count; i++)
		if (!isnan(judged->warnings[i].p))
			return false;
	return true;
}

struct delay delay_of(const struct judged *judged, size_t item)
{
	const struct delay_settings settings = delay_usual(judged->week);
	const struct city_series *city = judged->city;

	return delay_fit(&city->reports[city->begin[item]], city->begin[item + 1] - city->begin[item],
		&settings, &judged->delay);
}

const struct past_week *weeks_before(struct judged *judged, size_t item, size_t *count)
{
	const struct city_series *city = judged->city;
	struct delay own = delay_of(judged, item);

	*count = judged->week < PAST_WEEKS ? (size_t)judged->week + 1 : PAST_WEEKS;
	if (!judged->pasts)
		judged->pasts = pasts_open(city->arena, &(struct past_ask){ .series = city->series,
			.warnings = judged->warnings, .count = city->count,
			.settings = &judged->settings, .first = city->first,
			.week = judged->week, .now = judged->week, .weeks = *count });
	return past_of(judged->pasts, item, &own);
}
