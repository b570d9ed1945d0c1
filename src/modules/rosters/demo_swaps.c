/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/demo_swaps.c - one request of the demo city that waits for an answer. */
#include "modules/rosters/demo.h"
#include "modules/rosters/swaps.h"

#include "kit/demo.h"
#include "modules/people/people.h"

enum { LOOK_DAYS = 40 };

/* The first day of that weekday, so many days ahead or later, that is the asker's. */
static struct date day_of(struct change *change, const struct swap *swap, int weekday,
                          struct date from)
{
	struct instant begin = instant_at(from, 0, 0, 0);
	struct instant end = instant_at(date_add_days(from, LOOK_DAYS), 0, 0, 0);
	struct roster_rules_list rules = rules_load_all(change_view(change), swap->roster_id, begin);
	struct shift_list shifts = rota_shifts(change_arena(change),
		rota_of(&rules, swap->roster_id), begin, end,
		holidays_between(change_arena(change), begin, end));

	for (int i = 0; i < LOOK_DAYS - 1; i++) {
		struct date day = date_add_days(from, i);

		if (date_weekday(day) == weekday
		    && serves_whole(&shifts, swap->asked_by, instant_at(day, 8, 0, 0),
		                    instant_at(date_add_days(day, 1), 8, 0, 0)))
			return day;
	}
	return (struct date){ 0 };
}

static void swap_make(struct change *change, const struct csv_table *table, size_t row,
                      struct date today)
{
	struct view *view = change_view(change);
	struct swap swap = { .state = SWAP_open,
		.roster_id = demo_roster(change, csv_cell(table, row, "function"),
			demo_unit(change, csv_cell(table, row, "unit"))),
		.asked_by = person_of_login(view, csv_cell(table, row, "asked_by")),
		.asked_of = person_of_login(view, csv_cell(table, row, "asked_of")),
		.asked_at = instant_at(date_add_days(today,
			-(int)demo_int(table, row, "asked_days_before")), 15, 20, 0) };
	struct date day;

	if (!swap.roster_id || !swap.asked_by || !swap.asked_of)
		return;
	day = day_of(change, &swap, (int)demo_int(table, row, "weekday"),
		date_add_days(today, (int)demo_int(table, row, "days_ahead")));
	if (!date_is_given(day))
		return;
	swap.begins_at = instant_at(day, 8, 0, 0);
	swap.ends_at = instant_at(date_add_days(day, 1), 8, 0, 0);
	change_insert(change, &swap_record.shape, &swap);
	swap_step_put(change, swap.id, swap.asked_at, swap.asked_by, "ask", 0,
		csv_cell(table, row, "words_sv"));
}

void swaps_demo(struct change *change, struct date today)
{
	const struct csv_table *table = demo_rows(change_arena(change), "roster_swaps");

	for (size_t row = 1; row < table->count; row++)
		swap_make(change, table, row, today);
}
