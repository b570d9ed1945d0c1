/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/count.c - a month counted for all units at once, and then split.
 *
 * Counts of events come out of the memory that all processes share (event_table_all()), one table
 * for each thing that they are laid out by; the rest is one statement each for all units.  An
 * event belongs to the committee or company that it had on the day it happened.
 */
#include "modules/monthly/inside.h"

#include "analysis/outlook.h"
#include "base/say.h"
#include "kit/setting.h"

#include <math.h>
#include <stdlib.h>

enum { YEARS_BACK = 8, MONTHS_BACK = YEARS_BACK * 12, FIRST_YEAR = 2000 };

struct counting {
	struct view *system;
	struct arena *arena;
	struct date month;
	const struct unit_list *units;
	struct monthly_body_list bodies;
};

/* The body of a unit; NULL: it gets none. */
static struct monthly_body *body_of(const struct counting *counting, int64_t unit_id)
{
	for (size_t i = 0; i < counting->units->count; i++)
		if (counting->units->at[i].id == unit_id)
			return &counting->bodies.at[i];
	return NULL;
}

static int64_t key_id(struct str key)
{
	int64_t id = 0;

	return str_to_int(key, &id) ? id : 0;
}

/* ---- Events laid out --------------------------------------------------------------------------- */

static struct event_table table_of(const struct counting *counting, enum event_dim dim, struct date month)
{
	struct event_table_ask ask = { .dim_count = 2, .dims = { DIM_board, dim }, .from = month,
		.to = date_add_days(date_add_months(month, 1), -1) };

	return event_table_all(counting->system, &ask);
}

static struct monthly_part *part_of(struct arena *arena, struct monthly_part_list *list, struct str key, size_t room)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].key, key))
			return &list->at[i];
	if (!list->at)
		list->at = arena_array(arena, struct monthly_part, room);
	list->at[list->count] = (struct monthly_part){ .key = key };
	return &list->at[list->count++];
}

static void time_split(const struct counting *counting, enum monthly_table which, int time,
                       const struct event_table *table, size_t room)
{
	size_t columns = table->axes[1].count;

	for (size_t b = 0; b < table->axes[0].count; b++) {
		struct monthly_body *body = body_of(counting, key_id(table->axes[0].keys[b]));

		for (size_t c = 0; body && c < columns; c++) {
			int64_t count = table->counts[b * columns + c];

			if (!count)
				continue;
			part_of(counting->arena, &body->tables[which], table->axes[1].keys[c], room)->counts[time]
				+= count;
			if (which == MONTHLY_kinds)
				body->totals[time] += count;
		}
	}
}

static void table_split(const struct counting *counting, enum monthly_table which, enum event_dim dim)
{
	struct event_table tables[MONTHLY_TIMES];
	size_t room = 0;

	for (int time = 0; time < MONTHLY_TIMES; time++) {
		tables[time] = table_of(counting, dim, date_add_months(counting->month,
			time == MONTHLY_BEFORE ? -12 : 0));
		if (tables[time].outcome != TABLE_made)
			abandon("Could not count the events of a month.", "there are more units, areas or types than fit");
		room += tables[time].axes[1].count;
	}
	for (int time = 0; time < MONTHLY_TIMES; time++)
		time_split(counting, which, time, &tables[time], room);
}

static int by_count(const void *a, const void *b)
{
	const struct monthly_part *x = a, *y = b;

	for (int time = 0; time < MONTHLY_TIMES; time++)
		if (x->counts[time] != y->counts[time])
			return x->counts[time] < y->counts[time] ? 1 : -1;
	return str_compare(x->key, y->key);
}

static int by_key(const void *a, const void *b)
{
	return str_compare(((const struct monthly_part *)b)->key, ((const struct monthly_part *)a)->key);
}

static int area_compare(const void *a, const void *b)
{
	const struct monthly_area *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Newer and older outlines of an area are one. */
static void areas_name(const struct counting *counting, struct monthly_body *body, const struct monthly_area_list *areas)
{
	struct monthly_part_list *places = &body->tables[MONTHLY_places], named = { 0 };

	for (size_t i = 0; i < places->count; i++) {
		struct monthly_area like = { .id = key_id(places->at[i].key) };
		const struct monthly_area *area = areas->count ? bsearch(&like, areas->at, areas->count,
			sizeof(*areas->at), area_compare) : NULL;
		struct monthly_part *part = part_of(counting->arena, &named, area ? area->code : S(""),
			places->count);

		part->name = area ? area->name : S("");
		for (int time = 0; time < MONTHLY_TIMES; time++)
			part->counts[time] += places->at[i].counts[time];
	}
	*places = named;
}

static void tables_lay(const struct counting *counting)
{
	static const enum event_dim dims[MONTHLY_TABLES] = { DIM_type, DIM_severity, DIM_area };
	struct monthly_area_list areas = monthly_areas(counting->system);

	for (int which = 0; which < MONTHLY_TABLES; which++)
		table_split(counting, (enum monthly_table)which, dims[which]);
	for (size_t i = 0; i < counting->bodies.count; i++) {
		struct monthly_body *body = &counting->bodies.at[i];

		areas_name(counting, body, &areas);
		for (int which = 0; which < MONTHLY_TABLES; which++)
			if (body->tables[which].count)
				qsort(body->tables[which].at, body->tables[which].count,
					sizeof(struct monthly_part), which == MONTHLY_severities ? by_key : by_count);
	}
}

/* ---- What was expected --------------------------------------------------------------------------- */

/* As situation pictures foretell months: a year's season, a trend that fades as 0.98 a week does,
 * and ten trials on the past before anything is said of how well the limits hold (outlook.h). */
static struct outlook_settings outlook_settings(void)
{
	double beside = (1 - setting_within("monthly_expected_percent", 50, 98) / 100.0) / 2;

	return (struct outlook_settings){ .season = 12, .harmonics = 2, .fading = pow(0.98, 52.1775 / 12),
		.horizon = 1, .least = 24, .events = 30, .tolerance = 1e-10, .window = MONTHS_BACK,
		.low = beside, .high = 1 - beside, .trials = 10, .held_least = 0.72 };
}

static int64_t whole(double value)
{
	return value < 0 ? 0 : llround(value);
}

static struct monthly_expected expected_of(struct arena *arena, const double *counts, size_t count)
{
	struct outlook_settings settings = outlook_settings();
	struct monthly_expected expected = { .months = (int64_t)count };
	const struct outlook_trial *trials;
	struct outlook_judged judged;
	const struct outlook *outlook;
	struct outlooks ways;
	size_t trials_count = 0;

	if (!outlook_settings_are_fine(&settings))
		return expected;
	trials = outlook_past(arena, counts, count, &settings, &trials_count);
	judged = outlook_judge(arena, trials, trials_count, &settings);
	ways = outlook_make(counts, count, judged.is_enough ? judged.wider : 1, &settings);
	outlook = &ways.ways[judged.trials ? judged.better : OUTLOOK_staying];
	if (outlook->state != OUTLOOK_fine && outlook->state != OUTLOOK_simple)
		return expected;
	expected.is_known = true;
	expected.is_simple = outlook->state == OUTLOOK_simple;
	expected.low = whole(outlook->low);
	expected.middle = whole(outlook->middle);
	expected.high = whole(outlook->high);
	expected.trials = judged.is_enough ? (int64_t)judged.trials : 0;
	expected.held = judged.is_enough ? whole(judged.held * (double)judged.trials) : 0;
	return expected;
}

/* Months before this one, from the first in which anything happened. */
static void expected_lay(const struct counting *counting)
{
	struct date from = date_add_months(counting->month, -MONTHS_BACK);
	struct event_table_ask ask = { .dim_count = 2, .dims = { DIM_board, DIM_month },
		.from = from.year < FIRST_YEAR ? (struct date){ FIRST_YEAR, 1, 1 } : from,
		.to = date_add_days(counting->month, -1) };
	struct event_table table = event_table_all(counting->system, &ask);
	size_t months = table.axes[1].count;
	double *counts = arena_array(counting->arena, double, months + 1);

	if (table.outcome != TABLE_made)
		return;
	for (size_t b = 0; b < table.axes[0].count; b++) {
		struct monthly_body *body = body_of(counting, key_id(table.axes[0].keys[b]));
		size_t first = 0;

		while (first < months && !table.counts[b * months + first])
			first++;
		for (size_t m = first; m < months; m++)
			counts[m - first] = (double)table.counts[b * months + m];
		if (body)
			body->expected = expected_of(counting->arena, counts, months - first);
	}
}

/* ---- The rest --------------------------------------------------------------------------------------- */

static void events_lay(const struct counting *counting)
{
	struct monthly_sum_list now = monthly_event_sums(counting->system, counting->month);
	struct monthly_sum_list before = monthly_event_sums(counting->system,
		date_add_months(counting->month, -12));

	for (size_t i = 0; i < now.count; i++) {
		struct monthly_body *body = body_of(counting, now.at[i].unit_id);

		if (!body)
			continue;
		body->near[MONTHLY_NOW] = now.at[i].near;
		body->reported = now.at[i].reported;
		body->received = now.at[i].received;
		body->with_cost = now.at[i].with_cost;
		body->kronor = now.at[i].kronor;
	}
	for (size_t i = 0; i < before.count; i++) {
		struct monthly_body *body = body_of(counting, before.at[i].unit_id);

		if (body)
			body->near[MONTHLY_BEFORE] = before.at[i].near;
	}
}

static void measures_lay(const struct counting *counting)
{
	struct monthly_sum_list sums = monthly_measure_sums(counting->system, counting->month);

	for (size_t i = 0; i < sums.count; i++) {
		struct monthly_body *body = body_of(counting, sums.at[i].unit_id);

		if (!body)
			continue;
		body->begun = sums.at[i].begun;
		body->done = sums.at[i].done;
		body->late = sums.at[i].late;
	}
}

static void signals_lay(const struct counting *counting)
{
	struct monthly_sum_list sums = monthly_signal_sums(counting->system, counting->month);

	for (size_t i = 0; i < sums.count; i++) {
		struct monthly_body *body = body_of(counting, sums.at[i].unit_id);

		if (!body)
			continue;
		body->listed = sums.at[i].listed;
		body->read = sums.at[i].read;
	}
}

static struct str parts_today(struct arena *arena)
{
	const struct catalogue *parts = catalogue_get("monthly/parts");
	struct str codes = S("");

	for (size_t i = 0; i < parts->count; i++)
		if (!parts->items[i].is_retired)
			codes = arena_print(arena, "%.*s%s%.*s", STR(codes), codes.len ? " " : "",
				STR(parts->items[i].code));
	return codes;
}

/* A unit that began or ended so that the numbers must be read otherwise says so. */
static void body_begin(const struct counting *counting, struct monthly_body *body, const struct unit *unit,
                       struct str parts)
{
	struct monthly_span span = monthly_span_of(counting->month);

	*body = (struct monthly_body){ .unit_code = unit->code, .name_sv = unit->name_sv,
		.name_en = unit->name_en, .period = monthly_period(counting->arena, counting->month),
		.parts = parts, .reported_hours = setting_int("timeliness_reported_hours"),
		.received_hours = setting_int("timeliness_received_hours") };
	if (date_is_given(unit->valid_from)
	    && date_compare(unit->valid_from, date_add_months(counting->month, -12)) > 0)
		body->began = unit->valid_from;
	if (date_is_given(unit->valid_to) && date_compare(unit->valid_to, span.last) <= 0)
		body->ended = unit->valid_to;
}

struct monthly_body_list monthly_count(struct view *system, struct date month, const struct unit_list *units)
{
	struct counting counting = { .system = system, .arena = view_arena(system), .month = month,
		.units = units };
	struct str parts = parts_today(counting.arena);
	struct monthly_survey_list surveys = monthly_surveys(system, month);

	counting.bodies = (struct monthly_body_list){ units->count,
		arena_array(counting.arena, struct monthly_body, units->count + 1) };
	for (size_t i = 0; i < units->count; i++) {
		body_begin(&counting, &counting.bodies.at[i], &units->at[i], parts);
		counting.bodies.at[i].surveys = surveys;
	}
	tables_lay(&counting);
	expected_lay(&counting);
	events_lay(&counting);
	measures_lay(&counting);
	signals_lay(&counting);
	return counting.bodies;
}
