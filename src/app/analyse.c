/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse.c - varn analyse METHOD --input FILE: the methods of src/analysis on a plain file.
 *
 * For some methods one row of the file is one question: which columns they read and what they
 * answer is a row of the table below.  Others read the whole file (analyse.h).  The same code
 * answers in the program's own pages.  docs/analyse.en.md has the formats.
 */
#include "app/analyse.h"

#include "analysis/rate_ratio.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 8, MOST_ANSWERS = 12 };

static const size_t memory_most = (size_t)2 << 30;

struct answered { size_t count; struct { const char *name; double value; } at[MOST_ANSWERS]; };

struct analysis {
	const char *name, *what;
	const char *columns[MOST_COLUMNS];      /* that must be there */
	const char *more[MOST_COLUMNS];         /* that may be: all of them or none */
	/* NULL, or what is wrong with the numbers. */
	const char *(*row)(const double *columns, const double *more, double level,
	                   struct answered *answered);
	int (*whole)(const struct analyse_ask *ask);    /* reads all rows itself; the exit status */
	bool draws;                     /* --chart FILE */
};

static void answer(struct answered *answered, const char *name, double value)
{
	answered->at[answered->count].name = name;
	answered->at[answered->count++].value = value;
}

static void answer_ratio(struct answered *answered, const char *const *names, struct rate_ratio ratio)
{
	answer(answered, names[0], ratio.ratio);
	answer(answered, names[1], ratio.low);
	answer(answered, names[2], ratio.high);
	answer(answered, names[3], ratio.p_value);
}

static bool is_count(double x)
{
	return x >= 0 && x == floor(x) && x < 1e15;
}

static const char *counts_of(const double *numbers, struct rate_counts *counts)
{
	if (!is_count(numbers[0]) || !is_count(numbers[1]))
		return "counts are whole numbers from 0";
	*counts = (struct rate_counts){ (int64_t)numbers[0], (int64_t)numbers[1], numbers[2], numbers[3] };
	return rate_counts_are_fine(counts) ? NULL : "exposures are above 0";
}

static const char *rate_ratio_row(const double *columns, const double *more, double level,
                                  struct answered *answered)
{
	static const char *const here_names[] = { "ratio", "low", "high", "p_value" };
	static const char *const there_names[] = { "compare_ratio", "compare_low", "compare_high",
		"compare_p_value" };
	static const char *const both_names[] = { "relative", "relative_low", "relative_high",
		"relative_p_value" };
	struct rate_counts here, there;
	const char *wrong = counts_of(columns, &here);

	if (wrong)
		return wrong;
	answer_ratio(answered, here_names, rate_ratio(&here, level));
	if (!more)
		return NULL;
	wrong = counts_of(more, &there);
	if (wrong)
		return wrong;
	answer_ratio(answered, there_names, rate_ratio(&there, level));
	answer_ratio(answered, both_names, rate_ratio_relative(&here, &there, level));
	return NULL;
}

static const struct analysis methods[] = {
	{ "rate-ratio", "did a rate change? exact limits, and beside an area where nothing was done",
	  { "before", "after", "before_exposure", "after_exposure" },
	  { "compare_before", "compare_after", "compare_before_exposure", "compare_after_exposure" },
	  rate_ratio_row },
	{ .name = "rates", .what = "what goes with more, and how many times?",
	  .columns = { "count" }, .whole = analyse_rates },
	{ .name = "displacement", .what = "did a measure work, and did what it stopped move next door?",
	  .columns = { "before", "after", "control_before", "control_after" }, .whole = analyse_displacement },
	{ .name = "cascade", .what = "what falls when something fails, and when; what hurts most",
	  .columns = { "kind", "node" }, .whole = analyse_cascade },
	{ .name = "ranking", .what = "which risks are the largest, as far as can be said",
	  .columns = { "risk" }, .whole = analyse_ranking },
	{ .name = "baseline", .what = "is this week more than usual? from the same weeks of earlier years",
	  .columns = { "series", "week" }, .whole = analyse_baseline, .draws = true },
	{ .name = "early-warning", .what = "the weekly list: which of all series have had more than usual?",
	  .columns = { "kind", "series" }, .whole = analyse_warning },
	{ .name = "delay", .what = "which share of a week's events is registered by now, and what is to come",
	  .columns = { "occurred", "registered" }, .whole = analyse_delay },
	{ .name = "shares", .what = "cells with few events, under their parent",
	  .columns = { "cell", "events", "expected" }, .whole = analyse_shares },
	{ .name = "discoveries", .what = "which of many tests of counts are worth a look",
	  .columns = { "test", "count", "mean" }, .whole = analyse_discoveries },
	{ .name = "cold-start", .what = "the first year: this week beside the few before it (EARS)",
	  .columns = { "series", "week" }, .whole = analyse_cold_start },
	{ .name = "calibration", .what = "what was thought likely, beside what happened",
	  .columns = { "risk" }, .whole = analyse_calibration },
	{ .name = "small-cells", .what = "a table of counts as it may be told, without the small ones",
	  .columns = { "row", "column", "count" }, .whole = analyse_small_cells },
	{ .name = "control", .what = "control charts: which points of a series are more than chance?",
	  .whole = analyse_control, .draws = true },
	{ .name = "funnel", .what = "units beside each other: whose rate is high or low, and who is silent",
	  .columns = { "unit", "events", "exposure" }, .whole = analyse_funnel, .draws = true },
	{ .name = "handling", .what = "how long it takes until it is closed, open ones included",
	  .columns = { "days", "closed" }, .whole = analyse_handling },
	{ .name = "timeliness", .what = "how long each step takes, from what happened until it is closed",
	  .columns = { "occurred", "reported" }, .whole = analyse_timeliness },
	{ .name = "linkage", .what = "which records of two lists tell of the same event",
	  .columns = { "list", "id", "day" }, .whole = analyse_linkage },
	{ .name = "near-duplicates", .what = "which reports may tell of the same event?",
	  .columns = { "id", "text" }, .whole = analyse_near_duplicates },
	{ .name = "share", .what = "which share of what is on another list is reported, too; and of how many",
	  .columns = { "first", "second", "both" }, .whole = analyse_share, .draws = true },
	{ .name = "three-lists", .what = "how many there are when three lists each have some",
	  .columns = { "pattern", "count" }, .whole = analyse_three_lists },
	{ .name = "split", .what = "more reports: is it worse, or better reported?",
	  .columns = { "exposure_before", "reports_before", "share_before", "exposure_after", "reports_after",
		"share_after" }, .whole = analyse_split, .draws = true },
	{ .name = "costs", .what = "what damage cost, year by year, in fixed prices; does it fall?",
	  .columns = { "year", "amount" }, .whole = analyse_costs },
	{ .name = "ladder", .what = "what the last years will cost when they are settled",
	  .columns = { "origin", "step", "amount" }, .whole = analyse_ladder },
	{ .name = "tail", .what = "how large the largest can become",
	  .columns = { "amount" }, .whole = analyse_tail },
	{ .name = "avoided-cost", .what = "what events cost before a measure and after it, and how much less that is",
	  .columns = { "period", "amount" }, .whole = analyse_avoided },
	{ .name = "density", .what = "where things happen, as a smooth surface",
	  .columns = { "x", "y" }, .whole = analyse_density },
	{ .name = "relative-risk", .what = "where there is more than there used to be, given how much there is",
	  .columns = { "x", "y", "now" }, .whole = analyse_relative_risk },
	{ .name = "forecast", .what = "how many in the coming months, and how good that was before",
	  .columns = { "count" }, .whole = analyse_outlook, .draws = true },
	{ .name = "drift", .what = "does a series slowly leave what was expected of it?",
	  .columns = { "count", "expected" }, .whole = analyse_drift },
	{ .name = "breaks", .what = "where did a series move to another level?",
	  .columns = { "count" }, .whole = analyse_breaks },
	{ .name = "seasons", .what = "trend, season and rest of a series, to draw",
	  .whole = analyse_seasons },
	{ .name = "panel", .what = "did a measure work, where units without it stand beside?",
	  .columns = { "unit", "month", "count", "on" }, .whole = analyse_panel },
	{ .name = "hotspots", .what = "is what is near alike, and where is much beside much?",
	  .columns = { "area" }, .whole = analyse_hotspots },
	{ .name = "hotspots-past", .what = "does the map of hot spots foretell, better than last year's?",
	  .columns = { "x", "y", "day" }, .whole = analyse_hotspot_past },
	{ .name = "knox", .what = "after one event, are there more near it for a while?",
	  .columns = { "x", "y", "day" }, .whole = analyse_knox },
	{ .name = "scan", .what = "is there a cluster somewhere, and of late?",
	  .columns = { "area", "x", "y", "count" }, .whole = analyse_scan },
	{ .name = "survey", .what = "what all would say, from a sample of them; has it changed?",
	  .columns = { "answer" }, .whole = analyse_survey },
	{ .name = "small-areas", .what = "a share of each area, where few answers of each say little",
	  .columns = { "area", "share" }, .whole = analyse_small_areas },
	{ NULL },
};

/* ---- The file ---------------------------------------------------------------------------- */

static const struct analysis *method_find(const char *name)
{
	for (const struct analysis *method = methods; name && method->name; method++)
		if (!strcmp(method->name, name))
			return method;
	return NULL;
}

static size_t columns_count(const char *const *names)
{
	size_t count = 0;

	while (count < MOST_COLUMNS && names[count])
		count++;
	return count;
}

/* False: *missing is the column that is not there. */
static bool has_columns(const struct plain *plain, const char *const *names, const char **missing)
{
	for (size_t i = 0; i < columns_count(names); i++)
		if (!plain_has(plain, names[i])) {
			*missing = names[i];
			return false;
		}
	return true;
}

static bool numbers_read(const struct plain *plain, size_t row, const char *const *names, double *numbers)
{
	for (size_t i = 0; i < columns_count(names); i++) {
		const char *text = str_z(plain->arena, plain_text(plain, row, names[i]));
		char *end;

		errno = 0;
		numbers[i] = strtod(text, &end);
		if (end == text || *end || errno || !isfinite(numbers[i]))
			return plain_wrong(plain, row, "%s is not a number", names[i]);
	}
	return true;
}

static void answered_write(struct json_out *json, const struct answered *answered)
{
	json_object_begin(json, NULL);
	for (size_t i = 0; i < answered->count; i++) {
		if (isfinite(answered->at[i].value))
			json_number(json, answered->at[i].name, answered->at[i].value);
		else
			json_nothing(json, answered->at[i].name);
	}
	json_object_finish(json);
}

static void answered_print(size_t row, const struct answered *answered)
{
	printf("%zu:", row);
	for (size_t i = 0; i < answered->count; i++)
		printf(" %s %.6g", answered->at[i].name, answered->at[i].value);
	putchar('\n');
}

static bool row_do(const struct analyse_ask *ask, const struct analysis *method, size_t row,
                   struct answered *answered)
{
	double columns[MOST_COLUMNS], more[MOST_COLUMNS];
	const char *missing, *wrong;
	bool has_more = has_columns(&ask->plain, method->more, &missing);

	if (!numbers_read(&ask->plain, row, method->columns, columns)
	    || (has_more && !numbers_read(&ask->plain, row, method->more, more)))
		return false;
	wrong = method->row(columns, has_more ? more : NULL, ask->level, answered);
	return wrong ? plain_wrong(&ask->plain, row, "%s", wrong) : true;
}

static int rows_do(const struct analyse_ask *ask, const struct analysis *method)
{
	struct out out;
	struct json_out json;

	out_init(&out, ask->plain.arena, ANALYSE_LONGEST_INPUT);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t row = 1; row < ask->plain.table->count; row++) {
		struct answered answered = { 0 };

		if (!row_do(ask, method, row, &answered))
			return 2;
		if (ask->is_json)
			answered_write(&json, &answered);
		else
			answered_print(row, &answered);
	}
	json_list_finish(&json);
	if (ask->is_json)
		printf("%.*s\n", STR(out_str(&out)));
	return 0;
}

static int methods_show(const char *wrong)
{
	fprintf(stderr, "varn analyse: there is no method '%s'; there are\n", wrong ? wrong : "");
	for (const struct analysis *method = methods; method->name; method++)
		fprintf(stderr, "  %-14s %s\n", method->name, method->what);
	return 2;
}

static int input_do(struct arena *arena, const struct analysis *method, const char *path,
                    struct analyse_ask *ask)
{
	const char *missing = NULL;

	if (!plain_read(arena, path, &ask->plain))
		return 2;
	if (!has_columns(&ask->plain, method->columns, &missing)) {
		fprintf(stderr, "varn analyse: %s: the column '%s' is missing\n", path, missing);
		return 2;
	}
	return method->whole ? method->whole(ask) : rows_do(ask, method);
}

int analyse_command(struct store *store, int argc, char **argv)
{
	const struct analysis *method = method_find(argc > 1 ? argv[1] : NULL);
	const char *path = option_value(argc, argv, "input");
	const char *level_text = option_value(argc, argv, "level");
	struct analyse_ask ask = { .level = level_text ? strtod(level_text, NULL) : 0.95,
		.is_json = option_is_given(argc, argv, "json"), .argc = argc, .argv = argv };
	struct arena *arena;
	int status;

	(void)store;
	if (!method)
		return methods_show(argc > 1 ? argv[1] : NULL);
	if (!path || !(ask.level > 0 && ask.level < 1)) {
		fprintf(stderr, "varn analyse: say --input FILE (- is standard input); --level is between 0 and 1\n");
		return 2;
	}
	if (option_is_given(argc, argv, "chart") && !method->draws) {
		fprintf(stderr, "varn analyse: %s draws no figure; leave --chart out\n", method->name);
		return 2;
	}
	if (!analyse_chart_is_fine(&ask))
		return 2;
	arena = arena_open(memory_most);
	status = input_do(arena, method, path, &ask);
	arena_close(arena);
	return status;
}
