/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_outlook.c - varn analyse forecast: how many in the coming time, and how good that was.
 *
 * One row is the count of one step of a series, in order of time.
 *   series     its name; one when left out
 *   count      a whole number; empty: not known
 *
 *   --horizon N (17)  --season S (52.1775)  --harmonics N (2)  --fading D (0.98)
 *   --least N (two seasons)  --events N (30)  --window N (eight seasons)  --low S (0.1)  --high S (0.9)
 *   --trials N (200)  --held-least S (0.72)  --past: every trial
 */
#include "analysis/outlook.h"
#include "app/analyse_draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct told {
	const double *counts;
	size_t count;
	struct outlooks now;
	const struct outlook_trial *trials;
	size_t trials_count;
	struct outlook_judged judged;
};

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	struct outlook_settings settings;
	const struct plain_group *groups;
	struct told *told;
	size_t count;
	struct outlook_judged all;
	struct analysed analysed;
};

static const char *const ways[] = { "going on", "staying" };

/* ---- What is asked ----------------------------------------------------------------------- */

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;
	struct outlook_settings *settings = &showing->settings;

	*settings = (struct outlook_settings){ .season = 52.1775, .harmonics = 2, .fading = 0.98, .horizon = 17,
		.events = 30, .tolerance = 1e-10,
		.low = 0.1, .high = 0.9, .trials = 200, .held_least = 0.72 };
	if (!analyse_option(ask, "season", 2, 1000, &settings->season))
		return false;
	settings->least = (size_t)(2 * settings->season);
	settings->window = (size_t)(8 * settings->season);
	if (!analyse_count(ask, "harmonics", 0, 4, &settings->harmonics)
	    || !analyse_option(ask, "fading", 0.01, 1, &settings->fading)
	    || !analyse_count(ask, "horizon", 1, 1000, &settings->horizon)
	    || !analyse_count(ask, "least", 2, 1000000, &settings->least)
	    || !analyse_option(ask, "events", 0, 1e9, &settings->events)
	    || !analyse_count(ask, "window", 0, 1000000, &settings->window)
	    || !analyse_option(ask, "low", 0.001, 0.499, &settings->low)
	    || !analyse_option(ask, "high", 0.501, 0.999, &settings->high)
	    || !analyse_count(ask, "trials", 1, 1000000, &settings->trials)
	    || !analyse_option(ask, "held-least", 0, 1, &settings->held_least))
		return false;
	if (outlook_settings_are_fine(settings))
		return true;
	fprintf(stderr, "varn analyse: --window is 0 or at least --least\n");
	return false;
}

static bool counts_read(struct showing *showing, const struct plain_group *group, struct told *told)
{
	double *counts = arena_array(showing->plain->arena, double, group->count + 1);

	for (size_t i = 0; i < group->count; i++) {
		size_t at;

		counts[i] = NAN;
		if (!plain_number(showing->plain, group->rows[i], "count", &counts[i]))
			return false;
		if (!outlook_counts_are_fine(&counts[i], 1, &at))
			return plain_wrong(showing->plain, group->rows[i], "count is %g and must be a whole number from 0",
				counts[i]);
	}
	told->counts = counts;
	told->count = group->count;
	return true;
}

/* ---- What is found ----------------------------------------------------------------------- */

/* The past of every series, then of all together: that decides how wide the limits are. */
static void past_find(struct showing *showing)
{
	struct arena *arena = showing->plain->arena;
	size_t most = 0, count = 0;
	struct outlook_trial *all;

	for (size_t i = 0; i < showing->count; i++) {
		struct told *told = &showing->told[i];

		told->trials = outlook_past(arena, told->counts, told->count, &showing->settings, &told->trials_count);
		told->judged = outlook_judge(arena, told->trials, told->trials_count, &showing->settings);
		most += told->trials_count;
	}
	all = arena_array(arena, struct outlook_trial, most + 1);
	for (size_t i = 0; i < showing->count; i++)
		for (size_t k = 0; k < showing->told[i].trials_count; k++)
			all[count++] = showing->told[i].trials[k];
	showing->all = outlook_judge(arena, all, count, &showing->settings);
}

static void ways_find(struct showing *showing)
{
	for (size_t i = 0; i < showing->count; i++) {
		struct told *told = &showing->told[i];

		told->now = outlook_make(told->counts, told->count, showing->all.wider, &showing->settings);
	}
}

/* What there was in the same steps a year ago; NAN when they are not all known. */
static double year_before(const struct told *told, const struct outlook_settings *settings)
{
	double from = (double)told->count - round(settings->season), sum = 0;

	if (from < 0 || from + (double)settings->horizon > (double)told->count)
		return NAN;
	for (size_t i = 0; i < settings->horizon; i++)
		sum += told->counts[(size_t)from + i];
	return sum;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void judged_show(struct analysed *analysed, const struct outlook_judged *judged)
{
	analysed_count(analysed, "trials", (int64_t)judged->trials);
	if (judged->trials == 0)
		return;
	analysed_text(analysed, "better", str_of(ways[judged->better]));
	analysed_number(analysed, "score_going_on", judged->score[OUTLOOK_going_on]);
	analysed_number(analysed, "score_staying", judged->score[OUTLOOK_staying]);
	analysed_number(analysed, "held", judged->held);
}

static void way_show(struct showing *showing, size_t at, int way)
{
	static const char *const states[] = { "fine", "simple", "too few", "nothing" };
	const struct told *told = &showing->told[at];
	const struct outlook *outlook = &told->now.ways[way];
	double before = year_before(told, &showing->settings);
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "series", showing->groups[at].name);
	analysed_text(analysed, "way", str_of(ways[way]));
	analysed_text(analysed, "model", str_of(states[outlook->state]));
	if (outlook->state == OUTLOOK_fine || outlook->state == OUTLOOK_simple) {
		analysed_yes(analysed, "is_better", told->trials_count > 0 && (int)told->judged.better == way);
		analysed_number(analysed, "low", outlook->low);
		analysed_number(analysed, "middle", outlook->middle);
		analysed_number(analysed, "high", outlook->high);
		analysed_number(analysed, "mean", outlook->mean);
		analysed_number(analysed, "variance", outlook->variance);
		analysed_number(analysed, "phi", outlook->phi);
		analysed_number(analysed, "year_before", before);
		analysed_number(analysed, "chance_of_more", isnan(before) ? NAN : outlook_above(outlook, before));
	}
	analysed_row_finish(analysed);
}

static void past_show(struct showing *showing, size_t at)
{
	const struct told *told = &showing->told[at];
	struct analysed *analysed = &showing->analysed;

	for (size_t i = 0; i < told->trials_count; i++) {
		const struct outlook *outlook = &told->trials[i].foretold.ways[told->judged.better];

		analysed_row(analysed);
		analysed_text(analysed, "series", showing->groups[at].name);
		analysed_count(analysed, "after", (int64_t)told->trials[i].at);
		analysed_number(analysed, "low", outlook->low);
		analysed_number(analysed, "middle", outlook->middle);
		analysed_number(analysed, "high", outlook->high);
		analysed_number(analysed, "actual", told->trials[i].actual);
		analysed_row_finish(analysed);
	}
}

static void all_show(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;

	analysed_list(analysed, "all");
	analysed_row(analysed);
	judged_show(analysed, &showing->all);
	analysed_yes(analysed, "is_enough", showing->all.is_enough);
	analysed_number(analysed, "widened", showing->all.wider);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	analysed_list(analysed, "series");
	for (size_t i = 0; i < showing->count; i++) {
		analysed_row(analysed);
		analysed_text(analysed, "series", showing->groups[i].name);
		analysed_count(analysed, "steps", (int64_t)showing->told[i].count);
		judged_show(analysed, &showing->told[i].judged);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

/* Both ways, the one that was better before first. */
static void figure_draw(struct showing *showing, size_t at)
{
	const struct told *told = &showing->told[at];
	const struct outlook_settings *settings = &showing->settings;
	struct arena *arena = showing->plain->arena;
	struct estimate_row *rows = arena_array(arena, struct estimate_row, OUTLOOK_WAYS);
	int first = told->trials_count ? (int)told->judged.better : OUTLOOK_going_on;
	double before = year_before(told, settings);

	for (int i = 0; i < OUTLOOK_WAYS; i++) {
		int way = i ? OUTLOOK_WAYS - 1 - first : first;
		const struct outlook *outlook = &told->now.ways[way];
		bool is_known = outlook->state == OUTLOOK_fine || outlook->state == OUTLOOK_simple;

		rows[i] = (struct estimate_row){ str_of(way == OUTLOOK_going_on ? _("The trend goes on, and fades")
			: _("It stays where it is")), is_known ? outlook->middle : NAN,
			is_known ? outlook->low : NAN, is_known ? outlook->high : NAN, before };
	}
	analysed_draw(&showing->analysed, estimates_drawn(arena, &(struct estimates_drawing){
		.title = showing->groups[at].name.len ? showing->groups[at].name : str_of(_("Forecast")),
		.finding = arena_print(arena, plural((int64_t)settings->horizon, "The sum of the next %zu step.",
			"The sum of the next %zu steps."), settings->horizon),
		.heading = str_of(_("If")), .unit = str_of(_("Events")), .rows = rows, .count = OUTLOOK_WAYS,
		.interval_words = arena_print(arena, _("Estimate; holds it with %.4g %%"),
			(settings->high - settings->low) * 100), .before_words = str_of(_("The same steps a year before")) }));
}

static int showing_print(struct showing *showing)
{
	struct analysed *analysed = &showing->analysed;

	analysed_begin(analysed, showing->ask);
	all_show(showing);
	analysed_list(analysed, "forecasts");
	for (size_t i = 0; i < showing->count; i++)
		for (int way = 0; way < OUTLOOK_WAYS; way++)
			way_show(showing, i, way);
	analysed_list_finish(analysed);
	for (size_t i = 0; i < showing->count; i++)
		if (analysed_draws(analysed, showing->groups[i].name))
			figure_draw(showing, i);
	if (option_is_given(showing->ask->argc, showing->ask->argv, "past")) {
		analysed_list(analysed, "past");
		for (size_t i = 0; i < showing->count; i++)
			past_show(showing, i);
		analysed_list_finish(analysed);
	}
	return analysed_print(analysed);
}

int analyse_outlook(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain };
	struct analyse_clock clock;

	if (!options_read(&showing))
		return 2;
	showing.groups = plain_groups(&ask->plain, "series", &showing.count);
	showing.told = arena_array(ask->plain.arena, struct told, showing.count + 1);
	for (size_t i = 0; i < showing.count; i++)
		if (!counts_read(&showing, &showing.groups[i], &showing.told[i]))
			return 2;
	analyse_clock_start(&clock, ask);
	past_find(&showing);
	ways_find(&showing);
	analyse_took(&clock, "forecast");
	return showing_print(&showing);
}
