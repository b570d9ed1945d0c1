/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_shifts.c - holes, rests, who takes over. */
#include "modules/crisis/shifts.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

static struct instant hour(int64_t hours)
{
	return (struct instant){ 1000000 + hours * HOUR };
}

static struct shift_row shift(int64_t person, const char *function, int64_t from, int64_t to)
{
	return (struct shift_row){ .person_id = person, .function = str_of(function),
		.begins_at = hour(from), .ends_at = hour(to) };
}

/* ---- Rules ------------------------------------------------------------------------------------ */

TEST(a_function_is_held_when_no_minute_is_without)
{
	struct shift_row rows[] = { shift(1, "lead", 0, 8), shift(2, "log", 0, 24),
		shift(3, "lead", 8, 16), shift(1, "lead", 17, 24) };
	struct shift_row_list all = { COUNT(rows), rows };

	CHECK(function_is_held(&all, S("lead"), hour(0), hour(16)));
	CHECK(function_is_held(&all, S("lead"), hour(2), hour(10)));
	CHECK(!function_is_held(&all, S("lead"), hour(0), hour(24)));   /* from 16 to 17 nobody */
	CHECK(!function_is_held(&all, S("lead"), hour(20), hour(25)));
	CHECK(!function_is_held(&all, S("legal"), hour(0), hour(1)));
	CHECK(function_is_held(&all, S("log"), hour(0), hour(24)));
}

TEST(hours_are_counted_from_one_rest_to_the_next)
{
	struct shift_row rows[] = { shift(1, "lead", 0, 4), shift(1, "log", 4, 8),
		shift(2, "lead", 4, 12), shift(1, "lead", 20, 24) };
	struct shift_row_list all = { COUNT(rows), rows };

	CHECK(stretch_minutes(&all, 1, hour(0), hour(4), 8 * 60) == 8 * 60);
	CHECK(stretch_minutes(&all, 1, hour(8), hour(12), 8 * 60) == 12 * 60);
	CHECK(stretch_minutes(&all, 1, hour(20), hour(24), 8 * 60) == 4 * 60);
	CHECK(stretch_minutes(&all, 2, hour(4), hour(12), 8 * 60) == 8 * 60);
	CHECK(stretch_minutes(&all, 3, hour(4), hour(12), 8 * 60) == 8 * 60);
	/* Two functions at once are one working person. */
	CHECK(stretch_minutes(&all, 1, hour(2), hour(6), 8 * 60) == 8 * 60);
}

TEST(a_break_that_is_no_rest_gives_no_new_start)
{
	struct shift_row rows[] = { shift(1, "lead", 0, 8), shift(1, "lead", 12, 20) };
	struct shift_row_list all = { COUNT(rows), rows };
	struct shift_row_list found = shifts_too_long(test_arena(), &all, 8 * 60, 12 * 60);

	CHECK(stretch_minutes(&all, 1, hour(0), hour(8), 8 * 60) == 16 * 60);
	CHECK(stretch_minutes(&all, 1, hour(12), hour(20), 8 * 60) == 16 * 60);
	CHECK(stretch_minutes(&all, 1, hour(0), hour(8), 4 * 60) == 8 * 60);
	CHECK(found.count == 1 && found.at[0].person_id == 1);          /* told once */
	CHECK(!shifts_too_long(test_arena(), &all, 4 * 60, 12 * 60).count);
}

TEST(the_relief_is_another_who_is_there_when_the_shift_ends)
{
	struct shift_row rows[] = { shift(1, "lead", 0, 8), shift(1, "lead", 8, 10),
		shift(2, "lead", 8, 16), shift(3, "lead", 17, 24) };
	struct shift_row_list all = { COUNT(rows), rows };

	CHECK(shift_now(&all, S("lead"), hour(9)) == &rows[1]);
	CHECK(!shift_now(&all, S("lead"), hour(16)));
	CHECK(shift_relief(&all, &rows[0]) == &rows[2]);
	CHECK(!shift_relief(&all, &rows[2]));                           /* an hour with nobody */
}

TEST_ON_STORES(a_night_shift_goes_on_into_the_next_day_and_summer_time_ends_in_it)
{
	struct slot night;

	crisis_city(test_store());
	night = slot_of((struct date){ 2026, 9, 15 }, item_find("crisis/shifts", S("night")));
	CHECK(night.ends.seconds - night.begins.seconds == 8 * HOUR);
	night = slot_of((struct date){ 2026, 10, 24 }, item_find("crisis/shifts", S("night")));
	CHECK(night.ends.seconds - night.begins.seconds == 9 * HOUR);
}

/* ---- Queries ------------------------------------------------------------------------------------ */

TEST_ON_STORES(a_shift_taken_away_is_planned_no_more_and_a_long_one_is_logged)
{
	struct store *store = test_store();
	struct shift long_one = { .function = S("lead"), .person_id = NORA, .begins_at = hour(0),
		.ends_at = hour(20), .grounds = S("Nobody else"), .added_by = NORA };
	struct shift other = { .function = S("log"), .person_id = NORA, .begins_at = hour(30),
		.ends_at = hour(38), .added_by = NORA };
	struct change *change;
	struct crisis crisis;
	struct view *view;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	shift_put(change, &crisis, &long_one, S("Nora"));
	shift_put(change, &crisis, &other, S("Nora"));
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	CHECK(shifts_of(view, crisis.id, hour(0)).count == 2);
	CHECK(shifts_of(view, crisis.id, hour(20)).count == 1);
	CHECK(str_is(entry_latest(view, crisis.id, ENTRY_shift)->grounds, "Nobody else"));
	CHECK(entries_all(view, crisis.id).count == 2);                 /* opened, and the long one */
	view_close(view);
	change = crisis_change(store, NORA);
	shift_end(change, &other);
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	CHECK(shifts_of(view, crisis.id, hour(0)).count == 1);
	CHECK(!shift_get(view, crisis.id, other.public_id));
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(!shifts_of(view, crisis.id, hour(0)).count);
	view_close(view);
}
