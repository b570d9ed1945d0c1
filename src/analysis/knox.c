/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/knox.c - see knox.h. */
#include "analysis/knox.h"

#include "analysis/parallel.h"
#include "analysis/scratch.h"
#include "analysis/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_MOST = KNOX_BANDS_MOST * KNOX_BANDS_MOST };

struct pair { uint32_t one, other; uint8_t band; };

struct knocking {
	const struct knox_ask *ask;
	struct arena *arena;
	struct pair *pairs;
	size_t pairs_count, pairs_room;
	uint8_t *day_band;              /* by difference in days: which band; days_count: none */
	int32_t *days;                  /* of events */
	int64_t observed[CELLS_MOST];
	int64_t *sums, *as_many;        /* per thread and cell */
	int32_t *drawn;                 /* days by lot, per thread */
};

/* ---- Judging ----------------------------------------------------------------------------- */

static bool bands_rise(const struct knox_ask *ask)
{
	if (!ask->metres_count || ask->metres_count > KNOX_BANDS_MOST || !ask->days_count
	    || ask->days_count > KNOX_BANDS_MOST || !(ask->metres[0] >= 0) || ask->days[0] < 0)
		return false;
	for (size_t i = 1; i < ask->metres_count; i++)
		if (!(ask->metres[i] > ask->metres[i - 1]))
			return false;
	for (size_t i = 1; i < ask->days_count; i++)
		if (ask->days[i] <= ask->days[i - 1])
			return false;
	return ask->metres[ask->metres_count - 1] > 0 && ask->metres[ask->metres_count - 1] <= 1e6
		&& ask->days[ask->days_count - 1] <= KNOX_DAYS_MOST;
}

enum knox_fault knox_judge(const struct knox_ask *ask, size_t *at)
{
	*at = 0;
	if (!bands_rise(ask) || ask->draws > KNOX_DRAWS_MOST || !(ask->approximate_most >= 0))
		return KNOX_bad_ask;
	if (ask->count > KNOX_EVENTS_MOST)
		return KNOX_too_many;
	for (*at = 0; *at < ask->count; ++*at)
		if (!(fabs(ask->x[*at]) <= 1e8) || !(fabs(ask->y[*at]) <= 1e8)
		    || llabs((long long)ask->day[*at] - ask->day[0]) > KNOX_DAYS_MOST)
			return KNOX_bad_event;
	return KNOX_fine;
}

/* ---- Pairs near in space ----------------------------------------------------------------- */

/* Events by squares as wide as the last band: who is near stands in the nine around. */
struct squared { int32_t column, row; uint32_t event; };

static int by_square(const void *one, const void *other)
{
	const struct squared *a = one, *b = other;

	if (a->row != b->row)
		return (a->row > b->row) - (a->row < b->row);
	if (a->column != b->column)
		return (a->column > b->column) - (a->column < b->column);
	return (a->event > b->event) - (a->event < b->event);
}

static struct squared *squares_make(const struct knocking *knocking)
{
	const struct knox_ask *ask = knocking->ask;
	struct squared *squared = arena_array(knocking->arena, struct squared, ask->count);
	double width = ask->metres[ask->metres_count - 1];

	if (width < 1)
		width = 1;
	for (size_t i = 0; i < ask->count; i++)
		squared[i] = (struct squared){ (int32_t)floor(ask->x[i] / width),
			(int32_t)floor(ask->y[i] / width), (uint32_t)i };
	qsort(squared, ask->count, sizeof(*squared), by_square);
	return squared;
}

/* The first that stands at or after the square. */
static size_t square_find(const struct squared *squared, size_t count, int32_t column, int32_t row)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (squared[middle].row < row || (squared[middle].row == row && squared[middle].column < column))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void pair_add(struct knocking *knocking, uint32_t one, uint32_t other)
{
	const struct knox_ask *ask = knocking->ask;
	double far = hypot(ask->x[one] - ask->x[other], ask->y[one] - ask->y[other]);
	uint8_t band = 0;

	while (band < ask->metres_count && far > ask->metres[band])
		band++;
	if (band == ask->metres_count || knocking->pairs_count > KNOX_PAIRS_MOST)
		return;
	if (knocking->pairs_count == knocking->pairs_room) {
		knocking->pairs_room = 2 * knocking->pairs_room + 1024;
		knocking->pairs = scratch_grow(knocking->pairs, knocking->pairs_room, sizeof(*knocking->pairs));
	}
	knocking->pairs[knocking->pairs_count++] = (struct pair){ one, other, band };
}

/* Each pair once: with who stands after it in its own row of squares, and with the next row. */
static void pairs_find(struct knocking *knocking)
{
	size_t count = knocking->ask->count;
	struct squared *squared = squares_make(knocking);

	for (size_t i = 0; i < count; i++) {
		const struct squared *own = &squared[i];
		size_t k = i + 1;

		for (; k < count && squared[k].row == own->row && squared[k].column <= own->column + 1; k++)
			pair_add(knocking, own->event, squared[k].event);
		k = square_find(squared, count, own->column - 1, own->row + 1);
		for (; k < count && squared[k].row == own->row + 1 && squared[k].column <= own->column + 1; k++)
			pair_add(knocking, own->event, squared[k].event);
	}
}

/* ---- Days -------------------------------------------------------------------------------- */

static void day_bands_make(struct knocking *knocking)
{
	const struct knox_ask *ask = knocking->ask;
	int32_t first = ask->count ? ask->day[0] : 0;
	uint8_t band = 0;

	for (size_t i = 0; i < ask->count; i++)
		first = ask->day[i] < first ? ask->day[i] : first;
	knocking->days = arena_array(knocking->arena, int32_t, ask->count);
	for (size_t i = 0; i < ask->count; i++)
		knocking->days[i] = ask->day[i] - first;
	knocking->day_band = arena_array(knocking->arena, uint8_t, 2 * KNOX_DAYS_MOST + 1);
	for (int32_t days = 0; days <= 2 * KNOX_DAYS_MOST; days++) {
		while (band < ask->days_count && days > ask->days[band])
			band++;
		knocking->day_band[days] = band;
	}
}

/* Pairs of all events per band of days. */
static void near_in_time(const struct knocking *knocking, int64_t *found)
{
	const struct knox_ask *ask = knocking->ask;
	int64_t *on = arena_array(knocking->arena, int64_t, 2 * KNOX_DAYS_MOST + 1);
	int32_t last = ask->days[ask->days_count - 1];

	for (size_t i = 0; i < ask->count; i++)
		on[knocking->days[i]]++;
	for (int32_t day = 0; day <= 2 * KNOX_DAYS_MOST; day++) {
		if (!on[day])
			continue;
		found[knocking->day_band[0]] += on[day] * (on[day] - 1) / 2;
		for (int32_t later = day + 1; later <= day + last && later <= 2 * KNOX_DAYS_MOST; later++)
			found[knocking->day_band[later - day]] += on[day] * on[later];
	}
}

/* ---- Counting and drawing ---------------------------------------------------------------- */

static void pairs_count(const struct knocking *knocking, const int32_t *days, int64_t *cells)
{
	size_t width = knocking->ask->days_count;

	for (size_t i = 0; i < knocking->pairs_count; i++) {
		const struct pair *pair = &knocking->pairs[i];
		uint8_t band = knocking->day_band[abs(days[pair->one] - days[pair->other])];

		if (band < width)
			cells[pair->band * width + band]++;
	}
}

/* Which event happened on which of the days, by lot (Fisher and Yates). */
static void days_draw(const struct knocking *knocking, size_t draw, int32_t *days)
{
	struct stream stream = stream_open(knocking->ask->seed, draw);
	size_t count = knocking->ask->count;

	memcpy(days, knocking->days, count * sizeof(*days));
	for (size_t i = count; i > 1; i--) {
		size_t at = (size_t)(stream_share(&stream) * (double)i);
		int32_t kept = days[i - 1];

		if (at >= i)
			at = i - 1;
		days[i - 1] = days[at];
		days[at] = kept;
	}
}

static void draw_do(void *context, int thread, size_t draw)
{
	struct knocking *knocking = context;
	size_t width = knocking->ask->metres_count * knocking->ask->days_count;
	int32_t *days = knocking->drawn + (size_t)thread * knocking->ask->count;
	int64_t cells[CELLS_MOST] = { 0 };

	days_draw(knocking, draw, days);
	pairs_count(knocking, days, cells);
	for (size_t i = 0; i < width; i++) {
		knocking->sums[(size_t)thread * CELLS_MOST + i] += cells[i];
		knocking->as_many[(size_t)thread * CELLS_MOST + i] += cells[i] >= knocking->observed[i];
	}
}

/* Sums of whole numbers: in whatever order, the same. */
static void draws_do(struct knocking *knocking)
{
	size_t threads = (size_t)parallel_within(knocking->ask->threads);

	knocking->sums = arena_array(knocking->arena, int64_t, threads * CELLS_MOST);
	knocking->as_many = arena_array(knocking->arena, int64_t, threads * CELLS_MOST);
	knocking->drawn = arena_array(knocking->arena, int32_t, threads * knocking->ask->count);
	parallel_for((int)threads, knocking->ask->draws, draw_do, knocking);
	for (size_t thread = 1; thread < threads; thread++)
		for (size_t i = 0; i < CELLS_MOST; i++) {
			knocking->sums[i] += knocking->sums[thread * CELLS_MOST + i];
			knocking->as_many[i] += knocking->as_many[thread * CELLS_MOST + i];
		}
}

/* ---- Answers ----------------------------------------------------------------------------- */

static void band_judge(const struct knocking *knocking, struct knox_band *band, size_t cell, bool is_coarse)
{
	double draws = (double)knocking->ask->draws;

	band->observed = knocking->observed[cell];
	band->drawn_mean = band->ratio = band->p_value = NAN;
	if (is_coarse)
		band->state = KNOX_too_coarse;
	else if (!band->near_in_space || !band->near_in_time)
		band->state = KNOX_no_pairs;
	if (!knocking->ask->draws)
		return;
	band->drawn_mean = (double)knocking->sums[cell] / draws;
	band->p_value = (double)(1 + knocking->as_many[cell]) / (draws + 1);
	if (band->drawn_mean > 0)
		band->ratio = (double)band->observed / band->drawn_mean;
}

static void bands_make(const struct knocking *knocking, struct knox *found)
{
	const struct knox_ask *ask = knocking->ask;
	size_t width = ask->days_count;
	struct knox_band *bands = arena_array(knocking->arena, struct knox_band, ask->metres_count * width);
	int64_t in_space[KNOX_BANDS_MOST] = { 0 }, in_time[KNOX_BANDS_MOST + 1] = { 0 };

	for (size_t i = 0; i < knocking->pairs_count; i++)
		in_space[knocking->pairs[i].band]++;
	near_in_time(knocking, in_time);
	for (size_t cell = 0; cell < ask->metres_count * width; cell++) {
		struct knox_band *band = &bands[cell];
		bool is_same_place = cell < width && ask->metres[0] < 1;

		band->near_in_space = in_space[cell / width];
		band->near_in_time = in_time[cell % width];
		if (found->pairs)
			band->expected = (double)band->near_in_space * (double)band->near_in_time
				/ (double)found->pairs;
		band_judge(knocking, band, cell, is_same_place && found->approximate > ask->approximate_most);
	}
	found->bands = bands;
}

struct knox knox(struct arena *arena, const struct knox_ask *ask)
{
	struct knocking knocking = { .ask = ask, .arena = arena };
	struct knox found = { .pairs = (int64_t)ask->count * ((int64_t)ask->count - 1) / 2 };

	for (size_t i = 0; ask->is_approximate && i < ask->count; i++)
		found.approximate += ask->is_approximate[i] / (double)ask->count;
	pairs_find(&knocking);
	found.is_known = knocking.pairs_count <= KNOX_PAIRS_MOST;
	if (found.is_known) {
		day_bands_make(&knocking);
		pairs_count(&knocking, knocking.days, knocking.observed);
		draws_do(&knocking);
		bands_make(&knocking, &found);
	}
	free(knocking.pairs);
	return found;
}
