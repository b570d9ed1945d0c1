/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_counts.c - how many events there are, by this and that.
 *
 * Whole boards and whole months are sums of event_tally, which says nothing of restricted
 * events; those that this person may see are added from my_event.  Everything else is counted
 * in my_event, also the days around whole months.  Merged and rejected events are in neither,
 * as in the list.
 */
#include "base/say.h"
#include "modules/events/lists.h"
#include "modules/places/places.h"
#include "modules/units/units.h"

#include <stdlib.h>
#include <string.h>

struct counted { struct str text; int64_t number, events, injured; };
static const struct column counted_columns[] = {
	{ "key_text", COLUMN_text, offsetof(struct counted, text), NULL, false },
	{ "key_number", COLUMN_int, offsetof(struct counted, number), NULL, false },
	{ "events", COLUMN_int, offsetof(struct counted, events), NULL, false },
	{ "injured", COLUMN_int, offsetof(struct counted, injured), NULL, false },
};
static const struct shape counted_shape = {
	.size = sizeof(struct counted), .count = COUNT(counted_columns),
	.columns = counted_columns,
};

/* ---- What can be counted by ------------------------------------------------------------ */

enum by { BY_TYPE, BY_BRANCH, BY_MONTH, BY_AREA, BY_UNIT, BY_BOARD, BY_SEVERITY, BY_WEEKDAY,
	BY_HOUR, BY_PLACE_TYPE, BY_CLASS, BY_ALL, BY_COUNT };

/* tally and list: the expression in each, text or number. */
static const struct axis {
	const char *name;
	bool is_text;
	struct sql tally, list;         /* NULL: cannot be counted there by an expression */
	const char *filter;             /* in the address of the list */
} axes[BY_COUNT] = {
	[BY_TYPE] = { "type", true, SQL("type"), SQL("type"), "type" },
	[BY_BRANCH] = { "branch", true, SQL("type"), SQL("type"), "type" },
	[BY_MONTH] = { "month", true, SQL("month"), { NULL }, NULL },
	[BY_AREA] = { "area", false, SQL("area_id"), SQL("area_id"), "in" },
	[BY_UNIT] = { "unit", false, { NULL }, SQL("unit_id"), "at" },
	[BY_BOARD] = { "board", false, SQL("board_id"), SQL("board_id"), "board" },
	[BY_SEVERITY] = { "severity", false, SQL("severity"), SQL("severity"), "exactly" },
	[BY_WEEKDAY] = { "weekday", false, { NULL }, { NULL }, "weekday" },
	[BY_HOUR] = { "hour", false, { NULL }, { NULL }, "hour" },
	[BY_PLACE_TYPE] = { "place_type", true, { NULL }, SQL("place_type"), "place_type" },
	[BY_CLASS] = { "class", true, { NULL }, SQL("class"), "class" },
	[BY_ALL] = { "all", false, SQL("0"), SQL("0"), NULL },
};

static enum by by_of(const char *name)
{
	for (enum by by = 0; by < BY_COUNT; by++)
		if (!strcmp(axes[by].name, name))
			return by;
	must(!"events cannot be counted by this");
	return BY_ALL;
}

/* ---- Conditions of both ---------------------------------------------------------------- */

static void types_add(struct query *query, struct str types)
{
	bool any = false;

	for (int room = 20; types.len && room > 0; room--) {
		struct str type = str_cut(&types, ' ');

		if (!type.len)
			continue;
		if (!any)
			query_add(query, SQL(" AND type IN (SELECT code FROM my_catalogue_item"
				" WHERE list = 'event/types' AND (1 = 0"), NONE);
		query_add(query, SQL(" OR code = $? OR parent_code = $?"), V(type, type));
		any = true;
	}
	if (any)
		query_add(query, SQL("))"), NONE);
}

static void area_add(struct query *query, struct str area)
{
	if (area.len)
		query_add(query, SQL(" AND area_id IN " AREA_AND_INSIDE), V(area));
}

/* The boards that count: the one asked for, as is also those that have become part of it. */
static size_t boards_in(struct query *query, struct view *view, const struct event_ask *ask)
{
	struct unit_list units = { 0 };
	size_t count = 1;

	if (ask->as_is)
		units = unit_ancestors_in_time(view, ask->unit_id);
	query_add(query, SQL(" IN ($?"), V(ask->unit_id));
	for (size_t i = 0; i < units.count && i < 24; i++, count++)
		query_add(query, SQL(", $?"), V(units.at[i].id));
	query_add(query, SQL(")"), NONE);
	return count;
}

static void boards_add(struct query *query, struct view *view, const struct event_ask *ask)
{
	if (!ask->unit_id)
		return;
	query_add(query, SQL(" AND board_id"), NONE);
	boards_in(query, view, ask);
}

static void units_add(struct query *query, struct view *view, const struct event_ask *ask)
{
	struct unit_list units = { 0 };

	if (!ask->unit_id)
		return;
	if (ask->as_is)
		units = unit_ancestors_in_time(view, ask->unit_id);
	query_add(query, SQL(" AND unit_id IN (SELECT below_id FROM my_unit_below"
		" WHERE above_id IN ($?"), V(ask->unit_id));
	for (size_t i = 0; i < units.count && i < 24; i++)
		query_add(query, SQL(", $?"), V(units.at[i].id));
	query_add(query, SQL("))"), NONE);
}

static void rest_add(struct query *query, const struct event_ask *ask)
{
	area_add(query, ask->area_code);
	types_add(query, ask->types);
	if (ask->severity_from > 0)
		query_add(query, SQL(" AND severity >= $?"), V(ask->severity_from));
}

void event_ask_add(struct query *query, struct view *view, const struct event_ask *ask)
{
	if (ask->is_board)
		boards_add(query, view, ask);
	else
		units_add(query, view, ask);
	if (date_is_given(ask->from))
		query_add(query, SQL(" AND occurred_at >= $?"), V(instant_at(ask->from, 0, 0, 0)));
	if (date_is_given(ask->to))
		query_add(query, SQL(" AND occurred_at < $?"),
			V(instant_at(date_add_days(ask->to, 1), 0, 0, 0)));
	query_add(query, SQL(" AND state NOT IN ('merged', 'rejected')"), NONE);
	if (ask->without_restricted)
		query_add(query, SQL(" AND my_event.is_restricted = 0"), NONE);
	if (ask->has_cost || ask->cost_above)
		event_cost_add(query, ask->cost_above);
	event_reach_add(query, view, !ask->unit_id);
	rest_add(query, ask);
}

static void tally_conditions(struct query *query, struct view *view, const struct event_ask *ask)
{
	struct arena *arena = view_arena(view);

	boards_add(query, view, ask);
	if (date_is_given(ask->from))
		query_add(query, SQL(" AND month >= $?"),
			V(month_of(arena, instant_at(ask->from, 12, 0, 0))));
	if (date_is_given(ask->to))
		query_add(query, SQL(" AND month <= $?"),
			V(month_of(arena, instant_at(ask->to, 12, 0, 0))));
	rest_add(query, ask);
}

/* ---- Which of them --------------------------------------------------------------------- */

/* The days of an ask that are whole months, and those before and after them. */
struct months_cut {
	bool has_months, has_head, has_tail;
	struct event_ask months, head, tail;
};

/* A month that ends today or later is whole: nothing has happened after today. */
static struct date months_end(const struct event_ask *ask)
{
	if (!date_is_given(ask->to) || date_compare(ask->to, date_today()) >= 0)
		return ask->to;
	return date_add_days(date_month_start(date_add_days(ask->to, 1)), -1);
}

static struct date months_begin(const struct event_ask *ask)
{
	if (!date_is_given(ask->from) || ask->from.day == 1)
		return ask->from;
	return date_add_months(date_month_start(ask->from), 1);
}

static struct months_cut months_cut(const struct event_ask *ask)
{
	struct months_cut cut = { .months = *ask, .head = *ask, .tail = *ask };

	cut.months.from = months_begin(ask);
	cut.months.to = months_end(ask);
	cut.has_months = !date_is_given(cut.months.from) || !date_is_given(cut.months.to)
		|| date_compare(cut.months.from, cut.months.to) <= 0;
	cut.has_head = cut.has_months && date_compare(cut.months.from, ask->from) != 0;
	cut.has_tail = cut.has_months && date_compare(cut.months.to, ask->to) != 0;
	if (cut.has_head)
		cut.head.to = date_add_days(cut.months.from, -1);
	if (cut.has_tail)
		cut.tail.from = date_add_days(cut.months.to, 1);
	return cut;
}

/* The tally shows whole boards only to those who may count them: without a row there is
 * either no right or no event, and my_event gives the right answer to both. */
static bool tally_serves(struct view *view, const struct event_ask *ask, enum by by)
{
	struct query query;

	if ((ask->unit_id && !ask->is_board) || ask->has_cost || ask->cost_above)
		return false;
	if (!axes[by].tally.text && by != BY_ALL)
		return false;
	query_start(&query, view_arena(view), SQL("SELECT 1 FROM my_event_tally WHERE 1 = 1"), NONE);
	if (ask->unit_id)
		boards_add(&query, view, ask);
	else
		query_add(&query, SQL(" AND EXISTS (SELECT 1 FROM my_event_top_unit AS top"
			" JOIN my_reach ON my_reach.unit_id = top.id"
			" WHERE permission IN ('events_read', 'statistics_read'))"), NONE);
	query_add(&query, SQL(" LIMIT 1"), NONE);
	return view_int_of(view, &query) == 1;
}

/* Are the rows of all these boards there for this person?  Who may only count them would get
 * the months whole and the days around them in part. */
static bool rows_serve(struct view *view, const struct event_ask *ask)
{
	struct query query;
	size_t boards;

	if (!ask->unit_id)
		return view_int(view, SQL("SELECT 1 FROM my_event_top_unit AS top JOIN my_whole_reach AS whole"
			" ON whole.unit_id = top.id WHERE permission = 'events_read' LIMIT 1"), NONE) == 1;
	query_start(&query, view_arena(view), SQL("SELECT count(DISTINCT unit_id) FROM my_whole_reach"
		" WHERE permission = 'events_read' AND unit_id"), NONE);
	boards = boards_in(&query, view, ask);
	return (int64_t)boards == view_int_of(view, &query);
}

/* ---- Counting in both ------------------------------------------------------------------ */

struct bag {                            /* counts by key, added up */
	struct arena *arena;
	size_t count, room;
	struct counted *at;
};

static int counted_compare(const void *left, const void *right)
{
	const struct counted *a = left, *b = right;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return str_compare(a->text, b->text);
}

static void bag_add(struct bag *bag, struct rows rows)
{
	const struct counted *all = rows.at;

	if (bag->count + rows.count > bag->room) {
		struct counted *larger;

		bag->room = (bag->count + rows.count) * 2;
		larger = arena_array(bag->arena, struct counted, bag->room);
		if (bag->count)
			memcpy(larger, bag->at, bag->count * sizeof(*larger));
		bag->at = larger;
	}
	for (size_t i = 0; i < rows.count; i++)
		bag->at[bag->count++] = all[i];
}

/* Equal keys become one. */
static void bag_settle(struct bag *bag)
{
	size_t kept = 0;

	if (bag->count)
		qsort(bag->at, bag->count, sizeof(bag->at[0]), counted_compare);
	for (size_t i = 0; i < bag->count; i++) {
		if (kept && counted_compare(&bag->at[kept - 1], &bag->at[i]) == 0) {
			bag->at[kept - 1].events += bag->at[i].events;
			bag->at[kept - 1].injured += bag->at[i].injured;
		} else {
			bag->at[kept++] = bag->at[i];
		}
	}
	bag->count = kept;
}

static void select_start(struct query *query, struct arena *arena, bool is_text, struct sql expression)
{
	query_start(query, arena, SQL("SELECT "), NONE);
	if (is_text) {
		query_add(query, expression, NONE);
		query_add(query, SQL(" AS key_text, 0 AS key_number,"), NONE);
	} else {
		query_add(query, SQL("'' AS key_text, "), NONE);
		query_add(query, expression, NONE);
		query_add(query, SQL(" AS key_number,"), NONE);
	}
}

static void tally_count(struct bag *bag, struct view *view, const struct event_ask *ask, enum by by)
{
	struct query query;

	select_start(&query, bag->arena, axes[by].is_text, axes[by].tally);
	query_add(&query, SQL(" COALESCE(sum(events), 0) AS events,"
		" COALESCE(sum(injured), 0) AS injured FROM my_event_tally WHERE 1 = 1"), NONE);
	tally_conditions(&query, view, ask);
	query_add(&query, SQL(" GROUP BY key_text, key_number HAVING sum(events) > 0"), NONE);
	bag_add(bag, view_list_of(view, &counted_shape, &query));
}

static void local_time(struct query *query, const struct event_ask *ask, enum by by)
{
	struct offsets offsets = event_offsets(ask->from, ask->to);

	if (by == BY_WEEKDAY)
		event_weekday_add(query, &offsets);
	else
		event_hour_add(query, &offsets);
}

static void list_count(struct bag *bag, struct view *view, const struct event_ask *ask, enum by by,
                       bool only_restricted)
{
	struct query query;

	if (axes[by].list.text) {
		select_start(&query, bag->arena, axes[by].is_text, axes[by].list);
	} else {
		query_start(&query, bag->arena, SQL("SELECT '' AS key_text, "), NONE);
		local_time(&query, ask, by);
		query_add(&query, SQL(" AS key_number,"), NONE);
	}
	query_add(&query, SQL(" count(*) AS events, COALESCE(sum(injured), 0) AS injured"
		" FROM my_event WHERE 1 = 1"), NONE);
	event_ask_add(&query, view, ask);
	if (only_restricted)
		query_add(&query, SQL(" AND my_event.is_restricted = 1"), NONE);
	query_add(&query, SQL(" GROUP BY key_text, key_number"), NONE);
	bag_add(bag, view_list_of(view, &counted_shape, &query));
}

/* Months are local: the database counts days, and days become months here. */
static void month_count(struct bag *bag, struct view *view, const struct event_ask *ask,
                        bool only_restricted)
{
	struct offsets offsets = event_offsets(ask->from, ask->to);
	struct query query;
	struct rows rows;
	struct counted *all;

	query_start(&query, bag->arena, SQL("SELECT '' AS key_text, "), NONE);
	event_day_add(&query, &offsets);
	query_add(&query, SQL(" AS key_number, count(*) AS events,"
		" COALESCE(sum(injured), 0) AS injured FROM my_event WHERE 1 = 1"), NONE);
	event_ask_add(&query, view, ask);
	if (only_restricted)
		query_add(&query, SQL(" AND my_event.is_restricted = 1"), NONE);
	query_add(&query, SQL(" GROUP BY key_number"), NONE);
	rows = view_list_of(view, &counted_shape, &query);
	all = rows.at;
	for (size_t i = 0; i < rows.count; i++) {
		struct date day = date_add_days((struct date){ 1970, 1, 1 }, (int)all[i].number);

		all[i].text = arena_print(bag->arena, "%04d-%02d", day.year, day.month);
		all[i].number = 0;
	}
	bag_add(bag, rows);
}

static void rows_count(struct bag *bag, struct view *view, const struct event_ask *ask, enum by by,
                       bool only_restricted)
{
	if (by == BY_MONTH)
		month_count(bag, view, ask, only_restricted);
	else
		list_count(bag, view, ask, by, only_restricted);
}

/* Whole months from the tally where it serves, the days around them from the rows. */
static struct bag count_all(struct view *view, const struct event_ask *ask, enum by by)
{
	struct bag bag = { .arena = view_arena(view) };
	struct months_cut cut = months_cut(ask);
	bool has_rest = cut.has_head || cut.has_tail;

	if (!cut.has_months || !tally_serves(view, &cut.months, by)
	    || (has_rest && !rows_serve(view, ask))) {
		rows_count(&bag, view, ask, by, false);
	} else {
		tally_count(&bag, view, &cut.months, by);
		if (!ask->without_restricted)
			rows_count(&bag, view, &cut.months, by, true);
		if (cut.has_head)
			rows_count(&bag, view, &cut.head, by, false);
		if (cut.has_tail)
			rows_count(&bag, view, &cut.tail, by, false);
	}
	bag_settle(&bag);
	return bag;
}

/* ---- Answers --------------------------------------------------------------------------- */

static struct str month_label(struct arena *arena, struct str month)
{
	struct date date;

	if (!date_read(arena_print(arena, "%.*s-01", STR(month)), &date))
		return month;
	return tongue_month(arena, date);
}

static struct event_count labelled(struct view *view, enum by by, const struct counted *counted)
{
	struct arena *arena = view_arena(view);
	struct event_count count = { .key = counted->text, .id = counted->number,
		.events = counted->events, .injured = counted->injured };

	if (!axes[by].is_text)
		count.key = arena_print(arena, "%lld", (long long)counted->number);
	count.label = count.key;
	switch (by) {
	case BY_TYPE: case BY_BRANCH:
		count.label = count.key.len ? code_name("event/types", count.key)
			: str_of(_("Not typed yet"));
		break;
	case BY_CLASS: count.label = code_name("event/classes", count.key); break;
	case BY_PLACE_TYPE: count.label = code_name("event/place_types", count.key); break;
	case BY_SEVERITY: count.label = code_name("event/severities", count.key); break;
	case BY_MONTH: count.label = month_label(arena, count.key); break;
	case BY_UNIT: case BY_BOARD: count.label = unit_name(view, count.id); break;
	case BY_AREA: count.label = area_name(view, count.id); break;
	case BY_WEEKDAY: count.label = str_of(weekday_name((int)count.id)); break;
	case BY_HOUR:
		count.label = arena_print(arena, "%02lld–%02lld", (long long)count.id,
			(long long)count.id + 1);
		break;
	default: break;
	}
	return count;
}

/* Types become their branches before they are added up. */
static void branches_make(struct bag *bag)
{
	for (size_t i = 0; i < bag->count; i++) {
		const struct item *item = item_find("event/types", bag->at[i].text);

		if (item && item->parent.len)
			bag->at[i].text = item->parent;
	}
	bag_settle(bag);
}

struct event_count_list events_count(struct view *view, const struct event_ask *ask, const char *by)
{
	enum by axis = by_of(by);
	struct bag bag = count_all(view, ask, axis);
	struct event_count_list list = { 0 };

	if (axis == BY_BRANCH)
		branches_make(&bag);
	list.at = arena_array(view_arena(view), struct event_count, bag.count);
	for (size_t i = 0; i < bag.count; i++)
		if (bag.at[i].events > 0)
			list.at[list.count++] = labelled(view, axis, &bag.at[i]);
	return list;
}

int64_t events_total(struct view *view, const struct event_ask *ask)
{
	struct bag bag = count_all(view, ask, BY_ALL);
	int64_t total = 0;

	for (size_t i = 0; i < bag.count; i++)
		total += bag.at[i].events;
	return total;
}

struct instant events_changed(struct view *view, const struct event_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(view), SQL("SELECT COALESCE(max(CASE WHEN changed_at > reported_at"
		" THEN changed_at ELSE reported_at END), 0) FROM my_event_changed AS my_event WHERE 1 = 1"), NONE);
	event_ask_add(&query, view, ask);
	return (struct instant){ view_int_of(view, &query) };
}

/* ---- Addresses ------------------------------------------------------------------------- */

static void link_add(struct out *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	out_char(out, str_find_char(out_str(out), '?') < 0 ? '?' : '&');
	out_z(out, name);
	out_char(out, '=');
	out_link_part(out, value);
}

static void link_int(struct out *out, const char *name, int64_t number)
{
	if (number)
		link_add(out, name, arena_print(out->arena, "%lld", (long long)number));
}

static void link_period(struct out *out, const struct event_ask *ask, enum by by, struct str key)
{
	struct date from = ask->from, to = ask->to, month;

	if (by == BY_MONTH && date_read(arena_print(out->arena, "%.*s-01", STR(key)), &month)) {
		struct date last = date_add_days(date_add_months(month, 1), -1);

		if (!date_is_given(from) || date_compare(month, from) > 0)
			from = month;
		if (!date_is_given(to) || date_compare(last, to) < 0)
			to = last;
	}
	link_add(out, "from", date_iso(out->arena, from));
	link_add(out, "to", date_iso(out->arena, to));
}

struct str events_link(struct arena *arena, const struct event_ask *ask, const char *by, struct str key)
{
	enum by axis = by && *by ? by_of(by) : BY_ALL;
	bool is_one_type = ask->types.len && str_find_char(ask->types, ' ') < 0;
	const char *filter = axes[axis].filter;
	struct out out;

	out_init(&out, arena, 4096);
	out_z(&out, "/events");
	link_int(&out, ask->is_board ? "board" : "unit", axis == BY_BOARD ? 0 : ask->unit_id);
	link_add(&out, "area", axis == BY_AREA ? S("") : ask->area_code);
	link_period(&out, ask, axis, key);
	if (!is_one_type)
		link_add(&out, "types", ask->types);
	else if (axis != BY_TYPE && axis != BY_BRANCH)
		link_add(&out, "type", ask->types);
	link_int(&out, "severity", ask->severity_from);
	link_add(&out, "restricted", ask->without_restricted ? S("no") : S(""));
	link_add(&out, "cost", ask->has_cost ? S("yes") : S(""));
	link_int(&out, "cost_above", ask->cost_above);
	if (ask->is_board && ask->as_is && axis != BY_BOARD)
		link_add(&out, "as_is", S("yes"));
	if (filter && key.len)
		link_add(&out, filter, key);
	else if (filter && axes[axis].is_text && by && *by)
		link_add(&out, "without", axis == BY_BRANCH ? S("type") : str_of(by));
	return out_str(&out);
}
