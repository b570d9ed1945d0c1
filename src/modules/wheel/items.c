/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/items.c - the days of all rooms, put together; and the city's own. */
#include "modules/wheel/inside.h"

#include <stdlib.h>

enum { MOST_ITEMS = 4000 };

/* ---- The city's own days ------------------------------------------------------------------ */

/* "15:00" on a day; not given without a time. */
static struct instant time_on(struct arena *arena, struct date on, struct str text)
{
	struct instant instant = { 0 };

	if (text.len)
		instant_read(arena_print(arena, "%.*sT%.*s", STR(date_iso(arena, on)), STR(text)),
			&instant);
	return instant;
}

static void marks_of_year(struct arena *arena, const struct wheel_ask *ask, int year,
                          struct wheel_item_list *list)
{
	const struct catalogue *marks = catalogue_get("wheel_marks");
	struct date on;

	for (size_t i = 0; i < marks->count; i++) {
		const struct item *mark = &marks->items[i];

		if (mark->is_retired || !mark_on(mark, year, &on) || date_compare(on, ask->from) < 0
		    || date_compare(on, ask->to) > 0)
			continue;
		list->at[list->count++] = (struct wheel_item){
			.uid = arena_print(arena, "mark-%.*s-%d", STR(mark->code), year),
			.kind = S("mark"), .words = item_name(mark), .on = on,
			.begins = time_on(arena, on, item_text(mark, "begins")),
			.ends = time_on(arena, on, item_text(mark, "ends")) };
	}
}

static struct wheel_item_list marks(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	size_t years = (size_t)(ask->to.year - ask->from.year + 1);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item,
		years * catalogue_get("wheel_marks")->count + 1) };

	for (int year = ask->from.year; year <= ask->to.year; year++)
		marks_of_year(arena, ask, year, &list);
	return list;
}

const struct wheel_source wheel_sources[] = {
	{ .name = "marks", .items = marks },
	{ .name = NULL },
};

/* ---- All of them --------------------------------------------------------------------------- */

static int64_t order_of(struct str kind)
{
	const struct item *item = item_find("wheel_kinds", kind);

	return item ? item->place : INT64_MAX;
}

static int by_day(const void *a, const void *b)
{
	const struct wheel_item *x = a, *y = b;
	int days = date_compare(x->on, y->on);
	int64_t first = order_of(x->kind), second = order_of(y->kind);

	if (days)
		return days;
	if (first != second)
		return first < second ? -1 : 1;
	return str_compare(x->uid, y->uid);
}

struct wheel_item_list wheel_items(struct view *view, const struct wheel_ask *ask)
{
	struct wheel_item_list all = { 0, arena_array(view_arena(view), struct wheel_item,
		MOST_ITEMS) };

	for (size_t i = 0; modules[i]; i++)
		for (const struct wheel_source *s = modules[i]->wheel; s && s->name; s++) {
			struct wheel_item_list some = s->items(view, ask);

			for (size_t k = 0; k < some.count && all.count < MOST_ITEMS; k++)
				all.at[all.count++] = some.at[k];
		}
	qsort(all.at, all.count, sizeof(struct wheel_item), by_day);
	return all;
}

struct wheel_item_list wheel_items_for(struct view *view, const struct wheel_ask *ask,
                                       const struct person *person)
{
	struct wheel_item_list items = wheel_items(view, ask);

	for (size_t i = 0; i < items.count; i++)
		if (items.at[i].path.len && !person_may_open(person, items.at[i].path))
			items.at[i].path = S("");
	return items;
}
