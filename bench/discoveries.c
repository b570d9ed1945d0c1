/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bench/discoveries.c - how many of those that are listed are false: discoveries WEEKS CELLS TIMES THREADS
 *
 * A made-up city as it may be: 40 boards with CELLS cells below them, most of them nearly empty (rates are
 * gamma of shape 0.3 and mean 0.5 a week), a season, and chance.  For each of WEEKS weeks the whole weekly
 * list is made anew from the five years before (warning.h, as everything is usually set), after 60
 * outbreaks were planted in the judged week alone: of TIMES max(3, 4 sqrt(mean)) events; TIMES 1 is the
 * study of the method, in which means were known: that is the second of the two JSON lines, of the discrete
 * rule alone at the same weeks.  A cell that is listed and has none is false.  Each line: the mean share of
 * false ones (a week without any listed has none), its standard error, and which share of the planted
 * ones was found.
 */
#include "analysis/discoveries.h"
#include "analysis/stream.h"
#include "analysis/warning.h"
#include "base/arena.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BOARDS = 40, BEFORE = 312, PLANTED = 60 };

struct city {
	size_t cells, all, weeks;
	double *mean, *counts;          /* counts[series * weeks + week] */
	struct warning_series *series;
	bool *is_planted;
	double times;
};

struct sums { double share, squares, listed, false_ones, found; };

static void *room(size_t count, size_t size)
{
	void *at = calloc(count, size);

	if (!at)
		exit(2);
	return at;
}

static double *week_of(struct city *city, size_t series, size_t week)
{
	return &city->counts[series * city->weeks + week];
}

static size_t board_of(size_t cell)
{
	return 1 + cell % BOARDS;
}

static double season_of(size_t week)
{
	return 1 + 0.3 * sin(2 * M_PI * (double)week / 52);
}

static void add(struct city *city, size_t cell, size_t week, double count)
{
	*week_of(city, 1 + BOARDS + cell, week) += count;
	*week_of(city, board_of(cell), week) += count;
	*week_of(city, 0, week) += count;
}

static void city_make(struct city *city)
{
	city->all = 1 + BOARDS + city->cells;
	city->mean = room(city->cells, sizeof(double));
	city->counts = room(city->all * city->weeks, sizeof(double));
	city->series = room(city->all, sizeof(*city->series));
	city->is_planted = room(city->cells, sizeof(bool));
	for (size_t cell = 0; cell < city->cells; cell++) {
		struct stream stream = stream_open(2026, cell);

		city->mean[cell] = qgamma(stream_share(&stream), 0.3, 0.5 / 0.3, 1, 0);
		for (size_t week = 0; week < city->weeks; week++)
			add(city, cell, week, (double)stream_poisson(&stream, city->mean[cell] * season_of(week)));
	}
	for (size_t i = 0; i < city->all; i++)
		city->series[i] = (struct warning_series){ .level = i == 0 ? 0 : i <= BOARDS ? 1 : 2,
			.parent = i == 0 ? -1 : i <= BOARDS ? 0 : (int32_t)board_of(i - 1 - BOARDS),
			.dimension = i <= BOARDS ? 0 : 1, .counts = week_of(city, i, 0), .reported = 1 };
}

/* Or takes away again what was planted: the same stream draws the same. */
static void outbreaks_put(struct city *city, size_t week, double times)
{
	struct stream stream = stream_open(7, week);

	for (int i = 0; i < PLANTED; i++) {
		size_t cell = (size_t)(stream_share(&stream) * (double)city->cells);

		add(city, cell, week, times * city->times * ceil(fmax(3, 4 * sqrt(city->mean[cell]))));
		city->is_planted[cell] = times > 0;
	}
}

static void week_add(const struct city *city, const bool *is_listed, struct sums *sums)
{
	double listed = 0, false_ones = 0, share;

	for (size_t cell = 0; cell < city->cells; cell++) {
		listed += is_listed[cell];
		false_ones += is_listed[cell] && !city->is_planted[cell];
	}
	share = listed > 0 ? false_ones / listed : 0;
	sums->share += share;
	sums->squares += share * share;
	sums->listed += listed;
	sums->false_ones += false_ones;
	sums->found += listed - false_ones;
}

static void list_judge(struct city *city, struct arena *arena, size_t week, int threads, bool *is_listed)
{
	struct warning_settings settings = warning_usual();
	const struct warning *found;

	settings.threads = threads;
	found = warnings_find(arena, city->series, city->all, &settings, (struct date){ 2019, 1, 7 }, (int32_t)week);
	for (size_t cell = 0; cell < city->cells; cell++)
		is_listed[cell] = warning_is_listed(&found[1 + BOARDS + cell]);
}

static void known_judge(struct city *city, struct arena *arena, size_t week, bool *is_listed)
{
	struct count_law *laws = arena_array(arena, struct count_law, city->cells);
	double *p = arena_array(arena, double, city->cells), *q = arena_array(arena, double, city->cells);
	struct discrete_tests tests;

	for (size_t cell = 0; cell < city->cells; cell++) {
		laws[cell] = count_law(city->mean[cell] * season_of(week), 1);
		p[cell] = count_law_at_least(laws[cell], *week_of(city, 1 + BOARDS + cell, week));
	}
	tests = discrete_tests_make(arena, laws, city->cells);
	discoveries_discrete(arena, &tests, p, q);
	for (size_t cell = 0; cell < city->cells; cell++)
		is_listed[cell] = q[cell] <= 0.1;
}

static void week_judge(struct city *city, size_t week, int threads, struct sums sums[2])
{
	struct arena *arena = arena_open((size_t)2 << 30);
	bool *is_listed = arena_array(arena, bool, city->cells);

	outbreaks_put(city, week, 1);
	list_judge(city, arena, week, threads, is_listed);
	week_add(city, is_listed, &sums[0]);
	known_judge(city, arena, week, is_listed);
	week_add(city, is_listed, &sums[1]);
	outbreaks_put(city, week, -1);
	arena_close(arena);
}

static void sums_print(const struct city *city, size_t weeks, const char *way, const struct sums *sums)
{
	double many = (double)weeks, mean = sums->share / many;

	printf("{\"way\": \"%s\", \"weeks\": %zu, \"cells\": %zu, \"times\": %g, \"false_share\": %.4f, "
		"\"error\": %.4f, \"listed\": %.1f, \"false\": %.2f, \"found\": %.3f}\n", way, weeks, city->cells, city->times,
		mean, sqrt((sums->squares - many * mean * mean) / (many - 1) / many), sums->listed / many,
		sums->false_ones / many, sums->found / many / PLANTED);
}

int main(int argc, char **argv)
{
	size_t weeks = argc == 5 ? strtoul(argv[1], NULL, 10) : 0;
	struct city city = { .cells = argc == 5 ? strtoul(argv[2], NULL, 10) : 0, .weeks = BEFORE + weeks,
		.times = argc == 5 ? atof(argv[3]) : 0 };
	struct sums sums[2] = { { 0 } };

	if (weeks < 2 || city.cells < PLANTED || !(city.times > 0))
		return 2;
	city_make(&city);
	for (size_t week = BEFORE; week < city.weeks; week++)
		week_judge(&city, week, atoi(argv[4]), sums);
	sums_print(&city, weeks, "the weekly list", &sums[0]);
	sums_print(&city, weeks, "known means", &sums[1]);
	return 0;
}
