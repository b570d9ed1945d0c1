/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/delay.c - see delay.h. */
#include "analysis/delay.h"

#include <math.h>

struct delay_settings delay_usual(int32_t now)
{
	return (struct delay_settings){ .now = now, .most = 26, .window = 52, .weight = 50, .least_events = 50 };
}

static bool is_counted(const struct delay_report *report, const struct delay_settings *settings)
{
	int64_t delay = (int64_t)report->registered - report->occurred;

	return delay >= 0 && delay <= settings->most && report->registered <= settings->now
		&& report->count > 0 && isfinite(report->count);
}

/* For each delay: events with just this one, and with at most this one, among the weeks that
 * are old enough for it and not too old. */
static void report_count(const struct delay_report *report, const struct delay_settings *settings,
                         double *just, double *at_most)
{
	int64_t delay = (int64_t)report->registered - report->occurred;

	for (int x = (int)delay; x <= settings->most; x++) {
		int64_t newest = (int64_t)settings->now - x;

		if (report->occurred > newest || report->occurred <= newest - settings->window)
			continue;
		at_most[x] += report->count;
		just[x] += x == delay ? report->count : 0;
	}
}

static double hazard_of(double just, double at_most, const struct delay *city, int x, double weight)
{
	if (x == 0)
		return 1;
	if (city) {
		just += weight * city->hazard[x];
		at_most += weight;
	}
	return at_most > 0 ? just / at_most : 0;
}

static int most_of(const struct delay_settings *settings)
{
	return settings->most < 0 ? 0 : settings->most < DELAY_WEEKS_MOST ? settings->most : DELAY_WEEKS_MOST;
}

struct delay delay_fit(const struct delay_report *reports, size_t count,
                       const struct delay_settings *settings, const struct delay *city)
{
	struct delay_settings within = *settings;
	struct delay found = { .most = most_of(settings) };
	double just[DELAY_WEEKS_MOST + 1] = { 0 }, at_most[DELAY_WEEKS_MOST + 1] = { 0 };

	within.most = found.most;
	if (city && (city->finding != DELAY_fitted || city->most != found.most))
		city = NULL;
	for (size_t i = 0; i < count; i++)
		if (is_counted(&reports[i], &within)) {
			report_count(&reports[i], &within, just, at_most);
			found.events += reports[i].count;
		}
	found.finding = city || found.events >= settings->least_events ? DELAY_fitted : DELAY_too_few;
	for (int x = found.most; x >= 0; x--) {
		found.hazard[x] = hazard_of(just[x], at_most[x], city, x, settings->weight);
		found.share[x] = x == found.most ? 1 : found.share[x + 1] * (1 - found.hazard[x + 1]);
	}
	return found;
}

double delay_share(const struct delay *delay, int32_t weeks_ago)
{
	if (delay->finding != DELAY_fitted || weeks_ago >= delay->most || weeks_ago < 0)
		return 1;
	return delay->share[weeks_ago];
}

/* What is usual is a gamma distribution of the week's mean; given what is registered, what is
 * not registered yet is negative binomial. */
struct nowcast nowcast(double registered, double share, double usual, double variance,
                       double level, double least_share)
{
	double rate = usual > 0 && variance > 0 ? usual / variance : 0, shape = usual * rate;
	struct nowcast found = { .total = registered };
	struct count_law law;

	if (!(registered >= 0) || !(share >= 0 && share <= 1) || registered + shape <= 0)
		return found;
	if (share < least_share || share + rate <= 0) {
		found.finding = NOWCAST_too_early;
		return found;
	}
	law = count_law((shape + registered) * (1 - share) / (rate + share),
		(rate + 1) / (rate + share));
	found.finding = NOWCAST_told;
	found.late = law.mean;
	found.late_low = count_law_quantile(law, (1 - level) / 2);
	found.late_high = count_law_quantile(law, 1 - (1 - level) / 2);
	found.total += found.late;
	return found;
}
