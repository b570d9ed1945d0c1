/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_control.c - varn analyse control: control charts of one or many series.
 *
 * One row is one point, in order of time.
 *   chart              of which series (one when left out)
 *   period             told back with the point
 *   value              a number; or
 *   count, of          so many of so many; or
 *   count, exposure    events per exposure; or
 *   between            cases or days without an event between two events; or
 *   hours              time between two events
 *   begins             yes: limits begin anew here
 * An empty value, count, between or hours is a gap.
 *
 *   --base N --least N             limits from so many first points (24; 0: all); fewer are too few (12)
 *   --shift N --trend N            so many points in a row (7, 7)
 *   --screened yes|no              great moving ranges are left out once (yes)
 *   --widening needed|never|always --widened-above S --widened-size N
 *   --rare N                       fewer events in a period are better told as what is between (2)
 *   --better more|fewer --target X
 */
#include "analysis/control_chart.h"
#include "app/analyse_draw.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	const struct plain *plain;
	enum chart_kind kind;
	const char *value, *size;       /* columns */
	struct chart_settings settings;
	int better;
	double target;
	const struct plain_group *groups;
	const struct chart_point *const *points;
	const struct chart *charts;
	size_t count;
	struct analysed analysed;
};

/* ---- What is asked ----------------------------------------------------------------------- */

static bool options_read(struct showing *showing)
{
	static const char *const screened[] = { "no", "yes", NULL };
	static const char *const widening[] = { "needed", "never", "always", NULL };
	static const char *const better[] = { "neither", "more", "fewer", NULL };
	const struct analyse_ask *ask = showing->ask;
	struct chart_settings *settings = &showing->settings;
	int is_screened = 1, how = 0;

	*settings = (struct chart_settings){ .base = 24, .least = 12, .shift = 7, .trend = 7,
		.widened_above = 1.1, .widened_size = 1e4, .rare = 2 };
	showing->target = NAN;
	if (!analyse_count(ask, "base", 0, 1000000, &settings->base)
	    || !analyse_count(ask, "least", 2, 1000000, &settings->least)
	    || !analyse_count(ask, "shift", 2, 1000, &settings->shift)
	    || !analyse_count(ask, "trend", 3, 1000, &settings->trend)
	    || !analyse_word(ask, "screened", screened, &is_screened)
	    || !analyse_word(ask, "widening", widening, &how)
	    || !analyse_option(ask, "widened-above", 0.01, 100, &settings->widened_above)
	    || !analyse_option(ask, "widened-size", 1, 1e15, &settings->widened_size)
	    || !analyse_option(ask, "rare", 0, 1e6, &settings->rare)
	    || !analyse_word(ask, "better", better, &showing->better)
	    || !analyse_option(ask, "target", -1e15, 1e15, &showing->target))
		return false;
	settings->is_screened = is_screened;
	settings->widening = (enum chart_widening)how;
	if (chart_settings_are_fine(settings))
		return true;
	fprintf(stderr, "varn analyse: --base is 0 or at least --least\n");
	return false;
}

/* Which of the columns are there says what is counted. */
static bool kind_find(struct showing *showing)
{
	static const struct { enum chart_kind kind; const char *value, *size; } kinds[] = {
		{ CHART_individuals, "value", NULL }, { CHART_shares, "count", "of" },
		{ CHART_rates, "count", "exposure" }, { CHART_between, "between", NULL },
		{ CHART_times, "hours", NULL } };
	size_t found = 0;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (!plain_has(showing->plain, kinds[i].value)
		    || (kinds[i].size && !plain_has(showing->plain, kinds[i].size)))
			continue;
		found++;
		showing->kind = kinds[i].kind;
		showing->value = kinds[i].value;
		showing->size = kinds[i].size;
	}
	if (found == 1)
		return true;
	fprintf(stderr, "varn analyse: %s: say one of the columns value, count and of, count and exposure, "
		"between, hours\n", showing->plain->path);
	return false;
}

/* ---- The points -------------------------------------------------------------------------- */

static const char *const demands[] = {
	[CHART_individuals] = "value is a number",
	[CHART_shares] = "count and of are whole numbers from 0, and count is at most of",
	[CHART_rates] = "count is a whole number from 0 and exposure a number from 0; without exposure nothing happens",
	[CHART_between] = "between is a whole number from 0",
	[CHART_times] = "hours is a number from 0",
};

static bool point_read(const struct showing *showing, size_t row, struct chart_point *point)
{
	size_t at;

	*point = (struct chart_point){ .value = NAN };
	if (!plain_number(showing->plain, row, showing->value, &point->value)
	    || (showing->size && !plain_number(showing->plain, row, showing->size, &point->size))
	    || !plain_yes(showing->plain, row, "begins", &point->begins))
		return false;
	if (!chart_points_are_fine(showing->kind, point, 1, &at))
		return plain_wrong(showing->plain, row, "%s", demands[showing->kind]);
	return true;
}

static bool charts_make(struct showing *showing)
{
	struct arena *arena = showing->plain->arena;
	const struct chart_point **points;
	struct chart *charts;

	showing->groups = plain_groups(showing->plain, "chart", &showing->count);
	showing->charts = charts = arena_array(arena, struct chart, showing->count + 1);
	showing->points = points = arena_array(arena, const struct chart_point *, showing->count + 1);
	for (size_t i = 0; i < showing->count; i++) {
		const struct plain_group *group = &showing->groups[i];
		struct chart_point *read = arena_array(arena, struct chart_point, group->count);

		for (size_t k = 0; k < group->count; k++)
			if (!point_read(showing, group->rows[k], &read[k]))
				return false;
		points[i] = read;
		charts[i] = chart_make(arena, showing->kind, read, group->count, &showing->settings);
	}
	return true;
}

/* ---- Answers ----------------------------------------------------------------------------- */

static const char *const kind_words[] = {
	[CHART_individuals] = "individuals", [CHART_shares] = "shares", [CHART_rates] = "rates",
	[CHART_between] = "between", [CHART_times] = "times",
};

static const char *means_word(int means)
{
	return means > 0 ? "better" : means < 0 ? "worse" : "";
}

static void chart_show(struct showing *showing, size_t at)
{
	static const char *const assurances[] = { "not known", "always met", "sometimes met", "never met" };
	const struct chart *chart = &showing->charts[at];
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "chart", showing->groups[at].name);
	analysed_text(analysed, "kind", str_of(kind_words[showing->kind]));
	analysed_count(analysed, "points", (int64_t)chart->count);
	analysed_count(analysed, "signals", (int64_t)chart->signals);
	if (!isnan(showing->target))
		analysed_text(analysed, "target", str_of(assurances[chart_assurance(chart,
			(enum chart_better)showing->better, showing->target)]));
	if (showing->kind == CHART_rates)
		analysed_yes(analysed, "is_too_rare", chart_choose(CHART_data_counts, showing->points[at],
			chart->count, &showing->settings) == CHART_between);
	analysed_row_finish(analysed);
}

static void part_show(struct showing *showing, size_t at, const struct chart_part *part)
{
	static const char *const states[] = { "fine", "too few points", "no spread" };
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "chart", showing->groups[at].name);
	analysed_text(analysed, "from", plain_text(showing->plain, showing->groups[at].rows[part->from], "period"));
	analysed_count(analysed, "points", (int64_t)part->count);
	analysed_count(analysed, "base", (int64_t)part->base);
	analysed_text(analysed, "limits", str_of(states[part->state]));
	if (part->state == CHART_fine) {
		analysed_number(analysed, "mean", part->mean);
		if (showing->size) {
			analysed_number(analysed, "spread_of_z", part->sigma_z);
			analysed_yes(analysed, "is_widened", part->is_widened);
		} else if (showing->kind != CHART_between) {
			analysed_number(analysed, "moving_range", part->range_screened);
		}
		if (showing->kind == CHART_times) {
			analysed_number(analysed, "exact_low", part->exact_low);
			analysed_number(analysed, "exact_middle", part->exact_middle);
			analysed_number(analysed, "exact_high", part->exact_high);
		}
	}
	analysed_row_finish(analysed);
}

static void mark_show(struct showing *showing, size_t at, size_t point)
{
	static const char *const signals[] = { "", "outside", "trend", "near", "shift" };
	static const char *const sides[] = { "low", "", "high" };
	static const char *const ways[] = { "falling", "", "rising" };
	const struct chart_mark *mark = &showing->charts[at].marks[point];
	struct analysed *analysed = &showing->analysed;

	analysed_row(analysed);
	analysed_text(analysed, "chart", showing->groups[at].name);
	analysed_text(analysed, "period", plain_text(showing->plain, showing->groups[at].rows[point], "period"));
	analysed_number(analysed, "value", mark->value);
	analysed_number(analysed, "centre", mark->centre);
	analysed_number(analysed, "low", mark->low);
	analysed_number(analysed, "high", mark->high);
	analysed_text(analysed, "signal", str_of(signals[mark->signal]));
	analysed_text(analysed, "side", str_of((mark->signal == CHART_trend ? ways : sides)[1 + mark->side]));
	analysed_text(analysed, "means", str_of(means_word(chart_means(showing->kind,
		(enum chart_better)showing->better, mark->side))));
	analysed_row_finish(analysed);
}

static void figure_draw(struct showing *showing, size_t at)
{
	const struct plain_group *group = &showing->groups[at];
	struct arena *arena = showing->plain->arena;
	struct str *periods = arena_array(arena, struct str, group->count + 1);
	bool *begins = arena_array(arena, bool, group->count + 1);

	if (!analysed_draws(&showing->analysed, group->name))
		return;
	for (size_t i = 0; i < group->count; i++) {
		periods[i] = plain_text(showing->plain, group->rows[i], "period");
		if (!periods[i].len)
			periods[i] = arena_print(arena, "%zu", i + 1);
		begins[i] = showing->points[at][i].begins;
	}
	analysed_draw(&showing->analysed, control_drawn(arena, &(struct control_drawing){
		.title = group->name.len ? group->name : str_of(_("Control chart")), .chart = &showing->charts[at],
		.periods = periods, .begins = begins, .better = showing->better, .target = showing->target }));
}

int analyse_control(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask, .plain = &ask->plain };
	struct analyse_clock clock;

	if (!options_read(&showing) || !kind_find(&showing))
		return 2;
	analyse_clock_start(&clock, ask);
	if (!charts_make(&showing))
		return 2;
	analyse_took(&clock, "control");
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "charts");
	for (size_t i = 0; i < showing.count; i++) {
		chart_show(&showing, i);
		figure_draw(&showing, i);
	}
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "parts");
	for (size_t i = 0; i < showing.count; i++)
		for (size_t k = 0; k < showing.charts[i].parts_count; k++)
			part_show(&showing, i, &showing.charts[i].parts[k]);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "points");
	for (size_t i = 0; i < showing.count; i++)
		for (size_t k = 0; k < showing.charts[i].count; k++)
			mark_show(&showing, i, k);
	analysed_list_finish(&showing.analysed);
	return analysed_print(&showing.analysed);
}
