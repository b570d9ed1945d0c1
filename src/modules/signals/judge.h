/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/judge.h - the weekly list of a city: values in, values out; no store, no clock.
 *
 * The last week is judged by what was registered when it ended, so that one that is long over
 * can be replayed.  What is registered late is waited for (analysis/delay.h).
 */
#pragma once

#include "analysis/warning_past.h"
#include "modules/signals/series.h"

enum { PAST_WEEKS = 104 };              /* drawn: two years, as long as a chart is wide */

/* As the catalogue of methods names it: a change of what comes out is a new version. */
#define SIGNALS_METHOD "early-warning/1"

struct judged {
	const struct city_series *city;
	struct warning_settings settings;
	int32_t week;
	struct delay delay;             /* of the city */
	const struct warning *warnings; /* of each series */
	struct pasts *pasts;            /* made when the first is asked for */
};
struct judged week_judge(const struct city_series *city, const struct warning_settings *settings);
bool is_in_the_list(const struct warning *warning);     /* listed, a sentinel, or preliminary */
struct warning_level level_told(const struct judged *judged, enum signal_level level);
/* Nothing was judged by more than the weeks just before. */
bool is_preliminary(const struct judged *judged);
struct delay delay_of(const struct judged *judged, size_t item);        /* of one series */
/* Of one series the weeks before, the judged one last; *count of them. */
const struct past_week *weeks_before(struct judged *judged, size_t item, size_t *count);
