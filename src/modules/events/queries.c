/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries.c - writing events: number, board, area, tally, search, steps.
 *
 * The tally is kept in the same transaction as the event, so that a table of counts and the
 * list it opens always agree.
 */
#include "modules/events/inside.h"

#include "base/say.h"
#include "modules/events/cube.h"
#include "modules/events/facts.h"
#include "modules/places/places.h"
#include "modules/units/units.h"
#include "store/search.h"

#include <stdlib.h>
#include <string.h>

/* ---- Reading one -------------------------------------------------------------------- */

const struct event *event_get(struct view *view, int64_t id)
{
	return view_get(view, &event_record.shape,
		SQL("SELECT * FROM my_event WHERE id = $1"), V(id));
}

const struct event *event_of_number(struct view *view, struct str number)
{
	return view_get(view, &event_record.shape,
		SQL("SELECT * FROM my_event WHERE number = $1"), V(number));
}

void *event_load(struct request *request, struct view *view)
{
	return (void *)(uintptr_t)event_of_number(view, request_param(request, "number"));
}

bool event_may(struct view *view, enum permission permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = $1 AND unit_id = $2 LIMIT 1"),
		V(permission_name(permission), unit_id)) == 1;
}

bool event_counts(const struct event *event)
{
	return event->state != STATE_merged && event->state != STATE_rejected;
}

/* ---- Numbers ------------------------------------------------------------------------ */

/* Takes `count` numbers of a year; answers the first. */
static int64_t numbers_take(struct change *change, int year, int64_t count)
{
	return change_run_id(change, SQL("INSERT INTO event_series (year, last) VALUES ($1, $2)"
		" ON CONFLICT (year) DO UPDATE SET last = event_series.last + excluded.last"
		" RETURNING last"), V(year, count)) - count + 1;
}

static struct str number_text(struct arena *arena, int year, int64_t number)
{
	return arena_print(arena, "H-%04d-%05lld", year, (long long)number);
}

/* ---- What follows from the rest ------------------------------------------------------ */

struct str event_search_text(struct arena *arena, const struct event *event)
{
	const struct str parts[] = { event->title, event->story, event->place_text,
		event->immediate, event->direct_cause, event->lesson };
	struct out out;

	out_init(&out, arena, 1 << 20);
	for (size_t i = 0; i < COUNT(parts); i++) {
		/* A title made from the story is in it already. */
		if (!parts[i].len || (i == 0 && str_starts(event->story, event->title)))
			continue;
		out_raw(&out, parts[i]);
		out_char(&out, '\n');
	}
	return search_words(arena, out_str(&out));
}

static int64_t area_of(struct view *view, const struct event *event)
{
	const struct place *place;
	double lat, lon;

	if (event->north_mm && event->east_mm
	    && wgs84_of(event->north_mm, event->east_mm, &lat, &lon))
		return area_at(view, lat, lon, instant_date(event->occurred_at));
	place = event->place_id ? place_get(view, event->place_id) : NULL;
	return place ? place->area_id : 0;
}

static void event_place(struct view *view, struct event *event)
{
	event->board_id = unit_board(view, event->unit_id, instant_date(event->occurred_at));
	event->area_id = area_of(view, event);
}

static void event_complete(struct arena *arena, struct event *event)
{
	if (!event->reported_at.seconds)
		event->reported_at = instant_now();
	if (!event->occurred_at.seconds)
		event->occurred_at = event->reported_at;
	if (!event->discovered_at.seconds)
		event->discovered_at = event->occurred_at;
	if (!event->state)
		event->state = STATE_reported;
	if (!event->title.len)
		event->title = title_of(arena, event->story);
	if (!event->channel.len)
		event->channel = S("web");
	if (!event->blocks.len)
		event->blocks = S("{}");
	event->search_text = event_search_text(arena, event);
}

/* ---- Tally -------------------------------------------------------------------------- */

struct tally {
	int64_t board_id, area_id, severity, is_restricted, events, injured;
	struct str type, month;
};

static struct tally tally_of(struct arena *arena, const struct event *event, int sign)
{
	return (struct tally){
		.board_id = event->board_id, .area_id = event->area_id,
		.severity = event->severity, .is_restricted = event->is_restricted,
		.events = sign, .injured = sign * event->injured,
		.type = event->type, .month = month_of(arena, event->occurred_at),
	};
}

static void tally_put(struct change *change, const struct tally *tally)
{
	change_run(change, SQL("INSERT INTO event_tally"
		" (board_id, area_id, type, severity, month, is_restricted, events, injured)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
		" ON CONFLICT (board_id, month, type, severity, area_id, is_restricted)"
		" DO UPDATE SET events = event_tally.events + excluded.events,"
		" injured = event_tally.injured + excluded.injured"),
		V(tally->board_id, tally->area_id, tally->type, tally->severity, tally->month,
		  tally->is_restricted, tally->events, tally->injured));
}

static int compare_ints(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int tally_compare(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;
	int order = compare_ints(a->board_id, b->board_id);

	if (!order)
		order = str_compare(a->month, b->month);
	if (!order)
		order = str_compare(a->type, b->type);
	if (!order)
		order = compare_ints(a->severity, b->severity);
	if (!order)
		order = compare_ints(a->area_id, b->area_id);
	return order ? order : compare_ints(a->is_restricted, b->is_restricted);
}

/* Events of one key become one statement. */
static void tally_many(struct change *change, const struct event *events, size_t count)
{
	struct tally *all = arena_array(change_arena(change), struct tally, count);
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (event_counts(&events[i]))
			all[n++] = tally_of(change_arena(change), &events[i], 1);
	if (n)
		qsort(all, n, sizeof(all[0]), tally_compare);
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && tally_compare(&all[i], &all[i + 1]) == 0) {
			all[i + 1].events += all[i].events;
			all[i + 1].injured += all[i].injured;
		} else {
			tally_put(change, &all[i]);
		}
	}
}

static void tally_move(struct change *change, const struct event *before, const struct event *now)
{
	struct arena *arena = change_arena(change);
	struct tally from = tally_of(arena, before, -1), to = tally_of(arena, now, 1);

	if (event_counts(before) == event_counts(now) && before->injured == now->injured
	    && tally_compare(&from, &to) == 0)
		return;
	if (event_counts(before))
		tally_put(change, &from);
	if (event_counts(now))
		tally_put(change, &to);
}

/* ---- Steps -------------------------------------------------------------------------- */

void event_step_add(struct change *change, int64_t event_id, const struct step *step)
{
	change_run(change, SQL("INSERT INTO event_step"
		" (event_id, at, person_id, verb, from_state, to_state, words, is_for_reporter)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
		V(event_id, instant_now(), change_me(change), step->verb,
		  event_states[step->from].name, event_states[step->to].name, step->words,
		  step->is_for_reporter));
}

/* ---- Need to know ------------------------------------------------------------------- */

static void need_add(struct change *change, int64_t event_id, int64_t person_id, struct str reason)
{
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id, reason, given_by, at)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, person_id) DO NOTHING"),
		V(event_id, person_id, reason, change_me(change), instant_now()));
}

/* The nearest who may both coordinate and be on a list: those of the lowest unit that has
 * any.  Read as the writer, because the reporter may not see who they are. */
static void need_nearest(struct change *change, const struct event *event, struct str reason)
{
	change_run(change, SQL("INSERT INTO event_need (event_id, person_id, reason, given_by, at)"
		" SELECT DISTINCT $1, knower.person_id, $3, $4, $5"
		" FROM my_event_coordinator AS knower"
		" WHERE knower.unit_id = $2 AND knower.depth ="
		" (SELECT min(nearest.depth) FROM my_event_coordinator AS nearest"
		"  WHERE nearest.unit_id = $2)"
		" ON CONFLICT (event_id, person_id) DO NOTHING"),
		V(event->id, event->unit_id, reason, change_me(change), instant_now()));
}

void event_need_start(struct change *change, const struct event *event)
{
	need_nearest(change, event, str_of(_("Coordinates the unit")));
	if (change_me(change) && change_me(change) != event->reporter_id)
		need_add(change, event->id, change_me(change), str_of(_("Marked it as restricted")));
}

/* ---- Reporting ---------------------------------------------------------------------- */

int64_t event_report(struct change *change, struct event *event, struct str step_words)
{
	struct arena *arena = change_arena(change);
	int year;

	event_complete(arena, event);
	event->is_restricted |= blocks_restrict(arena, event->blocks);
	event_place(change_view(change), event);
	year = instant_date(event->reported_at).year;
	event->number = number_text(arena, year, numbers_take(change, year, 1));
	if (!change_insert(change, &event_record.shape, event))
		return 0;
	if (event_counts(event)) {
		struct tally tally = tally_of(arena, event, 1);

		tally_put(change, &tally);
	}
	cube_event_moved(change, event->id);
	event_costs_note(change, event, 1);
	event_facts_put(change, event, 1);
	search_put(change, "event", event->id, S(""), event->search_text);
	event_step_add(change, event->id, &(struct step){ .verb = "report",
		.to = STATE_reported, .words = step_words });
	clocks_begin(change, event, "reported");
	duties_begin(change, event);
	if (event->is_restricted)
		event_need_start(change, event);
	return event->id;
}

enum updated event_change(struct change *change, struct event *now, const struct event *before,
                          int64_t version)
{
	struct arena *arena = change_arena(change);
	bool becomes_restricted;
	enum updated updated;

	if (!now->is_restricted && !str_equals(now->blocks, before->blocks)
	    && blocks_restrict(arena, now->blocks) && !blocks_restrict(arena, before->blocks))
		now->is_restricted = true;
	becomes_restricted = now->is_restricted && !before->is_restricted;
	if (now->unit_id != before->unit_id || now->place_id != before->place_id
	    || now->occurred_at.seconds != before->occurred_at.seconds
	    || now->north_mm != before->north_mm || now->east_mm != before->east_mm)
		event_place(change_view(change), now);
	now->search_text = event_search_text(arena, now);
	if (now->severity > before->severity)
		now->severity_at = instant_now();
	updated = change_update(change, &event_record.shape, now, version);
	if (updated != UPDATED)
		return updated;
	tally_move(change, before, now);
	cube_event_moved(change, now->id);
	event_cost_note(change, now->id, (struct event_cost){ before->cost_estimate, before->cost_final },
		(struct event_cost){ now->cost_estimate, now->cost_final });
	event_facts_change(change, now);
	search_put(change, "event", now->id, before->search_text, now->search_text);
	if (now->severity > before->severity && now->state == STATE_reported)
		clocks_begin(change, now, "reported");
	duties_begin(change, now);
	if (becomes_restricted)
		event_need_start(change, now);
	return UPDATED;
}

/* ---- Many --------------------------------------------------------------------------- */

enum { BOARD_MEMO = 1024 };
struct board_memo {
	int64_t unit_id, board_id;
	struct date on;
};

/* Many events share unit and day. */
static int64_t board_remembered(struct view *view, struct board_memo *memo, const struct event *event)
{
	struct date on = instant_date(event->occurred_at);
	struct board_memo *at = &memo[(uint64_t)(event->unit_id * 31 + on.day) % BOARD_MEMO];

	if (at->unit_id != event->unit_id || date_compare(at->on, on)) {
		at->unit_id = event->unit_id;
		at->on = on;
		at->board_id = unit_board(view, event->unit_id, on);
	}
	return at->board_id;
}

static int64_t count_of_year(const struct event *events, size_t count, int year)
{
	int64_t n = 0;

	for (size_t i = 0; i < count; i++)
		n += instant_date(events[i].reported_at).year == year;
	return n;
}

/* Events that have a number keep it (a second run of a demo never does). */
static void numbers_give(struct change *change, struct event *events, size_t count)
{
	int done_year = 0;
	int64_t next = 0;

	for (size_t i = 0; i < count; i++) {
		int year = instant_date(events[i].reported_at).year;

		if (events[i].number.len)
			continue;
		if (year != done_year) {
			next = numbers_take(change, year,
				count_of_year(events + i, count - i, year));
			done_year = year;
		}
		events[i].number = number_text(change_arena(change), year, next++);
	}
}

static int by_reported(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	return compare_ints(a->reported_at.seconds, b->reported_at.seconds);
}

void event_report_many(struct change *change, struct event *events, size_t count)
{
	struct arena *arena = change_arena(change);
	struct board_memo *memo = arena_array(arena, struct board_memo, BOARD_MEMO);

	for (size_t i = 0; i < count; i++) {
		event_complete(arena, &events[i]);
		if (!events[i].board_id)
			events[i].board_id = board_remembered(change_view(change), memo, &events[i]);
		if (!events[i].area_id && (events[i].place_id || events[i].north_mm))
			events[i].area_id = area_of(change_view(change), &events[i]);
	}
	qsort(events, count, sizeof(events[0]), by_reported);
	numbers_give(change, events, count);
	change_insert_many(change, &event_record.shape, events, count);
	for (size_t i = 0; i < count; i++)
		search_put(change, "event", events[i].id, S(""), events[i].search_text);
	tally_many(change, events, count);
	cube_events_moved(change, events, count);
	event_costs_note(change, events, count);
	event_facts_put(change, events, count);
}

/* ---- Away ----------------------------------------------------------------------------- */

void event_remove(struct change *change, const struct event *event)
{
	struct tally tally = tally_of(change_arena(change), event, -1);

	if (event_counts(event))
		tally_put(change, &tally);
	cube_event_moved(change, event->id);
	search_put(change, "event", event->id, event->search_text, S(""));
	event_rows_delete(change, event->id);
	change_note(change, "event", event->id, "remove", event->number);
}
