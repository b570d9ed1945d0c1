/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * costs/rules_settled.c - how much of what a year will cost is known already?
 *
 * Each row of the triangle (analysis/ladder.h) is a year that is over; its first cell is what was
 * known on the same day of the year after it, the next what came in the twelve months that
 * followed.  The oldest years are left out until the triangle can be used; they count as settled.
 */
#include "modules/costs/inside.h"

#include "analysis/ladder.h"

#include <math.h>

struct making {
	const struct costs_question *question;
	const struct costs_found *found;
	struct instant ends[LADDER_MOST];       /* of the cells of the first row */
	struct triangle capped, events;
};

/* 29 February is the 28th in a year that has none. */
static struct date day_in(struct date day, int year)
{
	bool is_leap_day = day.month == 2 && day.day == 29;

	return (struct date){ (int16_t)year, day.month, (int8_t)(is_leap_day ? 28 : day.day) };
}

/* One event: lines from..to of the list. */
static void event_lay(struct making *making, size_t from, size_t to)
{
	const struct cost_line *lines = making->question->lines.at;
	int32_t row = instant_date(lines[from].occurred_at).year - making->found->years[0].sums.year;
	double before = 0;

	if (row < 0 || (size_t)row >= making->capped.size)
		return;
	for (size_t step = 0, at = from; step + (size_t)row < making->capped.size; step++) {
		double cost = before, capped;

		for (; at < to && lines[at].known_at.seconds < making->ends[(size_t)row + step].seconds; at++)
			cost = (double)lines[at].cost * making->found->years[row].factor;
		capped = fmin(cost, making->found->cap) - fmin(before, making->found->cap);
		making->capped.cells[row][step] += capped;
		making->events.cells[row][step] += (cost > 0) - (before > 0);
		before = cost;
	}
}

static void triangles_lay(struct making *making)
{
	const struct cost_line_list *lines = &making->question->lines;

	for (size_t from = 0, to; from < lines->count; from = to) {
		for (to = from; to < lines->count && lines->at[to].event_id == lines->at[from].event_id;)
			to++;
		event_lay(making, from, to);
	}
}

/* Without the oldest rows. */
static struct triangle triangle_from(const struct triangle *whole, size_t first)
{
	struct triangle triangle = { .size = whole->size - first };

	for (size_t row = 0; row < triangle.size; row++)
		for (size_t step = 0; row + step < triangle.size; step++)
			triangle.cells[row][step] = whole->cells[row + first][step];
	return triangle;
}

/* How many of the oldest rows must go; so many that nothing is left: it cannot be made. */
static size_t rows_bad(const struct triangle *whole)
{
	size_t first = 0, row = 0, column = 0;

	while (first < whole->size) {
		struct triangle rest = triangle_from(whole, first);
		enum ladder_fault fault = ladder_judge(&rest, &row, &column);

		if (fault == LADDER_fine)
			return first;
		first += fault == LADDER_bad_size ? rest.size : row + 1;
	}
	return whole->size;
}

static void rows_put(const struct making *making, struct costs_found *found, const struct ladder *capped,
                     const struct ladder *events)
{
	double level = making->question->settings.level;
	size_t first = making->capped.size - capped->size;

	for (size_t i = 0; i < making->capped.size; i++) {
		struct costs_year *year = &found->years[i];
		const struct ladder_row *row = i < first ? NULL : &capped->rows[i - first];
		struct ladder_limits limits = { year->sums.capped, year->sums.capped };

		year->developed = row ? row->developed : 1;
		year->settled = row ? row->ultimate : year->sums.capped;
		limits = row ? ladder_row_limits(row, level) : limits;
		year->settled_low = limits.low;
		year->settled_high = limits.high;
		row = i < first ? NULL : &events->rows[i - first];
		limits = row ? ladder_row_limits(row, level)
			: (struct ladder_limits){ (double)year->sums.count, (double)year->sums.count };
		year->events_settled = row ? row->ultimate : (double)year->sums.count;
		year->events_low = limits.low;
		year->events_high = limits.high;
	}
}

bool costs_develop(const struct costs_question *question, struct costs_found *found)
{
	struct making making = { .question = question, .found = found };
	struct triangle capped_rest, events_rest;
	struct ladder capped, events;
	size_t size = found->count > 0 ? found->count - 1 : 0, bad;

	if (size < LADDER_LEAST || size > LADDER_MOST)
		return false;
	making.capped.size = making.events.size = size;
	for (size_t i = 0; i < size; i++)
		making.ends[i] = instant_at(date_add_days(day_in(question->known,
			found->years[0].sums.year + 1 + (int)i), 1), 0, 0, 0);
	triangles_lay(&making);
	bad = rows_bad(&making.capped);
	bad = rows_bad(&making.events) > bad ? rows_bad(&making.events) : bad;
	if (size - bad < LADDER_LEAST)
		return false;
	capped_rest = triangle_from(&making.capped, bad);
	events_rest = triangle_from(&making.events, bad);
	ladder_make(&capped_rest, &capped);
	ladder_make(&events_rest, &events);
	rows_put(&making, found, &capped, &events);
	return true;
}
