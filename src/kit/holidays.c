/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/holidays.c - see holidays.h. */
#include "kit/holidays.h"

#include "kit/catalogue.h"

static void free_day_add(struct date *days, size_t *count, struct date date)
{
	size_t i;

	for (i = *count; i > 0 && date_compare(days[i - 1], date) > 0; i--)
		days[i] = days[i - 1];
	days[i] = date;
	(*count)++;
}

struct holidays holidays_of_years(struct arena *arena, int first, int last)
{
	const struct catalogue *rules = catalogue_get("holidays");
	struct date *days = arena_array(arena, struct date,
		rules->count * (size_t)(last - first + 1) + 1);
	size_t count = 0;

	for (int year = first; year <= last; year++)
		for (size_t i = 0; i < rules->count; i++) {
			const struct item *rule = &rules->items[i];
			struct date day;

			if (!rule->is_retired && holiday_rule_date(item_text(rule, "rule"), year, &day))
				free_day_add(days, &count, day);
		}
	return (struct holidays){ count, days };
}

static void named_day_add(struct named_day_list *list, struct named_day day)
{
	size_t i;

	for (i = list->count; i > 0 && date_compare(list->at[i - 1].on, day.on) > 0; i--)
		list->at[i] = list->at[i - 1];
	list->at[i] = day;
	list->count++;
}

struct named_day_list holidays_named(struct arena *arena, struct date from, struct date to)
{
	const struct catalogue *rules = catalogue_get("holidays");
	struct named_day_list list = { .at = arena_array(arena, struct named_day,
		rules->count * (size_t)(to.year - from.year + 1) + 1) };

	for (int year = from.year; year <= to.year; year++)
		for (size_t i = 0; i < rules->count; i++) {
			const struct item *rule = &rules->items[i];
			struct named_day day = { .name = item_name(rule) };

			if (rule->is_retired || !holiday_rule_date(item_text(rule, "rule"), year, &day.on)
			    || date_compare(day.on, from) < 0 || date_compare(day.on, to) > 0)
				continue;
			named_day_add(&list, day);
		}
	return list;
}
