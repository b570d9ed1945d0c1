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
