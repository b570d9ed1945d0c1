/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/numbers.c - the numbers of a picture: asked, counted, named and compared.
 *
 * The same days the year before stand beside every number.  A period that goes on is cut at
 * today, and so is what it is compared with.  Notices from outside are kept apart.
 */
#include "modules/pictures/inside.h"

#include "kit/setting.h"
#include "kit/version.h"

#include <stdlib.h>
#include <string.h>

const char *const number_tables[BY_COUNT] = {
	[BY_MONTH] = "month", [BY_BRANCH] = "branch", [BY_TYPE] = "type",
	[BY_SEVERITY] = "severity", [BY_AREA] = "area", [BY_PLACE_TYPE] = "place_type",
	[BY_WEEKDAY] = "weekday", [BY_HOUR] = "hour",
};
const char *const notice_tables[NOTICES_COUNT] = {
	[NOTICES_MONTH] = "month", [NOTICES_KIND] = "kind", [NOTICES_AREA] = "area",
};
enum { MOST_MONTHS = 60, MOST_ROWS = 400, HISTORY_MONTHS = 8 * 12 };

/* ---- The question --------------------------------------------------------------------- */

static bool is_whole_city(struct view *view, const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);

	return !(kind && item_int(kind, "is_board")) && !unit_board(view, unit->id, date_today())
		&& unit_is_top(view, unit->id);
}

void query_unit(struct view *view, struct picture_query *query, const struct unit *unit)
{
	const struct item *kind = item_find("unit_kinds", unit->kind);

	query->unit_id = unit->id;
	query->unit_code = unit->code;
	query->is_board = kind && item_int(kind, "is_board");
	query->is_whole_city = is_whole_city(view, unit)
		|| item_text(item_find("picture_kinds", query->kind), "gathers").len > 0;
	query->counted_id = query->is_whole_city ? unit_top(view, unit->id) : unit->id;
}

static void query_days(struct arena *arena, struct picture_query *query, struct date today)
{
	if (!period_read(query->period, &query->from, &query->period_to))
		return;
	query->to = query->period_to;
	if (!period_read(period_before(arena, query->period), &query->before_from, &query->before_to)) {
		query->before_from = date_add_months(query->from, -12);
		query->before_to = date_add_months(query->to, -12);
	}
	if (date_compare(query->to, today) > 0) {
		query->to = today;
		query->before_to = date_add_months(today, -12);
	}
}

struct picture_query picture_query_of(struct view *view, const struct picture *picture,
                                      struct date today)
{
	const struct unit *unit = unit_get(view, picture->unit_id);
	const struct item *kind = item_find("picture_kinds", picture->kind);
	struct picture_query query = { .area_code = picture->area_code, .kind = picture->kind,
		.period = picture->period, .types = item_text(kind, "draws_on_types"),
		.method = PICTURE_METHOD };

	if (unit)
		query_unit(view, &query, unit);
	query.notice_area = picture->area_code;
	if (unit && !query.notice_area.len && !query.is_whole_city)
		query.notice_area = unit->area_code;
	query_days(view_arena(view), &query, today);
	query.measures_to = date_add_days(query.period_to, (int)setting_int("picture_measure_days"));
	query.taken_on = today;
	query.language = str_of(tongue_code());
	query.program = str_of(program_version);
	return query;
}

struct event_ask query_events(const struct picture_query *query, bool is_before)
{
	bool has_area = query->area_code.len != 0;

	return (struct event_ask){
		.unit_id = has_area || query->is_whole_city ? 0 : query->unit_id,
		.is_board = query->is_board && !has_area,
		.as_is = !query->is_whole_city && !has_area,
		.area_code = query->area_code,
		.from = is_before ? query->before_from : query->from,
		.to = is_before ? query->before_to : query->to,
		.types = query->types,
		.without_restricted = true,     /* others read the picture than who takes its numbers */
	};
}

struct notice_ask query_notices(const struct picture_query *query, bool is_before)
{
	return (struct notice_ask){
		.area_code = query->notice_area,
		.from = is_before ? query->before_from : query->from,
		.to = is_before ? query->before_to : query->to,
	};
}

/* ---- Now and before, side by side ------------------------------------------------------ */

static struct number_row *row_of(struct numbers_by *table, struct str key)
{
	for (size_t i = 0; i < table->count; i++)
		if (str_equals(table->rows[i].key, key))
			return &table->rows[i];
	return NULL;
}

/* The row of a key; beyond the ceiling the rest shares the last one. */
static struct number_row *row_need(struct numbers_by *table, struct str key, struct str label,
                                   int64_t id)
{
	struct number_row *row = row_of(table, key);

	if (row)
		return row;
	if (table->count == MOST_ROWS)
		return &table->rows[MOST_ROWS - 1];
	row = &table->rows[table->count++];
	*row = (struct number_row){ .key = key, .label = label, .id = id };
	return row;
}

static struct str year_later(struct arena *arena, struct str month)
{
	int64_t year;

	if (month.len != 7 || !str_to_int(str_part(month, 0, 4), &year))
		return month;
	return arena_print(arena, "%04lld%.*s", (long long)year + 1, STR(str_part(month, 4, 3)));
}

static bool is_ordered(const char *by)
{
	static const char *const ordered[] = { "month", "weekday", "hour", "severity" };

	for (size_t i = 0; i < COUNT(ordered); i++)
		if (!strcmp(by, ordered[i]))
			return true;
	return false;
}

static int by_amount(const void *left, const void *right)
{
	const struct number_row *a = left, *b = right;

	if (a->now != b->now)
		return a->now > b->now ? -1 : 1;
	if (a->before != b->before)
		return a->before > b->before ? -1 : 1;
	return str_compare(a->key, b->key);
}

static int by_key(const void *left, const void *right)
{
	const struct number_row *a = left, *b = right;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return str_compare(a->key, b->key);
}

static void table_sort(struct numbers_by *table)
{
	if (table->count)
		qsort(table->rows, table->count, sizeof(table->rows[0]),
			is_ordered(table->by) ? by_key : by_amount);
}

/* Periods without any event are rows too. */
static void months_fill(struct arena *arena, struct numbers_by *table, const struct picture_query *query)
{
	struct date month = date_month_start(query->from);

	for (int i = 0; i < MOST_MONTHS && date_compare(month, query->to) <= 0; i++) {
		row_need(table, str_part(date_iso(arena, month), 0, 7), S(""), 0);
		month = date_add_months(month, 1);
	}
}

static void numbers_fill(struct arena *arena, struct numbers_by *table, int64_t from, int64_t to)
{
	for (int64_t n = from; n <= to; n++)
		row_need(table, arena_print(arena, "%lld", (long long)n), S(""), n);
}

static void table_begin(struct arena *arena, struct numbers_by *table, const char *by,
                        const struct picture_query *query)
{
	*table = (struct numbers_by){ .by = by,
		.rows = arena_array(arena, struct number_row, MOST_ROWS) };
	if (!strcmp(by, "month"))
		months_fill(arena, table, query);
	else if (!strcmp(by, "weekday"))
		numbers_fill(arena, table, 1, WEEK_DAYS);
	else if (!strcmp(by, "hour"))
		numbers_fill(arena, table, 0, DAY_HOURS - 1);
}

struct amount { int64_t events[2], injured[2]; };           /* now, before */

/* `amount` gets what they are together, each of now and before: events and injured. */
static struct numbers_by events_table(struct view *view, const struct picture_query *query,
                                      const char *by, struct amount *amount)
{
	struct arena *arena = view_arena(view);
	struct numbers_by table;

	table_begin(arena, &table, by, query);
	for (int is_before = 0; is_before <= 1; is_before++) {
		struct event_ask ask = query_events(query, is_before);
		struct event_count_list counts = events_count(view, &ask, by);

		for (size_t i = 0; i < counts.count; i++) {
			const struct event_count *count = &counts.at[i];
			struct number_row *row = row_need(&table, is_before && !strcmp(by, "month")
				? year_later(arena, count->key) : count->key, count->label, count->id);

			*(is_before ? &row->before : &row->now) += count->events;
			amount->events[is_before] += count->events;
			amount->injured[is_before] += count->injured;
		}
	}
	table_sort(&table);
	return table;
}

/* Types added up to their branches. */
static struct numbers_by branches_table(struct view *view, const struct picture_query *query,
                                        const struct numbers_by *types)
{
	struct numbers_by table;

	table_begin(view_arena(view), &table, number_tables[BY_BRANCH], query);
	for (size_t i = 0; i < types->count; i++) {
		const struct number_row *type = &types->rows[i];
		const struct item *item = item_find("event/types", type->key), *branch = item && item->parent.len
			? item_find("event/types", item->parent) : NULL;
		struct number_row *row = branch ? row_need(&table, branch->code, item_name(branch), 0)
			: row_need(&table, type->key, type->label, 0);

		row->now += type->now;
		row->before += type->before;
	}
	table_sort(&table);
	return table;
}

static struct numbers_by notices_table(struct view *view, const struct picture_query *query,
                                       const char *by)
{
	struct arena *arena = view_arena(view);
	struct notice_ask now = query_notices(query, false), before = query_notices(query, true);
	struct notice_count_list counts = notices_count(view, &now, by);
	struct numbers_by table;

	table_begin(arena, &table, by, query);
	for (size_t i = 0; i < counts.count; i++)
		row_need(&table, counts.at[i].key, counts.at[i].label, counts.at[i].id)->now
			+= counts.at[i].notices;
	counts = notices_count(view, &before, by);
	for (size_t i = 0; i < counts.count; i++)
		row_need(&table, !strcmp(by, "month") ? year_later(arena, counts.at[i].key)
			: counts.at[i].key, counts.at[i].label, counts.at[i].id)->before
			+= counts.at[i].notices;
	table_sort(&table);
	return table;
}

/* The levels of severity together are all of them. */
static void events_count_all(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	struct amount amount = { 0 };

	numbers->by[BY_SEVERITY] = events_table(view, query, number_tables[BY_SEVERITY], &amount);
	numbers->total = amount.events[0];
	numbers->before = amount.events[1];
	numbers->injured = amount.injured[0];
	numbers->injured_before = amount.injured[1];
}

/* ---- Event by event: when and where it happened, and the causes that were written down ---- */

struct counting {
	struct arena *arena;
	struct numbers *numbers;
	bool is_before;
};

static void row_count_one(const struct counting *counting, struct number_row *row)
{
	(*(counting->is_before ? &row->before : &row->now))++;
}

/* The event goes when the next one comes, so a new key is copied. */
static void key_count(const struct counting *counting, struct numbers_by *table, struct str key,
                      struct str (*label)(struct str key))
{
	struct number_row *row = row_of(table, key);

	if (!row)
		row = row_need(table, arena_copy(counting->arena, key), label ? label(key) : S(""), 0);
	row_count_one(counting, row);
}

static void causes_add(const struct counting *counting, struct str causes)
{
	while (causes.len) {
		struct str cause = str_cut(&causes, ' ');

		if (cause.len)
			key_count(counting, &counting->numbers->causes, cause, NULL);
	}
}

static struct str place_type_name(struct str key)
{
	return code_name("event/place_types", key);
}

static struct instant later_of(struct instant one, struct instant other)
{
	return one.seconds > other.seconds ? one : other;
}

static bool event_add(void *context, const void *event_seen)
{
	const struct event_seen *event = event_seen;
	const struct counting *counting = context;
	struct numbers *numbers = counting->numbers;
	struct clock_time clock = instant_local(event->at);

	row_count_one(counting, &numbers->by[BY_WEEKDAY].rows[clock.weekday - 1]);
	row_count_one(counting, &numbers->by[BY_HOUR].rows[clock.hour]);
	if (!counting->is_before)
		numbers->week[(clock.weekday - 1) * DAY_HOURS + clock.hour]++;
	key_count(counting, &numbers->by[BY_PLACE_TYPE], event->place_type, place_type_name);
	*(counting->is_before ? &numbers->with_cause_before : &numbers->with_cause) += event->has_cause;
	if (!counting->is_before)
		numbers->changed = later_of(numbers->changed, later_of(event->reported, event->changed));
	causes_add(counting, event->causes);
	return true;
}

/* What numbers_compare() looks at. */
static bool is_compared(size_t by)
{
	return by == BY_MONTH || by == BY_TYPE || by == BY_AREA;
}

static bool is_by_event(size_t by)
{
	return by == BY_PLACE_TYPE || by == BY_WEEKDAY || by == BY_HOUR;
}

bool numbers_are_by_event(struct str axis)
{
	for (size_t i = 0; i < BY_COUNT; i++)
		if (str_is(axis, number_tables[i]))
			return is_by_event(i);
	return str_is(axis, "cause");
}

/* One reading of each period serves all of these. */
static void each_count(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	struct event_ask now = query_events(query, false), before = query_events(query, true);

	table_begin(view_arena(view), &numbers->causes, "cause", query);
	for (size_t i = 0; i < BY_COUNT; i++)
		if (is_by_event(i))
			table_begin(view_arena(view), &numbers->by[i], number_tables[i], query);
	events_each(view, &now, true, event_add, &(struct counting){ view_arena(view), numbers, false });
	events_each(view, &before, false, event_add, &(struct counting){ view_arena(view), numbers, true });
	table_sort(&numbers->causes);
	for (size_t i = 0; i < BY_COUNT; i++)
		if (is_by_event(i))
			table_sort(&numbers->by[i]);
}

/* ---- The months before -------------------------------------------------------------------- */

/* The last day of the last month that was whole. */
static struct date whole_until(const struct picture_query *query)
{
	struct date next = date_add_days(query->to, 1);

	return date_add_days(date_month_start(next), -1);
}

static struct number_month *month_need(struct arena *arena, struct numbers *numbers, struct date month)
{
	struct str key = str_part(date_iso(arena, month), 0, 7);

	numbers->months[numbers->month_count] = (struct number_month){ .month = key };
	return &numbers->months[numbers->month_count++];
}

/* Before the first event there was no register, so the row of months begins with it. */
static void months_count(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	struct event_ask ask = query_events(query, false);
	struct event_count_list counts;
	struct date month;
	size_t next = 0;

	ask.to = whole_until(query);
	ask.from = date_add_months(date_month_start(ask.to), 1 - HISTORY_MONTHS);
	counts = events_count(view, &ask, "month");
	numbers->months = arena_array(view_arena(view), struct number_month, HISTORY_MONTHS + 1);
	if (!counts.count || !date_read(arena_print(view_arena(view), "%.*s-01",
			STR(counts.at[0].key)), &month))
		return;
	for (; date_compare(month, ask.to) <= 0 && numbers->month_count < HISTORY_MONTHS;
	     month = date_add_months(month, 1)) {
		struct number_month *row = month_need(view_arena(view), numbers, month);

		if (next < counts.count && str_equals(counts.at[next].key, row->month)) {
			row->events = counts.at[next].events;
			row->injured = counts.at[next++].injured;
		}
	}
}

/* ---- Notices from outside --------------------------------------------------------------- */

static int64_t source_before(struct notice_count_list before, struct str key)
{
	for (size_t i = 0; i < before.count; i++)
		if (str_equals(before.at[i].key, key))
			return before.at[i].notices;
	return 0;
}

static void notices_take(struct view *view, const struct picture_query *query, struct numbers *numbers)
{
	struct notice_ask now = query_notices(query, false), before = query_notices(query, true);
	struct notice_count_list sources, earlier;

	if (!query->notice_area.len && !query->is_whole_city)
		return;
	sources = notices_count(view, &now, "source");
	earlier = notices_count(view, &before, "source");
	numbers->notices = notices_total(view, &now);
	numbers->notices_before = notices_total(view, &before);
	numbers->notices_unplaced = query->is_whole_city ? notices_unplaced(view, &now) : 0;
	if (!numbers->notices && !numbers->notices_before)
		return;
	for (size_t i = 0; i < NOTICES_COUNT; i++)
		numbers->notices_by[i] = notices_table(view, query, notice_tables[i]);
	numbers->sources = arena_array(view_arena(view), struct number_source, sources.count + 1);
	for (size_t i = 0; i < sources.count; i++)
		numbers->sources[numbers->source_count++] = (struct number_source){
			.source = sources.at[i].key, .now = sources.at[i].notices,
			.before = source_before(earlier, sources.at[i].key),
			.caveat = notices_caveat(view, sources.at[i].key) };
}

struct numbers *numbers_count(struct view *view, const struct picture_query *query, struct numbers_asked asked)
{
	struct numbers *numbers = arena_new(view_arena(view), struct numbers);
	struct amount amount = { 0 };

	events_count_all(view, query, numbers);
	for (size_t i = 0; i < BY_COUNT; i++)
		if (is_compared(i))
			numbers->by[i] = events_table(view, query, number_tables[i], &amount);
	if (asked.rest)
		numbers->by[BY_BRANCH] = branches_table(view, query, &numbers->by[BY_TYPE]);
	if (asked.each_event)
		each_count(view, query, numbers);
	if (asked.rest)
		months_count(view, query, numbers);
	if (asked.rest && !query->area_code.len) {
		numbers->employees = employees_below(view, query);
		units_heard(view, query, numbers);
	}
	measures_count(view, query, numbers);
	notices_take(view, query, numbers);
	return numbers;
}

const struct numbers *numbers_take(struct view *view, const struct picture_query *query)
{
	return numbers_count(view, query, (struct numbers_asked){ true, true });
}

/* ---- Labels and differences ---------------------------------------------------------------- */

/* In the reader's language as far as the lists know the key; else as it was written down. */
struct str row_label(struct arena *arena, const char *by, const struct number_row *row)
{
	static const struct { const char *by, *list; } lists[] = {
		{ "type", "event/types" }, { "branch", "event/types" },
		{ "severity", "event/severities" }, { "place_type", "event/place_types" },
		{ "cause", "event/causes" },
	};
	struct date month;

	for (size_t i = 0; i < COUNT(lists); i++)
		if (!strcmp(by, lists[i].by) && item_find(lists[i].list, row->key))
			return code_name(lists[i].list, row->key);
	if (!strcmp(by, "month") && date_read(arena_print(arena, "%.*s-01", STR(row->key)), &month))
		return tongue_month(arena, month);
	if (!strcmp(by, "weekday") && row->id >= 1 && row->id <= WEEK_DAYS)
		return str_of(weekday_name((int)row->id));
	if (!strcmp(by, "hour"))
		return arena_print(arena, "%02lld–%02lld", (long long)row->id, (long long)row->id + 1);
	if (row->label.len)
		return row->label;
	return row->key.len && strcmp(by, "area") ? row->key : str_of(_("Not given"));
}

static void change_add(struct number_change *changes, size_t most, size_t *count, struct str label,
                       int64_t was, int64_t is)
{
	if (was == is)
		return;
	if (*count < most)
		changes[*count] = (struct number_change){ label, was, is };
	(*count)++;
}

static void table_compare(const struct numbers_by *was, struct numbers_by *is,
                          struct number_change *changes, size_t most, size_t *count)
{
	struct numbers_by before = *was;

	for (size_t i = 0; i < is->count; i++) {
		const struct number_row *old = row_of(&before, is->rows[i].key);

		change_add(changes, most, count, is->rows[i].label.len ? is->rows[i].label
			: is->rows[i].key, old ? old->now : 0, is->rows[i].now);
	}
	for (size_t i = 0; i < before.count; i++)
		if (!row_of(is, before.rows[i].key))
			change_add(changes, most, count, before.rows[i].label, before.rows[i].now, 0);
}

size_t numbers_compare(const struct numbers *was, const struct numbers *is,
                       struct number_change *changes, size_t most)
{
	size_t count = 0;

	change_add(changes, most, &count, str_of(_("Events")), was->total, is->total);
	change_add(changes, most, &count, str_of(_("Injured")), was->injured, is->injured);
	change_add(changes, most, &count, str_of(_("The year before")), was->before, is->before);
	for (size_t i = 0; i < BY_COUNT; i++) {
		struct numbers_by table = is->by[i];

		if (is_compared(i))
			table_compare(&was->by[i], &table, changes, most, &count);
	}
	change_add(changes, most, &count, str_of(_("Notices from outside")), was->notices, is->notices);
	change_add(changes, most, &count, str_of(_("Open measures")), was->measures_open,
		is->measures_open);
	return count;
}
