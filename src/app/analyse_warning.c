/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_warning.c - varn analyse early-warning: which series have had more than usual?
 *
 *   --week WEEK       that is judged (the last)     --now WEEK   reports are in until (the last)
 *   --q Q             of those listed, so large a share may be false (0.1)
 *   --least-count N   fewer events are not listed (3)           --strong P   (0.0001)
 *   --alpha A         of `upper` (0.01)             --delay N    weeks waited for reports (26)
 *   --years N (5)  --least-events N (50)  --all  --threads N  --timing
 *
 *   kind=series   series, level, [parent], [dimension], [sentinel], [week, counts]
 *   kind=count    series, week, [registered], count
 *   kind=exposure series, week, exposure or exposures
 */
#include "app/analyse_warning.h"

#include "analysis/parallel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct showing {
	const struct analyse_ask *ask;
	struct warning_file file;
	struct warning_settings settings;
	struct delay_settings delay;
	const struct warning *warnings;
	struct analysed analysed;
	struct analyse_clock clock;
};

static const char *const ways[] = { "too little to say", "baseline", "share of parent", "preliminary" };
static const char *const tiers[] = { "as usual", "sentinel", "preliminary", "listed", "strong" };

/* ---- What is asked ----------------------------------------------------------------------- */

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	struct warning_settings *settings = &showing->settings;
	double years, threads = parallel_threads(), most;

	*settings = warning_usual();
	settings->baseline = step_baseline(showing->file.step);
	most = settings->baseline.recent;
	years = settings->baseline.years;
	if (!analyse_option(ask, "q", 1e-6, 0.9, &settings->q_most)
	    || !analyse_option(ask, "least-count", 0, 1e6, &settings->least_count)
	    || !analyse_option(ask, "strong", 0, 0.5, &settings->strong_p)
	    || !analyse_option(ask, "alpha", 1e-9, 0.5, &settings->alpha)
	    || !analyse_whole(ask, "delay", 1, DELAY_WEEKS_MOST, &most)
	    || !analyse_whole(ask, "years", 1, BASELINE_YEARS_MOST, &years)
	    || !analyse_option(ask, "least-events", 0, 1e9, &settings->baseline.least_events)
	    || !analyse_whole(ask, "threads", 1, PARALLEL_MOST, &threads))
		return false;
	settings->baseline.years = (int)years;
	settings->threads = (int)threads;
	showing->delay = delay_usual(0);
	showing->delay.most = (int)most;
	showing->delay.window = baseline_year(&settings->baseline);
	return true;
}

/* ---- Delay ------------------------------------------------------------------------------- */

static void delays_do(struct showing *showing)
{
	struct warning_file *file = &showing->file;

	showing->delay.now = file->now;
	if (file->has_delays)
		(void)warnings_delay(file->plain->arena, file->series, file->names.count, file->reports,
			file->reports_begin, &showing->delay, file->week);
}

/* ---- The answer -------------------------------------------------------------------------- */

static void warning_show(struct showing *showing, size_t i)
{
	struct analysed *analysed = &showing->analysed;
	const struct warning *warning = &showing->warnings[i];
	const struct warning_file *file = &showing->file;

	analysed_row(analysed);
	analysed_text(analysed, "series", file->names.names[i]);
	analysed_count(analysed, "level", file->series[i].level);
	analysed_text(analysed, "verdict", str_of(tiers[warning->tier]));
	analysed_text(analysed, "by", str_of(ways[warning->way]));
	analysed_number(analysed, "count", warning->count);
	analysed_number(analysed, "expected", warning->expected);
	analysed_number(analysed, "upper", warning->upper);
	analysed_number(analysed, "p", warning->p);
	analysed_number(analysed, "q", warning->q);
	analysed_number(analysed, "score", warning->score);
	analysed_number(analysed, "share_registered", file->series[i].reported);
	analysed_yes(analysed, "is_simplified", warning->is_simplified);
	analysed_text(analysed, "folded_under", warning->folded_under >= 0
		? file->names.names[warning->folded_under] : S(""));
	analysed_row_finish(analysed);
}

struct ordered { double p; size_t at; };

static int by_p(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;

	return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

/* The least likely first; what has no p (the first year) last. */
static void warnings_show(struct showing *showing, bool is_all)
{
	size_t count = 0;
	struct ordered *order = arena_array(showing->file.plain->arena, struct ordered,
		showing->file.names.count + 1);

	for (size_t i = 0; i < showing->file.names.count; i++)
		if (is_all || showing->warnings[i].tier != WARNING_quiet) {
			double p = showing->warnings[i].p;

			order[count++] = (struct ordered){ isnan(p) ? 2 : p, i };
		}
	qsort(order, count, sizeof(*order), by_p);
	analysed_list(&showing->analysed, is_all ? "series" : "listed");
	for (size_t i = 0; i < count; i++)
		warning_show(showing, order[i].at);
	analysed_list_finish(&showing->analysed);
}

static void contributions_show(struct showing *showing, size_t i, int32_t dimension)
{
	struct analysed *analysed = &showing->analysed;
	struct warning_file *file = &showing->file;
	size_t count;
	const struct contribution *found = warning_contributions(file->plain->arena, file->series,
		showing->warnings, file->names.count, (int32_t)i, dimension, showing->settings.explained, &count);

	for (size_t c = 0; c < count; c++) {
		const struct warning *child = &showing->warnings[found[c].series];

		analysed_row(analysed);
		analysed_text(analysed, "series", file->names.names[i]);
		analysed_text(analysed, "dimension", file->dimensions.names[dimension]);
		analysed_text(analysed, "child", file->names.names[found[c].series]);
		analysed_number(analysed, "count", child->count);
		analysed_number(analysed, "expected", child->expected);
		analysed_number(analysed, "excess", found[c].excess);
		analysed_number(analysed, "p_given_parent", found[c].p_alone);
		analysed_row_finish(analysed);
	}
}

static void reasons_show(struct showing *showing)
{
	struct warning_file *file = &showing->file;

	analysed_list(&showing->analysed, "contributions");
	for (size_t i = 0; i < file->names.count; i++)
		for (size_t d = 0; warning_is_listed(&showing->warnings[i])
		     && showing->warnings[i].folded_under < 0 && d < file->dimensions.count; d++)
			contributions_show(showing, i, (int32_t)d);
	analysed_list_finish(&showing->analysed);
}

static void levels_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;
	const struct warning_file *file = &showing->file;

	analysed_list(analysed, "levels");
	for (int32_t level = 0; level < 12; level++) {
		struct warning_level told = warnings_level(file->series, showing->warnings,
			file->names.count, level);

		if (told.series == 0)
			continue;
		analysed_row(analysed);
		analysed_count(analysed, "level", level);
		analysed_count(analysed, "series", told.series);
		analysed_count(analysed, "judged", told.judged);
		analysed_count(analysed, "listed", told.listed);
		analysed_number(analysed, "false_expected", told.false_expected);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

int analyse_warning(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask };
	struct warning_file *file = &showing.file;

	analyse_clock_start(&showing.clock, ask);
	if (!early_warning_read(&ask->plain, option_value(ask->argc, ask->argv, "week"),
	        option_value(ask->argc, ask->argv, "now"), file) || !options_read(&showing))
		return 2;
	analyse_took(&showing.clock, "reading");
	delays_do(&showing);
	analyse_took(&showing.clock, "delays");
	showing.warnings = warnings_find(ask->plain.arena, file->series, file->names.count, &showing.settings,
		week_monday(file->first, file->step), file->week);
	analyse_took(&showing.clock, "early warning");
	analysed_begin(&showing.analysed, ask);
	levels_show(&showing);
	warnings_show(&showing, option_is_given(ask->argc, ask->argv, "all"));
	reasons_show(&showing);
	return analysed_print(&showing.analysed);
}
