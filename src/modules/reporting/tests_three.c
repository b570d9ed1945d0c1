/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/tests_three.c - which rows and events stand on which of three lists. */
#include "modules/reporting/three.h"

#include "base/test.h"

TEST(a_pair_of_rows_of_which_one_has_an_event_is_on_all_three_lists)
{
	/* Rows of the first: with an event that the second knows too; with one of its own; paired to a
	 * row without an event; paired to a row with one; alone. */
	struct three_row first[] = { { .id = 1, .event_id = 10 }, { .id = 2, .event_id = 20 }, { .id = 3 },
		{ .id = 4 }, { .id = 5 } };
	struct three_row second[] = { { .id = 6, .event_id = 10 }, { .id = 7 }, { .id = 8, .event_id = 30 },
		{ .id = 9, .event_id = 40 }, { .id = 10 }, { .id = 11 } };
	const int32_t pairs[] = { -1, -1, 1, 2, -1 };
	struct three_cells cells = three_cells_of(first, 5, second, 6, pairs, 100);

	CHECK(cells.all_three == 2 && cells.events_first == 1 && cells.first_second == 1 && cells.first_only == 1);
	CHECK(cells.events_second == 1 && cells.second_only == 2);
	CHECK(cells.events_only == 100 - 2 - 1 - 1);
	CHECK(three_cells_of(first, 5, second, 6, pairs, 0).events_only == 0);
}

TEST(three_lists_are_laid_beside_each_other_for_the_days_that_both_sources_hold)
{
	struct source first = { .starts_on = { 2025, 1, 1 } }, second = { .starts_on = { 2025, 3, 1 } };
	struct date last = { 2026, 4, 30 }, from, to;

	CHECK(three_span(&first, &second, last, &from, &to) && from.month == 3 && !date_compare(to, last));
	first.ends_on = (struct date){ 2025, 12, 31 };
	CHECK(three_span(&first, &second, last, &from, &to) && !date_compare(to, first.ends_on));
	second.ends_on = (struct date){ 2026, 12, 31 };
	CHECK(three_span(&second, &first, last, &from, &to) && !date_compare(to, first.ends_on));
	first.ends_on = (struct date){ 2025, 2, 1 };
	CHECK(!three_span(&first, &second, last, &from, &to));
}

/* Hepatitis A in Taiwan (Chao et al. 2001): the model of independence says 388, and that with all
 * pairs three times as many. */
TEST(the_number_depends_on_the_model_and_no_single_one_is_told_when_they_differ)
{
	struct three_cells cells = { .events_only = 69, .first_only = 55, .second_only = 63, .events_first = 21,
		.events_second = 17, .first_second = 18, .all_three = 28 };
	struct three_captured found = three_captured_of(&cells, 0.9);
	struct three_cells none = { 0 };

	CHECK(found.distinct == 271);
	CHECK(found.models[0].pairs == 0 && found.models[0].is_known);
	CHECK(found.models[0].all > 380 && found.models[0].all < 400);
	CHECK(found.models[CAPTURE_MODELS - 1].all > 3 * found.models[0].all);
	CHECK(three_captured_of(&none, 0.9).finding == THREE_nothing);
}
