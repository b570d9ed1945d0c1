/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_baseline.c - varn analyse baseline: is this week more than usual?
 *
 *   --week WEEK       that is judged (the last)     --weeks N     and the N - 1 before it (1)
 *   --alpha A         of usual weeks pass the limit (0.01)
 *   --limit WHICH     predictive (the usual), plugin, muan, delta
 *   --years N (5)  --window N (3)  --periods N (10)  --recent N (26)  --heavy S (2.58)
 *   --trend-p P (0.05)  --least-events N (50)  --threads N  --timing
 *
 * One row is a week or a month of a series, or a series (analyse_series.h).  Of months: --window 1,
 * --periods 1, --recent 6.
 */
#include "analysis/baseline.h"
#include "analysis/parallel.h"
#include "app/analyse_series.h"
#include "formats/chart_band.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { JUDGED_MOST = 520 };

struct showing {
	const struct analyse_ask *ask;
	struct series_file file;
	struct baseline_settings settings;
	enum baseline_limit limit;
	double alpha;
	int32_t week;
	size_t weeks;                   /* that are judged */
	int threads;
	struct baseline_plan *plans;
	struct baseline *found;         /* [series * weeks + n] */
	struct baseline_judged *judged;
	struct analysed analysed;
};

static const char *const findings[] = { "too few weeks", "too few events", "no end", "not known", "fitted" };
static const char *const limit_names[] = { "predictive", "plugin", "muan", "delta" };

/* ---- What is asked ----------------------------------------------------------------------- */

static bool limit_read(struct showing *showing)
{
	const char *text = option_value(showing->ask->argc, showing->ask->argv, "limit");

	for (size_t i = 0; i < COUNT(limit_names); i++)
		if (!text || !strcmp(text, limit_names[i])) {
			showing->limit = (enum baseline_limit)i;
			return true;
		}
	fprintf(stderr, "varn analyse: --limit is predictive, plugin, muan or delta\n");
	return false;
}

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	struct baseline_settings *settings = &showing->settings;
	double years, window, periods, recent, weeks = 1, threads = parallel_threads();

	*settings = step_baseline(showing->file.step);
	years = settings->years;
	window = settings->half_window;
	periods = settings->periods;
	recent = settings->recent;
	showing->alpha = 0.01;
	if (!analyse_whole(ask, "years", 1, BASELINE_YEARS_MOST, &years)
	    || !analyse_whole(ask, "window", 0, 12, &window)
	    || !analyse_whole(ask, "periods", 1, BASELINE_PERIODS_MOST, &periods)
	    || !analyse_whole(ask, "recent", 0, 156, &recent)
	    || !analyse_option(ask, "heavy", 0.1, 1e6, &settings->heavy)
	    || !analyse_option(ask, "trend-p", 0, 1, &settings->trend_p)
	    || !analyse_option(ask, "least-events", 0, 1e9, &settings->least_events)
	    || !analyse_option(ask, "alpha", 1e-9, 0.5, &showing->alpha)
	    || !analyse_whole(ask, "weeks", 1, JUDGED_MOST, &weeks)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads) || !limit_read(showing))
		return false;
	settings->years = (int)years;
	settings->half_window = (int)window;
	settings->periods = (int)periods;
	settings->recent = (int)recent;
	showing->weeks = (size_t)weeks;
	showing->threads = (int)threads;
	if (baseline_settings_are_fine(settings))
		return true;
	fprintf(stderr, "varn analyse: --periods: there are not so many weeks outside the window\n");
	return false;
}

/* ---- The work ---------------------------------------------------------------------------- */

static void series_do(void *context, int thread, size_t item)
{
	struct showing *showing = context;
	size_t series = item / showing->weeks, at = series * showing->file.weeks;
	const struct baseline_plan *plan = &showing->plans[item % showing->weeks];
	const double *counts = &showing->file.counts[at];
	struct baseline *found = &showing->found[item];

	(void)thread;
	*found = baseline_fit(plan, &showing->settings, counts,
		showing->file.exposure ? &showing->file.exposure[at] : NULL, NULL);
	if (found->finding == BASELINE_fitted && !isnan(counts[plan->week]))
		showing->judged[item] = baseline_judge(found, showing->limit, showing->alpha, 1,
			counts[plan->week]);
}

static void all_do(struct showing *showing)
{
	struct arena *arena = showing->ask->plain.arena;
	size_t items = showing->file.names.count * showing->weeks;

	showing->plans = arena_array(arena, struct baseline_plan, showing->weeks);
	showing->found = arena_array(arena, struct baseline, items);
	showing->judged = arena_array(arena, struct baseline_judged, items);
	for (size_t i = 0; i < showing->weeks; i++)
		showing->plans[i] = baseline_plan(arena, &showing->settings,
			week_monday(showing->file.first, showing->file.step),
			showing->week - (int32_t)(showing->weeks - 1 - i));
	parallel_for(showing->threads, items, series_do, showing);
}

/* ---- The answer -------------------------------------------------------------------------- */

static void fitted_show(struct analysed *analysed, const struct baseline *found, int year_steps)
{
	analysed_number(analysed, "expected", found->expected);
	analysed_number(analysed, "log_error", found->log_error);
	analysed_number(analysed, "phi", found->phi);
	analysed_yes(analysed, "has_trend", found->has_trend);
	analysed_number(analysed, "trend_a_year", exp(found->slope * year_steps) - 1);
	analysed_yes(analysed, "is_simplified", found->is_simplified);
}

static void judged_show(struct analysed *analysed, const struct baseline_judged *judged)
{
	analysed_number(analysed, "upper", judged->upper);
	analysed_number(analysed, "p", judged->p);
	analysed_number(analysed, "mid_p", judged->mid_p);
	analysed_number(analysed, "score", judged->score);
	analysed_yes(analysed, "is_above", judged->is_above);
}

static void item_show(struct showing *showing, size_t item)
{
	struct analysed *analysed = &showing->analysed;
	const struct baseline *found = &showing->found[item];
	int32_t week = showing->plans[item % showing->weeks].week;
	double count = showing->file.counts[item / showing->weeks * showing->file.weeks + (size_t)week];

	analysed_row(analysed);
	analysed_text(analysed, "series", showing->file.names.names[item / showing->weeks]);
	analysed_text(analysed, "week", week_show(showing->ask->plain.arena, week + showing->file.first,
		showing->file.step));
	analysed_number(analysed, "count", count);
	analysed_text(analysed, "baseline", str_of(findings[found->finding]));
	analysed_count(analysed, "weeks", (int64_t)found->weeks);
	analysed_number(analysed, "events", found->events);
	if (found->finding == BASELINE_fitted)
		fitted_show(analysed, found, baseline_year(&showing->settings));
	if (found->finding == BASELINE_fitted && !isnan(count))
		judged_show(analysed, &showing->judged[item]);
	analysed_row_finish(analysed);
}

/* ---- The figure ---------------------------------------------------------------------------- */

static struct band_period period_of(struct showing *showing, size_t item)
{
	const struct baseline *found = &showing->found[item];
	int32_t week = showing->plans[item % showing->weeks].week;
	const double *counts = &showing->file.counts[item / showing->weeks * showing->file.weeks];
	int32_t before = baseline_reference(&showing->settings,
		week_monday(showing->file.first, showing->file.step), week, 1);
	struct band_period period = band_period(week_show(showing->ask->plain.arena,
		week + showing->file.first, showing->file.step));

	period.reported = counts[week];
	period.before = before >= 0 ? counts[before] : NAN;
	if (found->finding == BASELINE_fitted) {
		struct count_law law = baseline_law(found, 1);

		period.expected = found->expected;
		period.low90 = count_law_quantile(law, 0.05);
		period.low50 = count_law_quantile(law, 0.25);
		period.high50 = count_law_quantile(law, 0.75);
		period.high90 = count_law_quantile(law, 0.95);
	}
	return period;
}

static struct str alarms_told(const struct showing *showing, int alarms)
{
	struct arena *arena = showing->ask->plain.arena;

	if (showing->settings.is_monthly)
		return alarms ? arena_print(arena, plural(alarms, "%d month has more than usual.",
			"%d months have more than usual."), alarms) : str_of(_("No month has more than usual."));
	return alarms ? arena_print(arena, plural(alarms, "%d week has more than usual.",
		"%d weeks have more than usual."), alarms) : str_of(_("No week has more than usual."));
}

/* The last weeks of a series; those above the limit are numbered from the left. */
static void figure_draw(struct showing *showing, size_t series)
{
	struct arena *arena = showing->ask->plain.arena;
	struct chart_band *band = arena_new(arena, struct chart_band);
	size_t count = showing->weeks < BAND_PERIODS_MOST ? showing->weeks : BAND_PERIODS_MOST;
	size_t from = series * showing->weeks + showing->weeks - count;
	struct band_period *periods = arena_array(arena, struct band_period, count);
	struct str name = showing->file.names.names[series];
	bool is_monthly = showing->settings.is_monthly;
	int alarms = 0;

	for (size_t i = 0; i < count; i++) {
		periods[i] = period_of(showing, from + i);
		if (showing->judged[from + i].is_above)
			periods[i].alarm = ++alarms;
	}
	if (!name.len)
		name = str_of(is_monthly ? _("Events per month") : _("Events per week"));
	*band = (struct chart_band){ .about = { .id = "baseline", .title = name,
		.finding = alarms_told(showing, alarms), .heading = str_of(is_monthly ? _("Month") : _("Week")) },
		.count = count, .periods = periods };
	analysed_draw(&showing->analysed, band_diagram(band));
}

int analyse_baseline(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask };
	struct analyse_clock clock;

	analyse_clock_start(&clock, ask);
	if (!series_read(&ask->plain, &showing.file) || !options_read(&showing)
	    || !series_week_asked(ask, &showing.file, &showing.week))
		return 2;
	analyse_took(&clock, "reading");
	if (showing.weeks > (size_t)showing.week + 1)
		showing.weeks = (size_t)showing.week + 1;
	all_do(&showing);
	analyse_took(&clock, "baselines");
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "weeks");
	for (size_t i = 0; i < showing.file.names.count * showing.weeks; i++)
		item_show(&showing, i);
	analysed_list_finish(&showing.analysed);
	for (size_t i = 0; i < showing.file.names.count; i++)
		if (analysed_draws(&showing.analysed, showing.file.names.names[i]))
			figure_draw(&showing, i);
	return analysed_print(&showing.analysed);
}
