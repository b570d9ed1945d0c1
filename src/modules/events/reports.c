/* SPDX-License-Identifier: EUPL-1.2 */
/* events/reports.c - the reports of the room, and its card on the start page. */
#include "modules/events/pieces.h"

#include "kit/grid.h"
#include "modules/events/home.html.h"
#include "modules/events/home.h"
#include "modules/units/units.h"

#include <stdlib.h>

static struct event_ask ask_of(const struct report_ask *ask)
{
	return (struct event_ask){ .unit_id = ask->unit_id, .from = ask->from, .to = ask->to };
}

static struct grid counts_grid(struct view *view, const struct report_ask *report, const char *by,
                               const char *heading)
{
	const char *names[] = { heading, N_("Events"), N_("Injured") };
	struct event_ask ask = ask_of(report);
	struct event_count_list counts = events_count(view, &ask, by);
	struct grid grid = grid_make(view_arena(view), COUNT(names), counts.count, names);

	for (size_t i = 0; i < counts.count; i++) {
		struct value *row = grid_row(&grid);

		row[0] = value_text(counts.at[i].label.len ? counts.at[i].label : counts.at[i].key);
		row[1] = value_int(counts.at[i].events);
		row[2] = value_int(counts.at[i].injured);
	}
	return grid;
}

static struct grid by_type(struct view *view, const struct report_ask *ask)
{
	return counts_grid(view, ask, "type", N_("Type"));
}

static struct grid by_month(struct view *view, const struct report_ask *ask)
{
	return counts_grid(view, ask, "month", N_("Month"));
}

static struct grid by_severity(struct view *view, const struct report_ask *ask)
{
	return counts_grid(view, ask, "severity", N_("Severity"));
}

/* ---- Times of handling ---------------------------------------------------------------------- */

static int compare_seconds(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

/* The middle one, in days with one decimal; nothing when there is none. */
static struct value median_days(int64_t *seconds, size_t count)
{
	if (!count)
		return value_null();
	qsort(seconds, count, sizeof(seconds[0]), compare_seconds);
	return value_real((double)(seconds[count / 2] * 10 / DAY) / 10.0);
}

static void times_row(struct view *view, const struct handling_time *times, size_t count,
                      struct value *row)
{
	int64_t *received = arena_array(view_arena(view), int64_t, count + 1);
	int64_t *closed = arena_array(view_arena(view), int64_t, count + 1);
	size_t received_count = 0, closed_count = 0;

	for (size_t i = 0; i < count; i++) {
		if (times[i].to_received >= 0)
			received[received_count++] = times[i].to_received;
		if (times[i].to_closed >= 0)
			closed[closed_count++] = times[i].to_closed;
	}
	row[0] = value_text(unit_name(view, times[0].board_id));
	row[1] = value_int((int64_t)count);
	row[2] = value_int((int64_t)received_count);
	row[3] = median_days(received, received_count);
	row[4] = value_int((int64_t)closed_count);
	row[5] = median_days(closed, closed_count);
}

static size_t same_board(const struct handling_time_list *times, size_t from)
{
	size_t n = 1;

	while (from + n < times->count && times->at[from + n].board_id == times->at[from].board_id)
		n++;
	return n;
}

static struct grid handling_grid(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Committee or company"), N_("Events"), N_("Read"),
		N_("Days until read, median"), N_("Closed"), N_("Days until closed, median") };
	struct handling_time_list times = handling_times(view, ask->unit_id, ask->from, ask->to);
	struct grid grid;
	size_t boards = 0;

	for (size_t i = 0; i < times.count; i += same_board(&times, i))
		boards++;
	grid = grid_make(view_arena(view), COUNT(names), boards, names);
	for (size_t i = 0; i < times.count; i += same_board(&times, i))
		times_row(view, &times.at[i], same_board(&times, i), grid_row(&grid));
	return grid;
}

static struct grid clocks_grid(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Clock"), N_("Open"), N_("Late"), N_("First due") };
	struct grid found = open_clocks(view, ask->unit_id);
	struct grid grid = grid_make(view_arena(view), COUNT(names), found.rows, names);

	for (size_t i = 0; i < found.rows; i++) {
		struct str code = grid_at(&found, i, 0).text;
		struct value *row = grid_row(&grid);
		const struct item *duty = item_find("event/clocks", code);

		row[0] = value_text(duty ? item_name(duty) : code_name("event/handling_clocks", code));
		row[1] = grid_at(&found, i, 1);
		row[2] = grid_at(&found, i, 2);
		row[3] = value_text(date_iso(view_arena(view),
			instant_date((struct instant){ grid_at(&found, i, 3).number })));
	}
	return grid;
}

static const char caveat[] = N_("Counts show what was reported, not all that happened. More reports are often a good sign.");

const struct report events_reports[] = {
	{ "events-by-type", N_("Events by type"), MAY_statistics_read, by_type, caveat },
	{ "events-by-month", N_("Events by month"), MAY_statistics_read, by_month, caveat },
	{ "events-by-severity", N_("Events by severity"), MAY_statistics_read, by_severity, caveat },
	{ "handling-times", N_("How soon events are read and closed"), MAY_events_read, handling_grid,
	  NULL },
	{ "open-clocks", N_("Clocks that run"), MAY_events_read, clocks_grid, NULL },
	{ NULL, NULL, NOBODY, NULL, NULL },
};

/* ---- The start page ------------------------------------------------------------------------------ */

void events_home(struct out *out, struct request *request, struct view *view)
{
	struct events_home home = {
		.may_read = request_may(request, MAY_events_read),
		.may_handle = request_may(request, MAY_events_handle),
		.own = reports_own(view),
	};

	if (home.may_read) {
		home.fresh = waiting_new(view);
		home.late = waiting_late(view);
	}
	if (home.may_handle)
		home.mine = waiting_mine(view);
	if (request_may(request, MAY_events_coordinate)) {
		home.may_coordinate = true;
		home.countersign = waiting_countersign(view);
		home.stopped = (int64_t)quarantine_list(view).count;
	}
	if (home.may_read || home.may_handle || home.may_coordinate || home.own)
		home_card(out, &home);
}

struct reply quarantine_show(struct request *request, struct view *view)
{
	struct quarantined_list list = quarantine_list(view);
	struct out *out = page_begin(request, view, _("Stopped reports"));

	quarantine_page(out, view, &list);
	return page_end(request, 200);
}
