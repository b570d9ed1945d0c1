/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/rules_three.c - which rows and events are on which of three lists; no clock, no store. */
#include "modules/reporting/three.h"

static void not_later(struct date *to, struct date end)
{
	if (date_is_given(end) && date_compare(end, *to) < 0)
		*to = end;
}

bool three_span(const struct source *first, const struct source *second, struct date last,
                struct date *from, struct date *to)
{
	*from = date_compare(first->starts_on, second->starts_on) > 0 ? first->starts_on : second->starts_on;
	*to = last;
	not_later(to, first->ends_on);
	not_later(to, second->ends_on);
	return date_compare(*from, *to) < 0;
}

/* Does the second source know of the event of a row of the first? */
static bool has_event(const struct three_row *rows, size_t count, int64_t event_id)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].event_id == event_id)
			return true;
	return false;
}

/* A pair of rows of which only one has an event tells of that event: it is on all three. */
struct three_cells three_cells_of(const struct three_row *first, size_t first_count,
                                  const struct three_row *second, size_t second_count,
                                  const int32_t *pairs, int64_t events)
{
	struct three_cells cells = { 0 };
	int64_t second_with_event = 0, second_all = 0;

	for (size_t i = 0; i < first_count; i++) {
		bool is_paired = pairs[i] >= 0
			|| (first[i].event_id && has_event(second, second_count, first[i].event_id));
		bool is_event = first[i].event_id || (pairs[i] >= 0 && second[pairs[i]].event_id);

		if (is_paired)
			*(is_event ? &cells.all_three : &cells.first_second) += 1;
		else
			*(is_event ? &cells.events_first : &cells.first_only) += 1;
	}
	for (size_t k = 0; k < second_count; k++) {
		bool is_partner = second[k].event_id && has_event(first, first_count, second[k].event_id);

		for (size_t i = 0; i < first_count && !is_partner; i++)
			is_partner = pairs[i] == (int32_t)k;
		second_all += !is_partner;
		second_with_event += !is_partner && second[k].event_id;
	}
	cells.events_second = second_with_event;
	cells.second_only = second_all - second_with_event;
	events -= cells.all_three + cells.events_first + cells.events_second;
	cells.events_only = events > 0 ? events : 0;
	return cells;
}

struct three_captured three_captured_of(const struct three_cells *cells, double level)
{
	struct three_lists lists = { .counts = { 0, cells->second_only, cells->first_only, cells->first_second,
		cells->events_only, cells->events_second, cells->events_first, cells->all_three } };
	struct three_settings settings = { .level = level, .widest = 0.3, .heaviest = 0.5 };

	return capture_three(&lists, &settings);
}
